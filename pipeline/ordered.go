package pipeline

import (
	"context"
	"iter"
	"sync"
)

// Ordered applies work to every item of in on a number of goroutines and hands
// the results to emit in the order of the input. start makes the state of one
// goroutine. At most a few items per worker are in flight, so memory stays
// bounded however long the input is. The first error of emit, or the end of
// ctx, stops the run and is returned.
func Ordered[In, Out, State any](ctx context.Context, workers int, in iter.Seq[In], start func() State, work func(State, In) Out, emit func(Out) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type job struct {
		in  In
		out chan Out
	}
	workers = max(workers, 1)
	jobs := make(chan job)
	queue := make(chan chan Out, 4*workers) // results in input order
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(jobs)
		defer close(queue)
		for item := range in {
			j := job{item, make(chan Out, 1)}
			select {
			case queue <- j.out:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	for range workers {
		wg.Go(func() {
			state := start()
			for j := range jobs {
				j.out <- work(state, j.in)
			}
		})
	}
	err := drain(ctx, queue, emit)
	cancel()
	wg.Wait()
	return err
}

// drain hands results to emit until there are no more.
func drain[Out any](ctx context.Context, queue <-chan chan Out, emit func(Out) error) error {
	for out := range queue {
		select {
		case result := <-out:
			if err := emit(result); err != nil {
				return err
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return context.Cause(ctx)
}
