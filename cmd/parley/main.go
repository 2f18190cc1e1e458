// Parley reads news and says who did what to whom, according to whom.
//
// Run "parley help" for the commands. Results go to standard output; progress,
// warnings and summaries go to standard error. Exit status: 0 done, 1 failed,
// 2 wrong usage, 3 done but some inputs were bad.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit statuses, as doc/formats.md promises.
const (
	exitFailed  = 1
	exitUsage   = 2
	exitPartial = 3
)

// cli is the command line.
type cli struct {
	Code      codeCmd      `cmd:"" help:"Code news reports into events."`
	Relate    relateCmd    `cmd:"" help:"Say what a given actor does to a given recipient."`
	Actor     actorCmd     `cmd:"" help:"Resolve actor phrases to country and sector."`
	When      whenCmd      `cmd:"" help:"Find time expressions and say what days they mean."`
	Place     placeCmd     `cmd:"" help:"Find place names and say which places they are."`
	Parse     parseCmd     `cmd:"" help:"Print sentences, tags and trees as CoNLL-U."`
	Eval      evalCmd      `cmd:"" help:"Score the coding against an annotated corpus, and list its errors."`
	Train     trainCmd     `cmd:"" help:"Train models from treebanks."`
	Gazetteer gazetteerCmd `cmd:"" help:"Compile a gazetteer from files of GeoNames, or tell what one holds."`
	Version   versionCmd   `cmd:"" help:"Print version, revision of the coder, and models."`
	Help      helpCmd      `cmd:"" help:"Show help for a command."`
}

// streams are the three standard streams, so that tests can give their own.
type streams struct {
	in       io.Reader
	out, err io.Writer
	inName   string
	outTTY   bool
	errTTY   bool
	colour   bool
}

// errPartial ends a run whose inputs were partly bad; they have been told.
var errPartial = errors.New("some inputs were bad")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	std := &streams{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, inName: "standard input",
		outTTY: isTerminal(os.Stdout), errTTY: isTerminal(os.Stderr),
	}
	std.colour = std.outTTY && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	os.Exit(run(ctx, std, os.Args[1:]))
}

// run parses the command line, runs the command and returns the exit status.
func run(ctx context.Context, std *streams, args []string) int {
	var c cli
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("parley"),
		kong.Description("Who did what to whom, according to whom: events from news."),
		kong.UsageOnError(),
		kong.Writers(std.out, std.err),
		kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
	)
	if err != nil {
		fmt.Fprintln(std.err, "parley:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		fmt.Fprintf(std.err, "parley: %v\nhint: run \"parley help\"\n", err)
		return exitUsage
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	parsed.Bind(std, parser)
	return status(std, parsed.Run())
}

// status tells the error and turns it into an exit status.
func status(std *streams, err error) int {
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errPartial):
		return exitPartial
	case errors.Is(err, syscall.EPIPE), errors.Is(err, io.ErrClosedPipe):
		return 0 // whoever reads has had enough
	case errors.As(err, &usage):
		fmt.Fprintf(std.err, "parley: %v\n", err)
		return exitUsage
	}
	fmt.Fprintf(std.err, "parley: %v\n", err)
	return exitFailed
}

// usageError is a wrong use of a command, found after parsing.
type usageError string

func (e usageError) Error() string { return string(e) }

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && info.Mode()&os.ModeDevice != 0 && f.Name() != os.DevNull
}

type helpCmd struct {
	Command []string `arg:"" optional:"" help:"Command to tell about."`
}

func (h *helpCmd) Run(std *streams, parser *kong.Kong) error {
	shown := false
	parser.Exit = func(int) { shown = true }
	if _, err := parser.Parse(append(h.Command, "--help")); err != nil && !shown {
		return usageError(err.Error())
	}
	return nil
}
