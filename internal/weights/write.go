package weights

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"parley"
)

// Builder gathers the arrays of a new file. The zero value is ready to use.
type Builder struct {
	arrays []entry
	body   []byte
}

// add appends the bytes of an array.
func (b *Builder) add(name, kind string, dims []int, raw []byte) {
	for len(b.body)%align != 0 {
		b.body = append(b.body, 0)
	}
	b.arrays = append(b.arrays, entry{Name: name, Kind: kind, Dims: dims, At: len(b.body), Len: len(raw)})
	b.body = append(b.body, raw...)
}

// Int8 adds an array of bytes with sign; the product of dims is its length.
func (b *Builder) Int8(name string, data []int8, dims ...int) {
	raw := make([]byte, len(data))
	for i, v := range data {
		raw[i] = byte(v)
	}
	b.add(name, "int8", dims, raw)
}

// Int16 adds an array of 16-bit numbers.
func (b *Builder) Int16(name string, data []int16, dims ...int) {
	raw := make([]byte, 0, 2*len(data))
	for _, v := range data {
		raw = binary.LittleEndian.AppendUint16(raw, uint16(v))
	}
	b.add(name, "int16", dims, raw)
}

// Float32 adds an array of numbers.
func (b *Builder) Float32(name string, data []float32, dims ...int) {
	raw := make([]byte, 0, 4*len(data))
	for _, v := range data {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	b.add(name, "float32", dims, raw)
}

// Strings adds a table of strings; none may hold a line feed.
func (b *Builder) Strings(name string, data []string) {
	var raw strings.Builder
	for _, s := range data {
		raw.WriteString(s)
		raw.WriteByte('\n')
	}
	b.add(name, "strings", []int{len(data)}, []byte(raw.String()))
}

// WriteTo writes the file with the given card. The same arrays and card give
// the same bytes.
func (b *Builder) WriteTo(w io.Writer, card Card) error {
	for i := range b.arrays {
		if err := b.arrays[i].check(len(b.body)); err != nil {
			return fmt.Errorf("write model file: %w: %w", err, parley.ErrInvalid)
		}
	}
	head, err := json.Marshal(header{Card: card, Arrays: b.arrays})
	if err != nil {
		return fmt.Errorf("write model file: card: %w", err)
	}
	for (headLen+len(head))%align != 0 {
		head = append(head, ' ')
	}
	out := make([]byte, 0, headLen+len(head)+len(b.body)+sha256.Size)
	out = append(out, magic...)
	out = binary.LittleEndian.AppendUint32(out, Format)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(head)))
	out = append(out, head...)
	out = append(out, b.body...)
	sum := sha256.Sum256(out)
	if _, err := w.Write(append(out, sum[:]...)); err != nil {
		return fmt.Errorf("write model file: %w", err)
	}
	return nil
}
