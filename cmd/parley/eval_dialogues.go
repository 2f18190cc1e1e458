package main

import (
	"bufio"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"parley"
	"parley/dialogue"
	"parley/eval"
	"parley/internal/archive"
	"parley/internal/source"
	"parley/internal/store"
	"parley/internal/store/sqlite"
	"parley/lexicon"
	"parley/pipeline"
)

// histories scores how well the dialogues of histories come out: every NAME.jsonl of
// the given folders is taken into an archive of its own, and what NAME.expect.tsv
// says must come out of it is looked for.
func (c *evalCmd) histories(ctx context.Context, std *streams) error {
	p, err := c.open()
	if err != nil {
		return err
	}
	var all eval.DialogueScores
	for _, dir := range c.Corpus {
		names, err := fs.Glob(os.DirFS(dir), "*.expect.tsv")
		if err != nil {
			return err
		}
		if len(names) == 0 {
			return fmt.Errorf("%s: %w: no *.expect.tsv in it", dir, parley.ErrNotFound)
		}
		for _, name := range names {
			scores, err := scoreHistory(ctx, p, os.DirFS(dir), strings.TrimSuffix(name, ".expect.tsv"))
			if err != nil {
				return fmt.Errorf("%s: %w", filepath.Join(dir, name), err)
			}
			all.Add(scores)
		}
	}
	out := bufio.NewWriter(std.out)
	if len(c.List) > 0 {
		for _, miss := range all.Misses {
			fmt.Fprintln(out, miss)
		}
	}
	return finish(out, all.Report(out))
}

// scoreHistory takes one history into an archive of its own and scores its dialogues.
func scoreHistory(ctx context.Context, p *pipeline.Pipeline, files fs.FS, name string) (eval.DialogueScores, error) {
	var none eval.DialogueScores
	expected, err := files.Open(name + ".expect.tsv")
	if err != nil {
		return none, err
	}
	defer expected.Close()
	want, err := eval.ReadExpectations(expected, name+".expect.tsv")
	if err != nil {
		return none, err
	}
	dir, err := os.MkdirTemp("", "parley-history-")
	if err != nil {
		return none, err
	}
	defer os.RemoveAll(dir)
	s, err := sqlite.Open(ctx, filepath.Join(dir, "history.db"), store.Config{})
	if err != nil {
		return none, err
	}
	defer s.Close()
	if err := takeHistory(ctx, p, s, files, name+".jsonl"); err != nil {
		return none, err
	}
	book, err := dialogue.Open()
	if err != nil {
		return none, err
	}
	got := func(asOf parley.Day) ([]parley.Dialogue, error) {
		if asOf == 0 {
			if asOf, err = s.Horizon(ctx); err != nil {
				return nil, err
			}
		}
		return s.DialoguesAt(ctx, asOf)
	}
	return eval.ScoreDialogues(got, want, func(n string) string { return participantKey(book, n) })
}

// takeHistory reads the reports of a file into an archive.
func takeHistory(ctx context.Context, p *pipeline.Pipeline, s *store.Store, files fs.FS, name string) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	in := archive.Intake{Pipeline: p, Store: s, Coder: coderName(), Workers: 2, Bad: func(err error) error { return err }}
	_, err = in.Take(ctx, func(yield func(archive.Item) bool) {
		for doc, err := range source.Read(ctx, f, name, source.Config{Format: source.JSONL}) {
			if !yield(archive.Item{Document: doc, Err: err}) {
				return
			}
		}
	})
	return err
}

// participantKey turns a name as people write it into the key of a participant of a
// dialogue: COUNTRY:SECTOR, the government where only the country is named, or an entry
// of the lexicon, for a person that of the body that he speaks for; "" for a name that
// nobody is known by.
func participantKey(book *dialogue.Book, name string) string {
	country, sector, _ := strings.Cut(name, ":")
	if code, ok := countryCode(book.Lexicon(), country); ok {
		if sector == "" {
			sector = "GOV"
		}
		return code + ":" + strings.ToUpper(sector)
	}
	a := book.Lexicon().Resolve(lexicon.Phrase{Words: lexicon.Split(name), Head: -1})
	if a.ID == "" {
		return ""
	}
	if s, ok := book.Speaker(name, "", 0); ok {
		return s.Key
	}
	return a.ID
}
