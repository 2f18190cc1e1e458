package incident

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"parley"
)

// made makes an event as the coder would, with its document.
func made(id, outlet, day, text string, change func(*parley.Event)) (parley.Event, parley.Document) {
	published, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	doc := parley.Document{ID: "d" + id, Text: text, Published: published, Outlet: outlet}
	ev := parley.Event{
		ID: id, Document: doc.ID, Sentence: parley.Quote{Span: parley.Span{End: len(text)}, Text: text},
		Type: "ASSAULT", CAMEO: "190", Quad: "material-conflict", Status: parley.Actual, Confidence: 0.8,
		Actors:     []parley.Party{{Mention: parley.Quote{Text: "Gunmen"}, Sector: "UAF"}},
		Recipients: []parley.Party{{Mention: parley.Quote{Text: "soldiers"}, Country: "PAK", Sector: "MIL"}},
		Date:       parley.Dates{Value: day, Precision: "week", From: parley.FromDocument},
	}
	if change != nil {
		change(&ev)
	}
	return ev, doc
}

// many makes n reports of some happenings.
func many(n int) []Report {
	var out []Report
	towns := []string{"Mir Ali", "Quetta", "Peshawar", "Kandahar", "Herat", "Jalalabad", "Kunduz"}
	for i := range n {
		town := towns[i%len(towns)]
		text := fmt.Sprintf("Gunmen killed %d soldiers at a checkpoint near %s, police said.", 3+i%3, town)
		day := time.Date(2023, 7, 1+(i/7)%14, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		ev, doc := made(fmt.Sprintf("e%03d", i), fmt.Sprint("Outlet ", i/7), day, text, func(ev *parley.Event) {
			ev.Place = parley.Place{Name: town, Country: "PAK", Admin1: town, Lat: float64(30 + i%7), Lon: 65, Precision: "city", Gazetteer: "test:" + town}
			ev.Date = parley.Dates{Value: day, Precision: "day", From: parley.FromClause}
		})
		out = append(out, NewReport(&ev, &doc, NewPrint(&doc)))
	}
	return out
}

// events names groups by the events in them.
func events(reports []Report, groups [][]int) (out [][]string) {
	for _, g := range groups {
		var ids []string
		for _, i := range g {
			ids = append(ids, reports[i].Event)
		}
		slices.Sort(ids)
		out = append(out, ids)
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

func TestOrderDoesNotMatter(t *testing.T) {
	reports := many(80)
	want := events(reports, Merge(reports, nil))
	if len(want) < 5 || len(want) > 60 {
		t.Errorf("%d incidents of 80 reports", len(want))
	}
	whole := events(reports, Cluster(reports, nil))
	random := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		random.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		if got := events(reports, Merge(reports, nil)); !reflect.DeepEqual(got, want) {
			t.Fatalf("another order gives %v\nnot %v", got, want)
		}
		if got := events(reports, Cluster(reports, nil)); !reflect.DeepEqual(got, whole) {
			t.Fatalf("as one component, another order gives %v\nnot %v", got, whole)
		}
	}
}

func TestRecordsRoundTrip(t *testing.T) {
	for _, r := range many(20) {
		data, err := r.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseReport(data)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(back, r) {
			t.Errorf("report %s comes back as\n%+v\nnot\n%+v", r.Event, back, r)
		}
		if len(data) > 400 {
			t.Errorf("report %s takes %d bytes", r.Event, len(data))
		}
	}
	p := NewPrint(&parley.Document{Text: "Gunmen killed five soldiers at a checkpoint near Quetta, police said."})
	data, err := p.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	back, err := ParsePrint(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back, p) {
		t.Errorf("print comes back as %+v, not %+v", back, p)
	}
}

// TestKeys counts the keys of reports: what a store looks up grows with them.
func TestKeys(t *testing.T) {
	for _, r := range many(20) {
		if n := len(r.Blocks()); n < 5 || n > 16 {
			t.Errorf("%s has %d keys", r.Event, n)
		}
	}
	for name, c := range map[string]struct {
		ev   parley.Event
		most int
	}{
		"row":              {parley.Event{Type: "CONSULT", Actors: []parley.Party{{Country: "FRA"}, {Country: "DEU"}}, Recipients: []parley.Party{{Country: "MLI"}}, Place: parley.Place{Country: "CHE", Lat: 46, Lon: 6, Precision: "city"}}, 4},
		"row with a place": {parley.Event{Type: "ASSAULT", Place: parley.Place{Country: "MLI", Lat: 16, Lon: 3, Precision: "city", Gazetteer: "x"}}, 4},
		"nothing":          {parley.Event{}, 1},
	} {
		r := NewReport(&c.ev, &parley.Document{}, nil)
		if n := len(r.Blocks()); n < 1 || n > c.most {
			t.Errorf("%s has %d keys", name, n)
		}
	}
}
