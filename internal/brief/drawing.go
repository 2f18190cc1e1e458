package brief

import (
	"html/template"
	"strconv"
	"strings"
)

// drawing is a finished SVG with what it says in words.
type drawing struct {
	SVG     template.HTML // made by [canvas] of escaped texts; empty for no drawing
	Summary string
}

// canvas makes SVG. Styles are classes of the page's style sheet, so that a drawing
// follows it into the dark and onto paper.
type canvas struct {
	b    strings.Builder
	tags []string // open ones
}

// attrs are names and values in turn.
type attrs []string

// open begins an element.
func (c *canvas) open(tag string, a attrs) {
	c.start(tag, a)
	c.b.WriteByte('>')
	c.tags = append(c.tags, tag)
}

// close ends the element that was opened last.
func (c *canvas) close() {
	n := len(c.tags) - 1
	c.b.WriteString("</" + c.tags[n] + ">")
	c.tags = c.tags[:n]
}

// el writes an element without content.
func (c *canvas) el(tag string, a attrs) {
	c.start(tag, a)
	c.b.WriteString("/>")
}

// text writes words at a point.
func (c *canvas) text(x, y float64, class, words string, more ...string) {
	c.words("text", append(attrs{"x", num(x), "y", num(y), "class", class}, more...), words)
}

// words writes an element that holds text.
func (c *canvas) words(tag string, a attrs, words string) {
	c.start(tag, a)
	c.b.WriteByte('>')
	template.HTMLEscape(&c.b, []byte(words))
	c.b.WriteString("</" + tag + ">")
}

// titled writes an element whose title a pointer shows.
func (c *canvas) titled(tag string, a attrs, title string) {
	c.open(tag, a)
	c.words("title", nil, title)
	c.close()
}

func (c *canvas) start(tag string, a attrs) {
	c.b.WriteString("<" + tag)
	for i := 0; i+1 < len(a); i += 2 {
		c.b.WriteString(" " + a[i] + `="`)
		template.HTMLEscape(&c.b, []byte(a[i+1]))
		c.b.WriteByte('"')
	}
}

// line, rect and circle are the shapes that are wanted most.
func (c *canvas) line(x1, y1, x2, y2 float64, class string) {
	c.el("line", attrs{"x1", num(x1), "y1", num(y1), "x2", num(x2), "y2", num(y2), "class", class})
}

func box(x, y, w, h float64, class string) attrs {
	return attrs{"x", num(x), "y", num(y), "width", num(max(0, w)), "height", num(max(0, h)), "class", class}
}

func circle(x, y, r float64, class string) attrs {
	return attrs{"cx", num(x), "cy", num(y), "r", num(r), "class", class}
}

// finish wraps what was drawn: width and height are in units of about a pixel. The
// drawing scales to its box and has a name and a description for those who cannot see it;
// its parts are not read out to them: the table beside it is.
func (c *canvas) finish(id, class string, width, height float64, name, summary string) drawing {
	for len(c.tags) > 0 {
		c.close()
	}
	inner := c.b.String()
	out := &canvas{}
	out.open("svg", attrs{
		"xmlns", "http://www.w3.org/2000/svg", "class", class, "viewBox", "0 0 " + num(width) + " " + num(height),
		"role", "group", "aria-labelledby", id + "-t", "aria-describedby", id + "-s",
	})
	out.words("title", attrs{"id", id + "-t"}, name)
	out.words("desc", attrs{"id", id + "-s"}, summary)
	out.open("g", attrs{"aria-hidden", "true"})
	out.b.WriteString(inner)
	out.close()
	out.close()
	return drawing{SVG: template.HTML(out.b.String()), Summary: summary} // every text went through HTMLEscape
}

// num writes a length with at most one decimal. A hair is added so that halves are rounded
// the same on machines that round products differently.
func num(v float64) string {
	s := strconv.FormatFloat(v+1e-7, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

// fits shortens words to about what has room in a width, at so many units a character.
func fits(words string, width, perChar float64) string {
	n := int(width / perChar)
	if n < 2 {
		return ""
	}
	return shorten(words, n)
}
