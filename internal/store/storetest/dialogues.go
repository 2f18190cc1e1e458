package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/internal/store"
)

// Talks and a truce between a government and a movement, a call from outside, and
// something else elsewhere, months later.
var talks = []report{
	{"Kabul Ledger", "2024-01-03", "The Taliban in Kabul asked Islamabad to talk with the Pakistani Taliban.", "REQUEST", "026", "afg", "pak", "asked", "Kabul", "2024-01-02"},
	{"Indus Courier", "2024-01-11", "Pakistan's government offered the Pakistani Taliban talks on Wednesday.", "AGREE", "036", "pak", "ttp", "offered", "", "2024-01-10"},
	{"Frontier Wire", "2024-01-21", "Pakistan and the Pakistani Taliban held a first round of talks on Saturday.", "CONSULT", "046", "pak", "ttp", "held", "Peshawar", "2024-01-20"},
	{"Indus Courier", "2024-01-21", "A first round of talks with the Pakistani Taliban took place on Saturday, officials in Islamabad said.", "CONSULT", "046", "pak", "ttp", "took", "Peshawar", "2024-01-20"},
	{"Frontier Wire", "2024-02-01", "The Pakistani Taliban declared a ceasefire on Thursday.", "CONCEDE", "0871", "ttp", "", "declared", "", "2024-02-01"},
	{"Hill Gazette", "2024-02-16", "The Pakistani Taliban ended their ceasefire on Thursday, their spokesman said.", "SANCTION", "160", "ttp", "pak", "ended", "", "2024-02-15"},
	{"Andes Diario", "2024-02-20", "Colombia offered the National Liberation Army talks on Tuesday.", "AGREE", "036", "col", "eln", "offered", "", "2024-02-20"},
}

// talk makes the records of the talks; the second party is a third one of the call.
func talk() []store.Record {
	out := make([]store.Record, len(talks))
	for i, r := range talks {
		out[i] = doc(r)
		if ev := &out[i].Events[0]; ev.CAMEO == "026" {
			ev.Third = []parley.Third{{Role: parley.RoleParty, Party: who["ttp"]}}
		} else if ev.CAMEO == "160" {
			ev.Rule = "leave-truce"
		}
	}
	return out
}

// told is every dialogue of an archive on some days, and what the list says, as JSON.
func told(t *testing.T, s *store.Store) string {
	t.Helper()
	var out strings.Builder
	for _, day := range []string{"2024-01-05", "2024-01-25", "2024-02-10", "2024-02-20"} {
		line, err := json.Marshal(must[[]parley.Dialogue](t)(s.DialoguesAt(t.Context(), dayOf(t, day))))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s\n", line)
	}
	lines, _, err := s.Dialogues(t.Context(), store.DialogueFilter{}, -1, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		l.Changed = time.Time{}
		fmt.Fprintf(&out, "%+v\n", l)
	}
	return out.String()
}

// states are the states of dialogues by name.
func states(t *testing.T, s *store.Store, day string) map[string]parley.State {
	t.Helper()
	f := store.DialogueFilter{}
	if day != "" {
		f.AsOf = dayOf(t, day)
	}
	lines, total, err := s.Dialogues(t.Context(), f, -1, 0)
	if err != nil || total != len(lines) {
		t.Fatalf("%d of %d dialogues: %v", len(lines), total, err)
	}
	out := map[string]parley.State{}
	for _, l := range lines {
		out[l.Name] = l.State
	}
	return out
}

const pakTTP = "Pakistan – Tehreek-e-Taliban Pakistan"

func dialogues(t *testing.T, open Open) {
	s := open(t, newClock().now)
	if got := states(t, s, ""); len(got) != 0 {
		t.Errorf("an empty archive has dialogues: %v", got)
	}
	if day := must[parley.Day](t)(s.Horizon(t.Context())); day != 0 {
		t.Errorf("an empty archive tells of %s", day)
	}
	if _, err := s.Dialogue(t.Context(), "d1", 0); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("a dialogue of an empty archive: %v", err)
	}
	put(t, s, talk()...)
	for day, want := range map[string]parley.State{
		"2024-01-02": "", "2024-01-03": parley.StateCalls, "2024-01-11": parley.StateTalksAbout, "2024-01-21": parley.StateTalks,
		"2024-02-01": parley.StateCeasefire, "2024-02-16": parley.StateCollapsed, "": parley.StateCollapsed,
	} {
		if got := states(t, s, day)[pakTTP]; got != want {
			t.Errorf("on %q it is %q, want %q", day, got, want)
		}
	}
	lines, _, err := s.Dialogues(t.Context(), store.DialogueFilter{All: []string{"PAK:GOV", "tehreek-e-taliban-pakistan"}}, -1, 0)
	if err != nil || len(lines) != 1 {
		t.Fatalf("%d dialogues of the two: %v", len(lines), err)
	}
	d := must[parley.Dialogue](t)(s.Dialogue(t.Context(), lines[0].ID, 0))
	if d.Name != pakTTP || len(d.Moves) != lines[0].Moves || d.AsOf.String() != "2024-02-20" {
		t.Errorf("%s with %d moves as of %s, the list has %+v", d.Name, len(d.Moves), d.AsOf, lines[0])
	}
	for _, m := range d.Moves {
		if len(m.Reports) != m.Sources || m.Reports[0].Text == "" {
			t.Errorf("a %s of %s from %d sources, and these reports: %+v", m.Kind, m.Day, m.Sources, m.Reports)
		}
	}
	for name, f := range map[string]store.DialogueFilter{
		"country": {Countries: []string{"COL"}}, "party": {Parties: []string{"COL:GOV"}}, "state": {States: []string{"talks about talks"}}, "words": {Text: "colombia"},
		"as of": {Countries: []string{"COL"}, AsOf: dayOf(t, "2024-03-01")},
	} {
		if lines, _, err := s.Dialogues(t.Context(), f, -1, 0); err != nil || len(lines) != 1 || !strings.HasPrefix(lines[0].Name, "Colombia") {
			t.Errorf("by %s: %+v, %v", name, lines, err)
		}
	}
	if _, _, err := s.Dialogues(t.Context(), store.DialogueFilter{Sort: "luck"}, -1, 0); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("sorted by luck: %v", err)
	}
}

// dialoguesInAnyOrder takes the same reports in in several orders, one by one and in
// lots, and works them out anew.
func dialoguesInAnyOrder(t *testing.T, open Open) {
	recs := append(talk(), records()...)
	r := rand.New(rand.NewPCG(5, 6))
	want := ""
	for round := range 6 {
		s := open(t, newClock().now)
		r.Shuffle(len(recs), func(i, j int) { recs[i], recs[j] = recs[j], recs[i] })
		for rest := recs; len(rest) > 0; {
			n := min(len(rest), 1+r.IntN(1+round*3))
			put(t, s, rest[:n]...)
			rest = rest[n:]
		}
		got := told(t, s)
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("round %d: another order tells of other dialogues:\n%s\n---\n%s", round, got, want)
		}
		if err := s.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := told(t, s); got != want {
			t.Fatalf("round %d: built anew they are others:\n%s\n---\n%s", round, got, want)
		}
		Sound(t, s)
	}
}

// dialoguesMove lets a new coding, corrections and a purge change a state, and asks
// whether the archive says so.
func dialoguesMove(t *testing.T, open Open) {
	s := open(t, newClock().now)
	recs := talk()[:4]
	run := must[int64](t)(s.Begin(t.Context(), "ingest", 1))
	put(t, s, recs...)
	if err := s.End(t.Context(), run, "done"); err != nil {
		t.Fatal(err)
	}
	want := func(what string, state parley.State) {
		t.Helper()
		if got := states(t, s, "")[pakTTP]; got != state {
			t.Errorf("after %s it is %q, want %q", what, got, state)
		}
	}
	want("taking in", parley.StateTalks)
	for i := range 2 { // both reports of the round, read anew: it was called off
		again := doc(talks[2+i])
		again.Revision = 2
		again.Events[0].Type, again.Events[0].CAMEO, again.Events[0].Rule = "REJECT", "125", "cancel-meeting"
		must[int64](t)(s.Begin(t.Context(), "recode", 1))
		must[store.Done](t)(s.Recode(t.Context(), []store.Record{again}))
	}
	want("coding anew", parley.StateSuspended)
	must[int64](t)(s.Begin(t.Context(), "correct", 1))
	for range 2 {
		if err := s.Correct(t.Context(), talkID(t, s, "125"), map[string]string{"review": "retracted"}, "nothing of the kind"); err != nil {
			t.Fatal(err)
		}
	}
	want("two corrections", parley.StateTalksAbout)
	if err := s.Undo(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	want("undoing one", parley.StateSuspended)
	for _, i := range []int{2, 3} {
		must[int](t)(s.Purge(t.Context(), recs[i].Document.ID, "by order"))
	}
	want("a purge", parley.StateTalksAbout)
	must[int](t)(s.Purge(t.Context(), recs[1].Document.ID, "by order"))
	must[int](t)(s.Purge(t.Context(), recs[0].Document.ID, "by order"))
	if got := states(t, s, ""); len(got) != 0 {
		t.Errorf("after purging all there is still %v", got)
	}
	var said []string
	for _, turn := range must[[]store.Turn](t)(s.Turns(t.Context(), "", time.Time{})) {
		said = append(said, fmt.Sprintf("%s: %s → %s", turn.Command, turn.Before, turn.After))
		if turn.Why == "" {
			t.Errorf("no reason: %+v", turn)
		}
	}
	if !slices.Contains(said, "ingest:  → talks") || !slices.Contains(said, "recode: talks → suspended") || !slices.Contains(said, "correct: suspended → talks about talks") ||
		!strings.HasSuffix(said[len(said)-1], "→ ") {
		t.Errorf("the archive says: %s", strings.Join(said, "; "))
	}
	Sound(t, s)
}

// talkID is the ID of an event of a code that holds and nobody has set right.
func talkID(t *testing.T, s *store.Store, cameo string) string {
	t.Helper()
	for e, err := range s.All(t.Context(), store.Filter{}, "") {
		if err != nil {
			t.Fatal(err)
		}
		if e.Event.CAMEO == cameo && e.Review == "machine" {
			return e.Event.ID
		}
	}
	t.Fatalf("no event of code %s", cameo)
	return ""
}

func dialoguesByHand(t *testing.T, open Open) {
	s := open(t, newClock().now)
	put(t, s, talk()...)
	before := told(t, s)
	lines, _, err := s.Dialogues(t.Context(), store.DialogueFilter{Sort: "name"}, -1, 0)
	if err != nil || len(lines) != 2 {
		t.Fatalf("%+v, %v", lines, err)
	}
	col, pak := lines[0].ID, lines[1].ID
	if err := s.MergeDialogues(t.Context(), []string{col, pak}, "one conference"); err != nil {
		t.Fatal(err)
	}
	if lines, _, _ := s.Dialogues(t.Context(), store.DialogueFilter{}, -1, 0); len(lines) != 1 || lines[0].Moves != len(talks)-1 || len(lines[0].Parties) != 4 {
		t.Errorf("merged: %+v", lines)
	}
	for _, id := range []string{col, pak} { // either ID leads to it
		if d := must[parley.Dialogue](t)(s.Dialogue(t.Context(), id, 0)); len(d.Moves) != len(talks)-1 {
			t.Errorf("%s leads to %s with %d moves", id, d.Name, len(d.Moves))
		}
	}
	if err := s.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if lines, _, _ := s.Dialogues(t.Context(), store.DialogueFilter{}, -1, 0); len(lines) != 1 {
		t.Errorf("merged and built anew: %+v", lines)
	}
	all := must[[]store.Correction](t)(s.Corrections(t.Context(), ""))
	if err := s.Undo(t.Context(), all[0].Number); err != nil {
		t.Fatal(err)
	}
	if got := told(t, s); got != before {
		t.Errorf("undone it is not what it was:\n%s\n---\n%s", got, before)
	}
	d := must[parley.Dialogue](t)(s.Dialogue(t.Context(), pak, 0))
	if err := s.SplitDialogue(t.Context(), pak, []string{d.Moves[0].Incident}, "another matter"); err != nil {
		t.Fatal(err)
	}
	if lines, _, _ := s.Dialogues(t.Context(), store.DialogueFilter{Countries: []string{"PAK"}}, -1, 0); len(lines) != 2 {
		t.Errorf("split: %+v", lines)
	}
	for what, err := range map[string]error{
		"one":     s.MergeDialogues(t.Context(), []string{col}, ""),
		"nobody":  s.MergeDialogues(t.Context(), []string{col, "d0"}, ""),
		"nothing": s.SplitDialogue(t.Context(), col, nil, ""),
		"foreign": s.SplitDialogue(t.Context(), col, []string{d.Moves[0].Incident}, ""),
	} {
		if !errors.Is(err, parley.ErrInvalid) && !errors.Is(err, parley.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// silence grows with what the archive hears of others, and not with the calendar.
func silence(t *testing.T, open Open) {
	c := newClock()
	s := open(t, c.now)
	put(t, s, talk()[:4]...)
	c.t = c.t.AddDate(2, 0, 0)
	put(t, s, talk()[4]) // a truce, and years later nothing more
	if got := states(t, s, "")[pakTTP]; got != parley.StateCeasefire {
		t.Errorf("it is %q though the archive has heard nothing since", got)
	}
	late := doc(report{"Andes Diario", "2024-12-20", "Colombia offered the National Liberation Army talks on Friday.", "AGREE", "036", "col", "eln", "offered", "", "2024-12-20"})
	put(t, s, late)
	if got := states(t, s, "")[pakTTP]; got != parley.StateDormant {
		t.Errorf("it is %q after ten months in which others were in the news", got)
	}
	future := doc(report{"Andes Diario", "2199-12-20", "Colombia offered the National Liberation Army talks on Monday.", "AGREE", "036", "col", "eln", "offered", "", "2199-12-20"})
	put(t, s, future)
	if day := must[parley.Day](t)(s.Horizon(t.Context())); day.String() != "2024-12-20" {
		t.Errorf("a report of the future moves the archive's last day to %s", day)
	}
}
