package main

import (
	"bufio"
	"context"
	"io"
	"runtime"
	"slices"

	"parley"
	"parley/eval"
	"parley/pipeline"
)

type evalCmd struct {
	Corpus    []string `arg:"" help:"Files of the corpus, or folders of them, such as corpus/dev; with --times or --places also files of JSON Lines; with --same or --stories files of theirs; with --dialogues folders of histories." type:"existingpath"`
	Times     bool     `help:"Score time expressions: those marked in JSON Lines, or the days of the corpus." xor:"what"`
	Places    bool     `help:"Score names of places: those marked in JSON Lines." xor:"what"`
	Same      bool     `help:"Score the merging of reports: happenings as corpus/same has them." xor:"what"`
	Stories   bool     `help:"Score the grouping of documents by story: JSON Lines with id, story and text." xor:"what"`
	Dialogues bool     `help:"Score dialogues: folders of NAME.jsonl, reports, with NAME.expect.tsv, what must come out." xor:"what"`
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
	if c.Stories {
		return c.stories(std)
	}
	if c.Dialogues {
		return c.histories(ctx, std)
	}
	if c.Same {
		return c.same(ctx, std)
	}
	docs, err := eval.Load(c.Corpus...)
	if err != nil {
		return err
	}
	p, err := c.open()
	if err != nil {
		return err
	}
	r := eval.New()
	code := func(w *pipeline.Worker, d eval.Document) []parley.Event {
		in := d.Report()
		return w.Events(&in)
	}
	if err := score(ctx, c, p, docs, code, r.Add); err != nil {
		return err
	}
	out := bufio.NewWriter(std.out)
	return finish(out, c.print(out, r, r))
}

// open loads the pipeline, and settles how many read at once.
func (c *evalCmd) open() (*pipeline.Pipeline, error) {
	if c.Workers <= 0 {
		c.Workers = runtime.GOMAXPROCS(0)
	}
	return openPipeline(c.Model, c.Gazetteer)
}

// score reads all items and adds what is read of each to the figures.
func score[Item, Out any](ctx context.Context, c *evalCmd, p *pipeline.Pipeline, items []Item, read func(*pipeline.Worker, Item) Out, add func(*Item, Out)) error {
	next := 0
	return pipeline.Ordered(ctx, c.Workers, slices.Values(items), p.Worker, read, func(out Out) error {
		add(&items[next], out)
		next++
		return nil
	})
}

// kinds are the kinds of errors to list, none for all.
func (c *evalCmd) kinds() []string {
	if slices.Contains(c.List, "all") {
		return nil
	}
	return c.List
}

// print prints figures and the commonest kinds of error or, with --list, the errors
// of r.
func (c *evalCmd) print(out *bufio.Writer, figures interface{ Report(io.Writer) error }, r *eval.Result) error {
	if len(c.List) > 0 {
		return r.ReportErrors(out, c.kinds()...)
	}
	if err := figures.Report(out); err != nil {
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
