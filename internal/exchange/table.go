package exchange

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"parley"
)

// sheet takes rows of cells.
type sheet interface {
	row(cells []string) error
	close() error
}

// tsv writes tab-separated rows without quotes: what would break them becomes a space.
type tsv struct{ w *bufio.Writer }

func newTSV(w io.Writer) *tsv { return &tsv{bufio.NewWriterSize(w, 1<<16)} }

func (t *tsv) row(cells []string) error {
	for i, c := range cells {
		if i > 0 {
			t.w.WriteByte('\t')
		}
		t.w.WriteString(oneLine(c))
	}
	return t.w.WriteByte('\n')
}

func (t *tsv) close() error { return t.w.Flush() }

// oneLine replaces tabs and line ends by spaces.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\t\n\r\v\f") {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '\t', '\n', '\r', '\v', '\f':
			return ' '
		}
		return r
	}, s)
}

// comma writes rows as RFC 4180 has them, with plain line ends.
type comma struct{ w *csv.Writer }

func newComma(w io.Writer) *comma { return &comma{csv.NewWriter(w)} }

func (c *comma) row(cells []string) error { return c.w.Write(cells) }

func (c *comma) close() error { c.w.Flush(); return c.w.Error() }

// number is the ID of an event as formats with integers want it: stable, 63 bits,
// never 0.
func number(id string) uint64 {
	sum := sha256.Sum256([]byte(id))
	return max(binary.BigEndian.Uint64(sum[:8])>>1, 1)
}

// pairID is the number of the n-th pair of an event; the first has the event's own.
func pairID(id string, n int) uint64 {
	if n == 0 {
		return number(id)
	}
	return number(id + "#" + strconv.Itoa(n))
}

// decimal writes a score with at least one decimal: "4.0", "-0.3".
func decimal(f float64) string {
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// degrees writes a coordinate with at most five decimals, a metre.
func degrees(f float64) string {
	s := strconv.FormatFloat(f, 'f', 5, 64)
	s = strings.TrimRight(s, "0")
	return strings.TrimSuffix(s, ".")
}

// latLon writes the coordinates of a place; nothing when it has none.
func latLon(p *parley.Place) (lat, lon string) {
	if !p.Located() {
		return "", ""
	}
	return degrees(p.Lat), degrees(p.Lon)
}

// or gives s, or what stands for nothing.
func or(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

// joined joins values after taking the separator out of them.
func joined(values []string, sep string) string {
	clean := make([]string, 0, len(values))
	bare := strings.TrimSpace(sep)
	for _, v := range values {
		if v != "" {
			clean = append(clean, strings.ReplaceAll(v, bare, ","))
		}
	}
	return strings.Join(clean, sep)
}
