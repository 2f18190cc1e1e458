package when

import (
	"testing"
	"time"

	"parley"
	"parley/nlp"
)

// FuzzFind reads any text as published on any day: nothing may panic, leave the
// text, overlap, or place a time that it does not write as such.
func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"On 31 February 2020 the 99th of May was 30/30/2020.", "in 9999 BC and in 99999 BC", "the 0th century, week 99 of 2020",
		"three hundred thousand years later, 999999 centuries ago", "from 3 to 77 March 0000, July 0-99, 1914-00", "25:61 p.m. on Saturday night week, 2400 hours",
		"1 Muharram 9999, Ramadan 0", "the last 400 weeks of the first decade of the 21st century", "a day after a day after a day after",
		"mid-", "’99s '00 ’", "FY FY99999 Q9 H2", "2020-99-99T25:00 0001-01-01", "the -", "\xff\xfe 12.5.\u00e9 1,000,000",
	} {
		f.Add(s, int64(1700000000))
	}
	_, r := loaded()
	f.Fuzz(func(t *testing.T, text string, seconds int64) {
		if len(text) > 2000 {
			return
		}
		doc := parley.Document{Text: text, Published: time.Unix(seconds%200000000000, 0).UTC()}
		if seconds == 0 {
			doc.Published = time.Time{}
		}
		// A flat tree will do, and the parser would take most of the time.
		sents := nlp.Segment(text, nil)
		for i := range sents {
			for k := range sents[i].Tokens {
				tok := &sents[i].Tokens[k]
				tok.Head, tok.Deprel, tok.UPOS, tok.XPOS, tok.Lemma = k-1, "dep", "NOUN", "NN", tok.Form
				if k%3 == 1 {
					tok.UPOS, tok.XPOS = "VERB", "VBD"
				}
			}
		}
		end := 0
		for _, x := range r.Find(&doc, sents) {
			if x.Span.Start < end || x.Span.Empty() || x.Span.End > len(text) {
				t.Fatalf("span %v after %d in a text of %d", x.Span, end, len(text))
			}
			end = x.Span.End
			if x.Text != text[x.Span.Start:x.Span.End] || x.Type == "" || x.Rule == "" {
				t.Fatalf("bad expression %+v", x)
			}
			if x.First.IsZero() != (x.Precision == "") || x.First.IsZero() != x.Last.IsZero() || x.Last.Before(x.First) {
				t.Fatalf("%q from %v to %v, to the %q", x.Text, x.First, x.Last, x.Precision)
			}
			if lo, _, ok := Bounds(x.Value); ok && (x.First.IsZero() || !lo.Equal(x.First)) {
				t.Fatalf("%q = %q, but from %v", x.Text, x.Value, x.First)
			}
		}
	})
}

func FuzzBounds(f *testing.F) {
	for _, s := range []string{"2023-07-15", "-0264", "199", "2006-W41-WE", "A/B", "////", "2023-SU", "--", "P3M"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if first, last, ok := Bounds(s); ok && last.Before(first) {
			t.Errorf("Bounds(%q) = %v to %v", s, first, last)
		}
	})
}
