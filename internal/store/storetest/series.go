package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"parley"
	"parley/internal/store"
	"parley/trend"
)

func dayOf(t *testing.T, s string) parley.Day {
	t.Helper()
	return parley.DayOf(must[time.Time](t)(time.Parse(time.DateOnly, s)))
}

func observations(t *testing.T, open Open) {
	s := open(t, newClock().now)
	put(t, s, records()...)
	for _, test := range []struct {
		name string
		f    store.Filter
		want []trend.Observation
	}{
		{"three reports, one of them a copy, are one incident", store.Filter{Countries: []string{"PAK"}, Types: []string{"ASSAULT"}, To: dayOf(t, "2024-04-10").Time()}, []trend.Observation{{
			Day: dayOf(t, "2024-04-02"), Type: "ASSAULT", Quad: "material-conflict", Score: -9,
			Outlets: []string{"Frontier Wire", "Hill Gazette", "Indus Courier"}, Reports: 3, Sources: 2,
		}}},
		{"what nothing dates counts on the day of its report", store.Filter{Types: []string{"REQUEST"}}, []trend.Observation{{
			Day: dayOf(t, "2024-04-03"), Type: "REQUEST", Quad: "material-conflict", Outlets: []string{"Kabul Ledger"}, Reports: 1, Sources: 1,
		}}},
		{"a period", store.Filter{Countries: []string{"COL"}, From: dayOf(t, "2024-04-04").Time()}, []trend.Observation{{
			Day: dayOf(t, "2024-04-09"), Type: "ASSAULT", Quad: "material-conflict", Score: -9, Outlets: []string{"Andes Diario"}, Reports: 1, Sources: 1,
		}}},
		{"an outlet", store.Filter{Outlets: []string{"Hill Gazette"}}, []trend.Observation{{
			Day: dayOf(t, "2024-04-02"), Type: "ASSAULT", Quad: "material-conflict", Score: -9, Outlets: []string{"Hill Gazette"}, Reports: 1, Sources: 1,
		}}},
		{"nothing", store.Filter{Countries: []string{"FRA"}}, nil},
	} {
		got, err := s.Observations(ctx, test.f)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.EqualFunc(got, test.want, same) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", test.name, got, test.want)
		}
	}
}

func same(a, b trend.Observation) bool { return fmt.Sprintf("%+v", a) == fmt.Sprintf("%+v", b) }

func sidesThatAct(t *testing.T, open Open) {
	s := open(t, newClock().now)
	put(t, s, records()...)
	both := doc(report{"Andes Diario", "2024-04-25", "Envoys of the government and of the guerrillas met in Arauca on Thursday to prepare talks.", "CONSULT", "040", "col", "", "met", "Arauca", "2024-04-25"})
	both.Events[0].Actors = append(both.Events[0].Actors, who["eln"])
	put(t, s, both)
	sides := func(a, b store.Side) (out []int) {
		list, err := s.Observations(ctx, store.Filter{Dyad: []store.Side{a, b}})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range list {
			out = append(out, o.Side)
		}
		return out
	}
	army, rebels := store.Side{Country: "COL", Sector: "GOV"}, store.Side{Party: "national-liberation-army"}
	if got := sides(army, rebels); !slices.Equal(got, []int{1, 1, 0}) {
		t.Errorf("the first side acts: %v", got)
	}
	if got := sides(rebels, army); !slices.Equal(got, []int{-1, -1, 0}) {
		t.Errorf("the second side acts: %v", got)
	}
	if got := sides(store.Side{Country: "PAK", Sector: "REB"}, store.Side{Country: "PAK"}); !slices.Equal(got, []int{0, 0}) {
		t.Errorf("one who is of both sides: %v", got)
	}
}

// countedDays tells of one act with days that are known more or less exactly.
func countedDays(t *testing.T, open Open) {
	s := open(t, newClock().now)
	for i, test := range []struct {
		value, until, precision string
		want                    string // empty when it does not count
	}{
		{"2024-04-02", "", "day", "2024-04-02"},
		{"2024-04-02", "2024-04-05", "day", "2024-04-02"},
		{"2024-W14", "", "week", "2024-04-01"},
		{"2024-04", "", "month", "2024-04-10"}, // the day of its report
		{"2024-03", "", "month", ""},
		{"2019", "", "year", ""},
		{"2024", "", "year", ""}, // though the report is of that year
	} {
		r := report{"Wire", "2024-04-10", fmt.Sprintf("Gunmen number %d attacked a checkpoint outside Quetta, officials said.", i), "ASSAULT", "190", "ttp", "pak", "attacked", "Quetta", ""}
		rec := doc(r)
		rec.Events[0].Date = parley.Dates{Value: test.value, Until: test.until, Precision: test.precision, From: parley.FromClause}
		put(t, s, rec)
		list, err := s.Observations(ctx, store.Filter{IDs: []string{rec.Events[0].ID}})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(list) > 0 {
			got = list[0].Day.String()
		}
		if got != test.want {
			t.Errorf("%s until %q counts on %q, want %q", test.value, test.until, got, test.want)
		}
	}
}

func coverage(t *testing.T, open Open) {
	s := open(t, newClock().now)
	if day, err := s.Newest(ctx); err != nil || day != 0 {
		t.Errorf("newest report of an empty archive: %s, %v", day, err)
	}
	put(t, s, records()...)
	c, err := s.Coverage(ctx, dayOf(t, "2024-04-03").Time(), dayOf(t, "2024-04-09").Time(), []string{"Indus Courier", "Hill Gazette", "Nobody"})
	if err != nil {
		t.Fatal(err)
	}
	want := trend.Coverage{
		Reports: map[parley.Day]int{dayOf(t, "2024-04-03"): 4, dayOf(t, "2024-04-04"): 1, dayOf(t, "2024-04-09"): 1},
		Outlets: map[string]parley.Day{"Indus Courier": dayOf(t, "2024-04-03"), "Hill Gazette": dayOf(t, "2024-04-04")},
	}
	if fmt.Sprint(c) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", c, want)
	}
	if day, err := s.Newest(ctx); err != nil || day != dayOf(t, "2024-04-20") {
		t.Errorf("newest report: %s, %v", day, err)
	}
}

func coverageOfImports(t *testing.T, open Open) {
	s := open(t, newClock().now)
	var recs []store.Record
	for _, rec := range records() {
		rec.Document = parley.Document{Outlet: rec.Document.Outlet}
		rec.Sentences, rec.Coder, rec.Revision = nil, "data set", 0
		if rec.Events[0].Date.Value == "" {
			rec.Events[0].Date = parley.Dates{Value: "2024-06-01", Precision: "day"}
			rec.Events[0].Status = parley.Future
		}
		recs = append(recs, rec)
	}
	put(t, s, recs...)
	c, err := s.Coverage(ctx, dayOf(t, "2024-04-01").Time(), dayOf(t, "2024-04-10").Time(), []string{"Andes Diario", "Nobody"})
	if err != nil {
		t.Fatal(err)
	}
	want := trend.Coverage{
		Reports: map[parley.Day]int{dayOf(t, "2024-04-02"): 3, dayOf(t, "2024-04-03"): 1, dayOf(t, "2024-04-09"): 1},
		Outlets: map[string]parley.Day{"Andes Diario": dayOf(t, "2024-04-03")},
	}
	if fmt.Sprint(c) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", c, want)
	}
	if day, err := s.Newest(ctx); err != nil || day != dayOf(t, "2024-04-19") {
		t.Errorf("the newest act that has been done: %s, %v", day, err)
	}
}

func pairs(t *testing.T, open Open) {
	s := open(t, newClock().now)
	put(t, s, records()...)
	both := doc(report{"Andes Diario", "2024-04-25", "Envoys of the government and of the guerrillas met in Arauca on Thursday to prepare talks.", "CONSULT", "040", "col", "", "met", "Arauca", "2024-04-25"})
	both.Events[0].Actors = append(both.Events[0].Actors, who["eln"])
	within := doc(report{"Andes Diario", "2024-04-26", "The ministers of the government of Colombia praised the envoys of their government on Friday.", "SUPPORT", "051", "col", "col", "praised", "Arauca", "2024-04-26"})
	put(t, s, both, within)
	tell := func(f store.Filter, limit int) (out []string) {
		list, err := s.Pairs(ctx, f, limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range list {
			out = append(out, fmt.Sprintf("%s %s %d", p.A, p.B, p.Incidents))
		}
		return out
	}
	all := []string{"COL:GOV national-liberation-army 3", "PAK:GOV tehreek-e-taliban-pakistan 2", "AFG:GOV PAK:GOV 1"}
	if got := tell(store.Filter{}, -1); !slices.Equal(got, all) {
		t.Errorf("got %q, want %q", got, all)
	}
	if got := tell(store.Filter{}, 2); !slices.Equal(got, all[:2]) {
		t.Errorf("two of them: %q", got)
	}
	if got := tell(store.Filter{From: dayOf(t, "2024-04-10").Time()}, -1); !slices.Equal(got, []string{"COL:GOV national-liberation-army 1", "PAK:GOV tehreek-e-taliban-pakistan 1"}) {
		t.Errorf("late in April: %q", got)
	}
	// what a pair is named is what a filter finds it by
	for _, p := range must[[]store.Pair](t)(s.Pairs(ctx, store.Filter{}, -1)) {
		if list := must[[]trend.Observation](t)(s.Observations(ctx, store.Filter{Dyad: []store.Side{p.A, p.B}})); len(list) != p.Incidents {
			t.Errorf("%s and %s: %d observations, want %d", p.A, p.B, len(list), p.Incidents)
		}
	}
}
