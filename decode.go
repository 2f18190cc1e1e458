package parley

import (
	"encoding/json"
	"fmt"
)

// ParseEvent reads an event from the JSON that [Event.AppendJSON] writes. offsets
// must be those of the document's text; without them, nil, the numbers are kept
// as they stand. Unknown fields are passed over. Errors wrap [ErrInvalid].
func ParseEvent(data []byte, offsets *Offsets) (Event, error) {
	var in eventIn
	if err := json.Unmarshal(data, &in); err != nil {
		return Event{}, fmt.Errorf("event: %w: %w", ErrInvalid, err)
	}
	ev := Event{
		ID: in.ID, Document: in.Document, Index: in.Sentence.Index,
		Sentence: quoteJSON{in.Sentence.Text, in.Sentence.Start, in.Sentence.End}.quote(offsets),
		Type:     in.Type, Modes: in.Modes, Contexts: in.Contexts, CAMEO: in.CAMEO, Quad: in.Quad, Score: in.Score,
		Status: in.Status, Trigger: in.Trigger.quote(offsets), Rule: in.Rule, Confidence: in.Confidence,
	}
	for _, p := range in.Actor {
		ev.Actors = append(ev.Actors, p.party(offsets))
	}
	for _, p := range in.Recipient {
		ev.Recipients = append(ev.Recipients, p.party(offsets))
	}
	for _, t := range in.Third {
		ev.Third = append(ev.Third, Third{t.Role, t.party(offsets)})
	}
	for _, s := range in.SaidBy {
		ev.SaidBy = append(ev.SaidBy, Speaker{s.quote(offsets), s.Kind})
	}
	if d := in.Date; d != nil {
		ev.Date = Dates{Mention: d.quote(offsets), Value: d.Value, Until: d.Until, Precision: d.Precision, From: d.From}
	}
	if p := in.Place; p != nil {
		ev.Place = p.place(offsets)
	}
	return ev, nil
}

// eventIn is an event as it is read: date and place with their words in place, which
// encoding/json cannot set through pointers.
type eventIn struct {
	eventJSON
	Date *struct {
		quoteJSON
		Value     string `json:"value"`
		Until     string `json:"until"`
		Precision string `json:"precision"`
		From      Origin `json:"from"`
	} `json:"date"`
	Place *placeIn `json:"place"`
}

type placeIn struct {
	quoteJSON
	Name      string   `json:"name"`
	Country   string   `json:"country"`
	Admin1    string   `json:"admin1"`
	Lat       *float64 `json:"lat"`
	Lon       *float64 `json:"lon"`
	Precision string   `json:"precision"`
	Gazetteer string   `json:"gazetteer"`
	From      Origin   `json:"from"`
}

func (q quoteJSON) quote(offsets *Offsets) Quote {
	if offsets == nil {
		return Quote{Span{q.Start, q.End}, q.Text}
	}
	return Quote{Span{offsets.Byte(q.Start), offsets.Byte(q.End)}, q.Text}
}

func (p *partyJSON) party(offsets *Offsets) Party {
	return Party{p.quote(offsets), p.Name, p.ID, p.Country, p.Sector, p.Sectors}
}

func (p *placeIn) place(offsets *Offsets) Place {
	out := Place{
		Mention: p.quote(offsets),
		Name:    p.Name, Country: p.Country, Admin1: p.Admin1, Precision: p.Precision, Gazetteer: p.Gazetteer, From: p.From,
	}
	if p.Lat != nil && p.Lon != nil {
		out.Lat, out.Lon = *p.Lat, *p.Lon
	}
	return out
}
