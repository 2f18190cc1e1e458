package main

import (
	"context"
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"parley": main})
}

// TestScripts runs the program as users do; see testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			samples, err := os.ReadDir("../../samples")
			if err != nil {
				return err
			}
			for _, f := range samples {
				if f.IsDir() {
					continue
				}
				text, err := os.ReadFile("../../samples/" + f.Name())
				if err != nil {
					return err
				}
				if err := os.WriteFile(env.WorkDir+"/"+f.Name(), text, 0o644); err != nil {
					return err
				}
			}
			return nil
		},
		// the exit status of a command that must fail
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"status": exitStatus},
	})
}

// exitStatus runs "status N command…" and wants the command to end with status N.
func exitStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command [argument…]")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// closedPipe fails like a pipe whose reader went away, after some bytes.
type closedPipe struct{ room int }

func (c *closedPipe) Write(p []byte) (int, error) {
	if c.room -= len(p); c.room < 0 {
		return 0, syscall.EPIPE
	}
	return len(p), nil
}

func TestClosedPipeIsNoError(t *testing.T) {
	text, err := os.ReadFile("../../samples/sudan.txt")
	if err != nil {
		t.Fatal(err)
	}
	var errs strings.Builder
	std := &streams{in: strings.NewReader(string(text)), out: &closedPipe{100}, err: &errs, inName: "standard input"}
	if got := run(context.Background(), std, []string{"code", "--out", "jsonl"}); got != 0 {
		t.Errorf("exit status %d, want 0; told %q", got, errs.String())
	}
}

func TestFullDiskIsAnError(t *testing.T) {
	text, err := os.ReadFile("../../samples/sudan.txt")
	if err != nil {
		t.Fatal(err)
	}
	var errs strings.Builder
	std := &streams{in: strings.NewReader(string(text)), out: fullDisk{}, err: &errs, inName: "standard input"}
	if got := run(context.Background(), std, []string{"code", "--out", "jsonl"}); got != exitFailed {
		t.Errorf("exit status %d, want %d", got, exitFailed)
	}
	if !strings.Contains(errs.String(), "no space") {
		t.Errorf("told %q, want the cause", errs.String())
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }
