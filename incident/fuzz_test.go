package incident

import (
	"bytes"
	"testing"

	"parley"
)

// What a parser accepts, it gives back byte for byte, and can be compared.

func FuzzParseReport(f *testing.F) {
	for _, r := range many(3) {
		data, err := r.AppendBinary(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte{formatReport})
	other := many(1)[0]
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ParseReport(data)
		if err != nil {
			return
		}
		again, err := r.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseReport(again)
		if err != nil {
			t.Fatalf("%x is refused: %v", again, err)
		}
		if third, _ := back.AppendBinary(nil); !bytes.Equal(third, again) {
			t.Fatalf("%x comes back as %x", again, third)
		}
		r.Blocks()
		if p, _ := Score(&r, &other); !(p >= 0 && p <= 1) {
			t.Fatalf("score %v", p)
		}
		if Linked(&r, &other) != Linked(&other, &r) {
			t.Fatal("Linked is not symmetric")
		}
	})
}

func FuzzParsePrint(f *testing.F) {
	data, err := NewPrint(&parley.Document{Text: "Gunmen killed five soldiers near Quetta, police said."}).AppendBinary(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte{formatPrint})
	other := NewPrint(&parley.Document{Text: "Soldiers killed five gunmen near Quetta on Monday."})
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ParsePrint(data)
		if err != nil {
			return
		}
		again, err := p.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParsePrint(again); err != nil {
			t.Fatalf("%x is refused: %v", again, err)
		}
		p.Bands()
		p.Copy(other)
		if s := SameStory(p, other); !(s >= 0 && s <= 1.0001) {
			t.Fatalf("likeness %v", s)
		}
	})
}
