package gazette

import "parley/place"

// Western Sahara: the atlas draws the land that Morocco holds as Morocco,
// GeoNames tells some of its places so; the lexicon, like the United Nations,
// does not. Its northern border is a parallel, 27 degrees 40 minutes.
const (
	sahara      = "ESH"
	saharaNorth = 27 + 40.0/60
)

// cutSahara gives the part of a polygon south of the parallel to Western
// Sahara, with its places. The ring that is added to Morocco as well takes it
// out there, as a hole would.
func (b *builder) cutSahara(from string, ring []position, n near) {
	var south []position
	for i := 1; i < len(ring); i++ {
		p, q := ring[i-1], ring[i]
		if p.lat <= saharaNorth {
			south = append(south, p)
		}
		if p.lat <= saharaNorth != (q.lat <= saharaNorth) {
			south = append(south, position{p.lon + (saharaNorth-p.lat)/(q.lat-p.lat)*(q.lon-p.lon), saharaNorth})
		}
	}
	if len(south) == 0 {
		return
	}
	south = append(south, south[0])
	n.within([][]position{south}, func(r *record) { r.country = sahara })
	if from == sahara {
		return
	}
	line := make([]place.Vertex, 0, len(south))
	for _, p := range simplify(south, slack) {
		line = append(line, vertex(p))
	}
	at := len(b.borders.Lines)
	b.borders.Lines = append(b.borders.Lines, line)
	b.borders.Rings = append(b.borders.Rings, place.Ring{Country: from, Lines: []int{at}}, place.Ring{Country: sahara, Lines: []int{at}})
}
