package gather

import (
	"cmp"
	"slices"

	"parley"
	"parley/internal/brief"
	"parley/internal/lookout"
	"parley/internal/store"
	"parley/trend"
)

// series tells the figures by week, or by month of a long period: of the period,
// or of half a year where that is longer.
func (g *gatherer) series() error {
	if g.cfg.To.IsZero() {
		return nil
	}
	cfg := trend.Config{From: max(1, min(g.cfg.From, g.cfg.To-7*shownWeeks+1)), To: g.cfg.To, Grain: trend.Week}
	if cfg.To-cfg.From > 7*mostWeeks {
		cfg.Grain = trend.Month
	}
	series, err := lookout.Series(g.ctx, g.s, g.cfg.Filter, cfg)
	if err != nil || len(series.Steps) == 0 {
		return err
	}
	fresh, err := g.newOutlets(series.Steps[0].From)
	if err != nil {
		return err
	}
	out := brief.Series{Name: g.cfg.Subject, Unit: string(cfg.Grain)}
	for i := range series.Steps {
		out.Steps = append(out.Steps, stepOf(&series.Steps[i], fresh))
	}
	out.Steps = slices.Clone(out.Steps[leading(out.Steps):])
	if len(out.Steps) > 0 {
		g.out.Series = []brief.Series{out}
		g.gaps(out.Steps)
	}
	return nil
}

// stepOf is a step of a trend as briefs have it.
func stepOf(step *trend.Step, fresh map[string]parley.Day) brief.Step {
	w := brief.Step{
		From: step.From, To: step.To, Cooperation: step.Cooperation, Conflict: step.Conflict, Gap: step.Gap,
		Quads: brief.Quads{
			VerbalCooperation: step.Quads.VerbalCooperation, MaterialCooperation: step.Quads.MaterialCooperation,
			VerbalConflict: step.Quads.VerbalConflict, MaterialConflict: step.Quads.MaterialConflict,
		},
	}
	for name, day := range fresh {
		if day >= step.From && day <= step.To {
			w.New = append(w.New, name)
		}
	}
	slices.Sort(w.New)
	return w
}

// leading counts the steps at the beginning of which the archive has nothing.
func leading(steps []brief.Step) (n int) {
	for n < len(steps) && steps[n].Gap && steps[n].Quads == (brief.Quads{}) {
		n++
	}
	return n
}

// gaps puts steps that are gaps together.
func (g *gatherer) gaps(steps []brief.Step) {
	for i := range steps {
		w := &steps[i]
		if !w.Gap {
			continue
		}
		all := g.out.Coverage.Gaps
		if n := len(all); n > 0 && all[n-1].To == w.From-1 {
			all[n-1].To = w.To
			continue
		}
		g.out.Coverage.Gaps = append(all, brief.Gap{From: w.From, To: w.To, Why: "hardly any report"})
	}
}

// settled is how many days after its first report the archive has got its first outlets:
// those that come later are new.
const settled = 28

// mostOutlets is how many outlets are asked for when they were first seen.
const mostOutlets = 200

// newOutlets are the outlets of the subject that came since a day, when the archive had
// others before, with their first days.
func (g *gatherer) newOutlets(since parley.Day) (map[string]parley.Day, error) {
	f := g.days(g.cfg.Filter)
	f.From = since.Time()
	stats, err := g.s.Stats(g.ctx, f, mostOutlets)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, t := range stats.By {
		if t.Field == "outlet" {
			names = append(names, t.Value)
		}
	}
	coverage, err := g.s.Coverage(g.ctx, parley.Day(1).Time(), g.cfg.To.Time(), names)
	if err != nil {
		return nil, err
	}
	var first parley.Day
	for day := range coverage.Reports {
		if first.IsZero() || day < first {
			first = day
		}
	}
	out := map[string]parley.Day{}
	for name, day := range coverage.Outlets {
		if day > first+settled && day >= since {
			out[name] = day
		}
	}
	return out, nil
}

// coverage tells what the archive has of the period.
func (g *gatherer) coverage() error {
	if g.cfg.To.IsZero() {
		return nil
	}
	c := &g.out.Coverage
	f := g.days(g.cfg.Filter)
	stats, err := g.s.Stats(g.ctx, f, -1)
	if err != nil {
		return err
	}
	c.Events, c.Incidents = stats.Events, stats.Incidents
	for _, t := range stats.By {
		if t.Field == "outlet" {
			c.Outlets++
		}
	}
	days, err := g.s.Coverage(g.ctx, g.cfg.From.Time(), g.cfg.To.Time(), nil)
	for day, n := range days.Reports {
		c.Documents += n
		if c.First.IsZero() || day < c.First {
			c.First = day
		}
		c.Last = max(c.Last, day)
	}
	return err
}

// mostPairs is how many pairs of sides are told.
const mostPairs = 200

// edges counts who has to do with whom, in cooperation and in conflict.
func (g *gatherer) edges() error {
	if g.cfg.To.IsZero() {
		return nil
	}
	by := map[[2]string]*brief.Edge{}
	for half, quads := range [][]string{{"verbal-cooperation", "material-cooperation"}, {"verbal-conflict", "material-conflict"}} {
		f := g.days(g.cfg.Filter)
		f.Quads = quads
		pairs, err := g.s.Pairs(g.ctx, f, mostPairs)
		if err != nil {
			return err
		}
		for _, p := range pairs {
			a, b := g.name(p.A), g.name(p.B)
			if a == b || a == "" || b == "" {
				continue
			}
			key := [2]string{min(a, b), max(a, b)}
			if by[key] == nil {
				by[key] = &brief.Edge{A: key[0], B: key[1]}
			}
			if half == 0 {
				by[key].Cooperation += p.Incidents
			} else {
				by[key].Conflict += p.Incidents
			}
		}
	}
	for _, e := range by {
		g.out.Edges = append(g.out.Edges, *e)
	}
	slices.SortFunc(g.out.Edges, func(a, b brief.Edge) int {
		return cmp.Or(cmp.Compare(b.Cooperation+b.Conflict, a.Cooperation+a.Conflict), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	return nil
}

// name is what a side is called at the end of the period; empty for a private person.
func (g *gatherer) name(side store.Side) string {
	p := parley.Party{ID: side.Party, Name: side.Party, Country: side.Country, Sector: side.Sector}
	if s, _ := g.book.Side(&p, g.cfg.To); s.Name != "" && s.Name != side.Party {
		return s.Name // also of those with whom nobody has a dialogue
	}
	if side.Party == "" {
		return brief.People(side.Sector, g.book.Lexicon().CountryName(side.Country))
	}
	p.ID = ""
	shown := g.guard.Incident(parley.Incident{Actors: []parley.Party{p}})
	return shown.Actors[0].Name
}
