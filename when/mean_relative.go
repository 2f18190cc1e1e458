package when

// unitOf returns the unit that a match names, with how many days or units of
// the calendar one of it is.
func (e *reader) unitOf(n *node) (u unit, times int) {
	if v, ok := e.has(n, "UNIT"); ok {
		switch v {
		case 16: // a fortnight
			return uWeek, 2
		case 17: // a night
			return uDay, 1
		}
		return unit(v), 1
	}
	if v, ok := e.has(n, "CLOCKUNIT"); ok {
		return unit(v), 1
	}
	if _, ok := e.has(n, "SEASON"); ok {
		return uSeason, 1
	}
	return noUnit, 1
}

// unknownForm is the value of a unit that cannot be placed.
func unknownForm(u unit) value {
	switch u {
	case uWeek, uWeekend:
		return refer(Date, "XXXX-WXX")
	case uMonth:
		return refer(Date, "XXXX-XX")
	case uQuarter:
		return refer(Date, "XXXX-QX")
	case uSeason, uYear:
		return refer(Date, "XXXX")
	case uDecade:
		return refer(Date, "XXX")
	case uCentury:
		return refer(Date, "XX")
	}
	return refer(Date, "XXXX-XX-XX")
}

// now is the day that "today", "last week" and "next year" count from: the day
// of publication, and in a history the date last told.
func (e *reader) now() (d day, ok bool) {
	switch {
	case e.history && e.told.placed:
		return e.count(e.told.lo), true
	case e.hasPub:
		return e.count(e.pub), true
	}
	return 0, false
}

// count notes the day from which an expression is counted.
func (e *reader) count(from day) day {
	e.from, e.hasFrom = from, true
	return from
}

// meanThis is "this week", "last month", "next year": a unit, moved from now.
func meanThis(e *reader, n *node) value {
	u, times := e.unitOf(n)
	if name := e.arg(n, 1); name == "day" {
		u = uDay
	}
	now, ok := e.now()
	if !ok || e.history && e.told.placed && u < e.told.unit {
		return unknownForm(u)
	}
	by := e.r.rules[n.rule].number * times
	if u == uWeekend && by == -1 && now.weekday() < 6 {
		return shift(u, now, -1)
	}
	if u == uWeekend && e.arg(n, 1) == "open" {
		return e.theWeekend(now, n)
	}
	return shift(u, now, by)
}

// theWeekend is "at the weekend": the one of now, or the last one when the
// words tell of the past.
func (e *reader) theWeekend(now day, n *node) value {
	w := stretch(uWeekend, now)
	if now < w.lo && !e.tenseOf(n.first, n.end).ahead() {
		return shift(uWeekend, now, -1)
	}
	return w
}

// meanTold is "that day", "the next month": a unit, moved from the date last told.
func meanTold(e *reader, n *node) value {
	u, times := e.unitOf(n)
	by := e.r.rules[n.rule].number * times
	if v, ok := e.has(n, "NEXT"); ok {
		by = v
	}
	if v, ok := e.has(n, "PREVIOUS"); ok {
		by = v
	}
	base, ok := e.anchor(u)
	if !ok || by > 0 && !e.lastYear.placed {
		return unknownForm(u)
	}
	if last := &e.here; e.toldHere && by > 0 && u <= uDay && last.lo == base {
		base = last.hi
	}
	return shift(u, base, by)
}

// anchor returns the day that a unit counted in the text hangs on: the date last
// told if that is as exact as the unit, or the day of publication in news that
// has told none. "That month" is the month last told, should it be the last.
func (e *reader) anchor(u unit) (day, bool) {
	if e.toldHere && e.here.unit <= max(u, uDay) {
		return e.count(e.here.lo), true
	}
	if e.lastYear.placed && (u == uYear || u > uDay && e.lastYear.unit == u) {
		return e.count(e.lastYear.lo), true
	}
	if e.told.placed && e.told.unit <= max(u, uDay) && u != uYear {
		return e.count(e.told.lo), true
	}
	if e.told.placed && u == uWeek && e.told.unit == uWeekend {
		return e.count(e.told.lo), true
	}
	if !e.history && !e.told.placed && e.hasPub {
		return e.count(e.pub), true
	}
	return 0, false
}

// meanOffset is "two weeks ago", "three days later", "a month before 5 May".
// Its argument says from where: now, told or of (a date that the match names).
func meanOffset(e *reader, n *node) value {
	text, whole := e.number(n)
	u, times := e.unitOf(n)
	sign := 1
	if _, ok := e.has(n, "AGO"); ok || e.r.rules[n.rule].number < 0 {
		sign = -1
	}
	if _, ok := e.has(n, "EARLIER"); ok {
		sign = -1
	}
	if text == "X" || u == noUnit {
		if u >= uDay || e.arg(n, 0) == "of" || u == noUnit {
			return refer(Date, map[int]string{1: "FUTURE_REF", -1: "PAST_REF"}[sign])
		}
		whole = 0
	}
	base, exact, ok := e.offsetBase(n, u, sign > 0)
	if !ok {
		return unknownForm(u)
	}
	return offset(u, base, sign*whole*times, exact)
}

func (e *reader) offsetBase(n *node, u unit, later bool) (base day, exact, ok bool) {
	switch e.arg(n, 0) {
	case "now":
		base, ok = e.now()
		return base, !e.history || e.told.unit <= uDay, ok
	case "of":
		v, found := e.value(n, 0, anyKind...)
		if !found || !v.placed || v.unit > max(u, uDay) {
			return 0, false, false
		}
		return v.lo, true, true
	}
	base, ok = e.anchor(u)
	return base, true, ok && (!later || e.lastYear.placed || u < uDay)
}

// offset moves a day by so many units. What is told in weeks is told to the
// day while they are few; months, years and longer units give themselves.
func offset(u unit, base day, by int, exact bool) value {
	if by > 40000 || by < -40000 {
		return badDate()
	}
	switch u {
	case uHour, uMinute, uSecond:
		if by = by / 24; u != uHour {
			by = 0
		}
		return onDay(base + day(by))
	case uDay:
		return onDay(base + day(by))
	case uWeek, uWeekend:
		if by >= -2 && by <= 2 && exact {
			v := onDay(base + day(7*by))
			v.loose = uWeek
			return v
		}
		return shift(uWeek, base, by)
	case uDecade:
		return shift(uYear, base, 10*by)
	case uCentury:
		if by > 60 || by < -60 {
			return badDate()
		}
	}
	v := shift(u, base, by)
	if y, _, _ := v.lo.date(); y < -9000 || y > 9000 {
		return badDate()
	}
	return v
}
