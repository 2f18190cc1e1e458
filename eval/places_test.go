package eval

import (
	"math"
	"strings"
	"testing"

	"parley"
	"parley/place"
)

const goldPlaces = `{"id":"a","text":"Čačak, Rome and the Syrian town of Nowhere.","mentions":[` +
	`{"start":0,"end":5,"text":"Čačak","lat":43.9,"lon":20.3},{"start":7,"end":11,"text":"Rome","lat":41.9,"lon":12.5},` +
	`{"start":20,"end":26,"text":"Syrian","lat":35,"lon":38,"demonym":true},{"start":35,"end":42,"text":"Nowhere","lat":35,"lon":38}]}
`

func foundPlace(text, name, precision string, lat, lon float64) place.Mention {
	at := strings.Index(text, name)
	var m place.Mention
	m.Mention = parley.Quote{Span: parley.Span{Start: at, End: at + len(name)}, Text: name}
	m.Precision, m.Lat, m.Lon = precision, lat, lon
	return m
}

func TestPlaceResult(t *testing.T) {
	docs, err := ReadPlaces(strings.NewReader(goldPlaces), "gold.jsonl")
	if err != nil || len(docs) != 1 {
		t.Fatalf("read %d documents: %v", len(docs), err)
	}
	text := docs[0].Text
	var r PlaceResult
	r.Add(&docs[0], []place.Mention{
		foundPlace(text, "Čačak", "city", 43.89, 20.35),
		foundPlace(text, "Rome", "city", 34.3, -85.2), // of Georgia
		foundPlace(text, "Syrian", "country", 35, 38), // neither asked for nor wrong
		foundPlace(text, "town", "", 0, 0),            // false
		foundPlace(text, "Nowhere", "", 0, 0),         // found, without a place
	})
	if r.Asked != 3 || r.Hit != 3 || r.Near != 1 || r.Said != 4 || r.Right != 3 {
		t.Errorf("got %+v", r)
	}
	var kinds []string
	for _, e := range r.Errors {
		kinds = append(kinds, e.Kind+" "+e.Text)
	}
	if got, want := strings.Join(kinds, ", "), "wrong place Rome, no place Nowhere, false town"; got != want {
		t.Errorf("errors %q, want %q", got, want)
	}
	if km := r.Errors[0].Km; math.Abs(km-8200) > 400 {
		t.Errorf("Rome is %.0f km off, want about 8200", km)
	}
	var out strings.Builder
	if err := r.Report(&out); err != nil || !strings.Contains(out.String(), "found_precision 0.7500\nfound_recall 1.0000\n") ||
		!strings.Contains(out.String(), "within_161km_of_found 0.3333") {
		t.Errorf("report (%v):\n%s", err, out.String())
	}
	out.Reset()
	if err := r.ReportErrors(&out, "false"); err != nil || strings.Count(out.String(), "\n") != 1 || !strings.Contains(out.String(), "the Syrian [town] of") {
		t.Errorf("errors (%v):\n%s", err, out.String())
	}
}

func TestReadPlacesTellsTheLine(t *testing.T) {
	if _, err := ReadPlaces(strings.NewReader("{}\n\n{\"id\":7}\n"), "gold.jsonl"); err == nil || !strings.Contains(err.Error(), "gold.jsonl:3") {
		t.Errorf("got %v", err)
	}
}
