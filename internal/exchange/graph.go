package exchange

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/ontology"
)

var graphLosses = []string{
	"all of an event but its parties, day and quad: it is the network of who deals with whom", "acts that are aimed at nobody",
	"third parties", "groups and persons that the lexicon does not know: they count under country and sector",
}

var formGraphML = form{
	Format: Format{Name: "graphml", Doc: "GraphML: the network of actors, for Gephi and others", Ext: ".graphml", CanWrite: true, Losses: graphLosses},
	unfit:  aimless,
	write: func(w io.Writer, opt *Options) Writer {
		g := newGraph(opt)
		g.close = func() error { return g.graphML(w) }
		return g
	},
}

var formEdges = form{
	Format: Format{Name: "edges", Doc: "CSV of the network of actors: source, target, weight, first, last", Ext: ".edges.csv", Header: true,
		CanWrite: true, Losses: append([]string{"what the events were: only how many, the first and the last day"}, graphLosses...)},
	unfit: aimless,
	write: func(w io.Writer, opt *Options) Writer {
		g := newGraph(opt)
		g.close = func() error { return g.edgeList(w) }
		return g
	},
}

// aimless says that an act ties nobody to anybody.
func aimless(r *Row) string {
	if len(r.Event.Recipients) == 0 && len(r.Event.Actors) < 2 {
		return "aimed at nobody"
	}
	return ""
}

// graph adds up who did how many acts to whom.
type graph struct {
	pairs
	nodes []node
	index map[string]int // party → node
	edges []*edge
	at    map[[2]int]*edge
}

type node struct{ key, label, country, sector string }

type edge struct {
	from, to    int
	weight      int
	first, last time.Time
	quads       [4]int // verbal and material cooperation, verbal and material conflict
}

func newGraph(opt *Options) *graph {
	g := &graph{index: map[string]int{}, at: map[[2]int]*edge{}}
	g.opt = opt
	g.write = func(d *dyad) error {
		if d.target != nil && d.cameo != "043" { // a host is in the visit already
			g.add(d)
		}
		return nil
	}
	return g
}

func (g *graph) add(d *dyad) {
	key := [2]int{g.node(d.source), g.node(d.target)}
	e := g.at[key]
	if e == nil {
		e = &edge{from: key[0], to: key[1], first: d.day, last: d.day}
		g.at[key] = e
		g.edges = append(g.edges, e)
	}
	e.weight++
	if d.day.Before(e.first) {
		e.first = d.day
	}
	if d.day.After(e.last) {
		e.last = d.day
	}
	info, ok := ontology.Default().Type(ontology.Type(d.Event.Type))
	if n := quadNumber[info.Quad]; ok && n > 0 {
		e.quads[n-1]++
	}
}

// node gives the number of a party: known ones by their ID, others by country and sector.
func (g *graph) node(p *parley.Party) int {
	key, name := p.ID, label(p)
	if key == "" {
		key = strings.Trim(p.Country+"/"+p.Sector, "/")
		name = roleName(p)
	}
	if key == "" {
		key, name = "unknown", "unknown"
	}
	i, ok := g.index[key]
	if !ok {
		i = len(g.nodes)
		g.index[key] = i
		g.nodes = append(g.nodes, node{key, or(name, key), p.Country, p.Sector})
	}
	return i
}

func (g *graph) edgeList(w io.Writer) error {
	out := newComma(w)
	if err := out.row([]string{"source", "target", "weight", "first", "last"}); err != nil {
		return err
	}
	for _, e := range g.edges {
		err := out.row([]string{g.nodes[e.from].label, g.nodes[e.to].label, strconv.Itoa(e.weight), e.first.Format(isoDay), e.last.Format(isoDay)})
		if err != nil {
			return err
		}
	}
	return out.close()
}

const graphHead = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="country" for="node" attr.name="country" attr.type="string"/>
<key id="sector" for="node" attr.name="sector" attr.type="string"/>
<key id="weight" for="edge" attr.name="weight" attr.type="int"/>
<key id="first" for="edge" attr.name="first" attr.type="string"/>
<key id="last" for="edge" attr.name="last" attr.type="string"/>
<key id="q1" for="edge" attr.name="verbal_cooperation" attr.type="int"/>
<key id="q2" for="edge" attr.name="material_cooperation" attr.type="int"/>
<key id="q3" for="edge" attr.name="verbal_conflict" attr.type="int"/>
<key id="q4" for="edge" attr.name="material_conflict" attr.type="int"/>
<graph edgedefault="directed">
`

func (g *graph) graphML(w io.Writer) error {
	b := bufio.NewWriterSize(w, 1<<16)
	b.WriteString(graphHead)
	for i, n := range g.nodes {
		fmt.Fprintf(b, "<node id=\"n%d\">", i)
		data(b, "label", n.label)
		data(b, "country", n.country)
		data(b, "sector", n.sector)
		b.WriteString("</node>\n")
	}
	for _, e := range g.edges {
		fmt.Fprintf(b, "<edge source=\"n%d\" target=\"n%d\">", e.from, e.to)
		data(b, "weight", strconv.Itoa(e.weight))
		data(b, "first", e.first.Format(isoDay))
		data(b, "last", e.last.Format(isoDay))
		for q, n := range e.quads {
			data(b, "q"+strconv.Itoa(q+1), strconv.Itoa(n))
		}
		b.WriteString("</edge>\n")
	}
	b.WriteString("</graph>\n</graphml>\n")
	return b.Flush()
}

// data writes one value of a node or an edge; nothing when it is empty.
func data(w *bufio.Writer, key, value string) {
	if value == "" {
		return
	}
	w.WriteString("<data key=\"" + key + "\">")
	xml.EscapeText(w, []byte(value))
	w.WriteString("</data>")
}
