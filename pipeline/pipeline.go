// Package pipeline is the one place that orders the stages: a document goes
// in, events come out.
//
//	stage            reads                     writes
//	nlp.Segment      Document.Text             sentences, tokens: Span, Form, Multi
//	nlp.Parser       tokens: Form              UPOS, XPOS, Head, Deprel, Score
//	nlp.Lemmatize    Form, UPOS, XPOS, tree    Lemma, Feats
//	when.Rules       tokens, tags, tree        time expressions
//	place.Finder     tokens, tags, tree        names of places
//	coder.Coder      all of these              events
package pipeline

import (
	"errors"
	"fmt"
	"sync"

	"parley"
	"parley/coder"
	"parley/lexicon"
	"parley/nlp"
	"parley/ontology"
	"parley/place"
	"parley/when"
)

// Config says how documents are read. The zero value is the default.
type Config struct {
	Size   nlp.Size      // size of the parser's model; the accurate one by default
	Ranker *coder.Ranker // what to judge readings by, in place of the one that is built in

	Gazetteer *place.Gazetteer // where places are looked up, in place of the one that is built in
}

// Pipeline holds the immutable parts, shared by all workers. It is safe for
// concurrent use.
type Pipeline struct {
	Parser *nlp.Parser
	Coder  *coder.Coder
	Actors *lexicon.Lexicon
	Times  *when.Rules
	Places *place.Finder
}

// Open loads models and lexicons, side by side.
func Open(cfg Config) (*Pipeline, error) {
	var p Pipeline
	var frames *lexicon.Frames
	var ranker *coder.Ranker
	gazetteer := cfg.Gazetteer
	load := []func() error{
		func() (err error) { p.Parser, err = nlp.Open(cfg.Size); return wrap(err, "open parser") },
		func() (err error) { p.Actors, err = lexicon.Load(); return wrap(err, "load actors") },
		func() (err error) { p.Times, err = when.Load(); return wrap(err, "load times") },
		func() (err error) { frames, err = lexicon.LoadFrames(); return wrap(err, "load frames") },
		func() (err error) {
			if ranker = cfg.Ranker; ranker == nil {
				ranker, err = coder.LoadRanker()
			}
			return wrap(err, "load ranker")
		},
		func() (err error) {
			if gazetteer == nil {
				gazetteer, err = place.Default()
			}
			return wrap(err, "load gazetteer")
		},
		func() error { ontology.Default(); nlp.Segment("", nil); return nil },
	}
	errs := make([]error, len(load))
	var wg sync.WaitGroup
	for i, f := range load {
		wg.Go(func() { errs[i] = f() })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	p.Coder = coder.New(p.Actors, frames, ranker, p.Parser)
	var err error
	if p.Places, err = place.NewFinder(gazetteer, p.Actors); err != nil {
		return nil, wrap(err, "make finder of places")
	}
	return &p, nil
}

func wrap(err error, doing string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
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
	sents := w.Parse(doc.Text)
	return w.p.Coder.Code(doc, sents, w.p.Find(doc, sents))
}

// Find finds the time expressions and the names of places in a parsed document.
func (p *Pipeline) Find(doc *parley.Document, sents []nlp.Sentence) coder.Found {
	return coder.Found{
		Times: p.Times.Find(doc, sents), Places: p.Places.Find(doc, sents), Gazetteer: p.Places.Gazetteer(),
	}
}

// When finds the time expressions of a document.
func (w *Worker) When(doc *parley.Document) []when.Expression {
	return w.p.Times.Find(doc, w.Parse(doc.Text))
}

// Relate says what source does to target in a document.
func (w *Worker) Relate(doc *parley.Document, source, target []parley.Span) coder.Relation {
	return w.p.Coder.Relate(doc, w.Parse(doc.Text), source, target)
}

// Places finds the places that a document names.
func (w *Worker) Places(doc *parley.Document) []place.Mention {
	return w.p.Places.Find(doc, w.Parse(doc.Text))
}
