package incident_test

import (
	"fmt"
	"testing"
	"time"

	"parley"
	"parley/incident"
	"parley/pipeline"
)

// TestFromTextToIncident reads copies of one claim, a citation, an own report, another
// happening, and a plan, all the way.
func TestFromTextToIncident(t *testing.T) {
	p, err := pipeline.Open(pipeline.Config{})
	if err != nil {
		t.Fatal(err)
	}
	docs := []parley.Document{
		{ID: "copy-1", Outlet: "The Express Tribune", Text: "PESHAWAR - Gunmen killed 12 Pakistani soldiers at a checkpoint near Mir Ali in North Waziristan on Tuesday, the army said."},
		{ID: "copy-2", Outlet: "Gulf Ledger", Text: "Gunmen killed 12 Pakistani soldiers at a checkpoint near Mir Ali in North Waziristan on Tuesday, the army said."},
		{ID: "copy-3", Outlet: "Asia Brief", Text: "UPDATE: Gunmen killed 12 Pakistani soldiers at a checkpoint near Mir Ali in North Waziristan on Tuesday, the army said."},
		{ID: "cites", Outlet: "Steppe Post", Text: "Militants shot dead a dozen Pakistani soldiers at a checkpoint in Mir Ali on Tuesday, The Express Tribune reported."},
		{ID: "own", Outlet: "Frontier Herald", Text: "At least 15 troops died on Tuesday when militants attacked an army checkpoint in the Mir Ali area of Pakistan."},
		{ID: "other", Outlet: "Frontier Herald", Text: "Gunmen killed four policemen in Quetta on Tuesday."},
		{ID: "plan", Outlet: "Gulf Ledger", Text: "Pakistan and Iran will hold talks in Tehran next week."},
	}
	w := p.Worker()
	var events []parley.Event
	var reports []incident.Report
	prints := make(map[string]*incident.Print)
	byID := make(map[string]parley.Document)
	for i := range docs {
		docs[i].Published = time.Date(2023, 7, 12, 0, 0, 0, 0, time.UTC)
		prints[docs[i].ID], byID[docs[i].ID] = incident.NewPrint(&docs[i]), docs[i]
		for _, ev := range w.Events(&docs[i]) {
			events = append(events, ev)
			reports = append(reports, incident.NewReport(&ev, &docs[i], prints[docs[i].ID]))
		}
	}
	groups := incident.Merge(reports, nil)
	if len(groups) != 3 {
		t.Fatalf("%d incidents of %d events, want 3: %v", len(groups), len(events), groups)
	}
	for _, g := range groups {
		var evs []parley.Event
		var ds []parley.Document
		var ps []*incident.Print
		for _, i := range g {
			evs, ds, ps = append(evs, events[i]), append(ds, byID[events[i].Document]), append(ps, prints[events[i].Document])
		}
		inc := incident.Summarize(evs, ds, ps)
		if len(g) == 1 {
			continue
		}
		if len(g) != 5 || inc.Sources != 2 {
			t.Errorf("%d reports from %d sources, want 5 from 2: %+v", len(g), inc.Sources, inc.Reports)
		}
		if len(inc.Differs) == 0 || inc.Differs[0].Field != "number" || len(inc.Differs[0].Values) != 2 {
			t.Errorf("12 and 15 do not stand side by side: %+v", inc.Differs)
		}
		if inc.Place.Name != "Mir Ali" || inc.Date.Value != "2023-07-11" {
			t.Errorf("it is placed at %+v and dated %+v", inc.Place, inc.Date)
		}
	}
}

// TestFoundByReaders keeps apart what readers of an archive found wrongly merged, and
// together what belongs together beside it. Each line is the day, the outlet, what it
// tells of, and a sentence.
func TestFoundByReaders(t *testing.T) {
	type line struct{ day, outlet, of, text string }
	p, err := pipeline.Open(pipeline.Config{})
	if err != nil {
		t.Fatal(err)
	}
	w := p.Worker()
	for name, lines := range map[string][]line{
		"two statements": {
			{"2024-05-12", "Karachi Dispatch", "refusal", "Pakistan on Sunday ruled out talks with the TTP."},
			{"2024-05-13", "Karachi Dispatch", "accusation", "Pakistan on Monday accused Afghanistan of giving militants a haven."},
			{"2024-05-13", "Gulf Ledger", "refusal", "Pakistan refused on Sunday to hold talks with the TTP."},
			{"2024-05-14", "Gulf Ledger", "accusation", "Pakistan accused Afghanistan on Monday of harbouring militants."},
		},
		"two visits": {
			{"2024-02-27", "Nile Courier", "first", "Burhan met Sisi in Cairo on Tuesday."},
			{"2024-02-29", "Nile Courier", "second", "Burhan met Sisi in Cairo on Thursday."},
			{"2024-02-28", "Red Sea Post", "first", "Sudan's General Burhan met Egyptian President Sisi in Cairo on Tuesday."},
			{"2024-03-01", "Red Sea Post", "second", "Sudan's General Burhan met Egyptian President Sisi in Cairo on Thursday."},
		},
		"two shellings": {
			{"2024-05-21", "Dnipro Herald", "first", "Russian forces shelled Kharkiv on Tuesday."},
			{"2024-05-22", "Dnipro Herald", "second", "Russian forces shelled Kharkiv again on Wednesday."},
			{"2024-05-22", "Baltic Observer", "first", "Russian artillery shelled the city of Kharkiv on Tuesday."},
		},
	} {
		var reports []incident.Report
		of := make(map[string]string)
		for i, l := range lines {
			published, err := time.Parse(time.DateOnly, l.day)
			if err != nil {
				t.Fatal(err)
			}
			doc := parley.Document{ID: fmt.Sprint(name, i), Outlet: l.outlet, Published: published, Text: l.text}
			print := incident.NewPrint(&doc)
			events := w.Events(&doc)
			if len(events) == 0 {
				t.Errorf("%s: no event in %q", name, l.text)
			}
			for _, ev := range events {
				of[ev.ID] = l.of
				reports = append(reports, incident.NewReport(&ev, &doc, print))
			}
		}
		groups := incident.Merge(reports, nil)
		if len(groups) != 2 {
			t.Errorf("%s: %d incidents", name, len(groups))
		}
		for _, g := range groups {
			for _, i := range g {
				if a, b := of[reports[g[0]].Event], of[reports[i].Event]; a != b {
					_, why := incident.Score(&reports[g[0]], &reports[i])
					t.Errorf("%s: %s and %s are one incident: %v", name, a, b, why)
				}
			}
		}
	}
}
