package coder

import (
	"strings"

	"parley/lexicon"
)

// A site is where the slots of a frame are looked for: the frame's own word
// and, when that is a noun under a light verb or an operator, the verb too
// ("held talks with", where either word may have got the "with").
type site struct {
	word  int
	pos   byte // 'v', 'n' or 'a'
	hosts []int
	actor int  // who acts by control from outside, or -1
	deep  bool // prepositions may hang on the object though it names an act too
}

// fill returns the tokens that may fill a slot, best first.
func (r *reader) fill(s site, slot lexicon.Slot) []int {
	var out []int
	switch slot.Name {
	case "subj":
		out = r.subjects(s)
	case "obj":
		out = r.objects(s)
	case "iobj":
		out = r.children(s.word, "iobj")
	case "inf", "that", "ing":
		out = r.clauses(s, slot.Name)
	case "poss":
		out = r.possessors(s.word)
	case "pred":
		out = r.predicates(s.word)
	case "mod":
		out = append(append(r.children(s.word, "amod"), r.children(s.word, "compound")...), r.children(s.word, "advmod")...)
	case "any":
		out = r.under(s.word)
	default:
		out = r.oblique(s, slot.Name)
	}
	kept := out[:0]
	for _, i := range out {
		if r.holds(i, slot) {
			kept = append(kept, i)
		}
	}
	return kept
}

// holds reports whether token i satisfies the slot's class.
func (r *reader) holds(i int, slot lexicon.Slot) bool {
	lemma := r.t.lemma(i)
	switch {
	case slot.Words != nil:
		for _, w := range slot.Words {
			if w == lemma {
				return true
			}
		}
		return false
	case slot.Class == "":
		return true
	case slot.Class == "party":
		return r.isParty(i)
	case slot.Class == "state":
		p := r.party(i)
		return p != nil && official(p.actor)
	case slot.Class == "act":
		return len(r.readings(i)) > 0
	}
	if r.c.frames.InClass(lemma, slot.Class) {
		return true
	}
	return r.quantifies(i, slot)
}

// quantifies lets "a round of talks", "a series of attacks" pass for the noun inside.
func (r *reader) quantifies(i int, slot lexicon.Slot) bool {
	if !r.c.frames.InClass(r.t.lemma(i), "quantity") {
		return false
	}
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if r.t.is(c, "nmod") && r.t.preposition(c) == "of" {
			return r.holds(c, slot)
		}
	}
	return false
}

func (r *reader) children(i int, rel string) []int {
	var out []int
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if base(r.t.rel(c)) == rel {
			out = append(out, c)
		}
	}
	return out
}

// subjects finds who does what the word says.
func (r *reader) subjects(s site) []int {
	if s.pos == 'n' {
		return r.nounSubjects(s)
	}
	t, i := r.t, s.word
	if s.pos == 'v' && t.passive(i) {
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if t.rel(c) == "obl:agent" || t.is(c, "obl") && t.preposition(c) == "by" && !r.isTime(c) {
				return []int{c}
			}
		}
		if s.actor >= 0 && !t.is(i, "xcomp") {
			return []int{s.actor}
		}
		return nil
	}
	if c := t.child(i, "nsubj"); c >= 0 {
		return []int{r.antecedent(c, i)}
	}
	if s.actor >= 0 {
		return []int{s.actor}
	}
	return r.controller(i)
}

// antecedent replaces a relative pronoun by the noun that its clause modifies.
func (r *reader) antecedent(c, clause int) int {
	switch r.t.lemma(c) {
	case "who", "which", "that", "whom", "whose":
		for steps := 0; clause >= 0 && steps < len(r.t.toks); steps++ {
			if r.t.is(clause, "acl") {
				return r.t.head(clause)
			}
			clause = r.t.head(clause)
		}
	}
	return c
}

// controller finds the subject of a verb that has none of its own: participles
// take the noun they modify, coordinated and embedded verbs the subject above.
func (r *reader) controller(i int) []int {
	t := r.t
	for steps := 0; steps < 6; steps++ {
		h := t.head(i)
		if h < 0 {
			return nil
		}
		switch base(t.rel(i)) {
		case "acl":
			if t.isVerb(h) {
				break
			}
			if t.toks[i].XPOS == "VBG" || t.rel(i) == "acl:relcl" {
				return []int{h}
			}
			// "the decision to leave": whoever decides
			return r.nounOwner(h)
		case "conj", "xcomp", "advcl", "ccomp", "parataxis":
			if t.is(i, "advcl") && t.preposition(i) == "as" { // "quoted officials as saying"
				if o := t.child(h, "obj"); o >= 0 && !t.passive(h) {
					return []int{o}
				}
			}
			if t.is(i, "ccomp") && t.child(i, "mark") >= 0 || t.is(i, "parataxis") {
				return nil
			}
			if t.isVerb(h) || t.toks[h].UPOS == "ADJ" {
				if t.is(i, "xcomp") {
					// object control: "forced the army to leave"
					if o := t.child(h, "obj"); o >= 0 && !t.passive(h) {
						return []int{o}
					}
				}
				if c := t.child(h, "nsubj"); c >= 0 {
					if t.passive(h) && !t.passive(i) && base(t.rel(i)) == "conj" {
						return []int{r.antecedent(c, h)}
					}
					return []int{r.antecedent(c, h)}
				}
			} else if t.is(i, "conj") {
				break
			} else {
				return r.nounOwner(h)
			}
		default:
			return nil
		}
		i = h
	}
	return nil
}

// nounSubjects finds who does what a noun of action says: "Pakistan's appeal",
// "the appeal by Pakistan", "Israeli strikes", and by way of the words above,
// "Pakistan's efforts … through engagement with Kabul".
func (r *reader) nounSubjects(s site) []int {
	t, i := r.t, s.word
	if own := r.possessors(i); len(own) > 0 {
		return own
	}
	around := append([]int{i}, s.hosts...)
	if h := t.head(i); h >= 0 && t.is(i, "obj") && t.isVerb(h) && !t.passive(h) {
		around = append(around, h) // nothing active is done "by" somebody: the words belong to the noun
	}
	for _, h := range around {
		for c := t.first[h]; c >= 0; c = t.next[c] {
			if (t.is(c, "nmod") || t.is(c, "obl")) && t.preposition(c) == "by" && !r.isTime(c) && r.isParty(c) {
				return []int{c}
			}
			if h != i || !t.is(c, "nmod") { // "the release of the nurses by the rebels"
				continue
			}
			for d := t.first[c]; d >= 0; d = t.next[d] {
				if t.is(d, "nmod") && t.preposition(d) == "by" && r.isParty(d) {
					return []int{d}
				}
			}
		}
	}
	if s.actor >= 0 {
		return []int{s.actor}
	}
	return r.nounController(i)
}

// nounController climbs from a noun of action to whoever is behind it.
func (r *reader) nounController(i int) []int {
	t := r.t
	for steps := 0; steps < 5; steps++ {
		h := t.head(i)
		if h < 0 {
			return nil
		}
		switch base(t.rel(i)) {
		case "nmod":
			if p := t.preposition(i); p == "against" || p == "on" || p == "to" || p == "after" || p == "between" || p == "with" {
				return nil
			}
			if own := r.possessors(h); len(own) > 0 {
				return own
			}
		case "acl":
			if own := r.nounOwner(h); len(own) > 0 {
				return own
			}
		case "obl":
			switch t.preposition(i) {
			case "through", "via", "by", "in", "during", "with":
				if t.passive(h) {
					return nil
				}
				if c := t.child(h, "nsubj"); c >= 0 {
					if t.preposition(i) == "through" || t.preposition(i) == "via" || t.preposition(i) == "by" {
						return []int{r.antecedent(c, h)}
					}
					return nil
				}
			default:
				return nil
			}
		case "obj", "xcomp", "advcl", "conj":
			if t.is(i, "obj") && t.child(h, "nsubj") >= 0 {
				return nil
			}
		default:
			return nil
		}
		i = h
	}
	return nil
}

// under returns all tokens below i.
func (r *reader) under(i int) []int {
	var out []int
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		out = append(append(out, c), r.under(c)...)
	}
	return out
}

// predicates finds what verb i says of its object: "free" in "set the hostages
// free", "hostage" in "took them hostage".
func (r *reader) predicates(i int) []int {
	out := r.children(i, "xcomp")
	if objects := r.children(i, "obj"); len(objects) > 1 {
		out = append(out, objects[1:]...)
	}
	for _, o := range r.children(i, "obj") {
		out = append(out, r.children(o, "amod")...)
	}
	return append(out, r.children(i, "advmod")...)
}

// possessors finds the party in front of a noun: "Pakistan's", "Israeli", "Taliban".
func (r *reader) possessors(i int) []int {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.rel(c) == "nmod:poss" && r.isParty(c) {
			return []int{c}
		}
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if (t.is(c, "compound") || t.is(c, "amod") || t.rel(c) == "nmod:desc") && c < i && r.namesParty(c) {
			return []int{c}
		}
	}
	return nil
}

// nounOwner finds whose a noun is, by the words around it too: "the willingness
// of Pakistan to talk", "the government made an effort to".
func (r *reader) nounOwner(i int) []int {
	if own := r.ownerOf(i); len(own) > 0 {
		return own
	}
	t := r.t
	// "the government made an effort to": the subject of the verb above
	if h := t.head(i); h >= 0 && t.is(i, "obj") && t.isVerb(h) {
		if c := t.child(h, "nsubj"); c >= 0 {
			return []int{r.antecedent(c, h)}
		}
	}
	return nil
}

// ownerOf finds the possessor of a noun, or its "of" or "by" party.
func (r *reader) ownerOf(i int) []int {
	if own := r.possessors(i); len(own) > 0 {
		return own
	}
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "nmod") && r.isParty(c) {
			if p := t.preposition(c); p == "of" || p == "by" {
				return []int{c}
			}
		}
	}
	return nil
}

// objects finds what the act is done to.
func (r *reader) objects(s site) []int {
	t, i := r.t, s.word
	switch s.pos {
	case 'n':
		var out []int
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if t.is(c, "nmod") && t.preposition(c) == "of" {
				out = append(out, c)
			}
		}
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if t.is(c, "compound") && c < i && len(out) == 0 {
				out = append(out, c)
			}
		}
		return out
	case 'a':
		return nil
	}
	if t.passive(i) {
		if c := t.child(i, "nsubj"); c >= 0 {
			return []int{r.antecedent(c, i)}
		}
		if t.is(i, "acl") || t.is(i, "amod") {
			return []int{t.head(i)}
		}
		if t.is(i, "conj") || t.is(i, "xcomp") || t.is(i, "advcl") {
			return r.controller(i)
		}
		return nil
	}
	for _, rel := range []string{"obj", "iobj"} { // "urged Russia to": the treebanks' iobj
		if out := r.children(i, rel); len(out) > 0 {
			out[0] = r.antecedent(out[0], i)
			return out
		}
	}
	// "killed at least six people": the words before the number hide the object
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "obl") && c > i && t.child(c, "case") < 0 && t.child(c, "nummod") >= 0 && !r.isTime(c) {
			return []int{c}
		}
	}
	// "the plan (that) the rebels rejected"
	if t.rel(i) == "acl:relcl" {
		if c := t.child(i, "nsubj"); c >= 0 && r.antecedent(c, i) == c {
			return []int{t.head(i)}
		}
	}
	// "condemned and rejected the plan": the object may hang on the other verb
	if t.is(i, "conj") && t.head(i) >= 0 && t.isVerb(t.head(i)) && t.child(i, "obl") < 0 && t.child(i, "xcomp") < 0 && t.child(i, "ccomp") < 0 {
		if out := r.children(t.head(i), "obj"); len(out) > 0 && out[0] > i {
			return out
		}
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "conj") && t.isVerb(c) {
			if out := r.children(c, "obj"); len(out) > 0 && t.child(i, "obl") < 0 && t.child(i, "xcomp") < 0 && t.child(i, "ccomp") < 0 {
				return out
			}
			break
		}
	}
	return nil
}

// clauses finds clausal complements.
func (r *reader) clauses(s site, kind string) []int {
	t := r.t
	var out []int
	for c := t.first[s.word]; c >= 0; c = t.next[c] {
		infinitive := t.has(c, "mark", "to") || t.toks[c].XPOS == "VB" && t.child(c, "nsubj") < 0
		gerund := t.toks[c].XPOS == "VBG" && t.child(c, "mark") < 0 && t.child(c, "aux") < 0
		switch base(t.rel(c)) {
		case "xcomp":
			if kind == "inf" && !gerund || kind == "ing" && gerund {
				out = append(out, c)
			}
		case "ccomp":
			if kind == "inf" && infinitive || kind == "that" && !infinitive || kind == "ing" && gerund {
				out = append(out, c)
			}
		case "parataxis":
			if kind == "that" && t.child(c, "nsubj") >= 0 {
				out = append(out, c)
			}
		case "advcl", "acl":
			if kind == "inf" && infinitive && t.rel(c) != "acl:relcl" && (s.pos != 'v' || t.is(c, "acl")) {
				out = append(out, c)
			}
			if kind == "that" && t.is(c, "acl") && t.has(c, "mark", "that") {
				out = append(out, c)
			}
		}
	}
	// "X, officials said, …": the clause above a parenthetical verb of saying
	if kind == "that" && len(out) == 0 && t.is(s.word, "parataxis") && t.head(s.word) >= 0 {
		out = append(out, t.head(s.word))
	}
	return out
}

// oblique finds what a preposition brings in, at the word or its hosts:
// "with the rebels", "of attacking", "between A and B". Underscores stand for
// spaces in the names of prepositions.
func (r *reader) oblique(s site, prep string) []int {
	t := r.t
	if strings.Contains(prep, "_") {
		prep = strings.ReplaceAll(prep, "_", " ")
	}
	var out []int
	look := func(i int) {
		for c := t.first[i]; c >= 0; c = t.next[c] {
			switch base(t.rel(c)) {
			case "obl", "nmod", "advcl", "acl", "xcomp", "ccomp":
				if t.rel(c) != "nmod:poss" && t.hasPreposition(c, prep) && !r.isTime(c) {
					out = append(out, c)
				}
			}
		}
	}
	look(s.word)
	for _, h := range s.hosts {
		look(h)
	}
	// a second preposition often hangs on the noun inside the first: "talks in
	// Geneva with the rebels"
	if len(out) == 0 {
		for c := t.first[s.word]; c >= 0; c = t.next[c] {
			if (t.is(c, "nmod") || t.is(c, "obl") || t.is(c, "obj") && s.pos == 'v') && (s.deep || !r.evokes(c)) {
				look(c)
			}
		}
	}
	return out
}

// isTime reports whether a nominal is a date or a stretch of time.
func (r *reader) isTime(i int) bool {
	return r.t.rel(i) == "obl:tmod" || r.t.rel(i) == "obl:unmarked" && r.c.frames.InClass(strings.ToLower(r.t.lemma(i)), "time") || r.c.frames.InClass(r.t.lemma(i), "time") || r.c.frames.InClass(strings.ToLower(r.t.lemma(i)), "time")
}
