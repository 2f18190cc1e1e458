package when

import (
	"testing"
	"time"
)

func TestBounds(t *testing.T) {
	for _, c := range []struct{ value, first, last string }{
		{"2023-07-15", "2023-07-15", "2023-07-15"},
		{"2023-07-15T17:00", "2023-07-15", "2023-07-15"},
		{"2023-07-15TNI", "2023-07-15", "2023-07-15"},
		{"2023-W28", "2023-07-10", "2023-07-16"},
		{"2006-W41-WE", "2006-10-14", "2006-10-15"},
		{"2023-W28-5", "2023-07-14", "2023-07-14"},
		{"2022-09", "2022-09-01", "2022-09-30"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"2023-Q3", "2023-07-01", "2023-09-30"},
		{"2007-H2", "2007-07-01", "2007-12-31"},
		{"2023-SU", "2023-06-01", "2023-08-31"},
		{"2023-WI", "2023-12-01", "2024-02-29"},
		{"1977", "1977-01-01", "1977-12-31"},
		{"199", "1990-01-01", "1999-12-31"},
		{"19", "1900-01-01", "1999-12-31"},
		{"2012/2016", "2012-01-01", "2016-12-31"},
		{"1994-08-20/1994-08-30", "1994-08-20", "1994-08-30"},
	} {
		first, last, ok := Bounds(c.value)
		if got := first.Format(time.DateOnly) + " " + last.Format(time.DateOnly); !ok || got != c.first+" "+c.last {
			t.Errorf("Bounds(%q) = %s, %v, want %s %s", c.value, got, ok, c.first, c.last)
		}
	}
	if first, last, ok := Bounds("-0264"); !ok || first.Year() != -263 || last.Year() != -263 {
		t.Errorf("264 BC is from %v to %v", first, last)
	}
	if first, last, ok := Bounds("-047"); !ok || first.Year() != -478 || last.Year() != -469 {
		t.Errorf("the 470s BC are from %v to %v", first, last)
	}
	for _, bad := range []string{"", "P3M", "PAST_REF", "XXXX-07-15", "2023-02-30", "2023-13", "0000", "2023-W54", "2021-W53", "2016/2012", "2023-07-15-01", "2023-07x", "20230715", "2", "--12", "2023-Q5", "2023-SU-1"} {
		if _, _, ok := Bounds(bad); ok {
			t.Errorf("Bounds(%q) is ok", bad)
		}
	}
}

// What is written must be what is read.
func TestFormIsRead(t *testing.T) {
	for _, u := range []unit{uDay, uWeekend, uWeek, uMonth, uQuarter, uHalf, uSeason, uYear, uDecade, uCentury} {
		for d := day(-1100000); d < 40000; d += 97 {
			v := stretch(u, d)
			if lo, hi, ok := bounds(v.form()); !ok || lo != v.lo || hi != v.hi {
				t.Fatalf("%s is from %d to %d, written for %d to %d", v.form(), lo, hi, v.lo, v.hi)
			}
		}
	}
}
