package main

import (
	"bufio"
	"context"
	"os"

	"parley"
	"parley/eval"
	"parley/pipeline"
	"parley/place"
)

// places scores the places found in files of texts with known places.
func (c *evalCmd) places(ctx context.Context, std *streams) error {
	p, err := c.open()
	if err != nil {
		return err
	}
	var docs []eval.PlaceDocument
	for _, name := range c.Corpus {
		more, err := readPlaces(name)
		if err != nil {
			return err
		}
		docs = append(docs, more...)
	}
	var r eval.PlaceResult
	find := func(w *pipeline.Worker, d eval.PlaceDocument) []place.Mention {
		return w.Places(&parley.Document{ID: d.ID, Text: d.Text})
	}
	if err := score(ctx, c, p, docs, find, r.Add); err != nil {
		return err
	}
	out := bufio.NewWriter(std.out)
	if len(c.List) == 0 {
		return finish(out, r.Report(out))
	}
	return finish(out, r.ReportErrors(out, c.kinds()...))
}

func readPlaces(name string) ([]eval.PlaceDocument, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return eval.ReadPlaces(f, name)
}
