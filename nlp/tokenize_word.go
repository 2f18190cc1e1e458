package nlp

import "unicode/utf8"

// word appends the token or tokens of the word that starts at i with a letter
// or digit, and returns its end.
func (t *tokenizer) word(i, end int) int {
	end = min(end, i+maxWord)
	for end < len(t.text) && end > i && !utf8.RuneStart(t.text[end]) {
		end--
	}
	p := i
	for p < end {
		r, n := runeAt(t.text, p)
		if isWordRune(r) || isJoiner(r) || r == '_' {
			p += n
			continue
		}
		q := t.inner(i, p, n, end, r)
		if q == p {
			break
		}
		p = q
	}
	if p == i { // cut in the middle of a character
		_, n := runeAt(t.text, i)
		p = i + n
	}
	if p < end && t.text[p] == '.' && t.abbreviation(i, p, end) {
		p++
	}
	return t.split(i, p)
}

// inner decides whether the mark r at p joins the word text[i:p] to what comes
// after it; it returns p when not, else the place behind the mark.
func (t *tokenizer) inner(i, p, n, end int, r rune) int {
	text, q := t.text, p+n
	if q >= end {
		return p
	}
	next := first(text[q:end])
	if !isWordRune(next) {
		return p
	}
	join := false
	switch r {
	case '\'', '’', '`', 'ʼ', 'ʻ', '·':
		join = true
	case '.':
		join = t.innerStop(i, p, end)
	case ',':
		join = isDigit(text[p-1]) && q+3 <= end && isDigit(text[q]) && isDigit(text[q+1]) && isDigit(text[q+2]) &&
			(q+3 == end || !isDigit(text[q+3]))
	case ':':
		join = isDigit(text[p-1]) && isDigit(text[q]) && p-i <= 5
	case '/':
		join = slashDate(text, i, p, end) || p-i == 1 && text[i]|0x20 == 'w' && text[q]|0x20 == 'o'
	case '&':
		join = isUpper(next) && isUpper(rune(text[p-1])) && p-i <= 4
	case '-', '‑':
		join = t.innerHyphen(i, p, q, end)
	}
	if join {
		return q
	}
	return p
}

// innerStop reports whether the full stop at p is inside a number, an
// abbreviation or a name: "1.5", "U.S.", "p.m", "Ph.D."
func (t *tokenizer) innerStop(i, p, end int) bool {
	text := t.text
	if isDigit(text[p-1]) && isDigit(text[p+1]) {
		return true
	}
	if p-i <= 64 && t.words.has(text[i:p+2], abbrevPrefix) {
		return true
	}
	// Letters and stops by turns, one or two letters each.
	k := p
	for k > i && isLetterASCII(text[k-1]) {
		k--
	}
	if p-k > 1 || p == k || k > i && text[k-1] != '.' && text[k-1] != '-' {
		return false
	}
	q := p + 1
	for q < end && isLetterASCII(text[q]) {
		q++
	}
	return q-p-1 == 1 || q-p-1 == 2 && q < end && text[q] == '.'
}

// abbreviation reports whether the full stop at p belongs to the word text[i:p].
func (t *tokenizer) abbreviation(i, p, end int) bool {
	text := t.text
	word := text[i:p]
	if len(word) == 1 {
		return t.initial(word[0], i, p, end)
	}
	for k := len(word) - 1; k >= 0; k-- {
		if word[k] == '-' { // "Brig-Gen."
			word = word[k+1:]
			break
		}
		if word[k] == '.' && isLetterASCII(word[0]) && isLetterASCII(word[len(word)-1]) {
			return true // "U.S", "a.m"
		}
		if !isLetterASCII(word[k]) {
			return false
		}
	}
	if len(word) == 0 {
		return false
	}
	class := t.words.class(word)
	if class&abbrevAny == 0 {
		return false
	}
	if class&needsDigit != 0 {
		j := skipSpace(text, p+1, min(len(text), p+6))
		return j < len(text) && isDigit(text[j])
	}
	if class&needsCapital != 0 {
		j := skipSpace(text, p+1, min(len(text), p+6))
		return isUpper(rune(word[0])) && j < len(text) && (isUpper(first(text[j:])) || isDigit(text[j]))
	}
	return true
}

// initial reports whether the letter c before the full stop at p is an
// initial: "J. R. Smith", but not "Plan B." at the end of a text.
func (t *tokenizer) initial(c byte, i, p, end int) bool {
	if !isUpper(rune(c)) {
		return c == 'v' || c == 'c' || c == 'p'
	}
	text := t.text
	if p+1 < end && text[p+1] != ',' && !isWordRune(first(text[p+1:end])) {
		return false
	}
	j := skipSpace(text, p+1, min(len(text), p+6))
	if j >= len(text) {
		return false
	}
	if c == 'I' && !(t.afterCapital() && isUpper(first(text[j:]))) {
		return false
	}
	return true
}

// afterCapital reports whether the last token starts with a capital letter.
func (t *tokenizer) afterCapital() bool {
	return len(t.out) > 0 && isUpper(first(t.out[len(t.out)-1].Form))
}

// slashDate reports whether the slash at p is inside a date or fraction of
// digits: "22/7/2023", "9/11", but not "2001/02".
func slashDate(text string, i, p, end int) bool {
	for k := i; k < p; k++ {
		if !isDigit(text[k]) && text[k] != '/' {
			return false
		}
	}
	q := p + 1
	for q < end && isDigit(text[q]) {
		q++
	}
	if q == p+1 || q < end && isWordRune(first(text[q:end])) {
		return false
	}
	k := p
	for k > i && isDigit(text[k-1]) {
		k--
	}
	return p-k <= 2 && (k > i || q-p-1 <= 2 || q < end && text[q] == '/' || q-p-1 == 4 && p-k <= 2)
}

// innerHyphen reports whether the hyphen at p stays inside its word. The
// treebanks split "Saudi-led" and "al-Qaeda" in three but keep "anti-war",
// "e-mail" and telephone numbers whole.
func (t *tokenizer) innerHyphen(i, p, q, end int) bool {
	text := t.text
	k := p
	for k > i && text[k-1] != '-' {
		k--
	}
	if isDigit(text[p-1]) && isDigit(text[q]) {
		return hyphenNumber(text, i, p, q, end)
	}
	if p-k == 1 && text[k]|0x20 != 'e' || i > 0 && k == i && text[i-1] == '-' {
		return false
	}
	if k > i && !t.words.has(text[i:k-1], keepsHyphen) {
		return false
	}
	return t.words.has(text[k:p], keepsHyphen)
}

// hyphenNumber reports whether the hyphen at p is inside a telephone number or
// a date of digits ("345-9945", "2023-07-22"); ranges ("1969-1970") are split.
func hyphenNumber(text string, i, p, q, end int) bool {
	left := p
	for left > i && isDigit(text[left-1]) {
		left--
	}
	if left > i && text[left-1] != '-' && text[left-1] != '/' {
		return false
	}
	right := q
	for right < end && isDigit(text[right]) {
		right++
	}
	if right < end && isLetterASCII(text[right]) {
		return false
	}
	more := right+1 < end && text[right] == '-' && isDigit(text[right+1])
	return left > i || more || p-left == 3 && right-q == 4 || p-left == 5 && right-q == 4
}

// split appends text[i:j], which holds no space, as one word or as the words
// that it was written together from.
func (t *tokenizer) split(i, j int) int {
	text := t.text
	if mid := clitic(text[i:j]); mid > 0 {
		t.pushSplit(i, i+mid, j)
		return j
	}
	if mid := t.words.contraction(text[i:j]); mid > 0 {
		t.pushSplit(i, i+mid, j)
		return j
	}
	if mid := unit(text, i, j, t.words); mid > i {
		t.push(i, mid)
		t.push(mid, j)
		return j
	}
	t.push(i, j)
	return j
}

// clitic returns where "'s", "n't", "'ll" and the like start in word, or 0.
func clitic(word string) int {
	if len(word) < 3 {
		return 0
	}
	// The last apostrophe is within five bytes of the end.
	for k := len(word) - 2; k > 0 && k >= len(word)-5; k-- {
		n := 0
		switch {
		case word[k] == '\'' || word[k] == '`':
			n = 1
		case word[k] == 0xE2 && k+3 < len(word) && word[k+1] == 0x80 && word[k+2] == 0x99:
			n = 3
		default:
			continue
		}
		tail := word[k+n:]
		var b foldBuf
		low, _ := b.fold(tail)
		switch string(low) {
		case "s":
			if decade(word[:k]) {
				return 0
			}
			return k
		case "re", "ve", "ll", "m", "d":
			return k
		case "t":
			if k > 1 && word[k-1]|0x20 == 'n' {
				return k - 1
			}
		}
		return 0
	}
	return 0
}

// decade reports whether s is a number of years in tens: the "1990" of "1990's".
func decade(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s[len(s)-1] == '0'
}

// unit returns where a unit starts that was written onto its number ("5pm",
// "10m", "3.8bn"), or 0.
func unit(text string, i, j int, words *wordLists) int {
	if !isDigit(text[i]) {
		return 0
	}
	k := i
	for k < j && !isLetterASCII(text[k]) {
		k++
	}
	if k == j || !words.has(text[k:j], unitWord) {
		return 0
	}
	return k
}
