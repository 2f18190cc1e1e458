package brief

import (
	"cmp"
	"fmt"
	"slices"

	"parley"
	"parley/place"
)

// page is a report made ready for writing: every sentence, table and drawing of it. The
// two forms of a brief are two ways to write a page.
type page struct {
	Title, Subject, Period, Program string
	Lead                            string // the figures of the period in a sentence
	Digest                          []digest
	Dialogues                       []*talk
	Trends                          []*trend
	Network                         *network
	Map                             *worldMap
	Differences                     []difference
	Open                            []ask // of all dialogues, the oldest first
	Coverage                        Coverage
	Notes                           []*note

	draw bool // whether drawings are wanted
}

// maxOpen is how many open asks of all dialogues are listed together.
const maxOpen = 100

// newPage works through a report in reading order, so that notes are numbered as they
// are met.
func newPage(r *Report, draw bool) (*page, error) {
	p := &page{
		Title: cmp.Or(oneLine(r.Title), capital(oneLine(r.Subject)), "Brief"), Subject: oneLine(r.Subject),
		Period: between(r.From, r.To), Program: oneLine(r.Program), Coverage: r.Coverage, draw: draw,
	}
	p.Coverage.Gaps = slices.Clone(r.Coverage.Gaps)
	for i := range p.Coverage.Gaps {
		p.Coverage.Gaps[i].Why = quoted(p.Coverage.Gaps[i].Why)
	}
	p.Lead = lead(r)
	world, err := place.Default()
	if err != nil {
		return nil, fmt.Errorf("names and shapes of countries: %w", err)
	}
	ns := &notes{by: map[string]*note{}, world: world}
	for i := range r.Dialogues {
		p.Dialogues = append(p.Dialogues, newTalk(&r.Dialogues[i], i+1))
	}
	for _, t := range p.Dialogues {
		p.Digest = append(p.Digest, t.digest(r.From, r.To, ns))
	}
	for _, t := range p.Dialogues {
		t.fill(r.From, r.To, ns, draw)
		p.Open = append(p.Open, t.Open...)
	}
	slices.SortStableFunc(p.Open, func(a, b ask) int { return cmp.Compare(b.Days, a.Days) })
	p.Open = p.Open[:min(len(p.Open), maxOpen)]
	for i := range r.Series {
		p.Trends = append(p.Trends, newTrend(&r.Series[i], draw))
	}
	p.Network = newNetwork(r.Edges, draw)
	p.Map = newMap(r.Incidents, ns, draw)
	p.Differences = differences(r.Incidents, ns)
	p.Notes = ns.list
	return p, nil
}

// emptyWords tell what to do when there is nothing to tell.
const emptyWords = "There is nothing to tell yet. “parley ingest” takes news reports into the archive, “parley feeds add” and “parley watch” follow news feeds; a later brief tells what they say. If the archive has reports, it has none of these days: --from and --to choose others."

// Empty reports whether there is nothing to tell.
func (p *page) Empty() bool {
	return len(p.Dialogues) == 0 && len(p.Trends) == 0 && p.Network == nil && p.Map == nil && p.Coverage.Documents == 0
}

// lead tells the figures of the period.
func lead(r *Report) string {
	c := &r.Coverage
	if c.Documents == 0 && len(r.Incidents) == 0 && len(r.Dialogues) == 0 {
		return "The archive holds no reports of this period."
	}
	incidents := c.Incidents
	if incidents == 0 {
		incidents = len(r.Incidents)
	}
	s := count(len(r.Dialogues), "dialogue") + "; " + count(incidents, "incident") + ", told "
	if c.Outlets > 0 {
		s += "by " + count(c.Outlets, "outlet") + " "
	}
	s += "in " + count(c.Events, "reported event")
	return s + ". The archive has " + count(c.Documents, "document") + " of these days."
}

// incidentDay is when an incident took place, as exactly as is known.
func incidentDay(in *parley.Incident) string {
	if in.Date.Value == "" {
		return "day unknown"
	}
	s := in.Date.Value
	if d, err := dayFrom(s); err == nil && !d.IsZero() {
		s = date(d)
	}
	return s
}

func dayFrom(s string) (d parley.Day, err error) { return d, d.UnmarshalText([]byte(s)) }
