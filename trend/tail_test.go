package trend

import (
	"math"
	"math/rand/v2"
	"testing"
)

// nbTails sums the distribution term by term.
func nbTails(n int, mean, variance float64) (above, below float64) {
	r, p := mean*mean/(variance-mean), mean/variance
	term := math.Exp(r * math.Log(p)) // of 0
	for k := range n + 2000 {
		if k >= n {
			above += term
		}
		if k <= n {
			below += term
		}
		term *= (float64(k) + r) / float64(k+1) * (1 - p)
	}
	return above, below
}

func TestTailsAreThoseOfTheSum(t *testing.T) {
	for _, c := range []struct {
		n              int
		mean, variance float64
	}{{0, 1, 2}, {1, 1, 2}, {3, 0.1, 0.11}, {5, 2, 2.04}, {20, 8, 30}, {2, 9, 9.2}, {0, 7, 8}, {60, 50, 55}} {
		above, below := nbTails(c.n, c.mean, c.variance)
		if got := tailAbove(c.n, c.mean, c.variance); math.Abs(got-above) > 1e-9*(1+1/above) {
			t.Errorf("%d or more with mean %v, variance %v: %v, want %v", c.n, c.mean, c.variance, got, above)
		}
		if got := tailBelow(c.n, c.mean, c.variance); math.Abs(got-below) > 1e-9 {
			t.Errorf("%d or fewer with mean %v, variance %v: %v, want %v", c.n, c.mean, c.variance, got, below)
		}
	}
}

// With mean 1 and variance 2 the distribution is geometric: n or more come with 1/2ⁿ.
func TestTailOfTheGeometric(t *testing.T) {
	for n, want := range map[int]float64{0: 1, 1: 0.5, 2: 0.25, 10: 1.0 / 1024, 50: math.Pow(2, -50)} {
		if got := tailAbove(n, 1, 2); math.Abs(got-want) > 1e-9*want {
			t.Errorf("%d or more: %v, want %v", n, got, want)
		}
	}
}

func TestTailsOfHugeCounts(t *testing.T) {
	for _, c := range []struct {
		n              int
		mean, variance float64
		low, high      float64 // of the chance of n or more
	}{
		{1_000_000_000, 1e9, 1.02e9, 0.49, 0.51},
		{1_000_100_000, 1e9, 1.02e9, 0.0005, 0.0015}, // 3.13 deviations
		{2_000_000_000, 1e9, 1.02e9, 0, 1e-300},
		{1_000_000_000, 1e-9, 1.1e-9, 0, 1e-300},
	} {
		got := tailAbove(c.n, c.mean, c.variance)
		if !(got >= c.low && got <= c.high) {
			t.Errorf("%d or more with mean %v: %v, want %v to %v", c.n, c.mean, got, c.low, c.high)
		}
	}
}

func TestTailsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := r.IntN(200)
		mean := math.Exp(r.Float64()*10 - 4)
		variance := mean * (1 + math.Exp(r.Float64()*8-6))
		above, below := tailAbove(n, mean, variance), tailBelow(n-1, mean, variance)
		if math.Abs(above+below-1) > 1e-8 {
			t.Fatalf("%d, mean %v, variance %v: %v or more and %v fewer", n, mean, variance, above, below)
		}
		if next := tailAbove(n+1, mean, variance); next > above+1e-12 {
			t.Fatalf("mean %v: more than %d are likelier than %d: %v, %v", mean, n, n, next, above)
		}
	}
}

func TestRoughness(t *testing.T) {
	for name, c := range map[string]struct {
		counts []float64
		want   float64
	}{
		"none":      {nil, 1},
		"one":       {[]float64{7}, 1},
		"nothing":   {[]float64{0, 0, 0, 0}, 1},
		"even":      {[]float64{5, 5, 5, 5, 5}, 1},
		"one spike": {[]float64{5, 5, 5, 5, 5, 5, 5, 5, 100, 100, 100, 100, 100}, 1},
		// five pairs with a difference of 10 and a sum of 10; one of them is left out
		"zigzag": {[]float64{0, 10, 0, 10, 0, 10}, 10 / trimmed},
	} {
		if got := roughness(c.counts); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestRoughnessOfPoissonIsOne(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	counts := make([]float64, 20_000)
	for i := range counts {
		counts[i] = float64(poisson(r, 12))
	}
	if got := roughness(counts); got > 1.05 {
		t.Errorf("roughness of a Poisson process: %v, want about 1", got)
	}
	for i := range counts {
		counts[i] = 4 * float64(poisson(r, 3)) // four times the variance
	}
	if got := roughness(counts); got < 3.6 || got > 4.6 {
		t.Errorf("roughness of fourfold variance: %v, want about 4", got)
	}
}

func poisson(r *rand.Rand, mean float64) int {
	n, p, limit := 0, r.Float64(), math.Exp(-mean)
	for p > limit {
		n++
		p *= r.Float64()
	}
	return n
}
