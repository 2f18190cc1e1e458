package exchange

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/ontology"
)

var formPOLECAT = form{
	Format: Format{
		Name: "polecat", Doc: "POLECAT, 40 columns, tabs, header", Ext: ".txt", Header: true, CanRead: true, CanWrite: true,
		Losses: []string{
			"CAMEO code, and all modes but the first", "the end of a stretch of days and how exact it is", "third parties",
			"the sentence and its offsets", "who says so", "how many reports there are, their addresses", "whose sector is whose, of several actors: only the primary ones are in order",
			"titles, Wikipedia pages, and the people, organisations and places of the whole story are None",
		},
	},
	unfit: untyped, write: newPOLECAT, read: readPOLECAT,
}

var polecatHeader = strings.Split("Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,"+
	"Actor Name,Actor Country,Actor COW,Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,"+
	"Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,"+
	"Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,"+
	"Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version", ",")

// polecat writes one row an event.
type polecat struct {
	out *tsv
	err error
}

func newPOLECAT(w io.Writer, _ *Options) Writer {
	out := newTSV(w)
	return &polecat{out, out.row(polecatHeader)}
}

func (p *polecat) Write(r *Row) error {
	if p.err != nil {
		return p.err
	}
	ev := &r.Event
	day, _ := eventDay(r)
	mode := ""
	if len(ev.Modes) > 0 {
		mode = strings.ToLower(ev.Modes[0])
	}
	cells := []string{ev.ID, day.Format(isoDay), ev.Type, mode, decimal(ploverScore(ev)), quadWords(ev.Type), none(joined(ev.Contexts, "; "))}
	cells = append(cells, polecatParties(ev.Actors)...)
	cells = append(cells, polecatParties(ev.Recipients)...)
	cells = append(cells, polecatPlace(&ev.Place)...)
	published := ""
	if !r.Document.Published.IsZero() {
		published = r.Document.Published.UTC().Format(isoDay)
	}
	cells = append(cells, none(r.Document.Outlet), none(published), "None", "None", "None", none(r.Document.Lang), none(polecatVersion(r)))
	return p.out.row(cells)
}

func (p *polecat) Close() error {
	if p.err != nil {
		return p.err
	}
	return p.out.close()
}

// none gives s, or the word for nothing.
func none(s string) string { return or(s, "None") }

// ploverScore is PLOVER's intensity: that of the mode before that of the type.
func ploverScore(ev *parley.Event) float64 {
	for _, m := range ev.Modes {
		if onto := ontology.Default(); onto.HasMode(ontology.Type(ev.Type), m) {
			return onto.Score(ontology.Type(ev.Type), m)
		}
	}
	return ontology.Default().Score(ontology.Type(ev.Type), "")
}

// quadWords is the quad of a type as POLECAT writes it: "VERBAL CONFLICT".
func quadWords(typ string) string {
	info, _ := ontology.Default().Type(ontology.Type(typ))
	return strings.ToUpper(strings.ReplaceAll(info.Quad, "-", " "))
}

// polecatVersion says who coded a row, and how sure it is.
func polecatVersion(r *Row) string {
	return strings.TrimSpace(r.Coder + " " + or(r.Review, "machine") + " " + plainNumber(r.Event.Confidence))
}

// polecatParties gives the eight columns of a side.
func polecatParties(ps []parley.Party) []string {
	if len(ps) == 0 {
		return slices.Repeat([]string{"None"}, 8)
	}
	var names, lands, numbers, primary, sectors, raw []string
	for i := range ps {
		p := &ps[i]
		names = append(names, none(described(p)))
		lands = append(lands, none(p.Country))
		numbers = append(numbers, none(cow(p.Country)))
		primary = append(primary, none(p.Sector))
		raw = append(raw, none(p.Mention.Text))
		for _, s := range sectorsOf(p) {
			if !slices.Contains(sectors, s) {
				sectors = append(sectors, s)
			}
		}
	}
	const sep = "; "
	return []string{
		joined(names, sep), joined(lands, sep), joined(numbers, sep), joined(primary, sep), none(joined(sectors, sep)), "None", joined(raw, sep), "None",
	}
}

// polecatPlace gives the ten columns of a place.
func polecatPlace(p *parley.Place) []string {
	city, district, province := levels(p)
	lat, lon := latLon(p)
	return []string{
		none(p.Name), none(city), none(district), none(province), none(p.Country), none(lat), none(lon),
		none(geonames(p)), none(p.Mention.Text), none(p.Precision),
	}
}

// geonames gives the number of a place in GeoNames; empty when it has none.
func geonames(p *parley.Place) string {
	id, ok := strings.CutPrefix(p.Gazetteer, "geonames:")
	if _, err := strconv.Atoi(id); !ok || err != nil {
		return ""
	}
	return id
}
