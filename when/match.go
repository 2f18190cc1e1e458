package when

import (
	"math/bits"

	"parley/nlp"
)

// maxPlaces is how many places a pattern may have.
const maxPlaces = 10

// capture is a part of a match: a word that stands for a class or another node.
type capture struct {
	kind int8  // -1 for a word
	at   int32 // index of the word, or of the node
}

// node is a match of a rule.
type node struct {
	rule       uint16
	first, end int32 // words
	parts      [maxPlaces]capture
	n          int8
}

// matcher reads one sentence.
type matcher struct {
	r      *Rules
	tokens []token
	words  []nlp.Token
	nodes  []node
	spare  []*node // not in use
	memo   []int32 // by word and kind: 0 unknown, 1 none, else index of the node + 2
}

// begin takes up a sentence. It reports whether any word could begin an
// expression.
func (m *matcher) begin(words []nlp.Token) bool {
	m.words = words
	m.tokens = m.tokens[:0]
	any := uint64(0)
	for i := range words {
		t := m.r.words.look(words[i].Form)
		any |= t.classes
		if t.word|t.name > 0 {
			any |= 1 << 63
		}
		m.tokens = append(m.tokens, t)
	}
	if any == 0 {
		return false
	}
	m.nodes = m.nodes[:0]
	n := len(words) * len(m.r.kinds)
	if cap(m.memo) < n {
		m.memo = make([]int32, n, 2*n)
	}
	m.memo = m.memo[:n]
	clear(m.memo)
	return true
}

// top returns the longest match of a kind that may stand alone; nil for none.
func (m *matcher) top(at int32) *node {
	best := int32(-1)
	for _, k := range m.r.tops {
		if n := m.match(k, at); n >= 0 && (best < 0 || m.nodes[n].end > m.nodes[best].end) {
			best = n
		}
	}
	if best < 0 {
		return nil
	}
	return &m.nodes[best]
}

// match returns the index of the longest match of a kind at a word, -1 for none.
func (m *matcher) match(k uint8, at int32) int32 {
	if int(at) >= len(m.tokens) {
		return -1
	}
	kd, t := &m.r.kinds[k], &m.tokens[at]
	if t.classes&kd.classes == 0 && len(kd.byWord[t.word]) == 0 && len(kd.byWord[t.name]) == 0 { // of word 0 there is nothing
		return -1
	}
	slot := int(at)*len(m.r.kinds) + int(k)
	if v := m.memo[slot]; v > 0 {
		return v - 2
	}
	m.memo[slot] = 1
	best := m.take()
	defer m.give(best)
	best.end = -1
	for left := t.classes & kd.classes; left > 0; left &= left - 1 {
		m.try(kd.byClass[bits.TrailingZeros64(left)], at, best)
	}
	if t.word > 0 {
		m.try(kd.byWord[t.word], at, best)
	}
	if t.name > 0 {
		m.try(kd.byWord[t.name], at, best)
	}
	if best.end < 0 {
		return -1
	}
	m.nodes = append(m.nodes, *best)
	m.memo[slot] = int32(len(m.nodes) + 1)
	return int32(len(m.nodes) - 1)
}

// trails reports whether a word cannot end an expression: a comma or preposition
// of a pattern whose next places were left out.
func (m *matcher) trails(at int32) bool {
	switch m.words[at].Form {
	case ",", "-", "on", "of", "in":
		return true
	}
	return false
}

// take returns a node to work on, give hands it back: guards would make it
// escape from every call else.
func (m *matcher) take() *node {
	if k := len(m.spare); k > 0 {
		n := m.spare[k-1]
		m.spare = m.spare[:k-1]
		return n
	}
	return &node{}
}

func (m *matcher) give(n *node) { m.spare = append(m.spare, n) }

func (m *matcher) try(refs []uint16, at int32, best *node) {
	n := m.take()
	defer m.give(n)
	for _, ref := range refs {
		r := &m.r.rules[ref>>4]
		n.rule, n.first, n.n = ref>>4, at, 0
		end := m.sequence(r.reads[ref&15], at, n)
		for end > at && m.trails(end-1) {
			end--
		}
		if end < 0 || end < best.end || end == best.end && n.rule >= best.rule {
			continue
		}
		n.end = end
		if m.holds(r, n) {
			*best = *n
		}
	}
}

// sequence matches the places of a pattern from a word on and returns the word
// behind, -1 when it does not fit.
func (m *matcher) sequence(pat pattern, at int32, n *node) int32 {
	if len(pat) == 0 {
		return at
	}
	e, kept := &pat[0], n.n
	if int(at) < len(m.tokens) {
		t := &m.tokens[at]
		if e.fits(t) {
			if t.classes > 0 {
				n.parts[n.n] = capture{-1, at}
				n.n++
			}
			if end := m.sequence(pat[1:], at+1, n); end >= 0 {
				return end
			}
			n.n = kept
		}
		for below := int32(len(m.tokens)) + 1; len(e.kinds) > 0; {
			k, sub := m.longest(e.kinds, at, below)
			if sub < 0 {
				break
			}
			n.parts[n.n] = capture{int8(k), sub}
			n.n++
			if end := m.sequence(pat[1:], m.nodes[sub].end, n); end >= 0 {
				return end
			}
			n.n = kept
			below = m.nodes[sub].end
		}
	}
	if e.optional {
		return m.sequence(pat[1:], at, n)
	}
	return -1
}

// longest returns the longest match of some kinds that ends before a word.
func (m *matcher) longest(kinds []uint8, at, below int32) (kind uint8, sub int32) {
	sub = -1
	for _, k := range kinds {
		if s := m.match(k, at); s >= 0 && m.nodes[s].end < below && (sub < 0 || m.nodes[s].end > m.nodes[sub].end) {
			kind, sub = k, s
		}
	}
	return kind, sub
}

// fits reports whether a word is of the place's words or classes.
func (e *element) fits(t *token) bool {
	if t.classes&e.classes > 0 {
		return true
	}
	if t.word|t.name > 0 {
		for _, w := range e.words {
			if w == t.word && w > 0 || w == t.name && w > 0 {
				return true
			}
		}
	}
	return false
}

// holds reports whether the conditions of a rule hold for a match.
func (m *matcher) holds(r *rule, n *node) bool {
	none := token{}
	prev, next := &none, &none
	if n.first > 0 {
		prev = &m.tokens[n.first-1]
	}
	if int(n.end) < len(m.tokens) {
		next = &m.tokens[n.end]
	}
	if r.before != nil && !r.before.fits(prev) || r.unless != nil && r.unless.fits(prev) ||
		r.next != nil && !r.next.fits(next) || r.avoid != nil && r.avoid.fits(next) {
		return false
	}
	for _, g := range r.if_ {
		if !g(m, n) {
			return false
		}
	}
	return true
}
