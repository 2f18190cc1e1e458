package weights

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"parley"
)

// sample is a small file with an array of every kind.
func sample() []byte {
	var b Builder
	b.Int8("bytes", []int8{1, -2, 127, -128, 0, 5}, 2, 3)
	b.Int16("shorts", []int16{-300, 300}, 2)
	b.Float32("floats", []float32{0.5, -1e9}, 2)
	b.Strings("words", []string{"talks", "", "cease-fire"})
	var out bytes.Buffer
	if err := b.WriteTo(&out, Card{Task: "test", Seed: 7, Labels: map[string][]string{"upos": {"NOUN"}}}); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// resum puts the right checksum under changed bytes.
func resum(data []byte) []byte {
	end := len(data) - sha256.Size
	sum := sha256.Sum256(data[:end])
	copy(data[end:], sum[:])
	return data
}

func TestFilesComeBackAsTheyWereWritten(t *testing.T) {
	data := sample()
	if !bytes.Equal(data, sample()) {
		t.Error("written twice: other bytes")
	}
	f, err := Read(bytes.NewReader(data), "sample")
	if err != nil {
		t.Fatal(err)
	}
	if f.Card.Task != "test" || f.Card.Seed != 7 || f.Card.Labels["upos"][0] != "NOUN" || len(f.Checksum) != 64 {
		t.Errorf("card %+v, checksum %s", f.Card, f.Checksum)
	}
	if v, dims, err := f.Int8("bytes"); err != nil || !slices.Equal(v, []int8{1, -2, 127, -128, 0, 5}) || !slices.Equal(dims, []int{2, 3}) {
		t.Errorf("bytes: %v %v %v", v, dims, err)
	}
	if v, _, err := f.Int16("shorts"); err != nil || !slices.Equal(v, []int16{-300, 300}) {
		t.Errorf("shorts: %v %v", v, err)
	}
	if v, _, err := f.Float32("floats"); err != nil || !slices.Equal(v, []float32{0.5, -1e9}) {
		t.Errorf("floats: %v %v", v, err)
	}
	if v, err := f.Strings("words"); err != nil || !slices.Equal(v, []string{"talks", "", "cease-fire"}) {
		t.Errorf("words: %q %v", v, err)
	}
	if _, _, err := f.Int8("floats"); !errors.Is(err, ErrMissing) {
		t.Errorf("floats as bytes: %v", err)
	}
}

func TestDamageIsNamed(t *testing.T) {
	edit := func(change func(d []byte)) []byte {
		d := sample()
		change(d)
		return resum(d)
	}
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, ErrForeign},
		{"text", []byte("once upon a time there was a file"), ErrForeign},
		{"head alone", sample()[:16], ErrBroken},
		{"half", sample()[:len(sample())/2], ErrBroken},
		{"one bit", func() []byte { d := sample(); d[300] ^= 4; return d }(), ErrBroken},
		{"newer format", edit(func(d []byte) { binary.LittleEndian.PutUint32(d[8:], Format+1) }), ErrNewer},
		{"format 0", edit(func(d []byte) { binary.LittleEndian.PutUint32(d[8:], 0) }), ErrBroken},
		{"long card", edit(func(d []byte) { binary.LittleEndian.PutUint32(d[12:], 1<<30) }), ErrBroken},
		{"card that is no JSON", edit(func(d []byte) { d[16] = 'x' }), ErrBroken},
	} {
		_, err := Parse(c.data, "sample")
		if !errors.Is(err, c.want) || !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), "sample") {
			t.Errorf("%s: got error %v, want %v", c.name, err, c.want)
		}
	}
}

func TestArraysMustLieInTheFile(t *testing.T) {
	for _, e := range []entry{
		{Kind: "int8", Dims: []int{4}, At: 10, Len: 4},
		{Kind: "int8", Dims: []int{4}, At: -1, Len: 4},
		{Kind: "int8", Dims: []int{5}, At: 0, Len: 4},
		{Kind: "float32", Dims: []int{-1, -1}, At: 0, Len: 4},
		{Kind: "float32", Dims: []int{1 << 20, 1 << 20, 1 << 24}, At: 0, Len: 0},
		{Kind: "strings", Dims: []int{1}, At: 1 << 40, Len: 4},
		{Kind: "complex", Dims: []int{4}, At: 0, Len: 4},
	} {
		if err := e.check(12); err == nil {
			t.Errorf("%+v in 12 bytes: no error", e)
		}
	}
}

func TestWriteRefusesShapesThatDoNotFit(t *testing.T) {
	var b Builder
	b.Int8("bytes", []int8{1, 2, 3}, 2, 2)
	if err := b.WriteTo(new(bytes.Buffer), Card{}); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("got error %v", err)
	}
}

func TestNumbersMustBeFinite(t *testing.T) {
	var b Builder
	b.Float32("floats", []float32{float32(math.Inf(1))}, 1)
	var out bytes.Buffer
	if err := b.WriteTo(&out, Card{}); err != nil {
		t.Fatal(err)
	}
	f, err := Parse(out.Bytes(), "inf")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.Float32("floats"); !errors.Is(err, ErrBroken) {
		t.Errorf("got error %v", err)
	}
}

func TestFormsShareWhatTheyShould(t *testing.T) {
	var one, two FormBuffer
	same := func(a, b string) bool {
		x, y := ReadForm(a, &one), ReadForm(b, &two)
		return x.Suffix4 == y.Suffix4 && string(x.Lower) == string(y.Lower)
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{{"Talks", "talks", true}, {"don’t", "don't", true}, {"ÉTÉ", "été", true}, {"talks", "walks", false}} {
		if same(c.a, c.b) != c.want {
			t.Errorf("%q and %q: same is %v", c.a, c.b, !c.want)
		}
	}
	if a, b := ReadForm("1999", &one), ReadForm("2024", &two); a.Suffix4 != b.Suffix4 || a.Shape != b.Shape || string(a.Lower) == string(b.Lower) {
		t.Error("numbers of four digits should differ in spelling alone")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample())
	f.Add(sample()[:40])
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > headLen+sha256.Size {
			data = resum(bytes.Clone(data))
		}
		file, err := Parse(data, "fuzz")
		if err != nil {
			if !errors.Is(err, parley.ErrInvalid) {
				t.Fatalf("error of another kind: %v", err)
			}
			return
		}
		for name := range file.arrays {
			file.Int8(name)
			file.Int16(name)
			file.Float32(name)
			file.Strings(name)
		}
	})
}

func FuzzReadForm(f *testing.F) {
	f.Add("don’t")
	f.Add("\xff\xfe\xfd")
	f.Fuzz(func(t *testing.T, form string) {
		var buf FormBuffer
		r := ReadForm(form, &buf)
		if r.Prefix2 >= PrefixBuckets2 || r.Prefix3 >= PrefixBuckets3 || r.Suffix2 >= SuffixBuckets2 ||
			r.Suffix3 >= SuffixBuckets3 || r.Suffix4 >= SuffixBuckets4 || r.Shape >= ShapeBuckets || len(r.Lower) > len(buf.lower) {
			t.Fatalf("%q: out of range: %+v", form, r)
		}
	})
}
