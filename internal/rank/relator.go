package rank

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"parley"
	"parley/coder"
	"parley/pipeline"
)

// pair is two parties of an annotated event with what the text says of them.
type pairing struct {
	evidence []coder.Feature
	typ      int
}

// trainRelator learns which type of act links two parties that are given, from
// the annotated events that have both.
func trainRelator(p *pipeline.Pipeline, cfg Config, out *strings.Builder) {
	types := typesOf()[1:]
	at := map[string]int{}
	for i, t := range types {
		at[t] = i
	}
	var pairs []pairing
	count := map[string]int{}
	w := p.Worker()
	for d := range cfg.Corpus {
		doc := &cfg.Corpus[d]
		for i := range doc.Sentences {
			sent := &doc.Sentences[i]
			for k := range sent.Events {
				ev := &sent.Events[k]
				source, target := ends(ev, sent.Span)
				if source.Empty() || target.Empty() {
					continue
				}
				text := doc.Text[sent.Span.Start:sent.Span.End]
				in := parley.Document{Text: text, Published: doc.Published}
				shift := func(s parley.Span) []parley.Span {
					return []parley.Span{{Start: s.Start - sent.Span.Start, End: s.End - sent.Span.Start}}
				}
				evidence := p.Coder.RelationEvidence(&in, w.Parse(text), shift(source), shift(target))
				pairs = append(pairs, pairing{evidence, at[coder.RelationType(ev.Type, ev.CAMEO)]})
				for _, f := range evidence {
					count[f.Name]++
				}
			}
		}
	}
	fmt.Fprintf(cfg.Log, "relations: %d\n", len(pairs))
	writeRelator(out, types, pairs, count)
}

// ends are the spans of the actor and the other party, both in the sentence.
func ends(ev *parley.Event, sent parley.Span) (source, target parley.Span) {
	source = ev.Actors[0].Mention.Span
	switch {
	case len(ev.Recipients) > 0:
		target = ev.Recipients[0].Mention.Span
	case len(ev.Actors) > 1:
		target = ev.Actors[1].Mention.Span
	}
	if !sent.Contains(source) || !sent.Contains(target) || source.Overlaps(target) {
		return parley.Span{}, parley.Span{}
	}
	return source, target
}

const (
	relateEpochs = 150
	relateRate   = 0.03
	relateDecay  = 1.0
)

func writeRelator(out *strings.Builder, types []string, pairs []pairing, count map[string]int) {
	var names []string
	for name, n := range count {
		if n > 2 {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	index := map[string]int{}
	for i, name := range names {
		index[name] = i
	}
	n, k := len(names), len(types)
	w, m, v, grad := make([]float64, n*k), make([]float64, n*k), make([]float64, n*k), make([]float64, n*k)
	for step := 1; step <= relateEpochs; step++ {
		clear(grad)
		for i := range pairs {
			p := probabilities(w, k, index, pairs[i].evidence)
			p[pairs[i].typ]--
			for _, f := range pairs[i].evidence {
				if j, ok := index[f.Name]; ok {
					for c := range k {
						grad[j*k+c] += p[c] * float64(f.Value)
					}
				}
			}
		}
		for j := range w {
			g := (grad[j] + relateDecay*w[j]) / float64(max(len(pairs), 1))
			m[j], v[j] = 0.9*m[j]+0.1*g, 0.999*v[j]+0.001*g*g
			mh, vh := m[j]/(1-math.Pow(0.9, float64(step))), v[j]/(1-math.Pow(0.999, float64(step)))
			w[j] -= relateRate * mh / (math.Sqrt(vh) + 1e-8)
		}
	}
	for j, name := range names {
		for c, typ := range types {
			if x := w[j*k+c]; math.Abs(x) >= 0.02 {
				fmt.Fprintf(out, "r\t%s\t%s\t%.2f\n", name, typ, x)
			}
		}
	}
}

func probabilities(w []float64, k int, index map[string]int, evidence []coder.Feature) []float64 {
	p := make([]float64, k)
	for _, f := range evidence {
		if j, ok := index[f.Name]; ok {
			for c := range p {
				p[c] += w[j*k+c] * float64(f.Value)
			}
		}
	}
	best, total := math.Inf(-1), 0.0
	for _, x := range p {
		best = math.Max(best, x)
	}
	for c := range p {
		p[c] = math.Exp(p[c] - best)
		total += p[c]
	}
	for c := range p {
		p[c] /= total
	}
	return p
}
