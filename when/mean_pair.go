package when

// meanPair reads two expressions that lend each other month and year: "3 to 7
// March", "July 3-7, 2003", "June and July 2014", "1914-18". Its argument says
// what the two are.
func meanPair(e *reader, n *node) value {
	e.hasSecond = true
	switch e.arg(n, 0) {
	case "days":
		return e.pairOfDays(n)
	case "months":
		return e.pairOfMonths(n)
	case "decades":
		return e.pairOfDecades(n)
	}
	return e.pairOfYears(n)
}

// place notes where the first of a pair ends and the second begins.
func (e *reader) place(firstEnd, second int32) { e.firstEnd, e.secondAt = firstEnd, second }

func (e *reader) dayNumber(n *node, k int) (d int, at int32, ok bool) {
	i := 0
	for p := range n.parts[:n.n] {
		c := &n.parts[p]
		if c.kind >= 0 {
			continue
		}
		t := &e.tokens[c.at]
		cls := cDom
		if t.classes>>cDom&1 == 0 {
			cls = cOrdinal
		}
		if t.classes>>cls&1 == 0 {
			continue
		}
		if i == k {
			return t.number(cls), c.at, true
		}
		i++
	}
	return 0, 0, false
}

func (e *reader) pairOfDays(n *node) value {
	d1, _, _ := e.dayNumber(n, 0)
	d2, at2, _ := e.dayNumber(n, 1)
	_, conn, _ := e.part(n, "CONN", 0)
	e.place(conn, at2)
	m1, _, _ := e.part(n, "MONTH", 0)
	m2, _, two := e.part(n, "MONTH", 1)
	if !two {
		m2 = m1
	}
	e.second = e.monthDay(n, m2, d2)
	if !e.second.placed {
		return e.monthDay(n, m1, d1)
	}
	y := e.second.lo.year()
	if m1 > m2 {
		y--
	}
	if d1 < 1 || d1 > monthDays(y, m1) {
		return badDate()
	}
	v := onDay(civil(y, m1, d1))
	v.told = e.second.told
	return v
}

func (e *reader) pairOfMonths(n *node) value {
	m1, _, _ := e.part(n, "MONTH", 0)
	m2, at2, _ := e.part(n, "MONTH", 1)
	_, conn, _ := e.part(n, "CONN", 0)
	e.place(conn, at2)
	y := 0
	if v, ok := e.value(n, 0, "year", "yr"); ok && v.placed {
		y = v.lo.year()
	} else if found, ok := e.yearOf(m2, 0, n); ok {
		y = found
	} else {
		e.second = refer(Date, "XXXX-"+twoForm(m2))
		return refer(Date, "XXXX-"+twoForm(m1))
	}
	e.second = stretch(uMonth, civil(y, m2, 1))
	if m1 > m2 {
		y--
	}
	return stretch(uMonth, civil(y, m1, 1))
}

func (e *reader) pairOfYears(n *node) value {
	_, conn, _ := e.part(n, "CONN", 0)
	if _, dash, ok := e.part(n, "DASH", 0); ok {
		conn = dash
	}
	e.place(conn, conn+1)
	var first, second int
	_, bc := e.has(n, "BC")
	_, ad := e.has(n, "AD")
	if bc || ad {
		first, _, _ = e.part(n, "INT", 0)
		second, _, _ = e.part(n, "INT", 1)
		if bc {
			first, second = 1-first, 1-second
		}
	} else {
		first, _, _ = e.part(n, "YEAR", 0)
		if y, _, ok := e.part(n, "YEAR", 1); ok {
			second = y
		} else if y, _, ok := e.part(n, "YY", 0); ok {
			if second = first - first%100 + y; second < first {
				second += 100
			}
			if second-first > 60 {
				e.hasSecond = false // "2012-02" and no "29" behind it
				return e.aYear(first)
			}
		} else if y, ok := e.has(n, "APOS"); ok {
			second = first - first%100 + y
		}
	}
	e.second = e.aYear(second)
	return e.aYear(first)
}

func (e *reader) pairOfDecades(n *node) value {
	_, conn, _ := e.part(n, "CONN", 0)
	e.place(conn, conn+1)
	first, _, _ := e.part(n, "DECADE", 0)
	second, _, _ := e.part(n, "DECADE", 1)
	if first < 100 {
		first = e.fullYear(first)
	}
	if second < 100 {
		second += first - first%100
	}
	e.second = decade(second)
	return decade(first)
}
