package brief

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// network is who has to do with whom.
type network struct {
	Drawing drawing
	Legend  []legend
	Rows    []Edge // the busiest first
	Left    int    // edges that are not drawn
}

// maxNodes is how many actors are drawn; the table has all.
const maxNodes = 24

// newNetwork makes the edges ready; nil when there are none.
func newNetwork(edges []Edge, draw bool) *network {
	if len(edges) == 0 {
		return nil
	}
	n := &network{Rows: slices.Clone(edges)}
	for i := range n.Rows {
		e := &n.Rows[i]
		e.A, e.B = named(e.A), named(e.B)
	}
	slices.SortStableFunc(n.Rows, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(b.Cooperation+b.Conflict, a.Cooperation+a.Conflict), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	if draw {
		n.draw()
	}
	return n
}

// node is an actor of the drawing.
type node struct {
	name   string
	weight int
	x, y   float64
	left   bool // on which side its name stands
	ring   bool // on a circle
}

// nodes picks the busiest actors.
func (n *network) nodes() []node {
	weight := map[string]int{}
	for _, e := range n.Rows {
		weight[e.A] += e.Cooperation + e.Conflict
		weight[e.B] += e.Cooperation + e.Conflict
	}
	var out []node
	for name, w := range weight {
		out = append(out, node{name: name, weight: w})
	}
	slices.SortFunc(out, func(a, b node) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.name, b.name)) })
	return out[:min(len(out), maxNodes)]
}

// draw sets the actors on an oval at even heights, so that names never collide, with
// those that have much to do with each other near each other.
func (n *network) draw() {
	nodes := n.nodes()
	at := map[string]int{}
	for i := range nodes {
		at[nodes[i].name] = i
	}
	edges := n.drawn(at)
	order := arranged(len(nodes), edges, at)
	height := oval(nodes, order)
	c := &canvas{}
	most := 1
	for _, e := range edges {
		most = max(most, e.Cooperation, e.Conflict)
	}
	for _, e := range slices.Backward(edges) { // the busiest on top
		curve(c, &nodes[at[e.A]], &nodes[at[e.B]], e, height, most)
	}
	for i := range nodes {
		actor(c, &nodes[i], nodes[0].weight)
	}
	n.Drawing = c.finish("net", "network", netWidth, height, "Who has to do with whom", n.summary(edges, len(nodes)))
	n.Legend = []legend{
		legendOf("cooperation", func(c *canvas) { c.line(-12, 0, 12, 0, "tie coop w2") }),
		legendOf("conflict", func(c *canvas) { c.line(-12, 0, 12, 0, "tie conf w2") }),
		legendOf("thicker: more incidents", func(c *canvas) { c.line(-12, 0, 12, 0, "tie coop w4") }),
	}
}

// drawn are the edges between actors that are drawn.
func (n *network) drawn(at map[string]int) (out []Edge) {
	for _, e := range n.Rows {
		_, a := at[e.A]
		_, b := at[e.B]
		if a && b && e.A != e.B {
			out = append(out, e)
		} else {
			n.Left++
		}
	}
	return out
}

// arranged orders actors around the oval: it swaps two as long as that makes the edges,
// weighed by what they count, shorter.
func arranged(n int, edges []Edge, at map[string]int) []int {
	place := make([]int, n) // of actor i
	for i := range place {
		place[i] = i
	}
	cost := func() (sum float64) {
		for _, e := range edges {
			d := place[at[e.A]] - place[at[e.B]]
			d = max(d, -d)
			sum += math.Sqrt(float64(e.Cooperation+e.Conflict)) * float64(min(d, n-d))
		}
		return sum
	}
	best := cost()
	for better, round := true, 0; better && round < 8; round++ {
		better = false
		for i := range n {
			for j := i + 1; j < n; j++ {
				place[i], place[j] = place[j], place[i]
				if now := cost(); now < best-1e-9 {
					best, better = now, true
				} else {
					place[i], place[j] = place[j], place[i]
				}
			}
		}
	}
	order := make([]int, n)
	for i, p := range place {
		order[p] = i
	}
	return order
}

const (
	netWidth = 1000.0
	netWide  = 240.0 // half the width of the oval
	netStep  = 34.0  // from name to name
)

// oval gives the actors their places and returns the height of the drawing. The first
// half of the order goes down on the right, the second up on the left.
func oval(nodes []node, order []int) float64 {
	if len(order) <= fewNodes {
		return ring(nodes, order)
	}
	right := (len(order) + 1) / 2
	rows := float64(max(right, 4))
	height := rows*netStep + 40
	tall := (rows-1)*netStep/2 + 14
	for i, at := range order {
		n := &nodes[at]
		k, of := i, right
		if i >= right {
			n.left = true
			k, of = len(order)-1-i, len(order)-right
		}
		n.y = height/2 + (float64(k)-float64(of-1)/2)*netStep
		r := (n.y - height/2) / tall
		n.x = netWide * math.Sqrt(max(0.1, 1-r*r))
		if n.left {
			n.x = -n.x
		}
		n.x += netWidth / 2
	}
	return height
}

// fewNodes are so few that they stand evenly on a circle.
const fewNodes = 9

// ring gives few actors their places: none at the very top or bottom, where names would
// lie on edges, unless there are six.
func ring(nodes []node, order []int) float64 {
	const radius, margin = 120.0, 40.0
	turn := 0.0
	if n := len(order); n%2 == 0 && n > 2 {
		turn = math.Pi / float64(n)
	}
	for i, at := range order {
		angle := turn + 2*math.Pi*float64(i)/float64(len(order))
		n := &nodes[at]
		n.x, n.y = netWidth/2+1.4*radius*math.Cos(angle), margin+radius+radius*math.Sin(angle)
		n.left, n.ring = n.x < netWidth/2-1, true
	}
	return 2 * (radius + margin)
}

// curve draws an edge: cooperation bends one way and is whole, conflict the other and
// is dashed.
func curve(c *canvas, a, b *node, e Edge, height float64, most int) {
	cx, cy := (a.x+b.x)/2, (a.y+b.y)/2
	if a.ring {
		cx, cy = cx+(netWidth/2-cx)*0.2, cy+(height/2-cy)*0.2
	} else if a.left == b.left { // bow towards the middle, the more the farther apart
		bow := 22 + 0.45*math.Abs(a.y-b.y)
		if !a.left {
			bow = -bow
		}
		cx += bow
	} else {
		cy += (height/2 - cy) * 0.3
	}
	dx, dy := b.x-a.x, b.y-a.y
	length := max(1, math.Hypot(dx, dy))
	apart := min(9, 4+length/60)
	nx, ny := -dy/length*apart, dx/length*apart
	for _, l := range []struct {
		n     int
		class string
		side  float64
	}{{e.Conflict, "conf", -1}, {e.Cooperation, "coop", 1}} {
		if l.n == 0 {
			continue
		}
		w := 1 + int(math.Round(4*math.Sqrt(float64(l.n)/float64(most))))
		d := fmt.Sprintf("M%s %sQ%s %s %s %s", num(a.x), num(a.y), num(cx+l.side*nx), num(cy+l.side*ny), num(b.x), num(b.y))
		c.titled("path", attrs{"d", d, "class", fmt.Sprintf("tie %s w%d", l.class, w)},
			fmt.Sprintf("%s and %s: %d cooperative, %d conflictual", e.A, e.B, e.Cooperation, e.Conflict))
	}
}

// actor draws a dot and its name.
func actor(c *canvas, n *node, most int) {
	r := 4 + 7*math.Sqrt(float64(n.weight)/float64(max(1, most)))
	c.titled("circle", circle(n.x, n.y, r, "actor"), fmt.Sprintf("%s: %s", n.name, count(n.weight, "incident")))
	x, anchor := n.x+r+7, "start"
	if n.left {
		x, anchor = n.x-r-7, "end"
	}
	c.text(x, n.y+4.5, "name", shorten(n.name, 36), "text-anchor", anchor)
}

// summary tells the drawing in words.
func (n *network) summary(edges []Edge, nodes int) string {
	s := count(nodes, "actor") + ", " + count(len(edges), "pair") + "."
	if len(edges) > 0 {
		e := edges[0]
		s += fmt.Sprintf(" Busiest: %s and %s, %d cooperative and %d conflictual.", e.A, e.B, e.Cooperation, e.Conflict)
	}
	if n.Left > 0 {
		s += " " + capital(count(n.Left, "pair")) + " with others are in the table only."
	}
	return s
}
