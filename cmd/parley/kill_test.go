package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"parley/internal/store"
	"parley/internal/store/sqlite"
)

// program returns a way to start this program as a process of its own.
func program(t *testing.T) func(args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "parley") // by this name TestMain knows what to be
	if err := os.Symlink(self, name); err != nil {
		t.Fatal(err)
	}
	return func(args ...string) *exec.Cmd { return exec.Command(name, args...) }
}

// newsFile writes made-up reports.
func newsFile(t *testing.T, n int) string {
	t.Helper()
	var b bytes.Buffer
	towns := []string{"El Fasher", "Nyala", "Kabul", "Peshawar", "Bogotá", "Donetsk", "Goma", "Sanaa"}
	enc := json.NewEncoder(&b)
	for i := range n {
		err := enc.Encode(map[string]string{
			"id": fmt.Sprintf("doc-%d", i), "outlet": fmt.Sprintf("Outlet %d", i%7), "published": fmt.Sprintf("2024-03-%02d", 1+i/8%28),
			"text": fmt.Sprintf("Rebels attacked an army post near %s on Monday, killing %d soldiers, officials said. The president urged both sides to meet.", towns[i%8], 1+i%9),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "news.jsonl")
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestIngestAndRecodeKilled kills the program while it takes documents in or codes
// them anew, and looks whether all that it said was kept is there, once.
func TestIngestAndRecodeKilled(t *testing.T) {
	kills, documents := 12, 600
	if testing.Short() {
		kills, documents = 3, 200
	}
	start, news := program(t), newsFile(t, documents)
	file := filepath.Join(t.TempDir(), "news.db")
	r := rand.New(rand.NewPCG(11, 13))
	kept := map[string]bool{}
	for died, round := 0, 0; died < kills && round < 4*kills; round++ {
		args := []string{"ingest", "--model", "fast", "--archive", file, "--out", "jsonl", news}
		if round%3 == 2 {
			args = []string{"recode", "--all", "--model", "fast", "--archive", file, "--out", "jsonl"}
		}
		if killed(t, start(args...), time.Duration(200+r.IntN(500))*time.Millisecond, kept) {
			died++
		}
		lookAt(t, file, kept)
	}
	out, err := start("ingest", "--model", "fast", "--archive", file, news).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s := lookAt(t, file, kept)
	if s.Documents != documents || s.Waiting != 0 {
		t.Errorf("%d documents, %d events wait; want %d, 0", s.Documents, s.Waiting, documents)
	}
	straight := filepath.Join(t.TempDir(), "straight.db")
	if out, err := start("ingest", "--model", "fast", "--archive", straight, news).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := lookAt(t, straight, nil)
	if s.Events != want.Events || s.Incidents != want.Incidents {
		t.Errorf("%d events in %d incidents; without any death %d in %d", s.Events, s.Incidents, want.Events, want.Incidents)
	}
}

// killed runs a command, kills it after a while, and notes what it said was kept.
func killed(t *testing.T, cmd *exec.Cmd, after time.Duration, kept map[string]bool) bool {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var line keptLine
		if json.Unmarshal(lines.Bytes(), &line) == nil { // the last one may be cut
			kept[line.Document] = true
		}
	}
	return cmd.Wait() != nil
}

// lookAt checks an archive.
func lookAt(t *testing.T, file string, kept map[string]bool) store.Stats {
	t.Helper()
	ctx := context.Background()
	s, err := sqlite.Open(ctx, file, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(ctx, func(problem string) { t.Error(problem) }); err != nil {
		t.Fatal(err)
	}
	for id := range kept {
		if now, _, err := s.Document(ctx, id); err != nil || now == nil {
			t.Fatalf("document %s was kept, and is not there: %v", id, err)
		}
	}
	st, err := s.Stats(ctx, store.Filter{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	return st
}
