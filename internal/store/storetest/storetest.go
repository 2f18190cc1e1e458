// Package storetest is the suite of tests that every database behind package store
// has to pass. It is run by the tests of internal/store/sqlite.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/internal/store"
)

// Open makes an empty archive for a test and closes it at its end. Its clock is now.
type Open func(t *testing.T, now func() time.Time) *store.Store

// clock is a time that tests set.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func newClock() *clock { return &clock{time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)} }

// Test runs the suite.
func Test(t *testing.T, open Open) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, Open)
	}{
		{"PutTwiceChangesNothing", putTwice},
		{"EventsComeBackWhole", roundTrip},
		{"ChangedDocumentIsNewVersion", changed},
		{"Filters", filters},
		{"PagesCoverEverythingOnce", pages},
		{"CopiesAreReports", copies},
		{"AnyOrderGivesTheSameIncidents", anyOrder},
		{"RecodeKeepsHistory", recode},
		{"AsOf", asOf},
		{"CorrectionsSurviveRecoding", corrections},
		{"CorrectionsAreUndone", undo},
		{"SplitAndMerge", splitMerge},
		{"PurgeLeavesTombstones", purge},
		{"RunsThatWereCutOff", cutOff},
		{"BackupIsTheSame", backup},
		{"Sources", sources},
		{"Observations", observations},
		{"ObservationsOfADyad", sidesThatAct},
		{"ObservationsCountOnTheDayThatIsKnown", countedDays},
		{"Coverage", coverage},
		{"CoverageOfImports", coverageOfImports},
		{"Pairs", pairs},
		{"Dialogues", dialogues},
		{"DialoguesInAnyOrder", dialoguesInAnyOrder},
		{"DialoguesMoveAndSaySo", dialoguesMove},
		{"DialoguesByHand", dialoguesByHand},
		{"SilenceOfDialogues", silence},
		{"Watchlist", watchlist},
		{"RandomLifeStaysSound", life},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open) })
	}
}

// who are the parties of the tests.
var who = map[string]parley.Party{
	"pak": {Name: "Pakistan", Country: "PAK", Sector: "GOV", Sectors: []string{"GOV"}},
	"ttp": {Name: "Tehreek-e-Taliban Pakistan", ID: "tehreek-e-taliban-pakistan", Country: "PAK", Sector: "REB", Sectors: []string{"REB"}},
	"afg": {Name: "Afghan Taliban", ID: "afghan-taliban", Country: "AFG", Sector: "GOV", Sectors: []string{"GOV", "PRE"}},
	"irn": {Name: "Iran", Country: "IRN", Sector: "GOV", Sectors: []string{"GOV"}},
	"col": {Name: "Colombia", Country: "COL", Sector: "GOV", Sectors: []string{"GOV"}},
	"eln": {Name: "National Liberation Army", ID: "national-liberation-army", Country: "COL", Sector: "REB", Sectors: []string{"REB"}},
}

// places of the tests.
var places = map[string]parley.Place{
	"Peshawar": {Name: "Peshawar", Country: "PAK", Admin1: "Khyber Pakhtunkhwa", Lat: 34.01, Lon: 71.58, Precision: "city", Gazetteer: "t:1"},
	"Quetta":   {Name: "Quetta", Country: "PAK", Admin1: "Balochistan", Lat: 30.18, Lon: 66.99, Precision: "city", Gazetteer: "t:2"},
	"Kabul":    {Name: "Kabul", Country: "AFG", Admin1: "Kabul", Lat: 34.53, Lon: 69.17, Precision: "city", Gazetteer: "t:3"},
	"Arauca":   {Name: "Arauca", Country: "COL", Admin1: "Arauca", Lat: 7.08, Lon: -70.76, Precision: "city", Gazetteer: "t:4"},
}

// report is one sentence of an outlet that tells one act.
type report struct {
	outlet, day, text string
	kind, cameo       string
	actor, recipient  string
	trigger           string
	place             string
	on                string // day of the act
}

// doc makes the record of a report: a document of one sentence and one event.
func doc(r report) store.Record {
	published, err := time.Parse(time.DateOnly, r.day)
	if err != nil {
		panic(err)
	}
	d := parley.Document{
		ID: fmt.Sprintf("%s/%s/%s", r.outlet, r.day, r.text[:12]), Text: r.text, Title: "Report", Outlet: r.outlet,
		URL: "https://example.org/" + r.outlet, Published: published, Lang: "en",
	}
	span := parley.Span{Start: 0, End: len(r.text)}
	at := strings.Index(r.text, r.trigger)
	ev := parley.Event{
		ID: fmt.Sprintf("%016x", hash(d.ID+r.kind+r.actor+r.recipient)), Document: d.ID, Sentence: parley.Quote{Span: span, Text: r.text},
		Type: r.kind, CAMEO: r.cameo, Quad: "material-conflict", Score: -9, Status: parley.Actual, Confidence: 0.8, Rule: "test",
		Trigger: parley.Quote{Span: parley.Span{Start: at, End: at + len(r.trigger)}, Text: r.trigger},
		Actors:  []parley.Party{who[r.actor]}, Place: places[r.place],
	}
	if r.recipient != "" {
		ev.Recipients = []parley.Party{who[r.recipient]}
	}
	if r.on != "" {
		ev.Date = parley.Dates{Value: r.on, Precision: "day", From: parley.FromClause}
	}
	return store.Record{Document: d, Sentences: []parley.Span{span}, Events: []parley.Event{ev}, Coder: "test", Revision: 1}
}

func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// A bombing told by four outlets, one of them a copy; other happenings beside it.
var reports = []report{
	{"Frontier Wire", "2024-04-03", "Pakistani Taliban fighters bombed a police convoy near Peshawar on Tuesday, killing seven officers, the provincial government said.", "ASSAULT", "183", "ttp", "pak", "bombed", "Peshawar", "2024-04-02"},
	{"Indus Courier", "2024-04-03", "Seven police officers died when Pakistani Taliban bombed their convoy outside Peshawar on Tuesday.", "ASSAULT", "183", "ttp", "pak", "bombed", "Peshawar", "2024-04-02"},
	{"Hill Gazette", "2024-04-04", "Pakistani Taliban fighters bombed a police convoy near Peshawar on Tuesday, killing seven officers, the provincial government said.", "ASSAULT", "183", "ttp", "pak", "bombed", "Peshawar", "2024-04-02"},
	{"Kabul Ledger", "2024-04-03", "The Taliban in Kabul asked Islamabad to reopen talks with the militants of the Pakistani Taliban.", "REQUEST", "026", "afg", "pak", "asked", "Kabul", ""},
	{"Andes Diario", "2024-04-03", "Colombian troops shelled a camp of the National Liberation Army in Arauca on Wednesday.", "ASSAULT", "194", "col", "eln", "shelled", "Arauca", "2024-04-03"},
	{"Andes Diario", "2024-04-09", "The air force flew raids against a river camp where guerrillas had gathered near the border on Tuesday.", "ASSAULT", "195", "col", "eln", "raids", "Arauca", "2024-04-09"},
	{"Indus Courier", "2024-04-20", "Pakistani Taliban gunmen attacked a checkpoint outside Quetta on Friday, wounding two soldiers.", "ASSAULT", "190", "ttp", "pak", "attacked", "Quetta", "2024-04-19"},
}

func records() []store.Record {
	out := make([]store.Record, len(reports))
	for i, r := range reports {
		out[i] = doc(r)
	}
	return out
}

var ctx = context.Background()

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func put(t *testing.T, s *store.Store, recs ...store.Record) store.Done {
	t.Helper()
	done, err := s.Put(ctx, recs)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// State is all that an archive holds now, as text: documents, events, incidents.
func State(t *testing.T, s *store.Store) string {
	t.Helper()
	var lines []string
	for e, err := range s.All(ctx, store.Filter{}, "") {
		if err != nil {
			t.Fatal(err)
		}
		body, _ := e.Event.AppendJSON(nil, nil)
		lines = append(lines, fmt.Sprintf("event %s %s %s %s", e.Incident.ID, e.Review, e.Document.Outlet, body))
	}
	ins, _, err := s.Incidents(ctx, store.Filter{}, store.Page{Limit: -1})
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range ins {
		line := fmt.Sprintf("incident %s %s %d", in.ID, in.Type, in.Sources)
		for _, r := range in.Reports {
			line += fmt.Sprintf(" %s/%d/%s", r.Event, r.Source, r.Why)
		}
		lines = append(lines, line)
	}
	docs, _, err := s.Documents(ctx, store.Filter{}, store.Page{Limit: -1})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		lines = append(lines, "document "+d.ID)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// Sound fails when anything in the archive contradicts anything else.
func Sound(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Check(ctx, func(problem string) { t.Error("check:", problem) }); err != nil {
		t.Fatal(err)
	}
}

func putTwice(t *testing.T, open Open) {
	s := open(t, newClock().now)
	first := put(t, s, records()...)
	if first.Documents != len(reports) || first.Events != len(reports) {
		t.Fatalf("first put: %+v", first)
	}
	before := State(t, s)
	again := put(t, s, records()...)
	if again.Known != len(reports) || again.Documents+again.Events+again.Changed+again.Gone != 0 {
		t.Errorf("second put: %+v", again)
	}
	if after := State(t, s); after != before {
		t.Errorf("the second put changed the archive:\n%s\n---\n%s", before, after)
	}
	Sound(t, s)
}

func roundTrip(t *testing.T, open Open) {
	s := open(t, newClock().now)
	rec := doc(reports[0])
	ev := &rec.Events[0]
	ev.Modes, ev.Contexts = []string{"explosives"}, []string{"terrorism", "military"}
	ev.Third = []parley.Third{{Role: parley.RoleAbout, Party: who["afg"]}}
	ev.SaidBy = []parley.Speaker{{Mention: parley.Quote{Span: parley.Span{Start: 3, End: 9}, Text: "istani"}, Kind: parley.Official}}
	rec.Document.Text = "“Ünlike”: " + rec.Document.Text // offsets come back as counts of code points
	rec.Sentences[0] = parley.Span{Start: 0, End: len(rec.Document.Text)}
	ev.Sentence = parley.Quote{Span: rec.Sentences[0], Text: rec.Document.Text}
	ev.Trigger.Span = parley.Span{Start: strings.Index(rec.Document.Text, "bombed"), End: strings.Index(rec.Document.Text, "bombed") + 6}
	put(t, s, rec)
	now, history, err := s.Event(ctx, ev.ID)
	if err != nil || now == nil || len(history) != 1 {
		t.Fatalf("Event: %v %v %v", now, history, err)
	}
	want, _ := ev.AppendJSON(nil, parley.NewOffsets(rec.Document.Text))
	got, _ := now.Event.AppendJSON(nil, nil)
	if string(want) != string(got) {
		t.Errorf("event came back as\n%s\nwant\n%s", got, want)
	}
	d, _, err := s.Document(ctx, rec.Document.ID)
	if err != nil || d == nil {
		t.Fatalf("Document: %v %v", d, err)
	}
	rec.Document.Source = d.Source
	if d.Document != rec.Document || !slices.Equal(d.Sentences, rec.Sentences) {
		t.Errorf("document came back as %+v, want %+v", d, rec)
	}
	if _, _, err := s.Event(ctx, "none"); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("an event that is not there: %v", err)
	}
	if _, _, err := s.Document(ctx, "none"); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("a document that is not there: %v", err)
	}
}

func changed(t *testing.T, open Open) {
	c := newClock()
	s := open(t, c.now)
	put(t, s, records()...)
	c.t = c.t.Add(48 * time.Hour)
	r := reports[4]
	rec := doc(r)
	rec.Document.Text = strings.Replace(r.text, "shelled", "bombed", 1)
	rec.Events[0].CAMEO = "195"
	done := put(t, s, rec)
	if done.Changed != 1 || done.Documents != 0 || done.Gone != 1 {
		t.Errorf("changed document: %+v", done)
	}
	now, history, err := s.Document(ctx, rec.Document.ID)
	if err != nil || len(history) != 2 || now == nil || !strings.Contains(now.Text, "bombed") || !strings.Contains(history[0].Text, "shelled") {
		t.Errorf("versions of the document: %v, %v", len(history), err)
	}
	ev, versions, err := s.Event(ctx, rec.Events[0].ID)
	if err != nil || len(versions) != 2 || ev.Event.CAMEO != "195" {
		t.Errorf("versions of the event: %v, %v", versions, err)
	}
	Sound(t, s)
}

func filters(t *testing.T, open Open) {
	s := open(t, newClock().now)
	put(t, s, records()...)
	day := func(d string) time.Time { return must[time.Time](t)(time.Parse(time.DateOnly, d)) }
	for _, test := range []struct {
		name string
		f    store.Filter
		want []int // of reports
	}{
		{"all", store.Filter{}, []int{0, 1, 2, 3, 4, 5, 6}},
		{"country", store.Filter{Countries: []string{"COL"}}, []int{4, 5}},
		{"countries", store.Filter{Countries: []string{"COL", "AFG"}}, []int{3, 4, 5}},
		{"party by code", store.Filter{Parties: []string{"tehreek-e-taliban-pakistan"}}, []int{0, 1, 2, 6}},
		{"party by name", store.Filter{Parties: []string{"afghan  TALIBAN"}}, []int{3}},
		{"dyad", store.Filter{Dyad: []store.Side{{Country: "AFG"}, {Country: "PAK", Sector: "GOV"}}}, []int{3}},
		{"dyad of actors", store.Filter{Dyad: []store.Side{{Party: "national-liberation-army"}, {Country: "COL", Sector: "GOV"}}}, []int{4, 5}},
		{"whoever acts for a country", store.Filter{Dyad: []store.Side{{Country: "COL", State: true}, {Party: "national-liberation-army"}}}, []int{4, 5}},
		{"rebels do not act for it", store.Filter{Dyad: []store.Side{{Country: "COL", State: true}, {Country: "COL", State: true}}}, nil},
		{"dyad of one party", store.Filter{Dyad: []store.Side{{Country: "IRN"}, {Country: "IRN"}}}, nil},
		{"dyad within a country", store.Filter{Dyad: []store.Side{{Country: "COL"}, {Country: "COL"}}}, []int{4, 5}},
		{"a party and its own country", store.Filter{Dyad: []store.Side{{Country: "AFG"}, {Party: "afghan-taliban"}}}, nil},
		{"no such dyad", store.Filter{Dyad: []store.Side{{Country: "AFG"}, {Country: "COL"}}}, nil},
		{"type", store.Filter{Types: []string{"REQUEST"}}, []int{3}},
		{"status", store.Filter{Statuses: []string{"negated"}}, nil},
		{"place", store.Filter{Places: []string{"Arauca"}}, []int{4, 5}},
		{"sector", store.Filter{Sectors: []string{"PRE"}}, []int{3}},
		{"outlet", store.Filter{Outlets: []string{"indus courier"}}, []int{1, 6}},
		{"from", store.Filter{From: day("2024-04-05")}, []int{5, 6}},
		{"to", store.Filter{To: day("2024-04-02")}, []int{0, 1, 2}},
		{"from and to", store.Filter{From: day("2024-04-03"), To: day("2024-04-09")}, []int{3, 4, 5}},
		{"text", store.Filter{Text: "camp"}, []int{4, 5}},
		{"text, stems", store.Filter{Text: "shelling camps"}, []int{4}},
		{"text and country", store.Filter{Text: "Taliban", Countries: []string{"AFG"}}, []int{3}},
		{"text with operators in it", store.Filter{Text: `camp OR " -x AND (`}, nil},
		{"confidence", store.Filter{MinConfidence: 0.9}, nil},
		{"nothing", store.Filter{Countries: []string{"COL"}, Outlets: []string{"Hill Gazette"}}, nil},
	} {
		entries, next, err := s.Events(ctx, test.f, store.Page{})
		if err != nil || next != "" {
			t.Errorf("%s: %v, next %q", test.name, err, next)
			continue
		}
		var got []string
		for _, e := range entries {
			got = append(got, e.Event.ID)
		}
		var want []string
		for _, i := range test.want {
			want = append(want, doc(reports[i]).Events[0].ID)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", test.name, got, want)
		}
		if n, err := s.Count(ctx, test.f); err != nil || n != len(want) {
			t.Errorf("%s: counted %d, %v; want %d", test.name, n, err, len(want))
		}
	}
	if _, _, err := s.Events(ctx, store.Filter{}, store.Page{Sort: "colour"}); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("an order that does not exist: %v", err)
	}
	if _, _, err := s.Events(ctx, store.Filter{}, store.Page{Cursor: "x"}); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("a cursor that is none: %v", err)
	}
}

func pages(t *testing.T, open Open) {
	s := open(t, newClock().now)
	put(t, s, records()...)
	for _, f := range []store.Filter{{}, {Countries: []string{"PAK"}}, {Types: []string{"ASSAULT"}}, {Text: "Taliban"}} {
		for _, sort := range store.Orders {
			whole, _, err := s.Events(ctx, f, store.Page{Limit: -1, Sort: sort})
			if err != nil {
				t.Fatal(err)
			}
			var pieces []store.Entry
			for p := (store.Page{Limit: 2, Sort: sort}); ; {
				part, next, err := s.Events(ctx, f, p)
				if err != nil {
					t.Fatal(err)
				}
				pieces = append(pieces, part...)
				if p.Cursor = next; next == "" {
					break
				}
			}
			same := func(a, b store.Entry) bool { return a.Event.ID == b.Event.ID }
			if !slices.EqualFunc(whole, pieces, same) {
				t.Errorf("%+v by %s: %d events whole, %d by pages", f, sort, len(whole), len(pieces))
			}
		}
		whole, _, err := s.Incidents(ctx, f, store.Page{Limit: -1})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for p := (store.Page{Limit: 1}); ; {
			part, next, err := s.Incidents(ctx, f, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, in := range part {
				ids = append(ids, in.ID)
			}
			if p.Cursor = next; next == "" {
				break
			}
		}
		if len(ids) != len(whole) {
			t.Errorf("%+v: %d incidents whole, by pages %v", f, len(whole), ids)
		}
	}
}

func copies(t *testing.T, open Open) {
	s := open(t, newClock().now)
	done := put(t, s, records()...)
	if done.Copies != 1 {
		t.Errorf("%d copies, want 1", done.Copies)
	}
	in, err := s.Incident(ctx, doc(reports[2]).Events[0].ID, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Reports) != 3 || in.Sources != 2 {
		t.Errorf("incident of %d reports, %d of them independent; want 3, 2: %+v", len(in.Reports), in.Sources, in.Reports)
	}
	other, err := s.Incident(ctx, in.ID, time.Time{})
	if err != nil || other.ID != in.ID {
		t.Errorf("the incident by its ID: %v, %v", other.ID, err)
	}
	entries, _, err := s.Events(ctx, store.Filter{Incident: in.ID}, store.Page{})
	if err != nil || len(entries) != 3 {
		t.Errorf("events of the incident: %d, %v", len(entries), err)
	}
}

func anyOrder(t *testing.T, open Open) {
	r := rand.New(rand.NewPCG(1, 2))
	want := ""
	for round := range 8 {
		s := open(t, newClock().now)
		recs := records()
		r.Shuffle(len(recs), func(i, j int) { recs[i], recs[j] = recs[j], recs[i] })
		for len(recs) > 0 {
			n := 1 + r.IntN(len(recs))
			put(t, s, recs[:n]...)
			recs = recs[n:]
		}
		got := State(t, s)
		if round == 0 {
			want = got
		} else if got != want {
			t.Fatalf("another order gives another archive:\n%s\n---\n%s", want, got)
		}
	}
}

func recode(t *testing.T, open Open) {
	c := newClock()
	s := open(t, c.now)
	put(t, s, records()...)
	before := State(t, s)
	var stale []store.Record
	for d, err := range s.Stale(ctx, 2) {
		if err != nil {
			t.Fatal(err)
		}
		for _, rec := range records() {
			if rec.Document.ID == d.ID {
				rec.Revision = 2
				stale = append(stale, rec)
			}
		}
	}
	if len(stale) != len(reports) {
		t.Fatalf("%d stale documents, want %d", len(stale), len(reports))
	}
	c.t = c.t.Add(24 * time.Hour)
	if done, err := s.Recode(ctx, stale); err != nil || done.Events != 0 || done.Gone != 0 {
		t.Fatalf("recoding that reads the same: %+v, %v", done, err)
	}
	if after := State(t, s); after != before {
		t.Errorf("it changed the archive:\n%s\n---\n%s", before, after)
	}
	for range s.Stale(ctx, 2) {
		t.Fatal("documents are stale after recoding")
	}
	late := stale[6] // read before its document changed
	late.Events = nil
	newer := doc(reports[6])
	newer.Document.Title = "Corrected"
	newer.Revision = 2
	put(t, s, newer)
	if done, err := s.Recode(ctx, []store.Record{late}); err != nil || done.Documents+done.Gone != 0 {
		t.Errorf("recoding of a document that has changed meanwhile: %+v, %v", done, err)
	}
	stale[4].Events[0].CAMEO = "195"
	stale[5].Events = nil
	done, err := s.Recode(ctx, stale)
	if err != nil || done.Events != 1 || done.Gone != 1 {
		t.Errorf("recoding that reads otherwise: %+v, %v", done, err)
	}
	_, history, err := s.Event(ctx, doc(reports[4]).Events[0].ID)
	if err != nil || len(history) != 2 || history[0].Event.CAMEO != "194" || history[1].Event.CAMEO != "195" || history[1].Revision != 2 {
		t.Errorf("history: %+v, %v", history, err)
	}
	Sound(t, s)
}

func asOf(t *testing.T, open Open) {
	c := newClock()
	s := open(t, c.now)
	first := c.t
	put(t, s, doc(reports[0]), doc(reports[4]))
	c.t = c.t.Add(24 * time.Hour)
	second := c.t
	rest := records()
	put(t, s, rest[1], rest[2], rest[3])
	c.t = c.t.Add(24 * time.Hour)
	if err := s.Correct(ctx, rest[0].Events[0].ID, map[string]string{"cameo": "190"}, "no bomb"); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		at      time.Time
		events  int
		reports int
		cameo   string
	}{{first.Add(-time.Hour), 0, 0, ""}, {first, 2, 1, "183"}, {second, 5, 3, "183"}, {c.t, 5, 3, "190"}, {time.Time{}, 5, 3, "190"}} {
		n, err := s.Count(ctx, store.Filter{AsOf: test.at})
		if err != nil || n != test.events {
			t.Errorf("as of %v: %d events, %v; want %d", test.at, n, err, test.events)
		}
		if test.events == 0 {
			continue
		}
		in, err := s.Incident(ctx, rest[0].Events[0].ID, test.at)
		if err != nil || len(in.Reports) != test.reports {
			t.Errorf("as of %v: incident of %d reports, %v; want %d", test.at, len(in.Reports), err, test.reports)
		}
		if now, err := s.Incident(ctx, rest[0].Events[0].ID, time.Time{}); err != nil || test.reports == 3 && now.ID != in.ID {
			t.Errorf("as of %v the incident is %s, now %s, %v", test.at, in.ID, now.ID, err)
		}
		entries, _, err := s.Events(ctx, store.Filter{AsOf: test.at, IDs: []string{rest[0].Events[0].ID}}, store.Page{})
		if err != nil || len(entries) != 1 || entries[0].Event.CAMEO != test.cameo {
			t.Errorf("as of %v: %v, %v; want CAMEO %s", test.at, entries, err, test.cameo)
		}
	}
}

func corrections(t *testing.T, open Open) {
	s := open(t, newClock().now)
	recs := records()
	put(t, s, recs...)
	fixed, lost, moved := recs[3].Events[0], recs[4].Events[0], recs[5].Events[0]
	for id, fields := range map[string]map[string]string{
		fixed.ID: {"type": "CONSULT", "status": "future"}, lost.ID: {"review": "confirmed"}, moved.ID: {"actor.country": "ven"},
	} {
		if err := s.Correct(ctx, id, fields, "read again"); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []map[string]string{{"type": "TALK"}, {"colour": "red"}, {"date": "31 February"}, {"review": "nice"}} {
		if err := s.Correct(ctx, fixed.ID, bad, ""); !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("correction %v: %v", bad, err)
		}
	}
	if err := s.Correct(ctx, "none", map[string]string{"type": "AID"}, ""); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("correction of nothing: %v", err)
	}
	for i := range recs {
		recs[i].Revision = 2
	}
	recs[3].Events[0].Confidence = 0.5 // reads a little otherwise
	recs[4].Events = nil               // is not read any more
	recs[5].Events[0].ID = "00000000000000ff"
	recs[5].Events[0].Type = "COERCE" // another event on the same words
	if _, err := s.Recode(ctx, recs); err != nil {
		t.Fatal(err)
	}
	now, _, err := s.Event(ctx, fixed.ID)
	if err != nil || now == nil || now.Event.Type != "CONSULT" || now.Event.Status != parley.Future || now.Review != "reviewed" || now.Event.Confidence != 0.5 {
		t.Errorf("corrected event after recoding: %+v, %v", now, err)
	}
	if now, _, err := s.Event(ctx, lost.ID); err != nil || now == nil || now.Review != "confirmed" {
		t.Errorf("confirmed event that the coder lost: %+v, %v", now, err)
	}
	if now, _, err := s.Event(ctx, "00000000000000ff"); err != nil || now == nil || now.Event.Actors[0].Country != "VEN" || now.Event.Type != "COERCE" {
		t.Errorf("correction on the words of another reading: %+v, %v", now, err)
	}
	if now, _, err := s.Event(ctx, moved.ID); err != nil || now != nil {
		t.Errorf("the reading that it replaced still holds: %+v, %v", now, err)
	}
	Sound(t, s)
}

func undo(t *testing.T, open Open) {
	s := open(t, newClock().now)
	recs := records()
	put(t, s, recs...)
	before := State(t, s)
	if err := s.Correct(ctx, recs[3].Events[0].ID, map[string]string{"type": "CONSULT"}, ""); err != nil {
		t.Fatal(err)
	}
	if err := s.MergeIncidents(ctx, []string{recs[4].Events[0].ID, recs[5].Events[0].ID}, ""); err != nil {
		t.Fatal(err)
	}
	list, err := s.Corrections(ctx, "")
	if err != nil || len(list) != 2 {
		t.Fatalf("corrections: %v, %v", list, err)
	}
	for _, c := range list {
		if err := s.Undo(ctx, c.Number); err != nil {
			t.Fatal(err)
		}
		if err := s.Undo(ctx, c.Number); !errors.Is(err, parley.ErrNotFound) {
			t.Errorf("undone twice: %v", err)
		}
	}
	if after := State(t, s); after != before {
		t.Errorf("undoing does not give what there was:\n%s\n---\n%s", before, after)
	}
	Sound(t, s)
}

func splitMerge(t *testing.T, open Open) {
	c := newClock()
	s := open(t, c.now)
	recs := records()
	put(t, s, recs[0], recs[1], recs[4], recs[5])
	id := func(i int) string { return recs[i].Events[0].ID }
	size := func(i int) int {
		in, err := s.Incident(ctx, id(i), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		return len(in.Reports)
	}
	if size(0) != 2 || size(4) != 1 {
		t.Fatalf("incidents of %d and %d reports", size(0), size(4))
	}
	if err := s.SplitIncident(ctx, id(0), []string{id(1)}, "two bombs"); err != nil {
		t.Fatal(err)
	}
	if err := s.MergeIncidents(ctx, []string{id(4), id(5)}, "one operation"); err != nil {
		t.Fatal(err)
	}
	if size(0) != 1 || size(1) != 1 || size(4) != 2 {
		t.Errorf("after split and merge: %d, %d, %d", size(0), size(1), size(4))
	}
	c.t = c.t.Add(time.Hour)
	put(t, s, recs[2], recs[3], recs[6])
	if size(1) == 3 || size(0)+size(1) != 3 {
		t.Errorf("after a late report: %d, %d", size(0), size(1))
	}
	for i := range recs {
		recs[i].Revision = 2
		recs[i].Events[0].Confidence = 0.4
	}
	if _, err := s.Recode(ctx, recs); err != nil {
		t.Fatal(err)
	}
	if size(1) == 3 || size(4) != 2 {
		t.Errorf("after recoding: %d, %d", size(1), size(4))
	}
	if err := s.SplitIncident(ctx, id(4), []string{id(0)}, ""); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("split of an event that is not in it: %v", err)
	}
	if err := s.SplitIncident(ctx, id(6), []string{id(6)}, ""); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("split of all events: %v", err)
	}
	Sound(t, s)
}

func purge(t *testing.T, open Open) {
	s := open(t, newClock().now)
	src, err := s.Source(ctx, "file", "a.jsonl", "")
	if err != nil {
		t.Fatal(err)
	}
	recs := records()
	recs[4].Source, recs[5].Source = src, src
	put(t, s, recs...)
	if n, err := s.Purge(ctx, recs[0].Document.ID, "asked for"); err != nil || n != 1 {
		t.Fatalf("Purge: %d, %v", n, err)
	}
	if docs, n, err := s.PurgeSource(ctx, "a.jsonl", "asked for"); err != nil || n != 2 || docs != 2 {
		t.Fatalf("PurgeSource: %d, %d, %v", docs, n, err)
	}
	if _, _, err := s.Document(ctx, recs[0].Document.ID); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("the document is still there: %v", err)
	}
	if found, _, err := s.Documents(ctx, store.Filter{Text: "camp"}, store.Page{}); err != nil || len(found) != 0 {
		t.Errorf("its words are still found: %v, %v", found, err)
	}
	if in, err := s.Incident(ctx, recs[1].Events[0].ID, time.Time{}); err != nil || len(in.Reports) != 2 {
		t.Errorf("the incident keeps the report: %v, %v", in, err)
	}
	again := put(t, s, records()...)
	if again.Purged != 3 || again.Documents != 0 {
		t.Errorf("put after purge: %+v", again)
	}
	renamed := doc(reports[0])
	renamed.Document.ID = "another name"
	if done := put(t, s, renamed); done.Purged != 1 {
		t.Errorf("the same content by another ID: %+v", done)
	}
	if has, err := s.Has(ctx, recs[0].Document.ID); err != nil || !has {
		t.Errorf("Has: %v, %v", has, err)
	}
	Sound(t, s)
}

func cutOff(t *testing.T, open Open) {
	c := newClock()
	s := open(t, c.now)
	if _, err := s.Begin(ctx, "ingest", 1234); err != nil {
		t.Fatal(err)
	}
	whole, err := s.Begin(ctx, "import", 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(ctx, records()); err != nil {
		t.Fatal(err)
	}
	if err := s.End(ctx, whole, "done"); err != nil {
		t.Fatal(err)
	}
	rec, err := s.Recover(ctx, func(int) bool { return false })
	if err != nil || len(rec.Cut) != 1 || rec.Cut[0].Command != "ingest" || rec.Merged != len(reports) {
		t.Errorf("Recover: %+v, %v", rec, err)
	}
	if rec, err = s.Recover(ctx, func(int) bool { return false }); err != nil || len(rec.Cut) != 0 || rec.Merged != 0 {
		t.Errorf("Recover again: %+v, %v", rec, err)
	}
	in, err := s.Incident(ctx, doc(reports[0]).Events[0].ID, time.Time{})
	if err != nil || len(in.Reports) != 3 {
		t.Errorf("what waited is not merged: %+v, %v", in, err)
	}
}

func backup(t *testing.T, open Open) {
	s := open(t, newClock().now)
	put(t, s, records()...)
	file := filepath.Join(t.TempDir(), "copy")
	if err := s.Backup(ctx, file); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, file); err == nil {
		t.Error("a backup over another was not refused")
	}
}

func sources(t *testing.T, open Open) {
	c := newClock()
	s := open(t, c.now)
	n, err := s.Source(ctx, "feed", "https://example.org/rss", "Example")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := s.Source(ctx, "feed", "https://example.org/rss", ""); err != nil || again != n {
		t.Errorf("the same source: %d, %v; want %d", again, err, n)
	}
	other, err := s.Source(ctx, "feed", "https://example.org/atom", "")
	if err != nil || other == n {
		t.Fatalf("another source: %d, %v", other, err)
	}
	err = s.SetSource(ctx, &store.Source{Number: other, Address: "https://example.org/rss"})
	if !errors.Is(err, parley.ErrConflict) {
		t.Errorf("an address twice: %v", err)
	}
	if err := s.SetSource(ctx, &store.Source{Number: other, Address: "https://example.org/new", Title: "New", State: []byte(`{"etag":"x"}`)}); err != nil {
		t.Fatal(err)
	}
	if err := s.Visited(ctx, n, store.Fetch{At: c.t, Status: "timeout", Message: "took too long"}, []string{"item-1"}); err != nil {
		t.Fatal(err)
	}
	if seen, err := s.Seen(ctx, n, "item-1"); err != nil || !seen {
		t.Errorf("an item that was seen: %v, %v", seen, err)
	}
	if seen, err := s.Seen(ctx, other, "item-1"); err != nil || seen {
		t.Errorf("an item of another feed: %v, %v", seen, err)
	}
	if visits, err := s.Visits(ctx, n, 5); err != nil || len(visits) != 1 || visits[0].Status != "timeout" || !visits[0].At.Equal(c.t) {
		t.Errorf("visits: %+v, %v", visits, err)
	}
	if err := s.RemoveSource(ctx, "https://example.org/rss"); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveSource(ctx, "https://example.org/rss"); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	list, err := s.Sources(ctx, "feed")
	if err != nil || len(list) != 2 || list[0].Removed.IsZero() || list[1].Title != "New" || string(list[1].State) != `{"etag":"x"}` {
		t.Errorf("sources: %+v, %v", list, err)
	}
}

// life does everything in a random order, again and again, and looks whether the
// archive stays sound and ends where a straight way would.
func life(t *testing.T, open Open) {
	c := newClock()
	s := open(t, c.now)
	r := rand.New(rand.NewPCG(7, 7))
	all := records()
	for range 60 {
		c.t = c.t.Add(time.Minute)
		i := r.IntN(len(all))
		id := all[i].Events[0].ID
		switch r.IntN(6) {
		case 0, 1:
			put(t, s, doc(reports[i]))
		case 2:
			rec := doc(reports[i])
			rec.Revision = 1 + r.IntN(3)
			rec.Events[0].Confidence = float64(r.IntN(10)) / 10
			if _, err := s.Recode(ctx, []store.Record{rec}); err != nil {
				t.Fatal(err)
			}
		case 3:
			err := s.Correct(ctx, id, map[string]string{"status": []string{"actual", "future", "failed"}[r.IntN(3)]}, "")
			if err != nil && !errors.Is(err, parley.ErrNotFound) {
				t.Fatal(err)
			}
		case 4:
			err := s.MergeIncidents(ctx, []string{id, all[r.IntN(len(all))].Events[0].ID}, "")
			if err != nil && !errors.Is(err, parley.ErrNotFound) {
				t.Fatal(err)
			}
		case 5:
			list, err := s.Corrections(ctx, "")
			if err != nil {
				t.Fatal(err)
			}
			if len(list) > 0 {
				if err := s.Undo(ctx, list[r.IntN(len(list))].Number); err != nil && !errors.Is(err, parley.ErrNotFound) {
					t.Fatal(err)
				}
			}
		}
	}
	Sound(t, s)
	list, err := s.Corrections(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, correction := range slices.Backward(list) {
		if correction.Undone.IsZero() {
			if err := s.Undo(ctx, correction.Number); err != nil {
				t.Fatal(err)
			}
		}
	}
	put(t, s, records()...)
	final := records()
	for i := range final {
		final[i].Revision = 9
	}
	if _, err := s.Recode(ctx, final); err != nil {
		t.Fatal(err)
	}
	straight := open(t, c.now)
	put(t, straight, records()...)
	if got, want := State(t, s), State(t, straight); got != want {
		t.Errorf("a long life ends elsewhere:\n%s\n---\n%s", got, want)
	}
	Sound(t, s)
}
