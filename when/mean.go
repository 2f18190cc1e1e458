package when

import (
	"strconv"
)

// meaning works out what a match of a rule means.
type meaning func(e *reader, n *node) value

// meanings are what rules may name behind "mean". data/README.md tells them.
var meanings map[string]meaning

func init() { // meanings ask for those of the nodes below them
	meanings = map[string]meaning{
		"pass":     pass,
		"count":    count,
		"vague":    vagueCount,
		"year":     meanYear,
		"month":    meanMonth,
		"day":      meanDay,
		"dom":      meanDom,
		"numeric":  meanNumeric,
		"ymd":      meanApart,
		"weekday":  meanWeekday,
		"this":     meanThis,
		"told":     meanTold,
		"offset":   meanOffset,
		"season":   meanSeason,
		"quarter":  meanQuarter,
		"decade":   meanDecade,
		"century":  meanCentury,
		"fiscal":   meanFiscal,
		"part":     meanPart,
		"clock":    meanClock,
		"holiday":  meanHoliday,
		"hijri":    meanHijri,
		"duration": meanDuration,
		"piece":    meanPiece,
		"set":      meanSet,
		"ref":      meanRef,
		"time":     func(e *reader, n *node) value { return refer(Time, e.arg(n, 0)) },
		"after":    meanAfter,
		"unknown":  func(e *reader, n *node) value { return value{typ: Date} },
		"none":     func(e *reader, n *node) value { return value{} },
		"pair":     meanPair,
	}
}

// part returns the k-th part of a match that is a member of the class.
func (e *reader) part(n *node, name string, k int) (number int, at int32, ok bool) {
	c := e.r.words.classes[name]
	for i := range n.parts[:n.n] {
		p := &n.parts[i]
		if p.kind >= 0 || e.tokens[p.at].classes>>c&1 == 0 {
			continue
		}
		if k == 0 {
			return e.tokens[p.at].number(c), p.at, true
		}
		k--
	}
	return 0, 0, false
}

// has reports the number of the first member of a class.
func (e *reader) has(n *node, name string) (number int, ok bool) {
	number, _, ok = e.part(n, name, 0)
	return number, ok
}

// child returns the k-th part of a match that another rule read, of one of the kinds.
func (e *reader) child(n *node, k int, kinds ...string) (*node, bool) {
	for i := range n.parts[:n.n] {
		p := &n.parts[i]
		if p.kind < 0 {
			continue
		}
		for _, name := range kinds {
			if e.r.kinds[p.kind].name == name {
				if k == 0 {
					return &e.nodes[p.at], true
				}
				k--
			}
		}
	}
	return nil, false
}

// value works out the k-th child of the kinds.
func (e *reader) value(n *node, k int, kinds ...string) (value, bool) {
	sub, ok := e.child(n, k, kinds...)
	if !ok {
		return value{}, false
	}
	return e.r.rules[sub.rule].mean(e, sub), true
}

func (e *reader) arg(n *node, i int) string {
	if args := e.r.rules[n.rule].args; i < len(args) {
		return args[i]
	}
	return ""
}

// anyKind are the kinds whose values are dates.
var anyKind = []string{"day", "month", "year", "yr", "period", "edge", "offset", "clock", "holiday"}

// pass hands on what the only child means.
func pass(e *reader, n *node) value {
	for i := range n.parts[:n.n] {
		if p := &n.parts[i]; p.kind >= 0 {
			sub := &e.nodes[p.at]
			return e.r.rules[sub.rule].mean(e, sub)
		}
	}
	return value{}
}

// count is a number: its digits in text, "X" for "several", and cut to a whole
// number in hour.
func count(e *reader, n *node) value {
	total, any := 0, false
	for _, name := range []string{"TENS", "COUNT", "INT", "ORDINAL"} {
		if v, ok := e.has(n, name); ok {
			total, any = total+v, true
		}
	}
	if v, ok := e.has(n, "MULT"); ok {
		total, any = max(total, 1)*v, true
	}
	text := strconv.Itoa(total)
	if _, at, ok := e.part(n, "NUM", 0); ok {
		t := &e.tokens[at]
		total, any = int(t.n), true
		text = strconv.Itoa(total) + "." + strconv.Itoa(int(t.aux))
	}
	if !any {
		total = e.r.rules[n.rule].number
		text = strconv.Itoa(total)
	}
	if e.arg(n, 0) == "half" {
		text += ".5"
	}
	return value{text: text, hour: total}
}

func vagueCount(e *reader, n *node) value { return value{text: "X", hour: -1} }

// number returns the number of a match: of its child or, without one, 1.
func (e *reader) number(n *node) (text string, whole int) {
	if v, ok := e.value(n, 0, "number"); ok {
		return v.text, v.hour
	}
	return "1", 1
}

// badDate is an expression whose date does not exist.
func badDate() value { return value{typ: Date} }
