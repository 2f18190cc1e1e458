package coder

import "parley/ontology"

// weapons tells what act violence is when it is done with a weapon of a class of
// words; of several in one clause the first of this list counts.
var weapons = []struct{ class, act string }{
	{"arm.suicide", "suicide-bomb"},
	{"arm.drone", "drone-strike"},
	{"arm.poison", "chemical-attack"},
	{"arm.air", "air-strike"},
	{"arm.crowd", "crowd-control"},
	{"arm.car_bomb", "car-bomb"},
	{"arm.mine", "roadside-bomb"},
	{"arm.heavy", "shell"},
	{"arm.bomb", "bomb"},
	{"arm.gun", "shoot"},
	{"arm.blade", "stab"},
}

// finer lists the acts that a weapon makes more precise: those that leave open
// how the violence is done, and those of fire and bombs, which come from the air
// or with a suicide attacker too.
var finer = map[string]bool{
	"attack": true, "fight": true, "kill": true, "bomb": true, "shoot": true, "shell": true, "massacre": true,
	"violate-truce": true, "destroy": true,
}

// weaponed makes the coding of violence that is told with its weapon more
// precise: "killed six men in an air strike", "Russian jets hit the port".
func (r *reader) weaponed(g *reading, coding ontology.Coding) ontology.Coding {
	base := g.comp.Base.Name
	if len(g.comp.Ops) > 0 || !finer[base] {
		return coding
	}
	name := r.weapon(g)
	act, ok := r.c.onto.Act(name)
	switch {
	case !ok:
		return coding
	case base == "violate-truce", base == "massacre": // their codes say more than the weapon's
		coding.Mode = act.Coding.Mode
		return coding
	case base == "destroy" && name != "air-strike" && name != "drone-strike" && name != "shell":
		return coding
	case base == "shell" && (name == "shoot" || name == "bomb" || name == "stab"), base == "shoot" && name == "stab", base == "bomb" && name == "shoot":
		return coding
	}
	return act.Coding
}

// weapon names the act that the weapon of g makes of violence, or "".
func (r *reader) weapon(g *reading) string {
	words := r.armsAt(g)
	for _, w := range weapons {
		for _, i := range words {
			if r.armed(i, w.class) {
				return w.act
			}
		}
	}
	return ""
}

// armed reports whether token i, or the compound that it heads, is in a class of weapons.
func (r *reader) armed(i int, class string) bool {
	lemma := lower(r.t.lemma(i))
	if r.c.frames.InClass(lemma, class) {
		return true
	}
	return i > 0 && r.t.is(i-1, "compound") && r.c.frames.InClass(lower(r.t.lemma(i-1))+" "+lemma, class)
}

// armsAt lists the words of a clause that may name its weapon: the actors with
// what they carry, the means, and the words that make up the noun of action.
func (r *reader) armsAt(g *reading) []int {
	var out []int
	for c := g; c != nil; c = c.content {
		out = r.meansOf(c.word, out)
		for _, w := range c.words {
			if w != c.word {
				out = r.meansOf(w, out)
			}
		}
	}
	if r.t.isVerb(g.word) {
		for _, i := range r.attacks(site{word: g.word, pos: 'v', actor: -1}) {
			out = r.meansOf(i, out)
		}
	}
	for _, a := range g.actors {
		out = append(out, a)
		out = r.armsOf(a, out)
	}
	return out
}

// meansOf appends the means told at word i: "with rockets", "in an air strike",
// "using drones", "a knife attack", and the object of a verb such as "fire".
func (r *reader) meansOf(i int, out []int) []int {
	t := r.t
	out = append(out, i)
	for c := t.first[i]; c >= 0; c = t.next[c] {
		switch t.base(c) {
		case "compound", "amod":
			out = append(out, c)
		case "obj":
			if r.c.frames.InClass(t.lemma(i), "arm.verb") {
				out = r.withParts(c, out)
			}
		case "obl", "nmod":
			switch t.preposition(c) {
			case "with", "in", "by", "from", "using", "during", "through":
				out = r.withParts(c, out)
			}
		case "advcl", "xcomp":
			if o := t.child(c, "obj"); o >= 0 && (t.lemma(c) == "use" || t.lemma(c) == "fire" || t.lemma(c) == "employ") {
				out = r.withParts(o, out)
			}
		}
	}
	return out
}

// withParts appends noun i, those coordinated with it and their compounds.
func (r *reader) withParts(i int, out []int) []int {
	for _, c := range r.t.conjuncts(i, nil) {
		out = append(out, c)
		for k := r.t.first[c]; k >= 0; k = r.t.next[k] {
			if r.t.is(k, "compound") || r.t.is(k, "amod") {
				out = append(out, k)
			}
		}
	}
	return out
}

// isWeapon reports whether noun i names a weapon of any class.
func (r *reader) isWeapon(i int) bool {
	for _, w := range weapons {
		if r.armed(i, w.class) {
			return true
		}
	}
	return false
}

// armsOf appends what party i is told to carry: "men armed with axes",
// "youths with machetes", "fighters wielding clubs".
func (r *reader) armsOf(i int, out []int) []int {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		switch {
		case t.is(c, "nmod") && t.preposition(c) == "with":
			out = r.withParts(c, out)
		case t.is(c, "acl") && t.lemma(c) == "arm":
			out = r.meansOf(c, out)
		case t.is(c, "acl") && (t.lemma(c) == "wield" || t.lemma(c) == "carry" || t.lemma(c) == "brandish"):
			if o := t.child(c, "obj"); o >= 0 {
				out = r.withParts(o, out)
			}
		}
	}
	return out
}

// wielders returns who acts when the actors of a verb of violence are missiles
// or drones, which somebody sends: "Serbian shells landed on the market".
func (r *reader) wielders(s site, actors []int) []int {
	if s.pos != 'v' {
		return actors
	}
	for _, i := range r.subjects(s) {
		if r.c.frames.InClass(lower(r.t.lemma(i)), "projectile") {
			if own := r.sentBy(i); len(own) > 0 {
				return own
			}
			if own := r.ownerOf(i); len(own) > 0 {
				return own
			}
		}
	}
	if len(actors) > 0 {
		return actors
	}
	for _, i := range r.attacks(s) {
		own := r.onlyParties(r.nounSubjects(site{word: i, pos: 'n', actor: -1}))
		if len(own) == 0 {
			own = r.sentBy(i)
		}
		if len(own) == 0 && r.t.isVerb(i) { // "shelling by the army hit …"
			own = r.onlyParties(r.agents(i))
		}
		if len(own) > 0 {
			return own
		}
	}
	return nil
}

// sentBy returns who is told by a participle to have sent, laid or carried out what
// noun i names: "a drone launched by the rebels", "bombings claimed by the Tigers".
func (r *reader) sentBy(i int) []int {
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if r.t.is(c, "acl") && r.t.passive(c) {
			if by := r.onlyParties(r.agents(c)); len(by) > 0 {
				return r.parties(by[0])
			}
			if by := r.nestedAgent(c); by >= 0 {
				return r.parties(by)
			}
		}
	}
	return nil
}

// agents returns the "by" phrases of verb i.
func (r *reader) agents(i int) (out []int) {
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if (r.t.rel(c) == "obl:agent" || r.t.is(c, "obl")) && r.t.preposition(c) == "by" && !r.isTime(c) {
			out = append(out, c)
		}
	}
	return out
}

// attacks returns the nouns of violence that do what verb s tells of, or in
// which it is done: "Israeli strikes killed six", "were killed in air raids".
func (r *reader) attacks(s site) []int {
	t := r.t
	out := r.subjects(s)
	if t.passive(s.word) {
		for c := t.first[s.word]; c >= 0; c = t.next[c] {
			if p := t.preposition(c); t.is(c, "obl") && (p == "in" || p == "during" || p == "by") {
				out = append(out, c)
			}
		}
	}
	kept := out[:0:0]
	for _, i := range out {
		gerund := t.toks[i].XPOS == "VBG" && t.is(i, "nsubj") && r.c.frames.InClass(lower(t.toks[i].Form), "violence")
		if gerund || t.toks[i].UPOS == "NOUN" && r.c.frames.InClass(t.lemma(i), "violence") {
			kept = append(kept, i)
		}
	}
	return kept
}

// onlyParties keeps the tokens that are parties.
func (r *reader) onlyParties(tokens []int) []int {
	var out []int
	for _, i := range tokens {
		if r.isParty(i) {
			out = append(out, i)
		}
	}
	return out
}

// bareArms reports whether nobody but a weapon is told to do violence: "drones
// killed six villagers" does not say whose.
func (r *reader) bareArms(g *reading) bool {
	if g.comp.Coding.Type != "ASSAULT" || len(g.actors) != 1 {
		return false
	}
	i := g.actors[0]
	lemma := lower(r.t.lemma(i))
	if !r.c.frames.InClass(lemma, "projectile") && !r.c.frames.InClass(lemma, "hardware") || r.party(i).actor.Country != "" {
		return false
	}
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		switch r.t.base(c) {
		case "amod", "compound", "nmod", "acl":
			return false
		}
	}
	return true
}
