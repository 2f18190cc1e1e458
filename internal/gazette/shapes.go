package gazette

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parley/place"
)

// slack is how far a border may be off after it is simplified, in degrees.
const slack = 0.004

// slackOf spares the smallest islands and states: they would be lost.
func slackOf(line []position) float64 {
	if b := bounds([][]position{line}); len(line) > 1 && line[0] == line[len(line)-1] && b.east-b.west < 0.2 && b.north-b.south < 0.2 {
		return slack / 10
	}
	return slack
}

// atlasNames gives the country of shapes that have no number in the atlas and
// may hold no place.
var atlasNames = map[string]string{
	"Siachen Glacier": "IND", "Coral Sea Is.": "AUS", "Clipperton I.": "FRA", "Serranilla Bank": "COL", "Kosovo": "XKX", "Somaliland": "SOM",
	"N. Cyprus": "CYP", "Cyprus U.N. Buffer Zone": "CYP", "Dhekelia": "CYP", "Akrotiri": "CYP", "USNB Guantanamo Bay": "CUB", "Baikonur": "KAZ",
}

// near holds the populated places by cells of one degree.
type near map[[2]int][]*record

func (b *builder) near() near {
	n := near{}
	for i := range b.places {
		if r := &b.places[i]; r.kind == place.City {
			c := [2]int{int(math.Floor(r.lon)), int(math.Floor(r.lat))}
			n[c] = append(n[c], r)
		}
	}
	return n
}

// within calls each for all places in a polygon.
func (n near) within(rings [][]position, each func(*record)) {
	box := bounds(rings)
	for x := math.Floor(box.west); x <= box.east; x++ {
		for y := math.Floor(box.south); y <= box.north; y++ {
			home := math.Mod(x+540, 360) - 180 // the cell, where the polygon goes beyond 180 degrees
			for _, r := range n[[2]int{int(home), int(y)}] {
				if p := (position{r.lon + x - home, r.lat}); box.has(p) && inside(rings, p) {
					each(r)
				}
			}
		}
	}
}

// readBorders takes the borders of countries from the atlas. A polygon belongs
// to the country that has most of the places in it: overseas departments are
// countries of their own, and Crimea is where GeoNames, like the United
// Nations, has it. One without places belongs to whom the atlas says.
func (b *builder) readBorders(file string, n near) error {
	t, lines, err := readTopology(file)
	if err != nil {
		return err
	}
	for _, line := range lines {
		b.borders.Lines = append(b.borders.Lines, thinned(line))
	}
	parts := map[string][]part{}
	for _, g := range t.Objects["countries"].Geometries {
		polygons, err := g.polygons()
		if err != nil {
			return fmt.Errorf("%s: %s: %w", file, g.Properties.Name, err)
		}
		own := cmp.Or(numericCode(fmt.Sprint(g.ID)), atlasNames[g.Properties.Name])
		for _, polygon := range polygons {
			p := newPart(lines, polygon)
			code := b.allot(own, p, n)
			if code == "" {
				continue
			}
			parts[code] = append(parts[code], p)
			for _, ring := range polygon {
				b.borders.Rings = append(b.borders.Rings, place.Ring{Country: code, Lines: ring})
			}
		}
	}
	of := map[string][]*record{}
	for i := range b.places {
		if r := &b.places[i]; r.kind == place.City {
			of[r.country] = append(of[r.country], r)
		}
	}
	for code, list := range parts {
		b.heart[code] = ashore(heart(list), list, of[code])
	}
	return nil
}

// thinned simplifies a line and gives it in thousandths of a degree.
func thinned(line []position) (out []place.Vertex) {
	for _, p := range simplify(line, slackOf(line)) {
		if v := vertex(p); len(out) == 0 || out[len(out)-1] != v {
			out = append(out, v)
		}
	}
	return out
}

// allot says which country a polygon of the atlas belongs to.
func (b *builder) allot(own string, p part, n near) string {
	if own == "MAR" || own == sahara {
		b.cutSahara(own, p.rings[0], n)
		return own
	}
	return cmp.Or(n.owner(p.rings, own), own)
}

// dependent lists the countries with lands far away that the atlas does not
// tell from them.
var dependent = []string{"NOR", "NZL", "FRA", "NLD", "AUS", "GBR", "USA"}

// owner gives the country of most places in a polygon, "" when there is none.
// Of dependent lands places beside the polygon count too: they are small, and
// their towns lie at the shore.
func (n near) owner(rings [][]position, own string) string {
	count := map[string]int{}
	each := func(r *record) { count[r.country]++ }
	if n.within(rings, each); len(count) == 0 && slices.Contains(dependent, own) {
		b := bounds(rings)
		n.within([][]position{{{b.west, b.south}, {b.west, b.north}, {b.east, b.north}, {b.east, b.south}, {b.west, b.south}}}, each)
	}
	return most(count)
}

func most(count map[string]int) string {
	best := ""
	for _, k := range slices.Sorted(maps.Keys(count)) {
		if best == "" || count[k] > count[best] {
			best = k
		}
	}
	return best
}

// part is one polygon of a country.
type part struct {
	centre position
	area   float64
	rings  [][]position
}

// newPart joins the lines of a polygon.
func newPart(lines [][]position, polygon [][]int) part {
	p := part{rings: make([][]position, len(polygon))}
	for i, ring := range polygon {
		p.rings[i] = outline(lines, ring)
	}
	if len(p.rings) > 0 && len(p.rings[0]) > 0 {
		p.centre, p.area = centroid(p.rings[0])
	}
	return p
}

// ashore gives the place nearest to the middle of a land that lies outside
// it: at sea between islands, or across the border from a crescent.
func ashore(middle position, parts []part, places []*record) position {
	for _, p := range parts {
		if inside(p.rings, middle) || inside(p.rings, position{middle.lon + 360, middle.lat}) {
			return middle
		}
	}
	out, best := middle, math.Inf(1)
	for _, r := range places {
		d := math.Hypot(math.Remainder(r.lon-middle.lon, 360)*math.Cos(middle.lat*math.Pi/180), r.lat-middle.lat)
		if d < best {
			out, best = position{r.lon, r.lat}, d
		}
	}
	return out
}

// heartland is how far the parts of a country may lie from its largest one to
// count for its centre, in degrees: Corsica does, Alaska does not.
const heartland = 22

// heart is the centre of a country: that of its largest part and of the parts
// within reach of it.
func heart(parts []part) position {
	big := slices.MaxFunc(parts, func(a, b part) int { return cmp.Compare(a.area, b.area) })
	var lat, lon, sum float64
	for _, p := range parts {
		p.centre.lon = beside(p.centre.lon, big.centre.lon)
		if math.Hypot((p.centre.lon-big.centre.lon)*math.Cos(big.centre.lat*math.Pi/180), p.centre.lat-big.centre.lat) <= heartland {
			lat, lon, sum = lat+p.area*p.centre.lat, lon+p.area*p.centre.lon, sum+p.area
		}
	}
	if sum == 0 {
		return position{beside(big.centre.lon, 0), big.centre.lat}
	}
	return position{beside(lon/sum, 0), lat / sum}
}

// shapeCodes gives the country of files of shapes that are not named by the
// ISO code.
var shapeCodes = map[string]string{"ald": "ALA", "kos": "XKX", "psx": "PSE", "sds": "SSD", "sah": "ESH"}

// readProvinces takes the centres of provinces from the shapes in a folder.
// A shape belongs to the province that has most of its places; the shapes
// count if they hold most of the places of the province.
func (b *builder) readProvinces(folder string, n near, of members) error {
	files, err := filepath.Glob(filepath.Join(folder, "???.topo.json"))
	if err != nil {
		return err
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".topo.json")
		country := cmp.Or(shapeCodes[name], strings.ToUpper(name))
		if err := b.readShapes(file, country, n, of); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}

func (b *builder) readShapes(file, country string, n near, of members) error {
	t, lines, err := readTopology(file)
	if err != nil {
		return err
	}
	parts, held := map[string][]part{}, map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(t.Objects)) {
		for _, g := range t.Objects[name].Geometries {
			polygons, err := g.polygons()
			if err != nil {
				return fmt.Errorf("%s: %s: %w", file, g.Properties.Name, err)
			}
			own, count := n.provinceOf(lines, polygons, country)
			if code := most(count); code != "" {
				parts[code] = append(parts[code], own...)
				held[code] += count[code]
			}
		}
	}
	for code, list := range parts {
		if 10*held[code] >= 6*len(of[code]) {
			b.centres[code] = ashore(heart(list), list, of[code])
		}
	}
	return nil
}

// provinceOf counts the places in the polygons of a shape by their province.
func (n near) provinceOf(lines [][]position, polygons [][][]int, country string) (own []part, count map[string]int) {
	count = map[string]int{}
	for _, polygon := range polygons {
		p := newPart(lines, polygon)
		if len(p.rings) == 0 || len(p.rings[0]) < 4 {
			continue
		}
		n.within(p.rings, func(r *record) {
			if r.country == country && r.admin1 != "" {
				count[r.admin1]++
			}
		})
		own = append(own, p)
	}
	return own, count
}
