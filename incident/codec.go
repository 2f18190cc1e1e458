package incident

import (
	"encoding/binary"
	"fmt"
	"slices"

	"parley"
)

// First bytes of the two records; another form gets another number.
const (
	formatPrint  = 1
	formatReport = 3
)

// reader takes a record apart. After the first fault it gives zeros.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.data) {
		r.bad = true
		r.data = nil
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) uint16() uint16 {
	if b := r.take(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (r *reader) uint32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.take(-1)
		return 0
	}
	r.take(n)
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.data)
	if n <= 0 {
		r.take(-1)
		return 0
	}
	r.take(n)
	return v
}

func (r *reader) string() string {
	n := r.uvarint()
	if n > uint64(len(r.data)) {
		r.take(-1)
		return ""
	}
	return string(r.take(int(n)))
}

// count reads how many things follow; more than most is a fault.
func (r *reader) count(most int) int {
	n := r.uvarint()
	if n > uint64(most) {
		r.take(-1)
		return 0
	}
	return int(n)
}

// terms reads a list of terms that must be sorted by hash, as cosine relies on.
func (r *reader) terms(most int) []term {
	n := r.count(most)
	if n == 0 {
		return nil
	}
	terms := make([]term, n)
	for i := range terms {
		terms[i] = term{r.uint32(), r.byte()}
	}
	if !slices.IsSortedFunc(terms, byHash) {
		r.take(-1)
	}
	return terms
}

// end reports a record that was cut short, too long, or against the rules.
func (r *reader) end() error {
	switch {
	case r.bad:
		return fmt.Errorf("broken record: %w", parley.ErrInvalid)
	case len(r.data) > 0:
		return fmt.Errorf("%d bytes too many: %w", len(r.data), parley.ErrInvalid)
	}
	return nil
}

func appendString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

func appendTerms(dst []byte, terms []term) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(terms)))
	for _, t := range terms {
		dst = append(binary.LittleEndian.AppendUint32(dst, t.hash), t.weight)
	}
	return dst
}
