package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"

	"parley"
	"parley/internal/source"
	"parley/nlp"
	"parley/nlp/conllu"
	"parley/pipeline"
)

type parseCmd struct {
	common
	In string `help:"Input: auto, text, html, jsonl, or conllu (keeps the given words)." enum:"auto,text,html,jsonl,conllu" default:"auto"`
}

// Run prints trees.
func (c *parseCmd) Run(ctx context.Context, std *streams) error {
	p, err := c.open()
	if err != nil {
		return err
	}
	buf := bufio.NewWriterSize(std.out, 1<<16)
	out := conllu.NewWriter(buf)
	t := newTally(std, c.Strict)
	words := 0
	emit := func(sents []conllu.Sentence) error {
		t.progress("documents")
		for i := range sents {
			words += len(sents[i].Words)
			if err := out.Write(&sents[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if c.In == "conllu" {
		err = runOrdered(ctx, &c.common, std, t, conllu.Read, p.Worker, annotate, emit)
	} else {
		cfg := source.Config{Format: source.Format(c.In)}
		read := func(r io.Reader, name string) iter.Seq2[parley.Document, error] {
			return source.Read(ctx, r, name, cfg)
		}
		err = runOrdered(ctx, &c.common, std, t, read, p.Worker, trees, emit)
	}
	if err := finish(buf, finish(out, err)); err != nil {
		return err
	}
	return t.summary(c.Quiet, "%d documents, %d words", t.done, words)
}

// annotate replaces tags and tree of a given sentence by predicted ones.
func annotate(w *pipeline.Worker, given conllu.Sentence) []conllu.Sentence {
	_, sent := given.NLP()
	sents := []nlp.Sentence{sent}
	w.Annotate(sents)
	given.Take(&sents[0])
	return []conllu.Sentence{given}
}

// trees parses a document.
func trees(w *pipeline.Worker, doc parley.Document) []conllu.Sentence {
	sents := w.Parse(doc.Text)
	out := make([]conllu.Sentence, 0, len(sents))
	paragraph := -1
	for i := range sents {
		if len(sents[i].Tokens) == 0 {
			continue
		}
		var comments []string
		if i == 0 {
			comments = append(comments, "newdoc id = "+doc.ID)
		}
		if sents[i].Paragraph != paragraph {
			paragraph = sents[i].Paragraph
			comments = append(comments, "newpar")
		}
		comments = append(comments, fmt.Sprintf("sent_id = %s-%d", doc.ID, i+1))
		out = append(out, conllu.From(&sents[i], doc.Text, comments...))
	}
	return out
}
