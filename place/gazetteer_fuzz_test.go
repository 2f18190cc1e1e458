package place

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"testing"

	"parley"
)

// FuzzOpen damages a good file and repairs its checksum, so that what lies
// behind the checksum is tried too: whatever opens must answer every question.
func FuzzOpen(f *testing.F) {
	good, err := small().Compile()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good, uint16(0), byte(0))
	for at := 0; at < len(good); at += 7 {
		f.Add(good, uint16(at), byte(0xff))
	}
	f.Add([]byte("PARLEYGZ"), uint16(3), byte(1))
	f.Fuzz(func(t *testing.T, data []byte, at uint16, mask byte) {
		data = slices.Clone(data)
		if int(at) < len(data) {
			data[at] ^= mask
		}
		if n := len(data) - 4; n >= 0 {
			binary.LittleEndian.PutUint32(data[n:], crc32.Checksum(data[:n], castagnoli))
		}
		g, err := Open(string(data))
		if err != nil {
			if !errors.Is(err, parley.ErrInvalid) {
				t.Errorf("error of another kind: %v", err)
			}
			return
		}
		ask(g)
	})
}

// ask asks all that can be asked.
func ask(g *Gazetteer) {
	for i := range min(g.Len(), 50) {
		r := g.At(i)
		g.Entry(r)
		g.Parent(r)
		g.Locate(g.Position(r))
	}
	for _, name := range []string{"Raqqa", "Norland", "Great Bay", "E. Sur.", "a", "zzz"} {
		for _, r := range g.Lookup(name, nil) {
			g.Entry(r)
		}
	}
	g.Longest([]string{"Raqqa", "District", "x"}, nil)
	g.CountryEntry("SUR")
	g.Admin1("SUR", "East Suria")
	g.Locate(5, 5)
	g.Locate(11, 5)
	g.Borders()
}
