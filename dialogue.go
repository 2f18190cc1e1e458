package parley

import (
	"fmt"
	"time"
)

// Day is a day of the calendar, counted from 0001-01-01, which is 1. The zero value
// is no day. Days are written as ISO 8601 has them, no day as nothing.
type Day int32

// DayOf returns the day of t in t's own time zone; of the zero time, no day.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return 0
	}
	y, m, d := t.Date()
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400) + firstDay
}

// firstDay is 1970-01-01 as a [Day].
const firstDay = 719163

// Time returns midnight, UTC, at the beginning of d; the zero time for no day.
func (d Day) Time() time.Time {
	if d == 0 {
		return time.Time{}
	}
	return time.Unix(int64(d-firstDay)*86400, 0).UTC()
}

// IsZero reports whether d is no day.
func (d Day) IsZero() bool { return d == 0 }

// String is d as YYYY-MM-DD, empty for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// MarshalText writes d as String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes. Anything else is an error that wraps [ErrInvalid].
func (d *Day) UnmarshalText(text []byte) error {
	*d = 0
	if len(text) == 0 {
		return nil
	}
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return fmt.Errorf("day %q: %w: want YYYY-MM-DD", text, ErrInvalid)
	}
	*d = DayOf(t)
	return nil
}

// Dialogue is what parties to a conflict, or to any matter, have said and done about
// talking with each other, and where that stands.
//
// Moves, changes of state, asks and ceasefires are in the order of their days. They
// name each other by index into Moves; -1 is none.
type Dialogue struct {
	ID      string            `json:"id"`                // hash of its first two parties and the matter, with d before
	Aliases []string          `json:"aliases,omitempty"` // IDs that lead here too: of pairs that were dialogues of their own
	Name    string            `json:"name"`              // "Pakistan – Tehreek-e-Taliban Pakistan"
	Matter  string            `json:"matter,omitempty"`  // what keeps it apart from other dialogues of the same parties: "nuclear", "trade"
	AsOf    Day               `json:"as_of"`             // the day for which all this is told
	Parties []Participant     `json:"parties"`           // who talk, or are called to
	Thirds  []Participant     `json:"thirds,omitempty"`  // who help, call or spoil
	Others  map[string]string `json:"others,omitempty"`  // names of those who only appear in moves, by key

	State   State       `json:"state"`
	Since   Day         `json:"since"`           // of the last of Changes
	Stage   State       `json:"stage,omitempty"` // of a dormant dialogue: the state in which it fell silent
	Changes []Change    `json:"changes"`         // how the state came about, the oldest first
	Moves   []Move      `json:"moves"`           // by day, then by incident
	Asks    []Ask       `json:"asks,omitempty"`  // by day
	Truces  []Ceasefire `json:"ceasefires,omitempty"`
	Stands  []Position  `json:"positions,omitempty"` // what each party last said on talking
	Contact Contact     `json:"contact"`
	Due     Day         `json:"due,omitzero"`      // the next day on which the state changes if nothing more is heard
	Sources int         `json:"sources"`           // outlets that do not depend on each other, at most so many
	Related []string    `json:"related,omitempty"` // IDs of dialogues that share a party and days of contact
}

// State is where a dialogue stands.
type State string

// The states of a dialogue.
const (
	StateCalls          State = "calls"             // somebody has called for talks; nobody has answered with yes
	StateTalksAbout     State = "talks about talks" // offers, acceptance, go-betweens: whether and how to talk
	StateTalks          State = "talks"             // the parties have met or negotiate
	StateAgreement      State = "agreement"         // something is agreed or signed
	StateCeasefire      State = "ceasefire"         // a truce holds, of one side or of both
	StateImplementation State = "implementation"    // what was agreed is being done
	StateSuspended      State = "suspended"         // talks are halted, a round is called off
	StateViolated       State = "violated"          // a truce or an agreement is broken, and nobody has ended it
	StateCollapsed      State = "collapsed"         // talks have broken down, or a truce was ended
	StateDormant        State = "dormant"           // nothing was heard for long
)

// States are all of them, in the order of a dialogue that goes well, then badly.
var States = []State{
	StateCalls, StateTalksAbout, StateTalks, StateAgreement, StateCeasefire, StateImplementation,
	StateSuspended, StateViolated, StateCollapsed, StateDormant,
}

// Participant is somebody in a dialogue, at the level that acts: a government, whoever
// speaks for it, or a movement.
type Participant struct {
	Key     string `json:"key"` // entry of the lexicon, or COUNTRY:SECTOR
	Name    string `json:"name"`
	Country string `json:"country,omitempty"`
	Sector  string `json:"sector,omitempty"`
	Part    Part   `json:"part"`
	First   Day    `json:"first"` // of its moves
	Last    Day    `json:"last"`
	Moves   int    `json:"moves"`
	Note    string `json:"note,omitempty"` // "governs AFG since 2021-08-15"
}

// Part is what a participant is to a dialogue.
type Part string

// The parts.
const (
	PartParty     Part = "party"
	PartMediator  Part = "mediator"
	PartHost      Part = "host"
	PartGuarantor Part = "guarantor"
	PartChannel   Part = "channel" // carries messages
	PartCaller    Part = "caller"  // calls for talks or a truce from outside
	PartSpoiler   Part = "spoiler" // protests against the talks, or attacks while they go on, and is no party
)

// Move is what an incident tells of a dialogue.
type Move struct {
	Kind       MoveKind `json:"kind"`
	Day        Day      `json:"day"`               // of the act; of the first report where nothing tells it
	Until      Day      `json:"until,omitzero"`    // last day of what takes several, or of the span in which it lies
	Planned    bool     `json:"planned,omitempty"` // announced or expected, not yet done
	Reported   Day      `json:"reported,omitzero"` // first report
	Actors     []string `json:"actors"`            // keys of participants
	Recipients []string `json:"recipients,omitempty"`
	Mediators  []string `json:"mediators,omitempty"`
	Hosts      []string `json:"hosts,omitempty"`
	Via        []string `json:"via,omitempty"`
	About      Subject  `json:"about,omitempty"`   // what is asked, offered, refused or agreed
	Alleged    bool     `json:"alleged,omitempty"` // only an adversary says so
	Denied     []string `json:"denied_by,omitempty"`
	Disputed   bool     `json:"disputed,omitempty"` // reports differ on whether it happened; see Against
	Against    []int    `json:"against,omitempty"`  // moves that say otherwise
	Place      string   `json:"place,omitempty"`
	Incident   string   `json:"incident"` // ID
	Event      string   `json:"event"`    // the report that it is read from
	Sources    int      `json:"sources"`  // independent
	Confidence float64  `json:"confidence"`
	Reports    []Report `json:"reports,omitempty"` // the sentences behind it, where they were asked for
}

// MoveKind is what a move does to a dialogue.
type MoveKind string

// The kinds of moves.
const (
	MoveCall      MoveKind = "call"
	MoveOffer     MoveKind = "offer"
	MoveCondition MoveKind = "condition"
	MoveAccept    MoveKind = "accept"
	MoveRefuse    MoveKind = "refuse"
	MoveDeny      MoveKind = "deny"
	MoveMeet      MoveKind = "meet"
	MoveRound     MoveKind = "round"
	MoveMediate   MoveKind = "mediate"
	MoveHost      MoveKind = "host"
	MoveMessage   MoveKind = "message"
	MoveAgree     MoveKind = "agree"
	MoveSign      MoveKind = "sign"
	MoveDeclare   MoveKind = "declare ceasefire"
	MoveExtend    MoveKind = "extend"
	MoveEnd       MoveKind = "end"
	MoveViolate   MoveKind = "violate"
	MoveRelease   MoveKind = "release"
	MoveWithdraw  MoveKind = "withdraw"
	MoveSuspend   MoveKind = "suspend"
	MoveResume    MoveKind = "resume"
	MoveWalkOut   MoveKind = "walk out"
	MoveCollapse  MoveKind = "collapse"
	MoveEndorse   MoveKind = "endorse"
	MoveProtest   MoveKind = "protest against"
	MoveThreaten  MoveKind = "threaten"
	MoveAttack    MoveKind = "attack"   // violence between parties, or against one of them
	MoveCondemn   MoveKind = "condemn"  // other conflict in words
	MovePressure  MoveKind = "pressure" // other material conflict: sanctions, arrests, mobilisation
	MoveGesture   MoveKind = "gesture"  // other cooperation
)

// MoveKinds are all of them. The archive keeps them by their place in the list: new
// ones go to the end.
var MoveKinds = []MoveKind{
	MoveCall, MoveOffer, MoveCondition, MoveAccept, MoveRefuse, MoveDeny, MoveMeet, MoveRound, MoveMediate, MoveHost, MoveMessage, MoveAgree, MoveSign,
	MoveDeclare, MoveExtend, MoveEnd, MoveViolate, MoveRelease, MoveWithdraw, MoveSuspend, MoveResume, MoveWalkOut, MoveCollapse, MoveEndorse, MoveProtest,
	MoveThreaten, MoveAttack, MoveCondemn, MovePressure, MoveGesture,
}

// Subject is what a move is about.
type Subject string

// The subjects.
const (
	AboutTalks      Subject = "talks"
	AboutCeasefire  Subject = "ceasefire"
	AboutMediation  Subject = "mediation"
	AboutAgreement  Subject = "agreement"
	AboutRelease    Subject = "release"
	AboutWithdrawal Subject = "withdrawal"
	AboutOther      Subject = "other"
)

// Change is one step of the state, with what brought it about.
type Change struct {
	Day     Day    `json:"day"`
	From    State  `json:"from,omitempty"`
	State   State  `json:"state"`
	Move    int    `json:"move"`              // -1 when it was silence, or the end of a party
	Why     string `json:"why"`               // a sentence that can be argued with
	Against []int  `json:"against,omitempty"` // moves that speak against it
	Days    int    `json:"days,omitempty"`    // of silence
}

// Ask is somebody asking somebody for something, and the answer.
type Ask struct {
	Move     int      `json:"move"`
	Day      Day      `json:"day"`
	By       []string `json:"by"`
	To       []string `json:"to"`
	For      Subject  `json:"for"`
	Outside  bool     `json:"outside,omitempty"` // by somebody who is no party
	Answer   Answer   `json:"answer"`
	AnswerBy []string `json:"answer_by,omitempty"`
	Answered int      `json:"answer_move"`        // -1 while open
	Repeated int      `json:"repeated,omitempty"` // how often it was asked again
	On       Day      `json:"answer_day,omitzero"`
	Days     int      `json:"days"` // until the answer; while open, until the day for which this is told
}

// Answer is what became of an [Ask].
type Answer string

// The answers.
const (
	AnswerOpen        Answer = "open"
	AnswerAccepted    Answer = "accepted"
	AnswerRefused     Answer = "refused"
	AnswerConditional Answer = "conditional"
	AnswerIgnored     Answer = "ignored" // no answer for longer than answers take
)

// Ceasefire is a truce, from its declaration to its end.
type Ceasefire struct {
	By         []string    `json:"by"`     // who declared or agreed it
	Agreed     bool        `json:"agreed"` // by both sides
	From       Day         `json:"from"`
	Until      Day         `json:"until,omitzero"` // the end that was announced
	To         Day         `json:"to,omitzero"`    // its end; none while it holds
	Move       int         `json:"move"`           // that began it
	Extended   []int       `json:"extended,omitempty"`
	Violations []Violation `json:"violations,omitempty"`
	Ended      int         `json:"ended"` // the move that ended it; -1 while it holds, or when it ran out
	Why        string      `json:"why,omitempty"`
}

// Violation is a breach of a truce.
type Violation struct {
	Move    int      `json:"move"`
	Day     Day      `json:"day"`
	By      []string `json:"by,omitempty"`      // who is said to have broken it
	Accuser []string `json:"accuser,omitempty"` // who says so, where it is an allegation
	Denied  []string `json:"denied_by,omitempty"`
	Alleged bool     `json:"alleged"` // only an adversary says so
}

// Position is what a party last said or did on talking.
type Position struct {
	Party  string `json:"party"`
	Stance string `json:"stance"` // "for talks", "on conditions", "against talks", "fights"
	Move   int    `json:"move"`
	Day    Day    `json:"day"`
}

// Contact is when the parties last had to do with each other about talks, and how
// often they usually have.
type Contact struct {
	First  Day     `json:"first,omitzero"`
	Last   Day     `json:"last,omitzero"`
	Days   int     `json:"days"`            // since the last one
	Usual  float64 `json:"usual,omitempty"` // median of the days between contacts; 0 when too few to tell
	Silent bool    `json:"silent"`          // longer than usual
}
