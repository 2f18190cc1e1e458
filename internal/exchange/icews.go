package exchange

import (
	"io"
	"strconv"
	"strings"

	"parley"
	"parley/ontology"
)

var formICEWS = form{
	Format: Format{
		Name: "icews", Doc: "ICEWS coded events, 20 columns, tabs, header", Ext: ".tab", Header: true, CanRead: true, CanWrite: true,
		Losses: []string{
			"PLOVER type, mode and contexts", "the end of a stretch of days and how exact it is", "the words of actors and of the report",
			"third parties", "who says so", "which parties acted together: one row a pair", "review, confidence, address of the report",
			"how many reports there are",
		},
	},
	write: newICEWS, read: readICEWS,
}

var icewsHeader = []string{
	"Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
	"Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
	"Province", "Country", "Latitude", "Longitude",
}

func newICEWS(w io.Writer, opt *Options) Writer {
	out := newTSV(w)
	err := out.row(icewsHeader)
	return &pairs{opt: opt, close: out.close, write: func(d *dyad) error {
		if err != nil {
			return err
		}
		return out.row(icewsRow(d))
	}}
}

func icewsRow(d *dyad) []string {
	source, target := icewsParty(d.source), icewsParty(d.target)
	p := &d.Event.Place
	city, district, province := levels(p)
	lat, lon := latLon(p)
	story := d.Event.Document
	if story == "" {
		story = d.Document.ID
	}
	return []string{
		strconv.FormatUint(d.id, 10), d.day.Format(isoDay), source[0], source[1], source[2],
		cameoName(d.cameo), d.cameo, goldstein(d.cameo), target[0], target[1], target[2],
		strconv.FormatUint(number(story), 10), strconv.Itoa(d.Event.Index + 1), d.Document.Outlet,
		city, district, province, countryName(p.Country), lat, lon,
	}
}

// icewsParty gives name, sectors and country of a party: groups and public figures by
// their name, others by what they are, "Government (Pakistan)".
func icewsParty(p *parley.Party) [3]string {
	if p == nil {
		return [3]string{}
	}
	var sectors []string
	for _, s := range sectorsOf(p) {
		if w := tables().roles[s].icews; w != "" {
			sectors = append(sectors, w)
		}
	}
	return [3]string{described(p), strings.Join(sectors, ","), countryName(p.Country)}
}

// cameoName gives the words for a CAMEO code.
func cameoName(cameo string) string {
	c, _ := ontology.Default().Code(cameo)
	return c.Name
}

// levels gives the names of the city, district and province of a place, as far as
// it is known so exactly.
func levels(p *parley.Place) (city, district, province string) {
	switch p.Precision {
	case "point", "city":
		city = p.Name
	case "district":
		district = p.Name
	}
	if p.Admin1 != "" {
		return city, district, p.Admin1
	}
	if p.Precision == "province" {
		province = p.Name
	}
	return city, district, province
}
