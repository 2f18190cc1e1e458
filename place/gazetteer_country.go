package place

import "parley"

// CapitalRef gives the capital of a country by its ISO alpha-3 code: of several
// the largest.
func (g *Gazetteer) CapitalRef(iso3 string) (Ref, bool) {
	r, ok := g.capitals()[iso3]
	return r, ok
}

// findCapitals lists the capitals by country.
func (g *Gazetteer) findCapitals() map[string]Ref {
	found := map[string]Ref{}
	for i := range g.Len() {
		r := g.At(i)
		if !g.Capital(r) {
			continue
		}
		if best, ok := found[g.Country(r)]; !ok || g.Population(r) > g.Population(best) {
			found[g.Country(r)] = r
		}
	}
	return found
}

// Place describes a place, without the words that name it.
func (g *Gazetteer) Place(r Ref) parley.Place {
	e := g.Entry(r)
	return e.Place()
}

// Place describes the place that an entry tells of, without the words that name it.
func (e *Entry) Place() parley.Place {
	return parley.Place{
		Name: e.Name, Country: e.Country, Admin1: e.Admin1, Lat: e.Lat, Lon: e.Lon,
		Precision: precisions[e.Kind], Gazetteer: e.ID,
	}
}
