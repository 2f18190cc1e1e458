package rank

import (
	"fmt"
	"io"
	"math"

	"parley"
	"parley/eval"
	"parley/pipeline"
)

// scale turns sums of evidence into probabilities, and says which are too small.
type scale struct{ floor, slope, shift float64 }

func (s scale) String() string {
	return fmt.Sprintf("floor\t%.3f\nslope\t%.4f\nshift\t%.4f\n", s.floor, s.slope, s.shift)
}

// fitted finds the floor by what the whole coder gives on dev, and moves the scale
// so that it fits the events above it. Of the readings of a word the coder gives
// the likeliest, so that what it gives is right more often than readings are that
// were judged one by one.
func (s scale) fitted(p *pipeline.Pipeline, dev []eval.Document, log io.Writer) scale {
	var told, right []example
	w := p.Worker()
	for d := range dev {
		in := dev[d].Report()
		var events []parley.Event
		p.Coder.Kept(&in, w.Parse(in.Text), func(ev *parley.Event, likely float64) {
			events = append(events, *ev)
			told = append(told, example{sum: logit(likely)})
			right = append(right, example{sum: logit(ev.Confidence)})
		})
		first := len(told) - len(events)
		for i, v := range eval.Judge(&dev[d], events) {
			told[first+i].right, told[first+i].quiet = v.Told, v.Quiet
			right[first+i].right = v.Right
		}
	}
	if len(told) < 100 {
		return s
	}
	floor := chooseFloor(told, annotated(dev), log)
	above := right[:0]
	for i := range told {
		if sigmoid(told[i].sum) >= floor {
			above = append(above, right[i])
		}
	}
	slope, shift := calibrate(above)
	fmt.Fprintf(log, "calibrated on %d events of %d: floor %.2f, slope %.2f, shift %.2f\n", len(above), len(told), floor, slope, shift)
	return scale{floor, slope * s.slope, slope*s.shift + shift}
}

func logit(p float64) float64 {
	p = math.Min(math.Max(p, 0.005), 0.995)
	return math.Log(p / (1 - p))
}
