package gather

import (
	"fmt"

	"parley"
	"parley/internal/store"
)

// period fills in the days that were left open, and what one dialogue is about.
func (g *gatherer) period() error {
	if g.cfg.To.IsZero() {
		var err error
		if g.cfg.To, err = g.s.Newest(g.ctx); err != nil {
			return err
		}
	}
	first := g.cfg.To - usualPeriod + 1
	if g.cfg.Dialogue != "" {
		d, err := g.dialogue(g.cfg.Dialogue)
		if err != nil {
			return err
		}
		g.one = d
		g.about(d)
		first = g.history(d)
	}
	if g.cfg.From.IsZero() {
		g.cfg.From = max(1, first)
	}
	if g.cfg.To.IsZero() {
		g.cfg.From = 0
	}
	if g.cfg.From > g.cfg.To {
		return fmt.Errorf("period from %s to %s: %w: it ends before it begins", g.cfg.From, g.cfg.To, parley.ErrInvalid)
	}
	return nil
}

// history is the first day of a dialogue's history that is told.
func (g *gatherer) history(d *parley.Dialogue) parley.Day {
	if len(d.Moves) == 0 {
		return g.cfg.To - usualPeriod + 1
	}
	last := d.Moves[0].Day
	for i := range d.Moves {
		if m := &d.Moves[i]; m.Day <= g.cfg.To {
			last = max(last, m.Day)
		}
	}
	return min(g.cfg.To, max(d.Moves[0].Day, last-longestPeriod+1))
}

// about says what a brief on one dialogue is called, and which incidents are its own:
// those between its first two parties.
func (g *gatherer) about(d *parley.Dialogue) {
	g.cfg.Subject = "the dialogue " + d.Name
	if g.cfg.Title == "" {
		g.cfg.Title = d.Name
	}
	if len(d.Parties) > 1 {
		g.cfg.Filter.Dyad = []store.Side{sideOf(&d.Parties[0]), sideOf(&d.Parties[1])}
	}
}

// sideOf is a participant as filters know it: whoever acts for a government is one with
// its country.
func sideOf(p *parley.Participant) store.Side {
	switch {
	case p.Key == p.Country+":GOV":
		return store.Side{Country: p.Country}
	case p.Key == p.Country+":"+p.Sector:
		return store.Side{Country: p.Country, Sector: p.Sector}
	}
	return store.Side{Party: p.Key}
}
