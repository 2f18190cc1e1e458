package storetest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/internal/store"
)

// Steps is how many steps a [Live] takes.
const Steps = 400

// Live does a long series of steps that write: it takes documents in, codes them
// anew, corrects events, splits and merges incidents. It begins with a given step and
// writes the number of each step to acks once the step is on the disk. A step that is
// done twice does no harm.
func Live(ctx context.Context, s *store.Store, from int, acks io.Writer) error {
	if _, err := s.Recover(ctx, func(int) bool { return false }); err != nil {
		return err
	}
	if _, err := s.Begin(ctx, "live", 0); err != nil {
		return err
	}
	for step := from; step < Steps; step++ {
		if err := live(ctx, s, step); err != nil {
			return fmt.Errorf("step %d: %w", step, err)
		}
		if _, err := fmt.Fprintln(acks, step); err != nil {
			return err
		}
	}
	return nil
}

// made is document n of the series: some of them tell of one happening.
func made(n, revision int) store.Record {
	r := reports[n%len(reports)]
	published, _ := time.Parse(time.DateOnly, r.day)
	r.day = published.AddDate(0, n/14, 0).Format(time.DateOnly)
	if r.on != "" {
		on, _ := time.Parse(time.DateOnly, r.on)
		r.on = on.AddDate(0, n/14, 0).Format(time.DateOnly)
	}
	rec := doc(r)
	rec.Document.ID = fmt.Sprintf("made-%d", n)
	rec.Events[0].Document = rec.Document.ID
	rec.Events[0].ID = fmt.Sprintf("%016x", hash(rec.Document.ID))
	rec.Revision = revision
	rec.Events[0].Confidence = float64(revision) / 10
	return rec
}

// live is one step.
func live(ctx context.Context, s *store.Store, step int) error {
	n := step / 2 * 3 // documents that are there before the step
	switch {
	case step%2 == 0:
		_, err := s.Put(ctx, []store.Record{made(n, 1), made(n+1, 1), made(n+2, 1)})
		return err
	case step%8 == 1:
		_, err := s.Recode(ctx, []store.Record{made(n, 2), made(n+1, 2)})
		return err
	case step%8 == 3:
		return s.Correct(ctx, made(n, 1).Events[0].ID, map[string]string{"status": "failed"}, "")
	case step%8 == 5:
		return s.MergeIncidents(ctx, []string{made(n, 1).Events[0].ID, made(n+1, 1).Events[0].ID}, "")
	}
	return nil
}

// Kill starts a program that runs [Live] and kills it at a random moment, so many
// times, and looks each time whether what it said was done is there, nothing is there
// twice, and the archive is sound. In the end the archive must be what a life without
// any death makes. child starts the program at a step, with an archive in a folder.
func Kill(t *testing.T, kills int, folder string, child func(folder string, from int) *exec.Cmd, open func(t *testing.T, folder string) *store.Store) {
	r := rand.New(rand.NewPCG(3, 5))
	next, died := 0, 0
	for died < kills {
		if next == Steps { // it was too fast for us: live it through once more
			next = 0
		}
		from := next
		cmd := child(folder, from)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		var errs strings.Builder
		cmd.Stderr = &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		patience := r.IntN(12) // steps that are let through
		moment := time.Duration(r.IntN(4000)) * time.Microsecond
		for patience > 0 && lines.Scan() {
			patience--
			next = acked(t, lines.Text())
		}
		time.Sleep(moment) // where within the step it dies is up to chance
		_ = cmd.Process.Kill()
		for lines.Scan() {
			next = acked(t, lines.Text())
		}
		if err := cmd.Wait(); err == nil {
			continue // it had ended before
		} else if errs.Len() > 0 {
			t.Fatalf("the program failed: %s", errs.String())
		}
		died++
		if died%10 == 0 {
			afterDeath(t, open(t, folder), next, next > from)
		}
	}
	finish(t, folder, child, open)
}

func acked(t *testing.T, line string) int {
	n, err := strconv.Atoi(line)
	if err != nil {
		t.Fatalf("the program said %q", line)
	}
	return n + 1
}

// afterDeath looks at an archive whose writer has died after saying that all steps
// before next are done; began tells whether it lived long enough to say anything.
func afterDeath(t *testing.T, s *store.Store, next int, began bool) {
	t.Helper()
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	Sound(t, s)
	for step := 0; step < next; step += 2 {
		id := made(step/2*3, 1).Document.ID
		if now, _, err := s.Document(ctx, id); err != nil || now == nil {
			t.Fatalf("step %d was done, but its document %s is not there: %v", step, id, err)
		}
	}
	rec, err := s.Recover(ctx, func(int) bool { return false })
	if err != nil || began && len(rec.Cut) == 0 {
		t.Errorf("the next start says nothing of the death: %+v, %v", rec, err)
	}
}

// finish lets the program live to its end and compares.
func finish(t *testing.T, folder string, child func(string, int) *exec.Cmd, open func(*testing.T, string) *store.Store) {
	t.Helper()
	if out, err := child(folder, 0).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	straight := t.TempDir()
	if out, err := child(straight, 0).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s, o := open(t, folder), open(t, straight)
	defer s.Close()
	defer o.Close()
	Sound(t, s)
	if got, want := State(t, s), State(t, o); got != want {
		t.Errorf("many deaths end elsewhere:\n%s\n---\n%s", got, want)
	}
	if n, err := s.Count(ctx, store.Filter{Statuses: []string{string(parley.Failed)}}); err != nil || n == 0 {
		t.Errorf("no correction is there: %d, %v", n, err)
	}
}
