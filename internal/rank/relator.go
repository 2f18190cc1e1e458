package rank

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"parley"
	"parley/coder"
	"parley/lexicon"
	"parley/pipeline"
)

// pairing is two parties of which a text tells what one does to the other: the
// answers that the coder finds, and what else the sentence says.
type pairing struct {
	answers  []coder.Answer
	evidence []coder.Feature
	typ      int
}

// trainRelator learns which type of act links two parties that are given, from
// the annotated events and the sentences of the frames that have both. Two
// models are trained apart and their sums added: one weighs the answers that
// readings give, by how they fit the parties, whatever their type; the other
// tells types by the words of the sentence. Trained together they lean on the
// frames' answers for what the words alone could tell (F1 on dev .73 for .74).
func trainRelator(p *pipeline.Pipeline, frames *lexicon.Frames, cfg Config, out *strings.Builder) {
	types := typesOf()[1:]
	at := map[string]int{}
	for i, t := range types {
		at[t] = i
	}
	var pairs []pairing
	w := p.Worker()
	learn := func(doc parley.Document, source, target parley.Span, typ string) {
		answers, evidence := p.Coder.RelationEvidence(&doc, w.Parse(doc.Text), []parley.Span{source}, []parley.Span{target})
		pairs = append(pairs, pairing{answers, evidence, at[typ]})
	}
	annotatedPairs(cfg, learn)
	framePairs(frames, learn)
	fmt.Fprintf(cfg.Log, "relations: %d\n", len(pairs))
	fmt.Fprintf(out, "relations\t%s\n", strings.Join(types, "\t"))
	trainAnswers(pairs, types, out)
	trainWords(pairs, types, out)
}

// annotatedPairs lists the events of the corpus that have two parties in their sentence.
func annotatedPairs(cfg Config, yield func(doc parley.Document, source, target parley.Span, typ string)) {
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
				shift := func(s parley.Span) parley.Span {
					return parley.Span{Start: s.Start - sent.Span.Start, End: s.End - sent.Span.Start}
				}
				in := parley.Document{Text: doc.Text[sent.Span.Start:sent.Span.End], Published: doc.Published}
				yield(in, shift(source), shift(target), coder.RelationType(ev.Type, ev.CAMEO))
			}
		}
	}
}

// framePairs lists the sentences beside the frames that name two parties.
func framePairs(frames *lexicon.Frames, yield func(doc parley.Document, source, target parley.Span, typ string)) {
	for _, f := range frames.All {
		for _, ex := range f.Yes {
			a, b := strings.Index(ex.Text, ex.Actor), strings.Index(ex.Text, ex.Other)
			if ex.Actor == "" || ex.Other == "" || a < 0 || b < 0 {
				continue
			}
			coding, code, _ := strings.Cut(ex.Coding, " ")
			typ, _, _ := strings.Cut(coding, ":")
			yield(parley.Document{Text: ex.Text}, parley.Span{Start: a, End: a + len(ex.Actor)},
				parley.Span{Start: b, End: b + len(ex.Other)}, coder.RelationType(typ, code))
		}
	}
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
	relateSteps = 200
	relateRate  = 0.03
	answerDecay = 1
	wordDecay   = 3.3
	// wordShare is how much the words count beside the answers: best on dev.
	wordShare = 0.4
)

// trainAnswers fits the weights by which the answers of a pairing are summed
// up: the probability of a type is its answers' share of exp(sum).
func trainAnswers(pairs []pairing, types []string, out *strings.Builder) {
	index := map[string]int{coder.NoAnswer: 0}
	names := []string{coder.NoAnswer}
	for i := range pairs {
		for _, a := range pairs[i].answers {
			for _, f := range a.Evidence {
				if _, ok := index[f.Name]; !ok {
					index[f.Name] = len(names)
					names = append(names, f.Name)
				}
			}
		}
	}
	none := coder.Answer{Evidence: []coder.Feature{{Name: coder.NoAnswer, Value: 1}}}
	all := make([][]coder.Answer, len(pairs)) // a type without an answer has the answer "none"
	for i := range pairs {
		has := map[string]bool{}
		for _, a := range pairs[i].answers {
			has[a.Type] = true
		}
		all[i] = pairs[i].answers
		for _, t := range types {
			if !has[t] {
				none.Type = t
				all[i] = append(all[i], none)
			}
		}
	}
	w := descend(len(names), relateSteps, relateRate, answerDecay, func(w, sum []float64) int {
		for i := range pairs {
			gold := types[pairs[i].typ]
			p := make([]float64, len(all[i]))
			for k, a := range all[i] {
				for _, f := range a.Evidence {
					p[k] += w[index[f.Name]] * float64(f.Value)
				}
			}
			soften(p)
			right := 0.0
			for k, a := range all[i] {
				if a.Type == gold {
					right += p[k]
				}
			}
			for k, a := range all[i] {
				d := p[k]
				if a.Type == gold {
					d -= p[k] / math.Max(right, 1e-9)
				}
				for _, f := range a.Evidence {
					sum[index[f.Name]] += d * float64(f.Value)
				}
			}
		}
		return len(pairs)
	})
	for j, name := range names {
		fmt.Fprintf(out, "a\t%s\t%.3f\n", name, w[j])
	}
}

// trainWords fits a linear classifier of types over the evidence of the sentence
// that was seen more than twice.
func trainWords(pairs []pairing, types []string, out *strings.Builder) {
	count := map[string]int{}
	for i := range pairs {
		for _, f := range pairs[i].evidence {
			count[f.Name]++
		}
	}
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
	k := len(types)
	w := descend(len(names)*k, relateSteps, relateRate, wordDecay, func(w, sum []float64) int {
		p := make([]float64, k)
		for i := range pairs {
			clear(p)
			each(pairs[i].evidence, index, func(j int, x float64) {
				for c := range k {
					p[c] += w[j*k+c] * x
				}
			})
			soften(p)
			p[pairs[i].typ]--
			each(pairs[i].evidence, index, func(j int, x float64) {
				for c := range k {
					sum[j*k+c] += p[c] * x
				}
			})
		}
		return len(pairs)
	})
	for j, name := range names {
		fmt.Fprintf(out, "r\t%s", name)
		for c := range k {
			fmt.Fprintf(out, "\t%.2f", wordShare*w[j*k+c])
		}
		out.WriteByte('\n')
	}
}

// each calls yield with the number and the strength of every known piece of evidence.
func each(evidence []coder.Feature, index map[string]int, yield func(j int, x float64)) {
	for _, f := range evidence {
		if j, ok := index[f.Name]; ok {
			yield(j, float64(f.Value))
		}
	}
}
