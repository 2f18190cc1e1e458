package train

import (
	"fmt"
	"io"
	"time"
)

// progress writes a line now and then.
type progress struct {
	out    io.Writer
	now    func() time.Time
	every  time.Duration
	epochs int

	start time.Time // of the run
	from  int       // epochs done before
	last  time.Time // of the last line
	loss  float64   // since the epoch began
	words int
}

// begin notes the start; from epochs are behind us.
func (p *progress) begin(from int) {
	p.start, p.from = p.now(), from
	p.last = p.start
}

// tick writes a line when it is time for one.
func (p *progress) tick(epoch, batch, batches int) {
	now := p.now()
	if now.Sub(p.last) < p.every {
		return
	}
	p.last = now
	done := float64(epoch-p.from) + float64(batch)/float64(batches)
	left := time.Duration(float64(now.Sub(p.start)) / done * (float64(p.epochs-p.from) - done))
	fmt.Fprintf(p.out, "epoch %d of %d, %d%%: loss %.3f a word, %s left\n",
		epoch+1, p.epochs, 100*batch/batches, p.loss/float64(max(1, p.words)), left.Round(time.Second))
}

// epoch writes the scores at the end of an epoch.
func (p *progress) epoch(epoch int, scores []tally) {
	fmt.Fprintf(p.out, "epoch %d of %d: loss %.3f, %s since start", epoch+1, p.epochs,
		p.loss/float64(max(1, p.words)), p.now().Sub(p.start).Round(time.Second))
	for i := range scores {
		s := &scores[i]
		fmt.Fprintf(p.out, "; dev %d: UPOS %.2f XPOS %.2f UAS %.2f LAS %.2f", i+1,
			s.percent(s.upos), s.percent(s.xpos), s.percent(s.uas), s.percent(s.las))
	}
	fmt.Fprintln(p.out)
	p.loss, p.words = 0, 0
}
