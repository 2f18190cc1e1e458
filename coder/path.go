package coder

import (
	"strconv"

	"parley"
	"parley/nlp"
)

// relationEvidence lists what the sentence at hand says of a relation: the words
// between and around the parties, the predicates above each, the slots in which
// the parties stand, what else hangs on those predicates, and who the parties are.
func (r *reader) relationEvidence(q *question) []Feature {
	e := pathEvidence{r: r, q: q}
	e.add("bias", 1)
	e.between()
	if q.from < 0 || q.to < 0 {
		return e.list
	}
	e.party("source", q.from)
	e.party("target", q.to)
	if q.over >= 0 {
		e.predicate("over", q.over)
	}
	switch {
	case q.over == q.under:
		e.add("one predicate", 1)
	case q.under >= 0:
		e.predicate("under", q.under)
	}
	for c, n := r.complement(q.over), 0; c >= 0 && n < 3; c, n = r.complement(c), n+1 {
		e.predicate("inner", c)
		e.add("over "+r.word(q.over)+" "+r.word(c), 1)
	}
	if q.under >= 0 {
		e.add("under "+r.word(q.under)+" "+r.slotName(q.to), 1)
	}
	return e.list
}

// pathEvidence gathers what holds two parties together in a sentence.
type pathEvidence struct {
	r    *reader
	q    *question
	list []Feature
}

func (e *pathEvidence) add(name string, value float64) {
	e.list = append(e.list, Feature{name, float32(value)})
}

// between tells which words stand between the parties, and what they are like,
// and which stand around them.
func (e *pathEvidence) between() {
	r := e.r
	var sum [nlp.VectorSize]float32
	n := 0
	for i := range r.t.toks {
		tok := &r.t.toks[i]
		if tok.UPOS != "VERB" && tok.UPOS != "NOUN" && tok.UPOS != "ADJ" || r.within(i, e.q.source) || r.within(i, e.q.target) {
			continue
		}
		lemma := lower(tok.Lemma)
		if !e.q.all.Contains(tok.Span) {
			e.add("around "+lemma, 0.5)
			continue
		}
		e.add("between "+lemma, 1)
		if r.c.vectors.Vector(lemma, 1, sum[:]) {
			n++
		}
	}
	for k, x := range sum {
		e.add("like "+strconv.Itoa(k), float64(x)/float64(max(n, 1))*3)
	}
}

// topOf is the first token inside spans whose head is outside; -1 if there is none.
func (r *reader) topOf(spans []parley.Span) int {
	for i := range r.t.toks {
		if h := r.t.head(i); r.within(i, spans) && (h < 0 || !r.within(h, spans)) && r.t.isNominal(i) {
			return i
		}
	}
	return -1
}

// predicateOf is the nearest verb, or noun that evokes a frame, above token i.
func (r *reader) predicateOf(i int) int {
	if i < 0 {
		return -1
	}
	for h := r.t.head(i); h >= 0; h = r.t.head(h) {
		if r.t.isVerb(h) || r.pos(h) != 0 && r.evokes(h) {
			return h
		}
	}
	return -1
}

// complement is the verb or noun that predicate i has for its content, or -1.
func (r *reader) complement(i int) int {
	if i < 0 {
		return -1
	}
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		switch r.t.base(c) {
		case "xcomp", "ccomp":
			return c
		case "obj", "obl":
			if r.evokes(c) {
				return c
			}
		}
	}
	return -1
}

// word is the lemma of token i with its particle.
func (r *reader) word(i int) string {
	w := lower(r.t.lemma(i))
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if r.t.rel(c) == "compound:prt" {
			w += "+" + r.t.lemma(c)
		}
	}
	return w
}

// slotName tells how token i hangs on its head: "subject", "object", "against".
func (r *reader) slotName(i int) string {
	if p := r.t.preposition(i); p != "" {
		return p
	}
	return r.t.rel(i)
}

// party tells who a party is and how it hangs on its head.
func (e *pathEvidence) party(role string, i int) {
	r, add := e.r, e.add
	add(role+" is "+r.slotName(i), 1)
	add(role+" sort "+strconv.Itoa(r.sort(i)), 1)
	add(role+" tag "+r.t.toks[i].XPOS, 1)
	if r.t.toks[i].UPOS == "NOUN" {
		add(role+" head "+lower(r.t.lemma(i)), 1)
	}
	if r.evokes(i) {
		add(role+" is an act", 1)
	}
}

// predicate tells what predicate i is and what hangs on it.
func (e *pathEvidence) predicate(role string, i int) {
	r, add := e.r, e.add
	add(role+" "+r.word(i), 1)
	e.vector(role, i)
	if r.t.isVerb(i) && r.t.passive(i) {
		add(role+" passive", 1)
	}
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		given := r.within(c, e.q.source) || r.within(c, e.q.target)
		switch r.t.base(c) {
		case "aux", "mark":
			add(role+" "+r.t.base(c)+" "+r.t.lemma(c), 1)
		case "advmod":
			if l := r.t.lemma(c); l == "not" || l == "n't" || l == "never" {
				add(role+" not", 1)
			}
		case "obj":
			if !given {
				add(role+" object "+lower(r.t.lemma(c)), 1)
				e.vector(role+" object", c)
			}
		case "obl", "nmod":
			if p := r.t.preposition(c); p != "" && !r.isTime(c) {
				add(role+" with "+p, 1)
				if !given {
					add(role+" "+p+" "+lower(r.t.lemma(c)), 1)
				}
			}
		case "amod", "compound":
			add(role+" kind "+lower(r.t.lemma(c)), 1)
		}
	}
}

// vector tells what the word of token i is like.
func (e *pathEvidence) vector(role string, i int) {
	var x [nlp.VectorSize]float32
	r := e.r
	if !r.c.vectors.Vector(r.t.lemma(i), 1, x[:]) {
		return
	}
	for k, v := range x {
		e.add(role+" like "+strconv.Itoa(k), float64(v))
	}
}
