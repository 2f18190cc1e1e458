package incident

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"parley"
)

// pick gives the groups of reports, by event.
func pick(reports []Report, cons ...Constraint) [][]string {
	return events(reports, Merge(reports, cons))
}

func TestConstraintsHold(t *testing.T) {
	reports := many(7) // seven towns on one day
	alone := pick(reports)
	if len(alone) != 7 {
		t.Fatalf("seven happenings become %v", alone)
	}
	together := Constraint{A: []string{"e000", "e003"}}
	apart := Constraint{Apart: true, A: []string{"e000"}, B: []string{"e003"}}
	joined := pick(reports, together)
	if !slices.ContainsFunc(joined, func(g []string) bool { return reflect.DeepEqual(g, []string{"e000", "e003"}) }) {
		t.Errorf("e000 and e003 are not together: %v", joined)
	}
	if got := pick(reports, together, apart); !reflect.DeepEqual(got, alone) {
		t.Errorf("the later word, apart, does not hold: %v", got)
	}
	if got := pick(reports, apart, together); !reflect.DeepEqual(got, joined) {
		t.Errorf("the later word, together, does not hold: %v", got)
	}
}

func TestApartHoldsAmongCopies(t *testing.T) {
	var reports []Report
	for _, id := range []string{"a", "b", "c"} {
		ev, doc := made(id, "Outlet "+id, "2023-07-15", "Gunmen killed five soldiers at a checkpoint near Quetta, police said.", nil)
		reports = append(reports, NewReport(&ev, &doc, NewPrint(&doc)))
	}
	if got := pick(reports); len(got) != 1 {
		t.Fatalf("three copies become %v", got)
	}
	got := pick(reports, Constraint{Apart: true, A: []string{"a"}, B: []string{"b", "c"}})
	if !reflect.DeepEqual(got, [][]string{{"a"}, {"b", "c"}}) {
		t.Errorf("a apart from b and c gives %v", got)
	}
}

// TestImpossiblePairs lists what is never one happening however alike it is.
func TestImpossiblePairs(t *testing.T) {
	text := "Gunmen killed five soldiers at a checkpoint near Quetta, police said."
	report := func(day string, change func(*parley.Event)) Report {
		ev, doc := made("e"+day, "Outlet", day, text, change)
		return NewReport(&ev, &doc, NewPrint(&doc))
	}
	base := report("2023-07-15", nil)
	for name, c := range map[string]struct {
		day    string
		change func(*parley.Event)
		linked bool
	}{
		"the same a day later":  {"2023-07-16", nil, true},
		"three weeks later":     {"2023-08-05", nil, false},
		"a plan":                {"2023-07-16", func(ev *parley.Event) { ev.Status = parley.Future }, false},
		"a denial":              {"2023-07-16", func(ev *parley.Event) { ev.Status = parley.Negated }, true},
		"of the same sentence":  {"2023-07-16", func(ev *parley.Event) { ev.Document = base.Document }, false},
		"other act and parties": {"2023-07-16", func(ev *parley.Event) { *ev = parley.Event{ID: "x", Document: "y", Type: "AID", CAMEO: "071"} }, false},
	} {
		other := report(c.day, c.change)
		if got := Linked(&base, &other); got != c.linked {
			p, why := Score(&base, &other)
			t.Errorf("%s: linked %v, score %.2f by %v", name, got, p, why)
		}
		if Linked(&base, &other) != Linked(&other, &base) {
			t.Errorf("%s: not symmetric", name)
		}
	}
}

// TestRowsWithoutText joins imported rows of one day, parties and type, and no others.
func TestRowsWithoutText(t *testing.T) {
	row := func(id, day, typ, cameo, actor, recipient string) Report {
		ev := parley.Event{
			ID: id, Document: id, Type: typ, CAMEO: cameo, Status: parley.Actual, Date: parley.Dates{Value: day, Precision: "day"},
			Actors:     []parley.Party{{Name: actor, Country: actor, Sector: "GOV"}},
			Recipients: []parley.Party{{Name: recipient, Country: recipient, Sector: "GOV"}},
		}
		return NewReport(&ev, &parley.Document{ID: id}, nil)
	}
	got := pick([]Report{
		row("a", "2014-05-01", "CONSULT", "040", "FRA", "MLI"),
		row("b", "2014-05-01", "CONSULT", "040", "FRA", "MLI"),
		row("c", "2014-05-02", "CONSULT", "040", "FRA", "MLI"),
		row("d", "2014-05-01", "CONSULT", "040", "FRA", "NER"),
		row("e", "2014-05-01", "ACCUSE", "111", "FRA", "MLI"),
		row("f", "2014-05-01", "ACCUSE", "111", "MLI", "FRA"),
	})
	if want := [][]string{{"a", "b"}, {"c"}, {"d"}, {"e"}, {"f"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("rows become %v, not %v", got, want)
	}
}

func TestDaysAndStretches(t *testing.T) {
	for value, want := range map[string][2]string{
		"2023-07-15": {"2023-07-15", "2023-07-15"},
		"2023-07":    {"2023-07-01", "2023-07-31"},
		"2024":       {"2024-01-01", "2024-12-31"},
		"2023-W28":   {"2023-07-10", "2023-07-16"},
		"2021-W01":   {"2021-01-04", "2021-01-10"},
		"2020-W53":   {"2020-12-28", "2021-01-03"},
	} {
		first, last, ok := daysOf(value)
		if a, b := date(first), date(last); !ok || a != want[0] || b != want[1] {
			t.Errorf("%s is %s to %s", value, a, b)
		}
	}
	for _, value := range []string{"", "2023-13-01", "2023-W60", "PAST_REF", "2023-W2x", "soon"} {
		if _, _, ok := daysOf(value); ok {
			t.Errorf("%q has days", value)
		}
	}
}

func date(day int32) string { return time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly) }

func TestFiledByDay(t *testing.T) {
	for name, c := range map[string]struct {
		published string
		date      parley.Dates
		status    parley.Status
		want      string
	}{
		"told":          {"2023-07-15", parley.Dates{Value: "2023-07-11", Precision: "day", From: parley.FromClause}, parley.Actual, "2023-07-11"},
		"of the report": {"2023-07-15", parley.Dates{Value: "2023-07-15", Precision: "week", From: parley.FromDocument}, parley.Actual, "2023-07-15"},
		"this month":    {"2023-07-15", parley.Dates{Value: "2023-07", Precision: "month", From: parley.FromClause}, parley.Actual, "2023-07-15"},
		"planned":       {"2023-07-15", parley.Dates{Value: "2023-07-20", Precision: "day", From: parley.FromClause}, parley.Future, "2023-07-20"},
		"not told":      {"2023-07-15", parley.Dates{}, parley.Negated, "2023-07-15"},
		"no report day": {"", parley.Dates{Value: "2023-07-11", Precision: "day"}, parley.Actual, "2023-07-11"},
	} {
		ev := parley.Event{Status: c.status, Date: c.date}
		var doc parley.Document
		if c.published != "" {
			doc.Published, _ = time.Parse(time.DateOnly, c.published)
		}
		r := NewReport(&ev, &doc, nil)
		if got := date(r.Day()); got != c.want {
			t.Errorf("%s: filed under %s, not %s", name, got, c.want)
		}
	}
	r := NewReport(&parley.Event{}, &parley.Document{}, nil)
	if r.Day() != NoDay {
		t.Errorf("without any day: filed under %d", r.Day())
	}
}

func TestTolls(t *testing.T) {
	for text, want := range map[string][]toll{
		"Gunmen killed at least 12 soldiers and wounded five others.":    {{dead, 12}, {hurt, 5}},
		"Twenty-five people died and more than 100 were injured.":        {{dead, 25}, {hurt, 100}},
		"Two soldiers were wounded in 2014 when rockets hit their post.": {{hurt, 2}},
		"The rebels freed 225 hostages.":                                 {{freed, 225}},
		"Police arrested 400 people who fled the university.":            {{taken, 400}},
		"Bombs killed dozens.":                                           nil,
		"Nine French peacekeepers died when aircraft struck their base.": {{dead, 9}},
		"The army said three rebels were shot dead.":                     {{dead, 3}},
	} {
		if got := tollsIn(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%s\ngives %v, not %v", text, got, want)
		}
	}
}

func TestScoreTableNamesEveryFeature(t *testing.T) {
	named := make(map[string]bool)
	for line := range strings.Lines(scoreTable) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			t.Errorf("weight of %q: %v", name, err)
		}
		if named[name] || !slices.Contains(featureNames[:], name) {
			t.Errorf("%q stands twice, or is no feature", name)
		}
		named[name] = true
	}
	for i, name := range featureNames {
		if name == "" || !named[name] {
			t.Errorf("feature %d, %q, has no weight in data/score.tsv", i, name)
		}
	}
}

// TestDaysToldFarApart keeps acts apart that are alike but for the day and the toll.
func TestDaysToldFarApart(t *testing.T) {
	report := func(id, day, text string) Report {
		ev, doc := made(id, "Outlet "+id, day, text, func(ev *parley.Event) {
			ev.Date = parley.Dates{Value: day, Precision: "day", From: parley.FromClause}
		})
		return NewReport(&ev, &doc, NewPrint(&doc))
	}
	first := report("a", "2024-04-16", "Gunmen ambushed a police van near Bannu on Tuesday, killing two constables.")
	for day, text := range map[string]string{
		"2024-04-19": "Gunmen killed four customs officers in an ambush near Bannu on Friday.",
		"2024-04-23": "Gunmen attacked a checkpoint near Bannu on Tuesday, killing three soldiers.",
	} {
		if other := report("b", day, text); Linked(&first, &other) {
			p, why := Score(&first, &other)
			t.Errorf("linked with %s: %.2f by %v", text, p, why)
		}
	}
	if same := report("c", "2024-04-16", "Two policemen died when gunmen attacked their vehicle near Bannu on Tuesday."); !Linked(&first, &same) {
		t.Error("two reports of one day are not linked")
	}
}

// TestDayOfTheWordAboutIt takes the day on which somebody said what happened for the last
// on which it may have happened.
func TestDayOfTheWordAboutIt(t *testing.T) {
	report := dayOf(time.Date(2023, 7, 15, 0, 0, 0, 0, time.UTC)) // a Saturday
	for text, want := range map[string]struct {
		back   int32 // days before the report
		spoken bool
	}{
		"Gunmen killed two officers, police said on Friday.":    {1, true},
		"Gunmen killed two officers, police said Friday.":       {1, true},
		"Gunmen killed two officers on Friday, police said.":    {1, false},
		"Police said that gunmen killed two on Friday.":         {1, false},
		"The Saturday raid killed two.":                         {0, false},
		"Gunmen who fled on Monday killed two on Friday.":       {report - NoDay, false},
		"Gunmen killed two officers, police said in a message.": {report - NoDay, false},
	} {
		day, spoken := weekdayBefore(text, report)
		if day != report-want.back || spoken != want.spoken {
			t.Errorf("%s\nis of %d days before, spoken %v", text, report-day, spoken)
		}
	}
}
