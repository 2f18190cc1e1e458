package drill

import "strings"

// finite puts verb v under subject s in some tense or voice: "condemned", "has
// condemned", "will condemn", "did not condemn". The particle of a phrasal
// verb follows it.
func (w *writer) finite(v verb, s *node) *node {
	base, particle, _ := strings.Cut(v.base, "+")
	cut := func(f string) string { f, _, _ = strings.Cut(f, "+"); return f }
	var n *node
	var aux []*node
	manyOf := s.xpos == "NNS" || s.xpos == "NNPS" || hasConjunct(s)
	switch k := w.rnd.IntN(20); {
	case k < 11:
		n = word(cut(v.past), "VBD", "")
	case k < 13:
		aux, n = []*node{word(one(w, "has", "had"), "VBZ", "aux")}, word(cut(v.participle), "VBN", "")
		if aux[0].form == "had" {
			aux[0].xpos = "VBD"
		} else if manyOf {
			aux[0].form, aux[0].xpos = "have", "VBP"
		}
	case k < 15:
		aux, n = []*node{word(one(w, "will", "would", "may", "could"), "MD", "aux")}, word(base, "VB", "")
	case k < 16:
		aux, n = []*node{word("did", "VBD", "aux"), word("not", "RB", "advmod")}, word(base, "VB", "")
	case k < 17:
		aux, n = []*node{word("is", "VBZ", "aux")}, word(cut(v.ing), "VBG", "")
		if manyOf {
			aux[0].form, aux[0].xpos = "are", "VBP"
		}
	case k < 19 && !manyOf:
		n = word(cut(v.third), "VBZ", "")
	default:
		n = word(cut(v.past), "VBD", "")
	}
	n.before(s.as("nsubj")).before(aux...)
	if particle != "" {
		n.after(word(particle, "RP", "compound:prt"))
	}
	return n
}

func hasConjunct(n *node) bool {
	for _, d := range n.right {
		if d.rel == "conj" {
			return true
		}
	}
	return false
}

// clause is a main clause without its final stop.
func (w *writer) clause() *node {
	switch w.rnd.IntN(15) {
	case 12, 13:
		return w.special(w.party(true))
	case 0, 1, 2, 14:
		v, _ := verbOf(w.pick("vtrans"))
		return w.finite(v, w.party(true)).after(w.object().as("obj"))
	case 3, 4:
		v, rest := verbOf(w.pick("vprep"))
		return w.finite(v, w.party(true)).after(w.complement(rest[1]).under(rest[0], "obl"))
	case 5, 6:
		return w.light(w.party(true))
	case 7:
		return w.passive()
	case 8:
		v, _ := verbOf(w.pick("vto"))
		return w.finite(v, w.party(true)).after(w.infinitive())
	case 9:
		v, _ := verbOf(w.pick("vorder"))
		return w.finite(v, w.party(true)).after(w.party(false).as("iobj"), w.infinitive())
	case 10:
		n := w.finite(verb{"call", "called", "called", "calling", "calls"}, w.party(true))
		return n.after(w.party(false).under("on", "obl"), w.infinitive())
	}
	n := w.finite(verb{"accuse", "accused", "accused", "accusing", "accuses"}, w.party(true))
	v, _ := verbOf(w.pick("vtrans"))
	of := word(v.ing, "VBG", "advcl").before(word("of", "IN", "mark")).after(w.object().as("obj"))
	return n.after(w.party(false).as("obj"), of)
}

// special is a verb with two complements: "gave the rebels a deadline", "took
// the mayor hostage", "asked Ghana for aid", "came under fire".
func (w *writer) special(s *node) *node {
	switch w.rnd.IntN(9) {
	case 7: // "is due to meet"
		n := word(one(w, "due", "set", "ready", "likely", "expected"), "JJ", "")
		if n.form == "set" || n.form == "expected" {
			n.xpos = "VBN"
		}
		be := word("is", "VBZ", "cop")
		if n.xpos == "VBN" {
			be.rel, s = "aux:pass", s.as("nsubj:pass")
		} else {
			s = s.as("nsubj")
		}
		if s.xpos == "NNS" || s.xpos == "NNPS" || hasConjunct(s) {
			be.form, be.xpos = "are", "VBP"
		}
		return n.before(s, be).after(w.infinitive())
	case 8: // "called for an end to the attacks"
		o := word(one(w, "end", "halt", "return", "answer", "alternative"), "NN", "")
		o.before(word(article(o.form), "DT", "det")).after(w.act().under("to", "nmod"))
		return w.finite(inflect(one(w, "call", "appeal", "push")), s).after(o.under("for", "obl"))
	case 0:
		o := word(one(w, "ultimatum", "deadline", "warning", "week", "mandate", "chance"), "NN", "obj")
		o.before(word(article(o.form), "DT", "det"))
		return w.finite(inflect(one(w, "give", "offer", "send", "grant")), s).after(w.party(false).as("iobj"), o)
	case 1:
		o := word(one(w, "hours", "days", "weeks"), "NNS", "obj")
		w.count(o)
		v, _ := verbOf(w.pick("vtrans"))
		o.after(word(v.base, "VB", "acl").before(word("to", "TO", "mark")).after(w.object().as("obj")))
		return w.finite(inflect("give"), s).after(w.party(false).as("iobj"), o)
	case 2:
		return w.finite(inflect("take"), s).after(w.party(false).as("obj"), word(one(w, "hostage", "prisoner", "captive"), "NN", "xcomp"))
	case 3:
		what := one(w, "set:free", "find:guilty", "declare:dead", "hold:responsible", "leave:isolated", "call:unacceptable")
		v, adj, _ := strings.Cut(what, ":")
		return w.finite(inflect(v), s).after(w.party(false).as("obj"), word(adj, "JJ", "xcomp"))
	case 4:
		o := w.act()
		if w.maybe(0.5) {
			o = word(one(w, "help", "aid", "weapons", "money", "asylum", "talks"), "NN", "")
			if strings.HasSuffix(o.form, "s") {
				o.xpos = "NNS"
			}
		}
		return w.finite(inflect(one(w, "ask", "thank", "blame", "press", "praise")), s).after(w.party(false).as("obj"), o.under("for", "obl"))
	case 5:
		o := word(one(w, "attack", "fire", "pressure", "criticism"), "NN", "").under("under", "obl")
		return w.finite(inflect("come"), s).after(o.after(w.party(false).under("from", "nmod")))
	}
	o := word(one(w, "relations", "ties", "talks", "control", "power", "responsibility"), "NN", "obj")
	if strings.HasSuffix(o.form, "s") {
		o.xpos = "NNS"
	}
	v, _ := verbOf(w.pick("vtrans"))
	n := w.finite(v, s)
	o.after(w.party(false).under(one(w, "with", "of", "over"), "nmod"))
	return n.after(o)
}

func (w *writer) complement(kind string) *node {
	switch kind {
	case "act":
		return w.act()
	case "place":
		return w.place()
	case "pair":
		return w.party(false).after(w.party(false).as("conj").beforeFirst(word("and", "CC", "cc")))
	}
	return w.party(w.maybe(0.2))
}

// light is a verb that lends its grammar to a noun: "held talks with".
func (w *writer) light(s *node) *node {
	v, rest := verbOf(w.pick("vlight"))
	nouns := strings.Split(rest[0], ",")
	noun := nouns[w.rnd.IntN(len(nouns))]
	o := word(noun, "NN", "obj")
	switch {
	case noun == "troops", w.maybe(0.6) && noun != "aid" && noun != "war" && noun != "food" && noun != "anger":
		o.xpos = "NNS"
		if noun != "troops" {
			o.form = plural(noun)
		}
		if w.maybe(0.2) {
			w.count(o)
		}
	case noun != "aid" && noun != "food" && noun != "war" && noun != "anger" && noun != "cooperation":
		o.before(word(article(noun), "DT", "det"))
	}
	if w.maybe(0.25) {
		o.before(word(w.pick("adj"), "JJ", "amod"))
		fixArticle(o)
		if len(o.left) > 1 && o.left[0].rel == "det" && o.left[0].form != "the" {
			o.left[0].form = article(o.left[1].form)
		}
	}
	n := w.finite(v, s).after(o)
	p := w.party(w.maybe(0.2))
	switch rest[1] {
	case "to", "at":
		return n.after(p.under(rest[1], "obl"))
	}
	o.after(p.under(rest[1], "nmod"))
	return n
}

func (w *writer) passive() *node {
	v, _ := verbOf(w.pick("vtrans"))
	n := word(v.participle, "VBN", "")
	s := w.party(w.maybe(0.3)).as("nsubj:pass")
	be := word("was", "VBD", "aux:pass")
	if s.xpos == "NNS" || s.xpos == "NNPS" || hasConjunct(s) {
		be.form = "were"
	}
	n.before(s)
	if w.maybe(0.2) {
		n.before(word(one(w, "has", "had"), "VBZ", "aux"))
		be.form, be.xpos = "been", "VBN"
		if n.left[1].form == "had" {
			n.left[1].xpos = "VBD"
		}
	}
	n.before(be)
	if w.maybe(0.65) {
		n.after(w.party(false).under("by", "obl:agent"))
	}
	if w.maybe(0.3) {
		n.after(w.act().under(one(w, "in", "during", "after", "for"), "obl"))
	}
	return n
}

// infinitive is a complement: "to release the hostages".
func (w *writer) infinitive() *node {
	v, _ := verbOf(w.pick("vtrans"))
	n := word(v.base, "VB", "xcomp").before(word("to", "TO", "mark")).after(w.object().as("obj"))
	if w.maybe(0.3) {
		v, rest := verbOf(w.pick("vprep"))
		n = word(v.base, "VB", "xcomp").before(word("to", "TO", "mark")).after(w.complement(rest[1]).under(rest[0], "obl"))
	}
	return n
}

// when is a phrase of time.
func (w *writer) when() *node {
	switch w.rnd.IntN(6) {
	case 0, 1, 2:
		return word(w.pick("day"), "NNP", "").under("on", "obl")
	case 3:
		return word(w.pick("day"), "NNP", "obl:unmarked")
	case 4:
		return word(w.pick("period"), "NN", "obl:unmarked").before(word(one(w, "last", "this", "next"), "JJ", "amod"))
	}
	return word(w.pick("month"), "NNP", "").under("in", "obl")
}

// speaker is who says so, at the end of a report.
func (w *writer) speaker() *node {
	switch w.rnd.IntN(4) {
	case 0:
		return word(one(w, "officials", "witnesses", "residents", "police", "diplomats", "sources", "activists"), "NNS", "")
	case 1:
		return word(w.pick("media"), "NN", "").before(word(one(w, "the", "a"), "DT", "det"))
	case 2:
		return w.official()
	}
	return w.person()
}

// report is a whole sentence with its attribution, time and place.
func (w *writer) report() *node {
	n := w.clause()
	timed := false
	if w.maybe(0.45) {
		n.after(w.when())
		timed = true
	}
	if w.maybe(0.2) {
		n.after(w.place().under(one(w, "in", "near"), "obl"))
	}
	switch w.rnd.IntN(12) {
	case 0, 1:
		return w.quoted(n)
	case 2, 3:
		v, _ := verbOf(w.pick("vsay"))
		said := w.finite(v, w.speaker())
		n.as("ccomp")
		if w.maybe(0.5) {
			n.beforeFirst(word("that", "IN", "mark"))
		}
		return w.stop(said.after(n))
	case 4:
		comma := word(",", ",", "punct")
		comma.glued = true
		return w.stop(n.after(comma, w.speaker().under("according to", "obl")))
	case 5:
		comma := word(",", ",", "punct")
		comma.glued = true
		lead := w.when()
		if timed {
			lead = w.speaker().under("according to", "obl")
		}
		n.left = append([]*node{lead, comma}, n.left...)
		return w.stop(n)
	case 6:
		v, _ := verbOf(w.pick("vtrans"))
		other := word(v.past, "VBD", "conj").before(word("and", "CC", "cc")).after(w.object().as("obj"))
		return w.stop(n.after(other))
	case 7:
		v, _ := verbOf(w.pick("vtrans"))
		comma := word(",", ",", "punct")
		comma.glued = true
		return w.stop(n.after(word(v.ing, "VBG", "advcl").before(comma).after(w.object().as("obj"))))
	}
	return w.stop(n)
}

// quoted is "…, officials said."
func (w *writer) quoted(n *node) *node {
	comma := word(",", ",", "punct")
	comma.glued = true
	v, _ := verbOf(w.pick("vsay"))
	said := word(v.past, "VBD", "root").before(n.as("ccomp"), comma, w.speaker().as("nsubj"))
	if w.maybe(0.25) {
		said.after(w.when())
	}
	return w.stop(said)
}

// stop ends a sentence, sometimes without a full stop, as headlines do.
func (w *writer) stop(n *node) *node {
	n.as("root")
	if w.maybe(0.9) {
		dot := word(".", ".", "punct")
		dot.glued = true
		n.after(dot)
	}
	return n
}
