package eval

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"parley"
)

// Error is one difference between what was annotated and what was coded.
type Error struct {
	Kind       string // "missed ASSAULT", "ACCUSE for REQUEST", "status actual for future" …
	Where      string // file:line
	Sentence   string
	Want, Have string // event lines, empty for none
}

// faults lists what is wrong with a pair.
func faults(p *pair) []Error {
	var kinds []string
	add := func(format string, args ...any) { kinds = append(kinds, fmt.Sprintf(format, args...)) }
	switch g, c := p.gold, p.pred; {
	case g == nil && len(p.sent.Events) == 0:
		add("false %s in a quiet sentence", c.Type)
	case g == nil:
		add("false %s beside events", c.Type)
	case c == nil:
		add("missed %s", g.Type)
	case !p.type_:
		add("%s for %s", c.Type, g.Type)
	case !p.parties:
		kinds = append(kinds, partyFaults("actor", g.Actors, c.Actors)...)
		kinds = append(kinds, partyFaults("recipient", g.Recipients, c.Recipients)...)
	default:
		kinds = append(kinds, detailFaults(g, c)...)
	}
	var out []Error
	for _, kind := range kinds {
		e := Error{Kind: kind, Where: fmt.Sprintf("%s:%d", p.doc.File, p.line)}
		e.Sentence = p.doc.Text[p.sent.Span.Start:p.sent.Span.End]
		if p.gold != nil {
			e.Want = Line(p.gold)
		}
		if p.pred != nil {
			e.Have = fmt.Sprintf("%s  [%s %.2f]", Line(p.pred), p.pred.Rule, p.pred.Confidence)
		}
		out = append(out, e)
	}
	return out
}

func partyFaults(role string, gold, pred []parley.Party) []string {
	n := hits(gold, pred)
	switch {
	case n == len(gold) && n == len(pred):
		return nil
	case len(pred) == 0:
		return []string{"no " + role}
	case len(gold) == 0:
		return []string{"a " + role + " where none is"}
	case n == len(gold):
		return []string{"one " + role + " too many"}
	case n == len(pred):
		return []string{"one " + role + " too few"}
	}
	return []string{"wrong " + role}
}

func detailFaults(g, c *parley.Event) (kinds []string) {
	if g.Status != c.Status {
		kinds = append(kinds, fmt.Sprintf("status %s for %s", c.Status, g.Status))
	}
	switch mentions, alike := sameSpeakers(g.SaidBy, c.SaidBy); {
	case mentions && !alike:
		kinds = append(kinds, "kind of speaker")
	case !mentions && len(c.SaidBy) < len(g.SaidBy):
		kinds = append(kinds, "speaker missed")
	case !mentions && len(c.SaidBy) > len(g.SaidBy):
		kinds = append(kinds, "speaker where none is")
	case !mentions:
		kinds = append(kinds, "wrong speaker")
	}
	if n := thirdHits(g.Third, c.Third); n < len(g.Third) {
		kinds = append(kinds, "third party missed")
	} else if n < len(c.Third) {
		kinds = append(kinds, "third party where none is")
	}
	kinds = append(kinds, fault("day", dateHit(&g.Date, &c.Date))...)
	kinds = append(kinds, fault("place", placeHit(g, c))...)
	if g.CAMEO != c.CAMEO {
		kinds = append(kinds, "CAMEO "+c.CAMEO+" for "+g.CAMEO)
	}
	if !slices.Equal(g.Modes, c.Modes) {
		kinds = append(kinds, fmt.Sprintf("mode %s for %s", orNone(c.Modes), orNone(g.Modes)))
	}
	return kinds
}

// fault names what is wrong with a part of an event that words may tell.
func fault(what string, c Count) []string {
	switch {
	case c.Hit > 0 || c.Gold == 0 && c.Pred == 0:
		return nil
	case c.Pred == 0:
		return []string{what + " missed"}
	case c.Gold == 0:
		return []string{what + " where none is told"}
	}
	return []string{"wrong " + what}
}

func orNone(modes []string) string {
	if len(modes) == 0 {
		return "none"
	}
	return strings.Join(modes, "+")
}

// Kinds counts the errors by kind, the commonest first.
func (r *Result) Kinds() (kinds []string, count map[string]int) {
	count = map[string]int{}
	for _, e := range r.Errors {
		if count[e.Kind] == 0 {
			kinds = append(kinds, e.Kind)
		}
		count[e.Kind]++
	}
	sort.SliceStable(kinds, func(a, b int) bool {
		if count[kinds[a]] != count[kinds[b]] {
			return count[kinds[a]] > count[kinds[b]]
		}
		return kinds[a] < kinds[b]
	})
	return kinds, count
}

// Line writes an event as a line of the corpus.
func Line(ev *parley.Event) string {
	var b strings.Builder
	b.WriteString(ev.Type)
	if len(ev.Modes) > 0 {
		b.WriteString(":" + strings.Join(ev.Modes, "+"))
	}
	fmt.Fprintf(&b, " %s %s | %s >", ev.CAMEO, ev.Status, words(ev.Actors))
	if len(ev.Recipients) > 0 {
		b.WriteString(" " + words(ev.Recipients))
	}
	for _, th := range ev.Third {
		fmt.Fprintf(&b, "; %s: %s", th.Role, th.Party.Mention.Text)
	}
	for i, s := range ev.SaidBy {
		if i == 0 {
			b.WriteString("; by: ")
		} else {
			b.WriteString(" + ")
		}
		fmt.Fprintf(&b, "%s (%s)", s.Mention.Text, s.Kind)
	}
	if d := &ev.Date; d.Value != "" || d.Mention.Text != "" {
		fmt.Fprintf(&b, "; on: %s = %s", d.Mention.Text, d.Value)
		if d.Until != "" {
			b.WriteString("/" + d.Until)
		}
	}
	if p := &ev.Place; p.Mention.Text != "" || p.Name != "" {
		fmt.Fprintf(&b, "; at: %s = %s", p.Mention.Text, p.Country)
	}
	return b.String()
}

func words(list []parley.Party) string {
	var out []string
	for _, p := range list {
		out = append(out, p.Mention.Text)
	}
	return strings.Join(out, " + ")
}
