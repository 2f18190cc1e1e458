package trend

import (
	"fmt"
	"math"
	"strconv"
)

// Words tells in sentences what stands out in a series: its last step beside the
// norms, the changes of level, who moves first and who answers. a and b are the names
// of the two sides; without two sides they are not used.
func (s *Series) Words(a, b string) []string {
	var out []string
	if last := s.Last(); last != nil {
		out = append(out, last.words(s.Grain)...)
	}
	for _, c := range s.Changes {
		out = append(out, c.words(s.Grain))
	}
	names := [2]string{a, b}
	for k, in := range s.Initiative {
		answers := s.Reciprocity[2*k : 2*k+2]
		if !in.Clear && answers[0].Answers == Undecidable && answers[1].Answers == Undecidable {
			out = append(out, fmt.Sprintf("Who begins and who answers in %s: %s (%s with acts of both sides).", in.Of, TooLittle, plural(in.Exchanges, "exchange")))
			continue
		}
		out = append(out, in.words(names), answers[0].words(names), answers[1].words(names))
	}
	return out
}

// words tells a step beside its norms.
func (b *Step) words(grain Grain) []string {
	when := "from " + b.From.String() + " to " + b.To.String()
	if b.From == b.To {
		when = "on " + b.To.String()
	}
	if b.Gap {
		return []string{fmt.Sprintf("The archive has hardly any report %s: nothing can be told of it.", when)}
	}
	out := []string{fmt.Sprintf("%s %s: %s.", plural(b.Incidents, "incident"), when, b.Level)}
	for _, n := range []*Norm{b.Recent, b.Year} {
		if n != nil {
			out = append(out, n.words(grain, b.Incidents))
		}
	}
	if b.NewSource {
		n := b.Norm()
		out = append(out, fmt.Sprintf("The rise is gone without what only new outlets tell: then %d, and %s a %s before.",
			n.Settled.Incidents, Number(n.Settled.Mean), grain))
	}
	return out
}

func (n *Norm) words(grain Grain, count int) string {
	if n.Steps < minSteps {
		return fmt.Sprintf("In the %d weeks before, the archive has reports of %s only: %s.", n.Weeks, plural(n.Steps, string(grain)), TooLittle)
	}
	usual := fmt.Sprintf("In the %d weeks before, %s a %s were usual: %s", n.Weeks, Number(n.Mean), grain, n.Level)
	if n.Level == Usual || n.Level == TooLittle {
		return usual + "."
	}
	than := "more"
	if float64(count) <= n.Mean {
		than = "fewer"
	}
	return fmt.Sprintf("%s (so many or %s about once in %s).", usual, than, plural(often(n.Chance), string(grain)))
}

// often is once in how many steps something of a chance happens.
func often(chance float64) int {
	if chance < 1e-6 {
		return 1_000_000
	}
	return int(math.Round(1 / chance))
}

func (c Change) words(grain Grain) string {
	why := ""
	if c.NewSource {
		why = " (gone without what only new outlets tell)"
	}
	what := c.Of
	if what != kindNames[anyKind] {
		what = "incidents of " + what
	}
	return fmt.Sprintf("Since %s, %s %s a %s instead of %s%s.", c.Day, Number(c.After), what, grain, Number(c.Before), why)
}

func (in Initiative) words(names [2]string) string {
	if !in.Clear {
		return fmt.Sprintf("Who begins in %s: %s (%s with acts of both sides).", in.Of, TooLittle, plural(in.Exchanges, "exchange"))
	}
	same := ""
	if in.SameDay > 0 {
		same = fmt.Sprintf(", both on one day %d", in.SameDay)
	}
	return fmt.Sprintf("Of %s of %s, %s began %d, %s %d%s; %d of %s and %d of %s found no answer within %d days.",
		plural(in.Exchanges, "exchange"), in.Of, names[0], in.First[0], names[1], in.First[1], same,
		in.Unanswered[0], names[0], in.Unanswered[1], names[1], pause)
}

func (r Reciprocity) words(names [2]string) string {
	who, whom := names[(r.Side+1)%2], names[r.Side%2]
	what := fmt.Sprintf("Answers of %s in kind to %s of %s within %d days: %s", who, r.Of, whom, pause, r.Answers)
	if r.Answers == Undecidable {
		return fmt.Sprintf("%s (%s).", what, plural(r.Days, "day"))
	}
	return fmt.Sprintf("%s (after %d of %s, %s; on any day %s).", what, r.Answered, plural(r.Days, "day"), percent(r.Share), percent(r.Usual))
}

// Number is a mean as people read it: with one digit after the point, two below one.
func Number(x float64) string {
	digits := 1
	if x > 0 && x < 1 {
		digits = 2
	}
	return strconv.FormatFloat(x, 'f', digits, 64)
}

func percent(x float64) string { return strconv.FormatFloat(100*x, 'f', 0, 64) + " %" }

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
