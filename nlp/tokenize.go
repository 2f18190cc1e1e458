package nlp

import (
	"unicode"
	"unicode/utf8"

	"parley"
)

// Bounds that keep time and memory small on text that is not prose.
const (
	maxChunk = 2048 // bytes between two spaces that are looked at together; longer runs are cut
	maxWord  = 192  // bytes of a token that is no web address
)

// tokenizer cuts text into the words of Universal Dependencies, following the
// English Web Treebank and GUM. It holds no state but its place in the text.
type tokenizer struct {
	text  string
	words *wordLists
	out   []Token // tokens of the sentence being built

	single bool // a single quotation mark is open
}

// push appends a token for text[a:b].
func (t *tokenizer) push(a, b int) {
	t.out = append(t.out, Token{Span: parley.Span{Start: a, End: b}, Form: t.text[a:b], Head: -1})
}

// pushSplit appends text[a:b] as the two words text[a:mid] and text[mid:b].
func (t *tokenizer) pushSplit(a, mid, b int) {
	t.push(a, mid)
	t.out[len(t.out)-1].Multi = 2
	t.push(mid, b)
}

// chunkEnd returns the end of the run of non-space characters that starts at i
// and whether it could hold a web address, a file name or the like.
func chunkEnd(text string, i, end int) (int, bool) {
	web := false
	start := i
	for i < end {
		c := text[i]
		if c < utf8.RuneSelf {
			if isSpaceASCII(c) {
				break
			}
			if c == '@' || c == '.' || c == ':' {
				web = true
			}
			i++
		} else {
			r, n := utf8.DecodeRuneInString(text[i:end])
			if isSpace(r) {
				break
			}
			i += n
		}
		if i-start >= maxChunk {
			break
		}
	}
	return i, web
}

// next appends the token or tokens of the written word that starts at i, where
// text[i:end] holds no space, and returns where the following one starts.
// first says that i starts the run of non-space characters.
func (t *tokenizer) next(i, end int, web, first bool) int {
	text := t.text
	if web && (first || isOpener(text[i-1])) {
		if j := webEnd(text[i:end]); j > 0 {
			t.push(i, i+j)
			return i + j
		}
	}
	r, n := runeAt(text, i)
	switch {
	case isWordRune(r):
		return t.word(i, end)
	case isJoiner(r):
		return i + n // a joiner with nothing to join
	case r == '\'' || r == '’' || r == '`':
		if j := t.apostrophe(i, n, end); j > 0 {
			return j
		}
	}
	j := punctEnd(text, i, end, first)
	t.push(i, j)
	if r == '‘' || r == '\'' || r == '’' {
		t.single = r == '‘' || r == '\'' && first && j == i+1 && j < end
	}
	return j
}

// apostrophe appends the word that starts with the apostrophe at i ("'s",
// "'em", "'90s", "” "), or returns 0 when it is a quotation mark.
func (t *tokenizer) apostrophe(i, n, end int) int {
	text := t.text
	j := i + n
	if len(t.out) > 0 && t.out[len(t.out)-1].Span.End == i && t.possessive(text[i:j]) {
		t.out[len(t.out)-1].Multi = 2
		t.push(i, j)
		return j
	}
	if j >= end || !isWordRune(first(text[j:end])) {
		return 0
	}
	k := j
	for k < end && isAlnumASCII(text[k]) {
		k++
	}
	switch {
	case isDigit(text[j]) && (k-j == 2 || k-j == 3 && text[k-1] == 's'):
	case k < end && text[k] >= utf8.RuneSelf:
		return 0
	case t.words.has(text[j:k], afterApostrophe):
	default:
		return 0
	}
	t.push(i, k)
	return k
}

// possessive reports whether the apostrophe after the last token marks the
// possessive of a word in s: "states'". A quotation that it may end comes first.
func (t *tokenizer) possessive(mark string) bool {
	word := t.out[len(t.out)-1].Form
	last := word[len(word)-1]
	if last != 's' && last != 'S' && last != 'z' && last != 'x' || len(word) < 3 || mark == "`" {
		return false
	}
	if t.single {
		t.single = false
		return false
	}
	return true
}

// punctEnd returns the end of the punctuation or symbol that starts at i:
// repeated marks and faces are one token.
func punctEnd(text string, i, end int, chunkStart bool) int {
	if chunkStart {
		if j := faceEnd(text, i, end); j > i {
			return j
		}
	}
	c := text[i]
	j := i + 1
	switch c {
	case '!', '?':
		for j < end && (text[j] == '!' || text[j] == '?') {
			j++
		}
	case '.', '-', '*', '=', '~', '#', '_', '+', '<', '>', '|', '\'', '`':
		for j < end && text[j] == c {
			j++
		}
		if c == '\'' && j-i > 2 {
			j = i + 1
		}
		if c == '#' && j == i+1 && j < end && isWordRune(first(text[j:end])) && !isDigit(text[j]) && chunkStart {
			j = tagEnd(text, j, end)
		}
	default:
		_, n := runeAt(text, i)
		j = i + n
		for j < end && text[j] >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(text[j:end])
			if !unicode.Is(unicode.M, r) && !isJoiner(r) {
				break
			}
			j += n
		}
	}
	return min(j, i+maxWord)
}

// tagEnd returns the end of the name of a hashtag or handle.
func tagEnd(text string, i, end int) int {
	for i < end {
		r, n := runeAt(text, i)
		if !isWordRune(r) && r != '_' {
			break
		}
		i += n
	}
	return i
}

// faceEnd returns the end of an emoticon that fills text[i:end] or stands
// before its closing marks, and i when there is none: ":-)", ";)", "=(".
func faceEnd(text string, i, end int) int {
	if end-i < 2 || end-i > 4 {
		return i
	}
	j := i + 1
	switch text[i] {
	case ':', ';', '=':
	default:
		return i
	}
	if text[j] == '-' {
		j++
	}
	if j < end {
		switch text[j] {
		case ')', '(', 'D', 'P', 'p', '/', '|', ']', '[':
			if j+1 == end || text[j+1] == '.' {
				return j + 1
			}
		}
	}
	return i
}
