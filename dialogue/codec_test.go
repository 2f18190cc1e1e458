package dialogue

import (
	"errors"
	"reflect"
	"testing"

	"parley"
)

func TestCodec(t *testing.T) {
	var names Vocabulary
	for _, f := range story(t, long) {
		f.Matter, f.Place, f.Confidence = "nuclear", "Doha", 0.123
		data, err := f.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ParseFact(data, &names)
		if err != nil {
			t.Fatal(err)
		}
		if got.print == 0 {
			t.Error("no print")
		}
		if got.print = 0; !reflect.DeepEqual(got, f) {
			t.Errorf("\n got %+v\nwant %+v", got, f)
		}
		for n := range data {
			if _, err := ParseFact(data[:n], &names); !errors.Is(err, errForm) {
				t.Fatalf("cut off at %d of %d: %v", n, len(data), err)
			}
		}
	}
	if _, err := ParseFact(append([]byte{format + 1}, 0, 0), &names); !errors.Is(err, errForm) {
		t.Errorf("a form of the future: %v", err)
	}
}

// FuzzParseFact feeds the reader anything: it must not panic, and what it takes must
// come back the same.
func FuzzParseFact(f *testing.F) {
	for _, fact := range story(f, long) {
		data, err := fact.AppendBinary(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var names Vocabulary
		fact, err := ParseFact(data, &names)
		if err != nil {
			return
		}
		again, err := fact.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseFact(again, &names)
		back.print, fact.print = 0, 0 // numbers may be written in more than one way
		if err != nil || !reflect.DeepEqual(back, fact) {
			t.Fatalf("%+v comes back as %+v, %v", fact, back, err)
		}
	})
}

// TestKinds holds that every kind has a number, by which facts are kept, and words.
func TestKinds(t *testing.T) {
	for _, k := range parley.MoveKinds {
		if kindOf(kindNumber(k)) != k {
			t.Errorf("%q has the number of %q", k, kindOf(kindNumber(k)))
		}
		if _, ok := wordings[k]; !ok {
			t.Errorf("%q has no words", k)
		}
	}
}
