// Package trend tells from daily counts of incidents what is usual for two sides, a
// country or a dialogue, and what is not: how much of cooperation and of conflict
// there was in every step of a period, how that compares with the four and the
// fifty-two weeks before, when the level changed, who moves first and who answers.
//
// In go observations, one an incident, and the coverage of the whole archive; out
// comes a [Series]. All of it is a pure function of its input, in any order:
//
//	series, err := trend.Of(observations, coverage, trend.Config{From: from, To: to, Grain: trend.Week})
//
// What the archive did not look at is not zero: steps in which it has hardly any
// report are gaps, and no part of a norm. A new feed is no spike: a rise that is gone
// without what only outlets tell that came since is marked.
//
// Counts are compared with a norm by the tail of a negative binomial distribution, as
// surveillance of diseases does it (Noufal and others, Statistics in Medicine 32, 2013);
// see norm.go. Changes of level are found by PELT with the likelihood of a Poisson
// process (Killick, Fearnhead and Eckley, JASA 107, 2012); see change.go.
package trend

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"parley"
)

// Observation is one incident, as far as counting it needs.
type Observation struct {
	Day     parley.Day
	Type    string   // of PLOVER
	Quad    string   // "verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"
	Score   float64  // of PLOVER, -10 to 10
	Side    int      // 1 when the first of two sides acts, -1 when the second does, 0 when both do or there are no two
	Outlets []string // that report it
	Reports int      // how many; 0 counts as 1
	Sources int      // how many of them are independent; 0 counts as 1
}

// Coverage is what the archive as a whole has, whatever the subject.
type Coverage struct {
	// Reports is how many reports it has of a day. A nil map says that nobody knows:
	// then all days count as looked at, from that of the first observation on.
	Reports map[parley.Day]int
	// Outlets tells the first day on which the archive has anything of an outlet. One
	// that is not in it was always there.
	Outlets map[string]parley.Day
}

// Grain is how long a step is.
type Grain string

// The grains. Weeks are counted back from the last day of the period, so that the last
// one is whole; months are those of the calendar.
const (
	Day   Grain = "day"
	Week  Grain = "week"
	Month Grain = "month"
)

// Grains are all of them.
var Grains = []Grain{Day, Week, Month}

// Config says what is told.
type Config struct {
	From, To parley.Day // the period, both days included; observations of the year before it make its norms
	Grain    Grain      // a week when empty
}

// maxSteps bounds a series: a hundred years of days.
const maxSteps = 36_600

// Validate fills the default in, and says what is wrong, wrapping [parley.ErrInvalid].
func (c *Config) Validate() error {
	if c.Grain == "" {
		c.Grain = Week
	}
	switch {
	case !slices.Contains(Grains, c.Grain):
		return fmt.Errorf("step %q: %w: want day, week or month", c.Grain, parley.ErrInvalid)
	case c.From <= 0 || c.To <= 0:
		return fmt.Errorf("period from %q to %q: %w: it needs two days", c.From, c.To, parley.ErrInvalid)
	case c.From > c.To:
		return fmt.Errorf("period from %s to %s: %w: it ends before it begins", c.From, c.To, parley.ErrInvalid)
	case (c.To-c.From)/c.Grain.Days() > maxSteps:
		return fmt.Errorf("period from %s to %s: %w: more than %d steps", c.From, c.To, parley.ErrInvalid, maxSteps)
	}
	return nil
}

// Series is what can be told of a subject.
type Series struct {
	From        parley.Day    `json:"from"` // of the first step, which may begin before the period
	To          parley.Day    `json:"to"`
	Grain       Grain         `json:"step"`
	Steps       []Step        `json:"steps"`                 // the oldest first
	Changes     []Change      `json:"changes,omitempty"`     // of level, by day
	Initiative  []Initiative  `json:"initiative,omitempty"`  // in cooperation and in conflict; none without two sides
	Reciprocity []Reciprocity `json:"reciprocity,omitempty"` // of either side, in cooperation and in conflict
}

// Last is the last step of a series; nil when it has none.
func (s *Series) Last() *Step {
	if len(s.Steps) == 0 {
		return nil
	}
	return &s.Steps[len(s.Steps)-1]
}

// Step is one stretch of days with what happened in it.
type Step struct {
	From        parley.Day     `json:"from"`
	To          parley.Day     `json:"to"`
	Incidents   int            `json:"incidents"`
	Reports     int            `json:"reports"`
	Single      int            `json:"single_source"` // of the incidents, those that one independent source tells
	Quads       Quads          `json:"quads"`
	Types       map[string]int `json:"types,omitempty"`
	Cooperation float64        `json:"cooperation"`     // sum of the scores above zero
	Conflict    float64        `json:"conflict"`        // sum of those below
	Balance     float64        `json:"balance"`         // sum of both
	Coverage    int            `json:"archive_reports"` // reports of the whole archive
	Gap         bool           `json:"gap,omitempty"`   // the archive has hardly any report of these days

	Level     Level `json:"level"`                // the word for the number of incidents, by Year, else by Recent
	NewSource bool  `json:"new_source,omitempty"` // the rise is gone without what only new outlets tell
	Recent    *Norm `json:"recent,omitempty"`     // against the 4 weeks before; nil for months
	Year      *Norm `json:"year,omitempty"`       // against the 52 weeks before
}

// Norm is the norm by which Level is told: that of the year, else that of late; nil
// when there is too little of both.
func (s *Step) Norm() *Norm {
	for _, n := range []*Norm{s.Year, s.Recent} {
		if n != nil && n.Level != TooLittle {
			return n
		}
	}
	return nil
}

// Quads counts incidents by quad.
type Quads struct {
	VerbalCooperation   int `json:"verbal_cooperation"`
	MaterialCooperation int `json:"material_cooperation"`
	VerbalConflict      int `json:"verbal_conflict"`
	MaterialConflict    int `json:"material_conflict"`
}

func (q *Quads) add(quad string) {
	switch quad {
	case "verbal-cooperation":
		q.VerbalCooperation++
	case "material-cooperation":
		q.MaterialCooperation++
	case "verbal-conflict":
		q.VerbalConflict++
	case "material-conflict":
		q.MaterialConflict++
	}
}

// Of tells what there is to tell of the observations of one subject. It is safe for
// concurrent use and changes nothing that it is given. A period that cannot be is an
// error that wraps [parley.ErrInvalid].
func Of(observations []Observation, coverage Coverage, cfg Config) (Series, error) {
	if err := cfg.Validate(); err != nil {
		return Series{}, err
	}
	obs := ordered(observations, cfg.To)
	t := newTally(obs, &coverage, &cfg)
	s := Series{To: cfg.To, Grain: cfg.Grain}
	for i := t.shown; i < len(t.bins); i++ {
		t.compare(i)
		s.Steps = append(s.Steps, t.bins[i].Step)
	}
	s.From = s.Steps[0].From
	s.Changes = t.changes()
	if a := newActs(obs, t); a.sides() {
		s.Initiative = a.initiative()
		s.Reciprocity = a.reciprocity()
	}
	return s, nil
}

// ordered returns the observations that can be counted, up to a day, in an order that
// depends on what they say alone: sums of scores come out the same to the last bit.
func ordered(observations []Observation, to parley.Day) []Observation {
	obs := make([]Observation, 0, len(observations))
	for _, o := range observations {
		if o.Day <= 0 || o.Day > to || math.IsNaN(o.Score) || math.IsInf(o.Score, 0) {
			continue
		}
		obs = append(obs, o)
	}
	slices.SortFunc(obs, func(a, b Observation) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Score, b.Score))
	})
	return obs
}
