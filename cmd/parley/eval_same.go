package main

import (
	"bufio"
	"context"
	"os"

	"parley"
	"parley/eval"
	"parley/pipeline"
)

// same scores how well reports of one happening come together.
func (c *evalCmd) same(ctx context.Context, std *streams) error {
	p, err := c.open()
	if err != nil {
		return err
	}
	var s eval.Same
	for _, name := range c.Corpus {
		reports, err := readSame(name)
		if err != nil {
			return err
		}
		code := func(w *pipeline.Worker, r eval.SameReport) []parley.Event { return w.Events(&r.Document) }
		if err := score(ctx, c, p, reports, code, s.Add); err != nil {
			return err
		}
	}
	s.Count()
	out := bufio.NewWriter(std.out)
	return finish(out, c.print(out, &s, &eval.Result{Errors: s.Errors}))
}

func readSame(name string) ([]eval.SameReport, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return eval.ReadSame(f, name)
}
