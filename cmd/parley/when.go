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
	"parley/pipeline"
	"parley/when"
)

type whenCmd struct {
	common
	In      string `help:"Input: auto, text, html, jsonl, warc or feed." enum:"auto,text,html,jsonl,warc,feed" default:"auto"`
	Date    string `help:"Day of publication for documents that do not say, YYYY-MM-DD."`
	Explain bool   `help:"Tell for people which rule read every expression, and from which day it counts."`
}

// timed is a document with the time expressions read from it.
type timed struct {
	doc   parley.Document
	found []when.Expression
}

type timeMention struct {
	Text      string `json:"text"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Value     string `json:"value"`
	Until     string `json:"until,omitempty"`
	Precision string `json:"precision,omitempty"`
	Type      string `json:"type"`
}

type whenAnswer struct {
	Document string        `json:"document"`
	Mentions []timeMention `json:"mentions"`
}

// Run reads all inputs.
func (c *whenCmd) Run(ctx context.Context, std *streams) error {
	published, err := day("--date", c.Date)
	if err != nil {
		return err
	}
	p, err := c.open()
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(std.out, 1<<16)
	w, t, mentions := newLineWriter(out), newTally(std, c.Strict), 0
	cfg := source.Config{Format: source.Format(c.In), Published: published}
	read := func(r io.Reader, name string) iter.Seq2[parley.Document, error] {
		return source.Read(ctx, r, name, cfg)
	}
	work := func(w *pipeline.Worker, doc parley.Document) timed { return timed{doc, w.When(&doc)} }
	err = runOrdered(ctx, &c.common, std, t, read, p.Worker, work, func(d timed) error {
		t.progress("documents")
		mentions += len(d.found)
		if c.Explain {
			return explainTimes(out, &d)
		}
		return w.enc.Encode(d.answer())
	})
	if err := finish(out, err); err != nil {
		return err
	}
	return t.summary(c.Quiet, "%d documents, %d time expressions", t.done, mentions)
}

func (d *timed) answer() whenAnswer {
	a := whenAnswer{Document: d.doc.ID, Mentions: []timeMention{}}
	offsets := parley.NewOffsets(d.doc.Text)
	for _, x := range d.found {
		a.Mentions = append(a.Mentions, timeMention{
			x.Text, offsets.Runes(x.Span.Start), offsets.Runes(x.Span.End), x.Value, x.Until, x.Precision, string(x.Type),
		})
	}
	return a
}

// explainTimes prints the expressions of a document for people.
func explainTimes(out io.Writer, d *timed) error {
	published := "no day of publication"
	if !d.doc.Published.IsZero() {
		published = "published " + d.doc.Published.Format("Monday, 2 January 2006")
	}
	if _, err := fmt.Fprintf(out, "%s, %s: %d time expressions\n", d.doc.ID, published, len(d.found)); err != nil {
		return err
	}
	for _, x := range d.found {
		value := x.Value
		if value == "" {
			value = "unresolved"
		}
		if x.Until != "" {
			value += " until " + x.Until
		}
		if x.Precision != "" {
			value += ", to the " + x.Precision
		}
		from := ""
		if x.From != (time.Time{}) {
			from = ", from " + x.From.Format(time.DateOnly)
		}
		if _, err := fmt.Fprintf(out, "  %q: %s %s (%s%s)\n", x.Text, x.Type, value, x.Rule, from); err != nil {
			return err
		}
	}
	return nil
}
