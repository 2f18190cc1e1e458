package train

import (
	"fmt"
	"math"
	"math/rand/v2"

	"parley/internal/weights"
)

// Sizes of the network besides the width of the LSTM.
const (
	vectorDim = 100
	tableDims = 188 // sum over tableSpecs
	inputDim  = tableDims + vectorDim
	mlpDim    = 128 // each of arc and label, dependent and head
	wordTable = 0   // index of the trained words in tableSpecs
)

// tableSpecs lists the trained input tables in the order of their columns in
// the input. The number of words is filled in by the data.
var tableSpecs = [...]struct {
	name string
	rows int
	cols int
}{
	{"word", 0, 60},
	{"suffix2", weights.SuffixBuckets2, 16},
	{"suffix3", weights.SuffixBuckets3, 32},
	{"suffix4", weights.SuffixBuckets4, 32},
	{"shape", weights.ShapeBuckets, 16},
	{"prefix3", weights.PrefixBuckets3, 16},
	{"prefix2", weights.PrefixBuckets2, 16},
}

// tensor is one trained matrix with all that the optimizer keeps of it.
type tensor struct {
	name       string
	rows, cols int
	w          []float32 // values
	m, v       []float32 // moments of the gradient
	ema        []float32 // moving average of the values
	wt         []float32 // values transposed, for the way back; nil when not needed
	last       []int32   // tables: step of the last update of each row; nil for dense ones
}

// params is the network. The order of all is the order in checkpoints.
type params struct {
	hidden, xposN, uposN, labelN int
	all                          []*tensor
	tables                       [len(tableSpecs)]*tensor
	w1, b1, w2, b2               *tensor // input products of both layers, both directions side by side
	u1, u2                       [2]*tensor
	tag, tagB                    *tensor // xpos, then upos, then padding
	mlp, mlpB                    *tensor // arc dependent, arc head, label dependent, label head
	arc, arcB                    *tensor
	rootArc, rootLabel           *tensor
	label, labelB                *tensor
}

// pad rounds up to a multiple of wide.
func pad(n int) int { return (n + wide - 1) / wide * wide }

// newParams makes a network with random values.
func newParams(hidden, words int, sets *labels, rng *rand.Rand) *params {
	p := &params{hidden: hidden, xposN: len(sets.xpos.names), uposN: len(sets.upos.names), labelN: len(sets.deprel.names)}
	add := func(name string, rows, cols int, scale float64) *tensor {
		t := &tensor{name: name, rows: rows, cols: cols}
		n := rows * cols
		t.w, t.m, t.v, t.ema = make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)
		for i := range t.w {
			t.w[i] = float32(scale * (2*rng.Float64() - 1))
		}
		p.all = append(p.all, t)
		return t
	}
	dense := func(name string, rows, cols int) *tensor {
		t := add(name, rows, cols, math.Sqrt(6/float64(rows+min(cols, 4*rows)/2)))
		t.wt = make([]float32, rows*cols)
		return t
	}
	for i, spec := range tableSpecs {
		rows := spec.rows
		if i == wordTable {
			rows = words
		}
		p.tables[i] = add("table "+spec.name, rows, spec.cols, 0.1)
		p.tables[i].last = make([]int32, rows)
	}
	h := hidden
	p.w1, p.b1 = dense("w1", inputDim, 8*h), add("b1", 1, 8*h, 0)
	p.w2, p.b2 = dense("w2", 2*h, 8*h), add("b2", 1, 8*h, 0)
	for d := range 2 {
		p.u1[d] = dense(fmt.Sprintf("u1 %d", d), h, 4*h)
		p.u2[d] = dense(fmt.Sprintf("u2 %d", d), h, 4*h)
		for j := range h { // forget little at first
			p.b1.w[d*4*h+h+j], p.b2.w[d*4*h+h+j] = 1, 1
		}
	}
	tags := pad(p.xposN + p.uposN)
	p.tag, p.tagB = dense("tag", 2*h, tags), add("tag bias", 1, tags, 0)
	p.mlp, p.mlpB = dense("mlp", 2*h, 4*mlpDim), add("mlp bias", 1, 4*mlpDim, 0)
	p.arc, p.arcB = dense("arc", mlpDim, mlpDim), add("arc bias", 1, mlpDim, 0)
	p.rootArc, p.rootLabel = add("root arc", 1, mlpDim, 0.3), add("root label", 1, mlpDim, 0.3)
	p.label, p.labelB = dense("label", mlpDim, pad(p.labelN)), add("label bias", 1, pad(p.labelN), 0)
	for _, t := range p.all {
		copy(t.ema, t.w)
	}
	return p
}

// turn refreshes the transposed copies.
func (p *params) turn() {
	for _, t := range p.all {
		if t.wt != nil {
			transpose(t.wt, t.w, t.rows, t.cols)
		}
	}
}
