package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"
)

// Line is one line of an input.
type Line struct {
	Text   []byte // valid UTF-8, without its line end; the caller may keep it until the next line is read
	Number int    // from 1
}

// Lines yields the lines of r that are not blank. Compressed input, UTF-16 and
// other encodings are undone as [Read] does. A line of more than [MaxLine] bytes
// yields an [*Error] and is passed over, never held.
func Lines(r io.Reader, name string) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		in, err := open(&stopReader{context.Background(), r}, name, DefaultMaxExpanded)
		if err != nil {
			yield(Line{}, err)
			return
		}
		in.lines(MaxLine, yield)
	}
}

// lines yields the lines of in that are not blank and at most limit bytes long.
func (in *input) lines(limit int, yield func(Line, error) bool) {
	var buf []byte
	for number := 1; ; number++ {
		line, err := readLine(in.r, buf[:0], limit)
		switch {
		case errors.Is(err, errLong):
			why := fmt.Sprintf("a line of more than %s", size(limit))
			if !yield(Line{Number: number}, &Error{Name: in.name, Line: number, Why: why}) {
				return
			}
			continue
		case err != nil && err != io.EOF:
			yield(Line{Number: number}, readError(in.name, number, err))
			return
		}
		buf = line
		line = bytes.TrimRight(line, "\r\n")
		if len(bytes.TrimSpace(line)) > 0 {
			if !utf8.Valid(line) {
				line = []byte(normal(line))
			}
			if !yield(Line{line, number}, nil) {
				return
			}
		}
		if err == io.EOF {
			return
		}
		if cap(buf) > 1<<20 { // one long line must not hold its memory for the rest
			buf = nil
		}
	}
}

// errLong says that a line was passed over.
var errLong = errors.New("line too long")

// readLine appends the next line with its end to buf. It returns [io.EOF] with
// the last line, and errLong, having passed over it, for one that is too long.
func readLine(r *bufio.Reader, buf []byte, limit int) ([]byte, error) {
	for {
		part, err := r.ReadSlice('\n')
		if len(buf)+len(part) > limit {
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = r.ReadSlice('\n')
			}
			if err != nil && err != io.EOF {
				return nil, err
			}
			return nil, errLong // the end of the input shows at the next call
		}
		buf = append(buf, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return buf, err
		}
	}
}
