package brief

import (
	"fmt"
	"slices"
	"strings"

	"parley"
)

const (
	timelineWidth = 1000.0
	labelWidth    = 170.0
	longest       = 731 // days of a dialogue that are drawn, at most
	leastSilence  = 90  // days after the last move that are drawn, at least
	farthest      = 120 // days into the future that are drawn, at most
)

// timeline draws one dialogue.
type timeline struct {
	canvas
	t        *talk
	scale    timeScale
	from, to parley.Day // the period
	y        float64
	used     [classes]bool
	hollow   bool
	planned  bool
	many     bool // some marks stand for several moves
	mixed    bool
	oneSide  bool
	agreed   bool
	breach   [2]bool
}

// drawTimeline draws the states, truces and moves of a dialogue, and says what the marks mean.
func drawTimeline(t *talk, from, to parley.Day) (drawing, []legend) {
	if len(t.d.Moves) == 0 {
		return drawing{}, nil
	}
	tl := &timeline{t: t, from: from, to: to, y: 26}
	tl.scale = tl.span()
	parties, violent := t.lanes(tl.scale)
	tl.states()
	tl.truces()
	for _, l := range append(slices.Clone(parties), violent...) {
		tl.lane(l)
	}
	c := tl.ground()
	c.b.WriteString(tl.b.String())
	return c.finish(t.ID+"-tl", "timeline", timelineWidth, tl.y+8, "Timeline of "+t.Name, tl.summary(parties, violent)), tl.legend()
}

// span is the stretch that is drawn: from the first move, at most two years, to the last
// day that is told or announced.
func (tl *timeline) span() timeScale {
	d := tl.t.d
	end := max(d.AsOf, tl.to)
	first, told := d.Moves[0].Day, d.Moves[0].Day
	for i := range d.Moves {
		if m := &d.Moves[i]; m.Day <= end {
			told = max(told, m.Day)
		}
	}
	if n := len(d.Changes); n > 0 && d.Changes[0].Day > 0 {
		first, told = min(first, d.Changes[0].Day), max(told, d.Changes[n-1].Day)
	}
	first = max(first, told-longest)
	end = min(end, told+max(leastSilence, (told-first)/4))
	last := end
	for i := range d.Moves {
		if m := &d.Moves[i]; m.Day > last && m.Day <= end+farthest {
			last = m.Day
		}
	}
	for i := range d.Truces {
		if u := d.Truces[i].Until; d.Truces[i].To.IsZero() && u > last && u <= end+farthest {
			last = u
		}
	}
	pad := max(1, (last-first)/60)
	return timeScale{first - pad, last + pad, labelWidth, timelineWidth - 10}
}

// ground draws what lies behind the lanes: the axis, the period, and the future.
func (tl *timeline) ground() *canvas {
	c, s, bottom := &canvas{}, tl.scale, tl.y
	end := max(tl.t.d.AsOf, tl.to)
	if tl.shaded() {
		x := s.at(tl.from)
		c.el("rect", box(x, 20, s.at(tl.to+1)-x, bottom-20, "period"))
	}
	if s.to > end+1 {
		x := s.at(end + 1)
		c.el("rect", box(x, 20, s.right-x, bottom-20, "future"))
	}
	for _, tk := range s.ticks(72) {
		class := "grid"
		if tk.major {
			class = "grid major"
		}
		c.line(tk.at, 20, tk.at, bottom, class)
		c.text(tk.at, 13, "tick", tk.label, "text-anchor", anchorAt(tk.at, s))
	}
	if s.to > end+1 {
		c.line(s.at(end+1), 18, s.at(end+1), bottom, "now")
	}
	for i := range tl.t.d.Moves {
		if m := &tl.t.d.Moves[i]; m.Planned && m.Day > end && s.has(m.Day) {
			c.line(s.mid(m.Day), 20, s.mid(m.Day), bottom, "announced")
		}
	}
	return c
}

// shaded reports whether the period is told from what was before: not where there was
// next to nothing before it.
func (tl *timeline) shaded() bool {
	return tl.from > tl.scale.from+(tl.scale.to-tl.scale.from)/8
}

// anchorAt keeps the words of a tick within the drawing.
func anchorAt(x float64, s timeScale) string {
	switch {
	case x < s.left+24:
		return "start"
	case x > s.right-24:
		return "end"
	}
	return "middle"
}

// states draws the strip of the states.
func (tl *timeline) states() {
	d, s := tl.t.d, tl.scale
	tl.label("State", "", 22)
	end := max(d.AsOf, tl.to)
	for i := range d.Changes {
		c := &d.Changes[i]
		until := end + 1
		if i+1 < len(d.Changes) {
			until = d.Changes[i+1].Day
		}
		x, w := s.at(c.Day), s.at(until)-s.at(c.Day)
		if until <= s.from || w < 0.5 {
			continue
		}
		title := fmt.Sprintf("%s, from %s: %s", c.State, date(c.Day), shorten(oneLine(c.Why), maxQuote))
		tl.titled("rect", box(x, tl.y, max(1, w-1), 22, "state s-"+string(tones[c.State])), title)
		switch tones[c.State] {
		case toneGood:
			tl.el("rect", box(x, tl.y, max(1, w-1), 3, "edge s-good"))
		case toneBad:
			tl.el("rect", box(x, tl.y+19, max(1, w-1), 3, "edge s-bad"))
		}
		if words := fits(string(c.State), w-10, 6.4); w > 40 && words != "" {
			tl.text(x+6, tl.y+15, "in-"+string(tones[c.State]), words)
		}
	}
	tl.y += 30
}

// truces draws a bar for every truce, as many rows as overlap, with its breaches on it.
func (tl *timeline) truces() {
	d, s := tl.t.d, tl.scale
	var ends []float64 // of rows
	top := tl.y + 8
	for i := range d.Truces {
		c := &d.Truces[i]
		until := c.To
		if until.IsZero() {
			until = max(d.AsOf, tl.to)
		}
		if until < s.from || c.From > s.to {
			continue
		}
		x, right := s.at(c.From), max(s.at(until+1), s.at(c.From)+4)
		row := slices.IndexFunc(ends, func(e float64) bool { return x > e+3 })
		if row < 0 && len(ends) < maxRows {
			row, ends = len(ends), append(ends, 0)
		} else if row < 0 {
			row = maxRows - 1
		}
		ends[row] = right
		tl.truce(c, x, right, top+float64(row)*22)
	}
	if len(ends) == 0 {
		return
	}
	height := float64(len(ends))*22 + 12
	tl.label("Ceasefires", "", height)
	tl.line(0, tl.y, timelineWidth, tl.y, "rule")
	tl.y += height
}

// truce draws one bar.
func (tl *timeline) truce(c *parley.Ceasefire, x, right, y float64) {
	class, kind := "bar one", "of one side"
	if c.Agreed {
		class, kind = "bar both", "agreed"
		tl.agreed = true
	} else {
		tl.oneSide = true
	}
	title := fmt.Sprintf("Ceasefire %s (%s), from %s", kind, tl.t.n.list(c.By), date(c.From))
	if c.To.IsZero() {
		title += ", holds"
	} else {
		title += " to " + date(c.To)
	}
	tl.titled("rect", box(x, y, right-x, 11, class), title+"; violations: "+violations(c))
	if c.To.IsZero() {
		if until := c.Until; until > max(tl.t.d.AsOf, tl.to) && tl.scale.has(until) {
			tl.line(right, y+5.5, tl.scale.at(until+1), y+5.5, "announced")
		}
	} else {
		tl.line(right, y-3, right, y+14, "cap")
	}
	last := -99.0
	for i := range c.Violations {
		v := &c.Violations[i]
		at := tl.scale.mid(v.Day)
		if !tl.scale.has(v.Day) || at-last < 3 {
			continue // breaches of one place are one tick; the table has them all
		}
		last = at
		class := "breach"
		tl.breach[0] = tl.breach[0] || !v.Alleged
		if v.Alleged {
			class, tl.breach[1] = "breach alleged", true
		}
		tl.titled("path", attrs{"d", "M" + num(at) + " " + num(y+12) + "l4 7h-8Z", "class", class}, "Violation, "+tl.t.n.breach(v))
	}
}

// label writes the name of a row into the margin.
func (tl *timeline) label(name, sub string, height float64) {
	y := tl.y + height/2 + 4
	lines := wrapped(name, 25, 2)
	if sub != "" {
		lines = append(lines[:1], wrapped(sub, 27, 1)...)
	}
	y -= float64(len(lines)-1) * 7
	for i, l := range lines {
		class := "lane"
		if sub != "" && i > 0 {
			class = "lane sub"
		}
		tl.text(0, y+float64(i)*14, class, l)
	}
}

// wrapped breaks a name into at most so many lines of so many characters.
func wrapped(name string, width, lines int) []string {
	var out []string
	rest := name
	for len(out) < lines-1 && len([]rune(rest)) > width {
		cut := strings.LastIndexByte(string([]rune(rest)[:width+1]), ' ')
		if cut <= 0 {
			break
		}
		out, rest = append(out, rest[:cut]), rest[cut+1:]
	}
	return append(out, shorten(rest, width))
}

// lane draws a row of marks.
func (tl *timeline) lane(l *lane) {
	l.arrange(tl.scale.left)
	h := l.height()
	tl.line(0, tl.y, timelineWidth, tl.y, "rule")
	tl.label(l.label, l.sub, h)
	for i, row := range l.rows {
		y := tl.y + h/2 + (float64(i)-float64(len(l.rows)-1)/2)*rowStep
		for _, m := range row {
			tl.mark(m, y)
		}
	}
	tl.y += h
}

// mark draws one mark, with its number if it stands for several moves.
func (tl *timeline) mark(m laneMark, y float64) {
	if m.href == "" {
		tl.open("g", nil)
	} else {
		tl.open("a", attrs{"href", m.href, "tabindex", "-1"})
	}
	tl.words("title", nil, m.title)
	if m.class == classes {
		tl.mixed = true
		tl.el("path", attrs{"d", "M-5-1.5h2v3h-2Zm4 0h2v3h-2Zm4 0h2v3h-2Z", "class", "g g-mixed", "transform", "translate(" + num(m.x) + " " + num(y) + ")"})
	} else {
		tl.used[m.class] = true
		tl.hollow, tl.planned = tl.hollow || m.hollow, tl.planned || m.planned
		tl.glyph(m.x, y, m.class, m.hollow && !m.planned, m.planned)
	}
	if m.n > 1 {
		tl.many = true
		tl.text(m.x+7.5, y+3.5, "n", fmt.Sprint(m.n))
	}
	tl.close()
}

// legend says what the marks that were drawn mean.
func (tl *timeline) legend() (out []legend) {
	out = append(out,
		legendOf("state: talking, or carrying out", func(c *canvas) {
			c.el("rect", box(-12, -6, 24, 12, "state s-good"))
			c.el("rect", box(-12, -6, 24, 3, "edge s-good"))
		}),
		legendOf("state: waiting", func(c *canvas) { c.el("rect", box(-12, -6, 24, 12, "state s-wait")) }),
		legendOf("state: broken", func(c *canvas) {
			c.el("rect", box(-12, -6, 24, 12, "state s-bad"))
			c.el("rect", box(-12, 3, 24, 3, "edge s-bad"))
		}))
	add := func(used bool, words string, draw func(*canvas)) {
		if used {
			out = append(out, legendOf(words, draw))
		}
	}
	for k := range classes {
		add(tl.used[k], classWords[k], func(c *canvas) { c.glyph(0, 0, k, false, false) })
	}
	add(tl.mixed, "several kinds", func(c *canvas) {
		c.el("path", attrs{"d", "M-5-1.5h2v3h-2Zm4 0h2v3h-2Zm4 0h2v3h-2Z", "class", "g g-mixed"})
	})
	add(tl.hollow, "hollow: alleged by an adversary only, or disputed", func(c *canvas) { c.glyph(0, 0, classMeet, true, false) })
	add(tl.planned, "dotted: announced, not yet reported done", func(c *canvas) { c.glyph(0, 0, classMeet, false, true) })
	add(tl.many, "a number: so many moves of a kind close together", func(c *canvas) {
		c.glyph(-3, 0, classMeet, false, false)
		c.text(4.5, 3.5, "n", "3")
	})
	add(tl.shaded(), "shaded: the period of this brief", func(c *canvas) { c.el("rect", box(-12, -7, 24, 14, "period")) })
	add(tl.agreed, "ceasefire, agreed", func(c *canvas) { c.el("rect", box(-12, -5, 24, 10, "bar both")) })
	add(tl.oneSide, "ceasefire of one side", func(c *canvas) { c.el("rect", box(-11.5, -5, 23, 10, "bar one")) })
	add(tl.breach[0], "violation reported as fact", func(c *canvas) { c.el("path", attrs{"d", "M0-4l4 7h-8Z", "class", "breach"}) })
	add(tl.breach[1], "violation alleged", func(c *canvas) { c.el("path", attrs{"d", "M0-4l4 7h-8Z", "class", "breach alleged"}) })
	return out
}

// summary tells the drawing in words.
func (tl *timeline) summary(parties, violent []*lane) string {
	s := between(tl.scale.from, tl.scale.to) + ". "
	var rows []string
	for _, l := range parties {
		rows = append(rows, l.label+": "+count(len(l.marks), "move"))
	}
	for _, l := range violent {
		rows = append(rows, "violence "+l.sub+": "+count(len(l.marks), "move"))
	}
	s += strings.Join(rows, "; ") + ". "
	if n := len(tl.t.d.Truces); n > 0 {
		s += capital(count(n, "ceasefire")) + ". "
	}
	s += "State at the end: " + string(tl.t.d.State) + "."
	if end := max(tl.t.d.AsOf, tl.to); end > tl.scale.to {
		s += " Nothing more is told until " + date(end) + "."
	}
	return s
}
