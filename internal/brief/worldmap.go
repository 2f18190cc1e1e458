package brief

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"parley"
	"parley/place"
)

// worldMap is where incidents took place.
type worldMap struct {
	Drawing drawing
	Legend  []legend
	Spots   []spot // the busiest first
	Wide    []spot // known by country or region only; not drawn
	Unknown int    // incidents without a place
}

// spot is a place with its incidents.
type spot struct {
	Name                  string
	Precision             string
	Cooperation, Conflict int
	Notes                 prose

	lat, lon float64
	area     bool // a district or a province: the place is somewhere around there
}

// maxSpotNotes is how many incidents of a place are pointed to.
const maxSpotNotes = 6

// newMap sorts incidents by place; nil when there are none.
func newMap(incidents []parley.Incident, ns *notes, draw bool) *worldMap {
	if len(incidents) == 0 {
		return nil
	}
	m := &worldMap{}
	by := map[string]*spot{}
	for i := range incidents {
		in := &incidents[i]
		if !in.Place.Located() {
			m.Unknown++
			continue
		}
		s := by[in.Place.Gazetteer+in.Place.Name+in.Place.Admin1+in.Place.Country]
		if s == nil {
			s = newSpot(&in.Place, ns.world)
			by[in.Place.Gazetteer+in.Place.Name+in.Place.Admin1+in.Place.Country] = s
		}
		s.count(in)
		if len(s.Notes) < maxSpotNotes {
			s.Notes = s.Notes.note(ns.ofIncident(in))
		}
	}
	m.sort(by)
	if draw && len(m.Spots) > 0 {
		m.draw(ns.world)
	}
	return m
}

func newSpot(p *parley.Place, g *place.Gazetteer) *spot {
	parts := []string{oneLine(p.Name)}
	for _, part := range []string{oneLine(p.Admin1), countryName(g, p.Country)} {
		if part != "" && part != parts[len(parts)-1] && p.Precision != "country" {
			parts = append(parts, part)
		}
	}
	return &spot{
		Name: shorten(strings.Join(parts, ", "), maxName), Precision: p.Precision, lat: p.Lat, lon: p.Lon,
		area: p.Precision == "district" || p.Precision == "province",
	}
}

// count adds an incident.
func (s *spot) count(in *parley.Incident) {
	if strings.HasSuffix(in.Quad, "conflict") {
		s.Conflict++
	} else {
		s.Cooperation++
	}
}

func (s *spot) total() int { return s.Cooperation + s.Conflict }

// sort tells places that can be drawn from those that would be a dot in the middle of nowhere.
func (m *worldMap) sort(by map[string]*spot) {
	for _, key := range slices.Sorted(maps.Keys(by)) {
		s := by[key]
		if s.Precision == "country" || s.Precision == "region" {
			m.Wide = append(m.Wide, *s)
		} else {
			m.Spots = append(m.Spots, *s)
		}
	}
	for _, l := range [][]spot{m.Spots, m.Wide} {
		slices.SortStableFunc(l, func(a, b spot) int { return cmp.Or(cmp.Compare(b.total(), a.total()), cmp.Compare(a.Name, b.Name)) })
	}
}

// projection maps degrees to the drawing: equirectangular, true to scale at its middle.
type projection struct {
	west, south, east, north float64 // degrees; east may lie beyond 180
	squeeze, scale           float64
	width, height            float64
}

const (
	mapWidth  = 1000.0
	leastSpan = 5.0 // degrees that a map shows at least
)

// fit makes the projection that shows all spots with a margin.
func fit(spots []spot) projection {
	p := projection{south: 90, north: -90, width: mapWidth}
	var lons []float64
	for i := range spots {
		p.south, p.north = min(p.south, spots[i].lat), max(p.north, spots[i].lat)
		lons = append(lons, spots[i].lon)
	}
	p.west, p.east = arc(lons)
	p.squeeze = math.Cos((p.south + p.north) / 2 * math.Pi / 180)
	p.squeeze = max(0.2, p.squeeze)
	high := max(leastSpan, (p.north-p.south)*1.3)
	wide := max(leastSpan*2, (p.east-p.west)*1.3*p.squeeze) // in degrees of latitude
	// neither a ribbon nor a tower
	wide = max(wide, high*1.7)
	high = max(high, wide*0.45)
	if wide > 360*p.squeeze {
		wide = 360 * p.squeeze
	}
	midLat, midLon := (p.south+p.north)/2, (p.west+p.east)/2
	high = min(high, 170)
	p.south, p.north = midLat-high/2, midLat+high/2
	if p.south < -88 {
		p.south, p.north = -88, -88+high
	}
	if p.north > 88 {
		p.south, p.north = 88-high, 88
	}
	p.west, p.east = midLon-wide/2/p.squeeze, midLon+wide/2/p.squeeze
	p.scale = p.width / wide
	p.height = high * p.scale
	return p
}

// arc is the shortest stretch of longitudes that holds all of them.
func arc(lons []float64) (west, east float64) {
	slices.Sort(lons)
	n := len(lons)
	west, east = lons[0], lons[n-1]
	widest := 360 - (east - west)
	for i := 1; i < n; i++ {
		if gap := lons[i] - lons[i-1]; gap > widest {
			widest, west, east = gap, lons[i], lons[i-1]+360
		}
	}
	return west, east
}

// xy is the place of a point in the drawing.
func (p *projection) xy(lon, lat float64) (x, y float64) {
	if lon < p.west {
		lon += 360
	}
	return (lon - p.west) * p.squeeze * p.scale, (p.north - lat) * p.scale
}

// draw draws land, then the spots, the busiest first so that small ones lie on top.
func (m *worldMap) draw(g *place.Gazetteer) {
	p := fit(m.Spots)
	c := &canvas{}
	c.el("rect", box(0, 0, p.width, p.height, "sea"))
	shown := land(c, g, &p)
	most := m.Spots[0].total()
	taken := []rect{}
	for i := range m.Spots {
		taken = append(taken, drawSpot(c, &m.Spots[i], &p, most))
	}
	taken = labels(c, m.Spots, &p, taken, most)
	countryNames(c, g, &p, shown, append(taken, scaleBar(c, &p)))
	m.Drawing = c.finish("map", "map", p.width, p.height, "Where it happened", m.summary())
	m.Legend = mapLegend(m)
}

func mapLegend(m *worldMap) []legend {
	out := []legend{
		legendOf("mostly conflict", func(c *canvas) { c.el("circle", circle(0, 0, 6, "spot conf")) }),
		legendOf("mostly cooperation", func(c *canvas) { c.el("path", attrs{"d", diamond(0, 0, 7), "class", "spot coop"}) }),
	}
	if slices.ContainsFunc(m.Spots, func(s spot) bool { return s.area }) {
		out = append(out, legendOf("ring: somewhere in this district or province", func(c *canvas) { c.el("circle", circle(0, 0, 6.5, "area conf")) }))
	}
	return append(out, legendOf("larger: more incidents", func(c *canvas) {
		c.el("circle", circle(-6, 0, 3, "spot conf"))
		c.el("circle", circle(5, 0, 6.5, "spot conf"))
	}))
}

func diamond(x, y, r float64) string {
	return fmt.Sprintf("M%s %sL%s %s %s %s %s %sZ", num(x), num(y-r), num(x+r), num(y), num(x), num(y+r), num(x-r), num(y))
}

// rect is room that is taken.
type rect struct{ x, y, w, h float64 }

func (a rect) meets(b rect) bool {
	return a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h
}

// scaleBar draws a round number of kilometres, right in the middle of the map's height,
// and returns what room it takes.
func scaleBar(c *canvas, p *projection) rect {
	const perDegree = 111.2 // kilometres
	most := 160 / p.scale * perDegree
	km := math.Pow(10, math.Floor(math.Log10(most)))
	for _, f := range []float64{5, 2} {
		if f*km <= most {
			km *= f
			break
		}
	}
	w, x, y := km/perDegree*p.scale, 14.0, p.height-14
	c.el("path", attrs{"d", fmt.Sprintf("M%s %sv5h%sv-5", num(x), num(y-5), num(w)), "class", "scalebar"})
	c.text(x+w+6, y+1, "tick", thousands(int(km))+" km")
	return rect{0, y - 14, x + w + 70, 28}
}

// size is the radius of a spot: the area grows with the number of incidents.
func (s *spot) size(most int) float64 {
	r := 5 + 13*math.Sqrt(float64(s.total())/float64(max(most, 12)))
	if s.area {
		r += 6
	}
	return r
}

// drawSpot draws a dot, a diamond or a ring, and returns what room it takes.
func drawSpot(c *canvas, s *spot, p *projection, most int) rect {
	x, y := p.xy(s.lon, s.lat)
	r := s.size(most)
	class := "spot"
	if s.area {
		class = "area"
	}
	title := fmt.Sprintf("%s (%s): %d conflictual, %d cooperative", s.Name, s.Precision, s.Conflict, s.Cooperation)
	if s.Conflict >= s.Cooperation {
		c.titled("circle", circle(x, y, r, class+" conf"), title)
	} else {
		c.titled("path", attrs{"d", diamond(x, y, r*1.2), "class", class + " coop"}, title)
	}
	return rect{x - r, y - r, 2 * r, 2 * r}
}

// labels names the busiest spots where there is room, and returns what room is taken then.
func labels(c *canvas, spots []spot, p *projection, taken []rect, most int) []rect {
	const high, perChar = 15.0, 7.2
	for i := range spots {
		s := &spots[i]
		name, _, _ := strings.Cut(s.Name, ",")
		name = shorten(name, 24)
		x, y := p.xy(s.lon, s.lat)
		r, w := s.size(most)*1.2+3, float64(len([]rune(name)))*perChar
		for _, at := range []struct {
			x, y   float64
			anchor string
			dx     float64
		}{{x + r, y, "start", 0}, {x - r, y, "end", -w}, {x, y - r - 7, "middle", -w / 2}, {x, y + r + 7, "middle", -w / 2}} {
			room := rect{at.x + at.dx, at.y - high/2, w, high}
			if !p.holds(room) || slices.ContainsFunc(taken, room.meets) {
				continue
			}
			c.text(at.x, at.y+4.5, "place", name, "text-anchor", at.anchor)
			taken = append(taken, room)
			break
		}
	}
	return taken
}

// summary tells the map in words.
func (m *worldMap) summary() string {
	n := 0
	for i := range m.Spots {
		n += m.Spots[i].total()
	}
	s := count(n, "incident") + " at " + count(len(m.Spots), "place") + "."
	top := []string{}
	for i := range m.Spots[:min(3, len(m.Spots))] {
		top = append(top, fmt.Sprintf("%s (%d)", m.Spots[i].Name, m.Spots[i].total()))
	}
	return s + " Most: " + strings.Join(top, "; ") + "."
}
