package brief

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	show   = flag.String("show", "", "write the made-up briefs into this folder, for a look in a browser")
)

// htmlOf and markdownOf write a report.
func htmlOf(t testing.TB, r *Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := HTML(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func markdownOf(t testing.TB, r *Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := Markdown(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (see the difference with -update):\n%s", file, got)
	}
}

func TestMarkdownIsAsBefore(t *testing.T) {
	all := cases()
	for _, name := range []string{"small", "unusual", "empty", "zero"} {
		golden(t, name+".md", markdownOf(t, all[name]))
	}
}

// svgs cuts the drawings out of a page, a tag a line so that differences can be read.
func svgs(page string) (out []string) {
	for {
		_, rest, found := strings.Cut(page, "<svg xmlns")
		if !found {
			return out
		}
		one, rest, _ := strings.Cut(rest, "</svg>")
		out = append(out, strings.ReplaceAll("<svg xmlns"+one+"</svg>\n", "><", ">\n<"))
		page = rest
	}
}

func TestSmallDrawingsAreAsBefore(t *testing.T) {
	drawings := svgs(htmlOf(t, cases()["small"]))
	names := []string{"timeline", "trend", "network"} // the map changes with the gazetteer
	if len(drawings) != 4 {
		t.Fatalf("%d drawings, want 4", len(drawings))
	}
	for i, name := range names {
		golden(t, name+".svg", drawings[i])
	}
}

func TestShow(t *testing.T) {
	if *show == "" {
		t.Skip("no folder is given by -show")
	}
	for name, r := range cases() {
		for end, text := range map[string]string{".html": htmlOf(t, r), ".md": markdownOf(t, r)} {
			if err := os.WriteFile(filepath.Join(*show, name+end), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}
