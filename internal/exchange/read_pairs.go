package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"parley"
	"parley/ontology"
)

// icewsColumns numbers the columns by their names in the file, in any style:
// "Event ID", "event_id". Without a header the order is that of the format.
func icewsColumns(cells []string) (map[string]int, bool) {
	at := map[string]int{}
	for i, c := range cells {
		at[strings.ReplaceAll(strings.ToLower(strings.TrimSpace(c)), " ", "_")] = i
	}
	_, a := at["cameo_code"]
	_, b := at["event_date"]
	return at, a && b
}

func readICEWS(im *importer, in *input) {
	at, _ := icewsColumns(icewsHeader)
	width := len(icewsHeader)
	first := true
	for cells := range in.tabs() {
		if first {
			first = false
			if found, ok := icewsColumns(cells); ok {
				at, width = found, len(cells)
				continue
			}
		}
		if len(cells) < width && strings.Join(cells[min(len(cells), width-1):], "") != "" || len(cells) < min(width, 12) {
			im.bad(fmt.Errorf("%d columns, not %d", len(cells), width))
			continue
		}
		im.result(im.icews(func(name string) string {
			if i, ok := at[name]; ok && i < len(cells) {
				return missing(cells[i])
			}
			return ""
		}))
	}
}

func (im *importer) icews(get func(string) string) (Row, error) {
	r := im.row(machineCoded, get("event_id"), get("event_date"), get("source_name"), get("cameo_code"), get("target_name"))
	ev := &r.Event
	day, err := im.onDay(&r, get("event_date"))
	if err != nil {
		return r, err
	}
	if err := im.cameo(ev, get("cameo_code")); err != nil {
		return r, err
	}
	source, target := get("source_name"), get("target_name")
	if source == "" {
		return r, fmt.Errorf("no source")
	}
	a := im.party(source, im.land(get("source_country")), day)
	im.sectorsOf(&a, strings.Split(get("source_sectors"), ","))
	ev.Actors = []parley.Party{a}
	if target != "" {
		b := im.party(target, im.land(get("target_country")), day)
		im.sectorsOf(&b, strings.Split(get("target_sectors"), ","))
		ev.Recipients = []parley.Party{b}
	}
	if n := get("sentence_number"); n != "" {
		k, err := strconv.Atoi(strings.TrimSuffix(n, ".0"))
		if err != nil || k < 0 {
			return r, fmt.Errorf("sentence number %q", n)
		}
		ev.Index = max(k-1, 0)
	}
	im.story(&r, get("story_id"))
	r.Document.Outlet = get("publisher")
	return r, im.at(ev, get("city"), get("district"), get("province"), get("country"), get("latitude"), get("longitude"))
}

func readGDELT(im *importer, in *input) {
	for cells := range in.tabs() {
		if len(cells) != gdeltColumns {
			im.bad(fmt.Errorf("%d columns, not %d", len(cells), gdeltColumns))
			continue
		}
		if im.line == 1 && strings.EqualFold(cells[0], "GlobalEventID") {
			continue
		}
		im.result(im.gdelt(cells))
	}
}

func (im *importer) gdelt(c []string) (Row, error) {
	r := im.row(machineCoded, c[0])
	ev := &r.Event
	if _, err := strconv.ParseUint(c[0], 10, 64); err != nil {
		return r, fmt.Errorf("GlobalEventID %q", c[0])
	}
	day, err := im.onDay(&r, c[1])
	if err != nil {
		return r, err
	}
	if err := im.cameo(ev, c[26]); err != nil {
		return r, err
	}
	a, ok := im.coded(c[5], c[6], day)
	if !ok {
		return r, errNoActor
	}
	im.known(&a, c[8])
	ev.Actors = []parley.Party{a}
	if b, ok := im.coded(c[15], c[16], day); ok {
		im.known(&b, c[18])
		ev.Recipients = []parley.Party{b}
	}
	ev.Index = 0
	if c[25] == "0" {
		ev.Index = 1 // somewhere behind the lead
	}
	if c[59] != "" {
		if r.Coded, err = parseStamp(c[59]); err != nil {
			return r, err
		}
	}
	r.Document.URL = c[60]
	im.story(&r, c[60])
	return r, im.gdeltPlace(ev, c[51:59])
}

// errNoActor passes over rows that GDELT has in plenty: something is done to somebody
// by nobody.
var errNoActor = fmt.Errorf("%w: nobody acts", errSkip)

// known sets the group of a party by its code, where the lexicon has it.
func (im *importer) known(p *parley.Party, code string) {
	if id := tables().members[missing(code)]; id != "" && p.ID == "" {
		p.ID = id
	}
}

// gdeltPlace reads the eight columns of a place.
func (im *importer) gdeltPlace(ev *parley.Event, c []string) error {
	if missing(c[0]) == "" || c[0] == "0" {
		return nil
	}
	land := tables().fromFIPS[c[2]]
	la, lo, located, err := coordinates(c[5], c[6])
	if err != nil {
		return err
	}
	name, rest, _ := strings.Cut(c[1], ", ")
	p := parley.Place{Name: name, Country: land}
	if admin1, _, ok := strings.Cut(rest, ", "); ok {
		p.Admin1 = admin1
	}
	if located {
		p.Lat, p.Lon = la, lo
		p.Precision = map[string]string{"1": "country", "2": "province", "3": "city", "4": "city", "5": "province"}[c[0]]
	}
	if p.Precision == "province" {
		p.Admin1 = name
	}
	if p.Name != "" {
		ev.Place = p
	}
	return nil
}

func readPhoenix(im *importer, in *input) {
	for cells := range in.tabs() {
		if len(cells) != phoenixColumns {
			im.bad(fmt.Errorf("%d columns, not %d", len(cells), phoenixColumns))
			continue
		}
		im.result(im.phoenix(cells))
	}
}

func (im *importer) phoenix(c []string) (Row, error) {
	r := im.row(machineCoded, c[0])
	ev := &r.Event
	day, err := im.onDay(&r, c[1])
	if err != nil {
		return r, err
	}
	ev.Contexts = readIssues(c[17])
	if err := im.cameo(ev, c[13]); err != nil {
		return r, err
	}
	if err := im.codes(ev, c[5], c[9], day); err != nil {
		return r, err
	}
	_, version, _ := strings.Cut(c[0], "_v")
	r.Coder = strings.TrimSpace(im.dataset + " " + version)
	if err := im.at(ev, c[20], "", c[21], c[22], c[18], c[19]); err != nil {
		return r, err
	}
	im.sourced(&r, c[23], c[24], c[25])
	return r, nil
}

// codes sets the parties of an event by their CAMEO codes.
func (im *importer) codes(ev *parley.Event, source, target string, day time.Time) error {
	a, ok := im.coded(source, "", day)
	if !ok {
		return errNoActor
	}
	ev.Actors = []parley.Party{a}
	if b, ok := im.coded(target, "", day); ok {
		ev.Recipients = []parley.Party{b}
	}
	return nil
}

// sourced sets the first of the sentences, addresses and outlets of an event as its report.
func (im *importer) sourced(r *Row, ids, urls, outlets string) {
	first := func(s string) string { s, _, _ = strings.Cut(s, ";"); return missing(s) }
	id := first(ids)
	if cut := strings.LastIndexByte(id, '_'); cut >= 0 {
		if n, err := strconv.Atoi(id[cut+1:]); err == nil && n > 0 {
			r.Event.Index = n - 1
			id = id[:cut]
		}
	}
	im.story(r, id)
	r.Document.URL, r.Document.Outlet = strings.ReplaceAll(first(urls), "%3B", ";"), first(outlets)
}

// readIssues reads contexts that are ours; Phoenix has others.
func readIssues(s string) []string {
	var out []string
	for _, part := range strings.Split(s, ";") {
		name, _, _ := strings.Cut(part, ",")
		if name = strings.ToLower(strings.TrimSpace(name)); contexts()[name] {
			out = append(out, name)
		}
	}
	return out
}

// contexts are the names of all contexts.
var contexts = sync.OnceValue(func() map[string]bool { return set(strings.Join(ontology.Default().Contexts(), " ")) })

func readPETRARCH(im *importer, in *input) {
	for cells := range in.tabs() {
		if len(cells) < 7 || len(cells) > 13 {
			im.bad(fmt.Errorf("%d columns, not 7 to 13", len(cells)))
			continue
		}
		im.result(im.petrarch(cells))
	}
}

// petrarch reads a row whose width depends on what its writer was told to write: the
// address may be missing, and texts and roots may follow the outlet.
func (im *importer) petrarch(c []string) (Row, error) {
	ids, url, rest := c[5], "", c[6:]
	if len(rest) > 1 && (rest[0] == "" || strings.Contains(rest[0], "://")) {
		url, rest = rest[0], rest[1:]
	}
	outlet, rest := rest[0], rest[1:]
	r := im.row(machineCoded, c[0], c[1], c[2], c[3], ids, url)
	ev := &r.Event
	day, err := im.onDay(&r, c[0])
	if err != nil {
		return r, err
	}
	ev.Contexts = readIssues(c[4])
	if err := im.cameo(ev, c[3]); err != nil {
		return r, err
	}
	source, target, text := petrarchTexts(rest)
	a, ok := im.coded(c[1], source, day)
	if !ok {
		return r, errNoActor
	}
	ev.Actors = []parley.Party{a}
	if b, ok := im.coded(c[2], target, day); ok {
		ev.Recipients = []parley.Party{b}
	}
	ev.Trigger.Text = text
	im.sourced(&r, ids, url, outlet)
	return r, nil
}

// petrarchTexts tells the cells behind the outlet apart: the words for source and
// target, those for the act, and two codes of roots.
func petrarchTexts(rest []string) (source, target, event string) {
	if n := len(rest); n >= 2 && isCode(rest[n-1]) && isCode(rest[n-2]) {
		rest = rest[:n-2]
	}
	if len(rest) >= 2 {
		source, target, rest = missing(rest[0]), missing(rest[1]), rest[2:]
	}
	if len(rest) > 0 {
		event = missing(rest[0])
	}
	return source, target, event
}

// isCode reports whether a cell is a CAMEO actor code, or stands for none.
func isCode(s string) bool {
	if s == "---" {
		return true
	}
	for _, r := range s {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return len(s) > 0 && len(s)%3 == 0
}

func readPOLECAT(im *importer, in *input) {
	var at map[string]int
	width := 0
	for cells := range in.tabs() {
		if at == nil {
			at = map[string]int{}
			for i, c := range cells {
				if c = strings.TrimSpace(c); c != "" {
					at[strings.ToLower(c)] = i
					width = i + 1
				}
			}
			if _, ok := at["primary actor sector"]; !ok {
				im.bad(fmt.Errorf("no header of POLECAT: %q", cells[0]))
				return
			}
			continue
		}
		if len(cells) < width || strings.Join(cells[width:], "") != "" {
			im.bad(fmt.Errorf("%d columns, not %d", len(cells), width))
			continue
		}
		im.result(im.polecat(func(name string) string {
			if i, ok := at[name]; ok {
				return missing(cells[i])
			}
			return ""
		}))
	}
}

func (im *importer) polecat(get func(string) string) (Row, error) {
	r := im.row(machineCoded, get("event id"), get("event date"))
	ev := &r.Event
	if get("event id") == "" {
		return r, fmt.Errorf("no event id")
	}
	day, err := im.onDay(&r, get("event date"))
	if err != nil {
		return r, err
	}
	if err := im.plover(ev, strings.ToUpper(get("event type")), cutList(get("event mode")), cutList(get("contexts"))); err != nil {
		return r, err
	}
	if ev.Actors, err = im.polecatParties(get, "actor", day); err != nil {
		return r, err
	}
	if ev.Recipients, err = im.polecatParties(get, "recipient", day); err != nil {
		return r, err
	}
	if len(ev.Actors) == 0 {
		return r, errNoActor
	}
	ev.Sentence.Text = get("event text")
	im.story(&r, or(get("story id"), get("event id")))
	r.Document.Outlet, r.Document.Lang, r.Document.Title = get("source"), get("language"), get("headline")
	if v := get("version"); v != "" {
		r.Coder = im.dataset + " " + v
	}
	if err := im.published(&r, get("publication date")); err != nil {
		return r, err
	}
	if err := im.at(ev, get("city"), get("district"), get("province"), get("country"), get("latitude"), get("longitude")); err != nil {
		return r, err
	}
	ev.Place.Name, ev.Place.Mention.Text = or(get("placename"), ev.Place.Name), get("raw placename")
	if id := get("geonames id"); id != "" {
		ev.Place.Gazetteer = "geonames:" + strings.TrimSuffix(id, ".0")
	}
	return r, nil
}

// cutList cuts "a; b" into values.
func cutList(s string) []string {
	var out []string
	for _, part := range strings.Split(s, ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// polecatParties reads a side: names, countries and primary sectors run in parallel.
func (im *importer) polecatParties(get func(string) string, side string, day time.Time) ([]parley.Party, error) {
	names, lands := cutList(get(side+" name")), cutList(get(side+" country"))
	primary, sectors := cutList(get("primary "+side+" sector")), cutList(get(side+" sectors"))
	raw := cutList(get(side + " name raw"))
	pick := func(list []string, i int) string {
		if i < len(list) {
			return missing(list[i])
		}
		return ""
	}
	var out []parley.Party
	for i := range max(len(names), len(lands), len(raw)) {
		land := pick(lands, i)
		if land != "" {
			if land = im.land(land); land == "" {
				return nil, fmt.Errorf("country %q", pick(lands, i))
			}
		}
		p := im.party(or(pick(names, i), pick(raw, i)), land, day)
		p.Country = or(land, p.Country)
		if s := pick(primary, i); s != "" {
			if !im.onto.HasSector(s) {
				return nil, fmt.Errorf("sector %q", s)
			}
			p.Sector, p.Sectors = s, []string{s}
			if len(primary) == 1 {
				p.Sectors = append(p.Sectors, others(sectors, s)...)
			}
		}
		p.Mention.Text = or(pick(raw, i), p.Mention.Text)
		out = append(out, p)
	}
	return out, nil
}

// others gives the known values of a list but for one.
func others(list []string, drop string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == drop || !ontology.Default().HasSector(s) })
}
