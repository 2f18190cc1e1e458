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

// typerEpochs are the passes over the lessons.
const typerEpochs = 120

// softmax is a linear classifier of types.
type softmax struct {
	types  []string
	weight [][]float64
}

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

// trainTyper learns from the lessons of all documents but those that out holds back.
func trainTyper(all []lesson, out func(doc int) bool) *softmax {
	var lessons []lesson
	for _, l := range all {
		if l.doc < 0 || !out(l.doc) {
			lessons = append(lessons, l)
		}
	}
	s := &softmax{types: typesOf()}
	s.fit(lessons)
	return s
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

func (s *softmax) fit(lessons []lesson) {
	size, k := coder.LikenessSize+1, len(s.types)
	p := make([]float64, k)
	w := descend(k*size, typerEpochs, 0.1, 0.3, func(w, sum []float64) int {
		for i := range lessons {
			l := &lessons[i]
			for c := range p {
				row := w[c*size:][:size]
				p[c] = row[size-1]
				for j, x := range l.x {
					p[c] += row[j] * float64(x)
				}
			}
			soften(p)
			p[l.typ]--
			for c, d := range p {
				row := sum[c*size:][:size]
				for j, x := range l.x {
					row[j] += d * float64(x)
				}
				row[size-1] += d
			}
		}
		return len(lessons)
	})
	for c := range k {
		s.weight = append(s.weight, w[c*size:][:size])
	}
}

func (s *softmax) write(out *strings.Builder) {
	for c, t := range s.types {
		out.WriteString("type\t" + t)
		for _, x := range s.weight[c] {
			fmt.Fprintf(out, "\t%.2f", x)
		}
		out.WriteByte('\n')
	}
}
