package nlp

import "unicode/utf8"

// lineReader cuts text into paragraphs: at blank lines, and at single line
// ends unless the lines were wrapped to a width.
type lineReader struct {
	text string
	at   int // where the next line starts

	blockEnd int  // end of the run of lines without a blank one
	width    int  // length of its longest line
	wrapped  bool // its lines look wrapped to that width
}

// Widths of hard-wrapped text: agencies and mail use 60 to 80 columns.
const (
	minWrap   = 40
	maxWrap   = 160
	looseWrap = 6  // columns that a full line may have left
	minJoin   = 20 // a shorter line is never joined to the next, but in wrapped text
)

// line is a line of text without its end; next is where the following starts.
type line struct{ start, end, next int }

// nextLine returns the line at i.
func (l *lineReader) nextLine(i int) line {
	text := l.text
	for j := i; j < len(text); j++ {
		switch text[j] {
		case '\n', '\v', '\f':
			return line{i, j, j + 1}
		case '\r':
			if j+1 < len(text) && text[j+1] == '\n' {
				return line{i, j, j + 2}
			}
			return line{i, j, j + 1}
		case 0xE2: // U+2028 and U+2029, line and paragraph separators
			if j+2 < len(text) && text[j+1] == 0x80 && text[j+2]|1 == 0xA9 {
				return line{i, j, j + 3}
			}
		}
	}
	return line{i, len(text), len(text)}
}

// trim returns ln without spaces around it; it is empty for a blank line.
func (l *lineReader) trim(ln line) line {
	ln.start = skipSpace(l.text, ln.start, ln.end)
	for ln.end > ln.start {
		r, n := lastRune(l.text, ln.start, ln.end)
		if !isSpace(r) {
			break
		}
		ln.end -= n
	}
	return ln
}

// paragraph returns the bounds of the next paragraph.
func (l *lineReader) paragraph() (start, end int, ok bool) {
	var ln line
	for {
		if l.at >= len(l.text) {
			return 0, 0, false
		}
		ln = l.trim(l.nextLine(l.at))
		l.at = ln.next
		if ln.end > ln.start {
			break
		}
	}
	if ln.start >= l.blockEnd {
		l.measure(ln)
	}
	start = ln.start
	for l.at < l.blockEnd {
		next := l.trim(l.nextLine(l.at))
		if l.breaks(ln, next, start) {
			break
		}
		ln = next
		l.at = ln.next
	}
	return start, ln.end, true
}

// measure finds the end and the shape of the block of lines that starts with first.
func (l *lineReader) measure(first line) {
	lines, wide := 0, 0
	l.width = 0
	for ln := first; ln.end > ln.start; ln = l.trim(l.nextLine(ln.next)) {
		lines++
		n := ln.end - ln.start
		l.width = max(l.width, n)
		if n >= minWrap {
			wide++
		}
		l.blockEnd = ln.next
	}
	l.wrapped = lines > 1 && l.width >= minWrap && l.width <= maxWrap && 3*wide >= lines && l.filled(first)
}

// afterTitle reports whether the word before end is an abbreviation that a name follows: "Mr".
func (l *lineReader) afterTitle(start, end int) bool {
	a := end
	for a > start && end-a < 8 && isLetterASCII(l.text[a-1]) {
		a--
	}
	return loadedWords().has(l.text[a:end], titleWord)
}

// filled reports whether the lines of the block were broken where the width
// ran out, not where the writer chose to, as in a list of headlines or with
// one sentence a line.
func (l *lineReader) filled(ln line) bool {
	full, loose, stops, small := 0, 0, 0, 0
	lines := 1
	for ; ln.next < l.blockEnd; lines++ {
		next := l.trim(l.nextLine(ln.next))
		stop := l.hasStop(ln)
		switch {
		case l.spare(ln, next) < looseWrap:
			full++
		case !stop:
			loose++
		}
		if stop {
			stops++
		}
		if isLower(first(l.text[next.start:next.end])) {
			small++
		}
		ln = next
	}
	if stops == lines-1 || stops == 0 && small == 0 && !l.hasStop(ln) {
		return false
	}
	return loose <= 1 || full >= 3*(loose-1) // a title and a line that was edited may be loose
}

// spare returns how many columns would have been left on ln if the first word
// of next stood there too.
func (l *lineReader) spare(ln, next line) int {
	word, _ := chunkEnd(l.text, next.start, min(next.end, next.start+maxWrap))
	return l.width - (ln.end - ln.start) - 1 - (word - next.start)
}

// hasStop reports whether the line ends like a sentence or a quotation.
func (l *lineReader) hasStop(ln line) bool {
	end := ln.end
	for end > ln.start {
		r, n := lastRune(l.text, ln.start, end)
		if r == '.' && l.afterTitle(ln.start, end-n) {
			return false
		}
		if !isCloser(r) {
			return isFinal(l.text[end-n:end]) || r == ':'
		}
		end -= n
	}
	return false
}

// breaks reports whether a paragraph that starts at start ends with ln, before next.
func (l *lineReader) breaks(ln, next line, start int) bool {
	after := l.text[next.start:next.end]
	if isBullet(after) || datelineEnd(l.text, next.start, next.end) > next.start {
		return true
	}
	if !l.wrapped {
		return ln.end-ln.start < minJoin || !isLower(first(after)) || l.hasStop(ln)
	}
	opens := ln.start == start && isUpper(first(after)) && !l.hasStop(ln) // ln may be a title
	if opens && loadedWords().has(after[:wordAt(after, 0, len(after))], starterWord) {
		return true
	}
	spare := l.spare(ln, next)
	if spare < looseWrap {
		return false
	}
	// The first word of next would have fitted: the line was ended on purpose.
	if l.hasStop(ln) {
		return true
	}
	return opens && spare > l.width/6
}

// isBullet reports whether a line starts an item of a list: "- ", "• ", "1. ", "(a) ".
func isBullet(s string) bool {
	r, n := runeAt(s, 0)
	switch r {
	case '•', '‣', '▪', '●', '◦', '·', '■', '►':
		return true
	case '-', '*', '–', '—':
		return n < len(s) && s[n] == ' '
	}
	i := 0
	if s[0] == '(' {
		i = 1
	}
	j := i
	for j < len(s) && j < i+3 && isDigit(s[j]) {
		j++
	}
	if j == i && j < len(s) && isLetterASCII(s[j]) && i == 1 {
		j++
	}
	return j > i && j+1 < len(s) && (s[j] == ')' || s[j] == '.' && i == 0) && s[j+1] == ' '
}

// lastRune decodes the character that ends at end.
func lastRune(text string, start, end int) (rune, int) {
	if c := text[end-1]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeLastRuneInString(text[start:end])
}
