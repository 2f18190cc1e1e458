package place

import (
	_ "embed" // the gazetteer that ships with the program
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"strings"
	"sync"

	"parley"
)

//go:embed data/gazetteer.bin
var embedded string

// Gazetteer answers which places bear a name, and in which country and
// province a point of the earth lies. It reads the bytes that it was opened
// with in place. It is immutable and safe for concurrent use.
type Gazetteer struct {
	card    Card
	sum     uint32
	strings string
	records string
	lands   string
	blocks  string
	keys    string
	shapes  string

	prefixes []uint32              // of the first keys of blocks, see headPrefixes
	borders  func() *borders       // made when Locate is first called
	near     func() *nearby        // likewise
	capitals func() map[string]Ref // by country, made when first asked for
}

// Ref is a place that a name may mean: a small number that stands for the
// place and the form of the name by which it was found. Only the gazetteer
// that gave it can tell of it.
type Ref uint32

// Index is the same for all refs to one place. Places of a name come in the
// order of their index: countries, regions, provinces, districts, then the
// others, populous ones first.
func (r Ref) Index() int { return int(r >> formBits) }

// Form says what sort of name the place was found by.
func (r Ref) Form() Form { return Form(r & (1<<formBits - 1)) }

// Form is what sort of name it is.
type Form uint8

// The forms of names. The last two must be written as they are: an acronym in
// capitals ("US", not "us"), an abbreviation with its full stop ("Miss.").
const (
	Main Form = iota
	Alternate
	Acronym
	Abbreviation
)

// Entry is what the gazetteer knows of one place.
type Entry struct {
	ID         string // "geonames:1138958", "geonames:AF.13" for a division, "iso:AFG", "parley:sahel", "at:33.9500,70.1200"
	Name       string // as it is best known in English
	Country    string // ISO 3166-1 alpha-3, XKX for Kosovo; empty for what belongs to none
	Admin1     string // province; of a province its own name
	Admin2     string // district; of a district its own name
	Lat, Lon   float64
	Population int // inhabitants; 0 when not known; of divisions the sum of their places
	Kind       Kind
	Capital    bool // of a country
	Seat       int  // 1 the seat of a province, 2 of a district, 0 of neither
	Rough      bool // the coordinates are those of the division above it
	Quarter    bool // part of a larger city
	Gone       bool // abandoned, destroyed or historical
}

var openEmbedded = sync.OnceValues(func() (*Gazetteer, error) { return Open(embedded) })

// Default returns the gazetteer that ships with the program. It is opened once.
func Default() (*Gazetteer, error) { return openEmbedded() }

// Open checks a compiled gazetteer and returns a view of it: nothing is
// copied. A file of another kind or format, cut short or damaged gives an
// error that wraps [parley.ErrInvalid].
func Open(data string) (*Gazetteer, error) {
	bad := func(why string, args ...any) (*Gazetteer, error) {
		return nil, fmt.Errorf("gazetteer: %s: %w", fmt.Sprintf(why, args...), parley.ErrInvalid)
	}
	if len(data) < len(magic) || data[:len(magic)] != magic {
		return bad("wrong first bytes")
	}
	if len(data) < headLen+4 {
		return bad("cut short")
	}
	if v := uint32At(data, len(magic)); v != Format {
		return bad("format %d, this program reads %d", v, Format)
	}
	body := data[:len(data)-4]
	if checksum(body) != uint32At(data, len(body)) {
		return bad("checksum does not match")
	}
	var part [1 + sections]string
	for i := range part {
		at, n := uint64(uint32At(data, len(magic)+4+8*i)), uint64(uint32At(data, len(magic)+8+8*i))
		if at+n > uint64(len(body)) {
			return bad("section %d ends after the file", i)
		}
		part[i] = body[at : at+n]
	}
	g := &Gazetteer{sum: uint32At(data, len(body)), strings: part[1], records: part[2], lands: part[3], blocks: part[4], keys: part[5], shapes: part[6]}
	if err := json.Unmarshal([]byte(part[0]), &g.card); err != nil {
		return bad("card: %v", err)
	}
	if len(g.records)%recordLen != 0 || len(g.lands)%8 != 0 || len(g.blocks)%4 != 0 || len(g.strings) == 0 {
		return bad("sections of wrong length")
	}
	g.prefixes = g.headPrefixes()
	g.borders = sync.OnceValue(g.readBorders)
	g.near = sync.OnceValue(g.gather)
	g.capitals = sync.OnceValue(g.findCapitals)
	return g, nil
}

// checksum sums in pieces, so that the whole file is never copied.
func checksum(data string) uint32 {
	var buf [1 << 15]byte
	sum := uint32(0)
	for len(data) > 0 {
		n := copy(buf[:], data)
		sum = crc32.Update(sum, castagnoli, buf[:n])
		data = data[n:]
	}
	return sum
}

// Card says what the gazetteer holds.
func (g *Gazetteer) Card() Card { return g.card }

// Len is the number of places.
func (g *Gazetteer) Len() int { return len(g.records) / recordLen }

// At gives a ref to the place with an index from 0 to Len()-1.
func (g *Gazetteer) At(index int) Ref { return Ref(index) << formBits }

// OpenFile opens a compiled gazetteer of the disk; it is kept in memory.
// Errors name the file.
func OpenFile(name string) (*Gazetteer, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var text strings.Builder
	if info, err := f.Stat(); err == nil && info.Size() <= math.MaxUint32 {
		text.Grow(int(info.Size()))
	}
	if _, err := io.Copy(&text, io.LimitReader(f, math.MaxUint32)); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	g, err := Open(text.String())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return g, nil
}

// Checksum is the CRC-32C of the file, in hexadecimal.
func (g *Gazetteer) Checksum() string { return fmt.Sprintf("%08x", g.sum) }
