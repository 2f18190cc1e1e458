package when

import (
	"strconv"
	"strings"
	"time"
)

// Bounds returns the first and the last day, UTC, that a TIMEX3 or ISO 8601
// value covers: a day, with or without a time ("2023-07-15T17:00",
// "2023-07-15TNI"), a week ("2023-W28"), a weekend ("2006-W41-WE"), a month, a
// quarter, half or season ("2023-Q3", "2023-H1", "2023-SU"; winter begins in
// December of its year), a year, a decade ("199"), a century ("19"), years
// before Christ ("-0264"), or a stretch "A/B" from the first day of A to the
// last of B. ok is false for what has no place in the calendar ("P3M",
// "PAST_REF", "XXXX-07", "2023-02-30"). Safe for concurrent use.
func Bounds(value string) (first, last time.Time, ok bool) {
	lo, hi, ok := bounds(value)
	if !ok {
		return first, last, false
	}
	return lo.time(), hi.time(), true
}

func bounds(s string) (lo, hi day, ok bool) {
	if a, b, cut := strings.Cut(s, "/"); cut {
		lo, _, ok = bounds(a)
		_, hi, ok2 := bounds(b)
		return lo, hi, ok && ok2 && lo <= hi
	}
	rest, bc := strings.CutPrefix(s, "-")
	n := 0
	for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	if n < 2 || n > 4 {
		return 0, 0, false
	}
	year, _ := strconv.Atoi(rest[:n])
	if tail := rest[n:]; n < 4 {
		scale := map[int]int{2: 100, 3: 10}[n]
		year *= scale
		if bc {
			year = 1 - max(year, 1)
		}
		if !bc {
			year = max(year, 1)
		}
		v := decade(year)
		if n == 2 {
			v = century(year)
		}
		return v.lo, v.hi, tail == ""
	}
	if bc {
		year = 1 - year
	} else if year == 0 {
		return 0, 0, false
	}
	return inYear(year, rest[n:])
}

// inYear reads what stands behind the year: "", "-07", "-W28", "-07-15TNI" …
func inYear(year int, tail string) (lo, hi day, ok bool) {
	if tail == "" {
		return civil(year, 1, 1), civil(year, 12, 31), true
	}
	if tail[0] != '-' {
		return 0, 0, false
	}
	tail, _, _ = strings.Cut(tail[1:], "T")
	head, more, sub := strings.Cut(tail, "-")
	v := value{}
	switch head {
	case "SP", "SU", "FA", "WI":
		month := map[string]int{"SP": 3, "SU": 6, "FA": 9, "WI": 12}[head]
		v = stretch(uSeason, civil(year, month, 1))
	case "Q1", "Q2", "Q3", "Q4":
		v = stretch(uQuarter, civil(year, int(head[1]-'0')*3, 1))
	case "H1", "H2":
		v = stretch(uHalf, civil(year, int(head[1]-'0')*6, 1))
	default:
		if strings.HasPrefix(head, "W") {
			return inWeek(year, head[1:], more)
		}
		month, err := twoDigits(head)
		if err || month < 1 || month > 12 {
			return 0, 0, false
		}
		if !sub {
			v = stretch(uMonth, civil(year, month, 1))
			break
		}
		dom, err := twoDigits(more)
		if err || dom < 1 || dom > monthDays(year, month) {
			return 0, 0, false
		}
		v = onDay(civil(year, month, dom))
		return v.lo, v.hi, true
	}
	return v.lo, v.hi, !sub
}

func inWeek(year int, week, more string) (lo, hi day, ok bool) {
	n, err := twoDigits(week)
	if err || n < 1 || n > 53 {
		return 0, 0, false
	}
	lo = weekStart(year, n)
	if y, _ := lo.isoWeek(); y != year {
		return 0, 0, false
	}
	switch {
	case more == "":
		return lo, lo + 6, true
	case more == "WE":
		return lo + 5, lo + 6, true
	case len(more) == 1 && more[0] >= '1' && more[0] <= '7':
		lo += day(more[0] - '1')
		return lo, lo, true
	}
	return 0, 0, false
}

func twoDigits(s string) (n int, bad bool) {
	if len(s) != 2 || s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9' {
		return 0, true
	}
	return int(s[0]-'0')*10 + int(s[1]-'0'), false
}
