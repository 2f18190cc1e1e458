package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"
)

// Stats tells what the archive holds, or the part of it that a filter chooses.
type Stats struct {
	Documents  int
	Copies     int // of the documents, near-copies of another
	Events     int
	Past       int // versions of events that are gone
	Incidents  int
	Actors     int
	Sources    int
	First      time.Time // day of the first event
	Last       time.Time
	Waiting    int // events that wait for merging
	By         []Tally
	Revisions  []string // of coders: "parley 0.5.0 r4"
	Tombstones int
}

// Tally is how many events have one value of a field.
type Tally struct {
	Field string // "type", "quad", "status", "outlet", "country", "year", "coder", "review"
	Value string
	N     int
}

// tallied are the fields that [Stats.By] counts, with what gives their values.
var tallied = []struct{ field, column string }{
	{"type", "e.type"}, {"quad", "e.quad"}, {"status", "e.status"}, {"review", "e.review"}, {"coder", "e.coder"},
	{"outlet", "e.outlet"}, {"country", "e.country"},
}

// Stats counts. most is how many values of each field are told, the commonest first.
func (s *Store) Stats(ctx context.Context, f Filter, most int) (Stats, error) {
	var st Stats
	q := reader{s, ctx}
	sel, err := s.selection(q, &f)
	if err != nil {
		return st, s.dialect.Explain(err)
	}
	from := " from " + sel.from + " where " + strings.Join(sel.where, " and ")
	var first, last sql.NullInt64
	_, err = one(q, []any{&st.Events, &st.Incidents, &first, &last}, "select count(*), count(distinct e.incident), min(case when e.dated <> 0 then e.day end), max(case when e.dated <> 0 then e.until end)"+from, sel.args...)
	if err != nil {
		return st, s.dialect.Explain(err)
	}
	if first.Valid {
		st.First, st.Last = timeOf(first.Int64), timeOf(last.Int64)
	}
	for _, t := range tallied {
		rows, err := q.query("select "+t.column+", count(*)"+from+" group by 1 order by 2 desc, 1 limit ?", append(slices.Clone(sel.args), most)...)
		err = each(rows, err, func(rows *sql.Rows) error {
			tally := Tally{Field: t.field}
			err := rows.Scan(&tally.Value, &tally.N)
			if tally.Value != "" {
				st.By = append(st.By, tally)
			}
			return err
		})
		if err != nil {
			return st, s.dialect.Explain(err)
		}
	}
	return st, s.dialect.Explain(s.whole(q, &st))
}

// whole counts what no filter applies to.
func (s *Store) whole(q querier, st *Stats) error {
	for _, count := range []struct {
		into  *int
		query string
	}{
		{&st.Documents, "select count(*) from documents where gone is null"},
		{&st.Copies, "select count(*) from documents where gone is null and copy_of is not null"},
		{&st.Past, "select count(*) from events where gone is not null"},
		{&st.Actors, "select count(*) from actors where events > 0"},
		{&st.Sources, "select count(*) from sources"},
		{&st.Waiting, "select count(*) from events where incident is null and gone is null"},
		{&st.Tombstones, "select count(*) from tombstones"},
	} {
		if _, err := one(q, []any{count.into}, count.query); err != nil {
			return err
		}
	}
	rows, err := q.query("select coder || case when revision > 0 then ' r' || revision else '' end from revisions order by first, coder")
	return each(rows, err, scanInto(&st.Revisions))
}
