package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"parley"
)

// Watch is an entry of the watchlist.
type Watch struct {
	Number     int64
	Subject    Subject
	Conditions []string // some of [Conditions]
	Silence    int      // days without contact, of the condition "silence"
	Added      time.Time
	Checked    time.Time // zero before the first check
	Seen       []byte    // what the last check saw; nil before the first. Not looked at here
}

// Subject is what is watched. Its names are those that package dialogue and filters
// have, so that it need not be looked up again.
type Subject struct {
	Kind     string   `json:"kind"`               // "dialogue", "dyad", "country", "party"
	Name     string   `json:"name"`               // as people call it
	Dialogue string   `json:"dialogue,omitempty"` // ID
	Keys     []string `json:"keys,omitempty"`     // of parties to dialogues: of the party any, of a dyad both
	Dyad     []Side   `json:"dyad,omitempty"`
	Country  string   `json:"country,omitempty"` // code
	Party    string   `json:"party,omitempty"`   // as [Filter] takes it
}

// Conditions are what an entry may watch for: a dialogue changed its state; an ask was
// answered; a truce was broken; there was no contact for long; there is more than usual.
var Conditions = []string{"state", "answer", "violation", "silence", "norm"}

// Watches returns the watchlist, the oldest entry first.
func (s *Store) Watches(ctx context.Context) (out []Watch, err error) {
	rows, err := reader{s, ctx}.query("select seq, subject, conditions, silence, added, coalesce(checked, 0), seen from watchlist order by seq")
	err = each(rows, err, func(rows *sql.Rows) error {
		var w Watch
		var subject, conditions, seen string
		var added, checked int64
		if err := rows.Scan(&w.Number, &subject, &conditions, &w.Silence, &added, &checked, &seen); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(subject), &w.Subject); err != nil {
			return fmt.Errorf("%w: entry %d of the watchlist: %w", ErrDamaged, w.Number, err)
		}
		w.Conditions, w.Added, w.Checked = strings.Fields(conditions), unixOrZero(added), unixOrZero(checked)
		if seen != "" {
			w.Seen = []byte(seen)
		}
		out = append(out, w)
		return nil
	})
	return out, s.dialect.Explain(err)
}

// AddWatch puts an entry on the watchlist and returns its number. Without a condition,
// with one that there is not, or with silence of no days, it is an error that wraps
// [parley.ErrInvalid]; a subject that is watched already, [parley.ErrConflict].
func (s *Store) AddWatch(ctx context.Context, w *Watch) (number int64, err error) {
	if err := w.validate(); err != nil {
		return 0, err
	}
	subject, err := json.Marshal(w.Subject)
	if err != nil {
		return 0, err
	}
	err = s.tx(ctx, func(t *writer) error {
		found, err := one(t, []any{&number}, "select seq from watchlist where subject = ?", string(subject))
		if err != nil {
			return err
		}
		if found {
			return fmt.Errorf("%s %q %w: it is watched already, by entry %d", w.Subject.Kind, w.Subject.Name, parley.ErrConflict, number)
		}
		var last, told int64 // numbers are not used again: alerts name the entries that they are from
		if _, err := one(t, []any{&last}, "select coalesce(max(seq), 0) from watchlist"); err != nil {
			return err
		}
		if _, err := one(t, []any{&told}, "select coalesce(max(watch), 0) from alerts"); err != nil {
			return err
		}
		number = 1 + max(last, told)
		_, err = t.exec("insert into watchlist (seq, subject, conditions, silence, added) values (?, ?, ?, ?, ?)",
			number, string(subject), strings.Join(w.Conditions, " "), w.Silence, s.stamp())
		return err
	})
	return number, err
}

func (w *Watch) validate() error {
	if len(w.Conditions) == 0 {
		return fmt.Errorf("watch %q: %w: it watches for nothing", w.Subject.Name, parley.ErrInvalid)
	}
	for _, c := range w.Conditions {
		if !slices.Contains(Conditions, c) {
			return invalid("condition", c, Conditions)
		}
	}
	if slices.Contains(w.Conditions, "silence") != (w.Silence > 0) {
		return fmt.Errorf("silence of %d days: %w: want a number of days from 1 with the condition silence, and none without it", w.Silence, parley.ErrInvalid)
	}
	return nil
}

// RemoveWatch takes an entry off the watchlist; the alerts that it gave stay.
func (s *Store) RemoveWatch(ctx context.Context, number int64) error {
	return s.tx(ctx, func(w *writer) error {
		res, err := w.exec("delete from watchlist where seq = ?", number)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("entry %d: %w in the watchlist", number, parley.ErrNotFound)
		}
		return nil
	})
}

// Alert is something that a watch was for, and that has come.
type Alert struct {
	ID       string // of the occasion
	Watch    int64
	Kind     string // the condition
	Dialogue string // ID; empty for the condition "norm" of what is no dialogue
	Day      parley.Day
	Title    string
	Text     string
	First    time.Time // when it was told first
	Updated  time.Time
}

// Checked notes what a check saw of entries, by their numbers, and what it found. An
// alert of an ID that was told before is told anew.
func (s *Store) Checked(ctx context.Context, seen map[int64][]byte, alerts []Alert) error {
	return s.tx(ctx, func(w *writer) error {
		now := s.stamp()
		for number, mark := range seen {
			if _, err := w.exec("update watchlist set checked = ?, seen = ? where seq = ?", now, string(mark), number); err != nil {
				return err
			}
		}
		for i := range alerts {
			a := &alerts[i]
			_, err := w.exec("insert into alerts (id, watch, kind, dialogue, day, title, text, first, updated) values (?, ?, ?, ?, ?, ?, ?, ?, ?) "+
				"on conflict (id) do update set day = excluded.day, title = excluded.title, text = excluded.text, updated = excluded.updated",
				a.ID, a.Watch, a.Kind, a.Dialogue, int64(a.Day), a.Title, a.Text, now, now)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Alerts returns the alerts that were told last, the newest first, at most so many.
func (s *Store) Alerts(ctx context.Context, most int) (out []Alert, err error) {
	rows, err := reader{s, ctx}.query("select id, watch, kind, dialogue, day, title, text, first, updated from alerts order by updated desc, seq desc limit ?", most)
	err = each(rows, err, func(rows *sql.Rows) error {
		var a Alert
		var day, first, updated int64
		err := rows.Scan(&a.ID, &a.Watch, &a.Kind, &a.Dialogue, &day, &a.Title, &a.Text, &first, &updated)
		a.Day, a.First, a.Updated = parley.Day(day), unixOrZero(first), unixOrZero(updated)
		out = append(out, a)
		return err
	})
	return out, s.dialect.Explain(err)
}

// FeedName is what feeds of this archive are known by, the same for its whole life.
func (s *Store) FeedName(ctx context.Context) (name string, err error) {
	found, err := one(reader{s, ctx}, []any{&name}, "select name from feed_names limit 1")
	if err == nil && !found {
		err = fmt.Errorf("%w: it has no name for its feeds", ErrDamaged)
	}
	return name, s.dialect.Explain(err)
}

// outlinedAtOnce is how many arenas are in memory while dialogues are outlined.
const outlinedAtOnce = 50

// Outlines returns the dialogues of some IDs in their order as they stood at the end of
// a day, 0 for the archive's last, without the reports behind their moves. Those that
// were not there are left out.
func (s *Store) Outlines(ctx context.Context, ids []string, asOf parley.Day) ([]parley.Dialogue, error) {
	q := reader{s, ctx}
	if asOf == 0 {
		var err error
		if asOf, err = s.horizon(q); err != nil {
			return nil, s.dialect.Explain(err)
		}
	}
	var arenas []int64
	for part := range slices.Chunk(ids, 200) {
		rows, err := q.query("select distinct arena from dialogues where id in ("+marks(len(part))+")", anys(part)...)
		if err := each(rows, err, scanInto(&arenas)); err != nil {
			return nil, s.dialect.Explain(err)
		}
	}
	slices.Sort(arenas)
	wanted := map[string]*parley.Dialogue{}
	for _, id := range ids {
		wanted[id] = nil
	}
	for part := range slices.Chunk(slices.Compact(arenas), outlinedAtOnce) {
		if err := s.outline(q, part, asOf, wanted); err != nil {
			return nil, s.dialect.Explain(err)
		}
	}
	var out []parley.Dialogue
	for _, id := range ids {
		if d := wanted[id]; d != nil {
			out = append(out, *d)
			wanted[id] = nil // an ID that is named twice
		}
	}
	return out, nil
}

// outline fills in those dialogues of some arenas that are wanted.
func (s *Store) outline(q querier, arenas []int64, asOf parley.Day, wanted map[string]*parley.Dialogue) error {
	sites, err := s.sites(q, arenas)
	if err != nil {
		return err
	}
	if err := buildAll(sites, asOf); err != nil {
		return err
	}
	for _, site := range sites {
		for i := range site.found {
			d := &site.found[i]
			if first, want := wanted[d.ID]; want && first == nil {
				wanted[d.ID] = d
			}
		}
	}
	return nil
}
