package eval

import (
	"strings"
	"time"
	"unicode"

	"parley"
	"parley/when"
)

// Told counts what the words around events may tell of them.
type Told struct {
	All  Count
	Both Count // of those events for which annotation and coding tell something
}

func (t *Told) add(c Count) {
	t.All.add(c.Gold, c.Pred, c.Hit)
	if c.Gold > 0 && c.Pred > 0 {
		t.Both.add(c.Gold, c.Pred, c.Hit)
	}
}

// dateHit compares the days of two events: how many are annotated, told by words,
// and the same. The day of publication, which stands in for words, counts as told
// only where it is right.
func dateHit(g, p *parley.Dates) Count {
	c := Count{Gold: btoi(g.Value != ""), Hit: btoi(sameDates(g, p))}
	c.Pred = max(c.Hit, btoi(p.Value != "" && p.From != parley.FromDocument))
	return c
}

// sameDates reports whether a coded date covers the days of an annotated one.
func sameDates(g, p *parley.Dates) bool {
	first, last, ok := days(p)
	return ok && covers(first, last, p.Precision, g)
}

// days returns the first and the last day of a date.
func days(d *parley.Dates) (first, last time.Time, ok bool) {
	if first, last, ok = when.Bounds(d.Value); ok && d.Until != "" {
		_, last, ok = when.Bounds(d.Until)
	}
	return first, last, ok
}

// placeHit compares the places of two events as [dateHit] does their days. A place
// that an annotated party has in its words, "a depot at Assab", is not annotated
// again: it counts as neither right nor wrong.
func placeHit(g, p *parley.Event) Count {
	c := Count{Gold: btoi(g.Place.Country != ""), Hit: btoi(samePlace(&g.Place, &p.Place))}
	told := p.Place.Located() && p.Place.From != parley.FromDocument && (c.Gold > 0 || !inParty(g, p.Place.Mention.Span))
	c.Pred = max(c.Hit, btoi(told))
	return c
}

// inParty reports whether words are part of a party's mention.
func inParty(g *parley.Event, words parley.Span) bool {
	for _, list := range [][]parley.Party{g.Actors, g.Recipients} {
		for _, party := range list {
			if party.Mention.Span.Contains(words) {
				return true
			}
		}
	}
	return false
}

// samePlace reports whether a coded place answers an annotated one: it lies in the
// same country and, where the annotated words hold a name, is named by those words.
func samePlace(g, p *parley.Place) bool {
	return g.Country != "" && g.Country == p.Country && (g.Mention.Span.Overlaps(p.Mention.Span) || !named(g.Mention.Text))
}

// named reports whether words hold a name: a capital letter, but for nationalities,
// as "a Swedish castle" has no name.
func named(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if r := []rune(w); unicode.IsUpper(r[0]) {
			return true
		}
	}
	return false
}
