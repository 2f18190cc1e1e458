package when

import "time"

// A day is counted from 1 January 1970 in the Gregorian calendar, carried on
// before 1582; years are astronomical: 0 is 1 BC, -263 is 264 BC.
type day int

// civil returns the day of a date of the Gregorian calendar. It wants a valid
// month; the day of the month may lie outside it.
func civil(year, month, dom int) day {
	if month <= 2 {
		year--
	}
	era := floorDiv(year, 400)
	yoe := year - era*400
	doy := (153*((month+9)%12)+2)/5 + dom - 1
	return day(era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468)
}

// date returns year, month and day of the month.
func (d day) date() (year, month, dom int) {
	z := int(d) + 719468
	era := floorDiv(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	dom = doy - (153*mp+2)/5 + 1
	month = (mp+2)%12 + 1
	year = yoe + era*400
	if month <= 2 {
		year++
	}
	return year, month, dom
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// weekday is 1 for Monday to 7 for Sunday.
func (d day) weekday() int {
	w := (int(d) + 3) % 7
	if w < 0 {
		w += 7
	}
	return w + 1
}

// monday returns the first day of d's week.
func (d day) monday() day { return d - day(d.weekday()-1) }

// isoWeek returns year and number of the ISO 8601 week.
func (d day) isoWeek() (year, week int) {
	year, _, _ = (d.monday() + 3).date() // the week belongs to the year of its Thursday
	return year, int(d.monday()+3-civil(year, 1, 1))/7 + 1
}

// weekStart returns the Monday of an ISO week.
func weekStart(year, week int) day {
	return civil(year, 1, 4).monday() + day(7*(week-1))
}

// monthDays is the length of a month.
func monthDays(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// addMonths moves by whole months and stays within the month it comes to.
func (d day) addMonths(n int) day {
	y, m, dom := d.date()
	at := y*12 + m - 1 + n
	y, m = floorDiv(at, 12), at-floorDiv(at, 12)*12+1
	return civil(y, m, min(dom, monthDays(y, m)))
}

func (d day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return civil(y, int(m), d)
}

// easter returns Easter Sunday of the western churches (Gauss, as given by
// Meeus) or, in the Julian reckoning, of the eastern ones.
func easter(year int, eastern bool) day {
	if eastern {
		a, b, c := year%4, year%7, year%19
		d := (19*c + 15) % 30
		e := (2*a + 4*b - d + 34) % 7
		month, dom := (d+e+114)/31, (d+e+114)%31+1
		return civil(year, month, dom) + day(year/100-year/400-2)
	}
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	return civil(year, (h+l-7*m+114)/31, (h+l-7*m+114)%31+1)
}

// islamic returns the day on which a day of the tabular Islamic calendar (civil
// epoch) begins to be counted. Sightings of the moon make the real day one or
// two off.
func islamic(year, month, dom int) day {
	const epoch = -492148 // 19 July 622, Gregorian
	return day(epoch + (year-1)*354 + floorDiv(3+11*year, 30) + 29*(month-1) + month/2 + dom - 1)
}

// islamicLength is the length of a tabular month, which may be a day off too.
func islamicLength(year, month int) int {
	if month == 12 {
		return int(islamic(year+1, 1, 1) - islamic(year, 12, 1))
	}
	return int(islamic(year, month+1, 1) - islamic(year, month, 1))
}

// islamicYear returns the year of the tabular calendar that d lies in.
func islamicYear(d day) int {
	year := int(float64(d+492148)/354.367) + 1
	for islamic(year+1, 1, 1) <= d {
		year++
	}
	for islamic(year, 1, 1) > d {
		year--
	}
	return year
}
