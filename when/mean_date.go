package when

import "strconv"

func meanYear(e *reader, n *node) value {
	if v, ok := e.value(n, 0, "yr"); ok {
		return v
	}
	if y, ok := e.has(n, "YEAR"); ok {
		if _, bc := e.has(n, "BC"); bc {
			y = 1 - y
		}
		return e.aYear(y)
	}
	if y, ok := e.has(n, "APOS"); ok {
		return e.aYear(e.fullYear(y))
	}
	if y, ok := e.has(n, "INT"); ok {
		if _, bc := e.has(n, "BC"); bc {
			y = 1 - y
		}
		return e.aYear(y)
	}
	return badDate()
}

func (e *reader) aYear(y int) value {
	if y < -9998 || y > 2200 {
		return badDate()
	}
	v := stretch(uYear, civil(y, 1, 1))
	v.told = true
	return v
}

// fullYear is the year that two digits stand for: of the century last told or,
// else, the newest one that is not far ahead of publication.
func (e *reader) fullYear(yy int) int {
	if e.history && e.told.placed {
		y, _, _ := e.told.lo.date()
		return y - (y%100+100)%100 + yy
	}
	now := 2000
	if e.hasPub {
		now, _, _ = e.pub.date()
	}
	y := now - now%100 + yy
	if y > now+10 {
		y -= 100
	}
	return y
}

func meanMonth(e *reader, n *node) value {
	m, ok := e.has(n, "MONTH")
	if !ok {
		return badDate()
	}
	if v, ok := e.value(n, 0, "year", "yr"); ok {
		if !v.placed {
			return refer(Date, "XXXX-"+twoForm(m))
		}
		y, _, _ := v.lo.date()
		w := stretch(uMonth, civil(y, m, 1))
		w.told = v.told
		return w
	}
	if e.arg(n, 0) == "told" {
		return e.monthBeside(n, m)
	}
	if side := e.arg(n, 0); side != "" {
		if !e.hasPub || e.history {
			return e.unsureMonth(m, n)
		}
		y, now, _ := e.pub.date()
		switch {
		case side == "last" && m >= now:
			y--
		case side == "next" && m <= now:
			y++
		}
		return stretch(uMonth, civil(y, m, 1))
	}
	return e.unsureMonth(m, n)
}

// monthBeside is "the previous April", "the following March": by the date last told.
func (e *reader) monthBeside(n *node, m int) value {
	base, ok := e.anchor(uMonth)
	if !ok {
		return refer(Date, "XXXX-"+twoForm(m))
	}
	y, now, _ := base.date()
	if _, next := e.has(n, "NEXT"); next && m <= now {
		y++
	} else if !next && m >= now {
		y--
	}
	return stretch(uMonth, civil(y, m, 1))
}

func (e *reader) unsureMonth(m int, n *node) value {
	y, ok := e.yearOf(m, 0, n)
	if !ok {
		return refer(Date, "XXXX-"+twoForm(m))
	}
	return stretch(uMonth, civil(y, m, 1))
}

func twoForm(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func meanDay(e *reader, n *node) value {
	m, _ := e.has(n, "MONTH")
	d, ok := e.has(n, "DOM")
	if !ok {
		if v, sub := e.value(n, 0, "domword"); sub {
			d = v.hour
		} else {
			d, _ = e.has(n, "ORDINAL")
		}
	}
	return e.monthDay(n, m, d)
}

// monthDay is a day of a month, of the year that the match tells or that fits best.
func (e *reader) monthDay(n *node, m, d int) value {
	if v, ok := e.value(n, 0, "year", "yr"); ok && v.placed {
		y, _, _ := v.lo.date()
		if d < 1 || d > monthDays(y, m) {
			return badDate()
		}
		w := onDay(civil(y, m, d))
		w.told = true
		return w
	}
	if d < 1 || d > monthDays(2000, m) {
		return badDate()
	}
	y, ok := e.yearOf(m, d, n)
	if !ok {
		return refer(Date, "XXXX-"+twoForm(m)+"-"+twoForm(d))
	}
	if d > monthDays(y, m) {
		return badDate()
	}
	return onDay(civil(y, m, d))
}

// meanDom is "the 15th": of the month last told, or around publication.
func meanDom(e *reader, n *node) value {
	d, ok := e.has(n, "DOM")
	if !ok {
		if v, sub := e.value(n, 0, "domword"); sub {
			d = v.hour
		} else {
			d, _ = e.has(n, "ORDINAL")
		}
	}
	if v, ok := e.value(n, 0, "month"); ok {
		if !v.placed {
			return badDate()
		}
		y, m, _ := v.lo.date()
		if d < 1 || d > monthDays(y, m) {
			return badDate()
		}
		return onDay(civil(y, m, d))
	}
	if d < 1 || d > 31 {
		return value{} // "crossed the 38th"
	}
	base, months := e.pub, 0
	switch {
	case e.told.placed && (e.told.unit <= uDay || e.told.unit == uMonth) && (e.history || e.toldHere):
		base = e.told.lo
	case !e.hasPub || e.history:
		return refer(Date, "XXXX-XX-"+twoForm(d))
	default:
		_, _, today := e.pub.date()
		t := e.tenseOf(n.first, n.end)
		if t.ahead() && d < today {
			months = 1
		} else if !t.ahead() && d > today {
			months = -1
		}
	}
	y, m, _ := base.date()
	y, m, _ = civil(y, m, 1).addMonths(months).date()
	if d < 1 || d > monthDays(y, m) {
		return badDate()
	}
	return onDay(civil(y, m, d))
}

// meanNumeric is a date in digits.
func meanNumeric(e *reader, n *node) value {
	_, at, ok := e.part(n, "ISO", 0)
	if !ok {
		_, at, _ = e.part(n, "NUMDATE", 0)
	}
	t := &e.tokens[at]
	y, m, d := int(t.n)/10000, int(t.n)/100%100, int(t.n)%100
	if t.aux == 1 && m >= 1 && e.monthFirst(y, m, d) {
		m, d = d, m
	}
	if y < 1 || m < 1 || m > 12 || d > monthDays(y, m) {
		return badDate()
	}
	v := stretch(uMonth, civil(y, m, 1))
	if d > 0 {
		v = onDay(civil(y, m, d))
	}
	v.told = true
	return v
}

// monthFirst reports whether a date that may be read either way is near the day
// of publication only with the month first, as Americans write.
func (e *reader) monthFirst(y, m, d int) bool {
	if !e.hasPub {
		return false
	}
	far := func(a day) bool { return a > e.pub+45 || a < e.pub-45 }
	return far(civil(y, m, d)) && !far(civil(y, d, m))
}

// meanApart is a date in digits that stand apart: "2023 - 07 - 15".
func meanApart(e *reader, n *node) value {
	y, _, _ := e.part(n, "INT", 0)
	m, _, _ := e.part(n, "INT", 1)
	d, _, _ := e.part(n, "INT", 2)
	if m < 1 || m > 12 || d < 1 || d > monthDays(y, m) {
		return badDate()
	}
	v := onDay(civil(y, m, d))
	v.told = true
	return v
}

// yearOf chooses the year of a month, or of a day when dom is above 0, that
// comes without one.
func (e *reader) yearOf(m, dom int, n *node) (year int, ok bool) {
	if e.history {
		if !e.told.placed {
			return 0, false
		}
		return e.yearByTold(m, dom), true
	}
	now, month, today := e.count(e.pub).date()
	at, ref := m*31+dom, month*31
	if dom > 0 {
		ref += today
	}
	switch t := e.tenseOf(n.first, n.end); {
	case t == past || t == perfect:
		if at > ref {
			return now - 1, true
		}
		return now, true
	case t.ahead():
		if at < ref {
			return now + 1, true
		}
		return now, true
	case at > ref+2*31:
		return now - 1, true
	case at < ref-10*31:
		return now + 1, true
	}
	return now, true
}

// yearByTold follows the date last told: stories go forward, so that a month
// a little before it is looked back at and one far before it is the next year's.
func (e *reader) yearByTold(m, dom int) int {
	if e.toldHere && e.here.unit == uYear && e.here.told {
		return e.here.lo.year()
	}
	y, month, _ := e.count(e.told.lo).date()
	if e.told.unit == uYear {
		return y
	}
	switch d := m - month; {
	case d < -7:
		return y + 1
	case d > 9:
		return y - 1
	}
	return y
}
