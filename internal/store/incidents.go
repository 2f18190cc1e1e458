package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/incident"
)

// Incidents returns a page of the incidents that have an event that a filter
// chooses, in the order of those events.
func (s *Store) Incidents(ctx context.Context, f Filter, p Page) (out []parley.Incident, next string, err error) {
	q := reader{s, ctx}
	limit := p.limit()
	seen := map[string]bool{}
	told := map[int64]bool{} // by number
	step := p
	step.Limit = max(limit, 100)
	if p.Limit < 0 {
		step.Limit = 1000
	}
	for {
		rows, err := s.find(q, &f, &step)
		if err != nil {
			return nil, "", s.dialect.Explain(err)
		}
		rows, after := step.cut(rows)
		for i, row := range rows {
			if f.AsOf.IsZero() && row.incident != 0 {
				if told[row.incident] {
					continue
				}
				told[row.incident] = true
			}
			in, err := s.account(q, row.seq, row.incident, f.AsOf)
			if err != nil {
				return nil, "", s.dialect.Explain(err)
			}
			fresh := !seen[in.ID]
			seen[in.ID] = true
			if fresh && p.Cursor != "" && len(in.Reports) > 1 {
				if fresh, err = s.first(q, &f, &p, &in, row.seq); err != nil {
					return nil, "", s.dialect.Explain(err)
				}
			}
			if !fresh {
				continue
			}
			out = append(out, in)
			if p.Limit >= 0 && len(out) == limit {
				if i == len(rows)-1 && after == "" {
					return out, "", nil
				}
				return out, cursor{row.by, row.seq}.String(), nil
			}
		}
		if step.Cursor = after; after == "" {
			return out, "", nil
		}
	}
}

// first reports whether no page before had the incident already: whether event is
// the first of its chosen events in the order of the page.
func (s *Store) first(q querier, f *Filter, p *Page, in *parley.Incident, event int64) (bool, error) {
	g := *f
	for _, r := range in.Reports {
		g.IDs = append(g.IDs, r.Event)
	}
	if len(f.IDs) > 0 {
		g.IDs = slices.DeleteFunc(g.IDs[len(f.IDs):], func(id string) bool { return !slices.Contains(f.IDs, id) })
	}
	rows, err := s.find(q, &g, &Page{Limit: 1, Sort: p.Sort})
	return len(rows) > 0 && rows[0].seq == event, err
}

// account is what an incident tells: that of an event, by the numbers of both.
func (s *Store) account(q querier, event, number int64, asOf time.Time) (parley.Incident, error) {
	seqs, err := s.together(q, event, number, asOf)
	if err != nil {
		return parley.Incident{}, err
	}
	entries, err := s.load(q, seqs)
	if err != nil {
		return parley.Incident{}, err
	}
	prints, err := s.prints(q, entries)
	if err != nil {
		return parley.Incident{}, err
	}
	events := make([]parley.Event, len(entries))
	docs := make([]parley.Document, len(entries))
	for i := range entries {
		events[i], docs[i] = entries[i].Event, entries[i].Document
	}
	in := incident.Summarize(events, docs, prints)
	if id := entries[0].Incident.ID; asOf.IsZero() && id != "" {
		in.ID = id
	}
	return in, nil
}

// together returns the numbers of the events of an incident.
func (s *Store) together(q querier, event, number int64, asOf time.Time) ([]int64, error) {
	if !asOf.IsZero() {
		return s.was(q, event, asOf)
	}
	if number == 0 {
		return []int64{event}, nil // waits for merging
	}
	var seqs []int64
	rows, err := q.query("select seq from events where incident = ? order by seq", number)
	return seqs, each(rows, err, scanInto(&seqs))
}

// was returns the events of an incident as the archive knew them at a time: it
// divides the component of that time anew.
func (s *Store) was(q querier, event int64, asOf time.Time) ([]int64, error) {
	at := strconv.FormatInt(asOf.Unix(), 10)
	g := &gathering{
		querier: q, memory: &memory[*incident.Report]{most: 20_000}, afresh: true,
		alive: "coded <= " + at + " and (gone is null or gone > " + at + ")",
		held:  "c.made <= " + at + " and (c.undone is null or c.undone > " + at + ")",
	}
	if err := g.gather([]int64{event}); err != nil {
		return nil, err
	}
	me := g.nodes[event]
	if me == nil {
		return nil, nil
	}
	var members []*node
	for _, n := range g.nodes {
		if n.root() == me.root() {
			members = append(members, n)
		}
	}
	reports := make([]incident.Report, len(members))
	for i, n := range members {
		reports[i] = *n.report
	}
	constraints, err := g.constraints(members)
	if err != nil {
		return nil, err
	}
	for _, group := range incident.Cluster(reports, constraints) {
		var seqs []int64
		for _, i := range group {
			seqs = append(seqs, members[i].seq)
		}
		if slices.Contains(seqs, event) {
			slices.Sort(seqs)
			return seqs, nil
		}
	}
	return []int64{event}, nil
}

// prints loads the fingerprints of the documents of some events; nil where there is none.
func (s *Store) prints(q querier, entries []Entry) ([]*incident.Print, error) {
	out := make([]*incident.Print, len(entries))
	if len(entries) < 2 {
		return out, nil
	}
	for i := range entries {
		if entries[i].Document.ID == "" {
			continue
		}
		var blob []byte
		if _, err := one(q, []any{&blob}, "select print from documents where id = ? order by seq desc limit 1", entries[i].Document.ID); err != nil {
			return nil, err
		}
		if len(blob) == 0 {
			continue
		}
		var err error
		if out[i], err = incident.ParsePrint(blob); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Incident returns the incident of an ID: its own, one that it had before earlier
// reports were found, or that of an event.
func (s *Store) Incident(ctx context.Context, id string, asOf time.Time) (parley.Incident, error) {
	q := reader{s, ctx}
	event, number, err := s.eventOf(q, id, asOf)
	if err != nil {
		return parley.Incident{}, s.dialect.Explain(err)
	}
	in, err := s.account(q, event, number, asOf)
	return in, s.dialect.Explain(err)
}

// eventOf returns the numbers of the event that names an incident, and of the incident.
func (s *Store) eventOf(q querier, id string, asOf time.Time) (event, number int64, err error) {
	name := strings.TrimPrefix(id, parley.IncidentID(""))
	condition, args := alive("events", asOf)
	rows, err := q.query("select seq, coalesce(incident, 0) from events where seq in ("+versionsOf(2)+") and "+condition,
		append([]any{name, id, name, id}, args...)...)
	err = each(rows, err, func(rows *sql.Rows) error { return rows.Scan(&event, &number) })
	if err == nil && event == 0 {
		err = notFound("incident", id)
	}
	return event, number, err
}

// members returns the IDs of the events of an incident.
func (s *Store) members(q querier, id string, asOf time.Time) ([]string, error) {
	event, number, err := s.eventOf(q, id, asOf)
	if err != nil {
		return nil, err
	}
	seqs, err := s.together(q, event, number, asOf)
	if err != nil {
		return nil, err
	}
	var ids []string
	for part := range slices.Chunk(seqs, 200) {
		rows, err := q.query("select id from events where seq in ("+marks(len(part))+") order by id", anys(part)...)
		if err := each(rows, err, scanInto(&ids)); err != nil {
			return nil, err
		}
	}
	return ids, nil
}
