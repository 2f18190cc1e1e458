package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"parley"
	"parley/coder"
	"parley/internal/source"
	"parley/lexicon"
	"parley/nlp"
	"parley/pipeline"
)

// jsonRecords reads one JSON object a line into records of type T.
func jsonRecords[T any](r io.Reader, name string, check func(*T) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for line, err := range source.Lines(r, name) {
			var rec T
			if err == nil {
				if e := json.Unmarshal(line.Text, &rec); e != nil {
					err = &source.Error{Name: name, Line: line.Number, Why: source.JSONWhy(e)}
				} else if e := check(&rec); e != nil {
					err = &source.Error{Name: name, Line: line.Number, Why: e.Error()}
				}
			}
			if !yield(rec, err) {
				return
			}
		}
	}
}

// lineWriter writes one JSON object a line.
type lineWriter struct{ enc *json.Encoder }

func newLineWriter(out io.Writer) lineWriter {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return lineWriter{enc}
}

type relateCmd struct {
	common
}

type runeSpan struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

type relateRecord struct {
	ID        string     `json:"id"`
	Text      string     `json:"text"`
	Published string     `json:"published"`
	Source    []runeSpan `json:"source"`
	Target    []runeSpan `json:"target"`
}

type alternative struct {
	Type       string  `json:"type"`
	Confidence float64 `json:"confidence"`
}

type relateAnswer struct {
	ID           string        `json:"id"`
	Type         string        `json:"type"`
	Modes        []string      `json:"modes,omitempty"`
	CAMEO        string        `json:"cameo"`
	Confidence   float64       `json:"confidence"`
	Rule         string        `json:"rule,omitempty"`
	Alternatives []alternative `json:"alternatives,omitempty"`
}

func (r *relateRecord) check() error {
	n := len([]rune(r.Text))
	switch {
	case strings.TrimSpace(r.Text) == "":
		return fmt.Errorf(`"text" is missing`)
	case len(r.Source) == 0:
		return fmt.Errorf(`"source" has no span`)
	case len(r.Target) == 0:
		return fmt.Errorf(`"target" has no span`)
	}
	for _, s := range append(append([]runeSpan(nil), r.Source...), r.Target...) {
		if s.Start < 0 || s.End > n || s.Start >= s.End {
			return fmt.Errorf("span %d-%d is outside the text of %d characters", s.Start, s.End, n)
		}
	}
	return nil
}

// Run relates every record.
func (c *relateCmd) Run(ctx context.Context, std *streams) error {
	p, err := c.open()
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(std.out, 1<<16)
	w, t := newLineWriter(out), newTally(std, c.Strict)
	read := func(r io.Reader, name string) iter.Seq2[relateRecord, error] {
		return jsonRecords(r, name, (*relateRecord).check)
	}
	err = runOrdered(ctx, &c.common, std, t, read, p.Worker, relate, func(a relateAnswer) error {
		t.progress("records")
		return w.enc.Encode(a)
	})
	if err := finish(out, err); err != nil {
		return err
	}
	return t.summary(c.Quiet, "%d records", t.done)
}

func relate(w *pipeline.Worker, rec relateRecord) relateAnswer {
	rec.Text = strings.ToValidUTF8(rec.Text, "\uFFFD")
	offsets := parley.NewOffsets(rec.Text)
	spans := func(in []runeSpan) (out []parley.Span) {
		for _, s := range in {
			out = append(out, parley.Span{Start: offsets.Byte(s.Start), End: offsets.Byte(s.End)})
		}
		return out
	}
	doc := parley.Document{ID: rec.ID, Text: rec.Text}
	doc.Published, _ = time.Parse(time.DateOnly, rec.Published)
	rel := w.Relate(&doc, spans(rec.Source), spans(rec.Target))
	return answer(rec.ID, rel)
}

func answer(id string, rel coder.Relation) relateAnswer {
	a := relateAnswer{ID: id, Type: rel.Type, CAMEO: rel.CAMEO, Confidence: rel.Confidence, Rule: rel.Rule}
	if rel.Mode != "" {
		a.Modes = []string{rel.Mode}
	}
	for _, alt := range rel.Alternatives {
		a.Alternatives = append(a.Alternatives, alternative(alt))
	}
	return a
}

type actorCmd struct {
	common
	Date string `help:"Day that roles are taken at for records that do not say, YYYY-MM-DD; by default the newest roles."`
}

type actorRecord struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Context string `json:"context"`
	Date    string `json:"date"`
	when    time.Time
	note    string // what was not understood, though the phrase can be resolved
}

type actorAnswer struct {
	ID         string   `json:"id,omitempty"`
	Text       string   `json:"text,omitempty"`
	Country    string   `json:"country"`
	Sector     string   `json:"sector"`
	Sectors    []string `json:"sectors,omitempty"`
	Name       string   `json:"name,omitempty"`
	Confidence float64  `json:"confidence"`
	note       string
}

func (r *actorRecord) check() error {
	if strings.TrimSpace(r.Text) == "" {
		return fmt.Errorf(`"text" is missing`)
	}
	if r.Date == "" {
		return nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01", "2006"} {
		if day, err := time.Parse(layout, r.Date); err == nil {
			r.when = day
			return nil
		}
	}
	r.note = fmt.Sprintf(`"date" %q is no date as YYYY-MM-DD: resolved without it`, r.Date)
	return nil
}

// actorRecords reads JSON objects or plain phrases, one a line.
func actorRecords(r io.Reader, name string) iter.Seq2[actorRecord, error] {
	return func(yield func(actorRecord, error) bool) {
		for line, err := range source.Lines(r, name) {
			var rec actorRecord
			text := strings.TrimSpace(string(line.Text))
			switch {
			case err != nil:
			case strings.HasPrefix(text, "{"):
				if e := json.Unmarshal(line.Text, &rec); e != nil {
					err = &source.Error{Name: name, Line: line.Number, Why: source.JSONWhy(e)}
				} else if e := rec.check(); e != nil {
					err = &source.Error{Name: name, Line: line.Number, Why: e.Error()}
				} else if rec.note != "" {
					rec.note = fmt.Sprintf("%s:%d: %s", name, line.Number, rec.note)
				}
			default:
				rec.Text = text
			}
			if !yield(rec, err) {
				return
			}
		}
	}
}

// Run resolves every phrase.
func (c *actorCmd) Run(ctx context.Context, std *streams) error {
	when, err := day("--date", c.Date)
	if err != nil {
		return err
	}
	actors, err := lexicon.Load()
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(std.out, 1<<16)
	w, t := newLineWriter(out), newTally(std, c.Strict)
	work := func(_ struct{}, rec actorRecord) actorAnswer {
		if rec.when.IsZero() {
			rec.when = when
		}
		a := actors.Resolve(lexicon.Phrase{Words: phraseWords(rec.Text), Head: -1, Context: rec.Context, Date: rec.when})
		ans := actorAnswer{ID: rec.ID, Country: a.Country, Sector: a.Sector, Sectors: a.Sectors, Name: a.Name, Confidence: a.Confidence, note: rec.note}
		if rec.ID == "" {
			ans.Text = rec.Text
		}
		return ans
	}
	err = runOrdered(ctx, &c.common, std, t, actorRecords, func() struct{} { return struct{}{} }, work, func(a actorAnswer) error {
		t.progress("phrases")
		if a.note != "" {
			fmt.Fprintln(std.err, a.note)
		}
		return w.enc.Encode(a)
	})
	if err := finish(out, err); err != nil {
		return err
	}
	return t.summary(c.Quiet, "%d phrases", t.done)
}

// phraseWords splits a phrase as the coder's sentences are split.
func phraseWords(text string) []string {
	var words []string
	for _, sent := range nlp.Segment(strings.ToValidUTF8(text, "\uFFFD"), nil) {
		for _, tok := range sent.Tokens {
			words = append(words, tok.Form)
		}
	}
	return words
}
