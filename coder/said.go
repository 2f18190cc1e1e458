package coder

import (
	"parley"
	"parley/lexicon"
	"parley/ontology"
)

// said reads what somebody says that others must do, or that he will or will not
// do himself; what else is said is no act of the speaker.
func (r *reader) said(out, g, sub *reading) *reading {
	if ofOthers(sub) {
		out.comp, out.actors, out.recipients, out.mutual = sub.comp, g.actors, sub.recipients, false
		out.future = false
		return out // "said that the rebels were to blame", "that they would pay a price"
	}
	if sub.back && len(sub.actors) == 0 { // "said there was no truth in it"
		out.comp, out.actors, out.recipients, out.mutual, out.told = sub.comp, g.actors, nil, false, true
		return out
	}
	if f := sub.frame; f != nil && f.Silent && f.Op == ontology.Reject && len(sub.actors) == 0 { // "said there would be no talks with"
		if c := sub.content; c != nil && r.bygoneBe(sub.word) {
			return r.neverWas(out, g, c)
		}
		out.comp, out.actors, out.recipients, out.mutual = sub.comp, g.actors, r.others(sub.recipients, g.actors), false
		out.negated, out.future, out.told = false, false, true
		return out
	}
	if len(g.actors) > 0 && r.deniesContact(g, sub) { // "no letter was sent", "there have been no talks with"
		out.comp, out.actors, out.mutual = sub.comp, g.actors, false
		out.recipients = r.others(union(sub.recipients, sub.actors), g.actors)
		out.negated, out.future, out.denier, out.told = true, false, g.actors[0], true
		return out
	}
	if who := r.behind(sub.word); who >= 0 && len(sub.comp.Ops) == 0 {
		return r.blamed(who, out, g, sub)
	}
	if r.forbids(sub) && (len(sub.actors) == 0 || r.ownDoing(g, sub)) {
		return r.forbidden(out, g, sub)
	}
	told := r.addressee(g.word)
	if told >= 0 && !r.involved(told) {
		told = -1 // "told parliament that Israel must"
	}
	if ask := r.bidding(sub); ask != "" && (told >= 0 || r.t.passive(sub.word) || !r.ownDoing(g, sub)) {
		return r.bid(ask, told, out, g, sub)
	}
	if !r.ownPlan(g, sub) {
		return nil
	}
	op := ontology.Intend
	switch {
	case sub.comp.Coding.Type == "REJECT":
		op = ontology.Begin // "said it will not": the refusal, told
	case len(g.actors) > 1:
		op = ontology.Agree
	}
	r.rule(out, "who tells what his own side will do or not do promises or refuses it")
	out.future = false
	if _, ok := r.code(op, out, g, sub); !ok {
		return nil
	}
	r.speakFor(out, g, sub)
	if c := r.conditioned(out); len(out.recipients) == 0 && len(c) > 0 && out.comp.Coding.Type == "THREATEN" {
		out.recipients = c // "told the envoy that he would attack unless the rebels withdrew"
	}
	if len(out.recipients) == 0 && told >= 0 && r.involved(told) {
		out.recipients = r.others([]int{told}, out.actors) // "told the rebels that it would"
	}
	return out
}

// deniesContact reports whether what is said is that there has been no contact or truce
// "with" somebody, without a word of whose else it was: the speaker speaks of his own.
func (r *reader) deniesContact(g, sub *reading) bool {
	if !sub.negated || sub.future || r.isFuture(sub.word) || len(sub.comp.Ops) > 0 || r.t.child(sub.word, "cop") >= 0 && r.pos(sub.word) == 'n' {
		return false
	}
	for _, i := range sub.actors {
		if p := r.t.preposition(i); !r.standsFor(i, g.actors) && (!sub.mutual || p != "with" && p != "to") {
			return false
		}
	}
	switch sub.comp.Base.Family {
	case "consult", "settlement", "deescalation":
		return true
	}
	return false
}

// ofOthers reports whether an act is one that is done by saying so of others:
// blame, criticism, a threat.
func ofOthers(sub *reading) bool {
	if len(sub.actors) > 0 || len(sub.comp.Ops) > 0 {
		return false
	}
	switch sub.comp.Base.Name {
	case "accuse", "criticise", "threaten", "threaten-force":
		return true
	}
	return false
}

// behind finds who is said to be "behind" the deed i: -1 when nobody is.
func (r *reader) behind(i int) int {
	if r.t.preposition(i) != "behind" || r.t.child(i, "cop") < 0 {
		return -1
	}
	if c := r.t.child(i, "nsubj"); c >= 0 && r.isParty(c) {
		return c
	}
	return -1
}

// blamed reads "said Chad was behind the raid": who says so accuses who is.
func (r *reader) blamed(who int, out, g, sub *reading) *reading {
	var ok bool
	if out.comp, ok = r.c.onto.Compose(ontology.Accuse, sub.comp); !ok {
		return nil
	}
	out.actors, out.recipients, out.mutual = g.actors, r.others(r.parties(who), g.actors), false
	out.addThird(parley.RoleAbout, without(sub.recipients, out.recipients))
	return out
}

// forbids reports whether what is said is that somebody "will not", "cannot" or
// "must not be allowed" to do something.
func (r *reader) forbids(sub *reading) bool {
	f := sub.comp.Base.Family
	return sub.negated && len(sub.comp.Ops) == 0 && (f == "access" || f == "ease") && r.t.passive(sub.word) && len(sub.recipients) > 0 && r.t.has(sub.word, "aux", "can", "could", "will", "would", "must", "shall", "should", "may")
}

// forbidden reads "said that the envoy could not be allowed to return": who says
// so refuses it.
func (r *reader) forbidden(out, g, sub *reading) *reading {
	var ok bool
	if out.comp, ok = r.c.onto.Compose(ontology.Reject, sub.comp); !ok {
		return nil
	}
	out.actors, out.recipients, out.mutual = g.actors, r.others(sub.recipients, g.actors), false
	out.negated, out.future, out.doubtful, out.told = false, false, false, true
	return out
}

// involved reports whether who is told of a plan may be whom it is meant for:
// neither the press nor one's own parliament.
func (r *reader) involved(i int) bool {
	switch p := r.party(i); p.actor.Sector {
	case "JRN", "LEG", "UNK":
		return false
	}
	return true
}

// assured reads a refusal of which somebody is assured: "assured Jordan that Syria
// would not shelter the gang".
func (r *reader) assured(out, g, sub *reading) *reading {
	if _, ok := r.code(ontology.Begin, out, g, sub); !ok {
		return nil
	}
	out.actors, out.recipients, out.mutual, out.negated = g.actors, g.recipients, false, false
	out.addThird(parley.RoleAbout, without(without(sub.recipients, g.actors), g.recipients))
	return out
}

// command reads an order to one's own forces: a plan of one's own, or, when they
// are to cease fire, the truce itself.
func (r *reader) command(out, g, sub *reading) *reading {
	op, own := ontology.Intend, *g
	own.recipients, out.recipients = nil, nil
	if sub.comp.Base.Name == "cease-fire" && !sub.negated {
		truce := *sub
		truce.comp, _ = r.c.onto.Plain("ceasefire")
		truce.recipients = nil
		op, sub = ontology.Begin, &truce
	}
	if r.apply(op, out, &own, sub) == nil {
		return nil
	}
	out.actors = g.actors
	return out
}

// yields reports whether an act is a concession when one side does it.
func yields(c ontology.Composed) bool {
	switch c.Base.Family {
	case "ease", "release", "lift", "access", "yield":
		return len(c.Ops) == 0
	}
	return false
}

// byDecree reports whether the decision to do an act is the act: nothing but
// authority is needed to lift a ban, to sever ties or to impose a penalty.
func byDecree(c ontology.Composed) bool {
	if len(c.Ops) > 0 {
		return false
	}
	switch c.Base.Family {
	case "ease", "lift", "sanctions", "rupture", "rupture-talks", "rupture-mediation", "rupture-aid", "expulsion", "detention", "conviction", "inquiry", "coercion":
		return true
	}
	return c.Base.Family == "release" && c.Base.Name != "exchange-prisoners"
}

// bidding tells what "must" and "should" make of what is said of others: a
// demand, an appeal, or nothing.
func (r *reader) bidding(sub *reading) ontology.Operator {
	switch {
	case sub.doubtful || len(sub.actors) == 0 && sub.frame == nil:
		return ""
	case r.t.has(sub.word, "aux", "must"), r.t.has(sub.word, "aux", "have") && r.t.has(sub.word, "mark", "to"):
		return ontology.Demand
	case r.t.has(sub.word, "aux", "should"):
		return ontology.Appeal
	}
	return ""
}

// addressee is whom verb i of saying is addressed to, or -1.
func (r *reader) addressee(i int) int {
	for _, rel := range []string{"iobj", "obj"} {
		if c := r.t.child(i, rel); c >= 0 && r.isParty(c) {
			return c
		}
	}
	return -1
}

// ownDoing reports whether the act told of is the speaker's own.
func (r *reader) ownDoing(g, sub *reading) bool {
	return len(g.actors) == 0 || len(sub.actors) > 0 && r.standsFor(sub.actors[0], g.actors)
}

// bid reads "said that Israel must end the attacks", "told Chad that it must":
// told is whom the words are addressed to, or -1.
func (r *reader) bid(op ontology.Operator, told int, out, g, sub *reading) *reading {
	out.recipients = g.recipients
	if told >= 0 {
		out.recipients = []int{told}
	}
	to := *g
	to.recipients = out.recipients
	out.told, out.mutual, out.words = true, false, sub.words
	if r.apply(op, out, &to, sub) == nil {
		return nil
	}
	out.negated, out.future = false, false
	out.words = sub.words
	return out
}

// ownForces reports whether an order goes to the forces of whoever gives it.
func (r *reader) ownForces(g *reading) bool {
	if len(g.actors) == 0 || len(g.recipients) == 0 {
		return false
	}
	if r.t.has(g.recipients[0], "amod", "foreign", "occupying", "enemy", "rebel") {
		return false
	}
	from, to := r.party(g.actors[0]), r.party(g.recipients[0])
	if own := r.t.child(g.recipients[0], "nmod"); own >= 0 && r.t.toks[own].UPOS == "PRON" && r.t.lemma(g.recipients[0]) == "man" {
		return true // "his men"
	}
	if from == nil || to == nil || from.actor.Sector == "JUD" || from.actor.Country == "IGO" || to.actor.Sector == "REB" && official(from.actor) {
		return false
	}
	forces := to.actor.Sector == "MIL" || r.c.frames.InClass(r.t.lemma(g.recipients[0]), "troops")
	return forces && (to.actor.Country == "" || from.actor.Country == "" || to.actor.Country == from.actor.Country)
}

// hosts reports whether the actor of g is the host of the talks of sub.
func (r *reader) hosts(g, sub *reading) bool {
	for _, th := range sub.third {
		if th.role == parley.RoleHost && r.standsFor(th.token, g.actors) {
			return true
		}
	}
	return false
}

// speakFor settles the parties of a plan or refusal that somebody announces:
// the side that will act is the actor, who speaks for it is not.
func (r *reader) speakFor(out, g, sub *reading) {
	out.words, out.core, out.mutual = sub.words, sub.core, false
	out.actors = nil
	for _, t := range sub.actors {
		if r.standsFor(t, g.actors) {
			out.actors = append(out.actors, t)
		}
	}
	if len(out.actors) == 0 {
		out.actors = sub.actors[:1]
	}
	if sub.mutual && r.together(sub.actors) { // "Chad and Niger will hold talks, the minister said"
		out.actors, out.recipients, out.mutual = sub.actors, nil, true
		return
	}
	out.recipients = r.others(union(sub.recipients, sub.actors), out.actors)
}

// together reports whether all the tokens are coordinated: one subject.
func (r *reader) together(tokens []int) bool {
	if len(tokens) < 2 {
		return false
	}
	all := r.t.conjuncts(tokens[0], nil)
	for _, i := range tokens {
		if !contains(all, i) {
			return false
		}
	}
	return true
}

// bygoneBe reports whether the verb i of "there have been no talks" speaks of what was.
func (r *reader) bygoneBe(i int) bool {
	switch lower(r.t.toks[i].Form) {
	case "was", "were":
		return true
	case "been":
		return !r.isFuture(i)
	case "is", "are": // "there is no agreement"
		s := r.t.child(i, "nsubj")
		return s >= 0 && r.c.frames.InClass(r.t.lemma(s), "agreement")
	}
	return false
}

// neverWas reads "said there had been no talks with Chad": who says so denies c, which
// he would have had a part in.
func (r *reader) neverWas(out, g, c *reading) *reading {
	out.comp, out.content = c.comp, c
	if c.content != nil && c.frame != nil && c.frame.Kind == lexicon.KindOperator { // without the "no" that it holds
		if plain, ok := r.c.onto.Compose(c.frame.Op, c.content.comp); ok {
			out.comp = plain
		}
	}
	out.actors, out.recipients, out.mutual = c.actors, c.recipients, c.mutual
	if c.mutual && len(r.named(c.actors)) < 2 {
		out.actors = union(r.others(g.actors, c.actors), c.actors)
	} else if len(c.actors) == 0 {
		out.actors, out.recipients = g.actors, r.others(c.recipients, g.actors)
	}
	if len(out.recipients) == 0 && !c.mutual { // "no agreement with Chad to …"
		out.recipients = r.others(r.partiesAt(site{word: c.word, pos: r.pos(c.word), actor: -1}, slotsOf("with")), out.actors)
	}
	out.negated, out.future, out.doubtful, out.denier = true, false, false, -1
	if len(g.actors) > 0 {
		out.denier = g.actors[0]
	}
	return out
}
