package coder

import (
	"math"

	"parley/nlp"
)

// typer tells the type of predicates that no frame knows from the company that
// their words keep: a linear classifier over word vectors, trained on the words
// of the frames and on the corpus.
type typer struct {
	alive  []float32 // weights of a noun's vector, and a bias: does it name people?
	types  []string
	weight [][]float32 // one row a type: typerSize numbers and a bias
}

// add takes in a row of weights: of a type, or of "person".
func (t *typer) add(typ string, cells []string) error {
	row, err := numbers(cells)
	if err != nil {
		return err
	}
	if typ == "person" {
		t.alive = row
		return nil
	}
	t.types, t.weight = append(t.types, typ), append(t.weight, row)
	return nil
}

// person reports whether a noun is like those that name people.
func (t *typer) person(vectors Vectors, noun string) bool {
	if len(t.alive) != nlp.VectorSize+1 {
		return false
	}
	var x [nlp.VectorSize]float32
	if !vectors.Vector(noun, 1, x[:]) {
		return false
	}
	sum := t.alive[nlp.VectorSize]
	for i, v := range x {
		sum += t.alive[i] * v
	}
	return sum > 0
}

// guess returns the probability of each type for an input of typerSize numbers.
func (t *typer) guess(x []float32) []float64 {
	out := make([]float64, len(t.types))
	best := math.Inf(-1)
	for k, w := range t.weight {
		sum := w[typerSize]
		for i, v := range x {
			sum += w[i] * v
		}
		out[k] = float64(sum)
		best = max(best, out[k])
	}
	total := 0.0
	for k := range out {
		out[k] = math.Exp(out[k] - best)
		total += out[k]
	}
	for k := range out {
		out[k] /= total
	}
	return out
}
