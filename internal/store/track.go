package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"runtime"
	"slices"
	"sync"

	"parley"
	"parley/dialogue"
)

// rebuiltAtOnce is how many arenas one transaction builds anew.
const rebuiltAtOnce = 500

// rebuild builds the dialogues of stale arenas anew, and those of arenas in which the
// days that have passed change a state.
func (s *Store) rebuild(ctx context.Context) error {
	last := int64(0)
	for more := true; more; {
		err := s.tx(ctx, func(w *writer) error {
			today, err := s.horizon(w)
			if err != nil {
				return err
			}
			var batch []int64
			rows, err := w.query("select seq from arenas where stale = 1 union select seq from arenas where due between 1 and ? and seq > ? order by seq limit ?",
				int64(today), last, rebuiltAtOnce)
			if err := each(rows, err, scanInto(&batch)); err != nil {
				return err
			}
			if more = len(batch) == rebuiltAtOnce; len(batch) == 0 {
				return nil
			}
			last = batch[len(batch)-1]
			return w.rebuild(batch, today)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// horizon is the last day that the archive tells of: that of its newest report, but
// none that is still to come. Silence is counted until then, so that feeds that were
// down for long are not taken for parties that do not talk.
func (s *Store) horizon(q querier) (parley.Day, error) {
	var told, published int64
	today := parley.DayOf(s.now())
	if _, err := one(q, []any{&told}, "select coalesce(max(latest), 0) from arenas where latest <= ?", int64(today)); err != nil {
		return 0, err
	}
	_, err := one(q, []any{&published}, "select coalesce(max(published), ?) from documents where published <= ?", noDay, dayOf(today.Time()))
	if err != nil || published == noDay {
		return parley.Day(told), err
	}
	return max(parley.Day(told), parley.DayOf(timeOf(published))), nil
}

// noDay is before all days.
const noDay = -1_000_000

// site is arenas that are built together: one, or several that somebody has joined.
type site struct {
	numbers []int64
	arenas  []dialogue.Arena
	blobs   [][]byte
	hand    []dialogue.Hand
	stands  func(id string, print uint64) bool // see [dialogue.Book.Update]; nil to build all, with those related
	found   []parley.Dialogue
	kept    []string // IDs of those that stand
	prints  map[string]uint64
	due     parley.Day
	err     error
}

// rebuild builds the dialogues of some arenas and writes what changed.
func (w *writer) rebuild(arenas []int64, today parley.Day) error {
	sites, err := w.s.sites(w, arenas)
	if err != nil {
		return err
	}
	before := make([]map[string]standing, len(sites))
	for i, site := range sites {
		if before[i], err = w.standing(site.numbers); err != nil {
			return err
		}
		old := before[i]
		site.stands = func(id string, print uint64) bool {
			o, ok := old[id]
			return ok && o.print == print && (o.due == 0 || o.due > today)
		}
	}
	err = buildAll(sites, today)
	if err != nil {
		return err
	}
	for i, site := range sites {
		if err := w.settle(site, before[i]); err != nil {
			return err
		}
	}
	return nil
}

// buildAll finds the dialogues of sites, on all cores.
func buildAll(sites []*site, asOf parley.Day) error {
	book, err := dialogue.Open()
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	next := make(chan *site)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for s := range next {
				s.build(book, asOf)
			}
		})
	}
	for _, s := range sites {
		next <- s
	}
	close(next)
	wg.Wait()
	for _, s := range sites {
		if s.err != nil {
			return s.err
		}
	}
	return nil
}

func (s *site) build(book *dialogue.Book, asOf parley.Day) {
	var names dialogue.Vocabulary
	facts := make([]dialogue.Fact, len(s.blobs))
	for i, blob := range s.blobs {
		if facts[i], s.err = dialogue.ParseFact(blob, &names); s.err != nil {
			return
		}
	}
	if s.stands == nil {
		s.found = book.Build(facts, s.arenas, s.hand, asOf)
		return
	}
	s.prints = map[string]uint64{}
	for _, b := range book.Update(facts, s.arenas, s.hand, asOf, s.stands) {
		if b.Dialogue == nil {
			s.kept = append(s.kept, b.ID)
			continue
		}
		s.prints[b.ID] = b.Print
		s.found = append(s.found, *b.Dialogue)
	}
	for i := range s.found {
		if due := s.found[i].Due; due != 0 && (s.due == 0 || due < s.due) {
			s.due = due
		}
	}
}

// sites loads arenas, each with those that people have joined with it.
func (s *Store) sites(q querier, arenas []int64) ([]*site, error) {
	hands, err := s.hands(q)
	if err != nil {
		return nil, err
	}
	var out []*site
	done := map[int64]bool{}
	for _, number := range arenas {
		if done[number] {
			continue
		}
		site := &site{numbers: joined(number, hands)}
		for _, n := range site.numbers {
			done[n] = true
		}
		for _, h := range hands {
			if slices.ContainsFunc(h.arenas, func(n int64) bool { return slices.Contains(site.numbers, n) }) {
				site.hand = append(site.hand, h.Hand)
			}
		}
		if err := s.fillSite(q, site); err != nil {
			return nil, err
		}
		out = append(out, site)
	}
	return out, nil
}

func (s *Store) fillSite(q querier, site *site) error {
	for _, number := range site.numbers {
		var a dialogue.Arena
		if _, err := one(q, []any{&a.A, &a.B}, "select a, b from arenas where seq = ?", number); err != nil {
			return err
		}
		site.arenas = append(site.arenas, a)
		rows, err := q.query("select fact from facts where arena = ?", number)
		if err := each(rows, err, scanInto(&site.blobs)); err != nil {
			return err
		}
	}
	return nil
}

// joined are the arenas that people have joined with one, over any number of others.
func joined(number int64, hands []hand) []int64 {
	in := map[int64]bool{number: true}
	for grown := true; grown; {
		grown = false
		for _, h := range hands {
			if !slices.ContainsFunc(h.arenas, func(n int64) bool { return in[n] }) {
				continue
			}
			for _, n := range h.arenas {
				grown = grown || !in[n]
				in[n] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(in))
}

// hand is what a person has said of dialogues, with the arenas that it is about.
type hand struct {
	dialogue.Hand
	arenas []int64
}

// hands are the corrections of dialogues that hold.
func (s *Store) hands(q querier) (out []hand, err error) {
	rows, err := q.query("select detail from corrections where kind in ('join', 'part') and undone is null order by seq")
	err = each(rows, err, func(rows *sql.Rows) error {
		var detail []byte
		if err := rows.Scan(&detail); err != nil {
			return err
		}
		var d handDetail
		if err := json.Unmarshal(detail, &d); err != nil {
			return err
		}
		h := hand{arenas: d.Arenas}
		if d.Dialogue == "" {
			h.Merge = d.A
		} else {
			h.Split, h.Away = d.Dialogue, d.A
		}
		out = append(out, h)
		return nil
	})
	return out, err
}

// standing is what the archive holds of a dialogue.
type standing struct {
	state string
	since int64
	print uint64
	due   parley.Day
}

// standing returns what the archive holds of the dialogues of some arenas, by ID.
func (w *writer) standing(arenas []int64) (map[string]standing, error) {
	out := map[string]standing{}
	for _, n := range arenas {
		rows, err := w.query("select id, state, since, print, due from dialogues where arena = ?", n)
		err = each(rows, err, func(rows *sql.Rows) error {
			var id string
			var o standing
			var print int64
			err := rows.Scan(&id, &o.state, &o.since, &print, &o.due)
			o.print = uint64(print)
			out[id] = o
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// settle writes what has changed of the dialogues of a site, and notes where their
// states have.
func (w *writer) settle(s *site, old map[string]standing) error {
	for _, id := range s.kept {
		if due := old[id].due; due != 0 && (s.due == 0 || due < s.due) {
			s.due = due
		}
		delete(old, id)
	}
	for _, id := range slices.Sorted(maps.Keys(old)) {
		if _, err := w.exec("delete from dialogues where id = ?", id); err != nil {
			return err
		}
	}
	for _, n := range s.numbers {
		if _, err := w.exec("update arenas set stale = 0, due = ? where seq = ?", int64(s.due), n); err != nil {
			return err
		}
	}
	for i := range s.found {
		d := &s.found[i]
		if err := w.dialogue(d, s.numbers[0], s.prints[d.ID]); err != nil {
			return err
		}
		o := old[d.ID]
		delete(old, d.ID)
		if o.state == string(d.State) && o.since == int64(d.Since) {
			continue
		}
		why := ""
		if n := len(d.Changes); n > 0 {
			why = d.Changes[n-1].Why
		}
		if err := w.turn(d.ID, s.numbers[0], o.state, string(d.State), d.Since, why); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(old)) {
		if err := w.turn(id, s.numbers[0], old[id].state, "", 0, "nothing that is in the archive tells of it any more, or it has become part of another"); err != nil {
			return err
		}
	}
	return nil
}

// turn notes that the archive holds another state of a dialogue than before.
func (w *writer) turn(id string, arena int64, before, after string, since parley.Day, why string) error {
	_, err := w.exec("insert into turns (dialogue, arena, at, command, before, after, since, why) values (?, ?, ?, coalesce((select command from runs where seq = ?), ''), ?, ?, ?, ?)",
		id, arena, w.s.stamp(), w.s.run.Load(), before, after, int64(since), why)
	return err
}

// dialogue writes the row of a dialogue.
func (w *writer) dialogue(d *parley.Dialogue, arena int64, print uint64) error {
	l := Line(d)
	_, err := w.exec("insert into dialogues (id, arena, name, matter, parties, thirds, countries, state, stage, since, first, last, contact, usual, "+
		"calls, rounds, agreements, ceasefires, violations, open, sources, moves, print, due, weight, changed) values ("+marks(26)+") on conflict do nothing",
		l.ID, arena, l.Name, l.Matter, spaced(l.Parties), spaced(l.Thirds), spaced(l.Countries), string(l.State), string(l.Stage), int64(l.Since),
		int64(l.First), int64(l.Last), int64(l.Contact), l.Usual, l.Calls, l.Rounds, l.Agreements, l.Ceasefires, l.Violations, l.OpenAsks, l.Sources, l.Moves, int64(print), int64(d.Due), l.Weight, w.s.stamp())
	return err
}

// Horizon returns the last day that the archive tells of; see horizon. 0 when it tells
// of nothing.
func (s *Store) Horizon(ctx context.Context) (parley.Day, error) {
	day, err := s.horizon(reader{s, ctx})
	return day, s.dialect.Explain(err)
}
