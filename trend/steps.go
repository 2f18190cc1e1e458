package trend

import (
	"slices"
	"time"

	"parley"
)

// Numbers of steps that a norm looks back on: 4 weeks and 52 weeks. Four weeks are
// too few months to be a norm.
func (g Grain) lookback() (recent, year int) {
	switch g {
	case Day:
		return 28, 364
	case Month:
		return 0, 12
	}
	return 4, 52
}

// Days is how many days a step has, at the least.
func (g Grain) Days() parley.Day {
	switch g {
	case Day:
		return 1
	case Month:
		return 28
	}
	return 7
}

// bin is a step with what norms need of it.
type bin struct {
	Step
	length float64         // in whole steps: less than 1 for a month that is cut off
	since  [3][]parley.Day // of every incident of a kind, since when the archive has one of its outlets; sorted
}

// The kinds that bins count.
const (
	anyKind = iota
	cooperation
	conflict
)

// kindNames are the names of the kinds outside.
var kindNames = [3]string{"incidents", "cooperation", "conflict"}

// tally is the steps of a series and of the year before it.
type tally struct {
	grain Grain
	bins  []bin
	shown int // index of the first step of the series
}

// newTally counts observations, which are sorted, by steps.
func newTally(obs []Observation, coverage *Coverage, cfg *Config) *tally {
	t := &tally{grain: cfg.Grain}
	t.cut(cfg)
	i, _ := slices.BinarySearchFunc(obs, t.bins[0].From, func(o Observation, d parley.Day) int { return int(o.Day - d) })
	for k := range t.bins {
		b := &t.bins[k]
		for ; i < len(obs) && obs[i].Day <= b.To; i++ {
			b.count(&obs[i], coverage.since(&obs[i]))
		}
		for kind := range b.since {
			slices.Sort(b.since[kind])
		}
	}
	if coverage.Reports == nil {
		t.unknown(obs)
	} else {
		t.cover(coverage.Reports)
	}
	return t
}

// cut makes the steps of a period and of the year before.
func (t *tally) cut(cfg *Config) {
	_, year := t.grain.lookback()
	if t.grain == Month {
		t.months(cfg, year)
	} else {
		days := t.grain.Days()
		n := int((cfg.To-cfg.From)/days) + 1
		year = min(year, max(int(cfg.To)/int(days)-n, 0)) // the calendar begins with day 1
		for i := n + year; i > 0; i-- {
			last := cfg.To - parley.Day(i-1)*days
			t.bins = append(t.bins, bin{Step: Step{From: max(last-days+1, 1), To: last}, length: 1})
		}
		t.shown = year
	}
}

// months makes the months of a period and some before it. The last may be cut off.
func (t *tally) months(cfg *Config, before int) {
	from := cfg.From.Time()
	first := time.Date(from.Year(), from.Month()-time.Month(before), 1, 0, 0, 0, 0, time.UTC)
	for day := first; parley.DayOf(day) <= cfg.To; day = day.AddDate(0, 1, 0) {
		next := day.AddDate(0, 1, 0)
		whole := parley.DayOf(next) - parley.DayOf(day)
		last := min(parley.DayOf(next)-1, cfg.To)
		if parley.DayOf(day) <= 0 {
			continue
		}
		if last < cfg.From {
			t.shown++
		}
		t.bins = append(t.bins, bin{Step: Step{From: parley.DayOf(day), To: last}, length: float64(last-parley.DayOf(day)+1) / float64(whole)})
	}
}

// count adds an incident to a step.
func (b *bin) count(o *Observation, since parley.Day) {
	b.Incidents++
	b.Reports += max(o.Reports, 1)
	if o.Sources <= 1 {
		b.Single++
	}
	b.Quads.add(o.Quad)
	if o.Type != "" {
		if b.Types == nil {
			b.Types = map[string]int{}
		}
		b.Types[o.Type]++
	}
	b.since[anyKind] = append(b.since[anyKind], since)
	switch kind := kindOf(o.Score); kind {
	case cooperation:
		b.Cooperation += o.Score
		b.since[kind] = append(b.since[kind], since)
	case conflict:
		b.Conflict += o.Score
		b.since[kind] = append(b.since[kind], since)
	}
	b.Balance = b.Cooperation + b.Conflict
}

// kindOf is what an act is by its score: asking, whose score is zero, is neither.
func kindOf(score float64) int {
	switch {
	case score > 0:
		return cooperation
	case score < 0:
		return conflict
	}
	return anyKind
}

// since is the day since when the archive has one of the outlets of an incident; 0
// when one of them was always there, or none is known.
func (c *Coverage) since(o *Observation) parley.Day {
	var first parley.Day
	for i, name := range o.Outlets {
		if day := c.Outlets[name]; i == 0 || day < first {
			first = day
		}
	}
	return first
}

// settled is how many incidents of a step are told by an outlet that the archive had
// on a day already.
func settled(since []parley.Day, day parley.Day) int {
	n, _ := slices.BinarySearch(since, day+1)
	return n
}

// unknown marks the steps before the first observation as gaps: nobody knows whether
// anybody looked.
func (t *tally) unknown(obs []Observation) {
	for k := range t.bins {
		t.bins[k].Gap = len(obs) == 0 || t.bins[k].To < obs[0].Day
	}
}

// hardlyAny is the part of the usual number of reports under which a step is a gap.
const hardlyAny = 0.1

// cover fills in the coverage of steps and marks the gaps: steps with no report in
// the whole archive, or with less than a tenth of the median of those steps of the
// year up to it that have any.
func (t *tally) cover(reports map[parley.Day]int) {
	for k := range t.bins {
		b := &t.bins[k]
		for day := b.From; day <= b.To; day++ {
			b.Coverage += max(reports[day], 0)
		}
	}
	_, year := t.grain.lookback()
	rates := make([]float64, 0, year+1)
	for k := range t.bins {
		rates = rates[:0]
		for j := max(0, k-year); j <= k; j++ {
			if b := &t.bins[j]; b.Coverage > 0 {
				rates = append(rates, float64(b.Coverage)/b.length)
			}
		}
		b := &t.bins[k]
		b.Gap = b.Coverage == 0 || float64(b.Coverage)/b.length < hardlyAny*median(rates)
	}
}

// median of numbers, 0 of none. It sorts them.
func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	slices.Sort(x)
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}
