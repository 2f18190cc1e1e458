package nlp

import (
	"math"

	"parley/internal/weights"
)

// Scratch is the work space of one goroutine, about 2 MB. It fits every
// parser, but is best kept with one. Not safe for concurrent use.
type Scratch struct {
	net  *network
	with level

	form   weights.FormBuffer
	x      []int16    // words x input: what the first layer reads
	out    [2][]int16 // words x 2*hidden: what the layers put out, in steps
	sums   []int32    // words x the widest matrix
	rec    []int32    // 4*hidden
	cells  []float32  // hidden
	proj   []float32  // words x 4*mlp
	steps  []int16    // words x mlp: rows on their way into a product
	step   []float32  // value of one step, by word
	heads  matrix     // mlp x (words+1): the arc heads, one a column, the root first
	headBy []float32  // value of one step, by column
	hidden []float32  // mlp
	tags   []float32  // scores of both tag sets of a word
	tree   treeSpace

	folded []Token // with hyphenated names as one
	places []int   // of the folded tokens in the sentence
}

// NewScratch returns the work space for one goroutine.
func (p *Parser) NewScratch() *Scratch {
	s := &Scratch{with: cpuLevel}
	s.fit(p.net)
	return s
}

// fit makes the work space fit a network.
func (s *Scratch) fit(n *network) {
	if s.net == n {
		return
	}
	s.net = n
	s.x = make([]int16, maxPiece*n.input)
	s.out = [2][]int16{make([]int16, maxPiece*2*n.hidden), make([]int16, maxPiece*2*n.hidden)}
	cols := roundUp(maxPiece+1, tileCols)
	s.sums = make([]int32, maxPiece*max(8*n.hidden, n.tag.out, n.proj.out, n.arc.out, n.label.out, cols))
	s.rec, s.cells = make([]int32, 4*n.hidden), make([]float32, n.hidden)
	s.proj, s.hidden = make([]float32, maxPiece*4*n.mlp), make([]float32, n.mlp)
	s.steps, s.step = make([]int16, maxPiece*n.mlp), make([]float32, maxPiece)
	s.tags = make([]float32, n.tag.cols)
	s.heads = matrix{in: n.mlp, w: make([]int8, n.mlp*cols)}
	s.headBy = make([]float32, cols)
	s.tree.fit(maxPiece)
}

// piece parses up to maxPiece tokens; heads count from the first of them. It
// returns the root.
func (s *Scratch) piece(tokens []Token) int {
	s.read(tokens)
	s.layer(0, len(tokens), s.x, s.net.input)
	s.tag(tokens)
	s.layer(1, len(tokens), s.out[0], 2*s.net.hidden)
	s.project(len(tokens))
	s.score(len(tokens))
	root := s.tree.decode(len(tokens))
	s.relate(tokens)
	return root
}

// read fills in the input of every word.
func (s *Scratch) read(tokens []Token) {
	n := s.net
	mixed := hasSmallLetters(tokens)
	for i := range tokens {
		form := tokens[i].Form
		if mixed {
			form = respell(form)
		}
		f := weights.ReadForm(form, &s.form)
		at := n.words[string(f.Lower)]
		row := s.x[i*n.input:][:n.input]
		for k, r := range [...]int{int(at.word), f.Suffix2, f.Suffix3, f.Suffix4, f.Shape, f.Prefix3, f.Prefix2} {
			row = n.tables[k].read(row, r)
		}
		row = n.vectors.read(row, int(at.vector))
		clear(row)
	}
}

// respell gives names that in capitals look like small words to the model,
// which folds capitals, as another name of their kind. In a line all in
// capitals they may be the small words.
func respell(form string) string {
	switch form {
	case "US": // "US, UK strike targets": not the pronoun
		return "U.S."
	case "WHO": // "WHO warns of cholera"
		return "UNICEF"
	case "IS": // "IS claims attack"
		return "ISIS"
	}
	return form
}

// hasSmallLetters reports whether a token is in small letters.
func hasSmallLetters(tokens []Token) bool {
	for i := range tokens {
		for _, c := range []byte(tokens[i].Form) {
			if 'a' <= c && c <= 'z' {
				return true
			}
		}
	}
	return false
}

// read writes a row of the table in steps and returns the rest of dst.
func (t *table) read(dst []int16, row int) []int16 {
	scale := t.scale[row]
	codes := t.codes[row*t.cols:][:t.cols]
	out := dst[:len(codes)]
	for i, c := range codes {
		out[i] = int16(nearest(float32(c) * scale))
	}
	return dst[t.cols:]
}

// layer runs an LSTM layer over n rows of x, stride numbers each.
func (s *Scratch) layer(which, n int, x []int16, stride int) {
	l, h, out := &s.net.layers[which], s.net.hidden, s.out[which]
	l.in.mul(s.sums, x, n, stride, s.with)
	for d := range 2 {
		clear(s.rec)
		clear(s.cells)
		t, step := 0, 1
		if d == 1 {
			t, step = n-1, -1
		}
		for i := range n {
			if i > 0 {
				l.rec[d].mul(s.rec, out[(t-step)*2*h+d*h:], 1, h, s.with)
			}
			gates(out[t*2*h+d*h:][:h], s.cells, s.sums[t*8*h+d*4*h:][:4*h], s.rec, &l.gates[d], s.with)
			t += step
		}
	}
}

// tag chooses the tags of every word: the best of each kind when they go
// together, else the best two that do.
func (s *Scratch) tag(tokens []Token) {
	n, l := s.net, &s.net.tag
	l.mul(s.sums, s.out[0], len(tokens), 2*n.hidden, s.with)
	split := len(n.xpos)
	for i := range tokens {
		scores := s.tags[:l.cols]
		l.apply(scores, s.sums[i*l.out:], 1, 0)
		x, u := argmax(scores[:split]), argmax(scores[split:])
		if !n.pairs[x*len(n.upos)+u] {
			x, u = n.bestPair(scores[:split], scores[split:], x, u)
		}
		tokens[i].XPOS, tokens[i].UPOS = n.xpos[x], n.upos[u]
	}
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

// bestPair returns the tags that go together and have the highest sum of
// scores, the first of equals; the given two when none go together.
func (n *network) bestPair(xpos, upos []float32, bestX, bestU int) (int, int) {
	found, top := false, float32(0)
	for x, v := range xpos {
		for u, ok := range n.pairs[x*len(upos) : (x+1)*len(upos)] {
			if sum := v + upos[u]; ok && (!found || sum > top) {
				found, top, bestX, bestU = true, sum, x, u
			}
		}
	}
	return bestX, bestU
}

// apply turns a row of sums into numbers, as many as dst has, from column from.
// by is the value of one step of what was multiplied.
func (l *linear) apply(dst []float32, sums []int32, by float32, from int) {
	sums, scale, bias := sums[from:][:len(dst)], l.scale[from:][:len(dst)], l.bias[from:][:len(dst)]
	for i := range dst {
		dst[i] = float32(float32(sums[i])*float32(scale[i]*by)) + bias[i]
	}
}

// leaky is the activation of the projections. The sign picks the slope without
// a branch, which could not be predicted.
func leaky(v []float32) {
	slopes := [2]float32{1, 0.1}
	for i, x := range v {
		v[i] = x * slopes[math.Float32bits(x)>>31]
	}
}

// project computes the four projections of every word; only those of arcs are
// activated, as those of labels are first added up.
func (s *Scratch) project(n int) {
	l, m := &s.net.proj, s.net.mlp
	l.mul(s.sums, s.out[1], n, 2*s.net.hidden, s.with)
	for i := range n {
		row := s.proj[i*4*m:][:4*m]
		l.apply(row, s.sums[i*l.out:], 1, 0)
		leaky(row[:2*m])
	}
}

// largest returns the largest absolute value. Bits without the sign are in the
// order of the numbers, and comparing them is faster.
func largest(v []float32) float32 {
	top := uint32(0)
	for _, x := range v {
		top = max(top, math.Float32bits(x)&^(1<<31))
	}
	return math.Float32frombits(top)
}

// rowSteps is how many steps the largest number of a row has. Sums over
// maxHidden products with bytes stay below 2^31.
const rowSteps = 1 << 14

// quantize writes v in steps and returns the value of a step.
func quantize(dst []int16, v []float32) float32 {
	top := largest(v)
	if !(top > 1e-20) {
		clear(dst[:len(v)])
		return 0
	}
	by := rowSteps / top
	for i, x := range v {
		dst[i] = int16(nearest(float32(x * by)))
	}
	return top / rowSteps
}

// score fills in the scores of all arcs.
func (s *Scratch) score(n int) {
	m, arc := s.net.mlp, &s.net.arc
	for i := range n {
		s.step[i] = quantize(s.steps[i*m:], s.proj[i*4*m:][:m])
	}
	arc.mul(s.sums, s.steps, n, m, s.with)
	for i := range n { // the dependents times the arc matrix take the place of the dependents
		dep := s.proj[i*4*m:][:m]
		arc.apply(dep, s.sums[i*arc.out:], s.step[i], 0)
		s.step[i] = quantize(s.steps[i*m:], dep)
	}
	s.heads.out = roundUp(n+1, tileCols)
	s.head(0, s.net.rootArc)
	for i := range n {
		s.head(i+1, s.proj[i*4*m+m:][:m])
	}
	s.heads.mul(s.sums, s.steps, n, m, s.with)
	for i := range n {
		row := s.tree.row(i + 1)
		for c, sum := range s.sums[i*s.heads.out:][:n+1] {
			row[c] = float32(sum) * float32(s.step[i]*s.headBy[c])
		}
	}
}

// head writes an arc head into a column of heads, in bytes.
func (s *Scratch) head(col int, v []float32) {
	top := largest(v)
	by := float32(0)
	if top > 1e-20 {
		by = 127 / top
	}
	s.headBy[col] = top / 127
	column := s.heads.w[s.heads.at(0, col):]
	for i := 0; i+1 < len(v); i += 2 {
		column[i/2*tilePair] = int8(nearest(float32(v[i] * by)))
		column[i/2*tilePair+1] = int8(nearest(float32(v[i+1] * by)))
	}
}

// relate writes heads, their probabilities and the relations.
func (s *Scratch) relate(tokens []Token) {
	m, l := s.net.mlp, &s.net.label
	for i := range tokens {
		head := s.net.rootLabel
		if h := s.tree.heads[i+1]; h > 0 {
			head = s.proj[int(h-1)*4*m+3*m:][:m]
		}
		dep := s.proj[i*4*m+2*m:][:m]
		for j := range s.hidden {
			s.hidden[j] = dep[j] + head[j]
		}
		leaky(s.hidden)
		s.step[i] = quantize(s.steps[i*m:], s.hidden)
	}
	l.mul(s.sums, s.steps, len(tokens), m, s.with)
	for i := range tokens {
		t, head := &tokens[i], int(s.tree.heads[i+1])
		t.Head, t.Score = head-1, s.tree.probability(len(tokens), i+1)
		if head == 0 {
			t.Deprel = s.net.deprel[s.net.rootRelation]
			continue
		}
		t.Deprel = s.net.deprel[l.best(s.sums[i*l.out:], s.step[i], s.net.rootRelation)]
	}
}

// best returns the column with the highest score for sums whose step has the
// value by, the first of equals; skip is left out.
func (l *linear) best(sums []int32, by float32, skip int) int {
	best, top := -1, float32(0)
	for c := range l.cols {
		v := float32(float32(sums[c])*float32(l.scale[c]*by)) + l.bias[c]
		if c != skip && (best < 0 || v > top) {
			best, top = c, v
		}
	}
	return best
}
