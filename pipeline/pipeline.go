// Package pipeline is the one place that orders the stages: a document goes
// in, events come out.
//
//	stage            reads                     writes
//	nlp.Segment      Document.Text             sentences, tokens: Span, Form, Multi
//	nlp.Parser       tokens: Form              UPOS, XPOS, Head, Deprel, Score
//	nlp.Lemmatize    Form, UPOS, XPOS, tree    Lemma, Feats
//	coder.Coder      all of these              events
package pipeline

import (
	"fmt"

	"parley"
	"parley/coder"
	"parley/lexicon"
	"parley/nlp"
)

// Config says how documents are read. The zero value is the default.
type Config struct {
	Size nlp.Size // size of the parser's model; the accurate one by default
}

// Pipeline holds the immutable parts, shared by all workers. It is safe for
// concurrent use.
type Pipeline struct {
	Parser *nlp.Parser
	Coder  *coder.Coder
	Actors *lexicon.Lexicon
}

// Open loads models and lexicons.
func Open(cfg Config) (*Pipeline, error) {
	parser, err := nlp.Open(cfg.Size)
	if err != nil {
		return nil, fmt.Errorf("open parser: %w", err)
	}
	actors, err := lexicon.Load()
	if err != nil {
		return nil, fmt.Errorf("load actors: %w", err)
	}
	frames, err := lexicon.LoadFrames()
	if err != nil {
		return nil, fmt.Errorf("load frames: %w", err)
	}
	return &Pipeline{Parser: parser, Coder: coder.New(actors, frames), Actors: actors}, nil
}

// Worker is the scratch space of one goroutine.
type Worker struct {
	p       *Pipeline
	scratch *nlp.Scratch
	sents   []nlp.Sentence
}

// Worker returns a new worker of the pipeline.
func (p *Pipeline) Worker() *Worker {
	return &Worker{p: p, scratch: p.Parser.NewScratch()}
}

// Parse reads a text into sentences with trees. The result is valid until the
// worker's next call.
func (w *Worker) Parse(text string) []nlp.Sentence {
	w.sents = nlp.Segment(text, w.sents[:0])
	for i := range w.sents {
		w.parse(&w.sents[i])
	}
	return w.sents
}

func (w *Worker) parse(sent *nlp.Sentence) {
	if len(sent.Tokens) == 0 {
		return
	}
	w.p.Parser.Parse(sent, w.scratch)
	nlp.Lemmatize(sent)
}

// Annotate tags and parses given sentences in place, keeping their tokens.
func (w *Worker) Annotate(sents []nlp.Sentence) {
	for i := range sents {
		w.parse(&sents[i])
	}
}

// Events codes a document.
func (w *Worker) Events(doc *parley.Document) []parley.Event {
	return w.p.Coder.Code(doc, w.Parse(doc.Text))
}

// Relate says what source does to target in a document.
func (w *Worker) Relate(doc *parley.Document, source, target []parley.Span) coder.Relation {
	return w.p.Coder.Relate(doc, w.Parse(doc.Text), source, target)
}
