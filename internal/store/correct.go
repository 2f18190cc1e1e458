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
	"parley/ontology"
)

// Correction is what a person has set right. It is a record of its own: coding
// anew does not undo it.
type Correction struct {
	Number int64
	Kind   string // "event", "split", "merge" of incidents; "part", "join" of dialogues
	Event  string // of kind event
	Fields map[string]string
	A, B   []string // events, of split, merge and part; dialogues, of join
	Reason string
	Made   time.Time
	Undone time.Time // zero while it holds
}

// Reviews are the states of review of an event; a program's own reading is "machine".
var Reviews = []string{"machine", "reviewed", "confirmed", "disputed", "retracted"}

// Fields are the fields of an event that [Store.Correct] sets.
var Fields = []string{
	"type", "modes", "cameo", "status", "date", "until", "place", "place.country", "place.admin1",
	"actor", "actor.country", "actor.sector", "recipient", "recipient.country", "recipient.sector", "review",
}

// Correct sets fields of an event right. The event becomes a new version, with
// review "reviewed" unless that is one of the fields; what it said before stays in
// its history. A field that does not exist, or a value that it cannot have, is an
// error that wraps [parley.ErrInvalid].
func (s *Store) Correct(ctx context.Context, id string, fields map[string]string, reason string) error {
	err := s.tx(ctx, func(w *writer) error {
		v, err := w.current(id)
		if err != nil {
			return err
		}
		if v == nil {
			return notFound("event", id)
		}
		ev, err := parley.ParseEvent(v.body, nil)
		if err != nil {
			return err
		}
		detail, err := json.Marshal(fields)
		if err != nil {
			return err
		}
		_, err = w.exec("insert into corrections (kind, event, document, start, stop, detail, reason, made) values ('event', ?, ?, ?, ?, ?, ?, ?)",
			id, ev.Document, ev.Trigger.Span.Start, ev.Trigger.Span.End, string(detail), reason, s.stamp())
		if err != nil {
			return err
		}
		return w.amend(v, &ev, fields)
	})
	if err != nil {
		return err
	}
	return s.Merge(ctx)
}

// amend puts a corrected version in the place of v.
func (w *writer) amend(v *version, ev *parley.Event, fields map[string]string) error {
	review, err := apply(ev, fields)
	if err != nil {
		return err
	}
	if fields["review"] == "" && v.review != "machine" {
		review = v.review // what somebody has confirmed is not less sure for another correction
	}
	r, document, err := w.record(v.seq)
	if err != nil {
		return err
	}
	if err := w.retell(document); err != nil {
		return err
	}
	if _, err := w.retire("seq = ?", v.seq); err != nil {
		return err
	}
	var done Done
	l, err := newLoad(w, &done)
	if err != nil {
		return err
	}
	ready, err := prepareEvent(r, ev)
	if err != nil {
		return err
	}
	if err := l.add(r, document, &ready, v.revision+1, review); err != nil {
		return err
	}
	return l.flush()
}

// apply changes the fields of an event and returns the state of its review.
func apply(ev *parley.Event, fields map[string]string) (review string, err error) {
	review = "reviewed"
	for _, field := range Fields { // in this order, whatever that of the map
		value, ok := fields[field]
		if !ok {
			continue
		}
		if field == "review" {
			if !slices.Contains(Reviews, value) {
				return "", invalid(field, value, Reviews)
			}
			review = value
		} else if err := set(ev, field, value); err != nil {
			return "", err
		}
	}
	for field := range fields {
		if !slices.Contains(Fields, field) {
			return "", fmt.Errorf("field %q: %w: want one of %s", field, parley.ErrInvalid, strings.Join(Fields, ", "))
		}
	}
	return review, nil
}

func invalid(field, value string, want []string) error {
	return fmt.Errorf("%s %q: %w: want one of %s", field, value, parley.ErrInvalid, strings.Join(want, ", "))
}

func set(ev *parley.Event, field, value string) error {
	o := ontology.Default()
	switch field {
	case "type":
		info, ok := o.Type(ontology.Type(strings.ToUpper(value)))
		if !ok {
			return fmt.Errorf("type %q: %w: not one of PLOVER's", value, parley.ErrInvalid)
		}
		retype(ev, info)
	case "modes":
		ev.Modes = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
		for _, mode := range ev.Modes {
			if !o.HasMode(ontology.Type(ev.Type), mode) {
				return fmt.Errorf("mode %q: %w: %s has no such mode", mode, parley.ErrInvalid, ev.Type)
			}
		}
	case "cameo":
		if _, ok := o.Code(value); !ok {
			return fmt.Errorf("cameo %q: %w: not a code of CAMEO", value, parley.ErrInvalid)
		}
		ev.CAMEO = value
	case "status":
		if !slices.Contains(parley.Statuses, parley.Status(value)) {
			return fmt.Errorf("status %q: %w: want one of %v", value, parley.ErrInvalid, parley.Statuses)
		}
		ev.Status = parley.Status(value)
	case "date", "until":
		return setDate(ev, field, value)
	case "place":
		ev.Place = parley.Place{Mention: ev.Place.Mention, Name: value, From: ev.Place.From}
	case "place.country":
		return setCountry(&ev.Place.Country, value)
	case "place.admin1":
		ev.Place.Admin1 = value
	default:
		return setParty(ev, field, value)
	}
	return nil
}

// retype gives an event another type; modes and code that do not go with it fall away.
func retype(ev *parley.Event, info ontology.TypeInfo) {
	o := ontology.Default()
	ev.Type, ev.Quad, ev.Score = string(info.Type), info.Quad, info.Score
	ev.Modes = slices.DeleteFunc(slices.Clone(ev.Modes), func(mode string) bool { return !o.HasMode(info.Type, mode) })
	if cross, ok := o.Crosswalk(ev.CAMEO); !ok || cross.Type != info.Type {
		ev.CAMEO = ""
	}
}

// setCountry sets a code of three letters, or none.
func setCountry(into *string, value string) error {
	code := strings.ToUpper(value)
	if code != "" && (len(code) != 3 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		return fmt.Errorf("country %q: %w: want a code of three letters", value, parley.ErrInvalid)
	}
	*into = code
	return nil
}

func setDate(ev *parley.Event, field, value string) error {
	d := &ev.Date
	switch {
	case field == "until" && (value == "" || d.Value != "" && boundsOf(value) != nil && boundsOf(value)[0] >= boundsOf(d.Value)[0]):
		d.Until = value
	case field == "until" && boundsOf(value) != nil:
		return fmt.Errorf("until %q: %w: it ends before it begins", value, parley.ErrInvalid)
	case field == "date" && value == "":
		*d = parley.Dates{Mention: d.Mention}
	case field == "date" && boundsOf(value) != nil:
		*d = parley.Dates{Mention: d.Mention, Value: value, Precision: precision(value), From: parley.FromClause}
	default:
		return fmt.Errorf("%s %q: %w: want a day, week, month or year as ISO 8601 has them", field, value, parley.ErrInvalid)
	}
	return nil
}

// setParty sets a field of the first party of a side.
func setParty(ev *parley.Event, field, value string) error {
	side, what, _ := strings.Cut(field, ".")
	list := &ev.Actors
	if side == "recipient" {
		list = &ev.Recipients
	}
	if len(*list) == 0 {
		*list = []parley.Party{{}}
	}
	p := &(*list)[0]
	switch what {
	case "":
		*p = parley.Party{Mention: p.Mention, Name: value, Country: p.Country, Sector: p.Sector, Sectors: p.Sectors}
	case "country":
		return setCountry(&p.Country, value)
	case "sector":
		sector := strings.ToUpper(value)
		if !ontology.Default().HasSector(sector) {
			return fmt.Errorf("sector %q: %w: not one of PLOVER's", value, parley.ErrInvalid)
		}
		p.Sector, p.Sectors = sector, []string{sector}
	}
	return nil
}

// record rebuilds the record around the version of an event, without other events.
func (w *writer) record(seq int64) (*Record, int64, error) {
	var r Record
	var document, source, reported sql.NullInt64
	d := &r.Document
	if _, err := one(w, []any{&document, &source, &reported, &d.Outlet, &r.Coder},
		"select document, source, reported, outlet, coder from events where seq = ?", seq); err != nil {
		return nil, 0, err
	}
	r.Source = source.Int64
	if reported.Valid {
		d.Published = timeOf(reported.Int64)
	}
	if !document.Valid {
		return &r, 0, nil
	}
	var blob []byte
	if _, err := one(w, []any{&d.ID, &d.URL, &blob}, "select id, url, print from documents where seq = ?", document.Int64); err != nil {
		return nil, 0, err
	}
	var err error
	if len(blob) > 0 {
		r.Print, err = parsePrint(blob)
	}
	return &r, document.Int64, err
}

// SplitIncident takes events out of their incident: none of them is ever again one
// with those that stay. MergeIncidents makes the events of several incidents one.
func (s *Store) SplitIncident(ctx context.Context, id string, out []string, reason string) error {
	return s.byHand(ctx, "split", reason, func(w *writer) (a, b []string, err error) {
		all, err := s.members(w, id, time.Time{})
		if err != nil {
			return nil, nil, err
		}
		for _, event := range out {
			if !slices.Contains(all, event) {
				return nil, nil, fmt.Errorf("event %q: %w in incident %q", event, parley.ErrNotFound, id)
			}
		}
		b = slices.DeleteFunc(all, func(event string) bool { return slices.Contains(out, event) })
		if len(out) == 0 || len(b) == 0 {
			return nil, nil, fmt.Errorf("split of %q: %w: name some of its events, not all", id, parley.ErrInvalid)
		}
		return out, b, nil
	})
}

// MergeIncidents makes one incident of several; see [Store.SplitIncident].
func (s *Store) MergeIncidents(ctx context.Context, ids []string, reason string) error {
	return s.byHand(ctx, "merge", reason, func(w *writer) (a, b []string, err error) {
		for _, id := range ids {
			members, err := s.members(w, id, time.Time{})
			if err != nil {
				return nil, nil, err
			}
			for _, event := range members {
				if !slices.Contains(a, event) {
					a = append(a, event)
				}
			}
		}
		if len(ids) < 2 {
			return nil, nil, fmt.Errorf("merge: %w: name two incidents or more", parley.ErrInvalid)
		}
		return a, nil, nil
	})
}

func (s *Store) byHand(ctx context.Context, kind, reason string, sets func(*writer) (a, b []string, err error)) error {
	err := s.tx(ctx, func(w *writer) error {
		a, b, err := sets(w)
		if err != nil {
			return err
		}
		detail, err := json.Marshal(map[string][]string{"a": a, "b": b})
		if err != nil {
			return err
		}
		res, err := w.exec("insert into corrections (kind, detail, reason, made) values (?, ?, ?, ?)", kind, string(detail), reason, s.stamp())
		if err != nil {
			return err
		}
		number, err := res.LastInsertId()
		if err != nil {
			return err
		}
		for side, events := range map[string][]string{"a": a, "b": b} {
			for _, event := range events {
				if _, err := w.exec("insert into constrained (event, correction, side) values (?, ?, ?)", event, number, side); err != nil {
					return err
				}
			}
		}
		return w.reweigh(append(a, b...))
	})
	if err != nil {
		return err
	}
	return s.Merge(ctx)
}

// reweigh lets the incidents of some events wait for merging.
func (w *writer) reweigh(events []string) error {
	for _, id := range events {
		var seq int64
		found, err := one(w, []any{&seq}, "select seq from events where id = ? and gone is null", id)
		if err != nil {
			return err
		}
		if found {
			if err := w.unmerge(seq); err != nil {
				return err
			}
		}
	}
	return nil
}

// Undo takes a correction back. The event of one that set fields gets what it was
// coded as, with the corrections that still hold.
func (s *Store) Undo(ctx context.Context, number int64) error {
	err := s.tx(ctx, func(w *writer) error {
		var kind, event string
		var undone sql.NullInt64
		found, err := one(w, []any{&kind, &event, &undone}, "select kind, event, undone from corrections where seq = ?", number)
		if err != nil {
			return err
		}
		if !found || undone.Valid {
			return notFound("correction", fmt.Sprint(number))
		}
		if _, err := w.exec("update corrections set undone = ? where seq = ?", s.stamp(), number); err != nil {
			return err
		}
		switch kind {
		case "event":
			return w.restore(event)
		case "join", "part":
			return w.rejoin(number)
		}
		var events []string
		rows, err := w.query("select event from constrained where correction = ?", number)
		if err := each(rows, err, scanInto(&events)); err != nil {
			return err
		}
		return w.reweigh(events)
	})
	if err != nil {
		return err
	}
	return s.Merge(ctx)
}

// rejoin lets the dialogues of a correction be built anew.
func (w *writer) rejoin(number int64) error {
	var detail []byte
	if _, err := one(w, []any{&detail}, "select detail from corrections where seq = ?", number); err != nil {
		return err
	}
	var d handDetail
	if err := json.Unmarshal(detail, &d); err != nil {
		return err
	}
	hands, err := w.s.hands(w)
	if err != nil {
		return err
	}
	var all []int64
	for _, n := range d.Arenas {
		all = append(all, joined(n, hands)...)
	}
	return w.stale(append(all, d.Arenas...))
}

// restore gives an event what the program last read, with the corrections that hold.
func (w *writer) restore(id string) error {
	v, err := w.current(id)
	if err != nil || v == nil {
		return err
	}
	var body []byte
	if _, err := one(w, []any{&body}, "select b.body from events e join bodies b on b.event = e.seq where e.seq in (select max(seq) from events "+
		"where id = ? and gone is not null and review = 'machine')", id); err != nil || body == nil {
		return err
	}
	ev, err := parley.ParseEvent(body, nil)
	if err != nil {
		return err
	}
	fields, err := w.corrected(id)
	if err != nil {
		return err
	}
	if len(fields) == 0 {
		fields = map[string]string{"review": "machine"}
	}
	return w.amend(v, &ev, fields)
}

// corrected returns the fields of an event that corrections set.
func (w *writer) corrected(id string) (map[string]string, error) {
	fields := map[string]string{}
	rows, err := w.query("select detail from corrections where event = ? and kind = 'event' and undone is null order by seq", id)
	err = each(rows, err, func(rows *sql.Rows) error {
		var detail []byte
		if err := rows.Scan(&detail); err != nil {
			return err
		}
		return json.Unmarshal(detail, &fields)
	})
	return fields, err
}

// Corrections returns the corrections of an event or, for all, of every event and
// incident, the oldest first; an ID of an event finds splits and merges too.
func (s *Store) Corrections(ctx context.Context, event string) (out []Correction, err error) {
	q := reader{s, ctx}
	query, args := "select seq, kind, event, detail, reason, made, coalesce(undone, 0) from corrections", []any(nil)
	if event != "" {
		query += " where event = ? or seq in (select correction from constrained where event = ?)"
		args = []any{event, event}
	}
	rows, err := q.query(query+" order by seq", args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var c Correction
		var detail []byte
		var made, undone int64
		if err := rows.Scan(&c.Number, &c.Kind, &c.Event, &detail, &c.Reason, &made, &undone); err != nil {
			return err
		}
		c.Made, c.Undone = unixOrZero(made), unixOrZero(undone)
		if c.Kind == "event" {
			err = json.Unmarshal(detail, &c.Fields)
		} else {
			var sets struct{ A, B []string }
			err = json.Unmarshal(detail, &sets)
			c.A, c.B = sets.A, sets.B
		}
		out = append(out, c)
		return err
	})
	return out, s.dialect.Explain(err)
}
