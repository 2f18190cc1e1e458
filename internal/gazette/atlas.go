package gazette

import (
	"encoding/json"
	"fmt"
	"math"

	"parley/place"
)

// topology is a file of shapes in TopoJSON.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]float64
	Objects   map[string]struct{ Geometries []geometry }
}

type geometry struct {
	Type       string
	ID         any // a string, a number or nothing
	Properties struct{ Name string }
	Arcs       json.RawMessage
}

type position struct{ lon, lat float64 }

// readTopology reads a file and undoes its quantisation.
func readTopology(file string) (*topology, [][]position, error) {
	var t topology
	if err := readJSON(file, &t); err != nil {
		return nil, nil, err
	}
	lines := make([][]position, len(t.Arcs))
	for i, arc := range t.Arcs {
		var x, y float64
		for j, d := range arc {
			x, y = x+d[0], y+d[1]
			p := position{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]}
			if j > 0 {
				p.lon = beside(p.lon, lines[i][j-1].lon)
			}
			lines[i] = append(lines[i], p)
		}
	}
	return &t, lines, nil
}

// polygons gives the rings of a geometry, polygon by polygon, as indexes of lines.
func (g *geometry) polygons() ([][][]int, error) {
	switch g.Type {
	case "Polygon":
		var one [][]int
		err := json.Unmarshal(g.Arcs, &one)
		return [][][]int{one}, err
	case "MultiPolygon":
		var all [][][]int
		err := json.Unmarshal(g.Arcs, &all)
		return all, err
	case "", "null":
		return nil, nil
	}
	return nil, fmt.Errorf("shape of type %q", g.Type)
}

// outline joins the lines of a ring. Longitudes do not jump: they may leave
// the range from -180 to 180.
func outline(lines [][]position, ring []int) []position {
	var out []position
	for _, at := range ring {
		back := at < 0
		if back {
			at = ^at
		}
		line := lines[at]
		for i := range line {
			p := line[i]
			if back {
				p = line[len(line)-1-i]
			}
			if n := len(out); n > 0 {
				p.lon = beside(p.lon, out[n-1].lon)
				if out[n-1] == p {
					continue
				}
			}
			out = append(out, p)
		}
	}
	if n := len(out); n > 0 && math.Abs(out[n-1].lon-out[0].lon) > 180 { // around the south pole
		out = append(out, position{out[n-1].lon, -90}, position{out[0].lon, -90}, out[0])
	}
	return out
}

// beside gives the longitude, of those that mean the same, that is nearest to
// another: a ring over the 180th meridian goes on at 181.
func beside(lon, other float64) float64 {
	return other + math.Remainder(lon-other, 360)
}

// centroid gives the centre of a ring and its area in square degrees at the
// equator. Positions near the poles weigh as little as they are small.
func centroid(ring []position) (centre position, area float64) {
	var cx, cy, sum, middle float64
	for _, p := range ring {
		middle += p.lat / float64(len(ring))
	}
	from := ring[0] // near by, so that the sums stay small
	for i := 1; i < len(ring); i++ {
		a, b := position{ring[i-1].lon - from.lon, ring[i-1].lat - from.lat}, position{ring[i].lon - from.lon, ring[i].lat - from.lat}
		cross := a.lon*b.lat - b.lon*a.lat
		sum += cross
		cx += (a.lon + b.lon) * cross
		cy += (a.lat + b.lat) * cross
	}
	if math.Abs(sum) < 1e-12 {
		return from, 0
	}
	return position{from.lon + cx/(3*sum), from.lat + cy/(3*sum)}, math.Abs(sum/2) * math.Cos(middle*math.Pi/180)
}

func contains(ring []position, p position) bool {
	in := false
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		if a.lat > p.lat != (b.lat > p.lat) && a.lon+(p.lat-a.lat)/(b.lat-a.lat)*(b.lon-a.lon) > p.lon {
			in = !in
		}
	}
	return in
}

// inside reports whether a point lies in a polygon: in its first ring and in
// none of the holes.
func inside(rings [][]position, p position) bool {
	odd := false
	for _, r := range rings {
		odd = odd != contains(r, p)
	}
	return odd
}

type box struct{ west, south, east, north float64 }

func bounds(rings [][]position) box {
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, r := range rings {
		for _, p := range r {
			b.west, b.east = min(b.west, p.lon), max(b.east, p.lon)
			b.south, b.north = min(b.south, p.lat), max(b.north, p.lat)
		}
	}
	return b
}

func (b box) has(p position) bool {
	return p.lon >= b.west && p.lon <= b.east && p.lat >= b.south && p.lat <= b.north
}

// simplify leaves out the points of a line that are nearer than slack to the
// line without them (Douglas and Peucker), in degrees.
func simplify(line []position, slack float64) []position {
	if len(line) < 3 {
		return line
	}
	keep := make([]bool, len(line))
	keep[0], keep[len(line)-1] = true, true
	first, last := 0, len(line)-1
	if line[0] == line[last] { // closed: the farthest point parts it
		far := 0
		for i, p := range line {
			if math.Hypot(p.lon-line[0].lon, p.lat-line[0].lat) > math.Hypot(line[far].lon-line[0].lon, line[far].lat-line[0].lat) {
				far = i
			}
		}
		keep[far] = true
		thin(line, keep, first, far, slack)
		first = far
	}
	thin(line, keep, first, last, slack)
	out := line[:0:0]
	for i, p := range line {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}

func thin(line []position, keep []bool, first, last int, slack float64) {
	if last-first < 2 {
		return
	}
	far, most := first, slack
	a, b := line[first], line[last]
	length := math.Hypot(b.lon-a.lon, b.lat-a.lat)
	for i := first + 1; i < last; i++ {
		p := line[i]
		d := math.Hypot(p.lon-a.lon, p.lat-a.lat)
		if length > 0 {
			d = math.Abs((b.lon-a.lon)*(p.lat-a.lat)-(b.lat-a.lat)*(p.lon-a.lon)) / length
		}
		if d > most {
			far, most = i, d
		}
	}
	if far == first {
		return
	}
	keep[far] = true
	thin(line, keep, first, far, slack)
	thin(line, keep, far, last, slack)
}

func vertex(p position) place.Vertex {
	return place.Vertex{Lon: int32(math.Round(p.lon * 1000)), Lat: int32(math.Round(p.lat * 1000))}
}
