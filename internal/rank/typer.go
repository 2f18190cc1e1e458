package rank

import (
	"fmt"
	"strings"

	"parley"
	"parley/coder"
	"parley/eval"
	"parley/lexicon"
	"parley/nlp"
	"parley/ontology"
	"parley/pipeline"
)

// lesson is a predicate with its type.
type lesson struct {
	doc int // -1 for a word of the frames
	x   []float32
	typ int
}

const (
	typerSteps = 120
	typerRate  = 0.1
	typerDecay = 0.3
)

// typerLessons lists what there is to learn types from: the words of the
// frames, each as what its frame means, and the verbs of the corpus that have a
// party for a subject.
func typerLessons(p *pipeline.Pipeline, frames *lexicon.Frames, cfg Config) []lesson {
	at := map[string]int{}
	for i, t := range typesOf() {
		at[t] = i
	}
	var lessons []lesson
	for _, f := range frames.All {
		typ, ok := meaning(f)
		if !ok {
			continue
		}
		for _, word := range f.Words {
			x := make([]float32, coder.LikenessSize)
			if p.Parser.Vector(word.Lemma, 1, x[:nlp.VectorSize]) && word.POS == 'v' && word.Particle == "" {
				objectOf(p, f, x[nlp.VectorSize:])
				lessons = append(lessons, lesson{-1, x, at[typ]})
			}
		}
	}
	w := p.Worker()
	for d := range cfg.Corpus {
		in := cfg.Corpus[d].Report()
		p.Coder.Likeness(&in, w.Parse(in.Text), func(verb, subject parley.Span, x []float32) {
			typ := typeAt(&cfg.Corpus[d], verb, subject)
			lessons = append(lessons, lesson{d, append([]float32(nil), x...), at[typ]})
		})
	}
	return lessons
}

// trainTyper learns from the lessons of all documents but those that out holds
// back, and writes a row for every type.
func trainTyper(all []lesson, out func(doc int) bool, text *strings.Builder) {
	var examples []example
	var typ []int
	for _, l := range all {
		if l.doc >= 0 && out(l.doc) {
			continue
		}
		e := example{idx: []int32{int32(coder.LikenessSize)}, val: []float32{1}} // the bias
		for j, x := range l.x {
			if x != 0 {
				e.idx, e.val = append(e.idx, int32(j)), append(e.val, x)
			}
		}
		examples, typ = append(examples, e), append(typ, l.typ)
	}
	types := typesOf()
	k := len(types)
	w := classify(examples, coder.LikenessSize+1, k, typerSteps, typerRate, typerDecay, func(i int) int { return typ[i] })
	for c, t := range types {
		text.WriteString("type\t" + t)
		for j := range coder.LikenessSize + 1 {
			fmt.Fprintf(text, "\t%.2f", w[j*k+c])
		}
		text.WriteByte('\n')
	}
}

// meaning is the type of a frame's act, or of its operator over anything.
func meaning(f *lexicon.Frame) (string, bool) {
	o := ontology.Default()
	switch f.Kind {
	case lexicon.KindAct:
		c, ok := o.Plain(f.Act)
		return string(c.Coding.Type), ok
	case lexicon.KindOperator:
		deed, _ := o.Plain("do")
		c, ok := o.Compose(f.Op, deed)
		return string(c.Coding.Type), ok && len(c.Ops) > 0
	}
	return "", false
}

// objectOf adds the mean vector of the words that a frame asks for as its object.
func objectOf(p *pipeline.Pipeline, f *lexicon.Frame, sum []float32) {
	n := 0
	for _, group := range f.Need {
		for _, slot := range group {
			if slot.Name == "obj" {
				n += len(slot.Words)
			}
		}
	}
	for _, group := range f.Need {
		for _, slot := range group {
			for _, w := range slot.Words {
				if slot.Name == "obj" {
					p.Parser.Vector(w, 1/float32(n), sum)
				}
			}
		}
	}
}

// typeAt is the type of the only event of the verb's sentence whose actor is
// the verb's subject, NONE where no event is.
func typeAt(d *eval.Document, verb, subject parley.Span) string {
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if !s.Span.Contains(verb) {
			continue
		}
		for k := range s.Events {
			for _, a := range s.Events[k].Actors {
				if a.Mention.Span.Overlaps(subject) {
					return s.Events[k].Type
				}
			}
		}
	}
	return string(ontology.None)
}
