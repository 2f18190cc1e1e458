package source

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// check reads data and reports documents and errors that break the rules.
func check(t *testing.T, data []byte, format Format) {
	for doc, err := range Read(t.Context(), bytes.NewReader(data), "in", Config{Format: format, MaxExpanded: 1 << 22}) {
		var own *Error
		switch {
		case err != nil && !errors.As(err, &own):
			t.Errorf("error is a %T: %v", err, err)
		case err != nil && !strings.HasPrefix(err.Error(), "in:"):
			t.Errorf("error does not name the input: %v", err)
		case err == nil && (doc.ID == "" || strings.TrimSpace(doc.Text) == "" || doc.Source == ""):
			t.Errorf("document is not complete: %+v", doc)
		case err == nil && (!utf8.ValidString(doc.Text) || format == Text && strings.Contains(doc.Text, "\r")):
			t.Errorf("text is not normal: %q", doc.Text)
		case err == nil && strings.ContainsFunc(doc.ID+doc.Text+doc.Title+doc.URL+doc.Outlet+doc.Lang, control):
			t.Errorf("control characters: %+q", doc)
		}
	}
}

func FuzzReadText(f *testing.F) {
	for _, s := range []string{"", "The army left.\r\n", "\xff\xfeT\x00h\x00", "\x1f\x8b\x08", "Jos\xe9", "%PDF", "<p>", "{\"text\":1}", "\x00", "\x1b\u202e"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, data, Text)
		check(t, data, Auto)
	})
}

func FuzzReadHTML(f *testing.F) {
	pages, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(pages) == 0 {
		f.Fatal("no pages", err)
	}
	for _, name := range pages {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("<p>The army left.<table><b><a href=x>"))
	f.Add([]byte("<title>x</title><h1>A</h1><p>B &#27;&#x202e;<q>c</q><br>d<li>e<script type=application/ld+json>{\"articleBody\":\"B\\nA\"}</script>"))
	f.Add([]byte(`<meta charset="utf-16"><title>x</title><article>Text here.</article>`))
	f.Fuzz(func(t *testing.T, data []byte) { check(t, data, HTML) })
}

func FuzzReadJSONL(f *testing.F) {
	for _, s := range []string{
		`{"text":"The army left."}`, "{\"text\":\"a\"}\n{\"text\":5}\n\n{", `{"text":"a","published":"2023-07-15","lang":"de"}`, "\xef\xbb\xbf[1]\n\xff", "{\"text\":\"\\ud800\\r\"}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { check(t, data, JSONL) })
}

func BenchmarkReadHTML(b *testing.B) {
	data, err := os.ReadFile("testdata/pages/courier.html")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Read(b.Context(), bytes.NewReader(data), "in", Config{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkReadJSONL(b *testing.B) {
	line := `{"id":"a-1","text":"` + strings.Repeat("The rebels said on Monday that they would send five delegates to the talks. ", 40) + `","published":"2023-07-15","outlet":"The X"}` + "\n"
	data := []byte(strings.Repeat(line, 200))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Read(b.Context(), bytes.NewReader(data), "in", Config{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(200*float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}
