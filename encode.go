package parley

import (
	"bytes"
	"encoding/json"
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
	quoteJSON
	Value     string `json:"value,omitempty"`
	Until     string `json:"until,omitempty"`
	Precision string `json:"precision,omitempty"`
}

type placeJSON struct {
	quoteJSON
	Name      string  `json:"name,omitempty"`
	Country   string  `json:"country,omitempty"`
	Admin1    string  `json:"admin1,omitempty"`
	Lat       float64 `json:"lat,omitempty"`
	Lon       float64 `json:"lon,omitempty"`
	Precision string  `json:"precision,omitempty"`
	Gazetteer string  `json:"gazetteer,omitempty"`
}

type speakerJSON struct {
	quoteJSON
	Kind SpeakerKind `json:"kind"`
}

// AppendJSON appends ev as one line of JSON, newline included. offsets must be
// those of the document's text.
func (ev *Event) AppendJSON(dst []byte, offsets *Offsets) ([]byte, error) {
	quote := func(q Quote) quoteJSON {
		return quoteJSON{q.Text, offsets.Runes(q.Span.Start), offsets.Runes(q.Span.End)}
	}
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
	if d := ev.Date; d.Value != "" || !d.Mention.Span.Empty() {
		out.Date = &dateJSON{quote(d.Mention), d.Value, d.Until, d.Precision}
	}
	if p := ev.Place; p.Name != "" || !p.Mention.Span.Empty() {
		out.Place = &placeJSON{quote(p.Mention), p.Name, p.Country, p.Admin1, p.Lat, p.Lon, p.Precision, p.Gazetteer}
	}
	return appendJSON(dst, out)
}

// appendJSON appends v as one line of JSON without escaping HTML characters.
func appendJSON(dst []byte, v any) ([]byte, error) {
	buf := bytes.NewBuffer(dst)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return buf.Bytes(), err
}
