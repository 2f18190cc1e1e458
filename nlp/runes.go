package nlp

import (
	"unicode"
	"unicode/utf8"
)

// runeAt decodes the character at i; a byte that is not UTF-8 is one of its own.
func runeAt(text string, i int) (rune, int) {
	if c := text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(text[i:])
}

// first returns the first character of text, or -1 for the empty text.
func first(text string) rune {
	if text == "" {
		return -1
	}
	r, _ := runeAt(text, 0)
	return r
}

func isSpaceASCII(c byte) bool { return c <= ' ' || c == 0x7f }

// isSpace reports whether r separates words without being seen: white space,
// controls, zero-width spaces and marks of writing direction.
func isSpace(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return isSpaceASCII(byte(r))
	case r <= 0xA0:
		return true
	case r < 0x1680:
		return r == 0x61C
	case r == 0x1680, r == 0x3000, r == 0xFEFF, r == 0x205F:
		return true
	case r >= 0x2000 && r <= 0x200B, r == 0x200E, r == 0x200F:
		return true
	case r >= 0x2028 && r <= 0x202F, r >= 0x2060 && r <= 0x2069:
		return true
	}
	return false
}

// isJoiner reports whether r is an invisible part of a word: soft hyphen,
// zero-width joiner or non-joiner.
func isJoiner(r rune) bool { return r == 0xAD || r == 0x200C || r == 0x200D }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetterASCII(c byte) bool { c |= 0x20; return 'a' <= c && c <= 'z' }

func isAlnumASCII(c byte) bool { return isLetterASCII(c) || isDigit(c) }

// isWordRune reports whether r is a letter, a digit or a mark on one.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0 && isAlnumASCII(byte(r))
	}
	if r == utf8.RuneError {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

func isUpper(r rune) bool {
	if r < utf8.RuneSelf {
		return 'A' <= r && r <= 'Z'
	}
	return unicode.IsUpper(r)
}

func isLower(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z'
	}
	return unicode.IsLower(r)
}

// isOpener reports whether a web address or a name may start right after c.
func isOpener(c byte) bool {
	switch c {
	case '(', '[', '<', '{', '"', '\'', ':', ',', '|', '=':
		return true
	}
	return false
}

// isCloser reports whether r may end a sentence after its final stop.
func isCloser(r rune) bool {
	switch r {
	case '"', '\'', ')', ']', '}', '”', '’', '»', '›':
		return true
	}
	return false
}

// isQuoteStart reports whether r may open a sentence.
func isQuoteStart(r rune) bool {
	switch r {
	case '"', '\'', '“', '‘', '«', '‹', '„', '`', '(', '[', '¿', '¡':
		return true
	}
	return false
}

// skipSpace returns the first place at or after i, but at most end, that is no space.
func skipSpace(text string, i, end int) int {
	for i < end {
		r, n := runeAt(text, i)
		if !isSpace(r) {
			break
		}
		i += n
	}
	return i
}

// wordAt returns the end of the run of letters and digits at i; it looks at
// maxWord bytes at most.
func wordAt(text string, i, end int) int {
	stop := min(end, i+maxWord)
	for i < stop {
		r, n := runeAt(text, i)
		if !isWordRune(r) {
			break
		}
		i += n
	}
	return i
}

// foldBuf is room to lower-case a word in, without allocating.
type foldBuf [32]byte

// fold lower-cases the ASCII letters of s and turns curly apostrophes
// straight; ok is false when s is longer than any listed word.
func (b *foldBuf) fold(s string) ([]byte, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x99 {
			c = '\''
			i += 2
		} else if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if n == len(b) {
			return nil, false
		}
		b[n] = c
		n++
	}
	return b[:n], true
}
