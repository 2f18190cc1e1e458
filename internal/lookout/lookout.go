// Package lookout tells what is going on in the archive: the trend of a subject, and
// which pairs of sides stand out of their norms.
//
//	series, err := lookout.Series(ctx, s, store.Filter{Countries: []string{"SDN"}}, trend.Config{})
//	unusual, err := lookout.Unusual(ctx, s, store.Filter{}, trend.Week, 10)
//
// It reads from package store and works out nothing itself: that is package trend's.
package lookout

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"

	"parley"
	"parley/internal/store"
	"parley/trend"
)

// Statuses are those that trends count where a filter does not say which: what has
// been done, as far as reports tell.
var Statuses = []string{string(parley.Actual)}

// Period fills in the days that cfg leaves open: the last is that of the newest report
// of the archive, the first so long before that there are steps enough to look at. An
// archive without any report has no such day, and cfg stays as it is.
func Period(ctx context.Context, s *store.Store, cfg *trend.Config) error {
	if cfg.To.IsZero() {
		var err error
		if cfg.To, err = s.Newest(ctx); err != nil || cfg.To.IsZero() {
			return err
		}
	}
	if cfg.From.IsZero() {
		cfg.From = max(1, cfg.To-shown(cfg.Grain)+1)
	}
	return nil
}

// periodOf is Period for what a filter chooses: as the archive knew it on a day, no day
// after that one is shown.
func periodOf(ctx context.Context, s *store.Store, f *store.Filter, cfg *trend.Config) error {
	if cfg.To.IsZero() && !f.AsOf.IsZero() {
		newest, err := s.Newest(ctx)
		if err != nil {
			return err
		}
		cfg.To = min(newest, parley.DayOf(f.AsOf))
	}
	return Period(ctx, s, cfg)
}

// shown is how many days are shown when nobody says.
func shown(grain trend.Grain) parley.Day {
	switch grain {
	case trend.Day:
		return 28
	case trend.Month:
		return 2 * 365
	}
	return 26 * 7
}

// before is how many days before a period its norms look at: a year, and what a first
// step that is cut off needs.
const before = 366 + 31

// Series tells the trend of the incidents that a filter chooses; its days are those of
// cfg, filled in by [Period]. Where cfg does not say from when, it begins when the
// archive does. Without a report in the archive it is an empty series.
func Series(ctx context.Context, s *store.Store, f store.Filter, cfg trend.Config) (trend.Series, error) {
	open := cfg.From.IsZero()
	if err := periodOf(ctx, s, &f, &cfg); err != nil {
		return trend.Series{}, err
	}
	if cfg.To.IsZero() {
		return trend.Series{Grain: cfg.Grain}, nil
	}
	if err := cfg.Validate(); err != nil {
		return trend.Series{}, err
	}
	obs, err := observations(ctx, s, f, &cfg)
	if err != nil {
		return trend.Series{}, err
	}
	coverage, err := covered(ctx, s, &cfg, obs)
	if err != nil {
		return trend.Series{}, err
	}
	series, err := trend.Of(obs, coverage, cfg)
	for open && len(series.Steps) > 1 && series.Steps[0].Gap {
		series.Steps = series.Steps[1:]
		series.From = series.Steps[0].From
	}
	return series, err
}

func observations(ctx context.Context, s *store.Store, f store.Filter, cfg *trend.Config) ([]trend.Observation, error) {
	f.From, f.To = max(1, cfg.From-before).Time(), cfg.To.Time()
	if len(f.Statuses) == 0 {
		f.Statuses = Statuses
	}
	return s.Observations(ctx, f)
}

// covered is the coverage of the archive in a period and the year before, and of the outlets
// of some observations.
func covered(ctx context.Context, s *store.Store, cfg *trend.Config, of ...[]trend.Observation) (trend.Coverage, error) {
	seen := map[string]bool{}
	var outlets []string
	for _, obs := range of {
		for i := range obs {
			for _, name := range obs[i].Outlets {
				if !seen[name] {
					seen[name] = true
					outlets = append(outlets, name)
				}
			}
		}
	}
	return s.Coverage(ctx, max(1, cfg.From-before).Time(), cfg.To.Time(), outlets)
}

// Pair is two sides with what their last step is beside its norms.
type Pair struct {
	A, B store.Side
	Step trend.Step
}

// candidates are how many pairs are compared with the year before, at the least.
const candidates = 20

// Unusual returns the pairs of sides whose last step stands out most, the most unusual
// first, those that are as usual after them; pairs of which too little is known to tell
// are left out. The last step ends on a day, that of the newest report when it is none.
// A limit below 0 is none. Pairs that had nothing to do with each other in the last step
// and the four weeks before are not looked at.
func Unusual(ctx context.Context, s *store.Store, f store.Filter, cfg trend.Config, limit int) ([]Pair, trend.Config, error) {
	if err := periodOf(ctx, s, &f, &cfg); err != nil || cfg.To.IsZero() {
		return nil, cfg, err
	}
	cfg.From = cfg.To
	if err := cfg.Validate(); err != nil {
		return nil, cfg, err
	}
	if len(f.Statuses) == 0 {
		f.Statuses = Statuses
	}
	pairs, err := busy(ctx, s, f, &cfg)
	if err != nil {
		return nil, cfg, err
	}
	if most := max(candidates, 2*limit); limit >= 0 && len(pairs) > most {
		pairs = pairs[:most]
	}
	out, err := judge(ctx, s, f, cfg, pairs)
	if limit >= 0 && len(out) > limit {
		out = out[:limit]
	}
	return out, cfg, err
}

// fourWeeks are the days before the last step by which pairs are chosen.
const fourWeeks = 28

// busy returns the pairs of the last step and of the four weeks before it, those first
// whose numbers of incidents differ most between the two, by a rough measure.
func busy(ctx context.Context, s *store.Store, f store.Filter, cfg *trend.Config) ([]store.Pair, error) {
	days := cfg.Grain.Days()
	first := cfg.To - days + 1
	off := map[store.Pair]float64{} // incidents of the last step less those that were to be expected
	for _, span := range []struct{ from, to parley.Day }{{first - fourWeeks, first - 1}, {first, cfg.To}} {
		f.From, f.To = max(1, span.from).Time(), max(1, span.to).Time()
		pairs, err := s.Pairs(ctx, f, -1)
		if err != nil {
			return nil, err
		}
		for _, p := range pairs {
			n := float64(p.Incidents)
			p.Incidents = 0
			if span.to < first {
				off[p] = -n * float64(days) / fourWeeks
			} else {
				off[p] += n
			}
		}
	}
	return slices.SortedFunc(maps.Keys(off), func(a, b store.Pair) int {
		return cmp.Or(cmp.Compare(math.Abs(off[b]), math.Abs(off[a])), a.Compare(b))
	}), nil
}

// judge compares the last step of pairs with their norms.
func judge(ctx context.Context, s *store.Store, f store.Filter, cfg trend.Config, pairs []store.Pair) ([]Pair, error) {
	obs := make([][]trend.Observation, len(pairs))
	for i, p := range pairs {
		f.Dyad = []store.Side{p.A, p.B}
		var err error
		if obs[i], err = observations(ctx, s, f, &cfg); err != nil {
			return nil, err
		}
	}
	coverage, err := covered(ctx, s, &cfg, obs...)
	if err != nil {
		return nil, err
	}
	var out []Pair
	for i, p := range pairs {
		series, err := trend.Of(obs[i], coverage, cfg)
		if err != nil {
			return nil, err
		}
		if last := series.Last(); last.Level != trend.TooLittle {
			out = append(out, Pair{p.A, p.B, *last})
		}
	}
	slices.SortStableFunc(out, func(a, b Pair) int { // pairs come the busiest first
		return cmp.Or(cmp.Compare(rank(&a.Step), rank(&b.Step)), cmp.Compare(a.Step.Norm().Chance, b.Step.Norm().Chance))
	})
	return out, nil
}

// rank orders the steps that stand out before those that do not, and those before
// what new sources may have made.
func rank(step *trend.Step) int {
	switch {
	case step.Level == trend.Usual:
		return 2
	case step.NewSource:
		return 1
	}
	return 0
}
