package eval

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
)

const sameSample = `# a comment
@ talks
= paris
2024-05-14 Test Wire | France and Mali held talks in Paris on Monday.
2024-05-14 Other Wire | Mali's ministers met French officials in Paris on Monday.
= niamey
2024-05-14 Test Wire | France and Niger held talks in Niamey on Monday.

@ other
= rome
2020-01-02 Test Wire | Italy expelled two Russian diplomats on Thursday.
`

func TestReadSame(t *testing.T) {
	reports, err := ReadSame(strings.NewReader(sameSample), "same.txt")
	if err != nil || len(reports) != 4 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	r := reports[1]
	if r.Set != "talks" || r.Happening != "paris" || r.Document.Outlet != "Other Wire" || r.Document.Published.Day() != 14 || !strings.HasPrefix(r.Document.Text, "Mali's") {
		t.Errorf("second report is %+v", r)
	}
	for _, bad := range []string{
		"2024-05-14 Wire | Before any set.", "@ a\n2024-05-14 Wire | Before any happening.", "@ a\n= b\nno date | Text.", "@ a\n= b\n2024-05-14 Wire Text.",
		"@ a\n= b\n= b", "@ a\n@ a", "@", "@ a\n= b\n2024-05-14 Wire | ", "@ a\n= b\n0001-01-01 Wire | Text.",
	} {
		if _, err := ReadSame(strings.NewReader(bad), "same.txt"); !errors.Is(err, parley.ErrInvalid) || !strings.HasPrefix(err.Error(), "same.txt:") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzReadSame(f *testing.F) {
	f.Add(sameSample)
	f.Fuzz(func(t *testing.T, text string) {
		reports, err := ReadSame(strings.NewReader(text), "same.txt")
		if err != nil && !errors.Is(err, parley.ErrInvalid) {
			t.Error(err)
		}
		for _, r := range reports {
			if r.Set == "" || r.Happening == "" || r.Document.Text == "" || r.Document.Published.IsZero() {
				t.Errorf("accepted %+v", r)
			}
		}
	})
}

// TestSameCountsPairs merges two readings that are alike, and leaves one sentence
// without any.
func TestSameCountsPairs(t *testing.T) {
	reports, err := ReadSame(strings.NewReader(sameSample), "same.txt")
	if err != nil {
		t.Fatal(err)
	}
	var s Same
	for i, countries := range [][2]string{{"FRA", "MLI"}, {"FRA", "MLI"}, {"FRA", "NER"}, {}} {
		var events []parley.Event
		if countries[0] != "" {
			r := &reports[i]
			events = []parley.Event{{
				ID: r.Document.ID, Document: r.Document.ID, Type: "CONSULT", CAMEO: "046", Status: parley.Actual,
				Sentence: parley.Quote{Text: r.Document.Text},
				Actors:   []parley.Party{{Country: countries[0]}, {Country: countries[1]}},
				Date:     parley.Dates{Value: "2024-05-13", Precision: "day", From: parley.FromClause},
			}}
		}
		s.Add(&reports[i], events)
	}
	s.Count()
	if s.Together != (Count{Gold: 1, Hit: 1}) || s.Apart != (Count{Gold: 5}) || s.Confusing.Gold != 2 || s.Silent != 0 || s.Unlinked != 0 {
		t.Errorf("together %+v, apart %+v, confusing %+v, silent %d", s.Together, s.Apart, s.Confusing, s.Silent)
	}
	var out strings.Builder
	if err := s.Report(&out); err != nil || !strings.Contains(out.String(), "pairs of one happening, merged   1.0000  (1 of 1)") {
		t.Errorf("%v, prints\n%s", err, out.String())
	}
}

func TestScoreStories(t *testing.T) {
	docs, err := ReadStories(strings.NewReader(`{"id":"1","story":"a","text":"x"}
{"id":"2","story":"a","text":"y"}

{"id":"3","story":"b","text":"z"}
`), "stories")
	if err != nil || len(docs) != 3 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	for name, c := range map[string]struct {
		groups            [][]int
		precision, recall float64
	}{
		"right":   {[][]int{{0, 1}, {2}}, 1, 1},
		"one":     {[][]int{{0, 1, 2}}, (2.0/3 + 2.0/3 + 1.0/3) / 3, 1},
		"singles": {[][]int{{0}, {1}, {2}}, 1, (0.5 + 0.5 + 1) / 3},
	} {
		s := scoreStories(docs, c.groups)
		if math.Abs(s.Precision-c.precision) > 1e-9 || math.Abs(s.Recall-c.recall) > 1e-9 {
			t.Errorf("%s: precision %v, recall %v", name, s.Precision, s.Recall)
		}
	}
	for _, bad := range []string{`{"id":1}`, `{"id":"a","text":"no story"}`, `{`} {
		if _, err := ReadStories(strings.NewReader("\n"+bad), "stories"); !errors.Is(err, parley.ErrInvalid) || !strings.HasPrefix(err.Error(), "stories:2: ") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// TestCorpusOfHappenings reads the files of corpus/same: no sentence stands in two
// places, and every report has its outlet.
func TestCorpusOfHappenings(t *testing.T) {
	files, err := filepath.Glob("../corpus/same/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	texts := make(map[string]string)
	for _, name := range files {
		if filepath.Base(name) == "test.txt" {
			continue // scored only, never read
		}
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		reports, err := ReadSame(f, name)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range reports {
			if other := texts[r.Document.Text]; other != "" {
				t.Errorf("%s and %s: %s", other, name, r.Document.Text)
			}
			texts[r.Document.Text] = name
			if r.Document.Outlet == "" {
				t.Errorf("%s: no outlet: %s", name, r.Document.Text)
			}
		}
	}
}
