package coder

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

// relator judges the relation between two given parties: it weighs the answers
// that readings give, and what the words of the sentence say of each type. It
// learns from the annotated events of the corpus; see package rank.
type relator struct {
	types  []string
	weight map[string][]float32 // by piece of evidence of the sentence, one weight a type
	answer map[string]float32   // by piece of evidence of an answer
}

// NoAnswer is the evidence of a type that no answer has.
const NoAnswer = "none"

// addTypes takes in the row that names the types.
func (t *relator) addTypes(types []string) { t.types = append(t.types, types...) }

// add takes in the weights of a piece of evidence, one a type.
func (t *relator) add(evidence string, cells []string) error {
	if len(cells) != len(t.types) {
		return fmt.Errorf("%d weights for %d types of relations", len(cells), len(t.types))
	}
	row, err := numbers(cells)
	if err != nil {
		return err
	}
	if t.weight == nil {
		t.weight = map[string][]float32{}
	}
	t.weight[evidence] = row
	return nil
}

func (t *relator) addAnswer(evidence string, w float64) {
	if t.answer == nil {
		t.answer = map[string]float32{}
	}
	t.answer[evidence] = float32(w)
}

// judge returns the probability of each type, and the best answer of each type
// that has one.
func (t *relator) judge(answers []Answer, evidence []Feature) (map[string]float64, map[string]*Answer) {
	p, best, top := map[string]float64{}, map[string]*Answer{}, map[string]float64{}
	for i := range answers {
		a := &answers[i]
		sum := 0.0
		for _, f := range a.Evidence {
			sum += float64(t.answer[f.Name] * f.Value)
		}
		if p[a.Type] += math.Exp(sum); best[a.Type] == nil || sum > top[a.Type] {
			best[a.Type], top[a.Type] = a, sum
		}
	}
	sums := make([]float64, len(t.types))
	for _, f := range evidence {
		for k, w := range t.weight[f.Name] {
			sums[k] += float64(w * f.Value)
		}
	}
	types, total := t.types, 0.0
	if len(types) == 0 { // untrained
		types, sums = slices.Sorted(maps.Keys(plainest)), make([]float64, len(plainest))
	}
	for k, typ := range types {
		if best[typ] == nil {
			p[typ] = math.Exp(float64(t.answer[NoAnswer]))
		}
		p[typ] *= math.Exp(sums[k])
		total += p[typ]
	}
	for _, typ := range types {
		p[typ] /= total
	}
	return p, best
}
