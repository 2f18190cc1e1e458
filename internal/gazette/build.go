package gazette

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/lexicon"
	"parley/place"
)

// builder gathers the rows of a gazetteer. Rows stand in this order:
// countries, regions and waters of the project's own tables, provinces,
// districts, sites and towns of the tables, places by population.
type builder struct {
	places    []record
	byName    map[string][]*record // places of the names that are asked for
	countries map[string]int       // ISO alpha-3 to row
	divisions map[string]int       // code to row plus 1
	centres   map[string]position
	borders   place.Borders
	heart     map[string]position // of countries
	spellings map[string][]string // other names of divisions, by code
	own       *ownTables
	slugs     map[string]bool
	rows      []place.Row
}

func newBuilder(places []record, own *ownTables) *builder {
	b := &builder{
		own: own, slugs: map[string]bool{},
		places: places, byName: map[string][]*record{}, countries: map[string]int{}, divisions: map[string]int{},
		centres: map[string]position{}, heart: map[string]position{}, spellings: map[string][]string{},
	}
	slices.SortStableFunc(b.places, func(x, y record) int {
		return cmp.Or(cmp.Compare(y.population, x.population), cmp.Compare(x.id, y.id), cmp.Compare(x.name, y.name),
			cmp.Compare(x.lat, y.lat), cmp.Compare(x.lon, y.lon))
	})
	return b
}

// index finds the places after which divisions are named, the towns of the
// tables, and the capitals of the lexicon by their names.
func (b *builder) index(countries []lexicon.Country, divisions ...[]division) {
	wanted := map[string]bool{}
	for _, list := range divisions {
		for _, d := range list {
			wanted[place.Fold(strip(d.name))] = true
		}
	}
	for _, s := range b.own.sites {
		for _, name := range append([]string{s.name}, s.names...) {
			wanted[place.Fold(name)] = true
		}
	}
	for _, c := range countries {
		for _, name := range c.Capitals {
			wanted[place.Fold(name)] = true
		}
	}
	for i := range b.places {
		if r := &b.places[i]; r.kind == place.City {
			for _, key := range ofPlace(r).seen {
				if wanted[key] {
					b.byName[key] = append(b.byName[key], r)
				}
			}
		}
	}
}

// omitted lists names of countries in the lexicon that name something else as
// often, or are no names of places.
var omitted = strings.Fields("Saudi ROC OPT CAR Formosa Malagasy")

var omittedPhrases = []string{"Jewish state", "Islamic Republic", "Hashemite Kingdom", "Kingdom of the Netherlands", "the States"}

// addCountries adds the countries that the lexicon knows.
func (b *builder) addCountries(countries []lexicon.Country) {
	people := map[string]int{} // by country
	for _, r := range b.places {
		if r.kind == place.City && r.feature != "PPLX" {
			people[r.country] += r.population
		}
	}
	b.markCapitals(countries)
	for _, c := range countries {
		if c.Dates != (lexicon.Dates{}) {
			continue // former states are in the table of regions
		}
		heart, ok := b.heart[c.Code]
		if !ok {
			if heart, ok = b.middle(c.Code); !ok {
				continue
			}
		}
		n := newNames()
		n.add(c.Name, place.Main)
		for _, name := range c.Names {
			if !slices.Contains(omitted, name) && !slices.Contains(omittedPhrases, name) {
				n.add(name, formOf(name))
			}
		}
		row := place.Row{Parent: -1, Entry: place.Entry{
			ID: "iso:" + c.Code, Name: c.Name, Country: c.Code, Lat: heart.lat, Lon: heart.lon, Kind: place.Country, Population: people[c.Code],
		}}
		b.own.apply(&row, n)
		row.Names = n.list
		b.countries[c.Code] = len(b.rows)
		b.rows = append(b.rows, row)
	}
}

// markCapitals makes the first of the capitals that the lexicon names the
// capital where GeoNames has none.
func (b *builder) markCapitals(countries []lexicon.Country) {
	have := map[string]bool{}
	for i := range b.places {
		have[b.places[i].country] = have[b.places[i].country] || b.places[i].feature == "PPLC"
	}
	for _, c := range countries {
		if have[c.Code] || len(c.Capitals) == 0 || c.Dates != (lexicon.Dates{}) {
			continue
		}
		for _, r := range b.byName[place.Fold(c.Capitals[0])] { // populous ones first
			if r.country == c.Code {
				r.feature = "PPLC"
				break
			}
		}
	}
}

// middle is where the people of a country without a shape live.
func (b *builder) middle(code string) (position, bool) {
	for i := range b.places {
		if r := &b.places[i]; r.country == code && r.kind == place.City { // the most populous comes first
			return position{r.lon, r.lat}, true
		}
	}
	return position{}, false
}

// addPlaces adds the populated places.
func (b *builder) addPlaces() {
	for i := range b.places {
		r := &b.places[i]
		if r.kind == place.Province || r.kind == place.District {
			continue
		}
		parent := -1
		if at, ok := b.countries[r.country]; ok {
			parent = at
		}
		if at := cmp.Or(b.divisions[r.admin2], b.divisions[r.admin1]); at > 0 {
			parent = at - 1
		}
		e := place.Entry{
			ID: fmt.Sprintf("geonames:%d", r.id), Name: shown(r), Country: r.country, Lat: r.lat, Lon: r.lon,
			Population: r.population, Kind: r.kind, Capital: r.feature == "PPLC",
			Quarter: r.feature == "PPLX", Gone: slices.Contains([]string{"PPLH", "PPLQ", "PPLW", "PPLCH"}, r.feature),
		}
		if r.id == 0 {
			e.ID = fmt.Sprintf("at:%.4f,%.4f", r.lat, r.lon)
		}
		switch r.feature {
		case "PPLC", "PPLA":
			e.Seat = 1
		case "PPLA2":
			e.Seat = 2
		}
		row := place.Row{Entry: e, Parent: parent}
		n := ofPlace(r)
		b.own.apply(&row, n)
		if row.Names = n.list; len(n.list) > 0 {
			b.rows = append(b.rows, row)
		}
	}
}

// merge adds the records of a second, newer source that the first one lacks:
// no place of the country bears the name within a tenth of a degree. The
// others get their divisions from it, which may have been drawn anew.
func merge(first, second []record) []record {
	type key struct{ country, name string }
	known := map[key][]int{}
	for i, r := range first {
		for _, name := range []string{r.name, r.ascii} {
			k := key{r.country, place.Fold(name)}
			known[k] = append(known[k], i)
		}
	}
	spots := map[[2]int32]int{}
	spot := func(r *record) [2]int32 {
		return [2]int32{int32(math.Round(r.lat * 500)), int32(math.Round(r.lon * 500))}
	}
	for i := range first {
		spots[spot(&first[i])] = i + 1
	}
	out := first
	for i := range second {
		r := &second[i]
		near := func(at int) bool {
			return math.Abs(first[at].lat-r.lat) < 0.1 && math.Abs(first[at].lon-r.lon) < 0.1
		}
		same := spots[spot(r)] - 1
		if list := known[key{r.country, place.Fold(r.name)}]; slices.ContainsFunc(list, near) {
			same = list[slices.IndexFunc(list, near)]
		}
		if same < 0 {
			out = append(out, *r)
		} else if r.admin1 != "" && out[same].country == r.country {
			out[same].admin1, out[same].admin2 = r.admin1, r.admin2
		}
	}
	return out
}

func (b *builder) card(licence string, sources []string) place.Card {
	date := ""
	for _, r := range b.places {
		date = max(date, r.changed)
	}
	counts := map[string]int{}
	for _, r := range b.rows {
		counts[r.Kind.String()]++
	}
	return place.Card{Date: date, Licence: licence, Sources: sources, Counts: counts}
}
