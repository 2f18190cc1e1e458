package train

import (
	"math/rand/v2"
	"slices"
)

// sentence is one sentence of a batch: an example with its input rows, after
// the random changes of this epoch.
type sentence struct {
	ex    *example
	ids   []wordIDs
	words int // the first words of ex that take part
}

// shard computes one fixed part of every batch. Each has its own gradients, so
// that the sum over shards never depends on which goroutine was first.
type shard struct {
	p       *params
	vectors []float32 // vectorDim columns; row 0 is zero
	dropout float32   // 0 when not training
	rng     *rand.Rand

	sents  []sentence
	pack   packing
	x, dx  []float32
	xMask  []float32 // sentences x inputDim
	l1, l2 lstm
	dc     []float32
	out1   []float32 // rows x 2h: output of the first layer with dropout
	out2   []float32
	mask1  []float32
	mask2  []float32
	heads  headSpace

	grads   map[*tensor][]float32 // dense tensors
	dInputs []float32             // rows x tableDims, to be added to the tables

	loss  float64 // sum over words of the arcs' and labels' and tags' losses
	words int
	score tally
}

// newShard makes the work space of one part.
func newShard(p *params, vectors []float32) *shard {
	s := &shard{p: p, vectors: vectors, grads: map[*tensor][]float32{}}
	for _, t := range p.all {
		if t.last == nil {
			s.grads[t] = make([]float32, len(t.w))
		}
	}
	return s
}

// run computes the loss of the sentences and, with train, the gradients; scale
// is one over the number of words in the whole batch.
func (s *shard) run(sents []sentence, train bool, scale float32) {
	s.loss, s.words, s.pack.rows = 0, 0, 0
	if train {
		for _, g := range s.grads {
			clear(g)
		}
	}
	s.sents = sents
	if len(sents) == 0 {
		return
	}
	slices.SortStableFunc(s.sents, func(a, b sentence) int { return b.words - a.words })
	lengths := make([]int, len(sents))
	for i := range sents {
		lengths[i] = sents[i].words
		s.words += lengths[i]
	}
	s.pack.pack(lengths)
	s.forward()
	s.headsForward()
	s.heads.prepare(s)
	for b := range s.sents {
		s.sentenceLoss(b, train, scale)
	}
	s.tagLoss(train, scale)
	if train {
		s.headsBack()
		s.back()
	}
}

// mask fills a dropout mask of n sentences and cols columns: one draw a column
// for all words of the sentence. Without dropout it returns nil.
func (s *shard) mask(m []float32, cols int) []float32 {
	if s.dropout == 0 {
		return nil
	}
	m = grow(m, len(s.sents)*cols)
	keep := 1 / (1 - s.dropout)
	limit := uint32(float64(s.dropout) * (1 << 32))
	for i := range m {
		if s.rng.Uint32() >= limit {
			m[i] = keep
		}
	}
	return m
}

// masked writes src times the mask of each row's sentence to dst.
func (s *shard) masked(dst, src, mask []float32, cols int) []float32 {
	dst = grow(dst, s.pack.rows*cols)
	if mask == nil {
		copy(dst, src)
		return dst
	}
	for t, n := range s.pack.count {
		from := s.pack.start[t] * cols
		for i, m := range mask[:n*cols] {
			dst[from+i] = src[from+i] * m
		}
	}
	return dst
}

// forward fills the input and runs both layers.
func (s *shard) forward() {
	h := s.p.hidden
	s.input()
	s.xMask = s.mask(s.xMask, inputDim)
	s.x = s.masked(s.x, s.dx, s.xMask, inputDim)
	s.l1.drop, s.l2.drop = s.mask(s.l1.drop, 2*h), s.mask(s.l2.drop, 2*h)
	s.mask1, s.mask2 = s.mask(s.mask1, 2*h), s.mask(s.mask2, 2*h)
	s.l1.forward(&s.pack, s.x, s.p.w1, s.p.b1, s.p.u1)
	s.out1 = s.masked(s.out1, s.l1.h, s.mask1, 2*h)
	s.l2.forward(&s.pack, s.out1, s.p.w2, s.p.b2, s.p.u2)
	s.out2 = s.masked(s.out2, s.l2.h, s.mask2, 2*h)
}

// input gathers the rows of the tables and vectors, into dx for the moment.
func (s *shard) input() {
	s.dx = grow(s.dx, s.pack.rows*inputDim)
	for b := range s.sents {
		for t, ids := range s.sents[b].ids {
			row := s.dx[(s.pack.start[t]+b)*inputDim:][:inputDim]
			for i, table := range s.p.tables {
				n := table.cols
				copy(row[:n], table.w[int(ids.rows[i])*n:][:n])
				row = row[n:]
			}
			copy(row, s.vectors[int(ids.vector)*vectorDim:][:vectorDim])
		}
	}
}

// back runs both layers backward, from the gradients of out1 and out2.
func (s *shard) back() {
	h, g := s.p.hidden, s.grads
	s.l2.dh = s.masked(s.l2.dh, s.heads.dOut2, s.mask2, 2*h)
	s.dc = grow(s.dc, s.pack.rows*2*h)
	s.l2.backward(&s.pack, s.out1, s.p.w2, s.p.u2,
		lstmGrads{g[s.p.w2], g[s.p.b2], [2][]float32{g[s.p.u2[0]], g[s.p.u2[1]]}}, s.dc)
	d := s.heads.dOut1
	mulAdd(matrix{d, 2 * h, 1}, matrix{s.l2.z, 8 * h, 1}, matrix{s.p.w2.wt, 2 * h, 1}, s.pack.rows, 8*h, 2*h)
	s.l1.dh = s.masked(s.l1.dh, d, s.mask1, 2*h)
	s.dc = grow(s.dc, s.pack.rows*2*h)
	s.l1.backward(&s.pack, s.x, s.p.w1, s.p.u1,
		lstmGrads{g[s.p.w1], g[s.p.b1], [2][]float32{g[s.p.u1[0]], g[s.p.u1[1]]}}, s.dc)
	n := pad(tableDims)
	s.dInputs = grow(s.dInputs, s.pack.rows*inputDim)
	mulAdd(matrix{s.dInputs, inputDim, 1}, matrix{s.l1.z, 8 * h, 1}, matrix{s.p.w1.wt, inputDim, 1}, s.pack.rows, 8*h, n)
	if s.xMask != nil {
		s.dInputs = s.maskedInPlace(s.dInputs, s.xMask, inputDim)
	}
}

// maskedInPlace multiplies each row with the mask of its sentence.
func (s *shard) maskedInPlace(x, mask []float32, cols int) []float32 {
	for t, n := range s.pack.count {
		from := s.pack.start[t] * cols
		for i, m := range mask[:n*cols] {
			x[from+i] *= m
		}
	}
	return x
}
