package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"

	"parley"
	"parley/incident"
	"parley/when"
)

// Stale yields the documents that another revision of the coder has coded than the
// given one, with their texts, in the order in which they came; all documents with
// a negative revision. Documents that were never coded here, as those of imported
// events, are left out, and those whose text was deleted.
func (s *Store) Stale(ctx context.Context, revision int) iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		q := reader{s, ctx}
		last := int64(0)
		for {
			var batch []Stored
			var seqs []int64
			rows, err := q.query(documentColumns+"d.seq > ? and d.gone is null and d.revision > 0 and d.revision <> ? and d.text <> '' order by d.seq limit 100",
				last, revision)
			err = each(rows, err, func(rows *sql.Rows) error {
				seq, d, err := scanDocument(rows)
				batch, seqs, last = append(batch, d), append(seqs, seq), seq
				return err
			})
			if err != nil {
				yield(Stored{}, s.dialect.Explain(err))
				return
			}
			if len(batch) == 0 {
				return
			}
			for i := range batch {
				if err := s.fill(q, &batch[i], seqs[i]); err != nil {
					yield(Stored{}, s.dialect.Explain(err))
					return
				}
				if !yield(batch[i], nil) {
					return
				}
			}
		}
	}
}

// Recode takes in what a new coding reads in documents that are in the archive, all
// or none. An event that reads as before stays as it is; another becomes a new
// version; one that is not read any more is gone. Corrections are applied to the
// new reading, by ID or by the words that they stand on, and an event that a person
// has set right stays even if the coder has lost it.
func (s *Store) Recode(ctx context.Context, records []Record) (done Done, err error) {
	err = s.tx(ctx, func(w *writer) error {
		done = Done{}
		for i := range records {
			l, err := newLoad(w, &done)
			if err != nil {
				return err
			}
			if err := l.recode(&records[i]); err != nil {
				return err
			}
			if err := l.flush(); err != nil {
				return err
			}
		}
		return w.progress(done)
	})
	if err != nil {
		return Done{}, err
	}
	return done, s.Merge(ctx)
}

// rework is one document that is coded anew.
type rework struct {
	old   map[string]*version // by ID
	fresh map[string]bool     // IDs of the new reading
	fixes []fix
	kept  map[string]bool // IDs of old events whose corrections went to a new one
}

// fix is a correction of an event of the document.
type fix struct {
	event       string
	start, stop int
	fields      map[string]string
}

func (l *load) recode(r *Record) error {
	var document int64
	var blob []byte
	found, err := one(l.w, []any{&document, &blob}, "select seq, print from documents where id = ? and gone is null and hash = ?",
		r.Document.ID, contentHash(&r.Document))
	if err != nil || !found {
		return err // purged or changed meanwhile
	}
	if r.Print, err = parsePrint(blob); err != nil {
		return err
	}
	if err := l.revision(r); err != nil {
		return err
	}
	work, err := l.rework(r, document)
	if err != nil {
		return err
	}
	events, err := counted(r)
	if err != nil {
		return err
	}
	for i := range events {
		if err := l.reread(r, document, &events[i], work); err != nil {
			return err
		}
	}
	for id, v := range work.old {
		if work.fresh[id] || v.review != "machine" && !work.kept[id] {
			continue
		}
		n, err := l.w.retire("seq = ?", v.seq)
		if err != nil {
			return err
		}
		l.done.Gone += n
	}
	l.done.Documents++
	r.Outcome = Recoded
	if err := l.w.retell(document); err != nil {
		return err
	}
	_, err = l.w.exec("update documents set coder = ?, revision = ?, coded = ? where seq = ?", r.Coder, r.Revision, l.now, document)
	return err
}

// rework loads what the archive has of a document.
func (l *load) rework(r *Record, document int64) (*rework, error) {
	work := &rework{old: map[string]*version{}, fresh: map[string]bool{}, kept: map[string]bool{}}
	for i := range r.Events {
		work.fresh[r.Events[i].ID] = true
	}
	rows, err := l.w.query("select e.id, e.seq, e.revision, e.review, b.body from events e join bodies b on b.event = e.seq where e.document = ? and e.gone is null", document)
	err = each(rows, err, func(rows *sql.Rows) error {
		var id string
		v := &version{}
		err := rows.Scan(&id, &v.seq, &v.revision, &v.review, &v.body)
		work.old[id] = v
		return err
	})
	if err != nil {
		return nil, err
	}
	rows, err = l.w.query("select event, start, stop, detail from corrections where kind = 'event' and document = ? and undone is null order by seq", r.Document.ID)
	return work, each(rows, err, func(rows *sql.Rows) error {
		var f fix
		var detail []byte
		if err := rows.Scan(&f.event, &f.start, &f.stop, &detail); err != nil {
			return err
		}
		work.fixes = append(work.fixes, f)
		return json.Unmarshal(detail, &work.fixes[len(work.fixes)-1].fields)
	})
}

// reread compares one event of a new reading with what there was, and writes what changed.
func (l *load) reread(r *Record, document int64, ev *parley.Event, work *rework) error {
	review := "machine"
	if fields := work.fieldsFor(ev); len(fields) > 0 {
		fixed := *ev
		state, err := apply(&fixed, fields)
		if err != nil {
			return err
		}
		ev, review = &fixed, state
	}
	revision := 1
	old := work.old[ev.ID]
	if old == nil {
		if err := l.carry(ev, work); err != nil {
			return err
		}
	} else {
		same, err := old.says(ev)
		if err != nil || same && old.review == review {
			return err
		}
		if _, err := l.w.retire("seq = ?", old.seq); err != nil {
			return err
		}
		revision = old.revision + 1
	}
	ready, err := prepareEvent(r, ev)
	if err != nil {
		return err
	}
	return l.add(r, document, &ready, revision, review)
}

// fieldsFor returns what corrections set for an event: those made on it, or on an
// event that is no longer read and stood on the same words.
func (work *rework) fieldsFor(ev *parley.Event) map[string]string {
	fields := map[string]string{}
	for _, f := range work.fixes {
		same := f.event == ev.ID
		if !same && !work.fresh[f.event] && ev.Trigger.Span.Overlaps(parley.Span{Start: f.start, End: f.stop}) {
			same, work.kept[f.event] = true, true
		}
		if same {
			for name, value := range f.fields {
				fields[name] = value
			}
		}
	}
	return fields
}

// carry lets an event take over what people said of the incident of an event that
// it replaces: one on the same words that is no longer read.
func (l *load) carry(ev *parley.Event, work *rework) error {
	for id, v := range work.old {
		if work.fresh[id] {
			continue
		}
		was, err := parley.ParseEvent(v.body, nil)
		if err != nil {
			return err
		}
		if !was.Trigger.Span.Overlaps(ev.Trigger.Span) {
			continue
		}
		if _, err := l.w.exec("insert into constrained (event, correction, side) select ?, correction, side from constrained where event = ? on conflict do nothing",
			ev.ID, id); err != nil {
			return err
		}
	}
	return nil
}

func parsePrint(blob []byte) (*incident.Print, error) {
	if len(blob) == 0 {
		return nil, nil
	}
	return incident.ParsePrint(blob)
}

// boundsOf checks a date; nil for what is none.
func boundsOf(value string) []int64 {
	first, last, ok := when.Bounds(value)
	if !ok {
		return nil
	}
	return []int64{dayOf(first), dayOf(last)}
}

// precision is how exact a date is, by the days that it spans.
func precision(value string) string {
	b := boundsOf(value)
	switch days := b[1] - b[0] + 1; {
	case days == 1:
		return "day"
	case days <= 7:
		return "week"
	case days <= 31:
		return "month"
	case days <= 92:
		return "quarter"
	case days <= 366:
		return "year"
	case days <= 3660:
		return "decade"
	}
	return "century"
}
