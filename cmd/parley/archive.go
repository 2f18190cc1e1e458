package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"

	"parley/coder"
	"parley/internal/store"
	"parley/internal/store/sqlite"
	"parley/lexicon"
)

// archiveFlag says which archive a command uses.
type archiveFlag struct {
	Archive string `help:"File of the archive." placeholder:"FILE" default:"parley.db" env:"PARLEY_ARCHIVE"`
}

// reading opens the archive for reading; the caller closes it.
func (a *archiveFlag) reading(ctx context.Context) (*store.Store, error) {
	return sqlite.Open(ctx, a.Archive, store.Config{ReadOnly: true})
}

// looking opens the archive for reading and calls look with what the flags choose.
func (a *archiveFlag) looking(ctx context.Context, c *chooser, look func(*store.Store, store.Filter) error) error {
	f, err := c.filter()
	if err != nil {
		return err
	}
	s, err := a.reading(ctx)
	if err != nil {
		return a.hinted(err)
	}
	return errors.Join(a.hinted(look(s, f)), s.Close())
}

// coderName is kept in the archive with what this program codes.
func coderName() string { return "parley " + version }

// makers are the commands that make an archive where there is none.
var makers = map[string]bool{"ingest": true, "import": true, "feeds add": true, "feeds import": true, "demo": true}

// writing opens the archive, tells what a program that was cut off has left, runs
// do and notes in the archive how it ended.
func (a *archiveFlag) writing(ctx context.Context, std *streams, command string, do func(*store.Store) error) error {
	cfg := store.Config{Existing: !makers[command]}
	if command == "import" {
		cfg.CacheMiB = 192 // no parser is loaded beside it
	}
	s, err := sqlite.Open(ctx, a.Archive, cfg)
	if err != nil {
		return a.hinted(err)
	}
	return errors.Join(a.hinted(a.run(ctx, std, s, command, do)), s.Close())
}

func (a *archiveFlag) run(ctx context.Context, std *streams, s *store.Store, command string, do func(*store.Store) error) error {
	if err := recovered(ctx, std, s); err != nil {
		return err
	}
	run, err := s.Begin(ctx, command, os.Getpid())
	if err != nil {
		return err
	}
	err = do(s)
	outcome := "done"
	if err != nil && !errors.Is(err, errPartial) {
		outcome = err.Error()
	}
	// A run that was stopped is noted too.
	if noting := s.End(context.WithoutCancel(ctx), run, outcome); err == nil {
		err = noting
	}
	return err
}

// recovered says what the archive's last writer left undone, and that it is done now.
func recovered(ctx context.Context, std *streams, s *store.Store) error {
	rec, err := s.Recover(ctx, living)
	if err != nil {
		return err
	}
	for _, run := range rec.Cut {
		fmt.Fprintf(std.err, "parley: %s was cut off; it had kept %s and %s, each of them whole\n",
			run, count(run.Documents, "document"), count(run.Events, "event"))
	}
	if rec.Merged > 0 {
		fmt.Fprintf(std.err, "parley: merged %s that waited since\n", count(rec.Merged, "event"))
	}
	return nil
}

// living reports whether a process runs; one of our own number is one of the past.
func living(pid int) bool {
	if pid == os.Getpid() {
		return false
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	if runtime.GOOS == "windows" {
		return p.Release() == nil // there FindProcess fails for those that have ended
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, syscall.EPERM)
}

// hinted names the archive in an error of its own, and adds what to do about it.
func (a *archiveFlag) hinted(err error) error {
	for _, h := range []struct {
		err  error
		hint string
	}{
		{store.ErrFull, "what was reported as kept is safe; make room and run the command again: it goes on where it was"},
		{store.ErrDisk, "what was reported as kept is safe; look at the room, the limits and the health of the disk, and run the command again"},
		{store.ErrBusy, "wait until the other command has ended, or use another archive"},
		{store.ErrReadOnly, "look at the rights of the file and its folder"},
		{store.ErrDamaged, "run \"parley doctor\"; \"parley restore\" brings a backup back"},
		{store.ErrForeign, "--archive names another file; \"parley ingest\" makes an archive"},
		{store.ErrNewer, "use the version of Parley that wrote it, or a later one"},
	} {
		if errors.Is(err, h.err) {
			name := "archive " + a.Archive + ": "
			if strings.HasPrefix(err.Error(), name) {
				name = ""
			}
			return fmt.Errorf("%s%w\nhint: %s", name, err, h.hint)
		}
	}
	return err
}

// chooser are the flags that choose events.
type chooser struct {
	From          string   `help:"First day of the event." placeholder:"DAY" group:"Which events"`
	To            string   `help:"Last day of the event." placeholder:"DAY" group:"Which events"`
	Reported      string   `help:"Reported on this day or later." placeholder:"DAY" group:"Which events"`
	Country       []string `help:"A party or the place is of this country: a name or a code." placeholder:"NAME" group:"Which events" sep:"none"`
	Place         []string `help:"Name of the place." placeholder:"NAME" group:"Which events" sep:"none"`
	Party         []string `help:"Somebody who takes part: a name, or an ID of the lexicon." placeholder:"NAME" group:"Which events" sep:"none"`
	Dyad          string   `help:"Two sides that both take part, each a country, COUNTRY:SECTOR, or a party: \"PAK:GOV,TTP\"." placeholder:"A,B" group:"Which events"`
	Sector        []string `help:"PLOVER sector of a party." placeholder:"CODE" group:"Which events"`
	Type          []string `help:"PLOVER type." placeholder:"TYPE" group:"Which events"`
	Mode          []string `help:"PLOVER mode." placeholder:"MODE" group:"Which events"`
	Quad          []string `help:"verbal-cooperation, material-cooperation, verbal-conflict or material-conflict." placeholder:"QUAD" group:"Which events"`
	Status        []string `help:"actual, historical, future, hypothetical, negated or failed." placeholder:"STATUS" group:"Which events"`
	Outlet        []string `help:"Name of the outlet." placeholder:"NAME" group:"Which events" sep:"none"`
	Text          string   `help:"Words that the report must have; \"in quotes\" as a phrase." placeholder:"WORDS" group:"Which events"`
	Review        []string `help:"machine, reviewed, confirmed, disputed or retracted; without it all but retracted ones." placeholder:"STATE" group:"Which events"`
	Coder         []string `help:"What coded it, or the data set that it was imported from." placeholder:"NAME" group:"Which events" sep:"none"`
	MinConfidence float64  `help:"Least confidence, 0 to 1." placeholder:"P" group:"Which events"`
	AsOf          string   `help:"As the archive knew it at the end of this day." placeholder:"DAY" group:"Which events"`
}

// filter makes the store's filter of the flags.
func (c *chooser) filter() (store.Filter, error) {
	f := store.Filter{
		Places: c.Place, Sectors: upper(c.Sector), Types: upper(c.Type), Modes: lower(c.Mode), Quads: lower(c.Quad), Statuses: lower(c.Status),
		Outlets: c.Outlet, Text: c.Text, Reviews: lower(c.Review), Coders: c.Coder, MinConfidence: c.MinConfidence,
	}
	for _, d := range []struct {
		flag, value string
		into        *time.Time
	}{{"--from", c.From, &f.From}, {"--to", c.To, &f.To}, {"--reported", c.Reported, &f.Reported}, {"--as-of", c.AsOf, &f.AsOf}} {
		t, err := day(d.flag, d.value)
		if err != nil {
			return f, err
		}
		*d.into = t
	}
	if !f.AsOf.IsZero() {
		f.AsOf = f.AsOf.AddDate(0, 0, 1).Add(-time.Second)
	}
	if err := c.check(&f); err != nil {
		return f, err
	}
	return f, c.names(&f)
}

// names looks up countries and parties.
func (c *chooser) names(f *store.Filter) error {
	if len(c.Country)+len(c.Party) == 0 && c.Dyad == "" {
		return nil
	}
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	for _, name := range c.Country {
		code, ok := countryCode(lex, name)
		if !ok {
			return usageError(fmt.Sprintf("--country %q: no such country", name))
		}
		f.Countries = append(f.Countries, code)
	}
	for _, name := range c.Party {
		f.Parties = append(f.Parties, partyName(lex, name))
	}
	if c.Dyad == "" {
		return nil
	}
	sides, err := sidesOf(c.Dyad)
	for _, side := range sides {
		f.Dyad = append(f.Dyad, sideOf(lex, side))
	}
	return err
}

// countryCode reads a name or a code of a country. "TTP" has the form of a code too.
func countryCode(lex *lexicon.Lexicon, name string) (string, bool) {
	if code := strings.ToUpper(name); lexicon.ValidCountry(code) && lex.CountryName(code) != "" {
		return code, true
	}
	return lex.Country(name)
}

// partyName is the lexicon's ID of a name, or the name itself.
func partyName(lex *lexicon.Lexicon, name string) string {
	if a := lex.Resolve(lexicon.Phrase{Words: lexicon.Split(name), Head: -1}); a.ID != "" {
		return a.ID
	}
	return name
}

// sideOf reads one side of a dyad.
func sideOf(lex *lexicon.Lexicon, side string) store.Side {
	name, sector, _ := strings.Cut(side, ":")
	if code, ok := countryCode(lex, name); ok {
		return store.Side{Country: code, Sector: strings.ToUpper(sector)}
	}
	return store.Side{Party: partyName(lex, side)}
}

func lower(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.ToLower(w)
	}
	return out
}

func upper(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.ToUpper(w)
	}
	return out
}

// pager are the flags that say which part of a list is shown, and how.
type pager struct {
	Limit int    `help:"At most so many; 0 for all." default:"50" short:"n"`
	After string `help:"Go on after the page that ended with this cursor." placeholder:"CURSOR"`
	Out   string `help:"Output: table, jsonl, csv, tsv, or auto (table on a terminal, else jsonl)." enum:"auto,table,jsonl,csv,tsv" default:"auto"`
}

func (p *pager) page(sort string) store.Page {
	page := store.Page{Limit: p.Limit, Cursor: p.After, Sort: sort}
	if p.Limit == 0 {
		page.Limit = -1
	}
	return page
}

func (p *pager) form(std *streams) string {
	switch {
	case p.Out != "auto":
		return p.Out
	case std.outTTY:
		return "table"
	}
	return "jsonl"
}

// more tells on the side how to get the next page.
func more(std *streams, next string) {
	if next != "" {
		fmt.Fprintf(std.err, "parley: there are more: --after %s\n", next)
	}
}

// revisionName is how the coder of now is called in the archive's statistics.
func revisionName() string { return fmt.Sprintf("%s r%d", coderName(), coder.Revision) }
