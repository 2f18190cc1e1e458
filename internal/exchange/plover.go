package exchange

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"parley"
	"parley/ontology"
)

var formPLOVER = form{
	Format: Format{
		Name: "plover-jsonl", Doc: "PLOVER data exchange, one JSON object a line, with what is ours in x_parley", Ext: ".jsonl",
		CanRead: true, CanWrite: true, Status: true,
		Losses: []string{
			"the reports of an incident: they are counted", "offsets of parties and of the words for time and place",
		},
	},
	unfit: untyped, write: func(w io.Writer, _ *Options) Writer { return &ploverLines{bufio.NewWriterSize(w, 1<<16)} }, read: readPLOVER,
}

// ploverRecord is the record of the exchange format; the fields that are read only are
// those of NGEC's files.
type ploverRecord struct {
	ID        string         `json:"id"`
	Date      string         `json:"date"`
	HasEvent  *bool          `json:"has_event,omitempty"`
	EndDate   string         `json:"enddate,omitempty"`
	Actor     []ploverEntity `json:"actor"`
	Recipient []ploverEntity `json:"recipient,omitempty"`
	Event     oneOrMore      `json:"event"`
	Mode      oneOrMore      `json:"mode,omitempty"`
	Context   oneOrMore      `json:"context,omitempty"`
	Quad      int            `json:"quad_code,omitempty"`
	Scale     *float64       `json:"event_scale,omitempty"`
	EventText oneOrMore      `json:"event_text,omitempty"`
	Loc       *ploverPlace   `json:"event_loc,omitempty"`
	Text      string         `json:"text,omitempty"`
	TextInfo  *ploverText    `json:"text_info,omitempty"`
	Cite      *ploverCite    `json:"cite_info,omitempty"`
	Coder     string         `json:"coder,omitempty"`
	CodedDate string         `json:"coded_date,omitempty"`
	CodedTime string         `json:"coded_time,omitempty"`
	Comment   string         `json:"comment,omitempty"`
	Ours      *ploverOurs    `json:"x_parley,omitempty"`
}

// oneOrMore are values that some files write as one string.
type oneOrMore []string

func (w *oneOrMore) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var s string
		if err := json.Unmarshal(data, &s); err != nil {
			return err
		}
		*w = oneOrMore{s}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(w))
}

type ploverEntity struct {
	Code     string   `json:"code,omitempty"`
	Sector   string   `json:"sector,omitempty"`
	Text     string   `json:"entity_text,omitempty"`
	Name     string   `json:"identifier_text,omitempty"`
	Wikidata string   `json:"identifier_id,omitempty"`
	ID       string   `json:"x_id,omitempty"` // of the lexicon
	Sectors  []string `json:"x_sectors,omitempty"`
	Role     string   `json:"x_role,omitempty"` // of third parties
}

type ploverPlace struct {
	Extracted  string   `json:"extracted_place,omitempty"`
	Resolved   string   `json:"resolved_place,omitempty"`
	GeonameID  string   `json:"geonameid,omitempty"`
	Lat        *float64 `json:"lat,omitempty"`
	Lon        *float64 `json:"lon,omitempty"`
	City       string   `json:"city,omitempty"`
	District   string   `json:"district,omitempty"`
	Province   string   `json:"province,omitempty"`
	Country    string   `json:"country,omitempty"`
	Code       string   `json:"country_code,omitempty"`
	Resolution int      `json:"resolution,omitempty"` // 5 a site or town … 1 larger than a country
}

type ploverText struct {
	Sequence int `json:"sequence"`
	Start    int `json:"start"`
	End      int `json:"end"`
}

type ploverCite struct {
	URL         string `json:"url,omitempty"`
	Title       string `json:"title,omitempty"`
	Language    string `json:"language,omitempty"`
	Publication string `json:"publication,omitempty"`
	Published   string `json:"x_published,omitempty"`
	Document    string `json:"x_document,omitempty"`
	Coder       string `json:"coder,omitempty"`
	Codebook    string `json:"codebook,omitempty"`
	Version     string `json:"version,omitempty"`
}

type ploverOurs struct {
	Counterpart []string       `json:"counterpart,omitempty"`
	Mediator    []string       `json:"mediator,omitempty"`
	Third       []ploverEntity `json:"third,omitempty"`
	Attribution []string       `json:"attribution,omitempty"`
	Modality    string         `json:"modality,omitempty"`
	Polarity    string         `json:"polarity,omitempty"`
	Status      parley.Status  `json:"status,omitempty"`
	Stage       string         `json:"stage,omitempty"`
	CAMEO       string         `json:"cameo,omitempty"`
	Precision   string         `json:"date_precision,omitempty"`
	DateText    string         `json:"date_text,omitempty"`
	Undated     bool           `json:"undated,omitempty"` // the date is that of the report, for want of another
	GeoExact    string         `json:"geo_precision,omitempty"`
	Incident    string         `json:"incident,omitempty"`
	Reports     int            `json:"reports"`
	Sources     int            `json:"independent_sources"`
	Confidence  float64        `json:"confidence"`
	Review      string         `json:"review,omitempty"`
	Revision    int            `json:"revision,omitempty"`
	Rule        string         `json:"rule,omitempty"`
}

type ploverLines struct{ w *bufio.Writer }

func (p *ploverLines) Write(r *Row) error {
	line, err := marshal(ploverOf(r))
	if err != nil {
		return err
	}
	p.w.Write(line)
	return p.w.WriteByte('\n')
}

func (p *ploverLines) Close() error { return p.w.Flush() }

var quadNumber = map[string]int{"verbal-cooperation": 1, "material-cooperation": 2, "verbal-conflict": 3, "material-conflict": 4}

func ploverOf(r *Row) *ploverRecord {
	ev, offsets := &r.Event, offsetsOf(&r.Document)
	score := ploverScore(ev)
	info, _ := ontology.Default().Type(ontology.Type(ev.Type))
	out := &ploverRecord{
		ID: ev.ID, Event: oneOrMore{ev.Type}, Mode: ev.Modes, Context: ev.Contexts, Quad: quadNumber[info.Quad], Scale: &score,
		Actor: entities(ev.Actors), Recipient: entities(ev.Recipients), Loc: ploverPlaceOf(&ev.Place), Text: ev.Sentence.Text,
		Coder: r.Coder, Comment: ploverComment(ev), Ours: oursOf(r),
		Cite: &ploverCite{
			URL: r.Document.URL, Title: r.Document.Title, Language: r.Document.Lang, Publication: r.Document.Outlet, Document: ev.Document,
			Coder: r.Coder, Codebook: "PLOVER 2021", Version: version(r.Coder),
		},
		TextInfo: &ploverText{ev.Index + 1, points(offsets, ev.Sentence.Span.Start), points(offsets, ev.Sentence.Span.End)},
	}
	if ev.Trigger.Text != "" {
		out.EventText = oneOrMore{ev.Trigger.Text}
	}
	if !r.Document.Published.IsZero() {
		out.Cite.Published = r.Document.Published.UTC().Format(isoDay)
	}
	if !r.Coded.IsZero() {
		out.CodedDate, out.CodedTime = r.Coded.UTC().Format(isoDay), r.Coded.UTC().Format("15:04:05")
	}
	if first, last, ok := stretch(&ev.Date); ok {
		out.Date = first.Format(isoDay)
		if last.After(first) {
			out.EndDate = last.Format(isoDay)
		}
	} else if day, ok := eventDay(r); ok {
		out.Date, out.Ours.Undated = day.Format(isoDay), true
	}
	return out
}

// ploverComment tells what the format has no field for, for people.
func ploverComment(ev *parley.Event) string {
	var parts []string
	if ev.CAMEO != "" {
		parts = append(parts, "cameo="+ev.CAMEO)
	}
	if ev.Date.Precision != "" {
		parts = append(parts, "date_precision="+ev.Date.Precision)
	}
	return strings.Join(parts, "; ")
}

func oursOf(r *Row) *ploverOurs {
	ev := &r.Event
	out := &ploverOurs{
		Attribution: attribution(r), Modality: modality(ev), Polarity: polarity(ev), Status: ev.Status, Stage: stage(ev), CAMEO: ev.CAMEO,
		Precision: ev.Date.Precision, DateText: ev.Date.Mention.Text, GeoExact: ev.Place.Precision, Incident: r.Incident.ID,
		Reports: max(len(r.Incident.Reports), 1), Sources: max(r.Incident.Sources, 1), Confidence: ev.Confidence,
		Review: r.Review, Revision: r.Revision, Rule: ev.Rule,
	}
	for i := range ev.Third {
		t := &ev.Third[i]
		e := entity(&t.Party)
		e.Role = string(t.Role)
		out.Third = append(out.Third, e)
		switch t.Role {
		case parley.RoleParty:
			out.Counterpart = append(out.Counterpart, label(&t.Party))
		case parley.RoleMediator:
			out.Mediator = append(out.Mediator, label(&t.Party))
		}
	}
	return out
}

func entities(ps []parley.Party) []ploverEntity {
	var out []ploverEntity
	for i := range ps {
		out = append(out, entity(&ps[i]))
	}
	return out
}

func entity(p *parley.Party) ploverEntity {
	e := ploverEntity{Code: p.Country, Sector: p.Sector, Text: p.Mention.Text, Name: neutral(p.Name), ID: p.ID}
	if len(p.Sectors) > 1 {
		e.Sectors = p.Sectors
	}
	return e
}

func ploverPlaceOf(p *parley.Place) *ploverPlace {
	if p.Name == "" && p.Mention.Text == "" {
		return nil
	}
	city, district, province := levels(p)
	out := &ploverPlace{
		Extracted: p.Mention.Text, Resolved: p.Name, GeonameID: geonames(p), City: city, District: district, Province: province,
		Country: countryName(p.Country), Code: p.Country,
	}
	if p.Located() {
		out.Lat, out.Lon = &p.Lat, &p.Lon
		out.Resolution = map[string]int{"point": 5, "city": 5, "district": 4, "province": 3, "country": 2, "region": 1}[p.Precision]
	}
	return out
}

func readPLOVER(im *importer, in *input) {
	for line := range in.lines() {
		if len(line) == 0 {
			continue
		}
		var rec ploverRecord
		if err := json.Unmarshal(line, &rec); err != nil {
			im.bad(err)
			continue
		}
		if len(rec.Event) == 0 {
			var n ngecRecord
			if err := json.Unmarshal(line, &n); err == nil && len(n.Type) > 0 {
				im.result(im.ngec(&n))
				continue
			}
		}
		if rec.HasEvent != nil && !*rec.HasEvent {
			im.skipped("no event")
			continue
		}
		im.result(im.plovered(&rec))
	}
}

func (im *importer) plovered(rec *ploverRecord) (Row, error) {
	r := im.row(machineCoded, rec.ID)
	ev := &r.Event
	if rec.ID == "" {
		return r, fmt.Errorf("no id")
	}
	if len(rec.Event) != 1 {
		return r, fmt.Errorf("%d types", len(rec.Event))
	}
	if rec.Ours != nil {
		ev.ID = rec.ID
	}
	if err := im.plover(ev, strings.ToUpper(rec.Event[0]), rec.Mode, rec.Context); err != nil {
		return r, err
	}
	if err := im.ploverDate(&r, rec); err != nil {
		return r, err
	}
	var err error
	if ev.Actors, err = im.entities(rec.Actor); err != nil {
		return r, err
	}
	if ev.Recipients, err = im.entities(rec.Recipient); err != nil {
		return r, err
	}
	ev.Sentence.Text = rec.Text
	if len(rec.EventText) > 0 {
		ev.Trigger.Text = rec.EventText[0]
	}
	if t := rec.TextInfo; t != nil {
		ev.Index, ev.Sentence.Span = max(t.Sequence-1, 0), parley.Span{Start: max(t.Start, 0), End: max(t.End, 0)}
	}
	r.Coder = or(rec.Coder, r.Coder)
	if rec.CodedDate != "" {
		if r.Coded, err = parseClock(rec.CodedDate, rec.CodedTime); err != nil {
			return r, err
		}
	}
	if err := im.cited(&r, rec.Cite); err != nil {
		return r, err
	}
	if err := im.ploverPlace(ev, rec.Loc); err != nil {
		return r, err
	}
	if err := im.ours(&r, rec); err != nil {
		return r, err
	}
	return r, im.check(&r)
}

func (im *importer) ploverDate(r *Row, rec *ploverRecord) error {
	if rec.Ours != nil && rec.Ours.Undated {
		return nil
	}
	if rec.Date == "" && rec.Ours != nil {
		return nil
	}
	day, err := im.onDay(r, rec.Date)
	if err != nil {
		return err
	}
	if rec.EndDate != "" {
		last, err := im.day(rec.EndDate)
		if err != nil || last.Before(day) {
			return fmt.Errorf("end %q of %s", rec.EndDate, rec.Date)
		}
		r.Event.Date.Until = last.Format(isoDay)
	}
	return nil
}

// entities reads the parties of a record.
func (im *importer) entities(list []ploverEntity) ([]parley.Party, error) {
	var out []parley.Party
	for _, e := range list {
		p := parley.Party{Mention: parley.Quote{Text: or(e.Text, e.Name)}, Name: e.Name, ID: e.ID, Country: e.Code, Sector: e.Sector, Sectors: e.Sectors}
		if p.Country != "" {
			if p.Country = im.land(e.Code); p.Country == "" {
				return nil, fmt.Errorf("country %q", e.Code)
			}
		}
		if p.Sector != "" && !im.onto.HasSector(p.Sector) {
			return nil, fmt.Errorf("sector %q", p.Sector)
		}
		if len(p.Sectors) == 0 && p.Sector != "" {
			p.Sectors = []string{p.Sector}
		}
		out = append(out, p)
	}
	return out, nil
}

func (im *importer) cited(r *Row, c *ploverCite) error {
	if c == nil {
		im.story(r, "")
		return nil
	}
	d := &r.Document
	d.URL, d.Title, d.Lang, d.Outlet = c.URL, c.Title, c.Language, c.Publication
	if im.story(r, c.URL); c.Document != "" {
		d.ID, r.Event.Document = c.Document, c.Document
	}
	return im.published(r, c.Published)
}

func (im *importer) ploverPlace(ev *parley.Event, p *ploverPlace) error {
	if p == nil {
		return nil
	}
	lat, lon := "", ""
	if p.Lat != nil && p.Lon != nil {
		lat, lon = plainNumber(*p.Lat), plainNumber(*p.Lon)
	}
	if err := im.at(ev, p.City, p.District, p.Province, or(p.Code, p.Country), lat, lon); err != nil {
		return err
	}
	ev.Place.Mention.Text = p.Extracted
	ev.Place.Name = or(p.Resolved, ev.Place.Name)
	if p.GeonameID != "" {
		ev.Place.Gazetteer = "geonames:" + p.GeonameID
	}
	return nil
}

// ours reads what we write beside the format.
func (im *importer) ours(r *Row, rec *ploverRecord) error {
	x, ev := rec.Ours, &r.Event
	if x == nil {
		if code, ok := strings.CutPrefix(rec.Comment, "cameo="); ok {
			ev.CAMEO, _, _ = strings.Cut(code, ";")
		}
		return nil
	}
	ev.CAMEO, ev.Status, ev.Confidence, ev.Rule = x.CAMEO, x.Status, x.Confidence, or(x.Rule, ev.Rule)
	ev.Date.Precision, ev.Date.Mention.Text = x.Precision, x.DateText
	if ev.Place.Located() && x.GeoExact != "" {
		ev.Place.Precision = x.GeoExact
	}
	r.Review, r.Revision = x.Review, x.Revision
	if x.Incident != "" {
		r.Incident.ID, r.Incident.Sources = x.Incident, x.Sources
	}
	third, err := im.entities(x.Third)
	for i, p := range third {
		ev.Third = append(ev.Third, parley.Third{Role: parley.Role(x.Third[i].Role), Party: p})
	}
	ev.SaidBy = speakers(x.Attribution, r.Document.Outlet)
	return err
}

// ngecRecord is a line of the files that NGEC reads: texts with types, and parties only
// where it has been through.
type ngecRecord struct {
	ID         string                   `json:"id"`
	Date       string                   `json:"date"`
	Text       string                   `json:"event_text"`
	Type       oneOrMore                `json:"event_type"`
	Mode       oneOrMore                `json:"event_mode"`
	Story      string                   `json:"story_id"`
	Publisher  string                   `json:"publisher"`
	Headline   string                   `json:"headline"`
	Published  string                   `json:"pub_date"`
	Contexts   oneOrMore                `json:"contexts"`
	Attributes map[string][]ngecMention `json:"attributes"`
}

type ngecMention struct {
	Text string `json:"text"`
}

func (im *importer) ngec(n *ngecRecord) (Row, error) {
	r := im.row(machineCoded, n.ID, n.Type[0])
	ev := &r.Event
	if n.ID == "" {
		return r, fmt.Errorf("no id")
	}
	day, err := im.onDay(&r, or(n.Date, n.Published))
	if err != nil {
		return r, err
	}
	if err := im.plover(ev, strings.ToUpper(n.Type[0]), n.Mode, n.Contexts); err != nil {
		return r, err
	}
	for _, m := range n.Attributes["ACTOR"] {
		ev.Actors = append(ev.Actors, im.party(m.Text, "", day))
	}
	for _, m := range n.Attributes["RECIP"] {
		ev.Recipients = append(ev.Recipients, im.party(m.Text, "", day))
	}
	if len(ev.Actors) == 0 {
		return r, errNoActor
	}
	ev.Sentence.Text = n.Text
	im.story(&r, n.Story)
	r.Document.Outlet, r.Document.Title = n.Publisher, n.Headline
	return r, im.published(&r, n.Published)
}
