package exchange

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// maxRow bounds the bytes of one row.
const maxRow = 1 << 20

// input reads rows of a file, and tells the importer the line of each.
type input struct {
	r   *bufio.Reader
	im  *importer
	err error // what ended reading, if not the end of the file
}

func newInput(r io.Reader, im *importer) *input {
	in := &input{r: bufio.NewReaderSize(r, 1<<16), im: im}
	if head, _ := in.r.Peek(3); bytes.Equal(head, []byte("\xef\xbb\xbf")) {
		in.r.Discard(3)
	}
	return in
}

// lines gives the lines of the file without their ends; a line is good until the
// next one. Overlong lines are told and passed over.
func (in *input) lines() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		var buf []byte
		for !in.im.done {
			line, long, err := in.line(buf[:0])
			buf = line
			if err != nil && (len(line) == 0 || !errors.Is(err, io.EOF)) {
				if !errors.Is(err, io.EOF) {
					in.err = err
				}
				return
			}
			in.im.line++
			if long {
				in.im.bad(fmt.Errorf("longer than %d bytes", maxRow))
				continue
			}
			line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
			if !utf8.Valid(line) {
				line = latin(line)
			}
			if !yield(line) {
				return
			}
		}
	}
}

// line reads up to the next line end; of an overlong line nothing is kept.
func (in *input) line(buf []byte) (line []byte, long bool, err error) {
	for {
		part, err := in.r.ReadSlice('\n')
		if !long {
			buf = append(buf, part...)
		}
		if len(buf) > maxRow {
			buf, long = buf[:1], true
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return buf, long, err
		}
	}
}

// latin reads bytes that are no UTF-8 as Latin-1, as old files have it.
func latin(line []byte) []byte {
	out := make([]rune, len(line))
	for i, b := range line {
		out[i] = rune(b)
	}
	return []byte(string(out))
}

// tabs gives the cells of every row of a tab-separated file; blank lines are passed over.
func (in *input) tabs() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		var cells []string
		for line := range in.lines() {
			if len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			cells = cells[:0]
			for cell := range strings.SplitSeq(string(line), "\t") {
				cells = append(cells, cell)
			}
			if !yield(cells) {
				return
			}
		}
	}
}

// table gives the cells of every row of a table whose first line tells whether tabs or
// commas part them.
func (in *input) table() iter.Seq[[]string] {
	head, _ := in.r.Peek(4096)
	first, _, _ := bytes.Cut(head, []byte("\n"))
	if bytes.Count(first, []byte("\t")) > 0 {
		return in.tabs()
	}
	return in.commas()
}

// commas gives the rows of a CSV file.
func (in *input) commas() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		ration := &rationed{r: in.r, left: maxRow}
		r := csv.NewReader(ration)
		r.FieldsPerRecord, r.ReuseRecord, r.LazyQuotes = -1, true, true
		for !in.im.done {
			cells, err := r.Read()
			ration.left = maxRow
			var parse *csv.ParseError
			switch {
			case errors.As(err, &parse):
				in.im.line = parse.StartLine
				in.im.bad(parse.Err)
				continue
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				in.err = err
				return
			}
			in.im.line, _ = r.FieldPos(0)
			for i, c := range cells {
				if !utf8.ValidString(c) {
					cells[i] = string(latin([]byte(c)))
				}
			}
			if !yield(cells) {
				return
			}
		}
	}
}

// rationed is a reader that gives no more than left bytes, so that a quotation mark
// that is never closed does not take the whole file into memory.
type rationed struct {
	r    io.Reader
	left int
}

func (r *rationed) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, fmt.Errorf("a row is longer than %d bytes: a quotation mark may be missing", maxRow)
	}
	n, err := r.r.Read(p)
	r.left -= n
	return n, err
}
