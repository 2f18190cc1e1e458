package brief

import (
	"math"
	"time"

	"parley"
)

// timeScale maps days to places along an axis.
type timeScale struct {
	from, to    parley.Day
	left, right float64
}

// at is the place of the beginning of a day, kept within the axis.
func (s timeScale) at(d parley.Day) float64 {
	d = min(max(d, s.from), s.to+1)
	return s.left + (s.right-s.left)*float64(d-s.from)/float64(max(1, s.to+1-s.from))
}

// mid is the place of the middle of a day.
func (s timeScale) mid(d parley.Day) float64 { return (s.at(d) + s.at(d+1)) / 2 }

// has reports whether a day lies on the axis.
func (s timeScale) has(d parley.Day) bool { return d >= s.from && d <= s.to }

// tick is a mark on an axis with its words.
type tick struct {
	at    float64
	label string
	major bool // begins a year
}

// step is a distance between ticks.
type tickStep struct {
	days, months int
	layout       string
}

var steps = []tickStep{
	{1, 0, "2 Jan"}, {2, 0, "2 Jan"}, {7, 0, "2 Jan"}, {14, 0, "2 Jan"},
	{0, 1, "Jan"}, {0, 2, "Jan"}, {0, 3, "Jan"}, {0, 6, "Jan"}, {0, 12, "2006"}, {0, 24, "2006"}, {0, 60, "2006"}, {0, 120, "2006"}, {0, 600, "2006"},
}

// ticks gives marks not closer than gap: days, weeks, months or years. The first, and
// every one that begins a year, tell the year.
func (s timeScale) ticks(gap float64) []tick {
	perDay := (s.right - s.left) / float64(s.to+1-s.from)
	best := steps[len(steps)-1]
	for _, st := range steps {
		if (float64(st.days)+float64(st.months)*30.4)*perDay >= gap {
			best = st
			break
		}
	}
	var out []tick
	year := 0
	for t := best.first(s.from.Time()); ; t = best.next(t) {
		d := parley.DayOf(t)
		if d > s.to {
			return out
		}
		if d < s.from {
			continue
		}
		tk := tick{at: s.at(d), label: t.Format(best.layout), major: t.YearDay() == 1}
		if t.Year() != year && best.layout != "2006" {
			year = t.Year()
			tk.label = t.Format(best.layout + " 2006")
		}
		out = append(out, tk)
	}
}

// first is the last tick at or before a day: weeks begin on Mondays, months on their first.
func (s tickStep) first(t time.Time) time.Time {
	switch {
	case s.days >= 7:
		return t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	case s.days > 0:
		return t
	case s.months < 12:
		return time.Date(t.Year(), t.Month()-time.Month((int(t.Month())-1)%s.months), 1, 0, 0, 0, 0, time.UTC)
	}
	years := s.months / 12
	return time.Date(t.Year()-t.Year()%years, 1, 1, 0, 0, 0, 0, time.UTC)
}

func (s tickStep) next(t time.Time) time.Time { return t.AddDate(0, s.months, s.days) }

// niceSteps gives about n round steps that reach a highest value: 0, 5, 10 …
func niceSteps(highest float64, n int) (step float64) {
	if highest <= 0 {
		return 1
	}
	raw := highest / float64(n)
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, f := range []float64{1, 2, 5, 10} {
		if raw <= f*power*1.0001 {
			return max(1, f*power)
		}
	}
	return max(1, 10*power)
}
