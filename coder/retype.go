package coder

import (
	"parley"
	"parley/ontology"
)

// byWhom changes the coding of an act that is one thing when crowds do it and
// another when fighters do: protesters who burn and stone riot, soldiers who loot
// seize, rebels who block roads cut them.
func (r *reader) byWhom(g *reading, ev *parley.Event, coding ontology.Coding) ontology.Coding {
	if len(g.actors) == 0 || len(ev.Actors) == 0 || len(g.comp.Ops) > 0 || g.strange > 0 {
		return coding
	}
	retype := func(act, ruling string) ontology.Coding {
		c, ok := r.c.onto.Plain(act)
		if !ok {
			return coding
		}
		r.rule(g, ruling)
		return c.Coding
	}
	armed := false
	switch ev.Actors[0].Sector {
	case "MIL", "REB", "PRM", "UAF", "COP", "CRM":
		armed = true
	}
	crowd := !armed && r.c.frames.InClass(r.t.lemma(g.actors[0]), "protesters")
	switch name := g.comp.Base.Name; {
	case crowd && name == "destroy":
		return retype("vandalise", "crowds that destroy protest")
	case crowd && r.c.frames.InClass(g.frameName(), "rioting"):
		return retype("riot", "crowds that attack riot")
	case armed && name == "riot" && r.c.frames.InClass(r.t.lemma(g.word), "looting"):
		return retype("seize", "armed men who loot seize")
	case armed && name == "riot":
		return retype("attack", "armed men who storm attack")
	case armed && name == "obstruct":
		return retype("blockade", "armed men who block roads blockade")
	}
	return coding
}

// frameName is the name of the frame of the act itself.
func (g *reading) frameName() string {
	for ; g.content != nil; g = g.content {
	}
	if g.frame == nil {
		return ""
	}
	return g.frame.Name
}
