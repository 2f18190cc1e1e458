package main

import (
	"bufio"
	"context"
	"os"
	"strings"

	"parley/eval"
	"parley/pipeline"
	"parley/when"
)

// times scores time expressions: those marked in files of JSON Lines, and the
// days that the corpus gives for its events.
func (c *evalCmd) times(ctx context.Context, std *streams) error {
	var marked, corpus []string
	for _, path := range c.Corpus {
		if strings.HasSuffix(path, ".jsonl") {
			marked = append(marked, path)
		} else {
			corpus = append(corpus, path)
		}
	}
	p, err := c.open()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(std.out)
	if err := c.markedTimes(ctx, p, out, marked); err != nil {
		return err
	}
	return finish(out, c.corpusDays(ctx, p, out, corpus))
}

func (c *evalCmd) markedTimes(ctx context.Context, p *pipeline.Pipeline, out *bufio.Writer, files []string) error {
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		records, err := eval.ReadTimes(f, name)
		f.Close()
		if err != nil {
			return err
		}
		var scores eval.Times
		find := func(w *pipeline.Worker, r eval.TimesRecord) []when.Expression {
			doc := r.Report()
			return w.When(&doc)
		}
		if err := score(ctx, c, p, records, find, scores.Add); err != nil {
			return err
		}
		if err := c.print(out, &scores, &eval.Result{Errors: scores.Errors}); err != nil {
			return err
		}
	}
	return nil
}

func (c *evalCmd) corpusDays(ctx context.Context, p *pipeline.Pipeline, out *bufio.Writer, paths []string) error {
	if len(paths) == 0 {
		return nil
	}
	docs, err := eval.Load(paths...)
	if err != nil {
		return err
	}
	var days eval.Days
	find := func(w *pipeline.Worker, d eval.Document) []when.Expression {
		doc := d.Report()
		return w.When(&doc)
	}
	if err := score(ctx, c, p, docs, find, days.Add); err != nil {
		return err
	}
	return c.print(out, &days, &eval.Result{Errors: days.Errors})
}
