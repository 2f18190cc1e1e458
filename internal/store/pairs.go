package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
)

// Pair is two sides that have to do with each other, at the level that acts.
type Pair struct {
	A, B      Side
	Incidents int
}

// Pairs returns the pairs of sides that take part in the incidents that a filter
// chooses: the actor with each recipient, or, of what people do together, each with
// each. A side is a movement or an organisation by itself, and the people of a sector
// of a country: a government, its army. Those who are known by neither are left out.
// The commonest come first; a limit below 0 is none.
func (s *Store) Pairs(ctx context.Context, f Filter, limit int) ([]Pair, error) {
	q := reader{s, ctx}
	sel, err := s.selection(q, &f)
	if err != nil {
		return nil, s.dialect.Explain(err)
	}
	count := pairing{seen: map[[2]Side]map[int64]bool{}}
	rows, err := q.query("select e.seq, coalesce(e.incident, -e.seq), y.side, a.code, a.name, a.country, a.sector from "+sel.from+
		" join parties y on y.event = e.seq and y.side < 2 join actors a on a.seq = y.actor where "+strings.Join(sel.where, " and ")+" order by e.seq", sel.args...)
	if err := each(rows, err, count.scan); err != nil {
		return nil, s.dialect.Explain(err)
	}
	count.event()
	out := count.pairs()
	if limit >= 0 && len(out) > limit {
		out = out[:limit]
	}
	return out, nil
}

// Compare orders pairs by the names of their sides.
func (p Pair) Compare(other Pair) int { return cmp.Or(p.A.compare(other.A), p.B.compare(other.B)) }

// crowd is how many people who act together are so many that their pairs tell nothing.
const crowd = 8

// pairing counts the incidents of pairs, event by event.
type pairing struct {
	seq, incident int64
	sides         [2][]Side // of the event at hand: actors, recipients
	seen          map[[2]Side]map[int64]bool
}

func (p *pairing) scan(rows *sql.Rows) error {
	var seq, incident int64
	var part int
	var code, name, country, sector string
	if err := rows.Scan(&seq, &incident, &part, &code, &name, &country, &sector); err != nil {
		return err
	}
	if seq != p.seq {
		p.event()
		p.seq, p.incident = seq, incident
	}
	if side, ok := acting(code, name, country, sector); ok && !slices.Contains(p.sides[part], side) {
		p.sides[part] = append(p.sides[part], side)
	}
	return nil
}

// event counts the pairs of the event at hand.
func (p *pairing) event() {
	actors, recipients := p.sides[0], p.sides[1]
	if len(recipients) == 0 && len(actors) <= crowd {
		for i, a := range actors {
			for _, b := range actors[i+1:] {
				p.add(a, b)
			}
		}
	}
	if len(actors) <= crowd && len(recipients) <= crowd {
		for _, a := range actors {
			for _, b := range recipients {
				p.add(a, b)
			}
		}
	}
	p.sides[0], p.sides[1] = actors[:0], recipients[:0]
}

func (p *pairing) add(a, b Side) {
	switch c := a.compare(b); {
	case c == 0:
		return
	case c > 0:
		a, b = b, a
	}
	incidents := p.seen[[2]Side{a, b}]
	if incidents == nil {
		incidents = map[int64]bool{}
		p.seen[[2]Side{a, b}] = incidents
	}
	incidents[p.incident] = true
}

// pairs are those that were counted, the commonest first.
func (p *pairing) pairs() []Pair {
	out := make([]Pair, 0, len(p.seen))
	for sides, incidents := range p.seen {
		out = append(out, Pair{sides[0], sides[1], len(incidents)})
	}
	slices.SortFunc(out, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Incidents, a.Incidents), a.Compare(b))
	})
	return out
}

// state are the sectors whose people act for their country.
var state = []string{"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "ELI"}

// acting is the side of an actor, at the level that acts.
func acting(code, name, country, sector string) (side Side, ok bool) {
	switch {
	case country != "" && slices.Contains(state, sector):
		return Side{Country: country, Sector: sector}, true
	case code != "":
		return Side{Party: code}, true
	case country != "" && sector != "":
		return Side{Country: country, Sector: sector}, true
	case name != "":
		return Side{Party: name}, true
	case country != "":
		return Side{Country: country}, true
	}
	return Side{}, false
}

// String is a side as people write it: "PAK:GOV", "PAK", "eln".
func (side Side) String() string {
	switch {
	case side.Party != "":
		return side.Party
	case side.State:
		return side.Country + ":*"
	case side.Sector != "":
		return sideName(side.Country, side.Sector)
	}
	return side.Country
}

func (side Side) compare(other Side) int {
	return cmp.Or(strings.Compare(side.String(), other.String()), strings.Compare(side.Party, other.Party))
}
