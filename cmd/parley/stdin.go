package main

import (
	"context"
	"io"
	"sync"
)

// stoppable reads until its context ends, also while it waits for somebody who types.
type stoppable struct {
	ctx  context.Context
	r    io.Reader
	once sync.Once
	pipe *io.PipeReader
}

// Read begins to read at its first call: most commands do not touch standard input.
func (s *stoppable) Read(p []byte) (int, error) {
	s.once.Do(func() {
		in, out := io.Pipe()
		s.pipe = in
		go func() {
			_, err := io.Copy(out, s.r)
			_ = out.CloseWithError(err) // always nil; nil stands for the end of the input
		}()
		context.AfterFunc(s.ctx, func() { _ = out.CloseWithError(context.Cause(s.ctx)) })
	})
	return s.pipe.Read(p)
}
