package coder

import (
	"fmt"
	"math"

	"parley"
	"parley/nlp"
)

// relator weighs what frames and words say of the relation between two given
// parties: one row of weights a type. It learns from the annotated events of the
// corpus; see package rank.
type relator struct {
	types  []string
	weight map[string][]float32 // by piece of evidence, one weight a type
}

func (t *relator) add(evidence, typ string, w float64) {
	k := -1
	for i, name := range t.types {
		if name == typ {
			k = i
		}
	}
	if k < 0 {
		k = len(t.types)
		t.types = append(t.types, typ)
	}
	if t.weight == nil {
		t.weight = map[string][]float32{}
	}
	row := t.weight[evidence]
	for len(row) <= k {
		row = append(row, 0)
	}
	row[k] = float32(w)
	t.weight[evidence] = row
}

// judge returns the probability of each type.
func (t *relator) judge(evidence []Feature) map[string]float64 {
	sums := make([]float64, len(t.types))
	for _, f := range evidence {
		for k, w := range t.weight[f.Name] {
			sums[k] += float64(w * f.Value)
		}
	}
	best, total := math.Inf(-1), 0.0
	for _, s := range sums {
		best = max(best, s)
	}
	out := make(map[string]float64, len(sums))
	for k := range sums {
		sums[k] = math.Exp(sums[k] - best)
		total += sums[k]
	}
	for k, typ := range t.types {
		out[typ] = sums[k] / total
	}
	return out
}

// relationEvidence lists what the sentence at hand says of the relation: the
// best readings of each type, the words between and around the parties, and
// what they are like.
func (r *reader) relationEvidence(source, target []parley.Span, best map[string]scored) []Feature {
	var out []Feature
	add := func(name string, value float64) { out = append(out, Feature{name, float32(value)}) }
	add("bias", 1)
	top, second := "", ""
	for typ, s := range best {
		add("score "+typ, s.score/4)
		switch {
		case top == "" || s.score > best[top].score || s.score == best[top].score && typ < top:
			top, second = typ, top
		case second == "" || s.score > best[second].score || s.score == best[second].score && typ < second:
			second = typ
		}
	}
	if top != "" {
		add("top "+top, 1)
		add("rule "+best[top].rule, 1)
		add("code "+best[top].coding.CAMEO, 1)
		add("lead "+top, best[top].score/4-lead(best, second))
	}
	if second != "" {
		add("second "+second, 1)
	}
	span := bounds(append(append([]parley.Span(nil), source...), target...))
	var between [nlp.VectorSize]float32
	n := 0
	for i := range r.t.toks {
		tok := &r.t.toks[i]
		if tok.UPOS != "VERB" && tok.UPOS != "NOUN" && tok.UPOS != "ADJ" || r.within(i, source) || r.within(i, target) {
			continue
		}
		lemma := lower(tok.Lemma)
		if span.Contains(tok.Span) {
			add("between "+lemma, 1)
			if r.c.vectors.Vector(lemma, 1, between[:]) {
				n++
			}
		} else {
			add("around "+lemma, 0.5)
		}
		if tok.UPOS == "VERB" {
			for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
				if r.t.is(c, "nsubj") && r.within(c, source) {
					add("does "+lemma, 1)
				}
			}
		}
	}
	for k, x := range between {
		add(fmt.Sprintf("like %d", k), float64(x)/float64(max(n, 1))*3)
	}
	return out
}

func lead(best map[string]scored, second string) float64 {
	if second == "" {
		return 0
	}
	return best[second].score / 4
}
