package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"

	"parley"
	"parley/place"
)

// PlaceDocument is a text with the places that people found in it.
type PlaceDocument struct {
	ID        string      `json:"id"`
	Text      string      `json:"text"`
	Published string      `json:"published"`
	Mentions  []GoldPlace `json:"mentions"`
}

// GoldPlace is a place name with its point on the earth. Start and End count
// code points of the text. A demonym ("Syrian") is neither asked for nor wrong.
type GoldPlace struct {
	Start   int     `json:"start"`
	End     int     `json:"end"`
	Text    string  `json:"text"`
	Lat     float64 `json:"lat"`
	Lon     float64 `json:"lon"`
	Demonym bool    `json:"demonym"`
}

// ReadPlaces reads documents with places, one JSON object a line. Errors name
// the line.
func ReadPlaces(r io.Reader, name string) ([]PlaceDocument, error) {
	var docs []PlaceDocument
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var d PlaceDocument
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		docs = append(docs, d)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return docs, nil
}

// Near is the distance in kilometres within which a place is right: 100 miles,
// the bound that the field uses.
const Near = 161

// farthest is the distance that a place without coordinates is off: half the
// earth's girth.
const farthest = 20038

// PlaceError is one error in finding or resolving places.
type PlaceError struct {
	Kind     string // "missed", "false", "wrong place" or "no place"
	Document string
	Text     string
	Context  string  // the words around it
	Found    string  // what it was resolved to
	Km       float64 // how far off
}

// PlaceResult compares found places with those of people, as score.py's place
// does. The zero value is ready for use; it is for one goroutine.
type PlaceResult struct {
	Asked, Hit, Near, Said, Right int
	logError                      float64
	Errors                        []PlaceError
}

// Add compares the places found in a document.
func (p *PlaceResult) Add(d *PlaceDocument, found []place.Mention) {
	offsets := parley.NewOffsets(d.Text)
	used := make([]bool, len(found))
	skip := make([]bool, len(found))
	for _, g := range d.Mentions {
		span := parley.Span{Start: offsets.Byte(g.Start), End: offsets.Byte(g.End)}
		first := -1
		for i := range found {
			if !found[i].Mention.Span.Overlaps(span) {
				continue
			}
			if g.Demonym {
				skip[i] = true
				continue
			}
			used[i] = true
			if first < 0 {
				first = i
			}
		}
		if !g.Demonym {
			p.asked(d, g, span, found, first)
		}
	}
	for i := range found {
		if !skip[i] {
			p.Said++
		}
		if used[i] {
			p.Right++
		} else if !skip[i] {
			p.fail("false", d, found[i].Mention.Span, &found[i], 0)
		}
	}
}

func (p *PlaceResult) asked(d *PlaceDocument, g GoldPlace, span parley.Span, found []place.Mention, first int) {
	p.Asked++
	if first < 0 {
		p.fail("missed", d, span, nil, 0)
		return
	}
	p.Hit++
	m, km, kind := &found[first], float64(farthest), "no place"
	if m.Precision != "" {
		km, kind = place.Distance(g.Lat, g.Lon, m.Lat, m.Lon), "wrong place"
	}
	p.logError += math.Log(km+1) / math.Log(farthest+1)
	if km <= Near {
		p.Near++
		return
	}
	p.fail(kind, d, span, m, km)
}

func (p *PlaceResult) fail(kind string, d *PlaceDocument, span parley.Span, m *place.Mention, km float64) {
	e := PlaceError{Kind: kind, Document: d.ID, Text: d.Text[span.Start:span.End], Context: around(d.Text, span), Km: km}
	if m != nil {
		e.Found = fmt.Sprintf("%s %s %s %s %.1f,%.1f (%s)", m.Name, m.Country, m.Admin1, m.Precision, m.Lat, m.Lon, m.Rule)
	}
	p.Errors = append(p.Errors, e)
}

// around returns the words around a span, on one line.
func around(text string, span parley.Span) string {
	const reach = 50
	from, to := max(0, span.Start-reach), min(len(text), span.End+reach)
	out := []rune(text[from:span.Start] + "[" + text[span.Start:span.End] + "]" + text[span.End:to])
	for i, r := range out {
		if r < ' ' || r == '\uFFFD' {
			out[i] = ' '
		}
	}
	return string(out)
}

// Report prints the figures, one a line: name, value.
func (p *PlaceResult) Report(w io.Writer) error {
	share := func(a, b int) float64 { return float64(a) / float64(max(b, 1)) }
	precision, recall := share(p.Right, p.Said), share(p.Hit, p.Asked)
	f1 := 2 * precision * recall / max(precision+recall, 1e-9)
	_, err := fmt.Fprintf(w, "found_precision %.4f\nfound_recall %.4f\nfound_f1 %.4f\nwithin_161km_of_found %.4f\nwithin_161km_of_all %.4f\nlog_error_area %.4f\n",
		precision, recall, f1, share(p.Near, p.Hit), share(p.Near, p.Asked), p.logError/float64(max(p.Hit, 1)))
	return err
}

// ReportErrors prints the errors of the given kinds, of all without any.
func (p *PlaceResult) ReportErrors(w io.Writer, kinds ...string) error {
	list := append([]PlaceError(nil), p.Errors...)
	sort.SliceStable(list, func(i, j int) bool { return list[i].Kind < list[j].Kind })
	for _, e := range list {
		if len(kinds) > 0 && !slices.Contains(kinds, e.Kind) {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%.0f km\t%s\t%s\n", e.Kind, e.Document, e.Text, e.Km, e.Found, e.Context); err != nil {
			return err
		}
	}
	return nil
}
