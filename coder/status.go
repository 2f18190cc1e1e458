package coder

import (
	"slices"

	"parley"
	"parley/lexicon"
	"parley/ontology"
)

// polarity applies the negation at token i to its reading g.
//
// A refusal hides in "will not" and "did not agree to": there the negation goes
// into the composition. Elsewhere the act is told not to have happened.
func (r *reader) polarity(i int, g *reading) {
	if !r.isNegated(i) || r.meansNot(g) || r.saysNo(i, g) {
		return
	}
	outer := ontology.Operator("")
	if g.frame != nil && g.frame.Kind == lexicon.KindOperator {
		outer = g.frame.Op
	}
	switch {
	case outer == ontology.Intend || outer == ontology.Accept:
		if comp, ok := r.c.onto.Compose(ontology.Reject, g.comp); ok {
			g.comp, g.rule = comp, "not("+g.rule+")"
			return
		}
	case outer == ontology.Reject, outer == ontology.Deny:
		g.doubtful = true // "did not rule out": nothing is asserted
		return
	case r.refuses(i) && !hostile(g.comp):
		if comp, ok := r.c.onto.Compose(ontology.Reject, g.comp); ok {
			g.comp, g.rule, g.told = comp, "not("+g.rule+")", true
			if g.mutual && len(g.actors) > 1 {
				g.actors, g.recipients, g.mutual = g.actors[:1], g.actors[1:], false
			}
			return
		}
	}
	g.negated = !g.negated
}

// saysNo reports whether the "no" that negates verb i stands on its content, and has
// been told of that: "held no talks", "has no plans to meet the president".
func (r *reader) saysNo(i int, g *reading) bool {
	c := g.content
	return c != nil && c.word > i && r.t.has(c.word, "det", "no") && (c.negated || slices.Contains(c.comp.Ops, ontology.Reject))
}

// meansNot reports whether the negation belongs to the wording that a frame
// asks for, and so is told already: "would have none of it".
func (r *reader) meansNot(g *reading) bool {
	for _, w := range g.takes {
		switch r.t.lemma(w) {
		case "not", "n't", "never", "no", "none":
			return true
		}
	}
	return false
}

// isNegated reports whether token i or its auxiliary is negated.
func (r *reader) isNegated(i int) bool {
	t := r.t
	if r.notYet(i) {
		return true
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		switch t.lemma(c) {
		case "not", "n't", "never", "neither", "nor":
			if rel := t.base(c); rel == "advmod" || rel == "cc" {
				return true
			}
		case "no":
			if t.is(c, "det") || t.is(c, "advmod") {
				return true
			}
		case "without":
			if t.is(c, "mark") || t.is(c, "case") {
				return true
			}
		}
		if rel := t.base(c); (rel == "obj" || rel == "nsubj") && (t.has(c, "det", "no") || t.lemma(c) == "none") {
			return true
		}
	}
	return false
}

// refuses reports whether a negated verb tells of will: "will not", "would not".
func (r *reader) refuses(i int) bool {
	return r.t.isVerb(i) && r.t.has(i, "aux", "will", "would", "shall", "wo", "'ll", "'d")
}

// isFuture reports whether verb i is in the future, or in the future of the past.
func (r *reader) isFuture(i int) bool {
	t := r.t
	if t.has(i, "aux", "will", "would", "shall", "'ll", "’ll", "'d", "wo") {
		return true
	}
	if r.headline(i) {
		return true
	}
	if t.has(i, "mark", "to") && t.has(i, "cop", "be") {
		return true // "are to meet"
	}
	// "is to meet"; "going to meet"
	if h := t.head(i); h >= 0 && t.is(i, "xcomp") && t.has(i, "mark", "to") {
		return t.lemma(h) == "go" && t.toks[h].XPOS == "VBG" || t.lemma(h) == "be"
	}
	return t.isVerb(i) && t.has(i, "mark", "to") && t.has(i, "aux", "be") || t.has(i, "aux", "be") && t.has(i, "aux", "to")
}

// modal reports whether verb i is only possible, permitted or advised.
func (r *reader) modal(i int) bool {
	return r.t.has(i, "aux", "may", "might", "could", "can", "ca", "should", "must", "ought")
}

// musing begins the names of ways to speak of an act without asserting it.
const musing = "musing: "

// saidTo reports whether i is what somebody "is said to" have done.
func (r *reader) saidTo(i int) bool {
	h := r.t.head(i)
	return h >= 0 && r.t.is(i, "xcomp") && r.says(h) && r.t.passive(h)
}

// irrealis says how token i stands to what the text asserts: asserted (""),
// hypothetical under a condition, or only mused upon ("musing": no event).
func (r *reader) irrealis(i int) string {
	t := r.t
	if t.toks[i].UPOS == "NOUN" || t.toks[i].UPOS == "PROPN" {
		return r.nounIrrealis(i)
	}
	gerund := t.toks[i].XPOS == "VBG" && (t.child(i, "mark") >= 0 || t.child(i, "case") >= 0)
	for steps := 0; i >= 0 && steps < 12; steps++ {
		cond := false
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if !t.is(c, "advcl") {
				continue
			}
			switch t.preposition(c) {
			case "if", "unless", "once", "provided", "only if":
				cond = true
			}
		}
		if t.has(i, "mark", "if", "unless", "whether", "lest") || r.inverted(i) {
			return musing + "if"
		}
		if r.modal(i) || cond && t.has(i, "aux", "would") {
			if cond {
				return "hypothetical"
			}
			return musing + "modal"
		}
		if cond && !t.has(i, "aux", "will", "would", "have") && steps == 0 {
			return ""
		}
		if t.has(i, "mark", "to") && t.base(i) != "root" && !r.isFuture(i) && !r.ordinal(i) && !r.notYet(i) && !r.saidTo(i) {
			return musing + "infinitive" // an infinitive that nothing took for its content
		}
		switch t.base(i) {
		case "acl", "advcl":
			if h := t.head(i); h >= 0 && t.has(h, "det", "no") {
				return musing + "no evidence"
			}
			if t.rel(i) == "acl:relcl" {
				return r.habit(i)
			}
			switch t.preposition(i) {
			case "of", "against", "without", "instead of", "for", "from", "rather than":
				return musing + "gerund"
			}
		case "xcomp", "conj":
		case "obj", "obl", "nmod":
			if !gerund { // "may play a role in facilitating talks"
				return r.question()
			}
		case "csubj":
			return musing + "clause"
		default:
			return r.question()
		}
		i = t.head(i)
	}
	return r.question()
}

// inverted reports whether verb i stands in a condition told by the order of
// words: "Had the army sealed the road, …", "Should a shell land, …".
func (r *reader) inverted(i int) bool {
	t := r.t
	subject := t.child(i, "nsubj")
	if subject < i && r.question() == "" {
		for c := t.first[i]; c >= 0 && c < subject; c = t.next[c] {
			if t.is(c, "aux") && (t.toks[c].XPOS == "VBD" || t.lemma(c) == "should") {
				return true
			}
		}
	}
	return false
}

// ordinal reports whether i is what somebody was the first or the last to do.
func (r *reader) ordinal(i int) bool {
	h := r.t.head(i)
	if h < 0 {
		return false
	}
	switch r.t.lemma(h) {
	case "first", "last", "second", "third", "latest", "only":
		return true
	}
	return false
}

// notYet reports whether i is what somebody "has yet to" do.
func (r *reader) notYet(i int) bool {
	h := r.t.head(i)
	if h < 0 || !r.t.is(i, "xcomp") {
		return false
	}
	switch r.t.lemma(h) {
	case "have", "be", "remain":
		return r.t.has(h, "advmod", "yet") || r.t.has(i, "advmod", "yet")
	}
	return false
}

// habit reports musing for what people of some kind do: "those who murder
// children", in the present tense and of nobody in particular.
func (r *reader) habit(i int) string {
	t := r.t
	n := t.head(i)
	if x := t.toks[i].XPOS; x != "VBP" && x != "VBZ" || t.child(i, "aux") >= 0 || t.toks[n].UPOS == "PROPN" {
		return ""
	}
	for c := t.first[n]; c >= 0; c = t.next[c] {
		switch t.base(c) {
		case "det", "nmod", "nummod", "amod", "compound":
			if l := t.lemma(c); l != "any" && l != "every" && l != "a" && l != "an" {
				return ""
			}
		}
	}
	return musing + "kind"
}

// nounIrrealis tells "any attack", "possible talks", "a possible truce" apart
// from acts that took place.
func (r *reader) nounIrrealis(i int) string {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if (t.is(c, "amod") || t.is(c, "det")) && r.c.frames.InClass(t.lemma(c), "unreal") {
			return musing + "adjective"
		}
	}
	for steps := 0; i >= 0 && steps < 8; steps++ {
		if t.isVerb(i) {
			return r.irrealis(i)
		}
		switch t.preposition(i) {
		case "through", "via", "after", "during", "following", "despite", "since":
			return "" // a means or a time is told as done
		}
		if t.is(i, "nsubj") || t.rel(i) == "acl:relcl" {
			return ""
		}
		i = t.head(i)
	}
	return ""
}

// question reports musing for sentences that end in a question mark.
func (r *reader) question() string {
	if n := len(r.t.toks); n > 0 && r.t.toks[n-1].Form == "?" {
		return musing + "question"
	}
	return ""
}

// status settles the status of an event.
func (r *reader) status(g *reading) parley.Status {
	switch {
	case g.negated:
		return parley.Negated
	case g.failed, r.fruitless(g.core):
		return parley.Failed
	case g.future || r.yetToCome(g) || r.isFuture(g.core) && !g.told && tellsAct(g):
		return parley.Future
	case r.isPast(g.core) && !r.datesDeed(g), r.bygone(g):
		return parley.Historical
	case r.onCondition(g):
		return parley.Hypothetical
	}
	return parley.Actual
}

// datesDeed reports whether the date beside an act in words is that of what it
// speaks of: "was charged with the murder of a journalist in 1999".
func (r *reader) datesDeed(g *reading) bool {
	t := r.t
	switch g.comp.Coding.Type {
	case "ACCUSE", "REQUEST", "AGREE", "THREATEN", "SUPPORT", "REJECT", "CONCEDE":
	default:
		return false
	}
	dated := -1
	for c := t.first[g.core]; c >= 0; c = t.next[c] {
		if c > g.core && r.dates(g.core, c) {
			dated = c
		}
	}
	if dated < 0 {
		return false
	}
	for c := t.first[g.core]; c >= 0; c = t.next[c] {
		if c > g.core && c < dated && (t.is(c, "obl") || t.is(c, "xcomp") || t.is(c, "advcl") || t.is(c, "ccomp") || t.is(c, "obj")) && (r.evokes(c) || t.isVerb(c)) {
			return true
		}
	}
	return false
}

// onCondition reports whether g is a promise or a threat that holds under a
// condition only: "threatened to strike if", "offered talks on condition that".
func (r *reader) onCondition(g *reading) bool {
	switch g.comp.Coding.Type {
	case "AGREE", "CONCEDE", "THREATEN":
	default:
		return false
	}
	t := r.t
	for _, i := range r.told(g) {
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if c < i && t.is(c, "advcl") && i == g.word && i != g.innermost().word {
				continue // "if asked, he promised": a condition of the saying
			}
			switch {
			case t.is(c, "advcl") && binding(t.preposition(c)):
				return true
			case t.lemma(c) == "condition" && t.preposition(c) == "on":
				return true
			}
		}
	}
	return false
}

// told returns the words that a promise or threat is told by: its own, those of
// what it speaks of, and the verbs in its complements.
func (r *reader) told(g *reading) []int {
	out := []int{g.word}
	for c := g.content; c != nil; c = c.content {
		out = append(out, c.word)
	}
	for _, rel := range [...]string{"ccomp", "xcomp", "obj"} {
		out = append(out, r.children(g.word, rel)...)
	}
	return out
}

// binding tells the words that begin conditions.
func binding(mark string) bool {
	switch mark {
	case "if", "unless", "once", "provided", "provide", "only if", "as long as":
		return true
	}
	return false
}

// yetToCome reports whether the verb of an act, or one that lends it its
// grammar, is in the future: "will resume talks".
func (r *reader) yetToCome(g *reading) bool {
	if g.told {
		return false
	}
	for c := g; c != nil; c = c.content {
		act := c.frame == nil || c.frame.Kind == lexicon.KindAct
		if (act || c.frame.Kind == lexicon.KindLight || c.frame.Op == ontology.Begin) && (r.isFuture(c.word) || act && r.isFuture(c.core)) {
			return true
		}
		if act || c.frame.Kind == lexicon.KindOperator && !passesOn(c.frame.Op) || c.frame.Kind == lexicon.KindSay {
			return false
		}
	}
	return false
}

// tellsAct reports whether a frame, or what it passes on, is the act itself, which
// the future tense only plans; to say what one will ask or refuse is to do so.
func tellsAct(g *reading) bool {
	f := g.frame
	if f != nil && f.Op == ontology.Halt {
		return !hostile(g.comp)
	}
	return f == nil || f.Kind == lexicon.KindAct || f.Kind == lexicon.KindLight || f.Kind == lexicon.KindOperator && f.Op == ontology.Begin
}

// bygone reports whether an adjective puts the act into the past: "hosted
// earlier negotiations".
func (r *reader) bygone(g *reading) bool {
	for ; g != nil; g = g.content {
		for c := r.t.first[g.word]; c >= 0; c = r.t.next[c] {
			if r.t.is(c, "amod") && r.c.frames.InClass(lower(r.t.toks[c].Form), "bygone") {
				return true
			}
		}
		if g.frame == nil || g.frame.Kind == lexicon.KindOperator && !passesOn(g.frame.Op) {
			return false
		}
	}
	return false
}

// fruitless reports whether the text says of noun i, or of what it is part of,
// that it led to nothing: "the efforts … did not yield substantial progress".
func (r *reader) fruitless(i int) bool {
	t := r.t
	for steps := 0; i >= 0 && steps < 8; steps++ {
		v := t.head(i)
		if v >= 0 && t.is(i, "nsubj") && r.c.frames.InClass(t.lemma(v), "bring") {
			o := t.child(v, "obj")
			if o < 0 || !r.c.frames.InClass(t.lemma(o), "progress") {
				return false
			}
			if r.isNegated(v) || t.lemma(o) == "little" || t.lemma(o) == "nothing" {
				return true
			}
			for c := t.first[o]; c >= 0; c = t.next[c] {
				if (t.is(c, "amod") || t.is(c, "det")) && r.c.frames.InClass(t.lemma(c), "scant") {
					return true
				}
			}
			h := t.head(v) // "failed to yield results"
			return h >= 0 && t.is(v, "xcomp") && t.lemma(h) == "fail"
		}
		i = v
	}
	return false
}

func (r *reader) auxForm(i int, lemma string) string {
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if r.t.is(c, "aux") && r.t.lemma(c) == lemma {
			return r.t.toks[c].XPOS
		}
	}
	return ""
}
