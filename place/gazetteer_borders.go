package place

import (
	"encoding/binary"
	"fmt"
	"math"

	"parley"
)

// Borders are the shapes of countries. Lines that two countries share are
// told once.
type Borders struct {
	Lines [][]Vertex
	Rings []Ring
}

// Vertex is a point of the earth in thousandths of a degree.
type Vertex struct{ Lon, Lat int32 }

// Ring is one closed line around land of a country, or around a hole in it.
type Ring struct {
	Country string
	Lines   []int // indexes of lines, ^i for line i backwards
}

const (
	milli     = 1000    // steps in one degree of a border
	maxPoints = 1 << 20 // of all rings together; a damaged file may ask for more
)

// shapes writes the borders: lines as differences of points, then rings.
func (w *writer) shapes(b Borders) ([]byte, error) {
	out := binary.AppendUvarint(nil, uint64(len(b.Lines)))
	for _, line := range b.Lines {
		out = binary.AppendUvarint(out, uint64(len(line)))
		var last Vertex
		for _, p := range line {
			out = binary.AppendUvarint(out, uint64(zigzag(p.Lon-last.Lon)))
			out = binary.AppendUvarint(out, uint64(zigzag(p.Lat-last.Lat)))
			last = p
		}
	}
	out = binary.AppendUvarint(out, uint64(len(b.Rings)))
	for i, r := range b.Rings {
		n, known := w.countries[r.Country]
		if !known {
			return nil, fmt.Errorf("border %d: no place is the country %q: %w", i, r.Country, parley.ErrInvalid)
		}
		out = append(out, n)
		out = binary.AppendUvarint(out, uint64(len(r.Lines)))
		for _, at := range r.Lines {
			if max(at, ^at) >= len(b.Lines) {
				return nil, fmt.Errorf("border %d: no line %d: %w", i, at, parley.ErrInvalid)
			}
			out = binary.AppendUvarint(out, uint64(zigzag(int32(at))))
		}
	}
	return out, nil
}

// Borders gives the borders back, each ring as a line of its own.
func (g *Gazetteer) Borders() Borders {
	var out Borders
	for i, o := range g.borders().rings {
		out.Lines = append(out.Lines, o.points)
		out.Rings = append(out.Rings, Ring{Country: g.code(o.country), Lines: []int{i}})
	}
	return out
}

func zigzag(v int32) uint32   { return uint32(v)<<1 ^ uint32(v>>31) }
func unzigzag(v uint32) int32 { return int32(v>>1) ^ -int32(v&1) }

// borders are the rings, ready to be asked.
type borders struct{ rings []ring }

type ring struct {
	country                byte
	west, south, east, top int32
	points                 []Vertex // the first is the last again
}

// reader reads numbers until the data ends; then it is broken, and gives zeros.
type reader struct {
	data   string
	broken bool
}

func (r *reader) number() int {
	v, n := uvarint(r.data)
	if n == 0 {
		r.broken = true
		return 0
	}
	r.data = r.data[n:]
	return int(v)
}

// count reads how many things follow; each takes a byte at least.
func (r *reader) count() int {
	n := r.number()
	if n > len(r.data) {
		r.broken = true
		return 0
	}
	return n
}

// readBorders unpacks the borders. Of a damaged file it gives what comes
// before the damage.
func (g *Gazetteer) readBorders() *borders {
	r := &reader{data: g.shapes}
	lines := make([][]Vertex, r.count())
	for i := range lines {
		lines[i] = r.line()
	}
	b := &borders{rings: make([]ring, 0, r.count())}
	for total := 0; len(b.rings) < cap(b.rings) && !r.broken && len(r.data) > 0; {
		one := ring{country: r.data[0]}
		r.data = r.data[1:]
		for range r.count() {
			at := int(unzigzag(uint32(r.number())))
			back := at < 0
			if back {
				at = ^at
			}
			if at >= len(lines) || total+len(lines[at]) > maxPoints {
				return b
			}
			total += len(lines[at])
			one.join(lines[at], back)
		}
		one.measure()
		b.rings = append(b.rings, one)
	}
	return b
}

func (r *reader) line() []Vertex {
	points := make([]Vertex, r.count())
	var last Vertex
	for i := range points {
		last.Lon += unzigzag(uint32(r.number()))
		last.Lat += unzigzag(uint32(r.number()))
		points[i] = last
	}
	return points
}

// join goes on with a line. Longitudes do not jump at the 180th meridian: they
// leave the range from -180 to 180.
func (o *ring) join(line []Vertex, back bool) {
	for i := range line {
		p := line[i]
		if back {
			p = line[len(line)-1-i]
		}
		n := len(o.points)
		if n > 0 {
			turns := math.Round((float64(o.points[n-1].Lon) - float64(p.Lon)) / (360 * milli))
			p.Lon += int32(turns) * 360 * milli
		}
		if n == 0 || o.points[n-1] != p {
			o.points = append(o.points, p)
		}
	}
}

// measure closes the ring and notes its bounds.
func (o *ring) measure() {
	if n := len(o.points); n > 0 && o.points[n-1].Lon != o.points[0].Lon { // around the south pole
		o.points = append(o.points, Vertex{o.points[n-1].Lon, -90 * milli}, Vertex{o.points[0].Lon, -90 * milli}, o.points[0])
	}
	o.west, o.south, o.east, o.top = math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32
	for _, p := range o.points {
		o.west, o.east = min(o.west, p.Lon), max(o.east, p.Lon)
		o.south, o.top = min(o.south, p.Lat), max(o.top, p.Lat)
	}
}

// crosses counts how often a line from the point to the east meets the ring.
func (o *ring) crosses(lon, lat float64) (n int) {
	if lat < float64(o.south) || lat > float64(o.top) || lon > float64(o.east) || lon < float64(o.west) {
		return 0
	}
	for i := 1; i < len(o.points); i++ {
		a, b := o.points[i-1], o.points[i]
		ay, by := float64(a.Lat), float64(b.Lat)
		if ay > lat == (by > lat) {
			continue
		}
		if x := float64(a.Lon) + (lat-ay)/(by-ay)*float64(b.Lon-a.Lon); x > lon {
			n++
		}
	}
	return n
}

// at gives the country whose land holds a point, 0 for none.
func (b *borders) at(lon, lat float64) byte {
	var odd [256]bool
	for i := range b.rings {
		o := &b.rings[i]
		if (o.crosses(lon, lat)+o.crosses(lon-360*milli, lat)+o.crosses(lon+360*milli, lat))%2 == 1 {
			odd[o.country] = !odd[o.country]
		}
	}
	for n, in := range odd {
		if in && n > 0 {
			return byte(n)
		}
	}
	return 0
}

// beside gives the country whose land comes nearest to a point, if it comes
// within reach (degrees of latitude).
func (b *borders) beside(lon, lat, reach float64) (country byte) {
	best := reach * milli
	squeeze := max(math.Cos(lat/milli*math.Pi/180), 0.01)
	wide := best / squeeze
	for i := range b.rings {
		o := &b.rings[i]
		lon := lon
		if lon+360*milli <= float64(o.east)+wide {
			lon += 360 * milli
		} else if lon-360*milli >= float64(o.west)-wide {
			lon -= 360 * milli
		}
		if lon < float64(o.west)-wide || lon > float64(o.east)+wide || lat < float64(o.south)-best || lat > float64(o.top)+best {
			continue
		}
		for j := 1; j < len(o.points); j++ {
			if d := distanceTo(o.points[j-1], o.points[j], lon, lat, squeeze); d < best {
				best, country = d, o.country
			}
		}
	}
	return country
}

// distanceTo is how far a point is from the line between a and b.
func distanceTo(a, b Vertex, lon, lat, squeeze float64) float64 {
	ax, ay := (float64(a.Lon)-lon)*squeeze, float64(a.Lat)-lat
	dx, dy := float64(b.Lon-a.Lon)*squeeze, float64(b.Lat-a.Lat)
	along := 0.0
	if sq := dx*dx + dy*dy; sq > 0 {
		along = min(max(-(ax*dx+ay*dy)/sq, 0), 1)
	}
	return math.Hypot(ax+along*dx, ay+along*dy)
}
