package eval

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"parley"
	"parley/when"
)

// Days counts how often the words that the corpus gives for the day of an
// event are found and read as the day or stretch that it gives.
type Days struct {
	Value  Count // mentions with a value: pred, those found; hit, those read so
	Errors []Error
}

// Add compares the expressions read from a document with the days of its events.
func (d *Days) Add(doc *Document, found []when.Expression) {
	for i := range doc.Sentences {
		seen := map[parley.Span]bool{}
		for k := range doc.Sentences[i].Events {
			date := &doc.Sentences[i].Events[k].Date
			if date.Value == "" || seen[date.Mention.Span] {
				continue
			}
			seen[date.Mention.Span] = true
			d.mention(doc, &doc.Sentences[i], doc.Sentences[i].Lines[k], date, found)
		}
	}
}

func (d *Days) mention(doc *Document, sent *Sentence, line int, date *parley.Dates, found []when.Expression) {
	value := date.Value
	if date.Until != "" {
		value += "/" + date.Until
	}
	d.Value.Gold++
	have, overlap := "", false
	for i := range found {
		x := &found[i]
		if !x.Span.Overlaps(date.Mention.Span) {
			continue
		}
		if !overlap {
			d.Value.Pred++
			overlap = true
		}
		if sameDays(x, date, value) {
			d.Value.Hit++
			return
		}
		have += fmt.Sprintf("%s = %s by %s; ", x.Text, x.Value, x.Rule)
	}
	kind := "day missed"
	if overlap {
		kind = "day wrong"
	}
	d.Errors = append(d.Errors, Error{
		Kind: kind, Where: fmt.Sprintf("%s:%d", doc.File, line), Sentence: doc.Text[sent.Span.Start:sent.Span.End],
		Want: fmt.Sprintf("%s = %s, published %s", date.Mention.Text, value, doc.Published.Format(time.DateOnly)), Have: have,
	})
}

// sameDays reports whether an expression covers the days of an annotated date, or has
// its value where that is none of the calendar.
func sameDays(x *when.Expression, date *parley.Dates, value string) bool {
	if _, _, ok := when.Bounds(value); !ok {
		return x.Value == value
	}
	if !x.Anchor.IsZero() && covers(x.Anchor, x.Anchor, "day", date) { // "two days after" is marked with what it counts from
		return true
	}
	return !x.First.IsZero() && covers(x.First, x.Last, x.Precision, date)
}

// covers reports whether days are those of an annotated date. The corpus writes no
// seasons: the year stands for them. Of what has gone on since a day, the day it
// began counts.
func covers(first, last time.Time, precision string, date *parley.Dates) bool {
	begin, end, ok := days(date)
	switch {
	case !ok:
		return false
	case strings.HasPrefix(strings.ToLower(date.Mention.Text), "since "):
		return first.Equal(begin)
	case precision == "season" && len(date.Value) == 4:
		return first.Year() == begin.Year()
	}
	return first.Equal(begin) && last.Equal(end)
}

// Report prints the figures.
func (d *Days) Report(out io.Writer) error {
	w := tabwriter.NewWriter(out, 2, 0, 2, ' ', 0)
	fmt.Fprintf(w, "days of events: %d with a value\n\nfound\t%.4f\nfound, and the value right\t%.4f\n", d.Value.Gold, share(d.Value.Pred, d.Value.Gold), share(d.Value.Hit, d.Value.Gold))
	return w.Flush()
}
