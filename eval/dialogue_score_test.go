package eval

import (
	"errors"
	"strings"
	"testing"

	"parley"
)

// keysOf resolves the names of these tests.
func keysOf(name string) string {
	return map[string]string{"Chad": "TCD:GOV", "FACT": "fact", "Qatar": "QAT:GOV", "France": "FRA:GOV", "Libya": "LBY:GOV"}[name]
}

// chad is a dialogue at the end of its last report.
func chad(t *testing.T) parley.Dialogue {
	d := func(text string) parley.Day { return day(t, text) }
	return parley.Dialogue{
		ID: "d1", Parties: []parley.Participant{{Key: "fact"}, {Key: "TCD:GOV"}},
		Thirds: []parley.Participant{{Key: "QAT:GOV", Part: parley.PartHost}},
		State:  parley.StateCeasefire,
		Moves: []parley.Move{
			{Kind: parley.MoveDeclare, Day: d("2024-03-01"), Reported: d("2024-03-02")},
			{Kind: parley.MoveAttack, Day: d("2024-04-01"), Reported: d("2024-04-02"), Denied: []string{"fact"}},
		},
		Asks: []parley.Ask{
			{Day: d("2024-02-01"), By: []string{"QAT:GOV"}, To: []string{"TCD:GOV"}, For: parley.AboutCeasefire, Answer: parley.AnswerAccepted, On: d("2024-02-05")},
			{Day: d("2024-02-02"), By: []string{"FRA:GOV"}, To: []string{"fact"}, For: parley.AboutCeasefire, Answer: parley.AnswerAccepted, On: d("2024-02-06")},
			{Day: d("2024-02-20"), By: []string{"TCD:GOV"}, To: []string{"fact"}, For: parley.AboutRelease, Answer: parley.AnswerOpen},
		},
		Truces: []parley.Ceasefire{
			{From: d("2024-01-01"), To: d("2024-01-10"), By: []string{"fact"}},
			{From: d("2024-03-01"), By: []string{"fact", "TCD:GOV"}, Agreed: true, Violations: []parley.Violation{{Day: d("2024-05-01"), Denied: []string{"TCD:GOV"}}}},
		},
	}
}

func TestScoreDialogues(t *testing.T) {
	for _, c := range []struct{ line, miss string }{ // miss: what the message ends with; "" for what came out
		{"state~2024-03-03~ceasefire|agreement", ""},
		{"state~2024-03-03~talks|agreement", "it is ceasefire"},

		{"ask~2024-02-20~Chad~FACT~release|other~open|ignored", ""},
		{"ask~2024-02-22~Chad~FACT~release~open", ""},
		{"ask~2024-02-23~Chad~FACT~release~open", "no such ask"},
		{"ask~2024-02-20~Chad~FACT~talks~open", "no such ask; there is 2024-02-20 for release, open"},
		{"ask~2024-02-20~Chad~FACT~release~refused", "no such ask; there is 2024-02-20 for release, open"},
		{"ask~2024-02-20~FACT~Chad~release~open", "no such ask"},
		// what two said jointly came out as two asks
		{"ask~2024-02-01~Qatar|France~Chad|FACT~ceasefire~accepted", ""},
		{"ask~2024-02-01~Qatar~Chad|FACT~ceasefire~accepted", "there it is QAT:GOV who ask TCD:GOV"},
		{"ask~2024-02-01~Qatar~Chad~ceasefire~accepted~2024-02-07", ""},
		{"ask~2024-02-01~Qatar~Chad~ceasefire~accepted~2024-02-08", "no such ask; there is 2024-02-01 for ceasefire, accepted 2024-02-05"},

		{"third~mediator|host~Qatar", ""},
		{"third~mediator|host~Libya|Qatar", ""},
		{"third~mediator~Qatar", "no such third; there is host"},
		{"third~mediator~Libya", "no such third"},
		{"third~mediator~Chad", "no such third; there is party"},

		{"ceasefire~2024-01-02~2024-01-12~FACT~one-sided", ""},
		{"ceasefire~2024-01-02~?~FACT~one-sided|agreed", ""},
		{"ceasefire~2023-11-01|2024-01-01~2024-01-10~FACT~one-sided", ""},
		{"ceasefire~2024-03-01~~Chad|FACT~agreed", ""},
		{"ceasefire~2024-03-01~?~Chad~agreed", ""},
		{"ceasefire~2024-01-04~2024-01-10~FACT~one-sided", "no such truce; there is 2024-01-01 to 2024-01-10 by fact one-sided; 2024-03-01 to now by TCD:GOV, fact agreed"},
		{"ceasefire~2024-01-01~2024-01-13~FACT~one-sided", "agreed"},
		{"ceasefire~2024-01-01~~FACT~one-sided", "agreed"},
		{"ceasefire~2024-03-01~2024-03-20~Chad|FACT~agreed", "agreed"},
		{"ceasefire~2024-01-01~2024-01-10~FACT~agreed", "agreed"},
		{"ceasefire~2024-01-01~2024-01-10~FACT|Chad~one-sided", "agreed"},

		{"disputed~2024-04-03", ""},
		{"disputed~2024-05-08", ""},
		{"disputed~2024-03-02", "nothing of those days is told as contradicted"},
		{"disputed~2024-04-18", "nothing of those days is told as contradicted"},
	} {
		t.Run(c.line, func(t *testing.T) {
			want := expected(t, "dialogue~Chad~FACT", c.line)
			got, err := ScoreDialogues(func(parley.Day) ([]parley.Dialogue, error) { return []parley.Dialogue{chad(t)}, nil }, want, keysOf)
			if err != nil {
				t.Fatal(err)
			}
			if n := got.Facts[FactDialogue]; n != (Count{Gold: 1, Hit: 1}) {
				t.Errorf("the dialogue counts as %+v", n)
			}
			if n := got.Facts[want[1].Fact]; n != (Count{Gold: 1, Hit: btoi(c.miss == "")}) {
				t.Errorf("the line counts as %+v; told %q", n, got.Misses)
			}
			if c.miss == "" {
				if len(got.Misses) > 0 {
					t.Errorf("told %q, want nothing", got.Misses)
				}
				return
			}
			if len(got.Misses) != 1 || !strings.HasPrefix(got.Misses[0], "f:2: Chad – FACT: "+want[1].Text+": ") || !strings.HasSuffix(got.Misses[0], c.miss) {
				t.Errorf("told %q, want the line and %q", got.Misses, c.miss)
			}
		})
	}
}

func expected(t *testing.T, lines ...string) []Expectation {
	t.Helper()
	want, err := ReadExpectations(strings.NewReader(tsv(lines...)), "f")
	if err != nil {
		t.Fatal(err)
	}
	return want
}

func TestScoreDialoguesAsksForTheDay(t *testing.T) {
	d := func(text string) parley.Day { return day(t, text) }
	want := expected(t, "dialogue~Chad~FACT", "state~2024-01-05~calls", "disputed~2024-01-05", "state~2024-02-05~talks", "third~host~Qatar")
	asked := map[parley.Day]int{}
	got, err := ScoreDialogues(func(asOf parley.Day) ([]parley.Dialogue, error) {
		asked[asOf]++
		c := chad(t)
		c.State = parley.StateCalls
		if asOf == d("2024-02-05") {
			c.State = parley.StateTalks
		}
		return []parley.Dialogue{c}, nil
	}, want, keysOf)
	if err != nil {
		t.Fatal(err)
	}
	if n := got.Facts[FactState]; n != (Count{Gold: 2, Hit: 2}) {
		t.Errorf("states count as %+v; told %q", n, got.Misses)
	}
	if len(asked) != 3 || asked[0] != 1 || asked[d("2024-01-05")] != 1 || asked[d("2024-02-05")] != 1 {
		t.Errorf("asked for the days %v, want two days and the end, once each", asked)
	}
}

func TestScoreDialoguesFindsThePartiesOwn(t *testing.T) {
	small, big, other := chad(t), chad(t), chad(t)
	small.ID, small.State, small.Moves = "d0", parley.StateCalls, nil
	other.ID, other.State = "d2", parley.StateTalks
	other.Parties = append(other.Parties, parley.Participant{Key: "LBY:GOV"})
	other.Moves = append(other.Moves, other.Moves...)
	all := func(parley.Day) ([]parley.Dialogue, error) { return []parley.Dialogue{small, other, big}, nil }
	want := expected(t,
		"dialogue~Chad~FACT", "state~2024-03-03~ceasefire", // the one with more moves, not the one with a third party
		"dialogue~Libya~FACT", "state~2024-03-03~talks",
		"dialogue~Libya~Qatar", "state~2024-03-03~talks", "third~host~Chad")
	got, err := ScoreDialogues(all, want, keysOf)
	if err != nil {
		t.Fatal(err)
	}
	if n := got.Facts[FactDialogue]; n != (Count{Gold: 3, Hit: 2}) {
		t.Errorf("dialogues count as %+v", n)
	}
	if n := got.Facts[FactState]; n != (Count{Gold: 3, Hit: 2}) {
		t.Errorf("states count as %+v; told %q", n, got.Misses)
	}
	if len(got.Misses) != 3 || !strings.HasSuffix(got.Misses[2], "there is no such dialogue") {
		t.Errorf("told %q", got.Misses)
	}
}

func TestScoreDialoguesErrors(t *testing.T) {
	broken := errors.New("the disk is gone")
	got := func(parley.Day) ([]parley.Dialogue, error) { return nil, broken }
	if _, err := ScoreDialogues(got, expected(t, "dialogue~Chad~FACT"), keysOf); !errors.Is(err, broken) || !strings.Contains(err.Error(), "f:1") {
		t.Errorf("error %v, want %v and the line", err, broken)
	}
	_, err := ScoreDialogues(got, expected(t, "dialogue~Chad~FACTT", "third~host~Atlantis"), keysOf)
	if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), `f:1: nobody is known as "FACTT"`) || !strings.Contains(err.Error(), `f:2: nobody is known as "Atlantis"`) {
		t.Errorf("error %v, want both names", err)
	}
}

func TestDialogueScoresAddUp(t *testing.T) {
	var all DialogueScores
	all.Add(DialogueScores{Facts: map[Fact]Count{FactState: {Gold: 3, Hit: 2}}, Misses: []string{"a"}})
	all.Add(DialogueScores{Facts: map[Fact]Count{FactState: {Gold: 1, Hit: 1}, FactAsk: {Gold: 4}}, Misses: []string{"b"}})
	if all.Facts[FactState] != (Count{Gold: 4, Hit: 3}) || len(all.Misses) != 2 {
		t.Errorf("together %+v", all)
	}
	var out strings.Builder
	if err := all.Report(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"state      0.7500  (3 of 4)", "ask        0.0000  (0 of 4)", "all        0.3750  (3 of 8)"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("report\n%s\nhas no line %q", out.String(), want)
		}
	}
}
