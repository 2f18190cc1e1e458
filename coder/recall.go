package coder

import "parley"

// remember keeps an event, so that a later noun may refer to it.
func (r *reader) remember(ev *parley.Event, g *reading) {
	e := told{typ: ev.Type, comp: g.comp, negated: ev.Status == parley.Negated, said: len(ev.SaidBy) > 0 || r.inClaim(g.word), sent: r.doc.sents}
	collect := func(tokens []int) (out []partyInfo) {
		for _, i := range tokens {
			if p := r.party(i); p != nil {
				out = append(out, *p)
			}
		}
		return out
	}
	e.actors, e.recipients = collect(g.actors), collect(g.recipients)
	for _, th := range g.third {
		if p := r.party(th.token); p != nil {
			e.third = append(e.third, *p)
		}
	}
	r.doc.events = append(r.doc.events, e)
}

// recall gives a definite noun of action without an actor, "the call for
// talks between A and B", the actor of the act it refers to: one of the same
// coding told earlier in the document whose parties it shares.
func (r *reader) recall(g *reading) {
	if !r.mayRecall(g) {
		return
	}
	for k := len(r.doc.events) - 1; k >= 0; k-- {
		e := &r.doc.events[k]
		if e.typ != string(g.comp.Coding.Type) || len(e.actors) == 0 {
			continue
		}
		all := append(append([]partyInfo(nil), e.recipients...), e.third...)
		shared := false
		for _, i := range g.recipients {
			shared = shared || r.among(i, all)
		}
		if !shared {
			continue
		}
		r.borrow(g, e)
		return
	}
}

// mayRecall reports whether g is a definite noun of action without an actor.
func (r *reader) mayRecall(g *reading) bool {
	return len(g.actors) == 0 && r.pos(g.word) == 'n' && r.t.has(g.word, "det", "the", "this", "that", "these", "those")
}

// among reports whether token i names one of the parties.
func (r *reader) among(i int, list []partyInfo) bool {
	p := r.party(i)
	if p == nil {
		return false
	}
	for _, q := range list {
		if p.actor.ID != "" && p.actor.ID == q.actor.ID || p.actor.ID == "" && p.actor.Country != "" && p.actor.Country == q.actor.Country && p.actor.Sector == q.actor.Sector {
			return true
		}
	}
	return false
}

// borrow takes the actors of the earlier act e, and sorts the parties that g
// names into recipients and third parties as e has them. The borrowed parties
// stand for the noun's own token.
func (r *reader) borrow(g *reading, e *told) {
	i := g.word
	r.stand(i, &e.actors[0])
	g.actors = []int{i}
	var to []int
	for _, p := range g.recipients {
		if r.among(p, e.third) && !r.among(p, e.recipients) {
			g.third = append(g.third, third{parley.RoleParty, p})
		} else {
			to = append(to, p)
		}
	}
	if len(to) > 0 {
		g.recipients = to
	}
}

// matter adds whom a noun of action is about when the clause that it serves
// says so: "to settle the dispute over Abyei through talks with Juba".
func (r *reader) matter(g *reading) {
	t := r.t
	v := t.head(g.word)
	if r.pos(g.word) != 'n' || v < 0 || !t.isVerb(v) {
		return
	}
	if p := t.preposition(g.word); p != "through" && p != "via" {
		return
	}
	// a name before the preposition is not the noun's, though the parser hung it
	// there: "concerns regarding Abyei through talks"
	for c := t.first[g.word]; c >= 0; c = t.next[c] {
		if c < t.caseOf(g.word) && r.namesParty(c) {
			g.third = append(g.third, third{parley.RoleAbout, c})
		}
	}
	o := t.child(v, "obj")
	if o < 0 {
		return
	}
	for c := t.first[o]; c >= 0; c = t.next[c] {
		switch t.preposition(c) {
		case "regarding", "concerning", "over", "about", "on":
			for _, p := range r.parties(c) {
				g.third = append(g.third, third{parley.RoleAbout, p})
			}
		}
	}
}

// recallDeed gives who judges or rejects a deed that was told before, "the
// detention", "the announcement", its doers for recipients.
func (r *reader) recallDeed(g *reading) {
	switch g.comp.Coding.Type {
	case "ACCUSE", "SUPPORT", "REJECT":
	default:
		return
	}
	if len(g.recipients) > 0 || len(g.comp.Ops) > 1 {
		return
	}
	word, typ := r.deedJudged(g)
	if word < 0 || typ == "" && g.comp.Coding.Type == "SUPPORT" || !r.t.has(word, "det", "the", "this", "that", "these", "those") {
		return
	}
	for k := len(r.doc.events) - 1; k >= 0; k-- {
		e := &r.doc.events[k]
		if len(e.actors) == 0 || typ != "" && e.typ != typ || r.isAmong(g.actors, e.actors) {
			continue
		}
		var many []*partyInfo
		for i := range e.actors {
			many = append(many, &e.actors[i])
		}
		if typ != "" && e.typ != "AGREE" { // of an agreement they are its sides
			for i := range e.recipients {
				many = append(many, &e.recipients[i])
			}
		}
		tokens := r.carry(word, many)
		doers := min(len(e.actors), len(tokens))
		g.recipients = tokens[:doers]
		for _, i := range tokens[doers:] {
			g.third = append(g.third, third{parley.RoleAbout, i})
		}
		return
	}
}

// deedJudged is the noun for what g judges and the type that it must have had,
// "" for any; -1 when it names no deed.
func (r *reader) deedJudged(g *reading) (int, string) {
	if c := g.content; c != nil {
		if r.pos(c.word) != 'n' || len(c.actors) > 0 || len(c.recipients) > 0 {
			return -1, ""
		}
		return c.word, string(c.comp.Coding.Type)
	}
	for _, o := range r.objects(site{word: g.word, pos: r.pos(g.word), actor: -1}) {
		if r.c.frames.InClass(r.t.lemma(o), "deedword") {
			return o, ""
		}
	}
	return -1, ""
}

func (r *reader) isAmong(tokens []int, list []partyInfo) bool {
	for _, i := range tokens {
		if r.among(i, list) {
			return true
		}
	}
	return false
}

// inClaim reports whether word i stands in what a report or an allegation says:
// "reports that Chad had freed rebels".
func (r *reader) inClaim(i int) bool {
	for steps := 0; i >= 0 && steps < 8; steps++ {
		if r.t.is(i, "acl") && r.t.head(i) >= 0 && r.c.frames.InClass(r.t.lemma(r.t.head(i)), "claim") {
			return true
		}
		i = r.t.head(i)
	}
	return false
}
