package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"

	"parley"
)

// record is a document as JSON Lines give it; doc/formats.md describes it.
type record struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	Title     string `json:"title"`
	Published string `json:"published"`
	URL       string `json:"url"`
	Outlet    string `json:"outlet"`
	Lang      string `json:"lang"`
}

// readJSONL yields one document a line.
func readJSONL(in *input, cfg Config, yield func(parley.Document, error) bool) {
	in.lines(max(MaxLine, 2*cfg.MaxDocument), func(line Line, err error) bool {
		var doc parley.Document
		if err == nil {
			doc, err = parseRecord(line, in.name, cfg)
		}
		return yield(doc, err)
	})
}

// parseRecord makes a document of a line.
func parseRecord(line Line, name string, cfg Config) (parley.Document, error) {
	bad := func(why string) (parley.Document, error) {
		return parley.Document{}, &Error{Name: name, Line: line.Number, Why: why}
	}
	var rec record
	if err := json.Unmarshal(line.Text, &rec); err != nil {
		return bad(JSONWhy(err))
	}
	switch { // nothing is trimmed from the text: whoever made the record counts code points in it
	case blank(rec.Text):
		return bad(`"text" is missing or empty`)
	case len(rec.Text) > cfg.MaxDocument:
		return bad(`"text" has more than ` + size(cfg.MaxDocument))
	}
	published, err := day(rec.Published)
	if err != nil && !cfg.AnyDate {
		return bad(err.Error())
	}
	doc, err := finish(parley.Document{
		ID: rec.ID, Text: rec.Text, Title: strings.TrimSpace(rec.Title), Published: published, URL: rec.URL, Outlet: rec.Outlet,
		Source: fmt.Sprintf("%s:%d", name, line.Number),
	}, rec.Lang, cfg)
	return doc, at(err, name, line.Number)
}

// day reads a day, or an instant as RFC 3339; the zero time for "".
func day(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), nil
		}
	}
	if len(s) > 40 {
		s = strings.ToValidUTF8(s[:40], "") + "…"
	}
	return time.Time{}, fmt.Errorf(`"published" %q is no date: want YYYY-MM-DD or RFC 3339`, s)
}

// JSONWhy says in plain words what encoding/json found wrong with a line.
func JSONWhy(err error) string {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &kind):
		value, _, _ := strings.Cut(kind.Value, " ")
		got, ok := valueNames[value]
		if !ok {
			got = value
		}
		if kind.Field == "" {
			return "not a JSON object but " + got
		}
		return fmt.Sprintf("%q must be %s, not %s", kind.Field, typeName(kind.Type), got)
	case errors.As(err, &syntax):
		why := syntax.Error()
		switch {
		case strings.Contains(why, "unexpected end"):
			return "the JSON object is not complete on its line"
		case strings.Contains(why, "after top-level value"):
			return fmt.Sprintf("more than one JSON value on the line, at byte %d", syntax.Offset)
		}
		return fmt.Sprintf("not JSON at byte %d: %s", syntax.Offset, why)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the JSON object is not complete on its line"
	}
	return "not JSON: " + strings.TrimPrefix(err.Error(), "json: ")
}

// valueNames are the JSON types as encoding/json calls them, in words.
var valueNames = map[string]string{
	"string": "a string", "number": "a number", "bool": "true or false", "array": "a list", "object": "an object", "null": "null",
}

func typeName(t reflect.Type) string {
	if t == nil {
		return "another type"
	}
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Map, reflect.Struct:
		return "an object"
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Pointer:
		return typeName(t.Elem())
	}
	return "a whole number"
}
