package store

import (
	"bytes"

	"parley"
)

// version is one row of an event.
type version struct {
	seq      int64
	revision int
	review   string
	body     []byte
}

// current returns the version of an event that holds, nil when there is none.
func (w *writer) current(id string) (*version, error) {
	var v version
	found, err := one(w, []any{&v.seq, &v.revision, &v.review, &v.body},
		`select e.seq, e.revision, e.review, b.body from events e join bodies b on b.event = e.seq where e.id = ? and e.gone is null`, id)
	if !found {
		return nil, err
	}
	return &v, err
}

// says reports whether a version is the event as it is given.
func (v *version) says(ev *parley.Event) (bool, error) {
	body, err := ev.AppendJSON(nil, nil)
	return bytes.Equal(bytes.TrimSpace(body), v.body), err
}

// retire ends the events that a condition on events holds for, and lets those that
// they were weighed with wait for merging. It returns how many there were.
func (w *writer) retire(condition string, args ...any) (int, error) {
	var seqs []int64
	rows, err := w.query("select seq from events where gone is null and "+condition, args...)
	if err := each(rows, err, scanInto(&seqs)); err != nil {
		return 0, err
	}
	for _, seq := range seqs {
		if err := w.unmerge(seq); err != nil {
			return 0, err
		}
		if _, err := w.exec("update actors set events = events - (select count(*) from parties p where p.event = ? and p.actor = actors.seq) "+
			"where seq in (select actor from parties where event = ?)", seq, seq); err != nil {
			return 0, err
		}
		if _, err := w.exec("update events set gone = ?, incident = null where seq = ?", w.s.stamp(), seq); err != nil {
			return 0, err
		}
		w.s.reports.forget(seq)
	}
	return len(seqs), nil
}

// unmerge lets all events of the component of an event wait for merging.
func (w *writer) unmerge(event int64) error {
	var component int64
	found, err := one(w, []any{&component},
		"select i.component from events e join incidents i on i.seq = e.incident where e.seq = ?", event)
	if err != nil || !found {
		return err
	}
	var incidents []int64
	rows, err := w.query("select seq from incidents where component = ?", component)
	if err := each(rows, err, scanInto(&incidents)); err != nil {
		return err
	}
	for _, seq := range incidents {
		if _, err := w.exec("update events set incident = null where incident = ?", seq); err != nil {
			return err
		}
	}
	if err := w.untell("component = ?", component); err != nil {
		return err
	}
	_, err = w.exec("delete from incidents where component = ?", component)
	return err
}
