package when

import (
	"strings"
	"sync"
	"testing"
	"time"

	"parley"
	"parley/nlp"
)

// loaded are the parser and the rules, opened once.
var loaded = sync.OnceValues(func() (*nlp.Parser, *Rules) {
	p, err := nlp.Open(nlp.Accurate)
	if err != nil {
		panic(err)
	}
	r, err := Load()
	if err != nil {
		panic(err)
	}
	return p, r
})

// find reads a text as published on a day ("" for none).
func find(t testing.TB, text, date string) []Expression {
	t.Helper()
	p, r := loaded()
	doc := parley.Document{Text: text}
	if date != "" {
		day, err := time.Parse(time.DateOnly, date)
		if err != nil {
			t.Fatal(err)
		}
		doc.Published = day
	}
	return r.Find(&doc, parse(p, text))
}

func parse(p *nlp.Parser, text string) []nlp.Sentence {
	sents := nlp.Segment(text, nil)
	scratch := p.NewScratch()
	for i := range sents {
		if len(sents[i].Tokens) > 0 {
			p.Parse(&sents[i], scratch)
			nlp.Lemmatize(&sents[i])
		}
	}
	return sents
}

// TestSamples holds the rules against the sentences beside them.
func TestSamples(t *testing.T) {
	_, r := loaded()
	for i := range r.rules {
		rule := &r.rules[i]
		if len(rule.yes) == 0 && r.kinds[rule.kind].name != "weekday-name" {
			t.Errorf("%s:%d: [%s] has no sentence that it must read", rule.file, rule.line, rule.name)
		}
		for _, s := range rule.yes {
			found := find(t, s.text, s.date)
			if !says(found, s) {
				t.Errorf("%s:%d: %q is to be %q; read %s", rule.file, s.line, s.words, s.value, list(found))
			}
		}
		for _, s := range rule.no {
			for _, x := range find(t, s.text, s.date) {
				if x.Rule == rule.name {
					t.Errorf("%s:%d: [%s] reads %q as %q", rule.file, s.line, rule.name, x.Text, x.Value)
				}
			}
		}
	}
}

func says(found []Expression, s sample) bool {
	at := strings.Index(s.text, s.words)
	want := parley.Span{Start: at, End: at + len(s.words)}
	for _, x := range found {
		if x.Span.Overlaps(want) && x.Value == s.value {
			return true
		}
	}
	return false
}

func list(found []Expression) string {
	var b strings.Builder
	for _, x := range found {
		b.WriteString(" [" + x.Text + " = " + x.Value + " by " + x.Rule + "]")
	}
	return b.String()
}
