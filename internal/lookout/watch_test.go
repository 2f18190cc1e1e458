package lookout

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/store"
	"parley/trend"
)

// talks is a dialogue that has gone well so far.
func talks() parley.Dialogue {
	return parley.Dialogue{
		ID: "d1", Name: "Sudan – Rapid Support Forces", AsOf: 1000, State: parley.StateTalks, Since: 900,
		Parties: []parley.Participant{{Key: "SDN:GOV", Name: "Sudan"}, {Key: "rapid-support-forces", Name: "Rapid Support Forces"}},
		Others:  map[string]string{"EGY:GOV": "Egypt"},
		Changes: []parley.Change{{Day: 900, State: parley.StateTalks, Why: "they met in Jeddah"}},
		Moves: []parley.Move{
			{Kind: parley.MoveCall, Day: 800, Incident: "i1"}, {Kind: parley.MoveRound, Day: 900, Incident: "i2"}, {Kind: parley.MoveViolate, Day: 950, Incident: "i3"},
		},
		Asks: []parley.Ask{{Move: 0, Day: 800, By: []string{"EGY:GOV"}, To: []string{"SDN:GOV", "rapid-support-forces"}, For: parley.AboutTalks, Answer: parley.AnswerOpen, Answered: -1}},
		Truces: []parley.Ceasefire{{From: 940, Violations: []parley.Violation{
			{Move: 2, Day: 950, By: []string{"SDN:GOV"}, Accuser: []string{"rapid-support-forces"}, Denied: []string{"SDN:GOV"}, Alleged: true},
		}}},
		Contact: parley.Contact{Last: 985, Days: 15, Usual: 12},
	}
}

func entry(conditions ...string) *store.Watch {
	w := &store.Watch{Number: 7, Subject: store.Subject{Kind: "dialogue", Name: "Sudan – RSF", Dialogue: "d1"}, Conditions: conditions}
	if slices.Contains(conditions, "silence") {
		w.Silence = 20
	}
	return w
}

// checked runs the next check of an entry and returns what it tells.
func checked(t *testing.T, w *store.Watch, sight Sight) []store.Alert {
	t.Helper()
	alerts, seen, err := Compare(w, &sight)
	if err != nil {
		t.Fatal(err)
	}
	w.Seen = seen
	return alerts
}

func of(d ...parley.Dialogue) Sight { return Sight{Dialogues: d} }

func TestFirstCheckSetsTheMark(t *testing.T) {
	w := entry(store.Conditions...)
	sight := of(talks())
	sight.Step = &trend.Step{Level: trend.FarAbove, To: 1000, Year: &trend.Norm{Level: trend.FarAbove}}
	for range 2 {
		if alerts := checked(t, w, sight); len(alerts) > 0 {
			t.Fatalf("nothing has changed: %+v", alerts)
		}
	}
}

func TestEveryConditionTellsOnce(t *testing.T) {
	for name, c := range map[string]struct {
		condition string
		change    func(*parley.Dialogue)
		want      store.Alert
	}{
		"another state": {"state", func(d *parley.Dialogue) {
			d.State, d.Since = parley.StateCollapsed, 960
			d.Changes = append(d.Changes, parley.Change{Day: 950, State: parley.StateSuspended}, parley.Change{Day: 960, State: parley.StateCollapsed, Why: "Sudan left the talks."})
		}, store.Alert{
			ID: "7/state/d1/0003-08-18/collapsed", Watch: 7, Kind: "state", Dialogue: "d1", Day: 960,
			Title: "Sudan – Rapid Support Forces: collapsed, before talks", Text: "Since 0003-08-18: Sudan left the talks; in between: suspended.",
		}},
		"the same state after another": {"state", func(d *parley.Dialogue) { d.Since, d.Changes = 970, nil }, store.Alert{
			ID: "7/state/d1/0003-08-28/talks", Watch: 7, Kind: "state", Dialogue: "d1", Day: 970,
			Title: "Sudan – Rapid Support Forces: talks once more", Text: "Since 0003-08-28.",
		}},
		"an answer": {"answer", func(d *parley.Dialogue) {
			d.Asks[0].Answer, d.Asks[0].AnswerBy, d.Asks[0].On = parley.AnswerRefused, []string{"SDN:GOV"}, 990
		}, store.Alert{
			ID: "7/answer/d1/i1/refused", Watch: 7, Kind: "answer", Dialogue: "d1", Day: 990,
			Title: "Sudan – Rapid Support Forces: the call for talks is refused",
			Text:  "Egypt asked Sudan and Rapid Support Forces on 0003-03-11; the answer came on 0003-09-17, from Sudan.",
		}},
		"a violation that is a fact": {"violation", func(d *parley.Dialogue) {
			d.Moves = append(d.Moves, parley.Move{Kind: parley.MoveViolate, Day: 980, Incident: "i4"})
			d.Truces[0].Violations = append(d.Truces[0].Violations, parley.Violation{Move: 3, Day: 980, By: []string{"rapid-support-forces"}})
		}, store.Alert{
			ID: "7/violation/d1/i4", Watch: 7, Kind: "violation", Dialogue: "d1", Day: 980,
			Title: "Sudan – Rapid Support Forces: the truce is broken", Text: "On 0003-09-07, by Rapid Support Forces.",
		}},
		"a violation that is alleged": {"violation", func(d *parley.Dialogue) {
			d.Moves = append(d.Moves, parley.Move{Kind: parley.MoveViolate, Day: 980, Incident: "i4"})
			v := d.Truces[0].Violations[0]
			v.Move, v.Day = 3, 980
			d.Truces[0].Violations = append(d.Truces[0].Violations, v)
		}, store.Alert{
			ID: "7/violation/d1/i4", Watch: 7, Kind: "violation", Dialogue: "d1", Day: 980,
			Title: "Sudan – Rapid Support Forces: the truce is said to be broken",
			Text:  "On 0003-09-07, by Sudan. Rapid Support Forces says so. Sudan denies it.",
		}},
		"silence": {"silence", func(d *parley.Dialogue) { d.AsOf, d.Contact.Days = 1005, 20 }, store.Alert{
			ID: "7/silence/d1/0003-09-12", Watch: 7, Kind: "silence", Dialogue: "d1", Day: 1005,
			Title: "Sudan – Rapid Support Forces: no contact for 20 days", Text: "The last contact that is reported was on 0003-09-12. The usual gap is 12 days.",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, condition := range store.Conditions {
				w := entry(condition)
				checked(t, w, of(talks()))
				d := talks()
				c.change(&d)
				got := checked(t, w, of(d))
				switch {
				case condition != c.condition && len(got) > 0:
					t.Errorf("one who watches for %s is told %+v", condition, got)
				case condition == c.condition && (len(got) != 1 || got[0] != c.want):
					t.Errorf("got  %+v\nwant %+v", got, c.want)
				}
				if again := checked(t, w, of(d)); len(again) > 0 {
					t.Errorf("told twice: %+v", again)
				}
			}
		})
	}
}

func TestWhatIsNoNews(t *testing.T) {
	for name, change := range map[string]func(*parley.Dialogue){
		"an ask that nobody answers":             func(d *parley.Dialogue) { d.Asks[0].Answer = parley.AnswerIgnored },
		"the answer to something else":           func(d *parley.Dialogue) { d.Asks[0].Answer, d.Asks[0].For = parley.AnswerRefused, parley.AboutOther },
		"silence of 19 days":                     func(d *parley.Dialogue) { d.Contact.Days = 19 },
		"silence without any contact":            func(d *parley.Dialogue) { d.Contact = parley.Contact{Days: 90} },
		"another incident of the same violation": func(d *parley.Dialogue) { d.Moves[2].Incident = "i0" },
		"an earlier day of the same state":       func(d *parley.Dialogue) { d.Since = 890 },
	} {
		w := entry(store.Conditions...)
		checked(t, w, of(talks()))
		d := talks()
		change(&d)
		if got := checked(t, w, of(d)); len(got) > 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestSilenceIsToldAgainAfterContact(t *testing.T) {
	w := entry("silence")
	checked(t, w, of(talks()))
	d := talks()
	d.Contact.Days = 40
	if got := checked(t, w, of(d)); len(got) != 1 {
		t.Fatalf("got %+v", got)
	}
	d.Contact.Days = 50
	if got := checked(t, w, of(d)); len(got) != 0 {
		t.Errorf("the silence goes on: %+v", got)
	}
	d.Contact = parley.Contact{Last: 1040, Days: 30}
	if got := checked(t, w, of(d)); len(got) != 1 || got[0].ID != "7/silence/d1/"+parley.Day(1040).String() {
		t.Errorf("another silence: %+v", got)
	}
}

func TestNewAndGoneDialogues(t *testing.T) {
	w := entry("state", "answer")
	checked(t, w, of(talks()))
	got := checked(t, w, of())
	if len(got) != 1 || got[0].Title != "Sudan – Rapid Support Forces: there is no such dialogue any more" {
		t.Errorf("gone: %+v", got)
	}
	if got := checked(t, w, of()); len(got) != 0 {
		t.Errorf("gone, told twice: %+v", got)
	}
	w = entry("state")
	w.Subject = store.Subject{Kind: "country", Name: "Sudan", Country: "SDN"}
	checked(t, w, of(talks()))
	other := talks()
	other.ID, other.Name = "d2", "Sudan – Chad"
	if got := checked(t, w, of(talks(), other)); len(got) != 1 || got[0].Title != "Sudan – Chad: talks, a new dialogue" {
		t.Errorf("new: %+v", got)
	}
	if got := checked(t, w, of(other)); len(got) != 0 {
		t.Errorf("one of a country that is gone: %+v", got)
	}
}

func TestNorm(t *testing.T) {
	w := entry("norm")
	step := func(day parley.Day, level trend.Level, fresh bool) Sight {
		norm := &trend.Norm{Weeks: 52, Mean: 2, Level: level}
		return Sight{Step: &trend.Step{To: day, Incidents: 9, Level: level, NewSource: fresh, Year: norm}}
	}
	var ids []string
	for i, c := range []struct {
		sight Sight
		told  bool
	}{
		{step(1, trend.Usual, false), false},
		{step(2, trend.Above, true), false}, // by new sources
		{step(3, trend.Above, false), true},
		{step(4, trend.Above, false), false},
		{step(5, trend.FarAbove, false), true}, // the same rise, told anew
		{step(6, trend.Above, false), false},
		{Sight{Step: &trend.Step{Gap: true, Level: trend.TooLittle}}, false},
		{Sight{}, false},
		{step(7, trend.Above, false), false},
		{step(8, trend.Usual, false), false},
		{step(9, trend.Above, false), true}, // another rise
	} {
		got := checked(t, w, c.sight)
		if (len(got) == 1) != c.told {
			t.Errorf("check %d: %+v", i, got)
		}
		for _, a := range got {
			ids = append(ids, a.ID)
			if a.Title != "Sudan – RSF: "+string(c.sight.Step.Level)+" the norm" || !strings.HasPrefix(a.Text, "9 incidents in the week to ") {
				t.Errorf("told %+v", a)
			}
		}
	}
	if len(ids) != 3 || ids[0] != ids[1] || ids[1] == ids[2] {
		t.Errorf("occasions %q", ids)
	}
}

func TestDamagedMark(t *testing.T) {
	w := entry("state")
	w.Seen = []byte("{")
	if _, _, err := Compare(w, &Sight{}); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("%v, want ErrDamaged", err)
	}
}

func TestMarkIsTheSameForTheSame(t *testing.T) {
	d, other := talks(), talks()
	other.ID = "d2"
	one, two := entry(store.Conditions...), entry(store.Conditions...)
	checked(t, one, of(d, other))
	checked(t, two, of(other, d))
	if string(one.Seen) != string(two.Seen) || !json.Valid(one.Seen) {
		t.Errorf("%s\n%s", one.Seen, two.Seen)
	}
}

func TestSideOf(t *testing.T) {
	for key, want := range map[string]store.Side{
		"PAK:GOV": {Country: "PAK", State: true}, "PAK:CVL": {Country: "PAK", Sector: "CVL"}, "rapid-support-forces": {Party: "rapid-support-forces"}, "a:b": {Party: "a:b"},
	} {
		if got := sideOf(key); got != want {
			t.Errorf("%s: %+v", key, got)
		}
	}
}
