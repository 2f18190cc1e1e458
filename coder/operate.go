package coder

import (
	"slices"

	"parley/lexicon"
	"parley/ontology"
)

// operate composes an operator, light verb or verb of saying with its content.
func (r *reader) operate(f *lexicon.Frame, s site, set setting, g *reading) []*reading {
	var out []*reading
	for _, slot := range f.Fillers(lexicon.RoleContent) {
		for _, i := range r.fill(s, slot) {
			if i == s.word {
				continue
			}
			for _, c := range r.contents(s.word, r.inQuantity(i), slot) {
				if r.ownClause(i, c) || slot.Name == "that" && (f.Op == ontology.Demand || f.Op == ontology.Appeal) && r.indicative(c) {
					continue // "insisted that it had left": told, not demanded
				}
				for _, sub := range r.read(c, r.inside(f, s, set, g, c, slot)) {
					got := r.compose(f, g, sub)
					if got == nil {
						continue
					}
					if same := sameCharge(f, out, got); same != nil {
						same.takes = append(slices.Clone(same.takes), c)
						continue
					}
					out = append(out, got)
				}
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	if (f.Op == ontology.Demand || f.Op == ontology.Appeal) && r.tellsOnly(f, s) {
		return nil
	}
	g.back = r.pointsBack(f, s)
	return r.bare(f, g)
}

// sameCharge returns the reading that charges the same with another of coordinated
// deeds, or nil: who is accused of torture and murder is accused once.
func sameCharge(f *lexicon.Frame, out []*reading, got *reading) *reading {
	if f.Op != ontology.Accuse {
		return nil
	}
	for _, g := range out {
		if slices.Equal(g.actors, got.actors) && slices.Equal(g.recipients, got.recipients) {
			return g
		}
	}
	return nil
}

// ownClause reports whether c, which the parser coordinated with content i, is
// rather a clause beside the operator: "denied firing and accused the rebels".
func (r *reader) ownClause(i, c int) bool {
	finite := func(k int) bool {
		x := r.t.toks[k].XPOS
		return x == "VBD" || x == "VBZ" || x == "VBP"
	}
	return c != i && r.t.isVerb(i) && finite(c) && !finite(i) && r.t.child(i, "aux") < 0 && r.t.child(c, "aux") < 0
}

// inQuantity is the noun inside "two hours of talks", "a wave of arrests", or i itself.
func (r *reader) inQuantity(i int) int {
	if r.t.toks[i].UPOS != "NOUN" || !r.c.frames.InClass(r.t.lemma(i), "quantity") {
		return i
	}
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if r.t.is(c, "nmod") && r.t.preposition(c) == "of" && r.evokes(c) {
			return c
		}
	}
	return i
}

// contents returns content i of an operator with what is coordinated with it,
// also where the parser hung that higher: after "urged them to disarm and leave"
// a bare "leave" cannot go with "urged".
func (r *reader) contents(word, i int, slot lexicon.Slot) []int {
	t := r.t
	out := t.conjuncts(i, nil)
	if slot.Name != "inf" || t.toks[word].XPOS == "VB" {
		return out
	}
	for c := t.first[word]; c >= 0; c = t.next[c] {
		if c > i && t.is(c, "conj") && t.toks[c].XPOS == "VB" && t.child(c, "nsubj") < 0 && t.child(c, "aux") < 0 && !contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// tellsOnly reports whether all that an operator of demand has is a clause that
// tells something.
func (r *reader) tellsOnly(f *lexicon.Frame, s site) bool {
	for _, slot := range f.Fillers(lexicon.RoleContent) {
		if slot.Name != "that" {
			continue
		}
		for _, i := range r.fill(s, slot) {
			if r.indicative(i) {
				return true
			}
		}
	}
	return false
}

// indicative reports whether verb i tells what is, was or will be, and not what
// shall be: "that it withdrew" against "that it withdraw".
func (r *reader) indicative(i int) bool {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if !t.is(c, "aux") && !t.is(c, "cop") {
			continue
		}
		switch lower(t.toks[c].Form) {
		case "is", "are", "was", "were", "has", "had", "did", "does", "will", "wo", "'ll", "can", "could", "would", "may", "might":
			return true
		}
	}
	tok := &t.toks[i]
	return tok.XPOS == "VBZ" || tok.XPOS == "VBD" && t.child(i, "aux") < 0 && lower(tok.Form) != tok.Lemma
}

// inside is the setting in which the content c of an operator is read.
func (r *reader) inside(f *lexicon.Frame, s site, set setting, g *reading, c int, slot lexicon.Slot) setting {
	in := setting{actor: -1, depth: set.depth, content: r.t.isVerb(c)}
	if r.pos(c) == 'n' {
		in.hosts = append([]int{s.word}, set.hosts...)
	}
	if f.Kind == lexicon.KindOperator && !passesOn(f.Op) && f.Op != ontology.Halt {
		in.hosts = nil
	}
	if slot.Name == "subj" {
		return in
	}
	switch f.Op {
	case ontology.Appeal, ontology.Demand, ontology.Accuse:
		if len(g.recipients) > 0 {
			in.actor = g.recipients[0]
		}
	default:
		if len(g.actors) > 0 {
			in.actor = g.actors[0]
		}
		in.actsOnly = f.Op == ontology.Reject || f.Op == ontology.Accept
	}
	return in
}

// passesOn reports whether an operator leaves the act what it is.
func passesOn(op ontology.Operator) bool {
	return op == ontology.Begin || op == ontology.Fail || op == ""
}

// bare reads an operator whose content is missing or no act: "appealed to the
// army for calm", "rejected the report".
func (r *reader) bare(f *lexicon.Frame, g *reading) []*reading {
	if f.Kind != lexicon.KindOperator || passesOn(f.Op) || f.Op == ontology.Halt || f.Op == ontology.Deny && !g.back || f.Op == ontology.Accept && len(g.takes) == 0 {
		return nil
	}
	deed, _ := r.c.onto.Plain("do")
	op := f.Op
	if op == ontology.Deny {
		op = ontology.Reject // until it is known what; see takeUp
	}
	comp, ok := r.c.onto.Compose(op, deed)
	if !ok || f.Directed && f.Op == ontology.Intend {
		return nil
	}
	g.comp = comp
	r.reach(g)
	refused := g.back || f.Op == ontology.Reject && len(g.takes) > 0 // "rejected the proposal"
	if len(g.recipients) == 0 && !refused {
		return nil
	}
	if f.Op != ontology.Deny {
		g.score-- // any frame that says more wins
	}
	return []*reading{g}
}
