package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"parley"
	"parley/internal/archive"
	"parley/internal/brief"
	"parley/internal/gather"
	"parley/internal/source"
	"parley/internal/store"
	"parley/samples"
)

// What the demo writes into its folder.
const (
	demoArchive = "parley.db"
	demoBrief   = "brief.html"
)

type demoCmd struct {
	Dir    string `help:"Folder for the archive and the brief; without it a temporary one." placeholder:"DIR"`
	NoOpen bool   `help:"Do not show the brief in the browser."`
	Quiet  bool   `help:"No progress and no summary of what was taken in." short:"q"`
	Model  string `help:"Parser: accurate, or fast." enum:"accurate,fast" default:"accurate"`
}

// Run takes the sample histories into a new archive, lists their dialogues, writes the
// brief, and says what to try next.
func (c *demoCmd) Run(ctx context.Context, std *streams) error {
	dir, err := c.folder()
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "Five histories of talks, as news reports, go into %s.\n", dir)
	a := archiveFlag{Archive: filepath.Join(dir, demoArchive)}
	page := filepath.Join(dir, demoBrief)
	written := false
	err = a.writing(ctx, std, "demo", func(s *store.Store) error {
		if err := c.takeIn(ctx, std, s); err != nil {
			return err
		}
		if err := demoListDialogues(ctx, std, s); err != nil {
			return err
		}
		written, err = demoWriteBrief(ctx, s, page)
		return err
	})
	if err != nil {
		return err
	}
	if written {
		fmt.Fprintf(std.out, "\nThe brief is %s\n", page)
		if std.outTTY && !c.NoOpen {
			openInBrowser(page)
		}
	}
	return tellNext(std, a.Archive)
}

// demoListDialogues prints what the archive holds, and its dialogues, a line each.
func demoListDialogues(ctx context.Context, std *streams, s *store.Store) error {
	st, err := s.Stats(ctx, store.Filter{}, 0)
	if err != nil {
		return err
	}
	list, total, err := s.Dialogues(ctx, store.DialogueFilter{Least: 3}, -1, 0)
	if err != nil {
		return err
	}
	lines := make([]dialogueLine, len(list))
	for i := range list {
		lines[i] = dialogueLineOf(&list[i])
	}
	fmt.Fprintf(std.out, "\n%s, %s, %s; in %s there are three moves or more:\n\n", count(st.Documents, "report"), count(st.Events, "event"),
		count(st.Incidents, "incident"), count(total, "dialogue"))
	return writeList(std, "table", shortDialogueColumns, lines, shortDialogueRow)
}

// demoSince is the first day of the demo's brief: the histories begin after it.
var demoSince = time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)

// demoWriteBrief writes the brief on the archive to a new file.
func demoWriteBrief(ctx context.Context, s *store.Store, file string) (written bool, err error) {
	report, err := gather.Report(ctx, s, gather.Config{
		Whole: true, From: parley.DayOf(demoSince), Title: "Five histories of talks", Subject: "the sample histories", Program: coderName(),
	})
	if err != nil {
		return false, err
	}
	return true, toFile(file, func(w io.Writer) error { return brief.HTML(w, report) })
}

// folder makes the folder of the demo, and refuses one in which it was run before.
func (c *demoCmd) folder() (string, error) {
	if c.Dir == "" {
		return os.MkdirTemp("", "parley-demo-")
	}
	if err := os.MkdirAll(c.Dir, 0o777); err != nil {
		return "", err
	}
	for _, name := range []string{demoArchive, demoBrief} {
		file := filepath.Join(c.Dir, name)
		if _, err := os.Lstat(file); err == nil {
			return "", usageError(fmt.Sprintf("there is a file %s, and the demo overwrites nothing; --dir names another folder", file))
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return c.Dir, nil
}

// takeIn reads the sample histories into the archive, as ingest does.
func (c *demoCmd) takeIn(ctx context.Context, std *streams, s *store.Store) error {
	p, err := openPipeline(c.Model, "")
	if err != nil {
		return err
	}
	t := newIntakeTally(std, true)
	workers := common{}
	in := archive.Intake{Pipeline: p, Store: s, Coder: coderName(), Workers: workers.workers(), Bad: t.problem, Kept: func(r []store.Record) error {
		return t.kept(r, false)
	}}
	done, err := in.Take(ctx, histories(ctx, s, t))
	if err != nil {
		return errors.Join(err, t.told(c.Quiet, done))
	}
	return t.summary(c.Quiet, done)
}

// histories yields the reports of all sample histories, one file after the other.
func histories(ctx context.Context, s *store.Store, t *intakeTally) iter.Seq[archive.Item] {
	return func(yield func(archive.Item) bool) {
		names, err := fs.Glob(samples.Histories, "histories/*.jsonl")
		if err != nil {
			yield(archive.Item{Err: archive.Fatal(err)})
			return
		}
		for _, name := range names {
			if info, err := fs.Stat(samples.Histories, name); err == nil {
				t.total += info.Size()
			}
		}
		for _, name := range names {
			if !history(ctx, s, t, name, yield) {
				return
			}
		}
	}
}

// history yields the reports of one history; false when no more is wanted.
func history(ctx context.Context, s *store.Store, t *intakeTally, name string, yield func(archive.Item) bool) bool {
	f, err := samples.Histories.Open(name)
	if err != nil {
		return yield(archive.Item{Err: archive.Fatal(err)})
	}
	defer f.Close()
	number, err := s.Source(ctx, "file", "samples/"+name, "")
	if err != nil {
		return yield(archive.Item{Err: archive.Fatal(err)})
	}
	for doc, err := range source.Read(ctx, &meter{f, t}, "samples/"+name, source.Config{Format: source.JSONL}) {
		if ctx.Err() != nil || !yield(archive.Item{Document: doc, Source: number, Err: err}) {
			return false
		}
	}
	return true
}

// demoNext are commands to try on the demo's archive, each with what it shows.
var demoNext = []struct{ command, shows string }{
	{"dialogue Pakistan,TTP", "where a dialogue stands, how it came there, and the sentences behind it"},
	{"dialogues --as-of 2022-06-30 --out table", "where all of them stood on a day"},
	{"incidents --dyad COL,ELN --out table", "what happened between two sides, with its reports"},
	{"events --text ceasefire --out table", "who did what to whom, according to whom"},
	{"show pt-11", "a report, with what was read of it"},
	{"stats", "what the archive holds"},
}

// tellNext says which commands to try.
func tellNext(std *streams, file string) error {
	if strings.Contains(file, " ") {
		file = `"` + file + `"`
	}
	var out strings.Builder
	out.WriteString("\nTry next:\n")
	for _, n := range demoNext {
		verb, rest, _ := strings.Cut(n.command, " ")
		fmt.Fprintf(&out, "  # %s\n  %s\n", n.shows, strings.TrimSpace("parley "+verb+" --archive "+file+" "+rest))
	}
	_, err := fmt.Fprint(std.out, out.String())
	return err
}
