package when

import "strings"

// shape classifies what begins with a digit or an apostrophe.
func shape(form string) (t token) {
	s := form
	apostrophe := false
	for _, mark := range []string{"'", "’"} {
		if rest, ok := strings.CutPrefix(s, mark); ok {
			s, apostrophe = rest, true
		}
	}
	n, digits := leadingNumber(s)
	rest := s[digits:]
	if digits == 0 {
		return t
	}
	t.n = int32(n)
	if apostrophe {
		switch {
		case digits == 2 && rest == "":
			t.classes = 1 << cApos
		case digits == 2 && rest == "s" && n%10 == 0:
			t.classes = 1 << cDecade
		}
		return t
	}
	if rest == "" {
		return whole(n, digits, s[0] == '0')
	}
	switch rest {
	case "s", "'s", "’s":
		if n%10 == 0 && (digits == 4 && n >= 1000 && n < 2200 || digits == 2 && n >= 20 || digits == 3) {
			t.classes = 1 << cDecade
		}
		return t
	case "st", "nd", "rd", "th":
		if digits <= 3 {
			t.classes = 1 << cOrdinal
		}
		return t
	case "am", "AM", "a.m.", "pm", "PM", "p.m.":
		return clock(n, 0, rest)
	}
	return compound(n, digits, rest)
}

// whole classifies a whole number.
func whole(n, digits int, zero bool) (t token) {
	if digits > 6 {
		return t
	}
	t.n = int32(n)
	t.classes = 1 << cInt
	if digits <= 2 && n >= 1 && n <= 31 {
		t.classes |= 1 << cDom
	}
	if digits == 2 {
		t.classes |= 1 << cYY
	}
	if digits == 4 && n >= 1000 && n < 2200 {
		t.classes |= 1 << cYear
	}
	if zero && digits != 2 && digits != 4 {
		t.classes = 0
	}
	return t
}

// compound classifies digits with something between them.
func compound(n, digits int, rest string) (t token) {
	m, more := leadingNumber(rest[1:])
	tail := rest[1+more:]
	if more == 0 {
		return t
	}
	switch sep := rest[0]; sep {
	case ':', '.':
		if sep == '.' && tail != "" && tail[0] == '.' {
			break
		}
		if more == 2 && digits <= 2 && n < 25 && m < 60 && (sep == ':' || tail != "") {
			return clock(n, m, strings.TrimPrefix(tail, ":00"))
		}
		if sep == '.' && tail == "" && more <= 2 && digits <= 3 {
			t.classes = 1 << cNum
			t.n, t.aux = int32(n), int32(m)
		}
		return t
	case ',':
		if more == 3 && tail == "" && digits <= 3 {
			return token{classes: 1 << cInt, n: int32(n*1000 + m)}
		}
		return t
	case '-', '/':
	default:
		return t
	}
	return numericDate(n, digits, m, more, rest[0], tail)
}

// numericDate reads 2023-07-15, 2023-07, 2023-07-15T17:00, 15/07/2023,
// 15.07.2023, 15-07-2023 and 07/15/2023. Where the month could be the day, the
// day is taken first, as most of the world writes.
func numericDate(n, digits, m, more int, sep byte, tail string) (t token) {
	if digits == 4 && sep == '-' && more == 2 {
		if tail == "" {
			return token{classes: 1 << cISO, n: int32(n*10000 + m*100)}
		}
		d, k := leadingNumber(tail[1:])
		if tail[0] != '-' || k != 2 || len(tail) > 3 && tail[3] != 'T' {
			return t
		}
		return token{classes: 1 << cISO, n: int32(n*10000 + m*100 + d)}
	}
	if len(tail) < 3 || tail[0] != sep || digits > 2 || more > 2 {
		return t
	}
	y, k := leadingNumber(tail[1:])
	if len(tail) != 1+k || k != 4 && k != 2 {
		return t
	}
	if k == 2 {
		if y += 1900; y < 1950 {
			y += 100
		}
	}
	d, month := n, m
	if month > 12 && d <= 12 {
		d, month = month, d
	}
	t = token{classes: 1 << cNumDate, n: int32(y*10000 + month*100 + d)}
	if d <= 12 && d != month {
		t.aux = 1
	}
	return t
}

// clock reads a time of day; half is "", "am", "PM" …
func clock(hour, minute int, half string) (t token) {
	t = token{classes: 1 << cClock}
	switch strings.ToLower(strings.ReplaceAll(half, ".", "")) {
	case "":
	case "am":
		if hour < 1 || hour > 12 {
			return token{}
		}
		hour %= 12
		t.aux = 1
	case "pm":
		if hour < 1 || hour > 12 {
			return token{}
		}
		hour = hour%12 + 12
		t.aux = 1
	default:
		return token{}
	}
	if hour > 24 || minute > 59 {
		return token{}
	}
	t.n = int32(hour*60 + minute)
	return t
}

// fiscal reads FY2010 and FY10.
func fiscal(form string) (t token) {
	n, digits := leadingNumber(form[2:])
	if 2+digits != len(form) || digits != 4 && digits != 2 {
		return t
	}
	if digits == 2 {
		n += 2000
	}
	return token{classes: 1 << cFiscal, n: int32(n)}
}

// leadingNumber reads up to seven digits.
func leadingNumber(s string) (n, digits int) {
	for digits < len(s) && digits < 8 && s[digits] >= '0' && s[digits] <= '9' {
		n = n*10 + int(s[digits]-'0')
		digits++
	}
	return n, digits
}
