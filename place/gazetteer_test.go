package place

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley"
)

// square is a ring around a square of land, in degrees.
func square(west, south, east, north int32) []Vertex {
	w, s, e, n := west*1000, south*1000, east*1000, north*1000
	return []Vertex{{w, s}, {w, n}, {e, n}, {e, s}, {w, s}}
}

// small is a table of a made-up world: Norland, and Suria with two provinces.
func small() *Table {
	main := func(names ...string) (out []Name) {
		for _, n := range names {
			out = append(out, Name{n, Main})
		}
		return out
	}
	return &Table{
		Card: Card{Date: "2024-01-01", Licence: "none", Sources: []string{"made up"}},
		Rows: []Row{
			{Parent: -1, Names: append(main("Norland"), Name{"NL", Acronym}), Entry: Entry{ID: "iso:NOL", Name: "Norland", Country: "NOL", Lat: 5, Lon: 5, Kind: Country}},
			{Parent: -1, Names: main("Suria"), Entry: Entry{ID: "iso:SUR", Name: "Suria", Country: "SUR", Lat: -5, Lon: 5, Kind: Country}},
			{Parent: -1, Names: main("the Great Bay"), Entry: Entry{ID: "parley:great-bay", Name: "Great Bay", Lat: 0, Lon: 30, Kind: Water}},
			{Parent: 1, Names: append(main("East Suria"), Name{"E. Sur.", Abbreviation}), Entry: Entry{ID: "geonames:SU.E", Name: "East Suria", Country: "SUR", Lat: -5, Lon: 8, Kind: Province}},
			{Parent: 1, Names: main("West Suria"), Entry: Entry{ID: "geonames:SU.W", Name: "West Suria", Country: "SUR", Lat: -5, Lon: 2, Kind: Province}},
			{Parent: 3, Names: main("Raqqa District"), Entry: Entry{ID: "geonames:SU.E.1", Name: "Raqqa District", Country: "SUR", Lat: -5, Lon: 8, Kind: District, Rough: true}},
			{Parent: 5, Names: append(main("ar-Raqqah", "Raqqa"), Name{"Rakka", Alternate}), Entry: Entry{ID: "geonames:77", Name: "Raqqa", Country: "SUR", Lat: -5.12345, Lon: 8.5, Kind: City, Population: 220000, Capital: true, Seat: 1}},
			{Parent: 4, Names: main("Saint-Élie"), Entry: Entry{ID: "at:-4.0000,1.0000", Name: "Saint-Élie", Country: "SUR", Lat: -4, Lon: 1, Kind: City, Population: 900, Gone: true, Quarter: true, Seat: 2}},
			{Parent: 0, Names: main("Raqqa"), Entry: Entry{ID: "geonames:78", Name: "Raqqa", Country: "NOL", Lat: 5, Lon: 5, Kind: City}},
		},
		Borders: Borders{
			Lines: [][]Vertex{square(0, 0, 10, 10), square(0, -10, 10, -1), square(3, 3, 4, 4), square(178, 0, 182, 4)},
			Rings: []Ring{{"NOL", []int{0}}, {"SUR", []int{1}}, {"NOL", []int{^2}}, {"NOL", []int{3}}},
		},
	}
}

func open(t testing.TB, table *Table) *Gazetteer {
	t.Helper()
	data, err := table.Compile()
	if err != nil {
		t.Fatal(err)
	}
	g, err := Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestRoundTrip(t *testing.T) {
	table := small()
	g := open(t, table)
	if g.Len() != len(table.Rows) {
		t.Fatalf("%d places, want %d", g.Len(), len(table.Rows))
	}
	for i, row := range table.Rows {
		want := row.Entry
		for up := i; up >= 0; up = table.Rows[up].Parent {
			switch table.Rows[up].Kind {
			case Province:
				want.Admin1 = table.Rows[up].Name
			case District:
				want.Admin2 = table.Rows[up].Name
			}
		}
		got := g.Entry(g.At(i))
		if math.Abs(got.Lat-want.Lat) > 2e-5 || math.Abs(got.Lon-want.Lon) > 2e-5 {
			t.Errorf("%s is at %g, %g, want %g, %g", want.Name, got.Lat, got.Lon, want.Lat, want.Lon)
		}
		got.Lat, got.Lon = want.Lat, want.Lon
		if got != want {
			t.Errorf("place %d is\n%+v, want\n%+v", i, got, want)
		}
	}
	want := Card{Date: "2024-01-01", Licence: "none", Sources: []string{"made up"}, Counts: map[string]int{"names": 12}}
	if got := g.Card(); !reflect.DeepEqual(got, want) {
		t.Errorf("card %+v, want %+v", got, want)
	}
}

func TestCompileIsTheSameTwice(t *testing.T) {
	a, err := small().Compile()
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := small().Compile(); string(a) != string(b) {
		t.Error("the same table gave other bytes")
	}
}

func TestCompileRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*Table){
		"a place off the globe":        func(t *Table) { t.Rows[6].Lat = 91 },
		"a place nowhere":              func(t *Table) { t.Rows[6].Lon = math.NaN() },
		"a parent after its child":     func(t *Table) { t.Rows[3].Parent = 6 },
		"a code of two letters":        func(t *Table) { t.Rows[6].Country = "SU" },
		"fewer than no people":         func(t *Table) { t.Rows[6].Population = -1 },
		"a border of a land not there": func(t *Table) { t.Borders.Rings[0].Country = "ZZZ" },
		"a ring of a line not there":   func(t *Table) { t.Borders.Rings[0].Lines = []int{9} },
	} {
		table := small()
		spoil(table)
		if _, err := table.Compile(); !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestLookup(t *testing.T) {
	g := open(t, small())
	tests := []struct {
		name string
		want []int
	}{
		{"Raqqa", []int{6, 8}},
		{"RAQQA", []int{6, 8}},
		{"Ar Raqqah", []int{6}},
		{"al-Raqqah", []int{6}},
		{"el Raqqah", []int{6}},
		{"Rakka", []int{6}},
		{"St. Elie", []int{7}},
		{"saint élie", []int{7}},
		{"Great Bay", []int{2}},
		{"the Great Bay", []int{2}},
		{"NL", []int{0}},
		{"N.L.", []int{0}},
		{"nl", nil},
		{"Nl", nil},
		{"E. Sur.", []int{3}},
		{"E. Sur", nil},
		{"e. sur.", nil},
		{"Raqq", nil},
		{"Raqqas", nil},
		{"", nil},
		{" ", nil},
		{"the", nil},
		{"Ракка", nil},
		{strings.Repeat("Raqqa ", 40), nil},
		{"Zz", nil},
		{"\xff\xfe", nil},
	}
	for _, tt := range tests {
		var got []int
		for _, r := range g.Lookup(tt.name, nil) {
			got = append(got, r.Index())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q means %v, want %v", tt.name, got, tt.want)
		}
	}
	if r := g.Lookup("Rakka", nil)[0]; r.Form() != Alternate {
		t.Errorf("Rakka is a name of form %d", r.Form())
	}
}

func TestLongest(t *testing.T) {
	g := open(t, small())
	tests := []struct {
		words string
		n     int
		first int
	}{
		{"Raqqa on Saturday", 1, 6},
		{"Raqqa District officials", 2, 5},
		{"Ar - Raqqah fell", 3, 6},
		{"the Great Bay .", 3, 2},
		{"Saint - Élie ,", 3, 7},
		{"St. Elie", 2, 7},
		{"East Suria", 2, 3},
		{"East , Suria", 0, 0},
		{"Norland", 1, 0},
		{"in Norland", 0, 0},
		{", Norland", 0, 0},
		{"E. Sur. troops", 2, 3},
	}
	for _, tt := range tests {
		n, refs := g.Longest(strings.Fields(tt.words), nil)
		if n != tt.n || (n > 0) != (len(refs) > 0) || n > 0 && refs[0].Index() != tt.first {
			t.Errorf("%q begins with a name of %d words, %v, want %d, %d", tt.words, n, refs, tt.n, tt.first)
		}
	}
	if n, _ := g.Longest(nil, nil); n != 0 {
		t.Error("no words have a name")
	}
	kept := g.Lookup("Norland", nil)
	if n, refs := g.Longest([]string{"xyz"}, kept); n != 0 || len(refs) != 1 {
		t.Errorf("what was in the list is lost: %v", refs)
	}
}

func TestLocate(t *testing.T) {
	g := open(t, small())
	tests := []struct {
		lat, lon        float64
		country, admin1 string
	}{
		{5, 5, "NOL", ""},
		{3.5, 3.5, "", ""}, // the hole
		{-5, 8, "SUR", "East Suria"},
		{-4, 1.5, "SUR", "West Suria"},
		{10.1, 5, "NOL", ""}, // off the shore
		{11, 5, "", ""},      // out at sea
		{2, 179, "NOL", ""},  // across the 180th meridian
		{2, -179, "NOL", ""},
		{2, -177, "", ""},
		{91, 0, "", ""},
		{0, 181, "", ""},
		{math.NaN(), 5, "", ""},
		{5, math.Inf(1), "", ""},
	}
	for _, tt := range tests {
		country, admin1, ok := g.Locate(tt.lat, tt.lon)
		if country != tt.country || admin1 != tt.admin1 || ok != (tt.country != "") {
			t.Errorf("%g, %g is in %q, %q, %v, want %q, %q", tt.lat, tt.lon, country, admin1, ok, tt.country, tt.admin1)
		}
	}
}

func TestBordersComeBack(t *testing.T) {
	a := small()
	b := small()
	b.Borders = open(t, a).Borders()
	g := open(t, b)
	for _, p := range [][2]float64{{5, 5}, {3.5, 3.5}, {-5, 8}, {2, -179}, {11, 5}} {
		want, _, _ := open(t, a).Locate(p[0], p[1])
		if got, _, _ := g.Locate(p[0], p[1]); got != want {
			t.Errorf("%v is in %q, want %q", p, got, want)
		}
	}
}

func TestCountries(t *testing.T) {
	g := open(t, small())
	if e, ok := g.CountryEntry("SUR"); !ok || e.Name != "Suria" {
		t.Errorf("SUR is %+v, %v", e, ok)
	}
	if _, ok := g.CountryEntry("ZZZ"); ok {
		t.Error("ZZZ is a country")
	}
	if r, ok := g.Admin1("SUR", "east suria"); !ok || g.Name(r) != "East Suria" {
		t.Errorf("East Suria is %v, %v", r, ok)
	}
	if _, ok := g.Admin1("NOL", "East Suria"); ok {
		t.Error("East Suria is in Norland")
	}
	if e := g.Entry(g.At(1 << 20)); e.ID != "parley:" || e.Kind != Unknown {
		t.Errorf("a place that is not there is %+v", e)
	}
}

func TestOpenRefuses(t *testing.T) {
	good, err := small().Compile()
	if err != nil {
		t.Fatal(err)
	}
	for n := range good {
		if _, err := Open(string(good[:n])); !errors.Is(err, parley.ErrInvalid) {
			t.Fatalf("cut to %d bytes: error %v", n, err)
		}
		flipped := slices.Clone(good)
		flipped[n] ^= 0x40
		if _, err := Open(string(flipped)); !errors.Is(err, parley.ErrInvalid) {
			t.Fatalf("byte %d flipped: error %v", n, err)
		}
	}
	if _, err := Open(string(good) + "x"); err == nil {
		t.Error("a byte too many is taken")
	}
}

func TestOpenFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "small.bin")
	if _, err := OpenFile(name); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: error %v", err)
	}
	data, err := small().Compile()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	g, err := OpenFile(name)
	if err != nil || g.Len() != 9 || len(g.Checksum()) != 8 {
		t.Errorf("opened %v, error %v", g, err)
	}
	if err := os.WriteFile(name, data[:99], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenFile(name); !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), name) {
		t.Errorf("a file cut short: error %v", err)
	}
}
