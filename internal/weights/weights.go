// Package weights reads and writes the files that hold trained models: a card
// that says what the model is and where it comes from, named arrays of
// numbers and strings, and a checksum over both.
//
//	file, err := weights.Parse(data, "accurate.bin")
//	card := file.Card
//	rows, dims, err := file.Int8("mlp")
//
// Layout, little-endian: 8 bytes magic; 4 bytes format number; 4 bytes length
// of the card; the card in JSON with the list of arrays; the arrays, each at
// a multiple of 64 bytes; 32 bytes SHA-256 of everything before.
//
// The package also fixes what a model reads of a word: see [ReadForm].
package weights

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"

	"parley"
)

// Format is the number of the format that this program writes, and the newest
// that it reads.
const Format = 1

// MaxSize is the largest file that is read.
const MaxSize = 256 << 20

// Errors of files, told apart with errors.Is; each wraps [parley.ErrInvalid].
var (
	ErrForeign = fmt.Errorf("not a model file: %w", parley.ErrInvalid)
	ErrNewer   = fmt.Errorf("model file of a newer format: %w", parley.ErrInvalid)
	ErrBroken  = fmt.Errorf("broken model file: %w", parley.ErrInvalid)
	ErrMissing = fmt.Errorf("array missing or of another kind: %w", parley.ErrInvalid)
)

const (
	magic   = "PARLEYWT"
	headLen = len(magic) + 8
	align   = 64
)

// Card says what a model is.
type Card struct {
	Task    string              `json:"task"`              // "parser", "vectors"
	Version string              `json:"version,omitempty"` // name of this training, for people
	Sizes   map[string]int      `json:"sizes,omitempty"`   // dimensions
	Labels  map[string][]string `json:"labels,omitempty"`  // label sets by name
	Data    []Source            `json:"data,omitempty"`    // what it was trained on
	Licence string              `json:"licence,omitempty"` // of these weights
	Vectors string              `json:"vectors,omitempty"` // checksum of the vector file it needs, hex
	Seed    uint64              `json:"seed"`
	Epochs  int                 `json:"epochs,omitempty"`
	Scores  map[string]float64  `json:"scores,omitempty"` // percent, by "treebank split measure"
	Commit  string              `json:"commit,omitempty"` // of the program that trained it
	Date    string              `json:"date,omitempty"`   // of the training, "2026-11-23"
}

// Source is one data set behind a model.
type Source struct {
	Name     string `json:"name"`
	URL      string `json:"url,omitempty"`
	Licence  string `json:"licence"`
	Checksum string `json:"checksum,omitempty"` // SHA-256 of the file, hex
}

// entry describes one array.
type entry struct {
	Name string `json:"name"`
	Kind string `json:"kind"` // int8, int16, float32, strings
	Dims []int  `json:"dims"`
	At   int    `json:"at"` // byte of the file, after the card
	Len  int    `json:"len"`
}

// header is the JSON part of a file.
type header struct {
	Card   Card    `json:"card"`
	Arrays []entry `json:"arrays"`
}

// File is a model file in memory. It is immutable and safe for concurrent use.
type File struct {
	Card     Card
	Checksum string // SHA-256, hex
	name     string
	arrays   map[string]entry
	body     []byte
}

// Read reads a whole file; name stands for it in errors.
func Read(r io.Reader, name string) (*File, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read model file %s: %w", name, err)
	}
	return Parse(data, name)
}

// Parse checks a file and returns a view of it; data must not change
// afterwards. Errors wrap [ErrForeign], [ErrNewer] or [ErrBroken].
func Parse(data []byte, name string) (*File, error) {
	fail := func(kind error, why string) (*File, error) {
		return nil, fmt.Errorf("model file %s: %s: %w", name, why, kind)
	}
	switch {
	case len(data) > MaxSize:
		return fail(ErrBroken, "too large")
	case len(data) < len(magic) || string(data[:len(magic)]) != magic:
		return fail(ErrForeign, "wrong first bytes")
	case len(data) < headLen+sha256.Size:
		return fail(ErrBroken, "cut short")
	}
	switch v := binary.LittleEndian.Uint32(data[len(magic):]); {
	case v > Format:
		return fail(ErrNewer, fmt.Sprintf("format %d, this program reads up to %d", v, Format))
	case v == 0:
		return fail(ErrBroken, "format 0")
	}
	end := len(data) - sha256.Size
	sum := sha256.Sum256(data[:end])
	if !bytes.Equal(sum[:], data[end:]) {
		return fail(ErrBroken, "checksum does not match")
	}
	cardLen := int64(binary.LittleEndian.Uint32(data[len(magic)+4:]))
	if int64(headLen)+cardLen > int64(end) {
		return fail(ErrBroken, "card longer than the file")
	}
	var head header
	if err := json.Unmarshal(data[headLen:headLen+int(cardLen)], &head); err != nil {
		return fail(ErrBroken, "card: "+err.Error())
	}
	f := &File{Card: head.Card, Checksum: fmt.Sprintf("%x", sum), name: name,
		arrays: make(map[string]entry, len(head.Arrays)), body: data[headLen+int(cardLen) : end]}
	for _, e := range head.Arrays {
		if err := e.check(len(f.body)); err != nil {
			return fail(ErrBroken, err.Error())
		}
		f.arrays[e.Name] = e
	}
	return f, nil
}

// kindBytes gives the bytes of one element.
var kindBytes = map[string]int{"int8": 1, "int16": 2, "float32": 4, "strings": 0}

// check says whether the array lies in the body and has the size of its dimensions.
func (e *entry) check(body int) error {
	size, ok := kindBytes[e.Kind]
	if !ok {
		return fmt.Errorf("array %q has the unknown kind %q", e.Name, e.Kind)
	}
	if e.At < 0 || e.Len < 0 || e.At > body || e.Len > body-e.At {
		return fmt.Errorf("array %q lies outside the file", e.Name)
	}
	want := int64(size)
	for _, d := range e.Dims {
		if d < 0 || d > MaxSize {
			return fmt.Errorf("array %q has the dimension %d", e.Name, d)
		}
		want *= int64(d)
		if want > MaxSize {
			return fmt.Errorf("array %q is too large", e.Name)
		}
	}
	if size > 0 && want != int64(e.Len) {
		return fmt.Errorf("array %q has %d bytes, its dimensions want %d", e.Name, e.Len, want)
	}
	return nil
}

// find returns the bytes and dimensions of an array.
func (f *File) find(name, kind string) ([]byte, []int, error) {
	e, ok := f.arrays[name]
	if !ok || e.Kind != kind {
		return nil, nil, fmt.Errorf("model file %s: %s array %q: %w", f.name, kind, name, ErrMissing)
	}
	return f.body[e.At : e.At+e.Len], e.Dims, nil
}

// Int8 returns a copy of an array of bytes with sign, and its dimensions.
func (f *File) Int8(name string) ([]int8, []int, error) {
	raw, dims, err := f.find(name, "int8")
	if err != nil {
		return nil, nil, err
	}
	out := make([]int8, len(raw))
	for i, b := range raw {
		out[i] = int8(b)
	}
	return out, dims, nil
}

// Int16 returns a copy of an array of 16-bit numbers, and its dimensions.
func (f *File) Int16(name string) ([]int16, []int, error) {
	raw, dims, err := f.find(name, "int16")
	if err != nil {
		return nil, nil, err
	}
	out := make([]int16, len(raw)/2)
	for i := range out {
		out[i] = int16(binary.LittleEndian.Uint16(raw[2*i:]))
	}
	return out, dims, nil
}

// Float32 returns a copy of an array of numbers, and its dimensions. A number
// that is not finite is an error.
func (f *File) Float32(name string) ([]float32, []int, error) {
	raw, dims, err := f.find(name, "float32")
	if err != nil {
		return nil, nil, err
	}
	out := make([]float32, len(raw)/4)
	for i := range out {
		v := math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		if v-v != 0 {
			return nil, nil, fmt.Errorf("model file %s: array %q: number %d is not finite: %w", f.name, name, i, ErrBroken)
		}
		out[i] = v
	}
	return out, dims, nil
}

// Strings returns a table of strings.
func (f *File) Strings(name string) ([]string, error) {
	raw, dims, err := f.find(name, "strings")
	if err != nil {
		return nil, err
	}
	all := string(raw)
	if len(dims) != 1 || dims[0] != countLines(all) {
		return nil, fmt.Errorf("model file %s: table %q: wrong number of strings: %w", f.name, name, ErrBroken)
	}
	out := make([]string, 0, dims[0])
	for line := range bytes.Lines(raw) {
		end := len(line)
		out = append(out, all[:end-1])
		all = all[end:]
	}
	return out, nil
}

// countLines counts lines; each must end in a line feed, or the count is -1.
func countLines(s string) int {
	n := bytes.Count([]byte(s), []byte{'\n'})
	if s != "" && s[len(s)-1] != '\n' {
		return -1
	}
	return n
}
