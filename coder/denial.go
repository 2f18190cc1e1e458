package coder

import (
	"slices"

	"parley/lexicon"
	"parley/ontology"
)

// answered is the least confidence in what answers, in so many words, an act that was
// told: the ranker has seen no such answers, and holds their words for less than they say.
const answered = 0.4

// backwards is how many sentences back the act may stand that "denied it" denies.
const backwards = 3

// pointsBack reports whether operator frame f at s denies or rejects something told
// before, by a pronoun or by a word for what was said: "denied it", "called the report
// a lie". Such words alone name no act.
func (r *reader) pointsBack(f *lexicon.Frame, s site) bool {
	if f.Op != ontology.Deny && f.Op != ontology.Reject && f.Op != ontology.Accept || s.pos == 'n' {
		return false
	}
	return r.contentWord(f, s) >= 0
}

// contentWord returns the first filler of the content of frame f at s that stands for
// words said before, or -1.
func (r *reader) contentWord(f *lexicon.Frame, s site) int {
	for _, slot := range f.Fillers(lexicon.RoleContent) {
		for _, i := range r.fill(s, slot) {
			if r.standsForWords(i) {
				return i
			}
		}
	}
	return -1
}

// pointer returns the word by which an operator read as g speaks of something told
// before, or -1.
func (r *reader) pointer(g *reading) int {
	s := site{word: g.word, pos: r.pos(g.word), actor: -1}
	if i := r.contentWord(g.frame, s); i >= 0 {
		return i
	}
	if r.pos(g.word) != 'v' {
		return -1
	}
	for _, i := range r.objects(s) { // of an act: "accepted the offer"
		if r.standsForWords(i) {
			return i
		}
	}
	return -1
}

// standsForWords reports whether token i stands for something said before and tells
// nothing of it: "it", "that", "the accusation", "the offer".
func (r *reader) standsForWords(i int) bool {
	t := r.t
	switch lower(t.toks[i].Form) {
	case "it", "that", "this", "these", "those", "nothing", "which":
		return t.toks[i].UPOS == "PRON" || t.toks[i].UPOS == "DET"
	case "truth", "substance", "foundation":
		return t.has(i, "det", "no")
	}
	lemma := t.lemma(i)
	if !r.c.frames.InClass(lemma, "claim") && !r.c.frames.InClass(lemma, "asking") && !r.c.frames.InClass(lemma, "plan") && !r.c.frames.InClass(lemma, "deedword") {
		return false
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		switch {
		case t.is(c, "acl") && t.rel(c) != "acl:relcl", t.is(c, "compound"), t.is(c, "amod"), t.is(c, "nmod") && t.rel(c) != "nmod:poss" && t.preposition(c) != "by" && t.preposition(c) != "from":
			return false // "the charge of spying": it tells
		}
	}
	return true
}

// takeUp gives words that deny, reject or accept what was told before the act that they
// are about: what the denier is said to have done or is accused of, or what somebody
// else offered or asked. It returns why g is no event, or "": what was not told
// before cannot be denied.
func (r *reader) takeUp(g *reading) string {
	i, by := -1, g
	if g.frame != nil && g.frame.Kind == lexicon.KindSay && g.content != nil && g.content.back {
		by = g.content // "said there was no truth in it"
		g.content = nil
	}
	if g.frame != nil && len(g.actors) > 0 && (g.content == nil || len(without(union(g.content.actors, g.content.recipients), g.actors)) == 0) {
		i = r.pointer(by)
	}
	if i < 0 || g.content != nil && g.content.word != i {
		return ""
	}
	op := by.frame.Op
	if g.comp.Base.Name == "settle" && len(g.actors) == 1 && r.t.lemma(g.word) == "accept" {
		op = ontology.Accept
	}
	switch op {
	case ontology.Deny, ontology.Reject, ontology.Accept:
	default:
		return ""
	}
	lemma := r.t.lemma(i)
	plan := op != ontology.Deny && r.t.toks[i].UPOS == "NOUN" && !r.c.frames.InClass(lemma, "claim")
	own := lower(r.t.toks[i].Form) == "nothing"
	for k := len(r.doc.events) - 1; k >= 0 && r.doc.events[k].sent > r.doc.sents-backwards; k-- {
		e := &r.doc.events[k]
		switch {
		case op != ontology.Accept && !plan && r.denies(op, g, e, own), op != ontology.Deny && (plan || r.t.toks[i].UPOS != "NOUN") && r.answers(op, g, e):
			g.answer = true
			return ""
		}
	}
	if op == ontology.Deny && r.deniesSuffered(g) {
		g.answer = true
		return ""
	}
	if by := r.otherSpeaker(g); by >= 0 && (op == ontology.Deny || op == ontology.Reject && r.c.frames.InClass(lemma, "claim") && len(g.recipients) == 0) {
		g.recipients, g.answer = []int{by}, true
		return ""
	}
	if op == ontology.Deny || op == ontology.Reject && r.t.toks[i].UPOS != "NOUN" {
		return "what it denies or rejects was not told"
	}
	return ""
}

// deniesSuffered makes g the denial of the last act that somebody is said to have done
// to the side of those who deny it: "Reports that Chad had freed rebels … The rebels
// denied it".
func (r *reader) deniesSuffered(g *reading) bool {
	for k := len(r.doc.events) - 1; k >= 0 && r.doc.events[k].sent > r.doc.sents-backwards; k-- {
		e := &r.doc.events[k]
		if e.said && !e.negated && len(e.comp.Ops) == 0 && r.sidesWith(g.actors, e.recipients) {
			g.comp = e.comp
			r.standIn(g, e.actors, e.recipients)
			return true
		}
	}
	return false
}

// otherSpeaker finds who says before, in the sentence, what g denies, where that is no
// act that was read: "Chad says that they drill together; Sudan denies it". It is -1
// where nobody of another side does.
func (r *reader) otherSpeaker(g *reading) int {
	for v := g.word - 1; v >= 0; v-- {
		if lemma := r.t.lemma(v); !r.t.isVerb(v) || !r.says(v) && lemma != "speak" && lemma != "charge" && lemma != "accuse" {
			continue
		}
		for _, i := range r.partiesAt(site{word: v, pos: 'v', actor: -1}, slotsOf("subj")) {
			if !r.sidesWith([]int{i}, r.infos(g.actors)) && !contains(g.actors, i) {
				return i
			}
		}
	}
	return -1
}

// infos are the parties of tokens.
func (r *reader) infos(tokens []int) (out []partyInfo) {
	for _, i := range tokens {
		if p := r.party(i); p != nil {
			out = append(out, *p)
		}
	}
	return out
}

// answers makes g the refusal or acceptance of what somebody else asked or offered in
// the act e, if it was such an act.
func (r *reader) answers(op ontology.Operator, g *reading, e *told) bool {
	if e.negated || len(e.actors) == 0 || r.sidesWith(g.actors, e.actors) {
		return false
	}
	if anyNamed(e.recipients) && !r.sidesWith(g.actors, e.recipients) && !r.sidesWith(g.actors, e.third) {
		return false
	}
	switch e.typ {
	case "REQUEST", "AGREE":
	case "CONCEDE":
		if op == ontology.Accept {
			return false
		}
	default:
		return false
	}
	base, ok := r.c.onto.Plain(e.comp.Base.Name)
	if !ok {
		return false
	}
	comp, ok := r.c.onto.Compose(op, base)
	if !ok {
		return false
	}
	g.comp, g.told = comp, true
	g.recipients = r.carry(r.spare(g), pointers(e.actors))
	return true
}

// denies makes g the denial of the act e, if its actors may deny that; own tells that
// they speak of what they did themselves: "we have signed nothing".
func (r *reader) denies(op ontology.Operator, g *reading, e *told, own bool) bool {
	comp := e.comp
	switch {
	case e.negated:
		return false
	case e.typ == "ACCUSE":
		if len(comp.Ops) > 1 || r.sidesWith(g.actors, e.actors) || anyNamed(e.recipients) && !r.sidesWith(g.actors, e.recipients) {
			return false
		}
		return r.denyCharge(g, e)
	case len(comp.Ops) > 0 && op != ontology.Deny, !r.sidesWith(g.actors, e.actors), op == ontology.Reject && !hostile(comp):
		return false
	case own && comp.Base.Family == "consult":
		return false
	case !hostile(comp) && !e.said && !own: // told as a fact
		return false
	}
	g.comp = comp
	r.standIn(g, e.actors, e.recipients)
	return true
}

// denyCharge makes g the denial of what accusation e says, or, where that is no act
// that is coded, the rejection of the accusation.
func (r *reader) denyCharge(g *reading, e *told) bool {
	if e.comp.Base.Name == "do" || e.comp.Base.Family == "criticism" {
		tokens := r.carry(r.spare(g), pointers(e.actors))
		g.recipients = tokens
		return true
	}
	comp, ok := r.c.onto.Plain(e.comp.Base.Name)
	if !ok {
		return false
	}
	g.comp = comp
	who := e.recipients
	if !anyNamed(who) {
		who = nil
	}
	r.standIn(g, who, e.actors)
	return true
}

// standIn makes g the negated act of doers upon others, with its actors as those who
// deny it; without doers they are themselves.
func (r *reader) standIn(g *reading, doers, others []partyInfo) {
	g.negated, g.denier, g.told = true, g.actors[0], true
	if len(doers) > 0 && !r.sameParties(g.actors, doers) {
		at := r.spare(g)
		if len(others) == 0 {
			g.actors = r.carry(at, pointers(doers))
			return
		}
		tokens := r.carry(at, pointers(append(slices.Clone(doers), others...)))
		n := min(len(doers), len(tokens))
		g.actors, g.recipients = tokens[:n], tokens[n:]
		return
	}
	if len(others) > 0 {
		g.recipients = r.carry(r.spare(g), pointers(others))
	}
}

// spare is the token that what g takes up stands at: its object, else its own word.
func (r *reader) spare(g *reading) int {
	for _, rel := range [...]string{"obj", "nsubj:pass"} {
		if c := r.t.childExact(g.word, rel); c >= 0 && !slices.Contains(g.actors, c) {
			return c
		}
	}
	return g.word
}

func pointers(list []partyInfo) []*partyInfo {
	out := make([]*partyInfo, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

// anyNamed reports whether somebody of a list is known: by name, or by country.
func anyNamed(list []partyInfo) bool {
	return slices.ContainsFunc(list, func(p partyInfo) bool {
		return p.actor.ID != "" || p.actor.Country != "" && coded(p.actor) || armed(p.actor.Sector)
	})
}

// sameParties reports whether tokens name the parties of a list.
func (r *reader) sameParties(tokens []int, list []partyInfo) bool {
	if len(tokens) != len(list) {
		return false
	}
	for k, i := range tokens {
		if p := r.party(i); p == nil || !sameParty(p, &list[k]) {
			return false
		}
	}
	return true
}

// sidesWith reports whether one of the tokens names somebody of the side of one of
// the parties: the same, another voice or force of the same state, or of armed
// movements those without a name.
func (r *reader) sidesWith(tokens []int, list []partyInfo) bool {
	for _, i := range tokens {
		p := r.party(i)
		if p == nil {
			continue
		}
		for k := range list {
			if oneSide(p.actor, list[k].actor) {
				return true
			}
		}
		for _, own := range r.possessors(i) { // "the rebels' television station"
			if own != i && r.sidesWith([]int{own}, list) {
				return true
			}
		}
	}
	return false
}

// oneSide reports whether two actors speak and act for one side.
func oneSide(a, b lexicon.Actor) bool {
	switch {
	case a.ID != "" && a.ID == b.ID:
		return true
	case official(a) && official(b) && a.Country != "IGO":
		return a.Country == b.Country || a.Country == "" || b.Country == ""
	case armed(a.Sector) && armed(b.Sector):
		return (a.ID == "" || b.ID == "") && (a.Country == b.Country || a.Country == "" || b.Country == "")
	}
	return false
}

// counterpart gives an ask, offer or refusal of talks that names nobody else the one
// other side that the sentence speaks of: "Washington calls for talks, and Pyongyang
// fires missiles".
func (r *reader) counterpart(g *reading) {
	if len(g.recipients) > 0 || g.spared || g.mutual || len(g.third) > 0 || len(g.actors) != 1 || len(g.comp.Ops) != 1 || g.comp.Base.Family != "consult" {
		return
	}
	p := r.party(g.actors[0])
	if p == nil || !official(p.actor) && !armed(p.actor.Sector) || p.actor.Country == "IGO" {
		return
	}
	other := -1
	for i := range r.t.toks {
		if r.t.toks[i].UPOS != "PROPN" && r.t.toks[i].UPOS != "NOUN" || !r.t.is(i, "nsubj") {
			continue
		}
		q := r.party(i)
		if q == nil || q.actor.Country == "" && q.actor.ID == "" || !official(q.actor) && !armed(q.actor.Sector) || q.actor.Country == "IGO" ||
			contains(g.actors, i) || oneSide(p.actor, q.actor) || r.says(r.t.head(i)) {
			continue
		}
		if other >= 0 && !sameParty(r.party(other), q) {
			return
		}
		other = i
	}
	if other >= 0 {
		g.recipients = r.others(r.parties(other), g.actors) // with those beside it
		return
	}
	var far *partyInfo
	for k := range r.doc.mentions {
		q := &r.doc.mentions[k]
		if q.actor.Country == "" && q.actor.ID == "" || !official(q.actor) && !armed(q.actor.Sector) || q.actor.Country == "IGO" || oneSide(p.actor, q.actor) {
			continue
		}
		if far != nil && !oneSide(far.actor, q.actor) {
			return
		}
		far = q
	}
	if far != nil {
		g.recipients = r.carry(g.word, []*partyInfo{far})
	}
}
