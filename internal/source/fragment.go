package source

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Fragment returns the text of a piece of HTML, as feeds carry it: one line a
// paragraph, blank lines between, without scripts, pictures and forms. Text
// without mark-up stays as it is, its entities undone. What cannot be read
// within bounds gives "".
func Fragment(s string) string {
	if len(s) > maxPage {
		return ""
	}
	if strings.IndexByte(s, '<') < 0 {
		return paragraphs(html.UnescapeString(s))
	}
	nodes, err := html.ParseFragment(strings.NewReader(s), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return ""
	}
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	count := 0
	var drop []*html.Node
	for n := range root.Descendants() {
		if count++; count > maxNodes {
			return ""
		}
		if n.Type == html.ElementNode && silent(n.DataAtom) {
			drop = append(drop, n)
		}
	}
	for _, n := range drop {
		n.Parent.RemoveChild(n)
	}
	return render(root)
}

// paragraphs tidies the white space of plain text and keeps its lines.
func paragraphs(s string) string {
	var b strings.Builder
	for line := range strings.Lines(lineEnds(s)) {
		if line = oneLine(line); line == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(line)
	}
	return b.String()
}

// silent reports whether an element holds nothing to be read in a report.
func silent(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Template, atom.Svg, atom.Math, atom.Form, atom.Button, atom.Select,
		atom.Textarea, atom.Object, atom.Embed, atom.Video, atom.Audio, atom.Canvas, atom.Figure, atom.Figcaption, atom.Nav, atom.Head, atom.Title:
		return true
	}
	return false
}
