package nlp

import (
	"fmt"
	"slices"

	"parley/internal/weights"
)

// network is a decoded model: two bidirectional LSTM layers over features of
// word forms; tags from the first, arcs and labels from the second.
type network struct {
	hidden int // outputs of one direction of a layer
	mlp    int // size of the projections
	input  int // numbers that describe a word, rounded up to even

	words   map[string]wordRow // by folded form
	tables  [7]table           // word, suffixes of 2 to 4, shape, prefixes of 3 and 2
	vectors table

	layers [2]layer
	tag    linear
	proj   linear // arc dependent, arc head, label dependent, label head
	arc    linear
	label  linear

	rootArc, rootLabel []float32 // stand for the head of the root

	xpos, upos, deprel []string
	pairs              []bool // by xpos, by upos: do the two tags go together?
	rootRelation       int    // index of "root" in deprel
}

// wordRow says where a word is in the trained table and in the vectors, in
// which row 0 stands for all words that are not there.
type wordRow struct{ word, vector int32 }

// table holds rows of numbers in bytes, with the value of a step for each row
// in steps of the input.
type table struct {
	cols  int
	codes []int8
	scale []float32
}

// layer is one LSTM layer; index 1 is the backward direction.
type layer struct {
	in    matrix // both directions side by side
	rec   [2]matrix
	gates [2]gateScales
}

// linear is a matrix with what turns its sums into numbers.
type linear struct {
	matrix
	cols        int // without padding
	scale, bias []float32
}

// tableNames are the names of the input tables in files, in the order of [network.tables].
var tableNames = [...]string{"word", "suffix2", "suffix3", "suffix4", "shape", "prefix3", "prefix2"}

// buckets are the rows that the hashed tables must have.
var buckets = [...]int{0, weights.SuffixBuckets2, weights.SuffixBuckets3, weights.SuffixBuckets4,
	weights.ShapeBuckets, weights.PrefixBuckets3, weights.PrefixBuckets2}

// Limits of sizes: a file beyond them is broken. The sums of whole numbers
// cannot overflow within them (1024 * 127 * 2^14 < 2^31).
const (
	maxHidden = 512
	maxInput  = 400
)

// decoder collects the first error of reading a file.
type decoder struct {
	file *weights.File
	err  error
}

// newNetwork decodes a model file. Errors wrap [parley.ErrInvalid].
func newNetwork(file *weights.File) (*network, error) {
	d := &decoder{file: file}
	if file.Card.Task != "parser" {
		d.fail("the model's task is %q, want a parser", file.Card.Task)
	}
	n := &network{xpos: file.Card.Labels["xpos"], upos: file.Card.Labels["upos"], deprel: file.Card.Labels["deprel"]}
	n.rootRelation = slices.Index(n.deprel, "root")
	if len(n.xpos) == 0 || len(n.upos) == 0 || len(n.deprel) < 2 || n.rootRelation < 0 {
		d.fail("label sets are missing, or have no root relation")
	}
	d.inputs(n)
	d.dense(n)
	pairs, dims := d.bytes("tag pairs")
	if len(pairs) != len(n.xpos)*len(n.upos) {
		d.fail("tag pairs: shape %v, want %d by %d", dims, len(n.xpos), len(n.upos))
	}
	for _, v := range pairs {
		n.pairs = append(n.pairs, v != 0)
	}
	if d.err != nil {
		return nil, d.err
	}
	return n, nil
}

// fail notes an error, unless there is one.
func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf("read parser: %s: %w", fmt.Sprintf(format, args...), weights.ErrBroken)
	}
}

// inputs reads words, tables and vectors.
func (d *decoder) inputs(n *network) {
	step := float32(1)
	if v := d.floats("input step", 1); d.err == nil {
		step = v[0]
	}
	if !(step > 1e-9) {
		d.fail("the input step is %g", step)
		return
	}
	words, vectors := d.strings("words"), d.strings("vector words")
	n.words = make(map[string]wordRow, max(len(words), len(vectors)))
	for i, w := range vectors {
		n.words[w] = wordRow{vector: int32(i + 1)}
	}
	for i, w := range words {
		n.words[w] = wordRow{word: int32(i + 1), vector: n.words[w].vector}
	}
	for i, name := range tableNames {
		rows := buckets[i]
		if i == 0 {
			rows = len(words) + 1
		}
		n.tables[i] = d.table("table "+name, rows, step, false)
		n.input += n.tables[i].cols
	}
	n.vectors = d.table("vectors", len(vectors), step, true)
	n.input = roundUp(n.input+n.vectors.cols, 2)
	if n.input > maxInput {
		d.fail("inputs of %d numbers", n.input)
	}
}

// table reads a table; with blank, a row of zeros goes in front.
func (d *decoder) table(name string, rows int, step float32, blank bool) table {
	codes, dims := d.bytes(name)
	if d.err == nil && (len(dims) != 2 || dims[0] != rows) {
		d.fail("%s: shape %v, want %d rows", name, dims, rows)
	}
	scale := d.floats(name+" scale", rows)
	if d.err != nil {
		return table{}
	}
	for i, s := range scale {
		if s *= 1 / step; !(s >= 0 && s*127 < 1<<15-1) {
			d.fail("%s: row %d does not fit the input step", name, i)
		}
		scale[i] = s
	}
	t := table{cols: dims[1], codes: codes, scale: scale}
	if blank {
		t.codes, t.scale = append(make([]int8, t.cols, t.cols+len(codes)), codes...), append([]float32{0}, scale...)
	}
	return t
}

// dense reads everything above the inputs.
func (d *decoder) dense(n *network) {
	step := d.floats("input step", 1)
	_, dims := d.bytes("u1 0")
	if d.err != nil {
		return
	}
	if len(dims) == 2 {
		n.hidden = dims[0]
	}
	if n.hidden < 8 || n.hidden > maxHidden || n.hidden%8 != 0 {
		d.fail("%d hidden units", n.hidden)
		return
	}
	rows, inStep := n.input, step[0]
	for i, name := range [...]string{"1", "2"} {
		n.layers[i] = d.layer(name, rows, n.hidden, inStep)
		rows, inStep = 2*n.hidden, 1.0/hiddenSteps
	}
	n.tag = d.linear("tag", 2*n.hidden, len(n.xpos)+len(n.upos))
	_, dims = d.bytes("arc")
	if d.err != nil || len(dims) != 2 || dims[0] < 1 || dims[0] > maxHidden || dims[0]%2 != 0 {
		d.fail("projections of shape %v", dims)
		return
	}
	n.mlp = dims[0]
	n.proj = d.linear("mlp", 2*n.hidden, 4*n.mlp)
	n.arc = d.linear("arc", n.mlp, n.mlp)
	n.label = d.linear("label", n.mlp, len(n.deprel))
	n.rootArc, n.rootLabel = d.floats("root arc", n.mlp), d.floats("root label", n.mlp)
	for _, l := range []*linear{&n.tag, &n.proj} { // they read outputs in whole steps
		for i := range l.scale {
			l.scale[i] *= 1.0 / hiddenSteps
		}
	}
}

// layer reads an LSTM layer; step is the value of one step of its input.
func (d *decoder) layer(name string, rows, h int, step float32) layer {
	in := d.linear("w"+name, rows, 8*h)
	l := layer{in: in.matrix}
	for dir := range 2 {
		u := fmt.Sprintf("u%s %d", name, dir)
		l.rec[dir] = d.matrix(u, h, 4*h)
		rec := d.floats(u+" scale", 4*h)
		if d.err != nil {
			return l
		}
		g := gateScales{in: make([]float32, 4*h), rec: rec, bias: in.bias[dir*4*h : (dir+1)*4*h]}
		for j := range 4 * h {
			g.in[j] = in.scale[dir*4*h+j] * step
			g.rec[j] *= 1.0 / hiddenSteps
		}
		l.gates[dir] = g
	}
	return l
}

// linear reads a matrix with scales and bias.
func (d *decoder) linear(name string, rows, cols int) linear {
	return linear{d.matrix(name, rows, cols), cols, d.floats(name+" scale", cols), d.floats(name+" bias", cols)}
}

// matrix reads a matrix of the given shape; rows may be one more, for evenness.
func (d *decoder) matrix(name string, rows, cols int) matrix {
	codes, dims := d.bytes(name)
	if d.err == nil && (len(dims) != 2 || roundUp(dims[0], 2) != roundUp(rows, 2) || dims[1] != cols) {
		d.fail("%s: shape %v, want %d by %d", name, dims, rows, cols)
	}
	if d.err != nil {
		return matrix{}
	}
	return newMatrix(codes, dims[0], cols)
}

// strings, bytes and floats read arrays.
func (d *decoder) strings(name string) []string {
	v, err := d.file.Strings(name)
	d.note(err)
	return v
}

func (d *decoder) bytes(name string) ([]int8, []int) {
	v, dims, err := d.file.Int8(name)
	d.note(err)
	return v, dims
}

func (d *decoder) floats(name string, want int) []float32 {
	v, dims, err := d.file.Float32(name)
	d.note(err)
	if err == nil && len(v) != want {
		d.fail("%s: shape %v, want %d numbers", name, dims, want)
	}
	for _, x := range v { // so large that sums stay far from infinity
		if x > 1e6 || x < -1e6 {
			d.fail("%s: holds %g", name, x)
			break
		}
	}
	return v
}

func (d *decoder) note(err error) {
	if err != nil && d.err == nil {
		d.err = fmt.Errorf("read parser: %w", err)
	}
}
