package gather

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/internal/brief"
	"parley/internal/store"
	"parley/internal/store/sqlite"
)

var ctx = context.Background()

func archive(t *testing.T, records ...store.Record) *store.Store {
	t.Helper()
	s, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "parley.db"), store.Config{Now: func() time.Time { return time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if len(records) > 0 {
		if _, err := s.Put(ctx, records); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// The sides of the tests.
var (
	sudan  = parley.Party{Name: "Sudan", Country: "SDN", Sector: "GOV", Sectors: []string{"GOV"}}
	rebels = parley.Party{Name: "Rapid Support Forces", ID: "rapid-support-forces", Country: "SDN", Sector: "REB", Sectors: []string{"REB"}}
	chad   = parley.Party{Name: "Chad", Country: "TCD", Sector: "GOV", Sectors: []string{"GOV"}}
	trader = parley.Party{Mention: parley.Quote{Text: "Yusuf Danjuma, a shopkeeper"}, Name: "Yusuf Danjuma", Country: "SDN", Sector: "CVL", Sectors: []string{"CVL"}}
)

// last is the day of the newest report of the tests.
var last = parley.DayOf(time.Date(2024, 5, 26, 0, 0, 0, 0, time.UTC))

// teller makes records with their documents.
type teller struct{ records []store.Record }

// tell adds an act that took place some days before the last.
func (l *teller) tell(before int, kind, cameo, quad, words, outlet string, a, b parley.Party) {
	made := len(l.records)
	text := words + " Said"
	for i := range 12 { // words that no other report has
		text += " " + strconv.FormatInt(int64(made*1_000_003+i*7_919_017), 36)
	}
	id, day := fmt.Sprintf("document-%d", made), last-parley.Day(before)
	l.records = append(l.records, store.Record{
		Document: parley.Document{ID: id, Text: text, Published: day.Time(), Outlet: outlet, URL: "https://example.org/" + id},
		Events: []parley.Event{{
			ID: "event-" + id, Document: id, Type: kind, CAMEO: cameo, Quad: quad, Status: parley.Actual, Confidence: 0.8,
			Actors: []parley.Party{a}, Recipients: []parley.Party{b}, Sentence: parley.Quote{Span: parley.Span{Start: 0, End: len(text)}, Text: text},
			Date:  parley.Dates{Value: day.String(), Precision: "day", From: parley.FromClause},
			Place: parley.Place{Name: "El Geneina", Country: "SDN", Lat: 13.4523456, Lon: 22.4474321, Precision: "city"},
		}},
		Coder: "test", Revision: 1,
	})
}

// told is an archive in which Sudan calls on the rebels for talks again and again, in
// which they attack, and in which a private person is hit.
func told(t *testing.T) *store.Store {
	l := &teller{}
	for i := range 6 {
		l.tell(200-10*i, "REQUEST", "026", "verbal-conflict", "Sudan called on the Rapid Support Forces for talks.", "Nile Ledger", sudan, rebels)
	}
	l.tell(100, "ASSAULT", "190", "material-conflict", "The Rapid Support Forces shelled the army.", "Nile Ledger", rebels, sudan)
	l.tell(20, "REQUEST", "026", "verbal-conflict", "Sudan called on the Rapid Support Forces for talks.", "Lake Radio", sudan, rebels)
	l.tell(12, "COOPERATE", "04", "verbal-cooperation", "Chad met Sudan.", "Nile Ledger", chad, sudan)
	l.tell(9, "ASSAULT", "190", "material-conflict", "Fighters shot shopkeeper Yusuf Danjuma in El Geneina.", "Nile Ledger", rebels, trader)
	l.tell(0, "ASSAULT", "190", "material-conflict", "The Rapid Support Forces shelled the army again.", "Nile Ledger", rebels, sudan)
	return archive(t, l.records...)
}

// dialogueID is the ID of the dialogue of Sudan and the rebels.
func dialogueID(t *testing.T, s *store.Store) string {
	t.Helper()
	lines, _, err := s.Dialogues(ctx, store.DialogueFilter{All: []string{"SDN:GOV", "rapid-support-forces"}}, -1, 0)
	if err != nil || len(lines) != 1 {
		t.Fatalf("%d dialogues, %v", len(lines), err)
	}
	return lines[0].ID
}

func report(t *testing.T, s *store.Store, cfg Config) *brief.Report {
	t.Helper()
	r, err := Report(ctx, s, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWholeArchiveIsToldForFourWeeks(t *testing.T) {
	r := report(t, told(t), Config{Whole: true, Subject: "the whole archive", Program: "parley test"})
	if r.To != last || r.From != last-27 || r.Subject != "the whole archive" {
		t.Errorf("from %s to %s about %q", r.From, r.To, r.Subject)
	}
	if len(r.Dialogues) == 0 || r.Dialogues[0].AsOf != last || len(r.Dialogues[0].Moves[0].Reports) == 0 {
		t.Fatalf("dialogues %+v", r.Dialogues)
	}
	if b := r.Dialogues[0].Before; b == nil || b.AsOf != r.From-1 {
		t.Errorf("before: %+v", b)
	}
	if len(r.Incidents) != 4 || r.Coverage.Incidents != 4 || r.Coverage.Documents != 4 || r.Coverage.Outlets != 2 {
		t.Errorf("%d incidents, coverage %+v", len(r.Incidents), r.Coverage)
	}
	if r.Coverage.First != last-20 || r.Coverage.Last != last {
		t.Errorf("reports from %s to %s", r.Coverage.First, r.Coverage.Last)
	}
	if len(r.Series) != 1 || len(r.Series[0].Steps) != shownWeeks || r.Series[0].Unit != "week" || r.Series[0].Steps[shownWeeks-1].To != last {
		t.Fatalf("series %+v", r.Series)
	}
	fresh := 0
	for _, step := range r.Series[0].Steps {
		if slices.Contains(step.New, "Lake Radio") {
			fresh++
			if last-20 < step.From || last-20 > step.To {
				t.Errorf("Lake Radio is new in the week of %s", step.From)
			}
		}
		if slices.Contains(step.New, "Nile Ledger") {
			t.Error("the first outlet is called new")
		}
	}
	if fresh != 1 || len(r.Coverage.Gaps) == 0 {
		t.Errorf("new in %d weeks; gaps %+v", fresh, r.Coverage.Gaps)
	}
}

func TestEdgesCountBothHalves(t *testing.T) {
	r := report(t, told(t), Config{Whole: true, From: last - 300})
	want := []brief.Edge{{A: "Rapid Support Forces", B: "Sudan", Conflict: 9}, {A: "Chad", B: "Sudan", Cooperation: 1}}
	if got := r.Edges; !slices.Equal(got, want) && !slices.Equal(got, append(want, brief.Edge{A: "Rapid Support Forces", B: "civilians (Sudan)", Conflict: 1})) {
		t.Errorf("got %+v", r.Edges)
	}
}

func TestOneDialogueIsToldFromItsFirstMove(t *testing.T) {
	s := told(t)
	r := report(t, s, Config{Dialogue: dialogueID(t, s)})
	if r.From != last-200 || r.To != last || len(r.Dialogues) != 1 || r.Dialogues[0].Before != nil {
		t.Errorf("from %s to %s with %d dialogues", r.From, r.To, len(r.Dialogues))
	}
	if r.Title != "Sudan – Rapid Support Forces" && r.Title != "Rapid Support Forces – Sudan" {
		t.Errorf("title %q", r.Title)
	}
	for _, in := range r.Incidents {
		if in.Actors[0].Name == "Chad" {
			t.Error("it tells of others")
		}
	}
	if len(r.Incidents) != len(r.Dialogues[0].Moves) {
		t.Errorf("%d incidents of %d moves", len(r.Incidents), len(r.Dialogues[0].Moves))
	}
}

func TestSubjectChoosesDialoguesAndIncidents(t *testing.T) {
	r := report(t, told(t), Config{Subject: "Chad", Filter: store.Filter{Countries: []string{"TCD"}}, Dialogues: store.DialogueFilter{Countries: []string{"TCD"}}})
	for _, d := range r.Dialogues {
		if !slices.ContainsFunc(d.Parties, func(p parley.Participant) bool { return p.Country == "TCD" }) {
			t.Errorf("a dialogue of %s", d.Name)
		}
	}
	if len(r.Incidents) != 1 || r.Coverage.Incidents != 1 {
		t.Errorf("%d incidents", len(r.Incidents))
	}
}

func TestLongPeriodsAreToldByMonth(t *testing.T) {
	r := report(t, told(t), Config{Whole: true, From: last - 1200})
	if len(r.Series) != 1 || r.Series[0].Unit != "month" {
		t.Errorf("series %+v", r.Series)
	}
}

func TestPrivatePersonsAreNotNamed(t *testing.T) {
	r := report(t, told(t), Config{Whole: true, From: last - 300})
	var page, text bytes.Buffer
	if err := errors.Join(brief.HTML(&page, r), brief.Markdown(&text, r)); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{page.String(), text.String()} {
		if strings.Contains(out, "Danjuma") {
			t.Error("a private person is named")
		}
		if !strings.Contains(out, "shelled the army again") {
			t.Error("nothing is quoted")
		}
	}
	for _, in := range r.Incidents {
		if in.Place.Lat != 13.45 {
			t.Errorf("a place as exact as %v", in.Place.Lat)
		}
	}
}

func TestEmptyArchiveGivesAnEmptyReport(t *testing.T) {
	r := report(t, archive(t), Config{Whole: true, Subject: "the whole archive"})
	if len(r.Dialogues)+len(r.Incidents)+len(r.Series)+len(r.Edges) > 0 || r.Coverage.Documents > 0 {
		t.Errorf("got %+v", r)
	}
	var b bytes.Buffer
	if err := brief.HTML(&b, r); err != nil || !strings.Contains(b.String(), "There is nothing to tell yet.") {
		t.Errorf("%v", err)
	}
}

func TestBadRequestsAreErrors(t *testing.T) {
	s := told(t)
	if _, err := Report(ctx, s, Config{Dialogue: "d404"}); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if _, err := Report(ctx, s, Config{Whole: true, From: last + 1}); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("got %v", err)
	}
}
