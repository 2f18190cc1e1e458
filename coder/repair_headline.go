package coder

import (
	"strings"
)

// mendHeadlines finds the verb of a headline whose every word was taken for a noun:
// "Police fire tear gas at marchers", "Egypt jails blogger".
func (t *tree) mendHeadlines() {
	t.mendRunOn()
	for i := range t.toks {
		if t.isVerb(i) && !t.is(i, "amod") && !t.is(i, "acl") && !t.is(i, "advcl") || t.toks[i].Form == "." {
			return
		}
	}
	for i := 1; i < len(t.toks); i++ {
		if t.isHeadVerb(i) {
			t.makeVerb(i)
			return
		}
	}
}

// mendRunOn makes verbs of what has a subject and an object, and joins to the first
// verb the next, which has no subject of its own: "Gunmen storm hotel, kill 14".
func (t *tree) mendRunOn() {
	for i := range t.toks {
		if s := t.child(i, "nsubj"); t.toks[i].UPOS == "NOUN" && s >= 0 && s < i && t.child(i, "obj") > i && t.child(i, "cop") < 0 && t.child(i, "det") < 0 {
			t.toks[i].UPOS, t.toks[i].XPOS = "VERB", "VBP"
		}
		h := t.head(i)
		if h >= 0 && h < i && t.is(i, "parataxis") && t.isVerb(i) && t.isVerb(h) && t.child(i, "nsubj") < 0 && t.child(h, "nsubj") >= 0 && t.toks[i-1].Form == "," && t.toks[i].XPOS != "VBN" && t.toks[i].XPOS != "VBG" && t.lemma(i) != "say" {
			t.toks[i].Deprel = "conj"
		}
	}
}

// isHeadVerb reports whether noun i of a headline may be its verb: it agrees with
// the one right before it, and has an object behind it.
func (t *tree) isHeadVerb(i int) bool {
	s := i - 1
	if t.toks[i].UPOS != "NOUN" && t.toks[i].UPOS != "PROPN" || t.verb == nil || !t.verb(lower(t.lemma(i))) || !t.is(s, "compound") && !t.is(s, "amod") || t.head(s) < i {
		return false
	}
	if t.head(s) != i && !(t.is(i, "compound") && t.head(s) == t.head(i)) {
		return false
	}
	form := lower(t.toks[i].Form)
	ends := strings.HasSuffix(form, "s")
	switch {
	case ends == (t.toks[s].XPOS == "NNS"), t.toks[s].UPOS == "ADJ" && t.toks[s].XPOS == "JJ":
		return false // "Police fires", "Egypt jail"
	case t.is(i, "compound"):
		return t.head(i) > i
	}
	return t.is(i, "root") && t.child(i, "obj") > i
}

// makeVerb turns noun i into the verb of its headline: what stands before it is its
// subject, the noun of whose name it was a part its object.
func (t *tree) makeVerb(i int) {
	s, o := i-1, t.head(i)
	if t.is(i, "compound") {
		t.toks[i].Head, t.toks[i].Deprel = t.head(o), t.rel(o)
		t.toks[o].Head, t.toks[o].Deprel = i, "obj"
	}
	for c := range i {
		if c != s && (t.head(c) == i || t.head(c) == o) {
			t.toks[c].Head = s
		}
	}
	t.toks[s].Head, t.toks[s].Deprel = i, "nsubj"
	t.toks[i].UPOS, t.toks[i].XPOS = "VERB", "VBP"
	if strings.HasSuffix(t.toks[i].Form, "s") {
		t.toks[i].XPOS = "VBZ"
	}
	t.toks[i].Lemma = lower(t.toks[i].Lemma)
	t.hang()
}
