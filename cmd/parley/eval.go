package main

import (
	"bufio"
	"context"
	"runtime"
	"slices"

	"parley"
	"parley/eval"
	"parley/nlp"
	"parley/pipeline"
)

type evalCmd struct {
	Corpus    []string `arg:"" help:"Files of the corpus, or folders of them, such as corpus/dev; with --times or --places also files of JSON Lines." type:"existingpath"`
	Times     bool     `help:"Score time expressions: those marked in JSON Lines, or the days of the corpus." xor:"what"`
	Places    bool     `help:"Score names of places: those marked in JSON Lines." xor:"what"`
	Gazetteer string   `help:"Compiled gazetteer, in place of the one that is built in." placeholder:"FILE" env:"PARLEY_GAZETTEER"`
	Kinds     int      `help:"How many of the commonest kinds of error to print." default:"20"`
	List      []string `help:"List the errors of these kinds with their sentences; \"all\" for all." placeholder:"KIND" sep:"none"`
	Workers   int      `help:"Goroutines that read at once; 0 for one per core." default:"0"`
	Model     string   `help:"Parser: accurate, or fast." enum:"accurate,fast" default:"accurate"`
}

// Run codes the corpus and prints how well.
func (c *evalCmd) Run(ctx context.Context, std *streams) error {
	if c.Times {
		return c.times(ctx, std)
	}
	if c.Places {
		return c.places(ctx, std)
	}
	docs, err := eval.Load(c.Corpus...)
	if err != nil {
		return err
	}
	p, err := c.open()
	if err != nil {
		return err
	}
	r, next := eval.New(), 0
	code := func(w *pipeline.Worker, d eval.Document) []parley.Event {
		in := d.Report()
		return w.Events(&in)
	}
	err = pipeline.Ordered(ctx, c.Workers, slices.Values(docs), p.Worker, code, func(events []parley.Event) error {
		r.Add(&docs[next], events)
		next++
		return nil
	})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(std.out)
	return finish(out, c.print(out, r))
}

// open loads the pipeline, and settles how many read at once.
func (c *evalCmd) open() (*pipeline.Pipeline, error) {
	size, err := nlp.ParseSize(c.Model)
	if err != nil {
		return nil, usageError(err.Error())
	}
	if c.Workers <= 0 {
		c.Workers = runtime.GOMAXPROCS(0)
	}
	gazetteer, err := givenGazetteer(c.Gazetteer)
	if err != nil {
		return nil, err
	}
	return pipeline.Open(pipeline.Config{Size: size, Gazetteer: gazetteer})
}

func (c *evalCmd) print(out *bufio.Writer, r *eval.Result) error {
	if len(c.List) > 0 {
		kinds := c.List
		if slices.Contains(kinds, "all") {
			kinds = nil
		}
		return r.ReportErrors(out, kinds...)
	}
	if err := r.Report(out); err != nil {
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
