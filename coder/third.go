package coder

import (
	"parley"
	"parley/lexicon"
	"parley/ontology"
)

// concerned adds to an event those whom no slot of its frames names but whose
// part in it the construction tells: the land that forces leave, the victims of
// the deed that somebody is blamed for, who carries a message.
func (r *reader) concerned(g *reading, ev *parley.Event) {
	r.landLeft(g, ev)
	r.deedsApart(g, ev)
	r.plaint(g, ev)
	r.swapped(g, ev)
	r.victims(g, ev)
	r.subjectMatter(g, ev)
	r.channel(g, ev)
	r.takenFrom(g, ev)
	r.spared(g, ev)
	r.bound(g, ev)
}

// innermost is the reading of the act itself, under all operators.
func (g *reading) innermost() *reading {
	for g.content != nil {
		g = g.content
	}
	return g
}

// landLeft adds the land or place that forces are asked, or promise, to leave.
func (r *reader) landLeft(g *reading, ev *parley.Event) {
	act := g.innermost()
	if act.comp.Base.Name != "withdraw" || len(act.comp.Ops) > 0 {
		return
	}
	switch ev.Type {
	case "CONCEDE", "AGREE", "REQUEST", "REJECT":
	default:
		return
	}
	for _, i := range r.leftBehind(act) {
		r.addConcerned(ev, parley.RoleAbout, i)
	}
}

// leftBehind finds what those who withdraw leave: "leave the valley", "pull out of
// Rwanda", "bring the troops home from Iraq", "pull back its forces in Lebanon".
func (r *reader) leftBehind(act *reading) []int {
	t := r.t
	s := site{word: act.word, pos: r.pos(act.word), actor: -1}
	if s.pos == 'v' && !t.passive(s.word) {
		for _, o := range r.objects(s) {
			if !r.c.frames.InClass(t.lemma(o), "troops") && !r.isHuman(o) && r.isLand(o) {
				return []int{o}
			}
		}
	}
	if h := t.head(act.word); h >= 0 && t.isVerb(h) { // "agreed to pull out of Congo", hung on the agreeing
		s.hosts = []int{h}
	}
	for _, prep := range [...]string{"from", "out of", "of", "off"} {
		for _, i := range r.oblique(s, prep) {
			if i > act.word && r.isLand(i) {
				return []int{i}
			}
		}
	}
	for _, o := range r.objects(s) {
		for _, i := range r.children(o, "nmod") {
			if p := t.preposition(i); (p == "in" || p == "on" || p == "from") && r.isLand(i) {
				return []int{i}
			}
		}
	}
	return nil
}

// isLand reports whether token i names a place or a stretch of land.
func (r *reader) isLand(i int) bool {
	t := r.t
	if !t.isNominal(i) || r.isTime(i) || r.isHuman(i) {
		return false
	}
	if t.toks[i].UPOS == "PROPN" {
		return r.isCountry(i) || r.namesPlace(i) || r.party(i) == nil && !r.c.frames.InClass(lower(t.lemma(i)), "thing")
	}
	return r.c.frames.InClass(lower(t.lemma(i)), "land") || r.c.frames.InClass(lower(t.lemma(i)), "place")
}

// isHuman reports whether token i is a noun for people.
func (r *reader) isHuman(i int) bool {
	t := r.t
	if t.toks[i].UPOS != "NOUN" && t.toks[i].UPOS != "NUM" && t.toks[i].UPOS != "ADJ" {
		return false
	}
	lemma := lower(t.lemma(i))
	for _, class := range [...]string{"people", "person", "troops", "needy", "prisoner"} {
		if r.c.frames.InClass(lemma, class) {
			return true
		}
	}
	if r.c.frames.InClass(lemma, "place") || r.c.frames.InClass(lemma, "land") || r.c.frames.InClass(lemma, "vehicle") {
		return false
	}
	sector, agent := r.c.lex.AgentSector(lemma)
	return agent && sector != "JNK"
}

// victims adds whom the deed was done to that somebody is blamed for, or that is
// looked into: "blamed the army for the killing of two nuns", "an inquiry into
// the deaths of demonstrators", "accused it of raiding a village and killing ten".
func (r *reader) victims(g *reading, ev *parley.Event) {
	if ev.Type != "ACCUSE" || ev.CAMEO == "111" && g.content == nil {
		return
	}
	for _, v := range r.charged(g) {
		for _, i := range r.sufferers(v) {
			if !r.isHuman(i) {
				continue
			}
			kept := ev.Third[:0]
			for _, th := range ev.Third { // who was hurt comes before what was hit
				if th.Role != parley.RoleAbout || r.humanMention(th.Party.Mention) {
					kept = append(kept, th)
				}
			}
			ev.Third = kept
			r.addConcerned(ev, parley.RoleAbout, i)
			return
		}
	}
}

// deedsApart takes out of an inquiry's recipients the deeds that it looks into: who
// suffered them is what it is about, and who did them may be unknown.
func (r *reader) deedsApart(g *reading, ev *parley.Event) {
	if g.innermost().comp.Base.Name != "investigate" {
		return
	}
	kept := ev.Recipients[:0]
	for _, p := range ev.Recipients {
		if !r.namesHarm(p.Mention) {
			kept = append(kept, p)
		}
	}
	ev.Recipients = kept
}

// namesHarm reports whether a mention of the sentence is of deeds or deaths and of
// nobody.
func (r *reader) namesHarm(q parley.Quote) bool {
	for i := range r.t.toks {
		if p := r.who[i]; p != nil && p.mention == q.Span && p.actor.Country == "" && !p.actor.Known {
			lemma := lower(r.t.lemma(i))
			return r.c.frames.InClass(lemma, "violence") || r.c.frames.InClass(lemma, "toll") || r.c.frames.InClass(lemma, "crime") || lemma == "death"
		}
	}
	return false
}

// plaint tells whom a complaint is of from those to whom it is made: "complained to
// the Security Council about Indian shelling", "… that Chad had crossed the border".
func (r *reader) plaint(g *reading, ev *parley.Event) {
	if g.comp.Base.Name != "complain" || len(ev.Recipients) == 0 {
		return
	}
	for _, p := range ev.Recipients {
		if p.Country != "IGO" && p.Sector != "IGO" && p.Sector != "JUD" {
			return
		}
	}
	for _, i := range r.others(r.complainedOf(g.word), g.actors) {
		p, ok := r.toParty(i)
		if !ok || mentions(ev.Recipients, p) || p.Country == "IGO" {
			continue
		}
		for _, to := range ev.Recipients {
			ev.Third = append(ev.Third, parley.Third{Role: parley.RoleParty, Party: to})
		}
		ev.Recipients = []parley.Party{p}
		return
	}
}

// complainedOf returns whose deeds verb or noun i complains of.
func (r *reader) complainedOf(i int) (out []int) {
	t := r.t
	for _, h := range []int{i, t.head1(i)} {
		for c := t.first[h]; c >= 0; c = t.next[c] {
			switch {
			case t.is(c, "ccomp") && t.has(c, "mark", "that"):
				if s := r.subjectOf(c); s >= 0 {
					out = append(out, r.parties(s)...)
				}
			case t.is(c, "obl") || t.is(c, "nmod"):
				switch t.preposition(c) {
				case "about", "against", "over", "at":
					if named := r.parties(c); len(named) > 0 {
						out = append(out, named...)
					} else {
						out = append(out, r.doers(c)...)
					}
				}
			}
		}
	}
	return out
}

// swapped makes those whom several sides free in exchange for each other third
// parties: the exchange is done by all and to nobody.
func (r *reader) swapped(g *reading, ev *parley.Event) {
	if g.comp.Base.Family != "release" || len(ev.Actors) < 2 || ev.Type != "RETREAT" || len(ev.Recipients) == 0 {
		return
	}
	for _, i := range r.under(g.word) {
		if r.c.frames.InClass(lower(r.t.lemma(i)), "swap") {
			for _, p := range ev.Recipients {
				ev.Third = append(ev.Third, parley.Third{Role: parley.RoleBeneficiary, Party: p})
			}
			ev.Recipients = nil
			return
		}
	}
}

// charged returns the words for the deeds that g charges somebody with or looks
// into, those coordinated with them too.
func (r *reader) charged(g *reading) (out []int) {
	t := r.t
	if c := g.innermost(); c != g {
		out = t.conjuncts(c.word, nil)
	}
	for _, h := range append([]int{g.word}, g.takes...) {
		for c := t.first[h]; c >= 0; c = t.next[c] {
			switch t.preposition(c) {
			case "for", "into", "over", "of", "in":
				if t.is(c, "obl") || t.is(c, "nmod") || t.is(c, "advcl") {
					out = append(out, t.conjuncts(c, nil)...)
				}
			}
		}
	}
	return out
}

// sufferers returns whom the deed at token v was done to, by its readings or by
// its own words: "the deaths of …", "the bomb that killed …".
func (r *reader) sufferers(v int) (out []int) {
	t := r.t
	for _, act := range r.readings(v) {
		switch act.comp.Coding.Type {
		case "ASSAULT", "COERCE":
			out = union(out, act.recipients)
		}
	}
	if len(out) > 0 {
		return out
	}
	if t.isVerb(v) {
		if r.evokes(v) {
			for _, o := range r.objects(site{word: v, pos: 'v', actor: -1}) {
				out = append(out, r.parties(o)...)
			}
		}
		return out
	}
	for c := t.first[v]; c >= 0; c = t.next[c] {
		switch {
		case t.is(c, "nmod") && t.preposition(c) == "of" && (r.c.frames.InClass(t.lemma(v), "violence") || r.c.frames.InClass(t.lemma(v), "toll") || r.evokes(v)):
			out = append(out, r.parties(c)...)
		case t.is(c, "acl") && t.toks[v].UPOS == "NOUN":
			for _, act := range r.readings(c) {
				if act.comp.Coding.Type == "ASSAULT" {
					out = union(out, act.recipients)
				}
			}
		}
	}
	return out
}

// humanMention reports whether a mention of the sentence is one of people.
func (r *reader) humanMention(q parley.Quote) bool {
	for i := range r.t.toks {
		if p := r.who[i]; p != nil && p.mention == q.Span && r.isHuman(i) {
			return true
		}
	}
	return false
}

// subjectMatter adds the country or place that is talked about: "held talks on
// Somalia", "met to discuss the war in Congo".
func (r *reader) subjectMatter(g *reading, ev *parley.Event) {
	switch family := g.comp.Base.Family; {
	case family == "consult" && ev.Type != "ACCUSE", family == "rupture", family == "rupture-talks":
	default:
		return
	}
	t := r.t
	act := g.innermost()
	for _, h := range []int{act.word, g.word, t.head1(act.word)} {
		for c := t.first[h]; c >= 0; c = t.next[c] {
			switch {
			case (t.is(c, "obl") || t.is(c, "nmod")) && discussing(t.preposition(c)):
				r.addMatter(ev, c)
			case (t.is(c, "advcl") || t.is(c, "acl")) && t.lemma(c) == "discuss":
				for _, o := range r.children(c, "obj") {
					r.addMatter(ev, o)
				}
			}
		}
		if t.lemma(h) == "discuss" && t.isVerb(h) {
			for _, o := range r.children(h, "obj") {
				r.addMatter(ev, o)
			}
		}
	}
}

func discussing(prep string) bool {
	switch prep {
	case "on", "about", "over", "regarding", "concerning":
		return true
	}
	return false
}

// addMatter adds the countries that token i names, or that its phrase places what
// is talked about in: "Syria and Ukraine", "the conflict in Syria".
func (r *reader) addMatter(ev *parley.Event, i int) {
	for _, k := range r.t.conjuncts(i, nil) {
		if r.isKnownPlace(k) {
			r.addConcerned(ev, parley.RoleAbout, k)
			continue
		}
		if r.isTime(k) {
			continue
		}
		for _, c := range r.children(k, "nmod") {
			if p := r.t.preposition(c); (p == "in" || p == "of" || p == "for" || p == "at") && r.isKnownPlace(c) {
				r.addConcerned(ev, parley.RoleAbout, c)
			}
		}
	}
}

// isKnownPlace reports whether token i is the name of a country or of a place that
// the lexicon knows.
func (r *reader) isKnownPlace(i int) bool {
	if r.isCountry(i) {
		return true
	}
	if r.t.toks[i].UPOS != "PROPN" || !r.namesPlace(i) {
		return false
	}
	e, n := r.c.lex.Longest([]string{r.t.toks[i].Form}, 0)
	return n > 0 && (e.Kind == lexicon.KindCity || e.Kind == lexicon.KindRegion || e.Kind == lexicon.KindCapital || e.Kind == lexicon.KindCountry)
}

// spared gives those whom the end of violence is asked for their role: people are to
// benefit by it, places are what it is about.
func (r *reader) spared(g *reading, ev *parley.Event) {
	if ev.Type != "REQUEST" && ev.Type != "CONCEDE" || !hostile(ontology.Composed{Coding: g.innermost().comp.Base.Coding}) {
		return
	}
	for k := range ev.Third {
		th := &ev.Third[k]
		if th.Role != parley.RoleParty {
			continue
		}
		th.Role = parley.RoleAbout
		if r.humanMention(th.Party.Mention) {
			th.Role = parley.RoleBeneficiary
		}
	}
}

// idle reports whether a third party at token i is nobody and no place: "greed",
// "live television".
func (r *reader) idle(role parley.Role, i int) bool {
	p := r.party(i)
	if role != parley.RoleAbout || p == nil || r.t.mute(i) || coded(p.actor) || p.actor.Country != "" || p.actor.Known {
		return false
	}
	return r.t.toks[i].UPOS == "NOUN" && !r.isHuman(i) && !r.isLand(i)
}

// takenFrom adds from whom a town was taken or somebody was freed: "retook the
// town from the guerrillas", "rescued the pilot from the kidnappers".
func (r *reader) takenFrom(g *reading, ev *parley.Event) {
	act := g.innermost()
	if act != g || !(ev.Type == "COERCE" && len(ev.Modes) == 1 && ev.Modes[0] == "seize" || act.comp.Base.Name == "rescue") {
		return
	}
	for _, i := range r.oblique(site{word: act.word, pos: r.pos(act.word), actor: -1, deep: true}, "from") {
		for _, k := range r.parties(i) {
			if p := r.party(k); coded(p.actor) && !r.isLand(k) {
				r.addConcerned(ev, parley.RoleParty, k)
			}
		}
	}
}

// bound adds whom a threat or a refusal is bound to by its condition, where he is
// not the one threatened: "threatened to kill the hostage unless Manila withdrew".
func (r *reader) bound(g *reading, ev *parley.Event) {
	if ev.Type != "THREATEN" || len(ev.Recipients) == 0 {
		return
	}
	for _, i := range r.conditioned(g) {
		r.addConcerned(ev, parley.RoleParty, i)
	}
}

// conditioned returns the parties whose deed the condition of g speaks of.
func (r *reader) conditioned(g *reading) []int {
	t := r.t
	for _, v := range []int{g.innermost().word, g.word} {
		for c := t.first[v]; c >= 0; c = t.next[c] {
			if !t.is(c, "advcl") || !conditional(t.preposition(c)) {
				continue
			}
			if s := r.subjectOf(c); s >= 0 {
				if out := r.others(r.parties(s), g.actors); len(out) > 0 {
					return out
				}
			}
		}
	}
	return nil
}

func conditional(mark string) bool { return mark == "if" || mark == "unless" || mark == "until" }

// channel adds who carries what passes between others: "through the Red Cross".
func (r *reader) channel(g *reading, ev *parley.Event) {
	switch ev.Type {
	case "COOPERATE", "AID", "AGREE", "REQUEST":
	default:
		return
	}
	t := r.t
	for _, h := range []int{g.word, g.innermost().word} {
		for c := t.first[h]; c >= 0; c = t.next[c] {
			if p := t.preposition(c); (p == "through" || p == "via") && (t.is(c, "obl") || t.is(c, "nmod")) && r.carrier(c) {
				r.addConcerned(ev, parley.RoleVia, c)
			}
		}
		for _, o := range r.children(h, "obj") {
			for _, c := range r.children(o, "nmod") {
				if p := t.preposition(c); (p == "through" || p == "via") && r.carrier(c) {
					r.addConcerned(ev, parley.RoleVia, c)
				}
			}
		}
	}
}

// carrier reports whether token i may carry messages or goods: somebody, and no
// place on the way.
func (r *reader) carrier(i int) bool {
	p := r.party(i)
	return p != nil && p.actor.Sector != "" && p.actor.Sector != "UNK" && !r.isLand(i)
}

// addConcerned adds the phrase of token i as a third party, unless it is in the
// event already.
func (r *reader) addConcerned(ev *parley.Event, role parley.Role, i int) {
	if r.party(i) == nil {
		r.stand(i, &partyInfo{mention: r.t.span(i), actor: r.lookUp(i)})
	}
	for _, a := range append(append([]parley.Party(nil), ev.Actors...), ev.Recipients...) {
		if r.who[i].mention.Contains(a.Mention.Span) || a.Mention.Span.Overlaps(r.who[i].mention) && role != parley.RoleParty {
			return
		}
	}
	r.addBroker(ev, role, i)
}
