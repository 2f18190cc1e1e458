package coder

import (
	"errors"
	"math"
	"strings"
	"testing"

	"parley"
)

func TestReadRanker(t *testing.T) {
	r, err := ReadRanker(strings.NewReader("# a ranker\nfloor\t0.3\nslope\t2\nshift\t-1\nw\tframe accuse\t1.5\t0\nw\tmusing: if\t-2\t0\n"), "test")
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
	for _, text := range []string{"floor\n", "floor\tmuch\n", "slope\tNaN\n", "w\tonly two\n", "w\ta\tmuch\t1\n", "colour\t1\n", "type\tASSAULT\t1\n", "person\t1\t2\n", "r\ta\tb\tc\td\t1\n", "type\tASSAULT\tNaN\n", "f\ta\tb\tc\n"} {
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
	if r.untrained() || len(r.typer.types) < 10 || len(r.relator.types) != 16 || len(r.relator.answer) == 0 || len(r.filler) == 0 || r.Floor <= 0 {
		t.Errorf("the ranker that is built in is not trained: %d weights, %d types, floor %v", len(r.weight), len(r.typer.types), r.Floor)
	}
}

// A type is as likely as its answers together, and the words of the sentence
// weigh in.
func TestRelatorJudges(t *testing.T) {
	r, err := ReadRanker(strings.NewReader("relations\tAID\tREJECT\na\tnone\t-9\na\tactor is source\t1\na\tguess\t0.5\nr\tword refuse\t-1\t1\n"), "test")
	if err != nil {
		t.Fatal(err)
	}
	answers := []Answer{
		{Type: "AID", Evidence: []Feature{{"actor is source", 1}}, rule: "one"},
		{Type: "REJECT", Evidence: []Feature{{"guess", 1}}, rule: "two"},
		{Type: "REJECT", Evidence: []Feature{{"actor is source", 0.8}}, rule: "three"},
	}
	p, best := r.relator.judge(answers, nil)
	if p["REJECT"] <= p["AID"] || best["REJECT"].rule != "three" || math.Abs(p["AID"]+p["REJECT"]-1) > 1e-9 {
		t.Errorf("two answers outweigh one: %v, by %q", p, best["REJECT"].rule)
	}
	if p, _ = r.relator.judge(answers[:1], []Feature{{"word refuse", 1}}); p["AID"] < p["REJECT"] {
		t.Errorf("no answer at all is hardly likely: %v", p)
	}
	before := p["REJECT"]
	if p, _ = r.relator.judge(answers[:1], nil); p["REJECT"] >= before {
		t.Errorf("words weigh in: %v without, %v with", p["REJECT"], before)
	}
}
