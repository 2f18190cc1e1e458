package place

import (
	"bytes"
	"math"
	"slices"
)

// maxWords is the most words of a name that [Gazetteer.Longest] tries.
const maxWords = 8

// Lookup appends the places that bear a name to into. Names are compared
// folded (see [Fold]), but acronyms and abbreviations must be written as such.
// The places of one name come in the order of their index. Nothing is
// allocated as long as into has room.
func (g *Gazetteer) Lookup(name string, into []Ref) []Ref {
	var buf [maxName]byte
	key, ok := appendLetters(buf[:0], name)
	if !ok {
		return into
	}
	at, found, _ := g.search(foldWords(key))
	if !found {
		return into
	}
	return g.refs(at, written(name), into)
}

// Longest finds the longest name that begins with the first of words and
// appends its places to into; n is how many of the words the name takes up,
// 0 for none. Hyphens and apostrophes may be words of their own, a name does
// not go beyond a comma.
func (g *Gazetteer) Longest(words []string, into []Ref) (n int, refs []Ref) {
	var buf, work [maxName]byte
	key, refs := buf[:0], into
	for i, w := range words[:min(len(words), maxWords)] {
		if stops(w) {
			break
		}
		if joins(w) {
			continue
		}
		if i > 0 {
			key = appendSpace(key)
		}
		before := len(key)
		var ok bool
		if key, ok = appendLetters(key, w); !ok {
			break
		}
		if len(key) == before {
			continue
		}
		folded := foldWords(work[:copy(work[:], key)])
		at, found, goesOn := g.search(folded)
		if found {
			if more := g.refs(at, writtenWords(words[:i+1]), into); len(more) > len(into) {
				n, refs = i+1, more
			}
		}
		if !goesOn && !shortens(folded) {
			break
		}
	}
	return n, refs
}

// shortens reports whether the last word of a key may change when another
// follows: "saint" becomes "st", "ar" becomes "al" before the right word.
func shortens(key []byte) bool {
	last := key[bytes.LastIndexByte(key, ' ')+1:]
	return len(last) <= 3 || string(last) == "saint" || string(last) == "sainte" || string(last) == "mount"
}

func stops(w string) bool {
	switch w {
	case ",", ";", ":", ".", "(", ")", "\"", "“", "”", "?", "!":
		return true
	}
	return w == ""
}

func joins(w string) bool { return w == "-" || w == "–" || w == "'" || w == "’" }

// shape is how a name is written, as far as acronyms and abbreviations ask.
type shape struct{ capital, lower, dotted bool }

func written(name string) (s shape) {
	for i := range len(name) {
		s.lower = s.lower || 'a' <= name[i] && name[i] <= 'z'
	}
	s.capital = name != "" && 'A' <= name[0] && name[0] <= 'Z'
	s.dotted = name != "" && name[len(name)-1] == '.'
	return s
}

func writtenWords(words []string) (s shape) {
	for i, w := range words {
		one := written(w)
		s.capital = one.capital && (i == 0 || s.capital)
		s.lower, s.dotted = s.lower || one.lower, one.dotted
	}
	return s
}

// allows reports whether a name so written can be of the form.
func (s shape) allows(f Form) bool {
	switch f {
	case Acronym:
		return !s.lower
	case Abbreviation:
		return s.capital && s.dotted
	}
	return true
}

// search looks for a key: at is where its places begin in g.keys, goesOn
// whether there are longer names of which it is the first words.
func (g *Gazetteer) search(key []byte) (at int, found, goesOn bool) {
	if len(key) == 0 || len(g.blocks) == 0 {
		return 0, false, false
	}
	want := prefix4(key)
	lo, _ := slices.BinarySearch(g.prefixes, want)
	hi := lo
	if want < math.MaxUint32 {
		n, _ := slices.BinarySearch(g.prefixes[lo:], want+1)
		hi += n
	}
	lo = max(lo-1, 0)
	for lo+1 < hi { // the last block that does not begin after key
		mid := (lo + hi) / 2
		if g.head(mid) <= string(key) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return g.scan(g.blockAt(lo), key)
}

// prefix4 is the first four bytes of a key as a number that sorts as they do.
func prefix4[T string | []byte](key T) (v uint32) {
	for i := range min(len(key), 4) {
		v |= uint32(key[i]) << (24 - 8*i)
	}
	return v
}

// headPrefixes gives the first bytes of all blocks, close together: a search
// in them alone spares most of the memory that one in the keys would touch.
func (g *Gazetteer) headPrefixes() []uint32 {
	out := make([]uint32, len(g.blocks)/4)
	for i := range out {
		out[i] = prefix4(g.head(i))
	}
	return out
}

func (g *Gazetteer) blockAt(i int) int {
	return min(int(uint32At(g.blocks, 4*i)), len(g.keys))
}

// head is the first key of a block.
func (g *Gazetteer) head(i int) string {
	_, suffix, _ := g.key(g.blockAt(i))
	return suffix
}

// key reads one key: how much it shares with the one before, the rest, and
// where its places begin. At the end of the keys, next is -1.
func (g *Gazetteer) key(at int) (shared int, suffix string, next int) {
	if at+2 > len(g.keys) {
		return 0, "", -1
	}
	end := at + 2 + int(g.keys[at+1])
	if end > len(g.keys) {
		return 0, "", -1
	}
	return int(g.keys[at]), g.keys[at+2 : end], end
}

// scan reads keys from a place on until they come after key.
func (g *Gazetteer) scan(at int, key []byte) (places int, found, goesOn bool) {
	var buf [2 * 256]byte
	for {
		shared, suffix, next := g.key(at)
		if next < 0 {
			return places, found, false
		}
		n := shared + copy(buf[shared:], suffix)
		switch name := buf[:n]; {
		case string(name) == string(key):
			places, found = next, true
		case string(name) > string(key):
			return places, found, len(name) > len(key) && name[len(key)] == ' ' && string(name[:len(key)]) == string(key)
		}
		if at = g.skip(next); at < 0 {
			return places, found, false
		}
	}
}

// skip passes over the places of a key; -1 at the end.
func (g *Gazetteer) skip(at int) int {
	count, n := uvarint(g.keys[at:])
	if n == 0 {
		return -1
	}
	for at += n; count > 0; count-- {
		_, n := uvarint(g.keys[at:])
		if n == 0 {
			return -1
		}
		at += n
	}
	return at
}

// refs appends the places of the key whose places begin at at.
func (g *Gazetteer) refs(at int, s shape, into []Ref) []Ref {
	count, n := uvarint(g.keys[at:])
	if n == 0 {
		return into
	}
	last := -1
	for at += n; count > 0; count-- {
		v, n := uvarint(g.keys[at:])
		if n == 0 {
			return into
		}
		at += n
		if r := Ref(v); r.Index() < g.Len() && r.Index() != last && s.allows(r.Form()) {
			into = append(into, r)
			last = r.Index()
		}
	}
	return into
}
