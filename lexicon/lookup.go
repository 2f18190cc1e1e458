package lexicon

import (
	"strings"
	"time"
)

// Entry is a known name, as found by [Lexicon.Longest]. The zero Entry is none.
type Entry struct {
	Kind     Kind
	ID       string // of a group or a person: stable over versions
	Name     string // the name used in output
	Country  string // "" when not bound to one
	Acronym  bool   // matched as an acronym
	Short    bool   // matched by a surname alone
	Metonym  bool   // stands for a government or another institution (capital, seat)
	sectors  []string
	lexicon  *Lexicon
	original ref
}

// Longest finds the longest known name that begins at words[at] and the number
// of words that it takes; n is 0 when there is none. Nouns such as "soldiers"
// are not names. A name that ends inside a hyphenated word ("Turkish-backed")
// is not found. Of several meanings the first entry wins; a surname that more
// than one person has is still returned, with Short set. Names that need
// other evidence of the country are left out.
func (l *Lexicon) Longest(words []string, at int) (e Entry, n int) {
	if at >= len(words) {
		return Entry{}, 0
	}
	var buf [24]piece
	ps := expand(buf[:0], words[at:min(len(words), at+12)], l.vocab)
	h := l.walk(ps, 0)
	for i := h.n - 1; i >= 0; i-- {
		last := ps[h.end[i]-1]
		possessed := h.end[i] < len(ps) && ps[h.end[i]].poss && ps[h.end[i]].last
		if !last.last && !possessed {
			continue
		}
		for r := h.ref[i]; r >= 0; r = l.refs[r].next {
			if l.refs[r].kind != KindAgent && !l.refs[r].loose && l.written(l.refs[r], ps[:h.end[i]], false) {
				return l.entry(l.refs[r]), int(last.word) + 1
			}
		}
	}
	return Entry{}, 0
}

// written reports whether the pieces have the capitals that r asks for.
// Lenient is for phrases typed without any capital.
func (l *Lexicon) written(r ref, ps []piece, lenient bool) bool {
	switch r.letters {
	case anyCase:
		return true
	case allCaps:
		return ps[0].caps
	}
	for _, p := range ps {
		if p.upper {
			return true
		}
	}
	return lenient && !r.short && (r.kind == KindCountry || r.kind == KindNationality ||
		r.kind == KindCapital || r.kind == KindGroup || len(ps) > 1)
}

func (l *Lexicon) entry(r ref) Entry {
	e := Entry{Kind: r.kind, Short: r.short, Acronym: r.letters == allCaps, lexicon: l, original: r}
	e.Country = l.entryCountry(r)
	switch r.kind {
	case KindCountry, KindNationality:
		e.Name = l.data.Countries[r.index].Name
	case KindCapital:
		e.Name, e.Metonym = l.data.Countries[r.index].Capitals[0], true
		e.sectors = government
	case KindSeat:
		s := &l.data.Seats[r.index]
		e.Name, e.sectors, e.Metonym = s.Names[0], s.Sectors, true
	case KindCity, KindRegion:
		p := &l.data.Places[r.index]
		e.Name, e.sectors = p.Names[0], p.Sectors
		if len(e.sectors) == 0 {
			e.sectors = civilians
		}
	case KindGroup:
		g := &l.data.Groups[l.bodies[r.index].roles[0]]
		e.ID, e.Name = g.ID, g.Name
	case KindPerson:
		p := &l.data.Leaders[l.people[r.index].offices[0]]
		e.ID, e.Name = p.ID, p.Name
	}
	return e
}

// Values shared by all entries; nothing changes them.
var (
	government = []string{"GOV"}
	civilians  = []string{"CVL"}
)

func (l *Lexicon) entryCountry(r ref) string {
	switch r.kind {
	case KindCountry, KindNationality, KindCapital:
		return l.data.Countries[r.index].Code
	case KindSeat:
		return l.data.Seats[r.index].Country
	case KindCity, KindRegion:
		return l.data.Places[r.index].Country
	case KindGroup:
		return l.data.Groups[l.bodies[r.index].roles[0]].Country
	case KindPerson:
		return l.data.Leaders[l.people[r.index].offices[0]].Country
	}
	return ""
}

// Sectors returns what the entry is on a day, primary first: the office of a
// person, the role of a group, GOV of a capital. Empty for bare countries. A
// zero date means the last day on which the data know of a change.
func (e Entry) Sectors(date time.Time) []string {
	switch e.Kind {
	case KindGroup:
		return e.lexicon.data.Groups[e.lexicon.role(e.original.index, e.lexicon.day(date))].Sectors
	case KindPerson:
		s, _, _ := e.lexicon.office(e.original.index, e.lexicon.day(date))
		return s
	}
	return e.sectors
}

// day returns the day to take roles from; it never asks the clock.
func (l *Lexicon) day(t time.Time) Day {
	if d := DayOf(t); d != 0 {
		return d
	}
	return l.latest
}

// role picks the index of a body's role on a day: the one whose span holds it,
// else the last that began before, else the first.
func (l *Lexicon) role(body int32, day Day) int32 {
	roles := l.bodies[body].roles
	best := roles[0]
	for _, i := range roles {
		d := l.data.Groups[i].Dates
		if d.Holds(day) {
			return i
		}
		if d.From <= day && d.From > l.data.Groups[best].Dates.From {
			best = i
		}
	}
	return best
}

// standing says how a person stands on a day.
type standing uint8

const (
	inOffice standing = iota
	afterOffice
	beforeOffice
)

var elites = []string{"ELI"}

// office returns the sectors of a person on a day, the index of the office
// that gave them, and whether it was held on the day. Former officials are
// ELI; rebels, clergy and private figures stay what they were.
func (l *Lexicon) office(who int32, day Day) (sectors []string, index int32, s standing) {
	best, rank := int32(-1), 99
	var last, first int32 = -1, l.people[who].offices[0]
	for _, i := range l.people[who].offices {
		o := &l.data.Leaders[i]
		if o.Dates.Holds(day) && sectorRank(o.Sectors[0]) < rank {
			best, rank = i, sectorRank(o.Sectors[0])
		}
		if o.Dates.From <= day && (last < 0 || o.Dates.From >= l.data.Leaders[last].Dates.From) {
			last = i
		}
		if o.Dates.From < l.data.Leaders[first].Dates.From {
			first = i
		}
	}
	switch {
	case best >= 0:
		return l.data.Leaders[best].Sectors, best, inOffice
	case last >= 0:
		return after(l.data.Leaders[last].Sectors), last, afterOffice
	}
	return after(l.data.Leaders[first].Sectors), first, beforeOffice
}

// after returns the sectors of somebody who has left an office of sectors s.
func after(s []string) []string {
	if officeSector(s[0]) {
		return elites
	}
	return s
}

// officeSector reports whether those who leave a post of this sector are elites.
func officeSector(s string) bool {
	switch s {
	case "GOV", "LEG", "JUD", "MIL", "SPY", "COP", "PTY", "IGO", "ELI", "OPP":
		return true
	}
	return false
}

// sectorRank orders the offices that one person holds at a time.
func sectorRank(s string) int {
	switch s {
	case "GOV":
		return 0
	case "MIL", "SPY", "COP", "IGO":
		return 1
	case "REB", "PRM", "JUD":
		return 2
	case "LEG":
		return 3
	case "PTY":
		return 4
	}
	return 5
}

// IsNationality reports whether a word is an adjective or noun of nationality
// ("Malian", "Malians", "French") and of which country.
func (l *Lexicon) IsNationality(word string) (country string, ok bool) {
	for r := l.single(word); r >= 0; r = l.refs[r].next {
		if l.refs[r].kind == KindNationality {
			return l.entryCountry(l.refs[r]), true
		}
	}
	return "", false
}

// AgentSector returns the primary sector of a single noun, singular or plural
// ("soldiers": MIL). Nouns that take their sector from other words ("leader")
// give their default, UNK for most.
func (l *Lexicon) AgentSector(word string) (sector string, ok bool) {
	for r := l.single(word); r >= 0; r = l.refs[r].next {
		if l.refs[r].kind == KindAgent {
			return l.data.Agents[l.refs[r].index].Sectors[0], true
		}
	}
	return "", false
}

// single returns the first meaning of a one-word name, -1 for none.
func (l *Lexicon) single(word string) int32 {
	id := lookup(l.vocab, word)
	if id < 0 {
		return -1
	}
	node, ok := l.edges[edge{0, id}]
	if !ok {
		return -1
	}
	return l.heads[node]
}

// Agents returns the nouns of one word that say what somebody is, in the order
// of the data; those that name nobody are left out.
func (l *Lexicon) Agents() []string {
	var out []string
	for i := range l.data.Agents {
		a := &l.data.Agents[i]
		if a.Kind != AgentModifier && a.Sectors[0] != "JNK" && !strings.Contains(a.Phrase, " ") {
			out = append(out, a.Phrase)
		}
	}
	return out
}
