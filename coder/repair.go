package coder

import (
	"slices"
	"strings"

	"parley/nlp"
)

// wishing are verbs whose clauses with "that" have bare verbs: "demanded that he go".
var wishing = []string{"demand", "insist", "ask", "urge", "request", "require", "recommend", "propose", "suggest", "order", "stipulate"}

// repair mends what the parser is known to get wrong.
func (t *tree) repair() {
	t.mendWishes()
	t.mendVisitors()
	t.mendHeadlines()
	t.mendRelatives()
	t.mendAgents()
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

// mendMeetingNoun makes a participle of "meeting" where it stands behind those who
// meet: "leaders meeting in Arusha agreed".
func (t *tree) mendMeetingNoun() {
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

// mendRelatives makes a participle of the verb that the parser took for the main
// one, where a second finite verb behind it has no subject and nothing joins the
// two: "rockets fired by the rebels hit the town".
func (t *tree) mendRelatives() {
	for v := range t.toks {
		s := t.child(v, "nsubj")
		if s < 0 || s > v || t.toks[v].XPOS != "VBD" && t.toks[v].XPOS != "VBN" || t.child(v, "obj") >= 0 || t.child(v, "aux") >= 0 || t.has(v, "nsubj", "who", "which", "that", "they", "he", "she", "it") {
			continue
		}
		w := t.bareClause(v)
		if w < 0 {
			continue
		}
		for c := range t.toks {
			if t.head(c) == v && c > w {
				t.toks[c].Head = w
			}
		}
		t.toks[w].Head, t.toks[w].Deprel = t.head(v), t.rel(v)
		t.toks[s].Head, t.toks[s].Deprel = w, "nsubj"
		t.toks[v].Head, t.toks[v].Deprel, t.toks[v].XPOS = s, "acl", "VBN"
		t.hang()
	}
}

// bareClause returns the finite verb under v that has no subject, no auxiliary and
// nothing that joins it to v; -1 when there is none.
func (t *tree) bareClause(v int) int {
	for w := t.first[v]; w >= 0; w = t.next[w] {
		x := t.toks[w].XPOS
		if w <= v+1 || !t.is(w, "ccomp") && !t.is(w, "parataxis") || x != "VBD" && x != "VBZ" && x != "VBP" {
			continue
		}
		if t.child(w, "nsubj") < 0 && t.child(w, "aux") < 0 && t.child(w, "mark") < 0 && t.child(w, "cc") < 0 && t.left(w) == w && t.toks[w-1].UPOS != "PUNCT" {
			return w
		}
	}
	return -1
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

// mendNames hangs a name on the noun before it that the parser took for one more
// agent, subject or object: "by the separatist group ETA".
func (t *tree) mendNames() {
	for i := range t.toks {
		rel, p := t.rel(i), t.left(i)-1
		if t.toks[i].UPOS != "PROPN" || rel != "obl:agent" && base(rel) != "nsubj" && rel != "obj" || t.child(i, "case") >= 0 || p < 0 {
			continue
		}
		if rel == "obj" && (t.class == nil || !t.class(t.lemma(p), "person")) { // "gave the rebels Strela missiles"
			continue
		}
		if t.toks[p].UPOS == "NOUN" && t.head(p) == t.head(i) && t.rel(p) == rel {
			t.toks[i].Head, t.toks[i].Deprel = p, "nmod:desc"
			t.hang()
		}
	}
}

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
		for c := range i {
			if t.head(c) == p {
				t.toks[c].Head = i
			}
		}
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
		for c := range t.toks {
			if t.head(c) == i && c > o {
				t.toks[c].Head = v
			}
		}
		t.toks[o].Head, t.toks[o].Deprel = v, "obj"
		t.toks[i].Head, t.toks[i].Deprel, t.toks[i].UPOS, t.toks[i].XPOS = o, "compound", "NOUN", "NN"
		t.hang()
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

// mendHome takes "home" out of the phrase of who is called there: "called its
// ambassador home".
func (t *tree) mendHome() {
	for i := 1; i < len(t.toks); i++ {
		p, v := i-1, t.head(i)
		if v < 0 || lower(t.toks[i].Form) != "home" || !t.is(p, "compound") || t.head(p) != i || !t.isVerb(v) || v > p || t.child(v, "obj") >= 0 && t.child(v, "obj") != i {
			continue
		}
		for c := range p {
			if t.head(c) == i {
				t.toks[c].Head = p
			}
		}
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
		for c := range s {
			if t.head(c) == half {
				t.toks[c].Head = s
			}
		}
		t.toks[s].Head, t.toks[s].Deprel = i, "nsubj"
		t.toks[half].Deprel = "compound"
		t.hang()
	}
}

// mendCompounds makes one noun of two where the parser gave a noun an object: "bans
// and asset [freezes]". Nouns have none.
func (t *tree) mendCompounds() {
	for o := 1; o < len(t.toks); o++ {
		p := o - 1
		if t.toks[p].UPOS != "NOUN" || t.toks[o].UPOS != "NOUN" || !t.is(o, "obj") || t.head(o) != p || t.is(p, "root") || t.is(p, "nsubj") || t.child(p, "nsubj") >= 0 {
			continue
		}
		for c := range t.toks {
			if t.head(c) == p && c != o {
				t.toks[c].Head = o
			}
		}
		t.toks[o].Head, t.toks[o].Deprel = t.head(p), t.rel(p)
		t.toks[p].Head, t.toks[p].Deprel = o, "compound"
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

// mendMeetings gives a verb its subject back from the participle between: "leaders
// [meeting in Arusha] decided to".
func (t *tree) mendMeetings() {
	for g := range t.toks {
		v, s := t.head(g), t.child(g, "nsubj")
		if v < g || s < 0 || s != g-1 || !t.is(g, "nsubj") || !t.isVerb(v) || !strings.HasSuffix(t.toks[g].Form, "ing") || t.child(g, "cop") >= 0 {
			continue
		}
		t.toks[s].Head, t.toks[s].Deprel = v, t.rel(g)
		t.toks[g].Head, t.toks[g].Deprel, t.toks[g].UPOS, t.toks[g].XPOS = s, "acl", "VERB", "VBG"
		if t.lemma(g) == t.toks[g].Form {
			t.toks[g].Lemma = strings.TrimSuffix(t.toks[g].Form, "ing")
		}
		t.hang()
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

// mendSubjects gives the verb of a second clause its subject back, which the parser
// took for one more of what stands before: "Chad barred the envoy, and [Mali, which had
// sent him,] protested".
func (t *tree) mendSubjects() {
	for w := range t.toks {
		v, x := t.head(w), t.toks[w].XPOS
		if v < 0 || v > w || !t.isVerb(v) || !t.is(w, "conj") && !t.is(w, "ccomp") && !t.is(w, "parataxis") || x != "VBD" && x != "VBZ" && x != "VBP" || t.child(w, "nsubj") >= 0 || t.child(w, "mark") >= 0 || t.child(v, "nsubj") < 0 {
			continue
		}
		n := t.strandedSubject(v, w)
		if n < 0 || t.below(w, n) {
			continue
		}
		for c := range w {
			if t.head(c) == n && c < n && (t.is(c, "cc") || t.is(c, "punct")) {
				t.toks[c].Head = w
			}
		}
		t.toks[n].Head, t.toks[n].Deprel = w, "nsubj"
		t.toks[w].Deprel = "conj"
		t.hang()
	}
}

// strandedSubject finds the noun between verbs v and w that was coordinated with
// another, though a comma and a conjunction open a clause before it and its phrase
// reaches up to w; -1 when there is none.
func (t *tree) strandedSubject(v, w int) int {
	for n := w - 1; n > v; n-- {
		if !t.is(n, "conj") || !t.isNominal(n) || t.head(n) > n || t.isVerb(t.head(n)) {
			continue
		}
		cc := n - 1
		for cc > v && (t.below(cc, n) || t.head(cc) == n) && t.toks[cc].UPOS != "CCONJ" {
			cc--
		}
		if cc <= v+1 || t.toks[cc].UPOS != "CCONJ" || t.toks[cc-1].Form != "," {
			continue
		}
		last := w - 1
		for last > n && (t.toks[last].Form == "," || t.toks[last].UPOS == "ADV") {
			last--
		}
		if last >= n && t.below(last, n) {
			return n
		}
	}
	return -1
}
