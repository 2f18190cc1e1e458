package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"

	"golang.org/x/text/transform"
)

// headSize is how many bytes at the front of an input are looked at.
const headSize = 4096

// input is an opened input: its bytes, no longer compressed and not in UTF-16,
// with their first ones in view.
type input struct {
	r    *bufio.Reader
	name string
	head []byte // a copy of the first bytes, at most headSize
}

// open undoes compression and UTF-16 and refuses what is not text.
func open(r io.Reader, name string, maxExpanded int64) (*input, error) {
	in := &input{r: bufio.NewReaderSize(r, 1<<16), name: name}
	if err := in.peek(); err != nil {
		return nil, err
	}
	if bytes.HasPrefix(in.head, []byte{0x1f, 0x8b}) {
		if err := in.gunzip(maxExpanded); err != nil {
			return nil, err
		}
	}
	if dec := utf16Text(in.head); dec != nil {
		in.r = bufio.NewReaderSize(transform.NewReader(in.r, dec), 1<<16)
		if err := in.peek(); err != nil {
			return nil, err
		}
	}
	if len(bytes.TrimSpace(bytes.TrimPrefix(in.head, utf8BOM))) == 0 && len(in.head) < headSize {
		return nil, in.bad("the file is empty")
	}
	if what := notText(in.head); what != "" {
		return nil, in.bad("not text: this seems to be " + what)
	}
	if bytes.HasPrefix(in.head, utf8BOM) {
		_, _ = in.r.Discard(len(utf8BOM)) // it is in the buffer
		in.head = in.head[len(utf8BOM):]
	}
	return in, nil
}

var utf8BOM = []byte("\xef\xbb\xbf")

// bad returns an error about the input as a whole.
func (in *input) bad(why string) error { return &Error{Name: in.name, Why: why} }

// peek sets head to a copy of the first bytes: those of a whole first line at
// least, but no more than have come, so that a slow pipe is read line by line.
func (in *input) peek() error {
	for n := 1; ; n = in.r.Buffered() + 1 {
		_, err := in.r.Peek(min(n, headSize))
		if err != nil && err != io.EOF {
			return readError(in.name, 0, err)
		}
		head, _ := in.r.Peek(min(in.r.Buffered(), headSize)) // in the buffer
		if err != nil || len(head) == headSize || bytes.IndexByte(bytes.TrimLeft(head, " \t\r\n"), '\n') >= 0 {
			in.head = bytes.Clone(head)
			return nil
		}
	}
}

// gunzip puts a decompressor before the input.
func (in *input) gunzip(maxExpanded int64) error {
	packed := &countReader{r: in.r}
	z, err := gzip.NewReader(packed)
	if err != nil {
		return in.bad("damaged gzip data: " + err.Error())
	}
	in.r = bufio.NewReaderSize(&bombGuard{z: z, packed: packed, name: in.name, max: maxExpanded}, 1<<16)
	return in.peek()
}

// countReader counts the bytes that went through.
type countReader struct {
	r *bufio.Reader
	n int64
}

func (c *countReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// ReadByte lets the decompressor read from c without a buffer of its own.
func (c *countReader) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

// Text shrinks to a tenth, tables of repeating records to a fiftieth; what
// grows more than that by far, and large, was made to fill memory or disk.
const (
	maxRatio   = 250
	ratioAfter = 32 << 20 // bytes that may come out of any input
)

// bombGuard ends the reading of compressed data that expands too far.
type bombGuard struct {
	z      *gzip.Reader
	packed *countReader
	name   string
	max    int64
	n      int64
}

func (g *bombGuard) Read(p []byte) (int, error) {
	n, err := g.z.Read(p)
	g.n += int64(n)
	switch {
	case g.n > g.max:
		return 0, &Error{Name: g.name, Why: fmt.Sprintf("compressed data that expands to more than %s", size(int(g.max)))}
	case g.n > ratioAfter && g.n > maxRatio*g.packed.n:
		return 0, &Error{Name: g.name, Why: fmt.Sprintf("compressed data that expands more than %d times, as a gzip bomb does", maxRatio)}
	case err != nil && err != io.EOF && !isStop(err):
		return n, &Error{Name: g.name, Why: "damaged gzip data: " + err.Error(), Err: err}
	}
	return n, err
}
