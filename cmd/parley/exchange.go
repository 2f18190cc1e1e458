package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/internal/exchange"
	"parley/internal/source"
	"parley/internal/store"
)

type importCmd struct {
	archiveFlag
	Files      []string `arg:"" help:"Files to read; - is standard input."`
	Format     string   `help:"Format of the files; \"parley export --explain all\" lists them." required:""`
	Map        []string `help:"Columns of a table under other names, ours first: actor=source,recipient=target,cameo_label=relation." placeholder:"OURS=THEIRS"`
	Name       string   `help:"Name of the data set, kept with its events; the format's without it."`
	Statements bool     `help:"Keep rows that are mere statements, which PLOVER has no type for."`
	Strict     bool     `help:"Stop at the first bad row, with status 1."`
	Quiet      bool     `help:"No summary." short:"q"`
}

// importedAtOnce is how many rows one transaction takes in.
const importedAtOnce = 50_000

// Run reads events of other data sets into the archive.
func (c *importCmd) Run(ctx context.Context, std *streams) error {
	opt := exchange.ReadOptions{Dataset: c.Name, Statements: c.Statements, Mapping: map[string]string{}}
	for _, pair := range c.Map {
		ours, theirs, ok := strings.Cut(pair, "=")
		if !ok {
			return usageError(fmt.Sprintf("--map %q: want OURS=THEIRS", pair))
		}
		opt.Mapping[ours] = theirs
	}
	passed := map[string]int{}
	opt.Skipped = func(_ int, why string) { passed[why]++ }
	return c.writing(ctx, std, "import", func(s *store.Store) error {
		t := newIntakeTally(std, c.Strict)
		done, err := c.load(ctx, std, s, opt, t)
		if err == nil {
			t.clear()
			err = s.Merge(ctx)
		}
		if !c.Quiet {
			seconds := time.Since(t.start).Seconds()
			t.clear()
			fmt.Fprintf(std.err, "parley: %s read, %d new or changed, %d bad%s, in %.2fs, %.0f/s\n",
				count(t.done, "row"), done.Events, t.bad, passedOver(passed), seconds, float64(t.done)/max(seconds, 1e-3))
		}
		if err == nil && t.bad > 0 {
			err = errPartial
		}
		return err
	})
}

func passedOver(passed map[string]int) string {
	n := 0
	for _, k := range passed {
		n += k
	}
	if n == 0 {
		return ""
	}
	why := ""
	for reason, k := range passed {
		if why == "" || k > passed[why] || k == passed[why] && reason < why {
			why = reason
		}
	}
	return fmt.Sprintf(", %d passed over (%s)", n, why)
}

func (c *importCmd) load(ctx context.Context, std *streams, s *store.Store, opt exchange.ReadOptions, t *intakeTally) (done store.Done, err error) {
	var batch []store.Record
	flush := func() error {
		d, err := s.Load(ctx, batch)
		done.Add(d)
		batch = batch[:0]
		return err
	}
	files := common{Files: c.Files}
	err = files.each(std, func(r io.Reader, name string) error {
		number, err := s.Source(ctx, "import", name, c.Name)
		if err != nil {
			return err
		}
		for row, err := range exchange.Read(c.Format, r, name, opt) {
			if err != nil {
				if err := t.rowProblem(err); err != nil {
					return err
				}
				continue
			}
			t.progress()
			batch = append(batch, imported(&row, number))
			if len(batch) >= importedAtOnce {
				if err := flush(); err != nil {
					return err
				}
			}
		}
		return flush()
	})
	return done, err
}

// rowProblem tells a bad row; an error that is not about a row ends the run.
func (t *intakeTally) rowProblem(err error) error {
	var row *exchange.RowError
	if !errors.As(err, &row) {
		return err
	}
	return t.tally.problem(err)
}

// imported makes a record of a row. A row that tells more of its document than the
// outlet and the day, if only its language, brings the document along, without a text.
func imported(row *exchange.Row, number int64) store.Record {
	showable(row)
	d := row.Document
	d.Text = "" // offsets are those of the file
	if d.URL == "" && d.Title == "" && (d.Lang == "" || d.ID == "") {
		d.ID = ""
	} else if d.ID == "" {
		d.ID = row.Event.Document
	}
	return store.Record{Document: d, Events: []parley.Event{row.Event}, Coder: row.Coder, Source: number, Review: row.Review}
}

// showable takes out of the words of a row what steers a terminal.
func showable(row *exchange.Row) {
	ev := &row.Event
	words := []*string{&row.Document.Title, &row.Document.Outlet, &row.Document.URL, &ev.Sentence.Text, &ev.Trigger.Text,
		&ev.Place.Name, &ev.Place.Admin1, &ev.Place.Mention.Text, &ev.Date.Mention.Text}
	for _, list := range [][]parley.Party{ev.Actors, ev.Recipients} {
		for i := range list {
			words = append(words, &list[i].Name, &list[i].Mention.Text)
		}
	}
	for i := range ev.Third {
		words = append(words, &ev.Third[i].Party.Name, &ev.Third[i].Party.Mention.Text)
	}
	for i := range ev.SaidBy {
		words = append(words, &ev.SaidBy[i].Mention.Text)
	}
	for _, w := range words {
		*w = source.Visible(*w)
	}
}

type exportCmd struct {
	archiveFlag
	chooser
	Format  string `help:"Format to write; --explain all lists them." default:"jsonl"`
	Explain string `help:"Tell what a format is and what of an event it cannot hold, and write nothing: a name, or all." placeholder:"NAME"`
	Output  string `help:"File to write; with .zip at the end a package with README, citation and table schema. Standard output without it." short:"o" placeholder:"FILE"`
	Sort    string `help:"Order: date, -date, coded or -coded." default:"date"`

	OneADay           bool   `help:"One row a day for the same parties and act, as Phoenix has it." group:"How"`
	OneAnIncident     bool   `help:"Of the reports of one incident only one." group:"How"`
	IncludeNonfactual bool   `help:"Denied, hypothetical and past acts also where the format cannot say that they are." group:"How"`
	Centroids         bool   `help:"Maps: the middle of a country for what is known no better." group:"How"`
	GdeltRawSources   bool   `help:"Count outlets as sources, as GDELT does, not independent sources." group:"How"`
	MinStatus         string `help:"Least state of review: machine, reviewed or confirmed." enum:"machine,reviewed,confirmed" default:"machine" group:"How"`
	Profile           string `help:"full, or public: places where people may be in danger coarsened and delayed." enum:"full,public" default:"full" group:"How"`
	DelayDays         int    `help:"With --profile public: leave sensitive rows out for so many days." default:"7" group:"How"`
	Redact            string `help:"standard, or strict: no sentences, titles or names that the lexicon does not know." enum:"standard,strict" default:"standard" group:"How"`
	NoURL             bool   `name:"no-url" help:"No addresses of reports." group:"How"`
}

// Run writes events in the form that another tool reads.
func (c *exportCmd) Run(ctx context.Context, std *streams) error {
	if c.Explain != "" {
		return explainFormats(std.out, c.Explain)
	}
	opt := exchange.Options{
		OneADay: c.OneADay, OneAnIncident: c.OneAnIncident, IncludeNonfactual: c.IncludeNonfactual, Centroids: c.Centroids,
		RawSources: c.GdeltRawSources, MinReview: c.MinStatus, Public: c.Profile == "public", DelayDays: c.DelayDays,
		RedactStrict: c.Redact == "strict", NoURL: c.NoURL, Version: version,
	}
	if c.DelayDays == 0 {
		opt.DelayDays = -1
	}
	if err := errors.Join(folderRefused("--output", c.Output), sortable(c.Sort)); err != nil {
		return err
	}
	return c.looking(ctx, &c.chooser, func(s *store.Store, f store.Filter) error {
		return c.to(std, func(out io.Writer) error { return c.write(ctx, std, s, f, opt, out) })
	})
}

// to gives do the file of --output, or standard output.
func (c *exportCmd) to(std *streams, do func(io.Writer) error) error {
	if c.Output == "" {
		out := bufio.NewWriterSize(std.out, 1<<16)
		return finish(out, do(out))
	}
	return toFile(c.Output, do)
}

// rows yields the events that a filter chooses with their incidents.
func rows(ctx context.Context, s *store.Store, f store.Filter, sort string) iter.Seq2[*exchange.Row, error] {
	return func(yield func(*exchange.Row, error) bool) {
		accounts := newAccounts(s, f.AsOf)
		for e, err := range s.All(ctx, f, sort) {
			row := exchange.Row(e)
			if err == nil {
				row.Incident, err = accounts.of(ctx, &e)
			}
			if !yield(&row, err) || err != nil {
				return
			}
		}
	}
}

func (c *exportCmd) write(ctx context.Context, std *streams, s *store.Store, f store.Filter, opt exchange.Options, out io.Writer) error {
	if strings.HasSuffix(c.Output, ".zip") {
		meta, err := c.meta(ctx, s, f, opt)
		if err != nil {
			return err
		}
		return exchange.WritePackage(out, c.Format, rows(ctx, s, f, c.Sort), meta)
	}
	w, err := exchange.NewWriter(c.Format, out, opt)
	if err != nil {
		return usageError(err.Error())
	}
	n := 0
	for row, err := range rows(ctx, s, f, c.Sort) {
		if err == nil {
			err = w.Write(row)
		}
		if err != nil {
			_ = w.Close() // it can only say the same again
			return err
		}
		n++
	}
	if err := w.Close(); err != nil {
		return err
	}
	left := exchange.Left(w)
	line := fmt.Sprintf("parley: %s", count(n, "event"))
	for _, why := range slices.Sorted(maps.Keys(left)) {
		line += fmt.Sprintf(", %d left out (%s)", left[why], why)
	}
	fmt.Fprintln(std.err, line)
	return nil
}

// meta tells what a package holds. Its time is that of what it tells, not of its
// making, so that the same archive gives the same bytes.
func (c *exportCmd) meta(ctx context.Context, s *store.Store, f store.Filter, opt exchange.Options) (exchange.Meta, error) {
	at, err := s.Latest(ctx)
	if err != nil {
		return exchange.Meta{}, err
	}
	if at.IsZero() {
		at = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // nothing has ever been in it; zip knows no earlier day
	}
	if !f.AsOf.IsZero() && f.AsOf.Before(at) {
		at = f.AsOf
	}
	filters := map[string]string{}
	for name, values := range map[string][]string{
		"from": {c.From}, "to": {c.To}, "reported": {c.Reported}, "country": c.Country, "place": c.Place, "party": c.Party, "dyad": {c.Dyad},
		"sector": c.Sector, "type": c.Type, "mode": c.Mode, "quad": c.Quad, "status": c.Status, "outlet": c.Outlet, "text": {c.Text},
		"review": c.Review, "coder": c.Coder, "as-of": {c.AsOf},
	} {
		if value := strings.Join(values, ", "); value != "" {
			filters[name] = value
		}
	}
	if c.MinConfidence > 0 {
		filters["min-confidence"] = fmt.Sprint(c.MinConfidence)
	}
	return exchange.Meta{Filters: filters, AsOf: at, Options: opt}, nil
}

// explainFormats prints what formats are and what they lose.
func explainFormats(out io.Writer, name string) error {
	found := false
	for _, f := range exchange.Formats() {
		if name != "all" && name != f.Name {
			continue
		}
		found = true
		way := "reads and writes"
		switch {
		case !f.CanWrite:
			way = "reads"
		case !f.CanRead:
			way = "writes"
		}
		if _, err := fmt.Fprintf(out, "%s (%s): %s\n", f.Name, way, f.Doc); err != nil {
			return err
		}
		if name == "all" {
			continue
		}
		for _, loss := range f.Losses {
			if _, err := fmt.Fprintf(out, "  lost: %s\n", loss); err != nil {
				return err
			}
		}
	}
	if !found {
		return usageError(fmt.Sprintf("no format %q; --explain all lists them", name))
	}
	return nil
}
