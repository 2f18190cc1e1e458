// Parley reads news and says who did what to whom, according to whom.
//
// Run "parley help" for the commands. Results go to standard output; progress,
// warnings and summaries go to standard error. Exit status: 0 done, 1 failed,
// 2 wrong usage, 3 done but some inputs were bad, 5 something is there that a
// watchlist watches for.
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
	exitFired   = 5 // 4 is kept for what one may not do
)

// cli is the command line.
type cli struct {
	Code      codeCmd      `cmd:"" help:"Code news reports into events."`
	Relate    relateCmd    `cmd:"" help:"Say what a given actor does to a given recipient."`
	Actor     actorCmd     `cmd:"" help:"Resolve actor phrases to country and sector."`
	When      whenCmd      `cmd:"" help:"Find time expressions and say what days they mean."`
	Place     placeCmd     `cmd:"" help:"Find place names and say which places they are."`
	Parse     parseCmd     `cmd:"" help:"Print sentences, tags and trees as CoNLL-U."`
	Ingest    ingestCmd    `cmd:"" help:"Take news reports into the archive." group:"Archive"`
	Recode    recodeCmd    `cmd:"" help:"Code the archive's documents anew." group:"Archive"`
	Feeds     feedsCmd     `cmd:"" help:"Say which news feeds are followed." group:"Archive"`
	Watch     watchCmd     `cmd:"" help:"Follow the feeds: take in what is new." group:"Archive"`
	Import    importCmd    `cmd:"" help:"Take events of other data sets into the archive." group:"Archive"`
	Documents documentsCmd `cmd:"" help:"List documents." group:"Archive"`
	Events    eventsCmd    `cmd:"" help:"List events." group:"Archive"`
	Incidents incidentsCmd `cmd:"" help:"List incidents, split and merge them." group:"Archive"`
	Dialogues dialoguesCmd `cmd:"" help:"List dialogues, split and merge them." group:"Dialogues"`
	Dialogue  dialogueCmd  `cmd:"" help:"Show where a dialogue stands, how it came there, and the evidence." group:"Dialogues"`
	Actors    actorsCmd    `cmd:"" help:"List actors." group:"Archive"`
	Trends    trendsCmd    `cmd:"" help:"Tell what is usual between two sides, in a country or of a party, and what is not." group:"Archive"`
	Brief     briefCmd     `cmd:"" help:"Write a report: what changed, every dialogue drawn, with its evidence." group:"Dialogues"`
	Watchlist watchlistCmd `cmd:"" help:"Watch dialogues, countries and parties, and tell what has come." group:"Dialogues"`
	Show      showCmd      `cmd:"" help:"Show an event, incident or document with evidence and history." group:"Archive"`
	Stats     statsCmd     `cmd:"" help:"Tell what the archive holds." group:"Archive"`
	Export    exportCmd    `cmd:"" help:"Write events in the form that another tool reads." group:"Archive"`
	Correct   correctCmd   `cmd:"" help:"Set an event right." group:"Archive"`
	Backup    backupCmd    `cmd:"" help:"Copy the archive, also while it is in use." group:"Archive"`
	Restore   restoreCmd   `cmd:"" help:"Check a backup and put it in the archive's place." group:"Archive"`
	Doctor    doctorCmd    `cmd:"" help:"Look for damage, and tell what was done lately." group:"Archive"`
	Purge     purgeCmd     `cmd:"" help:"Delete a document or a source for good." group:"Archive"`
	Demo      demoCmd      `cmd:"" help:"Take sample histories of talks into a new archive, and show what comes out."`
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
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	std := &streams{
		in: &stoppable{ctx: ctx, r: os.Stdin}, out: os.Stdout, err: os.Stderr, inName: "standard input",
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
	err = parsed.Run()
	if err != nil && ctx.Err() != nil && !done(err) {
		fmt.Fprintf(std.err, "parley: stopped: %v; what was reported as kept is safe\n", context.Cause(ctx))
		return exitFailed
	}
	return status(std, err)
}

// done reports whether an error only tells how a run ended that was not cut short.
func done(err error) bool {
	return errors.Is(err, errPartial) || errors.Is(err, errFired) || errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
}

// status tells the error and turns it into an exit status.
func status(std *streams, err error) int {
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errPartial):
		return exitPartial
	case errors.Is(err, errFired):
		return exitFired
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
