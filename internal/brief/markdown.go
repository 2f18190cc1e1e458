package brief

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Markdown writes a report as Markdown with tables and footnotes, as GitHub and pandoc
// read them. Drawings are left out: their tables stand there. An error is that of w, or
// that of the gazetteer that is built in.
func Markdown(w io.Writer, r *Report) error {
	p, err := newPage(r, false)
	if err != nil {
		return fmt.Errorf("brief: %w", err)
	}
	m := &markdown{}
	m.head(p)
	if p.Empty() {
		m.para(emptyWords)
	} else {
		m.changed(p)
		m.dialogues(p)
		m.figures(p)
		m.places(p)
		m.differences(p)
		m.open(p)
	}
	m.method(p)
	m.notes(p)
	_, err = io.WriteString(w, strings.TrimSpace(m.b.String())+"\n")
	return err
}

// markdown collects the text.
type markdown struct{ b strings.Builder }

// para writes a paragraph of words that are our own or escaped.
func (m *markdown) para(words string) { m.b.WriteString(words + "\n\n") }

func (m *markdown) heading(level int, words string) {
	m.para(strings.Repeat("#", level) + " " + words)
}

// item writes an entry of a list.
func (m *markdown) item(depth int, words string) {
	m.b.WriteString(strings.Repeat("  ", depth) + "- " + words + "\n")
}

// end closes a list or a table.
func (m *markdown) end() { m.b.WriteByte('\n') }

// table writes rows under a head; columns that begin with ">" are numbers. Nothing is
// written without rows.
func (m *markdown) table(head []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	line := func(cells []string) { m.b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	var names, marks []string
	for _, h := range head {
		name, number := strings.CutPrefix(h, ">")
		names = append(names, name)
		if number {
			marks = append(marks, "--:")
		} else {
			marks = append(marks, "---")
		}
	}
	line(names)
	line(marks)
	for _, r := range rows {
		line(r)
	}
	m.end()
}

// left says how many rows are left out, if any.
func (m *markdown) left(n int, noun string) {
	if n > 0 {
		m.para(count(n, noun) + ".")
	}
}

// escaped is a text in which nothing is taken for a mark of Markdown or HTML.
func escaped(text string) string {
	var b strings.Builder
	for i, r := range text {
		first := i == 0 && (strings.ContainsRune("-+=", r) || unicode.IsDigit(r) && numbered(text))
		if strings.ContainsRune("\\`*_[]<>#|~&$^", r) || first && !unicode.IsDigit(r) || r == ':' && strings.HasPrefix(text[i:], "://") {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		if first && unicode.IsDigit(r) {
			b.WriteString("\u2060") // "1." at the beginning would number a list
		}
	}
	return b.String()
}

// numbered reports whether a text begins as an entry of a numbered list does.
func numbered(text string) bool {
	rest := strings.TrimLeft(text, "0123456789")
	return strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ")
}

// written is running text with its notes.
func written(p prose) string {
	var b strings.Builder
	for _, r := range p {
		switch {
		case r.Note > 0:
			fmt.Fprintf(&b, "[^%d]", r.Note)
		case r.Strong:
			b.WriteString("**" + escaped(r.Text) + "**")
		default:
			b.WriteString(escaped(r.Text))
		}
	}
	return b.String()
}

func (m *markdown) head(p *page) {
	m.heading(1, escaped(p.Title))
	m.para("Brief on " + escaped(p.Subject) + ", " + p.Period)
	m.para(escaped(p.Lead))
}

func (m *markdown) changed(p *page) {
	m.heading(2, "What changed")
	if len(p.Digest) == 0 {
		m.para("No dialogue is known for this period.")
	}
	for _, d := range p.Digest {
		m.para("**" + written(d.Dialogue) + "** (" + escaped(d.State) + ")")
		for _, c := range d.Clauses {
			m.item(0, written(c))
		}
		m.end()
	}
}

func (m *markdown) dialogues(p *page) {
	if len(p.Dialogues) > 0 {
		m.heading(2, "Dialogues")
	}
	for _, t := range p.Dialogues {
		m.heading(3, escaped(t.Name))
		for _, f := range t.Facts {
			m.item(0, f.Label+": "+written(f.Text))
		}
		m.end()
		m.history(t)
		m.asks(t)
		m.truces(t)
		m.moves(t)
	}
}

func (m *markdown) history(t *talk) {
	m.heading(4, "How the state came about")
	for _, s := range append(t.History[:len(t.History):len(t.History)], t.Earlier...) {
		from := ""
		if s.From != "" {
			from = escaped(s.From) + " → "
		}
		m.item(0, s.Day+": "+from+"**"+escaped(s.To)+"**. "+escaped(s.Why)+written(s.Note))
		for _, a := range s.Against {
			m.item(1, "Against it: "+written(a))
		}
	}
	if len(t.History) == 0 {
		m.b.WriteString("No change of the state is known.\n")
	}
	m.end()
}

func (m *markdown) asks(t *talk) {
	var rows [][]string
	for _, a := range t.Open {
		rows = append(rows, []string{fmt.Sprint(a.Days), escaped(a.By) + written(a.Note), escaped(a.To), escaped(a.For), a.Day})
	}
	if len(rows) > 0 {
		m.heading(4, "Open asks")
		m.table([]string{">Days", "Asked by", "Of", "For", "Day"}, rows)
		m.left(t.LeftOpen, "younger open ask")
	}
	rows = nil
	for _, a := range t.Answered {
		answer := escaped(a.Answer)
		if a.AnswerBy != "" {
			answer += " by " + escaped(a.AnswerBy)
		}
		rows = append(rows, []string{a.Day, escaped(a.By) + written(a.Note), escaped(a.To), escaped(a.For), answer + written(a.Reply), fmt.Sprint(a.Days)})
	}
	if len(rows) > 0 {
		m.heading(4, "Answered asks")
		m.table([]string{"Day", "Asked by", "Of", "For", "Answer", ">After days"}, rows)
		m.left(t.LeftAnswered, "earlier answer")
	}
}

func (m *markdown) truces(t *talk) {
	var rows [][]string
	for _, c := range t.Truces {
		rows = append(rows, []string{escaped(c.By) + " (" + c.Kind + ")" + written(c.Note), c.From, c.To, c.Days, c.Violations})
	}
	if len(rows) > 0 {
		m.heading(4, "Ceasefires")
		m.table([]string{"By", "From", "To", "Lasted", "Violations"}, rows)
		m.left(t.LeftTruces, "earlier ceasefire")
	}
	rows = nil
	for _, s := range t.Stands {
		rows = append(rows, []string{escaped(s.Party), escaped(s.Stance), escaped(s.Says) + written(s.Note), s.Day})
	}
	if len(rows) > 0 {
		m.heading(4, "Where each party stands on talking")
		m.table([]string{"Party", "Position", "Read from", "Day"}, rows)
	}
}

func (m *markdown) moves(t *talk) {
	var rows [][]string
	for _, r := range t.Moves {
		says := escaped(r.Says)
		if r.Doubts != "" {
			says += " (" + escaped(r.Doubts) + ")"
		}
		rows = append(rows, []string{r.Day, says + written(r.Note), escaped(r.Kind), fmt.Sprint(r.Sources), r.Sure})
	}
	if len(rows) > 0 {
		m.heading(4, "Moves")
		m.table([]string{"Day", "What", "Kind", ">Sources", "Confidence"}, rows)
		m.left(t.LeftMoves, "more move")
	}
}

func (m *markdown) figures(p *page) {
	m.heading(2, "Escalation and cooperation")
	if len(p.Trends) == 0 {
		m.para("There are no figures for this period.")
	}
	for _, t := range p.Trends {
		m.para("**" + escaped(t.Name) + "**. " + escaped(t.Summary))
		var rows [][]string
		for _, w := range t.Rows {
			q := w.Quads
			rows = append(rows, []string{
				w.Day, fmt.Sprint(q.VerbalCooperation), fmt.Sprint(q.MaterialCooperation), fmt.Sprint(q.VerbalConflict), fmt.Sprint(q.MaterialConflict),
				w.Cooperation, w.Conflict, escaped(w.Notes),
			})
		}
		first := "Week of"
		if t.Unit == "month" {
			first = "Month"
		}
		m.table([]string{first, ">Cooperation in words", ">in deeds", ">Conflict in words", ">in deeds", ">Score, cooperation", ">Score, conflict", "Notes"}, rows)
	}
	m.heading(2, "Who has to do with whom")
	if p.Network == nil {
		m.para("No two actors are known to have had to do with each other in this period.")
		return
	}
	var rows [][]string
	for _, e := range p.Network.Rows {
		rows = append(rows, []string{escaped(e.A), escaped(e.B), fmt.Sprint(e.Cooperation), fmt.Sprint(e.Conflict)})
	}
	m.table([]string{"One", "Other", ">Cooperative incidents", ">Conflictual incidents"}, rows)
}

func (m *markdown) places(p *page) {
	m.heading(2, "Where")
	if p.Map == nil {
		m.para("No incidents are known in this period.")
		return
	}
	var rows [][]string
	for _, s := range append(p.Map.Spots[:len(p.Map.Spots):len(p.Map.Spots)], p.Map.Wide...) {
		rows = append(rows, []string{escaped(s.Name), s.Precision, fmt.Sprint(s.Cooperation), fmt.Sprint(s.Conflict), written(s.Notes)})
	}
	m.table([]string{"Place", "As exact as", ">Cooperative", ">Conflictual", "Evidence"}, rows)
	if p.Map.Unknown > 0 {
		m.para(count(p.Map.Unknown, "more incident") + ": no report says where.")
	}
}

func (m *markdown) differences(p *page) {
	m.heading(2, "Where sources disagree")
	if len(p.Differences) == 0 {
		m.para("No two reports of one incident are known to disagree in this period.")
		return
	}
	for _, d := range p.Differences {
		m.item(0, escaped(d.Incident)+written(d.Note)+", "+escaped(d.Day)+"; on the "+escaped(d.Field)+":")
		for _, s := range d.Sides {
			m.item(1, "“"+escaped(s.Value)+"” ("+escaped(s.Outlets)+")")
		}
	}
	m.end()
}

func (m *markdown) open(p *page) {
	m.heading(2, "Open asks")
	if len(p.Open) == 0 {
		m.para("Nothing that was asked for is without an answer.")
		return
	}
	var rows [][]string
	for _, a := range p.Open {
		rows = append(rows, []string{fmt.Sprint(a.Days), written(a.Dialogue), escaped(a.By) + written(a.Note), escaped(a.To), escaped(a.For), a.Day})
	}
	m.table([]string{">Days", "Dialogue", "Asked by", "Of", "For", "Day"}, rows)
}

func (m *markdown) method(p *page) {
	m.heading(2, "Method and limits")
	for _, t := range method {
		m.para("**" + t.Head + "** " + escaped(t.Text))
	}
	c := &p.Coverage
	m.item(0, fmt.Sprintf("Coverage: %s, %s, %s, %s", count(c.Documents, "document"), count(c.Events, "event"), count(c.Incidents, "incident"), count(c.Outlets, "outlet")))
	if !c.First.IsZero() {
		m.item(0, "Reports from: "+between(c.First, c.Last))
	}
	for _, g := range c.Gaps {
		m.item(0, "Gap: "+between(g.From, g.To)+" "+escaped(g.Why))
	}
	m.end()
	if p.Program != "" {
		m.para("Made by " + escaped(p.Program) + " from reports; coded by a program.")
	}
}

// notes writes the evidence as footnotes.
func (m *markdown) notes(p *page) {
	for _, n := range p.Notes {
		fmt.Fprintf(&m.b, "[^%d]: %s, %s; %s; confidence %s.", n.N, escaped(n.Says), escaped(n.Day), count(n.Sources, "independent source"), n.Sure)
		if n.Doubts != "" {
			m.b.WriteString(" " + escaped(capital(n.Doubts)) + ".")
		}
		for _, q := range n.Quotes {
			var cites []string
			for _, c := range q.Cites {
				s := escaped(c.Outlet) + ", " + c.Day
				if c.URL != "" {
					s += ", <" + c.URL + ">"
				}
				cites = append(cites, s)
			}
			text := "No sentence is kept"
			if q.Text != "" {
				text = "“" + escaped(q.Text) + "”"
			}
			m.b.WriteString(" " + text + " (" + strings.Join(cites, "; ") + ")")
		}
		if n.More > 0 {
			m.b.WriteString(" And " + count(n.More, "more report") + ".")
		}
		m.end()
	}
}
