package parley

import (
	"errors"
	"reflect"
	"testing"
)

// full is an event with everything in it.
func full(text string) Event {
	at := func(i, j int) Quote { return Quote{Span{i, j}, text[i:j]} }
	party := Party{at(0, 4), "Name", "id", "PAK", "GOV", []string{"GOV", "MIL"}}
	return Event{
		ID: "1", Document: "d", Sentence: at(0, len(text)), Index: 3, Type: "REQUEST", Modes: []string{"meet"}, Contexts: []string{"diplomatic"},
		CAMEO: "026", Quad: "verbal-conflict", Score: -1.5, Status: Future, Actors: []Party{party}, Recipients: []Party{party, {Mention: at(5, 9)}},
		Third:      []Third{{RoleHost, party}},
		Date:       Dates{at(5, 9), "2024-03", "2024-04-01", "month", FromClause},
		Place:      Place{at(0, 4), "Town", "PAK", "Sindh", 0, -12.5, "city", "geonames:1", FromSentence},
		SaidBy:     []Speaker{{at(5, 9), Official}},
		Trigger:    at(5, 9),
		Rule:       "ask(meet)",
		Confidence: 0.25,
	}
}

func TestParseEventReadsWhatAppendJSONWrites(t *testing.T) {
	text := "Güne rief “Komm”."
	bare := full(text)
	bare.Date, bare.Place, bare.Third, bare.SaidBy = Dates{Value: "2024-03-10", Precision: "week", From: FromDocument}, Place{}, nil, nil
	nameless := full(text)
	nameless.Place = Place{Mention: Quote{Span{0, 4}, text[:4]}, From: FromClause}
	for _, want := range []Event{full(text), bare, nameless} {
		for _, offsets := range []*Offsets{NewOffsets(text), nil} {
			line, err := want.AppendJSON(nil, offsets)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ParseEvent(line, offsets)
			if err != nil {
				t.Fatal(err)
			}
			if offsets != nil {
				// a span that cuts a character comes back as the whole of it
				again, err := got.AppendJSON(nil, offsets)
				if err != nil || string(again) != string(line) {
					t.Errorf("came back as\n%s\nwant\n%s (%v)", again, line, err)
				}
			} else if !reflect.DeepEqual(got, want) {
				t.Errorf("came back as\n%+v\nwant\n%+v", got, want)
			}
		}
	}
}

func TestParseEventRefuses(t *testing.T) {
	for _, bad := range []string{"", "[]", `{"id": 1}`, `{"actor": "x"}`, `{"id": "x"`} {
		if _, err := ParseEvent([]byte(bad), nil); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: %v, want ErrInvalid", bad, err)
		}
	}
	if ev, err := ParseEvent([]byte(`{"id": "x", "colour": "red"}`), nil); err != nil || ev.ID != "x" {
		t.Errorf("an unknown field: %v, %v", ev, err)
	}
}

func FuzzParseEvent(f *testing.F) {
	ev := full("Some text")
	line, _ := ev.AppendJSON(nil, nil)
	f.Add(line)
	f.Add([]byte(`{"id":"x","date":{"value":"2024"},"place":{"lat":1}}`))
	offsets := NewOffsets("Ein “Text”")
	f.Fuzz(func(t *testing.T, data []byte) {
		ev, err := ParseEvent(data, offsets)
		if err != nil {
			return
		}
		if _, err := ev.AppendJSON(nil, offsets); err != nil {
			t.Errorf("%q is read and cannot be written: %v", data, err)
		}
	})
}
