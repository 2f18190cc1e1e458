package exchange

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"parley"
)

// otherColumns are names that tables of others have for our columns, and columns
// that are only read: actor and recipient are names to be looked up.
var otherColumns = map[string]string{
	"date": "event_date", "date_start": "event_date", "date_end": "event_date_end", "type": "plover_type", "mode": "plover_mode",
	"cameo": "cameo_code", "event_code": "cameo_code", "source": "actor", "target": "recipient", "lat": "latitude", "lon": "longitude",
	"long": "longitude", "lng": "longitude", "url": "source_url", "id": "event_id", "text": "evidence_text", "outlet": "source_name",
	"publisher": "source_name", "published": "published_at",
}

// readFlat reads our table and, with a mapping, other people's.
func readFlat(im *importer, in *input) {
	var t *flatTable
	for cells := range in.table() {
		if t == nil {
			var err error
			if t, err = newFlatTable(cells, im.opt.Mapping); err != nil {
				im.bad(err)
				return
			}
			continue
		}
		if len(cells) != t.width {
			im.bad(fmt.Errorf("%d columns, not %d", len(cells), t.width))
			continue
		}
		t.cells = cells
		im.result(im.flat(t))
	}
}

// flatTable is a row of a table under the names of its columns.
type flatTable struct {
	at    map[string]int
	width int
	ours  bool // every event has its own ID and coding
	cells []string
}

func newFlatTable(head []string, mapping map[string]string) (*flatTable, error) {
	t := &flatTable{at: map[string]int{}, width: len(head)}
	own := map[string]int{}
	for i, name := range head {
		own[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, c := range columns {
		if i, ok := own[c.name]; ok {
			t.at[c.name] = i
		}
	}
	for _, name := range []string{"actor", "recipient"} {
		if i, ok := own[name]; ok {
			t.at[name] = i
		}
	}
	for theirs, ours := range otherColumns {
		i, ok := own[theirs]
		if _, taken := t.at[ours]; ok && !taken {
			t.at[ours] = i
		}
	}
	for ours, theirs := range mapping {
		i, ok := own[strings.ToLower(theirs)]
		if !ok {
			return nil, fmt.Errorf("no column %q for %s; there are %s", theirs, ours, strings.Join(head, ", "))
		}
		if !readable(ours) {
			return nil, fmt.Errorf("no column of ours is called %q", ours)
		}
		t.at[or(otherColumns[ours], ours)] = i
	}
	if !t.has("event_date") && !t.has("event_id") {
		return nil, errors.New("no column is the date of the event: map one (event_date=NAME)")
	}
	if !t.has("actor") && !t.has("actor_name") {
		return nil, errors.New("no column is the actor: map one (actor=NAME)")
	}
	if !t.has("plover_type") && !t.has("cameo_code") && !t.has("cameo_label") {
		return nil, errors.New("no column is the act: map one (cameo_code=NAME, cameo_label=NAME or plover_type=NAME)")
	}
	_, own1 := own["event_id"]
	_, own2 := own["revision"]
	t.ours = own1 && own2 && len(mapping) == 0
	return t, nil
}

// readable reports whether a name is that of a column that is read.
func readable(name string) bool {
	if name == "actor" || name == "recipient" || otherColumns[name] != "" {
		return true
	}
	for _, c := range columns {
		if c.name == name {
			return true
		}
	}
	return false
}

func (t *flatTable) has(name string) bool { _, ok := t.at[name]; return ok }

// get gives a cell; empty where there is none.
func (t *flatTable) get(name string) string {
	if i, ok := t.at[name]; ok && i < len(t.cells) {
		if t.ours {
			return t.cells[i]
		}
		return missing(t.cells[i])
	}
	return ""
}

// list cuts a cell into values.
func (t *flatTable) list(name string) []string {
	s := t.get(name)
	if s == "" {
		return nil
	}
	out := strings.Split(s, ";")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// flat reads one row.
func (im *importer) flat(t *flatTable) (Row, error) {
	key := []string{t.get("event_id")}
	if key[0] == "" {
		key = append([]string(nil), t.cells...)
	}
	r := im.row(machineCoded, key...)
	if t.ours {
		r.Event.ID = t.get("event_id")
	}
	day, err := im.flatDate(&r, t)
	if err != nil {
		return r, err
	}
	if err := im.flatAct(&r.Event, t); err != nil {
		return r, err
	}
	if r.Event.Actors, err = im.flatParties(t, "actor", day); err != nil {
		return r, err
	}
	if r.Event.Recipients, err = im.flatParties(t, "recipient", day); err != nil {
		return r, err
	}
	for _, fill := range []func(*Row, *flatTable) error{im.flatThird, im.flatPlace, im.flatSource, im.flatRecord} {
		if err := fill(&r, t); err != nil {
			return r, err
		}
	}
	return r, im.checkAny(&r)
}

// checkAny checks a row as [importer.check] does, but lets statements pass that were asked for.
func (im *importer) checkAny(r *Row) error {
	if im.opt.Statements && r.Event.Type == "NONE" {
		return nil
	}
	return im.check(r)
}

func (im *importer) flatDate(r *Row, t *flatTable) (time.Time, error) {
	s := t.get("event_date")
	if s == "" {
		if !t.ours {
			return time.Time{}, errors.New("no date")
		}
		r.Event.Date.Mention.Text = t.get("date_text")
		return time.Time{}, nil
	}
	day, err := im.onDay(r, s)
	if err != nil {
		return day, err
	}
	d := &r.Event.Date
	d.Mention.Text = t.get("date_text")
	d.Precision = or(t.get("date_precision"), "day")
	if end := t.get("event_date_end"); end != "" {
		last, err := im.day(end)
		if err != nil || last.Before(day) {
			return day, fmt.Errorf("end %q of %s", end, s)
		}
		d.Until = last.Format(isoDay)
	}
	return day, nil
}

// flatAct reads what was done: in PLOVER, in CAMEO, or both.
func (im *importer) flatAct(ev *parley.Event, t *flatTable) error {
	ev.Contexts = t.list("contexts")
	typ, code := strings.ToUpper(t.get("plover_type")), t.get("cameo_code")
	if typ == "NONE" {
		typ = ""
	}
	if typ != "" {
		modes := t.list("plover_mode")
		if err := im.plover(ev, typ, modes, ev.Contexts); err != nil {
			return err
		}
	}
	switch {
	case code != "" && typ != "":
		if _, ok := im.onto.Code(code); !ok {
			return fmt.Errorf("CAMEO code %q", code)
		}
		ev.CAMEO = code
	case code != "":
		return im.cameo(ev, code)
	case typ == "":
		return im.label(ev, t.get("cameo_label"))
	}
	return nil
}

// flatParties reads the parties of a role: by our columns, or by a name that is
// looked up.
func (im *importer) flatParties(t *flatTable, role string, day time.Time) ([]parley.Party, error) {
	if name := t.get(role); name != "" && !t.has(role+"_name") {
		return []parley.Party{im.party(name, im.land(t.get(role+"_country")), day)}, nil
	}
	names, ids := t.list(role+"_name"), t.list(role+"_id")
	countries, sectors := t.list(role+"_country"), t.list(role+"_sector")
	pick := func(list []string, i int) string {
		if i < len(list) {
			return list[i]
		}
		return ""
	}
	var out []parley.Party
	for i := range max(len(names), len(ids), len(countries)) {
		p := parley.Party{Name: pick(names, i), ID: pick(ids, i), Country: pick(countries, i), Sector: pick(sectors, i)}
		if !t.ours && p.ID == "" {
			q := im.party(p.Name, im.land(p.Country), day)
			q.Sector = or(p.Sector, q.Sector)
			p = q
		}
		if p.Country != "" && im.land(p.Country) == "" {
			return nil, fmt.Errorf("country %q", p.Country)
		}
		if p.Sector != "" && !im.onto.HasSector(p.Sector) {
			return nil, fmt.Errorf("sector %q", p.Sector)
		}
		if p.Sector != "" && p.Sectors == nil {
			p.Sectors = []string{p.Sector}
		}
		p.Mention.Text = or(p.Mention.Text, p.Name)
		out = append(out, p)
	}
	return out, nil
}

func (im *importer) flatThird(r *Row, t *flatTable) error {
	ids := t.list("counterpart_ids")
	for i, name := range t.list("counterpart_names") {
		p := parley.Party{Name: name, Mention: parley.Quote{Text: name}}
		if i < len(ids) {
			p.ID = ids[i]
		}
		r.Event.Third = append(r.Event.Third, parley.Third{Role: parley.RoleParty, Party: p})
	}
	for _, name := range t.list("mediator_names") {
		r.Event.Third = append(r.Event.Third, parley.Third{
			Role: parley.RoleMediator, Party: parley.Party{Name: name, Mention: parley.Quote{Text: name}},
		})
	}
	return nil
}

func (im *importer) flatPlace(r *Row, t *flatTable) error {
	ev := &r.Event
	if t.ours {
		la, lo, located, err := coordinates(t.get("latitude"), t.get("longitude"))
		if err != nil {
			return err
		}
		ev.Place = parley.Place{
			Name: t.get("place"), Country: t.get("country"), Admin1: t.get("admin1"), Gazetteer: t.get("geonames_id"),
		}
		if id := ev.Place.Gazetteer; strings.Trim(id, "0123456789") == "" && id != "" {
			ev.Place.Gazetteer = "geonames:" + id
		}
		if located {
			ev.Place.Lat, ev.Place.Lon, ev.Place.Precision = la, lo, or(t.get("geo_precision"), "city")
		}
		return nil
	}
	return im.at(ev, t.get("place"), t.get("admin2"), t.get("admin1"), t.get("country"), t.get("latitude"), t.get("longitude"))
}

func (im *importer) flatSource(r *Row, t *flatTable) error {
	d := &r.Document
	d.Outlet, d.URL, d.Lang, d.Title = t.get("source_name"), t.get("source_url"), t.get("source_lang"), t.get("document_title")
	if t.ours {
		d.ID = t.get("document_id")
		r.Event.Document = d.ID
	} else {
		im.story(r, d.URL)
	}
	if s := t.get("published_at"); s != "" {
		if at, err := time.Parse(time.RFC3339, s); err == nil {
			d.Published = at.UTC()
		} else if err := im.published(r, s); err != nil {
			return err
		}
	}
	r.Event.SaidBy = speakers(t.list("attribution_chain"), d.Outlet)
	return nil
}

// speakers reads an attribution as [attribution] writes it.
func speakers(said []string, outlet string) []parley.Speaker {
	if len(said) > 0 && said[0] == outlet {
		said = said[1:]
	}
	var out []parley.Speaker
	for i := len(said) - 1; i >= 0; i-- {
		text, kind := said[i], parley.Unnamed
		if open := strings.LastIndex(text, " ("); open > 0 && strings.HasSuffix(text, ")") {
			text, kind = text[:open], parley.SpeakerKind(text[open+2:len(text)-1])
		}
		out = append(out, parley.Speaker{Mention: parley.Quote{Text: text}, Kind: kind})
	}
	return out
}

// flatRecord reads what the table says of the record itself.
func (im *importer) flatRecord(r *Row, t *flatTable) error {
	ev := &r.Event
	numbers := []struct {
		name string
		set  func(int)
	}{
		{"sentence_no", func(n int) { ev.Index = max(n-1, 0) }},
		{"char_start", func(n int) { ev.Sentence.Span.Start = n }}, {"char_end", func(n int) { ev.Sentence.Span.End = n }},
		{"revision", func(n int) { r.Revision = n }}, {"independent_sources", func(n int) { r.Incident.Sources = n }},
	}
	for _, c := range numbers {
		if s := t.get(c.name); s != "" {
			n, err := strconv.Atoi(s)
			if err != nil {
				return fmt.Errorf("%s %q", c.name, s)
			}
			c.set(n)
		}
	}
	if r.Incident.ID = t.get("incident_id"); r.Incident.ID == "" {
		r.Incident = parley.Incident{}
	}
	if s := t.get("confidence"); s != "" {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return fmt.Errorf("confidence %q", s)
		}
		ev.Confidence = v
	}
	if s := t.get("updated_at"); s != "" {
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			return fmt.Errorf("updated_at %q", s)
		}
		r.Coded = at.UTC()
	}
	ev.Sentence.Text, ev.Trigger.Text = t.get("evidence_text"), t.get("trigger")
	ev.Status = parley.Status(or(t.get("status"), statusOf(t)))
	ev.Rule, r.Coder, r.Review = or(t.get("rule"), ev.Rule), or(t.get("coder"), r.Coder), or(t.get("review_status"), r.Review)
	return nil
}

// statusOf tells the status of an act by polarity, modality and tense.
func statusOf(t *flatTable) string {
	switch {
	case t.get("polarity") == "denied":
		return string(parley.Negated)
	case t.get("modality") == "plan":
		return string(parley.Future)
	case t.get("modality") == "conditional":
		return string(parley.Hypothetical)
	case t.get("tense") == "background":
		return string(parley.Historical)
	}
	return string(parley.Actual)
}
