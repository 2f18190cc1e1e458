package lexicon

import (
	"math/bits"
	"slices"
)

// spellings finds words of the lexicon that are a slip of the pen away.
type spellings map[spellingKey][]spelling

// spellingKey buckets words: slips rarely touch the first letter.
type spellingKey struct {
	first  byte
	length int8
}

type spelling struct {
	word    string
	letters uint32 // a bit for each letter in it
	ref     int32
}

// letterSet returns a bit for each letter of a word: a slip changes two at
// most, which rules out nearly all words without measuring them.
func letterSet(word []byte) (set uint32) {
	for _, c := range word {
		set |= 1 << (c & 31)
	}
	return set
}

// Letters that a misspelt word has at least: shorter ones have too many
// neighbours, nouns above all.
const (
	minSlip  = 5
	longSlip = 8
)

func newSpellings(l *Lexicon) spellings {
	s := make(spellings)
	for word, id := range l.vocab {
		if len(word) < minSlip-1 {
			continue
		}
		node, ok := l.edges[edge{0, id}]
		if !ok || l.heads[node] < 0 {
			continue
		}
		k := spellingKey{word[0], int8(min(len(word), 100))}
		s[k] = append(s[k], spelling{word, letterSet([]byte(word)), l.heads[node]})
	}
	for _, list := range s {
		slices.SortFunc(list, func(a, b spelling) int { return compare(a.word, b.word) })
	}
	return s
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// near returns the one meaning closest to a misspelt word, -1 when there is
// none or more than one. Places only leaves out nouns, groups and people.
func (l *Lexicon) near(text string, places bool) int32 {
	var buf [48]byte
	word := appendNormal(buf[:0], text)
	if len(word) < minSlip || len(word) > 30 {
		return -1
	}
	limit := 1
	if len(word) >= 8 && 'A' <= text[0] && text[0] <= 'Z' {
		limit = 2
	}
	similar, letters := l.similar(), letterSet(word)
	best, at, ties := limit+1, int32(-1), 0
	for length := len(word) - limit; length <= len(word)+limit; length++ {
		for _, s := range similar[spellingKey{word[0], int8(length)}] {
			if bits.OnesCount32(letters^s.letters) > 2*limit {
				continue
			}
			ref := l.slip(s.ref, places)
			if ref < 0 {
				continue
			}
			switch d := distance(string(word), s.word, best); {
			case d < best:
				best, at, ties = d, ref, 0
			case d == best && d <= limit && !l.means(ref, at):
				ties++
			}
		}
	}
	if ties > 0 {
		return -1
	}
	return at
}

// means reports whether two names have the same meaning: "Kazak", "Kazakh".
func (l *Lexicon) means(a, b int32) bool {
	x, y := l.refs[a], l.refs[b]
	return x.kind == y.kind && x.index == y.index
}

// slip picks the meaning that a misspelling may have.
func (l *Lexicon) slip(at int32, places bool) int32 {
	for ; at >= 0; at = l.refs[at].next {
		switch l.refs[at].kind {
		case KindCountry, KindNationality, KindCapital, KindCity, KindRegion:
			return at
		case KindAgent:
			if !places {
				return at
			}
		}
	}
	return -1
}

// distance is the number of letters added, left out, changed or swapped with
// the next one; it may stop early and return more than limit.
func distance(a, b string, limit int) int {
	var rows [3][34]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, prev, before := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = i
		low := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			low = min(low, d)
		}
		if low > limit {
			return low
		}
	}
	return rows[len(a)%3][len(b)]
}

// repaired reads the part again with its unknown words taken for the words
// they resemble.
func (r *resolver) repaired(start, end, head int, f finding) finding {
	changed := false
	for i := start; i < end; i++ {
		it := &r.items[i]
		p := r.ps[it.from]
		if it.kind != itemWord || p.id >= 0 || p.upper && i != start && end-start > 2 {
			continue
		}
		at := r.l.near(p.text, p.upper && i != head)
		if at >= 0 && len(p.text) < longSlip && r.l.refs[at].kind == KindAgent {
			continue // "talks" are no tanks
		}
		if at >= 0 && p.upper && i == head && (r.l.refs[at].kind == KindCity || r.l.refs[at].kind == KindRegion) {
			continue // an unknown surname is like some town somewhere
		}
		if at >= 0 {
			it.ref, it.kind, changed = at, itemName, true
			if r.l.refs[at].kind == KindAgent {
				it.kind = itemAgent
			}
		}
	}
	if !changed {
		return f
	}
	return r.part(start, end, head)
}

// misspeltPlace reports whether the part begins with a capitalised word that
// is not in the lexicon and goes on with an agent noun: "Dhaak police".
func (r *resolver) misspeltPlace(start, head int) bool {
	return head == start+1 && r.items[start].kind == itemWord && r.ps[r.items[start].from].upper &&
		r.items[head].kind == itemAgent
}
