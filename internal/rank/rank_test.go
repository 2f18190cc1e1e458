package rank

import (
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"parley/coder"
	"parley/eval"
)

// toy makes examples whose evidence tells how likely they are right: number 0
// is a bias, 1 speaks for, 2 against, 3 is noise.
func toy(n int) []example {
	rng := rand.New(rand.NewPCG(7, 7))
	var out []example
	for i := range n {
		e := example{doc: i, idx: []int32{0, 1, 2, 3}, val: []float32{1, float32(rng.IntN(2)), float32(rng.IntN(2)), float32(rng.NormFloat64())}}
		e.right = rng.Float64() < sigmoid(2*float64(e.val[1])-2*float64(e.val[2]))
		out = append(out, e)
	}
	return out
}

func TestFit(t *testing.T) {
	w := fit(toy(3000), 4, nil)
	if math.Abs(w[1]-2) > 0.35 || math.Abs(w[2]+2) > 0.35 || math.Abs(w[3]) > 0.2 {
		t.Errorf("weights %.2f, want about 0 2 -2 0", w)
	}
}

func TestCalibrate(t *testing.T) {
	examples := toy(3000)
	crossFit(examples, 4, foldsOf(3000, 1))
	slope, shift := calibrate(examples)
	bins, right := [10]float64{}, [10]float64{}
	for _, e := range examples {
		k := int(sigmoid(slope*e.sum+shift) * 10)
		bins[k] += sigmoid(slope*e.sum + shift)
		right[k] += btof(e.right)
	}
	gap := 0.0
	for k := range bins {
		gap += math.Abs(bins[k]-right[k]) / 3000
	}
	if gap > 0.03 {
		t.Errorf("calibration error %.3f", gap)
	}
}

// Answers whose parties fit are right in toy pairings: their weight must be the larger.
func TestTrainAnswers(t *testing.T) {
	fits, guess := coder.Feature{Name: "fits", Value: 1}, coder.Feature{Name: "guess", Value: 1}
	types := []string{"AID", "REJECT"}
	var pairs []pairing
	for i := range 40 {
		typ := i % 2
		pairs = append(pairs, pairing{typ: typ, answers: []coder.Answer{
			{Type: types[typ], Evidence: []coder.Feature{fits}}, {Type: types[1-typ], Evidence: []coder.Feature{guess}},
		}})
	}
	var out strings.Builder
	trainAnswers(pairs, types, &out)
	weight := map[string]float64{}
	for line := range strings.Lines(out.String()) {
		cell := strings.Split(strings.TrimSpace(line), "\t")
		weight[cell[1]], _ = strconv.ParseFloat(cell[2], 64)
	}
	if weight["fits"] < weight["guess"]+2 {
		t.Errorf("weights %v", weight)
	}
}

func TestChooseFloor(t *testing.T) {
	var examples []example
	for i := range 100 { // sure ones are right, unsure ones wrong
		examples = append(examples, example{doc: i, sum: 2, right: true}, example{doc: i, sum: -2})
	}
	if floor := chooseFloor(examples, 100, io.Discard); floor < sigmoid(-2) || floor > sigmoid(2) {
		t.Errorf("floor %.2f does not part the two", floor)
	}
}

// TestTrain makes a ranker of a corpus of two documents: whatever it has
// learned, the coder must be able to read it.
func TestTrain(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	docs, err := eval.Read(strings.NewReader("@ t-1 2024-05-14\nFrance urged Mali to hold talks with the rebels.\n\tREQUEST:meet 026 actual | France > Mali; party: the rebels\n\n@ t-2 2024-05-14\nThe army attacked the village, but the bank raised rates.\n\tASSAULT 190 actual | The army > the village\n"), "test")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := Train(Config{Corpus: docs, Seed: 1, Log: io.Discard}, &out); err != nil {
		t.Fatal(err)
	}
	r, err := coder.ReadRanker(strings.NewReader(out.String()), "trained")
	if err != nil {
		t.Fatal(err)
	}
	if r.Sum([]coder.Feature{{Name: "bias", Value: 1}}) == 0 {
		t.Error("nothing was learned")
	}
}
