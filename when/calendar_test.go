package when

import (
	"testing"
	"time"
)

func TestCivil(t *testing.T) {
	for d := day(-1200000); d < 40000; d += 13 {
		want := time.Unix(int64(d)*86400, 0).UTC()
		y, m, dom := d.date()
		if y != want.Year() || m != int(want.Month()) || dom != want.Day() {
			t.Fatalf("day %d is %d-%d-%d, want %s", d, y, m, dom, want)
		}
		if civil(y, m, dom) != d {
			t.Fatalf("civil(%d, %d, %d) = %d, want %d", y, m, dom, civil(y, m, dom), d)
		}
		wy, ww := want.ISOWeek()
		if gy, gw := d.isoWeek(); gy != wy || gw != ww {
			t.Fatalf("%s: week %d of %d, want %d of %d", want, gw, gy, ww, wy)
		}
		if weekStart(wy, ww) != d.monday() {
			t.Fatalf("%s: week starts on another day", want)
		}
	}
}

func TestFeasts(t *testing.T) {
	for _, c := range []struct {
		what string
		got  day
		want string
	}{
		{"Easter 2000", easter(2000, false), "2000-04-23"},
		{"Easter 2024", easter(2024, false), "2024-03-31"},
		{"Easter 1943", easter(1943, false), "1943-04-25"},
		{"eastern Easter 2024", easter(2024, true), "2024-05-05"},
		{"eastern Easter 2023", easter(2023, true), "2023-04-16"},
		{"1 Ramadan 1444", islamic(1444, 9, 1), "2023-03-23"},
		{"1 Shawwal 1445", islamic(1445, 10, 1), "2024-04-10"},
		{"1 Muharram 1", islamic(1, 1, 1), "0622-07-19"},
	} {
		if got := c.got.time().Format(time.DateOnly); got != c.want {
			t.Errorf("%s is %s, want %s", c.what, got, c.want)
		}
	}
	for year := 1; year < 1500; year++ {
		if got := islamicYear(islamic(year, 1, 1)); got != year {
			t.Fatalf("the first day of %d lies in %d", year, got)
		}
		if got := islamicYear(islamic(year, 12, 29)); got != year {
			t.Fatalf("the 29th of the last month of %d lies in %d", year, got)
		}
	}
}
