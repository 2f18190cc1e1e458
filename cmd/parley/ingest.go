package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/internal/archive"
	"parley/internal/source"
	"parley/internal/store"
)

type ingestCmd struct {
	common
	archiveFlag
	In        string `help:"Input: auto, text, html, jsonl, warc or feed." enum:"auto,text,html,jsonl,warc,feed" default:"auto"`
	Date      string `help:"Day of publication for documents that do not say, YYYY-MM-DD."`
	Gazetteer string `help:"Compiled gazetteer, in place of the one that is built in." placeholder:"FILE" env:"PARLEY_GAZETTEER"`
	Out       string `help:"Print a line for every document once it is safe on the disk: none or jsonl." enum:"none,jsonl" default:"none"`
}

// Run takes files, folders or standard input into the archive.
func (c *ingestCmd) Run(ctx context.Context, std *streams) error {
	published, err := day("--date", c.Date)
	if err != nil {
		return err
	}
	p, err := c.openWith(c.Gazetteer)
	if err != nil {
		return err
	}
	return c.writing(ctx, std, "ingest", func(s *store.Store) error {
		t := newIntakeTally(std, c.Strict)
		in := archive.Intake{Pipeline: p, Store: s, Coder: coderName(), Workers: c.workers(), Bad: t.problem, Kept: func(r []store.Record) error {
			return t.kept(r, c.Out == "jsonl")
		}}
		cfg := source.Config{Format: source.Format(c.In), Published: published}
		done, err := in.Take(ctx, c.items(ctx, std, s, cfg, t))
		if err != nil {
			return errors.Join(err, t.told(c.Quiet, done))
		}
		return t.summary(c.Quiet, done)
	})
}

// items reads all files, those in folders too, one after the other.
func (c *ingestCmd) items(ctx context.Context, std *streams, s *store.Store, cfg source.Config, t *intakeTally) iter.Seq[archive.Item] {
	return func(yield func(archive.Item) bool) {
		files := c.Files
		if len(files) == 0 {
			files = []string{"-"}
		}
		names, bad := expand(files)
		for _, err := range bad {
			if !yield(archive.Item{Err: err}) {
				return
			}
		}
		t.total = totalSize(names)
		for _, name := range names {
			if !c.file(ctx, std, s, name, cfg, t, yield) {
				return
			}
		}
	}
}

// file reads one file; false when no more is wanted.
func (c *ingestCmd) file(ctx context.Context, std *streams, s *store.Store, name string, cfg source.Config, t *intakeTally, yield func(archive.Item) bool) bool {
	address := name
	var r io.Reader
	if name == "-" {
		r, address = std.in, std.inName
	} else if f, err := os.Open(name); err != nil {
		return yield(archive.Item{Err: fmt.Errorf("%s: %w", name, errors.Unwrap(err))}) // nothing comes from it, so it is no source
	} else {
		defer f.Close()
		r = &meter{f, t}
	}
	number, err := s.Source(ctx, "file", address, "")
	if err != nil {
		return yield(archive.Item{Err: archive.Fatal(err)})
	}
	for doc, err := range source.Read(ctx, r, address, cfg) {
		if ctx.Err() != nil || !yield(archive.Item{Document: doc, Source: number, Err: err}) {
			return false
		}
	}
	return true
}

// expand puts the files in a folder in its place.
func expand(files []string) (names []string, bad []error) {
	for _, name := range files {
		info, err := os.Stat(name)
		if name == "-" || err != nil || !info.IsDir() {
			names = append(names, name)
			continue
		}
		for file, err := range source.Walk(name) {
			if err != nil {
				bad = append(bad, err)
				continue
			}
			names = append(names, file)
		}
	}
	return names, bad
}

// totalSize is the number of bytes in files; 0 when that is not known of all.
func totalSize(names []string) int64 {
	var n int64
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() {
			return 0
		}
		n += info.Size()
	}
	return n
}

// meter counts the bytes that were read.
type meter struct {
	r io.Reader
	t *intakeTally
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.t.read.Add(int64(n))
	return n, err
}

// kept tells of documents that are safe on the disk.
func (t *intakeTally) kept(records []store.Record, list bool) error {
	for i := range records {
		r := &records[i]
		t.progress()
		if r.Document.Published.IsZero() && r.Outcome != store.Known && r.Outcome != store.Purged {
			t.undated++
		}
		if !list {
			continue
		}
		line, err := json.Marshal(keptLine{r.Document.ID, r.Outcome, len(r.Events), r.Document.Source})
		if err != nil {
			return err
		}
		if _, err := t.std.out.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

type keptLine struct {
	Document string        `json:"document"`
	Outcome  store.Outcome `json:"outcome"`
	Events   int           `json:"events"`
	Read     string        `json:"read_from,omitempty"`
}

// unreadable is why a file was skipped of which nobody knows what is in it.
const unreadable = "cannot be read"

// problem tells what could not be read and counts why.
func (t *intakeTally) problem(err error) error {
	reason := unreadable
	switch {
	case errors.Is(err, parley.ErrLanguage):
		reason = "not in English"
	case errors.Is(err, parley.ErrInvalid):
		reason = "bad"
	}
	t.reasons[reason]++
	return t.tally.problem(err)
}

// told prints what was done so far, also when the run failed.
func (t *intakeTally) told(quiet bool, done store.Done) error {
	if quiet {
		return nil
	}
	read := done.Documents + done.Changed + done.Known + done.Purged
	parts := []string{fmt.Sprintf("%s read", count(read+t.bad+t.skipped-t.reasons[unreadable], "document"))}
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, what))
		}
	}
	add(done.Documents, "new")
	add(done.Copies, "of these near-copies of others")
	add(done.Changed, "changed")
	add(done.Known, "known already")
	add(done.Purged, "deleted for good earlier")
	parts = append(parts, count(done.Events, "event")+" coded")
	add(done.Gone, "no longer told")
	add(t.undated, "without a day of publication (--date gives one)")
	for _, reason := range slices.Sorted(maps.Keys(t.reasons)) {
		if reason != unreadable {
			add(t.reasons[reason], "skipped ("+reason+")")
		}
	}
	if n := t.reasons[unreadable]; n > 0 {
		parts = append(parts, count(n, "input")+" could not be read")
	}
	seconds := time.Since(t.start).Seconds()
	t.clear()
	_, err := fmt.Fprintf(t.std.err, "parley: %s in %.2fs, %.0f documents/s\n", strings.Join(parts, ", "), seconds, float64(read)/max(seconds, 1e-3))
	return err
}

// summary is told at the end; it returns how the run ended.
func (t *intakeTally) summary(quiet bool, done store.Done) error {
	if err := t.told(quiet, done); err != nil {
		return err
	}
	if t.bad > 0 {
		return errPartial
	}
	return nil
}

type recodeCmd struct {
	archiveFlag
	Stale     bool   `help:"Documents that another revision of the coder has coded; the default."`
	All       bool   `help:"Every document." xor:"which"`
	Workers   int    `help:"Goroutines that read at once; 0 for one per core." default:"0"`
	Quiet     bool   `help:"No summary." short:"q"`
	Model     string `help:"Parser: accurate, or fast." enum:"accurate,fast" default:"accurate"`
	Gazetteer string `help:"Compiled gazetteer, in place of the one that is built in." placeholder:"FILE" env:"PARLEY_GAZETTEER"`
	Out       string `help:"Print a line for every document once it is safe on the disk: none or jsonl." enum:"none,jsonl" default:"none"`
}

// Run codes documents of the archive anew.
func (c *recodeCmd) Run(ctx context.Context, std *streams) error {
	p, err := openPipeline(c.Model, c.Gazetteer)
	if err != nil {
		return err
	}
	return c.writing(ctx, std, "recode", func(s *store.Store) error {
		t := newIntakeTally(std, false)
		workers := common{Workers: c.Workers}
		in := archive.Intake{Pipeline: p, Store: s, Coder: coderName(), Workers: workers.workers(), Bad: t.problem, Kept: func(r []store.Record) error {
			return t.kept(r, c.Out == "jsonl")
		}}
		done, err := in.Recode(ctx, c.All)
		if !c.Quiet {
			t.clear()
			fmt.Fprintf(std.err, "parley: coded %s anew with %s: %d events read otherwise, %d no longer, in %.2fs\n",
				count(done.Documents, "document"), revisionName(), done.Events, done.Gone, time.Since(t.start).Seconds())
		}
		return err
	})
}
