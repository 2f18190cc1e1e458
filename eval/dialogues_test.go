package eval

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"parley"
)

// tsv turns what is easy to write in a test into what stands in a file.
func tsv(lines ...string) string {
	return strings.ReplaceAll(strings.Join(lines, "\n"), "~", "\t")
}

func day(t *testing.T, text string) parley.Day {
	t.Helper()
	var d parley.Day
	if err := d.UnmarshalText([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestReadExpectations(t *testing.T) {
	got, err := ReadExpectations(strings.NewReader(tsv(
		"# what a comment says is not read",
		"dialogue~Chad~FACT",
		"",
		"state~2024-05-02~talks|talks about talks",
		"ask~2024-05-01~Qatar|France~Chad~talks|other~accepted~2024-05-04|2024-05-05",
		"third~mediator|host~Qatar|Doha",
		"ceasefire~2024-05-03~~Chad|FACT~agreed",
		"ceasefire~2024-01-01~?~FACT~one-sided|agreed\r",
		"disputed~2024-05-06",
		"dialogue~Mali~CMA~JNIM",
		"state~2024-05-02~calls",
	)), "chad.expect.tsv")
	if err != nil {
		t.Fatal(err)
	}
	d := func(text string) parley.Day { return day(t, text) }
	chad, mali := []string{"Chad", "FACT"}, []string{"Mali", "CMA", "JNIM"}
	want := []Expectation{
		{Fact: FactDialogue, Parties: chad},
		{Fact: FactState, Parties: chad, Days: []parley.Day{d("2024-05-02")}, States: []parley.State{parley.StateTalks, parley.StateTalksAbout}},
		{Fact: FactAsk, Parties: chad, Days: []parley.Day{d("2024-05-01")}, By: []string{"Qatar", "France"}, To: []string{"Chad"},
			Subjects: []parley.Subject{parley.AboutTalks, parley.AboutOther}, Answers: []parley.Answer{parley.AnswerAccepted},
			Until: []parley.Day{d("2024-05-04"), d("2024-05-05")}},
		{Fact: FactThird, Parties: chad, Parts: []parley.Part{parley.PartMediator, parley.PartHost}, Names: []string{"Qatar", "Doha"}},
		{Fact: FactCeasefire, Parties: chad, Days: []parley.Day{d("2024-05-03")}, Open: true, By: chad, BothSides: true},
		{Fact: FactCeasefire, Parties: chad, Days: []parley.Day{d("2024-01-01")}, By: []string{"FACT"}, OneSided: true, BothSides: true},
		{Fact: FactDisputed, Parties: chad, Days: []parley.Day{d("2024-05-06")}},
		{Fact: FactDialogue, Parties: mali},
		{Fact: FactState, Parties: mali, Days: []parley.Day{d("2024-05-02")}, States: []parley.State{parley.StateCalls}},
	}
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d", len(got), len(want))
	}
	if got[1].Where != "chad.expect.tsv:4" || got[1].Text != "state 2024-05-02 talks|talks about talks" {
		t.Errorf("the state is said to stand at %q as %q", got[1].Where, got[1].Text)
	}
	for i := range got {
		got[i].Where, got[i].Text = "", ""
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("line %d:\n got %+v\nwant %+v", i, got[i], want[i])
		}
	}
}

func TestReadExpectationsErrors(t *testing.T) {
	head := "dialogue~Chad~FACT\n"
	for name, c := range map[string]struct{ lines, want string }{
		"word that begins no line":        {head + "stage~2024-01-01~talks", `f:2: "stage" is none of dialogue, state`},
		"fact of no dialogue":             {"state~2024-01-01~talks", `f:1: a line "state" before any dialogue`},
		"one party":                       {"dialogue~Chad", `f:1: 1 columns after "dialogue": want PARTY PARTY`},
		"party twice":                     {"dialogue~Chad~Chad", `f:1: "Chad" is a party twice`},
		"nameless party":                  {"dialogue~Chad~", `f:1: a party without a name`},
		"too few columns":                 {head + "state~2024-01-01", `f:2: 1 columns after "state": want DAY STATE`},
		"too many columns":                {head + "disputed~2024-01-01~x", `want DAY`},
		"no day":                          {head + "state~2024-02-30~talks", `f:2: "2024-02-30" is no day: want YYYY-MM-DD`},
		"empty day":                       {head + "state~~talks", `f:2: "" is no day`},
		"two days of a state":             {head + "state~2024-01-01|2024-01-02~talks", `want a single day`},
		"state that there is not":         {head + "state~2024-01-01~talks|peace", `f:2: state "peace" is none of calls, talks about talks`},
		"subject that there is not":       {head + "ask~2024-01-01~Chad~FACT~food~open", `subject "food" is none of talks, ceasefire`},
		"answer that there is not":        {head + "ask~2024-01-01~Chad~FACT~talks~maybe", `answer "maybe" is none of open, accepted`},
		"day of no answer":                {head + "ask~2024-01-01~Chad~FACT~talks~open~2024-01-02", `"open" is no answer`},
		"answer before the question":      {head + "ask~2024-01-02~Chad~FACT~talks~refused~2024-01-01", `f:2: 2024-01-01 is before 2024-01-02`},
		"asker without a name":            {head + "ask~2024-01-01~Chad|~FACT~talks~open", `an empty name in "Chad|"`},
		"part of a party":                 {head + "third~party~Qatar", `part "party" is none of mediator, host`},
		"truce that ends before it began": {head + "ceasefire~2024-01-02~2024-01-01~Chad~agreed", `2024-01-01 is before 2024-01-02`},
		"kind of truce":                   {head + "ceasefire~2024-01-02~~Chad~both", `kind "both" is none of one-sided, agreed`},
		"line twice":                      {head + "third~host~Qatar\nthird~host~Qatar", `f:3: the same as line 2`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadExpectations(strings.NewReader(tsv(c.lines)), "f")
			if err == nil {
				t.Fatalf("no error but %+v", got)
			}
			if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %q, want %q, wrapping %q", err, c.want, parley.ErrInvalid)
			}
		})
	}
}

func TestReadExpectationsTellsAllErrors(t *testing.T) {
	_, err := ReadExpectations(strings.NewReader(tsv("dialogue~Chad~FACT", "state~soon~talks", "third~host~", "disputed~2024-01-01")), "f")
	if err == nil || !strings.Contains(err.Error(), "f:2:") || !strings.Contains(err.Error(), "f:3:") || strings.Contains(err.Error(), "f:4:") {
		t.Errorf("error %v, want those of lines 2 and 3", err)
	}
}
