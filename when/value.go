package when

import (
	"fmt"
	"strconv"
)

// unit is a piece of the calendar or of the clock.
type unit uint8

const (
	noUnit unit = iota
	uSecond
	uMinute
	uHour
	uPart // of a day: morning, night
	uDay
	uWeekend
	uWeek
	uMonth
	uQuarter
	uHalf
	uSeason
	uYear
	uDecade
	uCentury
)

// precisions are the words of Expression.Precision.
var precisions = [...]string{
	uSecond: "minute", uMinute: "minute", uHour: "hour", uPart: "part-of-day", uDay: "day", uWeekend: "week",
	uWeek: "week", uMonth: "month", uQuarter: "quarter", uHalf: "quarter", uSeason: "season", uYear: "year",
	uDecade: "decade", uCentury: "century", noUnit: "",
}

var (
	seasonCodes = [...]string{"SP", "SU", "FA", "WI"}
	partCodes   = map[int]string{1: "TMO", 2: "TMI", 3: "TAF", 4: "TEV", 5: "TNI", 6: "TDT"}
)

// value is what an expression means, before it is written down.
type value struct {
	typ    Type
	unit   unit   // how exact it is: the unit of First
	lo, hi day    // the days it covers
	placed bool   // lo and hi hold
	text   string // the value where no calendar gives it: "P3M", "PAST_REF"
	part   int    // of the day: a key of partCodes, 0 for none
	hour   int    // with clock
	minute int
	clock  bool
	zone   string // "Z", "-05"
	until  bool   // a stretch whose last day is told even for a day
	loose  unit   // a coarser unit that the words allow, for Precision
	told   bool   // stated by the text with its year, not worked out from the day of publication
}

// refer is a value without a place in the calendar.
func refer(typ Type, text string) value { return value{typ: typ, text: text} }

// onDay is a single day.
func onDay(d day) value { return value{typ: Date, unit: uDay, lo: d, hi: d, placed: true} }

// stretch is the unit of the calendar that d lies in.
func stretch(u unit, d day) value {
	v := value{typ: Date, unit: u, placed: true}
	y, m, _ := d.date()
	first, months := d, 0
	switch u {
	case uWeek:
		v.lo = d.monday()
		v.hi = v.lo + 6
		return v
	case uWeekend:
		v.lo = d.monday() + 5
		v.hi = v.lo + 1
		return v
	case uMonth:
		first, months = civil(y, m, 1), 1
	case uQuarter:
		first, months = civil(y, (m-1)/3*3+1, 1), 3
	case uHalf:
		first, months = civil(y, (m-1)/6*6+1, 1), 6
	case uSeason:
		first, months = civil(y, m/3*3, 1), 3
		if m < 3 {
			first = civil(y-1, 12, 1)
		}
	case uYear:
		first, months = civil(y, 1, 1), 12
	case uDecade:
		return decade(y)
	case uCentury:
		return century(y)
	default:
		return onDay(d)
	}
	v.lo, v.hi = first, first.addMonths(months)-1
	return v
}

// decade is the ten years that share all digits but the last with year; before
// Christ they run the other way.
func decade(year int) value {
	v := value{typ: Date, unit: uDecade, placed: true}
	if year > 0 {
		from := year / 10 * 10
		v.lo, v.hi = civil(max(from, 1), 1, 1), civil(from+9, 12, 31)
		return v
	}
	bc := (1 - year) / 10 * 10
	v.lo, v.hi = civil(1-(bc+9), 1, 1), civil(1-max(bc, 1), 12, 31)
	return v
}

// century is the hundred years that share their first digits with year, as
// TIMEX3 has it: "19" are the years from 1900 to 1999.
func century(year int) value {
	v := value{typ: Date, unit: uCentury, placed: true}
	if year > 0 {
		from := year / 100 * 100
		v.lo, v.hi = civil(max(from, 1), 1, 1), civil(from+99, 12, 31)
		return v
	}
	bc := (1 - year) / 100 * 100
	v.lo, v.hi = civil(1-(bc+99), 1, 1), civil(1-max(bc, 1), 12, 31)
	return v
}

// shift moves the unit of the calendar that d lies in by n.
func shift(u unit, d day, n int) value {
	switch u {
	case uWeek, uWeekend:
		return stretch(u, d+day(7*n))
	case uMonth:
		return stretch(u, d.addMonths(n))
	case uQuarter, uSeason:
		return stretch(u, d.addMonths(3*n))
	case uHalf:
		return stretch(u, d.addMonths(6*n))
	case uYear:
		return stretch(u, d.addMonths(12*n))
	case uDecade:
		return stretch(u, d.addMonths(120*n))
	case uCentury:
		return stretch(u, d.addMonths(1200*n))
	}
	return onDay(d + day(n))
}

// form writes the value as TIMEX3 does; years before Christ are written with a
// minus and the number that history gives them: "-0264" is 264 BC.
func (v *value) form() string {
	if v.text != "" || !v.placed {
		return v.text
	}
	y, m, d := v.lo.date()
	year := yearForm(y)
	switch v.unit {
	case uWeek, uWeekend:
		wy, w := v.lo.isoWeek()
		s := fmt.Sprintf("%s-W%02d", yearForm(wy), w)
		if v.unit == uWeekend {
			s += "-WE"
		}
		return s
	case uMonth:
		return fmt.Sprintf("%s-%02d", year, m)
	case uQuarter:
		return fmt.Sprintf("%s-Q%d", year, (m-1)/3+1)
	case uHalf:
		return fmt.Sprintf("%s-H%d", year, (m-1)/6+1)
	case uSeason:
		return year + "-" + seasonCodes[m/3-1]
	case uYear:
		return year
	case uDecade, uCentury:
		digits := map[unit]int{uDecade: 3, uCentury: 2}[v.unit]
		if y > 0 {
			return year[:digits]
		}
		last, _, _ := v.hi.date()
		return yearForm(last)[:digits+1]
	}
	s := fmt.Sprintf("%s-%02d-%02d", year, m, d)
	switch {
	case v.clock:
		s += fmt.Sprintf("T%02d:%02d%s", v.hour, v.minute, v.zone)
	case v.part > 0:
		s += partCodes[v.part]
	}
	return s
}

func yearForm(y int) string {
	if y <= 0 {
		return fmt.Sprintf("-%04d", 1-y)
	}
	if y < 1000 {
		return fmt.Sprintf("%04d", y)
	}
	return strconv.Itoa(y)
}

// last returns Until: the last day of what is longer than a day.
func (v *value) last() string {
	if !v.placed || v.hi == v.lo && !v.until {
		return ""
	}
	y, m, d := v.hi.date()
	return fmt.Sprintf("%s-%02d-%02d", yearForm(y), m, d)
}

// precision returns Expression.Precision.
func (v *value) precision() string {
	if !v.placed {
		return ""
	}
	u := v.unit
	switch {
	case v.clock && v.minute == 0 && u == uHour:
	case v.clock:
		u = uMinute
	case v.part > 0:
		u = uPart
	}
	return precisions[max(u, v.loose)]
}
