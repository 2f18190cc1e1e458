package dialogue

import (
	"slices"

	"parley"
)

// Stances that a party can have on talking.
const (
	standsFor        = "for talks"
	standsConditions = "on conditions"
	standsAgainst    = "against talks"
)

// stance is what a move says of its actor's will to talk; empty when nothing.
func stance(m *parley.Move) string {
	switch m.Kind {
	case parley.MoveOffer, parley.MoveAccept, parley.MoveMeet, parley.MoveRound, parley.MoveAgree, parley.MoveSign, parley.MoveDeclare,
		parley.MoveExtend, parley.MoveResume:
		return standsFor
	case parley.MoveCall:
		if m.About == parley.AboutTalks || m.About == parley.AboutCeasefire || m.About == parley.AboutMediation || m.About == parley.AboutAgreement {
			return standsFor
		}
	case parley.MoveCondition:
		return standsConditions
	case parley.MoveRefuse:
		if m.About != parley.AboutOther && m.About != parley.AboutRelease {
			return standsAgainst
		}
	case parley.MoveSuspend, parley.MoveWalkOut, parley.MoveEnd:
		return standsAgainst
	}
	return ""
}

// stands works out what each party last said on talking.
func (t *telling) stands() {
	for _, p := range t.d.Parties {
		if !t.parties[p.Key] {
			continue
		}
		last := parley.Position{Party: p.Key, Move: -1}
		for i := range t.d.Moves {
			m := &t.d.Moves[i]
			if _, undone := t.denied[i]; undone || m.Day > t.d.AsOf || !slices.Contains(t.of(i, m.Actors), p.Key) {
				continue
			}
			if s := stance(m); s != "" {
				last.Stance, last.Move, last.Day = s, i, m.Day
			}
		}
		if last.Move >= 0 {
			t.d.Stands = append(t.d.Stands, last)
		}
	}
}

// contact works out when the parties had to do with each other, and counts sources.
func (t *telling) contact() {
	days := t.contacts(t.d.AsOf)
	if len(days) > 0 {
		t.d.Contact.First, t.d.Contact.Last = days[0], days[len(days)-1]
		t.d.Contact.Days = int(t.d.AsOf - t.d.Contact.Last)
		t.d.Contact.Usual = median(days)
		t.d.Contact.Silent = t.d.Contact.Usual > 0 && float64(t.d.Contact.Days) > 2*t.d.Contact.Usual
	}
	outlets := map[string]bool{}
	for _, f := range t.facts {
		for _, o := range f.Outlets {
			outlets[o] = true
		}
	}
	t.d.Sources = len(outlets)
}

// isContact reports whether both sides took part in a move about talks, or somebody
// went between them.
func (t *telling) isContact(i int) bool {
	m := &t.d.Moves[i]
	if _, undone := t.denied[i]; undone || m.Planned || !lasting(m.Kind) || m.Kind == parley.MoveDeny {
		return false
	}
	return len(t.of(i, m.Actors)) > 1 || touches(m.Kind) && len(t.both(i)) > 1
}

// contacts are the days of contact until a day, each once.
func (t *telling) contacts(until parley.Day) (days []parley.Day) {
	for i := range t.d.Moves {
		day := t.d.Moves[i].Day
		if n := len(days); day <= until && (n == 0 || days[n-1] != day) && t.isContact(i) {
			days = append(days, day)
		}
	}
	return days
}

// fewContacts is how many days of contact are too few to speak of a usual gap.
const fewContacts = 4

// median is the median gap between days of contact; 0 when there are too few.
func median(days []parley.Day) float64 {
	var gaps []int
	for i := 1; i < len(days); i++ {
		gaps = append(gaps, int(days[i]-days[i-1]))
	}
	slices.Sort(gaps)
	return middle(gaps)
}

// middle is the median of sorted gaps; 0 when there are too few.
func middle(gaps []int) float64 {
	n := len(gaps)
	if n < fewContacts-1 {
		return 0
	}
	return float64(gaps[(n-1)/2]+gaps[n/2]) / 2
}

// OfTalks reports whether a kind of move says something of talks; the rest is what
// goes on beside them.
func OfTalks(k parley.MoveKind) bool { return lasting(k) }

// Weight is how much a move makes a dialogue worth looking at: what ends or settles a
// conflict more than a visit, several sources more than one.
func Weight(m *parley.Move) float64 {
	w := 0.0
	switch m.Kind {
	case parley.MoveDeclare, parley.MoveExtend, parley.MoveEnd, parley.MoveViolate, parley.MoveAgree, parley.MoveCollapse, parley.MoveSuspend,
		parley.MoveWalkOut, parley.MoveResume:
		w = 3
	case parley.MoveRound, parley.MoveMediate, parley.MoveSign, parley.MoveCondition, parley.MoveRelease, parley.MoveWithdraw:
		w = 2
	case parley.MoveMeet, parley.MoveOffer, parley.MoveAccept, parley.MoveRefuse, parley.MoveMessage, parley.MoveHost:
		w = 1
	case parley.MoveCall:
		if m.About != parley.AboutOther {
			w = 1
		}
	}
	if m.About == parley.AboutCeasefire {
		w++
	}
	return w * float64(min(m.Sources, 3))
}
