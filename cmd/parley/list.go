package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"parley"
	"parley/internal/exchange"
	"parley/internal/store"
)

type eventsCmd struct {
	archiveFlag
	chooser
	pager
	Sort     string `help:"Order: -date, date, -coded, coded, -confidence or confidence." default:"-date"`
	Incident string `help:"Events of this incident." placeholder:"ID"`
	Total    bool   `help:"Tell how many there are in all."`
}

// Run lists events.
func (c *eventsCmd) Run(ctx context.Context, std *streams) error {
	if err := c.pager.check(c.Sort); err != nil {
		return err
	}
	return c.looking(ctx, &c.chooser, func(s *store.Store, f store.Filter) error {
		f.Incident = c.Incident
		entries, next, err := s.Events(ctx, f, c.page(c.Sort))
		if err != nil {
			return err
		}
		if c.Total {
			n, err := s.Count(ctx, f)
			if err != nil {
				return err
			}
			fmt.Fprintf(std.err, "parley: %s in all\n", count(n, "event"))
		}
		defer more(std, next)
		if form := c.form(std); form != "table" {
			return writeRows(ctx, s, std.out, form, f.AsOf, entries)
		}
		out := bufio.NewWriter(std.out)
		for i := range entries {
			e := &entries[i]
			writeEvent(out, i+1, inSentence(&e.Event), std.colour)
			fmt.Fprintf(out, "     %s\n", provenance(e))
		}
		if len(entries) == 0 {
			fmt.Fprintln(out, "no events")
		}
		return out.Flush()
	})
}

// writeRows writes entries in a format of package exchange.
func writeRows(ctx context.Context, s *store.Store, out io.Writer, format string, asOf time.Time, entries []store.Entry) error {
	opt := exchange.Options{IncludeNonfactual: true, Version: version}
	w, err := exchange.NewWriter(format, out, opt)
	if err != nil {
		return err
	}
	accounts := newAccounts(s, asOf)
	for i := range entries {
		row := exchange.Row(entries[i])
		if row.Incident, err = accounts.of(ctx, &entries[i]); err != nil {
			return err
		}
		if err := w.Write(&row); err != nil {
			return err
		}
	}
	return w.Close()
}

// accounts tells the incidents of events, and remembers those that it told lately.
type accounts struct {
	s    *store.Store
	asOf time.Time
	seen map[string]parley.Incident
}

func newAccounts(s *store.Store, asOf time.Time) *accounts {
	return &accounts{s, asOf, map[string]parley.Incident{}}
}

func (a *accounts) of(ctx context.Context, e *store.Entry) (parley.Incident, error) {
	id := e.Incident.ID
	switch {
	case !a.asOf.IsZero():
		id = e.Event.ID // it may have been in another incident then
	case id == "" || len(e.Incident.Reports) > 0:
		return e.Incident, nil
	}
	if in, ok := a.seen[id]; ok {
		return in, nil
	}
	in, err := a.s.Incident(ctx, id, a.asOf)
	if err != nil {
		return in, err
	}
	if len(a.seen) > 10_000 {
		clear(a.seen)
	}
	a.seen[id] = in
	return in, nil
}

// inSentence gives an event of the archive offsets in bytes, as far as its sentence
// goes: that is what printing underlines.
func inSentence(ev *parley.Event) *parley.Event {
	text := ev.Sentence.Text
	offsets := parley.NewOffsets(text)
	at := ev.Sentence.Span.Start
	out := *ev
	out.Sentence.Span = parley.Span{Start: 0, End: len(text)}
	out.Trigger.Span = parley.Span{Start: offsets.Byte(ev.Trigger.Span.Start - at), End: offsets.Byte(ev.Trigger.Span.End - at)}
	return &out
}

// provenance tells where an event comes from: outlet, day, document, incident.
func provenance(e *store.Entry) string {
	var parts []string
	if e.Document.Outlet != "" {
		parts = append(parts, e.Document.Outlet)
	}
	if !e.Document.Published.IsZero() {
		parts = append(parts, e.Document.Published.Format(time.DateOnly))
	}
	if len(parts) == 0 {
		parts = append(parts, e.Coder)
	}
	if e.Review != "machine" {
		parts = append(parts, e.Review)
	}
	parts = append(parts, "event "+e.Event.ID)
	if e.Incident.ID != "" {
		parts = append(parts, "incident "+e.Incident.ID)
	}
	return strings.Join(parts, " · ")
}

type incidentsCmd struct {
	List  incidentsListCmd  `cmd:"" default:"withargs" help:"List incidents: each happening once, with all its reports."`
	Split incidentsSplitCmd `cmd:"" help:"Take events out of an incident."`
	Merge incidentsMergeCmd `cmd:"" help:"Make several incidents one."`
	Undo  incidentsUndoCmd  `cmd:"" help:"Take a correction back: a split, a merge, or one of an event."`
}

type incidentsListCmd struct {
	archiveFlag
	chooser
	pager
	Sort string `help:"Order of the events by which they are found: -date, date, -coded, coded, -confidence or confidence." default:"-date"`
}

// Run lists incidents.
func (c *incidentsListCmd) Run(ctx context.Context, std *streams) error {
	if err := c.pager.check(c.Sort); err != nil {
		return err
	}
	return c.looking(ctx, &c.chooser, func(s *store.Store, f store.Filter) error {
		list, next, err := s.Incidents(ctx, f, c.page(c.Sort))
		if err != nil {
			return err
		}
		defer more(std, next)
		out := bufio.NewWriter(std.out)
		return finish(out, writeIncidents(out, c.form(std), list, std.colour))
	})
}

// writeIncidents prints incidents in one of the forms of lists.
func writeIncidents(out *bufio.Writer, form string, list []parley.Incident, colour bool) error {
	switch form {
	case "table":
		for i := range list {
			writeIncident(out, &list[i], colour)
		}
		if len(list) == 0 {
			fmt.Fprintln(out, "no incidents")
		}
	case "jsonl":
		var line []byte
		for i := range list {
			var err error
			if line, err = list[i].AppendJSON(line[:0]); err != nil {
				return err
			}
			if _, err := out.Write(line); err != nil {
				return err
			}
		}
	default:
		return writeCells(out, form, incidentColumns, list, incidentRow)
	}
	return nil
}

// writeIncident prints an incident for people: what it is, then its reports.
func writeIncident(out *bufio.Writer, in *parley.Incident, colour bool) {
	what := in.Type
	if len(in.Modes) > 0 {
		what += " " + strings.Join(in.Modes, ", ")
	}
	fmt.Fprintf(out, "%s  %s → %s", in.ID, who(in.Actors), bold(colour, what))
	if len(in.Recipients) > 0 {
		fmt.Fprintf(out, " → %s", who(in.Recipients))
	}
	ev := parley.Event{Date: in.Date, Place: in.Place}
	fmt.Fprintf(out, "; %s%s\n    %s, %s\n", in.Status, whenWhere(&ev), count(len(in.Reports), "report"), countIrregular(in.Sources, "independent source", "independent sources"))
	for _, r := range in.Reports {
		day := ""
		if !r.Day.IsZero() {
			day = r.Day.Format(time.DateOnly)
		}
		fmt.Fprintf(out, "    [%d] %s %s", r.Source, day, r.Outlet)
		if r.Why != "" {
			fmt.Fprintf(out, " (%s)", r.Why)
		}
		if r.Text != "" {
			fmt.Fprintf(out, ": “%s”", oneLine(exchange.Evidence(r.Text)))
		}
		fmt.Fprintf(out, "  event %s\n", r.Event)
	}
	for _, d := range in.Differs {
		var values []string
		for _, v := range d.Values {
			values = append(values, fmt.Sprintf("%s (%s)", v.Value, count(len(v.Events), "report")))
		}
		fmt.Fprintf(out, "    reports differ on the %s: %s\n", d.Field, strings.Join(values, " / "))
	}
}

func countIrregular(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

var incidentColumns = []string{
	"incident_id", "event_date", "event_date_end", "date_precision", "type", "modes", "cameo_code", "quad", "status",
	"actors", "recipients", "country", "admin1", "place", "latitude", "longitude", "reports", "independent_sources", "outlets", "differs", "confidence",
}

func incidentRow(in *parley.Incident) []string {
	var outlets, differs []string
	seen := map[string]bool{}
	for _, r := range in.Reports {
		if r.Outlet != "" && !seen[r.Outlet] {
			seen[r.Outlet] = true
			outlets = append(outlets, r.Outlet)
		}
	}
	for _, d := range in.Differs {
		differs = append(differs, d.Field)
	}
	lat, lon := "", ""
	if in.Place.Located() {
		lat, lon = fmt.Sprintf("%.5f", in.Place.Lat), fmt.Sprintf("%.5f", in.Place.Lon)
	}
	return []string{
		in.ID, in.Date.Value, in.Date.Until, in.Date.Precision, in.Type, strings.Join(in.Modes, "; "), in.CAMEO, in.Quad, string(in.Status),
		who(in.Actors), who(in.Recipients), in.Place.Country, in.Place.Admin1, in.Place.Name, lat, lon,
		strconv.Itoa(len(in.Reports)), strconv.Itoa(in.Sources), strings.Join(outlets, "; "), strings.Join(differs, "; "),
		strconv.FormatFloat(in.Confidence, 'f', 2, 64),
	}
}

// writeCells writes a list as csv or tsv.
func writeCells[T any](out io.Writer, form string, columns []string, list []T, row func(*T) []string) error {
	if form == "tsv" {
		if _, err := fmt.Fprintln(out, strings.Join(columns, "\t")); err != nil {
			return err
		}
		for i := range list {
			cells := row(&list[i])
			for k := range cells {
				cells[k] = oneLine(cells[k])
			}
			if _, err := fmt.Fprintln(out, strings.Join(cells, "\t")); err != nil {
				return err
			}
		}
		return nil
	}
	w := csv.NewWriter(out)
	if err := w.Write(columns); err != nil {
		return err
	}
	for i := range list {
		if err := w.Write(row(&list[i])); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// writeList writes a list in any of the forms; record is a row as JSON.
func writeList[T any](std *streams, form string, columns []string, list []T, row func(*T) []string) error {
	out := bufio.NewWriter(std.out)
	switch form {
	case "table":
		w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
		fmt.Fprintln(w, strings.Join(columns, "\t"))
		for i := range list {
			fmt.Fprintln(w, strings.Join(row(&list[i]), "\t"))
		}
		if err := w.Flush(); err != nil {
			return err
		}
	case "jsonl":
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		for i := range list {
			if err := enc.Encode(list[i]); err != nil {
				return err
			}
		}
	default:
		if err := writeCells(out, form, columns, list, row); err != nil {
			return err
		}
	}
	return out.Flush()
}

type documentsCmd struct {
	archiveFlag
	pager
	From   string   `help:"First day of publication." placeholder:"DAY"`
	To     string   `help:"Last day of publication." placeholder:"DAY"`
	Outlet []string `help:"Name of the outlet." placeholder:"NAME" sep:"none"`
	Text   string   `help:"Words that it must have; \"in quotes\" as a phrase." placeholder:"WORDS"`
	AsOf   string   `help:"As the archive knew it at the end of this day." placeholder:"DAY"`
}

// documentLine is a document of a list.
type documentLine struct {
	ID        string `json:"id"`
	Published string `json:"published,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Title     string `json:"title,omitempty"`
	URL       string `json:"url,omitempty"`
	Events    int    `json:"events"`
	CopyOf    string `json:"copy_of,omitempty"`
	Added     string `json:"added"`
	Coder     string `json:"coder,omitempty"`
	ReadFrom  string `json:"read_from,omitempty"`
}

var documentColumns = []string{"id", "published", "outlet", "title", "events", "copy_of", "added", "url"}

func documentRow(d *documentLine) []string {
	return []string{d.ID, d.Published, d.Outlet, d.Title, strconv.Itoa(d.Events), d.CopyOf, d.Added, d.URL}
}

// Run lists documents.
func (c *documentsCmd) Run(ctx context.Context, std *streams) error {
	if err := c.check("-date"); err != nil {
		return err
	}
	flags := &chooser{From: c.From, To: c.To, Outlet: c.Outlet, Text: c.Text, AsOf: c.AsOf}
	return c.looking(ctx, flags, func(s *store.Store, f store.Filter) error {
		docs, next, err := s.Documents(ctx, f, c.page(""))
		if err != nil {
			return err
		}
		defer more(std, next)
		lines := make([]documentLine, len(docs))
		for i := range docs {
			lines[i] = lineOf(&docs[i])
		}
		return writeList(std, c.form(std), documentColumns, lines, documentRow)
	})
}

func lineOf(d *store.Stored) documentLine {
	return documentLine{d.ID, dayText(d.Published), d.Outlet, d.Title, d.URL, d.Events, d.CopyOf, d.Added.Format(time.RFC3339), coderOf(d), d.Source}
}

func coderOf(d *store.Stored) string {
	if d.Revision == 0 {
		return d.Coder
	}
	return fmt.Sprintf("%s r%d", d.Coder, d.Revision)
}

func dayText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

type actorsCmd struct {
	archiveFlag
	chooser
	Limit int    `help:"At most so many; 0 for all." default:"50" short:"n"`
	Out   string `help:"Output: table, jsonl, csv, tsv, or auto (table on a terminal, else jsonl)." enum:"auto,table,jsonl,csv,tsv" default:"auto"`
}

// actorLine is an actor of a list.
type actorLine struct {
	ID      string `json:"id,omitempty"`
	Name    string `json:"name,omitempty"`
	Country string `json:"country,omitempty"`
	Sector  string `json:"sector,omitempty"`
	Events  int    `json:"events"`
}

// Run lists actors by how often they take part in events.
func (c *actorsCmd) Run(ctx context.Context, std *streams) error {
	limit, err := limited(c.Limit)
	if err != nil {
		return err
	}
	return c.looking(ctx, &c.chooser, func(s *store.Store, f store.Filter) error {
		actors, err := s.Actors(ctx, f, limit)
		if err != nil {
			return err
		}
		lines := make([]actorLine, len(actors))
		for i, a := range actors {
			lines[i] = actorLine(a)
		}
		form := (&pager{Out: c.Out}).form(std)
		return writeList(std, form, []string{"name", "id", "country", "sector", "events"}, lines, func(a *actorLine) []string {
			name := a.Name
			if name == "" && form == "table" {
				name = "(without a name)"
			}
			return []string{name, a.ID, a.Country, a.Sector, strconv.Itoa(a.Events)}
		})
	})
}
