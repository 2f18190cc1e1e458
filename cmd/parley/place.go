package main

import (
	"bufio"
	"context"
	"io"
	"iter"

	"parley"
	"parley/internal/source"
	"parley/pipeline"
	"parley/place"
)

type placeCmd struct {
	common
	In        string `help:"Input: auto, text, html, jsonl, warc or feed." enum:"auto,text,html,jsonl,warc,feed" default:"auto"`
	Gazetteer string `help:"Compiled gazetteer, in place of the one that is built in." placeholder:"FILE" env:"PARLEY_GAZETTEER"`
	Explain   bool   `help:"Tell why: the evidence for each name, and the places that it might be."`
}

// placed is a document with its places.
type placed struct {
	doc   parley.Document
	found []place.Mention
	why   string
}

type placeAnswer struct {
	Document string `json:"document"`
	Mentions []any  `json:"mentions"`
}

// Run finds the places of all documents.
func (c *placeCmd) Run(ctx context.Context, std *streams) error {
	p, err := c.openWith(c.Gazetteer)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(std.out, 1<<16)
	w, t := newLineWriter(out), newTally(std, c.Strict)
	cfg := source.Config{Format: source.Format(c.In), AnyDate: true}
	read := func(r io.Reader, name string) iter.Seq2[parley.Document, error] {
		return source.Read(ctx, r, name, cfg)
	}
	work := func(w *pipeline.Worker, doc parley.Document) placed {
		if c.Explain {
			found, why := p.Places.Explain(&doc, w.Parse(doc.Text))
			return placed{doc, found, why}
		}
		return placed{doc: doc, found: w.Places(&doc)}
	}
	mentions := 0
	err = runOrdered(ctx, &c.common, std, t, read, p.Worker, work, func(d placed) error {
		t.progress("documents")
		mentions += len(d.found)
		if c.Explain {
			_, err := out.WriteString(d.why)
			return err
		}
		return w.enc.Encode(placesOf(&d))
	})
	if err := finish(out, err); err != nil {
		return err
	}
	return t.summary(c.Quiet, "%d documents, %d places", t.done, mentions)
}

// placesOf gives the answer for one document, with offsets in code points.
func placesOf(d *placed) placeAnswer {
	offsets := parley.NewOffsets(d.doc.Text)
	a := placeAnswer{Document: d.doc.ID, Mentions: []any{}}
	for i := range d.found {
		a.Mentions = append(a.Mentions, d.found[i].JSON(offsets))
	}
	return a
}
