package main

import (
	"fmt"
	"sync/atomic"
	"time"
)

// intakeTally counts what is taken in, and shows how far it is.
type intakeTally struct {
	*tally
	total   int64 // bytes of all inputs; 0 when not known
	read    atomic.Int64
	reasons map[string]int
	undated int // documents that came in without a day of publication
}

func newIntakeTally(std *streams, strict bool) *intakeTally {
	return &intakeTally{tally: newTally(std, strict), reasons: map[string]int{}}
}

// progress shows on a terminal how many documents are safe, the rate, and the time left.
func (t *intakeTally) progress() {
	t.done++
	if !t.std.errTTY || time.Since(t.tick) < 200*time.Millisecond {
		return
	}
	t.tick = time.Now()
	spent := time.Since(t.start)
	line := fmt.Sprintf("\r%d documents, %.0f/s", t.done, float64(t.done)/spent.Seconds())
	if read := t.read.Load(); t.total > 0 && read > 0 {
		left := time.Duration(float64(spent) * float64(t.total-read) / float64(read))
		line += fmt.Sprintf(", %d%%, %s left", 100*read/t.total, left.Round(time.Second))
	}
	fmt.Fprint(t.std.err, line, "\x1b[K")
}

// clear takes the line of progress off the terminal.
func (t *intakeTally) clear() {
	if t.std.errTTY {
		fmt.Fprint(t.std.err, "\r\x1b[K")
	}
}
