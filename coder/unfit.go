package coder

import (
	"parley/lexicon"
	"parley/ontology"
)

// unfit tells why a reading is no event, or "" when it may be one.
func (r *reader) unfit(g *reading) string {
	switch typ := g.comp.Coding.Type; {
	case typ == ontology.None, typ == "":
		return "no act that PLOVER codes"
	case g.frame != nil && g.frame.Silent && g.content == nil:
		return "the word alone is no act"
	case g.doubtful:
		return "only wished or considered"
	case r.inverted(g.core):
		return "a condition, not told"
	case r.alleged(g):
		return "somebody is accused of it"
	case r.talkedAbout(g):
		return "only talked about"
	case r.hostInPassing(g):
		return "background on who hosts"
	case r.bareArms(g):
		return "a weapon is named, but nobody who uses it"
	}
	return ""
}

// hostInPassing reports whether g only says of somebody who does something else, or of
// a meeting, who hosts it: "the president, who hosted the talks, promised".
func (r *reader) hostInPassing(g *reading) bool {
	return g.frame != nil && g.frame.Name == "host-talks.alone" && r.t.rel(g.word) == "acl:relcl"
}

// talkedAbout reports whether g is a noun of something to be done that is only talked
// about: "talks on the withdrawal of troops", "discussed the release of the crew".
func (r *reader) talkedAbout(g *reading) bool {
	t := r.t
	h := t.head(g.word)
	if h < 0 || g.content != nil || r.pos(g.word) != 'n' {
		return false
	}
	switch g.comp.Coding.Type {
	case "RETREAT", "CONCEDE", "AID", "COOPERATE", "MOBILIZE":
	default:
		return false
	}
	if t.is(g.word, "obj") && r.c.frames.InClass(t.lemma(h), "discussing") {
		return true
	}
	switch t.preposition(g.word) {
	case "about", "on", "over":
	case "for":
		return r.c.frames.InClass(t.lemma(h), "plan")
	default:
		return false
	}
	return r.c.frames.InClass(t.lemma(h), "talks") || r.c.frames.InClass(t.lemma(h), "discussing") || r.c.frames.InClass(t.lemma(h), "plan")
}

// alleged reports whether g is what somebody "is accused of", nobody says by whom.
func (r *reader) alleged(g *reading) bool {
	t := r.t
	h := t.head(g.word)
	if h < 0 || g.content != nil || !t.isVerb(h) {
		return false
	}
	if t.toks[g.word].XPOS == "VBG" && t.preposition(g.word) == "with" && (t.lemma(h) == "charge" || t.lemma(h) == "indict") {
		return true // "charged the banker with stealing"
	}
	return t.preposition(g.word) == "of" && t.passive(h) && r.c.frames.InClass(t.lemma(h), "suspecting")
}

// weakness tells what makes a reading unlikely to be an event, or "". Without
// a trained ranker to weigh it, it is reason enough to drop the reading.
func (r *reader) weakness(g *reading) string {
	switch {
	case g.comp.Base.Name == "do" && len(g.recipients) == 0 && len(g.takes) == 0 && !r.menaces(g) && !r.refusal(g) && !r.pact(g):
		return "neither what nor of whom is known"
	case r.lonely(g):
		return "only one side of it is named"
	case aimless(g):
		return "done to nobody in particular"
	}
	return ""
}

// menaces reports whether a known party threatens to do a deed: that is a threat
// whatever the deed, and whomever it may hit.
func (r *reader) menaces(g *reading) bool {
	return len(g.comp.Ops) == 1 && g.comp.Ops[0] == ontology.Threaten && g.content != nil && r.knows(g.actors)
}

// refusal reports whether g tells of somebody known who refuses to do something:
// an act even where it is not known what it is of. Who will not comment refuses
// nothing.
func (r *reader) refusal(g *reading) bool {
	if g.frame == nil || g.frame.Op != ontology.Reject || g.content == nil || !r.knows(g.actors) {
		return false
	}
	return !r.c.frames.InClass(r.t.lemma(g.content.word), "comment") && r.t.isVerb(g.content.word)
}

// pact reports whether g tells of several known sides that agree, on whatever.
func (r *reader) pact(g *reading) bool {
	return g.comp.Coding.Type == "AGREE" && len(g.actors) > 1 && g.content != nil && r.t.toks[g.content.word].XPOS == "VB" && r.knows(g.actors)
}

// aimless reports whether an act that is directed at somebody is told without
// anybody: "launched an attack" alone.
func aimless(g *reading) bool {
	if len(g.recipients) > 0 || g.mutual && len(g.actors) > 1 {
		return false
	}
	for ; g.content != nil; g = g.content {
		if f := g.frame; f != nil && (f.Kind == lexicon.KindAct || f.Kind == lexicon.KindOperator && !passesOn(f.Op)) {
			return false
		}
	}
	return g.frame != nil && g.frame.Directed
}

// bareAim reports whether a frame that means nothing without somebody to whom it
// is done found nobody: "experts warned that it may rain".
func (g *reading) bareAim() bool {
	return g.frame != nil && g.frame.Kind == lexicon.KindAct && g.content == nil && aimless(g)
}

// lonely reports whether only one side of a mutual act is named: "talks with
// Kosovo" does not say who else, nor does "the premier met".
func (r *reader) lonely(g *reading) bool {
	if !g.mutual || len(g.actors) != 1 || len(g.recipients) > 0 || g.content != nil {
		return false
	}
	p := r.party(g.actors[0])
	return r.pos(g.word) == 'n' || g.comp.Base.Name == "meet" && p != nil && !p.plural
}

// leaves reports whether g breaks off talks, a truce or an accord, whose other
// sides go without saying.
func leaves(g *reading) bool {
	switch g.comp.Base.Name {
	case "leave-truce", "leave-accord":
		return true
	}
	return g.comp.Base.Family == "rupture-talks" || g.comp.Base.Family == "rupture-mediation"
}

// needsRecipient tells the types that PLOVER codes only with a recipient. Talks,
// truces and accords are left whether or not the other side is named.
func needsRecipient(typ, act string) bool {
	switch act {
	case "break-off", "end-mediation", "leave-truce", "leave-accord":
		return false
	}
	return typ == "COOPERATE" || typ == "AID" || typ == "SANCTION"
}
