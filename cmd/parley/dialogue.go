package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/dialogue"
	"parley/internal/exchange"
	"parley/internal/store"
)

type dialogueCmd struct {
	archiveFlag
	ID         string `arg:"" help:"ID of the dialogue, or two of its parties: \"Pakistan,TTP\"."`
	AsOf       string `help:"As it stood at the end of this day, by what was reported until then." placeholder:"DAY"`
	All        bool   `help:"All moves, also what goes on beside talks: attacks, accusations, gestures."`
	NoEvidence bool   `help:"Without the sentences behind the moves."`
	JSON       bool   `name:"json" help:"Print as JSON."`
}

// Run shows a dialogue: state, moves, asks, ceasefires, positions, with their evidence.
func (c *dialogueCmd) Run(ctx context.Context, std *streams) error {
	day, err := dayFlag("--as-of", c.AsOf)
	if err != nil {
		return err
	}
	return c.looking(ctx, &chooser{}, func(s *store.Store, _ store.Filter) error {
		id, err := dialogueNamed(ctx, s, c.ID)
		if err != nil {
			return err
		}
		d, err := s.Dialogue(ctx, id, day)
		if err != nil {
			return err
		}
		out := bufio.NewWriter(std.out)
		if c.JSON {
			enc := json.NewEncoder(out)
			enc.SetEscapeHTML(false)
			return finish(out, enc.Encode(&d))
		}
		w := &dialogueWriter{out: out, d: &d, colour: std.colour, all: c.All, evidence: !c.NoEvidence}
		w.write()
		turns, err := s.Turns(ctx, d.ID, time.Time{})
		if err == nil {
			w.turns(turns)
		}
		return finish(out, err)
	})
}

// dialogueWriter prints a dialogue for people.
type dialogueWriter struct {
	out      *bufio.Writer
	d        *parley.Dialogue
	colour   bool
	all      bool
	evidence bool
}

func (w *dialogueWriter) line(format string, args ...any) { fmt.Fprintf(w.out, format+"\n", args...) }

func (w *dialogueWriter) head(title string) { w.line("\n%s", bold(w.colour, title)) }

func (w *dialogueWriter) write() {
	d := w.d
	w.line("%s  %s", bold(w.colour, titleOf(d.Name, d.Matter)), d.ID)
	sources := "at most " + countIrregular(d.Sources, "independent source", "independent sources")
	if d.Sources == 0 {
		sources = "no outlet is named"
	}
	w.line("  state: %s since %s, told as of %s; %s", bold(w.colour, stateOf(d.State, d.Stage)), d.Since, d.AsOf, sources)
	w.contact()
	w.people("parties", d.Parties)
	w.people("third parties", d.Thirds)
	w.changes()
	w.lanes()
	w.asks()
	w.truces()
	w.positions()
	if len(d.Related) > 0 {
		w.line("\nsee also: %s", strings.Join(d.Related, ", "))
	}
}

func (w *dialogueWriter) contact() {
	c := &w.d.Contact
	switch {
	case c.Last == 0:
		w.line("  contact: none is reported")
	case c.Usual == 0:
		w.line("  contact: last on %s, %s ago; too few to speak of a usual gap", c.Last, count(c.Days, "day"))
	default:
		much := "not unusual"
		if c.Silent {
			much = "silent for longer than usual"
		}
		w.line("  contact: last on %s, %s ago; the usual gap is %g days: %s", c.Last, count(c.Days, "day"), c.Usual, much)
	}
}

func (w *dialogueWriter) people(title string, list []parley.Participant) {
	if len(list) == 0 {
		return
	}
	w.line("  %s:", title)
	for i := range list {
		p := &list[i]
		line := p.Name
		if p.Part != parley.PartParty {
			line = string(p.Part) + ": " + line
		}
		if p.Moves > 0 {
			line += fmt.Sprintf(" (%s, %s to %s)", count(p.Moves, "move"), p.First, p.Last)
		}
		if p.Note != "" {
			line += "; " + p.Note
		}
		w.line("    %s", line)
	}
}

func (w *dialogueWriter) changes() {
	w.head("How the state came about")
	for i := range w.d.Changes {
		c := &w.d.Changes[i]
		w.line("  %s  %-17s  %s", c.Day, c.State, c.Why)
		if c.Move >= 0 {
			w.quote(c.Move, "               ")
		}
		for _, k := range c.Against {
			w.line("               against it: %s, %s", w.d.Moves[k].Day, dialogue.Sentence(w.d, &w.d.Moves[k]))
			w.quote(k, "               ")
		}
	}
}

// quote prints the sentence behind a move, and where it stands.
func (w *dialogueWriter) quote(move int, indent string) {
	m := &w.d.Moves[move]
	if !w.evidence {
		return
	}
	told, said := 0, map[string]bool{}
	reports := slices.Clone(m.Reports)
	slices.SortStableFunc(reports, func(a, b parley.Report) int { // the one that the move is read from first
		return cmp.Compare(btoi(b.Event == m.Event), btoi(a.Event == m.Event))
	})
	for _, r := range reports {
		if told == 2 {
			w.line("%s… and %s more; parley show %s", indent, count(len(m.Reports)-told, "report"), m.Incident)
			return
		}
		if r.Text == "" || said[r.Text] { // a copy tells nothing new
			continue
		}
		said[r.Text] = true
		told++
		day := ""
		if !r.Day.IsZero() {
			day = ", " + r.Day.Format(time.DateOnly)
		}
		w.line("%s“%s” (%s%s)", indent, oneLine(exchange.Evidence(r.Text)), cmp.Or(r.Outlet, "no outlet"), day)
	}
	if told == 0 {
		w.line("%sno sentence is kept; incident %s, %s", indent, m.Incident, countIrregular(m.Sources, "source", "sources"))
	}
}

// lanes prints the moves, each in the lane of who made it: A, B … for the parties, o
// for others, ! for violence.
func (w *dialogueWriter) lanes() {
	w.head("Moves")
	lanes := []string{}
	for i := range w.d.Parties {
		lanes = append(lanes, w.d.Parties[i].Key)
		w.line("  %s  %s", laneName(i), w.d.Parties[i].Name)
	}
	w.line("  o  others    !  violence    ? disputed or only alleged")
	left := 0
	for i := range w.d.Moves {
		m := &w.d.Moves[i]
		if !w.all && !dialogue.OfTalks(m.Kind) {
			left++
			continue
		}
		w.line("  %s  %s  %s%s", m.Day, w.marks(m, lanes), dialogue.Sentence(w.d, m), w.remarks(m))
		w.quote(i, "              "+strings.Repeat(" ", len(lanes)+2))
	}
	if left > 0 {
		w.line("  … and %s beside talks: --all shows them", count(left, "move"))
	}
}

func laneName(i int) string { return string(rune('A' + i%26)) }

func (w *dialogueWriter) marks(m *parley.Move, lanes []string) string {
	row := []byte(strings.Repeat(".", len(lanes)+2))
	for k, key := range lanes {
		switch {
		case slices.Contains(m.Actors, key):
			row[k] = laneName(k)[0]
		case slices.Contains(m.Recipients, key):
			row[k] = '|'
		}
	}
	for _, key := range m.Actors {
		if !slices.Contains(lanes, key) {
			row[len(lanes)] = 'o'
		}
	}
	if m.Kind == parley.MoveAttack || m.Kind == parley.MoveViolate {
		row[len(lanes)+1] = '!'
	}
	if m.Disputed || m.Alleged {
		row[len(lanes)+1] = '?'
	}
	return string(row)
}

func (w *dialogueWriter) remarks(m *parley.Move) string {
	var parts []string
	for _, r := range []struct {
		as   string
		keys []string
	}{{"mediated by", m.Mediators}, {"hosted by", m.Hosts}, {"through", m.Via}} {
		if len(r.keys) > 0 && m.Kind != parley.MoveMediate {
			parts = append(parts, r.as+" "+dialogue.Names(w.d, r.keys))
		}
	}
	if m.Place != "" {
		parts = append(parts, "in "+m.Place)
	}
	if m.Kind != parley.MoveDeny && len(m.Denied) > 0 {
		parts = append(parts, "denied by "+dialogue.Names(w.d, m.Denied))
	}
	if m.Sources > 1 {
		parts = append(parts, fmt.Sprintf("%d independent sources", m.Sources))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, "; ") + ")"
}

func (w *dialogueWriter) asks() {
	asks := slices.Clone(w.d.Asks)
	if !w.all {
		asks = slices.DeleteFunc(asks, func(a parley.Ask) bool { return a.For == parley.AboutOther })
	}
	if len(asks) == 0 {
		return
	}
	w.head("Asks")
	for i := range asks {
		a := &asks[i]
		line := fmt.Sprintf("  %s  %s asked %s for %s", a.Day, dialogue.Names(w.d, a.By), dialogue.Names(w.d, a.To), dialogue.Subject(a.For))
		if a.Repeated > 0 {
			line += fmt.Sprintf(" (again %s)", countIrregular(a.Repeated, "time", "times"))
		}
		switch a.Answer {
		case parley.AnswerOpen:
			line += fmt.Sprintf(": open for %s", count(a.Days, "day"))
		case parley.AnswerConditional:
			line += fmt.Sprintf(": answered with conditions by %s on %s, after %s", dialogue.Names(w.d, a.AnswerBy), a.On, count(a.Days, "day"))
		case parley.AnswerIgnored:
			line += fmt.Sprintf(": no answer in %s", count(a.Days, "day"))
		default:
			line += fmt.Sprintf(": %s by %s on %s, after %s", a.Answer, dialogue.Names(w.d, a.AnswerBy), a.On, count(a.Days, "day"))
		}
		w.line("%s", line)
	}
}

func (w *dialogueWriter) truces() {
	if len(w.d.Truces) == 0 {
		return
	}
	w.head("Ceasefires")
	for i := range w.d.Truces {
		c := &w.d.Truces[i]
		kind := "declared by "
		if c.Agreed {
			kind = "agreed by "
		}
		line := fmt.Sprintf("  %s  %s%s", c.From, kind, dialogue.Names(w.d, c.By))
		if c.Until != 0 {
			line += ", until " + c.Until.String()
		}
		if len(c.Extended) > 0 {
			line += fmt.Sprintf(", extended or renewed %s", countIrregular(len(c.Extended), "time", "times"))
		}
		if c.To != 0 {
			line += fmt.Sprintf("; ended %s: %s", c.To, c.Why)
		} else {
			line += "; holds"
		}
		w.line("%s", line)
		for _, v := range c.Violations {
			kind := "broken"
			if v.Alleged {
				kind = "said to be broken"
			}
			line := fmt.Sprintf("      %s  %s by %s", v.Day, kind, dialogue.Names(w.d, v.By))
			if len(v.Accuser) > 0 {
				line += ", according to " + dialogue.Names(w.d, v.Accuser)
			}
			if len(v.Denied) > 0 {
				line += "; denied by " + dialogue.Names(w.d, v.Denied)
			}
			w.line("%s", line)
		}
	}
}

func (w *dialogueWriter) positions() {
	if len(w.d.Stands) == 0 {
		return
	}
	w.head("Positions")
	for i := range w.d.Stands {
		p := &w.d.Stands[i]
		w.line("  %s: %s since %s: %s", dialogue.Name(w.d, p.Party), p.Stance, p.Day, dialogue.Sentence(w.d, &w.d.Moves[p.Move]))
		w.quote(p.Move, "    ")
	}
}

// turns prints how what the archive held of the dialogue changed, and by what.
func (w *dialogueWriter) turns(list []store.Turn) {
	if len(list) < 2 {
		return
	}
	w.head("What the archive held")
	for _, t := range list[max(len(list)-12, 0):] {
		before, after := cmp.Or(string(t.Before), "nothing"), cmp.Or(string(t.After), "nothing")
		by := ""
		if t.Command != "" {
			by = " by " + t.Command
		}
		since := ""
		if t.Since != 0 {
			since = " (since " + t.Since.String() + ")"
		}
		w.line("  %s%s: %s → %s%s: %s", t.At.Format("2006-01-02 15:04"), by, before, after, since, t.Why)
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
