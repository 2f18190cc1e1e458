package trend

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"parley"
)

func day(t testing.TB, s string) parley.Day {
	t.Helper()
	var d parley.Day
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

// attacks are n attacks by the first side on one day.
func attacks(d parley.Day, n int) []Observation {
	return slices.Repeat([]Observation{{Day: d, Type: "ASSAULT", Quad: "material-conflict", Score: -9, Side: 1}}, n)
}

// weekly are attacks in the weeks up to one that ends on a day, the oldest first.
func weekly(last parley.Day, counts ...int) (obs []Observation) {
	for i, n := range counts {
		obs = append(obs, attacks(last-parley.Day(7*(len(counts)-1-i)), n)...)
	}
	return obs
}

// looked is a coverage of some reports on each of the days up to one.
func looked(from, to parley.Day, reports int) Coverage {
	c := Coverage{Reports: map[parley.Day]int{}}
	for d := from; d <= to; d++ {
		c.Reports[d] = reports
	}
	return c
}

func of(t testing.TB, obs []Observation, c Coverage, cfg Config) Series {
	t.Helper()
	s, err := Of(obs, c, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const end = parley.Day(738_000)

func TestStepsCount(t *testing.T) {
	monday := day(t, "2024-05-06")
	obs := []Observation{
		{Day: monday, Type: "ASSAULT", Quad: "material-conflict", Score: -9, Reports: 3, Sources: 2, Outlets: []string{"A"}},
		{Day: monday + 6, Type: "RETREAT", Quad: "material-cooperation", Score: 7.5},
		{Day: monday + 6, Type: "CONSULT", Quad: "verbal-cooperation", Score: 2.5},
		{Day: monday + 3, Type: "REQUEST", Quad: "verbal-conflict", Score: 0},
		{Day: monday - 1, Type: "ACCUSE", Quad: "verbal-conflict", Score: -3},
		{Day: monday + 7, Type: "ACCUSE", Quad: "verbal-conflict", Score: -3}, // after the period
		{Day: 0, Type: "ACCUSE"}, {Day: monday, Score: math.NaN()}, // cannot be counted
	}
	s := of(t, obs, looked(monday-7, monday+6, 4), Config{From: monday, To: monday + 6})
	if len(s.Steps) != 1 || s.From != monday || s.Grain != Week {
		t.Fatalf("steps %v from %s by %s", s.Steps, s.From, s.Grain)
	}
	got := s.Steps[0]
	got.Recent, got.Year = nil, nil
	want := Step{
		From: monday, To: monday + 6, Incidents: 4, Reports: 6, Single: 3, Quads: Quads{1, 1, 1, 1},
		Types:       map[string]int{"ASSAULT": 1, "RETREAT": 1, "CONSULT": 1, "REQUEST": 1},
		Cooperation: 10, Conflict: -9, Balance: 1, Coverage: 28, Level: TooLittle,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestStepsOfAPeriod(t *testing.T) {
	for name, c := range map[string]struct {
		from, to string
		grain    Grain
		want     []string
	}{
		"weeks end on the last day": {"2024-05-01", "2024-05-14", Week, []string{"2024-05-01 2024-05-07", "2024-05-08 2024-05-14"}},
		"the first week is whole":   {"2024-05-07", "2024-05-14", Week, []string{"2024-05-01 2024-05-07", "2024-05-08 2024-05-14"}},
		"a day":                     {"2024-05-07", "2024-05-07", Day, []string{"2024-05-07 2024-05-07"}},
		"a leap day":                {"2024-02-28", "2024-03-01", Day, []string{"2024-02-28 2024-02-28", "2024-02-29 2024-02-29", "2024-03-01 2024-03-01"}},
		"months of the calendar":    {"2023-12-31", "2024-02-10", Month, []string{"2023-12-01 2023-12-31", "2024-01-01 2024-01-31", "2024-02-01 2024-02-10"}},
		"the first week there is":   {"0001-01-02", "0001-01-09", Week, []string{"0001-01-01 0001-01-02", "0001-01-03 0001-01-09"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := of(t, nil, Coverage{}, Config{From: day(t, c.from), To: day(t, c.to), Grain: c.grain})
			var got []string
			for _, b := range s.Steps {
				got = append(got, b.From.String()+" "+b.To.String())
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestBadPeriods(t *testing.T) {
	for name, cfg := range map[string]Config{
		"no days":   {},
		"no end":    {From: 1},
		"backwards": {From: 3, To: 2},
		"no grain":  {From: 1, To: 2, Grain: "year"},
		"too long":  {From: 1, To: 40_000, Grain: Day},
	} {
		if _, err := Of(nil, Coverage{}, cfg); !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
}

func TestNorms(t *testing.T) {
	four := []int{2, 2, 2, 2}
	for name, c := range map[string]struct {
		before []int
		last   int
		want   Level
		mean   float64
	}{
		"as ever":                    {four, 3, Usual, 2},
		"from nothing to one":        {[]int{0, 0, 0, 0}, 1, TooLittle, 0},
		"from nothing to two":        {[]int{0, 0, 0, 0}, 2, TooLittle, 0},
		"from nothing to five":       {[]int{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 5, FarAbove, 0},
		"from one or two to nothing": {[]int{1, 2, 1, 2}, 0, TooLittle, 1.5},
		"a little more":              {four, 4, Usual, 2},
		"much more":                  {four, 8, Above, 2},
		"very much more":             {four, 40, FarAbove, 2},
		"much less":                  {[]int{20, 22, 18, 20}, 5, Below, 20},
		"too few weeks":              {[]int{2, 2}, 40, TooLittle, 2},
		"restless weeks":             {[]int{0, 16, 0, 16, 0, 16, 0, 16}, 18, Usual, 8},
		"the same in calm weeks":     {[]int{8, 8, 8, 8, 8, 8, 8, 8}, 18, Above, 8},
	} {
		t.Run(name, func(t *testing.T) {
			weeks := len(c.before)
			obs := weekly(end, append(slices.Clone(c.before), c.last)...)
			s := of(t, obs, looked(end-parley.Day(7*(weeks+1))+1, end, 10), Config{From: end, To: end})
			last := s.Last()
			if last.Level != c.want || last.Year.Mean != c.mean || last.Year.Steps != weeks {
				t.Errorf("%q, mean %v of %d weeks (chance %v); want %q, %v, %d",
					last.Level, last.Year.Mean, last.Year.Steps, last.Year.Chance, c.want, c.mean, weeks)
			}
		})
	}
}

// Four weeks of two: mean 2, variance 2·(1 + 1/4) = 2.5, so r = 2²/0.5 = 8 and p = 0.8.
// Eight or more come with 1 − Σ C(k+7,k)·0.8⁸·0.2ᵏ for k to 7 = 0.00424.
func TestChanceByHand(t *testing.T) {
	s := of(t, weekly(end, 2, 2, 2, 2, 8), looked(end-34, end, 10), Config{From: end, To: end})
	p, sum := math.Pow(0.8, 8), 0.0
	for k, choose := range []float64{1, 8, 36, 120, 330, 792, 1716, 3432} {
		sum += choose * p * math.Pow(0.2, float64(k))
	}
	if got := s.Last().Recent.Chance; got != 0.00424 || math.Abs(got-(1-sum)) > 5e-7 {
		t.Errorf("chance %v, want %v", got, 1-sum)
	}
}

// Four weeks of nothing count as half an incident in four weeks: mean 1/8, variance 5/32,
// so r = 1/2 and p = 0.8. Three or more come with 1 − √0.8·(1 + 0.1 + 0.015) = 0.00271.
func TestChanceAfterNothingByHand(t *testing.T) {
	s := of(t, attacks(end, 3), looked(end-34, end, 10), Config{From: end, To: end})
	want := 1 - math.Sqrt(0.8)*1.115
	if got := s.Last().Recent; math.Abs(got.Chance-want) > 5e-7 || got.Mean != 0 || got.Level != Above {
		t.Errorf("chance %v, mean %v, %q; want %v", got.Chance, got.Mean, got.Level, want)
	}
}

func TestGapsAreByTheYearBefore(t *testing.T) {
	c := looked(end-7*130, end, 10)
	for d := end - 7*130; d < end-7*60; d++ {
		c.Reports[d] = 1000 // the archive had far more once
	}
	s := of(t, nil, c, Config{From: end - 7*75, To: end})
	if last := s.Last(); last.Gap {
		t.Error("sixty weeks after it lost most of its feeds, the archive is still said to have gaps")
	}
	if b := s.Steps[len(s.Steps)-58]; !b.Gap {
		t.Errorf("the week to %s, two weeks after that, is no gap", b.To)
	}
}

func TestRecentAndYear(t *testing.T) {
	counts := append(slices.Repeat([]int{2}, 48), 20, 20, 20, 20, 20)
	s := of(t, weekly(end, counts...), looked(end-400, end, 10), Config{From: end, To: end})
	last := s.Last()
	if last.Recent.Mean != 20 || last.Recent.Level != Usual {
		t.Errorf("beside the four weeks before: %v, %q", last.Recent.Mean, last.Recent.Level)
	}
	if want := (48*2 + 4*20) / 52.0; last.Year.Mean != want || !last.Year.Level.High() {
		t.Errorf("beside the year: %v, %q; want %v, above", last.Year.Mean, last.Year.Level, want)
	}
	if last.Level != last.Year.Level {
		t.Errorf("level %q, want that of the year", last.Level)
	}
}

func TestGapsAreNotZeros(t *testing.T) {
	obs := weekly(end, 6, 6, 0, 6, 0, 6, 6)
	c := looked(end-48, end, 10)
	for d := end - 34; d <= end-28; d++ {
		delete(c.Reports, d) // nothing at all in the third week
	}
	for d := end - 20; d <= end-14; d++ {
		c.Reports[d] = 0 // and hardly anything in the fifth
	}
	c.Reports[end-15] = 6 // of 70
	s := of(t, obs, c, Config{From: end - 48, To: end})
	var gaps []bool
	for _, b := range s.Steps {
		gaps = append(gaps, b.Gap)
	}
	if want := []bool{false, false, true, false, true, false, false}; !slices.Equal(gaps, want) {
		t.Fatalf("gaps %v, want %v", gaps, want)
	}
	last := s.Last()
	if last.Year.Mean != 6 || last.Year.Steps != 4 || last.Level != Usual {
		t.Errorf("mean %v of %d weeks, %q", last.Year.Mean, last.Year.Steps, last.Level)
	}
	if gap := s.Steps[4]; gap.Level != TooLittle || gap.Year != nil {
		t.Errorf("a gap is judged: %+v", gap)
	}
	if len(s.Changes) > 0 {
		t.Errorf("changes %v", s.Changes)
	}
}

func TestWithoutCoverageCountingBeginsWithTheFirst(t *testing.T) {
	s := of(t, weekly(end, 5, 0, 5, 5), Coverage{}, Config{From: end - 35, To: end})
	if last := s.Last(); last.Year.Steps != 3 || last.Year.Mean != 10/3.0 || !s.Steps[0].Gap || s.Steps[2].Gap && s.Steps[3].Gap {
		t.Errorf("%d weeks, mean %v", last.Year.Steps, last.Year.Mean)
	}
}

func TestNewSourceIsNoSpike(t *testing.T) {
	told := func(obs []Observation, outlets ...string) []Observation {
		for i := range obs {
			obs[i].Outlets = outlets
		}
		return obs
	}
	base := told(weekly(end, 3, 3, 3, 3, 3, 3, 3, 3), "Old")
	c := looked(end-55, end, 10)
	c.Outlets = map[string]parley.Day{"Old": end - 300, "New": end - 3}
	for name, test := range map[string]struct {
		outlets []string
		settled int
		want    bool
	}{
		"only the new one":    {[]string{"New"}, 3, true},
		"the old one as well": {[]string{"New", "Old"}, 23, false},
		"nobody knows whose":  {nil, 23, false},
	} {
		obs := slices.Concat(base, told(attacks(end, 20), test.outlets...))
		s := of(t, obs, c, Config{From: end, To: end})
		last := s.Last()
		if last.Level != FarAbove || last.NewSource != test.want || last.Year.Settled.Incidents != test.settled || last.Year.Settled.Mean != 3 {
			t.Errorf("%s: %q, new source %v, settled %+v", name, last.Level, last.NewSource, last.Year.Settled)
		}
	}
	c.Outlets["New"] = end - 49 // in the first week: there all the while
	s := of(t, slices.Concat(base, told(attacks(end, 20), "New")), c, Config{From: end, To: end})
	if s.Last().NewSource {
		t.Error("an outlet that was there all the while is new")
	}
}

// lively makes a subject with two sides that does all that a series tells of.
func lively(r *rand.Rand, weeks int) (obs []Observation, c Coverage) {
	types := []Observation{
		{Type: "ASSAULT", Quad: "material-conflict", Score: -9}, {Type: "CONSULT", Quad: "verbal-cooperation", Score: 2.5},
		{Type: "ACCUSE", Quad: "verbal-conflict", Score: -3.1}, {Type: "AID", Quad: "material-cooperation", Score: 9.7},
	}
	c = looked(end-parley.Day(weeks*7), end, 5)
	c.Outlets = map[string]parley.Day{"A": 1, "B": end - 100, "C": end - 10}
	for i := range weeks {
		level := 2.0
		if i > weeks/2 {
			level = 9
		}
		for range poisson(r, level) {
			o := types[r.IntN(len(types))]
			o.Day = end - parley.Day(7*(weeks-i)) + parley.Day(r.IntN(7))
			o.Side = r.IntN(3) - 1
			o.Outlets = []string{string(rune('A' + r.IntN(3)))}
			o.Reports, o.Sources = 1+r.IntN(3), 1+r.IntN(2)
			obs = append(obs, o)
		}
		if r.IntN(10) == 0 {
			for d := range parley.Day(7) {
				c.Reports[end-parley.Day(7*(weeks-i))+d] = 0
			}
		}
	}
	return obs, c
}

func TestOrderDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, grain := range Grains {
		obs, c := lively(r, 80)
		cfg := Config{From: end - 7*70, To: end, Grain: grain}
		want, err := json.Marshal(of(t, obs, c, cfg))
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			r.Shuffle(len(obs), func(i, j int) { obs[i], obs[j] = obs[j], obs[i] })
			if got, _ := json.Marshal(of(t, obs, c, cfg)); string(got) != string(want) {
				t.Fatalf("by %s, another order gives\n%s\nnot\n%s", grain, got, want)
			}
		}
	}
}

func TestInputIsLeftAlone(t *testing.T) {
	obs, c := lively(rand.New(rand.NewPCG(7, 8)), 60)
	before := slices.Clone(obs)
	of(t, obs, c, Config{From: end - 100, To: end})
	if !reflect.DeepEqual(obs, before) {
		t.Error("the observations were changed")
	}
}

// What holds of every series, whatever the input.
func TestSeriesAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 60 {
		obs, c := lively(r, 1+r.IntN(90))
		cfg := Config{From: end - parley.Day(r.IntN(500)), To: end - parley.Day(r.IntN(3)), Grain: Grains[r.IntN(3)]}
		if cfg.From > cfg.To {
			cfg.From = cfg.To
		}
		s := of(t, obs, c, cfg)
		n, last := 0, s.From-1
		for _, b := range s.Steps {
			q := b.Quads
			if q.VerbalCooperation+q.MaterialCooperation+q.VerbalConflict+q.MaterialConflict != b.Incidents || b.Single > b.Incidents || b.Reports < b.Incidents {
				t.Fatalf("%+v does not add up", b)
			}
			if b.From != last+1 || b.To < b.From {
				t.Fatalf("step from %s to %s after one to %s", b.From, b.To, last)
			}
			for _, norm := range []*Norm{b.Recent, b.Year} {
				if norm != nil && !(norm.Chance >= 0 && norm.Chance <= 1 && norm.Mean >= 0 && norm.Settled.Mean <= norm.Mean && norm.Settled.Incidents <= b.Incidents) {
					t.Fatalf("norm %+v", *norm)
				}
			}
			n, last = n+b.Incidents, b.To
		}
		want := 0
		for _, o := range obs {
			if o.Day >= s.From && o.Day <= cfg.To {
				want++
			}
		}
		if n != want || last != cfg.To {
			t.Fatalf("%d incidents to %s, want %d to %s", n, last, want, cfg.To)
		}
	}
}

func TestSmallAndLarge(t *testing.T) {
	for name, obs := range map[string][]Observation{
		"nothing": nil, "one": attacks(end, 1), "very many on one day": attacks(end, 100_000),
	} {
		for _, grain := range Grains {
			for _, c := range []Coverage{{}, looked(end-30, end, 1), {Reports: map[parley.Day]int{}}} {
				s := of(t, obs, c, Config{From: end - 60, To: end, Grain: grain})
				if got := s.Last().Incidents; got != len(obs) {
					t.Errorf("%s, by %s: %d incidents", name, grain, got)
				}
				if len(s.Changes) > 0 && len(obs) < 2 {
					t.Errorf("%s, by %s: changes %v", name, grain, s.Changes)
				}
				if _, err := json.Marshal(s); err != nil {
					t.Errorf("%s, by %s: %v", name, grain, err)
				}
				s.Words("A", "B")
			}
		}
	}
}

// Of weeks that are like those before, about one in forty is said to be above or below
// its norm, and hardly any far above.
func TestUsualWeeksAreUsual(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	c := looked(end-7*80, end, 10)
	for name, draw := range map[string]func() int{
		"few":      func() int { return poisson(r, 0.5) },
		"some":     func() int { return poisson(r, 4) },
		"many":     func() int { return poisson(r, 30) },
		"restless": func() int { return poisson(r, 10*math.Exp(0.5*r.NormFloat64())) },
	} {
		levels, weeks := map[Level]int{}, 0
		for range 150 {
			counts := make([]int, 76)
			for i := range counts {
				counts[i] = draw()
			}
			s := of(t, weekly(end, counts...), c, Config{From: end - 7*20 + 1, To: end})
			for _, b := range s.Steps {
				levels[b.Level]++
				weeks++
			}
		}
		share := func(l ...Level) float64 {
			n := 0
			for _, l := range l {
				n += levels[l]
			}
			return float64(n) / float64(weeks)
		}
		if high, far, low := share(Above, FarAbove), share(FarAbove), share(Below); high > 0.04 || far > 0.006 || low > 0.035 {
			t.Errorf("%s: %.4f above, of these %.4f far, %.4f below", name, high, far, low)
		}
	}
}

// A doubling of ten is seen, and a fivefold of two.
func TestRisesAreSeen(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	c := looked(end-7*80, end, 10)
	for _, rise := range []struct{ from, to float64 }{{10, 24}, {2, 10}, {0.3, 6}} {
		seen := 0
		for range 100 {
			counts := make([]int, 60)
			for i := range counts {
				counts[i] = poisson(r, rise.from)
			}
			counts[59] = poisson(r, rise.to)
			s := of(t, weekly(end, counts...), c, Config{From: end, To: end})
			if s.Last().Level.High() {
				seen++
			}
		}
		if seen < 85 {
			t.Errorf("from %v to %v: seen %d of 100 times", rise.from, rise.to, seen)
		}
	}
}
