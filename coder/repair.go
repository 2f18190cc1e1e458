package coder

import (
	"slices"

	"parley/nlp"
)

// wishing are verbs whose clauses with "that" have bare verbs: "demanded that he go".
var wishing = []string{"demand", "insist", "ask", "urge", "request", "require", "recommend", "propose", "suggest", "order", "stipulate"}

// repair mends what the parser is known to get wrong.
func (t *tree) repair() {
	t.mendWishes()
	t.mendVisitors()
	t.mendMeeting()
	t.mendDue()
	t.mendTitles()
	t.mendActives()
}

// mendActives makes the subject of an active verb of what the parser took for that
// of a passive: "a delegation called on the premier".
func (t *tree) mendActives() {
	for i := range t.toks {
		if h := t.head(i); t.rel(i) == "nsubj:pass" && h >= 0 && t.toks[h].XPOS == "VBD" && t.childExact(h, "aux:pass") < 0 {
			t.toks[i].Deprel = "nsubj"
		}
	}
}

// mendTitles makes one subject of two that stand side by side, an institution and
// who holds its office: "U.N. Secretary-General Antonio Guterres condemned".
func (t *tree) mendTitles() {
	for i := range t.toks {
		if !t.is(i, "nsubj") || t.toks[i].UPOS != "PROPN" || t.child(i, "conj") >= 0 {
			continue
		}
		for k := i + 1; k < len(t.toks); k++ {
			if !t.is(k, "nsubj") || t.head(k) != t.head(i) || t.left(k) != i+1 {
				continue
			}
			switch {
			case t.childExact(k, "nmod:desc") >= 0:
				t.toks[i].Head, t.toks[i].Deprel = k, "compound"
				t.hang()
			case k == i+1 && t.toks[k].UPOS == "PROPN": // "Reliance Jio agreed": a name of two words
				t.toks[k].Head, t.toks[k].Deprel = i, "flat"
				t.hang()
			}
			break
		}
	}
}

// mendMeeting makes a participle of "meeting" where it stands behind those who
// meet: "leaders meeting in Arusha agreed".
func (t *tree) mendMeeting() {
	for i := range t.toks {
		if i == 0 || i+1 == len(t.toks) || lower(t.toks[i].Form) != "meeting" || t.toks[i].UPOS != "NOUN" || t.child(i, "cop") >= 0 {
			continue
		}
		s := i - 1
		if x := t.toks[s].XPOS; x != "NNS" && x != "NNPS" {
			continue
		}
		switch rel := base(t.rel(s)); {
		case t.head(s) == i && (rel == "nsubj" || rel == "compound" && t.is(i, "nsubj")):
			for c := range s {
				if t.head(c) == i {
					t.toks[c].Head = s
				}
			}
			t.toks[s].Head, t.toks[s].Deprel = t.toks[i].Head, t.toks[i].Deprel
		case rel == "nsubj" && t.is(i, "nsubj") && t.head(s) == t.head(i):
		default:
			continue
		}
		t.toks[i] = participle(t.toks[i], s)
		t.hang()
	}
}

// participle is token k as a participle behind noun h.
func participle(k nlp.Token, h int) nlp.Token {
	k.UPOS, k.XPOS, k.Lemma, k.Head, k.Deprel = "VERB", "VBG", "meet", h, "acl"
	return k
}

// mendDue puts "due" back over the place where somebody is due, which the parser
// took for what is said of him: "is due in Ankara on Monday for talks".
func (t *tree) mendDue() {
	for i := range t.toks {
		if t.toks[i].Form != "due" || t.child(i, "cop") < 0 && t.child(i, "nsubj") < 0 && (i == 0 || t.toks[i-1].Lemma != "be") {
			continue
		}
		for p := i + 1; p < len(t.toks); p++ {
			place := t.head(p)
			if !t.is(p, "case") || p > i+1 {
				break
			}
			if place < i || t.is(place, "obl") || t.head(place) != t.head(i) || t.child(place, "nsubj") < 0 {
				break
			}
			for c := range t.toks {
				if t.head(c) == place && (c < i || c > place && !t.is(c, "flat") && !t.is(c, "appos")) {
					t.toks[c].Head = i
				}
			}
			t.toks[i].Head, t.toks[i].Deprel = t.toks[place].Head, t.toks[place].Deprel
			t.toks[place].Head, t.toks[place].Deprel = i, "obl"
			t.hang()
			break
		}
	}
}

// mendVisitors makes an adjective of "visiting" where a person stands behind it:
// "held talks with visiting Chinese President Li".
func (t *tree) mendVisitors() {
	for i := range t.toks {
		if i == 0 || t.toks[i].XPOS != "VBG" || t.lemma(i) != "visit" || t.head(i) < 0 || t.head(i-1) != i {
			continue
		}
		o := t.child(i, "obj")
		if o < i || t.child(o, "det") >= 0 || t.child(o, "flat") < 0 && t.childExact(o, "nmod:desc") < 0 {
			continue
		}
		switch lower(t.toks[i-1].Form) {
		case "with", "against", "to", "by", "for", "of":
		default:
			continue
		}
		h := t.head(i)
		t.toks[o].Head, t.toks[o].Deprel = h, "obl"
		if t.isNominal(h) {
			t.toks[o].Deprel = "nmod"
		}
		t.toks[i-1].Head, t.toks[i-1].Deprel = o, "case"
		t.toks[i].Head, t.toks[i].Deprel, t.toks[i].UPOS, t.toks[i].XPOS = o, "amod", "ADJ", "JJ"
		t.hang()
	}
}

// mendWishes turns bare verbs that the parser took for nouns or adjectives back into
// verbs, where nothing else can stand: "demanded that the minister step down",
// "recommended that Chad free the pilots".
func (t *tree) mendWishes() {
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
