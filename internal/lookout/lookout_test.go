package lookout

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"parley"
	"parley/internal/store"
	"parley/internal/store/sqlite"
	"parley/trend"
)

var ctx = context.Background()

func archive(t *testing.T) *store.Store {
	t.Helper()
	s, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "parley.db"), store.Config{Now: func() time.Time { return time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// The sides of the tests, as codes of countries and sectors.
var (
	army   = parley.Party{Name: "Army", Country: "SDN", Sector: "MIL", Sectors: []string{"MIL"}}
	rebels = parley.Party{Name: "Rapid Support Forces", ID: "rapid-support-forces", Country: "SDN", Sector: "REB", Sectors: []string{"REB"}}
	chad   = parley.Party{Name: "Chad", Country: "TCD", Sector: "GOV", Sectors: []string{"GOV"}}
	mali   = parley.Party{Name: "Mali", Country: "MLI", Sector: "GOV", Sectors: []string{"GOV"}}
)

const last = parley.Day(739_000)

var made int

// act is an act of conflict with its report.
func act(kind string, day parley.Day, status parley.Status, a, b parley.Party) store.Record {
	made++
	text := "A report"
	for i := range 12 { // words that no other report has
		text += " " + strconv.FormatInt(int64(made*1_000_003+i*7_919_017), 36)
	}
	id := fmt.Sprintf("document-%d", made)
	span := parley.Span{Start: 0, End: len(text)}
	return store.Record{
		Document: parley.Document{ID: id, Text: text, Published: day.Time(), Outlet: "Nile Ledger"},
		Events: []parley.Event{{
			ID: "event-" + id, Document: id, Type: kind, Quad: "material-conflict", Status: status, Confidence: 0.8,
			Actors: []parley.Party{a}, Recipients: []parley.Party{b}, Sentence: parley.Quote{Span: span, Text: text},
			Date:  parley.Dates{Value: day.String(), Precision: "day", From: parley.FromClause},
			Place: parley.Place{Name: fmt.Sprintf("Village %d", made), Country: "SDN", Lat: float64(made % 60), Lon: 30, Precision: "city"},
		}},
		Coder: "test", Revision: 1,
	}
}

func put(t *testing.T, s *store.Store, records ...store.Record) {
	t.Helper()
	if _, err := s.Put(ctx, records); err != nil {
		t.Fatal(err)
	}
}

// fill gives the army and the rebels two attacks a week for half a year and nine in the
// last week, and Chad and Mali two a week throughout.
func fill(t *testing.T, s *store.Store) {
	t.Helper()
	var records []store.Record
	for week := range parley.Day(26) {
		end := last - 7*week
		records = append(records,
			act("ASSAULT", end-3, parley.Actual, chad, mali), act("ASSAULT", end-1, parley.Actual, mali, chad),
			act("ASSAULT", end-4, parley.Actual, army, rebels), act("ASSAULT", end, parley.Actual, rebels, army))
	}
	for i := range parley.Day(7) {
		records = append(records, act("COERCE", last-i, parley.Actual, army, rebels), act("ASSAULT", last-i, parley.Future, chad, mali))
	}
	put(t, s, records...)
}

func TestSeries(t *testing.T) {
	s := archive(t)
	fill(t, s)
	series, err := Series(ctx, s, store.Filter{Dyad: []store.Side{{Country: "SDN", Sector: "MIL"}, {Party: "rapid-support-forces"}}}, trend.Config{})
	if err != nil {
		t.Fatal(err)
	}
	end := series.Last()
	if series.To != last || series.Grain != trend.Week || len(series.Steps) != 26 || end.Incidents != 9 || end.Level != trend.FarAbove {
		t.Errorf("%d %ss to %s, the last %+v", len(series.Steps), series.Grain, series.To, end)
	}
	if end.Year.Mean != 2 || end.Year.Steps != 25 || end.NewSource {
		t.Errorf("norm %+v", end.Year)
	}
	if len(series.Initiative) != 2 {
		t.Error("the sides were not told apart")
	}
}

func TestSeriesOfAPeriod(t *testing.T) {
	s := archive(t)
	fill(t, s)
	series, err := Series(ctx, s, store.Filter{Countries: []string{"TCD"}}, trend.Config{From: last - 10, To: last - 1, Grain: trend.Day})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, b := range series.Steps {
		n += b.Incidents
	}
	if series.From != last-10 || len(series.Steps) != 10 || n != 4 {
		t.Errorf("%d incidents on %d days from %s; want 4 on 10 from %s", n, len(series.Steps), series.From, last-10)
	}
	planned, err := Series(ctx, s, store.Filter{Countries: []string{"TCD"}, Statuses: []string{"future"}}, trend.Config{})
	if err != nil || planned.Last().Incidents != 7 {
		t.Errorf("what is planned: %+v, %v", planned.Last(), err)
	}
	for day, want := range map[parley.Day]parley.Day{last - 5: last - 5, last + 5: last} {
		if asOf, err := Series(ctx, s, store.Filter{AsOf: day.Time()}, trend.Config{}); err != nil || asOf.To != want {
			t.Errorf("as of %s: to %s, %v; want %s", day, asOf.To, err, want)
		}
	}
	if _, err := Series(ctx, s, store.Filter{}, trend.Config{From: last + 1}); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("a period after the last report: %v", err)
	}
}

func TestUnusual(t *testing.T) {
	s := archive(t)
	fill(t, s)
	list, cfg, err := Unusual(ctx, s, store.Filter{}, trend.Config{}, -1)
	if err != nil || cfg.To != last {
		t.Fatal(err, cfg.To)
	}
	if len(list) != 1 || list[0].A.String() != "SDN:MIL" || list[0].B.String() != "rapid-support-forces" || list[0].Step.Level != trend.FarAbove {
		t.Errorf("got %+v", list)
	}
	for _, kind := range []string{"COERCE", "SANCTION", "PROTEST", "ACCUSE"} { // what there was too little of is as usual now
		put(t, s, act(kind, last, parley.Actual, mali, chad))
	}
	if list, _, err = Unusual(ctx, s, store.Filter{}, trend.Config{}, -1); err != nil || len(list) != 2 || list[1].Step.Incidents != 6 || list[0].Step.Incidents != 9 {
		t.Errorf("got %+v, %v", list, err)
	}
	if list, _, err = Unusual(ctx, s, store.Filter{}, trend.Config{}, 1); err != nil || len(list) != 1 {
		t.Errorf("one of them: %+v, %v", list, err)
	}
	if list, _, err = Unusual(ctx, s, store.Filter{Countries: []string{"MLI"}}, trend.Config{To: last - 20}, -1); err != nil || len(list) != 0 {
		t.Errorf("three weeks before: %+v, %v", list, err)
	}
}

func TestEmptyArchive(t *testing.T) {
	s := archive(t)
	series, err := Series(ctx, s, store.Filter{}, trend.Config{})
	if err != nil || len(series.Steps) != 0 {
		t.Errorf("%+v, %v", series, err)
	}
	list, _, err := Unusual(ctx, s, store.Filter{}, trend.Config{}, -1)
	if err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
	if series, err = Series(ctx, s, store.Filter{}, trend.Config{To: last}); err != nil || !series.Last().Gap {
		t.Errorf("%+v, %v", series, err)
	}
}

// meeting is a round of talks of two sides.
func meeting(day parley.Day, a, b parley.Party) store.Record {
	r := act("CONSULT", day, parley.Actual, a, b)
	ev := &r.Events[0]
	ev.CAMEO, ev.Quad, ev.Modes = "046", "verbal-cooperation", []string{"meet"}
	ev.Actors, ev.Recipients = []parley.Party{a, b}, nil
	return r
}

func TestLook(t *testing.T) {
	s := archive(t)
	fill(t, s)
	put(t, s, meeting(last-2, army, rebels), meeting(last-1, chad, mali))
	lines, _, err := s.Dialogues(ctx, store.DialogueFilter{}, -1, 0)
	if err != nil || len(lines) < 2 {
		t.Fatal(lines, err)
	}
	sudan, sahel := "", ""
	for _, l := range lines {
		switch {
		case l.Countries[0] == "SDN" && len(l.Countries) == 1:
			sudan = l.ID
		case len(l.Countries) == 2:
			sahel = l.ID
		}
	}
	for name, c := range map[string]struct {
		subject store.Subject
		want    string // ID of the one dialogue
		level   trend.Level
	}{
		"a dialogue":                     {store.Subject{Kind: "dialogue", Dialogue: sahel}, sahel, trend.Usual},
		"one of a government and rebels": {store.Subject{Kind: "dialogue", Dialogue: sudan}, sudan, trend.FarAbove}, // by its army
		"no dialogue":                    {store.Subject{Kind: "dialogue", Dialogue: "d0"}, "", ""},
		"a dyad":                         {store.Subject{Kind: "dyad", Keys: []string{"SDN:GOV", "rapid-support-forces"}, Dyad: []store.Side{{Country: "SDN", Sector: "MIL"}, {Party: "rapid-support-forces"}}}, sudan, trend.FarAbove},
		"a country":                      {store.Subject{Kind: "country", Country: "SDN"}, sudan, trend.FarAbove},
		"a party":                        {store.Subject{Kind: "party", Party: "rapid-support-forces", Keys: []string{"rapid-support-forces"}}, sudan, trend.FarAbove},
	} {
		sight, err := Look(ctx, s, &store.Watch{Subject: c.subject, Conditions: []string{"state", "norm"}})
		if err != nil {
			t.Fatal(name, err)
		}
		id, level := "", trend.Level("")
		if len(sight.Dialogues) == 1 {
			id = sight.Dialogues[0].ID
		}
		if sight.Step != nil {
			level = sight.Step.Level
		}
		if id != c.want || level != c.level {
			t.Errorf("%s: dialogues %d %s, level %q; want %s, %q", name, len(sight.Dialogues), id, level, c.want, c.level)
		}
	}
	sight, err := Look(ctx, s, &store.Watch{Subject: store.Subject{Kind: "country", Country: "SDN"}, Conditions: []string{"state"}})
	if err != nil || sight.Step != nil {
		t.Errorf("a norm that nobody watches: %+v, %v", sight.Step, err)
	}
	if _, err := Look(ctx, s, &store.Watch{Subject: store.Subject{Kind: "river"}}); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("a river: %v", err)
	}
}
