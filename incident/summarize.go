package incident

import (
	"cmp"
	"slices"

	"parley"
)

// telling is one event with its document and print.
type telling struct {
	ev     *parley.Event
	doc    *parley.Document
	print  *Print
	said   *Print // of the sentence
	outlet string // its bare name
}

// Summarize tells the happening that events report. docs[i] is the document of
// events[i], prints[i] its print or nil; one document may stand there several times.
// What the incident says is that of the best report, with gaps filled from the
// others. The answer does not depend on the order of the events. Without events it is
// the zero Incident.
func Summarize(events []parley.Event, docs []parley.Document, prints []*Print) parley.Incident {
	if len(events) == 0 {
		return parley.Incident{}
	}
	list := make([]telling, len(events))
	for i := range events {
		list[i] = telling{ev: &events[i], doc: new(parley.Document), said: NewPrint(&parley.Document{Text: events[i].Sentence.Text})}
		if i < len(docs) {
			list[i].doc = &docs[i]
			list[i].outlet = bareName(docs[i].Outlet)
		}
		if i < len(prints) {
			list[i].print = prints[i]
		}
	}
	slices.SortStableFunc(list, func(a, b telling) int {
		return cmp.Or(a.doc.Published.Compare(b.doc.Published), cmp.Compare(a.ev.ID, b.ev.ID))
	})
	inc := parley.Incident{ID: parley.IncidentID(list[0].ev.ID)}
	best := slices.Clone(list)
	slices.SortStableFunc(best, func(a, b telling) int { return cmp.Compare(worth(b.ev), worth(a.ev)) })
	for _, t := range best {
		fill(&inc, t.ev)
	}
	inc.Reports, inc.Sources = reports(list)
	inc.Differs = differences(list)
	return inc
}

// worth says how good a report is to tell the happening by: sure of itself, of what
// was done rather than planned or denied, with parties, day and place of its own.
func worth(ev *parley.Event) float64 {
	w := ev.Confidence
	if ev.Status == parley.Actual {
		w += 0.5
	}
	for _, p := range ev.Actors {
		if p.ID != "" || p.Country != "" {
			w += 0.2
			break
		}
	}
	if len(ev.Recipients) > 0 {
		w += 0.1
	}
	if ev.Date.Precision == "day" {
		w += 0.2
	}
	if ev.Place.Precision == "city" || ev.Place.Precision == "point" {
		w += 0.2
	}
	return w
}

// fill gives inc what it lacks of an event. Type, code, status and parties come from
// one event, the first.
func fill(inc *parley.Incident, ev *parley.Event) {
	if inc.Type == "" {
		inc.Type, inc.Modes, inc.CAMEO, inc.Quad, inc.Score = ev.Type, ev.Modes, ev.CAMEO, ev.Quad, ev.Score
		inc.Status, inc.Actors = ev.Status, ev.Actors
	}
	if ev.Type == inc.Type {
		if len(inc.Modes) == 0 {
			inc.Modes = ev.Modes
		}
		if len(inc.Recipients) == 0 {
			inc.Recipients = ev.Recipients
		}
	}
	for _, c := range ev.Contexts {
		if !slices.Contains(inc.Contexts, c) {
			inc.Contexts = append(slices.Clip(inc.Contexts), c)
		}
	}
	if len(inc.Third) == 0 {
		inc.Third = ev.Third
	}
	if better(&ev.Date, &inc.Date) {
		inc.Date = ev.Date
	}
	if ev.Place.Located() && (!inc.Place.Located() || fineness(&ev.Place) > fineness(&inc.Place)) {
		inc.Place = ev.Place
	}
	inc.Confidence = max(inc.Confidence, ev.Confidence)
}

// better reports whether date a says more than b: more exact, and told by the text.
func better(a, b *parley.Dates) bool {
	if a.Value == "" || b.Value == "" {
		return a.Value != "" && b.Value == ""
	}
	return exactness(a) > exactness(b)
}

func exactness(d *parley.Dates) int {
	if d.From == parley.FromDocument {
		return 0
	}
	return len(d.Value) // "2023", "2023-07", "2023-W28", "2023-07-15"
}

func fineness(p *parley.Place) uint8 { out := placeOf(p); return out.fine }

// reports lists the reports with their sources, by day and event.
func reports(list []telling) ([]parley.Report, int) {
	sources, why, n := sourcesOf(list)
	out := make([]parley.Report, len(list))
	for i, t := range list {
		document := t.ev.Document
		if document == "" {
			document = t.doc.ID
		}
		out[i] = parley.Report{
			Event: t.ev.ID, Document: document, Outlet: t.doc.Outlet, URL: t.doc.URL, Day: t.doc.Published,
			Text: t.ev.Sentence.Text, Source: sources[i], Why: why[i],
		}
	}
	return out, n
}
