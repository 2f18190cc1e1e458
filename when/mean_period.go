package when

// yearBelow returns the year that a child tells, or the one of now; the year
// last told counts in a history and where the sentence has just named it.
func (e *reader) yearBelow(n *node) (year int, ok bool) {
	if v, found := e.value(n, 0, "year", "yr"); found {
		if !v.placed {
			return 0, false
		}
		year, _, _ = v.lo.date()
		return year, true
	}
	if e.toldHere && e.here.unit == uYear && e.here.told {
		return e.here.lo.year(), true
	}
	if e.history {
		if !e.told.placed {
			return 0, false
		}
		year, _, _ = e.told.lo.date()
		return year, true
	}
	if !e.hasPub {
		return 0, false
	}
	year, _, _ = e.pub.date()
	return year, true
}

// meanQuarter is a quarter or half of a year; a quarter that lies ahead is the
// last year's where the words tell of the past.
func meanQuarter(e *reader, n *node) value {
	u, length := uQuarter, 3
	k, ok := e.has(n, "QUARTER")
	if e.arg(n, 0) == "half" {
		u, length = uHalf, 6
		k, ok = e.has(n, "HALFYEAR")
	}
	if !ok {
		if k, ok = e.has(n, "ORDINAL"); !ok {
			k = e.r.rules[n.rule].number
		}
	}
	if k < 1 || k > 12/length {
		return badDate()
	}
	y, ok := e.yearBelow(n)
	if !ok {
		return refer(Date, "XXXX-"+map[unit]string{uQuarter: "Q", uHalf: "H"}[u]+string(rune('0'+k)))
	}
	v := stretch(u, civil(y, length*k, 1))
	if _, named := e.child(n, 0, "year", "yr"); !named && !e.history && e.hasPub && v.lo > e.pub && !e.tenseOf(n.first, n.end).ahead() {
		v = stretch(u, civil(y-1, length*k, 1))
	}
	return v
}

// meanDecade is "the 1970s", "the '80s", "the nineties", "the 470s BC".
func meanDecade(e *reader, n *node) value {
	y, ok := e.has(n, "DECADE")
	if !ok {
		y, _ = e.has(n, "DECADEWORD")
	}
	_, bc := e.has(n, "BC")
	switch {
	case bc:
		return decade(1 - max(y, 1))
	case y < 100:
		y = e.fullYear(y)
		if !e.history && e.hasPub {
			if now, _, _ := e.pub.date(); y > now {
				y -= 100
			}
		}
	case y%100 == 0 && e.arg(n, 0) == "century":
		return century(y)
	}
	return decade(y)
}

// meanCentury is "the 20th century": the years that TIMEX3 writes "19".
func meanCentury(e *reader, n *node) value {
	k, ok := e.has(n, "ORDINAL")
	if !ok {
		if v, found := e.value(n, 0, "domword"); found {
			k = v.hour
		}
	}
	if k < 1 || k > 22 {
		return badDate()
	}
	if _, bc := e.has(n, "BC"); bc {
		return century(1 - max(1, 100*(k-1)))
	}
	return century(100 * (k - 1))
}

// meanFiscal is a fiscal year, whose first day differs by country.
func meanFiscal(e *reader, n *node) value {
	y, ok := e.has(n, "FISCAL")
	if !ok {
		v, found := e.value(n, 0, "year", "yr")
		if !found || !v.placed {
			return badDate()
		}
		y, _, _ = v.lo.date()
	}
	return refer(Date, "FY"+yearForm(y))
}

// meanPiece is "the first week of July", "the last two months of 1939", "the
// second half of May": part of a date that a child tells. Its argument says
// from which end it is counted.
func meanPiece(e *reader, n *node) value {
	whole, ok := e.value(n, 0, anyKind...)
	text, count := e.number(n)
	u, times := e.unitOf(n)
	if text == "X" || count < 1 || count > 400 {
		return refer(Duration, periodForm(text, u, 1))
	}
	k := 1
	if v, found := e.has(n, "ORDINAL"); found {
		k = v
	}
	if e.arg(n, 0) == "last" {
		k = -1
	}
	if _, named := e.child(n, 0, "number"); !named && (!ok || !whole.placed) {
		return badDate()
	}
	several := refer(Duration, periodForm(text, u, times))
	if !ok || !whole.placed || whole.lo == whole.hi || max(whole.unit, whole.loose) <= u {
		return several
	}
	v := pieceOf(whole, u, k, count*times)
	if !v.placed {
		return badDate()
	}
	if _, named := e.child(n, 0, "number"); named {
		several.lo, several.hi, several.placed, several.unit = v.lo, v.hi, true, u
		return several
	}
	return v
}

// pieceOf cuts the k-th unit, or count of them, out of a stretch; from its end
// when k is negative.
func pieceOf(whole value, u unit, k, count int) value {
	var v value
	switch {
	case u == uWeek:
		v = onDay(whole.lo + day(7*(k-1))) // weeks of a month seldom begin on Mondays
		v.loose = uWeek
		if k < 0 {
			v.lo = whole.hi - day(7*count) + 1
		}
		v.hi = v.lo + day(7*count) - 1
	case u == uWeekend:
		v = stretch(uWeekend, whole.lo+day(7*(k-1)))
		if v.lo < whole.lo {
			v = shift(uWeekend, v.lo, 1)
		}
		if k < 0 {
			v = stretch(uWeekend, whole.hi)
		}
	default:
		first := shift(u, whole.lo, k-1)
		end := shift(u, whole.lo, k+count-2)
		if k < 0 {
			first, end = shift(u, whole.hi, 1-count), stretch(u, whole.hi)
		}
		v = first
		v.hi = end.hi
	}
	if v.lo > whole.hi || v.hi < whole.lo {
		return value{}
	}
	return v
}

// meanHijri is a month of a year of the Islamic calendar, reckoned by the table;
// what the moon showed may differ by a day or two.
func meanHijri(e *reader, n *node) value {
	m, _ := e.has(n, "HIJRI")
	y, ok := e.has(n, "INT")
	if ok && (y < 1 || y > 1600) {
		return badDate()
	}
	if !ok {
		return e.feast(n, func(year int) value { return hijriMonth(islamicYear(civil(year, 1, 1)), m) }, 354)
	}
	if d, named := e.has(n, "DOM"); named && d <= 30 {
		v := onDay(islamic(y, m, d))
		v.loose = uWeek
		return v
	}
	return hijriMonth(y, m)
}

func hijriMonth(year, m int) value {
	v := onDay(islamic(year, m, 1))
	v.hi += day(islamicLength(year, m) - 1)
	v.loose, v.until = uMonth, true
	return v
}
