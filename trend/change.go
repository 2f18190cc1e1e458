package trend

import (
	"cmp"
	"math"
	"slices"

	"parley"
)

// Change is a change of level: from a day on there are more incidents, or fewer.
type Change struct {
	Of        string     `json:"of"`     // "incidents", "cooperation" or "conflict"
	Day       parley.Day `json:"day"`    // first of the step in which the new level begins
	Before    float64    `json:"before"` // incidents a step, since the change before
	After     float64    `json:"after"`  // until the change after
	NewSource bool       `json:"new_source,omitempty"`
}

// minLevel is how many steps with coverage are a level: what lasts less is a spike.
const minLevel = 3

// changes finds the changes of level in the steps that are shown, of all incidents and
// of either kind.
func (t *tally) changes() []Change {
	var steps []*bin
	for i := t.shown; i < len(t.bins); i++ {
		if b := &t.bins[i]; !b.Gap {
			steps = append(steps, b)
		}
	}
	var out []Change
	for kind := range kindNames {
		out = append(out, changesOf(steps, kind)...)
	}
	slices.SortStableFunc(out, func(a, b Change) int { return cmp.Compare(a.Day, b.Day) })
	return out
}

// changesOf finds those of one kind.
func changesOf(steps []*bin, kind int) []Change {
	counts := make([]float64, len(steps))
	for i, b := range steps {
		counts[i] = float64(len(b.since[kind])) / b.length
	}
	p := newPath(len(steps), roughness(counts), func(i int) (float64, float64) {
		return float64(len(steps[i].since[kind])), steps[i].length
	})
	starts := p.lasting(p.best())
	var out []Change
	for k := 1; k < len(starts); k++ {
		from, at, to := starts[k-1], starts[k], len(steps)
		if k+1 < len(starts) {
			to = starts[k+1]
		}
		c := Change{Of: kindNames[kind], Day: steps[at].From, Before: p.level(from, at), After: p.level(at, to)}
		if c.After > c.Before {
			known := newPath(len(steps), p.wide, func(i int) (float64, float64) {
				return float64(settled(steps[i].since[kind], steps[from].To)), steps[i].length
			})
			gain := known.cost(from, to) - known.cost(from, at) - known.cost(at, to)
			c.NewSource = gain <= p.penalty || known.level(at, to) <= known.level(from, at)
		}
		out = append(out, c)
	}
	return out
}

// path finds the levels of a series of counts: the cut into stretches that has the
// least sum of costs, a penalty for every stretch included.
//
// The cost of a stretch is minus twice the logarithm of its likelihood as a Poisson
// process of one level, by how much more the counts vary than those of one. The penalty
// is three times the logarithm of the number of steps, that of the modified Bayesian
// criterion for changes (Zhang and Siegmund, Biometrics 63, 2007).
type path struct {
	sum, length []float64 // before every step
	wide        float64
	penalty     float64
}

// newPath is a path over n steps, of which at gives count and length.
func newPath(n int, wide float64, at func(int) (count, length float64)) *path {
	p := &path{sum: make([]float64, n+1), length: make([]float64, n+1), wide: wide, penalty: 3 * math.Log(float64(max(n, 1)))}
	for i := range n {
		count, length := at(i)
		p.sum[i+1], p.length[i+1] = p.sum[i]+count, p.length[i]+length
	}
	return p
}

// level is the mean of the steps from i to j, j excluded.
func (p *path) level(i, j int) float64 {
	return significant((p.sum[j] - p.sum[i]) / (p.length[j] - p.length[i]))
}

func (p *path) cost(i, j int) float64 { return p.costOf(p.sum[j]-p.sum[i], p.length[j]-p.length[i]) }

// costOf is the cost of a stretch with a sum of counts.
func (p *path) costOf(sum, length float64) float64 {
	if sum == 0 {
		return 0
	}
	return -2 * sum * math.Log(sum/length) / p.wide
}

// lasting drops the starts of stretches that hang on a single step: without the
// highest step of the higher side there would be no change. One spike is no level.
func (p *path) lasting(starts []int) []int {
	for k := 1; k < len(starts); {
		to := len(p.sum) - 1
		if k+1 < len(starts) {
			to = starts[k+1]
		}
		if p.hangs(starts[k-1], starts[k], to) {
			starts = slices.Delete(starts, k, k+1)
			k = 1
			continue
		}
		k++
	}
	return starts
}

// hangs reports whether the change of level at a step hangs on one step between from and to.
func (p *path) hangs(from, at, to int) bool {
	low, high := [2]int{from, at}, [2]int{at, to}
	if p.level(from, at) > p.level(at, to) {
		low, high = high, low
	}
	top := high[0]
	for i := high[0]; i < high[1]; i++ {
		if p.level(i, i+1) > p.level(top, top+1) {
			top = i
		}
	}
	sum := [2]float64{p.sum[low[1]] - p.sum[low[0]], p.sum[high[1]] - p.sum[high[0]] - (p.sum[top+1] - p.sum[top])}
	length := [2]float64{p.length[low[1]] - p.length[low[0]], p.length[high[1]] - p.length[high[0]] - (p.length[top+1] - p.length[top])}
	gain := p.costOf(sum[0]+sum[1], length[0]+length[1]) - p.costOf(sum[0], length[0]) - p.costOf(sum[1], length[1])
	return gain <= p.penalty
}

// best returns the first steps of all stretches, 0 the first of them. It is PELT: what
// cannot be the start of the last stretch any more is not looked at again. Between
// equals the earlier start wins.
func (p *path) best() []int {
	n := len(p.sum) - 1
	if n < 2*minLevel {
		return []int{0}
	}
	least := make([]float64, n+1) // for the steps before
	start := make([]int, n+1)     // of the last stretch of these
	for i := range least {
		least[i] = math.Inf(1)
	}
	least[0] = -p.penalty
	var open []int
	for to := minLevel; to <= n; to++ {
		// A start that does worse up to seen than the best way there stays worse: whatever comes
		// after, a cut at seen costs no more, and from there on a stretch is long enough.
		seen := to - minLevel
		open = slices.DeleteFunc(open, func(s int) bool { return least[s]+p.cost(s, seen) > least[seen] })
		if !math.IsInf(least[seen], 1) {
			open = append(open, seen)
		}
		for _, s := range open {
			if c := least[s] + p.cost(s, to) + p.penalty; c < least[to] {
				least[to], start[to] = c, s
			}
		}
	}
	var starts []int
	for to := n; to > 0; to = start[to] {
		starts = append(starts, start[to])
	}
	slices.Reverse(starts)
	return starts
}
