package nlp

// endsBefore reports whether the sentence, which has its final stop, ends
// before the token that starts at i. attached says that no space comes before i.
func (s *segmenter) endsBefore(i int, attached bool) bool {
	text := s.text
	if i < s.noteTo {
		return false
	}
	if j := footnoteEnd(text, i, s.end); j > i {
		s.noteTo = j
		return false
	}
	r, n := runeAt(text, i)
	if isCloser(r) && s.closes(i, text[i:i+n], attached) {
		return false
	}
	last := s.lastStop()
	stop := s.out[last].Form
	switch r {
	case ',', ';', ':', '.', '!', '?', '…', '%', '/':
		return false
	}
	if attached && last == len(s.out)-1 {
		return s.missingSpace(i, last)
	}
	if len(stop) > 1 && stop[0] != '.' && stop[0] != '!' && stop[0] != '?' && stop[len(stop)-1] == '.' {
		return s.endsAtAbbreviation(stop, i)
	}
	quoted := last < len(s.out)-1
	return s.endsAtStop(stop, i, quoted)
}

// lastStop returns the index of the token with the final stop.
func (s *segmenter) lastStop() int {
	last := len(s.out) - 1
	for k := last; k > 0 && k > last-8; k-- {
		if isFinal(s.out[k].Form) {
			return k
		}
	}
	return last
}

// closes reports whether form, at i behind a final stop, still belongs to the sentence.
func (s *segmenter) closes(i int, form string, attached bool) bool {
	switch form {
	case "''", "’’", ")", "]", "}", "”", "»", "›", ":)", ":(", ";)", ":-)":
		return true
	case `"`:
		return attached || s.quote
	case "'", "’":
		return attached
	}
	return false
}

// footnoteEnd returns the end of a footnote mark "[17]" at i, or i.
func footnoteEnd(text string, i, end int) int {
	if text[i] != '[' {
		return i
	}
	j := i + 1
	for j < end && j < i+4 && isDigit(text[j]) {
		j++
	}
	if j > i+1 && j < end && text[j] == ']' {
		return j + 1
	}
	return i
}

// missingSpace reports whether a sentence ends at the stop out[last] although
// no space comes after it: "the end.Next".
func (s *segmenter) missingSpace(i, last int) bool {
	stop := s.out[last].Form
	r := first(s.text[i:])
	if stop[0] == '!' || stop[0] == '?' {
		return isUpper(r)
	}
	if stop != "." && stop != ".." && stop != "..." || last == 0 {
		return false
	}
	before := s.out[last-1].Form
	j := wordAt(s.text, i, s.end)
	return isUpper(r) && len(before) > 1 && (j-i > 1 || s.words.has(s.text[i:j], starterWord)) && isLower(first(before[1:]))
}

// starts reports what the text at i, behind opening marks, starts with: its
// first character and its first word.
func (s *segmenter) starts(i int) (rune, string) {
	for k := 0; k < 4 && i < s.end; k++ {
		r, n := runeAt(s.text, i)
		if !isQuoteStart(r) {
			break
		}
		i = skipSpace(s.text, i+n, min(s.end, i+n+8))
	}
	if i >= s.end {
		return -1, ""
	}
	return first(s.text[i:]), s.text[i:wordAt(s.text, i, s.end)]
}

// endsAtStop reports whether a sentence ends at the stop before i, which is no
// abbreviation. quoted says that closing marks stand between.
func (s *segmenter) endsAtStop(stop string, i int, quoted bool) bool {
	r, word := s.starts(i)
	switch {
	case r == -1:
		return true
	case stop[0] == '.' && len(stop) > 1 || stop == "…":
		return isUpper(r) && (word != "I" || len(stop) > 3)
	case isLower(r):
		if quoted {
			return false
		}
		if stop != "." {
			return len(stop) > 1 || s.plainBefore() && !s.attributed(i) && !s.words.has(word, speechWord)
		}
		return s.endsBeforeLower()
	case r == '-' || r == '–' || r == '—':
		return !quoted || stop == "."
	}
	if quoted && stop != "." && isUpper(r) && s.attributed(i) {
		return false
	}
	return true
}

// endsBeforeLower reports whether a full stop ends a sentence although a small
// letter follows: not behind what looks like an unknown abbreviation.
func (s *segmenter) endsBeforeLower() bool {
	if len(s.out) < 3 {
		return false
	}
	return len(s.out[len(s.out)-2].Form) > 3 || s.plainBefore() && len(s.out[len(s.out)-2].Form) > 2
}

// plainBefore reports whether the word before the stop is written in small
// letters: "Yahoo! said" is no end.
func (s *segmenter) plainBefore() bool {
	if len(s.out) < 2 {
		return false
	}
	for _, r := range s.out[len(s.out)-2].Form {
		if !isLower(r) {
			return false
		}
	}
	return true
}

// attributed reports whether the words at i say who spoke: `"Why?" Khan asked`.
func (s *segmenter) attributed(i int) bool {
	stop := min(s.end, i+60)
	for k := 0; k < 5 && i < stop; k++ {
		j := wordAt(s.text, i, s.end)
		if j == i {
			return false
		}
		if s.words.has(s.text[i:j], speechWord) {
			return k > 0
		}
		i = skipSpace(s.text, j, stop)
	}
	return false
}

// endsAtAbbreviation reports whether a sentence ends at the abbreviation before i.
func (s *segmenter) endsAtAbbreviation(abbrev string, i int) bool {
	r, word := s.starts(i)
	if r == -1 {
		return true
	}
	if !isUpper(r) {
		return false
	}
	class := s.words.class(abbrev[:len(abbrev)-1])
	starter := s.words.has(word, starterWord)
	switch {
	case class&titleWord != 0:
		return false
	case len(abbrev) == 2: // an initial
		return starter && len(word) > 1
	case class&endWord != 0 && (abbrev[0]|0x20 == 'e' || abbrev[0] >= 'a'):
		return true // "etc."
	}
	switch abbrev[0] | 0x20 {
	case 'a', 'p': // "5 p.m. Monday"
		if len(abbrev) == 4 && abbrev[2]|0x20 == 'm' {
			return !s.words.has(word, zoneWord)
		}
	}
	return starter
}
