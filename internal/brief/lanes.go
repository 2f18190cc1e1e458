package brief

import (
	"cmp"
	"fmt"
	"slices"

	"parley"
)

// laneMark is one move, or several alike, in a lane.
type laneMark struct {
	x       float64
	class   class
	hollow  bool // alleged or disputed
	planned bool
	n       int    // how many moves
	title   string // what a pointer shows
	href    string // row of the table; of the first of several
	moves   []int
}

// lane is a row of a timeline: marks, at most [maxRows] above each other.
type lane struct {
	label, sub string
	marks      []laneMark
	rows       [][]laneMark
}

const (
	markGap  = 13.0 // least distance of two marks in a row
	binWidth = 26.0 // of what is counted together where marks are too dense
	maxRows  = 4
	rowStep  = 15.0
)

// arrange lays the marks into rows: each at its day if they fit, else counted by kind in
// bins, so that no mark hides another.
func (l *lane) arrange(left float64) {
	slices.SortStableFunc(l.marks, func(a, b laneMark) int { return cmp.Compare(a.x, b.x) })
	if l.fit(l.marks, markGap) {
		return
	}
	bins := binned(l.marks, left)
	if l.fit(bins, binWidth-1) {
		return
	}
	l.fit(thinned(bins), binWidth-1)
}

// fit puts marks into the first row with room; false if that takes too many rows.
func (l *lane) fit(marks []laneMark, gap float64) bool {
	l.rows = nil
	for _, m := range marks {
		at := slices.IndexFunc(l.rows, func(row []laneMark) bool { return m.x-row[len(row)-1].x >= gap })
		if at < 0 {
			if len(l.rows) == maxRows {
				return false
			}
			l.rows = append(l.rows, nil)
			at = len(l.rows) - 1
		}
		l.rows[at] = append(l.rows[at], m)
	}
	return true
}

// binned counts marks of one look in one bin together, at the middle of the bin.
func binned(marks []laneMark, left float64) []laneMark {
	type key struct {
		bin     int
		class   class
		hollow  bool
		planned bool
	}
	byKey := map[key]int{}
	var out []laneMark
	for _, m := range marks {
		k := key{int((m.x - left) / binWidth), m.class, m.hollow, m.planned}
		i, ok := byKey[k]
		if !ok {
			byKey[k] = len(out)
			m.x = left + (float64(k.bin)+0.5)*binWidth - 4
			out = append(out, m)
			continue
		}
		out[i].n += m.n
		out[i].moves = append(out[i].moves, m.moves...)
		if out[i].n <= 8 {
			out[i].title += "\n" + m.title
		} else if out[i].n == 9 {
			out[i].title += "\n…"
		}
	}
	slices.SortStableFunc(out, func(a, b laneMark) int {
		return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.class, b.class), cmp.Compare(flags(a), flags(b)))
	})
	return out
}

func flags(m laneMark) int {
	n := 0
	if m.hollow {
		n++
	}
	if m.planned {
		n += 2
	}
	return n
}

// thinned keeps the commonest marks of each bin and counts the hollow with the full ones
// of their class, then the rarest with the last that is kept.
func thinned(bins []laneMark) []laneMark {
	var out []laneMark
	for len(bins) > 0 {
		n := 1
		for n < len(bins) && bins[n].x == bins[0].x {
			n++
		}
		out, bins = append(out, squeezed(slices.Clone(bins[:n]))...), bins[n:]
	}
	return out
}

// squeezed reduces the marks of one bin to maxRows.
func squeezed(marks []laneMark) []laneMark {
	for i := 0; i+1 < len(marks) && len(marks) > maxRows; {
		if marks[i].class == marks[i+1].class {
			marks[i] = joined(marks[i], marks[i+1])
			marks = slices.Delete(marks, i+1, i+2)
			continue
		}
		i++
	}
	if len(marks) <= maxRows {
		return marks
	}
	slices.SortStableFunc(marks, func(a, b laneMark) int { return cmp.Compare(b.n, a.n) })
	for len(marks) > maxRows {
		last := len(marks) - 1
		m := joined(marks[last-1], marks[last])
		m.class = classes // of several classes
		marks = append(marks[:last-1], m)
	}
	return marks
}

func joined(a, b laneMark) laneMark {
	a.n += b.n
	a.hollow, a.planned = a.hollow && b.hollow, a.planned && b.planned
	a.title += "\n" + b.title
	a.moves = append(slices.Clone(a.moves), b.moves...)
	return a
}

// height is what a lane takes, with a margin.
func (l *lane) height() float64 { return max(34, float64(len(l.rows))*rowStep+16) }

// lanes sorts the moves of a dialogue into lanes: one for each party, one for all others.
// Attacks and breaches have lanes of their own, by who is said to have done them.
func (t *talk) lanes(s timeScale) (parties, violent []*lane) {
	byKey := map[string]*lane{}
	for i := range t.d.Parties {
		p := &t.d.Parties[i]
		l := &lane{label: capital(t.n.one(p.Key))}
		byKey[p.Key] = l
		parties = append(parties, l)
	}
	others := &lane{label: "Mediators and others"}
	byActor := map[string]*lane{}
	for i := range t.d.Moves {
		m := &t.d.Moves[i]
		if !s.has(m.Day) {
			continue
		}
		mark := t.mark(i, s)
		if mark.class == classViolence {
			who := "by others or unknown"
			if len(m.Actors) > 0 && byKey[m.Actors[0]] != nil {
				who = "by " + t.n.one(m.Actors[0])
			}
			if byActor[who] == nil {
				byActor[who] = &lane{label: "Violence", sub: who}
				violent = append(violent, byActor[who])
			}
			byActor[who].marks = append(byActor[who].marks, mark)
			continue
		}
		for _, l := range t.lanesOf(m, byKey, others) {
			l.marks = append(l.marks, mark)
		}
	}
	slices.SortStableFunc(violent, func(a, b *lane) int { return cmp.Compare(a.sub, b.sub) })
	if len(others.marks) > 0 {
		parties = append(parties, others)
	}
	return parties, violent
}

// lanesOf gives the lanes of everybody who acts in a move, each once.
func (t *talk) lanesOf(m *parley.Move, byKey map[string]*lane, others *lane) (out []*lane) {
	put := func(l *lane) {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	for _, keys := range [][]string{m.Actors, m.Mediators, m.Hosts, m.Via} {
		for _, key := range keys {
			put(cmp.Or(byKey[key], others))
		}
	}
	if len(out) == 0 {
		put(others)
	}
	return out
}

// mark makes the mark of a move.
func (t *talk) mark(i int, s timeScale) laneMark {
	m := &t.d.Moves[i]
	c, known := classOf[m.Kind]
	if !known {
		c = classYes
	}
	title := shortDate(m.Day) + ": " + t.n.say(m)
	if d := t.n.doubts(m); d != "" {
		title += " (" + d + ")"
	}
	return laneMark{
		x: s.mid(m.Day), class: c, hollow: m.Alleged || m.Disputed, planned: m.Planned, n: 1, title: title,
		href: t.rowOf(i), moves: []int{i},
	}
}

// rowOf links to the row of a move; empty when it has none.
func (t *talk) rowOf(i int) string {
	if i >= len(t.listed) || !t.listed[i] {
		return ""
	}
	return fmt.Sprintf("#%s-m%d", t.ID, i)
}
