package source

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
)

func TestRecord(t *testing.T) {
	doc := one(t, `{"id":"a-1","text":"The army left.\r\nIt did.","title":" Army leaves ","published":"2023-07-15","url":"https://x.example/1","outlet":"The X","lang":"en-GB","more":{"x":[1]}}`, Config{})
	want := parley.Document{
		ID: "a-1", Text: "The army left. \nIt did.", Title: "Army leaves", Published: time.Date(2023, 7, 15, 0, 0, 0, 0, time.UTC),
		URL: "https://x.example/1", Outlet: "The X", Lang: "en", Source: "in:1",
	}
	if doc != want {
		t.Errorf("got  %+v\nwant %+v", doc, want)
	}
}

func TestRecordNeedsOnlyText(t *testing.T) {
	day := time.Date(2020, 1, 2, 0, 0, 0, 0, time.UTC)
	docs, errs := all(t, strings.NewReader(`{"text":"The army left."}
{"text":"The army left.","id":"","title":"","published":"","url":null}
{"text":"The army left.","url":"https://x.example"}
{"text":"The army left.","published":"2023-07-15T23:30:00-05:00"}`), Config{Published: day})
	if len(errs) != 0 || len(docs) != 4 {
		t.Fatalf("%d documents, errors %q", len(docs), errs)
	}
	if docs[0].ID == "" || docs[0].ID != docs[1].ID || docs[0].ID == docs[2].ID {
		t.Errorf("ids %q %q %q: want the same for the same content only", docs[0].ID, docs[1].ID, docs[2].ID)
	}
	if !docs[0].Published.Equal(day) || !docs[3].Published.Equal(time.Date(2023, 7, 16, 4, 30, 0, 0, time.UTC)) {
		t.Errorf("published %v and %v", docs[0].Published, docs[3].Published)
	}
}

func TestBadRecordsAreToldAndPassedOver(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`{"text": 5}`, `"text" must be a string, not a number`},
		{`{"text": 1.5}`, `"text" must be a string, not a number`},
		{`{"text": ["a"]}`, `"text" must be a string, not a list`},
		{`{"text": {}}`, `"text" must be a string, not an object`},
		{`{"text": "a", "id": 17}`, `"id" must be a string, not a number`},
		{`{"text": "a", "title": true}`, `"title" must be a string, not true or false`},
		{`{"title": "a"}`, `"text" is missing or empty`},
		{`{"text": " \n"}`, `"text" is missing or empty`},
		{`{}`, `"text" is missing or empty`},
		{`{"text": "a", "published": "last week"}`, `"published" "last week" is no date: want YYYY-MM-DD or RFC 3339`},
		{`{"text": "a", "published": "2023-02-30"}`, `"published" "2023-02-30" is no date: want YYYY-MM-DD or RFC 3339`},
		{`{"text": "a"`, "the JSON object is not complete on its line"},
		{`{"text": "a"} x`, "more than one JSON value on the line, at byte 15"},
		{`{"text": 'a'}`, `not JSON at byte 10: invalid character '\'' looking for beginning of value`},
		{`["a"]`, "not a JSON object but a list"},
		{`"a"`, "not a JSON object but a string"},
		{`plain words`, "not JSON at byte 1: invalid character 'p' looking for beginning of value"},
		{`{"text": "Niet.", "lang": "nl"}`, "not in English but in nl"},
	} {
		data := "{\"text\":\"One.\"}\n" + c.line + "\n{\"text\":\"Three.\"}\n"
		docs, errs := all(t, strings.NewReader(data), Config{})
		if len(docs) != 2 || docs[1].Text != "Three." || docs[1].Source != "in:3" {
			t.Errorf("%s: documents %+v", c.line, docs)
		}
		if want := []string{"in:2: " + c.want}; !slices.Equal(errs, want) {
			t.Errorf("%s:\ngot  %q\nwant %q", c.line, errs, want)
		}
	}
}

func TestJSONLinesInOldEncodings(t *testing.T) {
	for name, data := range map[string]string{
		"Windows-1252": "{\"text\": \"Jos\xe9 left.\"}",
		"UTF-16":       "\xff\xfe" + strings.ReplaceAll(utf16(`{"text": "Jos# left."}`, false), "#\x00", "\xe9\x00"),
		"mark":         "\xef\xbb\xbf{\"text\": \"José left.\"}",
		"blank lines":  "\n \r\n{\"text\": \"José left.\"}\r\n\n",
		"gzip":         packed(t, `{"text": "Jos\u00e9 left."}`),
	} {
		if got := one(t, data, Config{}).Text; got != "José left." {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestOverlongLineIsPassedOverInBoundedMemory(t *testing.T) {
	data := io.MultiReader(
		strings.NewReader("{\"text\":\"One.\"}\n{\"text\":\""), io.LimitReader(pattern{"word "}, 200<<20),
		strings.NewReader("\"}\n{\"text\":\"Three.\"}\n"),
	)
	grown := held(func() {
		docs, errs := all(t, data, Config{})
		if len(docs) != 2 || docs[1].Text != "Three." {
			t.Errorf("%d documents", len(docs))
		}
		if want := []string{"in:2: a line of more than 32 MiB"}; !slices.Equal(errs, want) {
			t.Errorf("got %q, want %q", errs, want)
		}
	})
	if grown > 192<<20 {
		t.Errorf("the heap grew by %d MiB", grown>>20)
	}
}

func TestLongTextOfARecordIsRefused(t *testing.T) {
	_, errs := all(t, strings.NewReader(`{"text":"`+strings.Repeat("word ", 500)+`"}`), Config{MaxDocument: 2048})
	if len(errs) != 1 || errs[0] != `in:1: "text" has more than 2 KiB` {
		t.Errorf("got %q", errs)
	}
}

func TestDeepJSONIsRefused(t *testing.T) {
	_, errs := all(t, strings.NewReader(`{"text":"a","x":`+strings.Repeat("[", 1_000_000)+"}"), Config{})
	if len(errs) != 1 || !strings.HasPrefix(errs[0], "in:1: not JSON") {
		t.Errorf("got %.200q", errs)
	}
}

func TestLines(t *testing.T) {
	var got []string
	for line, err := range Lines(strings.NewReader("\xef\xbb\xbfone\r\n\n  two \nJos\xe9\n\nlast"), "in") {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(rune('0'+line.Number))+string(line.Text))
	}
	if want := []string{"1one", "3  two ", "4José", "6last"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, err := range Lines(strings.NewReader("GIF89a"), "in") {
		if err == nil || err.Error() != "in: not text: this seems to be a GIF image" {
			t.Errorf("got %v", err)
		}
	}
}

func TestJSONWhyNamesTypes(t *testing.T) {
	var rec struct {
		Text  string             `json:"text"`
		Spans []struct{ N int }  `json:"spans"`
		Share float64            `json:"share"`
		On    bool               `json:"on"`
		By    map[string]float64 `json:"by"`
		To    *string            `json:"to"`
	}
	for _, c := range []struct{ line, want string }{
		{`{"spans": "a"}`, `"spans" must be a list, not a string`},
		{`{"spans": [{"N": "a"}]}`, `"spans.N" must be a whole number, not a string`},
		{`{"spans": [{"N": 1.5}]}`, `"spans.N" must be a whole number, not a number`},
		{`{"share": "a"}`, `"share" must be a number, not a string`},
		{`{"on": 1}`, `"on" must be true or false, not a number`},
		{`{"by": []}`, `"by" must be an object, not a list`},
		{`{"to": 1}`, `"to" must be a string, not a number`},
	} {
		if got := JSONWhy(json.Unmarshal([]byte(c.line), &rec)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.line, got, c.want)
		}
	}
	if got := JSONWhy(io.ErrUnexpectedEOF); got != "the JSON object is not complete on its line" {
		t.Error(got)
	}
}
