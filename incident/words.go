package incident

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/words.txt
var wordList string

// Ranks between which a word's weight grows from nothing to the most there is.
const (
	commonRank = 60
	rareRank   = 30000
	fullWeight = 255
)

//go:embed data/vectors.bin
var vectorTable string

// vectorDims are the numbers of a word's vector.
const vectorDims = 32

// wordInfo is what is known of the words of a stem.
type wordInfo struct {
	weight uint8
	vector string // vectorDims bytes, each an int8; empty for none
}

// vocabulary gives for the hash of each stem of the list what is known of it.
var vocabulary = sync.OnceValue(func() map[uint32]wordInfo {
	table := make(map[uint32]wordInfo, rareRank)
	rank := 0
	for line := range strings.Lines(wordList) {
		word := strings.TrimSpace(line)
		if word == "" || word[0] == '#' {
			continue
		}
		rank++
		h := hashStem([]byte(word))
		if _, known := table[h]; !known { // the commonest form of a stem decides
			table[h] = wordInfo{rankWeight(rank), vectorTable[(rank-1)*vectorDims:][:vectorDims]}
		}
	}
	for word := range strings.FieldsSeq(calendarWords) {
		table[hashStem([]byte(word))] = wordInfo{}
	}
	return table
})

// calendarWords tell days, which are compared as days.
const calendarWords = `monday tuesday wednesday thursday friday saturday sunday january february march april
may june july august september october november december yesterday today tomorrow week month year morning evening
afternoon night mon tue wed thu fri sat sun one two three four five six seven eight nine ten eleven twelve dozen
dozens hundred hundreds thousand thousands reported reportedly according told`

// rankWeight follows Zipf: the surprise of a word grows with the logarithm of its rank.
func rankWeight(rank int) uint8 {
	if rank <= commonRank {
		return 0
	}
	share := math.Log(float64(rank)/commonRank) / math.Log(float64(rareRank)/commonRank)
	return uint8(math.Round(fullWeight * min(share, 1)))
}

// term is a stem by its hash, with its weight.
type term struct {
	hash   uint32
	weight uint8
}

// scanWords calls each for every word of text that holds a letter or digit, in lower
// case without the mark of possession. The bytes are valid during the call only.
func scanWords(text string, each func(word []byte, upper bool)) {
	var buf [64]byte
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			i += size
			continue
		}
		word, upper := buf[:0], unicode.IsUpper(r)
		for i < len(text) {
			r, size = utf8.DecodeRuneInString(text[i:])
			if !wordRune(r) {
				break
			}
			if len(word)+utf8.UTFMax <= len(buf) {
				word = utf8.AppendRune(word, unicode.ToLower(r))
			}
			i += size
		}
		if rest := text[i:]; strings.HasPrefix(rest, "'s") || strings.HasPrefix(rest, "’s") {
			i += strings.IndexByte(rest, 's') + 1
		}
		each(word, upper)
	}
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// isNumber reports whether a word begins with a digit.
func isNumber(word []byte) bool { return word[0] >= '0' && word[0] <= '9' }

// weigh gives a word's stem and weight, and its vector when it has one; numbers weigh
// nothing.
func weigh(word []byte) (term, string) {
	if isNumber(word) || len(word) < 2 {
		return term{}, ""
	}
	h := hashStem(word)
	w, known := vocabulary()[h]
	if !known {
		w.weight = fullWeight
	}
	return term{h, w.weight}, w.vector
}

// meaning adds up the vectors of words, the rarer the more.
type meaning [vectorDims]int32

func (m *meaning) add(t term, vector string) {
	for i := range len(vector) {
		m[i] += int32(int8(vector[i])) * int32(t.weight)
	}
}

// direction keeps the direction of m, as bytes.
func (m *meaning) direction() (out direction) {
	length := 0.0
	for _, v := range m {
		length += float64(v) * float64(v)
	}
	if length == 0 {
		return out
	}
	scale := 127 / math.Sqrt(length)
	for i, v := range m {
		out[i] = int8(math.Round(float64(v) * scale))
	}
	return out
}

// direction is the mean vector of a text; the zero value means that there is none.
type direction [vectorDims]int8

// cosine compares two directions, -1 to 1; 0 when there is none.
func (d *direction) cosine(e *direction) float64 {
	sum := int32(0)
	for i, v := range d {
		sum += int32(v) * int32(e[i])
	}
	return float64(sum) / (127 * 127)
}

// hashStem hashes a word without the endings that one act takes in other clauses:
// "killed" and "killing", "attackers" and "attack" are the same.
func hashStem(word []byte) uint32 { return hash32(stem(word)) }

func stem(w []byte) []byte {
	if n := len(w); n > 5 && string(w[n-3:]) == "ies" {
		return w[:n-3] // as "y" goes below
	}
	if n := len(w); n > 3 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'u' && w[n-2] != 'i' {
		w = w[:n-1]
	}
	for _, ending := range [...]string{"ing", "ed", "ion", "er", "or"} {
		n := len(w) - len(ending)
		if n < 4 || string(w[n:]) != ending {
			continue
		}
		w = w[:n]
		if w[n-1] == w[n-2] && w[n-1] != 's' && w[n-1] != 'l' { // "stopped"
			w = w[:n-1]
		}
		break
	}
	if n := len(w); n > 4 && (w[n-1] == 'e' || w[n-1] == 'y' || w[n-1] == 'i') {
		w = w[:n-1]
	}
	return w
}

// hash32 is FNV-1a.
func hash32(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

func hashString(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// mix spreads the bits of a number; it makes keys of parts and the many hash
// functions of a signature.
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// key makes one number of several.
func key(parts ...uint64) uint64 {
	h := uint64(0x9e3779b97f4a7c15)
	for _, p := range parts {
		h = mix(h ^ p + 0x9e3779b97f4a7c15)
	}
	return h
}

// rarest keeps the n heaviest of terms, each once, and sorts them by hash. It works in place.
func rarest(terms []term, n int) []term {
	slices.SortFunc(terms, byHash)
	terms = slices.CompactFunc(terms, func(a, b term) bool { return a.hash == b.hash })
	if len(terms) > n {
		slices.SortFunc(terms, func(a, b term) int {
			if a.weight != b.weight {
				return int(b.weight) - int(a.weight)
			}
			return byHash(a, b)
		})
		terms = terms[:n]
		slices.SortFunc(terms, byHash)
	}
	return terms
}

func byHash(a, b term) int {
	switch {
	case a.hash < b.hash:
		return -1
	case a.hash > b.hash:
		return 1
	}
	return 0
}

// cosine compares two lists of terms sorted by hash, 0 to 1.
func cosine(a, b []term) float64 {
	both, normA, normB := 0, norm(a), norm(b)
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].hash < b[j].hash:
			i++
		case a[i].hash > b[j].hash:
			j++
		default:
			both += int(a[i].weight) * int(b[j].weight)
			i++
			j++
		}
	}
	if both == 0 {
		return 0
	}
	return float64(both) / math.Sqrt(float64(normA)*float64(normB))
}

func norm(terms []term) int {
	sum := 0
	for _, t := range terms {
		sum += int(t.weight) * int(t.weight)
	}
	return sum
}
