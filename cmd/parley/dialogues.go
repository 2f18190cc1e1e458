package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/dialogue"
	"parley/internal/store"
	"parley/ontology"
)

type dialoguesCmd struct {
	List  dialoguesListCmd  `cmd:"" default:"withargs" help:"List dialogues: who talks with whom, and where that stands."`
	Split dialoguesSplitCmd `cmd:"" help:"Take incidents out of a dialogue, as another."`
	Merge dialoguesMergeCmd `cmd:"" help:"Make several dialogues one."`
	Undo  incidentsUndoCmd  `cmd:"" help:"Take a correction back: a split, a merge, or one of an event."`
}

type dialoguesListCmd struct {
	archiveFlag
	Party   []string `help:"Somebody who is a party: a country, COUNTRY:SECTOR, or a name." placeholder:"NAME" sep:"none"`
	Dyad    string   `help:"Two who are both parties: \"Pakistan,TTP\"." placeholder:"A,B"`
	Third   []string `help:"A mediator, host, caller from outside …: a country or a name." placeholder:"NAME" sep:"none"`
	Country []string `help:"A party is of this country: a name or a code." placeholder:"NAME" sep:"none"`
	State   []string `help:"calls, talks about talks, talks, agreement, ceasefire, implementation, suspended, violated, collapsed or dormant." placeholder:"STATE"`
	Text    string   `help:"Part of the name of the dialogue." placeholder:"WORDS"`
	Least   int      `help:"At least so many moves." default:"1" placeholder:"N"`
	AsOf    string   `help:"As it stood at the end of this day, by what was reported until then." placeholder:"DAY"`
	Sort    string   `help:"Order: weight (how much is told of talks), last (move), since, asks (that are open) or name." enum:"weight,last,since,asks,name" default:"weight"`
	Limit   int      `help:"At most so many; 0 for all." default:"50" short:"n"`
	Skip    int      `help:"Leave out the first so many." placeholder:"N"`
	Out     string   `help:"Output: table, jsonl, csv, tsv, or auto (table on a terminal, else jsonl)." enum:"auto,table,jsonl,csv,tsv" default:"auto"`
}

// Run lists dialogues.
func (c *dialoguesListCmd) Run(ctx context.Context, std *streams) error {
	f, err := c.filter()
	if err != nil {
		return err
	}
	limit, err := limited(c.Limit)
	if err != nil {
		return err
	}
	if c.Skip < 0 {
		return usageError("--skip: want a number from 0")
	}
	return c.looking(ctx, &chooser{}, func(s *store.Store, _ store.Filter) error {
		list, total, err := s.Dialogues(ctx, f, limit, c.Skip)
		if err != nil {
			return err
		}
		if rest := total - c.Skip - len(list); rest > 0 {
			defer fmt.Fprintf(std.err, "parley: there are %d more: --skip %d\n", rest, c.Skip+len(list))
		}
		lines := make([]dialogueLine, len(list))
		for i := range list {
			lines[i] = dialogueLineOf(&list[i])
		}
		form := (&pager{Out: c.Out}).form(std)
		if form == "table" {
			if len(list) == 0 {
				_, err := fmt.Fprintln(std.out, "no dialogues")
				return err
			}
			return writeList(std, form, shortDialogueColumns, lines, shortDialogueRow)
		}
		return writeList(std, form, dialogueColumns, lines, dialogueRow)
	})
}

// filter makes the store's filter of the flags.
func (c *dialoguesListCmd) filter() (f store.DialogueFilter, err error) {
	states := choice{"--state", c.State, nil}
	for _, s := range parley.States {
		states.may = append(states.may, string(s))
	}
	if err := states.check(); err != nil {
		return f, err
	}
	f = store.DialogueFilter{States: c.State, Text: c.Text, Least: c.Least, Sort: c.Sort}
	if f.AsOf, err = dayFlag("--as-of", c.AsOf); err != nil {
		return f, err
	}
	if len(c.Party)+len(c.Third)+len(c.Country) == 0 && c.Dyad == "" {
		return f, nil
	}
	book, err := dialogue.Open()
	if err != nil {
		return f, err
	}
	for _, name := range c.Country {
		code, ok := countryCode(book.Lexicon(), name)
		if !ok {
			return f, usageError(fmt.Sprintf("--country %q: no such country", name))
		}
		f.Countries = append(f.Countries, code)
	}
	for _, list := range []struct {
		flag  string
		names []string
		into  *[]string
	}{{"--party", c.Party, &f.Parties}, {"--third", c.Third, &f.Thirds}} {
		for _, name := range list.names {
			keys, err := keysNamed(book, list.flag, name)
			if err != nil {
				return f, err
			}
			*list.into = append(*list.into, keys...)
		}
	}
	if c.Dyad != "" {
		f.All, err = keysOfDyad(book, "party", c.Dyad)
	}
	return f, err
}

// keysOfDyad are the keys of the two sides of a dyad, those of today.
func keysOfDyad(book *dialogue.Book, flag, dyad string) ([]string, error) {
	sides, err := sidesOf(dyad)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, side := range sides {
		keys, err := keysNamed(book, flag, side)
		if err != nil {
			return nil, err
		}
		out = append(out, keys[0])
	}
	return out, nil
}

// keysNamed are the keys that a name may stand for: that of today, and where a country
// has another government by now, that of its former one. A name that nobody is known by
// is an error of usage.
func keysNamed(book *dialogue.Book, flag, name string) ([]string, error) {
	if code, sector, ok := strings.Cut(strings.ToUpper(name), ":"); ok {
		if book.Lexicon().CountryName(code) == "" || !ontology.Default().HasSector(sector) {
			return nil, usageError(fmt.Sprintf("%s %q: want COUNTRY:SECTOR with a code of three letters and a sector of PLOVER, as PAK:GOV", flag, name))
		}
		return []string{code + ":" + sector}, nil
	}
	var keys []string
	if code, ok := countryCode(book.Lexicon(), name); ok {
		keys = append(keys, code+":GOV")
	}
	if s, ok := book.Speaker(name, "", 0); ok && !slices.Contains(keys, s.Key) && (s.Name != "" && s.Key[max(len(s.Key)-4, 0)] != ':' || len(keys) > 0) {
		keys = append(keys, s.Key)
	}
	if len(keys) == 0 {
		return nil, usageError(fmt.Sprintf("%s %q: no country, movement or body is known by this name", flag, name))
	}
	return keys, nil
}

// dayFlag reads a day; 0 when the flag was not given.
func dayFlag(flag, value string) (parley.Day, error) {
	t, err := day(flag, value)
	return parley.DayOf(t), err
}

// dialogueLine is a dialogue of a list, as doc/formats.md has it.
type dialogueLine struct {
	ID         string       `json:"dialogue_id"`
	Name       string       `json:"name"`
	Matter     string       `json:"issue,omitempty"`
	Parties    []string     `json:"parties"`
	Thirds     []string     `json:"third_parties,omitempty"`
	Countries  []string     `json:"countries,omitempty"`
	State      parley.State `json:"status"`
	Stage      parley.State `json:"stage,omitempty"`
	Since      parley.Day   `json:"status_since"`
	First      parley.Day   `json:"first_event"`
	Last       parley.Day   `json:"last_event"`
	Calls      int          `json:"n_calls"`
	Rounds     int          `json:"n_rounds"`
	Agreements int          `json:"n_agreements"`
	Ceasefires int          `json:"n_ceasefires"`
	Violations int          `json:"n_violations"`
	Open       int          `json:"open_asks"`
	Contact    parley.Day   `json:"last_contact,omitzero"`
	Days       int          `json:"days_since_last_contact,omitempty"`
	Usual      float64      `json:"usual_gap_days,omitempty"`
	Sources    int          `json:"sources"`
	Moves      int          `json:"moves"`
	AsOf       parley.Day   `json:"as_of"`
	Updated    string       `json:"updated_at,omitempty"`
}

func dialogueLineOf(l *store.DialogueLine) dialogueLine {
	out := dialogueLine{
		l.ID, l.Name, l.Matter, l.Parties, l.Thirds, l.Countries, l.State, l.Stage, l.Since, l.First, l.Last, l.Calls, l.Rounds, l.Agreements, l.Ceasefires,
		l.Violations, l.OpenAsks, l.Contact, 0, l.Usual, l.Sources, l.Moves, l.AsOf, "",
	}
	if l.Contact != 0 {
		out.Days = int(l.AsOf - l.Contact)
	}
	if !l.Changed.IsZero() {
		out.Updated = l.Changed.Format(time.RFC3339)
	}
	return out
}

var dialogueColumns = []string{
	"dialogue_id", "name", "parties", "third_parties", "issue", "status", "stage", "status_since", "first_event", "last_event", "n_calls", "n_rounds",
	"n_agreements", "n_ceasefires", "n_violations", "open_asks", "last_contact", "days_since_last_contact", "usual_gap_days", "sources", "moves", "as_of", "updated_at",
}

func dialogueRow(d *dialogueLine) []string {
	days := ""
	if d.Contact != 0 {
		days = strconv.Itoa(d.Days)
	}
	usual := ""
	if d.Usual > 0 {
		usual = strconv.FormatFloat(d.Usual, 'f', -1, 64)
	}
	n := strconv.Itoa
	return []string{
		d.ID, d.Name, strings.Join(d.Parties, "; "), strings.Join(d.Thirds, "; "), d.Matter, string(d.State), string(d.Stage), d.Since.String(), d.First.String(), d.Last.String(),
		n(d.Calls), n(d.Rounds), n(d.Agreements), n(d.Ceasefires), n(d.Violations), n(d.Open), d.Contact.String(), days,
		usual, n(d.Sources), n(d.Moves), d.AsOf.String(), d.Updated,
	}
}

var shortDialogueColumns = []string{"id", "dialogue", "state", "since", "last contact", "open asks", "sources", "moves"}

func shortDialogueRow(d *dialogueLine) []string {
	contact := "none"
	if d.Contact != 0 {
		contact = fmt.Sprintf("%s (%d d)", d.Contact, d.Days)
	}
	return []string{d.ID, titleOf(d.Name, d.Matter), stateOf(d.State, d.Stage), d.Since.String(), contact, strconv.Itoa(d.Open), strconv.Itoa(d.Sources), strconv.Itoa(d.Moves)}
}

// titleOf is the name of a dialogue with its matter.
func titleOf(name, matter string) string {
	if matter != "" {
		return name + " (" + matter + ")"
	}
	return name
}

// stateOf is a state in words: what is dormant says in which state it fell silent.
func stateOf(state, stage parley.State) string {
	if state == parley.StateDormant && stage != "" {
		return "dormant (" + string(stage) + ")"
	}
	return string(state)
}

type dialoguesSplitCmd struct {
	archiveFlag
	ID        string   `arg:"" help:"ID of the dialogue."`
	Incidents []string `arg:"" help:"IDs of the incidents to take out."`
	Reason    string   `help:"Why, for the record."`
}

// Run takes incidents out of a dialogue.
func (c *dialoguesSplitCmd) Run(ctx context.Context, std *streams) error {
	if err := once("incident", c.Incidents); err != nil {
		return err
	}
	return c.writing(ctx, std, "split", func(s *store.Store) error {
		if err := s.SplitDialogue(ctx, c.ID, c.Incidents, c.Reason); err != nil {
			return misuse(err)
		}
		fmt.Fprintf(std.err, "parley: dialogue %s is split\n", c.ID)
		return tellLastUndo(ctx, std, s)
	})
}

type dialoguesMergeCmd struct {
	archiveFlag
	IDs    []string `arg:"" name:"dialogues" help:"IDs of the dialogues."`
	Reason string   `help:"Why, for the record."`
}

// Run makes several dialogues one.
func (c *dialoguesMergeCmd) Run(ctx context.Context, std *streams) error {
	if len(c.IDs) < 2 {
		return usageError("merge: name two dialogues or more")
	}
	if err := once("dialogue", c.IDs); err != nil {
		return err
	}
	return c.writing(ctx, std, "merge", func(s *store.Store) error {
		if err := s.MergeDialogues(ctx, c.IDs, c.Reason); err != nil {
			return misuse(err)
		}
		fmt.Fprintf(std.err, "parley: dialogues %s are merged\n", strings.Join(c.IDs, " and "))
		return tellLastUndo(ctx, std, s)
	})
}

// tellLastUndo says how to take the latest correction back.
func tellLastUndo(ctx context.Context, std *streams, s *store.Store) error {
	all, err := s.Corrections(ctx, "")
	if err == nil && len(all) > 0 {
		n := all[len(all)-1].Number
		fmt.Fprintf(std.err, "parley: this is correction %d; \"parley dialogues undo %d\" takes it back\n", n, n)
	}
	return err
}

// dialogueNamed finds the ID of a dialogue by its ID, or by two of its parties: "Pakistan,TTP".
func dialogueNamed(ctx context.Context, s *store.Store, name string) (string, error) {
	if !strings.Contains(name, ",") {
		return name, nil
	}
	f, err := (&dialoguesListCmd{Dyad: name}).filter()
	if err != nil {
		return "", err
	}
	list, total, err := s.Dialogues(ctx, f, 5, 0)
	switch {
	case err != nil:
		return "", err
	case total == 0:
		return "", fmt.Errorf("dialogue %q: %w in the archive", name, parley.ErrNotFound)
	case total > 1:
		var ids []string
		for _, l := range list {
			ids = append(ids, l.ID+" "+titleOf(l.Name, l.Matter))
		}
		return "", usageError(fmt.Sprintf("%q are parties to %d dialogues; name one by its ID: %s", name, total, strings.Join(ids, ", ")))
	}
	return list[0].ID, nil
}
