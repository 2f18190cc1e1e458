package train

import "math"

// headSpace is the work space above the two layers.
type headSpace struct {
	mlp, dMlp    []float32 // rows x 4*mlpDim
	mlpMask      []float32 // sentences x 4*mlpDim; the label half serves its hidden units
	tags, dTags  []float32 // rows x padded tags
	au           []float32 // rows x mlpDim: arc dependent times the bilinear matrix
	dAu          []float32
	dOut1, dOut2 []float32 // rows x 2h
	headT        []float32 // mlpDim x padded words of one sentence: heads, transposed
	headRows     []float32 // padded words x mlpDim
	scores       []float32 // words x padded words + 1
	dep          []float32 // words x mlpDim, one sentence together
	dDep         []float32
	dHead        []float32
	hidden, dHid []float32 // words x mlpDim
	labels       []float32 // words x padded labels
	gold         []int32   // head column by word: 0 is the root
}

// leak is the slope of the activation below zero.
const leak = 0.1

// headsForward computes tags and the four projections.
func (s *shard) headsForward() {
	p, w, rows := s.p, &s.heads, s.pack.rows
	h2, tags := 2*p.hidden, p.tag.cols
	w.tags = grow(w.tags, rows*tags)
	w.mlp = grow(w.mlp, rows*4*mlpDim)
	for r := range rows {
		copy(w.tags[r*tags:], p.tagB.w)
		copy(w.mlp[r*4*mlpDim:], p.mlpB.w)
	}
	mulAdd(matrix{w.tags, tags, 1}, matrix{s.out1, h2, 1}, matrix{p.tag.w, tags, 1}, rows, h2, tags)
	mulAdd(matrix{w.mlp, 4 * mlpDim, 1}, matrix{s.out2, h2, 1}, matrix{p.mlp.w, 4 * mlpDim, 1}, rows, h2, 4*mlpDim)
	for r := range rows {
		row := w.mlp[r*4*mlpDim:][:2*mlpDim]
		for j, v := range row {
			if v < 0 {
				row[j] = leak * v
			}
		}
	}
	w.mlpMask = s.mask(w.mlpMask, 4*mlpDim)
	if w.mlpMask != nil { // the label half is dropped after its sum, see sentenceLoss
		for t, n := range s.pack.count {
			for b := range n {
				row := w.mlp[(s.pack.start[t]+b)*4*mlpDim:][:2*mlpDim]
				for j, m := range w.mlpMask[b*4*mlpDim:][:2*mlpDim] {
					row[j] *= m
				}
			}
		}
	}
	w.au = grow(w.au, rows*mlpDim)
	for r := range rows {
		copy(w.au[r*mlpDim:], p.arcB.w)
	}
	mulAdd(matrix{w.au, mlpDim, 1}, matrix{w.mlp, 4 * mlpDim, 1}, matrix{p.arc.w, mlpDim, 1}, rows, mlpDim, mlpDim)
}

// prepare clears the gradients that the sentences add to.
func (w *headSpace) prepare(s *shard) {
	rows := s.pack.rows
	w.dMlp, w.dAu = grow(w.dMlp, rows*4*mlpDim), grow(w.dAu, rows*mlpDim)
	w.dTags = grow(w.dTags, rows*s.p.tag.cols)
	w.dOut1, w.dOut2 = grow(w.dOut1, rows*2*s.p.hidden), grow(w.dOut2, rows*2*s.p.hidden)
}

// sentenceLoss does arcs and labels of sentence b.
func (s *shard) sentenceLoss(b int, train bool, scale float32) {
	w := &s.heads
	n := s.sents[b].words
	cols := pad(n + 1)
	w.dep, w.headRows = grow(w.dep, n*mlpDim), grow(w.headRows, cols*mlpDim)
	copy(w.headRows, s.p.rootArc.w)
	for t := range n {
		r := s.pack.start[t] + b
		copy(w.dep[t*mlpDim:], w.au[r*mlpDim:][:mlpDim])
		copy(w.headRows[(t+1)*mlpDim:], w.mlp[r*4*mlpDim+mlpDim:][:mlpDim])
	}
	w.headT = grow(w.headT, cols*mlpDim)
	transpose(w.headT, w.headRows, cols, mlpDim)
	w.scores = grow(w.scores, n*cols)
	mulAdd(matrix{w.scores, cols, 1}, matrix{w.dep, mlpDim, 1}, matrix{w.headT, cols, 1}, n, mlpDim, cols)
	w.gold = w.gold[:0]
	for t := range n {
		w.gold = append(w.gold, s.sents[b].ex.heads[t]+1)
	}
	for t := range n {
		row := w.scores[t*cols:][:n+1]
		row[t+1] = -1e9 // a word is not its own head
		if !train {
			s.score.arc(s.sents[b].ex, t, argmax(row)-1)
		}
		s.loss += softmaxLoss(row, w.gold[t], scale)
		row[t+1] = 0
		clear(w.scores[t*cols+n+1 : (t+1)*cols])
	}
	if train {
		s.arcBack(b, n, cols)
	}
	s.labelLoss(b, n, train, scale)
}

// arcBack takes the gradients in scores back to the projections.
func (s *shard) arcBack(b, n, cols int) {
	w := &s.heads
	w.dDep, w.dHead = grow(w.dDep, n*mlpDim), grow(w.dHead, cols*mlpDim)
	mulAdd(matrix{w.dDep, mlpDim, 1}, matrix{w.scores, cols, 1}, matrix{w.headRows, mlpDim, 1}, n, cols, mlpDim)
	mulAdd(matrix{w.dHead, mlpDim, 1}, matrix{w.scores, 1, cols}, matrix{w.dep, mlpDim, 1}, n+1, n, mlpDim)
	addTo(s.grads[s.p.rootArc], w.dHead[:mlpDim])
	for t := range n {
		r := s.pack.start[t] + b
		copy(w.dAu[r*mlpDim:], w.dDep[t*mlpDim:][:mlpDim])
		addTo(w.dMlp[r*4*mlpDim+mlpDim:][:mlpDim], w.dHead[(t+1)*mlpDim:][:mlpDim])
	}
}

// labelLoss scores the labels of the gold arcs of sentence b.
func (s *shard) labelLoss(b, n int, train bool, scale float32) {
	w, p := &s.heads, s.p
	cols := p.label.cols
	w.hidden, w.labels = grow(w.hidden, n*mlpDim), grow(w.labels, n*cols)
	for t := range n {
		dep, head := s.labelParts(b, t)
		hid := w.hidden[t*mlpDim:][:mlpDim]
		for j := range hid {
			v := dep[j] + head[j]
			if v < 0 {
				v *= leak
			}
			if w.mlpMask != nil {
				v *= w.mlpMask[b*4*mlpDim+2*mlpDim+j]
			}
			hid[j] = v
		}
		copy(w.labels[t*cols:], p.labelB.w)
	}
	mulAdd(matrix{w.labels, cols, 1}, matrix{w.hidden, mlpDim, 1}, matrix{p.label.w, cols, 1}, n, mlpDim, cols)
	for t := range n {
		row := w.labels[t*cols:][:p.labelN]
		gold := s.sents[b].ex.labels[t]
		if !train {
			s.score.label(s.sents[b].ex, t, argmax(row))
		}
		s.loss += softmaxLoss(row, gold, scale)
		clear(w.labels[t*cols+p.labelN : (t+1)*cols])
	}
	if train {
		s.labelBack(b, n)
	}
}

// labelParts returns the dependent's and the gold head's parts of a label.
func (s *shard) labelParts(b, t int) (dep, head []float32) {
	w := &s.heads
	dep = w.mlp[(s.pack.start[t]+b)*4*mlpDim+2*mlpDim:][:mlpDim]
	head = s.p.rootLabel.w
	if g := s.sents[b].ex.heads[t]; g >= 0 {
		head = w.mlp[(s.pack.start[g]+b)*4*mlpDim+3*mlpDim:][:mlpDim]
	}
	return dep, head
}

// labelBack takes the gradients in labels back.
func (s *shard) labelBack(b, n int) {
	w, p, g := &s.heads, s.p, s.grads
	cols := p.label.cols
	mulAdd(matrix{g[p.label], cols, 1}, matrix{w.hidden, 1, mlpDim}, matrix{w.labels, cols, 1}, mlpDim, n, cols)
	w.dHid = grow(w.dHid, n*mlpDim)
	mulAdd(matrix{w.dHid, mlpDim, 1}, matrix{w.labels, cols, 1}, matrix{p.label.wt, mlpDim, 1}, n, cols, mlpDim)
	for t := range n {
		addTo(g[p.labelB], w.labels[t*cols:(t+1)*cols])
		d := w.dHid[t*mlpDim:][:mlpDim]
		dep, head := s.labelParts(b, t)
		for j := range d {
			if w.mlpMask != nil {
				d[j] *= w.mlpMask[b*4*mlpDim+2*mlpDim+j]
			}
			if dep[j]+head[j] < 0 {
				d[j] *= leak
			}
		}
		addTo(w.dMlp[(s.pack.start[t]+b)*4*mlpDim+2*mlpDim:][:mlpDim], d)
		if gh := s.sents[b].ex.heads[t]; gh >= 0 {
			addTo(w.dMlp[(s.pack.start[gh]+b)*4*mlpDim+3*mlpDim:][:mlpDim], d)
		} else {
			addTo(g[p.rootLabel], d)
		}
	}
}

// tagWeight is the weight of the loss of each tag set; arcs and labels have 1.
const tagWeight = 0.5

// tagLoss does both tag sets of all words.
func (s *shard) tagLoss(train bool, scale float32) {
	w, p := &s.heads, s.p
	for b := range s.sents {
		ex := s.sents[b].ex
		for t := range s.sents[b].words {
			at := (s.pack.start[t] + b) * p.tag.cols
			x, u := w.tags[at:at+p.xposN], w.tags[at+p.xposN:][:p.uposN]
			if !train {
				s.score.tags(ex, t, argmax(x), argmax(u))
			}
			s.loss += tagWeight * softmaxLoss(x, ex.xpos[t], scale*tagWeight)
			s.loss += tagWeight * softmaxLoss(u, ex.upos[t], scale*tagWeight)
			copy(w.dTags[at:], w.tags[at:at+p.xposN+p.uposN])
		}
	}
}

// headsBack takes the gradients of tags and projections back to both layers.
func (s *shard) headsBack() {
	w, p, g, rows := &s.heads, s.p, s.grads, s.pack.rows
	h2, tags, m := 2*p.hidden, p.tag.cols, 4*mlpDim
	mulAdd(matrix{g[p.tag], tags, 1}, matrix{s.out1, 1, h2}, matrix{w.dTags, tags, 1}, h2, rows, tags)
	mulAdd(matrix{w.dOut1, h2, 1}, matrix{w.dTags, tags, 1}, matrix{p.tag.wt, h2, 1}, rows, tags, h2)
	mulAdd(matrix{g[p.arc], mlpDim, 1}, matrix{w.mlp, 1, m}, matrix{w.dAu, mlpDim, 1}, mlpDim, rows, mlpDim)
	mulAdd(matrix{w.dMlp, m, 1}, matrix{w.dAu, mlpDim, 1}, matrix{p.arc.wt, mlpDim, 1}, rows, mlpDim, mlpDim)
	for t, n := range s.pack.count {
		for b := range n {
			r := s.pack.start[t] + b
			addTo(g[p.tagB], w.dTags[r*tags:(r+1)*tags])
			addTo(g[p.arcB], w.dAu[r*mlpDim:(r+1)*mlpDim])
			d, v := w.dMlp[r*m:][:2*mlpDim], w.mlp[r*m:][:2*mlpDim]
			for j := range d {
				if w.mlpMask != nil {
					d[j] *= w.mlpMask[b*m+j]
				}
				if v[j] < 0 {
					d[j] *= leak
				}
			}
			addTo(g[p.mlpB], w.dMlp[r*m:(r+1)*m])
		}
	}
	mulAdd(matrix{g[p.mlp], m, 1}, matrix{s.out2, 1, h2}, matrix{w.dMlp, m, 1}, h2, rows, m)
	mulAdd(matrix{w.dOut2, h2, 1}, matrix{w.dMlp, m, 1}, matrix{p.mlp.wt, h2, 1}, rows, m, h2)
}

// softmaxLoss returns the cross entropy of the gold class (-1: none, no loss)
// and replaces the scores by its gradient times scale.
func softmaxLoss(scores []float32, gold int32, scale float32) float64 {
	if gold < 0 {
		clear(scores)
		return 0
	}
	top := scores[argmax(scores)]
	var sum float32
	want := scores[gold] - top
	for i, v := range scores {
		e := float32(math.Exp(float64(v - top)))
		scores[i] = e
		sum += e
	}
	for i := range scores {
		scores[i] *= scale / sum
	}
	scores[gold] -= scale
	return math.Log(float64(sum)) - float64(want)
}

// argmax returns the first index of the largest number.
func argmax(v []float32) int {
	best := 0
	for i, x := range v {
		if x > v[best] {
			best = i
		}
	}
	return best
}
