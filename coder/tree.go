package coder

import (
	"parley"
	"parley/nlp"
)

// tree is a sentence with its dependency tree turned around: from each token
// to its dependents. Nodes are indices into sent.Tokens; -1 is "none". It is
// scratch space, refilled for every sentence.
type tree struct {
	sent  *nlp.Sentence
	toks  []nlp.Token // of the sentence, repaired
	first []int       // first dependent
	next  []int       // next dependent of the same head
	bases []string    // relations without their subtypes, once the tree is mended
	stack []int
	time  func(i int) bool               // whether token i is a date or a stretch of time; may be nil
	verb  func(lemma string) bool        // whether frames know a verb; may be nil
	class func(lemma, class string) bool // whether a word is in a class; may be nil
}

// reset takes in a sentence; it reports whether the heads form a tree.
func (t *tree) reset(sent *nlp.Sentence) bool {
	n := len(sent.Tokens)
	t.sent, t.toks, t.bases = sent, append(t.toks[:0], sent.Tokens...), t.bases[:0] // a copy: repairs are ours alone
	t.hang()
	// every token must be reached from a root: a ring of heads is reached from none
	seen, stack := 0, t.stack[:0]
	for i := range n {
		if h := t.toks[i].Head; h < 0 || h >= n {
			stack = append(stack, i)
		}
	}
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		seen++
		for c := t.first[i]; c >= 0; c = t.next[c] {
			stack = append(stack, c)
		}
	}
	t.stack = stack
	if seen == n {
		t.repair()
	}
	for i := range t.toks {
		t.bases = append(t.bases, base(t.toks[i].Deprel))
	}
	return seen == n
}

// hang finds the dependents of every token.
func (t *tree) hang() {
	n := len(t.toks)
	t.first, t.next = fill(t.first, n), fill(t.next, n)
	for i := n - 1; i >= 0; i-- {
		if h := t.toks[i].Head; h >= 0 && h < n {
			t.next[i], t.first[h] = t.first[h], i
		}
	}
}

// fill returns a slice of n times -1 in the memory of s.
func fill(s []int, n int) []int {
	if cap(s) < n {
		s = make([]int, n+n/2)
	}
	s = s[:n]
	for i := range s {
		s[i] = -1
	}
	return s
}

func (t *tree) rel(i int) string   { return t.toks[i].Deprel }
func (t *tree) head(i int) int     { return t.toks[i].Head }
func (t *tree) lemma(i int) string { return t.toks[i].Lemma }
func (t *tree) is(i int, rel string) bool {
	return i >= 0 && t.base(i) == rel
}

// base is the relation of token i without its subtype.
func (t *tree) base(i int) string {
	if i < len(t.bases) {
		return t.bases[i]
	}
	return base(t.toks[i].Deprel) // still being mended
}

// base strips the subtype of a relation: "nsubj:pass" is "nsubj".
func base(rel string) string {
	for i := range len(rel) { // relations are short: faster than a search
		if rel[i] == ':' {
			return rel[:i]
		}
	}
	return rel
}

// child returns the first dependent of i with the base relation rel, or -1.
func (t *tree) child(i int, rel string) int {
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.base(c) == rel {
			return c
		}
	}
	return -1
}

// childExact returns the first dependent of i with the full relation rel, or -1.
func (t *tree) childExact(i int, rel string) int {
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.rel(c) == rel {
			return c
		}
	}
	return -1
}

// below reports whether i is a or stands under it.
func (t *tree) below(i, a int) bool {
	for steps := 0; i >= 0 && steps <= len(t.toks); steps++ {
		if i == a {
			return true
		}
		i = t.head(i)
	}
	return false
}

func (t *tree) isVerb(i int) bool { return t.toks[i].UPOS == "VERB" || t.toks[i].UPOS == "AUX" }

func (t *tree) isNominal(i int) bool {
	switch t.toks[i].UPOS {
	case "NOUN", "PROPN", "PRON", "NUM", "X", "SYM":
		return true
	case "ADJ", "DET": // "the wounded", "both": only as the argument of something
		switch t.base(i) {
		case "nsubj", "obj", "iobj", "obl", "nmod", "conj":
			return true
		}
	}
	return false
}

// preposition returns the lower-case preposition (or subordinating marker) that
// stands over i, the nearest of several: "on" in "on Israel", "according to",
// "of" in "of attacking". Coordinated nouns share the first one's.
func (t *tree) preposition(i int) string {
	for {
		if c := t.caseOf(i); c >= 0 {
			return t.fixed(c)
		}
		if c := t.child(i, "mark"); c >= 0 {
			return t.fixed(c)
		}
		if t.base(i) != "conj" || t.head(i) < 0 {
			return ""
		}
		i = t.head(i)
	}
}

// caseOf returns the preposition nearest before i, or else behind it, or -1;
// the possessive ending is none.
func (t *tree) caseOf(i int) int {
	found := -1
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.base(c) == "case" && t.toks[c].XPOS != "POS" && (found < 0 || c < i) {
			found = c
		}
	}
	return found
}

// hasPreposition reports whether prep stands over i, alone or as one of several:
// "out of the talks" has both.
func (t *tree) hasPreposition(i int, prep string) bool {
	if t.preposition(i) == prep {
		return true
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.base(c) == "case" && t.fixed(c) == prep {
			return true
		}
	}
	return false
}

// fixed returns the lemma of c with the words that are fixed to it: "because of".
func (t *tree) fixed(c int) string {
	s := t.lemma(c)
	for d := t.first[c]; d >= 0; d = t.next[d] {
		if t.base(d) == "fixed" {
			s += " " + t.lemma(d)
		}
	}
	return s
}

// left is the first token of the subtree of i.
func (t *tree) left(i int) int {
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if c < i {
			return min(c, t.left(c))
		}
	}
	return i
}

// passive reports whether verb i is a passive, reduced relatives included.
func (t *tree) passive(i int) bool {
	if t.childExact(i, "aux:pass") >= 0 || t.childExact(i, "nsubj:pass") >= 0 {
		return true
	}
	if t.toks[i].XPOS != "VBN" {
		return false
	}
	if t.causer(i) >= 0 {
		return true
	}
	switch t.base(i) {
	case "acl", "amod":
		return t.child(i, "aux") < 0
	case "root", "ccomp", "advcl", "parataxis", "conj", "xcomp":
		// headlines: "Two killed in clash"; adverbial: "Asked about it, …"
		return t.child(i, "aux") < 0 && t.child(i, "nsubj") < 0 && t.child(i, "obj") < 0
	}
	return false
}

// causer is the verb above participle i that has its act done by others: "had
// two princes arrested", "got the ban lifted"; -1 when there is none.
func (t *tree) causer(i int) int {
	h := t.head(i)
	if h < 0 || !t.is(i, "xcomp") && !t.is(i, "ccomp") || t.child(i, "aux") >= 0 || t.child(i, "obj") >= 0 {
		return -1
	}
	if l := t.lemma(h); l != "have" && l != "get" || t.child(i, "nsubj") < 0 && t.child(h, "obj") < 0 {
		return -1
	}
	return h
}

// span returns the bytes from the first to the last token of the subtree of i,
// leaving out what is not part of the name or phrase itself: relative clauses,
// coordinated phrases, parentheses of other clauses and outer punctuation.
func (t *tree) span(i int) parley.Span {
	s := t.toks[i].Span
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.outside(i, c) {
			continue
		}
		s = s.Join(t.span(c))
		if k := t.child(c, "case"); k >= 0 && k < c { // "at least six people"
			s = s.Join(t.toks[k].Span)
		}
	}
	return t.closed(s)
}

// closed takes in the bracket that ends a span which one opens: "the party (CHP)".
func (t *tree) closed(s parley.Span) parley.Span {
	open := 0
	for k := range t.toks {
		switch tok := &t.toks[k]; {
		case tok.XPOS == "-LRB-" && s.Contains(tok.Span):
			open++
		case tok.XPOS == "-RRB-" && s.Contains(tok.Span):
			open--
		case tok.XPOS == "-RRB-" && open > 0 && tok.Span.Start == s.End:
			return s.Join(tok.Span)
		}
	}
	return s
}

// outside reports whether dependent c is no part of the phrase headed by i.
func (t *tree) outside(i, c int) bool {
	switch t.base(c) {
	case "conj", "cc", "punct", "case", "mark", "parataxis", "advcl", "cop", "nsubj", "aux", "csubj", "discourse", "dislocated", "orphan", "ccomp":
		return t.rel(c) != "cc:preconj"
	case "acl":
		return true
	case "advmod":
		return c > i
	case "obl":
		return true
	case "nmod":
		return t.time != nil && t.time(c)
	}
	return false
}

// conjuncts appends i and everything coordinated with it.
func (t *tree) conjuncts(i int, out []int) []int {
	out = append(out, i)
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.base(c) == "conj" {
			out = t.conjuncts(c, out)
		}
	}
	return out
}

// has reports whether i has a dependent with one of the lemmas.
func (t *tree) has(i int, rel string, lemmas ...string) bool {
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if rel != "" && t.base(c) != rel {
			continue
		}
		for _, l := range lemmas {
			if t.lemma(c) == l {
				return true
			}
		}
	}
	return false
}
