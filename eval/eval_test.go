package eval

import (
	"math"
	"slices"
	"strings"
	"testing"

	"parley"
)

const sample = `# a comment
@ t-0001 2024-05-14 Test Wire
France urged Mali to hold talks with the rebels, an aide said on Monday.
	REQUEST:meet 026 actual | France > Mali; party: the rebels; by: an aide (official); on: Monday = 2024-05-13
Nothing came of it.

@ t-0002 2024-05-15
Talks begin
The Malian army and the rebels met in Algiers.
	CONSULT 040 actual | The Malian army + the rebels >; at: Algiers = DZA
`

func read(t *testing.T, text string) []Document {
	t.Helper()
	docs, err := Read(strings.NewReader(text), "test.txt")
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

func TestRead(t *testing.T) {
	docs := read(t, sample)
	if len(docs) != 2 || len(docs[0].Sentences) != 2 || docs[0].Outlet != "Test Wire" {
		t.Fatalf("got %+v", docs)
	}
	ev := docs[0].Sentences[0].Events[0]
	if got := Line(&ev); got != "REQUEST:meet 026 actual | France > Mali; party: the rebels; by: an aide (official); on: Monday = 2024-05-13" {
		t.Errorf("got %q", got)
	}
	if got := docs[0].Text[ev.Date.Mention.Span.Start:ev.Date.Mention.Span.End]; got != "Monday" || ev.Date.Value != "2024-05-13" {
		t.Errorf("date %q = %q", got, ev.Date.Value)
	}
	if want := "Talks begin\n\nThe Malian"; !strings.HasPrefix(docs[1].Text, want) {
		t.Errorf("a headline is a paragraph of its own: %q", docs[1].Text)
	}
}

func TestReadRefuses(t *testing.T) {
	const head = "@ t-1 2024-05-14\nFrance met Mali.\n\t"
	for _, c := range []struct{ text, want string }{
		{"France met Mali.\n", "test.txt:1: text before the header"},
		{"@ T 2024-05-14\nX.\n", "test.txt:1: want"},
		{"@ t-1 2024-31-31\nX.\n", "test.txt:1: want"},
		{"@ t-1 2024-05-14\n", "no sentence"},
		{head + "CONSULT 040 actual | France + Mali\n", `no ">"`},
		{head + "CONSULTING 040 actual | France + Mali >\n", "no type"},
		{head + "CONSULT:riot 040 actual | France + Mali >\n", "no mode"},
		{head + "CONSULT 999 actual | France + Mali >\n", "no code"},
		{head + "CONSULT 040 done | France + Mali >\n", "no status"},
		{head + "CONSULT 040 actual | France + Chad >\n", `"Chad" is not in the text`},
		{head + "CONSULT 040 actual |  > Mali\n", "no actor"},
		{head + "CONSULT 040 actual | France + Mali >; friend: Mali\n", "unknown field"},
		{head + "CONSULT 040 actual | France + Mali >; by: France (friend)\n", "by: want"},
		{head + "CONSULT 040 actual | France + Mali >; on: met = soon\n", "no date"},
		{head + "CONSULT 040 actual | France + Mali >; at: Mali = Mali\n", "no country code"},
	} {
		_, err := Read(strings.NewReader(c.text), "test.txt")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %q", c.text, err, c.want)
		}
	}
}

// TestCorpus lints the corpus, and holds it to what its card promises.
func TestCorpus(t *testing.T) {
	docs, err := Load("../corpus/train", "../corpus/dev", "../corpus/test")
	if err != nil {
		t.Fatal(err)
	}
	sentences, reports, quiet := 0, 0, 0
	seen := map[string]bool{}
	for i := range docs {
		d := &docs[i]
		sentences += len(d.Sentences)
		if len(d.Sentences) > 3 {
			reports++
		}
		for k := range d.Sentences {
			if len(d.Sentences[k].Events) == 0 {
				quiet++
			}
			for _, ev := range d.Sentences[k].Events {
				seen[ev.Type], seen[string(ev.Status)] = true, true
				for _, m := range ev.Modes {
					seen[ev.Type+":"+m] = true
				}
				for _, th := range ev.Third {
					seen[string(th.Role)] = true
				}
				for _, s := range ev.SaidBy {
					seen[string(s.Kind)] = true
				}
			}
		}
	}
	if sentences < 3000 || reports < 150 || quiet*3 < sentences*95/100 {
		t.Errorf("%d sentences, %d reports, %d quiet: want 3,000, 150 and a third", sentences, reports, quiet)
	}
	for _, want := range strings.Fields(wanted) {
		if !seen[want] {
			t.Errorf("no %s in the corpus", want)
		}
	}
}

const wanted = `AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT
CONSULT:visit CONSULT:third-party CONSULT:multilateral CONSULT:phone
RETREAT:withdraw RETREAT:release RETREAT:disarm RETREAT:ceasefire RETREAT:access RETREAT:resign
REQUEST:assist REQUEST:change REQUEST:yield REQUEST:meet ACCUSE:disapprove ACCUSE:investigate ACCUSE:allege
REJECT:assist REJECT:change REJECT:yield REJECT:meet
THREATEN:restrict THREATEN:arrest THREATEN:relations THREATEN:expel THREATEN:territory THREATEN:violence
PROTEST:demo PROTEST:riot PROTEST:strike PROTEST:hunger PROTEST:boycott PROTEST:obstruct PROTEST:vandalize
SANCTION:convict SANCTION:expel SANCTION:withdraw SANCTION:discontinue
MOBILIZE:troops MOBILIZE:weapons MOBILIZE:police MOBILIZE:militia
COERCE:seize COERCE:restrict COERCE:ban COERCE:censor COERCE:curfew COERCE:martial-law COERCE:arrest COERCE:deport COERCE:withhold COERCE:misinformation COERCE:cyber
ASSAULT:abduct ASSAULT:beat ASSAULT:torture ASSAULT:sexual ASSAULT:targeted ASSAULT:destroy ASSAULT:primitive ASSAULT:firearms ASSAULT:explosives
ASSAULT:suicide-attack ASSAULT:aerial ASSAULT:drone ASSAULT:heavy-weapons ASSAULT:crowd-control ASSAULT:unconventional
actual historical future hypothetical negated failed
party mediator host via about beneficiary media official witness unnamed`

// coded makes an event at the place of words in the document.
func coded(d *Document, typ string, confidence float64, actor, recipient string) parley.Event {
	mention := func(words string) []parley.Party {
		if words == "" {
			return nil
		}
		at := strings.Index(d.Text, words)
		return []parley.Party{{Mention: parley.Quote{Span: parley.Span{Start: at, End: at + len(words)}, Text: words}}}
	}
	ev := parley.Event{Type: typ, CAMEO: "026", Status: parley.Actual, Confidence: confidence, Actors: mention(actor), Recipients: mention(recipient)}
	ev.Trigger.Span = ev.Actors[0].Mention.Span
	return ev
}

func TestAdd(t *testing.T) {
	d := &read(t, sample)[0]
	for _, c := range []struct {
		name                string
		events              []parley.Event
		right, typed, quiet int
		kind                string
	}{
		{"right but for the rest", []parley.Event{coded(d, "REQUEST", 0.9, "France", "Mali")}, 1, 1, 0, "third party missed"},
		{"wrong recipient", []parley.Event{coded(d, "REQUEST", 0.9, "France", "the rebels")}, 0, 1, 0, "wrong recipient"},
		{"no recipient", []parley.Event{coded(d, "REQUEST", 0.9, "France", "")}, 0, 1, 0, "no recipient"},
		{"wrong type", []parley.Event{coded(d, "ACCUSE", 0.9, "France", "Mali")}, 0, 0, 0, "ACCUSE for REQUEST"},
		{"in the quiet sentence", []parley.Event{coded(d, "REJECT", 0.9, "Nothing", "")}, 0, 0, 1, "false REJECT in a quiet sentence"},
		{"nothing", nil, 0, 0, 0, "missed REQUEST"},
	} {
		r := New()
		r.Add(d, c.events)
		if r.Events.Hit != c.right || r.Typed.Hit != c.typed || r.FalseInQuiet != c.quiet || r.Events.Gold != 1 || r.Events.Pred != len(c.events) {
			t.Errorf("%s: %+v, typed %+v, %d in quiet sentences", c.name, r.Events, r.Typed, r.FalseInQuiet)
		}
		if _, count := r.Kinds(); count[c.kind] != 1 {
			t.Errorf("%s: kinds %v, want %q", c.name, count, c.kind)
		}
	}
}

func TestJudge(t *testing.T) {
	d := &read(t, sample)[0]
	got := Judge(d, []parley.Event{
		coded(d, "REQUEST", 0.5, "France", "Mali"), coded(d, "REQUEST", 0.5, "France", ""), coded(d, "REQUEST", 0.5, "Mali", ""), coded(d, "REJECT", 0.5, "Nothing", ""),
	})
	want := []Verdict{{Right: true, Told: true}, {Told: true}, {}, {Quiet: true}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestECE(t *testing.T) {
	r := New()
	for i := range 10 {
		r.reliability(0.8, i < 8)  // as sure as right
		r.reliability(0.35, i < 1) // surer than right
	}
	if got := r.ECE(); math.Abs(got-0.125) > 1e-9 {
		t.Errorf("got %v, want 0.125", got)
	}
}

func TestCountsOfNothing(t *testing.T) {
	var c Count
	if c.Precision() != 1 || c.Recall() != 1 || c.F1() != 1 {
		t.Errorf("nothing asked for, nothing wrong: %v %v %v", c.Precision(), c.Recall(), c.F1())
	}
}
