package feed

import (
	"context"
	"fmt"
	"time"

	"parley/internal/fetch"
)

// Book keeps subscriptions and remembers items. Due and Done are called by one
// goroutine at a time, Seen by several.
type Book interface {
	// Due returns the subscriptions to poll at now, the most overdue first, and
	// when the next one after them will be due: zero if none will.
	Due(ctx context.Context, now time.Time) (due []Subscription, next time.Time, err error)
	// Seen reports whether the item with this id has been dealt with.
	Seen(ctx context.Context, url, id string) bool
	// Done keeps what came of a poll: the documents, the ids in Seen, and Updated
	// in place of the subscription of result.URL.
	Done(ctx context.Context, result Result) error
}

// Watcher polls the subscriptions of a book as they fall due.
type Watcher struct {
	Client *fetch.Client
	Book   Book
	// Workers is how many feeds are polled at a time, each from another host. 0 is 4.
	Workers int
	// Recheck is the longest time between two looks into the book, for
	// subscriptions that somebody else has added. 0 is a minute.
	Recheck time.Duration
	// Report hears of every poll after the book has it; it may be nil.
	Report func(Result)
	// Now tells the time; After sends it once d has passed. nil are the clock's.
	Now   func() time.Time
	After func(d time.Duration) <-chan time.Time
}

// Watch polls until ctx ends, and returns its cause then, or the first error of
// the book. A feed that fails is a result like any other. Polls that ctx has cut
// off are not given to the book.
func (w Watcher) Watch(ctx context.Context) error {
	w = w.withDefaults()
	ctx, cancel := context.WithCancel(ctx)
	run := &running{Watcher: w, results: make(chan Result), hosts: map[string]bool{}}
	err := run.loop(ctx)
	cancel()
	for len(run.hosts) > 0 {
		delete(run.hosts, hostOf((<-run.results).URL))
	}
	return err
}

func (w Watcher) withDefaults() Watcher {
	if w.Workers <= 0 {
		w.Workers = 4
	}
	if w.Recheck <= 0 {
		w.Recheck = time.Minute
	}
	if w.Report == nil {
		w.Report = func(Result) {}
	}
	if w.Now == nil {
		w.Now = time.Now
	}
	if w.After == nil {
		w.After = time.After
	}
	return w
}

// running is a watch that goes on.
type running struct {
	Watcher
	results chan Result
	hosts   map[string]bool // that are being polled, one feed each
}

func (r *running) loop(ctx context.Context) error {
	for {
		wait, err := r.start(ctx)
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case result := <-r.results:
			delete(r.hosts, hostOf(result.URL))
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := r.Book.Done(ctx, result); err != nil {
				return fmt.Errorf("keeping what came from %s: %w", result.URL, err)
			}
			r.Report(result)
		case <-r.After(wait):
		}
	}
}

// start polls what is due as far as there are workers, and returns for how long
// nothing new is to be done.
func (r *running) start(ctx context.Context) (time.Duration, error) {
	if len(r.hosts) >= r.Workers {
		return r.Recheck, nil
	}
	now := r.Now()
	due, next, err := r.Book.Due(ctx, now)
	if err != nil {
		return 0, fmt.Errorf("looking up feeds that are due: %w", err)
	}
	for _, sub := range due {
		host := hostOf(sub.URL)
		if sub.Stopped || r.hosts[host] || len(r.hosts) >= r.Workers {
			continue
		}
		r.hosts[host] = true
		go func() {
			seen := func(id string) bool { return r.Book.Seen(ctx, sub.URL, id) }
			r.results <- Poll(ctx, r.Client, sub, now, seen)
		}()
	}
	wait := r.Recheck
	if !next.IsZero() {
		wait = min(wait, max(next.Sub(now), 0))
	}
	return max(wait, time.Second), nil
}
