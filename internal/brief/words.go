package brief

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"parley"
)

// maxQuote is how many characters of a report are quoted, as exports have it.
const maxQuote = 300

// maxName is how many characters a name may have in running text.
const maxName = 80

// quoted is as much of a sentence as is quoted, on one line.
func quoted(text string) string { return shorten(oneLine(text), maxQuote) }

// oneLine turns all white space into single spaces, and drops what cannot be shown: a
// browser must not be told to turn the text around.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Join(strings.Fields(text), " ")
}

// shorten cuts a text to at most n characters, where it can at the end of a word.
func shorten(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	runes := []rune(text)[:n-1]
	end := len(runes)
	for end > n/2 && !unicode.IsSpace(runes[end-1]) {
		end--
	}
	if end <= n/2 { // a script without spaces, or one long word
		end = len(runes)
	}
	return strings.TrimRightFunc(string(runes[:end]), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) + "…"
}

// isolated keeps a text that runs from right to left from turning the words around it.
func isolated(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool {
		return r >= 0x590 && r <= 0x8FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC || r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
	}) {
		return "\u2068" + text + "\u2069"
	}
	return text
}

// named is a name from outside as it is written: on one line, not too long.
func named(text string) string { return isolated(shorten(oneLine(text), maxName)) }

// list joins names as English does: "A, B and C".
func list(names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

// date writes a day for people: "3 March 2024".
func date(d parley.Day) string { return format(d, "2 January 2006") }

// shortDate writes a day for tables: "3 Mar 2024".
func shortDate(d parley.Day) string { return format(d, "2 Jan 2006") }

func format(d parley.Day, layout string) string {
	if d.IsZero() {
		return "unknown day"
	}
	return d.Time().Format(layout)
}

// between writes a stretch of days: "3 – 30 March 2024".
func between(from, to parley.Day) string {
	a, b := from.Time(), to.Time()
	switch {
	case from.IsZero() && to.IsZero():
		return "all days"
	case from.IsZero():
		return "up to " + date(to)
	case to.IsZero():
		return "since " + date(from)
	case from == to:
		return date(to)
	case a.Year() == b.Year() && a.Month() == b.Month():
		return a.Format("2") + " – " + date(to)
	case a.Year() == b.Year():
		return a.Format("2 January") + " – " + date(to)
	}
	return date(from) + " – " + date(to)
}

// count writes a number with its noun: "1 day", "1,204 days".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "y") && !strings.HasSuffix(noun, "ay") {
		noun = strings.TrimSuffix(noun, "y") + "ie"
	}
	return thousands(n) + " " + noun + "s"
}

// times writes how often: "once", "twice", "3 times".
func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return thousands(n) + " times"
}

// thousands writes a number with commas.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// capital makes the first letter a capital one.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// sentence is a reason as a sentence, not longer than a quotation.
func sentence(text string) string {
	s := capital(quoted(text))
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// sureness is a confidence in a word.
func sureness(p float64) string {
	switch {
	case p >= 0.8:
		return "high"
	case p >= 0.5:
		return "medium"
	}
	return "low"
}

// safeURL is the address of a report if it is one that a reader may follow, else empty.
func safeURL(url string) string {
	lower := strings.ToLower(url)
	if !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") {
		return ""
	}
	if strings.ContainsFunc(url, func(r rune) bool {
		return r <= ' ' || r == 0x7F || r == utf8.RuneError || strings.ContainsRune("\"'<>`\\", r)
	}) {
		return ""
	}
	return url
}

// dayOf is a day of publication.
func dayOf(t time.Time) string {
	if t.IsZero() {
		return "day unknown"
	}
	return shortDate(parley.DayOf(t))
}
