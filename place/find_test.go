package place_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/lexicon"
	"parley/nlp"
	"parley/place"
)

// finder is a finder with a parser in front of it.
type finder struct {
	*place.Finder
	parser  *nlp.Parser
	scratch *nlp.Scratch
}

func newFinder(t testing.TB) *finder {
	t.Helper()
	parser, err := nlp.Open(nlp.Accurate)
	if err != nil {
		t.Fatal(err)
	}
	g, err := place.Default()
	if err != nil {
		t.Fatal(err)
	}
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := place.NewFinder(g, lex)
	if err != nil {
		t.Fatal(err)
	}
	return &finder{f, parser, parser.NewScratch()}
}

func (f *finder) parse(text string) []nlp.Sentence {
	sents := nlp.Segment(text, nil)
	for i := range sents {
		if len(sents[i].Tokens) > 0 {
			f.parser.Parse(&sents[i], f.scratch)
			nlp.Lemmatize(&sents[i])
		}
	}
	return sents
}

func (f *finder) find(text string) []place.Mention {
	return f.Find(&parley.Document{Text: text}, f.parse(text))
}

// TestCases reads testdata/*.cases: a text a line, and below it, indented, the
// places that it names, no more and no fewer:
//
//	NAME = COUNTRY precision lat,lon
//
// "?" for the country means that the name is found, but not resolved. What is
// left out is not asked for.
func TestCases(t *testing.T) {
	f := newFinder(t)
	files, err := filepath.Glob("testdata/*.cases")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		for _, c := range readCases(t, file) {
			found := f.find(c.text)
			var got []string
			ok := len(found) == len(c.want)
			for i, m := range found {
				got = append(got, fmt.Sprintf("%s = %s %s %.1f,%.1f", m.Mention.Text, m.Country, m.Precision, m.Lat, m.Lon))
				ok = ok && c.want[i].matches(t, &m)
			}
			if !ok {
				t.Errorf("%s:%d: %s\nwant\n\t%s\ngot\n\t%s", file, c.line, c.text, strings.Join(c.lines, "\n\t"), strings.Join(got, "\n\t"))
			}
		}
	}
}

type placeCase struct {
	text  string
	line  int
	lines []string
	want  []wanted
}

type wanted struct {
	text, country, precision string
	lat, lon                 float64
	here                     bool
}

// reach is how many kilometres the coordinates of a place may be off what a case says.
var reach = map[string]float64{"point": 10, "city": 30, "district": 80, "province": 250, "country": 700, "region": 700}

func (w *wanted) matches(t *testing.T, m *place.Mention) bool {
	switch {
	case w.text != m.Mention.Text, w.country == "?" && m.Precision != "":
		return false
	case w.country != "" && w.country != "?" && w.country != m.Country, w.precision != "" && w.precision != m.Precision:
		return false
	case w.country != "?" && m.Precision == "":
		return false
	}
	return !w.here || place.Distance(w.lat, w.lon, m.Lat, m.Lon) <= reach[m.Precision]
}

// TestResultsLieInTheirCountry holds the places of all cases against the borders.
func TestResultsLieInTheirCountry(t *testing.T) {
	f := newFinder(t)
	g, err := place.Default()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/*.cases")
	if err != nil {
		t.Fatal(err)
	}
	asked, wrong := 0, 0
	for _, file := range files {
		for _, c := range readCases(t, file) {
			for _, m := range f.find(c.text) {
				if m.Precision == "" || m.Country == "" || m.Precision == "region" {
					continue
				}
				asked++
				if country, _, ok := g.Locate(m.Lat, m.Lon); !ok || country != m.Country {
					wrong++
					t.Logf("%s at %.2f,%.2f lies in %q, not in %s", m.Mention.Text, m.Lat, m.Lon, country, m.Country)
				}
			}
		}
	}
	if asked < 100 || wrong*50 > asked {
		t.Errorf("%d of %d places lie in another country than they say, want at most one in 50", wrong, asked)
	}
}

func readCases(t *testing.T, file string) (cases []placeCase) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for l := range strings.Lines(string(data)) {
		n++
		l = strings.TrimRight(l, "\n")
		switch {
		case l == "" || l[0] == '#':
		case l[0] != '\t':
			cases = append(cases, placeCase{text: strings.ReplaceAll(l, `\n`, "\n"), line: n})
		case len(cases) == 0:
			t.Fatalf("%s:%d: a place before any text", file, n)
		default:
			c := &cases[len(cases)-1]
			name, rest, ok := strings.Cut(strings.TrimSpace(l), " =")
			if !ok {
				t.Fatalf("%s:%d: no \" =\"", file, n)
			}
			c.lines = append(c.lines, strings.TrimSpace(l))
			c.want = append(c.want, readWanted(t, name, strings.Fields(rest), fmt.Sprintf("%s:%d", file, n)))
		}
	}
	return cases
}

func readWanted(t *testing.T, name string, fields []string, at string) wanted {
	w := wanted{text: name}
	for i, f := range fields {
		switch {
		case strings.Contains(f, ","):
			if _, err := fmt.Sscanf(f, "%g,%g", &w.lat, &w.lon); err != nil {
				t.Fatalf("%s: coordinates %q: %v", at, f, err)
			}
			w.here = true
		case i == 0 && (f == "?" || len(f) == 3 && strings.ToUpper(f) == f):
			w.country = f
		default:
			w.precision = f
		}
	}
	return w
}
