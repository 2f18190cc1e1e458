package coder

import (
	"parley/lexicon"
)

// parties returns the parties named by the phrase of i and those coordinated
// with it. A phrase that is no party itself, "a series of attacks by the army",
// gives none.
func (r *reader) parties(i int) []int {
	var out []int
	all := []int{i}
	if !r.t.is(i, "amod") && !r.t.is(i, "compound") { // of "Greek and Turkish ministers" the adjectives are split elsewhere
		all = r.besideExamples(r.t.conjuncts(i, nil))
	}
	for _, c := range all {
		if many := r.several(c); len(many) > 1 {
			out = append(out, many...)
			continue
		}
		if r.isParty(c) {
			out = append(append(append(append(out, r.nations(c)...), c), r.coOwned(c)...), r.included(c)...)
			continue
		}
		if r.c.frames.InClass(r.t.lemma(c), "quantity") || r.t.toks[c].UPOS == "NUM" {
			for k := r.t.first[c]; k >= 0; k = r.t.next[k] {
				if !r.t.is(k, "nmod") || r.t.preposition(k) != "of" && !r.numbered(k) {
					continue
				}
				if p := r.party(k); p != nil && r.t.toks[k].UPOS == "PRON" { // "killing [seven of them]"
					r.stand(c, &partyInfo{mention: r.t.span(c), actor: p.actor, plural: true})
					out = append(out, c)
					continue
				}
				out = append(out, r.parties(k)...)
			}
			continue
		}
		if len(out) > 0 && (r.unknownName(c) || r.t.is(c, "conj") && r.t.toks[c].XPOS == "NNS" && r.t.has(c, "amod", "other") && !r.evokes(c)) {
			r.stand(c, &partyInfo{mention: r.t.span(c), actor: r.lookUp(c)})
			out = append(out, c)
		}
	}
	return out
}

// besideExamples leaves out of coordinated phrases those that are told as examples of
// the first: "thirty states, Chad and Mali among them".
func (r *reader) besideExamples(all []int) []int {
	if len(all) < 2 {
		return all
	}
	last := all[len(all)-1]
	for k := last + 1; k < len(r.t.toks)-1 && k <= last+2; k++ {
		if lower(r.t.toks[k].Form) == "among" && lower(r.t.toks[k+1].Form) == "them" {
			return all[:1]
		}
	}
	return all
}

// coOwned splits "the ministers of Chad, Niger and Mali": it returns the owners
// behind the first, each as a party of the head's sort, and leaves that one to
// the head.
func (r *reader) coOwned(i int) (out []int) {
	t := r.t
	if x := t.toks[i].XPOS; x != "NNS" && x != "NNPS" || !r.isHuman(i) && t.toks[i].UPOS != "PROPN" {
		return nil
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if p := t.preposition(c); c < i || !t.is(c, "nmod") || p != "of" && p != "from" {
			continue
		}
		all := t.listed(c, nil)
		whole := *r.party(i)
		for _, k := range all {
			p := r.party(k)
			if p == nil || p.actor.Country == "" && !p.actor.Known || t.caseOf(k) >= 0 && k != c && t.preposition(k) != t.preposition(c) {
				return nil
			}
		}
		if len(all) < 2 { // the others may hang on the head: they are parties already
			all = append(all, r.bareConjuncts(i)...)
			r.sortAs(all[1:], whole.actor)
			return nil
		}
		for _, k := range all[1:] {
			actor := r.party(k).actor
			actor.Sector, actor.Sectors = whole.actor.Sector, whole.actor.Sectors
			r.stand(k, &partyInfo{mention: t.span(k), actor: actor, plural: true})
		}
		whole.mention.End = t.toks[c].Span.End
		r.stand(i, &whole)
		return all[1:]
	}
	return nil
}

// bareConjuncts returns the countries coordinated with noun i.
func (r *reader) bareConjuncts(i int) (out []int) {
	for _, c := range r.children(i, "conj") {
		if r.isCountry(c) {
			out = append(out, c)
		}
	}
	return out
}

// sortAs gives the countries the sector of those who stand for them.
func (r *reader) sortAs(countries []int, of lexicon.Actor) {
	for _, c := range countries {
		p := *r.party(c)
		p.actor.Sector, p.actor.Sectors = of.Sector, of.Sectors
		r.stand(c, &p)
	}
}

// listed appends i and what is coordinated with it, the members that the parser
// took for appositions too: "Sudan, South Sudan and Ethiopia".
func (t *tree) listed(i int, out []int) []int {
	out = append(out, i)
	if t.child(i, "conj") < 0 && t.child(i, "appos") < 0 {
		return out
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "conj") || t.is(c, "appos") && t.toks[c].UPOS == "PROPN" && t.toks[i].UPOS == "PROPN" {
			out = t.listed(c, out)
		}
	}
	return out
}

// included returns the parties that are named as part of another: "hundreds of
// people, including two former ministers".
func (r *reader) included(i int) (out []int) {
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if c > i && r.t.is(c, "nmod") && r.t.preposition(c) == "including" {
			out = append(out, r.parties(c)...)
		}
	}
	return out
}

// unknownName reports whether i is a name that the lexicon does not know: beside
// a party it names another one.
func (r *reader) unknownName(i int) bool {
	x := r.t.toks[i].XPOS
	return r.t.is(i, "conj") && (x == "NNP" || x == "NNPS") && !r.isTime(i) && !r.namesAct(i)
}

// nations splits "American and British warplanes" and "French, Italian and
// Dutch troops": it returns the first of the adjectives, each as a party of its
// own, and leaves the last to the noun.
func (r *reader) nations(i int) []int {
	t := r.t
	all := r.nationalities(i)
	if len(all) < 2 {
		return nil
	}
	last := all[len(all)-1]
	whole := *r.party(i)
	for _, k := range all {
		actor := r.nation(k)
		actor.Sector, actor.Sectors = whole.actor.Sector, whole.actor.Sectors
		p := &partyInfo{mention: t.toks[k].Span, actor: actor, plural: whole.plural}
		if k == last {
			p.mention = t.toks[k].Span.Join(t.toks[i].Span)
			r.stand(i, p)
		} else {
			r.stand(k, p)
		}
	}
	return all[:len(all)-1]
}

// nationalities returns the coordinated adjectives in front of noun i when all of
// them name countries; nil otherwise.
func (r *reader) nationalities(i int) (out []int) {
	t := r.t
	for c := t.first[i]; c >= 0 && c < i; c = t.next[c] {
		if !t.is(c, "amod") && !t.is(c, "compound") {
			continue
		}
		if t.child(c, "conj") < 0 && t.toks[c+1].Form != "," { // "Israeli Arab" is one
			continue
		}
		for _, k := range t.conjuncts(c, nil) {
			if k >= i || r.nation(k).Country == "" {
				return nil
			}
			out = append(out, k)
		}
	}
	return out
}

// nation is what the word of token k names by itself.
func (r *reader) nation(k int) lexicon.Actor {
	return r.c.lex.Resolve(lexicon.Phrase{Words: []string{r.t.toks[k].Form}, Head: -1, Date: r.date})
}

// bareAct reads a noun of action by its word alone: "condemned the attacks",
// whoever made them.
func (r *reader) bareAct(i int) *reading {
	var act *reading
	if r.pos(i) != 'n' {
		return nil
	}
	r.match(i, 'n', func(f *lexicon.Frame, _ string) bool {
		if f.Kind == lexicon.KindAct {
			comp, _ := r.c.onto.Plain(f.Act)
			act = &reading{frame: f, word: i, core: i, words: []int{i}, comp: comp, rule: f.Name, denier: -1}
		}
		return act == nil
	})
	return act
}
