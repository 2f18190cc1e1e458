package dialogue

import (
	"fmt"
	"slices"

	"parley"
)

// machine runs the state of a dialogue over its moves.
type machine struct {
	*telling
	state     parley.State
	stage     parley.State // without dormancy
	agreed    bool         // more than a truce was agreed on
	calm      parley.State // the state to return to when a truce has run out
	heard     parley.Day   // last move that says something of talks
	talked    parley.Day   // last contact
	broken    parley.Day   // last breach
	collapsed parley.Day
	fights    []parley.Day // acts of violence between the parties, lately
	last      parley.Day   // contact
	gaps      []int        // days between contacts, sorted
	over      parley.Day   // when one party took the place of another; 0 for never
	overWhy   string
}

// run works out the state, its changes, and the truces.
func (t *telling) run() {
	m := &machine{telling: t}
	m.over, m.overWhy = m.merged()
	for _, i := range m.order() {
		day := t.when(i)
		if day > t.d.AsOf {
			continue // announced, and not yet come
		}
		m.pass(day)
		if m.over == 0 || day < m.over {
			m.step(i, day)
		}
	}
	m.pass(t.d.AsOf)
	t.d.State, t.d.Stage = m.state, ""
	if m.state == parley.StateDormant {
		t.d.Stage = m.stage
	}
	t.d.Due = m.due()
	if n := len(t.d.Changes); n > 0 {
		t.d.Since = t.d.Changes[n-1].Day
	}
}

// when is the day on which a move bears on the state: that of the act; of what is
// planned, that of the announcement; a truce that begins later counts when it begins.
func (t *telling) when(i int) parley.Day {
	m := &t.d.Moves[i]
	if m.Day > m.Reported && m.Reported != 0 && m.Kind != parley.MoveDeclare {
		return m.Reported
	}
	return m.Day
}

func (m *machine) order() []int {
	order := make([]int, len(m.d.Moves))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(m.when(a)) - int(m.when(b)) })
	return order
}

// How long silence lasts before a dialogue is dormant.
const (
	shortSilence = 90  // days at least
	longSilence  = 240 // days at most
	times        = 4   // of the usual gap between contacts
)

// patience is after how many days without a word a dialogue is dormant: four times
// its usual gap, within bounds; what is signed or holds is quiet for longer.
func (m *machine) patience() parley.Day {
	n := min(max(int(times*middle(m.gaps)), shortSilence), longSilence)
	switch m.state {
	case parley.StateAgreement, parley.StateImplementation, parley.StateCeasefire:
		n *= 2
	}
	return parley.Day(n)
}

// pass lets time go by until a day: truces run out, silence falls.
func (m *machine) pass(day parley.Day) {
	if m.over != 0 && m.over <= day && m.state != "" {
		m.ran(m.over - 1)
		m.replace(m.over)
		m.change(m.over, parley.StateCollapsed, -1, m.overWhy)
		return
	}
	m.ran(day)
}

// merged is the day on which one party became the government that the other was, after
// which there is nobody left to talk with.
func (m *machine) merged() (day parley.Day, why string) {
	for key := range m.parties {
		country := m.sides[key].Country
		if !m.parties[country+":GOV"] || key == country+":GOV" || len(m.parties) > 2 {
			continue
		}
		for _, t := range m.book.takes(key, country) {
			if t.day > m.d.Moves[0].Day && (day == 0 || t.day < day) {
				day, why = t.day, "one party took the place of the other: "+t.note
			}
		}
	}
	return day, why
}

// ran lets truces run out, and silence fall.
func (m *machine) ran(day parley.Day) {
	for k := range m.d.Truces {
		c := &m.d.Truces[k]
		if c.To == 0 && c.Until != 0 && c.Until < day && c.From <= c.Until {
			c.To, c.Why = c.Until, "it ran out"
			if m.holds() || (m.state != parley.StateCeasefire && m.state != parley.StateViolated) {
				continue
			}
			back := m.calm
			if m.talked != 0 && c.Until > m.talked+30 {
				back = parley.StateSuspended // nor do they talk
			}
			m.change(c.Until+1, back, -1, "the truce ran out on "+c.Until.String()+" and nobody was reported to have renewed it")
		}
	}
	if m.state == "" || m.state == parley.StateDormant || m.heard == 0 {
		return
	}
	if quiet := m.heard + m.patience(); quiet <= day {
		m.stage = m.state
		m.change(quiet, parley.StateDormant, -1, fmt.Sprintf("nothing was heard of talks for %d days, since %s", quiet-m.heard, m.heard))
		m.d.Changes[len(m.d.Changes)-1].Days = int(quiet - m.heard)
	}
}

// due is the next day on which the state changes by the passing of time alone.
func (m *machine) due() (day parley.Day) {
	sooner := func(d parley.Day) {
		if d > m.d.AsOf && (day == 0 || d < day) {
			day = d
		}
	}
	for _, c := range m.d.Truces {
		if c.To == 0 && c.Until != 0 {
			sooner(c.Until + 1)
		}
	}
	for i := range m.d.Moves {
		sooner(m.when(i))
	}
	sooner(m.over)
	if m.state != "" && m.state != parley.StateDormant && m.heard != 0 {
		sooner(m.heard + m.patience())
	}
	for i := range m.d.Asks {
		if a := &m.d.Asks[i]; a.Answer == parley.AnswerOpen {
			sooner(a.Day + ignored + 1)
		}
	}
	return day
}

// holds reports whether a truce holds.
func (m *machine) holds() bool {
	return slices.ContainsFunc(m.d.Truces, func(c parley.Ceasefire) bool { return c.To == 0 })
}

// keeps reports whether who acts in a move keeps a truce that holds.
func (m *machine) keeps(i int) bool {
	by := m.of(i, m.d.Moves[i].Actors)
	return slices.ContainsFunc(m.d.Truces, func(c parley.Ceasefire) bool {
		return c.To == 0 && len(c.Violations) == 0 && slices.ContainsFunc(by, func(p string) bool { return slices.Contains(c.By, p) })
	})
}

// say tells a move in words.
func (m *machine) say(i int) string { return Sentence(&m.d, &m.d.Moves[i]) }

// change moves the state, for a reason; without one it is the move itself. The same
// state again is no change.
func (m *machine) change(day parley.Day, to parley.State, move int, why string) {
	if to == "" || to == m.state {
		return
	}
	if why == "" {
		why = m.say(move)
	}
	c := parley.Change{Day: day, From: m.state, State: to, Move: move, Why: why}
	if move >= 0 {
		c.Against = slices.Clone(m.d.Moves[move].Against)
		if m.d.Moves[move].Disputed && len(c.Against) > 0 {
			c.Why += "; other reports say the contrary"
		}
	}
	m.state = to
	if to != parley.StateDormant {
		m.stage, m.heard = to, max(m.heard, day)
	}
	m.d.Changes = append(m.d.Changes, c)
}

// step lets a move bear on the state.
func (m *machine) step(i int, day parley.Day) {
	move := &m.d.Moves[i]
	if lasting(move.Kind) && move.Kind != parley.MoveProtest && move.About != parley.AboutOther {
		m.heard = max(m.heard, day)
	}
	if by, ok := m.denied[i]; ok && m.when(by) <= day {
		return // it was denied at once
	}
	m.touch(i, day)
	to := parley.State("")
	switch move.Kind {
	case parley.MoveDeny:
		m.deny(i, day)
	case parley.MoveDeclare, parley.MoveExtend:
		m.truce(i, day)
	case parley.MoveGesture:
		if move.About == parley.AboutCeasefire && !m.holds() { // it is kept: it must have been declared
			m.truce(i, day)
		}
	case parley.MoveEnd:
		m.end(i, day, "")
	case parley.MoveViolate:
		m.violate(i, day)
	case parley.MoveAttack:
		m.attack(i, day)
	case parley.MoveCall, parley.MoveRefuse, parley.MoveCondition, parley.MoveEndorse:
		if move.Kind == parley.MoveRefuse && move.About == parley.AboutCeasefire && m.keeps(i) {
			m.end(i, day, m.say(i)+", which it kept until then")
			return
		}
		to = m.words(i, day)
	case parley.MoveOffer, parley.MoveAccept, parley.MoveMessage, parley.MoveHost:
		to = m.about(i, day)
	case parley.MoveMeet, parley.MoveRound, parley.MoveResume:
		to = m.meet(i, day)
	case parley.MoveMediate:
		if to = m.about(i, day); len(m.both(i)) > 1 {
			to = m.meet(i, day) // they talk through somebody
		}
	case parley.MoveAgree, parley.MoveSign:
		to = m.agree(i, day)
	case parley.MoveRelease, parley.MoveWithdraw:
		if m.stage == parley.StateAgreement || m.state == parley.StateCeasefire && m.joint() || m.agreed && (m.state == parley.StateCeasefire || m.state == parley.StateViolated) {
			to = parley.StateImplementation
		}
	case parley.MoveSuspend, parley.MoveWalkOut:
		to = m.suspend()
	case parley.MoveCollapse:
		if m.state != parley.StateAgreement && m.state != parley.StateImplementation {
			to, m.collapsed = parley.StateCollapsed, day
		}
	}
	m.change(day, to, i, "")
}

// touch counts the days since the contact before, if a move is one.
func (m *machine) touch(i int, day parley.Day) {
	if day <= m.last || !m.isContact(i) {
		return
	}
	if m.last != 0 {
		gap := int(day - m.last)
		at, _ := slices.BinarySearch(m.gaps, gap)
		m.gaps = slices.Insert(m.gaps, at, gap)
	}
	m.last = day
}

// fresh reports whether there is nothing yet, or nothing any more, that calls could disturb.
func (m *machine) fresh(day parley.Day) bool {
	switch m.state {
	case "", parley.StateDormant:
		return true
	case parley.StateCollapsed:
		return day > m.collapsed+30
	}
	return false
}

// words are calls, refusals and conditions: they begin a dialogue, and a refusal takes
// back what was about to begin.
func (m *machine) words(i int, day parley.Day) parley.State {
	move := &m.d.Moves[i]
	if move.About == parley.AboutOther || move.Kind == parley.MoveEndorse {
		return ""
	}
	if m.fresh(day) && move.Kind != parley.MoveRefuse || m.state == "" {
		return parley.StateCalls
	}
	if move.Kind == parley.MoveRefuse && len(m.of(i, move.Actors)) > 0 && move.About == parley.AboutTalks {
		switch m.state {
		case parley.StateTalksAbout:
			return parley.StateCalls
		case parley.StateTalks:
			return parley.StateSuspended
		}
	}
	return ""
}

// about are offers, acceptance and go-betweens.
func (m *machine) about(i int, day parley.Day) parley.State {
	if m.fresh(day) || m.state == parley.StateCalls || m.state == parley.StateCollapsed && m.d.Moves[i].Kind != parley.MoveMediate {
		return parley.StateTalksAbout
	}
	if m.state == parley.StateViolated && m.dead(day) {
		return parley.StateTalksAbout
	}
	if k := m.d.Moves[i].Kind; m.state == parley.StateSuspended && k == parley.MoveAccept {
		return parley.StateTalksAbout
	}
	return ""
}

// joint reports whether a truce of both sides holds.
func (m *machine) joint() bool {
	return slices.ContainsFunc(m.d.Truces, func(c parley.Ceasefire) bool { return c.To == 0 && c.Agreed })
}

// dead reports whether a truce that was broken is one no more: nobody has renewed it in
// two weeks. It ends with the breach.
func (m *machine) dead(day parley.Day) bool {
	if day < m.broken+14 || m.agreed {
		return false
	}
	for k := range m.d.Truces {
		if c := &m.d.Truces[k]; c.To == 0 {
			c.To, c.Why = m.broken, "it was broken, and nobody was reported to have renewed it"
		}
	}
	return true
}

// meet is contact of the parties themselves.
func (m *machine) meet(i int, day parley.Day) parley.State {
	move := &m.d.Moves[i]
	if len(m.both(i)) < 2 {
		return m.about(i, day)
	}
	if move.Planned {
		return m.about(i, day)
	}
	m.talked = max(m.talked, day)
	switch m.state {
	case parley.StateAgreement, parley.StateImplementation:
		if m.among() && day > m.d.Changes[len(m.d.Changes)-1].Day+routine {
			return parley.StateTalks // governments go on to the next thing
		}
		return ""
	case parley.StateCeasefire:
		return ""
	case parley.StateViolated:
		if m.dead(day) {
			return parley.StateTalks
		}
		if m.holds() && day >= m.broken+7 {
			return parley.StateCeasefire
		}
		return ""
	case parley.StateDormant:
		if m.holds() {
			return parley.StateCeasefire
		}
	}
	return parley.StateTalks
}

// routine is after how many days governments that meet talk of something else than
// what they last agreed on.
const routine = 30

// among reports whether all parties are governments.
func (m *machine) among() bool {
	for key := range m.parties {
		if !m.sides[key].governing() {
			return false
		}
	}
	return true
}

// agree is more than a truce, agreed on or signed.
func (m *machine) agree(i int, day parley.Day) parley.State {
	move := &m.d.Moves[i]
	if move.Planned || len(m.both(i)) < 2 {
		return m.about(i, day)
	}
	m.agreed, m.talked = true, max(m.talked, day)
	if m.facts[i].Truce {
		m.replace(day)
		m.d.Truces = append(m.d.Truces, parley.Ceasefire{By: m.both(i), Agreed: true, From: move.Day, Until: move.Until, Move: i, Ended: -1})
	}
	return parley.StateAgreement
}

// suspend halts what goes on.
func (m *machine) suspend() parley.State {
	switch m.state {
	case parley.StateCollapsed:
		return ""
	case parley.StateCalls:
		if m.talked == 0 {
			return ""
		}
	}
	return parley.StateSuspended
}

// deny takes back what the denied move had brought about.
func (m *machine) deny(i int, day parley.Day) {
	for moved, by := range m.denied {
		if by != i {
			continue
		}
		for k := range m.d.Truces {
			if c := &m.d.Truces[k]; c.Move == moved && c.To == 0 {
				c.To, c.Ended, c.Why = day, i, "denied by a party: there was none"
			}
		}
		if n := len(m.d.Changes); n > 0 && m.d.Changes[n-1].Move == moved {
			back := m.d.Changes[n-1].From
			if back == "" {
				back = parley.StateCalls
			}
			m.change(day, back, i, m.say(i)+"; the state goes back to what it was")
		}
	}
	if m.state == parley.StateCeasefire && !m.holds() {
		m.change(day, m.calm, i, m.say(i)+"; no truce holds")
	}
	if m.state == "" && m.heard != 0 {
		m.change(day, parley.StateCalls, i, "")
	}
}
