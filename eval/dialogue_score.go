package eval

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"parley"
)

// How far a day may be from the one expected: reports say "this week", and a truce is
// declared a day before it holds. A dispute is about what was reported in the week
// before, at most.
const (
	daySlack    = 2
	disputeDays = 7
)

// DialogueScores are the figures of dialogues against what must come out of them: of
// each fact, how many lines there are (Gold) and how many came out (Hit).
type DialogueScores struct {
	Facts  map[Fact]Count
	Misses []string // what did not come out, and what did in its place, a line each
}

// ScoreDialogues counts how much of what is wanted came out. Got tells the dialogues at
// the end of a day from the reports published up to then; of no day, from all reports.
// Resolve turns a name as written into the key of a participant ("PAK:GOV",
// "tehreek-e-taliban-pakistan"); "" for a name that it does not know. An error is one
// of got, or wraps [parley.ErrInvalid] and says which names are not known.
func ScoreDialogues(got func(asOf parley.Day) ([]parley.Dialogue, error), want []Expectation, resolve func(name string) string) (DialogueScores, error) {
	s := dialogueScorer{got: got, told: make(map[parley.Day][]parley.Dialogue), keys: make(map[string]string)}
	if err := s.resolve(want, resolve); err != nil {
		return DialogueScores{}, err
	}
	scores := DialogueScores{Facts: make(map[Fact]Count)}
	for i := range want {
		w := &want[i]
		why, err := s.miss(w)
		if err != nil {
			return DialogueScores{}, fmt.Errorf("%s: %w", w.Where, err)
		}
		c := scores.Facts[w.Fact]
		c.add(1, 0, btoi(why == ""))
		scores.Facts[w.Fact] = c
		if why != "" {
			scores.Misses = append(scores.Misses, fmt.Sprintf("%s: %s: %s: %s", w.Where, strings.Join(w.Parties, " – "), w.Text, why))
		}
	}
	return scores, nil
}

// Add adds the figures of another history.
func (s *DialogueScores) Add(o DialogueScores) {
	if s.Facts == nil {
		s.Facts = make(map[Fact]Count)
	}
	for fact, n := range o.Facts {
		c := s.Facts[fact]
		c.add(n.Gold, n.Pred, n.Hit)
		s.Facts[fact] = c
	}
	s.Misses = append(s.Misses, o.Misses...)
}

// Report prints the figures.
func (s *DialogueScores) Report(out io.Writer) error {
	w := tabwriter.NewWriter(out, 2, 0, 2, ' ', 0)
	all := Count{}
	for _, fact := range facts {
		n := s.Facts[fact]
		all.add(n.Gold, n.Pred, n.Hit)
		fmt.Fprintf(w, "%s\t%.4f\t(%d of %d)\n", fact, n.Recall(), n.Hit, n.Gold)
	}
	fmt.Fprintf(w, "all\t%.4f\t(%d of %d)\n", all.Recall(), all.Hit, all.Gold)
	return w.Flush()
}

// dialogueScorer compares one history.
type dialogueScorer struct {
	got  func(asOf parley.Day) ([]parley.Dialogue, error)
	told map[parley.Day][]parley.Dialogue // what got told
	keys map[string]string                // of participants, by name as written
}

// resolve looks up all names that are written.
func (s *dialogueScorer) resolve(want []Expectation, resolve func(string) string) error {
	var errs []error
	for i := range want {
		w := &want[i]
		for _, name := range slices.Concat(w.Parties, w.By, w.To, w.Names) {
			if _, done := s.keys[name]; done {
				continue
			}
			s.keys[name] = resolve(name)
			if s.keys[name] == "" {
				errs = append(errs, fmt.Errorf("%s: nobody is known as %q: %w", w.Where, name, parley.ErrInvalid))
			}
		}
	}
	return errors.Join(errs...)
}

// miss says why a line did not come out; "" when it did.
func (s *dialogueScorer) miss(w *Expectation) (string, error) {
	day := parley.Day(0)
	if w.Fact == FactState || w.Fact == FactDisputed {
		day = w.Days[0]
	}
	d, err := s.find(w.Parties, day)
	if err != nil {
		return "", err
	}
	if d == nil {
		return "there is no such dialogue", nil
	}
	switch w.Fact {
	case FactState:
		if slices.Contains(w.States, d.State) {
			return "", nil
		}
		return "it is " + string(d.State), nil
	case FactAsk:
		return s.missAsk(w, d), nil
	case FactThird:
		return s.missThird(w, d), nil
	case FactCeasefire:
		return s.missCeasefire(w, d), nil
	case FactDisputed:
		return missDispute(w, d), nil
	}
	return "", nil
}

// find returns the dialogue of the parties at the end of a day; nil for none. Of
// several it is the one with the fewest other parties, then the one with the most moves.
func (s *dialogueScorer) find(parties []string, day parley.Day) (*parley.Dialogue, error) {
	told, done := s.told[day]
	if !done {
		var err error
		if told, err = s.got(day); err != nil {
			return nil, err
		}
		s.told[day] = told
	}
	var best *parley.Dialogue
	for i := range told {
		d := &told[i]
		if !s.among(parties, partyKeys(d)) {
			continue
		}
		if best == nil || cmp.Or(cmp.Compare(len(d.Parties), len(best.Parties)), -cmp.Compare(len(d.Moves), len(best.Moves)), cmp.Compare(d.ID, best.ID)) < 0 {
			best = d
		}
	}
	return best, nil
}

func partyKeys(d *parley.Dialogue) []string {
	keys := make([]string, len(d.Parties))
	for i := range d.Parties {
		keys[i] = d.Parties[i].Key
	}
	return keys
}

// among reports whether all names are among the keys.
func (s *dialogueScorer) among(names, keys []string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(keys, s.keys[n]) })
}

// some reports whether one of the names is among the keys.
func (s *dialogueScorer) some(names, keys []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return slices.Contains(keys, s.keys[n]) })
}

// missAsk wants asks that fit and that together name all who ask and all who are
// asked: what three governments say jointly may have come out as three asks.
func (s *dialogueScorer) missAsk(w *Expectation, d *parley.Dialogue) string {
	var by, to []string
	var near []string
	for i := range d.Asks {
		a := &d.Asks[i]
		if !within(a.Day, w.Days, daySlack) || !s.some(w.By, a.By) || !s.some(w.To, a.To) {
			continue
		}
		if slices.Contains(w.Subjects, a.For) && slices.Contains(w.Answers, a.Answer) && (len(w.Until) == 0 || within(a.On, w.Until, daySlack)) {
			by, to = append(by, a.By...), append(to, a.To...)
			continue
		}
		near = append(near, fmt.Sprintf("%s for %s, %s", a.Day, a.For, strings.TrimSpace(string(a.Answer)+" "+a.On.String())))
	}
	switch {
	case s.among(w.By, by) && s.among(w.To, to):
		return ""
	case len(by) > 0:
		return fmt.Sprintf("there it is %s who ask %s", listed(by), listed(to))
	}
	return instead("no such ask", near)
}

func (s *dialogueScorer) missThird(w *Expectation, d *parley.Dialogue) string {
	var near []string
	for i := range d.Thirds {
		t := &d.Thirds[i]
		if !s.some(w.Names, []string{t.Key}) {
			continue
		}
		if slices.Contains(w.Parts, t.Part) {
			return ""
		}
		near = append(near, string(t.Part))
	}
	if s.some(w.Names, partyKeys(d)) {
		near = append(near, string(parley.PartParty))
	}
	return instead("no such third", near)
}

func (s *dialogueScorer) missCeasefire(w *Expectation, d *parley.Dialogue) string {
	var near []string
	for i := range d.Truces {
		c := &d.Truces[i]
		kind := c.Agreed && w.BothSides || !c.Agreed && w.OneSided
		if within(c.From, w.Days, daySlack) && w.ends(c) && kind && s.among(w.By, c.By) {
			return ""
		}
		how := "one-sided"
		if c.Agreed {
			how = "agreed"
		}
		near = append(near, strings.Join([]string{c.From.String(), "to", cmp.Or(c.To.String(), "now"), "by", listed(c.By), how}, " "))
	}
	return instead("no such truce", near)
}

// ends reports whether a truce ends as wanted.
func (w *Expectation) ends(c *parley.Ceasefire) bool {
	if w.Open || c.To.IsZero() {
		return c.To.IsZero() && len(w.Until) == 0
	}
	return len(w.Until) == 0 || within(c.To, w.Until, daySlack)
}

// missDispute wants something of the days before that is told as contradicted.
func missDispute(w *Expectation, d *parley.Dialogue) string {
	day := w.Days[0]
	recent := func(d parley.Day) bool { return d >= day-disputeDays && d <= day+daySlack }
	for i := range d.Moves {
		m := &d.Moves[i]
		if (m.Disputed || len(m.Against) > 0 || len(m.Denied) > 0) && (recent(m.Day) || recent(m.Reported)) {
			return ""
		}
	}
	for i := range d.Truces {
		for _, v := range d.Truces[i].Violations {
			if len(v.Denied) > 0 && recent(v.Day) {
				return ""
			}
		}
	}
	return "nothing of those days is told as contradicted"
}

// within reports whether a day is at most slack days from one of the others.
func within(d parley.Day, days []parley.Day, slack parley.Day) bool {
	return slices.ContainsFunc(days, func(o parley.Day) bool { return !d.IsZero() && d >= o-slack && d <= o+slack })
}

// listed are keys without those that stand twice.
func listed(keys []string) string {
	keys = slices.Sorted(slices.Values(keys))
	return strings.Join(slices.Compact(keys), ", ")
}

// instead says what is there in place of what was wanted.
func instead(none string, near []string) string {
	if len(near) == 0 {
		return none
	}
	return none + "; there is " + strings.Join(near, "; ")
}
