package coder

import (
	"slices"
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
	moved int  // the object that a particle took for its own, plus one: "hand [over the suspect]"
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
		if r.retained(s.word) >= 0 {
			out = r.passiveObjects(s.word)
		}
		if whom, _ := r.given(s.word); whom >= 0 {
			out = []int{whom}
		}
	case "inf", "that", "ing":
		out = r.clauses(s, slot.Name)
	case "poss":
		out = r.possessors(s.word)
	case "pred":
		out = r.predicates(s.word)
	case "comp":
		for _, c := range r.children(s.word, "xcomp") {
			if !r.t.isVerb(c) {
				out = append(out, c)
			}
		}
		out = append(out, r.furtherObjects(s.word)...)
	case "mod":
		out = append(append(r.children(s.word, "amod"), r.children(s.word, "compound")...), r.children(s.word, "advmod")...)
	case "claimed": // "denied reports that …"
		for _, o := range r.objects(s) {
			if r.c.frames.InClass(r.t.lemma(o), "claim") {
				out = append(out, r.clauses(site{word: o, pos: 'n', actor: -1}, "that")...)
			}
		}
	case "purpose":
		out = r.purposes(s)
	case "aided":
		out = r.aided(s)
	case "cause":
		out = r.causes(s)
	case "owner": // "shut off [their] gas"
		for _, o := range r.objects(s) {
			out = append(out, r.possessors(o)...)
		}
	case "met":
		out = r.met(s)
	case "doer":
		out = r.doer(s.word)
	case "debtor":
		out = r.debtors(s.word)
	case "any":
		out = r.under(s.word)
	default:
		out = r.oblique(s, slot.Name)
	}
	kept := make([]int, 0, len(out))
	for _, i := range out {
		if r.holds(i, slot) {
			kept = append(kept, i)
		}
	}
	if len(kept) == 0 && slot.Class == "party" && len(out) > 0 {
		return r.deeper(s, out, slot)
	}
	return kept
}

// deeper finds a party behind the same preposition inside the phrases found, "in
// peacekeeping operations in Mali", or inside the object: "lifted the sanctions on
// Niger on humanitarian grounds".
func (r *reader) deeper(s site, phrases []int, slot lexicon.Slot) []int {
	if s.pos == 'v' {
		for _, o := range r.children(s.word, "obj") {
			phrases = append(append(phrases, o), r.children(o, "nmod")...)
		}
	}
	for _, i := range phrases {
		for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
			if r.t.is(c, "nmod") && r.t.preposition(c) == slot.Name && r.holds(c, slot) {
				return []int{c}
			}
		}
	}
	return nil
}

// holds reports whether token i satisfies the slot's class.
func (r *reader) holds(i int, slot lexicon.Slot) bool {
	lemma := r.t.lemma(i)
	if r.t.toks[i].UPOS == "PROPN" {
		lemma = lower(lemma) // "the World Court"
	}
	switch {
	case slot.Words != nil:
		return slices.Contains(slot.Words, lemma) || slices.Contains(slot.Words, r.hyphenated(i)) ||
			i > 0 && r.t.head(i-1) == i && slices.Contains(slot.Words, lower(r.t.lemma(i-1))+" "+lemma) ||
			slices.ContainsFunc(slot.Words, func(w string) bool { return r.huskOf(i, w) }) || r.quantifies(i, slot)
	case slot.Sectors != nil:
		p := r.party(i)
		return p != nil && r.isParty(i) && slices.Contains(slot.Sectors, p.actor.Sector) || r.quantifies(i, slot)
	case slot.Class == "":
		return true
	case slot.Class == "party":
		return r.isParty(i) || r.quantifies(i, slot)
	case slot.Class == "city":
		return r.namesPlace(i)
	case slot.Class == "state":
		p := r.party(i)
		return p != nil && official(p.actor)
	case slot.Class == "act":
		return len(r.readings(i)) > 0 || r.bareAct(i) != nil
	}
	if r.c.frames.InClass(lemma, slot.Class) || r.c.frames.InClass(r.hyphenated(i), slot.Class) || i > 0 && (r.t.is(i-1, "compound") || r.t.is(i-1, "amod")) && r.c.frames.InClass(r.t.lemma(i-1)+" "+lemma, slot.Class) {
		return true
	}
	return r.meantIs(i, slot.Class) || r.quantifies(i, slot)
}

// meantIs reports whether pronoun i stands for somebody whose word is in a class: of
// "the army said it had withdrawn", "it" is an army.
func (r *reader) meantIs(i int, class string) bool {
	if r.t.toks[i].UPOS != "PRON" {
		return false
	}
	p := r.party(i)
	if p == nil || p.mention.Start >= p.mention.End || p.mention.End > len(r.text) {
		return false
	}
	words := strings.Fields(lower(r.text[p.mention.Start:p.mention.End]))
	head := ""
	for _, w := range words { // the last word before any preposition
		switch w {
		case "of", "in", "from", "at", "near", "on", "with", "for", "who", "to":
			return head != "" && r.classHas(head, class)
		}
		head = w
	}
	return head != "" && r.classHas(head, class)
}

// classHas reports whether a word, as it stands or without the ending of the plural,
// is in a class.
func (r *reader) classHas(word, class string) bool {
	f := r.c.frames
	if f.InClass(word, class) || f.InClass(strings.TrimSuffix(word, "s"), class) {
		return true
	}
	stem, men := strings.CutSuffix(word, "men")
	return men && f.InClass(stem+"man", class)
}

// namesPlace reports whether token i may be the name of a place: a name that is
// neither a person's nor a group's nor an institution's.
func (r *reader) namesPlace(i int) bool {
	if r.t.toks[i].UPOS != "PROPN" || r.isTime(i) {
		return false
	}
	p := r.party(i)
	return p != nil && p.actor.ID == "" && !p.person && !p.actor.Person && (p.actor.Sector == "" || p.actor.Sector == "CVL" || p.actor.Sector == "UNK")
}

// huskOf reports whether noun i only wraps the word in front of it: "curfew hours".
func (r *reader) huskOf(i int, w string) bool {
	return i > 0 && (r.t.is(i-1, "compound") || r.t.is(i-1, "amod")) && r.t.lemma(i-1) == w && r.c.frames.InClass(r.t.lemma(i), "husk")
}

// quantifies lets "a round of talks", "a series of attacks", "35 of the wounded"
// pass for the noun inside.
func (r *reader) quantifies(i int, slot lexicon.Slot) bool {
	if !r.c.frames.InClass(r.t.lemma(i), "quantity") && r.t.toks[i].UPOS != "NUM" {
		return false
	}
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if r.t.is(c, "nmod") && (r.t.preposition(c) == "of" || r.numbered(c)) {
			return r.holds(c, slot)
		}
	}
	return false
}

// numbered reports whether the parser hung noun i on the number before it: "to
// 700,000 Rohingya".
func (r *reader) numbered(i int) bool {
	h := r.t.head(i)
	return h == i-1 && r.t.toks[h].UPOS == "NUM" && r.t.preposition(i) == ""
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

// under returns all tokens below i.
func (r *reader) under(i int) []int {
	var out []int
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		out = append(append(out, c), r.under(c)...)
	}
	return out
}

// purposes finds the infinitives that tell what verb s.word is done for, whether
// the parser hung them on it or on its object: "sent doctors to treat the wounded".
func (r *reader) purposes(s site) []int {
	t := r.t
	var out []int
	for _, h := range append([]int{s.word}, append(r.objects(s), r.children(s.word, "obl")...)...) {
		for c := t.first[h]; c >= 0; c = t.next[c] {
			switch base(t.rel(c)) {
			case "advcl", "acl", "xcomp":
				if t.isVerb(c) && t.has(c, "mark", "to") {
					out = append(out, t.conjuncts(c, nil)...)
				}
			}
		}
	}
	return out
}

// aided finds who is helped by the purpose of verb s.word: "paid 20 million
// dollars to help Sierra Leone run its elections".
func (r *reader) aided(s site) []int {
	var out []int
	for _, v := range r.purposes(s) {
		if r.c.frames.InClass(r.t.lemma(v), "helping") {
			what := v
			if x := r.t.child(v, "xcomp"); x >= 0 && r.t.child(v, "obj") < 0 && r.c.frames.InClass(r.t.lemma(x), "helping") {
				what = x // "to help evacuate the wounded"
			}
			out = append(out, r.objects(site{word: what, pos: 'v', actor: -1})...)
			out = append(out, r.oblique(site{word: what, pos: 'v', actor: -1, deep: true}, "for")...) // "to support clinics for refugees"
		}
	}
	return out
}

// met finds whom the purpose of a journey is to meet: "flew to Doha to meet the
// Taliban", "came to hold talks with the king".
func (r *reader) met(s site) []int {
	var out []int
	for _, v := range r.purposes(s) {
		at := site{word: v, pos: 'v', actor: -1}
		switch r.t.lemma(v) {
		case "meet", "see":
			out = append(append(out, r.objects(at)...), r.oblique(at, "with")...)
		case "hold", "have", "talk", "confer", "negotiate", "consult":
			out = append(out, r.oblique(at, "with")...)
		}
	}
	return out
}

// doer finds who does what the clause tells that noun i stands in under "at",
// "on" or the like: "at the request of Chad, Niger closed its border".
func (r *reader) doer(i int) []int {
	t := r.t
	h := t.head(i)
	if h < 0 || !t.is(i, "obl") || !t.isVerb(h) {
		return nil
	}
	switch t.preposition(i) {
	case "at", "on", "upon", "under", "after", "following":
	default:
		return nil
	}
	if t.lemma(h) == "act" && t.is(h, "advcl") && t.head(h) >= 0 { // "acting on a request from"
		h = t.head(h)
	}
	if c := t.child(h, "nsubj"); c >= 0 {
		return []int{r.antecedent(c, h)}
	}
	return r.controller(h)
}

// causes finds what a protest is said to be about by the verb behind it: "took to
// the streets to denounce the king", "started a fast, protesting the ban".
func (r *reader) causes(s site) []int {
	var out []int
	for _, v := range r.demands(s.word) {
		at := site{word: v, pos: 'v', actor: -1}
		if r.c.frames.InClass(r.t.lemma(v), "demanding") {
			out = append(out, r.askedOf(v)...)
			continue
		}
		out = append(out, r.objects(at)...)
		for _, prep := range [...]string{"against", "over", "at"} {
			out = append(out, r.oblique(at, prep)...)
		}
	}
	return out
}

// askedOf finds of whom demanding verb v asks something: "to demand that [the king]
// go", "demanding the resignation of [the king]", "to press [the king] to go".
func (r *reader) askedOf(v int) (out []int) {
	if c := r.t.child(v, "ccomp"); c >= 0 {
		return r.children(c, "nsubj")
	}
	for _, o := range r.objects(site{word: v, pos: 'v', actor: -1}) {
		if r.isParty(o) {
			out = append(out, o)
		} else {
			out = append(out, r.ownerOf(o)...)
		}
	}
	return out
}

// demands finds the verbs behind protest i that tell what it is about.
func (r *reader) demands(i int) []int {
	t := r.t
	behind := r.purposes(site{word: i, pos: 'v', actor: -1})
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if c > i && (t.is(c, "advcl") || t.is(c, "xcomp")) && t.toks[c].XPOS == "VBG" {
			behind = append(behind, c)
		}
	}
	out := behind[:0]
	for _, v := range behind {
		if r.c.frames.InClass(t.lemma(v), "objecting") || r.c.frames.InClass(t.lemma(v), "demanding") {
			out = append(out, v)
		}
	}
	return out
}

// debtors finds who owes what verb i is about: "cancelled what Chad owed it",
// "cancelled the loans owed by Chad".
func (r *reader) debtors(i int) []int {
	for _, v := range r.under(i) {
		if r.t.lemma(v) == "owe" && r.t.isVerb(v) {
			return r.subjects(site{word: v, pos: 'v', actor: -1})
		}
	}
	return nil
}

// predicates finds what verb i says of its object: "free" in "set the hostages
// free", "hostage" in "took them hostage".
func (r *reader) predicates(i int) []int {
	out := append(r.children(i, "xcomp"), r.furtherObjects(i)...)
	for _, x := range out { // "called him a stupid man"
		out = append(out, r.children(x, "amod")...)
	}
	for _, o := range r.children(i, "obj") {
		out = append(out, r.children(o, "amod")...)
	}
	return append(out, r.children(i, "advmod")...)
}

// furtherObjects are the objects of verb i behind the first: what the parser
// took for one is often said of the first.
func (r *reader) furtherObjects(i int) []int {
	objects := r.children(i, "obj")
	if r.t.child(i, "iobj") >= 0 { // "called the president a dictator"
		return objects
	}
	if len(objects) > 1 {
		return objects[1:]
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
			if kind == "ing" && gerund && c > s.word && t.is(c, "advcl") && t.toks[c-1].Form != "," && takesGerund(t.lemma(s.word)) {
				out = append(out, c)
			}
			if kind == "that" && t.is(c, "acl") && t.has(c, "mark", "that") {
				out = append(out, c)
			}
		}
	}
	// "X, officials said, …": the clause above a parenthetical verb of saying
	if kind == "that" && len(out) == 0 && t.is(s.word, "parataxis") && t.head(s.word) >= 0 && t.child(s.word, "obj") < 0 {
		out = append(out, t.head(s.word))
	}
	if kind == "inf" && s.pos == 'v' && len(out) == 0 {
		if out = r.hungOnObject(s.word); len(out) == 0 {
			out = r.behindAddressee(s.word)
		}
	}
	return out
}

// takesGerund tells verbs whose objects are often participles, which the parser
// may take for circumstances: "proposed on Monday giving Ukraine more aid".
func takesGerund(verb string) bool {
	switch verb {
	case "propose", "suggest", "recommend", "deny", "consider", "announce":
		return true
	}
	return false
}

// behindAddressee finds an infinitive that the parser took for a purpose though
// it stands right behind whom it is asked of: "call on the rebels to disarm",
// "begged both sides to let the wounded out".
func (r *reader) behindAddressee(verb int) []int {
	t := r.t
	to := -1
	for c := t.first[verb]; c >= 0; c = t.next[c] {
		switch {
		case (t.is(c, "obj") || t.is(c, "iobj")) && c > verb && r.isParty(c):
			to = c
		case t.is(c, "obl") && c > verb:
			if p := t.preposition(c); (p == "on" || p == "upon" || p == "to" || p == "with") && r.isParty(c) {
				to = c
			}
		case to >= 0 && t.is(c, "obl") && circumstanceOf(t.preposition(c)): // "asked the minister in a telephone call to give"
			if a := t.child(c, "acl"); a >= 0 && t.has(a, "mark", "to") && t.child(a, "nsubj") < 0 {
				return []int{a}
			}
		case to >= 0 && t.is(c, "advcl") && t.has(c, "mark", "to") && t.child(c, "nsubj") < 0 && t.toks[c-1].XPOS == "TO":
			if c < 2 || t.toks[c-2].Form != "," {
				return []int{c}
			}
		}
	}
	return nil
}

// circumstanceOf tells prepositions of the occasion on which something is asked.
func circumstanceOf(prep string) bool {
	switch prep {
	case "in", "during", "at", "on", "by", "through":
		return true
	}
	return false
}

// hungOnObject finds an infinitive that the parser hung on the object: "urged
// both sides to return". Nouns of action keep theirs: "rejected a plan to leave".
func (r *reader) hungOnObject(verb int) []int {
	t := r.t
	var out []int
	for _, rel := range []string{"obj", "iobj"} {
		o := t.child(verb, rel)
		if o < 0 || r.evokes(o) {
			continue
		}
		for c := t.first[o]; c >= 0; c = t.next[c] {
			if t.is(c, "acl") && t.has(c, "mark", "to") {
				out = append(out, c)
			}
		}
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
	if len(out) == 0 {
		out = r.phrasal(s, prep)
	}
	// "between A and B" with B hung on the noun itself
	if prep == "between" && len(out) == 1 && len(t.conjuncts(out[0], nil)) == 1 {
		for c := t.first[t.head(out[0])]; c >= 0; c = t.next[c] {
			if t.is(c, "conj") && c > out[0] && r.isParty(c) {
				out = append(out, c)
			}
		}
	}
	// "an effort to end the rift between A and B": nothing else is between them
	if prep == "between" && len(out) == 0 && s.pos == 'v' {
		for _, c := range r.under(s.word) {
			if t.hasPreposition(c, prep) && (t.is(c, "nmod") || t.is(c, "obl")) && !r.isTime(c) {
				out = append(out, c)
				break
			}
		}
	}
	// a phrase right behind a noun is its own, wherever the parser hung it: "an
	// end to the attacks", "died in an attack by the militia on a market"
	if h := t.head(s.word); len(out) == 0 && s.pos == 'n' && h >= 0 {
		behind := s.word + 1
		if by := r.byParty(s.word); by >= 0 {
			behind = r.end(by) + 1
		}
		for c := t.first[h]; c >= 0; c = t.next[c] {
			if k := t.child(c, "case"); k == behind && t.hasPreposition(c, prep) && !r.isTime(c) {
				out = append(out, c)
			}
		}
	}
	// a second preposition often hangs on the noun inside the first: "talks in
	// Geneva with the rebels"
	if len(out) == 0 {
		for c := t.first[s.word]; c >= 0 && len(out) == 0; c = t.next[c] {
			if p := t.preposition(c); prep == "of" && t.is(c, "obl") && (circumstance(p) || whereabouts(p) && (t.toks[c].UPOS == "PROPN" || t.child(c, "det") >= 0)) {
				continue
			}
			if prep == "with" && !t.is(c, "obj") && r.neighbour(c) >= 0 { // "held drills near the border with Chad": not with Chad
				continue
			}
			if (t.is(c, "nmod") || t.is(c, "obl") || t.is(c, "obj") && s.pos == 'v') && (s.deep || !r.evokes(c)) {
				for _, k := range t.conjuncts(c, nil) { // "lifted an oil embargo and a flight ban on Cuba"
					look(k)
					if d := r.laid(k); len(out) == 0 && d >= 0 {
						look(d) // "lifted the embargo placed on Cuba"
					}
				}
				if d := t.child(c, "nmod"); len(out) == 0 && d >= 0 && (t.preposition(d) == "of" || t.preposition(d) == "for") && (s.deep || !r.evokes(d)) {
					look(d) // "the names of four suspects with the Danish police", "soldiers for a drive against the rebels"
				}
			}
		}
	}
	if len(out) == 0 && s.pos == 'v' && prep == "to" {
		out = r.deepTo(s.word)
	}
	return out
}

// deepTo finds the "to" of a verb that the parser hung deep inside the object:
// "returned a bust of an emperor to the museum".
func (r *reader) deepTo(verb int) []int {
	t := r.t
	for _, o := range r.children(verb, "obj") {
		if r.evokes(o) {
			continue
		}
		for _, c := range r.under(o) {
			h := t.head(c)
			if h == o || t.preposition(c) != "to" || r.isTime(c) {
				continue
			}
			if t.is(h, "nmod") && t.is(c, "nmod") && !r.evokes(h) {
				return []int{c}
			}
			if t.is(h, "acl") && t.toks[h].XPOS == "VBN" && t.is(c, "obl") && t.left(c) > h+1 { // "a mask decorated with gold to the embassy"
				return []int{c}
			}
		}
	}
	return nil
}

// phrasal finds what a preposition of three words brings in that the parser took
// for a noun with one of its own: "in front of the consulate".
func (r *reader) phrasal(s site, prep string) (out []int) {
	words := strings.Fields(prep)
	if len(words) != 3 {
		return nil
	}
	for _, h := range append([]int{s.word}, s.hosts...) {
		for c := r.t.first[h]; c >= 0; c = r.t.next[c] {
			if r.t.lemma(c) != words[1] || r.t.preposition(c) != words[0] {
				continue
			}
			for d := r.t.first[c]; d >= 0; d = r.t.next[d] {
				if r.t.is(d, "nmod") && r.t.preposition(d) == words[2] {
					out = append(out, d)
				}
			}
		}
	}
	return out
}

// laid finds the participle behind noun i that tells on whom it was laid: "the
// sanctions imposed on Iraq"; -1 when there is none.
func (r *reader) laid(i int) int {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "acl") && t.toks[c].XPOS == "VBN" && r.c.frames.InClass(t.lemma(c), "imposing") {
			return c
		}
	}
	return -1
}

// byParty finds who noun i is said to be done by: "an attack by the militia"; -1
// when nobody is.
func (r *reader) byParty(i int) int {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if c > i && t.is(c, "nmod") && t.preposition(c) == "by" && !r.isTime(c) && r.isParty(c) {
			return c
		}
	}
	return -1
}

// end is the last token of the phrase of i.
func (r *reader) end(i int) int {
	last := i
	for _, c := range r.under(i) {
		last = max(last, c)
	}
	return last
}

// circumstance tells prepositions of when and why: in "lifted the embargo after
// the change of president" the last two words are the change's own.
func circumstance(prep string) bool {
	switch prep {
	case "after", "before", "during", "since", "until", "following", "despite", "amid", "because of", "ahead of":
		return true
	}
	return false
}

// whereabouts tells prepositions of bare place: in "seized a boat in the Bay of
// Bengal" nothing was Bengal's.
func whereabouts(prep string) bool {
	switch prep {
	case "in", "off", "near", "outside", "around", "along", "across":
		return true
	}
	return false
}

// isTime reports whether a nominal is a date or a stretch of time.
func (r *reader) isTime(i int) bool {
	return r.t.rel(i) == "obl:tmod" || r.c.frames.InClass(lower(r.t.lemma(i)), "time")
}
