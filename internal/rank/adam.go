package rank

import "math"

// descend finds weights that make a mean loss small, with a ridge penalty, by
// Adam (Kingma and Ba 2015) over the whole data. Every step grad adds the
// gradient at w to sum, which is zero before, and returns of how many examples.
func descend(n, steps int, rate, decay float64, grad func(w, sum []float64) int) []float64 {
	w, sum := make([]float64, n), make([]float64, n)
	m, v := make([]float64, n), make([]float64, n)
	for step := 1; step <= steps; step++ {
		clear(sum)
		total := float64(max(grad(w, sum), 1))
		b1, b2 := 1-math.Pow(0.9, float64(step)), 1-math.Pow(0.999, float64(step))
		for j := range w {
			g := (sum[j] + decay*w[j]) / total
			m[j], v[j] = 0.9*m[j]+0.1*g, 0.999*v[j]+0.001*g*g
			w[j] -= rate * (m[j] / b1) / (math.Sqrt(v[j]/b2) + 1e-8)
		}
	}
	return w
}

// soften turns sums into probabilities, in place.
func soften(p []float64) {
	best, total := math.Inf(-1), 0.0
	for _, x := range p {
		best = math.Max(best, x)
	}
	for i := range p {
		p[i] = math.Exp(p[i] - best)
		total += p[i]
	}
	for i := range p {
		p[i] /= total
	}
}
