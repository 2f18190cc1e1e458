package train

import (
	"math"
	"math/rand/v2"
	"testing"
)

// tiny makes a small network with a few sentences of random content.
func tiny(rng *rand.Rand) (*params, []sentence, []float32) {
	var sets labels
	for _, name := range []string{"root", "nsubj", "obj"} {
		sets.deprel.number(name, true)
		sets.xpos.number(name, true)
		sets.upos.number(name, true)
	}
	p := newParams(wide, 5, &sets, rng)
	p.turn()
	vectors := make([]float32, 4*vectorDim)
	for i := range vectors {
		vectors[i] = rng.Float32() - 0.5
	}
	var sents []sentence
	for _, n := range []int{3, 1, 5} {
		ex := &example{}
		s := sentence{ex: ex, words: n}
		for t := range n {
			ids := wordIDs{vector: int32(rng.IntN(4))}
			for i := range ids.rows {
				ids.rows[i] = int32(rng.IntN(5))
			}
			s.ids = append(s.ids, ids)
			ex.heads = append(ex.heads, int32(t-1))
			for _, set := range []*[]int32{&ex.labels, &ex.xpos, &ex.upos} {
				*set = append(*set, int32(rng.IntN(3)))
			}
		}
		sents = append(sents, s)
	}
	return p, sents, vectors
}

// TestGradients compares gradients with differences of the loss, with dropout
// drawn from the same seed each time.
func TestGradients(t *testing.T) {
	rng := rand.New(rand.NewPCG(33, 4))
	p, sents, vectors := tiny(rng)
	s := newShard(p, vectors)
	s.dropout = 0.2
	loss := func() float64 {
		s.rng = rand.New(rand.NewPCG(5, 6))
		s.run(sents, true, 1)
		return s.loss
	}
	loss()
	opt := newOptimizer(p)
	opt.gather(s)
	exact := map[*tensor][]float32{}
	for _, ten := range p.all {
		g := s.grads[ten]
		if ten.last != nil {
			g = opt.tables[ten].sum
		}
		exact[ten] = append([]float32(nil), g...)
	}
	for _, ten := range p.all {
		for range 12 {
			i := rng.IntN(len(ten.w))
			if ten.last != nil {
				rows := opt.tables[ten].touched
				i = int(rows[rng.IntN(len(rows))])*ten.cols + rng.IntN(ten.cols)
			}
			const step = 2e-4
			old := ten.w[i]
			ten.w[i] = old + step
			p.turn()
			up := loss()
			ten.w[i] = old - step
			p.turn()
			down := loss()
			ten.w[i] = old
			got, want := float64(exact[ten][i]), (up-down)/(2*step)
			if math.Abs(got-want) > 0.01+0.02*math.Abs(want) {
				t.Errorf("%s[%d]: gradient %.5f, difference %.5f", ten.name, i, got, want)
			}
		}
	}
}
