package coder

import (
	"parley/nlp"
)

// repair mends what the parser is known to get wrong.
func (t *tree) repair() {
	t.mendWishes()
	t.mendVisitors()
	t.mendHeadlines()
	t.mendRelatives()
	t.mendAgents()
	t.mendRetained()
	t.mendNames()
	t.mendGifts()
	t.mendCrossings()
	t.mendDrills()
	t.mendGerunds()
	t.mendHome()
	t.mendHalves()
	t.mendCompounds()
	t.mendTimes()
	t.mendDead()
	t.mendMeetings()
	t.mendNouns()
	t.mendSubjects()
	t.mendMeetingNoun()
	t.mendDue()
	t.mendTitles()
	t.mendActives()
	t.mendLists()
	t.mendThrees()
	t.mendRequests()
	t.mendOffers()
	t.mendAppositions()
	t.mendAccused()
	t.mendTitledObjects()
	t.mendObjects()
}

// rehang hangs what stands under token i, from token from to before to, on heir.
func (t *tree) rehang(i, heir, from, to int) {
	for c := from; c < to; c++ {
		if t.head(c) == i {
			t.toks[c].Head = heir
		}
	}
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

// mendAgents makes an adjective of the participle between "by" and who acts: "were
// shot by masked men".
func (t *tree) mendAgents() {
	for i := range t.toks {
		h := t.head(i)
		if i == 0 || t.toks[i].XPOS != "VBN" || lower(t.toks[i-1].Form) != "by" || t.head(i-1) != i || h < 0 || !t.passive(h) {
			continue
		}
		o := t.child(i, "obj")
		if o < i || t.left(o) != i+1 || t.child(o, "det") >= 0 {
			continue
		}
		t.toks[o].Head, t.toks[o].Deprel = h, "obl:agent"
		t.toks[i-1].Head, t.toks[i-1].Deprel = o, "case"
		t.toks[i].Head, t.toks[i].Deprel, t.toks[i].UPOS = o, "amod", "ADJ"
		t.hang()
	}
}

// mendRetained hangs who acts under the passive verb, not under what is left as its
// object: "were denied entry by the guards".
func (t *tree) mendRetained() {
	for c := range t.toks {
		o := t.head(c)
		if o < 0 || !t.is(c, "nmod") || t.preposition(c) != "by" || !t.is(o, "obj") {
			continue
		}
		if h := t.head(o); h >= 0 && h < o && o < c && t.childExact(h, "aux:pass") >= 0 && t.childExact(h, "obl:agent") < 0 {
			t.toks[c].Head, t.toks[c].Deprel = h, "obl:agent"
			t.hang()
		}
	}
}

// mendGerunds hangs a gerund beside the one before it and not beside the finite verb
// above: "accused them of shelling the town and killing six".
func (t *tree) mendGerunds() {
	for c := range t.toks {
		v := t.head(c)
		if v < 0 || t.toks[c].XPOS != "VBG" || !t.is(c, "conj") || t.toks[v].XPOS == "VBG" || !t.isVerb(v) || t.child(c, "aux") >= 0 || t.child(c, "nsubj") >= 0 {
			continue
		}
		for e := t.first[v]; e >= 0 && e < c; e = t.next[e] {
			if e > v && t.toks[e].XPOS == "VBG" && t.child(e, "mark") >= 0 && (t.is(e, "advcl") || t.is(e, "obl") || t.is(e, "xcomp")) {
				t.toks[c].Head = e
				t.hang()
				break
			}
		}
	}
}

// mendNouns makes a noun of a finite verb that has no subject but stands behind a
// preposition: "after clashes with the police".
func (t *tree) mendNouns() {
	for i := range t.toks {
		if t.toks[i].XPOS != "VBZ" || !t.is(i, "obl") && !t.is(i, "nmod") || t.child(i, "nsubj") >= 0 || t.child(i, "obj") >= 0 {
			continue
		}
		k := t.child(i, "mark")
		if k < 0 {
			k = t.child(i, "case")
		}
		if k < 0 || k > i {
			continue
		}
		t.toks[k].Deprel = "case"
		t.toks[i].UPOS, t.toks[i].XPOS = "NOUN", "NNS"
	}
}

// mendDue puts "due" back over the place where somebody is due, which the parser
// took for what is said of him: "is due in Ankara on Monday for talks".
func (t *tree) mendDue() {
	for i := range t.toks {
		if t.toks[i].Form != "due" || t.child(i, "cop") < 0 && t.child(i, "nsubj") < 0 && (i == 0 || t.toks[i-1].Lemma != "be") {
			continue
		}
		if i+1 == len(t.toks) || !t.is(i+1, "case") {
			continue
		}
		place := t.head(i + 1)
		if place < i || t.is(place, "obl") || t.head(place) != t.head(i) || t.child(place, "nsubj") < 0 {
			continue
		}
		for c := range t.toks {
			if t.head(c) == place && (c < i || c > place && !t.is(c, "flat") && !t.is(c, "appos")) {
				t.toks[c].Head = i
			}
		}
		t.toks[i].Head, t.toks[i].Deprel = t.toks[place].Head, t.toks[place].Deprel
		t.toks[place].Head, t.toks[place].Deprel = i, "obl"
		t.hang()
	}
}

// mendGifts takes the name of whom something is given out of the thing that the
// parser made it a part of: "gave [Papua New Guinea] two boats". A name stands
// before no number or article of its own noun.
func (t *tree) mendGifts() {
	for v := range t.toks {
		o := t.child(v, "obj")
		if !t.isVerb(v) || o < v+3 || t.child(v, "iobj") >= 0 || t.class == nil || !t.class(t.lemma(v), "giving") {
			continue
		}
		from := v + 1
		if t.toks[from].UPOS == "DET" {
			from++
		}
		k := from
		for k < o && t.toks[k].UPOS != "NUM" && t.toks[k].UPOS != "DET" && t.toks[k].UPOS != "SYM" && isName(t.toks[k]) {
			k++
		}
		if k == from || k >= o || !t.below(from, o) || t.toks[k].UPOS != "NUM" && t.toks[k].UPOS != "DET" && t.toks[k].UPOS != "SYM" {
			continue
		}
		t.give(v, from, k-1)
	}
}

func isName(tok nlp.Token) bool {
	return tok.UPOS == "PROPN" || tok.XPOS == "NNP" || tok.XPOS == "NNPS"
}

// give makes the name from..last the indirect object of verb v.
func (t *tree) give(v, from, last int) {
	for c := from; c < last; c++ {
		t.toks[c].Head, t.toks[c].Deprel = last, "compound"
	}
	if from > 0 && t.toks[from-1].UPOS == "DET" {
		t.toks[from-1].Head, t.toks[from-1].Deprel = last, "det"
	}
	t.toks[last].Head, t.toks[last].Deprel = v, "iobj"
	t.hang()
}

// mendCrossings makes one name of a place of what the parser took for two: "reopened
// [the Rafah] [crossing]", "control of a [border] crossing".
func (t *tree) mendCrossings() {
	for i := 1; i < len(t.toks); i++ {
		p := i - 1
		if t.class == nil || t.lemma(i) != "crossing" && t.lemma(i) != "cross" && !t.class(t.lemma(i), "border") {
			continue
		}
		split := t.is(i, "xcomp") && t.toks[i].UPOS == "NOUN" && t.toks[p].UPOS == "PROPN" && t.is(p, "obj") && t.head(p) == t.head(i)
		gerund := t.toks[i].XPOS == "VBG" && t.is(i, "acl") && t.lemma(p) == "border"
		if !split && !gerund || t.below(t.head(p), i) {
			continue
		}
		t.rehang(p, i, 0, i)
		t.toks[i].UPOS, t.toks[i].XPOS, t.toks[i].Lemma = "NOUN", "NN", lower(t.toks[i].Form)
		t.toks[i].Head, t.toks[i].Deprel = t.head(p), t.rel(p)
		t.toks[p].Head, t.toks[p].Deprel = i, "compound"
		t.hang()
	}
}

// mendDrills makes a noun of the participle that tells what kind of exercise is held:
// "staged firing drills".
func (t *tree) mendDrills() {
	for i := 1; i < len(t.toks)-1; i++ {
		v, o := i-1, i+1
		if t.toks[i].XPOS != "VBG" || !t.is(i, "xcomp") || t.head(i) != v || t.child(i, "obj") != o || t.toks[o].XPOS != "NNS" {
			continue
		}
		switch t.lemma(v) {
		case "stage", "hold", "conduct", "launch":
		default:
			continue
		}
		t.rehang(i, v, o+1, len(t.toks))
		t.toks[o].Head, t.toks[o].Deprel = v, "obj"
		t.toks[i].Head, t.toks[i].Deprel, t.toks[i].UPOS, t.toks[i].XPOS = o, "compound", "NOUN", "NN"
		t.hang()
	}
}

// mendHome takes "home" out of the phrase of who is called there: "called its
// ambassador home".
func (t *tree) mendHome() {
	for i := 1; i < len(t.toks); i++ {
		p, v := i-1, t.head(i)
		if v < 0 || lower(t.toks[i].Form) != "home" || !t.is(p, "compound") || t.head(p) != i || !t.isVerb(v) || v > p || t.child(v, "obj") >= 0 && t.child(v, "obj") != i {
			continue
		}
		t.rehang(i, p, 0, p)
		t.toks[p].Head, t.toks[p].Deprel = v, "obj"
		t.toks[i].Deprel = "advmod"
		t.hang()
	}
}

// mendHalves gives a verb in two halves its subject back, where the parser took the
// first half for the end of that: "[the air command test]-fired a missile".
func (t *tree) mendHalves() {
	for i := 3; i < len(t.toks); i++ {
		half, s := i-2, i-3
		if t.toks[i-1].Form != "-" || !t.isVerb(i) || t.toks[half].UPOS != "NOUN" || !t.is(half, "nsubj") || t.head(half) != i || !t.is(s, "compound") || t.head(s) != half {
			continue
		}
		t.rehang(half, s, 0, s)
		t.toks[s].Head, t.toks[s].Deprel = i, "nsubj"
		t.toks[half].Deprel = "compound"
		t.hang()
	}
}

// mendTimes makes a clause of time of what the parser took for the complement of the
// verb before it: "suspended Fiji [after the ruler missed a deadline]". The
// conjunction stands before the subject; what stands before both is the object.
func (t *tree) mendTimes() {
	for s := range t.toks {
		v, k := t.head(s), t.child(s, "case")
		if v < 0 || k < 0 || !t.is(s, "nsubj") || !t.is(v, "ccomp") || t.lemma(k) != "after" && t.lemma(k) != "before" && t.lemma(k) != "since" {
			continue
		}
		h, o := t.head(v), t.child(v, "nsubj")
		if h < 0 || !t.isVerb(h) || t.child(h, "obj") >= 0 || h > s {
			continue
		}
		t.toks[k].Head, t.toks[k].Deprel = v, "mark"
		t.toks[v].Deprel = "advcl"
		if o != s && o > h && o < k {
			t.toks[o].Head, t.toks[o].Deprel = h, "obj"
		}
		t.hang()
	}
}

// mendDead takes "dead" out of the phrase of those who were shot: "shot [dead] three
// of them".
func (t *tree) mendDead() {
	for i := 1; i < len(t.toks); i++ {
		if v := i - 1; lower(t.toks[i].Form) == "dead" && t.lemma(v) == "shoot" && t.isVerb(v) && t.head(i) > i && !t.below(v, i) {
			t.toks[i].Head, t.toks[i].Deprel = v, "xcomp"
			t.hang()
		}
	}
}
