package source

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"

	"parley"
)

// Bounds on records of web archives.
const (
	maxHeader     = 64 << 10 // bytes of the header of a record, and of the HTTP header in it
	maxHeaderLine = 32 << 10
)

// isWARC reports whether head is the front of a web archive.
func isWARC(head []byte) bool { return bytes.HasPrefix(head, []byte("WARC/")) }

// readWARC yields the pages and texts of a web archive: responses of success,
// resources, and conversions to text. Other records are passed over in silence,
// bad ones are told, and so is damaged compression, behind which reading goes on.
func readWARC(in *input, cfg Config, yield func(parley.Document, error) bool) {
	count := &offsetReader{r: in.r}
	w := &warcReader{name: in.name, cfg: cfg, count: count, r: bufio.NewReaderSize(count, 1<<16)}
	found := false
	for {
		err := w.next()
		if err == io.EOF {
			break
		}
		var doc parley.Document
		if err == nil {
			doc, err = w.document()
			if ended := w.skip(); ended != nil {
				err = ended
			}
		}
		if isRead(err) {
			if !yield(parley.Document{}, w.unreadable(err)) || in.guard == nil || !in.guard.resume() {
				return
			}
			found, w.lost = true, true // from the next record in the data behind
			continue
		}
		if err == nil && doc.Text == "" {
			continue
		}
		found = true
		if err != nil {
			doc = parley.Document{}
		}
		if !yield(doc, err) {
			return
		}
	}
	if !found {
		yield(parley.Document{}, in.bad(fmt.Sprintf("a web archive (WARC) without a page of text; records in it: %d", w.number)))
	}
}

// offsetReader counts what has been read.
type offsetReader struct {
	r io.Reader
	n int64
}

func (c *offsetReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// warcReader reads records one after the other.
type warcReader struct {
	name  string
	cfg   Config
	count *offsetReader
	r     *bufio.Reader
	lost  bool // the front of the next record has to be looked for

	number int               // of the record, from 1
	start  int64             // its offset in the archive, after decompression
	fields map[string]string // its header, by names in lower case
	block  io.LimitedReader  // what is left of its block
}

func (w *warcReader) offset() int64 { return w.count.n - int64(w.r.Buffered()) }

// bad returns an error about the record.
func (w *warcReader) bad(why string) error {
	return &Error{Name: w.name, Part: fmt.Sprintf("record %d (offset %d)", w.number, w.start), Why: why}
}

// unreadable tells that the archive could not be read to its end.
func (w *warcReader) unreadable(err error) error {
	var own *Error
	bad := readError(w.name, 0, err)
	if errors.As(bad, &own) && own.Line == 0 {
		return &Error{Name: own.Name, Part: fmt.Sprintf("record %d (offset %d)", w.number, w.start), Why: own.Why, Err: own.Err}
	}
	return bad
}

// next reads the header of the next record. An [*Error] is about the record
// and the next one can be read; [io.EOF] is the end.
func (w *warcReader) next() error {
	line, err := w.front()
	if err != nil {
		return err
	}
	w.number++
	version, _ := strings.CutPrefix(line, "WARC/")
	if !strings.HasPrefix(line, "WARC/") || !strings.HasPrefix(version, "0.") && !strings.HasPrefix(version, "1.") {
		w.lost = true
		return w.bad(fmt.Sprintf("it begins with %q instead of WARC/1.0 or WARC/1.1; what follows is searched for the next record", cut(line, 40)))
	}
	if w.fields, err = readFields(w.r); err != nil {
		if isRead(err) {
			return err
		}
		w.lost = true
		return w.bad("its header is broken: " + err.Error())
	}
	n, err := strconv.ParseInt(w.fields["content-length"], 10, 64)
	if err != nil || n < 0 {
		w.lost = true
		return w.bad(fmt.Sprintf("its header gives no sensible length: %q", cut(w.fields["content-length"], 40)))
	}
	w.block = io.LimitedReader{R: w.r, N: n}
	return nil
}

// front returns the first line of the next record and notes where it is. After
// damage, that is the next line that looks like one.
func (w *warcReader) front() (string, error) {
	for {
		w.start = w.offset()
		line, err := readLine(w.r, nil, maxHeaderLine)
		if err != nil && err != io.EOF && !errors.Is(err, errLong) {
			w.number++
			return "", &readFailure{err}
		}
		text := strings.TrimRight(string(line), "\r\n")
		if strings.TrimSpace(text) == "" && !errors.Is(err, errLong) || w.lost && !strings.HasPrefix(text, "WARC/1.") {
			if err == io.EOF {
				return "", io.EOF
			}
			continue
		}
		w.lost = false
		return text, nil
	}
}

// skip passes over what is left of the record.
func (w *warcReader) skip() error {
	_, err := io.Copy(io.Discard, &w.block)
	switch {
	case err != nil:
		return &readFailure{err}
	case w.block.N > 0:
		return w.bad(fmt.Sprintf("the archive ends in the middle of it; %d bytes are missing", w.block.N))
	}
	return nil
}

// readFailure is an error of the input under the archive.
type readFailure struct{ err error }

func (r *readFailure) Error() string { return r.err.Error() }
func (r *readFailure) Unwrap() error { return r.err }

func isRead(err error) bool {
	var r *readFailure
	return errors.As(err, &r)
}

// readFields reads header fields up to a blank line; of a field that comes
// twice, the first counts.
func readFields(r *bufio.Reader) (map[string]string, error) {
	fields := map[string]string{}
	total, last := 0, ""
	for {
		line, err := readLine(r, nil, maxHeaderLine)
		total += len(line)
		text := strings.TrimRight(string(line), "\r\n")
		switch {
		case errors.Is(err, errLong) || total > maxHeader:
			return nil, errors.New("it is too long")
		case err != nil && err != io.EOF:
			return nil, &readFailure{err}
		case text == "" && err == nil:
			return fields, nil
		case err == io.EOF:
			return nil, errors.New("it is not complete")
		case (text[0] == ' ' || text[0] == '\t') && last != "":
			fields[last] += " " + strings.TrimSpace(text)
			continue
		}
		name, value, ok := strings.Cut(text, ":")
		if !ok {
			return nil, fmt.Errorf("%q is no field", cut(text, 40))
		}
		if last = strings.ToLower(strings.TrimSpace(name)); fields[last] == "" {
			fields[last] = strings.TrimSpace(value)
		}
	}
}

// document makes a document of the record; one without text if it holds none.
func (w *warcReader) document() (parley.Document, error) {
	kind := strings.ToLower(w.fields["warc-type"])
	media := mediaType(w.fields["content-type"])
	var data []byte
	var contentType string
	var err error
	switch {
	case kind == "response" && (media == "application/http" || media == ""):
		data, contentType, err = w.response()
	case (kind == "resource" || kind == "conversion") && textMedia(media):
		contentType = w.fields["content-type"]
		data, err = w.read(&w.block)
	}
	if err != nil || data == nil {
		return parley.Document{}, err
	}
	return w.page(data, contentType)
}

// page makes a document of the bytes of a page.
func (w *warcReader) page(data []byte, contentType string) (parley.Document, error) {
	if mediaType(contentType) == "" {
		if notText(data[:min(len(data), headSize)]) != "" {
			return parley.Document{}, nil
		}
		contentType = "text/plain"
		if looksLikePage(strings.TrimLeft(string(data[:min(len(data), headSize)]), " \t\r\n\ufeff")) {
			contentType = "text/html"
		}
	}
	doc, err := Page(data, contentType)
	if err != nil {
		return doc, w.bad(err.Error())
	}
	if uri := strings.Trim(w.fields["warc-target-uri"], "<> "); isWebAddress(uri) {
		doc.URL = uri
	}
	doc.Source = fmt.Sprintf("%s:record %d", w.name, w.number)
	doc, err = finish(doc, "", w.cfg)
	if err != nil {
		return doc, &Error{Name: w.name, Part: fmt.Sprintf("record %d (offset %d)", w.number, w.start), Why: err.Error(), Err: ErrLanguage}
	}
	return doc, nil
}

// response reads an answer of HTTP: its body, or nil if it is none of use.
func (w *warcReader) response() (data []byte, contentType string, err error) {
	r := bufio.NewReader(&w.block)
	line, err := readLine(r, nil, maxHeaderLine)
	if err != nil && err != io.EOF && !errors.Is(err, errLong) {
		return nil, "", &readFailure{err}
	}
	proto, rest, _ := strings.Cut(strings.TrimRight(string(line), "\r\n"), " ")
	if !strings.HasPrefix(proto, "HTTP/") {
		return nil, "", w.bad(fmt.Sprintf("its answer begins with %q instead of HTTP/", cut(proto, 40)))
	}
	if status, _, _ := strings.Cut(strings.TrimSpace(rest), " "); status != "200" {
		return nil, "", nil
	}
	head, err := readFields(r)
	if isRead(err) {
		return nil, "", err
	} else if err != nil {
		return nil, "", w.bad("its HTTP header is broken: " + err.Error())
	}
	contentType = head["content-type"]
	if media := mediaType(contentType); media != "" && !textMedia(media) {
		return nil, "", nil
	}
	if data, err = w.read(r); err != nil {
		return nil, "", err
	}
	data, err = w.decoded(data, head)
	return data, contentType, err
}

// read reads the rest of a block within bounds.
func (w *warcReader) read(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, int64(w.cfg.MaxDocument)+1))
	switch {
	case err != nil:
		return nil, &readFailure{err}
	case len(data) > w.cfg.MaxDocument:
		return nil, w.bad("a page of more than " + size(w.cfg.MaxDocument))
	}
	return data, nil
}

// decoded undoes how a body was sent. Many archives keep the fields that tell it
// beside a body from which it is undone already.
func (w *warcReader) decoded(data []byte, head map[string]string) ([]byte, error) {
	if strings.EqualFold(head["transfer-encoding"], "chunked") {
		out, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(data)))
		switch {
		case err == nil:
			data = out
		case len(out) > 0:
			return nil, w.bad("the chunks of its body are damaged: " + err.Error())
		}
	}
	coding := strings.ToLower(head["content-encoding"])
	if coding == "" || coding == "identity" {
		return data, nil
	}
	plain := notText(data[:min(len(data), headSize)]) == "" && packing(data) == ""
	r, err := inflate(bytes.NewReader(data), coding)
	if err == nil {
		var out []byte
		if out, err = io.ReadAll(io.LimitReader(r, int64(w.cfg.MaxDocument)+1)); err == nil {
			if len(out) > w.cfg.MaxDocument {
				return nil, w.bad("a page of more than " + size(w.cfg.MaxDocument))
			}
			return out, nil
		}
	}
	if plain {
		return data, nil
	}
	return nil, w.bad(fmt.Sprintf("its body, compressed as %q, is damaged: %v", cut(coding, 40), err))
}

// inflate undoes a content encoding of HTTP.
func inflate(r *bytes.Reader, coding string) (io.Reader, error) {
	switch coding {
	case "gzip", "x-gzip":
		return gzip.NewReader(r)
	case "br":
		return brotli.NewReader(r), nil
	case "zstd":
		return newZstd(&countReader{r: bufio.NewReader(r)})
	case "deflate": // with the wrapping that the name stands for, or without
		if z, err := zlib.NewReader(r); err == nil {
			return z, nil
		}
		_, err := r.Seek(0, io.SeekStart)
		return flate.NewReader(r), err
	}
	return nil, errors.New("an unknown encoding")
}

// mediaType returns a Content-Type without its parameters.
func mediaType(contentType string) string {
	media, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(media))
}

func textMedia(media string) bool {
	return media == "text/html" || media == "application/xhtml+xml" || media == "text/plain"
}

// cut shortens what is quoted in a message.
func cut(s string, n int) string {
	if len(s) > n {
		s = s[:n] + "…"
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
