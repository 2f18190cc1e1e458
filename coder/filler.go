package coder

import (
	"math"
	"sort"
	"strings"

	"parley"
	"parley/nlp"
)

// Where no slot of its frame says to whom an act is done, the parties around it
// are weighed one by one: how they hang on the word, who they are, and what they
// do besides. The weights are learned from the corpus; see package rank. The
// likeliest becomes another reading, for the ranker to judge.

// likelyRecipient is the probability from which a party is tried as the one to
// whom an act is done.
const likelyRecipient = 0.25

// maxRecipients is how many parties are tried.
const maxRecipients = 2

// filled returns reading g, whose event names no recipient, with the likeliest
// of the parties around it as its recipient, the best first.
func (r *reader) filled(g *reading, ev *parley.Event) []*reading {
	if len(r.c.ranker.filler) == 0 || len(g.recipients) > 0 || g.spared {
		return nil
	}
	type guess struct {
		token int
		p     float64
	}
	var likely []guess
	for _, i := range r.around(g) {
		sum := 0.0
		for _, f := range r.fillerEvidence(g, ev, i) {
			sum += float64(r.c.ranker.filler[f.Name] * f.Value)
		}
		if p := 1 / (1 + math.Exp(-sum)); p >= likelyRecipient {
			likely = append(likely, guess{i, p})
		}
	}
	sort.SliceStable(likely, func(a, b int) bool { return likely[a].p > likely[b].p })
	var out []*reading
	for _, l := range likely[:min(len(likely), maxRecipients)] {
		with := *g
		with.filled = l.p
		r.giveTo(&with, l.token)
		out = append(out, &with)
	}
	return out
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
		if i == g.word || i == g.core || !r.mayReceive(g, i) || r.within(i, taken) || t.is(i, "conj") && r.isParty(t.head(i)) {
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
	switch base(t.rel(i)) {
	case "flat", "fixed", "goeswith", "punct", "appos", "expl":
		return false
	case "amod", "compound":
		return r.namesParty(i)
	case "obj":
		return r.isParty(i) || t.head(i) == g.word && r.isThing(i)
	}
	return r.isParty(i)
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

// fillerEvidence lists what speaks for and against the party at token i as the
// one to whom g is done.
func (r *reader) fillerEvidence(g *reading, ev *parley.Event, i int) []Feature {
	t := r.t
	var list []Feature
	add := func(parts ...string) { list = append(list, Feature{strings.Join(parts, " "), 1}) }
	typ := ev.Type
	path, below := r.pathTo(g, i)
	sort := sortNames[r.sort(i)]
	slot := r.slotName(i)
	add("bias")
	add("type", typ)
	add("path", path)
	add("path", path, typ)
	add("path", path, sort)
	add("slot", slot, sort)
	add("slot", slot, typ)
	add("rule", g.rule)
	add("rule", g.rule, path)
	add("sort", sort, typ)
	add("tag", t.toks[i].XPOS)
	if h := t.head(i); h >= 0 {
		add("head", lower(t.lemma(h)))
		add("head", lower(t.lemma(h)), slot)
		if r.evokes(h) && h != g.word {
			add("part of another act", base(t.rel(i)))
		}
	}
	if t.toks[i].UPOS == "NOUN" {
		add("noun", lower(t.lemma(i)))
	}
	if !below {
		add("not below", typ)
	}
	if p := r.party(i); p != nil {
		if home := ev.Actors[0].Country; home != "" && p.actor.Country == home {
			add("compatriot")
			add("compatriot", typ)
		}
		if p.actor.ID == "" {
			add("not in the lexicon")
		}
		if p.person {
			add("person", typ)
		}
		for _, s := range ev.SaidBy {
			if s.Mention.Span.Overlaps(p.mention) {
				add("says so")
			}
		}
		if p.mention.Start != t.span(i).Start {
			add("named elsewhere", typ)
		}
	}
	r.placing(g, i, add)
	list = append(list, Feature{"distance", float32(math.Log1p(math.Abs(float64(i - g.word))))})
	if i < g.word {
		add("before", base(t.rel(i)))
	}
	return list
}

// placing tells whether others stand nearer to the word than token i does.
func (r *reader) placing(g *reading, i int, add func(...string)) {
	nearer := 0
	lo, hi := min(i, g.word), max(i, g.word)
	for k := lo + 1; k < hi; k++ {
		if r.t.isNominal(k) && r.isParty(k) && !contains(g.actors, k) {
			nearer++
		}
	}
	add("nearer", digits[min(nearer, 3)])
	for k := lo + 1; k < hi; k++ {
		if r.t.isVerb(k) {
			add("a verb between")
			break
		}
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
			step := base(t.rel(k))
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

// Fillings calls yield with every reading of a document whose event names no
// recipient, and each party around it with what speaks for it. Training uses it.
func (c *Coder) Fillings(doc *parley.Document, sents []nlp.Sentence, yield func(ev *parley.Event, party []parley.Quote, evidence []Feature)) {
	c.code(doc, sents, nil, hooks{filling: yield})
}

// tellFillings tells whoever trains of the parties around g.
func (r *reader) tellFillings(g *reading, ev *parley.Event) {
	if r.hooks.filling == nil || len(g.recipients) > 0 {
		return
	}
	for _, i := range r.around(g) {
		with := *g
		evidence := r.fillerEvidence(g, ev, i)
		r.giveTo(&with, i)
		var names []parley.Quote
		for _, p := range r.partyList(without(union(with.recipients, with.actors), g.actors)) {
			names = append(names, p.Mention)
		}
		r.hooks.filling(ev, names, evidence)
	}
}
