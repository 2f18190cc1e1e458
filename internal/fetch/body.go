package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/andybalholm/brotli"
)

// Pages shrink to a tenth, repeating tables to a fiftieth. What grows by more
// than that by far was made to fill memory.
const (
	maxRatio   = 200
	ratioAfter = 1 << 20 // bytes that may come out of any answer
)

// readBody reads at most limit bytes of an answer, after decompression. With
// cut, a longer body is cut there instead of being refused.
func readBody(resp *http.Response, u *url.URL, limit int64, cut bool) ([]byte, error) {
	bad := func(kind Kind, why string) error {
		return &Error{URL: u.Redacted(), Kind: kind, Why: why, Status: resp.StatusCode}
	}
	large := fmt.Sprintf("the answer has more than %s, the most that is read", size(limit))
	if resp.ContentLength > limit && !cut {
		return nil, bad(TooLarge, large)
	}
	packed := &counter{r: resp.Body}
	r, err := unpack(packed, resp.Header.Get("Content-Encoding"))
	if errors.Is(err, errEncoding) {
		return nil, bad(Broken, err.Error())
	} else if err != nil {
		return nil, brokenBody(packed, bad, err)
	}
	var out bytes.Buffer
	for out.Len() <= int(limit) {
		n, err := io.CopyN(&out, r, min(32<<10, limit+1-int64(out.Len())))
		if r != packed && out.Len() > ratioAfter && int64(out.Len()) > maxRatio*packed.n {
			return nil, bad(Bomb, fmt.Sprintf("the answer is compressed data that expands more than %d times, made to fill memory", maxRatio))
		}
		if err == io.EOF {
			return out.Bytes(), nil
		}
		if err != nil {
			return nil, brokenBody(packed, bad, err)
		}
		if n == 0 {
			break
		}
	}
	if cut {
		return out.Bytes()[:limit], nil
	}
	return nil, bad(TooLarge, large)
}

// brokenBody tells damaged compression from a connection that broke off, which
// is left to the caller to name.
func brokenBody(packed *counter, bad func(Kind, string) error, err error) error {
	if packed.err != nil && packed.err != io.EOF {
		return packed.err
	}
	return bad(Broken, "the compressed answer is damaged: "+err.Error())
}

var errEncoding = errors.New("the answer is compressed in a way that was not asked for")

// unpack undoes the content encoding.
func unpack(r *counter, encoding string) (io.Reader, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity":
		return r, nil
	case "gzip", "x-gzip":
		return gzip.NewReader(r)
	case "br":
		return brotli.NewReader(r), nil
	case "deflate": // with or without the wrapping that the name stands for
		b := bufio.NewReader(r)
		if head, _ := b.Peek(2); len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(b)
		}
		return flate.NewReader(b), nil
	}
	return nil, errEncoding
}

// counter counts what came over the wire and keeps why it ended.
type counter struct {
	r   io.Reader
	n   int64
	err error
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil {
		c.err = err
	}
	return n, err
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
