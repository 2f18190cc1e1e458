package brief

import (
	"cmp"
	"slices"
	"strings"

	"parley"
	"parley/place"
)

// maxReports is how many reports a note quotes; the others are counted.
const maxReports = 3

// note is the evidence for one claim: the sentences behind it.
type note struct {
	N       int
	Says    string // the claim
	Day     string
	Doubts  string
	Quotes  []quote
	More    int // reports that are not quoted
	Sources int // independent ones
	Sure    string
}

// quote is a sentence with who has it.
type quote struct {
	Text  string
	Cites []cite
}

// cite is one report.
type cite struct{ Outlet, Day, URL, Why string }

// notes numbers the evidence in the order in which it is first pointed to.
type notes struct {
	list []*note
	by   map[string]*note // by incident, and by incident and event

	world *place.Gazetteer // for the names of countries
}

// of gives the number of the note for a move.
func (ns *notes) of(n names, m *parley.Move) int {
	key := m.Incident + " " + m.Event // one incident may tell of several moves
	if old := ns.by[key]; old != nil {
		return old.N
	}
	day := date(m.Day)
	if m.Until > m.Day {
		day = between(m.Day, m.Until)
	}
	return ns.put(key, &note{
		Says: n.say(m), Day: day, Doubts: n.doubts(m), Sources: m.Sources, Sure: sureness(m.Confidence),
	}, ownFirst(m.Reports, m.Event))
}

// ownFirst puts the report of an event before the others.
func ownFirst(reports []parley.Report, event string) []parley.Report {
	at := slices.IndexFunc(reports, func(r parley.Report) bool { return r.Event == event })
	if at <= 0 {
		return reports
	}
	return slices.Insert(slices.Delete(slices.Clone(reports), at, at+1), 0, reports[at])
}

// ofIncident gives the number of the note for an incident.
func (ns *notes) ofIncident(in *parley.Incident) int {
	if old := ns.by[in.ID]; old != nil {
		return old.N
	}
	return ns.put(in.ID, &note{Says: ns.incidentClaim(in), Day: incidentDay(in), Sources: in.Sources, Sure: sureness(in.Confidence)}, in.Reports)
}

func (ns *notes) put(key string, nt *note, reports []parley.Report) int {
	nt.N = len(ns.list) + 1
	nt.Quotes, nt.More = quotes(reports)
	ns.list = append(ns.list, nt)
	ns.by[key] = nt
	if incident, _, several := strings.Cut(key, " "); several && ns.by[incident] == nil {
		ns.by[incident] = nt
	}
	return nt.N
}

// quotes picks the reports to quote: the first of each independent source. The others
// are copies of them, or beyond the bound. Reports with the same words are one quotation.
func quotes(reports []parley.Report) (out []quote, more int) {
	seen := map[int]bool{}
	for i := range reports {
		r := &reports[i]
		if len(seen) == maxReports || seen[r.Source] {
			continue
		}
		seen[r.Source] = true
		text := quoted(r.Text)
		at := slices.IndexFunc(out, func(q quote) bool { return q.Text == text })
		if at < 0 {
			at, out = len(out), append(out, quote{Text: text})
		}
		out[at].Cites = append(out[at].Cites, citeOf(r))
	}
	return out, len(reports) - len(seen)
}

func citeOf(r *parley.Report) cite {
	return cite{Outlet: cmp.Or(named(r.Outlet), "outlet not known"), Day: dayOf(r.Day), URL: safeURL(r.URL), Why: named(r.Why)}
}
