package main

import (
	"bufio"
	"fmt"
	"strings"

	"parley"
	"parley/ontology"
)

// writeTable prints events for people, a block each that reads like a sentence:
// who → what → whom, then third parties, status, who says so, and the evidence
// with the words that name the act underlined.
func writeTable(out *bufio.Writer, d *coded, colour bool) error {
	if name := d.doc.Source; name != "" || d.doc.ID != "" {
		if name == "" {
			name = d.doc.ID
		}
		fmt.Fprintf(out, "%s", bold(colour, name))
		if !d.doc.Published.IsZero() {
			fmt.Fprintf(out, ", %s", d.doc.Published.Format("2 January 2006"))
		}
		fmt.Fprintf(out, ": %s\n", count(len(d.events), "event"))
	}
	for i := range d.events {
		writeEvent(out, i+1, &d.events[i], colour)
	}
	_, err := fmt.Fprintln(out)
	return err
}

func writeEvent(out *bufio.Writer, n int, ev *parley.Event, colour bool) {
	what := ev.Type
	if len(ev.Modes) > 0 {
		what += " " + strings.Join(ev.Modes, ", ")
	}
	name := ""
	if code, ok := ontology.Default().Code(ev.CAMEO); ok {
		name = " " + lowerFirst(code.Name)
	}
	fmt.Fprintf(out, "\n%3d  %s → %s", n, who(ev.Actors), bold(colour, what))
	if len(ev.Recipients) > 0 {
		fmt.Fprintf(out, " → %s", who(ev.Recipients))
	}
	fmt.Fprintf(out, "\n     %s%s; %s", ev.CAMEO, name, ev.Status)
	out.WriteString(whenWhere(ev))
	for _, t := range ev.Third {
		fmt.Fprintf(out, "; %s: %s", t.Role, who([]parley.Party{t.Party}))
	}
	for i, s := range ev.SaidBy {
		verb := "; according to "
		if i > 0 {
			verb = ", in turn according to "
		}
		fmt.Fprintf(out, "%s%s (%s)", verb, s.Mention.Text, s.Kind)
	}
	fmt.Fprintf(out, "; confidence %.2f\n     %s\n", ev.Confidence, evidence(ev, colour))
}

// whenWhere tells day and place with how exact they are: "; on 2023-07-15;
// at Mir Ali, North Waziristan, PAK".
func whenWhere(ev *parley.Event) string {
	var s string
	switch d := &ev.Date; {
	case d.Value == "" && d.Mention.Text != "":
		s = "; when: “" + oneLine(d.Mention.Text) + "”"
	case d.From == parley.FromDocument:
		s = "; reported " + d.Value
	case d.Until != "" && d.Precision == "day":
		s = "; " + d.Value + " to " + d.Until
	case d.Value != "":
		s = "; on " + d.Value
		if d.Precision != "day" {
			s = "; in the " + d.Precision + " " + d.Value
		}
	}
	if p := &ev.Place; p.Located() {
		s += "; at " + p.Name
		if p.Admin1 != "" && p.Admin1 != p.Name {
			s += ", " + p.Admin1
		}
		if p.Country != "" && p.Precision != "country" {
			s += ", " + p.Country
		}
	} else if p.Mention.Text != "" {
		s += "; at “" + oneLine(p.Mention.Text) + "”"
	}
	return s
}

// who lists parties as "Afghan Taliban (AFG GOV PRE)".
func who(list []parley.Party) string {
	var names []string
	for _, p := range list {
		name := p.Mention.Text
		if p.Name != "" {
			name = p.Name
		}
		codes := p.Sectors
		if len(codes) == 0 && p.Sector != "" {
			codes = []string{p.Sector}
		}
		if p.Country != "" && (len(codes) == 0 || codes[0] != p.Country) {
			codes = append([]string{p.Country}, codes...)
		}
		if len(codes) > 0 {
			name += " (" + strings.Join(codes, " ") + ")"
		}
		names = append(names, oneLine(name))
	}
	return strings.Join(names, " + ")
}

// evidence is the sentence with the trigger underlined: by the terminal where
// it can, else by _underscores_.
func evidence(ev *parley.Event, colour bool) string {
	text, at := ev.Sentence.Text, ev.Sentence.Span.Start
	from, to := ev.Trigger.Span.Start-at, ev.Trigger.Span.End-at
	if from < 0 || to > len(text) || from > to {
		return "“" + oneLine(text) + "”"
	}
	mark, end := "_", "_"
	if colour {
		mark, end = "\x1b[4m", "\x1b[24m"
	}
	return "“" + oneLine(text[:from]+mark+text[from:to]+end+text[to:]) + "”"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func bold(colour bool, s string) string {
	if colour {
		return "\x1b[1m" + s + "\x1b[22m"
	}
	return s
}

func lowerFirst(s string) string {
	if len(s) > 1 && s[1] >= 'a' && s[1] <= 'z' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
