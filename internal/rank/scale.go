package rank

import (
	"fmt"
	"io"
	"math"

	"parley/eval"
	"parley/pipeline"
)

// scale turns sums of evidence into probabilities, and says which are too small.
type scale struct{ floor, slope, shift float64 }

func (s scale) String() string {
	return fmt.Sprintf("floor\t%.3f\nslope\t%.4f\nshift\t%.4f\n", s.floor, s.slope, s.shift)
}

// fitted moves the scale so that it fits what the whole coder gives on dev, and
// finds the floor there. Of the readings of a word the coder gives the likeliest,
// so that what it gives is right more often than readings are that were judged
// one by one.
func (s scale) fitted(p *pipeline.Pipeline, dev []eval.Document, log io.Writer) scale {
	var given []example
	w := p.Worker()
	for d := range dev {
		in := dev[d].Report()
		events := w.Events(&in)
		right, quiet := eval.Judge(&dev[d], events)
		for i := range events {
			given = append(given, example{sum: logit(events[i].Confidence), right: right[i], quiet: quiet[i]})
		}
	}
	if len(given) < 100 {
		return s
	}
	slope, shift := calibrate(given)
	floor := chooseFloor(given, annotated(dev), slope, shift, log)
	fmt.Fprintf(log, "calibrated on %d events: floor %.2f, slope %.2f, shift %.2f\n", len(given), floor, slope, shift)
	return scale{floor, slope * s.slope, slope*s.shift + shift}
}

func logit(p float64) float64 {
	p = math.Min(math.Max(p, 0.005), 0.995)
	return math.Log(p / (1 - p))
}
