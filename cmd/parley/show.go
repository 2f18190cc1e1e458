package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/internal/store"
)

type showCmd struct {
	archiveFlag
	ID   string `arg:"" help:"Of an event, an incident or a document."`
	AsOf string `help:"As the archive knew it at the end of this day." placeholder:"DAY"`
	JSON bool   `name:"json" help:"Print as JSON: an event as lists do, an incident with its reports, a document with its text."`
}

// Run shows one thing of the archive with its evidence and its history.
func (c *showCmd) Run(ctx context.Context, std *streams) error {
	return c.looking(ctx, &chooser{AsOf: c.AsOf}, func(s *store.Store, f store.Filter) error {
		out := bufio.NewWriter(std.out)
		if c.JSON {
			return finish(out, c.json(ctx, out, s, f.AsOf))
		}
		for _, show := range []func(context.Context, *bufio.Writer, *store.Store, time.Time, bool) error{c.event, c.incident, c.document} {
			if err := show(ctx, out, s, f.AsOf, std.colour); !errors.Is(err, parley.ErrNotFound) {
				return finish(out, err)
			}
		}
		return c.nothing()
	})
}

func (c *showCmd) nothing() error {
	return fmt.Errorf("%q: %w: no event, incident or document has this ID", c.ID, parley.ErrNotFound)
}

func (c *showCmd) event(ctx context.Context, out *bufio.Writer, s *store.Store, asOf time.Time, colour bool) error {
	now, history, err := s.Event(ctx, c.ID)
	if err != nil {
		return err
	}
	if !asOf.IsZero() {
		history = slices.DeleteFunc(history, func(e store.Entry) bool { return e.Coded.After(asOf) })
		if len(history) == 0 {
			return fmt.Errorf("event %q: %w on that day", c.ID, parley.ErrNotFound)
		}
		now = &history[len(history)-1]
	}
	e := now
	if e == nil {
		e = &history[len(history)-1]
		fmt.Fprintln(out, "This event is gone: its document changed, or is read otherwise now. It was last told as")
	}
	writeEvent(out, 1, inSentence(&e.Event), colour)
	fmt.Fprintf(out, "     %s\n", provenance(e))
	if e.Document.ID != "" {
		fmt.Fprintf(out, "     document %s %s %s\n", e.Document.ID, e.Document.Title, e.Document.URL)
	}
	fmt.Fprintf(out, "     rule %s; coded by %s on %s; revision %d, %s\n", e.Event.Rule, e.Coder, e.Coded.Format("2006-01-02 15:04 UTC"), e.Revision, e.Review)
	if len(history) > 1 {
		fmt.Fprintln(out, "\nHistory")
		for i := range history {
			h := &history[i]
			fmt.Fprintf(out, "  %d  %s  %s by %s: %s\n", h.Revision, h.Coded.Format("2006-01-02 15:04"), h.Review, h.Coder, gist(&h.Event))
		}
	}
	return writeCorrections(ctx, out, s, c.ID)
}

// json prints one thing as a line of JSON.
func (c *showCmd) json(ctx context.Context, out *bufio.Writer, s *store.Store, asOf time.Time) error {
	entries, _, err := s.Events(ctx, store.Filter{IDs: []string{c.ID}, Reviews: store.Reviews, AsOf: asOf}, store.Page{})
	if err != nil {
		return err
	}
	if len(entries) > 0 {
		return writeRows(ctx, s, out, "jsonl", asOf, entries)
	}
	in, err := s.Incident(ctx, c.ID, asOf)
	if err == nil {
		line, err := in.AppendJSON(nil)
		if err != nil {
			return err
		}
		_, err = out.Write(line)
		return err
	}
	if !errors.Is(err, parley.ErrNotFound) {
		return err
	}
	d, _, err := s.Document(ctx, c.ID)
	if errors.Is(err, parley.ErrNotFound) || err == nil && d == nil {
		return c.nothing()
	}
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		documentLine
		Text string `json:"text"`
	}{lineOf(d), d.Text})
}

// gist is an event on one line.
func gist(ev *parley.Event) string {
	line := fmt.Sprintf("%s → %s", who(ev.Actors), ev.Type)
	if len(ev.Modes) > 0 {
		line += ":" + strings.Join(ev.Modes, "+")
	}
	if len(ev.Recipients) > 0 {
		line += " → " + who(ev.Recipients)
	}
	return fmt.Sprintf("%s; %s %s%s; %.2f", line, ev.CAMEO, ev.Status, whenWhere(ev), ev.Confidence)
}

func writeCorrections(ctx context.Context, out *bufio.Writer, s *store.Store, event string) error {
	list, err := s.Corrections(ctx, event)
	if err != nil || len(list) == 0 {
		return err
	}
	fmt.Fprintln(out, "\nCorrections")
	for _, c := range list {
		what := c.Kind
		if c.Kind == "event" {
			var sets []string
			for _, field := range slices.Sorted(maps.Keys(c.Fields)) {
				sets = append(sets, field+"="+c.Fields[field])
			}
			what = strings.Join(sets, " ")
		} else {
			what += " of " + strings.Join(append(slices.Clone(c.A), c.B...), " ")
		}
		fmt.Fprintf(out, "  correction %d  %s  %s", c.Number, c.Made.Format("2006-01-02 15:04"), what)
		if c.Reason != "" {
			fmt.Fprintf(out, " (%s)", c.Reason)
		}
		if !c.Undone.IsZero() {
			fmt.Fprintf(out, "; undone %s", c.Undone.Format("2006-01-02 15:04"))
		} else {
			fmt.Fprintf(out, "; \"parley incidents undo %d\" takes it back", c.Number)
		}
		fmt.Fprintln(out)
	}
	return nil
}

func (c *showCmd) incident(ctx context.Context, out *bufio.Writer, s *store.Store, asOf time.Time, colour bool) error {
	in, err := s.Incident(ctx, c.ID, asOf)
	if err != nil {
		return err
	}
	writeIncident(out, &in, colour)
	seen := map[int64]bool{}
	for _, r := range in.Reports {
		list, err := s.Corrections(ctx, r.Event)
		if err != nil {
			return err
		}
		for _, correction := range list {
			if correction.Kind != "event" && !seen[correction.Number] {
				seen[correction.Number] = true
				writeByHand(out, &correction)
			}
		}
	}
	return nil
}

// writeByHand tells of a split or a merge that a person made.
func writeByHand(out *bufio.Writer, c *store.Correction) {
	fmt.Fprintf(out, "    correction %d: %s by hand on %s", c.Number, c.Kind, c.Made.Format(time.DateOnly))
	if c.Reason != "" {
		fmt.Fprintf(out, " (%s)", c.Reason)
	}
	if c.Undone.IsZero() {
		fmt.Fprintf(out, "; \"parley incidents undo %d\" takes it back\n", c.Number)
		return
	}
	fmt.Fprintf(out, "; undone on %s\n", c.Undone.Format(time.DateOnly))
}

func (c *showCmd) document(ctx context.Context, out *bufio.Writer, s *store.Store, asOf time.Time, colour bool) error {
	now, history, err := s.Document(ctx, c.ID)
	if err != nil {
		return err
	}
	d := now
	for i := range history {
		h := &history[i]
		if !asOf.IsZero() && !h.Added.After(asOf) && (h.Gone.IsZero() || h.Gone.After(asOf)) {
			d = h
		}
	}
	if d == nil {
		d = &history[len(history)-1]
	}
	fmt.Fprintf(out, "%s  %s\n", bold(colour, d.ID), d.Title)
	for _, line := range [][2]string{
		{"outlet", d.Outlet}, {"published", dayText(d.Published)}, {"address", d.URL}, {"read from", d.Source}, {"near-copy of", d.CopyOf},
		{"added", d.Added.Format("2006-01-02 15:04 UTC")}, {"coded by", coderOf(d)},
	} {
		if line[1] != "" {
			fmt.Fprintf(out, "  %-12s %s\n", line[0], line[1])
		}
	}
	for i := range history {
		if h := &history[i]; !h.Gone.IsZero() {
			fmt.Fprintf(out, "  an earlier version held from %s to %s\n", h.Added.Format("2006-01-02 15:04"), h.Gone.Format("2006-01-02 15:04"))
		}
	}
	fmt.Fprintf(out, "\n%s\n", d.Text)
	entries, _, err := s.Events(ctx, store.Filter{Documents: []string{c.ID}, AsOf: asOf}, store.Page{Limit: -1, Sort: "coded"})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\n%s\n", count(len(entries), "event"))
	for i := range entries {
		fmt.Fprintf(out, "  %s  %s\n", entries[i].Event.ID, gist(&entries[i].Event))
	}
	return nil
}

type statsCmd struct {
	archiveFlag
	chooser
	Most int  `help:"So many values of each field." default:"10"`
	JSON bool `name:"json" help:"Print as JSON."`
}

// Run tells what the archive holds.
func (c *statsCmd) Run(ctx context.Context, std *streams) error {
	return c.looking(ctx, &c.chooser, func(s *store.Store, f store.Filter) error {
		st, err := s.Stats(ctx, f, c.Most)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(std, statsLine(&st))
		}
		out := bufio.NewWriter(std.out)
		writeStats(out, &st, std.colour)
		return out.Flush()
	})
}

func writeStats(out *bufio.Writer, st *store.Stats, colour bool) {
	fmt.Fprintf(out, "%s in %s", count(st.Events, "event"), count(st.Incidents, "incident"))
	if !st.First.IsZero() {
		fmt.Fprintf(out, ", from %s to %s", dayText(st.First), dayText(st.Last))
	}
	fmt.Fprintf(out, "\narchive: %s (%s), %s, %s; %s of events; %d deleted for good\n", count(st.Documents, "document"),
		countIrregular(st.Copies, "near-copy", "near-copies"), count(st.Actors, "actor"), count(st.Sources, "source"), count(st.Past, "earlier version"), st.Tombstones)
	if st.Waiting > 0 {
		fmt.Fprintf(out, "%s wait for merging\n", count(st.Waiting, "event"))
	}
	if len(st.Revisions) > 0 {
		fmt.Fprintf(out, "coded by %s; now %s\n", strings.Join(st.Revisions, ", "), revisionName())
	}
	field := ""
	for _, t := range st.By {
		if t.Field != field {
			field = t.Field
			fmt.Fprintf(out, "\n%s\n", bold(colour, field))
		}
		fmt.Fprintf(out, "  %8d  %s\n", t.N, t.Value)
	}
}

// statsLine is what stats prints as JSON.
func statsLine(st *store.Stats) map[string]any {
	by := map[string]map[string]int{}
	for _, t := range st.By {
		if by[t.Field] == nil {
			by[t.Field] = map[string]int{}
		}
		by[t.Field][t.Value] = t.N
	}
	return map[string]any{
		"events": st.Events, "incidents": st.Incidents, "first": dayText(st.First), "last": dayText(st.Last), "documents": st.Documents,
		"copies": st.Copies, "actors": st.Actors, "sources": st.Sources, "earlier_versions": st.Past, "waiting": st.Waiting,
		"tombstones": st.Tombstones, "revisions": st.Revisions, "by": by,
	}
}
