package gazette

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/lexicon"
	"parley/place"
)

// site is a line of regions.tsv, points.tsv or towns.tsv.
type site struct {
	name    string
	names   []string
	kind    place.Kind
	country string
	at      position
}

// alias is a line of aliases.tsv.
type alias struct {
	name  string // to show; empty for that of the source
	names []string
	at    *position // nil for that of the source
	used  bool
}

// ownTables are the tables that the project keeps itself.
type ownTables struct {
	sites   []site
	aliases map[string]*alias
}

// readTables reads the embedded tables.
func readTables() (*ownTables, error) {
	t := &ownTables{aliases: map[string]*alias{}}
	for _, name := range []string{"data/regions.tsv", "data/points.tsv", "data/towns.tsv"} {
		if err := readTable(name, siteColumns, t.site); err != nil {
			return nil, err
		}
	}
	if err := readTable("data/aliases.tsv", aliasColumns, t.alias); err != nil {
		return nil, err
	}
	return t, nil
}

func readTable(name string, columns []string, each func(f []string) error) error {
	f, err := place.Tables().Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return lexicon.ReadTSV(f, name, columns, each)
}

// The columns of the tables.
var (
	siteColumns  = []string{"name", "names", "kind", "country", "lat", "lon"}
	aliasColumns = []string{"id", "name", "names", "lat", "lon"}
)

func (t *ownTables) site(f []string) error {
	at, err := parsePosition(f[4], f[5])
	if err != nil {
		return fmt.Errorf("%s: %w", f[0], err)
	}
	s := site{name: f[0], names: list(f[1]), kind: place.ParseKind(f[2]), country: f[3], at: at}
	if place.Fold(s.name) == "" || s.kind == place.Unknown {
		return fmt.Errorf("name %q, kind %q: %w", s.name, f[2], parley.ErrInvalid)
	}
	t.sites = append(t.sites, s)
	return nil
}

func (t *ownTables) alias(f []string) error {
	if t.aliases[f[0]] != nil {
		return fmt.Errorf("%q: the second line of an id: %w", f[0], parley.ErrInvalid)
	}
	a := &alias{name: f[1], names: list(f[2])}
	if f[3] != "" {
		at, err := parsePosition(f[3], f[4])
		if err != nil {
			return fmt.Errorf("%s: %w", f[0], err)
		}
		a.at = &at
	}
	t.aliases[f[0]] = a
	return nil
}

func parsePosition(lat, lon string) (p position, err error) {
	var errLat, errLon error
	p.lat, errLat = strconv.ParseFloat(lat, 64)
	p.lon, errLon = strconv.ParseFloat(lon, 64)
	if errLat != nil || errLon != nil || !(math.Abs(p.lat) <= 90 && math.Abs(p.lon) <= 180) {
		return p, fmt.Errorf("no position on the globe: %q, %q: %w", lat, lon, parley.ErrInvalid)
	}
	return p, nil
}

func list(column string) []string {
	if column == "" {
		return nil
	}
	return strings.Split(column, "|")
}

// apply gives a row the name and names that the tables have for it.
func (t *ownTables) apply(row *place.Row, n *names) {
	a := t.aliases[row.ID]
	if a == nil {
		return
	}
	a.used = true
	if a.at != nil {
		row.Lat, row.Lon, row.Rough = a.at.lat, a.at.lon, false
	}
	if a.name != "" {
		row.Name = a.name
		n.add(a.name, place.Main)
	}
	for _, name := range a.names {
		n.add(name, formOf(name))
	}
}

// unused reports the aliases of places that are not there.
func (t *ownTables) unused() error {
	var ids []string
	for id, a := range t.aliases {
		if !a.used {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	if ids != nil {
		return fmt.Errorf("aliases.tsv: no place %s: %w", strings.Join(ids, ", "), parley.ErrInvalid)
	}
	return nil
}

// formOf tells acronyms ("UAE", "U.K.") and abbreviations ("Tex.") from names.
func formOf(name string) place.Form {
	bare := strings.ReplaceAll(name, ".", "")
	switch {
	case len(bare) <= 5 && bare == strings.ToUpper(bare) && !strings.Contains(bare, " "):
		return place.Acronym
	case strings.HasSuffix(name, "."):
		return place.Abbreviation
	}
	return place.Alternate
}

// addSites adds the rows of the tables whose kind is wanted.
func (b *builder) addSites(want func(place.Kind) bool) {
	for _, s := range b.own.sites {
		if !want(s.kind) || s.kind == place.City && b.known(&s) {
			continue
		}
		row := place.Row{Parent: -1, Entry: place.Entry{
			ID: b.slug(&s), Name: s.name, Country: s.country, Lat: s.at.lat, Lon: s.at.lon, Kind: s.kind,
		}}
		if at, ok := b.countries[s.country]; ok {
			row.Parent = at
		}
		if s.kind == place.Point || s.kind == place.City {
			if at := b.divisions[b.provinceAt(&s)]; at > 0 {
				row.Parent = at - 1
			}
		}
		n := newNames()
		n.add(s.name, place.Main)
		for _, name := range s.names {
			n.add(name, formOf(name))
		}
		row.Names = n.list
		b.rows = append(b.rows, row)
	}
}

// slug makes an ID out of a name: "parley:lake-chad", and
// "parley:galicia-ukr" for the second place of the name.
func (b *builder) slug(s *site) string {
	id := "parley:" + strings.ReplaceAll(place.Fold(s.name), " ", "-")
	if b.slugs[id] {
		id += "-" + strings.ToLower(s.country)
	}
	b.slugs[id] = true
	return id
}

// known reports whether the sources have a town; then it gets the names.
func (b *builder) known(s *site) bool {
	for _, name := range append([]string{s.name}, s.names...) {
		for _, r := range b.byName[place.Fold(name)] {
			if r.country == s.country && math.Abs(r.lat-s.at.lat) < 0.3 && math.Abs(r.lon-s.at.lon) < 0.3 {
				r.alternates = append(append(r.alternates, s.name), s.names...)
				return true
			}
		}
	}
	return false
}

// provinceAt gives the code of the province of the nearest place of the country.
func (b *builder) provinceAt(s *site) string {
	code, best := "", math.Inf(1)
	for i := range b.places {
		r := &b.places[i]
		if r.country != s.country || r.admin1 == "" {
			continue
		}
		d := math.Hypot((r.lon-s.at.lon)*math.Cos(s.at.lat*math.Pi/180), r.lat-s.at.lat)
		if d < best {
			code, best = r.admin1, d
		}
	}
	return code
}
