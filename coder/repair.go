package coder

import "slices"

// wishing are verbs whose clauses with "that" have bare verbs: "demanded that he go".
var wishing = []string{"demand", "insist", "ask", "urge", "request", "require", "recommend", "propose", "suggest", "order", "stipulate"}

// repair turns bare verbs that the parser took for nouns or adjectives back into
// verbs, where nothing else can stand: "demanded that the minister step down",
// "recommended that Chad free the pilots".
func (t *tree) repair() {
	for i := range t.toks {
		h := t.head(i)
		if !t.is(i, "ccomp") || h < 0 || !t.isVerb(h) || !slices.Contains(wishing, t.lemma(h)) || !t.has(i, "mark", "that") {
			continue
		}
		if t.child(i, "cop") >= 0 || t.child(i, "aux") >= 0 || t.child(i, "case") >= 0 {
			continue
		}
		switch t.toks[i].XPOS {
		case "JJ":
			if t.child(i, "nsubj") < 0 || t.child(i, "obj") < 0 {
				continue
			}
		case "NN":
			if t.child(i, "nsubj") < 0 && !t.subjectOfCompound(i) {
				continue
			}
		default:
			continue
		}
		t.toks[i].UPOS, t.toks[i].XPOS = "VERB", "VB"
	}
}

// subjectOfCompound makes the word in front of i, a part of its compound, its
// subject, with what stands before it; false when there is no such word.
func (t *tree) subjectOfCompound(i int) bool {
	s := i - 1
	if s < 0 || t.head(s) != i || !t.is(s, "compound") {
		return false
	}
	for c := range s {
		if t.head(c) == i && !t.is(c, "mark") && !t.is(c, "punct") {
			t.toks[c].Head = s
		}
	}
	t.toks[s].Deprel = "nsubj"
	t.hang()
	return true
}
