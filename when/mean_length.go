package when

import "strconv"

// unitLetters write the units of a duration.
var unitLetters = map[unit]string{
	uSecond: "TXS", uMinute: "TXM", uHour: "TXH", uDay: "XD", uWeekend: "XWE", uWeek: "XW", uMonth: "XM",
	uQuarter: "XQ", uSeason: "XS", uYear: "XY", uDecade: "XDE", uCentury: "XCE",
}

// periodForm writes a duration: "P3M", "PT24H", "PXD", "P2.5Y".
func periodForm(text string, u unit, times int) string {
	letters := unitLetters[u]
	if letters == "" {
		return ""
	}
	if times > 1 && text != "X" {
		if n, digits := leadingNumber(text); digits == len(text) {
			text = strconv.Itoa(n * times)
		}
	}
	if letters[0] == 'T' {
		return "PT" + text + letters[2:]
	}
	return "P" + text + letters[1:]
}

// meanDuration is a length of time. Its argument says what it is anchored to:
// now-, the stretch up to now; now+, the one that begins now; none.
func meanDuration(e *reader, n *node) value {
	text, whole := e.number(n)
	if _, numbered := e.child(n, 0, "number"); !numbered && (e.arg(n, 1) == "many" || e.severalUnits(n)) {
		text, whole = "X", -1
	}
	u, times := e.unitOf(n)
	v := refer(Duration, periodForm(text, u, times))
	side := e.arg(n, 0)
	if side == "perfect" {
		side = ""
		if t := e.treeTense(n.first, n.end); t == perfect {
			side = "now-"
		}
	}
	if side == "" || side == "-" || whole < 1 || whole > 5000 || e.history {
		return v
	}
	now, ok := e.now()
	if !ok {
		return v
	}
	far := reach(u, now, whole*times, side == "now-")
	v.lo, v.hi, v.placed, v.unit = min(now, far), max(now, far), true, max(u, uDay)
	return v
}

// severalUnits reports whether a unit stands in the plural: "months-long".
func (e *reader) severalUnits(n *node) bool {
	if _, at, ok := e.part(n, "UNIT", 0); ok {
		return plural(e.sent.Tokens[at].Form)
	}
	_, at, ok := e.part(n, "CLOCKUNIT", 0)
	return ok && plural(e.sent.Tokens[at].Form)
}

// reach is the day that many units before or after d.
func reach(u unit, d day, n int, back bool) day {
	if back {
		n = -n
	}
	switch u {
	case uSecond, uMinute, uHour:
		return d + day(n/24)
	case uWeek, uWeekend:
		return d + day(7*n)
	case uMonth:
		return d.addMonths(n)
	case uQuarter, uSeason:
		return d.addMonths(3 * n)
	case uYear:
		return d.addMonths(12 * n)
	case uDecade:
		return d.addMonths(120 * min(max(n, -500), 500))
	case uCentury:
		return d.addMonths(1200 * min(max(n, -50), 50))
	}
	return d + day(n)
}

// meanSet is a time that comes again: "daily", "every Friday", "twice a week".
func meanSet(e *reader, n *node) value {
	u, times := e.unitOf(n)
	switch text := e.arg(n, 0); {
	case text == "one" && u != noUnit:
		return refer(Set, periodForm("1", u, times))
	case text == "two":
		return refer(Set, periodForm("2", u, times))
	case text != "" && text != "one":
		return refer(Set, text)
	}
	if w, ok := e.has(n, "WEEKDAY"); ok {
		return refer(Set, "XXXX-WXX-"+strconv.Itoa(w))
	}
	if w, ok := e.has(n, "WEEKDAYS"); ok {
		return refer(Set, "XXXX-WXX-"+strconv.Itoa(w))
	}
	if m, ok := e.has(n, "MONTH"); ok {
		return refer(Set, "XXXX-"+twoForm(m))
	}
	if p, ok := e.has(n, "PART"); ok {
		return refer(Set, "XXXX-XX-XX"+partCodes[p])
	}
	text, _ := e.number(n)
	if u == uSeason {
		s, _ := e.has(n, "SEASON")
		return refer(Set, "XXXX-"+seasonCodes[s-1])
	}
	return refer(Set, periodForm(text, u, times))
}

// meanRef is what has no place in the calendar: its argument is the value.
// A second argument, "ahead", asks for words about days to come: what "soon
// fell" tells of is past.
func meanRef(e *reader, n *node) value {
	if e.arg(n, 1) == "ahead" && !e.tenseOf(n.first, n.end).ahead() {
		return value{}
	}
	return refer(Date, e.arg(n, 0))
}
