package brief

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"parley"
)

// trend is a series made ready for writing.
type trend struct {
	ID, Name string
	Unit     string // "week"
	Drawing  drawing
	Rows     []stepRow
	Gaps     bool
	News     bool
	Summary  string
}

// stepRow is a week or month as a row of a table.
type stepRow struct {
	Day                   string // "3 Mar 2024"; of a month "Mar 2024"
	Quads                 Quads
	Cooperation, Conflict string
	Notes                 string
}

// newTrend makes a series ready.
func newTrend(s *Series, draw bool) *trend {
	t := &trend{Unit: s.unit(), Name: isolated(shorten(oneLine(s.Name), 2*maxName))}
	t.ID = "t-" + slug(t.Name)
	for i := range s.Steps {
		w := &s.Steps[i]
		row := stepRow{Day: s.short(w.From), Quads: w.Quads, Cooperation: score(w.Cooperation), Conflict: score(w.Conflict)}
		var notes []string
		if w.Gap {
			notes, t.Gaps = append(notes, "gap"), true
		}
		if len(w.New) > 0 {
			notes, t.News = append(notes, "first seen: "+shorten(oneLine(list(w.New)), maxName)), true
		}
		row.Notes = strings.Join(notes, "; ")
		t.Rows = append(t.Rows, row)
	}
	t.Summary = trendSummary(s)
	if draw && len(s.Steps) > 0 {
		t.Drawing = drawTrend(t, s)
	}
	return t
}

// unit is how long a step is: a week unless the series says otherwise.
func (s *Series) unit() string { return cmp.Or(s.Unit, "week") }

// called is what the step of a first day is called: "the week of 3 March 2024", "March 2024".
func (s *Series) called(from parley.Day) string {
	if s.Unit == "month" {
		return format(from, "January 2006")
	}
	return "the " + s.unit() + " of " + date(from)
}

// short is that for tables.
func (s *Series) short(from parley.Day) string {
	if s.Unit == "month" {
		return format(from, "Jan 2006")
	}
	return shortDate(from)
}

// slug makes a name fit to be an id.
func slug(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, s), "-")
}

// score writes a sum of scores with its sign.
func score(v float64) string {
	if math.Abs(v) < 0.05 {
		return "0"
	}
	return strings.Replace(fmt.Sprintf("%+.1f", v), "-", "−", 1)
}

// trendSummary tells a series in words.
func trendSummary(s *Series) string {
	if len(s.Steps) == 0 {
		return "No figures."
	}
	coop, conf := 0, 0
	most, worst := &s.Steps[0], &s.Steps[0]
	for i := range s.Steps {
		w := &s.Steps[i]
		coop, conf = coop+w.Quads.cooperative(), conf+w.Quads.conflictual()
		if w.Quads.cooperative() > most.Quads.cooperative() {
			most = w
		}
		if w.Quads.conflictual() > worst.Quads.conflictual() {
			worst = w
		}
	}
	out := count(len(s.Steps), s.unit()) + ": " + count(coop, "cooperative incident") + " and " + count(conf, "conflictual one") + "."
	if coop > 0 {
		out += fmt.Sprintf(" Most cooperation in %s (%d)", s.called(most.From), most.Quads.cooperative())
		if conf == 0 {
			return out + "."
		}
		out += ";"
	}
	if conf > 0 {
		out += fmt.Sprintf(" most conflict in %s (%d).", s.called(worst.From), worst.Quads.conflictual())
	}
	return strings.Replace(out, ". most", ". Most", 1)
}

// Sizes of the trend's two panels.
const (
	trendWidth = 1000.0
	trendLeft  = 44.0
	countTop   = 26.0
	countHigh  = 150.0
	scoreTop   = 226.0
	scoreHigh  = 90.0
)

// drawTrend draws counts above and below a line, and under them the sums of scores.
func drawTrend(t *trend, s *Series) drawing {
	c := &canvas{}
	scale := timeScale{s.Steps[0].From, s.Steps[len(s.Steps)-1].To, trendLeft, trendWidth - 8}
	up, down, high, low := 1.0, 1.0, 1.0, 1.0
	for i := range s.Steps {
		w := &s.Steps[i]
		up, down = max(up, float64(w.Quads.cooperative())), max(down, float64(w.Quads.conflictual()))
		high, low = max(high, w.Cooperation), max(low, -w.Conflict)
	}
	counts := mirror{top: countTop, height: countHigh, up: up, down: down, name: "incidents a " + s.unit()}
	scores := mirror{top: scoreTop, height: scoreHigh, up: high, down: low, name: "sum of scores a " + s.unit()}
	marked(c, s, scale)
	for _, tk := range scale.ticks(72) {
		c.line(tk.at, countTop, tk.at, scoreTop+scoreHigh, "grid")
		c.text(tk.at, scoreTop+scoreHigh+16, "tick", tk.label, "text-anchor", anchorAt(tk.at, scale))
	}
	counts.axis(c)
	scores.axis(c)
	for i := range s.Steps {
		drawStep(c, &s.Steps[i], capital(s.called(s.Steps[i].From)), scale, counts)
	}
	scoreLines(c, s.Steps, scale, scores)
	return c.finish(cmp.Or(t.ID, "t"), "trend", trendWidth, scoreTop+scoreHigh+24, "Cooperation and conflict by "+s.unit()+": "+t.Name, t.Summary)
}

// mirror is a scale with cooperation up and conflict down.
type mirror struct {
	top, height, up, down float64
	name                  string
}

func (m mirror) zero() float64 { return m.top + m.height*m.up/(m.up+m.down) }

// at is the height of a value; those below 0 lie under the line.
func (m mirror) at(v float64) float64 { return m.zero() - v*m.height/(m.up+m.down) }

// axis draws the lines and figures.
func (m mirror) axis(c *canvas) {
	step := niceSteps(max(m.up, m.down), 3)
	for v := -math.Floor(m.down/step) * step; v <= m.up; v += step {
		y := m.at(v)
		class := "grid"
		if v == 0 {
			class = "zero"
		}
		c.line(trendLeft, y, trendWidth-8, y, class)
		c.text(trendLeft-6, y+4, "tick", thousands(int(math.Abs(v))), "text-anchor", "end")
	}
	c.text(0, m.top-10, "axis", m.name+": cooperation above, conflict below the line")
}

// marked draws gaps and new outlets behind everything.
func marked(c *canvas, s *Series, scale timeScale) {
	for i := range s.Steps {
		w := &s.Steps[i]
		x, right := scale.at(w.From), scale.at(w.To+1)
		if w.Gap {
			c.titled("rect", box(x, countTop, right-x, scoreTop+scoreHigh-countTop, "gap"), capital(s.called(w.From))+": too little was taken in")
		}
		if len(w.New) > 0 {
			c.titled("path", attrs{"d", "M" + num((x+right)/2) + " " + num(countTop+countHigh+12) + "l5 8h-10Z", "class", "newsource"},
				capital(s.called(w.From))+": first reports of "+shorten(oneLine(list(w.New)), maxName))
		}
	}
}

// widest is how wide a bar is at most.
const widest = 34.0

// drawStep draws the bars of one week or month: words near the line, deeds beyond them.
func drawStep(c *canvas, w *Step, called string, scale timeScale, m mirror) {
	x, right := scale.at(w.From), scale.at(w.To+1)
	gap := min(3, (right-x)*0.2)
	width := min(widest, right-x-gap)
	x = (x + right - width) / 2
	q := w.Quads
	title := fmt.Sprintf("%s: %d cooperation in words, %d in deeds; %d conflict in words, %d in deeds", called, q.VerbalCooperation, q.MaterialCooperation, q.VerbalConflict, q.MaterialConflict)
	bar := func(from, to int, class string) {
		a, b := m.at(float64(from)), m.at(float64(to))
		if from != to {
			c.titled("rect", box(x, min(a, b), width, math.Abs(a-b), class), title)
		}
	}
	bar(0, q.VerbalCooperation, "q vcoop")
	bar(q.VerbalCooperation, q.cooperative(), "q mcoop")
	bar(0, -q.VerbalConflict, "q vconf")
	bar(-q.VerbalConflict, -q.conflictual(), "q mconf")
}

// scoreLines draws the two sums as lines that break where there are gaps.
func scoreLines(c *canvas, all []Step, scale timeScale, m mirror) {
	for _, l := range []struct {
		class string
		value func(*Step) float64
	}{{"coop", func(w *Step) float64 { return w.Cooperation }}, {"conf", func(w *Step) float64 { return w.Conflict }}} {
		var d strings.Builder
		pen := "M"
		for i := range all {
			w := &all[i]
			if w.Gap {
				pen = "M"
				continue
			}
			x := (scale.at(w.From) + scale.at(w.To+1)) / 2
			y := m.at(l.value(w))
			if pen == "M" && (i+1 == len(all) || all[i+1].Gap) { // alone between gaps
				c.el("circle", circle(x, y, 2.5, "lone "+l.class))
				continue
			}
			d.WriteString(pen + num(x) + " " + num(y))
			pen = "L"
		}
		if d.Len() > 0 {
			c.el("path", attrs{"d", d.String(), "class", "line " + l.class})
		}
	}
}

// trendLegend says what bars and lines mean.
func trendLegend(gaps, news bool) []legend {
	out := []legend{
		legendOf("cooperation in words", func(c *canvas) { c.el("rect", box(-9, -6, 18, 12, "q vcoop")) }),
		legendOf("cooperation in deeds", func(c *canvas) { c.el("rect", box(-9, -6, 18, 12, "q mcoop")) }),
		legendOf("conflict in words", func(c *canvas) { c.el("rect", box(-9, -6, 18, 12, "q vconf")) }),
		legendOf("conflict in deeds", func(c *canvas) { c.el("rect", box(-9, -6, 18, 12, "q mconf")) }),
		legendOf("sum of scores, cooperation", func(c *canvas) { c.line(-11, 0, 11, 0, "line coop") }),
		legendOf("sum of scores, conflict", func(c *canvas) { c.line(-11, 0, 11, 0, "line conf") }),
	}
	if gaps {
		out = append(out, legendOf("gap: too little was taken in; figures too low", func(c *canvas) { c.el("rect", box(-11, -7, 22, 14, "gap")) }))
	}
	if news {
		out = append(out, legendOf("a new outlet: more reports need not mean that more happened", func(c *canvas) { c.el("path", attrs{"d", "M0-4l5 8h-10Z", "class", "newsource"}) }))
	}
	return out
}

// Legend says what the drawing's marks mean.
func (t *trend) Legend() []legend { return trendLegend(t.Gaps, t.News) }
