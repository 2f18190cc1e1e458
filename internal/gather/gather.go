// Package gather collects from the archive what a brief tells.
//
//	report, err := gather.Report(ctx, s, gather.Config{Subject: "the whole archive"})
//	err = brief.HTML(w, report)
//
// It works nothing out: dialogues are those of the store, figures by week those of
// package trend. Private persons are taken out of what they quote, and exact places of
// people in danger out of what is drawn, as exports for the public have it.
package gather

import (
	"context"
	"slices"
	"time"

	"parley"
	"parley/dialogue"
	"parley/internal/brief"
	"parley/internal/exchange"
	"parley/internal/lookout"
	"parley/internal/store"
)

// Config says what a brief is about. The zero value is the whole archive in the four
// weeks up to its newest report.
type Config struct {
	Dialogue  string               // ID of the one dialogue; empty for those that Dialogues chooses
	Dialogues store.DialogueFilter // of several; its day is that of To
	Filter    store.Filter         // of incidents; its days are those of the period
	Whole     bool                 // nothing is chosen: the dialogues that anything happened to in the period

	From, To parley.Day // no day: see [Report]
	Title    string
	Subject  string // "the whole archive", "Sudan"
	Program  string
}

const (
	usualPeriod   = 28  // days
	longestPeriod = 731 // of one dialogue
	mostDialogues = 10
	mostIncidents = 500 // that are drawn on the map
	shownWeeks    = 26  // by which figures are told, at least
	mostWeeks     = 60  // and at most: longer periods are told by month
)

// gatherer collects one report.
type gatherer struct {
	ctx   context.Context
	s     *store.Store
	cfg   Config
	book  *dialogue.Book
	guard *exchange.Guard
	shown map[string]parley.Incident // as they may be shown, by ID
	one   *parley.Dialogue           // where there is only one
	out   brief.Report
}

// Report collects a report. The last day is that of the archive's newest report when cfg
// has none. The first day is then, of one dialogue, that of its first move, at most two
// years before its last; of all else, 27 days before the last. A dialogue that the archive
// does not have is an error that wraps [parley.ErrNotFound]; a period that ends before it
// begins wraps [parley.ErrInvalid]. An archive without any report gives an empty one.
func Report(ctx context.Context, s *store.Store, cfg Config) (*brief.Report, error) {
	book, err := dialogue.Open()
	if err != nil {
		return nil, err
	}
	g := &gatherer{
		ctx: ctx, s: s, cfg: cfg, book: book, shown: map[string]parley.Incident{},
		guard: exchange.NewGuard(exchange.Options{Public: true}, book.Lexicon()),
	}
	for _, step := range []func() error{g.period, g.dialogues, g.incidents, g.series, g.edges, g.coverage} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	g.out.Title, g.out.Subject, g.out.Program = g.cfg.Title, g.cfg.Subject, g.cfg.Program
	g.out.From, g.out.To = g.cfg.From, g.cfg.To
	return &g.out, nil
}

// days bounds a filter by the period.
func (g *gatherer) days(f store.Filter) store.Filter {
	f.From, f.To = g.cfg.From.Time(), g.cfg.To.Time()
	if len(f.Statuses) == 0 {
		f.Statuses = lookout.Statuses
	}
	return f
}

// dialogues reads the dialogues, each as it stood on both ends of the period.
func (g *gatherer) dialogues() error {
	ids, err := g.chosen()
	if err != nil || g.cfg.To.IsZero() {
		return err
	}
	for _, id := range ids {
		d, err := g.dialogue(id)
		if err != nil {
			return err
		}
		one := brief.Dialogue{Dialogue: *d}
		before, err := g.s.Outlines(g.ctx, []string{id}, g.cfg.From-1)
		if err != nil {
			return err
		}
		if len(before) > 0 && len(before[0].Changes) > 0 {
			one.Before = &before[0]
		}
		g.out.Dialogues = append(g.out.Dialogues, one)
	}
	return nil
}

// dialogue reads a dialogue at the end of the period, with reports as they may be shown.
func (g *gatherer) dialogue(id string) (*parley.Dialogue, error) {
	if g.one != nil {
		return g.one, nil
	}
	d, err := g.s.Dialogue(g.ctx, id, g.cfg.To)
	if err == nil {
		err = g.redact(&d)
	}
	return &d, err
}

// chosen are the IDs of the dialogues to tell of.
func (g *gatherer) chosen() (ids []string, err error) {
	if g.cfg.Dialogue != "" {
		return []string{g.cfg.Dialogue}, nil
	}
	f := g.cfg.Dialogues
	f.AsOf, f.Sort, f.Least = g.cfg.To, "weight", max(1, f.Least)
	lines, _, err := g.s.Dialogues(g.ctx, f, -1, 0)
	if err != nil {
		return nil, err
	}
	active := slices.DeleteFunc(slices.Clone(lines), func(l store.DialogueLine) bool { return l.Last < g.cfg.From && l.Since < g.cfg.From })
	if !g.cfg.Whole || len(active) == 0 {
		active = lines // of what was asked for, also what is quiet
	}
	for _, l := range active[:min(len(active), mostDialogues)] {
		ids = append(ids, l.ID)
	}
	return ids, nil
}

// redact gives the moves of a dialogue the reports as they may be shown.
func (g *gatherer) redact(d *parley.Dialogue) error {
	for i := range d.Moves {
		m := &d.Moves[i]
		if len(m.Reports) == 0 {
			continue
		}
		in, err := g.incident(m.Incident)
		if err != nil {
			return err
		}
		m.Reports = in.Reports
	}
	return nil
}

// incident is one incident as it may be shown.
func (g *gatherer) incident(id string) (parley.Incident, error) {
	if in, ok := g.shown[id]; ok {
		return in, nil
	}
	in, err := g.s.Incident(g.ctx, id, time.Time{})
	if err == nil {
		in = g.guard.Incident(in)
		g.shown[id] = in
	}
	return in, err
}

// incidents reads those of the period: of one dialogue those of its moves, else those
// that the filter chooses.
func (g *gatherer) incidents() error {
	if g.cfg.To.IsZero() {
		return nil
	}
	if g.cfg.Dialogue == "" {
		list, _, err := g.s.Incidents(g.ctx, g.days(g.cfg.Filter), store.Page{Limit: mostIncidents})
		for _, in := range list {
			g.out.Incidents = append(g.out.Incidents, g.guard.Incident(in))
		}
		return err
	}
	seen := map[string]bool{}
	for i := range g.out.Dialogues[0].Moves {
		m := &g.out.Dialogues[0].Moves[i]
		if m.Day < g.cfg.From || m.Day > g.cfg.To || m.Planned || seen[m.Incident] || len(seen) == mostIncidents {
			continue
		}
		seen[m.Incident] = true
		in, err := g.incident(m.Incident)
		if err != nil {
			return err
		}
		g.out.Incidents = append(g.out.Incidents, in)
	}
	return nil
}
