package brief

import (
	"cmp"
	"fmt"
	"slices"

	"parley"
	"parley/dialogue"
)

// Tables tell so much of one dialogue at most, the latest of it; what is left out is counted.
const (
	maxMoves    = 300 // that say something of talks or truces
	maxAttacks  = 100 // and other moves of violence
	maxAsks     = 50  // of the open ones the oldest, of the answered ones the latest
	maxTruces   = 30
	maxBreaches = 20 // of one truce
	maxSteps    = 60 // of the state
)

// asks sorts requests into open ones, by age, and answered ones, by day.
func (t *talk) asks(ns *notes) {
	var waiting, answered []*parley.Ask
	for i := range t.d.Asks {
		if a := &t.d.Asks[i]; open(a) {
			waiting = append(waiting, a)
		} else {
			answered = append(answered, a)
		}
	}
	slices.SortStableFunc(waiting, func(a, b *parley.Ask) int { return cmp.Compare(b.Days, a.Days) })
	t.LeftOpen, t.LeftAnswered = max(0, len(waiting)-maxAsks), max(0, len(answered)-maxAsks)
	for _, a := range waiting[:len(waiting)-t.LeftOpen] {
		row := t.ask(a, ns)
		row.Share = 100 * a.Days / max(1, waiting[0].Days)
		t.Open = append(t.Open, row)
	}
	for _, a := range answered[t.LeftAnswered:] {
		t.Answered = append(t.Answered, t.ask(a, ns))
	}
}

// ask makes a row of a request.
func (t *talk) ask(a *parley.Ask, ns *notes) ask {
	row := ask{
		Dialogue: prose{}.link(t.Name, t.ID), Day: shortDate(a.Day), By: t.n.list(a.By), To: t.n.list(a.To),
		For: dialogue.Subject(a.For), Answer: string(a.Answer), AnswerBy: t.n.list(a.AnswerBy), Days: a.Days, Outside: a.Outside,
		Note: prose{}.note(t.ref(a.Move, ns)), Reply: prose{}.note(t.ref(a.Answered, ns)),
	}
	if a.Repeated > 0 {
		row.Again = "asked again " + times(a.Repeated)
	}
	if !a.On.IsZero() {
		row.On = shortDate(a.On)
	}
	return row
}

// open reports whether nobody has answered.
func open(a *parley.Ask) bool {
	return a.Answer == parley.AnswerOpen || a.Answer == parley.AnswerIgnored || a.Answer == ""
}

// truces tells the ceasefires, the newest first.
func (t *talk) truces(ns *notes) {
	t.LeftTruces = max(0, len(t.d.Truces)-maxTruces)
	for i := range slices.Backward(t.d.Truces[t.LeftTruces:]) {
		t.Truces = append(t.Truces, t.truce(&t.d.Truces[t.LeftTruces+i], ns))
	}
}

// truce makes a row of a ceasefire.
func (t *talk) truce(c *parley.Ceasefire, ns *notes) truce {
	row := truce{By: t.n.list(c.By), Kind: "of one side", From: shortDate(c.From), To: "holds", Why: sentence(c.Why), Note: prose{}.note(t.ref(c.Move, ns))}
	if c.Agreed {
		row.Kind = "agreed"
	}
	end := t.d.AsOf
	switch {
	case !c.To.IsZero():
		row.To, end = shortDate(c.To), c.To
		row.Note = row.Note.note(t.ref(c.Ended, ns))
	case t.d.State == parley.StateDormant:
		row.To = "no end reported"
	}
	if !c.Until.IsZero() {
		row.Announced = shortDate(c.Until)
	}
	row.Days = count(max(0, int(end-c.From)), "day")
	row.Violations = violations(c)
	left := max(0, len(c.Violations)-maxBreaches)
	for i := range c.Violations[left:] {
		row.Breaches = append(row.Breaches, t.breach(&c.Violations[left+i], ns))
	}
	if left > 0 {
		row.Breaches = append(row.Breaches, plain(count(left, "earlier one")))
	}
	return row
}

// violations counts breaches: "3, 2 of them alleged only".
func violations(c *parley.Ceasefire) string {
	if len(c.Violations) == 0 {
		return "none reported"
	}
	return thousands(len(c.Violations)) + allegedOf(c)
}

// allegedOf says how many of the breaches are only alleged.
func allegedOf(c *parley.Ceasefire) string {
	alleged := 0
	for i := range c.Violations {
		if c.Violations[i].Alleged {
			alleged++
		}
	}
	switch {
	case alleged == 0:
		return ""
	case alleged == len(c.Violations):
		return ", alleged only"
	}
	return fmt.Sprintf(", %d of them alleged only", alleged)
}

// breach tells a violation in a line.
func (t *talk) breach(v *parley.Violation, ns *notes) prose {
	return plain(t.n.breach(v)).note(t.ref(v.Move, ns))
}

// breach tells a violation: its day, who is said to have done it, and who says so.
func (n names) breach(v *parley.Violation) string {
	s := shortDate(v.Day)
	if len(v.By) > 0 {
		s += ", by " + n.list(v.By)
	}
	switch {
	case v.Alleged && len(v.Accuser) > 0:
		s += ", alleged by " + n.list(v.Accuser)
	case v.Alleged:
		s += ", alleged"
	}
	if len(v.Denied) > 0 {
		s += ", denied by " + n.list(v.Denied)
	}
	return s
}

// stands tells what each party last said or did on talking.
func (t *talk) stands(ns *notes) {
	for i := range t.d.Stands {
		s := &t.d.Stands[i]
		row := stand{Party: t.n.one(s.Party), Stance: s.Stance, Day: shortDate(s.Day)}
		if m := t.move(s.Move); m != nil {
			row.Says, row.Note = t.n.say(m), prose{}.note(ns.of(t.n, m))
		}
		t.Stands = append(t.Stands, row)
	}
}

// moves lists the moves, the newest first.
func (t *talk) moves(ns *notes) {
	left := [2]int{maxMoves, maxAttacks}
	t.listed = make([]bool, len(t.d.Moves))
	for i := range slices.Backward(t.d.Moves) {
		m := &t.d.Moves[i]
		of := 0
		if c := classOf[m.Kind]; c == classViolence || c == classPressure {
			of = 1
		}
		if left[of]--; left[of] < 0 {
			t.LeftMoves++
			continue
		}
		t.listed[i] = true
		t.Moves = append(t.Moves, t.row(i, ns))
	}
}

// row makes a row of a move.
func (t *talk) row(i int, ns *notes) moveRow {
	m := &t.d.Moves[i]
	day := shortDate(m.Day)
	if m.Until > m.Day {
		day += " to " + shortDate(m.Until)
	}
	kind := string(m.Kind)
	if m.Planned {
		kind += ", announced"
	}
	return moveRow{
		ID: fmt.Sprintf("%s-m%d", t.ID, i), Day: day, Kind: kind, Says: t.n.say(m), Doubts: t.n.doubts(m),
		Sources: m.Sources, Sure: sureness(m.Confidence), Note: prose{}.note(ns.of(t.n, m)),
	}
}
