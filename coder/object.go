package coder

import (
	"parley/lexicon"
)

// objects finds what the act is done to.
func (r *reader) objects(s site) []int {
	t, i := r.t, s.word
	switch {
	case s.pos == 'n':
		return r.nounObjects(i)
	case s.pos == 'a':
		return nil
	case r.retained(i) >= 0:
		return []int{r.retained(i)}
	case t.passive(i):
		return r.passiveObjects(i)
	}
	if _, what := r.given(i); what >= 0 {
		return []int{what}
	}
	for _, rel := range []string{"obj", "iobj"} { // "urged Russia to": the treebanks' iobj
		if out := r.children(i, rel); len(out) > 0 {
			if whom := r.antecedent(out[0], i); whom != out[0] { // "whom gunmen had taken [hostage]": said of them
				return []int{whom}
			}
			return out
		}
	}
	if s.moved > 0 {
		return []int{s.moved - 1}
	}
	// "found the general guilty": the parser may make a small clause of it
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "xcomp") && !t.isVerb(c) {
			if o := t.child(c, "nsubj"); o >= 0 {
				return []int{o}
			}
			if o := t.child(c, "obj"); o >= 0 { // "let free the hostages"
				return []int{o}
			}
		}
		if (t.is(c, "xcomp") || t.is(c, "ccomp")) && c > i && t.toks[c].XPOS == "VB" && t.child(c, "mark") < 0 && t.lemma(i) == "help" {
			if o := t.child(c, "nsubj"); o > i { // "helped [the Kenyan police] find the suspect"
				return []int{o}
			}
		}
	}
	// "killed at least six people": the words before the number hide the object
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "obl") && c > i && t.child(c, "case") < 0 && r.counted(c) && !r.isTime(c) {
			return []int{c}
		}
	}
	// "the plan (that) the rebels rejected"
	if t.rel(i) == "acl:relcl" && t.head(i) >= 0 {
		if c := t.child(i, "nsubj"); c >= 0 && r.antecedent(c, i) == c {
			return []int{t.head(i)}
		}
	}
	return r.sharedObjects(i)
}

// counted reports whether a number stands before noun i.
func (r *reader) counted(i int) bool {
	for c := r.t.first[i]; c >= 0 && c < i; c = r.t.next[c] {
		if r.t.is(c, "nummod") || r.t.toks[c].UPOS == "NUM" {
			return true
		}
	}
	return false
}

// retained finds what somebody is given or denied, left behind the passive verb i:
// "were denied entry"; -1 where nothing is.
func (r *reader) retained(i int) int {
	t := r.t
	o := t.child(i, "obj")
	if o < i || t.childExact(i, "nsubj:pass") < 0 || t.childExact(i, "aux:pass") < 0 {
		return -1
	}
	if lemma := t.lemma(i); lemma != "deny" && lemma != "refuse" && !r.c.frames.InClass(lemma, "giving") {
		return -1
	}
	return o
}

// given tells to whom verb i gives what when the parser took both for plain
// objects, "lent Togo ten million dollars", or for one; -1 when it did not.
func (r *reader) given(i int) (whom, what int) {
	both := r.children(i, "obj")
	if len(both) == 0 || both[0] < i || r.t.child(i, "iobj") >= 0 || !r.c.frames.InClass(r.t.lemma(i), "giving") {
		return -1, -1
	}
	if len(both) == 2 {
		return both[0], both[1]
	}
	c := r.t.first[both[0]]
	if c < 0 || c != i+1 || !r.t.is(c, "compound") || !r.isCountry(c) {
		return -1, -1
	}
	if c+1 < both[0] && !r.t.is(c+1, "compound") || !r.isParty(both[0]) { // "promised Ukraine more tanks"
		return c, both[0]
	}
	return -1, -1
}

// isCountry reports whether token i is the bare name of a country.
func (r *reader) isCountry(i int) bool {
	p := r.party(i)
	return p != nil && r.t.toks[i].UPOS == "PROPN" && len(p.actor.Country) == 3 && p.actor.Country != "IGO" && p.actor.Sector == "" && !p.person
}

// nounObjects finds what a noun of action is done to: "the siege of Mariupol",
// "hostage release".
func (r *reader) nounObjects(i int) []int {
	t := r.t
	if c := r.undergoer(i); c >= 0 {
		return []int{r.antecedent(c, i)}
	}
	var out []int
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "nmod") && t.preposition(c) == "of" {
			out = append(out, c)
		}
	}
	if own := r.genitive(i); own >= 0 && len(out) == 0 && r.byParty(i) >= 0 {
		return []int{own} // "the envoy's arrest by the guards"
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		named := c == i-1 && r.c.frames.Has(lower(t.lemma(c))+" "+t.lemma(i)) // "air strike" is no strike on the air
		if t.is(c, "compound") && c < i && len(out) == 0 && !named && !r.isWeapon(c) {
			out = append(out, c)
		}
	}
	return out
}

// passiveObjects is the subject of a passive, or the noun that it modifies.
func (r *reader) passiveObjects(i int) []int {
	t := r.t
	if c := t.child(i, "nsubj"); c >= 0 {
		return []int{r.antecedent(c, i)}
	}
	if t.head(i) < 0 {
		return nil
	}
	if h := t.causer(i); h >= 0 {
		return r.children(h, "obj")
	}
	switch t.base(i) {
	case "acl", "amod":
		return []int{t.head(i)}
	case "conj", "xcomp", "advcl":
		return r.controller(i)
	}
	return nil
}

// sharedObjects finds the object of coordinated verbs, which hangs on one of
// them: "condemned and rejected the plan".
func (r *reader) sharedObjects(i int) []int {
	t := r.t
	if c := t.child(i, "conj"); c == i+2 && t.isVerb(c) && t.is(i+1, "cc") { // "shot and wounded a soldier at a checkpoint"
		return r.children(c, "obj")
	}
	if t.child(i, "obl") >= 0 || t.child(i, "xcomp") >= 0 || t.child(i, "ccomp") >= 0 {
		return nil
	}
	if h := t.head(i); t.is(i, "conj") && h >= 0 && t.isVerb(h) {
		if out := r.children(h, "obj"); len(out) > 0 && out[0] > i {
			return out
		}
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "conj") && t.isVerb(c) {
			return r.children(c, "obj")
		}
	}
	return nil
}

// partiesAt returns the parties in the first of the slots that holds any,
// coordinated ones split.
func (r *reader) partiesAt(s site, slots []lexicon.Slot) []int {
	for _, slot := range slots {
		var out []int
		held := r.fill(s, slot)
		for _, i := range held {
			if slot.Class == "act" { // "condemned the shelling": whoever shells
				out = union(out, r.doers(i))
				continue
			}
			named := r.parties(i)
			if len(named) == 0 && slot.Name == "subj" {
				if named = r.armedBy(i); len(named) == 0 {
					named = append(r.talkers(i), r.authors(i)...)
				}
			}
			out = append(out, named...)
			if len(named) > 0 && firstOnly(slot.Name) {
				break
			}
			if slot.Name == "obj" {
				out = append(out, r.including(i, s.word)...)
			}
		}
		if len(out) > 0 || slot.Class == "act" && len(held) > 0 && !r.anyParty(held) {
			return out // who suffered the deed is not who is judged
		}
	}
	return nil
}

// firstOnly tells prepositions that bring in those something is done to once: "fired
// at students at the university", where the second tells the place.
func firstOnly(slot string) bool {
	return slot == "at" || slot == "on" || slot == "in" || slot == "into"
}

func (r *reader) anyParty(tokens []int) bool {
	for _, i := range tokens {
		if r.isParty(i) {
			return true
		}
	}
	return false
}

// armedBy returns whose weapon i is: "Israeli shells hit …", "a bomb planted by
// militants killed …". Weapons do nothing by themselves.
func (r *reader) armedBy(i int) []int {
	t := r.t
	if !t.isNominal(i) || !r.c.frames.InClass(lower(t.lemma(i)), "weapon") && !r.c.frames.InClass(lower(t.lemma(i)), "hardware") {
		return nil
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if !t.is(c, "acl") || !t.passive(c) {
			continue
		}
		for d := t.first[c]; d >= 0; d = t.next[d] {
			if t.is(d, "obl") && t.preposition(d) == "by" && r.isParty(d) {
				return r.parties(d)
			}
		}
	}
	return r.possessors(i)
}

// authors returns whose a report or a letter is: what it accuses, demands or
// praises they do: "a United Nations report accused Damascus", "a letter from
// the bishops urged".
func (r *reader) authors(i int) []int {
	lemma := lower(r.t.lemma(i))
	if !r.t.isNominal(i) || !r.c.frames.InClass(lemma, "document") && !r.c.frames.InClass(lemma, "utterance") {
		return nil
	}
	if own := r.possessors(i); len(own) > 0 {
		return own
	}
	for _, prep := range [...]string{"by", "from", "of"} {
		for _, c := range r.children(i, "nmod") {
			if r.t.preposition(c) == prep && r.isParty(c) {
				return r.parties(c)
			}
		}
	}
	return nil
}

// talkers returns the sides of talks, which do what the talks are said to do: "the
// summit between Chad and Libya reached no accord".
func (r *reader) talkers(i int) (out []int) {
	if !r.t.isNominal(i) || !r.c.frames.InClass(lower(r.t.lemma(i)), "talks") {
		return nil
	}
	for _, c := range r.oblique(site{word: i, pos: 'n', actor: -1}, "between") {
		out = append(out, r.parties(c)...)
	}
	return out
}

// doers returns who does the deed that noun or verb i names; of one that no
// frame reads, whose it is said to be: "condemned Washington's travel ban".
func (r *reader) doers(i int) (out []int) {
	for _, act := range r.readings(i) {
		out = union(out, act.actors)
	}
	if len(out) > 0 || r.pos(i) != 'n' {
		return out
	}
	for _, c := range r.possessors(i) {
		if !r.t.is(c, "compound") || r.isCountry(c) || r.isWeapon(c) { // not "the Kabul blast"
			out = append(out, c)
		}
	}
	return out
}

// including returns whom object i of verb is told to include: "detained hundreds
// of people, including two ministers".
func (r *reader) including(i, verb int) (out []int) {
	for _, h := range [...]int{i, verb} {
		for c := r.t.first[h]; c >= 0; c = r.t.next[c] {
			if c > i && r.t.hasPreposition(c, "include") {
				out = append(out, r.parties(c)...)
			}
		}
	}
	return out
}

// ownersAt returns whose the things in the slots are, when no slot holds a
// party: what is done to somebody's base, decision or plan is done to them.
func (r *reader) ownersAt(s site, slots []lexicon.Slot) []int {
	for _, slot := range slots {
		for _, i := range r.fill(s, slot) {
			if r.t.isVerb(i) || r.isTime(i) || r.namesDeed(i) {
				continue
			}
			if next := r.neighbour(i); next >= 0 {
				return []int{next}
			}
			if own := r.ownerOf(i); len(own) > 0 {
				if many := r.several(own[0]); len(own) == 1 && len(many) > 1 { // "rejected their demand"
					return many
				}
				return own
			}
			if worth := r.t.child(i, "nmod"); worth >= 0 && r.c.frames.InClass(r.t.lemma(i), "money") && r.t.preposition(worth) == "of" {
				return r.ownerOf(worth) // "ten million dollars of Chile's exports"
			}
		}
	}
	return nil
}

// neighbour finds who lies behind the border i: "its border with Chad"; -1 when it
// is not told.
func (r *reader) neighbour(i int) int {
	t := r.t
	if !r.c.frames.InClass(t.lemma(i), "border") {
		return -1
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "nmod") && t.preposition(c) == "with" && r.isParty(c) {
			return c
		}
	}
	return -1
}
