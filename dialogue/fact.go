package dialogue

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"parley"
	"parley/when"
)

// Fact is what an incident tells of dialogues, small enough for an archive to keep
// beside every incident. An incident whose reports do not agree on what was done, or
// on whether it was, is several facts.
type Fact struct {
	Incident   string          // ID
	Event      string          // ID of the best report
	Kind       parley.MoveKind // deny, of what somebody says did not happen
	About      parley.Subject
	Denies     parley.MoveKind // of a denial
	Day        parley.Day      // of the act
	Until      parley.Day      // its last day; of a truce, the end that was announced
	Reported   parley.Day      // first report
	Planned    bool
	Alleged    bool // only an adversary says so
	Disputed   bool // other reports of the incident say the contrary
	Mutual     bool // both sides are said to agree
	Truce      bool // the sentence speaks of a truce, or of an end of the fighting
	Actors     []Side
	Recipients []Side
	Thirds     []Third
	With       []Side // who else is spoken of in the same reports
	Says       []Side // who vouches for it, where that matters: accusers, those who deny
	Matter     string
	Place      string
	Outlets    []string // of independent reports
	Sources    int      // independent
	Confidence float64

	print uint64 // of its binary form, once it was read from there
}

// Third is a third party to a fact.
type Third struct {
	Role parley.Role
	Side Side
}

// Happening is an incident in full, as [Book.Read] wants it.
type Happening struct {
	Incident parley.Incident
	Events   []parley.Event // its reports, in any order
	Company  []parley.Party // of other events of the same documents
}

// How sure and how exact an event must be to count.
const (
	leastConfidence = 0.25
	mostSides       = 6 // of one side of an act; more is a conference, not a dialogue
	mostOutlets     = 6
)

// Read returns what an incident tells of dialogues: nothing, a fact, or several where
// its reports tell of different acts or contradict each other.
func (b *Book) Read(h *Happening) []Fact {
	var groups []*reports
	for i := range h.Events {
		ev := &h.Events[i]
		if ev.Confidence < leastConfidence || len(ev.Actors) == 0 {
			continue
		}
		kind, denied := b.deed(ev).kind, ev.Status == parley.Negated
		if !lasting(kind) && kind != parley.MoveAttack {
			kind = "" // what goes on beside talks
		}
		if kind != parley.MoveExtend {
			kind = family(kind)
		}
		at := slices.IndexFunc(groups, func(g *reports) bool { return g.kind == kind && g.denied == denied })
		if at < 0 {
			at = len(groups)
			groups = append(groups, &reports{kind: kind, denied: denied})
		}
		groups[at].events = append(groups[at].events, ev)
	}
	slices.SortFunc(groups, func(a, c *reports) int {
		return cmp.Or(cmp.Compare(kindNumber(a.kind), kindNumber(c.kind)), cmp.Compare(flags(a.denied), flags(c.denied)))
	})
	var facts []Fact
	for _, g := range groups {
		if g.kind == "" && len(groups) > 1 {
			continue // other reports tell more
		}
		f, ok := b.fact(h, g.events)
		if !ok {
			continue
		}
		for i := range facts {
			if facts[i].Kind == parley.MoveDeny != g.denied && family(facts[i].what()) == family(f.what()) {
				facts[i].Disputed, f.Disputed = true, true
			}
		}
		facts = append(facts, f)
	}
	return facts
}

// reports are events of one incident that tell the same of talks.
type reports struct {
	kind   parley.MoveKind
	denied bool
	events []*parley.Event
}

// what is the act of a fact, also of one that is denied.
func (f *Fact) what() parley.MoveKind {
	if f.Kind == parley.MoveDeny {
		return f.Denies
	}
	return f.Kind
}

// fact makes a fact of reports that agree on whether it happened: of the best one that
// tells who it is between.
func (b *Book) fact(h *Happening, reports []*parley.Event) (best Fact, ok bool) {
	slices.SortFunc(reports, better)
	for _, ev := range reports {
		f, fits := b.reading(h, ev)
		if !fits {
			continue
		}
		known := f.Reported
		if f.sources(&h.Incident, reports); f.Reported == 0 {
			f.Reported = known
		}
		if len(f.between()) > 0 {
			return f, true
		}
		if !ok {
			best, ok = f, true
		}
	}
	return best, ok
}

// reading is a fact as one report has it; ok is false when it is none.
func (b *Book) reading(h *Happening, ev *parley.Event) (f Fact, ok bool) {
	f = Fact{Incident: h.Incident.ID, Event: ev.ID, Confidence: ev.Confidence, Place: ev.Place.Name, Matter: matter(h.Incident.Contexts)}
	f.sources(&h.Incident, []*parley.Event{ev})
	f.date(ev)
	if f.Day == 0 {
		return f, false
	}
	d := b.deed(ev)
	f.Mutual = ev.Type == "AGREE" && ev.Sentence.Text != "" || len(ev.Actors) > 1 && len(ev.Recipients) == 0
	f.Kind, f.About = d.kind, d.about
	f.Truce = endsFighting.MatchString(strings.ToLower(ev.Sentence.Text))
	if f.Kind == parley.MoveDeny { // of an accusation
		f.Denies, f.Day, f.Until = parley.MoveViolate, f.Reported, 0
	}
	switch ev.Status {
	case parley.Negated:
		if !lasting(d.kind) && d.kind != parley.MoveAttack {
			return f, false
		}
		f.Kind, f.Denies = parley.MoveDeny, d.kind
		f.Day, f.Until = f.Reported, 0 // the day of the denial
	case parley.Failed:
		if f.Kind != parley.MoveCollapse && f.Kind != parley.MoveEnd { // "failed to agree": they have talked
			f.Kind = parley.MoveRound
		}
	case parley.Future:
		f.Planned = true
	case parley.Hypothetical:
		if f.Kind != parley.MoveOffer && f.Kind != parley.MoveAccept && f.Kind != parley.MoveDeclare && f.Kind != parley.MoveAgree {
			return f, false
		}
		f.Kind = parley.MoveCondition
	case parley.Historical:
		if ev.Date.Precision != "day" {
			return f, false // background that nothing dates
		}
	}
	if !b.cast(&f, ev, h) || f.idle() {
		return f, false
	}
	if f.Kind == parley.MoveDeclare || f.Kind == parley.MoveExtend || f.Kind == parley.MoveAgree {
		f.span(ev)
	}
	return f, true
}

// idle reports whether a fact says nothing to anybody: something is asked or refused,
// and neither what nor of whom is known.
func (f *Fact) idle() bool {
	return (f.Kind == parley.MoveCall || f.Kind == parley.MoveRefuse) && f.About == parley.AboutOther && len(f.Recipients)+len(f.Thirds) == 0
}

// better orders reports by how much they tell: what was done before what is planned,
// dated before undated, sure before unsure.
func better(a, b *parley.Event) int {
	worth := func(ev *parley.Event) float64 {
		w := ev.Confidence
		if ev.Status == parley.Actual || ev.Status == parley.Negated {
			w++
		}
		if ev.Date.Precision == "day" {
			w += 0.5
		}
		if len(ev.Recipients) > 0 || len(ev.Actors) > 1 {
			w += 0.5
		}
		return w
	}
	return cmp.Or(cmp.Compare(worth(b), worth(a)), cmp.Compare(a.ID, b.ID))
}

// sources counts the independent sources of some reports, and says when the first came.
func (f *Fact) sources(in *parley.Incident, reports []*parley.Event) {
	f.Reported, f.Outlets = 0, nil
	seen := map[int]bool{}
	for i := range in.Reports {
		r := &in.Reports[i]
		if !slices.ContainsFunc(reports, func(ev *parley.Event) bool { return ev.ID == r.Event }) {
			continue
		}
		if day := parley.DayOf(r.Day); day != 0 && (f.Reported == 0 || day < f.Reported) {
			f.Reported = day
		}
		if seen[r.Source] {
			continue
		}
		seen[r.Source] = true
		if r.Outlet != "" && len(f.Outlets) < mostOutlets && !slices.Contains(f.Outlets, r.Outlet) {
			f.Outlets = append(f.Outlets, r.Outlet)
		}
	}
	f.Sources = max(len(seen), 1)
	if len(f.Outlets) == 0 {
		f.Sources = 1 // rows of a data set: nobody knows
	}
}

// date works out the days of the act, and when it was known.
func (f *Fact) date(ev *parley.Event) {
	first, last, ok := when.Bounds(ev.Date.Value)
	if ok {
		f.Day, f.Until = parley.DayOf(first), parley.DayOf(last)
		if _, until, ok := when.Bounds(ev.Date.Until); ok && parley.DayOf(until) > f.Until {
			f.Until = parley.DayOf(until)
		}
	}
	vague := f.Until > f.Day+longest && f.Reported != 0
	switch {
	case !ok, vague:
		f.Day, f.Until = f.Reported, f.Reported
	case f.Reported != 0 && ev.Date.Precision != "day" && f.Day <= f.Reported && f.Reported <= f.Until:
		f.Day = f.Reported // "this month"
	case f.Reported != 0 && f.Day > f.Reported && ev.Status != parley.Future && !plans(ev.Type):
		f.Day = f.Reported // what was done lies not after its report
	}
	if f.Until <= f.Day {
		f.Until = 0
	}
	if f.Reported == 0 {
		f.Reported = max(f.Day, f.Until)
		if ev.Date.Precision == "day" {
			f.Reported = f.Day
		}
	}
}

// longest is how many days a date may span and still say when something was done:
// "in 2002" is mostly said of what else the sentence speaks of.
const longest = 45

// plans reports whether acts of a type may have a day that is still to come.
func plans(typ string) bool { return typ == "AGREE" || typ == "CONCEDE" || typ == "RETREAT" }

// matter is what talks are about besides the conflict itself, by the contexts of the incident.
func matter(contexts []string) string {
	for _, m := range matters {
		if slices.Contains(contexts, m.context) {
			return m.name
		}
	}
	return ""
}

// matters are the contexts that keep dialogues of the same parties apart, the more telling first.
var matters = []struct{ context, name string }{
	{"peace_process", ""}, {"cbrn", "nuclear"}, {"economic", "trade"}, {"migration", "migration"},
	{"natural_resource", "resources"}, {"environment", "environment"}, {"health", "health"}, {"cyber", "cyber"},
}

// endsFighting finds what ends a war or rests it.
var endsFighting = regexp.MustCompile(`\b(?:truce|cease-?fire|cessation of hostilities|armistice)|\b(?:end|stop|halt|cease)s?\b[a-z ]{0,30}\b(?:war|fighting|hostilities)`)

// span reads for how long a truce is declared: "a month-long truce", "until May 16". A
// day to come that stands behind "until" is its end, and of one that is prolonged too.
func (f *Fact) span(ev *parley.Event) {
	sentence := strings.ToLower(ev.Sentence.Text)
	if f.Day > f.Reported && f.Reported != 0 && (f.Kind == parley.MoveExtend || ends(sentence, strings.ToLower(ev.Date.Mention.Text))) {
		f.Day, f.Until = f.Reported, f.Day
		return
	}
	if n := lasts(sentence); n > 0 {
		f.Until = f.Day + parley.Day(n)
	}
	if until := lastDay(sentence, f.Day); until > f.Day {
		f.Until = until
	}
}
