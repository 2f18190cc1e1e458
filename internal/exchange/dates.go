package exchange

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"parley"
)

const isoDay = "2006-01-02"

// stretch returns the first and the last day of what a date says; false when it
// has no place in the calendar.
func stretch(d *parley.Dates) (first, last time.Time, ok bool) {
	first, last, ok = period(d.Value)
	if !ok {
		return first, last, false
	}
	if until, _, good := period(d.Until); good && !until.Before(first) {
		last = until
	}
	return first, last, true
}

// period reads a value of ISO 8601 or TIMEX3: a day, week, month, quarter, half,
// season, year, decade or century.
func period(v string) (first, last time.Time, ok bool) {
	if len(v) >= len(isoDay) && v[4] == '-' && v[7] == '-' {
		day, err := time.Parse(isoDay, v[:len(isoDay)])
		return day, day, err == nil
	}
	head, part, _ := strings.Cut(v, "-")
	n, err := strconv.Atoi(head)
	if err != nil || n < 0 || len(head) > 4 {
		return first, last, false
	}
	switch len(head) { // "199" are the 1990s, "19" the years from 1900
	case 2:
		n *= 100
		return year(n, time.January), year(n+100, time.January).AddDate(0, 0, -1), part == ""
	case 3:
		n *= 10
		return year(n, time.January), year(n+10, time.January).AddDate(0, 0, -1), part == ""
	case 4:
		return partOfYear(n, part)
	}
	return first, last, false
}

func year(y int, m time.Month) time.Time { return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC) }

// partOfYear reads what stands behind the year.
func partOfYear(y int, part string) (first, last time.Time, ok bool) {
	from, months := time.January, 12
	switch {
	case part == "":
	case part == "Q1", part == "Q2", part == "Q3", part == "Q4":
		from, months = time.Month(3*(part[1]-'1')+1), 3
	case part == "H1", part == "H2":
		from, months = time.Month(6*(part[1]-'1')+1), 6
	case part == "SP":
		from, months = time.March, 3
	case part == "SU":
		from, months = time.June, 3
	case part == "FA":
		from, months = time.September, 3
	case part == "WI":
		from, months = time.December, 3
	case part[0] == 'W':
		return week(y, part[1:])
	default:
		m, err := strconv.Atoi(part)
		if err != nil || m < 1 || m > 12 {
			return first, last, false
		}
		from, months = time.Month(m), 1
	}
	first = year(y, from)
	return first, first.AddDate(0, months, -1), true
}

// week gives Monday and Sunday of an ISO week, or Saturday and Sunday ("28-WE").
func week(y int, s string) (first, last time.Time, ok bool) {
	s, weekend := strings.CutSuffix(s, "-WE")
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 53 {
		return first, last, false
	}
	fourth := time.Date(y, time.January, 4, 0, 0, 0, 0, time.UTC) // always in week 1
	monday := fourth.AddDate(0, 0, -int(fourth.Weekday()+6)%7+7*(n-1))
	if weekend {
		return monday.AddDate(0, 0, 5), monday.AddDate(0, 0, 6), true
	}
	return monday, monday.AddDate(0, 0, 6), true
}

// eventDay returns the day under which formats with one date file an event: the day
// it happened; of a longer stretch its first day, or the day of the report when that
// lies within; the day of the report also where nothing tells.
func eventDay(r *Row) (time.Time, bool) {
	report := r.Document.Published
	if !report.IsZero() {
		report = report.UTC().Truncate(24 * time.Hour)
	}
	first, last, ok := stretch(&r.Event.Date)
	switch {
	case !ok:
		return report, !report.IsZero()
	case !report.IsZero() && first.Before(last) && !report.Before(first) && !report.After(last):
		return report, true
	}
	return first, true
}

// parseStamp reads YYYYMMDDHHMMSS, or a day alone.
func parseStamp(s string) (time.Time, error) {
	layout := "20060102150405"
	if len(s) == 8 {
		layout = "20060102"
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		return t, fmt.Errorf("time %q", s)
	}
	return t, nil
}

// parseClock reads a day and, if there is one, a time of day.
func parseClock(day, clock string) (time.Time, error) {
	t, err := time.Parse(isoDay+" 15:04:05", day+" "+or(clock, "00:00:00"))
	if err != nil {
		return t, fmt.Errorf("time %q %q", day, clock)
	}
	return t, nil
}
