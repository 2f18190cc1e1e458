package coder

import (
	"strings"

	"parley"
	"parley/lexicon"
)

// partyInfo is a phrase resolved to somebody.
type partyInfo struct {
	mention parley.Span
	actor   lexicon.Actor
	plural  bool
	person  bool
	subject bool // of its clause; set when it is remembered
	sent    int  // number of its sentence; set when it is remembered
	group   int  // number of the coordination that it is part of, 0 for none
}

// party resolves the phrase headed by token i; nil when it names nobody.
// Pronouns give the party that they stand for.
func (r *reader) party(i int) *partyInfo {
	if r.looked[i] {
		return r.who[i]
	}
	r.looked[i] = true
	r.who[i] = r.findParty(i)
	return r.who[i]
}

// stand makes token i stand for p from here on.
func (r *reader) stand(i int, p *partyInfo) { r.looked[i], r.who[i] = true, p }

func (r *reader) isParty(i int) bool { return r.party(i) != nil }

func (r *reader) findParty(i int) *partyInfo {
	t := r.t
	if r.reciprocal(i) {
		return r.reflected(i)
	}
	switch t.toks[i].UPOS {
	case "PRON", "DET":
		return r.pronoun(i)
	case "NOUN", "PROPN", "ADJ", "X", "NUM", "VERB", "SYM":
	default:
		return nil
	}
	if r.isTime(i) || !t.isNominal(i) && !t.is(i, "compound") && !t.is(i, "amod") && t.rel(i) != "root" && !r.takenForVerb(i) {
		return nil
	}
	if r.namesAct(i) || r.c.frames.InClass(lower(t.lemma(i)), "sea") {
		return nil
	}
	actor, ok := r.resolve(i)
	if !ok {
		return nil
	}
	if named, ok := r.namedBehind(i, actor); ok {
		actor = named
	}
	actor, before := r.definite(i, actor)
	if before != nil {
		return before
	}
	return &partyInfo{mention: t.span(i), actor: actor, plural: t.toks[i].XPOS == "NNS" || t.toks[i].XPOS == "NNPS" && !oneBody(actor), person: r.isPerson(i, actor)}
}

// namedBehind returns the person whom the lexicon knows by the name behind an office:
// "the Secretary-General, [Antonio Guterres]".
func (r *reader) namedBehind(i int, office lexicon.Actor) (lexicon.Actor, bool) {
	t := r.t
	if office.Known || office.Country == "" && office.Sector == "" {
		return office, false
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if c < i || !t.is(c, "appos") || t.toks[c].UPOS != "PROPN" {
			continue
		}
		if a := r.lookUp(c); a.Known && a.Person && (a.Country == office.Country || office.Country == "") {
			return a, true
		}
	}
	return office, false
}

// oneBody reports whether an actor is a state or a body of states, one whatever
// its name: "the United States", "the United Nations".
func oneBody(a lexicon.Actor) bool {
	return a.Name != "" && (a.Sector == "" || a.Sector == "IGO")
}

// takenForVerb reports whether token i is a name that the tagger took for a verb:
// "USAID provided tents".
func (r *reader) takenForVerb(i int) bool {
	t := r.t
	switch t.base(i) {
	case "nsubj", "obj", "obl", "nmod":
	default:
		return false
	}
	if c := t.toks[i].Form[0]; t.toks[i].UPOS != "VERB" || c < 'A' || c > 'Z' || t.child(i, "obj") >= 0 || t.child(i, "nsubj") >= 0 || t.child(i, "aux") >= 0 {
		return false
	}
	actor := r.lookUp(i)
	return actor.Known || actor.Country != ""
}

// reciprocal reports whether token i is the "other" of "each other" or the
// "another" of "one another".
func (r *reader) reciprocal(i int) bool {
	if next := i + 1; next < len(r.t.toks) {
		word, behind := lower(r.t.toks[i].Form), lower(r.t.toks[next].Form)
		if word == "each" && behind == "other" || word == "one" && behind == "another" {
			return true
		}
	}
	if i == 0 {
		return false
	}
	word, before := lower(r.t.toks[i].Form), lower(r.t.toks[i-1].Form)
	return word == "other" && (before == "each" || before == "the" && r.eachDoes(i)) || word == "another" && before == "one"
}

// eachDoes reports whether the clause of token i tells what each of several does:
// "each accused the other of firing first", "each side blamed the other".
func (r *reader) eachDoes(i int) bool {
	for v, steps := r.t.head(i), 0; v >= 0 && steps < 6; v, steps = r.t.head(v), steps+1 {
		for c := r.t.first[v]; c >= 0 && c < i; c = r.t.next[c] {
			if lower(r.t.toks[c].Form) == "each" || r.t.is(c, "nsubj") && r.t.has(c, "det", "each") {
				return true
			}
		}
	}
	return false
}

// reflected is whom "each other" stands for, as one party: the subject above.
func (r *reader) reflected(i int) *partyInfo {
	for v, steps := r.t.head(i), 0; v >= 0 && steps < 6; v, steps = r.t.head(v), steps+1 {
		if c := r.t.child(v, "nsubj"); c >= 0 && c < i {
			return r.party(c)
		}
	}
	return nil
}

// bothWays splits blame that is put on "each other" or traded into one reading for
// each party, and makes what else is done to each other an act of all; other
// readings come back as they are.
func (r *reader) bothWays(g *reading) []*reading {
	blame := g.mutual && g.comp.Coding.Type == "ACCUSE"
	if len(g.recipients) == 0 && !blame || len(g.actors) < 2 {
		return []*reading{g}
	}
	for _, i := range g.recipients { // the parser may take the two words for two
		if !r.reciprocal(i) {
			return []*reading{g}
		}
	}
	if g.comp.Coding.Type != "ACCUSE" { // only blame is told of each by itself
		both := *g
		both.recipients, both.mutual = nil, true
		return []*reading{&both}
	}
	var out []*reading
	for _, a := range g.actors {
		one := *g
		one.actors, one.recipients, one.mutual = []int{a}, without(g.actors, []int{a}), false
		out = append(out, &one)
	}
	return out
}

// namesAct reports whether a common noun names an act and nobody who acts:
// "the meeting with the president" is not the president.
func (r *reader) namesAct(i int) bool {
	lemma := r.t.lemma(i)
	if r.t.toks[i].UPOS != "NOUN" || r.c.frames.InClass(lemma, "people") {
		return false
	}
	if _, agent := r.c.lex.AgentSector(lemma); agent {
		return false
	}
	return r.evokes(i)
}

// namesDeed is namesAct for base acts only: a decision or a plan has an owner,
// a release or an attack has not.
func (r *reader) namesDeed(i int) bool {
	deed := false
	r.match(i, 'n', func(f *lexicon.Frame, _ string) bool {
		deed = deed || f.Kind == lexicon.KindAct
		return !deed
	})
	return deed && r.namesAct(i)
}

// resolve codes the phrase of i. Named actors that the lexicon does not know
// are kept with what their words tell.
func (r *reader) resolve(i int) (lexicon.Actor, bool) {
	t := r.t
	actor := r.lookUp(i)
	if half, ok := r.half(i); ok && !actor.Known {
		return half, true
	}
	if actor.Sector == "JNK" && !actor.Known {
		return actor, false
	}
	if actor.Known || coded(actor) || actor.Country != "" {
		if !coded(actor) && r.c.frames.InClass(lower(t.lemma(i)), "hardware") {
			actor.Sector, actor.Sectors = "MIL", []string{"MIL"}
		}
		return actor, r.acts(i, actor)
	}
	if t.toks[i].UPOS == "PROPN" || acronym(t.toks[i].Form) {
		if full, ok := r.fullName(t.toks[i].Form); ok {
			return full, true
		}
		if named, ok := r.byStory(i); ok {
			return named, true
		}
		return actor, !r.c.frames.InClass(lower(t.lemma(i)), "thing")
	}
	return actor, r.c.frames.InClass(t.lemma(i), "people") || r.animate(i)
}

// animate reports whether an unknown common noun names people: somebody is told
// of with "who", or its word keeps the company of such nouns.
func (r *reader) animate(i int) bool {
	t := r.t
	if t.toks[i].UPOS != "NOUN" || r.evokes(i) || r.c.frames.InClass(lower(t.lemma(i)), "thing") {
		return false
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.rel(c) == "acl:relcl" && t.has(c, "nsubj", "who") {
			return true
		}
	}
	return r.c.ranker.typer.person(r.c.vectors, lower(t.lemma(i)))
}

// lookUp asks the lexicon for the phrase of i.
func (r *reader) lookUp(i int) lexicon.Actor {
	words, head := r.words(i)
	return r.c.lex.Resolve(lexicon.Phrase{Words: words, Head: head, Date: r.date})
}

// acts rejects phrases whose nationality alone made them look like a party:
// "the Syrian conflict", "Chinese goods" are things, "the Syrians" are not.
func (r *reader) acts(i int, actor lexicon.Actor) bool {
	t := r.t
	if actor.Known || t.toks[i].UPOS == "PROPN" || coded(actor) {
		return !r.c.frames.InClass(t.lemma(i), "thing")
	}
	if t.toks[i].UPOS == "ADJ" {
		return true
	}
	// "Russian tanks entered": those in them
	if r.c.frames.InClass(lower(t.lemma(i)), "hardware") {
		return t.is(i, "nsubj") || t.rel(i) == "obl:agent" || t.is(i, "conj")
	}
	return r.c.frames.InClass(t.lemma(i), "people") || r.animate(i)
}

// acronym reports whether a word is written in three or more capitals.
func acronym(form string) bool {
	for _, c := range []byte(form) {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return len(form) > 2
}

// coded reports whether the lexicon knows what an actor is; JNK marks phrases
// that name nobody.
func coded(a lexicon.Actor) bool { return a.Sector != "" && a.Sector != "UNK" && a.Sector != "JNK" }

// words returns the words of the phrase of i from its first to its last, without
// what stands in brackets before the head, and the position of the head among them.
// They are good until the next call.
func (r *reader) words(i int) ([]string, int) {
	t := r.t
	s := t.span(i)
	r.buf = r.buf[:0]
	head, inside := -1, 0
	for k := range t.toks {
		tok := &t.toks[k]
		if !s.Contains(tok.Span) {
			continue
		}
		if k < i && tok.XPOS == "-LRB-" {
			inside++
		}
		if inside > 0 && k < i {
			if tok.XPOS == "-RRB-" {
				inside--
			}
			continue
		}
		if k == i {
			head = len(r.buf)
		}
		r.buf = append(r.buf, tok.Form)
	}
	return r.buf, head
}

// namesParty reports whether a modifier in front of a noun names somebody:
// "Israeli", "Taliban", "government".
func (r *reader) namesParty(c int) bool {
	if r.nameless[c] {
		return false
	}
	t := r.t
	words := []string{t.toks[c].Form}
	if t.first[c] >= 0 {
		words, _ = r.words(c)
	}
	actor := r.c.lex.Resolve(lexicon.Phrase{Words: words, Head: -1, Date: r.date})
	// an adjective names somebody by nation or name: "Israeli", not "general"
	if (actor.Known || actor.Country != "" || coded(actor) && t.toks[c].UPOS != "ADJ") && !r.c.frames.InClass(t.lemma(c), "thing") {
		r.stand(c, &partyInfo{mention: t.span(c), actor: actor})
		return true
	}
	if t.toks[c].UPOS == "PROPN" {
		if full, ok := r.fullName(t.toks[c].Form); ok {
			r.stand(c, &partyInfo{mention: t.span(c), actor: full})
			return true
		}
		if land, ok := r.half(c); ok {
			r.stand(c, &partyInfo{mention: t.span(c), actor: land})
			return true
		}
	}
	r.nameless[c] = true
	return false
}

func (r *reader) isPerson(i int, actor lexicon.Actor) bool {
	return actor.Person || r.t.toks[i].XPOS != "NNPS" && r.c.frames.InClass(lower(r.t.lemma(i)), "person")
}

// official reports whether an actor speaks for a state or an intergovernmental body.
func official(a lexicon.Actor) bool {
	switch a.Sector {
	case "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "IGO":
		return true
	case "":
		return a.Country != ""
	}
	return a.Country == "IGO"
}

// toParty turns what was resolved into the record's party.
func (r *reader) toParty(i int) (parley.Party, bool) {
	p := r.party(i)
	if p == nil {
		return parley.Party{}, false
	}
	a := p.actor
	return parley.Party{
		Mention: parley.Quote{Span: p.mention, Text: r.text[p.mention.Start:p.mention.End]},
		Name:    a.Name, ID: a.ID, Country: a.Country, Sector: a.Sector, Sectors: a.Sectors,
	}, true
}

func lower(s string) string { return strings.ToLower(s) }
