package when

import (
	"strconv"

	"parley/nlp"
)

// meanWeekday is a day of the week by the day of publication, or by the date
// last told in a history.
func meanWeekday(e *reader, n *node) value {
	w, _ := e.has(n, "WEEKDAY")
	base, ok := e.pub, e.hasPub
	if e.history {
		base, ok = e.told.lo, e.told.placed && e.told.unit <= uWeek
	}
	which := e.arg(n, 0)
	if v, found := e.value(n, 0, "period", "month", "day", "holiday"); found {
		switch {
		case !v.placed:
			ok = false
		case v.unit == uWeek:
			return onDay(v.lo.monday() + day(w-1))
		default:
			return weekdayBeside(v, w, which)
		}
	}
	if which == "after" || which == "before" {
		base, ok = e.told.lo, e.told.placed && e.told.unit <= uDay
		if !ok && e.hasPub && !e.history && !e.told.placed {
			base, ok = e.pub, true
		}
	}
	if !ok {
		return refer(Date, "XXXX-WXX-"+strconv.Itoa(w))
	}
	e.count(base)
	back := day((base.weekday() - w + 7) % 7) // days since the last one, 0 for today
	ahead := day((w - base.weekday() + 7) % 7)
	switch which {
	case "last", "before":
		if back == 0 {
			back = 7
		}
		return onDay(base - back)
	case "next", "after":
		if ahead == 0 {
			ahead = 7
		}
		return onDay(base + ahead)
	case "week":
		return onDay(base + ahead + 7)
	case "earlier": // the one before the last
		return onDay(base - back - 7)
	case "ofweek":
		return onDay(base.monday() + day(7*e.r.rules[n.rule].number+w-1))
	case "this":
		return onDay(base.monday() + day(w-1))
	}
	if e.history {
		if ahead <= 3 {
			return onDay(base + ahead)
		}
		return onDay(base - back)
	}
	if t := e.tenseOf(n.first, n.end); t.ahead() || t == untold && back > ahead+1 && e.sent.Kind != nlp.Headline {
		return onDay(base + ahead)
	}
	return onDay(base - back)
}

// weekdayBeside is a weekday named with a date: "Friday, 3 May", "the Friday after 3 May".
func weekdayBeside(v value, w int, which string) value {
	switch which {
	case "after":
		return onDay(v.hi + day((w-v.hi.weekday()+6)%7) + 1)
	case "before":
		return onDay(v.lo - day((v.lo.weekday()-w+6)%7) - 1)
	}
	return v
}

// meanSeason is a season: of a year, last, next, or by the date last told.
func meanSeason(e *reader, n *node) value {
	s, _ := e.has(n, "SEASON")
	month := 3 * s
	if v, ok := e.value(n, 0, "year", "yr"); ok {
		if !v.placed {
			return refer(Date, "XXXX-"+seasonCodes[s-1])
		}
		y, _, _ := v.lo.date()
		return stretch(uSeason, civil(y, month, 1))
	}
	now, ok := e.now()
	which := e.arg(n, 0)
	if which == "told" {
		if e.told.placed && e.told.unit <= uYear {
			now, ok = e.told.lo, true
		}
	}
	if !ok {
		return refer(Date, "XXXX-"+seasonCodes[s-1])
	}
	y, m, _ := now.date()
	if which == "" || which == "told" {
		if e.history || which == "told" {
			if e.told.placed && e.told.unit <= uSeason && m-month > 7 {
				y++
			}
			return stretch(uSeason, civil(y, month, 1))
		}
		v := stretch(uSeason, civil(y, month, 1))
		t := e.tenseOf(n.first, n.end)
		switch {
		case !t.ahead() && v.lo > now:
			v = stretch(uSeason, civil(y-1, month, 1))
		case t.ahead() && v.hi < now:
			v = stretch(uSeason, civil(y+1, month, 1))
		}
		return v
	}
	this := stretch(uSeason, civil(y, month, 1))
	if month == 12 && m < 3 {
		this = stretch(uSeason, civil(y-1, month, 1))
	}
	switch {
	case which == "last" && this.hi >= now:
		this = shift(uSeason, this.lo, -4)
	case which == "next" && this.lo <= now:
		this = shift(uSeason, this.lo, 4)
	}
	return this
}
