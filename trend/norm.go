package trend

import "strconv"

// Level is a word for a count beside its norm.
type Level string

// The levels.
const (
	Usual     Level = "usual"
	Above     Level = "above"
	FarAbove  Level = "far above"
	Below     Level = "below"
	TooLittle Level = "too little to tell"
)

// High reports whether l is above the norm.
func (l Level) High() bool { return l == Above || l == FarAbove }

// The bounds between the words. A count is above its norm when so many or more come
// about once in forty steps, far above when once in a thousand, below when so few or
// fewer come about once in forty.
const (
	rare     = 0.025
	veryRare = 0.001
)

// The guard against low bases: a rise from nothing to one or two is no rise, and a
// fall from one or two to nothing no fall. Less than three incidents that were
// expected, and less than three that came, are too little to tell anything by.
const enough = 3

// minSteps are the steps with coverage without which there is no norm.
const minSteps = 3

// Norm compares the number of incidents of a step with the steps before.
type Norm struct {
	Weeks  int     `json:"weeks"`  // that it looks back on: 4 or 52
	Steps  int     `json:"steps"`  // of these weeks, without the gaps
	Mean   float64 `json:"mean"`   // incidents to be expected in such a step
	Chance float64 `json:"chance"` // of so many or more when above the mean, else of so few or fewer; 1 without a norm
	Level  Level   `json:"level"`
	// The same without incidents that only outlets tell of which the archive has
	// nothing from before these weeks.
	Settled Settled `json:"settled"`
}

// Settled is a norm by those outlets alone that were there all the while.
type Settled struct {
	Incidents int     `json:"incidents"` // of the step
	Mean      float64 `json:"mean"`
	Chance    float64 `json:"chance"`
	Level     Level   `json:"level"`
}

// compare fills in the norms of a step.
func (t *tally) compare(i int) {
	b := &t.bins[i]
	b.Level = TooLittle
	if b.Gap {
		return
	}
	recent, year := t.grain.lookback()
	b.Year = t.norm(i, year, 52, t.around)
	if recent > 0 {
		b.Recent = t.norm(i, recent, 4, func(i, _ int, c counter) float64 { return t.between(i, year, c) })
	}
	if n := b.Norm(); n != nil {
		b.Level = n.Level
		b.NewSource = n.Level.High() && !n.Settled.Level.High()
	}
}

// counter counts the incidents of a step.
type counter func(*bin) int

// spread tells how much more counts vary than those of a Poisson process, at least 1.
type spread func(i, back int, c counter) float64

// norm compares step i with the steps before it, back of them.
func (t *tally) norm(i, back, weeks int, wide spread) *Norm {
	b := &t.bins[i]
	first := i
	for j := i - 1; j >= max(0, i-back); j-- {
		if !t.bins[j].Gap {
			first = j
		}
	}
	all := func(b *bin) int { return b.Incidents }
	old := func(b *bin) int { return settled(b.since[anyKind], t.bins[first].To) }
	n := &Norm{Weeks: weeks}
	var m mean
	m, n.Steps = t.mean(i, back, all)
	n.Mean, n.Chance, n.Level = m.judge(b.Incidents, n.Steps, wide(i, back, all))
	m, _ = t.mean(i, back, old)
	n.Settled.Incidents = old(b)
	n.Settled.Mean, n.Settled.Chance, n.Settled.Level = m.judge(n.Settled.Incidents, n.Steps, wide(i, back, old))
	return n
}

// mean is what steps lead one to expect of another.
type mean struct {
	expected float64 // incidents
	steps    float64 // how many steps as long as that other they are
}

func (t *tally) mean(i, back int, c counter) (m mean, steps int) {
	sum, length := 0, 0.0
	for j := max(0, i-back); j < i; j++ {
		if b := &t.bins[j]; !b.Gap {
			sum += c(b)
			length += b.length
			steps++
		}
	}
	if steps > 0 {
		m = mean{float64(sum) / length * t.bins[i].length, length / t.bins[i].length}
	}
	return m, steps
}

// judge says how unusual a count is. The count to come has the negative binomial
// distribution with the mean m and the variance wide·m·(1 + 1/steps): what the process
// varies, and how unsure its mean is from so few steps. A mean of nothing counts as
// half an incident in all these steps.
func (m mean) judge(count, steps int, wide float64) (expected, chance float64, level Level) {
	if steps < minSteps {
		return m.expected, 1, TooLittle
	}
	mu := max(m.expected, 0.5/m.steps)
	variance := wide * mu * (1 + 1/m.steps)
	high := float64(count) > m.expected
	if high {
		chance = tailAbove(count, mu, variance)
	} else {
		chance = tailBelow(count, mu, variance)
	}
	chance = significant(chance)
	switch {
	case count < enough && m.expected < enough:
		level = TooLittle
	case high && chance <= veryRare:
		level = FarAbove
	case high && chance <= rare:
		level = Above
	case !high && chance <= rare:
		level = Below
	default:
		level = Usual
	}
	return m.expected, chance, level
}

// around is how much the counts of steps vary around their mean, in variances of a
// Poisson process: Pearson's statistic by its degrees of freedom.
func (t *tally) around(i, back int, c counter) float64 {
	m, steps := t.mean(i, back, c)
	if steps < 2 || m.expected == 0 {
		return 1
	}
	sum := 0.0
	for j := max(0, i-back); j < i; j++ {
		if b := &t.bins[j]; !b.Gap {
			mu := m.expected * b.length / t.bins[i].length
			d := float64(c(b)) - mu
			sum += d * d / mu
		}
	}
	return max(1, sum/float64(steps-1))
}

// between is how much the counts of neighbouring steps differ, in the same measure.
// A change of level in these weeks hardly touches it.
func (t *tally) between(i, back int, c counter) float64 {
	var counts []float64
	for j := max(0, i-back); j < i; j++ {
		if b := &t.bins[j]; !b.Gap {
			counts = append(counts, float64(c(b))/b.length)
		}
	}
	return roughness(counts)
}

// significant rounds to four digits that count, so that all machines tell the same.
func significant(x float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 4, 64), 64)
	if err != nil {
		return x
	}
	return rounded
}
