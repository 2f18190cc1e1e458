package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"parley"
	"parley/internal/exchange"
	"parley/internal/store"
	"parley/internal/store/sqlite"
	"parley/ontology"
)

// archiveFigures measures the store with generated events: how fast they come in, are
// merged and are found, with so many of them there.
func archiveFigures(events int) error {
	dir, err := os.MkdirTemp("", "parley-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ctx := context.Background()
	file := filepath.Join(dir, "parley.db")
	s, err := sqlite.Open(ctx, file, store.Config{CacheMiB: 192}) // as parley import does
	if err != nil {
		return err
	}
	defer s.Close()
	world := newWorld(events)
	if err := importFigure(ctx, dir, world); err != nil {
		return err
	}
	size := fmt.Sprintf("archive, %s events: ", thousands(events))
	var took time.Duration // without the making up
	for done := 0; done < events; done += 50_000 {
		records := world.records(min(50_000, events-done))
		start := time.Now()
		if _, err := s.Load(ctx, records); err != nil {
			return err
		}
		took += time.Since(start)
	}
	row(size+"in, events/s", number(float64(events)/took.Seconds()), "≥ 20,000")
	start := time.Now()
	if err := s.Group(ctx); err != nil {
		return err
	}
	row(size+"merged from nothing, events/s", number(float64(events)/time.Since(start).Seconds()), "")
	if err := s.Merge(ctx); err != nil { // the dialogues, for the first time
		return err
	}
	if err := mergeFigure(ctx, s, world, size); err != nil {
		return err
	}
	if info, err := os.Stat(file); err == nil {
		row(size+"file, MB", number(float64(info.Size())/1e6), "")
	}
	if err := queryFigures(ctx, s, world, size); err != nil {
		return err
	}
	return dialogueFigures(ctx, s, world, size)
}

// mergeFigure adds events to a full archive and merges them.
func mergeFigure(ctx context.Context, s *store.Store, world *world, size string) error {
	const more = 20_000
	if _, err := s.Load(ctx, world.records(more)); err != nil {
		return err
	}
	start := time.Now()
	if err := s.Group(ctx); err != nil {
		return err
	}
	row(size+"merging more, events/s", number(more/time.Since(start).Seconds()), "≥ 5,000")
	if err := s.Merge(ctx); err != nil {
		return err
	}
	row(size+"the same with their dialogues, events/s", number(more/time.Since(start).Seconds()), "")
	return nil
}

// dialogueFigures measures how long the dialogues of a full archive take: all of them
// anew, the list, and one report more.
func dialogueFigures(ctx context.Context, s *store.Store, w *world, size string) error {
	start := time.Now()
	if err := s.Rebuild(ctx); err != nil {
		return err
	}
	row(size+"all dialogues anew, s", fmt.Sprintf("%.1f", time.Since(start).Seconds()), "≤ 60")
	var lists, reports []time.Duration
	total := 0
	st, err := s.Stats(ctx, store.Filter{}, 0)
	if err != nil {
		return err
	}
	row(size+"incidents", number(float64(st.Incidents)), "")
	for i := range 20 {
		f := store.DialogueFilter{Sort: store.DialogueOrders[i%len(store.DialogueOrders)]}
		if i%2 == 1 {
			f.Countries = []string{w.party().Country}
		}
		start := time.Now()
		_, n, err := s.Dialogues(ctx, f, 50, 0)
		if err != nil {
			return err
		}
		lists, total = append(lists, time.Since(start)), max(total, n)
	}
	for range 200 {
		if _, err := s.Load(ctx, w.records(1)); err != nil {
			return err
		}
		start := time.Now() // merged, and its dialogue built anew
		if err := s.Merge(ctx); err != nil {
			return err
		}
		reports = append(reports, time.Since(start))
	}
	row(size+"dialogues", number(float64(total)), "")
	slices.Sort(lists)
	slices.Sort(reports)
	row(size+"a list of dialogues, the slowest, ms", millis(lists[len(lists)-1]), "≤ 100")
	row(size+"one report more, merged and told, median, ms", millis(reports[len(reports)/2]), "≤ 20")
	row(size+"one report more, merged and told, 95th percentile, ms", millis(reports[len(reports)*95/100]), "")
	return nil
}

func millis(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }

// importFigure writes events as a file of ICEWS and reads it back.
func importFigure(ctx context.Context, dir string, world *world) error {
	const events = 50_000
	file := filepath.Join(dir, "events.tsv")
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	w, err := exchange.NewWriter("icews", f, exchange.Options{})
	if err != nil {
		return err
	}
	for _, r := range world.records(events) {
		e := exchange.Row{Event: r.Events[0], Document: r.Document, Coder: "bench"}
		if err := w.Write(&e); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	s, err := sqlite.Open(ctx, filepath.Join(dir, "import.db"), store.Config{})
	if err != nil {
		return err
	}
	defer s.Close()
	if f, err = os.Open(file); err != nil {
		return err
	}
	defer f.Close()
	start, n := time.Now(), 0
	var batch []store.Record
	for row, err := range exchange.Read("icews", f, file, exchange.ReadOptions{}) {
		if err != nil {
			return err
		}
		n++
		batch = append(batch, store.Record{Events: []parley.Event{row.Event}, Coder: row.Coder, Document: parley.Document{Outlet: row.Document.Outlet}})
		if len(batch) == 50_000 {
			if _, err := s.Load(ctx, batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	if _, err := s.Load(ctx, batch); err != nil {
		return err
	}
	row("archive: ICEWS file read and in, rows/s", number(float64(n)/time.Since(start).Seconds()), "")
	return nil
}

// queryFigures runs the queries of lists and screens.
func queryFigures(ctx context.Context, s *store.Store, w *world, size string) error {
	type timed struct {
		kind string
		took time.Duration
	}
	var all []timed
	worst := map[string]time.Duration{}
	for range 12 {
		for _, q := range w.queries() {
			start := time.Now()
			if _, _, err := s.Events(ctx, q.filter, store.Page{Sort: q.sort}); err != nil {
				return err
			}
			took := time.Since(start)
			all = append(all, timed{q.kind, took})
			worst[q.kind] = max(worst[q.kind], took)
		}
	}
	slices.SortFunc(all, func(a, b timed) int { return int(a.took - b.took) })
	row(size+"a filtered page, median, ms", millis(all[len(all)/2].took), "")
	row(size+"a filtered page, 95th percentile, ms", millis(all[len(all)*95/100].took), "≤ 100")
	last := all[len(all)-1]
	row(size+"the slowest ("+last.kind+"), ms", millis(last.took), "")
	start := time.Now()
	if _, _, err := s.Incidents(ctx, store.Filter{Countries: []string{"PAK"}}, store.Page{}); err != nil {
		return err
	}
	row(size+"a page of incidents, ms", millis(time.Since(start)), "≤ 100")
	return nil
}

// world makes up events: some thousand actors, most of them rarely in the news, who
// deal with a few others each; three happenings in ten are told more than once.
type world struct {
	r        *rand.Rand
	zipf     *rand.Zipf
	actors   []parley.Party
	types    []ontology.Type
	day      time.Time
	step     time.Duration
	made     int
	last     parley.Event
	outlets  []string
	statuses []parley.Status
}

func newWorld(events int) *world {
	r := rand.New(rand.NewPCG(1, 1))
	w := &world{
		r: r, zipf: rand.NewZipf(r, 1.15, 6, 4999), day: time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC),
		step: 10 * 365 * 24 * time.Hour / time.Duration(events), types: ontology.Default().Types(),
		statuses: []parley.Status{parley.Actual, parley.Actual, parley.Actual, parley.Actual, parley.Future, parley.Negated},
	}
	countries := []string{"PAK", "AFG", "USA", "RUS", "UKR", "SDN", "COL", "IRN", "ISR", "SYR", "IRQ", "YEM", "NGA", "ETH", "MLI", "CHN", "IND", "MMR", "PHL", "FRA", "DEU", "GBR", "TUR", "EGY", "LBY", "SOM", "COD", "MEX", "VEN", "KEN"}
	sectors := []string{"GOV", "MIL", "REB", "COP", "OPP", "CVL", "ELI", "JUD", "MED", "IGO"}
	for i := range 5000 {
		country, sector := countries[i%len(countries)], sectors[(i/3)%len(sectors)]
		w.actors = append(w.actors, parley.Party{
			ID: fmt.Sprintf("actor-%d", i), Name: fmt.Sprintf("Actor %d", i), Country: country, Sector: sector, Sectors: []string{sector},
		})
	}
	for i := range 400 {
		w.outlets = append(w.outlets, fmt.Sprintf("Outlet %d", i))
	}
	return w
}

// party is somebody, mostly one of the few who are in the news every day.
func (w *world) party() parley.Party { return w.actors[w.zipf.Uint64()] }

func (w *world) records(n int) []store.Record {
	out := make([]store.Record, n)
	for i := range out {
		w.made++
		w.day = w.day.Add(w.step)
		ev := w.last
		if w.made == 1 || w.r.IntN(10) >= 3 {
			ev = w.happening()
			w.last = ev
		}
		ev.ID = fmt.Sprintf("%016x", uint64(w.made)*0x9E3779B97F4A7C15)
		outlet := w.outlets[w.r.IntN(len(w.outlets))]
		out[i] = store.Record{
			Document: parley.Document{Outlet: outlet, Published: w.day}, Events: []parley.Event{ev}, Coder: "bench",
		}
	}
	return out
}

// happening makes up an act.
func (w *world) happening() parley.Event {
	actor := w.party()
	recipient := w.actors[(w.r.IntN(8)*37+len(actor.ID)*11+int(w.zipf.Uint64()))%len(w.actors)]
	t := w.types[w.r.IntN(len(w.types))]
	info, _ := ontology.Default().Type(t)
	ev := parley.Event{
		Type: string(t), CAMEO: []string{"040", "190", "026", "112", "057", "173"}[w.r.IntN(6)], Quad: info.Quad, Score: info.Score,
		Status: w.statuses[w.r.IntN(len(w.statuses))], Actors: []parley.Party{actor}, Recipients: []parley.Party{recipient},
		Date:       parley.Dates{Value: w.day.Format(time.DateOnly), Precision: "day", From: parley.FromClause},
		Confidence: 0.3 + 0.7*w.r.Float64(), Rule: "bench",
	}
	if w.r.IntN(4) == 0 {
		ev.Modes = []string{[]string{"meet", "arrest", "explosives", "firearms"}[w.r.IntN(4)]}
	}
	if w.r.IntN(2) == 0 {
		ev.Place = parley.Place{Name: fmt.Sprintf("Town %d", w.r.IntN(3000)), Country: actor.Country, Lat: 30, Lon: 60, Precision: "city"}
	}
	return ev
}

type query struct {
	kind   string
	filter store.Filter
	sort   string
}

// queries are what people ask, each kind with values of chance.
func (w *world) queries() []query {
	day := func() time.Time { return time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, w.r.IntN(3600)) }
	from := day()
	a, b := w.party(), w.party()
	t := string(w.types[w.r.IntN(len(w.types))])
	return []query{
		{"all", store.Filter{}, ""},
		{"oldest first", store.Filter{}, "date"},
		{"a month", store.Filter{From: from, To: from.AddDate(0, 1, 0)}, ""},
		{"country", store.Filter{Countries: []string{a.Country}}, ""},
		{"country and type", store.Filter{Countries: []string{a.Country}, Types: []string{t}}, ""},
		{"country, a month", store.Filter{Countries: []string{a.Country}, From: from, To: from.AddDate(0, 1, 0)}, ""},
		{"two countries", store.Filter{Countries: []string{a.Country, b.Country}}, ""},
		{"party", store.Filter{Parties: []string{a.ID}}, ""},
		{"party and type", store.Filter{Parties: []string{a.ID}, Types: []string{t}}, ""},
		{"dyad of parties", store.Filter{Dyad: []store.Side{{Party: a.ID}, {Party: b.ID}}}, ""},
		{"dyad of countries", store.Filter{Dyad: []store.Side{{Country: a.Country}, {Country: b.Country}}}, ""},
		{"dyad of sectors", store.Filter{Dyad: []store.Side{{Country: a.Country, Sector: "GOV"}, {Country: b.Country, Sector: "REB"}}}, ""},
		{"type", store.Filter{Types: []string{t}}, ""},
		{"type and mode", store.Filter{Types: []string{t}, Modes: []string{"explosives"}}, ""},
		{"type and status", store.Filter{Types: []string{t}, Statuses: []string{"negated"}}, ""},
		{"quad", store.Filter{Quads: []string{"material-conflict"}}, ""},
		{"sector", store.Filter{Sectors: []string{"JUD"}}, ""},
		{"outlet", store.Filter{Outlets: []string{w.outlets[w.r.IntN(400)]}}, ""},
		{"outlet and country", store.Filter{Outlets: []string{w.outlets[w.r.IntN(400)]}, Countries: []string{a.Country}}, ""},
		{"place", store.Filter{Places: []string{fmt.Sprintf("Town %d", w.r.IntN(3000))}}, ""},
		{"sure ones of a country", store.Filter{Countries: []string{a.Country}, MinConfidence: 0.95}, ""},
		{"country, latest coded", store.Filter{Countries: []string{a.Country}}, "-coded"},
		{"as of", store.Filter{Countries: []string{a.Country}, AsOf: time.Now()}, ""},
	}
}

func thousands(n int) string {
	if n%1_000_000 == 0 {
		return fmt.Sprintf("%d million", n/1_000_000)
	}
	if n > 1_000_000 {
		return fmt.Sprintf("%.1f million", float64(n)/1e6)
	}
	return fmt.Sprintf("%d,000", n/1000)
}
