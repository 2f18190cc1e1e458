package dialogue

import (
	"slices"

	"parley"
)

// How acts of violence count while a truce holds: so many within so many days break it.
const (
	breakingActs = 2
	breakingDays = 7
	sure         = 0.45 // confidence of an act that breaks a truce, at least
)

// truce begins, confirms or prolongs a truce.
func (m *machine) truce(i int, day parley.Day) {
	move := &m.d.Moves[i]
	by := m.of(i, move.Actors)
	if m.facts[i].Mutual {
		by = m.both(i)
	}
	if len(by) == 0 {
		return
	}
	if move.Planned && move.Day > day {
		m.change(day, m.about(i, day), i, "")
		return
	}
	if m.state != parley.StateCeasefire && m.state != parley.StateViolated && m.state != parley.StateDormant && m.state != "" {
		m.calm = m.state
	}
	if m.calm == "" {
		m.calm = parley.StateTalksAbout
	}
	c := m.standing(by, i, day)
	switch {
	case c == nil, m.anew(c, i, day):
		m.replace(day)
		c = nil
		m.d.Truces = append(m.d.Truces, parley.Ceasefire{By: by, Agreed: len(by) > 1, From: move.Day, Until: move.Until, Move: i, Ended: -1})
	case day > c.From+3 || move.Kind == parley.MoveExtend:
		c.Extended = append(c.Extended, i)
		c.Until = extended(c.Until, move)
		c.To, c.Ended, c.Why = 0, -1, ""
	default: // another report of the same truce
		c.Until = max(c.Until, move.Until)
	}
	if c != nil {
		m.joinTruce(c, by)
	}
	m.change(day, parley.StateCeasefire, i, "")
}

// extended is until when a truce lasts that is prolonged.
func extended(until parley.Day, move *parley.Move) parley.Day {
	switch {
	case move.Until == 0:
		return 0 // without an end that is known
	case until > move.Day:
		return until + (move.Until - move.Day)
	}
	return move.Until
}

// standing is the truce that a move of some parties confirms or prolongs: one that
// holds, or that has just run out.
func (m *machine) standing(by []string, i int, day parley.Day) *parley.Ceasefire {
	move := &m.d.Moves[i]
	for k := len(m.d.Truces) - 1; k >= 0; k-- {
		c := &m.d.Truces[k]
		if c.To != 0 && (c.Ended >= 0 || c.To+3 < day) {
			continue
		}
		if slices.ContainsFunc(by, func(p string) bool { return slices.Contains(c.By, p) }) || move.Kind == parley.MoveExtend ||
			!m.facts[i].Mutual && !c.Agreed && day <= c.From+14 { // one side follows the other
			return c
		}
	}
	return nil
}

// anew reports whether a truce is another than the one that stands: both sides agree
// on it after the old one was broken, or was one side's only.
func (m *machine) anew(c *parley.Ceasefire, i int, day parley.Day) bool {
	if m.d.Moves[i].Kind == parley.MoveExtend || !m.facts[i].Mutual || day <= c.From+3 {
		return false
	}
	return len(c.Violations) > 0 || !c.Agreed
}

// replace ends the truces that hold, for a new one.
func (m *machine) replace(day parley.Day) {
	for k := range m.d.Truces {
		if c := &m.d.Truces[k]; c.To == 0 {
			c.To, c.Why = day, "another took its place"
		}
	}
}

// joinTruce notes that others keep a truce too.
func (m *machine) joinTruce(c *parley.Ceasefire, by []string) {
	for _, p := range by {
		if !slices.Contains(c.By, p) {
			c.By = append(c.By, p)
		}
	}
	c.Agreed = c.Agreed || len(c.By) > 1
}

// end is a party that ends a truce, or leaves an agreement; why is empty where the move
// says it.
func (m *machine) end(i int, day parley.Day, why string) {
	move := &m.d.Moves[i]
	by := m.of(i, move.Actors)
	if len(by) == 0 || move.Planned {
		return
	}
	if why == "" {
		why = m.say(i)
	}
	for k := range m.d.Truces {
		if c := &m.d.Truces[k]; c.To == 0 && (c.Agreed || slices.Contains(c.By, by[0])) || c.To != 0 && c.Ended < 0 && c.To+3 >= day && slices.Contains(c.By, by[0]) {
			c.To, c.Ended, c.Why = day, i, why
		}
	}
	if m.state == "" || m.holds() {
		return
	}
	m.agreed, m.collapsed = false, day
	m.change(day, parley.StateCollapsed, i, why)
}

// violate is a breach that is reported or alleged. Alone what is reported as a fact
// breaks a truce; an allegation stays one.
func (m *machine) violate(i int, day parley.Day) {
	move := &m.d.Moves[i]
	v := parley.Violation{Move: i, Day: day, By: m.of(i, move.Actors), Denied: move.Denied, Alleged: move.Alleged}
	if move.Alleged {
		for _, s := range m.facts[i].Says {
			v.Accuser = append(v.Accuser, s.Key)
		}
	}
	m.note(v)
	if !move.Alleged && len(move.Denied) == 0 && move.Confidence >= sure {
		m.breach(i, day, "")
	}
	m.blamed(i, day)
}

// blamed breaks a truce of which both sides say that the other has broken it.
func (m *machine) blamed(i int, day parley.Day) {
	move := &m.d.Moves[i]
	for _, k := range move.Against {
		if other := &m.d.Moves[k]; move.Alleged && other.Alleged && k < i {
			m.breach(i, day, "each side says that the other broke the truce")
		}
	}
}

// note adds a violation to the truce that it would break.
func (m *machine) note(v parley.Violation) {
	for k := len(m.d.Truces) - 1; k >= 0; k-- {
		if c := &m.d.Truces[k]; c.From <= v.Day && (c.To == 0 || v.Day <= c.To) {
			c.Violations = append(c.Violations, v)
			return
		}
	}
}

func (m *machine) breach(i int, day parley.Day, why string) {
	m.broken = max(m.broken, day)
	switch m.state {
	case parley.StateCeasefire, parley.StateAgreement, parley.StateImplementation:
		m.change(day, parley.StateViolated, i, why)
	}
}

// attack is violence between the parties. Under a truce of those who attack it is a
// breach where an outlet tells it as a fact; what only the other side says, or a row of
// a data set, is one when it happens again.
func (m *machine) attack(i int, day parley.Day) {
	move := &m.d.Moves[i]
	if move.Planned || move.Confidence < sure || len(m.is[i]) > 0 { // or of people whom nobody has named
		return
	}
	by := m.of(i, move.Actors)
	if len(by) == 0 {
		return
	}
	m.fights = append(slices.DeleteFunc(m.fights, func(d parley.Day) bool { return d < day-breakingDays }), day)
	for k := range m.d.Truces {
		if c := &m.d.Truces[k]; c.To == 0 && c.From < day && slices.Contains(c.By, by[0]) {
			m.note(parley.Violation{Move: i, Day: day, By: by, Alleged: move.Alleged, Denied: move.Denied})
			told := len(m.facts[i].Outlets) > 0 && !move.Alleged && len(move.Denied) == 0 // else a row of a data set, or one side's word
			if told || len(m.fights) >= breakingActs || move.Sources > 1 {
				m.breach(i, day, "")
			}
			m.blamed(i, day)
			return
		}
	}
	offensive := len(m.fights) > breakingActs && day > m.talked+14
	switch m.state {
	case parley.StateTalksAbout, parley.StateTalks, parley.StateSuspended:
		if offensive {
			m.collapsed = day
			m.change(day, parley.StateCollapsed, i, m.say(i)+"; fighting has taken the place of talks")
		}
	case parley.StateAgreement, parley.StateImplementation:
		if len(m.fights) > breakingActs {
			m.breach(i, day, "")
		}
	}
}
