package coder

import (
	"slices"
	"strings"

	"parley"
	"parley/place"
)

// placed says where the act of a reading took place, as exactly as its own words,
// or those of its sentence, tell. A place that stands for people, be it a party or
// what one is called by, is none.
func (r *reader) placed(g *reading, ev *parley.Event) parley.Place {
	best, top := -1, 0
	for k := range r.places {
		if n := r.fitness(g, ev, &r.places[k]); n > top {
			best, top = k, n
		}
	}
	if top < 1000*int(inherited) {
		if p := r.unnamed(g, ev); p.Located() {
			return p
		}
	}
	if best < 0 {
		return parley.Place{}
	}
	p := r.places[best].Place
	p.From = parley.FromSentence
	if top >= 1000*int(ofContent) {
		p.From = parley.FromClause
	}
	if !p.Located() {
		p = r.somewhere(ev, r.places[best].head, p)
	}
	return r.atBorder(ev, r.places[best].head, p)
}

// fitness tells how well a place fits as where the act took place, 0 for not at
// all: by its tie first, then by its grammar, then by how exact it is.
func (r *reader) fitness(g *reading, ev *parley.Event, m *placeAt) int {
	if r.actsAs(g, ev, m) {
		return 0
	}
	i, grammar, b := r.whole(m.head), 4, ownTie
	if !r.whereAbout(g, m) {
		if grammar = r.grammar(g, ev, i, exactness(m.Kind) > 4); grammar == 0 {
			return 0
		}
		b = r.tieOf(g, i)
	}
	switch {
	case b == ofContent && !sharesDay(g):
		if !promises(ev) || g.comp.Base.Family != "consult" {
			return 0
		}
		b = loose // where it is to be done, if nothing tells where it was promised
	case b == noTie:
		if !r.gathered(g, i) && !(bodily(ev) && r.amid(g, i)) {
			return 0
		}
		b = loose
	}
	fit := 1000*int(b) + 100*grammar + 10*exactness(m.Kind) - min(abs(i-g.core), 9)
	if r.t.is(m.head, "conj") { // of several the first
		fit -= 50
	}
	return fit
}

// exactness ranks kinds of places by how exactly they place an act.
func exactness(k place.Kind) int {
	switch k {
	case place.Point, place.City:
		return 6
	case place.Unknown:
		return 5
	case place.District:
		return 4
	case place.Province, place.Water:
		return 3
	case place.Country:
		return 2
	}
	return 1
}

// actsAs reports whether a place stands for one who acts, mediates or speaks, or is
// what is talked about.
func (r *reader) actsAs(g *reading, ev *parley.Event, m *placeAt) bool {
	for _, a := range ev.Actors {
		if m.words().Span.Contains(a.Mention.Span) {
			return true
		}
	}
	for _, th := range ev.Third {
		if th.Role != parley.RoleHost && (th.Role != parley.RoleAbout || !bodily(ev)) && m.words().Span.Contains(th.Party.Mention.Span) {
			return true
		}
	}
	for _, a := range ev.Recipients {
		if !bodily(ev) && g.comp.Base.Name != "visit" && m.words().Span.Contains(a.Mention.Span) {
			return true
		}
	}
	for i, steps := m.head, 0; i >= 0 && steps < 6; i, steps = r.t.head(i), steps+1 {
		for _, v := range ev.SaidBy {
			if v.Mention.Span.Contains(r.t.toks[i].Span) { // "refugees arriving in Tuzla told"
				return true
			}
		}
	}
	return false
}

// whole climbs from a name to the phrase that it is a part of: "the town of Mir Ali",
// "Kabul airport", "Latakia province", "north of Pristina", "Tripoli's port".
func (r *reader) whole(i int) int {
	t := r.t
	for steps := 0; steps < 5; steps++ {
		h := t.head(i)
		if h < 0 || !t.isNominal(h) && !r.isDirection(h) {
			return i
		}
		switch t.base(i) {
		case "compound", "appos", "flat", "amod":
		case "nmod":
			if !r.isSite(h) && (t.rel(i) == "nmod:poss" || t.preposition(i) != "of" || r.isParty(h)) || len(r.readings(h)) > 0 {
				return i
			}
			switch t.preposition(i) {
			case "with", "from", "to", "for", "against", "by", "between": // "its border with Syria" is not in Syria alone
				return i
			}
		default:
			return i
		}
		if len(r.readings(h)) > 0 { // "the Doha talks"
			return i
		}
		i = h
	}
	return i
}

// isSite reports whether noun i is a word for a place: "village", "outskirts".
func (r *reader) isSite(i int) bool { return r.c.frames.InClass(lower(r.t.lemma(i)), "site") }

// isDirection reports whether word i tells where from a place: "north of Oslo".
func (r *reader) isDirection(i int) bool { return r.c.frames.InClass(lower(r.t.lemma(i)), "direction") }

// grammar ranks the way in which the phrase headed by i is joined to the act, 0 for
// none that places it.
func (r *reader) grammar(g *reading, ev *parley.Event, i int, exact bool) int {
	t := r.t
	h := t.head(i)
	p := t.preposition(i)
	switch t.base(i) {
	case "compound", "nmod", "amod":
		if h >= 0 && (p == "" && len(r.readings(h)) > 0 || p == "of" && bodily(ev) && r.names(g, h)) { // "the Doha talks", "the siege of Monrovia"
			return 2
		}
	case "obl", "advmod", "conj", "advcl", "acl":
	case "obj", "iobj":
		switch {
		case !bodily(ev):
		case h >= 0 && r.names(g, h): // "left Moscow", "raided Banda"
			return 2
		case t.below(i, g.word) && h >= 0 && !r.shares(g, h): // "hit soldiers who had entered Moscow"
			return 1
		}
		return 0
	case "nsubj":
		if bodily(ev) && h >= 0 && r.names(g, h) && t.passive(h) {
			return 2
		}
		return 0
	default:
		return 0
	}
	if p == "of" && t.hasPreposition(i, "out") {
		p = "out of"
	}
	if p == "" && r.isDirection(i) { // "a roadblock north of Bangui"
		p = "near"
	}
	return min(r.locative(ev, p), r.path(g, ev, i, exact))
}

// path ranks what stands between the phrase headed by i and the word of the act: a
// thing or a person that is there, "a market in Gao", places an act of bodies; what
// is only spoken of, "a ballot in East Timor", places nothing. But where the place is
// exact, as in "a treaty on warheads in the Kremlin", it is the act that is there.
func (r *reader) path(g *reading, ev *parley.Event, i int, exact bool) int {
	t := r.t
	for steps := 0; steps < 6; steps++ {
		h := t.head(i)
		if h < 0 || t.isVerb(h) || r.names(g, h) {
			break
		}
		i = h
		p := t.preposition(i)
		switch {
		case t.is(i, "nsubj") && !t.passive(max(t.head(i), 0)) && len(r.readings(i)) == 0: // "the police in Maputo"
			if !bodily(ev) {
				return 0
			}
			return 1
		case bodily(ev), r.isTime(i), r.isSite(i), t.rel(i) == "obl:agent":
		case t.is(i, "obj") && ofDeeds(ev):
			return 0
		case len(r.readings(i)) > 0, slices.Contains(g.takes, i):
		case p == "on" && exact && !ofDeeds(ev):
		case p == "on", p == "for", p == "about", p == "over", p == "against", p == "to", p == "from", p == "by": // what it is about
			return 0
		}
	}
	return 4
}

// ofDeeds reports whether an act is done in words about things that have their own
// place: to condemn a mutiny in Gabon is not done in Gabon.
func ofDeeds(ev *parley.Event) bool {
	switch ev.Type {
	case "ACCUSE":
		return !strings.HasPrefix(ev.CAMEO, "09") // to question a man in Cairo is done there
	case "REQUEST", "REJECT", "THREATEN":
		return true
	case "SUPPORT":
		return ev.CAMEO != "057"
	}
	return false
}

// locative ranks a preposition by how surely it tells where an act took place.
func (r *reader) locative(ev *parley.Event, p string) int {
	switch p {
	case "in", "at", "near", "outside", "inside", "within", "around", "across", "along", "off", "on", "throughout", "past",
		"outside of", "close to", "next to", "in front of", "inside of", "beside", "above":
		return 4
	case "over":
		if bodily(ev) || ev.Type == "COOPERATE" { // else it is what a quarrel is about
			return 3
		}
	case "through", "into", "onto", "between", "behind", "beyond", "toward", "towards", "up to":
		return 3
	case "to": // travel, marches, what is sent or cut off
		if bodily(ev) || ev.Type == "CONSULT" || ev.Type == "AGREE" {
			return 2
		}
	case "from", "out of":
		if ev.Type == "RETREAT" || ev.Type == "COERCE" || ev.Type == "SANCTION" || ev.Type == "ASSAULT" {
			return 2
		}
	}
	return 0
}

// bodily reports whether an act is one of bodies in space, that is done where those
// are to whom it is done.
func bodily(ev *parley.Event) bool {
	switch ev.Type {
	case "RETREAT":
		return !strings.HasPrefix(ev.CAMEO, "083") // to resign is not to leave a place
	case "ASSAULT", "MOBILIZE", "COERCE", "AID", "PROTEST":
		return true
	case "CONSULT":
		return ev.CAMEO == "042"
	}
	return false
}

// whereAbout reports whether the clause of the act says what happened at a place: "in
// Zhanaozen, where police had killed ten".
func (r *reader) whereAbout(g *reading, m *placeAt) bool {
	t := r.t
	w := m.Last + 1
	if w < len(t.toks) && t.toks[w].UPOS == "PUNCT" {
		w++
	}
	if w >= len(t.toks) || t.lemma(w) != "where" || w > g.core {
		return false
	}
	for c, steps := g.core, 0; c >= 0 && steps < 5; c, steps = t.head(c), steps+1 {
		switch t.base(c) {
		case "acl", "advcl":
			return t.below(w, c)
		case "ccomp", "conj", "xcomp":
		default:
			return false
		}
	}
	return false
}

// gathered reports whether those who act are told to have come together at the place
// headed by i: "donors meeting in Brussels pledged".
func (r *reader) gathered(g *reading, i int) bool {
	v := r.governor(i)
	if v < 0 || !r.t.is(v, "acl") || !slices.Contains(g.actors, r.t.head(v)) {
		return false
	}
	switch r.t.lemma(v) {
	case "meet", "gather", "assemble", "convene", "sit":
		return true
	}
	return false
}

// amid reports whether the phrase headed by i tells what those to whom the act of g
// is done were at, or what went on meanwhile: "shot at pensioners marching in León".
func (r *reader) amid(g *reading, i int) bool {
	t := r.t
	v := r.governor(i)
	for steps := 0; v >= 0 && steps < 5; steps++ {
		h := t.head(v)
		switch t.base(v) {
		case "acl", "conj", "xcomp":
		case "advcl":
			switch t.preposition(v) {
			case "as", "while", "when", "":
			default:
				return false
			}
		default:
			return false
		}
		if h >= 0 && !t.isVerb(h) { // from the participant to the act
			for k := h; k >= 0; k = t.head(k) {
				if r.names(g, k) {
					return true
				}
				if t.isVerb(k) {
					return false
				}
			}
			return false
		}
		if h >= 0 && r.names(g, h) {
			return true
		}
		v = h
	}
	return false
}
