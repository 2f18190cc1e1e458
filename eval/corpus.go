// Package eval holds coded events against documents that people have annotated,
// and says what is right, what is wrong and how wrong.
//
// The corpus is a set of plain text files in the format of corpus/README.md;
// [Load] reads and lints them, [Result.Add] compares, [Result.Report] prints.
package eval

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"parley"
)

// Document is an annotated report.
type Document struct {
	ID        string
	Published time.Time
	Outlet    string
	Text      string
	Sentences []Sentence
	File      string // where it was read from
	Line      int
}

// Sentence is a sentence of a document with the events that it tells of; a
// sentence without any is quiet.
type Sentence struct {
	Span   parley.Span    // in the document's text
	Events []parley.Event // of the fields, those that people annotate: see corpus/README.md
	Lines  []int          // line of each event
	Line   int
}

// Report returns the document as it would come in.
func (d *Document) Report() parley.Document {
	return parley.Document{ID: d.ID, Text: d.Text, Published: d.Published, Outlet: d.Outlet, Source: d.File}
}

// Load reads files, and the *.txt files of folders and the folders in them, in
// the order of their names. The error joins all that is wrong, each as
// file:line: why; no ID may stand twice.
func Load(paths ...string) ([]Document, error) {
	var docs []Document
	var errs []error
	for _, path := range paths {
		files, err := list(path)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			f, err := os.Open(file)
			if err != nil {
				return nil, err
			}
			got, err := Read(f, filepath.ToSlash(file))
			f.Close()
			docs, errs = append(docs, got...), append(errs, err)
		}
	}
	return docs, errors.Join(append(errs, unique(docs))...)
}

func list(path string) (files []string, err error) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return []string{path}, err
	}
	err = filepath.WalkDir(path, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(name, ".txt") {
			files = append(files, name)
		}
		return err
	})
	sort.Strings(files)
	return files, err
}

// unique tells which IDs and which texts stand twice.
func unique(docs []Document) error {
	var errs []error
	ids, texts := map[string]*Document{}, map[string]*Document{}
	for i := range docs {
		d := &docs[i]
		if old := ids[d.ID]; old != nil {
			errs = append(errs, fmt.Errorf("%s:%d: document %s stands at %s:%d too", d.File, d.Line, d.ID, old.File, old.Line))
		}
		if old := texts[d.Text]; old != nil {
			errs = append(errs, fmt.Errorf("%s:%d: the text of %s is that of %s", d.File, d.Line, d.ID, old.ID))
		}
		ids[d.ID], texts[d.Text] = d, d
	}
	return errors.Join(errs...)
}

// Read reads a file of the corpus. The error joins all that is wrong with it,
// each as name:line: why; documents without fault are returned all the same.
func Read(in io.Reader, name string) ([]Document, error) {
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	r := reader{name: name}
	for line := range strings.Lines(string(data)) {
		r.line++
		r.read(strings.TrimRight(line, "\r\n"))
	}
	r.finish()
	return r.docs, errors.Join(r.errs...)
}

// Mentions reports whether a party of an annotated event is named at span.
func (d *Document) Mentions(span parley.Span) bool {
	for i := range d.Sentences {
		for k := range d.Sentences[i].Events {
			ev := &d.Sentences[i].Events[k]
			for _, list := range [][]parley.Party{ev.Actors, ev.Recipients} {
				for _, p := range list {
					if p.Mention.Span.Overlaps(span) {
						return true
					}
				}
			}
		}
	}
	return false
}
