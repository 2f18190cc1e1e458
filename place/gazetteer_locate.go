package place

import (
	"cmp"
	"math"
	"slices"
)

const (
	// coast is how far from land a point still counts as the country's, in degrees.
	coast = 0.2
	// voters is how many of the nearest places say which province a point is in.
	voters = 4
)

// Locate says in which country (ISO alpha-3) and province a point lies. The
// country is that of the borders, the province that of the nearest places of
// the country; it is empty where none is near. ok is false for a point that
// is not on the globe, or at sea more than some 20 km from land.
func (g *Gazetteer) Locate(lat, lon float64) (country, admin1 string, ok bool) {
	if !validPosition(lat, lon) {
		return "", "", false
	}
	b := g.borders()
	n := b.at(lon*milli, lat*milli)
	if n == 0 {
		n = b.beside(lon*milli, lat*milli, coast)
	}
	if n == 0 {
		return "", "", false
	}
	if p, found := g.provinceNear(lat, lon, n, -1); found {
		admin1 = g.Name(p)
	}
	return g.code(n), admin1, true
}

// nearby holds the places by cells of one degree.
type nearby struct {
	start []uint32 // cell to where its places begin; one more at the end
	refs  []uint32 // indexes of places
}

const cells = 360 * 180

func cell(lat, lon float64) (x, y int) {
	return min(max(int(lon+180), 0), 359), min(max(int(lat+90), 0), 179)
}

// gather sorts the places that have a province into cells.
func (g *Gazetteer) gather() *nearby {
	n := &nearby{start: make([]uint32, cells+1)}
	at := make([]uint32, g.Len()) // cell+1 of each place, 0 for none
	for i := range at {
		if r := g.At(i); g.Kind(r) == City {
			if _, ok := g.Division(r, Province); ok {
				x, y := cell(g.Position(r))
				at[i] = uint32(y*360+x) + 1
				n.start[at[i]]++
			}
		}
	}
	for c := 1; c <= cells; c++ {
		n.start[c] += n.start[c-1]
	}
	n.refs = make([]uint32, n.start[cells])
	fill := slices.Clone(n.start)
	for i, c := range at {
		if c > 0 {
			n.refs[fill[c-1]] = uint32(i)
			fill[c-1]++
		}
	}
	return n
}

type vote struct {
	province Ref
	away     float64
}

// provinceNear asks the nearest places of a country; the place with the index
// except has no vote.
func (g *Gazetteer) provinceNear(lat, lon float64, country byte, except int) (Ref, bool) {
	var votes []vote
	squeeze := math.Cos(lat * math.Pi / 180)
	x, y := cell(lat, lon)
	for reach := 0; reach <= 8; reach++ {
		votes = g.collect(votes, x, y, reach, country, except, lat, lon, squeeze)
		if len(votes) >= voters && reach > 0 {
			break
		}
	}
	if len(votes) == 0 {
		return 0, false
	}
	slices.SortFunc(votes, func(a, b vote) int { return cmp.Or(cmp.Compare(a.away, b.away), cmp.Compare(a.province, b.province)) })
	votes = votes[:min(voters, len(votes))]
	best, most := votes[0].province, 0.0
	for _, v := range votes {
		sum := 0.0
		for _, u := range votes {
			if u.province == v.province {
				sum += 1 / (u.away*u.away + 1e-5)
			}
		}
		if sum > most {
			best, most = v.province, sum
		}
	}
	return best, true
}

// collect adds the places of the cells that are reach cells away.
func (g *Gazetteer) collect(votes []vote, x, y, reach int, country byte, except int, lat, lon, squeeze float64) []vote {
	n := g.near()
	for dy := -reach; dy <= reach; dy++ {
		for dx := -reach; dx <= reach; dx++ {
			if max(dx, -dx, dy, -dy) != reach || y+dy < 0 || y+dy >= 180 {
				continue
			}
			c := (y+dy)*360 + (x+dx+360)%360
			for _, i := range n.refs[n.start[c]:n.start[c+1]] {
				r := g.At(int(i))
				if g.record(r)[17] != country || int(i) == except {
					continue
				}
				if p, ok := g.Division(r, Province); ok {
					plat, plon := g.Position(r)
					away := math.Remainder(plon-lon, 360) * squeeze
					votes = append(votes, vote{p, math.Hypot(away, plat-lat)})
				}
			}
		}
	}
	return votes
}
