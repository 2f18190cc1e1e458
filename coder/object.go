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
	switch base(t.rel(i)) {
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

// parties returns the parties named by the phrase of i and those coordinated
// with it. A phrase that is no party itself, "a series of attacks by the army",
// gives none.
func (r *reader) parties(i int) []int {
	var out []int
	all := []int{i}
	if !r.t.is(i, "amod") && !r.t.is(i, "compound") { // of "Greek and Turkish ministers" the adjectives are split elsewhere
		all = r.besideExamples(r.t.conjuncts(i, nil))
	}
	for _, c := range all {
		if many := r.several(c); len(many) > 1 {
			out = append(out, many...)
			continue
		}
		if r.isParty(c) {
			out = append(append(append(append(out, r.nations(c)...), c), r.coOwned(c)...), r.included(c)...)
			continue
		}
		if r.c.frames.InClass(r.t.lemma(c), "quantity") || r.t.toks[c].UPOS == "NUM" {
			for k := r.t.first[c]; k >= 0; k = r.t.next[k] {
				if !r.t.is(k, "nmod") || r.t.preposition(k) != "of" && !r.numbered(k) {
					continue
				}
				if p := r.party(k); p != nil && r.t.toks[k].UPOS == "PRON" { // "killing [seven of them]"
					r.stand(c, &partyInfo{mention: r.t.span(c), actor: p.actor, plural: true})
					out = append(out, c)
					continue
				}
				out = append(out, r.parties(k)...)
			}
			continue
		}
		if len(out) > 0 && (r.unknownName(c) || r.t.is(c, "conj") && r.t.toks[c].XPOS == "NNS" && r.t.has(c, "amod", "other") && !r.evokes(c)) {
			r.stand(c, &partyInfo{mention: r.t.span(c), actor: r.lookUp(c)})
			out = append(out, c)
		}
	}
	return out
}

// besideExamples leaves out of coordinated phrases those that are told as examples of
// the first: "thirty states, Chad and Mali among them".
func (r *reader) besideExamples(all []int) []int {
	if len(all) < 2 {
		return all
	}
	last := all[len(all)-1]
	for k := last + 1; k < len(r.t.toks)-1 && k <= last+2; k++ {
		if lower(r.t.toks[k].Form) == "among" && lower(r.t.toks[k+1].Form) == "them" {
			return all[:1]
		}
	}
	return all
}

// coOwned splits "the ministers of Chad, Niger and Mali": it returns the owners
// behind the first, each as a party of the head's sort, and leaves that one to
// the head.
func (r *reader) coOwned(i int) (out []int) {
	t := r.t
	if x := t.toks[i].XPOS; x != "NNS" && x != "NNPS" || !r.isHuman(i) && t.toks[i].UPOS != "PROPN" {
		return nil
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if p := t.preposition(c); c < i || !t.is(c, "nmod") || p != "of" && p != "from" {
			continue
		}
		all := t.listed(c, nil)
		whole := *r.party(i)
		for _, k := range all {
			p := r.party(k)
			if p == nil || p.actor.Country == "" && !p.actor.Known || t.caseOf(k) >= 0 && k != c && t.preposition(k) != t.preposition(c) {
				return nil
			}
		}
		if len(all) < 2 { // the others may hang on the head: they are parties already
			all = append(all, r.bareConjuncts(i)...)
			r.sortAs(all[1:], whole.actor)
			return nil
		}
		for _, k := range all[1:] {
			actor := r.party(k).actor
			actor.Sector, actor.Sectors = whole.actor.Sector, whole.actor.Sectors
			r.stand(k, &partyInfo{mention: t.span(k), actor: actor, plural: true})
		}
		whole.mention.End = t.toks[c].Span.End
		r.stand(i, &whole)
		return all[1:]
	}
	return nil
}

// bareConjuncts returns the countries coordinated with noun i.
func (r *reader) bareConjuncts(i int) (out []int) {
	for _, c := range r.children(i, "conj") {
		if r.isCountry(c) {
			out = append(out, c)
		}
	}
	return out
}

// sortAs gives the countries the sector of those who stand for them.
func (r *reader) sortAs(countries []int, of lexicon.Actor) {
	for _, c := range countries {
		p := *r.party(c)
		p.actor.Sector, p.actor.Sectors = of.Sector, of.Sectors
		r.stand(c, &p)
	}
}

// listed appends i and what is coordinated with it, the members that the parser
// took for appositions too: "Sudan, South Sudan and Ethiopia".
func (t *tree) listed(i int, out []int) []int {
	out = append(out, i)
	if t.child(i, "conj") < 0 && t.child(i, "appos") < 0 {
		return out
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "conj") || t.is(c, "appos") && t.toks[c].UPOS == "PROPN" && t.toks[i].UPOS == "PROPN" {
			out = t.listed(c, out)
		}
	}
	return out
}

// included returns the parties that are named as part of another: "hundreds of
// people, including two former ministers".
func (r *reader) included(i int) (out []int) {
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if c > i && r.t.is(c, "nmod") && r.t.preposition(c) == "including" {
			out = append(out, r.parties(c)...)
		}
	}
	return out
}

// unknownName reports whether i is a name that the lexicon does not know: beside
// a party it names another one.
func (r *reader) unknownName(i int) bool {
	x := r.t.toks[i].XPOS
	return r.t.is(i, "conj") && (x == "NNP" || x == "NNPS") && !r.isTime(i) && !r.namesAct(i)
}

// nations splits "American and British warplanes" and "French, Italian and
// Dutch troops": it returns the first of the adjectives, each as a party of its
// own, and leaves the last to the noun.
func (r *reader) nations(i int) []int {
	t := r.t
	all := r.nationalities(i)
	if len(all) < 2 {
		return nil
	}
	last := all[len(all)-1]
	whole := *r.party(i)
	for _, k := range all {
		actor := r.nation(k)
		actor.Sector, actor.Sectors = whole.actor.Sector, whole.actor.Sectors
		p := &partyInfo{mention: t.toks[k].Span, actor: actor, plural: whole.plural}
		if k == last {
			p.mention = t.toks[k].Span.Join(t.toks[i].Span)
			r.stand(i, p)
		} else {
			r.stand(k, p)
		}
	}
	return all[:len(all)-1]
}

// nationalities returns the coordinated adjectives in front of noun i when all of
// them name countries; nil otherwise.
func (r *reader) nationalities(i int) (out []int) {
	t := r.t
	for c := t.first[i]; c >= 0 && c < i; c = t.next[c] {
		if !t.is(c, "amod") && !t.is(c, "compound") {
			continue
		}
		if t.child(c, "conj") < 0 && t.toks[c+1].Form != "," { // "Israeli Arab" is one
			continue
		}
		for _, k := range t.conjuncts(c, nil) {
			if k >= i || r.nation(k).Country == "" {
				return nil
			}
			out = append(out, k)
		}
	}
	return out
}

// nation is what the word of token k names by itself.
func (r *reader) nation(k int) lexicon.Actor {
	return r.c.lex.Resolve(lexicon.Phrase{Words: []string{r.t.toks[k].Form}, Head: -1, Date: r.date})
}

// bareAct reads a noun of action by its word alone: "condemned the attacks",
// whoever made them.
func (r *reader) bareAct(i int) *reading {
	var act *reading
	if r.pos(i) != 'n' {
		return nil
	}
	r.match(i, 'n', func(f *lexicon.Frame, _ string) bool {
		if f.Kind == lexicon.KindAct {
			comp, _ := r.c.onto.Plain(f.Act)
			act = &reading{frame: f, word: i, core: i, words: []int{i}, comp: comp, rule: f.Name, denier: -1}
		}
		return act == nil
	})
	return act
}
