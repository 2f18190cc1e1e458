package coder

import "slices"

// wishing are verbs whose clauses with "that" have bare verbs: "demanded that he go".
var wishing = []string{"demand", "insist", "ask", "urge", "request", "require", "recommend", "propose", "suggest", "order", "stipulate"}

// repair mends what the parser is known to get wrong.
func (t *tree) repair() {
	t.mendWishes()
	t.mendVisitors()
	t.mendDead()
	t.mendLists()
	t.mendRequests()
	t.mendAppositions()
	t.mendAccused()
	t.mendGerunds()
	t.mendTitles()
}

// mendTitles hangs a name on the title right before it where the parser took both
// for objects: "sentenced former commander Ratko Petrovic".
func (t *tree) mendTitles() {
	mended := false
	for i := 1; i < len(t.toks); i++ {
		title := i - 1
		if !t.is(i, "obj") || t.toks[i].XPOS != "NNP" || t.child(i, "flat") != i+1 || t.toks[title].XPOS != "NN" || t.toks[title].UPOS != "NOUN" {
			continue
		}
		if t.head(title) == t.head(i) && (t.is(title, "obj") || t.is(title, "iobj")) {
			t.toks[i].Head, t.toks[i].Deprel, mended = title, "appos", true
		}
	}
	if mended {
		t.hang()
	}
}

// mendGerunds coordinates a gerund with the one that a preposition brings in before
// it: "accused Chad of shelling a village and killing farmers".
func (t *tree) mendGerunds() {
	for i := range t.toks {
		h := t.head(i)
		if h < 0 || !t.is(i, "conj") || t.toks[i].XPOS != "VBG" || !t.isVerb(h) || t.toks[h].XPOS == "VBG" || t.child(i, "nsubj") >= 0 || t.child(i, "aux") >= 0 {
			continue
		}
		for c := t.first[h]; c >= 0 && c < i; c = t.next[c] {
			if p := t.preposition(c); t.toks[c].XPOS == "VBG" && c > h && (p == "of" || p == "for" || p == "with" || p == "from" || p == "by") {
				t.toks[i].Head = c
			}
		}
	}
	t.hang()
}

// mendAccused makes a participle of "accused" where nobody is told to accuse, and what
// stands before it the object that it took for its subject: "handed over to the court
// a leader accused of killings".
func (t *tree) mendAccused() {
	for i := range t.toks {
		h, s := t.head(i), t.child(i, "nsubj")
		if h < 0 || s < 0 || s != i-1 || t.toks[i].XPOS != "VBD" || !t.is(i, "ccomp") || i+1 == len(t.toks) || t.child(i, "obj") >= 0 || t.child(h, "obj") >= 0 {
			continue
		}
		next := lower(t.toks[i+1].Form)
		switch lemma := t.lemma(i); {
		case (lemma == "accuse" || lemma == "suspect" || lemma == "convict") && next == "of", lemma == "charge" && next == "with":
		default:
			continue
		}
		t.toks[s].Head, t.toks[s].Deprel = h, "obj"
		t.toks[i].Head, t.toks[i].Deprel, t.toks[i].XPOS = s, "acl", "VBN"
		t.hang()
	}
}

// mendAppositions makes an apposition of a noun that the parser coordinated behind
// the last of several: "China and Russia, its neighbours,".
func (t *tree) mendAppositions() {
	for i := range t.toks {
		h := t.head(i)
		if h < 0 || !t.is(i, "conj") || t.toks[i].UPOS != "NOUN" || t.toks[h].UPOS != "PROPN" || t.child(i, "cc") >= 0 || t.left(i) == 0 || t.toks[t.left(i)].Form != "," && t.toks[t.left(i)-1].Form != "," {
			continue
		}
		for c := t.first[h]; c >= 0 && c < i; c = t.next[c] {
			if t.is(c, "conj") && t.child(c, "cc") >= 0 {
				t.toks[i].Deprel = "parataxis" // of them all: part of no name
			}
		}
	}
}

// bidding are verbs that take whom they bid and then what he is to do.
var bidding = []string{"urge", "ask", "tell", "order", "call", "press", "persuade", "warn", "invite", "appeal", "beg", "implore", "instruct", "force", "allow", "command", "exhort", "plead", "advise", "oblige", "compel"}

// mendRequests hangs an infinitive that a comma parts from a relative clause on the
// verb above it: "urged the rebels, who hold the port, to leave".
func (t *tree) mendRequests() {
	for i := range t.toks {
		r := t.head(i)
		if r < 0 || t.rel(r) != "acl:relcl" || !t.is(i, "advcl") && !t.is(i, "xcomp") || !t.has(i, "mark", "to") || t.child(i, "nsubj") >= 0 {
			continue
		}
		to := t.left(i)
		if t.toks[to].Form == "," {
			to++
		}
		whom := t.head(r)
		if to == 0 || t.toks[to-1].Form != "," || whom < 0 {
			continue
		}
		v := t.head(whom)
		if v < 0 || v > whom || !t.isVerb(v) || !slices.Contains(bidding, t.lemma(v)) || t.child(v, "xcomp") >= 0 {
			continue
		}
		t.toks[i].Head, t.toks[i].Deprel = v, "xcomp"
		t.hang()
	}
}

// mendLists hangs the second of several names on the first where the parser took it
// for an apposition: "envoys from Sudan, Chad and Libya".
func (t *tree) mendLists() {
	for i := range t.toks {
		h := t.head(i)
		if h < 0 || !t.is(i, "appos") || t.toks[i].UPOS != "PROPN" || t.child(i, "conj") < i {
			continue
		}
		first := t.left(i) - 2 // before the comma
		if first <= h || t.toks[first+1].Form != "," || t.toks[first].UPOS != "PROPN" || !t.is(first, "nmod") || t.head(first) != h {
			continue
		}
		t.toks[i].Head, t.toks[i].Deprel = first, "conj"
		t.hang()
	}
}

// mendDead takes the "dead" of "shot dead three of them" from its object.
func (t *tree) mendDead() {
	mended := false
	for i := 1; i < len(t.toks); i++ {
		v := i - 1
		if lower(t.toks[i].Form) == "dead" && t.is(i, "amod") && t.isVerb(v) && t.lemma(v) == "shoot" && t.head(t.head(i)) == v {
			t.toks[i].Head, t.toks[i].Deprel, mended = v, "xcomp", true
		}
	}
	if mended {
		t.hang()
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
