package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

var ctx = context.Background()

// TestMain lets the tests' own program be the one that is killed.
func TestMain(m *testing.M) {
	folder := os.Getenv("PARLEY_LIVE_IN")
	if folder == "" {
		os.Exit(m.Run())
	}
	from, err := strconv.Atoi(os.Getenv("PARLEY_LIVE_FROM"))
	if err == nil {
		err = live(folder, from)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func live(folder string, from int) error {
	s, err := Open(ctx, filepath.Join(folder, "parley.db"), store.Config{})
	if err != nil {
		return err
	}
	return errors.Join(storetest.Live(ctx, s, from, os.Stdout), s.Close())
}

func open(t *testing.T, file string, cfg store.Config) *store.Store {
	t.Helper()
	s, err := Open(ctx, file, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	storetest.Test(t, func(t *testing.T, now func() time.Time) *store.Store {
		t.Helper()
		s := open(t, filepath.Join(t.TempDir(), "parley.db"), store.Config{Now: now})
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	})
}

// TestKilled kills a writer two hundred times.
func TestKilled(t *testing.T) {
	kills := 200
	if testing.Short() {
		kills = 20
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := func(folder string, from int) *exec.Cmd {
		cmd := exec.Command(program)
		cmd.Env = append(os.Environ(), "PARLEY_LIVE_IN="+folder, "PARLEY_LIVE_FROM="+strconv.Itoa(from))
		return cmd
	}
	storetest.Kill(t, kills, t.TempDir(), child, func(t *testing.T, folder string) *store.Store {
		return open(t, filepath.Join(folder, "parley.db"), store.Config{})
	})
}

// event is a record that tells one event.
func event(n int) store.Record {
	day := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)
	text := fmt.Sprintf("Troops shelled village %d on %s.", n, day.Format("2 January"))
	id := fmt.Sprintf("doc-%d", n)
	return store.Record{
		Document: parley.Document{ID: id, Text: text, Published: day},
		Events: []parley.Event{{
			ID: fmt.Sprintf("event-%d", n), Document: id, Type: "ASSAULT", CAMEO: "190", Status: parley.Actual,
			Actors:   []parley.Party{{Name: "Army", Country: "SDN", Sector: "MIL"}},
			Date:     parley.Dates{Value: day.Format(time.DateOnly), Precision: "day"},
			Sentence: parley.Quote{Span: parley.Span{Start: 0, End: len(text)}, Text: text},
		}},
		Coder: "test", Revision: 1,
	}
}

func TestFullDisk(t *testing.T) {
	file := filepath.Join(t.TempDir(), "parley.db")
	open(t, file, store.Config{}).Close()
	write, err := connect(file, "rwc", writerCacheMiB, 1)
	if err != nil {
		t.Fatal(err)
	}
	read, err := connect(file, "ro", writerCacheMiB, 2)
	if err != nil {
		t.Fatal(err)
	}
	s := store.New(write, read, dialect{}, store.Config{})
	defer s.Close()
	var pages int
	if err := write.QueryRow("pragma max_page_count = 120").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	kept := 0
	for ; kept < 10_000; kept++ {
		if _, err = s.Put(ctx, []store.Record{event(kept)}); err != nil {
			break
		}
	}
	if !errors.Is(err, store.ErrFull) || kept == 0 {
		t.Fatalf("after %d documents: %v, want ErrFull", kept, err)
	}
	storetest.Sound(t, s)
	if err := write.QueryRow("pragma max_page_count = 100000").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(ctx, []store.Record{event(kept)}); err != nil {
		t.Errorf("after room was made: %v", err)
	}
	if n, err := s.Count(ctx, store.Filter{}); err != nil || n != kept+1 {
		t.Errorf("%d events, %v; want %d", n, err, kept+1)
	}
}

func TestSecondWriter(t *testing.T) {
	file := filepath.Join(t.TempDir(), "parley.db")
	const each = 40
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for k := range errs {
		s := open(t, file, store.Config{})
		defer s.Close()
		wg.Go(func() {
			for n := range each {
				if _, err := s.Put(ctx, []store.Record{event(n), event(n + each*k)}); err != nil {
					errs[k] = err
					return
				}
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	s := open(t, file, store.Config{ReadOnly: true})
	defer s.Close()
	if n, err := s.Count(ctx, store.Filter{}); err != nil || n != 2*each {
		t.Errorf("%d events, %v; want %d", n, err, 2*each)
	}
	storetest.Sound(t, s)
}

func TestWriterThatWaitsTooLong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "parley.db")
	s := open(t, file, store.Config{})
	defer s.Close()
	other, err := connect(file, "rwc", writerCacheMiB, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Exec("pragma busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	impatient := store.New(other, other, dialect{}, store.Config{})
	held, err := other.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	held.Close()
	hold, err := connect(file, "rwc", writerCacheMiB, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Close()
	tx, err := hold.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := impatient.Put(ctx, []store.Record{event(1)}); !errors.Is(err, store.ErrBusy) {
		t.Errorf("while another writes: %v, want ErrBusy", err)
	}
	if n, err := s.Count(ctx, store.Filter{}); err != nil || n != 0 {
		t.Errorf("readers must not wait: %d, %v", n, err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if _, err := impatient.Put(ctx, []store.Record{event(1)}); err != nil {
		t.Errorf("after the other has ended: %v", err)
	}
}

func TestReadOnly(t *testing.T) {
	file := filepath.Join(t.TempDir(), "parley.db")
	if _, err := Open(ctx, file, store.Config{ReadOnly: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an archive that is not there: %v", err)
	}
	w := open(t, file, store.Config{})
	if _, err := w.Put(ctx, []store.Record{event(1)}); err != nil {
		t.Fatal(err)
	}
	w.Close()
	s := open(t, file, store.Config{ReadOnly: true})
	defer s.Close()
	if _, err := s.Put(ctx, []store.Record{event(2)}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("Put: %v, want ErrReadOnly", err)
	}
	if n, err := s.Count(ctx, store.Filter{}); err != nil || n != 1 {
		t.Errorf("%d events, %v", n, err)
	}
}

func TestNoArchive(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, []byte("The generals met on Monday to talk of a truce."), 0o644); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]error{
		text: store.ErrForeign, dir: store.ErrForeign, filepath.Join(dir, "no", "parley.db"): fs.ErrNotExist,
	} {
		if _, err := Open(ctx, file, store.Config{}); !errors.Is(err, want) || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v, want %v", file, err, want)
		}
	}
	if got, err := os.ReadFile(text); err != nil || !strings.HasPrefix(string(got), "The generals") {
		t.Errorf("the file that is no archive was changed: %q, %v", got, err)
	}
}

func TestNewerArchive(t *testing.T) {
	file := filepath.Join(t.TempDir(), "parley.db")
	open(t, file, store.Config{}).Close()
	db, err := connect(file, "rwc", writerCacheMiB, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("insert into goose_db_version (version_id, is_applied) values (99, 1)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for _, readOnly := range []bool{true, false} {
		if _, err := Open(ctx, file, store.Config{ReadOnly: readOnly}); !errors.Is(err, store.ErrNewer) {
			t.Errorf("read only %v: %v, want ErrNewer", readOnly, err)
		}
	}
}

// TestPurgeLeavesNoTrace looks into the file itself for what was deleted.
func TestPurgeLeavesNoTrace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "parley.db")
	s := open(t, file, store.Config{})
	secret := event(7)
	secret.Document.Text = "Zanzibarquux the witness named Xylophagos in the square."
	secret.Events[0].Sentence.Text = secret.Document.Text
	for n := range 5 {
		if _, err := s.Put(ctx, []store.Record{event(n)}); err != nil {
			t.Fatal(err)
		}
	}
	traces := func() (found []string) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"Xylophagos", "xylophago", "Zanzibarquux", "zanzibarquux"} {
			if strings.Contains(string(data), word) {
				found = append(found, word)
			}
		}
		return found
	}
	if _, err := s.Put(ctx, []store.Record{secret}); err != nil {
		t.Fatal(err)
	}
	s.Close() // so that all is in the file
	if len(traces()) < 3 {
		t.Fatalf("the test looks for the wrong words: %v", traces())
	}
	s = open(t, file, store.Config{})
	if _, err := s.Purge(ctx, secret.Document.ID, "asked for"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if found := traces(); len(found) > 0 {
		t.Errorf("after the purge the file still holds %v", found)
	}
}

// TestDamage overwrites a part of the file, again and again another, and wants every
// damage to be told and nothing to panic.
func TestDamage(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.db")
	s := open(t, whole, store.Config{})
	for n := range 60 {
		if _, err := s.Put(ctx, []store.Record{event(n)}); err != nil {
			t.Fatal(err)
		}
	}
	backup := filepath.Join(dir, "backup.db")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	want := storetest.State(t, s)
	s.Close()
	data, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	restored := open(t, backup, store.Config{ReadOnly: true})
	if got := storetest.State(t, restored); got != want {
		t.Errorf("the backup holds something else:\n%s\n---\n%s", got, want)
	}
	restored.Close()
	told := 0
	for at := 4096; at+4096 <= len(data); at += 4096 {
		bad := append([]byte{}, data...)
		for i := at; i < at+2048; i++ {
			bad[i] ^= 0x5a
		}
		if damaged(t, filepath.Join(dir, "bad.db"), bad) {
			told++
		}
	}
	if pages := len(data)/4096 - 1; told < pages*9/10 { // what is not told lies in the unused part of a page
		t.Errorf("%d of %d damaged pages were told", told, pages)
	}
}

// damaged writes an archive and reports whether anybody tells that it is damaged.
func damaged(t *testing.T, file string, data []byte) bool {
	t.Helper()
	for _, tail := range []string{"", "-wal", "-shm"} {
		os.Remove(file + tail)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := Open(ctx, file, store.Config{ReadOnly: true})
	if err != nil {
		return true
	}
	defer s.Close()
	found := false
	if err := s.Check(ctx, func(string) { found = true }); err != nil {
		t.Errorf("Check: %v", err)
	}
	_, _, err = s.Events(ctx, store.Filter{}, store.Page{Limit: -1})
	if err != nil && !errors.Is(err, store.ErrDamaged) && !errors.Is(err, parley.ErrInvalid) && !found {
		t.Errorf("reading a damaged archive: %v", err)
	}
	return found || err != nil
}
