package coder

import (
	"errors"
	"math"
	"strings"
	"testing"

	"parley"
)

func TestReadRanker(t *testing.T) {
	r, err := ReadRanker(strings.NewReader("# a ranker\nfloor\t0.3\nslope\t2\nshift\t-1\nw\tframe accuse\t1.5\nw\tmusing: if\t-2\n"), "test")
	if err != nil {
		t.Fatal(err)
	}
	if r.Floor != 0.3 || r.Slope != 2 || r.Shift != -1 {
		t.Errorf("got %+v", r)
	}
	sum := r.Sum([]Feature{{"frame accuse", 1}, {"musing: if", 0.5}, {"never seen", 9}})
	if math.Abs(sum-0.5) > 1e-6 {
		t.Errorf("sum %v, want 0.5", sum)
	}
	if got := r.Confidence(sum); got != 0.5 { // 2·0.5 − 1 = 0
		t.Errorf("confidence %v, want 0.5", got)
	}
}

func TestReadRankerRefuses(t *testing.T) {
	for _, text := range []string{"floor\n", "floor\tmuch\n", "slope\tNaN\n", "w\tonly two\n", "colour\t1\n", "type\tASSAULT\t1\n", "person\t1\t2\n", "r\ta\tb\tc\td\t1\n"} {
		_, err := ReadRanker(strings.NewReader("# a ranker\n"+text), "test")
		if !errors.Is(err, parley.ErrInvalid) || !strings.HasPrefix(err.Error(), "test:2:") {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func TestConfidenceStaysWithin(t *testing.T) {
	r := &Ranker{Slope: 1}
	for _, sum := range []float64{-1e9, -3, 0, 3, 1e9} {
		if p := r.Confidence(sum); !(p > 0 && p < 1) {
			t.Errorf("%v gives %v", sum, p)
		}
	}
}

func TestLoadRanker(t *testing.T) {
	r, err := LoadRanker()
	if err != nil {
		t.Fatal(err)
	}
	if r.untrained() || len(r.typer.types) < 10 || len(r.relator.types) < 10 || r.Floor <= 0 {
		t.Errorf("the ranker that is built in is not trained: %d weights, %d types, floor %v", len(r.weight), len(r.typer.types), r.Floor)
	}
}
