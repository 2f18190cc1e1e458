package rank

import (
	"fmt"
	"math"
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
				yield(in, shift(source), shift(target), relationType(ev))
			}
		}
	}
}

// relationType is the type of an annotated event in the terms of relations, with
// what is struck together as the coder's own answers have it: a deal is SUPPORT, a
// truce CONCEDE; see [coder.Coder.Relate].
func relationType(ev *parley.Event) string {
	together := ev.Type == "AGREE" && len(ev.Actors) > 1 && len(ev.Recipients) == 0
	switch {
	case together && ev.CAMEO == "037":
		return "SUPPORT"
	case together && ev.CAMEO == "0356":
		return "CONCEDE"
	}
	return coder.RelationType(ev.Type, ev.CAMEO, ev.Status)
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
			status := parley.Actual
			if strings.Contains(ex.Text, " failed to ") {
				status = parley.Failed
			}
			yield(parley.Document{Text: ex.Text}, parley.Span{Start: a, End: a + len(ex.Actor)},
				parley.Span{Start: b, End: b + len(ex.Other)}, coder.RelationType(typ, code, status))
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
	none := []coder.Feature{{Name: coder.NoAnswer, Value: 1}}
	var all []raw
	from := []int{0} // where the answers of a pairing begin
	for _, p := range pairs {
		has := map[string]bool{}
		for _, a := range p.answers {
			has[a.Type] = true
			all = append(all, raw{feats: a.Evidence, right: a.Type == types[p.typ]})
		}
		for k, t := range types { // a type without an answer has the answer "none"
			if !has[t] {
				all = append(all, raw{feats: none, right: k == p.typ})
			}
		}
		from = append(from, len(all))
	}
	names, examples := number(all)
	w := descend(len(names), relateSteps, relateRate, answerDecay, len(pairs), func(first, last int, w, sum []float64) int {
		var p []float64
		for i := first; i < last; i++ {
			answers := examples[from[i]:from[i+1]]
			p = p[:0]
			for k := range answers {
				p = append(p, dot(&answers[k], w))
			}
			soften(p)
			right := 0.0
			for k := range answers {
				right += p[k] * btof(answers[k].right)
			}
			for k := range answers {
				addTo(sum, &answers[k], p[k]-p[k]*btof(answers[k].right)/math.Max(right, 1e-9))
			}
		}
		return last - first
	})
	writeRows(out, "a", names, w)
}

// trainWords fits a linear classifier of types over the evidence of the sentence
// that was seen more than twice.
func trainWords(pairs []pairing, types []string, out *strings.Builder) {
	all := make([]raw, len(pairs))
	for i := range pairs {
		all[i].feats = pairs[i].evidence
	}
	names, examples := number(all)
	k := len(types)
	w := classify(examples, len(names), k, relateSteps, relateRate, wordDecay, func(i int) int { return pairs[i].typ })
	for j, name := range names {
		fmt.Fprintf(out, "r\t%s", name)
		for c := range k {
			fmt.Fprintf(out, "\t%.2f", wordShare*w[j*k+c])
		}
		out.WriteByte('\n')
	}
}
