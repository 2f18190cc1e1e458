package when

import "strings"

// pending is an expression counted from something that the text does not date:
// "three days after the ceasefire".
type pending struct {
	at    int // index of the expression
	unit  unit
	by    int // how many units after the event; negative before
	clear bool
}

// meanAfter is such an expression. It stays unresolved, unless its sentence
// has a day of its own: see settle.
func meanAfter(e *reader, n *node) value {
	text, whole := e.number(n)
	u, times := e.unitOf(n)
	if text != "X" && u != noUnit {
		if _, ok := e.has(n, "CLOCKUNIT"); !ok {
			e.wait = pending{unit: u, by: whole * times * e.r.rules[n.rule].number, clear: true}
		}
	}
	return unknownForm(max(u, uDay))
}

// settle dates the expressions of a sentence that are counted from an event by
// the day that stands beside them: "on Friday, two days after the vote" is that
// Friday, and the vote was two days before.
func (e *reader) settle(from int) {
	for _, w := range e.waits {
		x := &e.out[w.at]
		day, ok := e.beside(from, w.at)
		if !ok {
			continue
		}
		x.First, x.Last, x.Precision, x.From = day.First, day.Last, "day", day.From
		x.Value, _, _ = strings.Cut(day.Value, "T")
		if back := offset(w.unit, dayOf(day.First), -w.by, false); back.placed {
			x.Anchor = back.lo.time()
		}
	}
	e.waits = e.waits[:0]
}

// beside returns the expression for a single day that stands right before
// another in its sentence, or right behind one that opens the sentence.
func (e *reader) beside(from, at int) (*Expression, bool) {
	if at > from && isDay(&e.out[at-1]) {
		return &e.out[at-1], true
	}
	opens := e.out[at].Span.Start-e.sent.Span.Start < 20
	if at == from && opens && at+1 < len(e.out) && isDay(&e.out[at+1]) {
		return &e.out[at+1], true
	}
	return nil, false
}

func isDay(x *Expression) bool {
	return (x.Type == Date && x.Precision == "day" || x.Type == Time) && x.First.Equal(x.Last) && !x.First.IsZero()
}
