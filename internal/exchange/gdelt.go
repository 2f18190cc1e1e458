package exchange

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/ontology"
)

var formGDELT = form{
	Format: Format{
		Name: "gdelt2", Doc: "GDELT 2.0 events, 61 columns, tabs, no header", Ext: ".export.CSV", CanRead: true, CanWrite: true,
		Losses: []string{
			"PLOVER type, mode and contexts", "the end of a stretch of days and how exact it is", "the words of actors and of the report",
			"third parties", "who says so", "which parties acted together: one row a pair", "review, confidence",
			"sources are counted as independent ones, unless raw sources are asked for",
			"the tone is empty: there is no model of it", "places of the actors are empty",
		},
	},
	write: newGDELT, read: readGDELT,
}

// gdeltColumns are the columns of a GDELT 2.0 event file.
const gdeltColumns = 61

func newGDELT(w io.Writer, opt *Options) Writer {
	out := newTSV(w)
	return &pairs{opt: opt, close: out.close, write: func(d *dyad) error { return out.row(gdeltRow(d, opt)) }}
}

func gdeltRow(d *dyad, opt *Options) []string {
	mentions, sources, articles := counts(&d.Incident, opt.RawSources)
	cells := make([]string, 0, gdeltColumns)
	cells = append(cells,
		strconv.FormatUint(d.id, 10), d.day.Format("20060102"), d.day.Format("200601"), d.day.Format("2006"),
		strconv.FormatFloat(fraction(d.day), 'f', 4, 64))
	cells = append(cells, gdeltActor(d.source)...)
	cells = append(cells, gdeltActor(d.target)...)
	cells = append(cells, root(d.Row), d.cameo, d.cameo[:min(3, len(d.cameo))], rootOf(d.cameo),
		gdeltQuad(d.cameo), goldstein(d.cameo), mentions, sources, articles, "")
	cells = append(cells, noGeo...)
	cells = append(cells, noGeo...)
	cells = append(cells, gdeltGeo(&d.Event.Place)...)
	return append(cells, added(d.Row), d.Document.URL)
}

// fraction is the year with the part of it that has gone, in GDELT's own rough way.
func fraction(day time.Time) float64 {
	return float64(day.Year()) + float64(int(day.Month())*30+day.Day())/365
}

// gdeltActor gives the ten columns of a party.
func gdeltActor(p *parley.Party) []string {
	out := make([]string, 10)
	if p == nil {
		return out
	}
	out[0], out[1], out[2], out[3] = actorCode(p), strings.ToUpper(label(p)), land(p), tables().groups[p.ID]
	n := 7
	for _, r := range roleCodes(p) {
		if r == "REL" { // a religion, not a type
			out[5] = r
			continue
		}
		out[n] = r
		n++
	}
	return out
}

// root says whether an event stands in the first paragraph of its report.
func root(r *Row) string {
	if text := r.Document.Text; text != "" && r.Event.Index > 0 {
		body := strings.TrimLeft(strings.TrimPrefix(text, r.Document.Title), "\n ")
		lead, _, _ := strings.Cut(body, "\n")
		if r.Event.Sentence.Span.Start < len(text)-len(body)+len(lead) {
			return "1"
		}
	}
	if r.Event.Index == 0 {
		return "1"
	}
	return "0"
}

// rootOf gives the root of a CAMEO code: its first two digits.
func rootOf(cameo string) string { return cameo[:min(2, len(cameo))] }

// gdeltQuad classes a CAMEO code as GDELT does: 1 and 2 cooperation in words and
// deeds, 3 and 4 conflict.
func gdeltQuad(cameo string) string {
	switch r := rootOf(cameo); {
	case r <= "05":
		return "1"
	case r <= "08":
		return "2"
	case r <= "13":
		return "3"
	}
	return "4"
}

// goldstein gives the intensity of a CAMEO code.
func goldstein(cameo string) string {
	c, ok := ontology.Default().Code(cameo)
	if !ok {
		return ""
	}
	return decimal(c.Goldstein)
}

// counts gives how many mentions, sources and articles an incident has.
func counts(inc *parley.Incident, raw bool) (mentions, sources, articles string) {
	if len(inc.Reports) == 0 {
		return "1", "1", "1"
	}
	documents, outlets := map[string]bool{}, map[string]bool{}
	for _, r := range inc.Reports {
		documents[cmp.Or(r.Document, r.Event)] = true
		outlets[cmp.Or(r.Outlet, r.Document, r.Event)] = true
	}
	n := max(inc.Sources, 1)
	if raw {
		n = len(outlets)
	}
	return strconv.Itoa(len(inc.Reports)), strconv.Itoa(n), strconv.Itoa(len(documents))
}

// noGeo are the eight columns of a place that is not known.
var noGeo = []string{"0", "", "", "", "", "", "", ""}

// gdeltGeo gives the eight columns of a place.
func gdeltGeo(p *parley.Place) []string {
	out := append([]string(nil), noGeo...)
	land := fips(p.Country)
	if p.Name == "" || land == "" {
		return out
	}
	out[0], out[2] = gdeltKind(p), land
	out[1] = placeName(p)
	out[3] = fipsAdmin1(p, land)
	out[5], out[6] = latLon(p)
	if out[0] == "1" {
		out[7] = land
	}
	return out
}

// gdeltKind gives GDELT's number for how exact a place is.
func gdeltKind(p *parley.Place) string {
	us := p.Country == "USA"
	switch p.Precision {
	case "country", "region", "":
		return "1"
	case "province", "district":
		if us {
			return "2"
		}
		return "5"
	}
	if us {
		return "3"
	}
	return "4"
}

// placeName writes a place with what it lies in: "Kabul, Kabul, Afghanistan".
func placeName(p *parley.Place) string {
	parts := []string{p.Name}
	if p.Admin1 != "" && p.Admin1 != p.Name {
		parts = append(parts, p.Admin1)
	}
	if c := countryName(p.Country); c != "" && c != p.Name {
		parts = append(parts, c)
	}
	return strings.Join(parts, ", ")
}

// fipsAdmin1 gives the FIPS code of a province where the gazetteer's own is that:
// GeoNames numbers provinces by FIPS but for a few countries.
func fipsAdmin1(p *parley.Place, land string) string {
	code, ok := strings.CutPrefix(p.Gazetteer, "geonames:")
	if !ok || p.Precision != "province" {
		return land
	}
	_, part, ok := strings.Cut(code, ".")
	switch p.Country {
	case "BEL", "CHE", "GBR", "MNE":
		ok = false
	}
	if !ok || len(part) != 2 {
		return land
	}
	return land + part
}

// added gives the time at which a row came to be known.
func added(r *Row) string {
	t := r.Coded
	if t.IsZero() {
		t = r.Document.Published
	}
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("20060102150405")
}

var formMentions = form{
	Format: Format{
		Name: "gdelt2-mentions", Doc: "GDELT 2.0 mentions: one row for each report of an event, 16 columns, tabs, no header",
		Ext: ".mentions.CSV", CanWrite: true,
		Losses: []string{
			"all that the events have; it goes with gdelt2", "sentence and offsets of reports other than the event's own",
			"the tone and the length of the report where its text is gone",
		},
	},
	write: newMentions,
}

func newMentions(w io.Writer, opt *Options) Writer {
	out := newTSV(w)
	return &pairs{opt: opt, close: out.close, write: func(d *dyad) error {
		if err := out.row(ownMention(d)); err != nil {
			return err
		}
		for i := range d.Incident.Reports {
			r := &d.Incident.Reports[i]
			if r.Event == d.Event.ID {
				continue
			}
			if err := out.row(mention(d, r.Day, r.Outlet, cmp.Or(r.URL, r.Document))); err != nil {
				return err
			}
		}
		return nil
	}}
}

// mention gives the columns of a report of which no more is known than its source.
func mention(d *dyad, day time.Time, outlet, address string) []string {
	if day.IsZero() {
		day = d.day
	}
	kind := "1"
	if !strings.Contains(address, "://") {
		kind = "2"
	}
	return []string{
		strconv.FormatUint(d.id, 10), d.day.Format("20060102150405"), day.UTC().Format("20060102150405"),
		kind, outlet, address, "", "", "", "", "1", confidence(d.Event.Confidence), "", "", "", "",
	}
}

// ownMention adds the sentence and the offsets of the event's own report.
func ownMention(d *dyad) []string {
	doc := &d.Document
	out := mention(d, doc.Published, doc.Outlet, cmp.Or(doc.URL, d.Event.Document, doc.ID))
	out[6] = strconv.Itoa(d.Event.Index + 1)
	offsets := offsetsOf(doc)
	at := func(q parley.Quote) string {
		if q.Span.Empty() {
			return "-1"
		}
		return strconv.Itoa(points(offsets, q.Span.Start))
	}
	out[7], out[8], out[9] = at(d.source.Mention), "-1", at(d.Event.Trigger)
	if d.target != nil {
		out[8] = at(d.target.Mention)
	}
	if doc.Text != "" {
		out[12] = strconv.Itoa(points(offsets, len(doc.Text)))
	}
	return out
}

// confidence writes a probability as GDELT does, in steps of ten from 10 to 100.
func confidence(p float64) string { return fmt.Sprint(min(max(int(p*10+0.5), 1), 10) * 10) }

// offsetsOf prepares the counting of code points in a text; nil where it is gone.
// Spans of events whose text is gone count code points already.
func offsetsOf(doc *parley.Document) *parley.Offsets {
	if doc.Text == "" {
		return nil
	}
	return parley.NewOffsets(doc.Text)
}

// points counts the code points before an offset.
func points(offsets *parley.Offsets, at int) int {
	if offsets == nil {
		return at
	}
	return offsets.Runes(at)
}
