package train

import (
	"fmt"

	"parley/internal/weights"
)

// modelTask is the task on the card of a parser.
const modelTask = "parser"

// export writes the averaged network as a model file: each row of an input
// table and each column of a matrix in bytes with a scale of its own.
func (r *run) export(epochs int, scores []tally) error {
	r.opt.settle()
	var b weights.Builder
	b.Strings("words", r.vocab.words)
	b.Strings("vector words", r.vectors.words)
	b.Int8("vectors", r.vectors.codes, len(r.vectors.words), vectorDim)
	b.Float32("vectors scale", r.vectors.scales, len(r.vectors.words))
	top := r.vectors.top()
	for i, t := range r.p.tables {
		codes, scales := byRows(t)
		for _, s := range scales {
			top = max(top, 127*s)
		}
		b.Int8("table "+tableSpecs[i].name, codes, t.rows, t.cols)
		b.Float32("table "+tableSpecs[i].name+" scale", scales, t.rows)
	}
	// One step of an input is such that the largest is 32000 steps: it fits 16
	// bits with room for rounding.
	b.Float32("input step", []float32{top / 32000}, 1)
	p := r.p
	r.addDense(&b, p.w1, p.b1, p.w1.cols)
	r.addDense(&b, p.w2, p.b2, p.w2.cols)
	for d := range 2 {
		r.addDense(&b, p.u1[d], nil, p.u1[d].cols)
		r.addDense(&b, p.u2[d], nil, p.u2[d].cols)
	}
	r.addDense(&b, p.tag, p.tagB, p.xposN+p.uposN)
	r.addDense(&b, p.mlp, p.mlpB, p.mlp.cols)
	r.addDense(&b, p.arc, p.arcB, p.arc.cols)
	r.addDense(&b, p.label, p.labelB, p.labelN)
	b.Int8("tag pairs", r.tagPairs(), p.xposN, p.uposN)
	b.Float32("root arc", p.rootArc.ema, mlpDim)
	b.Float32("root label", p.rootLabel.ema, mlpDim)
	return writeFile(r.cfg.Out, &b, r.card(epochs, scores))
}

// tagPairs says, by tag of the one set and of the other, which were seen
// together often enough not to be a slip.
func (r *run) tagPairs() []int8 {
	const enough = 3
	counts := make([]int, r.p.xposN*r.p.uposN)
	top := 0
	for i := range r.train {
		for t, x := range r.train[i].xpos {
			at := int(x)*r.p.uposN + int(r.train[i].upos[t])
			counts[at]++
			top = max(top, counts[at])
		}
	}
	pairs := make([]int8, len(counts))
	for i, n := range counts {
		if n >= min(enough, top) {
			pairs[i] = 1
		}
	}
	return pairs
}

// addDense adds a matrix and its bias; only the first cols columns, as the
// others are padding.
func (r *run) addDense(b *weights.Builder, t, bias *tensor, cols int) {
	codes, scales := make([]int8, t.rows*cols), make([]float32, cols)
	column := make([]float32, t.rows)
	for j := range cols {
		for i := range t.rows {
			column[i] = t.ema[i*t.cols+j]
		}
		scales[j] = rowScale(column)
		for i, v := range column {
			codes[i*cols+j] = toCode(v, scales[j])
		}
	}
	b.Int8(t.name, codes, t.rows, cols)
	b.Float32(t.name+" scale", scales, cols)
	if bias != nil {
		b.Float32(t.name+" bias", bias.ema[:cols], cols)
	}
}

// byRows turns a table into bytes, with one scale a row.
func byRows(t *tensor) ([]int8, []float32) {
	codes, scales := make([]int8, len(t.ema)), make([]float32, t.rows)
	for i := range t.rows {
		row := t.ema[i*t.cols : (i+1)*t.cols]
		scales[i] = rowScale(row)
		for j, v := range row {
			codes[i*t.cols+j] = toCode(v, scales[i])
		}
	}
	return codes, scales
}

// card describes the model.
func (r *run) card(epochs int, scores []tally) weights.Card {
	c := weights.Card{Task: modelTask, Version: r.cfg.Name, Seed: r.cfg.Seed, Epochs: epochs,
		Licence: r.cfg.Licence, Vectors: r.vectors.checksum, Commit: r.cfg.Commit, Date: r.cfg.Date,
		Sizes:  map[string]int{"hidden": r.p.hidden, "words": len(r.vocab.words), "vectors": len(r.vectors.words)},
		Labels: map[string][]string{"deprel": r.sets.deprel.names, "xpos": r.sets.xpos.names, "upos": r.sets.upos.names},
		Scores: map[string]float64{}, Data: append(r.sources, r.vectors.sources...)}
	for i := range scores {
		s, name := &scores[i], baseName(r.cfg.Dev[i])
		for measure, n := range map[string]int{"UPOS": s.upos, "XPOS": s.xpos, "UAS": s.uas, "LAS": s.las} {
			c.Scores[fmt.Sprintf("%s %s", name, measure)] = roundTo(s.percent(n))
		}
	}
	return c
}
