package coder

import "strings"

// mendObjects gives verbs back the objects and particles that the parser hung
// elsewhere.
func (t *tree) mendObjects() {
	t.mendParticles()
	t.mendLateObjects()
	t.mendWanted()
	t.mendPatients()
	t.mendCases()
	t.mendCrimes()
	t.mendPeoples()
	t.mendTwoObjects()
	t.mendLeave()
	t.mendCounted()
	t.mendPending()
	t.mendCalled()
	t.mendLongTried()
}

// mendParticles takes the particle of a verb out of the number behind it, which the
// parser takes for "more than": "turned [over] four boats".
func (t *tree) mendParticles() {
	for i := 1; i < len(t.toks); i++ {
		v, h := i-1, t.head(i)
		if h <= i || !t.isVerb(v) || t.toks[h].UPOS != "NUM" || lower(t.toks[i].Form) != "over" {
			continue
		}
		switch t.lemma(v) {
		case "hand", "turn", "sign", "make":
			t.toks[i].Head, t.toks[i].Deprel, t.toks[i].UPOS, t.toks[i].XPOS = v, "compound:prt", "ADP", "RP"
			t.hang()
		}
	}
}

// mendLateObjects makes the object of the verb of what the parser made that of the
// noun between: "hacked to death [six herders]".
func (t *tree) mendLateObjects() {
	for o := range t.toks {
		n := t.head(o)
		if n < 0 || !t.is(o, "obj") || o < n || t.toks[n].UPOS != "NOUN" || !t.is(n, "obl") || t.child(n, "cop") >= 0 {
			continue
		}
		if v := t.head(n); v >= 0 && v < n && t.isVerb(v) && t.child(v, "obj") < 0 && !t.passive(v) {
			t.toks[o].Head = v
			t.hang()
		}
	}
}

// mendWanted makes the object of the verb of the phrase behind "to Greece" that the
// parser took for the subject of its own participle: "handed over to Greece [a man]
// wanted for theft".
func (t *tree) mendWanted() {
	for s := range t.toks {
		p := t.head(s)
		if p != s+1 || !t.is(s, "nsubj") || t.child(p, "aux") >= 0 || t.child(p, "obj") >= 0 || t.child(p, "mark") >= 0 || !t.is(p, "advcl") && !t.is(p, "ccomp") {
			continue
		}
		if t.toks[p].XPOS != "VBN" && t.toks[p].XPOS != "VBD" || t.left(s) == 0 || t.toks[t.left(s)].UPOS != "DET" && t.toks[t.left(s)].UPOS != "NUM" {
			continue
		}
		v, before := t.head(p), t.left(s)-1
		if v < 0 || v > s || !t.isVerb(v) || t.child(v, "obj") >= 0 || t.passive(v) || t.class == nil || !t.class(t.lemma(v), "transfer") {
			continue
		}
		if !t.is(before, "obl") || t.head(before) != v || t.preposition(before) != "to" {
			continue
		}
		t.toks[s].Head, t.toks[s].Deprel = v, "obj"
		t.toks[p].Head, t.toks[p].Deprel, t.toks[p].XPOS = s, "acl", "VBN"
		t.hang()
	}
}

// mendPatients makes an adjective of a participle that the parser took for an
// infinitive: "reopened its borders to [vaccinated] tourists".
func (t *tree) mendPatients() {
	for i := 1; i < len(t.toks)-1; i++ {
		k, v, o := i-1, t.head(i), t.child(i, "obj")
		if v < 0 || v > k || o != i+1 || !t.isVerb(v) || t.toks[i].XPOS != "VB" || t.toks[k].Form != "to" || len(t.toks[i].Form) < 7 || !strings.HasSuffix(t.toks[i].Form, "ed") || strings.HasSuffix(t.toks[i].Form, "eed") {
			continue
		}
		t.rehang(i, v, o+1, len(t.toks))
		if b := t.child(v, "iobj"); b >= 0 && t.child(v, "obj") < 0 {
			t.toks[b].Deprel = "obj"
		}
		t.toks[o].Head, t.toks[o].Deprel = v, "obl"
		t.toks[k].Head, t.toks[k].Deprel, t.toks[k].UPOS, t.toks[k].XPOS = o, "case", "ADP", "IN"
		t.toks[i].Head, t.toks[i].Deprel, t.toks[i].UPOS, t.toks[i].XPOS = o, "amod", "ADJ", "JJ"
		t.hang()
	}
}

// mendCases hangs a preposition under the phrase that it stands before, where the
// parser gave it to the next: "extradited him [to] the United States [on] charges".
func (t *tree) mendCases() {
	for k := range t.toks {
		far := t.head(k)
		if !t.is(k, "case") || far < k+3 {
			continue
		}
		for n := k + 1; n < far; n++ {
			if t.is(n, "obl") && !t.below(n, far) && t.caseOf(n) < 0 && t.left(n) == k+1 && t.is(n+1, "case") && t.head(n+1) == far {
				t.toks[k].Head = n
				t.hang()
				break
			}
		}
	}
}

// mendCrimes hangs the crime under the verb and not under the name of him who is
// found guilty of it: "convicted the mayor Ivo Lang [of theft]".
func (t *tree) mendCrimes() {
	for c := range t.toks {
		n := t.head(c)
		if n < 0 || !t.is(c, "nmod") || t.toks[n].UPOS != "PROPN" || t.preposition(c) != "of" {
			continue
		}
		v := t.head(n)
		if t.is(n, "appos") && v >= 0 {
			v = t.head(v)
		}
		if v < 0 || v > n {
			continue
		}
		switch t.lemma(v) {
		case "convict", "acquit", "accuse":
			t.toks[c].Head, t.toks[c].Deprel = v, "obl"
			t.hang()
		}
	}
}

// mendPeoples joins the adjectives of two peoples that the parser hung in two places:
// "[Kyrgyz] and [Tajik border] guards".
func (t *tree) mendPeoples() {
	for i := 2; i < len(t.toks)-1; i++ {
		a, cc, k := i-2, i-1, t.head(i)
		if k < 0 || t.toks[cc].UPOS != "CCONJ" || t.toks[i].UPOS != "ADJ" || t.toks[a].UPOS != "ADJ" || !t.is(i, "amod") || !t.is(a, "amod") {
			continue
		}
		n := t.head(a)
		if !t.is(k, "compound") || t.head(k) != n || n <= i || isLower(t.toks[i].Form) || isLower(t.toks[a].Form) {
			continue
		}
		t.toks[i].Head, t.toks[i].Deprel = a, "conj"
		t.toks[cc].Head = i
		t.hang()
	}
}

// mendTwoObjects makes of the second object of a verb of naming what the first is
// called: "declared the station [a nuisance]".
func (t *tree) mendTwoObjects() {
	for o := range t.toks {
		v := t.head(o)
		if v < 0 || v > o || !t.is(o, "obj") || !t.isVerb(v) {
			continue
		}
		first := t.child(v, "obj")
		if first < v || first >= o || t.left(o) <= first || t.toks[t.left(o)].UPOS != "DET" || t.toks[t.left(o)-1].UPOS == "PUNCT" {
			continue
		}
		switch t.lemma(v) {
		case "label", "designate", "declare", "brand", "name":
			t.toks[o].Deprel = "xcomp"
			t.hang()
		}
	}
}

// mendLeave takes whom leave is given out of the phrase that the parser made them a
// part of: "granted [the police] permission to enter".
func (t *tree) mendLeave() {
	for o := 3; o < len(t.toks); o++ {
		v, k := t.head(o), o-1
		if v < 0 || v > o-3 || !t.isVerb(v) || t.passive(v) || !t.is(k, "compound") || t.head(k) != o || t.toks[k].UPOS != "NOUN" && t.toks[k].UPOS != "PROPN" {
			continue
		}
		switch t.lemma(o) {
		case "permission", "asylum", "bail", "leave", "immunity", "citizenship":
		default:
			continue
		}
		from := t.left(o)
		if t.child(v, "iobj") >= 0 && t.child(v, "iobj") != o || from != v+1 || t.toks[from].UPOS != "DET" || t.class == nil || !t.class(t.lemma(v), "giving") {
			continue
		}
		t.rehang(o, k, from, k)
		t.toks[k].Head, t.toks[k].Deprel = v, "iobj"
		t.toks[o].Deprel = "obj"
		t.hang()
	}
}

// mendCounted makes an adjective of the participle between a number and what is
// counted: "pardoned nine [jailed] miners".
func (t *tree) mendCounted() {
	for i := 2; i < len(t.toks)-1; i++ {
		n, v, o := i-1, t.head(i), t.child(i, "obj")
		if v != i-2 || o < i || !t.isVerb(v) || t.toks[n].UPOS != "NUM" || t.head(n) != i || t.child(v, "obj") >= 0 || t.left(o) != i+1 || t.toks[i+1].UPOS == "DET" {
			continue
		}
		if t.toks[i].XPOS != "VBD" && t.toks[i].XPOS != "VBN" || !t.is(i, "xcomp") && !t.is(i, "ccomp") {
			continue
		}
		t.rehang(i, v, o+1, len(t.toks))
		t.toks[o].Head, t.toks[o].Deprel = v, "obj"
		t.toks[n].Head, t.toks[n].Deprel = o, "nummod"
		t.toks[i].Head, t.toks[i].Deprel, t.toks[i].UPOS, t.toks[i].XPOS = o, "amod", "ADJ", "JJ"
		t.hang()
	}
}

// mendPending takes what is waited for out of the phrase of him who waits: "jailed
// [the writer] pending trial".
func (t *tree) mendPending() {
	for i := 1; i < len(t.toks)-1; i++ {
		p, n := i-1, t.head(i)
		if lower(t.toks[i].Form) != "pending" || n <= i || !t.is(p, "compound") || t.head(p) != n || !t.is(n, "obj") {
			continue
		}
		v := t.head(n)
		t.rehang(n, p, 0, p)
		t.toks[p].Head, t.toks[p].Deprel = v, "obj"
		t.toks[n].Deprel = "obl"
		t.toks[i].Deprel, t.toks[i].UPOS, t.toks[i].XPOS = "case", "ADP", "IN"
		t.hang()
	}
}

// isLower tells that a word begins with a small letter.
func isLower(form string) bool {
	return form != "" && form[:1] == strings.ToLower(form[:1])
}

// mendCalled makes the object of a verb of the pronoun behind it: of "denied [it]" where
// the parser took that for whom something is denied, and of "called [that] a lie" where
// it took it for the beginning of a clause or part of the noun.
func (t *tree) mendCalled() {
	for i := 1; i < len(t.toks)-1; i++ {
		v := i - 1
		if !t.isVerb(v) {
			continue
		}
		switch form := lower(t.toks[i].Form); {
		case form == "it" && t.is(i, "iobj") && t.head(i) == v && t.child(v, "obj") < 0:
			t.toks[i].Deprel = "obj"
			t.hang()
		case form == "that" || form == "this":
			t.mendCalledThat(v, i)
		}
	}
}

// mendCalledThat mends "called that a lie": v is the verb, i the pronoun.
func (t *tree) mendCalledThat(v, i int) {
	n := t.child(v, "obj")
	if n < 0 {
		n = t.child(v, "ccomp")
	}
	switch t.lemma(v) {
	case "call", "label", "brand", "term", "dub", "deem":
	default:
		return
	}
	if n <= i || t.class == nil || !t.class(t.lemma(n), "untruth") && !t.class(t.lemma(n), "slur") || t.head(i) != v && t.head(i) != n || t.child(n, "nsubj") >= 0 {
		return
	}
	t.toks[n].Deprel = "xcomp"
	t.toks[i].Head, t.toks[i].Deprel, t.toks[i].UPOS = v, "obj", "PRON"
	t.hang()
}

// mendLongTried gives a verb of trying the infinitive that the parser hung on a stretch
// of time between: "has tried for months [to reach]".
func (t *tree) mendLongTried() {
	for i := range t.toks {
		n := t.head(i)
		if n < 0 || n > i || t.toks[i].XPOS != "VB" || !t.is(i, "acl") || t.child(i, "mark") < 0 || !t.is(n, "obl") || t.class == nil || !t.class(t.lemma(n), "time") {
			continue
		}
		switch v := t.head(n); {
		case v < 0 || t.child(v, "xcomp") >= 0:
		case t.lemma(v) == "try", t.lemma(v) == "attempt", t.lemma(v) == "refuse", t.lemma(v) == "offer":
			t.toks[i].Head, t.toks[i].Deprel = v, "xcomp"
			t.hang()
		}
	}
}
