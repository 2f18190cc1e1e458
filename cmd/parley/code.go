package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"time"

	"parley"
	"parley/internal/source"
	"parley/nlp"
	"parley/nlp/conllu"
	"parley/pipeline"
)

type codeCmd struct {
	common
	In        string `help:"Input: auto, text, html, jsonl, warc, feed or conllu." enum:"auto,text,html,jsonl,warc,feed,conllu" default:"auto"`
	Out       string `help:"Output: jsonl, table, or auto (table on a terminal)." enum:"auto,jsonl,table" default:"auto"`
	Date      string `help:"Day of publication for documents that do not say, YYYY-MM-DD."`
	Gazetteer string `help:"Compiled gazetteer, in place of the one that is built in." placeholder:"FILE" env:"PARLEY_GAZETTEER"`
	Explain   bool   `help:"Tell why: the rules, the parse, what was considered and dropped."`
}

// coded is a document with what was read from it.
type coded struct {
	doc    parley.Document
	events []parley.Event
	why    string
}

// Run codes all inputs.
func (c *codeCmd) Run(ctx context.Context, std *streams) error {
	published, err := day("--date", c.Date)
	if err != nil {
		return err
	}
	p, err := c.openWith(c.Gazetteer)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(std.out, 1<<16)
	t := newTally(std, c.Strict)
	table := c.Out == "table" || c.Out == "auto" && std.outTTY || c.Explain
	events := 0
	emit := func(d coded) error {
		t.progress("documents")
		events += len(d.events)
		if err := c.write(out, std, table, &d); err != nil {
			return err
		}
		if table {
			return out.Flush()
		}
		return nil
	}
	if c.In == "conllu" {
		read := func(r io.Reader, name string) iter.Seq2[given, error] { return readTrees(r, name, published) }
		err = runOrdered(ctx, &c.common, std, t, read, p.Worker, func(w *pipeline.Worker, g given) coded {
			return c.code(w, p, g.doc, g.sents)
		}, emit)
	} else {
		cfg := source.Config{Format: source.Format(c.In), Published: published}
		read := func(r io.Reader, name string) iter.Seq2[parley.Document, error] {
			return source.Read(ctx, r, name, cfg)
		}
		err = runOrdered(ctx, &c.common, std, t, read, p.Worker, func(w *pipeline.Worker, doc parley.Document) coded {
			return c.code(w, p, doc, w.Parse(doc.Text))
		}, emit)
	}
	if err := finish(out, err); err != nil {
		return err
	}
	return t.summary(c.Quiet, "%d documents, %d events", t.done, events)
}

func (c *codeCmd) code(w *pipeline.Worker, p *pipeline.Pipeline, doc parley.Document, sents []nlp.Sentence) coded {
	if c.Explain {
		events, why := p.Coder.Explain(&doc, sents, p.Find(&doc, sents))
		return coded{doc, events, why}
	}
	return coded{doc: doc, events: p.Coder.Code(&doc, sents, p.Find(&doc, sents))}
}

func (c *codeCmd) write(out *bufio.Writer, std *streams, table bool, d *coded) error {
	if table {
		if d.why != "" {
			if _, err := out.WriteString(d.why); err != nil {
				return err
			}
		}
		return writeTable(out, d, std.colour)
	}
	if len(d.events) == 0 {
		return nil
	}
	offsets := parley.NewOffsets(d.doc.Text)
	var line []byte
	for i := range d.events {
		var err error
		if line, err = d.events[i].AppendJSON(line[:0], offsets); err != nil {
			return err
		}
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// day reads the day that a flag gives; no time when it was not given.
func day(flag, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return d, usageError(fmt.Sprintf("%s %q: want a day as YYYY-MM-DD", flag, s))
	}
	return d, nil
}

// given is a document whose sentences came parsed.
type given struct {
	doc   parley.Document
	sents []nlp.Sentence
}

// readTrees reads a CoNLL-U file as documents: a new one at every "# newdoc"
// or, without such comments, the whole file.
func readTrees(r io.Reader, name string, published time.Time) iter.Seq2[given, error] {
	return func(yield func(given, error) bool) {
		for doc, err := range conllu.Documents(r, name) {
			if err != nil {
				if !yield(given{}, err) {
					return
				}
				continue
			}
			g := given{parley.Document{ID: doc.ID, Text: doc.Text, Published: published, Source: name}, doc.Sentences}
			for i := range g.sents {
				nlp.Lemmatize(&g.sents[i])
			}
			if !yield(g, nil) {
				return
			}
		}
	}
}
