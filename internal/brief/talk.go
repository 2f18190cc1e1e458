package brief

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"parley"
)

// talk is a dialogue made ready for writing.
type talk struct {
	ID    string // of its section: "d1"
	Name  string
	Facts []fact
	State string
	Tone  tone

	History  []step
	Earlier  []step // changes before those
	Timeline drawing
	Legend   []legend
	Moves    []moveRow
	Open     []ask // the oldest first
	Answered []ask
	Truces   []truce
	Stands   []stand

	LeftSteps, LeftMoves, LeftOpen, LeftAnswered, LeftTruces int // that are left out

	listed []bool // which moves have a row

	d      *parley.Dialogue
	before *parley.Dialogue
	n      names
}

// fact is a line of the header.
type fact struct {
	Label string
	Text  prose
}

// step is a change of the state.
type step struct {
	Day      string
	From, To string
	Tone     tone
	Why      string
	Note     prose
	Quote    *quote
	Against  []prose
}

// moveRow is a move as a row of a table.
type moveRow struct {
	ID, Day, Kind string
	Says          string
	Doubts        string
	Sources       int
	Sure          string
	Note          prose
}

// ask is a request and its answer.
type ask struct {
	Dialogue prose
	Day      string
	By, To   string
	For      string
	Answer   string
	AnswerBy string
	On       string
	Days     int
	Share    int // of the longest wait of its table, in percent
	Outside  bool
	Again    string // "asked again twice"
	Note     prose
	Reply    prose
}

// truce is a ceasefire.
type truce struct {
	By, Kind   string
	From, To   string
	Announced  string
	Days       string
	Violations string
	Why        string
	Note       prose
	Breaches   []prose
}

// stand is a position.
type stand struct {
	Party, Stance, Day, Says string
	Note                     prose
}

// tone is whether a state is good, bad or neither for talking.
type tone string

const (
	toneGood    tone = "good"
	toneBad     tone = "bad"
	toneWaiting tone = "wait"
)

var tones = map[parley.State]tone{
	parley.StateCalls: toneWaiting, parley.StateTalksAbout: toneWaiting, parley.StateTalks: toneGood, parley.StateAgreement: toneGood,
	parley.StateCeasefire: toneGood, parley.StateImplementation: toneGood, parley.StateSuspended: toneWaiting,
	parley.StateViolated: toneBad, parley.StateCollapsed: toneBad, parley.StateDormant: toneWaiting,
}

// newTalk begins the section of a dialogue.
func newTalk(d *Dialogue, number int) *talk {
	t := &talk{
		ID: fmt.Sprintf("d%d", number), Name: nameOf(d.Name), State: string(d.State), Tone: tones[d.State],
		d: &d.Dialogue, before: d.Before, n: namesOf(&d.Dialogue),
	}
	if d.Matter != "" {
		t.Name += " (" + named(d.Matter) + ")"
	}
	return t
}

// nameOf is the name of a dialogue, "A – B", with each side kept from turning the other.
func nameOf(name string) string {
	sides := strings.Split(oneLine(name), " – ")
	for i := range sides {
		sides[i] = named(sides[i])
	}
	return strings.Join(sides, " – ")
}

// fill makes the parts of the section, in reading order.
func (t *talk) fill(from, to parley.Day, ns *notes, draw bool) {
	t.Facts = t.facts()
	t.history(ns)
	t.asks(ns)
	t.truces(ns)
	t.stands(ns)
	t.moves(ns)
	if draw {
		t.Timeline, t.Legend = drawTimeline(t, from, to)
	}
}

// move gives a move by its index; nil for none.
func (t *talk) move(i int) *parley.Move {
	if i < 0 || i >= len(t.d.Moves) {
		return nil
	}
	return &t.d.Moves[i]
}

// ref gives the number of the note for a move; 0 for none.
func (t *talk) ref(i int, ns *notes) int {
	if m := t.move(i); m != nil {
		return ns.of(t.n, m)
	}
	return 0
}

// facts are the header: who, where it stands, and when they last met.
func (t *talk) facts() []fact {
	d := t.d
	out := []fact{{"Parties", plain(t.people(d.Parties))}}
	parts := []struct {
		label string
		part  parley.Part
	}{
		{"Mediators", parley.PartMediator}, {"Hosts", parley.PartHost}, {"Guarantors", parley.PartGuarantor},
		{"Channels", parley.PartChannel}, {"Callers from outside", parley.PartCaller}, {"Spoilers", parley.PartSpoiler},
	}
	for _, p := range parts {
		var group []parley.Participant
		for i := range d.Thirds {
			if d.Thirds[i].Part == p.part {
				group = append(group, d.Thirds[i])
			}
		}
		if len(group) > 0 {
			out = append(out, fact{p.label, plain(t.people(group))})
		}
	}
	stands := prose{}.strong(string(d.State)).add(" since " + date(d.Since))
	if d.Stage != "" {
		stands = stands.add(", fell silent at " + string(d.Stage))
	}
	if d.Due > d.AsOf && d.State != parley.StateDormant {
		stands = stands.add("; changes on " + date(d.Due) + " if nothing more is heard")
	}
	return append(out, fact{"State", stands}, fact{"Last contact", plain(contact(&d.Contact))},
		fact{"Rests on", plain(count(len(d.Moves), "move") + ", at most " + count(d.Sources, "independent source"))})
}

// people lists participants with their notes.
func (t *talk) people(group []parley.Participant) string {
	var out []string
	for i := range group {
		p := &group[i]
		s := t.n.one(p.Key)
		if p.Note != "" {
			s += " (" + isolated(quoted(p.Note)) + ")"
		}
		out = append(out, s)
	}
	return cmp.Or(strings.Join(out, " · "), "none known")
}

// contact tells the last contact against the usual gap.
func contact(c *parley.Contact) string {
	if c.Last.IsZero() {
		return "none known"
	}
	s := date(c.Last) + ", " + count(c.Days, "day") + " before the end of the period"
	switch {
	case c.Usual == 0:
		return s + "; too few contacts to say what is usual"
	case c.Silent:
		s += "; longer than usual: "
	default:
		s += "; usually "
	}
	return s + "one every " + count(max(1, int(math.Round(c.Usual))), "day")
}

// shownSteps is how many changes of the state are told at once; earlier ones are folded.
const shownSteps = 8

// history tells the changes of the state, the newest first.
func (t *talk) history(ns *notes) {
	t.LeftSteps = max(0, len(t.d.Changes)-maxSteps)
	for i := range slices.Backward(t.d.Changes[t.LeftSteps:]) {
		t.History = append(t.History, t.step(&t.d.Changes[t.LeftSteps+i], ns))
	}
	if len(t.History) > shownSteps {
		t.History, t.Earlier = t.History[:shownSteps], t.History[shownSteps:]
	}
}

// step tells a change with the sentence behind it, and what speaks against it.
func (t *talk) step(c *parley.Change, ns *notes) step {
	s := step{Day: date(c.Day), From: string(c.From), To: string(c.State), Tone: tones[c.State], Why: sentence(c.Why)}
	if n := t.ref(c.Move, ns); n > 0 {
		s.Note = prose{}.note(n)
		if q := ns.list[n-1].Quotes; len(q) > 0 {
			s.Quote = &q[0]
		}
	}
	for _, j := range c.Against {
		if m := t.move(j); m != nil && len(s.Against) < maxClauses {
			s.Against = append(s.Against, plain(date(m.Day)+": "+t.n.say(m)).note(t.ref(j, ns)))
		}
	}
	return s
}
