package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/dialogue"
	"parley/internal/lookout"
	"parley/internal/store"
)

type watchlistCmd struct {
	Add    watchlistAddCmd    `cmd:"" help:"Watch a dialogue, a dyad, a country or a party."`
	List   watchlistListCmd   `cmd:"" help:"List what is watched, and for what."`
	Check  watchlistCheckCmd  `cmd:"" help:"Tell what has come since the last check; then the exit status is 5."`
	Remove watchlistRemoveCmd `cmd:"" help:"Watch something no longer."`
}

type watchlistAddCmd struct {
	archiveFlag
	Dialogue string   `help:"ID of a dialogue, or two of its parties: \"Pakistan,TTP\"." placeholder:"ID" xor:"subject" required:""`
	Dyad     string   `help:"Two sides: all dialogues to which both are parties." placeholder:"A,B" xor:"subject" required:""`
	Country  string   `help:"All dialogues with a party of this country." placeholder:"NAME" xor:"subject" required:""`
	Party    string   `help:"All dialogues to which somebody is a party." placeholder:"NAME" xor:"subject" required:""`
	On       []string `help:"state (it changed), answer (an ask was answered), violation (of a truce), silence (with --silence), norm (more incidents than usual)." placeholder:"WHAT" default:"state,answer,violation,norm"`
	Silence  int      `help:"Also when there was no contact for so many days." placeholder:"DAYS"`
}

// Run puts an entry on the watchlist.
func (c *watchlistAddCmd) Run(ctx context.Context, std *streams) error {
	conditions, err := c.conditions()
	if err != nil {
		return err
	}
	w := &store.Watch{Conditions: conditions, Silence: c.Silence}
	if w.Subject, err = c.subject(); err != nil {
		return err
	}
	return c.writing(ctx, std, "watchlist add", func(s *store.Store) error {
		if c.Dialogue != "" {
			if err := nameDialogue(ctx, s, &w.Subject); err != nil {
				return err
			}
		}
		number, err := s.AddWatch(ctx, w)
		if err == nil {
			fmt.Fprintf(std.err, "parley: entry %d watches %s; the next check sets its mark\n", number, w.Subject.Name)
		}
		return err
	})
}

// conditions are what is watched for, each once, in the order of all of them.
func (c *watchlistAddCmd) conditions() ([]string, error) {
	on := lower(c.On)
	if err := (&choice{"--on", on, store.Conditions}).check(); err != nil {
		return nil, err
	}
	switch {
	case c.Silence < 0, c.Silence == 0 && slices.Contains(on, "silence"):
		return nil, usageError(fmt.Sprintf("--silence %d: want a number of days from 1", c.Silence))
	case c.Silence > 0:
		on = append(on, "silence")
	}
	return slices.DeleteFunc(slices.Clone(store.Conditions), func(s string) bool { return !slices.Contains(on, s) }), nil
}

// nameDialogue looks up the dialogue that a subject names.
func nameDialogue(ctx context.Context, s *store.Store, subject *store.Subject) error {
	id, err := dialogueNamed(ctx, s, subject.Dialogue)
	if err != nil {
		return err
	}
	found, err := s.Outlines(ctx, []string{id}, 0)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return fmt.Errorf("dialogue %q: %w in the archive", id, parley.ErrNotFound)
	}
	subject.Dialogue, subject.Name = id, titleOf(found[0].Name, found[0].Matter)
	return nil
}

// subject reads what is to be watched.
func (c *watchlistAddCmd) subject() (store.Subject, error) {
	if c.Dialogue != "" {
		return store.Subject{Kind: "dialogue", Dialogue: c.Dialogue}, nil
	}
	f, err := subjectFilter(c.Dyad, c.Country, c.Party)
	if err != nil {
		return store.Subject{}, err
	}
	book, err := dialogue.Open()
	if err != nil {
		return store.Subject{}, err
	}
	switch {
	case c.Country != "":
		return store.Subject{Kind: "country", Name: cmp.Or(book.Lexicon().CountryName(f.Countries[0]), c.Country), Country: f.Countries[0]}, nil
	case c.Party != "":
		keys, err := keysNamed(book, "--party", c.Party)
		return store.Subject{Kind: "party", Name: oneLine(c.Party), Party: f.Parties[0], Keys: keys}, err
	}
	sides, err := sidesOf(c.Dyad)
	if err != nil {
		return store.Subject{}, err
	}
	keys, err := keysOfDyad(book, "--dyad", c.Dyad)
	return store.Subject{Kind: "dyad", Name: oneLine(strings.Join(sides, " – ")), Dyad: f.Dyad, Keys: keys}, err
}

// subjectFilter chooses the incidents of one subject; its words mean what they mean in
// filters.
func subjectFilter(dyad, country, party string) (store.Filter, error) {
	chosen := chooser{Dyad: dyad}
	if country != "" {
		chosen.Country = []string{country}
	}
	if party != "" {
		chosen.Party = []string{party}
	}
	return chosen.filter()
}

type watchlistListCmd struct {
	archiveFlag
	Out string `help:"Output: table, jsonl, csv, tsv, or auto (table on a terminal, else jsonl)." enum:"auto,table,jsonl,csv,tsv" default:"auto"`
}

// watchLine is an entry of the watchlist, as it is listed.
type watchLine struct {
	Number     int64    `json:"number"`
	Kind       string   `json:"kind"`
	Name       string   `json:"name"`
	Dialogue   string   `json:"dialogue,omitempty"`
	Conditions []string `json:"conditions"`
	Silence    int      `json:"silence_days,omitempty"`
	Added      string   `json:"added"`
	Checked    string   `json:"checked,omitempty"`
}

// Run lists the watchlist.
func (c *watchlistListCmd) Run(ctx context.Context, std *streams) error {
	return c.looking(ctx, &chooser{}, func(s *store.Store, _ store.Filter) error {
		list, err := s.Watches(ctx)
		if err != nil {
			return err
		}
		lines := make([]watchLine, len(list))
		for i, w := range list {
			lines[i] = watchLine{w.Number, w.Subject.Kind, w.Subject.Name, w.Subject.Dialogue, w.Conditions, w.Silence, w.Added.Format(time.RFC3339), ""}
			if !w.Checked.IsZero() {
				lines[i].Checked = w.Checked.Format(time.RFC3339)
			}
		}
		form := (&pager{Out: c.Out}).form(std)
		if form == "table" && len(lines) == 0 {
			_, err := fmt.Fprintln(std.out, "nothing is watched")
			return err
		}
		return writeList(std, form, []string{"number", "kind", "name", "dialogue", "conditions", "silence_days", "added", "checked"}, lines, func(w *watchLine) []string {
			silence := ""
			if w.Silence > 0 {
				silence = strconv.Itoa(w.Silence)
			}
			return []string{strconv.FormatInt(w.Number, 10), w.Kind, w.Name, w.Dialogue, strings.Join(w.Conditions, " "), silence, w.Added, w.Checked}
		})
	})
}

type watchlistRemoveCmd struct {
	archiveFlag
	Number int64 `arg:"" help:"Number of the entry, as list has it."`
}

// Run takes an entry off the watchlist.
func (c *watchlistRemoveCmd) Run(ctx context.Context, std *streams) error {
	return c.writing(ctx, std, "watchlist remove", func(s *store.Store) error {
		if err := s.RemoveWatch(ctx, c.Number); err != nil {
			return err
		}
		fmt.Fprintf(std.err, "parley: entry %d is off the watchlist\n", c.Number)
		return nil
	})
}

type watchlistCheckCmd struct {
	archiveFlag
	Feed   string `help:"Also write the last 100 alerts to this file, as an Atom feed." placeholder:"FILE"`
	DryRun bool   `help:"Tell, and do not move the mark: the next check tells the same."`
	Out    string `help:"Output: text or jsonl." enum:"text,jsonl" default:"text"`
}

// Run checks the watchlist.
func (c *watchlistCheckCmd) Run(ctx context.Context, std *streams) error {
	if c.Feed != "" {
		if c.DryRun {
			return usageError("--feed: a dry run writes no feed")
		}
		if err := folderRefused("--feed", c.Feed); err != nil {
			return err
		}
	}
	fired := 0
	check := func(s *store.Store) (err error) {
		fired, err = c.check(ctx, std, s)
		return err
	}
	var err error
	if c.DryRun {
		err = c.looking(ctx, &chooser{}, func(s *store.Store, _ store.Filter) error { return check(s) })
	} else {
		err = c.writing(ctx, std, "watchlist check", check)
	}
	if err == nil && fired > 0 {
		err = errFired
	}
	return err
}

// check compares every entry with what the last check saw.
func (c *watchlistCheckCmd) check(ctx context.Context, std *streams, s *store.Store) (fired int, err error) {
	list, err := s.Watches(ctx)
	if err != nil {
		return 0, err
	}
	seen := map[int64][]byte{}
	var alerts []store.Alert
	for i := range list {
		w := &list[i]
		sight, err := lookout.Look(ctx, s, w)
		if err != nil {
			return 0, fmt.Errorf("entry %d, %s: %w", w.Number, w.Subject.Name, err)
		}
		found, mark, err := lookout.Compare(w, &sight)
		if err != nil {
			return 0, err
		}
		if w.Seen == nil {
			fmt.Fprintf(std.err, "parley: entry %d, %s: the first check sets the mark; %s\n", w.Number, w.Subject.Name, count(len(sight.Dialogues), "dialogue"))
		}
		seen[w.Number] = mark
		alerts = append(alerts, found...)
	}
	if err := c.print(std, alerts); err != nil || c.DryRun {
		return len(alerts), err
	}
	if err := s.Checked(ctx, seen, alerts); err != nil {
		return 0, err
	}
	return len(alerts), c.feed(ctx, s)
}

// alertLine is an alert as it is printed.
type alertLine struct {
	ID       string `json:"id"`
	Watch    int64  `json:"watch"`
	Kind     string `json:"kind"`
	Dialogue string `json:"dialogue,omitempty"`
	Day      string `json:"day"`
	Title    string `json:"title"`
	Text     string `json:"text"`
}

func (c *watchlistCheckCmd) print(std *streams, alerts []store.Alert) error {
	out := bufio.NewWriter(std.out)
	if c.Out == "jsonl" {
		lines := make([]alertLine, len(alerts))
		for i, a := range alerts {
			lines[i] = alertLine{a.ID, a.Watch, a.Kind, a.Dialogue, a.Day.String(), a.Title, a.Text}
		}
		return writeList(std, "jsonl", nil, lines, nil)
	}
	for _, a := range alerts {
		fmt.Fprintf(out, "%d  %s\n   %s", a.Watch, bold(std.colour, a.Title), a.Text)
		if a.Dialogue != "" {
			fmt.Fprintf(out, " (parley dialogue %s)", a.Dialogue)
		}
		fmt.Fprintln(out)
	}
	return out.Flush()
}

// feed writes the feed, where one is asked for.
func (c *watchlistCheckCmd) feed(ctx context.Context, s *store.Store) error {
	if c.Feed == "" {
		return nil
	}
	name, err := s.FeedName(ctx)
	if err != nil {
		return err
	}
	alerts, err := s.Alerts(ctx, lookout.FeedEntries)
	if err != nil {
		return err
	}
	return toFile(c.Feed, func(out io.Writer) error { return lookout.WriteFeed(out, name, time.Now(), alerts) })
}

// errFired ends a check that found something; it has been told.
var errFired = errors.New("something has come that is watched for")
