package coder

import (
	"parley/lexicon"
)

// placesAt returns what violence and force are done to, or relief sent to, when it
// is a place or a building: "shelled the market", or what the frame asks for by its
// words, "pulled the plug on the internet". Other acts are done to somebody.
func (r *reader) placesAt(s site, f *lexicon.Frame, actors, takes []int) []int {
	act, _ := r.c.onto.Act(f.Act)
	switch act.Coding.Type {
	case "ASSAULT", "COERCE", "MOBILIZE":
	case "PROTEST":
		switch act.Coding.Mode {
		case "obstruct", "vandalize", "riot", "boycott":
		default:
			return nil
		}
	default:
		if act.Family != "aid-relief" {
			return nil
		}
	}
	known := r.knows(actors)
	for _, slot := range f.Fillers(lexicon.RoleRecipient) {
		switch {
		case slot.Words != nil, slot.Class == "" && act.Coding.Type == "MOBILIZE": // forces are moved to a place only where the frame says so
			continue
		case slot.Class != "" && slot.Class != "place" && slot.Class != "land" && slot.Class != "ballot":
			continue
		}
		for _, i := range r.fill(s, slot) {
			gathering := act.Name == "crowd-control" && (r.c.frames.InClass(r.t.lemma(i), "protest") || r.c.frames.InClass(r.hyphenated(i), "protest")) || act.Name == "boycott" && r.c.frames.InClass(r.t.lemma(i), "ballot")
			hit := (known && hitBy(slot.Name, string(act.Coding.Type)) || contains(takes, i)) && r.isThing(i)
			if !gathering && !hit && slot.Class != "land" && !r.c.frames.InClass(r.t.lemma(i), "place") && !r.c.frames.InClass(r.t.lemma(i), "vehicle") {
				continue
			}
			if next := r.neighbour(i); next >= 0 && !contains(actors, next) {
				return []int{next}
			}
			out := []int{i}
			for _, c := range r.t.conjuncts(i, nil)[1:] { // "stormed the palace and two ministries"
				if r.isThing(c) {
					out = append(out, c)
				}
			}
			for _, c := range out {
				if r.party(c) == nil {
					r.stand(c, &partyInfo{mention: r.t.span(c), actor: r.lookUp(c)})
				}
			}
			return out
		}
	}
	return nil
}

// askedFor returns what a frame of force asks for by its words, as what the act is
// done to when nobody is told: "closed its airspace", "banned meetings".
func (r *reader) askedFor(s site, f *lexicon.Frame, takes []int) []int {
	act, _ := r.c.onto.Act(f.Act)
	switch act.Coding.Mode {
	case "ban", "restrict", "censor", "seize", "obstruct":
	default:
		return nil
	}
	for _, slot := range f.Fillers(lexicon.RoleRecipient) {
		if slot.Name != "obj" {
			continue
		}
		for _, i := range r.fill(s, slot) {
			if !contains(takes, i) || !r.t.isNominal(i) || r.isTime(i) {
				continue
			}
			if r.party(i) == nil {
				r.stand(i, &partyInfo{mention: r.t.span(i), actor: r.lookUp(i)})
			}
			return []int{i}
		}
	}
	return nil
}

// hitBy reports whether a slot holds what an act hits: its object or, of
// violence, what it is aimed at.
func hitBy(slot, typ string) bool {
	return slot == "obj" || typ == "ASSAULT" && (slot == "at" || slot == "on" || slot == "against" || slot == "to" || slot == "into")
}

// isThing reports whether token i is something that can be hit or taken: a noun
// that names neither an act nor a time nor a person's own body or mind.
func (r *reader) isThing(i int) bool {
	t := r.t
	if t.toks[i].UPOS != "NOUN" && t.toks[i].UPOS != "PROPN" || r.isTime(i) || r.evokes(i) {
		return false
	}
	return !r.c.frames.InClass(lower(t.lemma(i)), "abstract")
}

// victimsAt returns whom an act is done to that can be done to people only,
// when no word says who they are: "released two homeguards".
func (r *reader) victimsAt(s site, f *lexicon.Frame) []int {
	act, ok := r.c.onto.Act(f.Act)
	if !ok {
		return nil
	}
	switch act.Family {
	case "violence", "abuse", "detention", "release", "expulsion", "conviction":
	default:
		return nil
	}
	for _, slot := range f.Fillers(lexicon.RoleRecipient) {
		if slot.Name != "obj" || slot.Words != nil {
			continue
		}
		for _, i := range r.objects(s) {
			if !r.soundsAlive(i) && (act.Family != "detention" || !r.someone(i)) {
				continue
			}
			if r.party(i) == nil {
				r.stand(i, &partyInfo{mention: r.t.span(i), actor: r.lookUp(i), plural: true})
			}
			return []int{i}
		}
	}
	return nil
}

// knows reports whether the lexicon tells anything of one of the parties.
func (r *reader) knows(parties []int) bool {
	for _, i := range parties {
		if p := r.party(i); p != nil && (p.actor.Known || coded(p.actor) || p.actor.Country != "") {
			return true
		}
	}
	return false
}

// soundsAlive reports whether an unknown noun may stand for people: a plural, a
// number of them or a name, and nothing that names a thing or an act.
func (r *reader) soundsAlive(i int) bool {
	t := r.t
	switch t.toks[i].XPOS {
	case "NNS", "NNP", "NNPS":
	case "CD": // "killed three"
		return t.child(i, "nmod") < 0 && t.child(i, "compound") < 0
	default:
		return false
	}
	lemma := lower(t.lemma(i))
	return t.isNominal(i) && !r.isTime(i) && !r.c.frames.InClass(lemma, "thing") && !r.c.frames.InClass(lemma, "place") && !r.evokes(i)
}

// someone reports whether an unknown noun stands for one person: what is arrested is
// no thing.
func (r *reader) someone(i int) bool {
	t := r.t
	lemma := t.lemma(i)
	if t.toks[i].XPOS != "NN" || r.isTime(i) || r.evokes(i) || !r.t.has(i, "det", "a", "an", "the", "another") {
		return false
	}
	for _, class := range [...]string{"thing", "place", "abstract", "hardware", "vehicle", "weapon"} {
		if r.c.frames.InClass(lemma, class) {
			return false
		}
	}
	return true
}

// judged returns the act that a frame's slot of class act holds: what is
// condemned or praised is told, but is no second event.
func (r *reader) judged(f *lexicon.Frame, s site) *reading {
	for _, slot := range f.Fillers(lexicon.RoleRecipient) {
		if slot.Class != "act" {
			continue
		}
		for _, i := range r.fill(s, slot) {
			if i == s.word {
				continue
			}
			if acts := r.readings(i); len(acts) > 0 {
				return acts[0]
			}
			if act := r.bareAct(i); act != nil {
				return act
			}
		}
	}
	return nil
}
