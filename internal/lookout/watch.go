package lookout

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"parley"
	"parley/dialogue"
	"parley/internal/store"
	"parley/trend"
)

// Sight is what there is to see of a subject that is watched.
type Sight struct {
	Dialogues []parley.Dialogue
	Step      *trend.Step // the last week; nil when the norm is not watched or nothing is known
}

// mostDialogues is how many dialogues of a country or a party are looked at, those of
// which most is told.
const mostDialogues = 200

// Look looks at what an entry watches, as of the archive's last day.
func Look(ctx context.Context, s *store.Store, w *store.Watch) (Sight, error) {
	var sight Sight
	ids, err := dialoguesOf(ctx, s, &w.Subject)
	if err != nil {
		return sight, err
	}
	if sight.Dialogues, err = s.Outlines(ctx, ids, 0); err != nil {
		return sight, err
	}
	f, ok := filterOf(&w.Subject, sight.Dialogues)
	if !ok || !slices.Contains(w.Conditions, "norm") {
		return sight, nil
	}
	cfg := trend.Config{}
	if err := Period(ctx, s, &cfg); err != nil || cfg.To.IsZero() {
		return sight, err
	}
	cfg.From = cfg.To
	series, err := Series(ctx, s, f, cfg)
	sight.Step = series.Last()
	return sight, err
}

// dialoguesOf are the IDs of the dialogues of a subject.
func dialoguesOf(ctx context.Context, s *store.Store, subject *store.Subject) ([]string, error) {
	f := store.DialogueFilter{}
	switch subject.Kind {
	case "dialogue":
		return []string{subject.Dialogue}, nil
	case "dyad":
		f.All = subject.Keys
	case "country":
		f.Countries = []string{subject.Country}
	case "party":
		f.Parties = subject.Keys
	default:
		return nil, fmt.Errorf("subject of kind %q: %w: want dialogue, dyad, country or party", subject.Kind, parley.ErrInvalid)
	}
	lines, _, err := s.Dialogues(ctx, f, mostDialogues, 0)
	ids := make([]string, len(lines))
	for i := range lines {
		ids[i] = lines[i].ID
	}
	return ids, err
}

// filterOf chooses the incidents by which the norm of a subject is told: of a dialogue,
// those between its first two parties.
func filterOf(subject *store.Subject, dialogues []parley.Dialogue) (f store.Filter, ok bool) {
	switch {
	case subject.Kind == "country":
		f.Countries = []string{subject.Country}
	case subject.Kind == "party":
		f.Parties = []string{subject.Party}
	case subject.Kind == "dyad":
		f.Dyad = subject.Dyad
	case len(dialogues) == 0 || len(dialogues[0].Parties) < 2:
		return f, false
	default:
		for _, p := range dialogues[0].Parties[:2] {
			f.Dyad = append(f.Dyad, sideOf(p.Key))
		}
	}
	return f, true
}

// sideOf is the side that a key of a participant names. Who takes part in dialogues as
// a government acts by its army and police as well.
func sideOf(key string) store.Side {
	if country, sector, ok := strings.Cut(key, ":"); ok && len(country) == 3 {
		if sector == "GOV" {
			return store.Side{Country: country, State: true}
		}
		return store.Side{Country: country, Sector: sector}
	}
	return store.Side{Party: key}
}

// mark is what a check saw.
type mark struct {
	Dialogues map[string]spot `json:"dialogues,omitempty"`
	Known     []string        `json:"known,omitempty"` // answers and violations, by all that they are known by
	Level     trend.Level     `json:"level,omitempty"` // of the norm
	High      parley.Day      `json:"high,omitzero"`   // since when it has been above, by the checks
}

// spot is what a check saw of a dialogue.
type spot struct {
	Name   string       `json:"name"`
	State  parley.State `json:"state"`
	Since  parley.Day   `json:"since"`
	Silent parley.Day   `json:"silent,omitzero"` // last contact after which the silence was told
}

// checker compares what is seen with what was.
type checker struct {
	w      *store.Watch
	was    mark
	now    mark
	first  bool
	known  map[string]bool // names of what was told before, and of what this check has told
	alerts []store.Alert
}

// Compare tells what of that for which an entry watches has come since the last check,
// in the order of the dialogues, and what is to be kept for the next check. Before the
// first check there is nothing to compare with, and no alert.
func Compare(w *store.Watch, sight *Sight) (alerts []store.Alert, seen []byte, err error) {
	c := &checker{w: w, first: w.Seen == nil, now: mark{Dialogues: map[string]spot{}}, known: map[string]bool{}}
	if !c.first {
		if err := json.Unmarshal(w.Seen, &c.was); err != nil {
			return nil, nil, fmt.Errorf("%w: what the last check of entry %d saw: %w", store.ErrDamaged, w.Number, err)
		}
	}
	for _, name := range c.was.Known {
		c.known[name] = true
	}
	for i := range sight.Dialogues {
		c.dialogue(&sight.Dialogues[i])
	}
	c.gone()
	c.norm(sight.Step)
	c.now.Known = slices.Sorted(maps.Keys(c.known))
	seen, err = json.Marshal(c.now)
	if c.first {
		c.alerts = nil
	}
	return c.alerts, seen, err
}

// watches reports whether the entry watches for a condition.
func (c *checker) watches(condition string) bool { return slices.Contains(c.w.Conditions, condition) }

// alert tells something of a dialogue; of is the occasion.
func (c *checker) alert(kind, dialogue, of string, day parley.Day, title, text string) {
	id := fmt.Sprintf("%d/%s/%s/%s", c.w.Number, kind, dialogue, of)
	c.alerts = append(c.alerts, store.Alert{ID: id, Watch: c.w.Number, Kind: kind, Dialogue: dialogue, Day: day, Title: title, Text: text})
}

// dialogue compares a dialogue with what was seen of it.
func (c *checker) dialogue(d *parley.Dialogue) {
	was, known := c.was.Dialogues[d.ID]
	now := spot{Name: d.Name, State: d.State, Since: d.Since, Silent: was.Silent}
	if c.watches("state") && (!known || was.State != d.State || d.Since > was.Since) {
		c.state(d, was)
	}
	if c.watches("answer") {
		c.answers(d)
	}
	if c.watches("violation") {
		c.violations(d)
	}
	if last := d.Contact.Last; c.watches("silence") && last != 0 && d.Contact.Days >= c.w.Silence {
		if was.Silent != last {
			text := fmt.Sprintf("The last contact that is reported was on %s.", last)
			if d.Contact.Usual > 0 {
				text += fmt.Sprintf(" The usual gap is %g days.", d.Contact.Usual)
			}
			c.alert("silence", d.ID, last.String(), d.AsOf, fmt.Sprintf("%s: no contact for %s", d.Name, days(d.Contact.Days)), text)
		}
		now.Silent = last
	}
	c.now.Dialogues[d.ID] = now
}

// state tells that a dialogue is in another state than it was, in the same once more, or new.
func (c *checker) state(d *parley.Dialogue, was spot) {
	title := fmt.Sprintf("%s: %s, before %s", d.Name, d.State, was.State)
	switch was.State {
	case "":
		title = fmt.Sprintf("%s: %s, a new dialogue", d.Name, d.State)
	case d.State:
		title = fmt.Sprintf("%s: %s once more", d.Name, d.State)
	}
	text := "Since " + d.Since.String()
	if n := len(d.Changes); n > 0 && d.Changes[n-1].Why != "" {
		text += ": " + strings.TrimSuffix(d.Changes[n-1].Why, ".")
	}
	if between := passed(d, was); len(between) > 0 {
		text += "; in between: " + strings.Join(between, ", ")
	}
	c.alert("state", d.ID, d.Since.String()+"/"+string(d.State), d.Since, title, text+".")
}

// passed are the states between the one that was seen and the one of now.
func passed(d *parley.Dialogue, was spot) (states []string) {
	for i := 0; i+1 < len(d.Changes); i++ {
		if ch := &d.Changes[i]; was.State != "" && ch.Day > was.Since {
			states = append(states, string(ch.State))
		}
	}
	return states
}

// gone tells that a dialogue is no more: what was read otherwise, or corrected, makes
// it another. Of a country or a party only those are told that are not.
func (c *checker) gone() {
	was, known := c.was.Dialogues[c.w.Subject.Dialogue]
	if _, there := c.now.Dialogues[c.w.Subject.Dialogue]; known && !there && c.watches("state") {
		c.alert("state", c.w.Subject.Dialogue, "gone", was.Since, was.Name+": there is no such dialogue any more",
			"Reports that came since, a new coding or a correction have made it part of another.")
	}
}

// fresh reports whether something is not known yet by any of its names, and notes it.
func (c *checker) fresh(names ...string) bool {
	fresh := !slices.ContainsFunc(names, func(name string) bool { return c.known[name] })
	for _, name := range names {
		c.known[name] = true
	}
	return fresh
}

// answers tells of asks that were answered: for talks, a truce, a release and the like,
// not for whatever else. One that is merely ignored has no answer.
func (c *checker) answers(d *parley.Dialogue) {
	for i := range d.Asks {
		a := &d.Asks[i]
		if a.Answer == parley.AnswerOpen || a.Answer == parley.AnswerIgnored || a.For == parley.AboutOther {
			continue
		}
		by, to := people(d, a.By), people(d, a.To)
		if !c.fresh(occasion("answer", incidentOf(d, a.Move), string(a.Answer)), occasion("answer", a.Day.String(), strings.Join(a.By, " "), string(a.For), string(a.Answer))) {
			continue
		}
		text := fmt.Sprintf("%s asked %s on %s", by, to, a.Day)
		if a.On != 0 {
			text += fmt.Sprintf("; the answer came on %s", a.On)
		}
		if len(a.AnswerBy) > 0 {
			text += ", from " + people(d, a.AnswerBy)
		}
		c.alert("answer", d.ID, incidentOf(d, a.Move)+"/"+string(a.Answer), cmp.Or(a.On, a.Day),
			fmt.Sprintf("%s: the call for %s is %s", d.Name, a.For, answered[a.Answer]), text+".")
	}
}

// answered are the answers as a sentence has them.
var answered = map[parley.Answer]string{
	parley.AnswerAccepted: "accepted", parley.AnswerRefused: "refused", parley.AnswerConditional: "answered with conditions",
}

// violations tells of breaches of truces.
func (c *checker) violations(d *parley.Dialogue) {
	for i := range d.Truces {
		for k := range d.Truces[i].Violations {
			v := &d.Truces[i].Violations[k]
			incident := incidentOf(d, v.Move)
			if !c.fresh(occasion("violation", incident), occasion("violation", v.Day.String(), strings.Join(v.By, " "), d.ID)) {
				continue
			}
			title := d.Name + ": the truce is said to be broken"
			if !v.Alleged {
				title = d.Name + ": the truce is broken"
			}
			text := fmt.Sprintf("On %s.", v.Day)
			if len(v.By) > 0 {
				text = fmt.Sprintf("On %s, by %s.", v.Day, people(d, v.By))
			}
			if len(v.Accuser) > 0 {
				text += fmt.Sprintf(" %s says so.", people(d, v.Accuser))
			}
			if len(v.Denied) > 0 {
				text += fmt.Sprintf(" %s denies it.", people(d, v.Denied))
			}
			c.alert("violation", d.ID, incident, v.Day, title, text)
		}
	}
}

// norm tells that there is more than usual. A rise that new sources may have made is none.
func (c *checker) norm(step *trend.Step) {
	c.now.Level, c.now.High = c.was.Level, c.was.High
	if step == nil || step.Gap || !c.watches("norm") {
		return
	}
	n := step.Norm()
	high := n != nil && step.Level.High() && !step.NewSource
	c.now.Level = step.Level
	switch {
	case !high:
		c.now.High = 0
		return
	case c.was.High == 0:
		c.now.High = step.To
	case step.Level == c.was.Level || step.Level == trend.Above:
		return // it was told
	}
	c.alert("norm", c.w.Subject.Dialogue, c.now.High.String(), step.To,
		fmt.Sprintf("%s: %s the norm", c.w.Subject.Name, step.Level),
		fmt.Sprintf("%s in the week to %s; %s a week in the %d weeks before.", incidents(step.Incidents), step.To, trend.Number(n.Mean), n.Weeks))
}

// occasion is a name of something that happened.
func occasion(parts ...string) string { return strings.Join(parts, "|") }

// incidentOf is the ID of the incident of a move.
func incidentOf(d *parley.Dialogue, move int) string {
	if move < 0 || move >= len(d.Moves) {
		return ""
	}
	return d.Moves[move].Incident
}

// people are the names of participants, by their keys.
func people(d *parley.Dialogue, keys []string) string {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = dialogue.Name(d, key)
	}
	return strings.Join(names, " and ")
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

func incidents(n int) string {
	if n == 1 {
		return "1 incident"
	}
	return fmt.Sprintf("%d incidents", n)
}
