package nlp

import "strings"

// Where the parts of a report that are no running text may stand, and how long
// they may be.
const (
	datelineWithin = 6   // paragraphs at the front that may start with a dateline
	bylineWithin   = 5   // paragraphs at the front that may be a byline
	maxHeadline    = 200 // bytes
	maxByline      = 120 // bytes
	maxDateline    = 110 // bytes
)

// kindOf tells headlines and bylines from running text; text[a:b] is a paragraph.
func (s *segmenter) kindOf(a, b int) Kind {
	para := s.text[a:b]
	switch {
	case s.paragraph < bylineWithin && s.isByline(para):
		return Byline
	case s.paragraph == 0 && s.isHeadline(a, b):
		return Headline
	}
	return Body
}

// isHeadline reports whether the first paragraph is a title: short, without a
// final stop, with text after it.
func (s *segmenter) isHeadline(a, b int) bool {
	if b-a > maxHeadline || skipSpace(s.text, b, len(s.text)) == len(s.text) {
		return false
	}
	switch r, _ := lastRune(s.text, a, b); r {
	case '.', ':', ';', ',', '…':
		return false
	}
	if isBullet(s.text[a:b]) || datelineEnd(s.text, a, b) > a {
		return false
	}
	return isWordRune(first(s.text[a:b])) || isQuoteStart(first(s.text[a:b]))
}

// isByline reports whether a paragraph names the writers: "By Jane Doe and agencies".
func (s *segmenter) isByline(para string) bool {
	if len(para) > maxByline || len(para) < 6 || !strings.EqualFold(para[:3], "by ") {
		return false
	}
	if c := para[len(para)-1]; c == '.' || c == ':' || c == '?' {
		return false
	}
	words, capitals := 0, 0
	for i := 3; i < len(para); {
		i = skipSpace(para, i, len(para))
		j, _ := chunkEnd(para, i, len(para))
		if j == i {
			break
		}
		r := first(para[i:j])
		switch {
		case isUpper(r) || !isWordRune(r):
			capitals++
		case words == 0:
			return false
		}
		words++
		i = j
	}
	return words <= 14 && capitals*2 >= words
}

// datelineEnd returns where the text proper starts behind the dateline of the
// paragraph text[a:b], or a when it has none: "KABUL (Reuters) - ",
// "ISLAMABAD, July 22 (Xinhua) -- ", "WASHINGTON — ".
func datelineEnd(text string, a, b int) int {
	b = min(b, a+maxDateline)
	i, upper, words := a, true, 0
	for i < b {
		i = skipSpace(text, i, b)
		if i >= b || text[i] == '(' {
			break
		}
		if j := dashEnd(text, i, b, words > 0 && upper); j > i {
			if upper && words > 0 && shout(text, j, b) {
				return a
			}
			return afterDash(text, a, j, b, upper && words > 0)
		}
		j := placeWord(text, i, b)
		if j == i {
			return a
		}
		if words == 0 || words == 1 && upper && text[i-1] == ' ' && text[i-2] != ',' {
			upper = allUpper(text[i:j]) && (j-i > 2 || words > 0)
		}
		words++
		i = j
	}
	if i >= b || text[i] != '(' || words == 0 && i > a {
		return a
	}
	shut := strings.IndexByte(text[i:min(b, i+50)], ')')
	if shut < 0 || !agency(text[i+1:i+shut]) {
		return a
	}
	i = skipSpace(text, i+shut+1, b)
	j := dashEnd(text, i, b, true)
	if j == i && strings.HasPrefix(text[i:b], `" `) {
		j++ // what some archives made of a dash
	}
	if j == i && (words < 2 || !strings.ContainsAny(text[a:i], "0123456789")) {
		return a // without a dash, place and day must both be there
	}
	return afterDash(text, a, j, b, true)
}

// dashEnd returns the end of the dash, or colon where colon is set, at i.
func dashEnd(text string, i, b int, colon bool) int {
	j := i
	for j < b && text[j] == '-' {
		j++
	}
	switch {
	case j > i && j < i+4:
		return j
	case i < b && (text[i] == '_' || colon && text[i] == ':'):
		return i + 1
	case strings.HasPrefix(text[i:b], "—"), strings.HasPrefix(text[i:b], "–"):
		return i + 3
	}
	return i
}

// afterDash returns the start of the text proper when the dash of a dateline
// ends at j, or a when what follows is no start of a sentence.
func afterDash(text string, a, j, b int, sure bool) int {
	k := skipSpace(text, j, b)
	if !sure || k >= b {
		return a
	}
	r := first(text[k:])
	if isUpper(r) || isQuoteStart(r) || r >= '0' && r <= '9' {
		return k
	}
	return a
}

// shout reports whether the words at j are in capitals too: a headline, then.
func shout(text string, j, b int) bool {
	j = skipSpace(text, j, b)
	k := wordAt(text, j, b)
	l := skipSpace(text, k, b)
	m := wordAt(text, l, b)
	return k > j+1 && m > l+1 && allUpper(text[j:k]) && allUpper(text[l:m]) // not "A U.S. ship"
}

// placeWord returns the end of a word of a dateline with its comma or full
// stop: capital words, numbers and the particles of names; i for any other.
func placeWord(text string, i, b int) int {
	j := i
	for j < b {
		r, n := runeAt(text, j)
		inner := r == '\'' || r == '’' || r == '/' || r == '-' && j > i && j+1 < b && isWordRune(first(text[j+1:b]))
		if !isWordRune(r) && !inner {
			break
		}
		j += n
	}
	if j == i {
		return i
	}
	r := first(text[i:])
	if !isUpper(r) && !(r >= '0' && r <= '9') {
		switch text[i:j] {
		case "and", "of", "de", "al", "el", "the", "near", "in", "on", "la", "du", "del", "ul", "e":
		default:
			return i
		}
	}
	for j < b && (text[j] == ',' || text[j] == '.') {
		j++
		for j < b && j-i < 8 && isLetterASCII(text[j]) { // "D.C."
			j++
		}
	}
	return j
}

// agency reports whether s, from inside brackets, looks like the name of a
// news agency, alone or with a date: "Reuters", "AP", "Xinhua, July 3".
func agency(s string) bool {
	return s != "" && isUpper(first(s)) && strings.Count(s, " ") <= 5
}

// allUpper reports whether s has letters and none of them is small.
func allUpper(s string) bool {
	seen := false
	for _, r := range s {
		if isLower(r) {
			return false
		}
		seen = seen || isUpper(r)
	}
	return seen
}
