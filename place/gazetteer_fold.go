package place

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// maxName is the most bytes that a name may have, folded. Longer ones are no
// names of places.
const maxName = 96

// Tables of the base letters of Latin letters with marks: one letter for each
// code point from the first one on; '?' is no letter, '#' has several (see digraphs).
const (
	latinFrom = 0x00C0
	latin     = "aaaaaa#ceeeeiiiidnooooo?ouuuuy##aaaaaa#ceeeeiiiidnooooo?ouuuuy#y" +
		"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii##jjkkkllllllllllnnnnnnnnnoooooo##rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs" +
		"?b????o???d???aae?f?????kk??????oo?????????????uu??yy???????????????#########aaiioouuuuuuuuuuaaaaa????ggkkoooo??j###gg??nnaa????" +
		"aaaaeeeeiiiioooorrrruuuusstt??hh??????aaeeooooooooyy????????????????????????????" +
		"???bo??d?a?e????????????ii???????????????????????????????u?v????????????????????"
	moreFrom = 0x1E00
	more     = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssss" +
		"ttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy?s????aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooo" +
		"uuuuuuuuuuuuuuyyyyyyyy??????"
)

func digraph(r rune) string {
	switch r {
	case 'Æ', 'æ':
		return "ae"
	case 'Þ', 'þ':
		return "th"
	case 'ß':
		return "ss"
	case 'Œ', 'œ':
		return "oe"
	case 'Ĳ', 'ĳ':
		return "ij"
	}
	return ""
}

// Fold returns the form in which the gazetteer knows a name: lower case
// without marks, apostrophes and full stops, words apart by one space, "st"
// for "Saint", "mt" for "Mount", "al" for any spelling of the Arabic article,
// and no "the" in front. It is empty when the name has letters of another
// script, or is too long.
func Fold(name string) string {
	var buf [maxName]byte
	letters, ok := appendLetters(buf[:0], name)
	if !ok {
		return ""
	}
	return string(foldWords(letters))
}

// appendLetters appends the letters of a piece of text to key, words apart by
// single spaces. It reports false when there is a letter that it does not know
// or no more room; key never grows beyond its capacity.
func appendLetters[T string | []byte](key []byte, text T) ([]byte, bool) {
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case c == '\'' || c == '.' || c == '`':
				continue
			default:
				key = appendSpace(key)
				continue
			}
			if len(key) == cap(key) {
				return key, false
			}
			key = append(key, c)
			continue
		}
		var r rune
		var size int
		r, size = decode(text[i:])
		i += size
		base, ok := letter(r)
		switch {
		case !ok:
			return key, false
		case base == " ":
			key = appendSpace(key)
		case len(key)+len(base) > cap(key):
			return key, false
		default:
			key = append(key, base...)
		}
	}
	return key, true
}

func decode[T string | []byte](text T) (rune, int) {
	var b [utf8.UTFMax]byte
	return utf8.DecodeRune(b[:copy(b[:], text)])
}

func appendSpace(key []byte) []byte {
	if len(key) > 0 && key[len(key)-1] != ' ' && len(key) < cap(key) {
		return append(key, ' ')
	}
	return key
}

// letter gives the plain letters of a letter beyond ASCII, "" for a mark that
// is dropped, " " for what parts words; false for letters of other scripts.
func letter(r rune) (string, bool) {
	table, from := latin, rune(latinFrom)
	if r >= moreFrom {
		table, from = more, moreFrom
	}
	if i := int(r - from); i >= 0 && i < len(table) && table[i] != '?' {
		if table[i] == '#' {
			s := digraph(r)
			return s, s != ""
		}
		return table[i : i+1], true
	}
	switch {
	case unicode.Is(unicode.Mn, r), 0x02B0 <= r && r <= 0x02FF,
		r == '‘', r == '’', r == '‛', r == '´', r == '′', r == 'ʼ', r == '\u200c', r == '\u200d':
		return "", true
	case r == utf8.RuneError, unicode.IsLetter(r), unicode.IsNumber(r):
		return "", false
	}
	return " ", true
}

// foldWords rewrites the words of a key in place.
func foldWords(key []byte) []byte {
	key = bytes.TrimRight(key, " ")
	if bytes.HasPrefix(key, []byte("the ")) {
		key = key[4:]
	}
	out := 0
	for at := 0; at < len(key); {
		end := at + wordLen(key[at:])
		word := key[at:end]
		if end < len(key) {
			word = foldWord(word, key[end+1:])
		}
		out += copy(key[out:], word)
		if end < len(key) {
			key[out] = ' '
			out++
		}
		at = end + 1
	}
	return key[:out]
}

func wordLen(key []byte) int {
	if n := bytes.IndexByte(key, ' '); n >= 0 {
		return n
	}
	return len(key)
}

// foldWord gives the short form of a word that others follow. The result is
// never longer than the word.
func foldWord(word, rest []byte) []byte {
	switch string(word) {
	case "saint", "sainte", "ste":
		return []byte("st")
	case "mount":
		return []byte("mt")
	case "el", "ul", "il":
		return []byte("al")
	case "ad", "an", "ar", "as", "at", "az", "ash", "ath", "adh", "ed", "en", "er", "es", "et", "ez", "esh":
		// The article takes the sound of a sun letter: "ar-Raqqa", "ash-Sham".
		if bytes.HasPrefix(rest, word[1:]) {
			return []byte("al")
		}
	}
	return word
}
