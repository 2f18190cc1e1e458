package parley

import (
	"encoding/json"
	"testing"
)

func TestAppendJSON(t *testing.T) {
	text := "“Güneş” lobte <Berlin>."
	quote := func(s string) Quote {
		for i := range text {
			if len(text) >= i+len(s) && text[i:i+len(s)] == s {
				return Quote{Span{i, i + len(s)}, s}
			}
		}
		t.Fatalf("%q is not in the text", s)
		return Quote{}
	}
	ev := Event{
		ID: "1", Document: "d", Sentence: quote(text), Type: "SUPPORT", CAMEO: "051", Status: Actual,
		Actors:     []Party{{Mention: quote("Güneş"), Country: "TUR"}},
		Recipients: []Party{{Mention: quote("<Berlin>"), Country: "DEU", Sector: "GOV", Sectors: []string{"GOV"}}},
		Third:      []Third{{RoleAbout, Party{Mention: quote("Berlin")}}},
		SaidBy:     []Speaker{{quote("Güneş"), Media}},
		Trigger:    quote("lobte"),
	}
	line, err := ev.AppendJSON(nil, NewOffsets(text))
	if err != nil {
		t.Fatal(err)
	}
	if line[len(line)-1] != '\n' {
		t.Error("no newline at the end")
	}
	var got map[string]any
	if err := json.Unmarshal(line, &got); err != nil {
		t.Fatal(err)
	}
	runes := []rune(text)
	check := func(m any) {
		q := m.(map[string]any)
		from, to := int(q["start"].(float64)), int(q["end"].(float64))
		if s := string(runes[from:to]); s != q["text"] {
			t.Errorf("code points %d to %d hold %q, the record says %q", from, to, s, q["text"])
		}
	}
	check(got["sentence"])
	check(got["trigger"])
	for _, list := range []string{"actor", "recipient", "third", "said_by"} {
		for _, m := range got[list].([]any) {
			check(m)
		}
	}
	for _, absent := range []string{"date", "place", "modes"} {
		if _, there := got[absent]; there {
			t.Errorf("empty %s is written", absent)
		}
	}
}

// TestAppendJSONPlace holds what is not known apart from what is zero: a place on the
// equator has its latitude, one that was not resolved has no coordinates at all.
func TestAppendJSONPlace(t *testing.T) {
	text := "at Kolongo"
	mention := Quote{Span{3, 10}, "Kolongo"}
	for _, c := range []struct {
		name      string
		place     Place
		lat       any
		precision any
	}{
		{"unresolved", Place{Mention: mention, Name: "Kolongo", From: FromClause}, nil, nil},
		{"on the equator", Place{Mention: mention, Name: "Kolongo", Country: "COG", Lon: 12.5, Precision: "city"}, 0.0, "city"},
		{"exact to the metre", Place{Mention: mention, Name: "Kolongo", Lat: 1.23456789, Precision: "city"}, 1.23457, "city"},
	} {
		ev := Event{Place: c.place, Date: Dates{Value: "2023-07-15", Precision: "week", From: FromDocument}}
		line, err := ev.AppendJSON(nil, NewOffsets(text))
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Place, Date map[string]any }
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatal(err)
		}
		if got.Place["lat"] != c.lat || got.Place["precision"] != c.precision || got.Place["text"] != "Kolongo" {
			t.Errorf("%s: got %v", c.name, got.Place)
		}
		if _, there := got.Date["text"]; there || got.Date["value"] != "2023-07-15" || got.Date["from"] != "document" {
			t.Errorf("a day that no words tell: got %v", got.Date)
		}
	}
}
