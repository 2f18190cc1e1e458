package coder

import (
	"math"
	"sort"
	"strings"

	"parley"
	"parley/nlp"
)

// To whom an act is done, the slots of its frame tell; often they do not, or the
// tree misleads them. So the parties around the word are weighed one by one: how
// they hang on it, who they are, what else they do, and whether a slot names
// them. The weights are learned from the corpus; see package rank. What the slots
// name is weighed so too, as evidence for the ranker, and the likeliest of the
// other parties becomes another reading for it to judge.

// likelyRecipient is the probability from which a party is tried as the one to
// whom an act is done.
const likelyRecipient = 0.25

// maxRecipients is how many parties are tried where no slot names one.
const maxRecipients = 2

// filled returns reading g with the likeliest of the parties around it as its
// recipient, in place of none or of those that its slots name; the best first.
// The reading must be as it was before its event ev was made.
func (r *reader) filled(g *reading, ev *parley.Event) []*reading {
	if len(r.c.ranker.filler) == 0 || g.spared {
		return nil
	}
	type guess struct {
		token int
		sum   float64
	}
	var likely []guess
	named := append([]int(nil), g.recipients...)
	for _, th := range g.third {
		named = append(named, th.token)
	}
	for _, i := range r.around(g) {
		if contains(g.recipients, i) || r.partOf(i, named) {
			continue
		}
		if sum := r.fits(g, ev, i); sum >= math.Log(likelyRecipient/(1-likelyRecipient)) {
			likely = append(likely, guess{i, sum})
		}
	}
	sort.SliceStable(likely, func(a, b int) bool { return likely[a].sum > likely[b].sum })
	most := maxRecipients
	if len(g.recipients) > 0 {
		most = 1
	}
	var out []*reading
	for _, l := range likely[:min(len(likely), most)] {
		with := *g
		with.filled = true
		r.giveTo(&with, l.token)
		out = append(out, &with)
	}
	return out
}

// partOf reports whether token i is a part of the name of one of the parties, or only
// tells more of the people among them: "31 [opposition] activists", "members of [a movement]".
func (r *reader) partOf(i int, parties []int) bool {
	for _, p := range parties {
		if i == p || !r.t.below(i, p) {
			continue
		}
		if r.t.head(i) == p && (r.t.is(i, "compound") || r.t.is(i, "amod") || r.t.rel(i) == "nmod:poss" && r.isParty(p)) { // "the [state radio] building", "[Myanmar's] army"
			return true
		}
		lemma := r.t.lemma(p)
		if r.c.frames.InClass(lemma, "people") || r.c.frames.InClass(lemma, "prisoner") || r.c.frames.InClass(lemma, "person") {
			return true
		}
	}
	return false
}

// fits weighs the party at token i as the one to whom g is done: the logit of
// the probability that it is.
func (r *reader) fits(g *reading, ev *parley.Event, i int) float64 {
	e := &r.fillers
	e.begin(r.c.ranker.filler, r.hooks.filling != nil)
	r.fillerEvidence(e, g, ev, i)
	return e.sum.right
}

// giveTo makes the party at token i the recipient of g or, of what several do
// together, one of those who do it.
func (r *reader) giveTo(g *reading, i int) {
	if r.party(i) == nil {
		r.stand(i, &partyInfo{mention: r.t.span(i), actor: r.lookUp(i)})
	}
	all := without(r.parties(i), g.actors)
	if len(all) == 0 {
		all = []int{i}
	}
	if g.mutual && !g.oneSided() {
		g.actors = union(append([]int(nil), g.actors...), all)
		return
	}
	g.recipients = all
}

// oneSided reports whether a mutual act has a doer and somebody to whom it is
// done all the same: a visit.
func (g *reading) oneSided() bool { return g.comp.Coding.Mode == "visit" }

// around returns the tokens of the sentence that may name the recipient of g:
// the first of every coordination of parties, and what the word has for an object.
func (r *reader) around(g *reading) (out []int) {
	if g.mutual && len(g.actors) > 1 {
		return nil
	}
	t := r.t
	var taken []parley.Span
	for _, a := range g.actors {
		if p := r.party(a); p != nil {
			taken = append(taken, p.mention)
		}
	}
	for _, th := range g.third {
		taken = append(taken, t.toks[th.token].Span)
	}
	for i := range t.toks {
		if i == g.word || i == g.core || contains(g.takes, i) && r.evokes(i) || r.reciprocal(i) || !r.mayReceive(g, i) || r.within(i, taken) || t.is(i, "conj") && r.isParty(t.head(i)) {
			continue
		}
		if p := r.party(i); p == nil || !r.sharesMention(p, g.actors) {
			out = append(out, i)
		}
	}
	return out
}

// mayReceive reports whether token i is the head of a phrase that may be a recipient.
func (r *reader) mayReceive(g *reading, i int) bool {
	t := r.t
	if t.rel(i) == "nmod:desc" || g.comp.Coding.Type == "REQUEST" && r.toBeHelped(i) {
		return false // the title in front of a name; who is to be freed
	}
	if h := t.head(i); h >= 0 && contains(r.brokersAt(h), i) { // "a truce mediated by Oman"
		return false
	}
	switch t.base(i) {
	case "flat", "fixed", "goeswith", "punct", "appos", "expl":
		return false
	case "amod", "compound":
		return r.namesParty(i)
	case "obj":
		return r.isParty(i) || t.head(i) == g.word && r.isThing(i)
	}
	return r.isParty(i)
}

// toBeHelped reports whether token i is whom something asked for is to help: it is
// not asked.
func (r *reader) toBeHelped(i int) bool {
	h := r.t.head(i)
	return h >= 0 && r.t.is(i, "obj") && r.t.has(h, "mark", "to") && r.c.frames.InClass(r.t.lemma(h), "helping")
}

// sharesMention reports whether a party is one of the actors by another word: a
// pronoun, say.
func (r *reader) sharesMention(p *partyInfo, actors []int) bool {
	for _, a := range actors {
		if q := r.party(a); q != nil && q.mention == p.mention {
			return true
		}
	}
	return false
}

// fillerEvidence adds what speaks for and against the party at token i as the
// one to whom g is done.
func (r *reader) fillerEvidence(e *evidenceList, g *reading, ev *parley.Event, i int) {
	t := r.t
	typ := ev.Type
	path, below := r.pathTo(g, i)
	sort := sortNames[r.sort(i)]
	slot := r.slotName(i)
	e.add("bias")
	e.add("type", typ)
	e.add("path", path)
	e.add("path", path, typ)
	e.add("path", path, sort)
	e.add("slot", slot, sort)
	e.add("slot", slot, typ)
	e.add("rule", g.rule)
	e.add("rule", g.rule, path)
	e.add("sort", sort, typ)
	e.add("tag", t.toks[i].XPOS)
	switch {
	case contains(g.recipients, i):
		e.add("named by a slot")
		e.add("named by a slot", typ)
	case len(g.recipients) > 0:
		e.add("a slot names another")
	default:
		e.add("no slot names one", typ)
	}
	if h := t.head(i); h >= 0 {
		e.add("head", r.plainWord(h))
		e.add("head", r.plainWord(h), slot)
		if h != g.word && r.evokes(h) {
			e.add("part of another act", t.base(i))
		}
	}
	if t.toks[i].UPOS == "NOUN" {
		e.add("noun", lower(t.lemma(i)))
	}
	if !below {
		e.add("not below", typ)
	}
	r.whoEvidence(e, ev, i)
	r.placeEvidence(e, g, i)
}

// whoEvidence tells who the party at token i is beside those who act and speak.
func (r *reader) whoEvidence(e *evidenceList, ev *parley.Event, i int) {
	p := r.party(i)
	if p == nil {
		return
	}
	if home := ev.Actors[0].Country; home != "" && p.actor.Country == home {
		e.add("compatriot")
		e.add("compatriot", ev.Type)
	}
	if p.actor.ID == "" {
		e.add("not in the lexicon")
	}
	if p.person {
		e.add("person", ev.Type)
	}
	for _, s := range ev.SaidBy {
		if s.Mention.Span.Overlaps(p.mention) {
			e.add("says so")
		}
	}
	if !p.mention.Overlaps(r.t.toks[i].Span) {
		e.add("named elsewhere", ev.Type)
	}
}

// placeEvidence tells how far token i stands from the word, and what is between.
func (r *reader) placeEvidence(e *evidenceList, g *reading, i int) {
	nearer, verbs := 0, 0
	for k := min(i, g.word) + 1; k < max(i, g.word); k++ {
		if r.t.isVerb(k) {
			verbs++
		}
		if r.t.isNominal(k) && r.isParty(k) && !contains(g.actors, k) {
			nearer++
		}
	}
	e.add("nearer", digits[min(nearer, 3)])
	if verbs > 0 {
		e.add("a verb between")
	}
	e.number("distance", math.Log1p(math.Abs(float64(i-g.word))))
	if i < g.word {
		e.add("before", r.t.base(i))
	}
}

// pathTo names the way in the tree from the word of g to token i, and reports
// whether i stands below the word.
func (r *reader) pathTo(g *reading, i int) (string, bool) {
	t := r.t
	var down []string
	k := i
	for steps := 0; k >= 0 && steps < 5; k, steps = t.head(k), steps+1 {
		up := r.climb(g.word, k)
		if up < 0 {
			step := t.base(k)
			if p := t.preposition(k); p != "" && (step == "obl" || step == "nmod" || step == "advcl" || step == "acl") {
				step = p
			}
			down = append(down, step)
			continue
		}
		if up > 3 {
			return "far", false
		}
		var b strings.Builder
		b.WriteString(strings.Repeat("^", up))
		for n := len(down) - 1; n >= 0; n-- {
			b.WriteString("/" + down[n])
		}
		return b.String(), up == 0
	}
	return "far", false
}

// climb counts the steps up from token i to a, or gives -1 if a is not above it.
func (r *reader) climb(i, a int) int {
	for n := 0; i >= 0 && n <= len(r.t.toks); i, n = r.t.head(i), n+1 {
		if i == a {
			return n
		}
	}
	return -1
}

// sortNames name what [reader.sort] tells apart.
var sortNames = [...]string{"none", "thing", "party", "state", "army", "rebels", "police", "people", "court", "body"}

// Fillings calls yield with every reading of a document that may be an event,
// and each party around it that may be its recipient with what speaks for it,
// which is good until yield returns. Training uses it.
func (c *Coder) Fillings(doc *parley.Document, sents []nlp.Sentence, yield func(ev *parley.Event, party []parley.Quote, evidence []Feature)) {
	c.code(doc, sents, Found{}, nil, hooks{filling: yield})
}

// tellFillings tells whoever trains of the parties around g.
func (r *reader) tellFillings(g *reading, ev *parley.Event) {
	if r.hooks.filling == nil || g.spared {
		return
	}
	for _, i := range r.around(g) {
		r.fits(g, ev, i)
		with := *g
		r.giveTo(&with, i)
		var names []parley.Quote
		for _, p := range r.partyList(without(union(with.recipients, with.actors), g.actors)) {
			names = append(names, p.Mention)
		}
		r.hooks.filling(ev, names, r.fillers.list)
	}
}
