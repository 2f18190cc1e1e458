package place

import (
	"math"
	"strings"
)

// The weights of what speaks for a candidate, in powers of ten of people: a
// place with a weight of 2 more is chosen over one a hundred times as large.
const (
	wTold       = 6.0  // the text says that it lies there
	wAlternate  = -1.8 // by another name than its usual one
	wCapital    = 1.5
	wQuarter    = -0.7 // part of a city, or no longer there
	wSameCity   = -1.5 // a province that has its name from a large city
	wLand       = 0.5  // the text names its country
	wLandShare  = 3.0  // the more of the text is about the country, up to this
	wMetropolis = 2.0  // the text names its country, and it is one of the great cities
	wHolds      = 3.0  // a province, where the place before the name lies in it: "Buffalo, New York"
	wPress      = 1.5  // the news means a place in this country by the name
	wProvince   = 0.75 // the text names its province
	wProvinces  = 1.75 // the more of the provinces that the text names are its own, up to this
	wDistrict   = 1.5  // the text names its district
	wBeside     = 2.0  // another place of the text lies within besideKm
	wNear       = 1.2  // within nearKm

	wFar       = 3.0  // as much less known
	wAround    = 3.0  // at most, for its country and province, where a much better known place has its name
	wByAnother = -1.5 // by another name, where a large place has it as its usual one

	sameKm   = 0.5
	besideKm = 50
	nearKm   = 150
)

// fame says how likely a place is meant when nothing is known but its name: the
// logarithm of how many people it concerns, with what is odd about its kind.
func fame(o *option) float32 {
	people := float32(math.Log10(float64(max(o.Population, 300))))
	f := float32(0)
	switch o.Kind {
	case Country:
		return 9
	case Region:
		return 8
	case Water, Point:
		return 7.2
	case Province:
		f = 1.8 + 0.8*people
	case District:
		f = 0.8 * people
	default:
		f = people
		if o.Capital {
			f += wCapital
		}
	}
	if o.Quarter || o.Gone {
		f += wQuarter
	}
	if !o.own {
		f += wAlternate
	}
	return f
}

// preferCities lowers provinces and districts that have their name from their
// chief city, which people mean unless they say "province". The city may have
// another spelling of it as its usual name, but not one with "City": by
// "Oklahoma" people mean the state.
func (r *reading) preferCities(s *sense) {
	for k := s.from; k < s.to; k++ {
		p := &r.options[k]
		if p.Kind != Province && p.Kind != District {
			continue
		}
		lowered := false
		for j := s.from; j < s.to; j++ {
			c := &r.options[j]
			if c.Kind != City || c.Country != p.Country || c.Admin1 != p.Admin1 || c.Population*chief(p.Kind) <= p.Population {
				continue
			}
			if !c.own && seats(c, p) && !strings.HasSuffix(c.Name, " City") {
				c.own = true
				c.fame -= wAlternate
			}
			if c.own && !lowered {
				p.fame += wSameCity
				lowered = true
			}
		}
	}
}

// chief is how many times its people a division may have and still be less meant
// by its name than its chief city.
func chief(kind Kind) int {
	if kind == District {
		return 20
	}
	return 7
}

// seats reports whether a city is the seat of a province, or gives a district its name.
func seats(c, p *option) bool {
	if p.Kind == Province {
		return c.Seat == 1
	}
	name, _, _ := strings.Cut(p.Name, " ")
	return strings.HasPrefix(c.Name, name) || c.Seat == 2 && c.Population*4 > p.Population
}

// preferMain lowers places that have a name beside their usual one where a
// country or a large place has it as its own: "Minsk" is not Mińsk Mazowiecki,
// "Mexico" not its capital.
func (r *reading) preferMain(s *sense) {
	loss := float32(0)
	for k := s.from; k < s.to; k++ {
		switch o := &r.options[k]; {
		case o.Kind == Country:
			loss = 2 * wByAnother
		case o.own && o.fame >= wellKnown:
			loss = min(loss, wByAnother)
		}
	}
	for k := s.from; k < s.to && loss < 0; k++ {
		if o := &r.options[k]; o.Kind != Country && (!o.own || o.plainCity && loss < wByAnother) {
			o.fame += loss
		}
	}
}

// pointOut marks the candidates that lie where the text says that they lie.
func (r *reading) pointOut() {
	for i := range r.names {
		n := &r.names[i]
		if !n.keep || n.sense < 0 || n.seat < 0 || r.names[n.seat].sense < 0 {
			continue
		}
		s, l := &r.senses[n.sense], r.link(n.sense, r.names[n.seat].sense)
		for k := s.from; k < s.to; k++ {
			if r.lies[l.lies+k-s.from] {
				r.options[k].told = wTold
			}
		}
	}
}

// link is what two senses are to each other, worked out once for a document.
type link struct {
	lies  int  // where in reading.lies it stands which candidates of the first lie in the second
	any   bool // whether any does
	peers bool // whether they may be provinces of one country
}

// link returns what the sense a is to the sense b.
func (r *reading) link(a, b int) link {
	if l, ok := r.links[[2]int{a, b}]; ok {
		return l
	}
	s, t := &r.senses[a], &r.senses[b]
	l := link{lies: len(r.lies), peers: r.peers(s, t)}
	for k := s.from; k < s.to; k++ {
		in := !l.peers && r.liesIn(&r.options[k], s, t)
		l.any = l.any || in
		r.lies = append(r.lies, in)
	}
	r.links[[2]int{a, b}] = l
	return l
}

// liesIn reports whether a candidate lies in something that another sense may
// mean. Countries side by side are a list: "Lebanon, Peru".
func (r *reading) liesIn(o *option, s, t *sense) bool {
	for k := t.from; k < t.to; k++ {
		p := &r.options[k]
		if s.fame >= 8 && p.Kind != Province || p.fame < t.fame-3 {
			continue
		}
		if within(o, p) {
			return true
		}
	}
	return false
}

// holds reports whether a province holds something that a sense may mean.
func (r *reading) holds(o *option, sense int) bool {
	if sense < 0 {
		return false
	}
	s := &r.senses[sense]
	for k := s.from; k < s.to; k++ {
		if within(&r.options[k], o) {
			return true
		}
	}
	return false
}

// peers reports whether two senses may be provinces of one country: a comma
// between them joins a list, "Georgia, Oklahoma".
func (r *reading) peers(s, t *sense) bool {
	for k := s.from; k < s.to; k++ {
		for j := t.from; j < t.to; j++ {
			a, b := &r.options[k], &r.options[j]
			if a.Kind == Province && b.Kind == Province && a.Country == b.Country && a.own && b.own && a.fame > 5 && b.fame > 5 && a.ID != b.ID {
				return true
			}
		}
	}
	return false
}

// mostlyProvince reports whether the best known place of a sense is a province.
func (r *reading) mostlyProvince(s *sense) bool {
	for k := s.from; k < s.to; k++ {
		if o := &r.options[k]; o.fame >= s.fame {
			return o.Kind == Province
		}
	}
	return false
}

// within reports whether a place lies in another.
func within(o, in *option) bool {
	if in.Kind == Region {
		return o.Kind != Country && o.Kind != Region && Distance(o.Lat, o.Lon, in.Lat, in.Lon) < 400
	}
	if o.Country != in.Country || in.Country == "" {
		return false
	}
	switch in.Kind {
	case Country:
		return o.Kind != Country
	case Province:
		return o.Kind != Province && o.Kind != Country && o.Admin1 == in.Admin1
	case District:
		return (o.Kind == City || o.Kind == Point) && o.Admin1 == in.Admin1 &&
			(o.Admin2 == in.Admin2 || o.Admin2 == "" && Distance(o.Lat, o.Lon, in.Lat, in.Lon) < 60)
	case City:
		return in.Population > 4*o.Population && o.Kind == City && Distance(o.Lat, o.Lon, in.Lat, in.Lon) < 40
	}
	return false
}

// anchor is a place of the document that others may lie near.
type anchor struct {
	sense    int
	lat, lon float64
}

// maxAnchors bounds the work for long documents.
const maxAnchors = 200

// moor gathers the places that are resolved so far.
func (r *reading) moor() {
	r.anchors = r.anchors[:0]
	for i := range r.senses {
		s := &r.senses[i]
		if s.uses == 0 || s.best < 0 || len(r.anchors) == maxAnchors {
			continue
		}
		// Much is near a great city that is named for its government.
		if o := &r.options[s.best]; (o.local() || o.Kind == Water) && o.fame < 7 {
			r.anchors = append(r.anchors, anchor{i, o.Lat, o.Lon})
		}
	}
}

// local reports whether a place is small enough to be near another.
func (o *option) local() bool { return o.Kind == City || o.Kind == District || o.Kind == Point }

// weighNear says how near other places of the document lie.
func (r *reading) weighNear(sense int, o *option) float32 {
	best := float32(0)
	for _, a := range r.anchors {
		if a.sense == sense || math.Abs(a.lat-o.Lat) > 1.4 {
			continue
		}
		switch d := Distance(o.Lat, o.Lon, a.lat, a.lon); {
		case d < sameKm: // itself, by another name
		case d < besideKm:
			return wBeside
		case d < nearKm:
			best = wNear
		}
	}
	return best
}

// Distance returns the kilometres between two points, in degrees, along the
// great circle.
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	a, b := math.Sin((lat2-lat1)*rad/2), math.Sin((lon2-lon1)*rad/2)
	h := a*a + math.Cos(lat1*rad)*math.Cos(lat2*rad)*b*b
	return 2 * 6371 * math.Asin(math.Sqrt(min(1, h)))
}

// byKind says how well a candidate fits the kind words beside a name.
func byKind(words class, kind Kind) float32 {
	var w float32
	for _, f := range kindFits {
		if words&f.words != 0 && kind == f.kind {
			w += f.weight
		}
	}
	return w
}

var kindFits = [...]struct {
	words  class
	kind   Kind
	weight float32
}{
	{kindCity, City, 1.5}, {kindCity, Province, -1.5}, {kindCity, District, -1.5}, {kindCity, Country, -3},
	{kindProvince, Province, 3.5}, {kindProvince, District, 1}, {kindProvince, City, -1.5}, {kindProvince, Country, -2}, {kindProvince, Region, 1},
	{kindDistrict, District, 3.5}, {kindDistrict, Province, 0.5}, {kindDistrict, City, -0.5},
	{kindWater, Water, 3}, {kindRegion, Region, 1.5}, {kindRegion, Water, 1}, {kindPoint, Point, 2},
}

// kindOf turns kind words into a kind.
func kindOf(words class) Kind {
	switch {
	case words&kindCity != 0:
		return City
	case words&kindDistrict != 0:
		return District
	case words&kindProvince != 0:
		return Province
	case words&kindWater != 0:
		return Water
	case words&kindRegion != 0:
		return Region
	case words&kindPoint != 0:
		return Point
	}
	return Unknown
}
