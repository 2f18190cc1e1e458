package incident

import (
	"reflect"
	"slices"
	"testing"

	"parley"
)

// told is one report for the tests of Summarize.
type told struct {
	id, outlet, day, text string
	change                func(*parley.Event)
}

func summary(list []told) parley.Incident {
	var events []parley.Event
	var docs []parley.Document
	var prints []*Print
	for _, x := range list {
		ev, doc := made(x.id, x.outlet, x.day, x.text, x.change)
		events, docs, prints = append(events, ev), append(docs, doc), append(prints, NewPrint(&doc))
	}
	return Summarize(events, docs, prints)
}

const claim = "Gunmen killed at least 12 soldiers at a checkpoint near the town of Mir Ali on Tuesday, the army said."

func saidBy(outlet string) func(*parley.Event) {
	return func(ev *parley.Event) {
		ev.SaidBy = []parley.Speaker{{Mention: parley.Quote{Text: outlet}, Kind: parley.Media}}
	}
}

func TestIndependentSources(t *testing.T) {
	for name, c := range map[string]struct {
		list    []told
		sources int
		why     []string
	}{
		"three copies of one claim": {[]told{
			{"a", "Dawn Herald", "2023-07-12", claim, nil},
			{"b", "Gulf Ledger", "2023-07-12", claim, nil},
			{"c", "Asia Brief", "2023-07-13", "UPDATE: " + claim, nil},
		}, 1, []string{"", "copy", "copy"}},
		"own words": {[]told{
			{"a", "Dawn Herald", "2023-07-12", claim, nil},
			{"b", "Gulf Ledger", "2023-07-12", "A dozen Pakistani troops died in an attack by militants in North Waziristan.", nil},
		}, 2, []string{"", ""}},
		"a mere citation": {[]told{
			{"a", "The Express Tribune", "2023-07-12", claim, nil},
			{"b", "Gulf Ledger", "2023-07-13", "Militants shot dead a dozen troops in Waziristan, The Express Tribune reported.", saidBy("The Express Tribune")},
		}, 1, []string{"", "cites The Express Tribune"}},
		"two that cite a third": {[]told{
			{"a", "Dawn Herald", "2023-07-12", "A newspaper, the Express Tribune, reports twelve dead soldiers at Mir Ali.", saidBy("the Express Tribune newspaper")},
			{"b", "Gulf Ledger", "2023-07-13", "Militants shot dead a dozen troops in Waziristan, The Express Tribune reported.", saidBy("The Express Tribune")},
		}, 1, []string{"", "cites The Express Tribune"}},
		"a citation before what it cites": {[]told{
			{"a", "Gulf Ledger", "2023-07-12", "Militants shot dead a dozen troops in Waziristan, The Express Tribune reported.", saidBy("The Express Tribune")},
			{"b", "Express Tribune", "2023-07-13", claim, nil},
		}, 1, []string{"", "cited by Gulf Ledger"}},
		"one agency": {[]told{
			{"a", "Dawn Herald", "2023-07-12", "PESHAWAR (Reuters) - Twelve Pakistani soldiers lost their lives at a post in the northwest.", nil},
			{"b", "Gulf Ledger", "2023-07-12", "Militants shot dead a dozen troops in Waziristan, an official said. (Reuters)", nil},
		}, 1, []string{"", "cites Reuters"}},
		"the same outlet a day later": {[]told{
			{"a", "Dawn Herald", "2023-07-12", claim, nil},
			{"b", "The Dawn Herald", "2023-07-13", "Militants shot dead a dozen troops in Waziristan.", nil},
		}, 1, []string{"", "same outlet"}},
		"no outlet known": {[]told{
			{"a", "", "2023-07-12", claim, nil},
			{"b", "", "2023-07-13", "Militants shot dead a dozen troops in Waziristan.", nil},
		}, 2, []string{"", ""}},
	} {
		inc := summary(c.list)
		var why []string
		for _, r := range inc.Reports {
			why = append(why, r.Why)
		}
		if inc.Sources != c.sources || !reflect.DeepEqual(why, c.why) {
			t.Errorf("%s: %d sources, %q", name, inc.Sources, why)
		}
		if inc.ID != "ia" {
			t.Errorf("%s: ID %s", name, inc.ID)
		}
	}
}

func TestRowsThatNameNoSourceAreOne(t *testing.T) {
	events := []parley.Event{{ID: "a", Type: "ASSAULT"}, {ID: "b", Type: "ASSAULT"}}
	inc := Summarize(events, make([]parley.Document, 2), make([]*Print, 2))
	if inc.Sources != 1 || inc.Reports[1].Why != "no source told" {
		t.Errorf("%d sources, %+v", inc.Sources, inc.Reports)
	}
}

// varied are three reports of one happening that do not agree.
func varied() []told {
	place := func(name, precision string) parley.Place {
		return parley.Place{Name: name, Country: "PAK", Admin1: "Khyber Pakhtunkhwa", Lat: 33, Lon: 70, Precision: precision, Gazetteer: "test:" + name, From: parley.FromClause}
	}
	return []told{
		{"a", "Dawn Herald", "2023-07-12", "Gunmen killed 12 soldiers near Mir Ali.", func(ev *parley.Event) {
			ev.Place = place("Mir Ali", "city")
			ev.Date = parley.Dates{Value: "2023-07-11", Precision: "day", From: parley.FromClause}
		}},
		{"b", "Gulf Ledger", "2023-07-12", "The Taliban killed at least 15 soldiers in Miranshah.", func(ev *parley.Event) {
			ev.Place = place("Miranshah", "city")
			ev.Actors = []parley.Party{{Name: "Pakistani Taliban", ID: "ttp", Country: "PAK", Sector: "REB"}}
		}},
		{"c", "Asia Brief", "2023-07-13", "No soldiers were killed in Pakistan, the army said.", func(ev *parley.Event) {
			ev.Place = parley.Place{Name: "Pakistan", Country: "PAK", Precision: "country", Lat: 30, Lon: 70, Gazetteer: "test:pak", From: parley.FromClause}
			ev.Status = parley.Negated
		}},
	}
}

func TestDifferencesStandSideBySide(t *testing.T) {
	inc := summary(varied())
	want := []parley.Difference{
		{Field: "number", Values: []parley.Reading{{Value: "12 killed", Events: []string{"a"}}, {Value: "15 killed", Events: []string{"b"}}}},
		{Field: "place", Values: []parley.Reading{{Value: "Mir Ali, PAK", Events: []string{"a"}}, {Value: "Miranshah, PAK", Events: []string{"b"}}}},
		{Field: "actor", Values: []parley.Reading{{Value: "Gunmen", Events: []string{"a", "c"}}, {Value: "Pakistani Taliban", Events: []string{"b"}}}},
		{Field: "status", Values: []parley.Reading{{Value: "actual", Events: []string{"a", "b"}}, {Value: "negated", Events: []string{"c"}}}},
	}
	if !reflect.DeepEqual(inc.Differs, want) {
		t.Errorf("differences are\n%+v\nnot\n%+v", inc.Differs, want)
	}
	if inc.Status != parley.Actual || inc.Date.Value != "2023-07-11" || inc.Sources != 3 {
		t.Errorf("incident is %+v", inc)
	}
}

func TestSummaryInAnyOrder(t *testing.T) {
	want := summary(varied())
	for range 3 {
		list := varied()
		slices.Reverse(list)
		if got := summary(list); !reflect.DeepEqual(got, want) {
			t.Errorf("the other way round:\n%+v\nnot\n%+v", got, want)
		}
	}
	if got := Summarize(nil, nil, nil); !reflect.DeepEqual(got, parley.Incident{}) {
		t.Errorf("of nothing: %+v", got)
	}
}

func TestCopies(t *testing.T) {
	long := claim + " A spokesman told reporters that helicopters had been sent to search the hills around the town. Two of the wounded were flown to Peshawar."
	a, b := NewPrint(&parley.Document{Text: claim}), NewPrint(&parley.Document{Text: long})
	other := NewPrint(&parley.Document{Text: "Ministers met in Geneva on Tuesday to discuss the price of grain, an official of the United Nations said."})
	if !a.Copy(a) || !b.Copy(b) || !a.Copy(b) || !b.Copy(a) {
		t.Error("a text within a longer one is no copy")
	}
	if a.Copy(other) || other.Copy(b) {
		t.Error("texts of two matters are copies")
	}
	empty := NewPrint(&parley.Document{})
	if empty.Copy(empty) || len(empty.Bands()) > 0 {
		t.Error("nothing is a copy of nothing")
	}
	c := NewPrint(&parley.Document{Text: long + " The toll may rise."})
	if !slices.ContainsFunc(b.Bands(), func(k uint64) bool { return slices.Contains(c.Bands(), k) }) {
		t.Error("near-copies share no band")
	}
}

func TestStories(t *testing.T) {
	texts := []string{
		"A strong earthquake of magnitude 6.1 struck Aceh in Indonesia on Tuesday, killing dozens in Bener Meriah.",
		"An actor entered a rehabilitation clinic in Malibu, her agent said.",
		"Rescuers in Aceh searched for survivors after the earthquake in Bener Meriah destroyed hundreds of houses.",
		"The agent of the actor said the clinic in Malibu would treat her for a month.",
	}
	var prints []*Print
	for _, text := range texts {
		prints = append(prints, NewPrint(&parley.Document{Text: text}))
	}
	if got := Stories(prints, []int32{1, 1, 2, 3}); !reflect.DeepEqual(got, [][]int{{0, 2}, {1, 3}}) {
		t.Errorf("stories are %v", got)
	}
	if got := Stories(prints, []int32{1, 1, 100, 3}); !reflect.DeepEqual(got, [][]int{{0}, {1, 3}, {2}}) {
		t.Errorf("with a hundred days between, stories are %v", got)
	}
}
