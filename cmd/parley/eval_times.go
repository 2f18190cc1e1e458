package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"slices"
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
		next := 0
		find := func(w *pipeline.Worker, r eval.TimesRecord) []when.Expression {
			doc := r.Report()
			return w.When(&doc)
		}
		err = pipeline.Ordered(ctx, c.Workers, slices.Values(records), p.Worker, find, func(found []when.Expression) error {
			scores.Add(&records[next], found)
			next++
			return nil
		})
		if err != nil {
			return err
		}
		if err := c.printTimes(out, &scores, scores.Errors); err != nil {
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
	next := 0
	find := func(w *pipeline.Worker, d eval.Document) []when.Expression {
		doc := d.Report()
		return w.When(&doc)
	}
	err = pipeline.Ordered(ctx, c.Workers, slices.Values(docs), p.Worker, find, func(found []when.Expression) error {
		days.Add(&docs[next], found)
		next++
		return nil
	})
	if err != nil {
		return err
	}
	return c.printTimes(out, &days, days.Errors)
}

// printTimes prints figures and the commonest kinds of error or, with --list, the errors.
func (c *evalCmd) printTimes(out *bufio.Writer, scores interface{ Report(w io.Writer) error }, errs []eval.Error) error {
	r := &eval.Result{Errors: errs}
	if len(c.List) > 0 {
		kinds := c.List
		if slices.Contains(kinds, "all") {
			kinds = nil
		}
		return r.ReportErrors(out, kinds...)
	}
	if err := scores.Report(out); err != nil {
		return err
	}
	if c.Kinds == 0 {
		return nil
	}
	if _, err := out.WriteString("\ncommonest kinds of error:\n"); err != nil {
		return err
	}
	return r.ReportKinds(out, c.Kinds)
}
