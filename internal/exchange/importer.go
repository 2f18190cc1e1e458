package exchange

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/lexicon"
	"parley/ontology"
)

// Confidence of rows that do not tell their own: files coded by people are taken
// at their word, those coded by programs as even odds.
const (
	handCoded    = 1.0
	machineCoded = 0.5
)

// importer is what reading one file needs: where it stands, the tables, what has
// been resolved, and who gets the rows.
type importer struct {
	format, name, dataset string
	opt                   ReadOptions
	line                  int
	done                  bool
	yield                 func(Row, error) bool

	lex     *lexicon.Lexicon
	onto    *ontology.Ontology
	labels  map[string]string // words of CAMEO codes → code
	parties map[string]parley.Party
	days    map[string]time.Time
	lands   map[string]string
}

func newImporter(format, name string, opt ReadOptions, yield func(Row, error) bool) (*importer, error) {
	lex, err := actors()
	if err != nil {
		return nil, err
	}
	return &importer{
		format: format, name: name, dataset: cmp.Or(opt.Dataset, format), opt: opt, yield: yield, lex: lex,
		onto: ontology.Default(), parties: map[string]parley.Party{}, days: map[string]time.Time{}, lands: map[string]string{},
	}, nil
}

// give hands a row on.
func (im *importer) give(r Row) {
	if !im.done && !im.yield(r, nil) {
		im.done = true
	}
}

// bad tells of a row that cannot be read.
func (im *importer) bad(err error) {
	if !im.done && !im.yield(Row{}, &RowError{im.name, im.line, err.Error()}) {
		im.done = true
	}
}

// skipped tells of a row that is passed over.
func (im *importer) skipped(why string) {
	if im.opt.Skipped != nil {
		im.opt.Skipped(im.line, why)
	}
}

// errSkip ends the reading of a row that is fine but no event of ours.
var errSkip = errors.New("no event of PLOVER")

// result hands a row on, or tells why there is none.
func (im *importer) result(r Row, err error) {
	switch {
	case errors.Is(err, errSkip):
		im.skipped(err.Error())
	case err != nil:
		im.bad(err)
	default:
		im.give(r)
	}
}

// row begins a row that comes from this file. key tells rows of the file apart, or
// is what the row says.
func (im *importer) row(confidence float64, key ...string) Row {
	var r Row
	r.Event.ID = idOf(append([]string{im.dataset}, key...)...)
	r.Event.Rule = "import:" + im.format
	r.Event.Status = parley.Actual
	r.Event.Confidence = confidence
	r.Coder = im.dataset
	r.Revision = 1
	r.Review = "machine"
	if confidence == handCoded {
		r.Review = "reviewed"
	}
	r.Document.Source = im.name + ":" + strconv.Itoa(im.line)
	return r
}

// idOf hashes parts into an ID.
func idOf(parts ...string) string {
	var buf [512]byte
	b := buf[:0]
	for _, p := range parts {
		b = append(b, p...)
		b = append(b, 0)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// story sets the document of a row by what names it.
func (im *importer) story(r *Row, key string) {
	if key == "" {
		key = r.Event.ID
	}
	r.Document.ID = idOf(im.dataset, "story", key)
	r.Event.Document = r.Document.ID
}

// missing gives s without the words by which files say that there is nothing.
func missing(s string) string {
	s = strings.TrimSpace(s)
	switch s {
	case "None", "NA", "N/A", "NULL", "null", "nan", "NaN", "---", "\\N":
		return ""
	}
	return s
}

var dayLayouts = []string{
	isoDay, "20060102", "1/2/2006", "2 January 2006", "2 Jan 2006", "02-Jan-2006", "January 2, 2006",
	"2006-01-02 15:04:05", "2006-01-02 15:04:05.000", time.RFC3339,
}

// day reads a date in one of the ways that files write it.
func (im *importer) day(s string) (time.Time, error) {
	if day, ok := im.days[s]; ok {
		return day, nil
	}
	for _, layout := range dayLayouts {
		if day, err := time.Parse(layout, strings.TrimSpace(s)); err == nil && day.Year() > 0 {
			day = day.UTC().Truncate(24 * time.Hour)
			if len(im.days) < 1<<16 {
				im.days[s] = day
			}
			return day, nil
		}
	}
	return time.Time{}, fmt.Errorf("date %q", s)
}

// onDay dates an event.
func (im *importer) onDay(r *Row, s string) (time.Time, error) {
	day, err := im.day(s)
	if err == nil {
		r.Event.Date = parley.Dates{Value: day.Format(isoDay), Precision: "day"}
	}
	return day, err
}

// published sets the day of the report where the file has it.
func (im *importer) published(r *Row, s string) error {
	if s = missing(s); s == "" {
		return nil
	}
	day, err := im.day(s)
	r.Document.Published = day
	return err
}

// cameo codes an event by its CAMEO code, and by the crosswalk in PLOVER.
func (im *importer) cameo(ev *parley.Event, code string) error {
	code = strings.TrimSpace(code)
	if _, ok := im.onto.Code(code); !ok || len(code) < 2 {
		return fmt.Errorf("CAMEO code %q", code)
	}
	cross, ok := im.onto.Crosswalk(code)
	if !ok { // roots have none: what they say of themselves is their first branch
		cross, ok = im.onto.Crosswalk(code + "0")
	}
	ev.CAMEO = code
	if !ok || cross.Type == ontology.None {
		if !im.opt.Statements {
			return errSkip
		}
		ev.Type = string(ontology.None)
		return nil
	}
	if ev.Type != "" && ev.Type != string(cross.Type) { // the file's own type stands
		return nil
	}
	contexts := ev.Contexts
	if contexts == nil {
		contexts = cross.Contexts
	}
	modes := ev.Modes
	if modes == nil && cross.Mode != "" {
		modes = []string{cross.Mode}
	}
	return im.plover(ev, string(cross.Type), modes, contexts)
}

// label codes an event by the words for a CAMEO code.
func (im *importer) label(ev *parley.Event, words string) error {
	if im.labels == nil {
		im.labels = cameoLabels(im.onto)
	}
	code, ok := im.labels[plain(words)]
	if !ok {
		return fmt.Errorf("no CAMEO code is called %q", words)
	}
	return im.cameo(ev, code)
}

// plover codes an event in PLOVER; unknown modes and contexts are left out.
func (im *importer) plover(ev *parley.Event, typ string, modes, contexts []string) error {
	info, ok := im.onto.Type(ontology.Type(typ))
	if !ok {
		return fmt.Errorf("PLOVER type %q", typ)
	}
	ev.Type, ev.Quad = typ, info.Quad
	ev.Modes = nil
	for _, m := range modes {
		if im.onto.HasMode(info.Type, m) {
			ev.Modes = append(ev.Modes, m)
		}
	}
	ev.Score = info.Score
	if len(ev.Modes) > 0 {
		ev.Score = im.onto.Score(info.Type, ev.Modes[0])
	}
	ev.Contexts = contexts
	return nil
}

// coordinates reads latitude and longitude; false when the file has none.
func coordinates(lat, lon string) (la, lo float64, ok bool, err error) {
	lat, lon = missing(lat), missing(lon)
	if lat == "" && lon == "" {
		return 0, 0, false, nil
	}
	la, err1 := strconv.ParseFloat(lat, 64)
	lo, err2 := strconv.ParseFloat(lon, 64)
	if err1 != nil || err2 != nil || !(math.Abs(la) <= 90) || !(math.Abs(lo) <= 180) {
		return 0, 0, false, fmt.Errorf("coordinates %q, %q", lat, lon)
	}
	return la, lo, true, nil
}

// at places an event: city, district, province and country, the finest of which names it.
func (im *importer) at(ev *parley.Event, city, district, province, country, lat, lon string) error {
	la, lo, located, err := coordinates(lat, lon)
	if err != nil {
		return err
	}
	city, district, province, country = missing(city), missing(district), missing(province), missing(country)
	p := parley.Place{Name: cmp.Or(city, district, province, country), Admin1: province, Country: im.land(country)}
	if country != "" && p.Country == "" {
		return fmt.Errorf("country %q", country)
	}
	if city == "" && district == "" && province == "" && country != "" {
		p.Name = countryName(p.Country)
	}
	if located {
		p.Lat, p.Lon = la, lo
		switch {
		case city != "":
			p.Precision = "city"
		case district != "":
			p.Precision = "district"
		case province != "":
			p.Precision = "province"
		default:
			p.Precision = "country"
		}
	}
	if p.Name == "" && located {
		p.Name = degrees(la) + ", " + degrees(lo)
		p.Precision = "city"
	}
	ev.Place = p
	return nil
}

// land gives the ISO code of a country by name or code; empty when there is none.
func (im *importer) land(name string) string {
	if name == "" {
		return ""
	}
	code, ok := im.lands[name]
	if !ok {
		code = im.findLand(name)
		if len(im.lands) < 1<<14 {
			im.lands[name] = code
		}
	}
	return code
}

// otherLands are names of countries in files that the lexicon does not have.
var otherLands = map[string]string{
	"occupied palestinian territory": "PSE", "palestinian territory occupied": "PSE", "palestinian territories": "PSE", "west bank": "PSE",
	"gaza strip": "PSE", "congo dr": "COD", "macedonia fyr": "MKD", "holy see": "VAT", "vatican": "VAT", "taiwan province of china": "TWN",
	"libyan arab jamahiriya": "LBY", "the gambia": "GMB", "european union": "EUR", "bailiwick of guernsey": "GGY", "bailiwick of jersey": "JEY",
	"saint helena ascension and tristan da cunha": "SHN", "heard island and mcdonald islands": "HMD", "french southern and antarctic lands": "ATF",
	"akrotiri and dhekelia": "CYP",
}

func (im *importer) findLand(name string) string {
	if code, ok := im.lex.Country(name); ok {
		return code
	}
	if special(name) {
		return name
	}
	if code, ok := otherLands[plain(name)]; ok {
		return code
	}
	if head, _, ok := strings.Cut(name, " ("); ok {
		if code, ok := im.lex.Country(head); ok {
			return code
		}
	}
	if tail, head, ok := strings.Cut(name, ", "); ok { // "Korea, Republic of"
		if code, ok := im.lex.Country(head + " " + tail); ok {
			return code
		}
	}
	return ""
}

// check looks at a row that comes in our own words.
func (im *importer) check(r *Row) error {
	ev := &r.Event
	if ev.ID == "" {
		return errors.New("no id")
	}
	if _, ok := im.onto.Type(ontology.Type(ev.Type)); !ok {
		return fmt.Errorf("PLOVER type %q", ev.Type)
	}
	if _, ok := im.onto.Code(ev.CAMEO); !ok && ev.CAMEO != "" {
		return fmt.Errorf("CAMEO code %q", ev.CAMEO)
	}
	if len(ev.Actors) == 0 {
		return errors.New("no actor")
	}
	if p := &ev.Place; p.Located() && !(math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180) {
		return fmt.Errorf("coordinates %g, %g", p.Lat, p.Lon)
	}
	if ev.Date.Value != "" {
		if _, _, ok := period(ev.Date.Value); !ok {
			return fmt.Errorf("date %q", ev.Date.Value)
		}
	}
	if ev.Status == "" {
		ev.Status = parley.Actual
	}
	if !slices.Contains(parley.Statuses, ev.Status) {
		return fmt.Errorf("status %q", ev.Status)
	}
	if !(ev.Confidence >= 0 && ev.Confidence <= 1) {
		return fmt.Errorf("confidence %g", ev.Confidence)
	}
	return nil
}
