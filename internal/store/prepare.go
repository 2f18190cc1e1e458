package store

import (
	"bytes"
	"cmp"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"

	"parley"
	"parley/incident"
	"parley/when"
)

// prepared is an event with all that can be worked out about it without the archive.
type prepared struct {
	ev     *parley.Event
	body   []byte
	report []byte
	blocks []posting // without event
	facts  []int64   // keys
	first  int64     // day; 0 with last when nothing dates the event
	last   int64
	dated  bool
}

// part is some records of a batch, with their events prepared: a list a record.
type part struct {
	records []Record
	ready   [][]prepared
	err     error
}

// preparedAtOnce is how many records are prepared while those before are written.
const preparedAtOnce = 500

// prepareAhead prepares records on all cores, some of them ahead of whoever takes them.
func prepareAhead(records []Record) iter.Seq[part] {
	return func(yield func(part) bool) {
		parts, stop := make(chan part, 2), make(chan struct{})
		defer func() { // the records are the caller's again when this returns
			close(stop)
			for range parts {
			}
		}()
		go func() {
			defer close(parts)
			for some := range slices.Chunk(records, preparedAtOnce) {
				select {
				case parts <- prepareAll(some):
				case <-stop:
					return
				}
			}
		}()
		for p := range parts {
			if !yield(p) {
				return
			}
		}
	}
}

// prepareAll prepares the events of records.
func prepareAll(records []Record) part {
	p := part{records: records, ready: make([][]prepared, len(records))}
	workers := min(runtime.GOMAXPROCS(0), len(records))
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for k := range workers {
		wg.Go(func() {
			for i := k; i < len(records) && errs[k] == nil; i += workers {
				p.ready[i], errs[k] = prepare(&records[i])
			}
		})
	}
	wg.Wait()
	p.err = cmp.Or(errs...)
	return p
}

// prepare prepares the events of a record, and the print of its document that they need.
func prepare(r *Record) ([]prepared, error) {
	if len(r.Events) > 0 {
		r.fingerprint()
	}
	events, err := counted(r)
	if err != nil {
		return nil, err
	}
	out := make([]prepared, len(events))
	for i := range events {
		if out[i], err = prepareEvent(r, &events[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// fingerprint works out the print of a document that has a text and none yet.
func (r *Record) fingerprint() {
	if r.Print == nil && r.Document.Text != "" {
		r.Print = incident.NewPrint(&r.Document)
	}
}

// counted returns the events of a record with offsets that count code points, as
// everything outside of the program has them: the archive gives events out without
// the text that one would need to count again.
func counted(r *Record) ([]parley.Event, error) {
	if r.Document.Text == "" || len(r.Events) == 0 {
		return r.Events, nil // imported: they count so already
	}
	offsets := parley.NewOffsets(r.Document.Text)
	out := make([]parley.Event, len(r.Events))
	var line []byte
	for i := range r.Events {
		var err error
		if line, err = r.Events[i].AppendJSON(line[:0], offsets); err != nil {
			return nil, err
		}
		if out[i], err = parley.ParseEvent(line, nil); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// prepareEvent prepares an event whose offsets count code points.
func prepareEvent(r *Record, ev *parley.Event) (prepared, error) {
	p := prepared{ev: ev, facts: facts(ev, r.Document.Outlet)}
	body, err := ev.AppendJSON(nil, nil)
	if err != nil {
		return p, err
	}
	p.body = bytes.TrimSuffix(body, []byte("\n"))
	report := incident.NewReport(ev, &r.Document, r.Print)
	if p.report, err = report.AppendBinary(nil); err != nil {
		return p, err
	}
	p.blocks = blocks(&report)
	p.first, p.last, p.dated = days(ev, &r.Document)
	return p, nil
}

// days are the first and the last day that an event is filed under.
func days(ev *parley.Event, d *parley.Document) (first, last int64, dated bool) {
	if lo, hi, ok := when.Bounds(ev.Date.Value); ok {
		first, last = dayOf(lo), dayOf(hi)
		if until, _, ok := when.Bounds(ev.Date.Until); ok && dayOf(until) > last {
			last = dayOf(until)
		}
		return first, last, true
	}
	if !d.Published.IsZero() {
		return dayOf(d.Published), dayOf(d.Published), true
	}
	return 0, 0, false
}

// blocks are the postings by which merging finds an event; the event is not in them.
func blocks(r *incident.Report) []posting {
	keys := r.Blocks()
	out := make([]posting, len(keys))
	for i, block := range keys {
		out[i] = posting{blockKey(block), int64(r.Day()), 0}
	}
	return out
}

// blockKey is the key of the posting of an incident's block.
func blockKey(block uint64) int64 { return int64(block*0x9E3779B97F4A7C15) ^ 0x626c6f636b }

// sides are the parties of an event: actors, recipients, third parties.
func sides(ev *parley.Event) [3][]parley.Party {
	all := [3][]parley.Party{ev.Actors, ev.Recipients, nil}
	for i := range ev.Third {
		all[2] = append(all[2], ev.Third[i].Party)
	}
	return all
}

// facts are the keys that an event is filed under for filters, each once.
func facts(ev *parley.Event, outlet string) []int64 {
	keys := make([]int64, 0, 8)
	add := func(kind, word string) {
		if k := key(kind, word); word != "" && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	for _, parties := range sides(ev) {
		for i := range parties {
			p := &parties[i]
			add("party", p.ID)
			if slug(p.Name) != p.ID {
				add("party", fold(p.Name))
			}
			add("country", p.Country)
			if p.Country != "" && p.Sector != "" {
				add("side", sideName(p.Country, p.Sector))
			}
		}
	}
	add("country", ev.Place.Country)
	add("place", fold(ev.Place.Name))
	add("outlet", fold(outlet))
	return keys
}

// sideName is what the people of a sector of a country are filed under.
func sideName(country, sector string) string { return country + ":" + sector }

// slug is a name as the lexicon makes IDs of names: events of a party whose ID is
// its name are filed under the one alone.
func slug(name string) string { return strings.ReplaceAll(fold(name), " ", "-") }
