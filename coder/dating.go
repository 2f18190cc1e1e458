package coder

import (
	"strings"
	"time"

	"parley"
	"parley/when"
)

// dated says when the act of a reading took place, or is to: by the expression that
// its words govern, else by the one that its sentence has to spare; a promise by
// the day for which it is made; and by the day of the report what has just been
// done and has no words.
func (r *reader) dated(g *reading, ev *parley.Event) parley.Dates {
	var best, plan choice
	for k := range r.times {
		e := &r.times[k]
		if !r.dating(g, e) {
			continue
		}
		if r.countedFrom(g, e) {
			return r.anchor(e)
		}
		b := r.tieOf(g, e.head)
		if b == noTie && r.goesOn(g.core, r.governor(e.head), ev) {
			b = loose
		}
		if b > loose && promises(ev) {
			plan = r.choose(g, plan, r.choice(e, b, true))
		}
		if b == ofContent && !sharesDay(g) {
			b = noTie
		}
		if c := r.choice(e, b, ev.Status == parley.Future); r.timely(&c, ev) {
			best = r.choose(g, best, c)
		} else if b > noTie {
			r.tell("      when: %q, %s, does not fit what is %s", e.Text, e.Value, ev.Status)
		}
	}
	switch {
	case best.tie > loose:
		return r.toDates(best, parley.FromClause)
	case best.tie == loose:
		return r.toDates(best, parley.FromSentence)
	case plan.tie > noTie:
		return r.toDates(plan, parley.FromClause)
	case ev.Status == parley.Actual && !r.date.IsZero():
		return parley.Dates{Value: r.date.Format(time.DateOnly), Precision: "week", From: parley.FromDocument}
	}
	return parley.Dates{}
}

// choice is an expression that may date an act, how it belongs to it, and the days
// that it means for it.
type choice struct {
	*timeAt
	tie         tie
	first, last time.Time
}

func (r *reader) choice(e *timeAt, b tie, planned bool) choice {
	first, last := r.turned(e, planned)
	return choice{e, b, first, last}
}

// choose returns the better of two choices: the closer tie, then what says more of
// the calendar, then the shorter stretch within the longer, then the nearer.
func (r *reader) choose(g *reading, a, b choice) choice {
	switch {
	case b.tie == noTie, a.tie > b.tie:
		return a
	case a.tie < b.tie:
		return b
	case a.first.IsZero() != b.first.IsZero():
		if a.first.IsZero() {
			return b
		}
		return a
	case a.within(b) != b.within(a): // "for the third time this year on Sunday"
		if b.within(a) {
			return b
		}
		return a
	case abs(b.head-g.core) < abs(a.head-g.core):
		return b
	}
	return a
}

// within reports whether the days of a are some of those of b.
func (a choice) within(b choice) bool {
	return !a.first.Before(b.first) && !a.last.After(b.last)
}

// promises reports whether an act is one of words about what is to be done.
func promises(ev *parley.Event) bool {
	switch ev.Type {
	case "AGREE", "CONCEDE", "THREATEN":
		return ev.Status == parley.Actual || ev.Status == parley.Hypothetical
	}
	return false
}

// dating reports whether an expression can tell the day of the act of g: a date, or
// a length of time that lies behind the report, "in the past week". One that only
// describes a thing, "a sixteenth-century mosque", cannot.
func (r *reader) dating(g *reading, e *timeAt) bool {
	switch r.t.base(e.head) {
	case "amod", "compound", "nummod":
		if h := r.t.head(e.head); h >= 0 && !r.names(g, h) && len(r.readings(h)) == 0 && !r.prepositional(e) {
			return false
		}
	}
	switch e.Type {
	case when.Date, when.Time:
		return true
	case when.Duration:
		return !e.First.IsZero() && !r.date.IsZero() && e.First.Before(r.date) && !e.Last.After(r.date)
	}
	return false
}

// countedFrom reports whether the act of g is what an expression counts from, "on
// Friday, two days after rebels took the town", and the day is known.
func (r *reader) countedFrom(g *reading, e *timeAt) bool {
	if e.Anchor.IsZero() {
		return false
	}
	for i := e.head; i < len(r.t.toks); i++ {
		if r.t.toks[i].Span.Start >= e.Span.End && r.isDeed(i) {
			return r.names(g, i)
		}
	}
	return false
}

// anchor is the day that an expression counts from, as the date of an act.
func (r *reader) anchor(e *timeAt) parley.Dates {
	return parley.Dates{
		Mention: parley.Quote{Span: e.Span, Text: e.Text}, Value: e.Anchor.Format(time.DateOnly),
		Precision: "day", From: parley.FromClause,
	}
}

// prepositional reports whether a preposition stands right before an expression,
// or at its head.
func (r *reader) prepositional(e *timeAt) bool {
	for i := range r.t.toks {
		if s := r.t.toks[i].Span; s.End > e.Span.Start {
			return r.t.toks[i].UPOS == "ADP" || i > 0 && r.t.toks[i-1].UPOS == "ADP"
		}
	}
	return false
}

// goesOn reports whether the day of verb v is likely to be that of verb c too: of a
// series of acts whose end it stands at, or of what others did in answer to v.
func (r *reader) goesOn(c, v int, ev *parley.Event) bool {
	return r.series(c, v) || bodily(ev) && r.t.is(c, "conj") && r.t.head(c) == v && !r.says(v)
}

// sharesDay reports whether the time of what the act of g speaks of is its own: to
// begin or to end something is done when it begins or ends, to demand it is not.
func sharesDay(g *reading) bool {
	switch g.comp.Coding.Type {
	case "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return false
	case "AGREE", "SUPPORT", "CONCEDE": // "agreed to meet in Doha", but "signed the accord in Doha"
		return len(g.comp.Ops) == 0
	}
	return true
}

// timely reports whether an expression may date an act of a status: what was done does
// not lie ahead of the report, what is to come not behind it.
func (r *reader) timely(c *choice, ev *parley.Event) bool {
	if c.first.IsZero() || r.date.IsZero() {
		return true
	}
	if ofDeeds(ev) && ev.Status == parley.Actual && r.date.Sub(c.last) > longAgo*24*time.Hour { // the deed's: "charged with a murder in 1999"
		return false
	}
	switch ev.Status {
	case parley.Future:
		return !c.last.Before(r.date)
	case parley.Actual, parley.Historical, parley.Failed:
		switch r.t.preposition(c.head) {
		case "by", "until", "till", "before": // a term, not the day
			return c.last.Before(r.date)
		}
		return !c.first.After(r.date)
	}
	return true
}

// turned returns the first and the last day of an expression as an act has them: a
// bare day of the week is the last one for what was done, and the next one for what
// is planned.
func (r *reader) turned(e *timeAt, planned bool) (first, last time.Time) {
	days := int(e.First.Sub(r.date).Hours() / 24)
	switch {
	case e.First.IsZero() || r.date.IsZero() || !bareWeekday(e.Text):
	case planned && days < 0 && days >= -7:
		return e.First.AddDate(0, 0, 7), e.Last.AddDate(0, 0, 7)
	case !planned && days > 0 && days <= 7:
		return e.First.AddDate(0, 0, -7), e.Last.AddDate(0, 0, -7)
	}
	return e.First, e.Last
}

// bareWeekday reports whether words tell a day of the week, and not of which week.
func bareWeekday(s string) bool {
	found := false
	for w := range strings.FieldsSeq(s) {
		switch lower(w) {
		case "last", "next", "this", "past", "coming", "previous", "following", "earlier", "after", "before", "week", "of":
			return false
		}
		found = found || weekday(w)
		if w[0] >= '0' && w[0] <= '9' || month(w) > 0 {
			return false
		}
	}
	return found
}

func abs(n int) int { return max(n, -n) }

// toDates writes a choice as the date of an act, to the day at the finest.
func (r *reader) toDates(c choice, from parley.Origin) parley.Dates {
	d := parley.Dates{Mention: parley.Quote{Span: c.Span, Text: r.text[c.Span.Start:c.Span.End]}, From: from}
	if c.first.IsZero() {
		return d
	}
	d.Value, d.Precision = c.first.Format(time.DateOnly), c.Precision
	switch c.Precision {
	case "minute", "hour", "part-of-day":
		d.Precision = "day"
	case "week", "month", "year":
		if c.Type == when.Date {
			d.Value = c.Value
		}
	}
	last := c.last
	if r.t.preposition(c.head) == "since" && last.Before(r.date) { // and goes on
		d.Value, last = c.first.Format(time.DateOnly), r.date
	}
	if last.After(c.first) {
		d.Until = last.Format(time.DateOnly)
	}
	return d
}
