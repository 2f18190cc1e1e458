package brief

import (
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/dialogue"
)

// digest is what changed in one dialogue in the period, a clause a line.
type digest struct {
	Dialogue prose
	State    string
	Tone     tone
	Clauses  []prose
}

// digest compares a dialogue at both ends of the period. Changes, asks and truces are
// told by their days; what was there before is compared with [talk.before].
func (t *talk) digest(from, to parley.Day, ns *notes) digest {
	in := func(d parley.Day) bool { return !d.IsZero() && d >= from && d <= to }
	out := digest{Dialogue: prose{}.link(t.Name, t.ID), State: t.State, Tone: t.Tone}
	out.Clauses = append(out.Clauses, t.changed(in, ns))
	out.Clauses = append(out.Clauses, t.answered(in, ns)...)
	out.Clauses = append(out.Clauses, t.asked(in, ns)...)
	out.Clauses = append(out.Clauses, t.ceased(in, ns)...)
	if c := t.violence(from, to, ns); c != nil {
		out.Clauses = append(out.Clauses, c)
	}
	if c := t.silence(in); c != nil {
		out.Clauses = append(out.Clauses, c)
	}
	return out
}

// maxClauses is how many things of one sort are told each; more are counted.
const maxClauses = 4

// changed tells the way of the state through the period.
func (t *talk) changed(in func(parley.Day) bool, ns *notes) prose {
	var steps []*parley.Change
	for i := range t.d.Changes {
		if in(t.d.Changes[i].Day) {
			steps = append(steps, &t.d.Changes[i])
		}
	}
	if len(steps) == 0 {
		p := prose{}.add("Still at ").strong(t.State).add(", since " + date(t.d.Since) + ".")
		for i := len(t.d.Moves) - 1; i >= 0; i-- { // what happened all the same
			if m := &t.d.Moves[i]; in(m.Day) && dialogue.OfTalks(m.Kind) {
				return p.add(" The latest move of " + date(m.Day) + ": " + t.n.say(m)).note(t.ref(i, ns)).add(".")
			}
		}
		return p
	}
	var p prose
	switch {
	case t.before != nil && t.before.State != "":
		p = plain("From ").strong(string(t.before.State)).add(" to ")
	case steps[0].From != "":
		p = plain("From ").strong(string(steps[0].From)).add(" to ")
	default:
		p = plain("New in this period: ")
	}
	skipped := max(0, len(steps)-maxClauses)
	for i, c := range steps {
		switch {
		case i > 0 && i <= skipped:
			continue
		case skipped > 0 && i == skipped+1:
			p = p.add(", …, then ")
		case i > 0:
			p = p.add(", then ")
		}
		p = p.strong(string(c.State)).add(" on " + date(c.Day)).note(t.ref(c.Move, ns))
	}
	return p.add(".")
}

// answered tells the asks that were answered.
func (t *talk) answered(in func(parley.Day) bool, ns *notes) []prose {
	is := func(i int) bool { return matters(&t.d.Asks[i]) && !open(&t.d.Asks[i]) && in(t.d.Asks[i].On) }
	return t.latest(len(t.d.Asks), maxClauses, "more answer", "asks", is, func(i int) []prose {
		return []prose{t.answer(&t.d.Asks[i], ns)}
	})
}

// matters reports whether an ask is one of those that a digest tells: what is not about
// talks, truces or what they lead to is in the table only.
func matters(a *parley.Ask) bool { return a.For != parley.AboutOther && a.For != "" }

// latest tells the last few of n things that are meant, in their order, and counts those
// before, which stand in a part of the section.
func (t *talk) latest(n, most int, noun, part string, is func(int) bool, tell func(int) []prose) (out []prose) {
	var meant []int
	for i := range n {
		if is(i) {
			meant = append(meant, i)
		}
	}
	more := max(0, len(meant)-most)
	for _, i := range meant[more:] {
		out = append(out, tell(i)...)
	}
	if more > 0 {
		out = append(out, prose{}.link(capital(count(more, noun)), t.ID+"-"+part).add("."))
	}
	return out
}

// answer tells an ask with its answer: "Chad asked Qatar for mediation [3]; Qatar
// accepted after 4 days [5]."
func (t *talk) answer(a *parley.Ask, ns *notes) prose {
	verb := map[parley.Answer]string{
		parley.AnswerAccepted: "accepted", parley.AnswerRefused: "refused", parley.AnswerConditional: "set conditions",
	}[a.Answer]
	who := t.n.list(a.AnswerBy)
	if who == "" {
		who = "the answer"
	}
	return t.request(a, ns).add("; " + who + " ").strong(verb).add(" after " + count(a.Days, "day")).note(t.ref(a.Answered, ns)).add(".")
}

// request tells who asked whom for what.
func (t *talk) request(a *parley.Ask, ns *notes) prose {
	s := t.n.list(a.By) + " asked "
	if s == " asked " {
		s = "Somebody unnamed asked "
	}
	if len(a.To) > 0 {
		s += t.n.list(a.To) + " "
	}
	return plain(s + "for " + dialogue.Subject(a.For)).note(t.ref(a.Move, ns))
}

// asked tells the asks that came and are open.
func (t *talk) asked(in func(parley.Day) bool, ns *notes) []prose {
	is := func(i int) bool { return matters(&t.d.Asks[i]) && open(&t.d.Asks[i]) && in(t.d.Asks[i].Day) }
	return t.latest(len(t.d.Asks), maxClauses, "more open ask", "asks", is, func(i int) []prose {
		a := &t.d.Asks[i]
		p := append(prose{}.strong("Newly open").add(": "), t.request(a, ns)...)
		return []prose{p.add(" – " + count(a.Days, "day") + " without answer.")}
	})
}

// maxTold is how many truces are told in a digest.
const maxTold = 2

// ceased tells truces that began, ended or were broken.
func (t *talk) ceased(in func(parley.Day) bool, ns *notes) []prose {
	is := func(i int) bool {
		c := &t.d.Truces[i]
		return in(c.From) || in(c.To) || slices.ContainsFunc(c.Violations, func(v parley.Violation) bool { return in(v.Day) })
	}
	return t.latest(len(t.d.Truces), maxTold, "more ceasefire", "truces", is, func(i int) []prose { return t.truceClauses(&t.d.Truces[i], in, ns) })
}

// truceClauses tell what became of a truce in the period.
func (t *talk) truceClauses(c *parley.Ceasefire, in func(parley.Day) bool, ns *notes) (out []prose) {
	name := "A ceasefire of one side"
	if c.Agreed {
		name = "An agreed ceasefire"
	}
	name += " (" + t.n.list(c.By) + ")"
	p := plain(name)
	if in(c.From) {
		p = p.add(" ").strong("began").add(" on " + date(c.From)).note(t.ref(c.Move, ns))
	}
	if in(c.To) {
		if in(c.From) {
			p = p.add(" and")
		}
		p = p.add(" ").strong("ended").add(" on " + date(c.To)).note(t.ref(c.Ended, ns))
		if c.Why != "" {
			p = p.add(": " + strings.TrimSuffix(quoted(c.Why), "."))
		}
	}
	if in(c.From) || in(c.To) {
		out = append(out, p.add("."))
	}
	if broken := t.broken(c, in, ns); broken != nil {
		out = append(out, broken)
	}
	return out
}

// broken tells the breaches of a truce in the period; nil when there were none.
func (t *talk) broken(c *parley.Ceasefire, in func(parley.Day) bool, ns *notes) prose {
	part := *c
	part.Violations = nil
	var refs []int
	for i := range c.Violations {
		if v := &c.Violations[i]; in(v.Day) {
			part.Violations = append(part.Violations, *v)
			if len(refs) < maxClauses {
				refs = append(refs, t.ref(v.Move, ns))
			}
		}
	}
	if len(part.Violations) == 0 {
		return nil
	}
	return prose{}.add("The ceasefire of " + date(c.From) + " was reported ").strong("broken").add(" " + times(len(part.Violations)) + allegedOf(&part)).note(refs...).add(".")
}

// violence compares attacks in the period with as many days before it; nil when there
// were none in either.
func (t *talk) violence(from, to parley.Day, ns *notes) prose {
	length := to - from + 1
	now, before := 0, 0
	var refs []int
	for i := range t.d.Moves {
		m := &t.d.Moves[i]
		if m.Kind != parley.MoveAttack || m.Planned {
			continue
		}
		switch {
		case m.Day >= from && m.Day <= to:
			now++
			if len(refs) < maxClauses {
				refs = append(refs, t.ref(i, ns))
			}
		case m.Day >= from-length && m.Day < from:
			before++
		}
	}
	if now == 0 && before == 0 {
		return nil
	}
	attacks := count(now, "attack")
	if t.d.Moves[0].Day >= from {
		return prose{}.strong("Violence").add(": " + attacks).note(refs...).add(" reported; there is no earlier record to compare with.")
	}
	p := prose{}.add("Violence ").strong(direction(now, before)).add(": " + attacks).note(refs...)
	return p.add(fmt.Sprintf(" reported, against %d in the %s before.", before, count(int(length), "day")))
}

// direction says whether a count went up; small differences are called about the same.
func direction(now, before int) string {
	switch d := now - before; {
	case d*d > 2*(now+before) && d > 0: // beyond about 1.4 times the spread of two counts
		return "up"
	case d*d > 2*(now+before):
		return "down"
	}
	return "about the same"
}

// silence tells when the parties fell silent; nil when they have not.
func (t *talk) silence(in func(parley.Day) bool) prose {
	c := &t.d.Contact
	if !c.Silent {
		return nil
	}
	return prose{}.strong("Silence").add(": no contact for " + count(c.Days, "day") + "; usual is one every " + count(max(1, int(c.Usual+0.5)), "day") + ".")
}
