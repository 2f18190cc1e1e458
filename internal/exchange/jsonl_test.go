package exchange

import (
	"encoding/json"
	"fmt"
	"testing"

	"parley"
)

// large gives an event of an incident of n reports, all of which give one number of dead.
func large(n int) Row {
	r := call()
	r.Incident = parley.Incident{ID: "ie0", Sources: n}
	var events []string
	for i := range n {
		id := fmt.Sprintf("e%d", i)
		events = append(events, id)
		r.Incident.Reports = append(r.Incident.Reports, parley.Report{Event: id, Document: "d-" + id, Source: i + 1})
	}
	r.Incident.Differs = []parley.Difference{{Field: "number", Values: []parley.Reading{{Value: "3 killed", Events: events}, {Value: "4 killed", Events: events[:1]}}}}
	return r
}

func TestJSONLTellsSomeReportsOfMany(t *testing.T) {
	for _, c := range []struct{ reports, kept, more int }{{1, 1, 0}, {20, 20, 0}, {21, 20, 1}, {300, 20, 280}} {
		line := write(t, "jsonl", Options{}, large(c.reports))
		var got struct{ Incident incidentJSON }
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		in := got.Incident
		if len(in.Reports) != c.kept || in.More != c.more || in.Sources != c.reports {
			t.Errorf("%d reports: %d written, %d more, %d sources", c.reports, len(in.Reports), in.More, in.Sources)
		}
		many, one := in.Differs[0].Values[0], in.Differs[0].Values[1]
		if len(many.Events) != c.kept || many.More != c.more || len(one.Events) != 1 || one.More != 0 {
			t.Errorf("%d reports: readings %d and %d more, %d and %d more", c.reports, len(many.Events), many.More, len(one.Events), one.More)
		}
		rows, errs := read(t, "jsonl", line, ReadOptions{})
		if len(errs) > 0 || len(rows) != 1 || len(rows[0].Incident.Reports) != c.kept {
			t.Errorf("%d reports, read: %d rows, %v", c.reports, len(rows), errs)
		}
	}
}

// Files from before reports were left out have them all; they are read as they are.
func TestJSONLReadsAllReports(t *testing.T) {
	full := wrap(&Row{Event: call().Event, Document: call().Document})
	full.Incident = &incidentJSON{ID: "ie0", Sources: 2}
	for i := range 25 {
		full.Incident.Reports = append(full.Incident.Reports, reportJSON{Event: fmt.Sprintf("e%d", i)})
	}
	r := call()
	line, err := r.Event.AppendJSON(nil, offsetsOf(&r.Document))
	if err != nil {
		t.Fatal(err)
	}
	extra, err := marshal(full)
	if err != nil {
		t.Fatal(err)
	}
	file := string(line[:len(line)-len("}\n")]) + "," + string(extra[1:]) + "\n"
	rows, errs := read(t, "jsonl", file, ReadOptions{})
	if len(errs) > 0 || len(rows) != 1 || len(rows[0].Incident.Reports) != 25 {
		t.Errorf("%d rows, %v", len(rows), errs)
	}
}

func TestJSONLKeepsTheLanguageAlone(t *testing.T) {
	r := call()
	r.Document = parley.Document{ID: r.Document.ID, Text: r.Document.Text, Lang: "en"}
	rows, errs := read(t, "jsonl", write(t, "jsonl", Options{}, r), ReadOptions{})
	if len(errs) > 0 || len(rows) != 1 || rows[0].Document.Lang != "en" {
		t.Errorf("%+v, %v", rows, errs)
	}
}
