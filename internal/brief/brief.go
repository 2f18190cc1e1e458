// Package brief draws reports: what has happened to dialogues in a stretch of days, with
// the sentence behind every claim. A [Report] goes in; Markdown, or one HTML file with
// its drawings and its style in it, comes out:
//
//	err := brief.HTML(w, &brief.Report{Title: "…", From: from, To: to, Dialogues: list})
//
// The HTML has no script and asks no other host for anything: it can be mailed, kept and
// printed. Drawings are SVG, made here; each has a summary in words and the same figures
// in a table. The same report gives the same bytes.
//
// Nothing is worked out here that another package knows: states, answers and ends of
// truces are those of [parley.Dialogue]. All text of reports is escaped, shortened, and
// marked as a quotation.
package brief

import "parley"

// Report is what a brief tells.
type Report struct {
	Title    string // "Pakistan – Afghanistan"; empty for one made of the subject
	Subject  string // what was asked for: "the whole archive", "the dialogue …"
	From, To parley.Day
	Program  string // name and version of what made it: "parley 0.6"

	Dialogues []Dialogue        // the most active first
	Series    []Series          // scores and counts by week or month
	Incidents []parley.Incident // of the period, with their reports
	Edges     []Edge            // who has to do with whom
	Coverage  Coverage
}

// Dialogue is a dialogue at the last day of the period, and where it stood before the first.
type Dialogue struct {
	parley.Dialogue // its moves with their reports

	Before *parley.Dialogue // on the day before the period; nil when there was none yet
}

// Series are figures of one subject by week or month.
type Series struct {
	Name  string
	Unit  string // "week" or "month"
	Steps []Step // one after the other
}

// Step is what the incidents of one week or month add up to.
type Step struct {
	From, To    parley.Day
	Cooperation float64  // sum of the scores above 0
	Conflict    float64  // sum of the scores below 0; not above 0
	Quads       Quads    // how many incidents
	Gap         bool     // nothing was taken in, or much less than usual: the figures are too low
	New         []string // outlets first seen in these days: more reports need not mean that more happened
}

// Quads counts incidents by what they are.
type Quads struct{ VerbalCooperation, MaterialCooperation, VerbalConflict, MaterialConflict int }

// cooperative and conflictual are the two halves.
func (q Quads) cooperative() int { return q.VerbalCooperation + q.MaterialCooperation }
func (q Quads) conflictual() int { return q.VerbalConflict + q.MaterialConflict }

// Edge counts what two sides had to do with each other. It has no direction.
type Edge struct {
	A, B                  string // names, as people read them
	Cooperation, Conflict int    // incidents
}

// Coverage is what the report rests on.
type Coverage struct {
	Documents, Events, Incidents, Outlets int // of the period
	First, Last                           parley.Day
	Gaps                                  []Gap
}

// Gap is a stretch of days without the usual number of documents.
type Gap struct {
	From, To parley.Day
	Why      string // "no documents", "feed down: …"
}
