package train

import (
	"math"
	"sync"
)

// Constants of the optimizer: Adam as published, with a faster second moment,
// which suits biaffine parsers (Dozat and Manning 2017).
const (
	beta1    = 0.9
	beta2    = 0.98
	epsilon  = 1e-8
	clipNorm = 5.0
	emaDecay = 0.999
)

// optimizer updates the network.
type optimizer struct {
	p      *params
	step   int32
	tables map[*tensor]*tableGrads
}

// tableGrads are the gradients of an input table in a batch: few rows have any.
type tableGrads struct {
	sum     []float32
	touched []int32 // rows with a gradient, in the order of their first
	seen    []bool  // by row
}

func newOptimizer(p *params) *optimizer {
	o := &optimizer{p: p, tables: map[*tensor]*tableGrads{}}
	for _, t := range p.tables {
		o.tables[t] = &tableGrads{sum: make([]float32, len(t.w)), seen: make([]bool, t.rows)}
	}
	return o
}

// update applies the gradients of all shards with the given rate.
func (o *optimizer) update(shards []*shard, rate float64) {
	o.step++
	for _, s := range shards {
		o.gather(s)
	}
	square := make([]float64, len(o.p.all))
	o.each(func(i int, t *tensor) { square[i] = o.merge(t, shards) })
	norm := 0.0
	for _, q := range square {
		norm += q
	}
	scale := float32(1)
	if norm = math.Sqrt(norm); norm > clipNorm {
		scale = float32(clipNorm / norm)
	}
	c1 := 1 - math.Pow(beta1, float64(o.step))
	c2 := 1 - math.Pow(beta2, float64(o.step))
	k := adamStep{rate: float32(rate * math.Sqrt(c2) / c1), scale: scale, keep: float32(o.decay())}
	o.each(func(_ int, t *tensor) { o.apply(t, shards, k) })
}

// decay is the weight of the old moving average; smaller at the start.
func (o *optimizer) decay() float64 {
	n := float64(o.step)
	return min(emaDecay, (1+n)/(10+n))
}

// each calls f for every tensor from a few goroutines and waits for them. f
// only touches its own tensor, so the order does not matter.
func (o *optimizer) each(f func(int, *tensor)) {
	var wg sync.WaitGroup
	const workers = 2
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(o.p.all); i += workers {
				f(i, o.p.all[i])
			}
		})
	}
	wg.Wait()
}

// gather adds the input gradients of a shard to the rows of the tables.
func (o *optimizer) gather(s *shard) {
	if s.words == 0 {
		return
	}
	for b := range s.sents {
		for t, ids := range s.sents[b].ids {
			d := s.dInputs[(s.pack.start[t]+b)*inputDim:]
			for i, table := range s.p.tables {
				row, g := ids.rows[i], o.tables[table]
				if !g.seen[row] {
					g.seen[row] = true
					g.touched = append(g.touched, row)
				}
				addTo(g.sum[int(row)*table.cols:][:table.cols], d[:table.cols])
				d = d[table.cols:]
			}
		}
	}
}

// merge adds the gradients of the later shards to those of the first and
// returns the square of their norm.
func (o *optimizer) merge(t *tensor, shards []*shard) float64 {
	sum := 0.0
	if t.last != nil {
		for _, row := range o.tables[t].touched {
			sum += squareSum(o.tables[t].sum[int(row)*t.cols:][:t.cols])
		}
		return sum
	}
	g := shards[0].grads[t]
	for _, s := range shards[1:] {
		if s.words > 0 {
			addTo(g, s.grads[t])
		}
	}
	return squareSum(g)
}

// squareSum sums squares, in short runs of single precision.
func squareSum(v []float32) float64 {
	total := 0.0
	for len(v) > 0 {
		n := min(64, len(v))
		var a, b float32
		for i := 0; i+1 < n; i += 2 {
			a += v[i] * v[i]
			b += v[i+1] * v[i+1]
		}
		if n%2 == 1 {
			a += v[n-1] * v[n-1]
		}
		total += float64(a + b)
		v = v[n:]
	}
	return total
}

// adamStep are the numbers that all parameters of one update share.
type adamStep struct{ rate, scale, keep float32 }

// apply updates one tensor.
func (o *optimizer) apply(t *tensor, shards []*shard, k adamStep) {
	if t.last == nil {
		k.run(t.w, t.m, t.v, t.ema, shards[0].grads[t])
		if t.wt != nil {
			transpose(t.wt, t.w, t.rows, t.cols)
		}
		return
	}
	g := o.tables[t]
	for _, row := range g.touched {
		from, to := int(row)*t.cols, (int(row)+1)*t.cols
		t.catchUp(int(row), o.step-1, float64(k.keep))
		k.run(t.w[from:to], t.m[from:to], t.v[from:to], t.ema[from:to], g.sum[from:to])
		t.last[row] = o.step
		clear(g.sum[from:to])
		g.seen[row] = false
	}
	g.touched = g.touched[:0]
}

// run is one step of Adam and of the moving average.
func (k adamStep) run(w, m, v, ema, g []float32) {
	m, v, ema, g = m[:len(w)], v[:len(w)], ema[:len(w)], g[:len(w)]
	for i := range w {
		d := g[i] * k.scale
		m[i] += (1 - beta1) * (d - m[i])
		v[i] += (1 - beta2) * (d*d - v[i])
		w[i] -= k.rate * m[i] / (float32(math.Sqrt(float64(v[i]))) + epsilon)
		ema[i] += (1 - k.keep) * (w[i] - ema[i])
	}
}

// catchUp brings the moving average of a row that rested to the given step.
func (t *tensor) catchUp(row int, step int32, keep float64) {
	rest := step - t.last[row]
	if rest <= 0 {
		return
	}
	part := float32(1 - math.Pow(keep, float64(rest)))
	from, to := row*t.cols, (row+1)*t.cols
	for i := from; i < to; i++ {
		t.ema[i] += part * (t.w[i] - t.ema[i])
	}
	t.last[row] = step
}

// settle brings every row of the tables up to date.
func (o *optimizer) settle() {
	for _, t := range o.p.tables {
		for row := range t.rows {
			t.catchUp(row, o.step, o.decay())
		}
	}
}
