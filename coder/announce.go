package coder

import (
	"parley"
	"parley/ontology"
)

// announces reports whether a future act of conflict is told by the side that
// will do it, or under a demand: "Japan will freeze the assets, the cabinet
// secretary said", "will cut the grant unless the audit is published". Its
// announcement is a threat.
func (r *reader) announces(g *reading, ev *parley.Event) bool {
	if ev.Status != parley.Future || len(g.comp.Ops) > 0 || len(g.actors) == 0 {
		return false
	}
	switch ev.Type {
	case "ASSAULT", "COERCE", "SANCTION", "PROTEST":
	default:
		return false
	}
	if !r.t.has(g.core, "aux", "will", "shall", "'ll", "’ll") { // "is to", "is due to": the text's own foresight
		return false
	}
	if len(ev.SaidBy) == 0 {
		return r.onDemand(g.core)
	}
	actor := r.party(g.actors[0])
	return actor != nil && r.ownSide(actor, ev.SaidBy[0])
}

// pledges reports whether a future act of good will is told by the side that will
// do it: "Chad will free the crew, its foreign minister said". Its promise is the
// act. Meetings are only foreseen so, and a refusal is one whoever tells it.
func (r *reader) pledges(g *reading, ev *parley.Event) bool {
	if ev.Status != parley.Future || len(g.comp.Ops) > 0 || len(g.actors) == 0 {
		return false
	}
	if !r.t.has(g.core, "aux", "will", "shall", "would", "'ll", "’ll") && !r.t.has(g.word, "aux", "will", "shall", "would", "'ll", "’ll") {
		return false
	}
	switch ev.Type {
	case "REJECT":
		return true
	case "AGREE", "CONCEDE":
	default:
		return false
	}
	actor := r.party(g.actors[0])
	return g.comp.Base.Family != "consult" && len(ev.SaidBy) > 0 && actor != nil && r.ownSide(actor, ev.SaidBy[0])
}

// onDemand reports whether verb i is to be done "unless" something else is.
func (r *reader) onDemand(i int) bool {
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if r.t.is(c, "advcl") && r.t.preposition(c) == "unless" {
			return true
		}
	}
	return false
}

// ownSide reports whether a speaker speaks for a party: an official for his own
// state, a partisan for whoever is no state.
func (r *reader) ownSide(p *partyInfo, by parley.Speaker) bool {
	switch by.Kind {
	case parley.Official:
		if !official(p.actor) {
			return false
		}
	case parley.Partisan:
		return !official(p.actor)
	default:
		return false
	}
	for i := range r.t.toks {
		if q := r.party(i); q != nil && q.mention == by.Mention.Span {
			return q.actor.Country == "" || p.actor.Country == "" || q.actor.Country == p.actor.Country
		}
	}
	return true
}

// announce codes ev as the threat that the announcement of its act is.
func (r *reader) announce(g *reading, ev *parley.Event) {
	planned, ok := r.c.onto.Compose(ontology.Intend, g.comp)
	if !ok {
		return
	}
	threat := *g
	threat.comp = planned
	ev.Status, ev.Modes, ev.Contexts = parley.Actual, nil, nil
	r.settle(ev, &threat)
}
