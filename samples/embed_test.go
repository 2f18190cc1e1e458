package samples_test

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"parley"
	"parley/eval"
	"parley/internal/source"
	"parley/samples"
)

// reports reads the reports of a history.
func reports(t *testing.T, name string) []parley.Document {
	t.Helper()
	f, err := samples.Histories.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var docs []parley.Document
	for doc, err := range source.Read(t.Context(), f, name, source.Config{Format: source.JSONL}) {
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, doc)
	}
	return docs
}

// loaded are words that belong into quotations only.
var loaded = regexp.MustCompile(`(?i)\b(terroris\w*|banned|outlawed|regime)\b`)

func TestHistories(t *testing.T) {
	names, err := fs.Glob(samples.Histories, "histories/*.jsonl")
	if err != nil || len(names) != 5 {
		t.Fatalf("%d histories, want 5; error %v", len(names), err)
	}
	ids := make(map[string]bool)
	for _, name := range names {
		t.Run(path.Base(name), func(t *testing.T) {
			docs := reports(t, name)
			if len(docs) < 15 || len(docs) > 25 {
				t.Errorf("%d reports, want 15 to 25", len(docs))
			}
			outlets := make(map[string]bool)
			for i, doc := range docs {
				if ids[doc.ID] {
					t.Errorf("%s: the ID stands twice", doc.ID)
				}
				ids[doc.ID] = true
				outlets[doc.Outlet] = true
				if n := len(strings.Fields(doc.Text)); n < 25 || n > 130 {
					t.Errorf("%s: %d words, want 30 to 120 or so", doc.ID, n)
				}
				if doc.Title == "" || doc.Outlet == "" || doc.Published.IsZero() {
					t.Errorf("%s: title, outlet or day is missing", doc.ID)
				}
				if i > 0 && doc.Published.Before(docs[i-1].Published) {
					t.Errorf("%s: published before the report above it", doc.ID)
				}
				if w := loaded.FindString(unquoted(doc.Title + "\n" + doc.Text)); w != "" {
					t.Errorf("%s: %q outside of a quotation", doc.ID, w)
				}
			}
			if len(outlets) < 2 {
				t.Errorf("one outlet, want two or more")
			}
		})
	}
}

// unquoted is text without what stands in quotation marks.
func unquoted(text string) string {
	return regexp.MustCompile(`"[^"]*"`).ReplaceAllString(text, "")
}

// TestExpectations holds what must come out against its form and against the days of
// the reports.
func TestExpectations(t *testing.T) {
	names, err := fs.Glob(samples.Histories, "histories/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(path.Base(name), func(t *testing.T) {
			file := strings.TrimSuffix(name, ".jsonl") + ".expect.tsv"
			f, err := samples.Histories.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			want, err := eval.ReadExpectations(f, path.Base(file))
			if err != nil {
				t.Fatal(err)
			}
			docs := reports(t, name)
			first, last := parley.DayOf(docs[0].Published), parley.DayOf(docs[len(docs)-1].Published)
			counts := make(map[eval.Fact]int)
			for _, w := range want {
				counts[w.Fact]++
				for _, d := range append(w.Days, w.Until...) {
					if d < first-30 || d > last {
						t.Errorf("%s: %s lies outside of the history, %s to %s", w.Where, d, first, last)
					}
				}
			}
			for fact, least := range map[eval.Fact]int{eval.FactDialogue: 1, eval.FactState: 6, eval.FactAsk: 2, eval.FactThird: 1, eval.FactDisputed: 2} {
				if counts[fact] < least {
					t.Errorf("%d lines %q, want %d or more", counts[fact], fact, least)
				}
			}
		})
	}
}
