package source

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestVisible(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing to do", "José said “no” — twice.\n\tThen\u00a0he left.", "José said “no” — twice.\n\tThen\u00a0he left."},
		{"escape codes", "\x1b]0;x\a\x1b[2J", " ]0;x  [2J"},
		{"controls of ASCII", "a\x00b\x08c\x7fd", "a b c d"},
		{"controls of Latin-1", "a\u0080b\u0085c\u009bd\u009fe", "a b c d e"},
		{"overrides and isolates", "a\u202ab\u202ec\u2066d\u2069e", "a b c d e"},
		{"their neighbours stay", "a\u200f\u202f\u2065\u206ab", "a\u200f\u202f\u2065\u206ab"},
		{"what ends lines", "a\u2028b\u2029c\vd\fe\rf\r\ng\r", "a\nb\nc\nd\ne\nf \ng\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := visible(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := Visible(c.in); strings.ContainsFunc(got, control) || utf8.RuneCountInString(got) != utf8.RuneCountInString(c.in) {
				t.Errorf("in a line: %q", got)
			}
		})
	}
}

// dirt is what an outlet may put anywhere.
const dirt = "\x1b[31m\u009b2J\u202e\u2066\u2028\u2029\x7f"

func TestNoFormatLetsControlsThrough(t *testing.T) {
	escaped, err := json.Marshal(dirt + "\x00")
	if err != nil {
		t.Fatal(err)
	}
	d := strings.Trim(string(escaped), `"`)
	long := strings.Repeat("The rebels said on Monday that they would send "+dirt+" five delegates to the talks. ", 20)
	page := "<html><head><title>Talks" + dirt + "</title><meta property=\"og:site_name\" content=\"The &#27;X" + dirt + "\"></head><body><article><p>" + long +
		"&#27;[0m &#x202E;</p></article></body></html>"
	longJSON, err := json.Marshal(long)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, data string
		format     Format
	}{
		{"text", "Talks" + dirt + "\n\n" + long, Text},
		{"page", page, HTML},
		{"record", `{"id":"a` + d + `","text":` + string(longJSON) + `,"title":"Talks` + d + `","outlet":"X` + d + `","lang":"en-` + d + `","url":"https://x.example/` + d + `"}`, JSONL},
		{"web archive", response("https://x.example/"+dirt, "Content-Type: text/html; charset=utf-8\r\n", page), WARC},
		{"plain text in a web archive", response("https://x.example/"+dirt, "Content-Type: text/plain; charset=utf-8\r\n", long), WARC},
		{"feed", `{"version":"https://jsonfeed.org/version/1.1","title":"X` + d + `","items":[{"id":"1` + d + `","url":"https://x.example/1","title":"Talks` + d +
			`","content_text":` + string(longJSON) + `}]}`, News},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := one(t, c.data, Config{Format: c.format})
			for _, s := range []string{doc.ID, doc.Text, doc.Title, doc.URL, doc.Outlet, doc.Lang} {
				if strings.ContainsFunc(s, control) {
					t.Errorf("got %q", s)
				}
			}
			if !strings.Contains(doc.Text, "five delegates") {
				t.Errorf("text %q", doc.Text)
			}
		})
	}
}

func TestRecordKeepsItsCodePoints(t *testing.T) {
	text := "Talks\u2028\x1b[1mThe \U0001f54a army\r\nleft.\x00\u202e"
	data, err := json.Marshal(map[string]string{"text": text, "url": "https://x.example/a\x1b\u009bb\nc"})
	if err != nil {
		t.Fatal(err)
	}
	doc := one(t, string(data), Config{})
	if want := "Talks\n [1mThe \U0001f54a army \nleft.  "; doc.Text != want || utf8.RuneCountInString(doc.Text) != utf8.RuneCountInString(text) {
		t.Errorf("text %q, want %q", doc.Text, want)
	}
	if doc.URL != "https://x.example/a%1B%C2%9Bb%0Ac" {
		t.Errorf("URL %q", doc.URL)
	}
}

func TestLanguageInAnErrorIsClean(t *testing.T) {
	_, errs := all(t, strings.NewReader(`{"text":"Die Armee ging.","lang":"d\u001b[31m\u009b"}`), Config{})
	if len(errs) != 1 || strings.ContainsFunc(errs[0], control) {
		t.Errorf("got %q", errs)
	}
}

func TestControlsAloneAreNoText(t *testing.T) {
	for format, data := range map[Format]string{
		Text:  "\x1b\u202e\n",
		HTML:  "<html><body><p>&#x202e;&#27;</p></body></html>",
		JSONL: `{"text":"\u001b\u009b\n"}`,
		WARC:  response("https://c.example/1", "Content-Type: text/plain\r\n", "\u202e\u2028"),
		News:  `{"version":"https://jsonfeed.org/version/1.1","title":"X","items":[{"id":"1","title":"T","content_text":"\u202e\u2028"}]}`,
	} {
		if docs, errs := all(t, strings.NewReader(data), Config{Format: format}); len(docs) != 0 || len(errs) != 1 {
			t.Errorf("%s: got %+q and %q", format, docs, errs)
		}
	}
}

func FuzzVisible(f *testing.F) {
	for _, s := range []string{"", "a\r\nb\rc", dirt, "\xff\x1b", "José\u0085"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		for _, got := range []string{visible(s), Visible(s)} {
			if strings.ContainsFunc(got, control) || utf8.RuneCountInString(got) != utf8.RuneCountInString(s) {
				t.Errorf("%q became %q", s, got)
			}
		}
		if got := visibleURL(s); strings.ContainsFunc(got, control) || strings.Contains(got, "\n") {
			t.Errorf("address %q became %q", s, got)
		}
	})
}

func TestPagesWithoutControlsAreTheSame(t *testing.T) {
	data, err := os.ReadFile("testdata/pages/courier.html")
	if err != nil {
		t.Fatal(err)
	}
	clean := one(t, string(data), Config{})
	dirty := one(t, strings.ReplaceAll(string(data), " the ", " \x1b\u202ethe\u0007 "), Config{})
	if dirty.Text != clean.Text {
		t.Errorf("got %q, want %q", dirty.Text, clean.Text)
	}
}
