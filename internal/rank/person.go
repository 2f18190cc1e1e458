package rank

import (
	"fmt"
	"math"
	"strings"

	"parley/lexicon"
	"parley/nlp"
	"parley/pipeline"
)

// trainPerson learns which nouns name people, from the agents of the lexicon
// on one side and the nouns of the corpus that stand in no mention, with the
// words of the frames that name acts, on the other.
func trainPerson(p *pipeline.Pipeline, frames *lexicon.Frames, cfg Config, out *strings.Builder) {
	var examples []example
	learn := func(noun string, person bool) {
		x := make([]float32, nlp.VectorSize+1)
		if !p.Parser.Vector(noun, 1, x) {
			return
		}
		x[nlp.VectorSize] = 1
		e := example{val: x, right: person}
		for i := range x {
			e.idx = append(e.idx, int32(i))
		}
		examples = append(examples, e)
	}
	for _, noun := range p.Actors.Agents() {
		learn(noun, true)
	}
	for _, f := range frames.All {
		for _, w := range f.Words {
			if _, agent := p.Actors.AgentSector(w.Lemma); w.POS == 'n' && !agent {
				learn(w.Lemma, false)
			}
		}
	}
	things := nouns(p, cfg)
	for noun := range things {
		if _, agent := p.Actors.AgentSector(noun); !agent {
			learn(noun, false)
		}
	}
	w := fit(examples, nlp.VectorSize+1, nil)
	right := 0
	for i := range examples {
		right += int(btof(dot(&examples[i], w) > 0 == examples[i].right))
	}
	fmt.Fprintf(cfg.Log, "people: %d nouns, %.3f right\n", len(examples), float64(right)/math.Max(1, float64(len(examples))))
	out.WriteString("person")
	for _, x := range w {
		fmt.Fprintf(out, "\t%.2f", x)
	}
	out.WriteByte('\n')
}

// nouns are the common nouns of the corpus that stand in no mention.
func nouns(p *pipeline.Pipeline, cfg Config) map[string]bool {
	things, people := map[string]bool{}, map[string]bool{}
	w := p.Worker()
	for d := range cfg.Corpus {
		doc := &cfg.Corpus[d]
		for _, sent := range w.Parse(doc.Text) {
			for _, tok := range sent.Tokens {
				if tok.UPOS == "NOUN" {
					if doc.Mentions(tok.Span) {
						people[strings.ToLower(tok.Lemma)] = true
					} else {
						things[strings.ToLower(tok.Lemma)] = true
					}
				}
			}
		}
	}
	for noun := range people {
		delete(things, noun)
	}
	return things
}
