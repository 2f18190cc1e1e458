package eval

import (
	"strings"

	"parley"
)

// pair is an annotated event and the coded one that answers it; either may be
// missing.
type pair struct {
	doc        *Document
	sent       *Sentence
	gold, pred *parley.Event
	line       int
	type_      bool // the type is right
	parties    bool // all actors and all recipients are right, and no other
}

// right reports whether the event counts as found: type and all parties right.
func (p *pair) right() bool { return p.type_ && p.parties }

// match pairs the annotated events of a document with the coded ones: first
// those that agree in type and parties, then, to tell what went wrong, those of
// the same sentence that agree in one of the two, then what is left.
func match(d *Document, coded []parley.Event) []pair {
	var out []pair
	used := make([]bool, len(coded))
	type open struct {
		sent *Sentence
		k    int
	}
	var left []open
	for i := range d.Sentences {
		for k := range d.Sentences[i].Events {
			left = append(left, open{&d.Sentences[i], k})
		}
	}
	for _, agree := range []func(g, c *parley.Event) bool{
		func(g, c *parley.Event) bool { return g.Type == c.Type && sameParties(g, c) && g.Status == c.Status },
		func(g, c *parley.Event) bool { return g.Type == c.Type && sameParties(g, c) },
		func(g, c *parley.Event) bool { return g.Type == c.Type },
		func(g, c *parley.Event) bool { return sameParties(g, c) },
	} {
		var still []open
		for _, o := range left {
			gold := &o.sent.Events[o.k]
			found := false
			for i := range coded {
				if c := &coded[i]; !used[i] && o.sent.Span.Overlaps(c.Trigger.Span) && agree(gold, c) {
					out = append(out, pair{d, o.sent, gold, c, o.sent.Lines[o.k], gold.Type == c.Type, sameParties(gold, c)})
					used[i], found = true, true
					break
				}
			}
			if !found {
				still = append(still, o)
			}
		}
		left = still
	}
	for _, o := range left {
		out = append(out, pair{doc: d, sent: o.sent, gold: &o.sent.Events[o.k], line: o.sent.Lines[o.k]})
	}
	for i := range coded {
		if !used[i] {
			s := d.sentence(coded[i].Trigger.Span)
			out = append(out, pair{doc: d, sent: s, pred: &coded[i], line: s.Line})
		}
	}
	return out
}

// sentence returns the sentence that holds a span, or the one nearest behind it.
func (d *Document) sentence(span parley.Span) *Sentence {
	for i := range d.Sentences {
		if span.Start < d.Sentences[i].Span.End {
			return &d.Sentences[i]
		}
	}
	return &d.Sentences[len(d.Sentences)-1]
}

// sameParties reports whether both events have the same actors and recipients.
func sameParties(a, b *parley.Event) bool {
	return sameList(a.Actors, b.Actors) && sameList(a.Recipients, b.Recipients)
}

// sameList reports whether two lists name the same parties: each of one is
// answered in the other. "American and British jets" may be written as one
// mention or as two.
func sameList(a, b []parley.Party) bool {
	return answered(a, b) && answered(b, a)
}

// answered reports whether every party of a has one of the same name in b.
func answered(a, b []parley.Party) bool {
	for _, x := range a {
		found := false
		for _, y := range b {
			found = found || sameMention(x.Mention, y.Mention)
		}
		if !found {
			return false
		}
	}
	return true
}

// hits counts the parties of a that some party of b answers, each one once.
func hits(a, b []parley.Party) int {
	n := 0
	used := make([]bool, len(b))
	for _, x := range a {
		for k, y := range b {
			if !used[k] && sameMention(x.Mention, y.Mention) {
				used[k] = true
				n++
				break
			}
		}
	}
	return n
}

// sameMention reports whether two mentions name the same party: they share
// words of the text, or read alike.
func sameMention(a, b parley.Quote) bool {
	return a.Span.Overlaps(b.Span) || plain(a.Text) == plain(b.Text)
}

// plain is a mention without article and capitals.
func plain(s string) string {
	s = strings.ToLower(s)
	for _, article := range []string{"the ", "a ", "an "} {
		s = strings.TrimPrefix(s, article)
	}
	return strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
}

// sameSpeakers compares who says so: all of them, in any order, with kinds.
func sameSpeakers(a, b []parley.Speaker) (mentions, kinds bool) {
	if len(a) != len(b) {
		return false, false
	}
	mentions, kinds = true, true
	for _, x := range a {
		found := false
		for _, y := range b {
			if sameMention(x.Mention, y.Mention) {
				found, kinds = true, kinds && x.Kind == y.Kind
				break
			}
		}
		mentions = mentions && found
	}
	return mentions, mentions && kinds
}

// thirdHits counts third parties of a that b has in the same role.
func thirdHits(a, b []parley.Third) int {
	n := 0
	used := make([]bool, len(b))
	for _, x := range a {
		for k, y := range b {
			if !used[k] && x.Role == y.Role && sameMention(x.Party.Mention, y.Party.Mention) {
				used[k] = true
				n++
				break
			}
		}
	}
	return n
}

// Verdict tells how a coded event stands to the annotated ones.
type Verdict struct {
	Right bool // some annotated event has its type and all its parties
	Told  bool // some has its type, one of its actors and, if both name any, one of its recipients
	Quiet bool // its sentence has no event
}

// Judge judges every coded event of a document. Unlike [Result.Add] it lets
// several coded events answer one annotated event.
func Judge(d *Document, coded []parley.Event) []Verdict {
	out := make([]Verdict, len(coded))
	for i := range coded {
		s, v, ev := d.sentence(coded[i].Trigger.Span), &out[i], &coded[i]
		v.Quiet = len(s.Events) == 0
		for k := range s.Events {
			g := &s.Events[k]
			if g.Type != ev.Type {
				continue
			}
			v.Right = v.Right || sameParties(g, ev)
			v.Told = v.Told || hits(g.Actors, ev.Actors) > 0 &&
				(len(g.Recipients) == 0 || len(ev.Recipients) == 0 || hits(g.Recipients, ev.Recipients) > 0)
		}
	}
	return out
}

// Answer returns the annotated event of a document that a coded one of its
// sentence answers in type and in an actor, or nil.
func Answer(d *Document, coded *parley.Event) *parley.Event {
	s := d.sentence(coded.Trigger.Span)
	for k := range s.Events {
		if g := &s.Events[k]; g.Type == coded.Type && hits(g.Actors, coded.Actors) > 0 {
			return g
		}
	}
	return nil
}

// Names reports whether a mention names one of the parties.
func Names(list []parley.Party, mention parley.Quote) bool {
	for _, p := range list {
		if sameMention(p.Mention, mention) {
			return true
		}
	}
	return false
}
