package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"parley"
	"parley/internal/store"
	"parley/internal/store/sqlite"
	"parley/lexicon"
)

// clock gives times that a test sets.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

// archiveOf makes an archive of some made-up documents at a time.
func archiveOf(t *testing.T, c *clock, documents int) (string, *store.Store) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "news.db")
	s, err := sqlite.Open(t.Context(), file, store.Config{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	var records []store.Record
	for i := range documents {
		records = append(records, recordOf(fmt.Sprintf("doc-%d", i)))
	}
	if _, err := s.Put(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	return file, s
}

func recordOf(id string) store.Record {
	text := "Egypt praised the talks of " + id + ". " + strings.Repeat("Much more was said of them. ", 40)
	published := time.Date(2024, 4, 3, 0, 0, 0, 0, time.UTC)
	return store.Record{
		Document: parley.Document{ID: id, Text: text, Outlet: "Nile Ledger", Published: published},
		Events: []parley.Event{{
			ID: "e-" + id, Document: id, Type: "SUPPORT", CAMEO: "051", Quad: "verbal-cooperation", Status: parley.Actual, Confidence: 0.9,
			Sentence: parley.Quote{Span: parley.Span{End: 23}, Text: text[:23]}, Trigger: parley.Quote{Span: parley.Span{Start: 6, End: 13}, Text: "praised"},
			Actors: []parley.Party{{Mention: parley.Quote{Span: parley.Span{End: 5}, Text: "Egypt"}, Country: "EGY"}},
		}},
		Coder: "test",
	}
}

// call runs a command and returns its exit status and what it told on the side.
func call(t *testing.T, args ...string) (int, string) {
	t.Helper()
	var told strings.Builder
	std := &streams{in: strings.NewReader(""), out: io.Discard, err: &told, inName: "standard input"}
	return run(t.Context(), std, args), told.String()
}

// A package bears the time of the latest change, not that of its making.
func TestPackageTime(t *testing.T) {
	c := &clock{time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)}
	file, s := archiveOf(t, c, 3)
	pack := func(name string, flags ...string) []byte {
		t.Helper()
		out := filepath.Join(t.TempDir(), name)
		if status, told := call(t, append([]string{"export", "--archive", file, "--format", "csv", "-o", out}, flags...)...); status != 0 {
			t.Fatal(told)
		}
		packed, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return packed
	}
	c.now = c.now.AddDate(0, 0, 9)
	first := pack("one.zip")
	if !bytes.Equal(first, pack("two.zip")) {
		t.Error("two packages of one archive differ")
	}
	z, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if want := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC); !f.Modified.Equal(want) {
			t.Errorf("%s is of %v, want %v", f.Name, f.Modified, want)
		}
	}
	change := func(what string, do func() error, want time.Time) {
		t.Helper()
		if err := do(); err != nil {
			t.Fatal(err)
		}
		if at, err := s.Latest(t.Context()); err != nil || !at.Equal(want) {
			t.Errorf("%s: latest change %v, %v; want %v", what, at, err, want)
		}
	}
	change("nothing", func() error { return nil }, time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC))
	change("correction", func() error {
		return s.Correct(t.Context(), "e-doc-1", map[string]string{"review": "confirmed"}, "seen")
	}, c.now)
	if bytes.Equal(first, pack("three.zip")) {
		t.Error("a package after a correction is the same")
	}
	if !bytes.Equal(pack("four.zip", "--as-of", "2024-05-02"), pack("five.zip", "--as-of", "2024-05-02")) {
		t.Error("two packages as of a day differ")
	}
	c.now = c.now.Add(time.Hour)
	change("undoing", func() error { return s.Undo(t.Context(), 1) }, c.now)
	c.now = c.now.Add(time.Hour)
	change("purge", func() error { _, err := s.Purge(t.Context(), "doc-2", ""); return err }, c.now)
	empty, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "empty.db"), store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer empty.Close()
	if at, err := empty.Latest(t.Context()); err != nil || !at.IsZero() {
		t.Errorf("empty archive: latest change %v, %v", at, err)
	}
}

func TestPackageOfNothing(t *testing.T) {
	file, _ := archiveOf(t, &clock{time.Now()}, 0)
	if status, told := call(t, "export", "--archive", file, "--format", "csv", "-o", filepath.Join(t.TempDir(), "none.zip")); status != 0 {
		t.Error(told)
	}
}

// A backup or an export that fails leaves nothing, and says what failed.
func TestNothingHalfIsLeft(t *testing.T) {
	file, s := archiveOf(t, &clock{time.Now()}, 200)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	pages, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(pages) / 2; i < len(pages); i++ {
		pages[i] = byte(i * 7)
	}
	if err := os.WriteFile(file, pages, 0o644); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, c := range []struct {
		args  []string
		names string
	}{
		{[]string{"backup", "--archive", file, filepath.Join(folder, "copy.db")}, filepath.Join(folder, "copy.db")},
		{[]string{"export", "--archive", file, "-o", filepath.Join(folder, "all.jsonl")}, file},
		{[]string{"restore", "--archive", filepath.Join(folder, "new.db"), file}, file},
	} {
		status, told := call(t, c.args...)
		if status != exitFailed || !strings.Contains(told, store.ErrDamaged.Error()) || strings.Count(told, c.names) != 1 {
			t.Errorf("%s: status %d, told %q; want the damage, and %s once", c.args[0], status, told, c.names)
		}
	}
	left, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range left {
		t.Errorf("%s is left", f.Name())
	}
}

// One who waits at a terminal can be stopped, by either signal, and is told so.
func TestStopped(t *testing.T) {
	start := program(t)
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		for _, command := range [][]string{{"ingest", "--out", "jsonl", "--model", "fast"}, {"code", "--model", "fast"}} {
			status, told := stop(t, start(append(command, "--workers", "1")...), sig)
			if status != exitFailed || !strings.Contains(told, "parley: stopped: ") || !strings.HasSuffix(told, "what was reported as kept is safe\n") {
				t.Errorf("%s, %v: status %d, told %q", command[0], sig, status, told)
			}
		}
	}
}

// stop sends a signal to a program that waits for its input, once it works.
func stop(t *testing.T, cmd *exec.Cmd, sig os.Signal) (int, string) {
	t.Helper()
	cmd.Dir = t.TempDir()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var told bytes.Buffer
	cmd.Stderr = &told
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// More than a pipe holds: when all is written, the program reads.
	if _, err := io.WriteString(in, strings.Repeat("\n", 1<<21)); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), told.String()
}

func TestStoppableReadsAll(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	got, err := io.ReadAll(&stoppable{ctx: ctx, r: strings.NewReader("all of it")})
	if string(got) != "all of it" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	never, _ := io.Pipe()
	cause := errors.New("enough")
	cancel(cause)
	if _, err := io.ReadAll(&stoppable{ctx: ctx, r: never}); !errors.Is(err, cause) {
		t.Errorf("stopped: %v", err)
	}
}

// The list of sectors is that of the lexicon.
func TestSectors(t *testing.T) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for _, a := range letters {
		for _, b := range letters {
			for _, c := range letters {
				code := string([]rune{a, b, c})
				if lexicon.ValidSector(code) != slices.Contains(sectors, code) {
					t.Errorf("%s: a sector here or there alone", code)
				}
			}
		}
	}
}
