package incident

import (
	"encoding/binary"
	"fmt"

	"parley"
)

const (
	signature = 64 // numbers of a signature
	shingle   = 5  // words of a shingle
	bandRows  = 3  // numbers that a key of [Print.Bands] is made of
	topTerms  = 32 // terms that a Print keeps
)

// Print is the fingerprint of a document's text: what near-copies, and texts that
// tell the same story, have in common. It is immutable.
type Print struct {
	size  uint32 // how many different shingles the text has
	sign  [signature]uint32
	terms []term // by hash
}

// NewPrint takes the fingerprint of doc.
func NewPrint(doc *parley.Document) *Print {
	p := new(Print)
	for i := range p.sign {
		p.sign[i] = ^uint32(0)
	}
	var (
		last  [shingle]uint32
		words int
		seen  = make(map[uint32]uint16, min(len(doc.Text)/8, 128)) // stem → times; what is seen once is kept too
		terms []term
		set   = make(map[uint64]struct{}, min(len(doc.Text)/6, 256))
	)
	scanWords(doc.Text, func(word []byte, upper bool) {
		copy(last[:], last[1:])
		last[shingle-1] = hash32(word)
		words++
		if words >= shingle {
			p.add(set, last[:])
		}
		if t := storyTerm(word, upper && words > 1); t.weight > 0 {
			if seen[t.hash]++; seen[t.hash] == 1 {
				terms = append(terms, t)
			}
		}
	})
	if words > 0 && words < shingle {
		p.add(set, last[shingle-words:])
	}
	p.size = uint32(len(set))
	p.terms = weighted(terms, seen)
	return p
}

// What makes a word of a story heavier. The numbers were chosen on half of the topics
// of ECB+; the other half scores the same, see data/README.md.
const (
	numberWeight = 200 // of a number of two or more digits: it tells one quake from another
	nameWeight   = 40  // more for a word with a capital
	manyTimes    = 4   // a word that comes more often weighs no more
)

// storyTerm gives a word's part in telling which story a text tells.
func storyTerm(word []byte, name bool) term {
	t, _ := weigh(word)
	switch {
	case isNumber(word) && len(word) > 1:
		return term{hash32(word), numberWeight}
	case name && t.weight > 0:
		t.weight = uint8(min(int(t.weight)+nameWeight, fullWeight))
	}
	return t
}

// weighted makes a little more of terms that come again.
func weighted(terms []term, times map[uint32]uint16) []term {
	for i := range terms {
		t := &terms[i]
		n := min(int(times[t.hash]), manyTimes)
		t.weight = uint8(int(t.weight) * (manyTimes + n) / (2 * manyTimes))
	}
	return rarest(terms, topTerms)
}

// add takes a shingle into the signature, if it is new.
func (p *Print) add(set map[uint64]struct{}, words []uint32) {
	h := uint64(len(words))
	for _, w := range words {
		h = mix(h ^ uint64(w))
	}
	if _, known := set[h]; known {
		return
	}
	set[h] = struct{}{}
	a, b := uint32(h), uint32(h>>32)|1
	for i := range p.sign { // double hashing stands for independent functions
		a += b
		if v := a ^ a>>15; v*0x2c1b3c6d < p.sign[i] {
			p.sign[i] = v * 0x2c1b3c6d
		}
	}
}

// Bands returns keys of which two near-copies share at least one with high
// probability: 0.94 when half of their shingles are the same.
func (p *Print) Bands() []uint64 {
	if p.size == 0 {
		return nil
	}
	keys := make([]uint64, 0, signature/bandRows)
	for i := 0; i+bandRows <= signature; i += bandRows {
		s := p.sign[i : i+bandRows]
		keys = append(keys, key(uint64(i), uint64(s[0]), uint64(s[1]), uint64(s[2])))
	}
	return keys
}

// jaccard estimates which share of the shingles of both is in both.
func (p *Print) jaccard(q *Print) float64 {
	same := 0
	for i := range p.sign {
		if p.sign[i] == q.sign[i] {
			same++
		}
	}
	return float64(same) / signature
}

// Copy reports whether p and q are near-copies: half of all their words in a row are
// the same, or the shorter is for the most part in the longer.
func (p *Print) Copy(q *Print) bool {
	if p.size == 0 || q.size == 0 {
		return false
	}
	j := p.jaccard(q)
	if j >= 0.5 {
		return true
	}
	both := j / (1 + j) * float64(p.size+q.size)
	return j >= 0.1 && both/float64(min(p.size, q.size)) >= 0.7
}

// SameStory tells how much two documents tell the same story: 0 to 1.
func SameStory(a, b *Print) float64 { return cosine(a.terms, b.terms) }

// AppendBinary appends the print in the form that [ParsePrint] reads.
func (p *Print) AppendBinary(dst []byte) ([]byte, error) {
	dst = append(dst, formatPrint)
	dst = binary.AppendUvarint(dst, uint64(p.size))
	for _, v := range p.sign {
		dst = binary.LittleEndian.AppendUint32(dst, v)
	}
	return appendTerms(dst, p.terms), nil
}

// ParsePrint reads what AppendBinary wrote. Errors wrap [parley.ErrInvalid].
func ParsePrint(data []byte) (*Print, error) {
	r := reader{data: data}
	p := new(Print)
	if r.byte() != formatPrint {
		return nil, fmt.Errorf("print of a document: unknown format: %w", parley.ErrInvalid)
	}
	p.size = uint32(r.uvarint())
	for i := range p.sign {
		p.sign[i] = r.uint32()
	}
	p.terms = r.terms(topTerms)
	if err := r.end(); err != nil {
		return nil, fmt.Errorf("print of a document: %w", err)
	}
	return p, nil
}
