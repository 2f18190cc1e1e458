package eval

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"parley"
)

// Fact is what sort of thing an [Expectation] expects.
type Fact string

// The facts, by the word that begins their line.
const (
	FactDialogue  Fact = "dialogue"  // there is a dialogue of these parties
	FactState     Fact = "state"     // where it stands at the end of a day
	FactAsk       Fact = "ask"       // somebody asks for something, and what becomes of it
	FactThird     Fact = "third"     // somebody helps, calls or spoils
	FactCeasefire Fact = "ceasefire" // a truce, from its first day to its last
	FactDisputed  Fact = "disputed"  // reports contradict each other on a day
)

// facts are all of them, in the order of the figures.
var facts = []Fact{FactDialogue, FactState, FactAsk, FactThird, FactCeasefire, FactDisputed}

// Expectation is one fact that must come out of a history of a dialogue, as a line of
// NAME.expect.tsv has it; samples/histories/README.md tells the form. Where a field
// has several readings, any of them is right. Fields that the fact has no use for are
// empty.
type Expectation struct {
	Where   string // file:line
	Text    string // the line, for messages
	Fact    Fact
	Parties []string // whose dialogue it is, as written

	Days      []parley.Day     // of the state, the ask or the dispute; first days of a ceasefire: readings
	States    []parley.State   // readings
	By, To    []string         // all who ask, and all who are asked; all who declare a ceasefire
	Subjects  []parley.Subject // readings
	Answers   []parley.Answer  // readings
	Until     []parley.Day     // days of the answer, or last days of the ceasefire: readings; none where not told, or while it holds
	Open      bool             // the ceasefire holds when the last report is in
	Parts     []parley.Part    // readings
	Names     []string         // of the third: readings
	OneSided  bool             // a reading: one side declares the ceasefire
	BothSides bool             // a reading: the sides agree on it
}

// The words that the columns may hold.
var (
	subjects = []parley.Subject{
		parley.AboutTalks, parley.AboutCeasefire, parley.AboutMediation, parley.AboutAgreement,
		parley.AboutRelease, parley.AboutWithdrawal, parley.AboutOther,
	}
	answers = []parley.Answer{
		parley.AnswerOpen, parley.AnswerAccepted, parley.AnswerRefused, parley.AnswerConditional, parley.AnswerIgnored,
	}
	thirdParts = []parley.Part{
		parley.PartMediator, parley.PartHost, parley.PartGuarantor, parley.PartChannel, parley.PartCaller, parley.PartSpoiler,
	}
)

// ReadExpectations reads what must come out of a history. An error tells everything
// that is wrong with the file, each with its line, and wraps [parley.ErrInvalid].
func ReadExpectations(r io.Reader, name string) ([]Expectation, error) {
	e := expectations{name: name, seen: make(map[string]int)}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		e.line++
		e.read(strings.TrimRight(lines.Text(), "\r"))
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", name, parley.ErrInvalid, err)
	}
	if len(e.errs) > 0 {
		return nil, errors.Join(e.errs...)
	}
	return e.out, nil
}

// expectations reads one file.
type expectations struct {
	name    string
	line    int
	out     []Expectation
	errs    []error
	parties []string
	seen    map[string]int // lines of this dialogue, where they stand
}

func (e *expectations) fail(format string, args ...any) {
	e.errs = append(e.errs, fmt.Errorf("%s:%d: %s: %w", e.name, e.line, fmt.Sprintf(format, args...), parley.ErrInvalid))
}

func (e *expectations) read(line string) {
	if strings.TrimSpace(line) == "" || line[0] == '#' {
		return
	}
	cells := strings.Split(line, "\t")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	want := Expectation{Where: fmt.Sprintf("%s:%d", e.name, e.line), Text: strings.Join(cells, " "), Fact: Fact(cells[0])}
	form, known := forms[want.Fact]
	cells = cells[1:]
	switch {
	case !known:
		e.fail("%q is none of %s", want.Fact, strings.Join(texts(facts), ", "))
		return
	case len(cells) < form.min || len(cells) > form.max:
		e.fail("%d columns after %q: want %s", len(cells), want.Fact, form.columns)
		return
	case want.Fact == FactDialogue:
		e.parties, e.seen = cells, make(map[string]int)
	case e.parties == nil:
		e.fail("a line %q before any dialogue", want.Fact)
		return
	case e.seen[want.Text] > 0:
		e.fail("the same as line %d", e.seen[want.Text])
		return
	}
	e.seen[want.Text] = e.line
	want.Parties = e.parties
	before := len(e.errs)
	form.fill(e, &want, cells)
	if len(e.errs) == before {
		e.out = append(e.out, want)
	}
}

// forms tell the columns of a line, by its fact.
var forms = map[Fact]struct {
	min, max int
	columns  string
	fill     func(*expectations, *Expectation, []string)
}{
	FactDialogue:  {2, 9, "PARTY PARTY …", (*expectations).dialogue},
	FactState:     {2, 2, "DAY STATE", (*expectations).state},
	FactAsk:       {5, 6, "DAY BY TO SUBJECT ANSWER and maybe the DAY of the answer", (*expectations).ask},
	FactThird:     {2, 2, "PART NAME", (*expectations).third},
	FactCeasefire: {4, 4, "FROM TO BY KIND", (*expectations).ceasefire},
	FactDisputed:  {1, 1, "DAY", (*expectations).disputed},
}

func (e *expectations) dialogue(_ *Expectation, cells []string) {
	for i, name := range cells {
		if name == "" {
			e.fail("a party without a name")
		} else if slices.Contains(cells[:i], name) {
			e.fail("%q is a party twice", name)
		}
	}
}

func (e *expectations) state(w *Expectation, cells []string) {
	w.Days = e.day(cells[0])
	w.States = oneOf(e, "state", cells[1], parley.States)
}

func (e *expectations) ask(w *Expectation, cells []string) {
	w.Days, w.By, w.To = e.days(cells[0]), e.names(cells[1]), e.names(cells[2])
	w.Subjects = oneOf(e, "subject", cells[3], subjects)
	w.Answers = oneOf(e, "answer", cells[4], answers)
	if len(cells) < 6 || cells[5] == "" {
		return
	}
	w.Until = e.days(cells[5])
	e.order(w)
	for _, a := range w.Answers {
		if a == parley.AnswerOpen || a == parley.AnswerIgnored {
			e.fail("%q is no answer, so it has no day", a)
		}
	}
}

func (e *expectations) third(w *Expectation, cells []string) {
	w.Parts = oneOf(e, "part", cells[0], thirdParts)
	w.Names = e.names(cells[1])
}

func (e *expectations) ceasefire(w *Expectation, cells []string) {
	w.Days, w.By = e.days(cells[0]), e.names(cells[2])
	switch cells[1] {
	case "":
		w.Open = true
	case "?":
	default:
		w.Until = e.days(cells[1])
		e.order(w)
	}
	kinds := oneOf(e, "kind", cells[3], []string{"one-sided", "agreed"})
	w.OneSided, w.BothSides = slices.Contains(kinds, "one-sided"), slices.Contains(kinds, "agreed")
}

func (e *expectations) disputed(w *Expectation, cells []string) { w.Days = e.day(cells[0]) }

// order wants no last day before the first one.
func (e *expectations) order(w *Expectation) {
	if len(w.Days) > 0 && len(w.Until) > 0 && slices.Max(w.Until) < slices.Min(w.Days) {
		e.fail("%s is before %s", slices.Max(w.Until), slices.Min(w.Days))
	}
}

// days reads days set apart by "|".
func (e *expectations) days(cell string) []parley.Day {
	var out []parley.Day
	for text := range strings.SplitSeq(cell, "|") {
		var d parley.Day
		if err := d.UnmarshalText([]byte(text)); err != nil || d.IsZero() {
			e.fail("%q is no day: want YYYY-MM-DD", text)
			continue
		}
		out = append(out, d)
	}
	return out
}

// day reads a single day: what holds at its end leaves no room for another.
func (e *expectations) day(cell string) []parley.Day {
	if strings.Contains(cell, "|") {
		e.fail("%q: want a single day", cell)
		return nil
	}
	return e.days(cell)
}

// names reads names set apart by "|".
func (e *expectations) names(cell string) []string {
	names := strings.Split(cell, "|")
	for i, n := range names {
		names[i] = strings.TrimSpace(n)
		if names[i] == "" {
			e.fail("an empty name in %q", cell)
		}
	}
	return names
}

// oneOf reads words set apart by "|", each of which must be known.
func oneOf[T ~string](e *expectations, what, cell string, known []T) []T {
	var out []T
	for word := range strings.SplitSeq(cell, "|") {
		if !slices.Contains(known, T(word)) {
			e.fail("%s %q is none of %s", what, word, strings.Join(texts(known), ", "))
			continue
		}
		out = append(out, T(word))
	}
	return out
}

// texts are named strings as plain ones.
func texts[T ~string](named []T) []string {
	out := make([]string, len(named))
	for i, n := range named {
		out[i] = string(n)
	}
	return out
}
