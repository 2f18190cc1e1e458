package nlp

import (
	"math"
	"strings"
)

// VectorSize is the length of the vectors that [Parser.Vector] gives.
const VectorSize = 100

// Vector adds weight times the vector of a word, of length one, to sum, which
// has [VectorSize] numbers. It reports whether the model knows a vector for the
// word; without one, sum stays as it is. Words of alike use have vectors of
// alike direction (GloVe; see the model's card). It is safe for concurrent use.
func (p *Parser) Vector(word string, weight float32, sum []float32) bool {
	row := p.net.words[strings.ToLower(word)]
	v := &p.net.vectors
	if row.vector == 0 || v.cols != VectorSize || len(sum) < VectorSize {
		return false
	}
	codes := v.codes[int(row.vector)*v.cols:][:v.cols]
	square := 0
	for _, c := range codes {
		square += int(c) * int(c)
	}
	if square == 0 {
		return false
	}
	scale := weight / float32(math.Sqrt(float64(square)))
	for i, c := range codes {
		sum[i] += scale * float32(c)
	}
	return true
}
