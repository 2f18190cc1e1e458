package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/internal/store"
	"parley/ontology"
)

// The words that filters and corrections choose from, beside those of PLOVER's tables.
var (
	quads   = []string{"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"}
	sectors = []string{
		"AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "IGO", "JNK", "JRN", "JUD", "LAB", "LEG", "MED", "MIL", "NGO",
		"OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK",
	}
)

func statuses() []string {
	out := make([]string, len(parley.Statuses))
	for i, s := range parley.Statuses {
		out[i] = string(s)
	}
	return out
}

// choice is a flag with the values that are given and those that it may have.
type choice struct {
	flag        string
	values, may []string
}

func (c *choice) check() error {
	for _, v := range c.values {
		if !slices.Contains(c.may, v) {
			return usageError(fmt.Sprintf("%s %q: want one of %s", c.flag, v, strings.Join(c.may, ", ")))
		}
	}
	return nil
}

// check refuses values that no event can have: a typing error must not look like an
// empty archive.
func (c *chooser) check(f *store.Filter) error {
	o := ontology.Default()
	var types []string
	for _, t := range o.Types() {
		types = append(types, string(t))
	}
	for _, list := range []choice{
		{"--type", f.Types, types},
		{"--mode", f.Modes, modesOf(o, f.Types)},
		{"--sector", f.Sectors, sectors},
		{"--quad", f.Quads, quads},
		{"--status", f.Statuses, statuses()},
		{"--review", f.Reviews, store.Reviews},
	} {
		if err := list.check(); err != nil {
			return err
		}
	}
	if !(f.MinConfidence >= 0 && f.MinConfidence <= 1) { // so that NaN is refused too
		return usageError(fmt.Sprintf("--min-confidence %v: want a number from 0 to 1", f.MinConfidence))
	}
	if !f.From.IsZero() && !f.To.IsZero() && f.From.After(f.To) {
		return usageError(fmt.Sprintf("--from %s is later than --to %s: no day is between them", c.From, c.To))
	}
	return nil
}

// modesOf are the modes that events of some types may have; without types, of any.
func modesOf(o *ontology.Ontology, types []string) []string {
	var out []string
	for _, t := range o.Types() {
		if len(types) == 0 || slices.Contains(types, string(t)) {
			out = append(out, o.Modes(t)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sidesOf parts the two sides of --dyad and refuses what names no two.
func sidesOf(dyad string) ([]string, error) {
	sides := strings.Split(dyad, ",")
	for i := range sides {
		sides[i] = strings.TrimSpace(sides[i])
	}
	if len(sides) != 2 || sides[0] == "" || sides[1] == "" {
		return nil, usageError(fmt.Sprintf("--dyad %q: want two sides with a comma between, such as \"PAK:GOV,TTP\"", dyad))
	}
	for _, side := range sides {
		name, sector, has := strings.Cut(side, ":")
		switch {
		case !has:
		case strings.TrimSpace(name) == "":
			return nil, usageError(fmt.Sprintf("--dyad %q: the side %q names no country", dyad, side))
		case !slices.Contains(sectors, strings.ToUpper(sector)):
			return nil, usageError(fmt.Sprintf("--dyad %q: %q is no sector of PLOVER: want one of %s", dyad, sector, strings.Join(sectors, ", ")))
		}
	}
	return sides, nil
}

// sortable refuses an order that lists of events do not have.
func sortable(sort string) error {
	if !slices.Contains(store.Orders, sort) {
		return usageError(fmt.Sprintf("--sort %q: want one of %s", sort, strings.Join(store.Orders, ", ")))
	}
	return nil
}

// limited is the limit of a list that --limit asks for: below 0 for none. It refuses a
// negative --limit.
func limited(limit int) (int, error) {
	switch {
	case limit < 0:
		return 0, usageError(fmt.Sprintf("--limit %d: want 0, for all, or more", limit))
	case limit == 0:
		return -1, nil
	}
	return limit, nil
}

// check refuses a part of a list that cannot be. sort is the order of the list.
func (p *pager) check(sort string) error {
	if _, err := limited(p.Limit); err != nil {
		return err
	}
	if err := sortable(sort); err != nil {
		return err
	}
	if p.After == "" || isCursor(p.After, strings.TrimPrefix(sort, "-") == "confidence") {
		return nil
	}
	return usageError(fmt.Sprintf("--after %q: want the cursor that the page before ended with", p.After))
}

// isCursor reports whether a text has the form of a cursor: what is sorted by, a dot,
// and the number of a row, both within the numbers that an archive has.
func isCursor(s string, fraction bool) bool {
	at := strings.LastIndexByte(s, '.')
	if at < 0 {
		return false
	}
	if _, err := strconv.ParseInt(s[at+1:], 10, 64); err != nil {
		return false
	}
	if fraction {
		p, err := strconv.ParseFloat(s[:at], 64)
		return err == nil && p >= 0 && p <= 1
	}
	_, err := strconv.ParseInt(s[:at], 10, 64)
	return err == nil
}
