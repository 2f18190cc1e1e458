package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley"
)

// TestCases reads testdata/*.cases: a text a line, and below it, indented, one
// line for each event that it must give, no more and no fewer:
//
//	The village was shelled by troops.
//		ASSAULT:heavy-weapons 194 actual | troops > The village
//
// After the parties may come third parties, "; about: …", and who says so,
// "; said by … (official)".
func TestCases(t *testing.T) { checkCases(t, "testdata/*.cases", line) }

// checkCases holds the events of all texts of some files, as write writes them,
// against those that stand below the texts. All are published on 14 May 2024.
func checkCases(t *testing.T, pattern string, write func(*parley.Event) string) {
	t.Helper()
	p, err := Open(Config{})
	if err != nil {
		t.Fatal(err)
	}
	w := p.Worker()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		for _, c := range readCases(t, file) {
			doc := parley.Document{Text: c.text, Published: time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)}
			var got []string
			for _, ev := range w.Events(&doc) {
				got = append(got, write(&ev))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("%s:%d: %s\nwant\n\t%s\ngot\n\t%s", file, c.line, c.text, strings.Join(c.want, "\n\t"), strings.Join(got, "\n\t"))
			}
		}
	}
}

type testCase struct {
	text string
	want []string
	line int
}

func readCases(t *testing.T, file string) (cases []testCase) {
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
			cases = append(cases, testCase{text: strings.ReplaceAll(l, `\n`, "\n"), line: n})
		case len(cases) == 0:
			t.Fatalf("%s:%d: an event before any text", file, n)
		default:
			last := &cases[len(cases)-1]
			last.want = append(last.want, strings.TrimSpace(l))
		}
	}
	return cases
}

// line writes an event as the cases do.
func line(ev *parley.Event) string {
	s := fmt.Sprintf("%s %s | %s >", coding(ev), ev.Status, mentions(ev.Actors))
	if len(ev.Recipients) > 0 {
		s += " " + mentions(ev.Recipients)
	}
	for _, th := range ev.Third {
		s += fmt.Sprintf("; %s: %s", th.Role, th.Party.Mention.Text)
	}
	for _, sp := range ev.SaidBy {
		s += fmt.Sprintf("; said by %s (%s)", sp.Mention.Text, sp.Kind)
	}
	return s
}

func mentions(list []parley.Party) string {
	var names []string
	for _, p := range list {
		names = append(names, p.Mention.Text)
	}
	return strings.Join(names, " + ")
}
