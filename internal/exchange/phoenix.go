package exchange

import (
	"io"
	"strconv"
	"strings"

	"parley"
)

var formPhoenix = form{
	Format: Format{
		Name: "phoenix", Doc: "Phoenix full events, 26 columns, tabs, no header", Ext: ".txt", CanRead: true, CanWrite: true,
		Losses: []string{
			"PLOVER type and mode", "the end of a stretch of days and how exact it is", "names of actors, their words and those of the report",
			"third parties", "who says so", "which parties acted together: one row a pair", "review, confidence",
			"the sentence number of reports other than the event's own",
		},
	},
	write: newPhoenix, read: readPhoenix,
}

const phoenixColumns = 26

func newPhoenix(w io.Writer, opt *Options) Writer {
	out := newTSV(w)
	return &pairs{opt: opt, close: out.close, write: func(d *dyad) error { return out.row(phoenixRow(d)) }}
}

func phoenixRow(d *dyad) []string {
	lat, lon := latLon(&d.Event.Place)
	ids, urls, outlets := sources(d.Row)
	cells := []string{
		strconv.FormatUint(d.id, 10) + "_v" + or(version(d.Coder), "0"),
		d.day.Format("20060102"), d.day.Format("2006"), d.day.Format("01"), d.day.Format("02"),
	}
	cells = append(cells, phoenixActor(d.source)...)
	cells = append(cells, phoenixActor(d.target)...)
	return append(cells, d.cameo, rootOf(d.cameo), phoenixQuad(d.cameo), goldstein(d.cameo), issues(d.Event.Contexts),
		lat, lon, d.Event.Place.Name, d.Event.Place.Admin1, d.Event.Place.Country, ids, urls, outlets)
}

// phoenixActor gives the four columns of a party.
func phoenixActor(p *parley.Party) []string {
	if p == nil {
		return make([]string, 4)
	}
	entity := land(p)
	if entity == "" && special(p.Country) {
		entity = p.Country
		if entity == "EUR" {
			entity = "IGO"
		}
	}
	role, rest := phoenixRole(p)
	return []string{actorCode(p), entity, role, strings.Join(rest, ";")}
}

// phoenixQuad classes a CAMEO code as Phoenix does: 0 statements and appeals,
// 1 and 2 cooperation in words and deeds, 3 and 4 conflict. Reducing relations, 16, is words here.
func phoenixQuad(cameo string) string {
	switch r := rootOf(cameo); {
	case r <= "02":
		return "0"
	case r <= "05":
		return "1"
	case r <= "08":
		return "2"
	case r <= "13" || r == "16":
		return "3"
	}
	return "4"
}

// issues writes contexts as Phoenix does its issues, with how often each was seen.
func issues(contexts []string) string {
	var out []string
	for _, c := range contexts {
		out = append(out, strings.ToUpper(c)+",1")
	}
	return strings.Join(out, ";")
}

// sources lists, for every report of an event and the event's own first, sentence,
// address and outlet.
func sources(r *Row) (ids, urls, outlets string) {
	a := []string{semi(r.Event.Document) + "_" + strconv.Itoa(r.Event.Index+1)}
	b := []string{semiURL(r.Document.URL)}
	c := []string{semi(r.Document.Outlet)}
	for _, rep := range r.Incident.Reports {
		if rep.Event == r.Event.ID {
			continue
		}
		a = append(a, semi(rep.Document))
		b = append(b, semiURL(rep.URL))
		c = append(c, semi(rep.Outlet))
	}
	return list(a), list(b), list(c)
}

// list joins values by semicolons; nothing when there are none.
func list(values []string) string {
	if s := strings.Join(values, ";"); strings.Trim(s, ";") != "" {
		return s
	}
	return ""
}

func semi(s string) string { return strings.ReplaceAll(s, ";", ",") }

func semiURL(s string) string { return strings.ReplaceAll(s, ";", "%3B") }

var formPETRARCH = form{
	Format: Format{
		Name: "petrarch2", Doc: "PETRARCH2 events, 8 columns, tabs, no header", Ext: ".txt", CanRead: true, CanWrite: true,
		Losses: []string{
			"PLOVER type and mode", "the end of a stretch of days and how exact it is", "names of actors, their words and those of the report",
			"places", "third parties", "who says so", "which parties acted together: one row a pair", "review, confidence, scores",
		},
	},
	write: newPETRARCH, read: readPETRARCH,
}

func newPETRARCH(w io.Writer, opt *Options) Writer {
	out := newTSV(w)
	return &pairs{opt: opt, close: out.close, write: func(d *dyad) error {
		ids, urls, _ := sources(d.Row)
		target := ""
		if d.target != nil {
			target = actorCode(d.target)
		}
		return out.row([]string{
			d.day.Format("20060102"), or(actorCode(d.source), "---"), or(target, "---"), d.cameo,
			issues(d.Event.Contexts), ids, urls, d.Document.Outlet,
		})
	}}
}
