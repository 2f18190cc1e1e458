package when

import (
	"fmt"
	"strings"
)

// dayBelow returns the day that a part of the day or a time belongs to: the one
// that a child names, the one this sentence has told, or that of now.
func (e *reader) dayBelow(n *node) (value, bool) {
	if v, ok := e.value(n, 0, "day", "month", "edge", "holiday", "offset"); ok {
		return v, v.placed && v.unit <= uMonth
	}
	if (e.toldHere || e.history) && e.told.placed && e.told.unit <= uDay {
		return onDay(e.count(e.told.lo)), true
	}
	if !e.history && e.hasPub {
		return onDay(e.count(e.pub)), true
	}
	return value{}, false
}

// meanPart is a part of a day: "Saturday night", "at dawn on Friday",
// "overnight". The second argument moves the day.
func meanPart(e *reader, n *node) value {
	p, ok := e.has(n, "PART")
	if !ok {
		p = map[string]int{"night": 5, "morning": 1, "noon": 2, "day": 6}[e.arg(n, 1)]
	}
	v, ok := value{}, false
	switch e.arg(n, 0) {
	case "now":
		v.lo, ok = e.now()
		v = onDay(v.lo + day(e.r.rules[n.rule].number))
	case "told":
		v.lo, ok = e.anchor(uDay)
		v = onDay(v.lo + day(e.r.rules[n.rule].number))
	default:
		v, ok = e.dayBelow(n)
		if e.arg(n, 0) == "night" && ok && p == 5 && !e.history && !e.toldHere && !e.tenseOf(n.first, n.end).ahead() {
			v = onDay(e.pub - 1) // what is told by day was done in the night before
		}
	}
	if !ok {
		return refer(Time, "XXXX-XX-XX"+partCodes[p])
	}
	v.typ = Time
	if v.unit <= uDay {
		v.part = p
	}
	return v
}

// meanClock is a time of the clock.
func meanClock(e *reader, n *node) value {
	minutes, ok := e.clockMinutes(n)
	if !ok {
		return value{}
	}
	v, ok := e.dayBelow(n)
	zone := e.zone(n)
	if !ok {
		return refer(Time, fmt.Sprintf("XXXX-XX-XXT%02d:%02d%s", minutes/60, minutes%60, zone))
	}
	if v.unit > uDay {
		return value{typ: Time}
	}
	v.typ, v.unit, v.clock = Time, uMinute, true
	v.hour, v.minute, v.zone, v.part = minutes/60, minutes%60, zone, 0
	if v.hour == 24 {
		v.hour, v.lo, v.hi = 0, v.lo+1, v.lo+1
	}
	if v.minute == 0 {
		v.unit = uHour
	}
	return v
}

// clockMinutes returns the minutes since midnight; ok is false for no time of day.
func (e *reader) clockMinutes(n *node) (minutes int, ok bool) {
	half, halved := e.has(n, "AMPM")
	if t, at, found := e.part(n, "CLOCK", 0); found {
		if halved && e.tokens[at].aux == 0 && t < 13*60 {
			t = t%720 + half*60
		}
		return t, true
	}
	h, rest := 0, 0
	if _, at, found := e.part(n, "NUM", 0); found { // 12.45 p.m.
		h, rest = int(e.tokens[at].n), int(e.tokens[at].aux)
	} else if v, found := e.has(n, "INT"); found {
		h = v
	} else if v, found := e.value(n, 0, "number"); found {
		h = v.hour
	}
	switch {
	case rest > 59 || h < 0:
		return 0, false
	case halved:
		return (h%12+half)*60 + rest, h >= 1 && h <= 12
	case h > 99:
		return h/100*60 + h%100, h < 2400 && h%100 < 60
	case h > 24:
		return 0, false
	}
	minutes = h * 60
	if p, found := e.has(n, "PART"); found && e.arg(n, 0) == "part" && h < 12 && (p == 3 || p == 4 || p == 5 && h > 5) {
		minutes += 12 * 60
	}
	return minutes, true
}

func (e *reader) zone(n *node) string {
	z, ok := e.has(n, "ZONE")
	switch {
	case !ok || z == 9999:
		return ""
	case z == 0:
		return "Z"
	case z < 0:
		return strings.TrimSuffix(fmt.Sprintf("-%02d:%02d", -z/60, -z%60), ":00")
	}
	return strings.TrimSuffix(fmt.Sprintf("+%02d:%02d", z/60, z%60), ":00")
}

// meanHoliday is a feast: its arguments are the calendar and the day in it.
func meanHoliday(e *reader, n *node) value {
	args := e.r.rules[n.rule].args
	num := func(i int) int {
		if i >= len(args) {
			return 0
		}
		v, digits := leadingNumber(strings.TrimPrefix(args[i], "-"))
		if digits > 0 && args[i][0] == '-' {
			return -v
		}
		return v
	}
	switch args[0] {
	case "easter", "eastern":
		return e.feast(n, func(y int) value { return onDay(easter(y, args[0] == "eastern") + day(num(1))) }, 365)
	case "islamic":
		return e.feast(n, func(y int) value {
			v := onDay(islamic(islamicYear(civil(y, 1, 1)), num(1), num(2)))
			v.hi += day(max(num(3), 1) - 1)
			v.loose = uWeek
			return v
		}, 354)
	case "weekday": // month, weekday, which
		return e.feast(n, func(y int) value {
			if num(3) < 0 {
				last := civil(y, num(1), monthDays(y, num(1)))
				return onDay(last - day((last.weekday()-num(2)+7)%7))
			}
			first := civil(y, num(1), 1)
			return onDay(first + day((num(2)-first.weekday()+7)%7+7*(num(3)-1)))
		}, 365)
	}
	if _, ok := e.now(); !ok {
		if _, ok := e.child(n, 0, "year", "yr"); !ok {
			return refer(Date, "XXXX-"+twoForm(num(1))+"-"+twoForm(num(2)))
		}
	}
	return e.feast(n, func(y int) value {
		v := onDay(civil(y, num(1), num(2)))
		if num(3) > 0 {
			v.loose = uWeek
		}
		return v
	}, 365)
}

// feast chooses the year of a feast: that of a child, or as the tense has it.
// of gives the feast that the year's first day comes to.
func (e *reader) feast(n *node, of func(year int) value, length int) value {
	if v, ok := e.value(n, 0, "year", "yr"); ok {
		if !v.placed {
			return badDate()
		}
		y, _, _ := v.lo.date()
		f := of(y)
		if fy, _, _ := f.lo.date(); fy < y { // a lunar year begins before the year it is asked for
			if g := of(y + 1); g.lo.year() == y {
				return g
			}
		}
		return f
	}
	now, ok := e.now()
	if !ok {
		return badDate()
	}
	y := now.year()
	best := of(y)
	t := untold
	if !e.history {
		t = e.tenseOf(n.first, n.end)
	}
	for _, year := range [...]int{y - 1, y + 1} {
		f := of(year)
		if better(f.away(now), best.away(now), t) {
			best = f
		}
	}
	return best
}

// away is how many days a stretch lies from now: 0 when now is in it.
func (v *value) away(now day) day {
	switch {
	case v.lo > now:
		return v.lo - now
	case v.hi < now:
		return v.hi - now
	}
	return 0
}

// better compares distances from now by the side that the tense asks for.
func better(a, b day, t tense) bool {
	right := func(d day) bool { return t == untold || t.ahead() && d >= 0 || !t.ahead() && d <= 0 }
	if right(a) != right(b) {
		return right(a)
	}
	return max(a, -a) < max(b, -b)
}

func (d day) year() int {
	y, _, _ := d.date()
	return y
}
