package coder

import (
	"strings"
)

// circumstanceOf tells prepositions of the occasion on which something is asked.
func circumstanceOf(prep string) bool {
	switch prep {
	case "in", "during", "at", "on", "by", "through":
		return true
	}
	return false
}

// oblique finds what a preposition brings in, at the word or its hosts:
// "with the rebels", "of attacking", "between A and B". Underscores stand for
// spaces in the names of prepositions.
func (r *reader) oblique(s site, prep string) []int {
	t := r.t
	if strings.Contains(prep, "_") {
		prep = strings.ReplaceAll(prep, "_", " ")
	}
	var out []int
	look := func(i int) {
		for c := t.first[i]; c >= 0; c = t.next[c] {
			switch t.base(c) {
			case "obl", "nmod", "advcl", "acl", "xcomp", "ccomp":
				if t.rel(c) != "nmod:poss" && t.hasPreposition(c, prep) && !r.isTime(c) {
					out = append(out, c)
				}
			}
		}
	}
	look(s.word)
	for _, h := range s.hosts {
		look(h)
	}
	if len(out) == 0 {
		out = r.phrasal(s, prep)
	}
	// "an effort to end the rift between A and B": nothing else is between them
	if prep == "between" && len(out) == 0 && s.pos == 'v' {
		for _, c := range r.under(s.word) {
			if t.hasPreposition(c, prep) && (t.is(c, "nmod") || t.is(c, "obl")) && !r.isTime(c) {
				out = append(out, c)
				break
			}
		}
	}
	// "between A and B" with B hung on the noun itself
	if prep == "between" && len(out) == 1 && len(t.conjuncts(out[0], nil)) == 1 {
		for c := t.first[t.head(out[0])]; c >= 0; c = t.next[c] {
			if t.is(c, "conj") && c > out[0] && r.isParty(c) {
				out = append(out, c)
			}
		}
	}
	// a phrase right behind a noun is its own, wherever the parser hung it: "an
	// end to the attacks", "died in an attack by the militia on a market"
	if h := t.head(s.word); len(out) == 0 && s.pos == 'n' && h >= 0 {
		behind := s.word + 1
		if by := r.byParty(s.word); by >= 0 {
			behind = r.end(by) + 1
		}
		for c := t.first[h]; c >= 0; c = t.next[c] {
			if k := t.child(c, "case"); k == behind && t.hasPreposition(c, prep) && !r.isTime(c) {
				out = append(out, c)
			}
		}
	}
	// a second preposition often hangs on the noun inside the first: "talks in
	// Geneva with the rebels"
	if len(out) == 0 {
		for c := t.first[s.word]; c >= 0 && len(out) == 0; c = t.next[c] {
			if p := t.preposition(c); prep == "of" && t.is(c, "obl") && (circumstance(p) || whereabouts(p) && (t.toks[c].UPOS == "PROPN" || t.child(c, "det") >= 0)) {
				continue
			}
			if prep == "with" && !t.is(c, "obj") && r.neighbour(c) >= 0 { // "held drills near the border with Chad": not with Chad
				continue
			}
			if (t.is(c, "nmod") || t.is(c, "obl") || t.is(c, "obj") && s.pos == 'v') && (s.deep || !r.evokes(c)) {
				for _, k := range t.conjuncts(c, nil) { // "lifted an oil embargo and a flight ban on Cuba"
					look(k)
					if d := r.laid(k); len(out) == 0 && d >= 0 {
						look(d) // "lifted the embargo placed on Cuba"
					}
				}
				if d := t.child(c, "nmod"); len(out) == 0 && d >= 0 && (t.preposition(d) == "of" || t.preposition(d) == "for") && (s.deep || !r.evokes(d)) {
					look(d) // "the names of four suspects with the Danish police", "soldiers for a drive against the rebels"
				}
			}
		}
	}
	if len(out) == 0 && s.pos == 'v' && prep == "to" {
		out = r.deepTo(s.word)
	}
	return out
}

// deepTo finds the "to" of a verb that the parser hung deep inside the object:
// "returned a bust of an emperor to the museum".
func (r *reader) deepTo(verb int) []int {
	t := r.t
	for _, o := range r.children(verb, "obj") {
		if r.evokes(o) {
			continue
		}
		for _, c := range r.under(o) {
			h := t.head(c)
			if h == o || t.preposition(c) != "to" || r.isTime(c) {
				continue
			}
			if t.is(h, "nmod") && t.is(c, "nmod") && !r.evokes(h) {
				return []int{c}
			}
			if t.is(h, "acl") && t.toks[h].XPOS == "VBN" && t.is(c, "obl") && t.left(c) > h+1 { // "a mask decorated with gold to the embassy"
				return []int{c}
			}
		}
	}
	return nil
}

// phrasal finds what a preposition of three words brings in that the parser took
// for a noun with one of its own: "in front of the consulate".
func (r *reader) phrasal(s site, prep string) (out []int) {
	words := strings.Fields(prep)
	if len(words) != 3 {
		return nil
	}
	for _, h := range append([]int{s.word}, s.hosts...) {
		for c := r.t.first[h]; c >= 0; c = r.t.next[c] {
			if r.t.lemma(c) != words[1] || r.t.preposition(c) != words[0] {
				continue
			}
			for d := r.t.first[c]; d >= 0; d = r.t.next[d] {
				if r.t.is(d, "nmod") && r.t.preposition(d) == words[2] {
					out = append(out, d)
				}
			}
		}
	}
	return out
}

// laid finds the participle behind noun i that tells on whom it was laid: "the
// sanctions imposed on Iraq"; -1 when there is none.
func (r *reader) laid(i int) int {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "acl") && t.toks[c].XPOS == "VBN" && r.c.frames.InClass(t.lemma(c), "imposing") {
			return c
		}
	}
	return -1
}

// byParty finds who noun i is said to be done by: "an attack by the militia"; -1
// when nobody is.
func (r *reader) byParty(i int) int {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if c > i && t.is(c, "nmod") && t.preposition(c) == "by" && !r.isTime(c) && r.isParty(c) {
			return c
		}
	}
	return -1
}

// end is the last token of the phrase of i.
func (r *reader) end(i int) int {
	last := i
	for _, c := range r.under(i) {
		last = max(last, c)
	}
	return last
}

// circumstance tells prepositions of when and why: in "lifted the embargo after
// the change of president" the last two words are the change's own.
func circumstance(prep string) bool {
	switch prep {
	case "after", "before", "during", "since", "until", "following", "despite", "amid", "because of", "ahead of":
		return true
	}
	return false
}

// whereabouts tells prepositions of bare place: in "seized a boat in the Bay of
// Bengal" nothing was Bengal's.
func whereabouts(prep string) bool {
	switch prep {
	case "in", "off", "near", "outside", "around", "along", "across":
		return true
	}
	return false
}

// isTime reports whether a nominal is a date or a stretch of time.
func (r *reader) isTime(i int) bool {
	return r.t.rel(i) == "obl:tmod" || r.c.frames.InClass(lower(r.t.lemma(i)), "time")
}
