package trend

import (
	"math"
	"slices"

	"parley"
)

// pause is how many days without any act of either side end an exchange, and within
// how many an act is answered.
const pause = 14

// Initiative tells who of two sides moves first, in cooperation or in conflict. An
// exchange is a run of acts in which no pause is longer than 14 days. Those whose
// beginning nobody knows, since a gap or the beginning of the period is less than 14
// days before, are left out; so are acts that both sides do together.
type Initiative struct {
	Of         string `json:"of"`         // "cooperation" or "conflict"
	Exchanges  int    `json:"exchanges"`  // in which both sides act
	First      [2]int `json:"first"`      // of them, begun by the first side, by the second
	SameDay    int    `json:"same_day"`   // of them, those in which both begin on one day
	Unanswered [2]int `json:"unanswered"` // runs in which only the first side acts, only the second
	Clear      bool   `json:"clear"`      // there are exchanges enough to tell
}

// fewExchanges are too few to tell who moves first, or who answers.
const fewExchanges = 5

// Reciprocity tells how often one side answers the other in kind: after how many of
// the days on which the other acts it does the like within 14 days. How often that
// comes without any reason is told by the days of the period as a whole.
type Reciprocity struct {
	Of       string  `json:"of"`       // "cooperation" or "conflict"
	Side     int     `json:"side"`     // who answers: 1, the first side, or 2
	Days     int     `json:"days"`     // on which the other acted, and of which the 14 days after are known
	Answered int     `json:"answered"` // of them
	Share    float64 `json:"share"`    // answered of days
	Usual    float64 `json:"usual"`    // the same share of all days of the period
	Answers  Answers `json:"answers"`
}

// Answers is a word for reciprocity.
type Answers string

// The words: more or less often than on any day by more than two standard errors. As
// many days count for these as have 14 days each of their own.
const (
	MoreOften   Answers = "more often than on any day"
	LessOften   Answers = "less often than on any day"
	AsOften     Answers = "no more than on any day"
	Undecidable Answers = "too little to tell"
)

// acts are the days on which either side acts alone, in the period that is shown.
type acts struct {
	t        *tally
	from, to parley.Day
	days     [3][2][]parley.Day // by kind and side; sorted, each once
}

func newActs(obs []Observation, t *tally) *acts {
	a := &acts{t: t, from: t.bins[t.shown].From, to: t.bins[len(t.bins)-1].To}
	for i := range obs {
		o := &obs[i]
		if o.Side == 0 || o.Day < a.from {
			continue
		}
		side := 0
		if o.Side < 0 {
			side = 1
		}
		list := &a.days[kindOf(o.Score)][side]
		if n := len(*list); n == 0 || (*list)[n-1] != o.Day {
			*list = append(*list, o.Day)
		}
	}
	return a
}

// sides reports whether any side is known to act.
func (a *acts) sides() bool {
	for _, kind := range a.days {
		if len(kind[0])+len(kind[1]) > 0 {
			return true
		}
	}
	return false
}

func (a *acts) initiative() []Initiative {
	var out []Initiative
	for _, kind := range []int{cooperation, conflict} {
		in := Initiative{Of: kindNames[kind]}
		days := slices.Concat(a.days[kind][0], a.days[kind][1])
		slices.Sort(days)
		days = slices.Compact(days)
		for i := 0; i < len(days); {
			end := i + 1
			for end < len(days) && days[end]-days[end-1] <= pause {
				end++
			}
			if a.known(days[i]-pause, days[i]-1) {
				in.add(a.days[kind], days[i], days[end-1])
			}
			i = end
		}
		in.Clear = in.Exchanges >= fewExchanges
		out = append(out, in)
	}
	return out
}

// add counts a run of acts.
func (in *Initiative) add(days [2][]parley.Day, first, last parley.Day) {
	begun := [2]parley.Day{within(days[0], first, last), within(days[1], first, last)}
	switch {
	case begun[1] == 0:
		in.Unanswered[0]++
		return
	case begun[0] == 0:
		in.Unanswered[1]++
		return
	case begun[0] < begun[1]:
		in.First[0]++
	case begun[1] < begun[0]:
		in.First[1]++
	default:
		in.SameDay++
	}
	in.Exchanges++
}

// within is the first of some sorted days from one to another, 0 when there is none.
func within(days []parley.Day, from, to parley.Day) parley.Day {
	i, _ := slices.BinarySearch(days, from)
	if i < len(days) && days[i] <= to {
		return days[i]
	}
	return 0
}

// known reports whether days lie in the period, and none of them in a gap.
func (a *acts) known(from, to parley.Day) bool {
	if from < a.from || to > a.to {
		return false
	}
	bins := a.t.bins
	i, _ := slices.BinarySearchFunc(bins, from, func(b bin, d parley.Day) int { return int(b.To - d) })
	for ; i < len(bins) && bins[i].From <= to; i++ {
		if bins[i].Gap {
			return false
		}
	}
	return true
}

func (a *acts) reciprocity() []Reciprocity {
	var out []Reciprocity
	for _, kind := range []int{cooperation, conflict} {
		for side := range 2 {
			out = append(out, a.answers(kind, side))
		}
	}
	return out
}

// answers tells how a side answers acts of a kind.
func (a *acts) answers(kind, side int) Reciprocity {
	r := Reciprocity{Of: kindNames[kind], Side: side + 1, Answers: Undecidable}
	own := a.days[kind][side]
	apart, last := 0, parley.Day(0) // days that have 14 days each of their own
	for _, day := range a.days[kind][1-side] {
		if !a.known(day, day+pause) {
			continue
		}
		r.Days++
		if within(own, day+1, day+pause) != 0 {
			r.Answered++
		}
		if last == 0 || day-last > pause {
			apart, last = apart+1, day
		}
	}
	all, answered := 0, 0
	for day := a.from; day+pause <= a.to; day++ {
		if a.known(day, day+pause) {
			all++
			if within(own, day+1, day+pause) != 0 {
				answered++
			}
		}
	}
	if r.Days == 0 || all == 0 {
		return r
	}
	share, usual := float64(r.Answered)/float64(r.Days), float64(answered)/float64(all)
	r.Share, r.Usual = significant(share), significant(usual)
	if apart < fewExchanges || usual == 0 || usual == 1 {
		return r
	}
	margin := 2 * math.Sqrt(usual*(1-usual)/float64(apart))
	switch {
	case share > usual+margin:
		r.Answers = MoreOften
	case share < usual-margin:
		r.Answers = LessOften
	default:
		r.Answers = AsOften
	}
	return r
}
