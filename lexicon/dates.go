package lexicon

import (
	"fmt"
	"strconv"
	"time"
)

// Day is a calendar day as the number yyyymmdd; 0 leaves an end of a span open.
type Day int32

// DayOf returns the day of t, 0 for the zero time.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return 0
	}
	y, m, d := t.Date()
	return Day(y*10000 + int(m)*100 + d)
}

// Dates is a span of days, both ends included.
type Dates struct {
	From  Day // 0: since ever
	Until Day // 0: still
}

// Holds reports whether day lies in the span.
func (d Dates) Holds(day Day) bool {
	return day >= d.From && (d.Until == 0 || day <= d.Until)
}

// parseDates reads two columns, each empty, "2021", "2021-08" or "2021-08-15".
// A short date means the first day as from, the last as until.
func parseDates(from, until string) (Dates, error) {
	f, err := parseDay(from, false)
	if err != nil {
		return Dates{}, err
	}
	u, err := parseDay(until, true)
	if err != nil {
		return Dates{}, err
	}
	if u != 0 && f > u {
		return Dates{}, fmt.Errorf("from %s is after until %s", from, until)
	}
	return Dates{f, u}, nil
}

func parseDay(s string, last bool) (Day, error) {
	number := func(s string, low, high int) int {
		n, err := strconv.Atoi(s)
		if err != nil || n < low || n > high {
			return -1
		}
		return n
	}
	y, m, d := -1, 1, 1
	if last {
		m, d = 12, 31
	}
	switch len(s) {
	case 0:
		return 0, nil
	case 10:
		if s[7] == '-' {
			d = number(s[8:], 1, 31)
		} else {
			d = -1
		}
		fallthrough
	case 7:
		if s[4] == '-' {
			m = number(s[5:7], 1, 12)
		} else {
			m = -1
		}
		fallthrough
	case 4:
		y = number(s[:4], 1000, 2999)
	}
	if y < 0 || m < 0 || d < 0 {
		return 0, fmt.Errorf("date %q is none of 2006, 2006-01, 2006-01-02", s)
	}
	return Day(y*10000 + m*100 + d), nil
}
