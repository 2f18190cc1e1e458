package coder

import (
	"slices"
	"strings"

	"parley/nlp"
)

// wishing are verbs whose clauses with "that" have bare verbs: "demanded that he go".
var wishing = []string{"demand", "insist", "ask", "urge", "request", "require", "recommend", "propose", "suggest", "order", "stipulate"}

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

// answering are verbs that take what somebody put to somebody, and no infinitive.
var answering = []string{"reject", "decline", "spurn", "rebuff", "ignore", "dismiss", "welcome", "receive", "refuse", "heed", "denounce", "condemn", "criticise", "criticize", "withdraw", "veto"}

// puttings are nouns that an infinitive tells more of.
var puttings = []string{"invitation", "offer", "proposal", "request", "call", "appeal", "demand", "plan", "bid", "attempt", "promise", "pledge", "threat", "decision", "order", "plea", "motion", "ultimatum", "warning", "suggestion"}

// mendOffers hangs an infinitive on the noun that it tells more of, where the parser
// took it for part of the verb: "rejected an invitation by Chad [to resume talks]".
func (t *tree) mendOffers() {
	for i := range t.toks {
		h := t.head(i)
		if h < 0 || !t.is(i, "xcomp") && !t.is(i, "advcl") || !t.has(i, "mark", "to") || t.child(i, "nsubj") >= 0 || !slices.Contains(answering, t.lemma(h)) {
			continue
		}
		if o := t.child(h, "obj"); o > h && o < i && slices.Contains(puttings, t.lemma(o)) {
			t.toks[i].Head, t.toks[i].Deprel = o, "acl"
			t.hang()
		}
	}
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
		t.rehang(v, w, w+1, len(t.toks))
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
		switch rel := t.base(s); {
		case t.head(s) == i && (rel == "nsubj" || rel == "compound" && t.is(i, "nsubj")):
			t.rehang(i, s, 0, s)
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
