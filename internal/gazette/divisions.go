package gazette

import (
	"cmp"
	"slices"
	"strings"

	"parley/place"
)

// members are the places of a division, by its code.
type members map[string][]*record

func (b *builder) members() members {
	m := members{}
	for i := range b.places {
		r := &b.places[i]
		if r.kind != place.City {
			continue
		}
		if r.admin1 != "" {
			m[r.admin1] = append(m[r.admin1], r)
		}
		if r.admin2 != "" {
			m[r.admin2] = append(m[r.admin2], r)
		}
	}
	return m
}

// addDivisions adds the rows of all provinces or districts of a list.
func (b *builder) addDivisions(list []division, kind place.Kind, of members) {
	slices.SortStableFunc(list, func(x, y division) int { return cmp.Compare(x.code, y.code) })
	for _, d := range list {
		parts := strings.SplitN(d.code, ".", 3)
		country := alpha3(parts[0])
		if country == "" || d.name == "" || b.divisions[d.code] != 0 {
			continue
		}
		parent, known := b.countries[country]
		if kind == place.District && len(parts) == 3 {
			if p, ok := b.divisions[parts[0]+"."+parts[1]]; ok {
				parent, known = p-1, true
			}
		}
		if !known {
			parent = -1
		}
		row := place.Row{Parent: parent, Entry: place.Entry{ID: "geonames:" + d.code, Name: d.name, Country: country, Kind: kind}}
		n := ofDivision(d.name, country, kind)
		if kind == place.Province {
			row.Name = strip(d.name)
		}
		if transliterated(row.Name, country) {
			row.Name = bare(row.Name)
		}
		places := of[d.code]
		if in := home(places); in != "" && in != country {
			row.Country = in
			if at, ok := b.countries[in]; ok && kind == place.Province {
				row.Parent = at
			}
		}
		b.settle(&row, d, places)
		for _, name := range b.spellings[d.code] {
			n.add(name, place.Alternate)
		}
		borrow(n, place.Fold(strip(d.name)), places)
		b.own.apply(&row, n)
		row.Names = n.list
		b.rows = append(b.rows, row)
		b.divisions[d.code] = len(b.rows)
	}
}

// home gives the country of most of the places of a division: what is told as
// Morocco's may lie in Western Sahara.
func home(places []*record) string {
	count := map[string]int{}
	for _, r := range places {
		count[r.country]++
	}
	return most(count)
}

// settle gives a division its position and population: the centre of its
// shape, else its seat, else the middle of its people, else a place of its
// name, else what is above it.
func (b *builder) settle(row *place.Row, d division, places []*record) {
	lat, lon, weight := 0.0, 0.0, 0.0
	var seat *record
	want := "PPLA"
	if row.Kind == place.District {
		want = "PPLA2"
	}
	for _, r := range places {
		if r.feature != "PPLX" {
			row.Population += r.population
		}
		w := float64(max(r.population, 100))
		lat, lon, weight = lat+w*r.lat, lon+w*r.lon, weight+w
		if (r.feature == want || r.feature == "PPLC" && want == "PPLA") && (seat == nil || r.population > seat.population) {
			seat = r
		}
	}
	if c, ok := b.centres[d.code]; ok {
		row.Lat, row.Lon = c.lat, c.lon
		return
	}
	switch same := b.namesake(row, d.name); {
	case seat != nil:
		row.Lat, row.Lon = seat.lat, seat.lon
	case weight > 0 && !b.spread(places):
		row.Lat, row.Lon = lat/weight, lon/weight
	case same != nil:
		row.Lat, row.Lon = same.lat, same.lon
	case row.Parent >= 0:
		row.Lat, row.Lon, row.Rough = b.rows[row.Parent].Lat, b.rows[row.Parent].Lon, true
	}
}

// spread reports whether places lie on both sides of the 180th meridian, so
// that their mean is nowhere.
func (b *builder) spread(places []*record) bool {
	west, east := 180.0, -180.0
	for _, r := range places {
		west, east = min(west, r.lon), max(east, r.lon)
	}
	return east-west > 180
}

// namesake finds the populous place of the row's province that bears its name.
func (b *builder) namesake(row *place.Row, name string) *record {
	if row.Parent < 0 {
		return nil
	}
	var best *record
	for _, r := range b.byName[place.Fold(strip(name))] {
		in := r.country == row.Country
		if row.Kind == place.District {
			in = in && "geonames:"+r.admin1 == b.rows[row.Parent].ID
		}
		if in && (best == nil || r.population > best.population) {
			best = r
		}
	}
	return best
}

// borrow gives a division the other spellings of the place after which it is
// named: Kandahar province is Qandahar province too.
func borrow(n *names, key string, places []*record) {
	if len(key) < 3 {
		return
	}
	var best *record
	for _, r := range places {
		if (r.feature == "PPLA" || r.feature == "PPLC" || r.feature == "PPLA2") && (best == nil || r.population > best.population) {
			best = r
		}
	}
	if best == nil {
		return
	}
	own := ofPlace(best).list
	if !slices.ContainsFunc(own, func(name place.Name) bool { return place.Fold(name.Text) == key }) {
		return
	}
	for _, name := range own {
		if k := place.Fold(name.Text); strings.HasPrefix(k, key[:1]) || similar(k, key) {
			n.add(name.Text, place.Alternate)
		}
	}
}

// similar reports whether two names differ by what spellings differ by: the
// first letter apart, they share most of their consonants.
func similar(a, b string) bool {
	return skeleton(a) == skeleton(b)
}

func skeleton(s string) string {
	out := strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouyh '", r) {
			return -1
		}
		return r
	}, strings.NewReplacer("q", "k", "c", "k", "v", "w").Replace(s))
	return out
}
