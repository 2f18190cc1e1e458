package incident

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley"
)

// flood makes n one-sentence documents about one day in one town: of one shape with
// other targets, counts and streets or, with copies, near-copies of one sentence.
func flood(n int, copies bool) (events []parley.Event, docs []parley.Document, prints []*Print) {
	targets := []string{"market", "school", "hospital", "bakery", "tower block", "railway depot", "bus station", "power plant"}
	firsts := []string{"Pushkin", "Sumska", "Gagarin", "Poltava", "Saltiv", "Klochko", "Nauky", "Heroiv"}
	seconds := []string{"Street", "Avenue", "Lane", "Square", "Embankment"}
	for i := range n {
		text := fmt.Sprintf("Russian forces shelled a %s in Kharkiv on Friday, killing %d people near %s %s.",
			targets[i%len(targets)], 1+i%60, firsts[i/7%len(firsts)], seconds[i/11%len(seconds)])
		if copies {
			text = fmt.Sprintf("Russian forces shelled a crowded market in the centre of Kharkiv on Friday, killing at least %d people and wounding many others, the mayor said.", 4+i%3)
		}
		id := fmt.Sprintf("e%05d", i)
		ev, doc := made(id, fmt.Sprintf("Outlet %d", i%50), "2023-07-15", text, func(ev *parley.Event) {
			ev.Actors = []parley.Party{{Mention: parley.Quote{Text: "Russian forces"}, Country: "RUS", Sector: "MIL"}}
			ev.Recipients = []parley.Party{{Mention: parley.Quote{Text: "people"}, Sector: "CVL"}}
			ev.Place = parley.Place{Name: "Kharkiv", Country: "UKR", Admin1: "07", Lat: 49.98, Lon: 36.25, Precision: "city", Gazetteer: "test:kharkiv"}
			ev.Date = parley.Dates{Value: "2023-07-14", Precision: "day", From: parley.FromClause}
		})
		events, docs, prints = append(events, ev), append(docs, doc), append(prints, NewPrint(&doc))
	}
	return events, docs, prints
}

func floodReports(n int, copies bool) []Report {
	evs, docs, prints := flood(n, copies)
	reports := make([]Report, n)
	for i := range evs {
		reports[i] = NewReport(&evs[i], &docs[i], prints[i])
	}
	return reports
}

func BenchmarkClusterFlood(b *testing.B) {
	for _, copies := range []bool{false, true} {
		reports := floodReports(5000, copies)
		b.Run(fmt.Sprintf("copies=%v", copies), func(b *testing.B) {
			for b.Loop() {
				Cluster(reports, nil)
			}
		})
	}
}

func BenchmarkSummarizeFlood(b *testing.B) {
	for _, copies := range []bool{false, true} {
		evs, docs, prints := flood(5000, copies)
		b.Run(fmt.Sprintf("copies=%v", copies), func(b *testing.B) {
			for b.Loop() {
				Summarize(evs, docs, prints)
			}
		})
	}
}

// TestCrowdsDoNotDependOnOrder divides more reports than are compared whole.
func TestCrowdsDoNotDependOnOrder(t *testing.T) {
	for name, reports := range map[string][]Report{
		"copies": floodReports(900, true), "variants": floodReports(900, false), "towns": many(900),
		"two": append(floodReports(500, true), many(200)...),
	} {
		want := events(reports, Cluster(reports, nil))
		if name == "copies" && len(want) != 1 {
			t.Errorf("near-copies of one sentence become %d incidents", len(want))
		}
		if name == "two" {
			for _, g := range want {
				if slices.ContainsFunc(g, func(id string) bool { return len(id) > 4 }) && len(g) != 500 {
					t.Errorf("the reports of one shelling are in a group of %d", len(g))
				}
			}
		}
		random := rand.New(rand.NewPCG(5, 6))
		for range 2 {
			random.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
			if got := events(reports, Cluster(reports, nil)); !reflect.DeepEqual(got, want) {
				t.Fatalf("%s: another order gives %d groups, not %d", name, len(got), len(want))
			}
		}
	}
}

// TestCrowdsLikeTheWhole compares the short way with all pairs.
func TestCrowdsLikeTheWhole(t *testing.T) {
	var reports []Report
	for i, r := range many(1960) {
		if i/7%14%5 == 0 { // three days of fourteen, none beside another
			reports = append(reports, r)
		}
	}
	slices.SortFunc(reports, func(a, b Report) int { return strings.Compare(a.Event, b.Event) })
	list := make([]*Report, len(reports))
	for i := range reports {
		list[i] = &reports[i]
	}
	rules := newRules(list, nil)
	want, got := events(reports, join(list, seq(len(list)), rules)), events(reports, grouped(list, rules))
	together, same := pairsOf(want), 0
	for p := range pairsOf(got) {
		if together[p] {
			same++
		}
	}
	if n := len(together); same < n*9/10 || len(pairsOf(got)) > n*11/10 {
		t.Errorf("of %d pairs %d come together, and %d others", n, same, len(pairsOf(got))-same)
	}
}

func pairsOf(groups [][]string) map[[2]string]bool {
	out := make(map[[2]string]bool)
	for _, g := range groups {
		for i, a := range g {
			for _, b := range g[:i] {
				out[[2]string{b, a}] = true
			}
		}
	}
	return out
}

func TestConstraintsHoldInCrowds(t *testing.T) {
	reports := floodReports(700, true)
	var odd []string
	for i := 1; i < 700; i += 2 {
		odd = append(odd, reports[i].Event)
	}
	for _, a := range [][]string{{reports[0].Event}, {reports[5].Event, reports[9].Event}} {
		rest := slices.DeleteFunc(slices.Clone(odd), func(id string) bool { return slices.Contains(a, id) })
		groups := events(reports, Cluster(reports, []Constraint{{A: a}, {Apart: true, A: a, B: rest}}))
		for _, g := range groups {
			n := 0
			for _, id := range a {
				if slices.Contains(g, id) {
					n++
				}
			}
			if n != 0 && n != len(a) {
				t.Errorf("%v are torn", a)
			}
			if n > 0 && slices.ContainsFunc(rest, func(id string) bool { return slices.Contains(g, id) }) {
				t.Errorf("%v are with reports that a person keeps apart from them", a)
			}
		}
	}
	all := events(reports, Cluster(reports, []Constraint{{A: odd}}))
	if i := slices.IndexFunc(all, func(g []string) bool { return slices.Contains(g, odd[0]) }); !containsAll(all[i], odd) {
		t.Error("what a person joined, more than are compared whole, is torn")
	}
}

func containsAll(list, some []string) bool {
	return !slices.ContainsFunc(some, func(x string) bool { return !slices.Contains(list, x) })
}

// TestCrowdsKeepActsOfOneDocumentApart has two acts in each document: no group may hold both.
func TestCrowdsKeepActsOfOneDocumentApart(t *testing.T) {
	reports := floodReports(600, true)
	for i := range reports {
		reports[i].Document = fmt.Sprint("d", i/2)
		reports[i].sentence = int32(i % 2)
		if i%2 == 1 {
			reports[i].kind = coerce
		}
	}
	for _, g := range Cluster(reports, nil) {
		seen := make(map[string]int)
		for _, i := range g {
			if j, ok := seen[reports[i].Document]; ok && barred(&reports[i], &reports[j]) {
				t.Fatalf("%s and %s are in one group of %d", reports[i].Event, reports[j].Event, len(g))
			}
			seen[reports[i].Document] = i
		}
	}
}

// TestCrowdsKeepDaysOfOneOutletApart has outlets tell of one shelling a day.
func TestCrowdsKeepDaysOfOneOutletApart(t *testing.T) {
	reports := floodReports(900, true)
	for i := range reports {
		reports[i].outlet = uint32(1 + i%10)
		if i%3 > 0 {
			reports[i].told = false // other reports, which may be of either day, do not bring them together
			reports[i].outlet = 0
		} else if i%2 == 0 {
			reports[i] = Shifted(reports[i], 1)
		}
	}
	for _, g := range Cluster(reports, nil) {
		for _, i := range g {
			for _, j := range g {
				if barred(&reports[i], &reports[j]) {
					t.Fatalf("%s and %s are in one group of %d", reports[i].Event, reports[j].Event, len(g))
				}
			}
		}
	}
}

// TestSourcesOfCrowds counts copies as one source, and finds in the short way the
// copies that comparing all finds.
func TestSourcesOfCrowds(t *testing.T) {
	evs, docs, prints := flood(800, true)
	for i := range docs {
		docs[i].Outlet = fmt.Sprint("Gazette ", i) // each its own
	}
	if inc := Summarize(evs, docs, prints); inc.Sources != 1 || inc.Reports[799].Why != "copy" {
		t.Errorf("near-copies are %d sources, the last for %q", inc.Sources, inc.Reports[799].Why)
	}
	evs, docs, prints = flood(500, false)
	list := make([]telling, len(evs))
	for i := range list {
		list[i] = telling{ev: &evs[i], doc: &docs[i], print: prints[i], said: prints[i]}
	}
	sets := func(most int) [][]int {
		u := newUnion(len(list))
		eachCopy(list, most, func(i, j int) {
			if j >= i || !copied(&list[j], &list[i]) {
				t.Fatalf("%d and %d are no copies", j, i)
			}
			u.join(i, j)
		})
		return u.groups(seq(len(list)))
	}
	if want, got := sets(len(list)), sets(0); len(got) > len(want)+2 {
		t.Errorf("the short way finds %d texts, not %d", len(got), len(want))
	}
}

// TestSummaryOfCrowdInAnyOrder shuffles more reports than are compared whole.
func TestSummaryOfCrowdInAnyOrder(t *testing.T) {
	evs, docs, prints := flood(600, false)
	want := Summarize(evs, docs, prints)
	if want.Sources < 1 || want.Sources > 50 {
		t.Errorf("50 outlets are %d sources", want.Sources)
	}
	random := rand.New(rand.NewPCG(7, 8))
	random.Shuffle(len(evs), func(i, j int) {
		evs[i], evs[j] = evs[j], evs[i]
		docs[i], docs[j] = docs[j], docs[i]
		prints[i], prints[j] = prints[j], prints[i]
	})
	if got := Summarize(evs, docs, prints); !reflect.DeepEqual(got, want) {
		t.Errorf("another order gives another summary: %d sources, not %d", got.Sources, want.Sources)
	}
}
