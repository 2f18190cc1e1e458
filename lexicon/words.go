package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Split cuts a phrase into words as [Phrase] and [Lexicon.Longest] want them:
// at white space, with commas, brackets and quotation marks on their own.
// Hyphens, apostrophes and full stops stay in their word.
func Split(text string) []string { return appendWords(nil, text) }

func appendWords(words []string, text string) []string {
	start := -1
	cut := func(end int) {
		if start >= 0 {
			words = append(words, text[start:end])
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case unicode.IsSpace(r):
			cut(i)
		case strings.ContainsRune(`,;:()[]"“”`, r):
			cut(i)
			words = append(words, string(r))
		case start < 0:
			start = i
		}
	}
	cut(len(text))
	return words
}

// piece is a part of a word between hyphens; a possessive ending is a piece of
// its own.
type piece struct {
	text  string // as written
	id    int32  // number of its normal form in the vocabulary, -1 if not there
	word  int32  // index of the word it comes from
	last  bool   // last piece of its word
	upper bool   // begins with a capital letter or a digit
	caps  bool   // two letters or more, all capital
	poss  bool   // a possessive ending
}

// expand appends the pieces of words to ps.
func expand(ps []piece, words []string, vocab map[string]int32) []piece {
	for w, text := range words {
		first := len(ps)
		ps = split(ps, text)
		for i := first; i < len(ps); i++ {
			ps[i].word = int32(w)
			ps[i].id = lookup(vocab, ps[i].text)
			ps[i].upper, ps[i].caps = letterCase(ps[i].text)
		}
		if len(ps) > first {
			ps[len(ps)-1].last = true
		}
	}
	return ps
}

// split appends the pieces of one word; a lone hyphen has none.
func split(ps []piece, text string) []piece {
	for text != "" {
		end := len(text)
		next := end
		if i := strings.IndexAny(text, "-–‑/"); i >= 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			end, next = i, i+size
		}
		part := text[:end]
		text = text[next:]
		if part == "" {
			continue
		}
		stem, poss := possessive(part)
		if stem != "" {
			ps = append(ps, piece{text: stem})
		}
		if poss != "" {
			ps = append(ps, piece{text: poss, poss: true})
		}
	}
	return ps
}

// possessive cuts 's or a final apostrophe off.
func possessive(s string) (stem, ending string) {
	for _, e := range [...]string{"'s", "’s", "'S", "’S"} {
		if strings.HasSuffix(s, e) {
			return s[:len(s)-len(e)], s[len(s)-len(e):]
		}
	}
	for _, e := range [...]string{"'", "’"} {
		if strings.HasSuffix(s, "s"+e) || s == e {
			return s[:len(s)-len(e)], e
		}
	}
	return s, ""
}

func letterCase(s string) (upper, caps bool) {
	letters := 0
	caps = true
	for i, r := range s {
		switch {
		case unicode.IsUpper(r):
			letters++
			upper = upper || i == 0
		case unicode.IsLetter(r):
			caps = false
		case unicode.IsDigit(r):
			upper = upper || i == 0
		}
	}
	return upper, caps && letters >= 2
}

// lookup finds the number of a word's normal form without allocating.
func lookup(vocab map[string]int32, s string) int32 {
	var buf [48]byte
	if id, ok := vocab[string(appendNormal(buf[:0], s))]; ok {
		return id
	}
	return -1
}

// appendNormal appends the form under which words are compared: lower case,
// no accents, no full stops, plain apostrophes; every possessive ending is "'s".
func appendNormal(b []byte, s string) []byte {
	if s == "'" || s == "’" {
		return append(b, "'s"...)
	}
	from := len(b)
	for _, r := range s {
		switch {
		case r == '.':
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b = append(b, byte(r))
		case strings.ContainsRune("’‘ʼ`´ʻ", r):
			b = append(b, '\'')
		case unicode.Is(unicode.Mn, r):
		default:
			b = appendPlain(b, unicode.ToLower(r))
		}
	}
	return append(b[:from], spelt(b[from:])...)
}

// spelt returns the one spelling that we keep of a word that reaches English
// in several: names from Arabic, Persian and Russian, and words in -ah.
func spelt(word []byte) []byte {
	n := len(word)
	if n >= 5 && word[n-1] == 'h' && word[n-2] == 'a' { // "Hodeidah"
		return word[:n-1]
	}
	one := ""
	switch string(word) {
	case "el":
		one = "al"
	case "abdul", "abdal", "abdoul":
		one = "abdel"
	case "ahmad":
		one = "ahmed"
	case "mohamed", "muhammad", "mohammad", "mohamad", "muhammed":
		one = "mohammed"
	case "hussain", "hossein", "husayn", "husain", "hosein", "husein":
		one = "hussein"
	case "hasan":
		one = "hassan"
	case "yousuf", "yousef", "youssef", "yusef", "yousif", "yussuf", "youssouf":
		one = "yusuf"
	case "ebrahim", "ibraheem":
		one = "ibrahim"
	case "khaled":
		one = "khalid"
	case "omer", "umar":
		one = "omar"
	case "sheik", "shaikh", "shaykh":
		one = "sheikh"
	case "rehman":
		one = "rahman"
	case "sergey":
		one = "sergei"
	case "dmitri", "dmitriy":
		one = "dmitry"
	case "alexey", "aleksei", "aleksey":
		one = "alexei"
	case "aleksandr":
		one = "alexander"
	case "evgeny", "yevgeniy", "evgeniy":
		one = "yevgeny"
	case "andrey":
		one = "andrei"
	case "nikolay":
		one = "nikolai"
	case "yury", "yuriy":
		one = "yuri"
	case "mikhael":
		one = "mikhail"
	default:
		return word
	}
	return append(word[:0], one...)
}

// plain maps accented small letters to their plain ones, pair after pair.
const plain = "àaáaâaãaäaåaāaăaąaæaçcćcčcċcĉcďdđdðdèeéeêeëeēeėeęeěeəeğgģgġgìiíiîiïiīiįiıiķkłlļlľlĺlñnńňnņnòoóoôoõoöoøoōoőoœo" +
	"řrŕrśsšsşsșsßsťtţtțtþtùuúuûuüuūuůuűuųuýyÿyžzźzżzħhŵwŷy"

func appendPlain(b []byte, r rune) []byte {
	if i := strings.IndexRune(plain, r); i >= 0 {
		return append(b, plain[i+utf8.RuneLen(r)])
	}
	return utf8.AppendRune(b, r)
}
