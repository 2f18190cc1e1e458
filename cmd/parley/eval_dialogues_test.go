package main

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"parley/dialogue"
	"parley/eval"
	"parley/samples"
)

func TestParticipantKey(t *testing.T) {
	book, err := dialogue.Open()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Pakistan":      "PAK:GOV",
		"pak":           "PAK:GOV",
		"United States": "USA:GOV",
		"PAK:mil":       "PAK:MIL",
		"TTP":           "tehreek-e-taliban-pakistan",
		"Josep Borrell": "josep-borrell",
		"Atlantis":      "",
	} {
		if got := participantKey(book, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// TestExpectationsNameThoseWhoAreKnown wants every name in the sample histories'
// expectations to be one of the lexicon.
func TestExpectationsNameThoseWhoAreKnown(t *testing.T) {
	book, err := dialogue.Open()
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(samples.Histories, "histories/*.expect.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, error %v", len(files), err)
	}
	for _, name := range files {
		f, err := samples.Histories.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := eval.ReadExpectations(f, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			for _, who := range slices.Concat(w.Parties, w.By, w.To, w.Names) {
				if participantKey(book, who) == "" {
					t.Errorf("%s: nobody is known as %q", w.Where, who)
				}
			}
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestHistories takes the sample histories in and looks for what must come out of them.
// What does not come out yet is known by its number; more misses fail the test.
func TestHistories(t *testing.T) {
	if testing.Short() {
		t.Skip("reads five histories")
	}
	p, err := openPipeline("accurate", "")
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(samples.Histories, "histories/*.expect.tsv")
	if err != nil || len(names) < 5 {
		t.Fatalf("%d histories: %v", len(names), err)
	}
	var all eval.DialogueScores
	for _, name := range names {
		scores, err := scoreHistory(t.Context(), p, samples.Histories, strings.TrimSuffix(name, ".expect.tsv"))
		if err != nil {
			t.Fatal(err)
		}
		all.Add(scores)
	}
	for fact, least := range map[eval.Fact]int{"dialogue": 6, "state": 44, "ask": 6, "third": 10, "ceasefire": 8, "disputed": 13} {
		if n := all.Facts[fact]; n.Hit < least {
			t.Errorf("%s: %d of %d come out, and it were %d:\n%s", fact, n.Hit, n.Gold, least, strings.Join(all.Misses, "\n"))
		}
	}
}
