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
	out := r.slotTokens(s, slot.Name)
	var kept []int
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

// slotTokens returns what stands in the slots of a name at a site, whatever it is.
// The frames of a word ask for the same slots one after the other, so the answers
// for the last site are kept; callers must not change them.
func (r *reader) slotTokens(s site, name string) []int {
	if s.same(r.site) {
		for i := range r.slots {
			if r.slots[i].name == name {
				return r.slots[i].tokens
			}
		}
	}
	out := r.find(s, name)
	if !s.same(r.site) { // finding may have led to other sites
		r.site, r.slots = s, r.slots[:0]
	}
	r.slots = append(r.slots, namedSlot{name, out})
	return out
}

// A namedSlot is what stands in the slots of a name.
type namedSlot struct {
	name   string
	tokens []int
}

func (s site) same(o site) bool {
	return s.word == o.word && s.pos == o.pos && s.actor == o.actor && s.deep == o.deep && s.moved == o.moved && slices.Equal(s.hosts, o.hosts)
}

// find looks for what stands in the slots of a name.
func (r *reader) find(s site, name string) []int {
	var out []int
	switch name {
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
		out = r.clauses(s, name)
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
		out = r.oblique(s, name)
	}
	return out
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
		if r.t.base(c) == rel {
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

// predicates finds what verb i says of its object: "free" in "set the hostages
// free", "hostage" in "took them hostage".
func (r *reader) predicates(i int) []int {
	out := append(r.children(i, "xcomp"), r.furtherObjects(i)...)
	for _, x := range out { // "called him a stupid man"
		out = append(out, r.children(x, "amod")...)
	}
	for _, o := range r.children(i, "obj") {
		out = append(out, r.children(o, "amod")...)
		if k := o + 1; k < len(r.t.toks) && r.t.head(k) == o && r.t.is(k, "acl") && r.t.toks[k].XPOS == "VBN" { // "declared the talks frozen"
			out = append(out, k)
		}
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
		switch t.base(c) {
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
	if kind == "that" && len(out) == 0 && t.is(s.word, "parataxis") && t.toks[s.word].XPOS != "VBN" && t.head(s.word) >= 0 && t.child(s.word, "obj") < 0 {
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
