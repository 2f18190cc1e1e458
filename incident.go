package parley

import "time"

// Incident is one happening with all reports of it. What it says is that of the
// best report, with gaps filled from the others; where reports differ, Differs
// keeps every reading beside the other.
type Incident struct {
	ID         string // that of its first report with "i" before; see [IncidentID]
	Type       string
	Modes      []string
	Contexts   []string
	CAMEO      string
	Quad       string
	Score      float64
	Status     Status
	Actors     []Party
	Recipients []Party
	Third      []Third
	Date       Dates
	Place      Place
	Confidence float64

	Reports []Report // by day of report, then by ID of the event
	Sources int      // how many reports are independent: copies, and outlets that cite another, are one
	Differs []Difference
}

// Report is one event of an incident: one outlet's word for it.
type Report struct {
	Event    string // ID of the event
	Document string // ID of the document
	Outlet   string
	URL      string
	Day      time.Time // day of publication; zero when not known
	Text     string    // the sentence
	Source   int       // reports with the same number are not independent of each other; numbers count from 1
	Why      string    // what makes it dependent on an earlier one: "copy", "cites The Express Tribune", "same outlet"; empty for the first
}

// Difference is something on which reports of one incident do not agree.
type Difference struct {
	Field  string // "number", "place", "date", "actor", "recipient", "status", "type"
	Values []Reading
}

// Reading is one side of a [Difference].
type Reading struct {
	Value  string   // as people read it: "12 killed", "Mir Ali, PAK"
	Events []string // IDs of the events that have it
}

// IncidentID returns the ID of the incident whose first report is the given
// event. The ID of an incident thus depends on its reports and not on the order
// in which they came; an ID from before an earlier report was found still names
// an event of the incident.
func IncidentID(event string) string { return "i" + event }
