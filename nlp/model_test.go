package nlp

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"parley"
	"parley/internal/weights"
)

// tiny is a model of random weights; change may spoil an array before it is
// written: it gets the array's name and shape and returns the shape to use.
type tiny struct {
	b      weights.Builder
	rng    *rand.Rand
	change func(name string, dims []int) []int
}

func (m *tiny) bytes(name string, dims ...int) {
	if m.change != nil {
		dims = m.change(name, dims)
	}
	n := 1
	for _, d := range dims {
		n *= d
	}
	v := make([]int8, n)
	for i := range v {
		v[i] = int8(m.rng.IntN(255) - 127)
	}
	m.b.Int8(name, v, dims...)
}

func (m *tiny) floats(name string, n int, top float32) {
	v := make([]float32, n)
	for i := range v {
		v[i] = top * m.rng.Float32()
	}
	m.b.Float32(name, v, n)
}

func (m *tiny) dense(name string, rows, cols int) {
	m.bytes(name, rows, cols)
	m.floats(name+" scale", cols, 0.01)
	m.floats(name+" bias", cols, 0.1)
}

// write returns the bytes of the model.
func (m *tiny) write() []byte {
	const hidden, mlp, vectorDims = 32, 16, 10
	m.rng = rand.New(rand.NewPCG(1, 2))
	words, vectors := []string{"talks", "in", "the"}, []string{"the", "rebels"}
	m.b.Strings("words", words)
	m.b.Strings("vector words", vectors)
	m.bytes("vectors", len(vectors), vectorDims)
	m.floats("vectors scale", len(vectors), 0.01)
	input := vectorDims
	for i, name := range tableNames {
		rows := buckets[i]
		if i == 0 {
			rows = len(words) + 1
		}
		m.bytes("table "+name, rows, 3)
		m.floats("table "+name+" scale", rows, 0.01)
		input += 3
	}
	m.b.Float32("input step", []float32{1.0 / 1024}, 1)
	xpos, upos, deprel := []string{"NN", "VB", "IN"}, []string{"NOUN", "VERB", "ADP"}, []string{"nsubj", "root", "obl"}
	m.dense("w1", input, 8*hidden)
	m.dense("w2", 2*hidden, 8*hidden)
	for _, name := range []string{"u1 0", "u1 1", "u2 0", "u2 1"} {
		m.dense(name, hidden, 4*hidden)
	}
	m.dense("tag", 2*hidden, len(xpos)+len(upos))
	m.dense("mlp", 2*hidden, 4*mlp)
	m.dense("arc", mlp, mlp)
	m.dense("label", mlp, len(deprel))
	m.b.Int8("tag pairs", []int8{1, 0, 0, 0, 1, 0, 0, 0, 1}, len(xpos), len(upos))
	m.floats("root arc", mlp, 1)
	m.floats("root label", mlp, 1)
	card := weights.Card{Task: "parser", Version: "tiny", Labels: map[string][]string{"xpos": xpos, "upos": upos, "deprel": deprel}}
	var out bytes.Buffer
	if err := m.b.WriteTo(&out, card); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// tinyParser returns a parser of random weights.
func tinyParser(t testing.TB) *Parser {
	t.Helper()
	p, err := Read(bytes.NewReader(new(tiny).write()))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// builtInParser returns a model of the program, or skips the test.
func builtInParser(t testing.TB, size Size) *Parser {
	t.Helper()
	p, err := Open(size)
	if errors.Is(err, parley.ErrNotFound) {
		t.Skip("no weights: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// resum puts the right checksum under changed bytes.
func resum(data []byte) []byte {
	end := len(data) - sha256.Size
	sum := sha256.Sum256(data[:end])
	copy(data[end:], sum[:])
	return data
}

func TestReadSaysWhatIsWrongWithAFile(t *testing.T) {
	good := new(tiny).write()
	if _, err := Read(bytes.NewReader(good)); err != nil {
		t.Fatal(err)
	}
	edit := func(change func(data []byte) []byte) []byte { return change(bytes.Clone(good)) }
	shape := func(spoil string, dims ...int) []byte {
		return (&tiny{change: func(name string, was []int) []int {
			if name == spoil {
				return dims
			}
			return was
		}}).write()
	}
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"empty", "not a model file", nil},
		{"another kind of file", "not a model file", []byte("PK\x03\x04 and so on, long enough to be something else altogether")},
		{"cut short", "broken", good[:len(good)/2]},
		{"only its head", "cut short", good[:20]},
		{"a changed byte", "checksum", edit(func(d []byte) []byte { d[len(d)/2] ^= 1; return d })},
		{"a newer format", "newer format", edit(func(d []byte) []byte {
			binary.LittleEndian.PutUint32(d[8:], 99)
			return resum(d)
		})},
		{"a card that is too long", "card", edit(func(d []byte) []byte {
			binary.LittleEndian.PutUint32(d[12:], 1<<31)
			return resum(d)
		})},
		{"a matrix of another shape", "w2", shape("w2", 64, 100)},
		{"a table of another shape", "suffix3", shape("table suffix3", 7, 3)},
		{"odd hidden units", "hidden units", shape("u1 0", 31, 4)},
		{"other dimensions", "mlp", shape("mlp", 64)},
		{"projections that do not fit", "projections", shape("arc", 17, 17)},
	} {
		_, err := Read(bytes.NewReader(c.data))
		if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v, want one that says %q", c.name, err, c.want)
		}
	}
}

func TestReadWantsAParser(t *testing.T) {
	var out bytes.Buffer
	if err := new(weights.Builder).WriteTo(&out, weights.Card{Task: "vectors"}); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(&out); !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), "vectors") {
		t.Errorf("got %v", err)
	}
}

func TestOpenSharesOneModel(t *testing.T) {
	for _, size := range []Size{Accurate, Fast} {
		p := builtInParser(t, size)
		if again, err := Open(size); err != nil || again != p {
			t.Errorf("%v: opened again: %v", size, err)
		}
		card := p.Card()
		for _, want := range []string{"licence", "data", "seed", "score", "checksum"} {
			if !strings.Contains(card, want) {
				t.Errorf("%v: card without %s:\n%s", size, want, card)
			}
		}
	}
	if _, err := Open(Size(9)); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("size 9: %v", err)
	}
}

func TestReadmeHoldsTheCards(t *testing.T) {
	readme, err := os.ReadFile("model/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []Size{Accurate, Fast} {
		if card := builtInParser(t, size).Card(); !strings.Contains(string(readme), card) {
			t.Errorf("model/README.md does not hold the card of %s.bin; it is\n%s", size, card)
		}
	}
}

func TestSizeReadsItsOwnName(t *testing.T) {
	for _, size := range []Size{Accurate, Fast} {
		text, err := size.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var got Size
		if err := got.UnmarshalText(text); err != nil || got != size {
			t.Errorf("%s: got %v, %v", text, got, err)
		}
	}
	if _, err := ParseSize("huge"); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("huge: %v", err)
	}
	if _, err := Size(7).MarshalText(); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("size 7: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	good := new(tiny).write()
	f.Add(good)
	f.Add(good[:100])
	f.Add([]byte("PARLEYWT"))
	f.Fuzz(func(t *testing.T, data []byte) {
		// Most damage ends at the checksum; with the right one, what comes after is tried too.
		if len(data) > sha256.Size {
			data = resum(bytes.Clone(data))
		}
		p, err := Read(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, parley.ErrInvalid) {
				t.Fatalf("error of another kind: %v", err)
			}
			return
		}
		sent := sentenceOf("The rebels left the talks in haste .")
		p.Parse(&sent, p.NewScratch())
		checkTree(t, &sent)
	})
}
