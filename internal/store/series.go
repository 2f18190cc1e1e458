package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/ontology"
	"parley/trend"
)

// Observations returns the incidents that a filter chooses as trends count them, one
// for each however many reports there are. What an incident is, is told by the report
// that the coder is surest of, among those that the filter chooses; with a dyad, which
// side acts too. An incident of which no more is known than a stretch of more than a
// week, a month at most, counts on the day of its report, if that lies within. One that
// is known less well, or not at all, is left out. From and To bound the days that count.
// With [Filter.AsOf], reports are put together as they are now.
func (s *Store) Observations(ctx context.Context, f Filter) ([]trend.Observation, error) {
	q := reader{s, ctx}
	from, to := parley.DayOf(f.From), parley.DayOf(f.To)
	f.From = time.Time{} // events that began up to a year before are of no use
	sel, err := s.selection(q, &f)
	if err != nil {
		return nil, s.dialect.Explain(err)
	}
	sel.and("e.dated <> 0")
	if from != 0 {
		sel.since(from - longSpan)
	}
	acts, args := "0, 0", []any(nil)
	if len(f.Dyad) == 2 {
		acts, args = actsOf(f.Dyad)
	}
	list := newObserved()
	rows, err := q.query("select e.seq, coalesce(e.incident, 0), e.day, e.until, coalesce(e.reported, 0), e.type, e.modes, e.quad, e.outlet, "+
		"coalesce(e.document, 0), e.confidence, "+acts+" from "+sel.from+" where "+strings.Join(sel.where, " and "), append(args, sel.args...)...)
	err = each(rows, err, list.scan)
	if err == nil {
		err = list.copies(q)
	}
	return list.all(from, to), s.dialect.Explain(err)
}

// since adds that events begin on a day or later.
func (q *selection) since(day parley.Day) {
	column := "e.day"
	if q.driving {
		column = "p.day"
	}
	q.and(column+" >= ?", dayOf(day.Time()))
}

// actsOf are two columns that tell whether either side is among the actors of an event.
func actsOf(dyad []Side) (columns string, args []any) {
	var parts []string
	for _, side := range dyad {
		condition, more := side.is("a")
		parts = append(parts, "exists (select 1 from parties y join actors a on a.seq = y.actor where y.event = e.seq and y.side = 0 and "+condition+")")
		args = append(args, more...)
	}
	return strings.Join(parts, ", "), args
}

// observed puts reports together to observations.
type observed struct {
	by    map[int64]*telling // by number of the incident, or of the event with a minus
	words map[string]string  // so that every type and outlet is kept once
	score map[[2]string]float64
}

// telling is an incident with what its reports tell.
type telling struct {
	trend.Observation
	confidence float64
	event      int64 // that tells what it is
	reports    []told
}

// told is one report.
type told struct {
	document int64
	outlet   string
	copied   bool
}

func newObserved() *observed {
	return &observed{map[int64]*telling{}, map[string]string{}, map[[2]string]float64{}}
}

// scan takes in a row.
func (l *observed) scan(rows *sql.Rows) error {
	var (
		event, number, document   int64
		first, last, reported     int64
		kind, modes, quad, outlet sql.RawBytes
		confidence                float64
		one, other                bool
		o                         trend.Observation
	)
	if err := rows.Scan(&event, &number, &first, &last, &reported, &kind, &modes, &quad, &outlet, &document, &confidence, &one, &other); err != nil {
		return err
	}
	if number == 0 {
		number = -event // it waits for merging
	}
	in := l.by[number]
	if in == nil {
		in = &telling{confidence: -1}
		l.by[number] = in
	}
	in.reports = append(in.reports, told{document: document, outlet: l.word(outlet)})
	if c := cmp.Compare(confidence, in.confidence); c < 0 || c == 0 && event > in.event {
		return nil
	}
	o.Day = countedOn(first, last, reported)
	o.Type, o.Quad = l.word(kind), l.word(quad)
	o.Score = l.scoreOf(o.Type, l.word(modes))
	switch {
	case one && !other:
		o.Side = 1
	case other && !one:
		o.Side = -1
	}
	in.Observation, in.confidence, in.event = o, confidence, event
	return nil
}

// How many days an incident may take, or be known to lie within, and still count on
// the first of them; and on the day of its report.
const (
	shortSpan = 7
	longSpan  = 31
)

// countedOn is the day on which an incident counts, no day when none is known.
func countedOn(first, last, reported int64) parley.Day {
	switch {
	case last-first < shortSpan:
	case last-first < longSpan && first <= reported && reported <= last:
		first = reported
	default:
		return 0
	}
	return parley.DayOf(timeOf(first))
}

func (l *observed) word(raw []byte) string {
	if s, ok := l.words[string(raw)]; ok {
		return s
	}
	s := string(raw)
	l.words[s] = s
	return s
}

// scoreOf is PLOVER's score of a type with the first of its modes.
func (l *observed) scoreOf(kind, modes string) float64 {
	k := [2]string{kind, modes}
	score, ok := l.score[k]
	if !ok {
		mode, _, _ := strings.Cut(strings.TrimSpace(modes), " ")
		score = ontology.Default().Score(ontology.Type(kind), mode)
		l.score[k] = score
	}
	return score
}

// copies marks the reports whose documents are near-copies of others.
func (l *observed) copies(q querier) error {
	of := map[int64][]*told{}
	for _, in := range l.by {
		for i := range in.reports {
			if r := &in.reports[i]; len(in.reports) > 1 && r.document != 0 {
				of[r.document] = append(of[r.document], r)
			}
		}
	}
	var documents, copied []int64
	for d := range of {
		documents = append(documents, d)
	}
	slices.Sort(documents)
	for part := range slices.Chunk(documents, 200) {
		rows, err := q.query("select seq from documents where copy_of is not null and seq in ("+marks(len(part))+")", anys(part)...)
		if err := each(rows, err, scanInto(&copied)); err != nil {
			return err
		}
	}
	for _, d := range copied {
		for _, r := range of[d] {
			r.copied = true
		}
	}
	return nil
}

// all returns the observations of a known day within some, by day. No day is no bound.
func (l *observed) all(from, to parley.Day) []trend.Observation {
	out := make([]trend.Observation, 0, len(l.by))
	for _, in := range l.by {
		if in.Day == 0 || in.Day < from || to != 0 && in.Day > to {
			continue
		}
		var own []string // outlets with a report that is no copy
		for _, r := range in.reports {
			if r.outlet == "" {
				continue
			}
			in.Outlets = append(in.Outlets, r.outlet)
			if !r.copied {
				own = append(own, r.outlet)
			}
		}
		in.Outlets = distinct(in.Outlets)
		in.Reports, in.Sources = len(in.reports), max(1, len(distinct(own)))
		out = append(out, in.Observation)
	}
	slices.SortFunc(out, func(a, b trend.Observation) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Score, b.Score), cmp.Compare(a.Side, b.Side),
			cmp.Compare(a.Reports, b.Reports), cmp.Compare(a.Sources, b.Sources), slices.Compare(a.Outlets, b.Outlets))
	})
	return out
}

func distinct(words []string) []string {
	if len(words) < 2 {
		return words
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// Coverage tells how many reports the whole archive has of every day from one to
// another, and the first day of every outlet: documents by their day of publication,
// all versions of them. Events of other data sets, which come without documents, count
// by their own days, with whatever else happened on these; their outlets are known
// since the first day of an event of theirs.
func (s *Store) Coverage(ctx context.Context, from, to time.Time, outlets []string) (trend.Coverage, error) {
	c := trend.Coverage{Reports: map[parley.Day]int{}, Outlets: map[string]parley.Day{}}
	q := reader{s, ctx}
	imported, err := s.imported(q)
	if err != nil {
		return c, s.dialect.Explain(err)
	}
	queries := []string{"select published, count(*) from documents where published >= ? and published <= ? group by published"}
	if imported {
		queries = append(queries, "select day, count(*) from events where day >= ? and day <= ? group by day")
	}
	for _, query := range queries {
		rows, err := q.query(query, dayOf(from), dayOf(to))
		err = each(rows, err, func(rows *sql.Rows) error {
			var day int64
			var n int
			err := rows.Scan(&day, &n)
			c.Reports[parley.DayOf(timeOf(day))] += n
			return err
		})
		if err != nil {
			return c, s.dialect.Explain(err)
		}
	}
	for _, name := range outlets {
		day, known, err := s.firstOf(q, name, imported)
		if err != nil {
			return c, s.dialect.Explain(err)
		}
		if known {
			c.Outlets[name] = day
		}
	}
	return c, nil
}

// imported reports whether anything came from other data sets: their coders have no revisions.
func (s *Store) imported(q querier) (bool, error) {
	var n int
	return one(q, []any{&n}, "select 1 from revisions where revision = 0 limit 1")
}

// firstOf is the first day of an outlet.
func (s *Store) firstOf(q querier, outlet string, imported bool) (day parley.Day, known bool, err error) {
	var first sql.NullInt64
	if _, err := one(q, []any{&first}, "select min(published) from documents where outlet = ?", outlet); err != nil {
		return 0, false, err
	}
	if !first.Valid && imported {
		if _, err := one(q, []any{&first}, "select min(day) from postings where key = ?", key("outlet", fold(outlet))); err != nil {
			return 0, false, err
		}
	}
	if !first.Valid {
		return 0, false, nil
	}
	return parley.DayOf(timeOf(first.Int64)), true, nil
}

// Newest is the day of the newest report: of publication of a document, or of an act
// in another data set that has been done. No day when the archive has neither.
func (s *Store) Newest(ctx context.Context) (parley.Day, error) {
	q := reader{s, ctx}
	var published, done sql.NullInt64
	_, err := one(q, []any{&published}, "select max(published) from documents")
	if err == nil {
		var imported bool
		if imported, err = s.imported(q); imported && err == nil {
			_, err = one(q, []any{&done}, "select day from events where +dated <> 0 and +gone is null and +status = 'actual' order by day desc limit 1")
		}
	}
	switch {
	case err != nil:
		return 0, s.dialect.Explain(err)
	case done.Valid && (!published.Valid || done.Int64 > published.Int64):
		published = done
	case !published.Valid:
		return 0, nil
	}
	return parley.DayOf(timeOf(published.Int64)), nil
}
