package rank

import (
	"math"
	"sync"
)

// shards is how many parts of the examples are summed up side by side. It is
// fixed, so that the order of sums, hence the result, is the same on any machine.
const shards = 4

// descend finds n weights that make a mean loss over the examples 0 to size-1
// small, with a ridge penalty, by Adam (Kingma and Ba 2015) over the whole data.
// Every step grad adds the gradient at w of the examples from from to before to
// into sum, which is zero before, and returns how many it counted. It is called by
// several goroutines at once.
func descend(n, steps int, rate, decay float64, size int, grad func(from, to int, w, sum []float64) int) []float64 {
	w, m, v := make([]float64, n), make([]float64, n), make([]float64, n)
	var sums [shards][]float64
	var counts [shards]int
	for k := range sums {
		sums[k] = make([]float64, n)
	}
	for step := 1; step <= steps; step++ {
		var wg sync.WaitGroup
		for k := range shards {
			wg.Go(func() {
				clear(sums[k])
				counts[k] = grad(size*k/shards, size*(k+1)/shards, w, sums[k])
			})
		}
		wg.Wait()
		total := 0.0
		for _, c := range counts {
			total += float64(c)
		}
		b1, b2 := 1-math.Pow(0.9, float64(step)), 1-math.Pow(0.999, float64(step))
		for j := range w {
			g := decay * w[j]
			for k := range sums {
				g += sums[k][j]
			}
			g /= math.Max(total, 1)
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

// classify fits a linear classifier of k types over examples whose evidence has
// numbers below n; the type of example i is types(i). The k weights of a piece of
// evidence stand together.
func classify(examples []example, n, k, steps int, rate, decay float64, types func(i int) int) []float64 {
	return descend(n*k, steps, rate, decay, len(examples), func(from, to int, w, sum []float64) int {
		p := make([]float64, k)
		for i := from; i < to; i++ {
			e := &examples[i]
			clear(p)
			for x, j := range e.idx {
				axpy(p, w[int(j)*k:][:k], float64(e.val[x]))
			}
			soften(p)
			p[types(i)]--
			for x, j := range e.idx {
				axpy(sum[int(j)*k:][:k], p, float64(e.val[x]))
			}
		}
		return to - from
	})
}

// axpy adds a times x to y.
func axpy(y, x []float64, a float64) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] += a * v
	}
}
