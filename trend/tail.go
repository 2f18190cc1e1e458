package trend

import (
	"cmp"
	"math"
	"slices"
)

// tailAbove is the chance of n or more under the negative binomial distribution of a
// mean and a variance; the variance must be more than the mean, and both above zero.
func tailAbove(n int, mean, variance float64) float64 {
	if n <= 0 {
		return 1
	}
	r := mean * mean / (variance - mean)
	return beta(mean/variance, r, float64(n), true)
}

// tailBelow is the chance of n or fewer.
func tailBelow(n int, mean, variance float64) float64 {
	if n < 0 {
		return 0
	}
	r := mean * mean / (variance - mean)
	return beta(mean/variance, r, float64(n)+1, false)
}

// beta is the regularized incomplete beta function I_x(a, b), or 1 minus it, worked
// out without taking small numbers from one. The continued fraction is that of the
// Digital Library of Mathematical Functions, 8.17.22, evaluated by Lentz's method.
func beta(x, a, b float64, complement bool) float64 {
	if x > (a+1)/(a+b+2) { // it converges fast on the other side
		return beta(1-x, b, a, !complement)
	}
	if x <= 0 {
		return whole(0, complement)
	}
	lg := func(v float64) float64 { l, _ := math.Lgamma(v); return l }
	front := math.Exp(a*math.Log(x) + b*math.Log1p(-x) + lg(a+b) - lg(a) - lg(b) - math.Log(a))
	return whole(front/fraction(x, a, b), complement)
}

func whole(p float64, complement bool) float64 {
	if complement {
		p = 1 - p
	}
	return min(max(p, 0), 1)
}

// fraction is 1 + d1/(1 + d2/(1 + …)) with the coefficients of 8.17.23. As many terms
// are needed as the root of the larger of a and b has.
func fraction(x, a, b float64) float64 {
	const tiny, precision, most = 1e-300, 1e-14, 200_000
	f, c, d := 1.0, 1.0, 0.0
	for k := 1; k <= most; k++ {
		m := float64(k / 2)
		var coefficient float64
		if k%2 == 0 {
			coefficient = m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		} else {
			coefficient = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		}
		d = 1 / away(1+coefficient*d, tiny)
		c = away(1+coefficient/c, tiny)
		f *= c * d
		if math.Abs(c*d-1) < precision {
			break
		}
	}
	return f
}

// away keeps a denominator away from zero.
func away(x, tiny float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}

// roughness is how much neighbours in a list of counts differ, in the measure of a
// Poisson process, where it is 1; it is never less. The tenth of the neighbours that
// differ most is left out, so that one spike, or a change of level, does not make all
// else look usual.
func roughness(counts []float64) float64 {
	type pair struct{ square, sum float64 }
	var pairs []pair
	for i := 1; i < len(counts); i++ {
		if sum := counts[i] + counts[i-1]; sum > 0 {
			d := counts[i] - counts[i-1]
			pairs = append(pairs, pair{d * d, sum})
		}
	}
	if len(pairs) < 2 {
		return 1
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.square/a.sum, b.square/b.sum), cmp.Compare(a.sum, b.sum))
	})
	pairs = pairs[:len(pairs)-(len(pairs)+9)/10]
	var square, sum float64
	for _, p := range pairs {
		square += p.square
		sum += p.sum
	}
	return max(1, square/sum/trimmed)
}

// trimmed is the mean of a chi-square of one degree of freedom below its 90th
// percentile 2.706: the chance of 2.706 under three degrees, 0.5609, by 0.9.
const trimmed = 0.623
