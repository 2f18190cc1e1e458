package trend

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"parley"
)

func changesIn(t *testing.T, counts ...int) []Change {
	t.Helper()
	days := parley.Day(7 * len(counts))
	return of(t, weekly(end, counts...), looked(end-days+1, end, 10), Config{From: end - days + 1, To: end}).Changes
}

func TestChangeOfLevel(t *testing.T) {
	one := []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}
	ten := []int{10, 10, 10, 10, 10, 10}
	got := changesIn(t, slices.Concat(one, ten)...)
	day := end - 7*5 - 6 // first of the six weeks of ten
	want := []Change{{Of: "incidents", Day: day, Before: 1, After: 10}, {Of: "conflict", Day: day, Before: 1, After: 10}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := changesIn(t, slices.Concat(one, ten, one)...); len(got) != 4 || got[0].After != 10 || got[2].After != 1 {
		t.Errorf("up and down again: %v", got)
	}
}

func TestNoChangeOfLevel(t *testing.T) {
	for name, counts := range map[string][]int{
		"nothing":              make([]int, 20),
		"even":                 {4, 4, 4, 4, 4, 4, 4, 4, 4, 4},
		"one spike":            {1, 1, 1, 1, 1, 1, 9, 1, 1, 1, 1, 1, 1},
		"too short":            {1, 1, 9, 9, 9},
		"one spike at the end": {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8},
		"one spike in nothing": {0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0},
		"one after none":       {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0},
	} {
		if got := changesIn(t, counts...); len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// The path of least cost, found by trying every cut.
func (p *path) tried() float64 {
	n := len(p.sum) - 1
	memo := map[int]float64{0: -p.penalty}
	var least func(to int) float64
	least = func(to int) float64 {
		if c, ok := memo[to]; ok {
			return c
		}
		c := math.Inf(1)
		for s := 0; s+minLevel <= to; s++ {
			c = min(c, least(s)+p.cost(s, to)+p.penalty)
		}
		memo[to] = c
		return c
	}
	return least(n)
}

func (p *path) totalOf(starts []int) float64 {
	sum := -p.penalty
	for i, s := range starts {
		to := len(p.sum) - 1
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		sum += p.cost(s, to) + p.penalty
	}
	return sum
}

func TestPathIsTheBest(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	several := 0
	for range 400 {
		n := 6 + r.IntN(60)
		level := 3.0
		p := newPath(n, 1, func(int) (float64, float64) {
			if r.IntN(8) == 0 {
				level = math.Exp(r.Float64() * 4)
			}
			return float64(poisson(r, level)), 0.5 + r.Float64()
		})
		starts := p.best()
		if got, want := p.totalOf(starts), p.tried(); math.Abs(got-want) > 1e-6*(1+math.Abs(want)) {
			t.Fatalf("cost %v of %v, want %v", got, starts, want)
		}
		for i := range starts[1:] {
			if starts[i+1]-starts[i] < minLevel {
				t.Fatalf("a level of %d steps: %v", starts[i+1]-starts[i], starts)
			}
		}
		if len(starts) > 2 {
			several++
		}
	}
	if several < 50 {
		t.Errorf("only %d of the series have several changes: the test tries too little", several)
	}
}

// A level that does not change is seldom said to.
func TestFalseAlarms(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for _, level := range []float64{0.3, 2, 15} {
		alarms := 0
		const series = 300
		for range series {
			counts := make([]float64, 104)
			for i := range counts {
				counts[i] = float64(poisson(r, level))
			}
			p := newPath(len(counts), roughness(counts), func(i int) (float64, float64) { return counts[i], 1 })
			if len(p.best()) > 1 {
				alarms++
			}
		}
		if alarms > series*5/100 {
			t.Errorf("level %v: %d of %d series of two years are said to change", level, alarms, series)
		}
	}
}

func TestChangeByANewSource(t *testing.T) {
	c := looked(end-7*20+1, end, 10)
	c.Outlets = map[string]parley.Day{"Old": 1, "New": end - 7*8 + 1}
	obs := weekly(end, slices.Repeat([]int{2}, 20)...)
	for i := range obs {
		obs[i].Outlets = []string{"Old"}
	}
	more := weekly(end, 9, 9, 9, 9, 9, 9, 9, 9)
	for i := range more {
		more[i].Outlets = []string{"New"}
	}
	cfg := Config{From: end - 7*20 + 1, To: end}
	got := of(t, slices.Concat(obs, more), c, cfg).Changes
	if len(got) != 2 || !got[0].NewSource || got[0].After != 11 {
		t.Errorf("by the new outlet alone: %v", got)
	}
	for i := range more {
		more[i].Outlets = []string{"New", "Old"}
	}
	if got = of(t, slices.Concat(obs, more), c, cfg).Changes; len(got) != 2 || got[0].NewSource {
		t.Errorf("by both outlets: %v", got)
	}
}
