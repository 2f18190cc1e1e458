package source

import (
	"net/url"
	"strings"

	"parley"
)

// visible puts a space for each character that steers a terminal or turns the
// order of what is shown, so that a report cannot do either to those who read
// of it: the controls of ASCII and of Latin-1, overrides and isolates of
// direction, separators of lines and paragraphs. Tabs and line ends stay. What
// ends a line for [parley/nlp] becomes "\n", so that paragraphs stay apart. One
// character stands for one, so that offsets counted in code points hold.
func visible(s string) string {
	if !strings.ContainsFunc(s, control) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		switch {
		case !control(r):
			b.WriteRune(r)
		case r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029' || r == '\r' && !strings.HasPrefix(s[i+1:], "\n"):
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// control reports whether a character does something instead of being seen.
func control(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return false
	case r < 0x20, r >= 0x7f && r <= 0x9f:
		return true
	}
	return r >= '\u2028' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// Visible makes what is shown within a line of a text from outside: of control
// characters nothing but a space is left.
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		if control(r) {
			return ' '
		}
		return r
	}, s)
}

// blank reports whether nothing of s can be seen.
func blank(s string) bool { return strings.TrimSpace(visible(s)) == "" }

// visibleURL writes control characters of an address as addresses have them.
func visibleURL(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return control(r) || r == '\n' || r == '\t' }) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if control(r) || r == '\n' || r == '\t' {
			b.WriteString(url.PathEscape(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// showable makes all that doc says fit to be shown.
func showable(doc *parley.Document) {
	doc.Text = visible(doc.Text)
	doc.URL = visibleURL(doc.URL)
	for _, s := range []*string{&doc.ID, &doc.Title, &doc.Outlet, &doc.Lang} {
		*s = Visible(*s)
	}
}
