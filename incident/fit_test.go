package incident_test

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"parley/eval"
	"parley/incident"
	"parley/pipeline"
)

var (
	fit   = flag.Bool("fit", false, "fit the weights of Score and write data/score.tsv")
	fitOn = flag.String("on", "train.txt,train-b.txt", "files of corpus/same to fit on, with commas between")
)

// byHand are the weights that single sentences cannot teach.
var byHand = map[string]float64{"same report around": 1, "other report around": -3, "same document": -1.5, "near-copy": 3, "other status": -0.2, "parties crosswise": -1, "no such party beside": -3, "other place and names": -3, "a day apart": -1.6}

// same codes a file of corpus/same.
func same(t testing.TB, name string) *eval.Same {
	t.Helper()
	f, err := os.Open("../corpus/same/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	reports, err := eval.ReadSame(f, name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.Open(pipeline.Config{})
	if err != nil {
		t.Fatal(err)
	}
	var s eval.Same
	w := p.Worker()
	for i := range reports {
		s.Add(&reports[i], w.Events(&reports[i].Document))
	}
	return &s
}

// bag is a pair of sentences: the features of all pairs of their events, one of which
// at least is of one happening or, when apart, none.
type bag struct {
	pairs    [][]float64
	together bool
	weight   float64
}

// bags makes bags of all pairs of sentences near in time, and of pairs of other sets
// brought to one day, as an archive has them.
func bags(s *eval.Same) (out []bag) {
	features, owner := s.Features()
	events := make([][]incident.Report, len(s.Reports))
	for i := range features {
		events[owner[i]] = append(events[owner[i]], features[i])
	}
	random := rand.New(rand.NewPCG(3, 4))
	for i := range events {
		for j := i + 1; j < len(events); j++ {
			a, b := &s.Reports[i], &s.Reports[j]
			bg := bag{together: a.Happening == b.Happening, weight: 1}
			shift := int32(0)
			if a.Set != b.Set {
				if random.IntN(8) > 0 {
					continue
				}
				bg.weight = 0.2
				shift = int32(a.Document.Published.Sub(b.Document.Published).Hours()/24) + int32(random.IntN(3)) - 1
			}
			for _, x := range events[i] {
				for _, y := range events[j] {
					y = incident.Shifted(y, shift)
					if f, ok := incident.Compare(&x, &y); ok {
						bg.pairs = append(bg.pairs, f)
					}
				}
			}
			if len(bg.pairs) > 0 {
				out = append(out, bg)
			}
			if bg.together && len(bg.pairs) > 0 {
				out = append(out, elsewhere(events[i], events[j])...)
				out = append(out, misread(bg, random))
			}
		}
	}
	return out
}

// misread makes of a pair that belongs together one in which one thing is read or told
// otherwise, so that nothing alone forbids a merging.
func misread(b bag, random *rand.Rand) bag {
	out := bag{together: true, weight: noise}
	spoil := spoils[random.IntN(len(spoils))]
	for _, f := range b.pairs {
		f = slices.Clone(f)
		for name, v := range spoil {
			f[slices.Index(incident.FeatureNames(), name)] = v
		}
		out.pairs = append(out.pairs, f)
	}
	return out
}

// noise is what a misread pair weighs beside the pair itself.
const noise = 0.5

var spoils = []map[string]float64{
	{"other actors": 1, "parties": 0.3},
	{"other recipients": 1, "parties": 0.3},
	{"same type": 0, "types alike": 1, "same code": 0},
	{"same type": 0, "other type": 1, "same code": 0},
	{"same place": 0, "other place": 0.6},
	{"names": 0, "no name in common": 1},
	{"same day": 0, "day open": 0.7},
	{"words of one meaning": 0.4},
}

// elsewhere makes of a pair that belongs together pairs that do not: the same told of
// another town, or of a day next week.
func elsewhere(as, bs []incident.Report) (out []bag) {
	add := func(x, y incident.Report, weight float64) {
		if f, ok := incident.Compare(&x, &y); ok {
			out = append(out, bag{pairs: [][]float64{f}, weight: weight})
		}
	}
	for _, x := range as {
		for _, y := range bs {
			if moved, ok := incident.Moved(y); ok {
				add(x, moved, 1)
			}
			if incident.Dated(&x) && incident.Dated(&y) {
				add(x, incident.Shifted(y, 3), 1)
				add(x, incident.Shifted(y, -5), 1)
			}
		}
	}
	return out
}

// TestFit fits the weights, with -fit only.
func TestFit(t *testing.T) {
	if !*fit {
		t.Skip("without -fit")
	}
	var all []bag
	for name := range strings.SplitSeq(*fitOn, ",") {
		all = append(all, bags(same(t, name))...)
	}
	names := incident.FeatureNames()
	w := make([]float64, len(names))
	fixed := make([]bool, len(names))
	for i, name := range names {
		w[i], fixed[i] = byHand[name], false
		if _, ok := byHand[name]; ok {
			fixed[i] = true
		}
	}
	sign := make([]int, len(names))
	for i, name := range names {
		switch {
		case name == "bias":
		case strings.HasPrefix(name, "other") || strings.HasPrefix(name, "no ") || name == "force beside peace" || name == "parties crosswise":
			sign[i] = -1
		case name != "a day apart" && name != "types alike":
			sign[i] = 1
		}
	}
	for step := range 6000 {
		descend(all, w, fixed, sign, 0.5/(1+float64(step)/500))
	}
	var out strings.Builder
	out.WriteString("# Weights of the features of a pair of reports; see README.md\n")
	for i, name := range names {
		fmt.Fprintf(&out, "%s\t%.2f\n", name, w[i])
	}
	if err := os.WriteFile("data/score.tsv", []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// descend takes a step down the gradient of the loss: of a bag the likeliest pair of
// events counts when it is to be together, and every pair when it is to be apart.
func descend(all []bag, w []float64, fixed []bool, sign []int, rate float64) {
	grad := make([]float64, len(w))
	total := 0.0
	for _, b := range all {
		best, at := math.Inf(-1), 0
		for k, f := range b.pairs {
			if x := dot(w, f); x > best {
				best, at = x, k
			}
		}
		target := 0.0
		if b.together {
			target = 1
		}
		delta := b.weight * (target - 1/(1+math.Exp(-best)))
		total += b.weight
		for i, v := range b.pairs[at] {
			grad[i] += delta * v
		}
	}
	for i := range w {
		if !fixed[i] {
			decay := 0.001 * w[i]
			if i == 0 {
				decay = 0
			}
			w[i] += rate * 10 * (grad[i]/total - decay)
			if sign[i] > 0 {
				w[i] = max(w[i], 0)
			} else if sign[i] < 0 {
				w[i] = min(w[i], 0)
			}
		}
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
