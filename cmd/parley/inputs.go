package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime"
	"time"

	"parley/internal/source"
	"parley/nlp"
	"parley/pipeline"
	"parley/place"
)

// common are the flags that every reading command has.
type common struct {
	Files   []string `arg:"" optional:"" name:"file" help:"Files to read; - is standard input."`
	Workers int      `help:"Goroutines that read at once; 0 for one per core." default:"0"`
	Strict  bool     `help:"Stop at the first bad record, with status 1."`
	Quiet   bool     `help:"No summary." short:"q"`
	Model   string   `help:"Parser: accurate, or fast." enum:"accurate,fast" default:"accurate"`
}

func (c *common) workers() int {
	if c.Workers > 0 {
		return c.Workers
	}
	return runtime.GOMAXPROCS(0)
}

func (c *common) open() (*pipeline.Pipeline, error) { return c.openWith("") }

// openWith opens the pipeline with the gazetteer that a flag names.
func (c *common) openWith(gazetteer string) (*pipeline.Pipeline, error) {
	return openPipeline(c.Model, gazetteer)
}

// openPipeline opens a pipeline by the names of its parser and gazetteer, as flags
// give them: without a name the gazetteer is the one that is built in.
func openPipeline(model, gazetteer string) (*pipeline.Pipeline, error) {
	size, err := nlp.ParseSize(model)
	if err != nil {
		return nil, usageError(err.Error())
	}
	cfg := pipeline.Config{Size: size}
	if gazetteer != "" {
		if cfg.Gazetteer, err = place.OpenFile(gazetteer); err != nil {
			return nil, err
		}
	}
	return pipeline.Open(cfg)
}

// each calls read for every input in turn; standard input when none is named.
func (c *common) each(std *streams, read func(r io.Reader, name string) error) error {
	files := c.Files
	if len(files) == 0 {
		files = []string{"-"}
	}
	for _, name := range files {
		if name == "-" {
			if err := read(std.in, std.inName); err != nil {
				return err
			}
			continue
		}
		f, err := os.Open(name)
		if err != nil {
			if err := read(badReader{err}, name); err != nil {
				return err
			}
			continue
		}
		err = read(f, name)
		f.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// badReader stands for a file that could not be opened.
type badReader struct{ err error }

func (b badReader) Read([]byte) (int, error) { return 0, b.err }

// tally counts what went through and tells what was bad.
type tally struct {
	std     *streams
	strict  bool
	done    int
	bad     int
	skipped int
	start   time.Time
	tick    time.Time
}

func newTally(std *streams, strict bool) *tally {
	now := time.Now()
	return &tally{std: std, strict: strict, start: now, tick: now}
}

// problem tells a bad input; with --strict it ends the run.
func (t *tally) problem(err error) error {
	if t.std.errTTY {
		fmt.Fprint(t.std.err, "\r\x1b[K") // in the place of the line of progress
	}
	fmt.Fprintln(t.std.err, err)
	if errors.Is(err, source.ErrLanguage) {
		t.skipped++
		return nil
	}
	t.bad++
	if t.strict {
		return fmt.Errorf("stopped at the first bad record: %w", err)
	}
	return nil
}

// progress shows on a terminal how far the run is.
func (t *tally) progress(noun string) {
	t.done++
	if t.std.errTTY && time.Since(t.tick) > 200*time.Millisecond {
		t.tick = time.Now()
		fmt.Fprintf(t.std.err, "\r%d %s, %.0f/s ", t.done, noun, float64(t.done)/time.Since(t.start).Seconds())
	}
}

// summary tells the counts and returns how the run ended.
func (t *tally) summary(quiet bool, format string, args ...any) error {
	if !quiet {
		line := fmt.Sprintf(format, args...)
		if t.bad > 0 {
			line += fmt.Sprintf(", %d bad", t.bad)
		}
		if t.skipped > 0 {
			line += fmt.Sprintf(", %d skipped (not English)", t.skipped)
		}
		if t.std.errTTY {
			fmt.Fprint(t.std.err, "\r")
		}
		fmt.Fprintf(t.std.err, "parley: %s in %.2fs\n", line, time.Since(t.start).Seconds())
	}
	if t.bad > 0 {
		return errPartial
	}
	return nil
}

// finish writes out what is still held back, also when the run failed with err,
// and returns the first error.
func finish(out interface{ Flush() error }, err error) error {
	if e := out.Flush(); err == nil {
		return e
	}
	return err
}

// item is an input record or what was wrong with it.
type item[T any] struct {
	value T
	err   error
}

// flatten chains the records of all inputs into one sequence.
func flatten[T any](c *common, std *streams, read func(r io.Reader, name string) iter.Seq2[T, error]) iter.Seq[item[T]] {
	return func(yield func(item[T]) bool) {
		stop := errors.New("stop")
		_ = c.each(std, func(r io.Reader, name string) error {
			for value, err := range read(r, name) {
				if !yield(item[T]{value, err}) {
					return stop
				}
			}
			return nil
		})
	}
}

// runOrdered reads all inputs, works on every good record and emits in order.
func runOrdered[In, Out, State any](ctx context.Context, c *common, std *streams, t *tally,
	read func(io.Reader, string) iter.Seq2[In, error], start func() State, work func(State, In) Out, emit func(Out) error,
) error {
	step := func(state State, in item[In]) item[Out] {
		if in.err != nil {
			return item[Out]{err: in.err}
		}
		return item[Out]{value: work(state, in.value)}
	}
	return pipeline.Ordered(ctx, c.workers(), flatten(c, std, read), start, step, func(out item[Out]) error {
		if out.err != nil {
			return t.problem(out.err)
		}
		return emit(out.value)
	})
}
