package gazette

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/lexicon"
	"parley/place"
)

// Report counts what an import read.
type Report struct {
	Lines int // good lines of all files
	Bad   int // bad lines, told one by one
	Rows  int // places in the compiled file
}

// Import compiles a gazetteer from files of GeoNames: a dump (allCountries.txt,
// cities500.txt or that of a country), and, if given, alternateNamesV2.txt,
// admin1CodesASCII.txt and admin2Codes.txt, told apart by their columns. The
// project's own tables, the countries and their borders are those of the
// gazetteer that ships with the program. Each bad line is told to bad as
// "FILE:LINE: why" and left out. All kept places are in memory while it runs.
func Import(files []string, bad func(error)) ([]byte, Report, error) {
	base, err := place.Default()
	if err != nil {
		return nil, Report{}, err
	}
	own, err := readTables()
	if err != nil {
		return nil, Report{}, err
	}
	im := &importer{bad: bad, better: map[uint32]string{}, words: map[string]string{}}
	for _, want := range []source{dumpFile, namesFile, divisionsFile} { // names need the places
		for _, file := range files {
			if err := im.read(file, want); err != nil {
				return nil, im.Report, err
			}
		}
	}
	if !im.dump {
		return nil, im.Report, fmt.Errorf("no dump of places among %s: %w", strings.Join(files, ", "), parley.ErrInvalid)
	}
	data, err := im.compile(base, own, files)
	return data, im.Report, err
}

// importer gathers what the files hold.
type importer struct {
	Report
	bad       func(error)
	dump      bool
	places    []record
	ids       []uint32          // of the places, in order; made when names are read
	better    map[uint32]string // preferred English names
	words     map[string]string // see shared
	divisions [2][]division     // provinces, districts
}

// read reads a file if it is of the wanted kind.
func (im *importer) read(file string, want source) error {
	is, err := sourceOf(file)
	if err != nil || is != want {
		return err
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	bad := func(line int, why error) {
		im.Bad++
		im.bad(fmt.Errorf("%s:%d: %w", file, line, why))
	}
	switch is {
	case dumpFile:
		im.dump = true
		err = readGeoNames(f, im.place, bad)
	case namesFile:
		im.index()
		err = eachLine(f, im.name, bad)
	case divisionsFile:
		err = eachLine(f, im.division, bad)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// kept says what kind of place a feature of GeoNames is, if it is kept.
// Populated places and divisions are; of the rest what reports name, if it
// has more than one name.
func kept(r *record) place.Kind {
	switch r.class {
	case "P":
		return place.City
	case "A":
		switch r.feature {
		case "ADM1":
			return place.Province
		case "ADM2":
			return place.District
		}
		return place.Unknown
	}
	if len(r.alternates) == 0 {
		return place.Unknown
	}
	switch r.feature {
	case "SEA", "OCN", "GULF", "STRT", "LK", "LKS", "BAY", "STM", "STMM", "CNL", "RSV":
		return place.Water
	case "RGN", "ISL", "ISLS", "PEN", "DSRT", "MTS", "VAL":
		return place.Region
	case "AIRP", "AIRB", "MILB", "DAM", "PASS", "MT", "CMPRF", "PRN", "PSTB", "NVB", "PRT":
		return place.Point
	}
	return place.Unknown
}

func (im *importer) place(r record) {
	im.Lines++
	if r.kind == place.Unknown {
		return
	}
	r.alternates = slices.DeleteFunc(r.alternates, func(a string) bool { return !usable(a) })
	for i, a := range r.alternates { // lines are long; their pieces must not keep them
		r.alternates[i] = strings.Clone(a)
	}
	r.name = strings.Clone(r.name)
	if r.ascii == r.name {
		r.ascii = r.name
	} else {
		r.ascii = strings.Clone(r.ascii)
	}
	for _, s := range []*string{&r.class, &r.feature, &r.country, &r.admin1, &r.admin2, &r.changed} {
		*s = im.shared(*s)
	}
	im.places = append(im.places, r)
}

// shared gives one copy of what many lines say.
func (im *importer) shared(s string) string {
	one, known := im.words[s]
	if !known {
		one = strings.Clone(s)
		im.words[one] = one
	}
	return one
}

// index makes it quick to ask whether a place is kept.
func (im *importer) index() {
	if im.ids == nil {
		for i := range im.places {
			im.ids = append(im.ids, im.places[i].id)
		}
		slices.Sort(im.ids)
	}
}

// name reads a line of alternateNamesV2.txt: the preferred English name is the
// one to show.
func (im *importer) name(f []string) error {
	const colID, colLanguage, colName, colPreferred, colColloquial, colHistoric = 1, 2, 3, 4, 6, 7
	if len(f) < 8 {
		return fmt.Errorf("%d columns, want 8 or 10", len(f))
	}
	number, err := strconv.ParseUint(f[colID], 10, 32)
	if err != nil {
		return fmt.Errorf("id %q is no number", f[colID])
	}
	id := uint32(number)
	im.Lines++
	if f[colLanguage] != "en" || f[colPreferred] != "1" || f[colColloquial] == "1" || f[colHistoric] == "1" || !usable(f[colName]) {
		return nil
	}
	if _, found := slices.BinarySearch(im.ids, id); found && im.better[id] == "" {
		im.better[id] = strings.Clone(f[colName])
	}
	return nil
}

// division reads a line of admin1CodesASCII.txt or admin2Codes.txt.
func (im *importer) division(f []string) error {
	if len(f) != 4 {
		return fmt.Errorf("%d columns, want 4", len(f))
	}
	parts := strings.Split(f[0], ".")
	if len(parts) < 2 || len(parts) > 3 || alpha3(parts[0]) == "" || f[1] == "" {
		return fmt.Errorf("code %q, name %q: no division", f[0], f[1])
	}
	im.Lines++
	at := len(parts) - 2
	im.divisions[at] = append(im.divisions[at], division{strings.Clone(f[0]), strings.Clone(f[1])})
	return nil
}

// compile puts all together.
func (im *importer) compile(base *place.Gazetteer, own *ownTables, files []string) ([]byte, error) {
	for i := range im.places {
		r := &im.places[i]
		if name := im.better[r.id]; name != "" && name != r.name {
			r.alternates = append(r.alternates, r.name, r.ascii)
			r.name, r.ascii = name, name
		}
	}
	b := newBuilder(im.places, own)
	b.borders = base.Borders()
	for i := range base.Len() {
		if r := base.At(i); base.Kind(r) == place.Country {
			lat, lon := base.Position(r)
			b.heart[base.Country(r)] = position{lon, lat}
		}
	}
	lex, err := lexicon.Embedded()
	if err != nil {
		return nil, err
	}
	im.divide(b)
	t := b.table(lex.Countries, im.divisions, b.members())
	t.Card = b.card(Licence, baseNames(files))
	im.Rows = len(t.Rows)
	return t.Compile()
}

// divide takes positions and other names of divisions from the dump, and the
// divisions themselves where no list was given.
func (im *importer) divide(b *builder) {
	for at, kind := range []place.Kind{place.Province, place.District} {
		listed := len(im.divisions[at]) > 0
		for i := range im.places {
			r := &im.places[i]
			code := cmp.Or(r.admin2, r.admin1)
			if r.kind != kind || code == "" || (kind == place.Province) != (r.admin2 == "") {
				continue
			}
			b.centres[code] = position{r.lon, r.lat}
			b.spellings[code] = r.alternates
			if !listed {
				im.divisions[at] = append(im.divisions[at], division{code, r.name})
			}
		}
	}
}

func baseNames(files []string) []string {
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = filepath.Base(f)
	}
	return out
}
