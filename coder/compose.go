package coder

import (
	"strings"

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
	case f.Kind == lexicon.KindDoubt && r.approaches(g, sub):
		r.rule(&out, "to try to reach somebody is to show that one would talk")
		return r.apply(ontology.Intend, &out, g, sub)
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

// approaches reports whether g tries to reach somebody, who may be a government or a
// movement: "has tried to reach Pyongyang through several channels".
func (r *reader) approaches(g, sub *reading) bool {
	switch r.t.lemma(g.word) {
	case "try", "attempt", "seek":
		return sub.frame != nil && strings.HasPrefix(sub.frame.Name, "content.reach") && len(sub.recipients) > 0 && !sub.negated
	}
	return false
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
	comp, never := sub.comp, false
	switch {
	case sub.negated && comp.Base.Family == "force" && len(comp.Ops) == 0 && g.frame != nil && g.frame.Kind == lexicon.KindSay:
		op = ontology.Reject // "said it would not send troops"
	case sub.negated && (op == ontology.Agree || op == ontology.Intend) && r.t.has(sub.word, "det", "no") && r.t.has(g.word, "aux", "have"):
		never = true // "has agreed to no truce": it did not happen
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
		out.negated, out.future, out.doubtful = never, false, false
	}
	return op, ok
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
		} else if sub.mutual && len(r.named(sub.actors)) < 2 { // "denied that there had been talks with Chad"
			out.actors = union(r.others(g.actors, sub.actors), sub.actors)
		}
	}
}

// named returns those of the tokens that stand for somebody of a known country, name
// or body.
func (r *reader) named(tokens []int) (out []int) {
	for _, i := range tokens {
		if p := r.party(i); p != nil && (p.actor.Country != "" || p.actor.ID != "") {
			out = append(out, i)
		}
	}
	return out
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
