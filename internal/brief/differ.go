package brief

import (
	"fmt"
	"slices"

	"parley"
)

// difference is a point on which reports of one incident do not agree.
type difference struct {
	Incident string
	Day      string
	Field    string
	Sides    []side
	Note     prose
}

// side is one reading with those who have it.
type side struct{ Value, Outlets string }

// maxDifferences is how many are told, those with the most outlets first.
const maxDifferences = 40

// differences lists where reports differ.
func differences(incidents []parley.Incident, ns *notes) (out []difference) {
	var order []int
	for i := range incidents {
		if len(incidents[i].Differs) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return incidents[b].Sources - incidents[a].Sources })
	for _, i := range order[:min(len(order), maxDifferences)] {
		in := &incidents[i]
		outlets := map[string]string{}
		for j := range in.Reports {
			outlets[in.Reports[j].Event] = citeOf(&in.Reports[j]).Outlet
		}
		for _, d := range in.Differs {
			row := difference{Incident: ns.incidentClaim(in), Day: incidentDay(in), Field: d.Field, Note: prose{}.note(ns.ofIncident(in))}
			for _, v := range d.Values {
				row.Sides = append(row.Sides, side{readingOf(d.Field, quoted(v.Value)), outletsOf(v.Events, outlets)})
			}
			out = append(out, row)
		}
	}
	return out
}

// readingOf puts codes in words.
func readingOf(field, value string) string {
	if words, known := typeWords[value]; known && field == "type" {
		return words[1]
	}
	switch words := statusWords[parley.Status(value)]; {
	case field == "status" && words != "":
		return words
	case field == "status" && value == string(parley.Actual):
		return "done"
	}
	return value
}

// outletsOf lists who has a reading, each once.
func outletsOf(events []string, outlets map[string]string) string {
	var names []string
	for _, e := range events {
		if name := outlets[e]; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	const most = 5
	if extra := len(names) - most; extra > 0 {
		return list(append(names[:most:most], fmt.Sprintf("%d others", extra)))
	}
	if len(names) == 0 {
		return count(len(events), "report")
	}
	return list(names)
}
