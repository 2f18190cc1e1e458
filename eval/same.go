package eval

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"parley"
	"parley/incident"
)

// SameReport is a sentence that one outlet tells a happening by, as
// corpus/same/README.md has it.
type SameReport struct {
	Set       string // happenings of one set are easily taken for each other
	Happening string
	Document  parley.Document
}

// ReadSame reads reports of happenings. Errors wrap [parley.ErrInvalid] and name the line.
func ReadSame(in io.Reader, name string) ([]SameReport, error) {
	var (
		out            []SameReport
		set, happening string
		seen           = make(map[string]bool)
		lines          = bufio.NewScanner(in)
	)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		fail := func(why string) ([]SameReport, error) {
			return nil, fmt.Errorf("%s:%d: %s: %w", name, n, why, parley.ErrInvalid)
		}
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '@' || line[0] == '=':
			label := strings.TrimSpace(line[1:])
			if label == "" || seen[line[:1]+label] {
				return fail("no name, or one that stands twice")
			}
			seen[line[:1]+label] = true
			if line[0] == '@' {
				set, happening = label, ""
			} else {
				happening = label
			}
		case set == "" || happening == "":
			return fail("a report outside of any happening")
		default:
			doc, ok := sameLine(line)
			if !ok {
				return fail("want DATE OUTLET | SENTENCE")
			}
			doc.ID = fmt.Sprintf("%s:%d", happening, n)
			out = append(out, SameReport{set, happening, doc})
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", name, parley.ErrInvalid, err)
	}
	return out, nil
}

// sameLine reads a line "DATE OUTLET | SENTENCE".
func sameLine(line string) (doc parley.Document, ok bool) {
	head, text, ok := strings.Cut(line, " | ")
	if !ok {
		return doc, false
	}
	day, outlet, _ := strings.Cut(head, " ")
	published, err := time.Parse(time.DateOnly, day)
	text = strings.TrimSpace(text)
	if err != nil || published.IsZero() || text == "" {
		return doc, false
	}
	return parley.Document{Text: strings.ToValidUTF8(text, "\uFFFD"), Published: published, Outlet: strings.TrimSpace(outlet)}, true
}

// Same counts how well reports of one happening come together, by pairs of sentences.
// A pair counts as merged when some event of one is in one incident with some event of
// the other. Fill it with Add, then ask Report or Count.
type Same struct {
	Reports   []SameReport
	features  []incident.Report
	owner     []int // of features: the report
	told      []bool
	Together  Count // pairs of one happening: Gold all, Hit merged
	Apart     Count // pairs of two happenings: Gold all, Hit merged, which is wrong
	Confusing Count // those of them within one set
	Silent    int   // pairs of one happening with a sentence in which no event was found
	Unlinked  int   // pairs of one happening with events, none of which is filed by a common key
	Incidents int
	Errors    []Error
}

// Add takes in what was coded of a report.
func (s *Same) Add(r *SameReport, events []parley.Event) {
	at := len(s.Reports)
	s.Reports = append(s.Reports, *r)
	s.told = append(s.told, len(events) > 0)
	doc := r.Document
	p := incident.NewPrint(&doc)
	for i := range events {
		s.features = append(s.features, incident.NewReport(&events[i], &doc, p))
		s.owner = append(s.owner, at)
	}
}

// Features returns the reports of all events so far and the sentence of each, for fitting.
func (s *Same) Features() ([]incident.Report, []int) { return s.features, s.owner }

// Count merges all that was added and counts the pairs.
func (s *Same) Count() {
	groups := incident.Merge(s.features, nil)
	s.Incidents = len(groups)
	merged := make(map[[2]int]bool)
	for _, g := range groups {
		for _, i := range g {
			for _, j := range g {
				merged[[2]int{s.owner[i], s.owner[j]}] = true
			}
		}
	}
	filed := s.filed()
	for i := range s.Reports {
		for j := i + 1; j < len(s.Reports); j++ {
			s.pair(i, j, merged[[2]int{i, j}], filed)
		}
	}
}

func (s *Same) pair(i, j int, merged bool, filed func(i, j int) bool) {
	a, b := &s.Reports[i], &s.Reports[j]
	one := Count{Gold: 1, Hit: btoi(merged)}
	if a.Happening == b.Happening {
		s.Together.add(one.Gold, one.Pred, one.Hit)
		switch {
		case !s.told[i] || !s.told[j]:
			s.Silent++
			s.fault("no event", a, b)
		case !merged && !filed(i, j):
			s.Unlinked++
			s.fault("not filed together", a, b)
		case !merged:
			s.fault("not merged", a, b)
		}
		return
	}
	s.Apart.add(one.Gold, one.Pred, one.Hit)
	if a.Set == b.Set {
		s.Confusing.add(one.Gold, one.Pred, one.Hit)
	}
	if merged {
		s.fault("wrongly merged", a, b)
	}
}

// filed tells whether two sentences have events that would be looked up together.
func (s *Same) filed() func(i, j int) bool {
	events := make([][]int, len(s.Reports))
	keys := make([]map[uint64]bool, len(s.features))
	for k := range s.features {
		events[s.owner[k]] = append(events[s.owner[k]], k)
		keys[k] = make(map[uint64]bool)
		for _, key := range s.features[k].Blocks() {
			keys[k][key] = true
		}
	}
	return func(i, j int) bool {
		for _, a := range events[i] {
			for _, b := range events[j] {
				gap := int64(s.features[a].Day()) - int64(s.features[b].Day())
				for key := range keys[a] {
					if keys[b][key] && max(gap, -gap) <= incident.Window {
						return true
					}
				}
			}
		}
		return false
	}
}

func (s *Same) fault(kind string, a, b *SameReport) {
	s.Errors = append(s.Errors, Error{
		Kind: kind, Where: a.Document.ID + " " + b.Document.ID, Sentence: a.Document.Text, Want: "", Have: b.Document.Text,
	})
}

// Report prints the figures; Count must have run.
func (s *Same) Report(out io.Writer) error {
	w := tabwriter.NewWriter(out, 2, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%d reports, %d events, %d incidents\n\n", len(s.Reports), len(s.features), s.Incidents)
	row := func(what string, n, of int) { fmt.Fprintf(w, "%s\t%.4f\t(%d of %d)\n", what, share(n, of), n, of) }
	row("pairs of one happening, merged", s.Together.Hit, s.Together.Gold)
	row("  no event in one of the two", s.Silent, s.Together.Gold)
	row("  no key in common", s.Unlinked, s.Together.Gold)
	row("pairs of two happenings, merged", s.Apart.Hit, s.Apart.Gold)
	row("  of those easily confused", s.Confusing.Hit, s.Confusing.Gold)
	return w.Flush()
}
