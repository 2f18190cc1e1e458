package dialogue

import (
	"slices"

	"parley"
)

// How asks are told apart and grow old.
const (
	sameAsk = 30 // days within which the same ask again is the same
	ignored = 30 // days after which an ask without an answer counts as ignored, at least
	late    = 90 // days after which what the asked do is no answer any more
)

// ask finds what parties were asked for, and what they answered. A call to two sides
// is one ask; an offer asks the other side.
func (t *telling) ask() {
	for i := range t.d.Moves {
		m := &t.d.Moves[i]
		t.answer(i)
		if m.Kind != parley.MoveCall && m.Kind != parley.MoveOffer || m.About == "" || m.Planned {
			continue
		}
		a := parley.Ask{Move: i, Day: m.Day, By: m.Actors, To: t.asked(i), For: m.About, Answer: parley.AnswerOpen, Answered: -1}
		a.Outside = len(t.of(i, m.Actors)) == 0
		if m.About == parley.AboutOther && a.Outside || len(a.To) == 0 {
			continue
		}
		if again := t.open(&a); again != nil {
			again.Repeated++
			continue
		}
		t.d.Asks = append(t.d.Asks, a)
	}
	t.age()
}

// asked are the parties that a move asks.
func (t *telling) asked(i int) []string {
	m := &t.d.Moves[i]
	if to := t.of(i, m.Recipients); len(to) > 0 {
		return to
	}
	by := t.of(i, m.Actors)
	var to []string
	for _, p := range t.d.Parties {
		if !slices.Contains(by, p.Key) && t.parties[p.Key] {
			to = append(to, p.Key)
		}
	}
	return to
}

// open is an ask of the same by the same that is open still, and not old.
func (t *telling) open(a *parley.Ask) *parley.Ask {
	for k := range t.d.Asks {
		old := &t.d.Asks[k]
		if old.Answered < 0 && old.For == a.For && a.Day <= old.Day+sameAsk && slices.Equal(old.By, a.By) && slices.Equal(old.To, a.To) {
			return old
		}
	}
	return nil
}

// answer lets a move answer the asks that are open.
func (t *telling) answer(i int) {
	m := &t.d.Moves[i]
	took := t.both(i)
	if _, undone := t.denied[i]; undone || len(took) == 0 {
		return
	}
	accepts := m.Kind
	for k := range t.d.Asks {
		a := &t.d.Asks[k]
		if a.Answered >= 0 || m.Day < a.Day || m.Day > a.Day+late || m.Incident == t.d.Moves[a.Move].Incident {
			continue
		}
		by := t.answers(i, a, took)
		if len(by) == 0 {
			continue
		}
		switch {
		case yes(a.For, m):
			a.Answer = parley.AnswerAccepted
			if m.Kind == parley.MoveOffer && accepts == parley.MoveOffer && m.About == parley.AboutTalks {
				m.Kind = parley.MoveAccept // an offer of what was asked for is a yes
			}
		case m.Kind == parley.MoveRefuse && no(a.For, m.About):
			a.Answer = parley.AnswerRefused
		case m.Kind == parley.MoveCondition && no(a.For, m.About):
			a.Answer = parley.AnswerConditional
		default:
			continue
		}
		a.AnswerBy, a.Answered, a.On = by, i, m.Day
	}
}

// answers are those of the asked who take part in a move as an answer: who acts, and
// of what needs both sides, who takes part.
func (t *telling) answers(i int, a *parley.Ask, took []string) []string {
	m := &t.d.Moves[i]
	who := t.of(i, m.Actors)
	if touches(m.Kind) {
		if len(took) < 2 && m.Kind != parley.MoveMediate {
			return nil
		}
		who = took
	}
	return slices.DeleteFunc(slices.Clone(who), func(p string) bool { return !slices.Contains(a.To, p) })
}

// yes reports whether a move grants what was asked for.
func yes(asked parley.Subject, m *parley.Move) bool {
	switch asked {
	case parley.AboutTalks:
		return !m.Planned && (m.Kind == parley.MoveMeet || m.Kind == parley.MoveRound || m.Kind == parley.MoveResume || m.Kind == parley.MoveAgree) ||
			m.About == parley.AboutTalks && (m.Kind == parley.MoveAccept || m.Kind == parley.MoveOffer)
	case parley.AboutCeasefire:
		return m.Kind == parley.MoveDeclare || m.Kind == parley.MoveExtend
	case parley.AboutMediation:
		return m.Kind == parley.MoveAccept && m.About == parley.AboutMediation || m.Kind == parley.MoveMediate && !m.Planned
	case parley.AboutAgreement:
		return m.Kind == parley.MoveAgree || m.Kind == parley.MoveSign
	case parley.AboutRelease:
		return m.Kind == parley.MoveRelease
	case parley.AboutWithdrawal:
		return m.Kind == parley.MoveWithdraw
	}
	return false
}

// no reports whether a refusal of one thing answers an ask for another.
func no(asked, refused parley.Subject) bool {
	return asked == refused || refused == parley.AboutTalks && (asked == parley.AboutMediation || asked == parley.AboutAgreement) ||
		refused == parley.AboutAgreement && asked == parley.AboutTalks
}

// age says how long asks were open, and which of them nobody answers any more: open
// for longer than a month, and than three times as long as answers take here.
func (t *telling) age() {
	var took []int
	for k := range t.d.Asks {
		a := &t.d.Asks[k]
		end := a.On
		if a.Answered < 0 {
			end = t.d.AsOf
		} else {
			took = append(took, int(end-a.Day))
		}
		a.Days = int(max(end-a.Day, 0))
	}
	limit := ignored
	if len(took) > 0 {
		slices.Sort(took)
		limit = max(limit, 3*took[len(took)/2])
	}
	for k := range t.d.Asks {
		if a := &t.d.Asks[k]; a.Answered < 0 && a.Days > limit {
			a.Answer = parley.AnswerIgnored
		}
	}
}
