package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/transform"
)

// headSize is how many bytes at the front of an input are looked at.
const headSize = 4096

// input is an opened input: its bytes, no longer compressed and not in UTF-16,
// with their first ones in view.
type input struct {
	r     *bufio.Reader
	name  string
	head  []byte     // a copy of the first bytes, at most headSize
	guard *bombGuard // under r if the input is compressed, else nil
}

// open undoes compression and UTF-16 and refuses what is not text.
func open(r io.Reader, name string, maxExpanded int64) (*input, error) {
	in, err := unpacked(r, name, maxExpanded)
	if err != nil {
		return nil, err
	}
	return in, in.asText()
}

// unpacked undoes compression, once.
func unpacked(r io.Reader, name string, maxExpanded int64) (*input, error) {
	in := &input{r: bufio.NewReaderSize(r, 1<<16), name: name}
	if err := in.peek(); err != nil {
		return nil, err
	}
	outer := packing(in.head)
	if outer == "" {
		return in, nil
	}
	if err := in.unpack(outer, maxExpanded); err != nil {
		return nil, err
	}
	if inner := packing(in.head); inner != "" {
		return nil, in.bad(fmt.Sprintf("not text: this seems to be %s data inside %s data", inner, outer))
	}
	return in, nil
}

// asText undoes UTF-16 and refuses what is not text.
func (in *input) asText() error {
	if dec := utf16Text(in.head); dec != nil {
		in.r = bufio.NewReaderSize(transform.NewReader(in.r, dec), 1<<16)
		if err := in.peek(); err != nil {
			return err
		}
	}
	if len(bytes.TrimSpace(bytes.TrimPrefix(in.head, utf8BOM))) == 0 && len(in.head) < headSize {
		return in.bad("the file is empty")
	}
	if what := notText(in.head); what != "" {
		return in.bad("not text: this seems to be " + what)
	}
	if bytes.HasPrefix(in.head, utf8BOM) {
		_, _ = in.r.Discard(len(utf8BOM)) // it is in the buffer
		in.head = in.head[len(utf8BOM):]
	}
	return nil
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

// packing tells from the first bytes how an input is compressed; "" for not at all.
func packing(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return "gzip"
	case bytes.HasPrefix(head, zstdFrame), len(head) >= 4 && head[0]&0xf0 == 0x50 && bytes.Equal(head[1:4], zstdSkipped):
		return "zstd"
	}
	return ""
}

// unpack puts a decompressor before the input.
func (in *input) unpack(kind string, maxExpanded int64) error {
	packed := &countReader{r: in.r}
	var z io.Reader
	var err error
	if kind == "gzip" {
		z, err = gzip.NewReader(packed)
	} else {
		z, err = newZstd(packed)
	}
	if err != nil {
		return in.bad("damaged " + kind + " data: " + err.Error())
	}
	in.guard = &bombGuard{z: z, packed: packed, kind: kind, name: in.name, max: maxExpanded}
	in.r = bufio.NewReaderSize(in.guard, 1<<16)
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
	z      io.Reader
	packed *countReader
	kind   string // of the compression
	name   string
	max    int64
	n      int64
	hurt   bool // the data is damaged where it is read; resume may find good data behind
}

func (g *bombGuard) Read(p []byte) (int, error) {
	n, err := g.z.Read(p)
	g.n += int64(n)
	switch {
	case g.n > g.max:
		return 0, &Error{Name: g.name, Why: fmt.Sprintf("compressed data that expands to more than %s", size(int(g.max)))}
	case g.n > ratioAfter && g.n > maxRatio*g.packed.n:
		return 0, &Error{Name: g.name, Why: fmt.Sprintf("compressed data that expands more than %d times, as a %s bomb does", maxRatio, g.kind)}
	case err != nil && err != io.EOF && !isStop(err):
		g.hurt = true
		return n, &Error{Name: g.name, Why: "damaged " + g.kind + " data: " + err.Error(), Err: err}
	}
	return n, err
}

// resume goes on behind damage, at the next member of gzip data or frame of
// Zstandard data, which web archives have one a record of. It returns false when
// there is no damage or nothing behind it.
func (g *bombGuard) resume() bool {
	for g.hurt {
		head, err := g.packed.r.Peek(4)
		if err != nil {
			return false
		}
		if packing(head) == g.kind && (g.kind != "gzip" || head[2] == 8 && head[3] < 0x20) && g.reset() == nil {
			g.hurt = false
			return true
		}
		if _, err := g.packed.ReadByte(); err != nil {
			return false
		}
	}
	return false
}

// reset begins to decompress at the place where the data is read.
func (g *bombGuard) reset() error {
	switch z := g.z.(type) {
	case *gzip.Reader:
		return z.Reset(g.packed)
	case *zstd.Decoder:
		return z.Reset(g.packed)
	}
	return io.EOF
}
