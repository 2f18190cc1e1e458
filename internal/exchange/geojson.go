package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"sync"

	"parley/place"
)

var formGeoJSON = form{
	Format: Format{
		Name: "geojson", Doc: "GeoJSON (RFC 7946), a feature an event, with the columns of csv as properties", Ext: ".geojson",
		CanWrite: true, Status: true,
		Losses: append([]string{"events whose place is known no better than the country have no point, but the country's bounds"}, flatLosses...),
	},
	write: func(w io.Writer, opt *Options) Writer {
		return &geoJSON{w: bufio.NewWriterSize(w, 1<<16), opt: opt}
	},
}

// geoJSON writes a collection of features as it comes.
type geoJSON struct {
	w   *bufio.Writer
	opt *Options
	n   int
}

type geoPoint struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude
}

type feature struct {
	Type       string          `json:"type"`
	ID         string          `json:"id"`
	BBox       []float64       `json:"bbox,omitempty"` // west, south, east, north
	Geometry   *geoPoint       `json:"geometry"`
	Properties json.RawMessage `json:"properties"`
}

func (g *geoJSON) Write(r *Row) error {
	out := feature{Type: "Feature", ID: r.Event.ID, Properties: properties(r)}
	switch p := &r.Event.Place; {
	case p.Located() && (g.opt.Centroids || p.Precision != "country" && p.Precision != "region"):
		out.Geometry = &geoPoint{"Point", [2]float64{p.Lon, p.Lat}}
	case p.Precision == "country" || p.Precision == "" && p.Country != "":
		out.BBox = bounds(p.Country)
	}
	line, err := marshal(out)
	if err != nil {
		return err
	}
	if g.n == 0 {
		g.w.WriteString("{\"type\":\"FeatureCollection\",\"features\":[\n")
	} else {
		g.w.WriteString(",\n")
	}
	g.n++
	_, err = g.w.Write(line)
	return err
}

func (g *geoJSON) Close() error {
	if g.n == 0 {
		g.w.WriteString("{\"type\":\"FeatureCollection\",\"features\":[")
	}
	g.w.WriteString("\n]}\n")
	return g.w.Flush()
}

// kinds of cells: what is no text.
var numeric = set(`intensity goldstein latitude longitude deaths_low deaths_best deaths_high attribution_depth sentence_no char_start
	char_end reports independent_sources confidence revision`)

var listed = set(`plover_mode actor_name actor_id actor_country actor_sector recipient_name recipient_id recipient_country
	recipient_sector counterpart_names counterpart_ids mediator_names attribution_chain contexts`)

// properties gives the flat columns that are not empty as a JSON object, in their order.
func properties(r *Row) json.RawMessage {
	f := flatten(r)
	var b bytes.Buffer
	b.WriteByte('{')
	for _, c := range columns {
		cell := c.cell(f)
		if cell == "" {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + c.name + `":`)
		switch {
		case numeric[c.name]:
			b.WriteString(cell)
		case listed[c.name]:
			text, _ := marshal(strings.Split(cell, "; "))
			b.Write(text)
		default:
			text, _ := marshal(cell)
			b.Write(text)
		}
	}
	b.WriteByte('}')
	return b.Bytes()
}

// bounds gives the box around a country; nil when its borders are not known.
func bounds(iso3 string) []float64 { return boxes()[iso3] }

var boxes = sync.OnceValue(func() map[string][]float64 {
	out := map[string][]float64{}
	gaz, err := place.Default()
	if err != nil {
		return out
	}
	borders := gaz.Borders()
	for _, ring := range borders.Rings {
		box := out[ring.Country]
		for _, i := range ring.Lines {
			if i < 0 {
				i = ^i
			}
			for _, v := range borders.Lines[i] {
				lon, lat := float64(v.Lon)/1000, float64(v.Lat)/1000
				if box == nil {
					box = []float64{lon, lat, lon, lat}
				}
				box[0], box[1] = min(box[0], lon), min(box[1], lat)
				box[2], box[3] = max(box[2], lon), max(box[3], lat)
			}
		}
		out[ring.Country] = box
	}
	return out
})

var formHXL = form{
	Format: Format{
		Name: "hxl", Doc: "CSV with a row of HXL hashtags under the header, for humanitarian data exchanges", Ext: ".hxl.csv", Header: true,
		CanWrite: true, Status: true,
		Losses: append([]string{"columns of csv without a hashtag: date words, labels, scores, IDs of parties, offsets, title, rule"}, flatLosses...),
	},
	write: newHXL,
}

// hxlColumns are those of the flat table that have a hashtag, and some beside them.
var hxlColumns = sync.OnceValue(func() []column {
	var out []column
	for _, c := range columns {
		if c.hxl == "" {
			continue
		}
		out = append(out, c)
		switch c.name {
		case "event_date_end":
			out = append(out, column{"year", "#date+year", func(f *flat) string {
				if f.EventDate == nil {
					return ""
				}
				return dayOf(*f.EventDate).Format("2006")
			}})
		case "country":
			out = append(out, column{"country_name", "#country+name", func(f *flat) string {
				if f.Country == nil {
					return ""
				}
				return countryName(*f.Country)
			}})
		}
	}
	return out
})

func newHXL(w io.Writer, _ *Options) Writer {
	out := &flatWriter{out: newComma(w), cols: hxlColumns()}
	var head, tags []string
	for _, c := range out.cols {
		head, tags = append(head, c.name), append(tags, c.hxl)
	}
	if out.err = out.out.row(head); out.err == nil {
		out.err = out.out.row(tags)
	}
	return out
}
