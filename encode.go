package parley

import (
	"bytes"
	"encoding/json"
	"math"
)

// The shapes below are the JSON of an event as doc/formats.md has it: offsets
// count code points, empty means absent.

type eventJSON struct {
	ID         string        `json:"id"`
	Document   string        `json:"document"`
	Sentence   sentenceJSON  `json:"sentence"`
	Type       string        `json:"type"`
	Modes      []string      `json:"modes,omitempty"`
	Contexts   []string      `json:"contexts,omitempty"`
	CAMEO      string        `json:"cameo"`
	Quad       string        `json:"quad"`
	Score      float64       `json:"score"`
	Status     Status        `json:"status"`
	Actor      []partyJSON   `json:"actor"`
	Recipient  []partyJSON   `json:"recipient,omitempty"`
	Third      []thirdJSON   `json:"third,omitempty"`
	Date       *dateJSON     `json:"date,omitempty"`
	Place      *placeJSON    `json:"place,omitempty"`
	SaidBy     []speakerJSON `json:"said_by,omitempty"`
	Trigger    quoteJSON     `json:"trigger"`
	Rule       string        `json:"rule"`
	Confidence float64       `json:"confidence"`
}

type quoteJSON struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

type sentenceJSON struct {
	Index int    `json:"index"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type partyJSON struct {
	quoteJSON
	Name    string   `json:"name,omitempty"`
	ID      string   `json:"id,omitempty"`
	Country string   `json:"country,omitempty"`
	Sector  string   `json:"sector,omitempty"`
	Sectors []string `json:"sectors,omitempty"`
}

type thirdJSON struct {
	Role Role `json:"role"`
	partyJSON
}

type dateJSON struct {
	*quoteJSON        // absent when no words tell the day
	Value      string `json:"value,omitempty"`
	Until      string `json:"until,omitempty"`
	Precision  string `json:"precision,omitempty"`
	From       Origin `json:"from,omitempty"`
}

type placeJSON struct {
	*quoteJSON
	Name      string   `json:"name,omitempty"`
	Country   string   `json:"country,omitempty"`
	Admin1    string   `json:"admin1,omitempty"`
	Lat       *float64 `json:"lat,omitempty"` // absent when unresolved: 0, 0 is a place
	Lon       *float64 `json:"lon,omitempty"`
	Precision string   `json:"precision,omitempty"`
	Gazetteer string   `json:"gazetteer,omitempty"`
	From      Origin   `json:"from,omitempty"`
}

type speakerJSON struct {
	quoteJSON
	Kind SpeakerKind `json:"kind"`
}

// AppendJSON appends ev as one line of JSON, newline included. offsets must be
// those of the document's text; without them, nil, offsets stay those of bytes.
// [ParseEvent] reads it back.
func (ev *Event) AppendJSON(dst []byte, offsets *Offsets) ([]byte, error) {
	quote := func(q Quote) quoteJSON { return q.json(offsets) }
	party := func(p Party) partyJSON {
		return partyJSON{quote(p.Mention), p.Name, p.ID, p.Country, p.Sector, p.Sectors}
	}
	s := quote(ev.Sentence)
	out := eventJSON{
		ID: ev.ID, Document: ev.Document, Sentence: sentenceJSON{ev.Index, s.Start, s.End, s.Text},
		Type: ev.Type, Modes: ev.Modes, Contexts: ev.Contexts, CAMEO: ev.CAMEO, Quad: ev.Quad, Score: ev.Score,
		Status: ev.Status, Trigger: quote(ev.Trigger), Rule: ev.Rule, Confidence: ev.Confidence,
	}
	for _, p := range ev.Actors {
		out.Actor = append(out.Actor, party(p))
	}
	for _, p := range ev.Recipients {
		out.Recipient = append(out.Recipient, party(p))
	}
	for _, t := range ev.Third {
		out.Third = append(out.Third, thirdJSON{t.Role, party(t.Party)})
	}
	for _, v := range ev.SaidBy {
		out.SaidBy = append(out.SaidBy, speakerJSON{quote(v.Mention), v.Kind})
	}
	if d := &ev.Date; d.Value != "" || !d.Mention.Span.Empty() {
		out.Date = &dateJSON{words(d.Mention, offsets), d.Value, d.Until, d.Precision, d.From}
	}
	if p := &ev.Place; p.Name != "" || !p.Mention.Span.Empty() {
		out.Place = p.json(offsets)
	}
	return appendJSON(dst, out)
}

// words is a quote as JSON, nil when it is empty.
func words(q Quote, offsets *Offsets) *quoteJSON {
	if q.Span.Empty() {
		return nil
	}
	j := q.json(offsets)
	return &j
}

func (q Quote) json(offsets *Offsets) quoteJSON {
	if offsets == nil {
		return quoteJSON{q.Text, q.Span.Start, q.Span.End}
	}
	return quoteJSON{q.Text, offsets.Runes(q.Span.Start), offsets.Runes(q.Span.End)}
}

// JSON gives p as an event's place is written, for [encoding/json]. offsets must be
// those of the document's text.
func (p *Place) JSON(offsets *Offsets) any { return p.json(offsets) }

func (p *Place) json(offsets *Offsets) *placeJSON {
	out := &placeJSON{words(p.Mention, offsets), p.Name, p.Country, p.Admin1, nil, nil, p.Precision, p.Gazetteer, p.From}
	if p.Located() {
		lat, lon := round(p.Lat), round(p.Lon)
		out.Lat, out.Lon = &lat, &lon
	}
	return out
}

// round keeps five decimals of a coordinate, a metre.
func round(degrees float64) float64 { return math.Round(degrees*1e5) / 1e5 }

// appendJSON appends v as one line of JSON without escaping HTML characters.
func appendJSON(dst []byte, v any) ([]byte, error) {
	buf := bytes.NewBuffer(dst)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return buf.Bytes(), err
}

type incidentJSON struct {
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Modes      []string         `json:"modes,omitempty"`
	Contexts   []string         `json:"contexts,omitempty"`
	CAMEO      string           `json:"cameo,omitempty"`
	Quad       string           `json:"quad"`
	Score      float64          `json:"score"`
	Status     Status           `json:"status"`
	Actor      []personaJSON    `json:"actor"`
	Recipient  []personaJSON    `json:"recipient,omitempty"`
	Third      []personaJSON    `json:"third,omitempty"`
	Date       *dateJSON        `json:"date,omitempty"`
	Place      *placeJSON       `json:"place,omitempty"`
	Confidence float64          `json:"confidence"`
	Sources    int              `json:"sources"`
	Reports    []reportJSON     `json:"reports"`
	Differs    []differenceJSON `json:"differs,omitempty"`
}

// personaJSON is a party without offsets: an incident has no text of its own.
type personaJSON struct {
	Role    Role     `json:"role,omitempty"`
	Text    string   `json:"text,omitempty"`
	Name    string   `json:"name,omitempty"`
	ID      string   `json:"id,omitempty"`
	Country string   `json:"country,omitempty"`
	Sector  string   `json:"sector,omitempty"`
	Sectors []string `json:"sectors,omitempty"`
}

type reportJSON struct {
	Event     string `json:"event"`
	Document  string `json:"document,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	URL       string `json:"url,omitempty"`
	Published string `json:"published,omitempty"`
	Text      string `json:"text,omitempty"`
	Source    int    `json:"source"`
	Why       string `json:"why,omitempty"`
}

type differenceJSON struct {
	Field  string        `json:"field"`
	Values []readingJSON `json:"values"`
}

type readingJSON struct {
	Value  string   `json:"value"`
	Events []string `json:"events"`
}

// AppendJSON appends in as one line of JSON, newline included.
func (in *Incident) AppendJSON(dst []byte) ([]byte, error) {
	out := incidentJSON{
		ID: in.ID, Type: in.Type, Modes: in.Modes, Contexts: in.Contexts, CAMEO: in.CAMEO, Quad: in.Quad, Score: in.Score,
		Status: in.Status, Actor: personas(in.Actors), Recipient: personas(in.Recipients), Confidence: in.Confidence, Sources: in.Sources,
	}
	for _, t := range in.Third {
		p := persona(t.Party)
		p.Role = t.Role
		out.Third = append(out.Third, p)
	}
	if d := &in.Date; d.Value != "" {
		out.Date = &dateJSON{nil, d.Value, d.Until, d.Precision, d.From}
	}
	if p := in.Place; p.Name != "" {
		p.Mention = Quote{}
		out.Place = p.json(nil)
	}
	for i := range in.Reports {
		out.Reports = append(out.Reports, in.Reports[i].json())
	}
	for _, d := range in.Differs {
		j := differenceJSON{Field: d.Field}
		for _, v := range d.Values {
			j.Values = append(j.Values, readingJSON(v))
		}
		out.Differs = append(out.Differs, j)
	}
	return appendJSON(dst, out)
}

func (r *Report) json() reportJSON {
	j := reportJSON{r.Event, r.Document, r.Outlet, r.URL, "", r.Text, r.Source, r.Why}
	if !r.Day.IsZero() {
		j.Published = r.Day.Format("2006-01-02")
	}
	return j
}

// MarshalJSON writes r as incidents have their reports.
func (r Report) MarshalJSON() ([]byte, error) { return appendJSON(nil, r.json()) }

func personas(parties []Party) []personaJSON {
	var out []personaJSON
	for _, p := range parties {
		out = append(out, persona(p))
	}
	return out
}

func persona(p Party) personaJSON {
	return personaJSON{"", p.Mention.Text, p.Name, p.ID, p.Country, p.Sector, p.Sectors}
}
