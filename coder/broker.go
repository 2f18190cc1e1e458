package coder

import (
	"parley"
)

// brokers adds to an act of talking or of peace whoever the sentence says
// brought it about or stood by: "a truce brokered by Malaysia", "French-mediated
// talks", "through German intermediaries", "in the presence of the envoy".
func (r *reader) brokers(g *reading, ev *parley.Event) {
	switch g.comp.Base.Family {
	case "consult", "mediation", "settlement", "deescalation", "release", "rupture-talks", "rupture-mediation":
	default:
		if !leaves(g) && !(g.comp.Coding.Type == "AGREE" && g.comp.Base.Name == "do") {
			return
		}
	}
	for i := range r.t.toks {
		for _, p := range r.brokersAt(i) {
			r.addBroker(ev, r.brokerRole(i), p)
		}
	}
}

func (r *reader) addBroker(ev *parley.Event, role parley.Role, i int) {
	p, ok := r.toParty(i)
	if !ok || mentions(ev.Actors, p) || mentions(ev.Recipients, p) {
		return
	}
	for _, th := range ev.Third {
		if th.Party.Mention.Span.Overlaps(p.Mention.Span) {
			return
		}
	}
	ev.Third = append(ev.Third, parley.Third{Role: role, Party: p})
}

func (r *reader) brokerRole(i int) parley.Role {
	switch r.t.lemma(i) {
	case "host", "convene":
		return parley.RoleHost
	}
	return parley.RoleMediator
}

// brokersAt returns the parties that token i names as go-betweens.
func (r *reader) brokersAt(i int) []int {
	if !r.brokered[i] {
		r.brokered[i], r.between[i] = true, r.findBrokers(i)
	}
	return r.between[i]
}

func (r *reader) findBrokers(i int) []int {
	t := r.t
	switch lemma := lower(t.lemma(i)); {
	case r.c.frames.InClass(lemma, "brokering") && t.rel(i) == "acl:relcl" && !t.passive(i):
		return r.brokersOf(i)
	case lemma == "lead" && t.is(i, "acl") && t.passive(i) && r.c.frames.InClass(lower(t.lemma(t.head(i))), "talks") || r.c.frames.InClass(lemma, "coaxing") && t.passive(i) || r.c.frames.InClass(lemma, "brokering") && (t.isVerb(i) || t.toks[i].UPOS == "ADJ"):
		for c := t.first[i]; c >= 0; c = t.next[c] {
			switch {
			case t.preposition(c) == "by" && (t.is(c, "obl") || t.is(c, "nmod")):
				return r.parties(c)
			case c < i && (t.is(c, "compound") || t.is(c, "obl") || t.is(c, "nmod") || t.is(c, "nsubj") && t.is(i, "amod") || t.is(c, "advmod")) && t.is(i, "amod") && r.namesParty(c):
				return []int{c}
			}
		}
	case r.c.frames.InClass(lemma, "mediation"):
		switch t.preposition(i) {
		case "under", "through", "via", "with", "thanks to", "after", "of", "by":
		default:
			return nil
		}
		if own := r.possessors(i); len(own) > 0 {
			return own
		}
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if p := t.preposition(c); t.is(c, "nmod") && (p == "of" || p == "by") {
				return r.parties(c)
			}
		}
		if r.c.frames.InClass(lemma, "mediator") {
			return r.parties(i)
		}
	case lemma == "presence" && t.preposition(i) == "in", r.c.frames.InClass(lemma, "gaze") && t.preposition(i) == "under":
		if own := r.possessors(i); len(own) > 0 {
			return own
		}
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if t.is(c, "nmod") && t.preposition(c) == "of" {
				return r.parties(c)
			}
		}
	case t.is(i, "obl") && t.preposition(i) == "thanks to" && r.isHumanParty(i):
		return r.parties(i)
	case t.is(i, "obl") && t.preposition(i) == "before" && r.isHumanParty(i) && r.signs(t.head(i)):
		return r.parties(i)
	case r.c.frames.InClass(lemma, "sponsor") && t.is(i, "appos") && r.isParty(t.head(i)) && (t.has(i, "det", "the") || t.child(i, "nmod:poss") >= 0): // "Uganda, the host, had expected"
		return r.parties(t.head(i))
	case r.c.frames.InClass(lemma, "guarantor") && t.preposition(i) == "as":
		if h := t.head(i); h >= 0 && t.toks[h].XPOS == "VBG" {
			if s := t.child(h, "nsubj"); s >= 0 {
				return r.parties(s)
			}
		}
	}
	return nil
}

// brokersOf returns who brokers, in a clause behind it, a deal or talks: "the truce
// that an American envoy negotiated", "talks which Oman hosts".
func (r *reader) brokersOf(i int) []int {
	t := r.t
	lemma := lower(t.lemma(t.head1(i)))
	c := t.child(i, "nsubj")
	if c < 0 || r.antecedent(c, i) != c || c > i {
		return nil
	}
	for _, class := range [...]string{"talks", "agreement", "ceasefire", "peace", "plan"} {
		if r.c.frames.InClass(lemma, class) {
			return r.parties(c)
		}
	}
	return nil
}

// isHumanParty reports whether token i names people or an institution, not a place
// or a time: who may stand by when a deal is struck.
func (r *reader) isHumanParty(i int) bool {
	p := r.party(i)
	if p == nil || r.isTime(i) {
		return false
	}
	return p.person || p.actor.Person || r.isHuman(i) && coded(p.actor)
}

// signs reports whether verb i is one of striking or signing deals.
func (r *reader) signs(i int) bool {
	found := false
	if i >= 0 && r.t.isVerb(i) {
		for _, g := range r.readings(i) {
			found = found || g.comp.Base.Family == "settlement" || g.comp.Base.Family == "deescalation"
		}
	}
	return found
}
