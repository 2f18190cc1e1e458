package brief

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"parley/place"
)

// country is what a map shows of one country.
type country struct {
	path   strings.Builder
	area   float64 // of its largest part, in square units
	middle point   // of that
}

// land draws the countries that a map shows, and returns them by code.
func land(c *canvas, g *place.Gazetteer, p *projection) map[string]*country {
	shown := map[string]*country{}
	b := g.Borders()
	for _, ring := range b.Rings {
		for _, turn := range []float64{-360, 0, 360} {
			pts := visible(b.Lines[ring.Lines[0]], turn, p)
			if len(pts) < 3 {
				continue
			}
			one := shown[ring.Country]
			if one == nil {
				one = &country{}
				shown[ring.Country] = one
			}
			one.path.WriteString(path(pts))
			if size, middle := centre(pts); size > one.area {
				one.area, one.middle = size, middle
			}
		}
	}
	for _, code := range slices.Sorted(maps.Keys(shown)) {
		c.titled("path", attrs{"d", shown[code].path.String(), "class", "land", "fill-rule", "evenodd"}, countryName(g, code))
	}
	return shown
}

// leastArea is how large a country must be drawn to be named, in square units.
const leastArea = 500

// countryNames names countries, the largest first, where nothing else stands.
func countryNames(c *canvas, g *place.Gazetteer, p *projection, shown map[string]*country, taken []rect) {
	codes := slices.SortedFunc(maps.Keys(shown), func(a, b string) int {
		return cmp.Or(cmp.Compare(shown[b].area, shown[a].area), cmp.Compare(a, b))
	})
	for _, code := range codes {
		if shown[code].area < leastArea {
			return
		}
		name := countryName(g, code)
		half := float64(len([]rune(name))) * 4.7
		spots := []point{shown[code].middle}
		if e, ok := g.CountryEntry(code); ok {
			x, y := p.xy(e.Lon, e.Lat)
			spots = append([]point{{x, y}}, spots...)
		}
		for _, at := range spots {
			room := rect{at.x - half, at.y - 10, 2 * half, 14}
			if !p.holds(room) || slices.ContainsFunc(taken, room.meets) {
				continue
			}
			c.text(at.x, at.y, "country", strings.ToUpper(name), "text-anchor", "middle")
			taken = append(taken, room)
			break
		}
	}
}

// holds reports whether a room lies within the drawing.
func (p *projection) holds(r rect) bool {
	return r.x >= 2 && r.x+r.w <= p.width-2 && r.y >= 2 && r.y+r.h <= p.height-2
}

// centre is the area of a polygon and the middle of its mass.
func centre(pts []point) (area float64, middle point) {
	for i, b := range pts {
		a := pts[(i+len(pts)-1)%len(pts)]
		cross := a.x*b.y - b.x*a.y
		area += cross
		middle.x += (a.x + b.x) * cross
		middle.y += (a.y + b.y) * cross
	}
	if area == 0 {
		return 0, pts[0]
	}
	return math.Abs(area / 2), point{middle.x / (3 * area), middle.y / (3 * area)}
}

// point is a place in the drawing.
type point struct{ x, y float64 }

// visible is the part of a ring that the map shows; nil when it shows none.
func visible(ring []place.Vertex, turn float64, p *projection) []point {
	const milli = 1000
	west, east, south, north := 1e9, -1e9, 1e9, -1e9
	for _, v := range ring {
		lon, lat := float64(v.Lon)/milli+turn, float64(v.Lat)/milli
		west, east, south, north = min(west, lon), max(east, lon), min(south, lat), max(north, lat)
	}
	if east < p.west || west > p.east || north < p.south || south > p.north {
		return nil
	}
	var pts []point
	for _, v := range ring {
		q := point{(float64(v.Lon)/milli + turn - p.west) * p.squeeze * p.scale, (p.north - float64(v.Lat)/milli) * p.scale}
		if n := len(pts); n == 0 || far(pts[n-1], q) {
			pts = append(pts, q)
		}
	}
	const over = 4 // the edge of the drawing is no border
	pts = clip(pts, func(q point) float64 { return q.x + over })
	pts = clip(pts, func(q point) float64 { return p.width + over - q.x })
	pts = clip(pts, func(q point) float64 { return q.y + over })
	return clip(pts, func(q point) float64 { return p.height + over - q.y })
}

// path draws a polygon.
func path(pts []point) string {
	var d strings.Builder
	for i, q := range pts {
		if i == 0 {
			d.WriteString("M")
		} else {
			d.WriteString("L")
		}
		d.WriteString(num(q.x) + " " + num(q.y))
	}
	return d.String() + "Z"
}

// far reports whether two points are not nearly the same.
func far(a, b point) bool { return (a.x-b.x)*(a.x-b.x)+(a.y-b.y)*(a.y-b.y) > 1.2 }

// clip cuts a polygon at a line: it keeps the points for which inside is not negative
// (Sutherland and Hodgman, 1974).
func clip(pts []point, inside func(point) float64) (out []point) {
	for i, b := range pts {
		a := pts[(i+len(pts)-1)%len(pts)]
		da, db := inside(a), inside(b)
		if (da < 0) != (db < 0) {
			t := da / (da - db)
			out = append(out, point{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t})
		}
		if db >= 0 {
			out = append(out, b)
		}
	}
	return out
}
