package place

import (
	"fmt"
	"strings"
)

// record gives the bytes of one place; of none when the ref is of another gazetteer.
func (g *Gazetteer) record(r Ref) string {
	at := r.Index() * recordLen
	if at+recordLen > len(g.records) {
		return noRecord
	}
	return g.records[at : at+recordLen]
}

const noRecord = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"

func (g *Gazetteer) text(at uint32) string {
	if int64(at) >= int64(len(g.strings)) {
		return ""
	}
	rest := g.strings[at+1:]
	return rest[:min(int(g.strings[at]), len(rest))]
}

func (g *Gazetteer) code(n byte) string {
	at := 8 * int(n)
	if n == 0 || at+8 > len(g.lands) {
		return ""
	}
	return g.lands[at : at+3]
}

// Name is the name of the place as it is best known.
func (g *Gazetteer) Name(r Ref) string { return g.text(uint32At(g.record(r), 4)) }

// Country is the ISO alpha-3 code of the country of the place, or empty.
func (g *Gazetteer) Country(r Ref) string { return g.code(g.record(r)[17]) }

// Kind says what kind of place it is.
func (g *Gazetteer) Kind(r Ref) Kind { return Kind(g.record(r)[22]) }

// Population is the number of inhabitants, 0 when not known.
func (g *Gazetteer) Population(r Ref) int { return int(uint32At(g.record(r), 18)) }

// Capital reports whether the place is the capital of a country.
func (g *Gazetteer) Capital(r Ref) bool { return g.record(r)[23]&flagCapital != 0 }

// Seat is 1 for the seat of a province, 2 of a district, 0 for others.
func (g *Gazetteer) Seat(r Ref) int { return int(g.record(r)[23] >> seatShift & 3) }

// Position is where the place is, in degrees.
func (g *Gazetteer) Position(r Ref) (lat, lon float64) {
	rec := g.record(r)
	return degrees(int24(rec[8:11])), degrees(int24(rec[11:14]))
}

// Parent is the district, province or country above the place.
func (g *Gazetteer) Parent(r Ref) (Ref, bool) {
	p := int(int24(g.record(r)[14:17])) - 1
	if p < 0 || p >= r.Index() { // parents stand before what is below them
		return 0, false
	}
	return g.At(p), true
}

// Division gives the ref of the place's province (Province) or district
// (District); the place itself when it is one.
func (g *Gazetteer) Division(r Ref, kind Kind) (Ref, bool) {
	up, ok := r, true
	for steps := 0; ok && steps < 4; steps++ {
		if g.Kind(up) == kind {
			return g.At(up.Index()), true
		}
		up, ok = g.Parent(up)
	}
	return 0, false
}

// Entry tells all that is known of a place. It allocates
// for the ID only.
func (g *Gazetteer) Entry(r Ref) Entry {
	rec := g.record(r)
	e := Entry{
		ID: g.id(r), Name: g.Name(r), Country: g.Country(r), Population: g.Population(r), Kind: g.Kind(r),
		Capital: g.Capital(r), Seat: g.Seat(r),
		Rough: rec[23]&flagRough != 0, Quarter: rec[23]&flagQuarter != 0, Gone: rec[23]&flagGone != 0,
	}
	e.Lat, e.Lon = g.Position(r)
	if p, ok := g.Division(r, Province); ok {
		e.Admin1 = g.Name(p)
	}
	if d, ok := g.Division(r, District); ok {
		e.Admin2 = g.Name(d)
	}
	return e
}

func (g *Gazetteer) id(r Ref) string {
	rec := g.record(r)
	n := uint32At(rec, 0)
	switch {
	case rec[23]&flagNumeric == 0:
		text := g.text(n)
		if up, ok := g.Parent(r); ok && strings.HasPrefix(text, ".") && g.Kind(r) == District {
			text = g.text(uint32At(g.record(up), 0)) + text // of the province
		}
		return prefix(g.Kind(r)) + text
	case n == 0:
		lat, lon := g.Position(r)
		return fmt.Sprintf("at:%.4f,%.4f", lat, lon)
	}
	return fmt.Sprintf("%s%d", geonames, n)
}

// CountryRef gives the place of a country by its ISO alpha-3 code.
func (g *Gazetteer) CountryRef(iso3 string) (Ref, bool) {
	for n := 1; 8*n+8 <= len(g.lands) && n < 256; n++ {
		if head := uint32At(g.lands, 8*n+4); g.code(byte(n)) == iso3 && head > 0 {
			return g.At(int(head) - 1), true
		}
	}
	return 0, false
}

// CountryEntry tells of a country by its ISO alpha-3 code.
func (g *Gazetteer) CountryEntry(iso3 string) (Entry, bool) {
	r, ok := g.CountryRef(iso3)
	if !ok {
		return Entry{}, false
	}
	return g.Entry(r), true
}

// Admin1 finds the province of a country that bears a name.
func (g *Gazetteer) Admin1(iso3, name string) (Ref, bool) {
	var buf [16]Ref
	for _, r := range g.Lookup(name, buf[:0]) {
		if g.Kind(r) == Province && g.Country(r) == iso3 {
			return r, true
		}
	}
	return 0, false
}
