package coder

import (
	"parley"
	"parley/lexicon"
	"parley/ontology"
)

// compose applies the frame of g, an operator or the like, to its content sub.
// It decides whose act the whole is; the coding comes from the ontology.
func (r *reader) compose(f *lexicon.Frame, g, sub *reading) *reading {
	if f.Silent && f.Op == ontology.Accuse && sub.frame == nil && !r.charges(g, sub) {
		return nil // "claims that it grew": no charge
	}
	if s := r.t.child(g.word, "nsubj"); f.Op == ontology.Deny && s >= 0 && r.c.frames.InClass(r.t.lemma(s), "claim") {
		return nil // "…, a charge Moscow denied": what comes before is not denied by itself
	}
	if f.Op == ontology.Deny && sub.comp.Coding.Type == "ACCUSE" && len(g.actors) > 0 && len(sub.actors) > 0 && !r.standsFor(sub.actors[0], g.actors) {
		return nil // "blamed Moscow, a charge that Moscow denied": the blame was spoken all the same
	}
	if f.Op == ontology.Reject && sub.frame != nil && sub.frame.Kind == lexicon.KindSay {
		return nil // "declined to say whether": silence refuses nothing
	}
	if f.Op == ontology.Appeal && len(g.recipients) == 0 && len(sub.actors) > 0 && r.t.child(sub.word, "nsubj") >= 0 && (r.standsFor(sub.actors[0], g.actors) || r.owns(g.actors, sub.actors[0])) {
		return nil // "proposed that his country mediate": an offer
	}
	if f.Directed && f.Op == ontology.Intend && r.t.child(sub.word, "nsubj") >= 0 && !r.isFuture(sub.word) && !sub.future {
		return nil // "assured the parents that nobody had been hurt": told, not promised
	}
	out := *g
	out.content = sub
	out.third = append(append([]third(nil), g.third...), sub.third...)
	out.rule = f.Name + "(" + sub.rule + ")"
	out.negated, out.failed, out.future, out.doubtful, out.denier = sub.negated, sub.failed, sub.future, sub.doubtful, sub.denier
	out.mutual = sub.mutual
	out.score += sub.score + 1
	switch {
	case f.Kind == lexicon.KindSay:
		return r.said(&out, g, sub)
	case f.Kind == lexicon.KindLight && sub.comp.Base.Name == "cease-fire" && len(sub.comp.Ops) == 0 && r.c.frames.InClass(r.t.lemma(g.word), "proposing"):
		truce := *sub // to announce a truce is to declare it
		truce.comp, _ = r.c.onto.Plain("ceasefire")
		return r.apply(ontology.Begin, &out, g, &truce)
	case f.Kind != lexicon.KindOperator: // light verbs, plans, doubts
		out.future = out.future || f.Kind == lexicon.KindFuture
		if f.Kind == lexicon.KindDoubt {
			out.doubtful = true
			out.score -= 5 // any frame that tells of an act done wins
		}
		return r.apply(ontology.Begin, &out, g, sub)
	case f.Command && sub.frame != nil && r.ownForces(g):
		r.rule(&out, "an order to one's own forces is one's own plan")
		return r.command(&out, g, sub)
	case f.Decree && byDecree(sub.comp) && !sub.negated:
		r.rule(&out, "what authority alone can do is done with the decision")
		return r.apply(ontology.Begin, &out, g, sub)
	case f.Op == ontology.Agree && len(g.actors) == 1 && yields(sub.comp):
		r.rule(&out, "one side that agrees to release, ease or admit yields")
		return r.apply(ontology.Intend, &out, g, sub)
	case f.Op == ontology.Intend && sub.comp.Coding.Type == "REJECT" && len(g.recipients) > 0:
		return r.assured(&out, g, sub)
	case f.Op == ontology.Intend && sub.comp.Coding.Type == "REJECT":
		return r.apply(ontology.Begin, &out, g, sub) // "vowed to boycott the talks" is to refuse them
	case f.Op == ontology.Intend && len(g.recipients) == 0 && r.t.child(sub.word, "nsubj") >= 0 && r.ownPlan(g, sub):
		return r.said(&out, g, sub) // "promised that Chad would leave"
	case f.Op == ontology.Intend && len(g.actors) > 1:
		return r.apply(ontology.Agree, &out, g, sub)
	}
	return r.apply(f.Op, &out, g, sub)
}

// charges reports whether to say so of what somebody did is to charge him with
// it, whatever it is: "alleged that the firm had hired gunmen".
func (r *reader) charges(g, sub *reading) bool {
	critics := len(g.actors) > 0 && r.c.frames.InClass(r.t.lemma(g.actors[0]), "critic")
	switch lemma := r.t.lemma(g.word); {
	case critics, lemma == "allege", lemma == "complain", lemma == "protest", lemma == "charge":
		return r.knows(sub.actors) && !r.standsFor(sub.actors[0], g.actors)
	}
	return false
}

// apply codes out as op over sub and settles the parties; nil when the two make
// nothing that is coded.
func (r *reader) apply(op ontology.Operator, out, g, sub *reading) *reading {
	op, ok := r.code(op, out, g, sub)
	if !ok {
		return nil
	}
	r.share(op, out, g, sub)
	return out
}

// code sets the coding of op over sub. It returns the operator that a negation
// or a host in the content makes of op.
func (r *reader) code(op ontology.Operator, out, g, sub *reading) (ontology.Operator, bool) {
	comp := sub.comp
	switch {
	case sub.negated && comp.Base.Family == "force" && len(comp.Ops) == 0 && g.frame != nil && g.frame.Kind == lexicon.KindSay:
		op = ontology.Reject // "said it would not send troops"
	case sub.negated:
		op, comp = r.underNot(op, comp)
	}
	if op == ontology.Intend && r.hosts(g, sub) {
		r.rule(out, "to offer a place for talks is to offer good offices")
		comp, _ = r.c.onto.Plain("mediate") // to offer a place for talks is to offer good offices
		out.third = nil
	}
	var ok bool
	out.comp, ok = r.c.onto.Compose(op, comp)
	if op != ontology.Begin && op != ontology.Fail && op != ontology.Deny {
		out.negated, out.future, out.doubtful = false, false, false
	}
	return op, ok
}

// said reads what somebody says that others must do, or that he will or will not
// do himself; what else is said is no act of the speaker.
func (r *reader) said(out, g, sub *reading) *reading {
	if ofOthers(sub) {
		out.comp, out.actors, out.recipients, out.mutual = sub.comp, g.actors, sub.recipients, false
		out.future = false
		return out // "said that the rebels were to blame", "that they would pay a price"
	}
	if f := sub.frame; f != nil && f.Silent && f.Op == ontology.Reject && len(sub.actors) == 0 { // "said there would be no talks with"
		out.comp, out.actors, out.recipients, out.mutual = sub.comp, g.actors, r.others(sub.recipients, g.actors), false
		out.negated, out.future, out.told = false, false, true
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

// underNot moves a negation in the content into the composition: to promise
// not to attack is to promise to stop, to vow not to negotiate is to refuse.
func (r *reader) underNot(op ontology.Operator, comp ontology.Composed) (ontology.Operator, ontology.Composed) {
	switch op {
	case ontology.Appeal, ontology.Demand, ontology.Intend, ontology.Agree:
		if hostile(comp) {
			if stopped, ok := r.c.onto.Compose(ontology.Halt, comp); ok {
				return op, stopped
			}
		}
		if op == ontology.Intend || op == ontology.Agree {
			return ontology.Reject, comp
		}
	}
	return op, comp
}

// hostile reports whether the act is of conflict, words included.
func hostile(c ontology.Composed) bool {
	switch c.Coding.Type {
	case "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "ACCUSE":
		return true
	}
	return false
}

// share settles the parties of operator over content.
func (r *reader) share(op ontology.Operator, out, g, sub *reading) {
	partners := r.others(union(sub.recipients, sub.actors), g.actors)
	switch op {
	case ontology.Begin, ontology.Fail, ontology.Deny:
		r.passOn(op, out, g, sub)
		return
	case ontology.Appeal, ontology.Demand:
		if out.comp.Coding.Type == "ACCUSE" && len(g.recipients) > 0 && len(partners) > 0 {
			out.recipients = partners // "called on the union to punish Minsk": it is Minsk that is blamed
			out.addThird(parley.RoleParty, g.recipients)
			break
		}
		r.leavers(out, g, sub)
		if len(g.recipients) == 0 {
			out.recipients = without(sub.actors, g.actors)
			f := sub.comp.Base.Family // who is to be freed or left is asked for, not asked
			if f != "release" && f != "access" && sub.comp.Base.Name != "withdraw" && len(out.recipients) == 0 && r.roleIn(sub) != parley.RoleBeneficiary && (out.comp.Coding.Type == "THREATEN" || out.comp.Coding.Type == "ACCUSE" || !hostile(ontology.Composed{Coding: sub.comp.Base.Coding})) {
				out.recipients = without(sub.recipients, g.actors)
			}
		}
		out.addThird(r.roleIn(sub), without(partners, out.recipients))
	case ontology.Accuse:
		if len(g.recipients) == 0 {
			out.recipients = without(sub.actors, g.actors)
		}
		out.addThird(parley.RoleAbout, without(without(sub.recipients, g.actors), out.recipients))
	case ontology.Reject, ontology.Accept:
		if len(g.recipients) == 0 {
			out.recipients = partners
			if by := without(sub.actors, g.actors); len(by) > 0 && !sub.mutual {
				out.recipients = by
				out.addThird(r.roleIn(sub), without(sub.recipients, union(g.actors, by)))
			}
		}
	case ontology.Halt:
		if len(g.actors) == 0 {
			out.actors = sub.actors
			partners = without(sub.recipients, sub.actors)
		}
		if len(g.recipients) == 0 {
			out.recipients = partners
		}
	case ontology.Agree:
		r.accord(out, g, sub, partners)
	default: // intend, threaten
		if len(g.recipients) == 0 {
			out.recipients = partners
		} else {
			out.addThird(r.roleIn(sub), without(partners, g.recipients))
		}
	}
	out.mutual = false
	out.words = nil
}

// leavers reads "demanded the withdrawal of the troops from Lebanon": who stands
// behind "of" is to leave, and what behind "from" is land, and asked nothing.
func (r *reader) leavers(out, g, sub *reading) {
	if sub.comp.Base.Name != "withdraw" || r.pos(sub.word) != 'n' {
		return
	}
	if len(g.recipients) > 0 && r.t.preposition(g.recipients[0]) == "from" {
		out.addThird(parley.RoleAbout, g.recipients)
		g.recipients, out.recipients = nil, nil
	}
	if len(sub.actors) > 0 {
		return
	}
	for _, i := range r.oblique(site{word: sub.word, pos: 'n', actor: -1}, "of") {
		sub.actors = r.parties(i)
	}
}

// accord settles the parties of what is agreed: sides that agree with each other
// all act, and nobody suffers it.
func (r *reader) accord(out, g, sub *reading, partners []int) {
	switch {
	case len(g.actors) > 1 && sub.comp.Base.Name == "do":
	case len(g.actors) > 1:
		out.addThird(r.roleIn(sub), partners)
	case len(g.recipients) == 0:
		out.recipients = partners
	default:
		out.addThird(r.roleIn(sub), without(partners, g.recipients))
	}
}

// passOn keeps the parties of the content and fills what it lacks from the
// verb above: "held talks with", "resumed its attacks".
func (r *reader) passOn(op ontology.Operator, out, g, sub *reading) {
	out.actors, out.recipients = sub.actors, sub.recipients
	if len(out.actors) == 0 {
		out.actors = g.actors
	} else if sub.mutual && op == ontology.Begin {
		out.actors = r.withOpener(out, g, sub)
	}
	if len(out.recipients) == 0 && !sub.mutual {
		out.recipients = without(g.recipients, out.actors)
	} else if sub.mutual {
		out.actors = union(out.actors, g.recipients)
	}
	out.words = sub.words
	switch op {
	case ontology.Fail:
		out.failed = true
	case ontology.Deny:
		out.negated = true
		if len(g.actors) > 0 {
			out.denier = g.actors[0]
		}
		if len(sub.actors) == 0 {
			out.actors = g.actors
		}
	}
}

// withOpener returns the parties of a mutual act and whoever begins it: one of
// them, or, where a noun names both sides already, a mediator: "Norway opened
// talks between the government and the rebels".
func (r *reader) withOpener(out, g, sub *reading) []int {
	if len(sub.actors) > 1 && r.pos(sub.word) == 'n' && len(r.others(g.actors, sub.actors)) == len(g.actors) {
		out.addThird(parley.RoleMediator, g.actors)
		return sub.actors
	}
	return union(g.actors, sub.actors)
}

func (g *reading) addThird(role parley.Role, tokens []int) {
	for _, t := range tokens {
		g.third = append(g.third, third{role, t})
	}
}

// roleIn is what a party inside the content is to the whole: a party to the
// talks asked for, the one to benefit from aid or release, or what it is about.
func (r *reader) roleIn(sub *reading) parley.Role {
	if sub.comp.Base.Name == "withdraw" {
		return parley.RoleAbout // whose land it is
	}
	switch sub.comp.Base.Family {
	case "consult", "mediation", "settlement", "deescalation":
		return parley.RoleParty
	case "aid", "aid-economic", "aid-military", "aid-relief", "aid-protection", "release":
		return parley.RoleBeneficiary
	case "yield": // "forgive", "let go"
		return parley.RoleBeneficiary
	}
	if lemma := r.t.lemma(sub.word); r.t.isVerb(sub.word) && sub.comp.Base.Name == "do" && (r.c.frames.InClass(lemma, "helping") || lemma == "let" || lemma == "allow") {
		return parley.RoleBeneficiary
	}
	return parley.RoleAbout
}

// ownPlan reports whether what is said is the speaker's own future act:
// "said it would release the prisoners", "announced it will withdraw".
func (r *reader) ownPlan(g, sub *reading) bool {
	if !r.isFuture(sub.word) && !sub.future && !r.mayDo(g, sub) || len(g.actors) == 0 || len(sub.actors) == 0 {
		return false
	}
	a, b := g.actors[0], sub.actors[0]
	if a == b {
		return true
	}
	pa, pb := r.party(a), r.party(b)
	if pa == nil || pb == nil {
		return false
	}
	if r.t.isNominal(b) && r.owns(g.actors, b) { // "said his army would"
		return true
	}
	if pa.mention == pb.mention || pa.actor.ID != "" && pa.actor.ID == pb.actor.ID {
		return true
	}
	// a minister who tells what his government will do
	return pa.actor.Country == pb.actor.Country && official(pa.actor) && official(pb.actor)
}

// mayDo reports whether somebody warns of what he "could" do.
func (r *reader) mayDo(g, sub *reading) bool {
	return r.t.lemma(g.word) == "warn" && r.t.has(sub.word, "aux", "could", "may", "might")
}

// owns reports whether the party at token i is said to be somebody's of actors:
// "its forces", "his men".
func (r *reader) owns(actors []int, i int) bool {
	own := r.t.childExact(i, "nmod:poss")
	return own >= 0 && r.t.toks[own].UPOS == "PRON" && r.standsFor(own, actors)
}

// others returns the tokens of a that stand for nobody of b: "it" in "the group
// said it would" is the group.
func (r *reader) others(a, b []int) []int {
	var out []int
	for _, t := range without(a, b) {
		if !r.standsFor(t, b) {
			out = append(out, t)
		}
	}
	return out
}

func (r *reader) standsFor(t int, list []int) bool {
	p := r.party(t)
	for _, u := range list {
		if q := r.party(u); p != nil && q != nil && (p.mention == q.mention || p.actor.ID != "" && p.actor.ID == q.actor.ID && !p.person && !q.person) {
			return true
		}
	}
	return false
}

// union returns the tokens of a and b, without doubles, in that order.
func union(a, b []int) []int {
	out := append([]int(nil), a...)
	for _, t := range b {
		if !contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// without returns the tokens of a that are not in b.
func without(a, b []int) []int {
	var out []int
	for _, t := range a {
		if !contains(b, t) {
			out = append(out, t)
		}
	}
	return out
}

func contains(list []int, t int) bool {
	for _, x := range list {
		if x == t {
			return true
		}
	}
	return false
}
