package coder

import (
	"slices"

	"parley/lexicon"
	"parley/ontology"
)

// maxReach bounds how many phrases deep the party that words are aimed at may
// stand in what they speak of.
const maxReach = 4

// reach gives words without a recipient the party whose deed, plan or land they
// speak of, where no slot of the frame names one: "rejected an offer made by
// Chad", "agreed to train teachers in Mali", "refused to answer a letter from
// the bishops". The ranker judges whether it is one.
func (r *reader) reach(g *reading) {
	if len(g.recipients) > 0 || g.spared || len(g.third) > 0 || len(g.actors) == 0 || r.jointly(g) {
		return
	}
	if g.comp.Coding.Type == "THREATEN" { // "threatened to strike unless Chad withdrew"
		if out := r.conditioned(g); len(out) > 0 {
			g.recipients, g.reached = out, true
			return
		}
	}
	preps := aims(g.comp)
	if preps == nil {
		return
	}
	for _, i := range r.spokenOf(g) {
		if out := r.aimedIn(i, preps, g.actors, 0); len(out) > 0 {
			g.recipients, g.reached = out, true
			return
		}
	}
	if g.comp.Coding.Type == "REJECT" { // "will not end the strike until the company pays"
		if out := r.conditioned(g); len(out) > 0 {
			g.recipients, g.reached = out, true
			return
		}
	}
	if g.content == nil {
		return
	}
	for _, c := range r.children(g.word, "obl") { // the content's own, hung too high
		if c < g.content.word || !r.aimedBy(c, preps) {
			continue
		}
		if out := r.stranger(r.parties(c), g.actors); len(out) > 0 {
			g.recipients, g.reached = out, true
			return
		}
	}
}

// aimedBy reports whether one of the prepositions stands over token i; "in" does
// for countries only, others are mere places.
func (r *reader) aimedBy(i int, preps []string) bool {
	prep := r.t.preposition(i)
	return slices.Contains(preps, prep) && (prep != "in" || r.isCountry(i)) && !r.isTime(i)
}

// jointly reports whether several sides do g together: what they agree on is
// aimed at nobody.
func (r *reader) jointly(g *reading) bool {
	mutual := g.mutual || g.comp.Coding.Type == "AGREE"
	for c := g.content; c != nil; c = c.content {
		mutual = mutual || c.frame != nil && c.frame.Mutual
	}
	p := r.party(g.actors[0])
	return mutual && (len(g.actors) > 1 || g.comp.Base.Name == "settle" && p != nil && p.plural)
}

// aims are the prepositions that bring in whom an act done in words is aimed at,
// when they stand in what it speaks of; nil for other acts.
func aims(c ontology.Composed) []string {
	switch c.Coding.Type {
	case "ACCUSE", "SUPPORT":
		return []string{"of", "by", "from", "in", "into", "over", "about", "at"}
	case "REJECT":
		if c.Base.Family == "consult" { // where talks are held and what on is no recipient
			return []string{"of", "by", "from", "with"}
		}
		return []string{"of", "by", "from", "with", "to", "on", "for", "in"}
	case "REQUEST":
		switch c.Base.Family { // who is to be freed, helped or left is no addressee
		case "release", "access", "aid", "aid-relief", "aid-economic", "aid-military", "aid-protection":
			return []string{"by", "from"}
		}
		if c.Base.Name == "withdraw" {
			return []string{"by"}
		}
		return []string{"of", "by", "from", "with", "against", "in"}
	case "AGREE", "THREATEN":
		switch {
		case c.Base.Family == "consult" || c.Base.Family == "rupture-talks":
			return []string{"with", "to", "by", "from", "of"}
		case c.Base.Name == "withdraw": // nor is the land that is left
			return nil
		}
		return []string{"to", "with", "from", "against", "for", "on", "of", "by", "into", "toward", "towards", "in"}
	case "CONCEDE":
		if c.Base.Family == "lift" || c.Base.Family == "ease" {
			return []string{"on", "against", "for", "of", "by", "to", "from", "with", "in"}
		}
		if c.Base.Name == "withdraw" {
			return nil
		}
		return []string{"for", "with", "to", "by"}
	}
	return nil
}

// spokenOf returns the words that g speaks of, the innermost first: the content
// of operators, else what the frame's word has for its object.
func (r *reader) spokenOf(g *reading) []int {
	var out []int
	for c := g.content; c != nil; c = c.content {
		out = append([]int{c.word}, out...)
	}
	if pos := r.pos(g.word); pos == 'v' || pos == 'n' {
		out = append(out, r.objects(site{word: g.word, pos: pos, actor: -1})...)
		out = append(out, g.takes...)
		if g.content == nil && g.frame != nil { // "agreed to a bailout of Greece", "looked into payments by a bank"
			for _, slot := range append(g.frame.Fillers(lexicon.RoleContent), g.frame.Fillers(lexicon.RoleRecipient)...) {
				out = append(out, r.fill(site{word: g.word, pos: pos, actor: -1}, slot)...)
			}
		}
	}
	return out
}

// aimedIn looks for a known party in the phrase or clause of token i: its owner,
// who does it, then whom its prepositions name, nearest first.
func (r *reader) aimedIn(i int, preps []string, actors []int, depth int) []int {
	t := r.t
	if depth > maxReach {
		return nil
	}
	if r.pos(i) == 'n' {
		owners := r.possessors(i)
		if part := t.child(i, "compound"); len(owners) == 0 && part >= 0 {
			owners = r.possessors(part) // "a [Saudi peace] offer"
		}
		if out := r.stranger(owners, actors); out != nil {
			return out
		}
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "acl") && t.passive(c) && len(r.brokersAt(c)) == 0 { // "the offer made by Chad"
			if out := r.stranger(r.subjects(site{word: c, pos: 'v', actor: -1}), actors); out != nil {
				return out
			}
		}
	}
	var inner []int
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "acl") && t.passive(c) && len(r.brokersAt(c)) == 0 { // "the curbs imposed on Chad"
			for _, d := range r.children(c, "obl") {
				if r.aimedBy(d, preps) {
					inner = append(inner, d)
				}
			}
		}
		switch t.base(c) {
		case "obj", "iobj":
			inner = append(inner, c)
		case "nmod", "obl":
			if t.rel(c) != "nmod:poss" && r.aimedBy(c, preps) {
				inner = append(inner, c)
			}
		case "xcomp":
			inner = append(inner, c)
		case "ccomp": // "to help [Togo] build ports"
			if t.toks[c].XPOS == "VB" && t.child(c, "mark") < 0 {
				inner = append(inner, r.children(c, "nsubj")...)
			}
		case "acl":
			switch {
			case t.has(c, "mark", "to"):
				inner = append(inner, c)
			case t.rel(c) != "acl:relcl" && t.has(c, "mark", "that"): // "the claim that Chad had won"
				inner = append(inner, r.children(c, "nsubj")...)
			}
		}
	}
	for _, c := range inner {
		if out := r.stranger(r.parties(c), actors); out != nil {
			return out
		}
	}
	for _, c := range inner {
		if r.isParty(c) {
			continue
		}
		if out := r.aimedIn(c, preps, actors, depth+1); out != nil {
			return out
		}
	}
	return nil
}

// stranger returns those of the parties that the lexicon knows, that are not the
// actors, nor the country that they govern.
func (r *reader) stranger(parties, actors []int) []int {
	if !r.knows(parties) {
		return nil
	}
	var out []int
	for _, t := range r.notOwn(r.others(parties, actors), actors) {
		if !r.ownLand(t, actors) {
			out = append(out, t)
		}
	}
	return out
}

// ownLand reports whether token i is the bare country of officials among actors.
func (r *reader) ownLand(i int, actors []int) bool {
	land := r.party(i)
	for _, a := range actors {
		if p := r.party(a); p != nil && land != nil && official(p.actor) && land.actor.Sector == "" && land.actor.Country != "" && land.actor.Country == p.actor.Country {
			return true
		}
	}
	return false
}

// notOwn leaves out of parties what belongs to the actors: "its mission".
func (r *reader) notOwn(parties, actors []int) []int {
	var out []int
	for _, i := range parties {
		if !r.owns(actors, i) {
			out = append(out, i)
		}
	}
	return out
}

// apart leaves out of parties those that are part of an actor's name: "the Lagos
// drivers", "the chief of the gang".
func (r *reader) apart(parties, actors []int) []int {
	var out []int
	for _, i := range parties {
		if rel := r.t.base(i); !contains(actors, r.t.head(i)) || rel != "nmod" && rel != "compound" && rel != "amod" {
			out = append(out, i)
		}
	}
	return out
}
