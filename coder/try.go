package coder

import (
	"slices"

	"parley"
	"parley/lexicon"
	"parley/ontology"
)

// try fills the slots of frame f at s; nil when it does not fit.
func (r *reader) try(f *lexicon.Frame, s site, set setting) []*reading {
	if f.Silent && s.pos == 'v' && set.depth == 1 && f.Kind == lexicon.KindAct {
		return nil // only as what others are asked or promised to do
	}
	s.deep = f.Kind == lexicon.KindAct || f.Op == ontology.Reject || f.Op == ontology.Accept || f.Op == ontology.Appeal && len(f.Need) > 0 && f.Need[0][0].Words != nil
	for _, slot := range f.Not {
		if len(r.fill(s, slot)) > 0 {
			r.barred[s.word] = true
			return nil
		}
	}
	score := 0.0
	if f.Silent && s.pos == 'v' {
		score -= 3 // words that tell of the act by themselves come first
	}
	var takes []int
	if len(f.Need) > 0 && !r.needs(f, s, &score, &takes) {
		return nil
	}
	if set.actsOnly && f.Kind == lexicon.KindOperator {
		s.actor = -1
	}
	g := &reading{frame: f, word: s.word, core: s.word, rule: f.Name, mutual: f.Mutual, denier: -1, score: score, takes: takes}
	g.actors = r.partiesAt(s, f.Fillers(lexicon.RoleActor))
	if len(g.actors) == 0 {
		g.actors = r.sentThemselves(s, f)
	}
	if f.Kind == lexicon.KindAct {
		g.actors = r.wielders(s, g.actors)
		if len(g.actors) == 0 {
			g.actors = r.multitude(s, f)
		}
	}
	to := r.recipientSlots(f, s)
	g.recipients = without(r.partiesAt(s, to), g.actors)
	if len(g.recipients) == 0 && f.Kind == lexicon.KindAct {
		g.recipients = r.placesAt(s, f, g.actors, takes)
	}
	if len(g.recipients) == 0 && f.Kind == lexicon.KindAct && r.knows(g.actors) {
		g.recipients = without(r.victimsAt(s, f), g.actors)
	}
	if len(g.recipients) == 0 {
		g.recipients = without(r.ownersAt(s, to), g.actors)
	}
	if len(g.recipients) == 0 && f.Kind == lexicon.KindAct {
		g.recipients = r.askedFor(s, f, takes)
	}
	for _, fill := range f.Slots {
		switch fill.Role {
		case lexicon.RoleActor, lexicon.RoleRecipient, lexicon.RoleContent:
			continue
		}
		for _, p := range without(without(r.partiesAt(s, fill.Slots), g.actors), g.recipients) {
			g.third = append(g.third, third{parley.Role(fill.Role), p})
		}
	}
	g.score += 0.5*float64(min(len(g.actors), 1)) + float64(min(len(g.recipients), 1))
	if f.Kind == lexicon.KindAct {
		g.comp, _ = r.c.onto.Plain(f.Act)
		if joint := g.comp.Base.Joint; joint != "" && len(g.actors) > 1 {
			g.comp, _ = r.c.onto.Plain(joint)
		}
		g.content = r.judged(f, s)
		if f.Mutual {
			g.recipients = r.mediators(g, g.recipients)
			g.sided = len(g.actors)
			g.actors, g.recipients = union(g.actors, g.recipients), nil
		}
		if f.Act == "host" && len(g.recipients) > 1 {
			r.conference(g)
		}
		if f.Directed && set.depth < 2 && g.content == nil {
			r.reach(g)
		}
		// as the content of another word it may get its recipient from there
		if f.Directed && set.depth < 2 && len(g.recipients) == 0 && g.content == nil && !(g.mutual && len(g.actors) > 1) {
			if r.c.ranker.untrained() {
				return nil
			}
			g.score -= 2 // one of the parties around it may be meant; see filled
		}
		return []*reading{g}
	}
	return r.operate(f, s, set, g)
}

// recipientSlots are the slots of frame f for recipients, without those that hold
// somebody or something else here: the "by" of a passive brings in who acts, and
// where something was hit that is no party there is no party either: "attacked a
// plant in Algeria".
func (r *reader) recipientSlots(f *lexicon.Frame, s site) []lexicon.Slot {
	slots := f.Fillers(lexicon.RoleRecipient)
	if s.pos != 'v' {
		return slots
	}
	act, ok := r.c.onto.Act(f.Act)
	hit := ok && act.Coding.Type == "ASSAULT" && slices.ContainsFunc(r.objects(s), r.isThing)
	passive := r.t.passive(s.word)
	return slices.DeleteFunc(slices.Clone(slots), func(slot lexicon.Slot) bool {
		return passive && slot.Name == "by" || hit && (slot.Name == "in" || slot.Name == "near")
	})
}

// sentThemselves returns the forces that a passive without an agent tells were
// sent: "police were deployed in the capital".
func (r *reader) sentThemselves(s site, f *lexicon.Frame) (out []int) {
	act, ok := r.c.onto.Act(f.Act)
	if !ok || act.Coding.Type != "MOBILIZE" || s.pos != 'v' || !r.t.passive(s.word) {
		return nil
	}
	for _, i := range r.passiveObjects(s.word) {
		out = append(out, r.parties(i)...)
	}
	return out
}

// multitude returns the bare number of those who protest: "thousands marched".
func (r *reader) multitude(s site, f *lexicon.Frame) []int {
	t := r.t
	act, ok := r.c.onto.Act(f.Act)
	if !ok || act.Coding.Type != "PROTEST" || s.pos != 'v' {
		return nil
	}
	for _, i := range r.subjects(s) {
		if !r.c.frames.InClass(t.lemma(i), "multitude") || t.toks[i].XPOS != "NNS" {
			continue
		}
		if r.party(i) == nil {
			r.stand(i, &partyInfo{mention: t.span(i), actor: lexicon.Actor{Sector: "CVL", Sectors: []string{"CVL"}}, plural: true})
		}
		return []int{i}
	}
	return nil
}

// conference turns the reception of several guests into talks between them:
// "Egypt's president received the Sudanese and the Chadian ministers".
func (r *reader) conference(g *reading) {
	for _, h := range g.actors {
		g.third = append(g.third, third{parley.RoleHost, h})
	}
	g.comp, _ = r.c.onto.Plain("negotiate")
	g.actors, g.recipients, g.mutual = g.recipients, nil, true
}

// mediators takes out of a list of parties those that take part "as mediator", "as
// host" or "as guest"; the first two become third parties.
func (r *reader) mediators(g *reading, list []int) []int {
	var out []int
	role := parley.Role("")
	for k := len(list) - 1; k >= 0; k-- { // "with Cuba and Norway as guarantors": it stands behind the last
		p := list[k]
		if own, ok := r.takesPartAs(p); ok {
			role = own
		} else if k == len(list)-1 || !r.t.is(list[k+1], "conj") || r.t.head(list[k+1]) != p {
			role = ""
		}
		switch role {
		case "":
			out = append([]int{p}, out...)
		case parley.RoleMediator, parley.RoleHost:
			g.third = append(g.third, third{role, p})
		}
	}
	return out
}

// takesPartAs tells what party p is said to be by the "as mediator", "as host" or
// "as guest" that hangs on it or stands right behind it.
func (r *reader) takesPartAs(p int) (parley.Role, bool) {
	t := r.t
	end := p
	for _, c := range r.under(p) {
		if !t.is(c, "conj") && t.preposition(c) != "as" {
			end = max(end, c)
		}
	}
	for _, head := range [...]int{p, t.head(p), t.head(t.head1(p))} {
		if head < 0 {
			continue
		}
		for c := t.first[head]; c >= 0; c = t.next[c] {
			if t.preposition(c) != "as" || head != p && t.caseOf(c) != end+1 {
				continue
			}
			switch lemma := lower(t.lemma(c)); {
			case r.c.frames.InClass(lemma, "mediator"), r.c.frames.InClass(lemma, "guarantor"):
				return parley.RoleMediator, true
			case lemma == "host":
				return parley.RoleHost, true
			case lemma == "guest":
				return parley.RoleParty, true
			}
		}
	}
	return "", false
}

// needs reports whether every needed slot is filled, and adds to the score for
// each; a slot that asks for a class of words counts double.
// The words that such slots hold are appended to takes.
func (r *reader) needs(f *lexicon.Frame, s site, score *float64, takes *[]int) bool {
	for _, group := range f.Need {
		ok := false
		for _, slot := range group {
			if held := r.fill(s, slot); len(held) > 0 {
				ok = true
				*score++
				if slot.Class != "" || slot.Words != nil || slot.Sectors != nil {
					*score++
				}
				if slot.Name == "inf" && f.Kind == lexicon.KindAct || slot.Words != nil || slot.Class != "" && slot.Class != "party" && slot.Class != "city" && slot.Class != "state" && slot.Class != "act" {
					*takes = append(*takes, held[0])
				}
				break
			}
		}
		if !ok {
			return false
		}
	}
	return true
}
