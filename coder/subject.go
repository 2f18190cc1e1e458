package coder

import "parley/lexicon"

// subjects finds who does what the word says.
func (r *reader) subjects(s site) []int {
	if s.pos == 'n' {
		return r.nounSubjects(s)
	}
	t, i := r.t, s.word
	if c := r.beforeHyphen(i); c >= 0 {
		return []int{c}
	}
	if s.pos == 'v' && t.passive(i) {
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if t.rel(c) == "obl:agent" || t.is(c, "obl") && t.preposition(c) == "by" && !r.isTime(c) {
				return []int{c}
			}
		}
		if c := r.nestedAgent(i); c >= 0 {
			return []int{c}
		}
		if h := t.causer(i); h >= 0 {
			if c := t.child(h, "nsubj"); c >= 0 {
				return []int{r.antecedent(c, h)}
			}
			return r.controller(h)
		}
		if s.actor >= 0 && !t.is(i, "xcomp") {
			return []int{s.actor}
		}
		return r.deepAgent(i)
	}
	if c := t.child(i, "nsubj"); c >= 0 {
		return []int{r.antecedent(c, i)}
	}
	if s.actor >= 0 {
		return []int{s.actor}
	}
	return r.controller(i)
}

// beforeHyphen finds the subject that the parser hung on the first half of verb i:
// "North Korea test-fired a missile"; -1 where it did not.
func (r *reader) beforeHyphen(i int) int {
	if r.hyphenated(i) == "" || r.t.head(i-2) != i {
		return -1
	}
	if c := r.t.child(i, "nsubj"); c >= 0 && c != i-2 {
		return -1
	}
	return r.t.child(i-2, "compound")
}

// nestedAgent finds the "by" phrase of passive i that the parser hung on a noun
// between: "were thrown at two shops by policemen"; -1 when there is none.
func (r *reader) nestedAgent(i int) int {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if !t.is(c, "obl") || c < i || r.evokes(c) {
			continue
		}
		for d := t.first[c]; d >= 0; d = t.next[d] {
			if t.is(d, "nmod") && t.preposition(d) == "by" && !r.isTime(d) && r.isParty(d) {
				return d
			}
		}
	}
	return -1
}

// deepAgent finds who does what passive i says when the parser hung the "by" on
// what stands before it: "were let go by the militia".
func (r *reader) deepAgent(i int) []int {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if c < i || !t.is(c, "xcomp") && !t.is(c, "obl") {
			continue
		}
		for d := t.first[c]; d >= 0; d = t.next[d] {
			if d > c && (t.is(d, "obl") || t.is(d, "nmod")) && t.preposition(d) == "by" && r.isParty(d) {
				return []int{d}
			}
		}
	}
	return nil
}

// antecedent replaces a relative pronoun by the noun that its clause modifies.
func (r *reader) antecedent(c, clause int) int {
	switch r.t.lemma(c) {
	case "who", "which", "that", "whom", "whose":
		for steps := 0; clause >= 0 && steps < len(r.t.toks); steps++ {
			if r.t.is(clause, "acl") && r.t.head(clause) >= 0 {
				return r.bearer(r.t.head(clause))
			}
			clause = r.t.head(clause)
		}
	}
	return c
}

// bearer returns whose apposition noun i is, "the Arakan Army, a force that", or i
// itself.
func (r *reader) bearer(i int) int {
	if h := r.t.head(i); h >= 0 && r.t.is(i, "appos") && r.t.toks[i].UPOS == "NOUN" && r.t.toks[h].UPOS == "PROPN" && r.isParty(h) {
		return h
	}
	return i
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
		switch t.base(i) {
		case "acl":
			if t.isVerb(h) {
				break
			}
			if r.headline(i) {
				return []int{h}
			}
			if t.toks[i].XPOS == "VBG" && r.c.frames.InClass(t.lemma(h), "utterance") { // "issued a statement criticising …"
				return r.nounOwner(h)
			}
			if t.toks[i].XPOS == "VBG" || t.rel(i) == "acl:relcl" {
				return []int{h}
			}
			// "the decision to leave": whoever decides
			return r.nounOwner(h)
		case "conj", "xcomp", "advcl", "ccomp", "parataxis":
			if s := r.sayerBefore(i); s >= 0 {
				return []int{s}
			}
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
					if o := t.child(h, "iobj"); o >= 0 && !t.passive(h) && (t.lemma(h) == "prompt" || t.lemma(h) == "lead" || t.lemma(h) == "force") {
						return []int{o}
					}
				}
				if t.is(i, "advcl") && t.toks[i].XPOS == "VBG" && (t.preposition(i) == "for" || t.preposition(i) == "of") {
					// "praised Zambia for reaching a deal"
					if o := t.child(h, "obj"); o >= 0 && o < i && !t.passive(h) && r.isParty(o) {
						return []int{o}
					}
				}
				if c := t.child(h, "nsubj"); c >= 0 {
					if s := r.teller(i, h, c); s >= 0 {
						return []int{s}
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

// teller finds who asks or tells by verb i where the parser coordinated it with
// what he said before, of a thing that asks for nothing: "said the arrest was
// wrong and asked China to explain"; -1 where it did not.
func (r *reader) teller(i, clause, subject int) int {
	t := r.t
	if !t.is(i, "conj") || t.toks[i].XPOS != "VBD" || r.isParty(subject) || !t.is(clause, "ccomp") {
		return -1
	}
	say := t.head(clause)
	if say < 0 || !r.c.frames.InClass(t.lemma(say), "say") {
		return -1
	}
	if c := t.child(say, "nsubj"); c >= 0 && r.isParty(c) {
		return r.antecedent(c, say)
	}
	return -1
}

// sayerBefore finds who said what comes before participle i and does what it says
// with the saying: "…, Kinshasa said, blaming the rebels"; -1 where nobody did.
func (r *reader) sayerBefore(i int) int {
	t := r.t
	h := t.head(i)
	if !t.is(i, "advcl") || t.toks[i].XPOS != "VBG" || h < 0 {
		return -1
	}
	for c := t.first[h]; c >= 0 && c < i; c = t.next[c] {
		if t.is(c, "parataxis") && r.says(c) && t.left(i)-r.end(c) <= 2 {
			return r.subjectOf(c)
		}
	}
	return -1
}

// headline reports whether verb i is all that a headline says of the party in
// front of it: "Chad to reopen border".
func (r *reader) headline(i int) bool {
	t := r.t
	h := t.head(i)
	return h >= 0 && h < i && t.is(i, "acl") && t.has(i, "mark", "to") && (t.is(h, "root") || t.is(h, "ccomp")) && t.child(h, "cop") < 0 && r.isParty(h)
}

// undergoer finds who "is under investigation by" somebody: -1 when nobody is.
func (r *reader) undergoer(i int) int {
	if r.t.child(i, "cop") < 0 || r.t.preposition(i) != "under" || r.byParty(i) < 0 {
		return -1
	}
	return r.t.child(i, "nsubj")
}

// nounSubjects finds who does what a noun of action says: "Pakistan's appeal",
// "the appeal by Pakistan", "Israeli strikes", and by way of the words above,
// "Pakistan's efforts … through engagement with Kabul".
func (r *reader) nounSubjects(s site) []int {
	t, i := r.t, s.word
	if c := r.undergoer(i); c >= 0 {
		return []int{r.byParty(i)}
	}
	if r.c.frames.InClass(t.lemma(i), "sponsor") {
		return r.sponsors(i)
	}
	if c := t.child(i, "nsubj"); c >= 0 && t.child(i, "cop") >= 0 && (t.caseOf(i) >= 0 && t.preposition(i) != "behind" || r.c.frames.InClass(t.lemma(i), "donor")) { // "the drivers are on strike"
		return []int{r.antecedent(c, i)}
	}
	if by := r.byParty(i); by >= 0 && r.genitive(i) >= 0 {
		return []int{by} // "the envoy's arrest by the guards"
	}
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
	if c := r.inTalks(i); c >= 0 {
		return []int{c}
	}
	if c := r.onVisit(i); c >= 0 {
		return []int{c}
	}
	return r.nounController(i)
}

// sponsors finds who is said to be what noun i says: "Norway and Cuba will be
// guarantors", "Venezuela, the host, hopes".
func (r *reader) sponsors(i int) []int {
	t := r.t
	if c := t.child(i, "nsubj"); c >= 0 && t.child(i, "cop") >= 0 {
		return []int{r.antecedent(c, i)}
	}
	if h := t.head(i); h >= 0 && t.is(i, "appos") && r.isParty(h) && (t.has(i, "det", "the") || t.child(i, "nmod:poss") >= 0) {
		return []int{h}
	}
	return nil
}

// onVisit finds who is "on a visit to" a party, or does something during or after
// one: -1 where nobody is, or noun i names no visit.
func (r *reader) onVisit(i int) int {
	t := r.t
	switch t.lemma(i) {
	case "visit", "trip", "tour":
	default:
		return -1
	}
	switch t.preposition(i) {
	case "on", "during", "after", "following":
	default:
		return -1
	}
	h := t.head(i)
	switch {
	case h < 0:
		return -1
	case t.has(h, "cop", "be"): // "was in Tunisia on a visit"
		return t.child(h, "nsubj")
	case t.is(i, "nmod") && r.isParty(h):
		return h
	case t.is(i, "obl") && t.isVerb(h) && !t.passive(h):
		if c := t.child(h, "nsubj"); c >= 0 {
			return r.antecedent(c, h)
		}
	}
	return -1
}

// inTalks finds who "is in talks with" somebody, or does something "after talks
// with" him or "after clashes with" him: -1 where nobody is, or noun i names neither.
func (r *reader) inTalks(i int) int {
	t := r.t
	if lemma := lower(t.lemma(i)); !r.c.frames.InClass(lemma, "talks") && !r.c.frames.InClass(lemma, "combat") {
		return -1
	}
	alone := len(r.oblique(site{word: i, pos: 'n', actor: -1}, "with")) == 0
	if h := t.head(i); h >= 0 && alone && t.is(i, "nmod") && t.preposition(i) == "of" && r.c.frames.InClass(t.lemma(h), "quantity") {
		i = h // "after two days of talks"
	}
	verb, prep := t.head(i), t.preposition(i)
	switch {
	case t.has(i, "cop", "be") && (prep == "in" || prep == "into"):
		verb = i
	case verb >= 0 && prep == "for" && t.has(verb, "cop", "be") && t.preposition(verb) == "in": // "is in Paris for talks"
	case verb >= 0 && t.is(i, "obl") && t.isVerb(verb) && !t.passive(verb) && (prep == "after" || prep == "following" || prep == "during"):
	default:
		return -1
	}
	if c := t.child(verb, "nsubj"); c >= 0 && (!alone || r.isSeveral(c)) {
		return r.antecedent(c, verb)
	}
	return -1
}

// isSeveral reports whether token i names several sides, who may talk to each other.
func (r *reader) isSeveral(i int) bool {
	return len(r.t.conjuncts(i, nil)) > 1 || r.isPair(i)
}

// nounController climbs from a noun of action to whoever is behind it.
func (r *reader) nounController(i int) []int {
	t := r.t
	for steps := 0; steps < 5; steps++ {
		h := t.head(i)
		if h < 0 {
			return nil
		}
		switch t.base(i) {
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

// genitive finds the possessor in front of noun i: "the envoy's arrest", "his
// arrest"; -1 when there is none.
func (r *reader) genitive(i int) int {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.rel(c) == "nmod:poss" {
			return c
		}
	}
	h := t.head(i)
	if h < 0 {
		return -1
	}
	for c := t.first[h]; c >= 0 && c < i; c = t.next[c] { // hung beside it: "the rebels' shelling"
		if k := t.child(c, "case"); k > c && k == t.left(i)-1 && t.toks[k].XPOS == "POS" {
			return c
		}
	}
	return -1
}

// leader finds who leads what noun i names: "a Saudi-led raid"; -1 when it is not
// told so.
func (r *reader) leader(i int) int {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if c < i && c > 1 && t.isVerb(c) && t.toks[c-1].Form == "-" && r.c.frames.InClass(t.lemma(c), "leading") {
			if k := c - 2; t.head(k) == c || t.head(k) == i {
				return k
			}
		}
	}
	return -1
}

// possessors finds the party in front of a noun: "Pakistan's", "Israeli", "Taliban".
func (r *reader) possessors(i int) []int {
	t := r.t
	if c := r.genitive(i); c >= 0 && r.isParty(c) {
		return []int{c}
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if (t.is(c, "compound") || t.is(c, "amod") || t.rel(c) == "nmod:desc") && c < i && t.caseOf(i) < c && !r.namedAfter(i, c) && r.namesParty(c) && !r.onlyArms(c) {
			return []int{c}
		}
	}
	if c := r.leader(i); c >= 0 && r.namesParty(c) {
		return []int{c}
	}
	return nil
}

// onlyArms reports whether token c in front of a noun names a weapon and nobody's:
// "a missile attack".
func (r *reader) onlyArms(c int) bool {
	p := r.party(c)
	return r.isWeapon(c) && (p == nil || p.actor.Country == "" && !p.actor.Known)
}

// namedAfter reports whether noun i is called by the place c where it was made:
// "the Algiers agreement", "the Geneva talks".
func (r *reader) namedAfter(i, c int) bool {
	t := r.t
	if t.toks[c].UPOS != "PROPN" {
		return false
	}
	lemma := t.lemma(i)
	if !r.c.frames.InClass(lemma, "talks") && !r.c.frames.InClass(lemma, "agreement") && !r.c.frames.InClass(lemma, "ceasefire") {
		return false
	}
	e, n := r.c.lex.Longest([]string{t.toks[c].Form}, 0)
	return n > 0 && (e.Kind == lexicon.KindCapital || e.Kind == lexicon.KindCity)
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
	// "a truce announced by the coalition", "four projects run by a Chilean firm"
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "acl") && (r.c.frames.InClass(t.lemma(c), "proposing") || r.c.frames.InClass(t.lemma(c), "owning")) {
			for d := t.first[c]; d >= 0; d = t.next[d] {
				if t.preposition(d) == "by" && r.isParty(d) {
					return []int{d}
				}
			}
		}
	}
	return nil
}
