package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"

	"parley/incident"
)

// mergedAtOnce is how many waiting events one transaction merges.
const mergedAtOnce = 2000

// Merge groups the events that wait for it, and brings the dialogues up to date.
// Every step is a transaction of its own; an interrupted Merge goes on where it was.
func (s *Store) Merge(ctx context.Context) error {
	if err := s.Group(ctx); err != nil {
		return err
	}
	return s.track(ctx)
}

// Group files every event that waits for it under an incident, and leaves the dialogues
// to [Store.Merge]. The incidents depend on the events in the archive alone, not on the
// order in which they came: events that are linked, over any number of others, are a
// component, and each component is divided anew when one of its events comes, changes
// or goes.
func (s *Store) Group(ctx context.Context) error {
	for {
		more := false
		err := s.tx(ctx, func(w *writer) error {
			var batch []int64
			rows, err := w.query("select seq from events where incident is null and gone is null order by seq limit ?", mergedAtOnce)
			if err := each(rows, err, scanInto(&batch)); err != nil {
				return err
			}
			more = len(batch) == mergedAtOnce
			return w.merge(batch)
		})
		if err != nil || !more {
			return err
		}
	}
}

// Waiting returns how many events wait for merging.
func (s *Store) Waiting(ctx context.Context) (n int, err error) {
	err = s.read.QueryRowContext(ctx, "select count(*) from events where incident is null and gone is null").Scan(&n)
	return n, s.dialect.Explain(err)
}

// node is an event on its way into an incident.
type node struct {
	seq      int64
	report   *incident.Report
	incident int64 // as the archive has it; 0 while waiting
	reported int64 // day of the report; before all others when nothing tells it
	parent   *node // of the component
}

func (n *node) root() *node {
	for n.parent != nil {
		if n.parent.parent != nil {
			n.parent = n.parent.parent
		}
		n = n.parent
	}
	return n
}

func unite(a, b *node) {
	if a, b = a.root(), b.root(); a != b {
		if b.seq < a.seq {
			a, b = b, a
		}
		b.parent = a
	}
}

// gathering collects the components that a batch of events belongs to.
type gathering struct {
	querier
	memory     *memory[*incident.Report]
	alive      string // condition on events: those that count
	held       string // condition on corrections c: those that hold
	afresh     bool   // do not look at how the archive has divided them
	nodes      map[int64]*node
	waiting    []*node
	components map[int64]bool // that are in nodes whole
	people     bool           // whether anybody has split or merged by hand
}

func (w *writer) merge(batch []int64) error {
	g := &gathering{querier: w, memory: &w.s.reports, alive: "gone is null", held: "c.undone is null"}
	if err := g.gather(batch); err != nil {
		return err
	}
	return g.settle(w)
}

// gather collects the whole components of the given events.
func (g *gathering) gather(events []int64) error {
	g.nodes, g.components = map[int64]*node{}, map[int64]bool{}
	if _, err := one(g, []any{&g.people}, "select exists (select 1 from constrained)"); err != nil {
		return err
	}
	if err := g.load(events); err != nil {
		return err
	}
	for at := 0; at < len(g.waiting); { // grows while it is worked off
		next := g.waiting[at:]
		at = len(g.waiting)
		if err := g.meet(next); err != nil {
			return err
		}
	}
	return nil
}

// load makes nodes of events that are not gone.
func (g *gathering) load(seqs []int64) error {
	for part := range slices.Chunk(seqs, rowsAtOnce) {
		rows, err := g.query("select seq, coalesce(incident, 0), coalesce(reported, -1000000) from events where "+g.alive+" and seq in ("+marks(rowsAtOnce)+")",
			padded(part, rowsAtOnce)...)
		var fresh []*node
		err = each(rows, err, func(rows *sql.Rows) error {
			n := &node{}
			if err := rows.Scan(&n.seq, &n.incident, &n.reported); err != nil || g.nodes[n.seq] != nil {
				return err
			}
			if g.afresh {
				n.incident = 0
			}
			g.nodes[n.seq] = n
			fresh = append(fresh, n)
			return nil
		})
		if err != nil {
			return err
		}
		for _, n := range fresh {
			if n.report, err = g.report(n.seq); err != nil {
				return err
			}
			if n.incident == 0 {
				g.waiting = append(g.waiting, n)
			}
		}
	}
	return nil
}

// report returns what merging needs of an event.
func (g *gathering) report(seq int64) (*incident.Report, error) {
	if r := g.memory.get(seq); r != nil {
		return r, nil
	}
	var blob []byte
	if _, err := one(g, []any{&blob}, "select report from bodies where event = ?", seq); err != nil {
		return nil, err
	}
	r, err := incident.ParseReport(blob)
	if err != nil {
		return nil, err
	}
	g.memory.put(seq, &r)
	return &r, nil
}

// meet links waiting events with those that they may be one with.
func (g *gathering) meet(waiting []*node) error {
	candidates := make([][]int64, len(waiting))
	var unseen []int64
	for i, n := range waiting {
		found, err := g.candidates(n.report)
		if err != nil {
			return err
		}
		candidates[i] = found
		for _, seq := range found {
			if g.nodes[seq] == nil {
				unseen = append(unseen, seq)
			}
		}
	}
	slices.Sort(unseen)
	if err := g.load(slices.Compact(unseen)); err != nil {
		return err
	}
	for i, n := range waiting {
		for _, seq := range candidates[i] {
			if c := g.nodes[seq]; c != nil && c != n && incident.Linked(n.report, c.report) {
				if err := g.join(n, c); err != nil {
					return err
				}
			}
		}
		if err := g.byHand(n); err != nil {
			return err
		}
	}
	return nil
}

// lookups is how many keys one query looks up.
const lookups = 8

// candidates returns the events that share a block with a report, near it in time.
func (g *gathering) candidates(r *incident.Report) ([]int64, error) {
	var found []int64
	day := int64(r.Day())
	keys := r.Blocks()
	filed := make([]int64, len(keys))
	for i, block := range keys {
		filed[i] = blockKey(block)
	}
	for part := range slices.Chunk(filed, lookups) {
		rows, err := g.query("select event from postings where key in ("+marks(lookups)+") and day between ? and ?",
			append(padded(part, lookups), day-incident.Window, day+incident.Window)...)
		if err := each(rows, err, scanInto(&found)); err != nil {
			return nil, err
		}
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

// join makes n and c one component, with all that c was weighed with before.
func (g *gathering) join(n, c *node) error {
	unite(n, c)
	if c.incident == 0 {
		return nil
	}
	var component int64
	if _, err := one(g, []any{&component}, "select component from incidents where seq = ?", c.incident); err != nil {
		return err
	}
	if g.components[component] {
		return nil
	}
	g.components[component] = true
	var members []int64
	rows, err := g.query("select seq from events where incident in (select seq from incidents where component = ?)", component)
	if err := each(rows, err, scanInto(&members)); err != nil {
		return err
	}
	if err := g.load(slices.DeleteFunc(slices.Clone(members), func(seq int64) bool { return g.nodes[seq] != nil })); err != nil {
		return err
	}
	for _, seq := range members {
		unite(c, g.nodes[seq])
	}
	return nil
}

// byHand joins n with the events that people have merged it with or split it from.
func (g *gathering) byHand(n *node) error {
	if !g.people {
		return nil
	}
	var others []int64
	same := "(select other.event from constrained mine join corrections c on c.seq = mine.correction " +
		"join constrained other on other.correction = c.seq where mine.event = ? and " + g.held + ")"
	rows, err := g.query("select seq from events where "+g.alive+" and seq in (select seq from events where gone is null and id in "+same+
		" union all select seq from events where gone is not null and id in "+same+")", n.report.Event, n.report.Event)
	if err := each(rows, err, scanInto(&others)); err != nil {
		return err
	}
	if err := g.load(slices.DeleteFunc(slices.Clone(others), func(seq int64) bool { return g.nodes[seq] != nil })); err != nil {
		return err
	}
	for _, seq := range others {
		if err := g.join(n, g.nodes[seq]); err != nil {
			return err
		}
	}
	return nil
}

// settle divides every component that has a waiting event, and writes it.
func (g *gathering) settle(w *writer) error {
	members := map[*node][]*node{}
	for _, n := range g.nodes {
		root := n.root()
		members[root] = append(members[root], n)
	}
	var alone []*node
	seen := map[*node]bool{}
	for _, n := range g.waiting {
		root := n.root()
		if seen[root] {
			continue
		}
		seen[root] = true
		if len(members[root]) == 1 {
			alone = append(alone, root)
			continue
		}
		if err := g.divide(w, root, members[root]); err != nil {
			return err
		}
	}
	return w.single(alone)
}

// single files events that stand alone.
func (w *writer) single(alone []*node) error {
	var rows []any
	var seqs []int64
	for _, n := range alone {
		rows = append(rows, n.seq, n.seq, 1)
		seqs = append(seqs, n.seq)
	}
	if err := w.insert("into incidents (seq, component, reports)", 3, rows); err != nil {
		return err
	}
	for part := range slices.Chunk(seqs, rowsAtOnce) {
		if _, err := w.exec("update events set incident = seq where seq in ("+marks(rowsAtOnce)+")", padded(part, rowsAtOnce)...); err != nil {
			return err
		}
	}
	return nil
}

// divide divides one component into incidents and writes what changed.
func (g *gathering) divide(w *writer, root *node, members []*node) error {
	reports := make([]incident.Report, len(members))
	for i, n := range members {
		reports[i] = *n.report
	}
	constraints, err := g.constraints(members)
	if err != nil {
		return err
	}
	component := root.seq
	old := map[int64]bool{}
	for _, n := range members {
		if n.incident != 0 {
			old[n.incident] = true
		}
	}
	for seq := range old {
		if err := w.untell("seq = ?", seq); err != nil {
			return err
		}
		if _, err := w.exec("delete from incidents where seq = ?", seq); err != nil {
			return err
		}
	}
	var rows []any
	for _, group := range incident.Cluster(reports, constraints) {
		first := slices.MinFunc(group, func(a, b int) int { return earlier(members[a], members[b]) })
		number := members[first].seq
		rows = append(rows, number, component, len(group))
		for _, i := range group {
			if members[i].incident == number {
				continue
			}
			if _, err := w.exec("update events set incident = ? where seq = ?", number, members[i].seq); err != nil {
				return err
			}
		}
	}
	return w.insert("into incidents (seq, component, reports)", 3, rows)
}

// earlier orders the reports of an incident as [incident.Summarize] does; the first
// gives it its name.
func earlier(a, b *node) int {
	return cmp.Or(cmp.Compare(a.reported, b.reported), cmp.Compare(a.report.Event, b.report.Event))
}

// constraints returns what people have said of the members of a component, in the
// order in which they said it.
func (g *gathering) constraints(members []*node) ([]incident.Constraint, error) {
	if !g.people {
		return nil, nil
	}
	numbers := map[int64]bool{}
	for _, n := range members {
		var found []int64
		rows, err := g.query("select m.correction from constrained m join corrections c on c.seq = m.correction where m.event = ? and "+g.held,
			n.report.Event)
		if err := each(rows, err, scanInto(&found)); err != nil {
			return nil, err
		}
		for _, number := range found {
			numbers[number] = true
		}
	}
	var out []incident.Constraint
	for _, number := range slices.Sorted(maps.Keys(numbers)) {
		var c incident.Constraint
		rows, err := g.query("select m.event, m.side, c.kind = 'split' from constrained m join corrections c on c.seq = m.correction "+
			"where m.correction = ? order by m.event", number)
		err = each(rows, err, func(rows *sql.Rows) error {
			var event, side string
			if err := rows.Scan(&event, &side, &c.Apart); err != nil {
				return err
			}
			if side == "a" {
				c.A = append(c.A, event)
			} else {
				c.B = append(c.B, event)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// scanInto returns a function for [each] that appends the one column of each row to list.
func scanInto[T any](list *[]T) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		var v T
		if err := rows.Scan(&v); err != nil {
			return err
		}
		*list = append(*list, v)
		return nil
	}
}
