package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/incident"
)

// Entry is an event with what the archive knows about it. Offsets of the event count
// code points of the document's text, not bytes.
type Entry struct {
	Event    parley.Event
	Document parley.Document // without its text; empty for events that came without one
	Incident parley.Incident // in full where this is its only report, else its ID; empty while it waits for merging
	Coder    string
	Coded    time.Time // when it was coded or imported
	Revision int       // from 1: how often it was coded or corrected anew
	Review   string    // machine, reviewed, confirmed, disputed, retracted
}

// found is a row of a selection.
type found struct {
	seq      int64
	by       string // value of what is sorted by
	incident int64
}

// find runs a selection. It asks for one row more than the limit, to see whether there are more.
func (s *Store) find(q querier, f *Filter, p *Page, more ...func(*selection)) ([]found, error) {
	sel, err := s.selection(q, f)
	if err != nil {
		return nil, err
	}
	for _, add := range more {
		add(sel)
	}
	by, tail, err := sel.order(p)
	if err != nil {
		return nil, err
	}
	query := "select e.seq, " + by + ", coalesce(e.incident, 0) from " + sel.from + " where " + strings.Join(sel.where, " and ") + tail
	if p.Limit >= 0 {
		query += " limit " + strconv.Itoa(p.limit()+1)
	}
	var out []found
	rows, err := q.query(query, sel.args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var r found
		if err := rows.Scan(&r.seq, &r.by, &r.incident); err != nil {
			return err
		}
		out = append(out, r)
		return nil
	})
	return out, err
}

func (p *Page) limit() int {
	if p.Limit == 0 {
		return DefaultLimit
	}
	return p.Limit
}

// cut takes the row too many from a page and makes a cursor of it.
func (p *Page) cut(rows []found) ([]found, string) {
	if p.Limit < 0 || len(rows) <= p.limit() {
		return rows, ""
	}
	rows = rows[:p.limit()]
	last := rows[len(rows)-1]
	return rows, cursor{last.by, last.seq}.String()
}

// Events returns a page of the events that a filter chooses, and the cursor of the
// next page, empty at the end.
func (s *Store) Events(ctx context.Context, f Filter, p Page) (entries []Entry, next string, err error) {
	q := reader{s, ctx}
	if f.Incident != "" {
		members, err := s.members(q, f.Incident, f.AsOf)
		if err != nil {
			return nil, "", s.dialect.Explain(err)
		}
		f.IDs = members
	}
	rows, err := s.find(q, &f, &p)
	if err != nil {
		return nil, "", s.dialect.Explain(err)
	}
	rows, next = p.cut(rows)
	entries, err = s.entries(q, rows)
	return entries, next, s.dialect.Explain(err)
}

// All yields every event that a filter chooses, page by page, in the order of
// [Page.Sort]; memory stays flat. It reads no snapshot: what is written meanwhile may be in it.
func (s *Store) All(ctx context.Context, f Filter, sort string) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		p := Page{Limit: 1000, Sort: sort}
		for {
			entries, next, err := s.Events(ctx, f, p)
			if err != nil {
				yield(Entry{}, err)
				return
			}
			for i := range entries {
				if !yield(entries[i], nil) {
					return
				}
			}
			if p.Cursor = next; next == "" {
				return
			}
		}
	}
}

// Count returns how many events a filter chooses.
func (s *Store) Count(ctx context.Context, f Filter) (n int, err error) {
	q := reader{s, ctx}
	sel, err := s.selection(q, &f)
	if err == nil {
		_, err = one(q, []any{&n}, "select count(*) from "+sel.from+" where "+strings.Join(sel.where, " and "), sel.args...)
	}
	return n, s.dialect.Explain(err)
}

const entryColumns = `select e.seq, b.body, e.coder, e.coded, e.revision, e.review, e.reported, e.outlet, coalesce(i.id, ''), coalesce(n.reports, 0),
	coalesce(d.id, ''), coalesce(d.title, ''), coalesce(d.url, ''), coalesce(d.outlet, ''), coalesce(d.lang, ''), d.published
	from events e join bodies b on b.event = e.seq left join documents d on d.seq = e.document left join events i on i.seq = e.incident
	left join incidents n on n.seq = e.incident where e.seq in (`

// entries loads the events of some rows, in their order.
func (s *Store) entries(q querier, rows []found) ([]Entry, error) {
	seqs := make([]int64, len(rows))
	for i, r := range rows {
		seqs[i] = r.seq
	}
	return s.load(q, seqs)
}

// load loads events by number, in that order.
func (s *Store) load(q querier, seqs []int64) ([]Entry, error) {
	bySeq := make(map[int64]Entry, len(seqs))
	for part := range slices.Chunk(seqs, 200) {
		rows, err := q.query(entryColumns+marks(len(part))+")", anys(part)...)
		err = each(rows, err, func(rows *sql.Rows) error {
			seq, e, err := scanEntry(rows)
			bySeq[seq] = e
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	out := make([]Entry, 0, len(seqs))
	for _, seq := range seqs {
		if e, ok := bySeq[seq]; ok {
			out = append(out, e)
		}
	}
	return out, nil
}

func scanEntry(rows *sql.Rows) (seq int64, e Entry, err error) {
	var (
		body, outlet, first string
		coded, reports      int64
		reported, published sql.NullInt64
	)
	d := &e.Document
	if err := rows.Scan(&seq, &body, &e.Coder, &coded, &e.Revision, &e.Review, &reported, &outlet, &first, &reports,
		&d.ID, &d.Title, &d.URL, &d.Outlet, &d.Lang, &published); err != nil {
		return 0, e, err
	}
	if e.Event, err = parley.ParseEvent([]byte(body), nil); err != nil {
		return 0, e, err
	}
	e.Coded = time.Unix(coded, 0).UTC()
	if d.Outlet == "" {
		d.Outlet = outlet
	}
	if !published.Valid {
		published = reported
	}
	if published.Valid {
		d.Published = timeOf(published.Int64)
	}
	if reports == 1 {
		e.Incident = incident.Summarize([]parley.Event{e.Event}, []parley.Document{*d}, []*incident.Print{nil})
	}
	if first != "" {
		e.Incident.ID = parley.IncidentID(first)
	}
	return seq, e, nil
}

// Event returns the version of an event that holds, and all versions there were,
// the oldest first.
func (s *Store) Event(ctx context.Context, id string) (now *Entry, history []Entry, err error) {
	q := reader{s, ctx}
	var seqs []int64
	var gone sql.NullInt64
	rows, err := q.query("select seq, gone from events where seq in ("+versionsOf(1)+") order by seq", id, id)
	err = each(rows, err, func(rows *sql.Rows) error {
		var seq int64
		seqs = append(seqs, 0)
		err := rows.Scan(&seq, &gone)
		seqs[len(seqs)-1] = seq
		return err
	})
	if err != nil {
		return nil, nil, s.dialect.Explain(err)
	}
	if len(seqs) == 0 {
		return nil, nil, notFound("event", id)
	}
	if history, err = s.load(q, seqs); err != nil {
		return nil, nil, s.dialect.Explain(err)
	}
	if !gone.Valid {
		now = &history[len(history)-1]
	}
	return now, history, nil
}

// Stored is a document as the archive has it.
type Stored struct {
	parley.Document
	Sentences []parley.Span
	Added     time.Time
	Gone      time.Time // when a changed one took its place; zero while it holds
	Coded     time.Time // zero when it was never coded
	Coder     string
	Revision  int
	CopyOf    string // ID of the document that it is a near-copy of
	Events    int
}

const documentColumns = `select d.seq, d.id, d.title, d.url, d.outlet, d.lang, d.read_from, d.published, d.added, coalesce(d.gone, 0),
	coalesce(d.coded, 0), d.coder, d.revision, coalesce(o.id, ''), (select count(*) from events e where e.document = d.seq and e.gone is null)
	from documents d left join documents o on o.seq = d.copy_of where `

// Documents returns a page of the documents that a filter chooses by outlet, text,
// ID, day of publication and time of taking in; other fields are not looked at. The
// newest come first, without their texts.
func (s *Store) Documents(ctx context.Context, f Filter, p Page) (out []Stored, next string, err error) {
	sel := &selection{s: s}
	if f.AsOf.IsZero() {
		sel.and("d.gone is null")
	} else {
		sel.and("d.added <= ? and (d.gone is null or d.gone > ?)", f.AsOf.Unix(), f.AsOf.Unix())
	}
	sel.in("d.id", f.Documents)
	sel.in("d.outlet", f.Outlets)
	if !f.From.IsZero() {
		sel.and("d.published >= ?", dayOf(f.From))
	}
	if !f.To.IsZero() {
		sel.and("d.published <= ?", dayOf(f.To))
	}
	if f.Text != "" {
		sel.and(s.dialect.Match("d.seq"), s.dialect.Words(f.Text))
	}
	if p.Cursor != "" {
		c, err := parseCursor(p.Cursor)
		if err != nil {
			return nil, "", err
		}
		day, err := strconv.ParseInt(c.value, 10, 64)
		if err != nil {
			return nil, "", fmt.Errorf("cursor %q: %w", p.Cursor, parley.ErrInvalid)
		}
		sel.and("(coalesce(d.published, 0), d.seq) < (?, ?)", day, c.seq)
	}
	query := documentColumns + strings.Join(sel.where, " and ") + " order by coalesce(d.published, 0) desc, d.seq desc"
	if p.Limit >= 0 {
		query += " limit " + strconv.Itoa(p.limit()+1)
	}
	q := reader{s, ctx}
	var marks []found
	rows, err := q.query(query, sel.args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		seq, d, err := scanDocument(rows)
		day := int64(0)
		if !d.Published.IsZero() {
			day = dayOf(d.Published)
		}
		out = append(out, d)
		marks = append(marks, found{seq: seq, by: strconv.FormatInt(day, 10)})
		return err
	})
	if err != nil {
		return nil, "", s.dialect.Explain(err)
	}
	marks, next = p.cut(marks)
	return out[:len(marks)], next, nil
}

func scanDocument(rows *sql.Rows) (seq int64, d Stored, err error) {
	var published sql.NullInt64
	var added, gone, coded int64
	err = rows.Scan(&seq, &d.ID, &d.Title, &d.URL, &d.Outlet, &d.Lang, &d.Source, &published, &added, &gone,
		&coded, &d.Coder, &d.Revision, &d.CopyOf, &d.Events)
	if published.Valid {
		d.Published = timeOf(published.Int64)
	}
	d.Added, d.Gone, d.Coded = unixOrZero(added), unixOrZero(gone), unixOrZero(coded)
	return seq, d, err
}

func unixOrZero(t int64) time.Time {
	if t == 0 {
		return time.Time{}
	}
	return time.Unix(t, 0).UTC()
}

// Document returns a document with its text and sentences, and its earlier versions.
func (s *Store) Document(ctx context.Context, id string) (now *Stored, history []Stored, err error) {
	q := reader{s, ctx}
	rows, err := q.query(documentColumns+"d.id = ? order by d.seq", id)
	var seqs []int64
	err = each(rows, err, func(rows *sql.Rows) error {
		seq, d, err := scanDocument(rows)
		history, seqs = append(history, d), append(seqs, seq)
		return err
	})
	for i := range history {
		if err != nil {
			break
		}
		err = s.fill(q, &history[i], seqs[i])
	}
	if err != nil {
		return nil, nil, s.dialect.Explain(err)
	}
	if len(history) == 0 {
		return nil, nil, notFound("document", id)
	}
	if last := &history[len(history)-1]; last.Gone.IsZero() {
		now = last
	}
	return now, history, nil
}

// fill loads the text and the sentences of a document.
func (s *Store) fill(q querier, d *Stored, seq int64) error {
	if _, err := one(q, []any{&d.Text}, "select text from documents where seq = ?", seq); err != nil {
		return err
	}
	rows, err := q.query("select start, stop from sentences where document = ? order by position", seq)
	return each(rows, err, func(rows *sql.Rows) error {
		var span parley.Span
		err := rows.Scan(&span.Start, &span.End)
		d.Sentences = append(d.Sentences, span)
		return err
	})
}

// Actor is somebody who takes part in events. Its fields are those of [parley.Party].
type Actor struct {
	ID, Name, Country, Sector string
	Events                    int // how often it takes part
}

// Actors returns actors by how often they take part. Without a filter these are
// running counts; with one, the events that it chooses are counted.
func (s *Store) Actors(ctx context.Context, f Filter, limit int) (out []Actor, err error) {
	q := reader{s, ctx}
	query, args := "select code, name, country, sector, events from actors where events > 0 order by events desc, seq", []any(nil)
	if !f.empty() {
		sel, err := s.selection(q, &f)
		if err != nil {
			return nil, s.dialect.Explain(err)
		}
		query = "select a.code, a.name, a.country, a.sector, n.n from (select y.actor as actor, count(*) as n from parties y where y.event in (select e.seq from " +
			sel.from + " where " + strings.Join(sel.where, " and ") + ") group by y.actor) n join actors a on a.seq = n.actor order by n.n desc, a.seq"
		args = sel.args
	}
	if limit >= 0 {
		query += " limit " + strconv.Itoa(max(limit, 1))
	}
	rows, err := q.query(query, args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var a Actor
		err := rows.Scan(&a.ID, &a.Name, &a.Country, &a.Sector, &a.Events)
		out = append(out, a)
		return err
	})
	return out, s.dialect.Explain(err)
}

// empty reports whether f chooses everything.
func (f *Filter) empty() bool {
	return len(f.filed()) == 0 && f.From.IsZero() && f.To.IsZero() && f.Reported.IsZero() && f.AsOf.IsZero() && f.Text == "" && f.MinConfidence == 0 &&
		len(f.Sectors)+len(f.Types)+len(f.Modes)+len(f.Quads)+len(f.Statuses)+len(f.Coders)+len(f.Reviews)+len(f.Documents)+len(f.IDs) == 0
}
