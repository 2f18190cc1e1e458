package dialogue

import (
	"cmp"
	"slices"

	"parley"
)

// cast fills in who takes part in a fact; ok is false when nobody does with whom
// there could be a dialogue.
func (b *Book) cast(f *Fact, ev *parley.Event, h *Happening) (ok bool) {
	land := b.land(ev, h)
	f.Actors = b.sides(ev.Actors, f.Day, land)
	f.Recipients = b.sides(ev.Recipients, f.Day, land)
	if len(f.Actors) == 0 || len(f.Actors) > mostSides || len(f.Recipients) > mostSides {
		return false
	}
	for _, t := range ev.Third {
		if s, ok := b.Side(homed(&t.Party, land), f.Day); ok {
			f.Thirds = append(f.Thirds, Third{t.Role, s})
		}
	}
	b.tellApart(f, ev)
	if len(f.Actors) == 1 || len(f.Recipients) > 1 { // nobody acts on himself: one of the names was misread
		f.Recipients = slices.DeleteFunc(f.Recipients, func(s Side) bool { return contains(f.Actors, s.Key) })
	}
	f.With = b.company(f, h)
	switch f.Kind {
	case parley.MoveViolate, parley.MoveDeny, parley.MoveAttack:
		b.vouch(f, ev)
	}
	f.mediators()
	return len(f.Actors) > 0
}

// sides are the sides of some parties, each once.
func (b *Book) sides(parties []parley.Party, day parley.Day, land string) []Side {
	var out []Side
	for i := range parties {
		if s, ok := b.Side(homed(&parties[i], land), day); ok && !contains(out, s.Key) {
			out = append(out, s)
		}
	}
	return out
}

// land is the country that "the army" and "the rebels" of a report are of where nothing
// else tells: that of the first party of the act that has one, else the one of whose
// movements, governments and forces the report speaks most.
func (b *Book) land(ev *parley.Event, h *Happening) string {
	for _, parties := range [][]parley.Party{ev.Actors, ev.Recipients} {
		for i := range parties {
			if c := parties[i].Country; b.countries[c] != "" {
				return c
			}
		}
	}
	counts := map[string]int{}
	best := ""
	for i := range h.Company {
		if p := &h.Company[i]; b.countries[p.Country] != "" && (p.Sector == "REB" || governs([]string{p.Sector})) {
			counts[p.Country]++
			if p.Sector == "REB" {
				counts[p.Country]++
			}
			if n := counts[p.Country]; n > counts[best] || n == counts[best] && p.Country < best {
				best = p.Country
			}
		}
	}
	return best
}

// homed gives people who act for a state or fight one, and of whom no country is
// told, the country of the report.
func homed(p *parley.Party, land string) *parley.Party {
	if p.Country != "" || p.ID != "" || land == "" {
		return p
	}
	switch p.Sector {
	case "GOV", "MIL", "COP", "SPY", "REB":
		q := *p
		q.Country = land
		return &q
	}
	return p
}

func contains(sides []Side, key string) bool {
	return slices.ContainsFunc(sides, func(s Side) bool { return s.Key == key })
}

// tellApart tells namesakes apart by whom they have to do with.
func (b *Book) tellApart(f *Fact, ev *parley.Event) {
	all := slices.Concat(f.Actors, f.Recipients)
	mention := ev.Sentence.Text
	if mention == "" {
		for _, p := range slices.Concat(ev.Actors, ev.Recipients) {
			mention += p.Mention.Text + " "
		}
	}
	for _, sides := range [][]Side{f.Actors, f.Recipients} {
		for i := range sides {
			for _, other := range all {
				sides[i] = b.facing(sides[i], mention, other.Key, f.Day)
			}
		}
	}
}

// company is who else is spoken of in the documents of a happening, named ones first, then
// by how often.
func (b *Book) company(f *Fact, h *Happening) []Side {
	counts := map[string]int{}
	var out []Side
	for i := range h.Company {
		s, ok := b.Side(&h.Company[i], f.Day)
		if !ok || contains(f.Actors, s.Key) || contains(f.Recipients, s.Key) {
			continue
		}
		if counts[s.Key]++; counts[s.Key] == 1 {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Side) int {
		return cmp.Or(cmp.Compare(flags(a.unnamed()), flags(b.unnamed())), cmp.Compare(counts[b.Key], counts[a.Key]), cmp.Compare(a.Key, b.Key))
	})
	out = out[:min(len(out), 3)]
	for _, sides := range [][]Side{f.Actors, f.Recipients} {
		for i := range sides {
			if s := &sides[i]; s.armed() && s.home() == s.Country { // a movement faces its government
				if g := b.government(s.Country, f.Day); g.Key != s.Key && !contains(out, g.Key) {
					out = append(out, g)
				}
			}
		}
	}
	return out
}

// vouch finds who stands behind an accusation or a denial. Of an accusation of breach
// the fact is the breach: its actors are the accused.
func (b *Book) vouch(f *Fact, ev *parley.Event) {
	if f.Kind != parley.MoveDeny && ev.Type == "ACCUSE" {
		f.Says, f.Actors, f.Recipients = f.Actors, f.Recipients, f.Actors
		f.Alleged = true
		return
	}
	country := ""
	if len(f.Actors) > 0 {
		country = f.Actors[0].Country
	}
	for _, s := range ev.SaidBy {
		if s.Kind != parley.Official && s.Kind != parley.Partisan {
			continue
		}
		if side, ok := b.Speaker(s.Mention.Text, country, f.Day); ok {
			f.Says = append(f.Says, side)
		}
	}
	switch {
	case f.Kind == parley.MoveDeny && len(f.Says) == 0:
		f.Says = f.Actors[:1]
	case f.Kind != parley.MoveDeny: // only those say so whom it was done to, or who face them
		f.Alleged = len(f.Says) > 0 && !contains(f.Actors, f.Says[0].Key) && (contains(f.Recipients, f.Says[0].Key) || contains(f.With, f.Says[0].Key))
		if f.Alleged && f.Kind == parley.MoveViolate && len(f.Recipients) == 0 {
			f.Recipients = f.Says[:1]
		}
	}
}

// mediators moves those who only help from the actors of a meeting to its third
// parties: where a government and a movement of its country meet, others help.
func (f *Fact) mediators() {
	if f.Kind == parley.MoveSign || f.Kind == parley.MoveAgree || f.Kind == parley.MoveDeclare { // "in the presence of": of the same conflict
		f.Thirds = slices.DeleteFunc(f.Thirds, func(t Third) bool {
			own := t.Role == parley.RoleMediator && len(f.Actors) > 0 && t.Side.home() == f.Actors[0].home()
			if own && !contains(f.Actors, t.Side.Key) {
				f.Actors = append(f.Actors, t.Side)
			}
			return own
		})
	}
	if len(f.Recipients) > 0 || len(f.Actors) < 3 {
		return
	}
	home := ""
	for i := range f.Actors {
		for k := range f.Actors {
			if a, c := &f.Actors[i], &f.Actors[k]; a.IsState() && !c.IsState() && a.home() == c.home() {
				home = a.home()
			}
		}
	}
	if home == "" {
		return
	}
	f.Actors = slices.DeleteFunc(f.Actors, func(s Side) bool {
		if s.home() != home {
			f.Thirds = append(f.Thirds, Third{parley.RoleMediator, s})
		}
		return s.home() != home
	})
}
