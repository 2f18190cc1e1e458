package coder

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"parley"
	"parley/lexicon"
	"parley/nlp"
	"parley/ontology"
)

// Explain codes a document as [Coder.Code] does and tells, for people, why:
// for each sentence its parse, the words that evoke frames, what they were read
// as, what was dropped and for what reason.
func (c *Coder) Explain(doc *parley.Document, sents []nlp.Sentence, found Found) ([]parley.Event, string) {
	var b strings.Builder
	note := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	events := c.code(doc, sents, found, note, hooks{})
	return events, b.String()
}

// explainParse tells the parse of the sentence at hand.
func (r *reader) explainParse(k int) {
	if r.note_ == nil {
		return
	}
	r.tell("\nsentence %d: %s", k, strings.Join(strings.Fields(r.text[r.t.sent.Span.Start:r.t.sent.Span.End]), " "))
	for i := range r.t.toks {
		tok := &r.t.toks[i]
		head := "root"
		if tok.Head >= 0 {
			head = fmt.Sprintf("%d %s", tok.Head+1, r.t.toks[tok.Head].Form)
		}
		r.tell("  %3d  %-18s %-16s %-6s %-5s %-12s ← %s", i+1, tok.Form, tok.Lemma, tok.UPOS, tok.XPOS, tok.Deprel, head)
	}
}

// explainReading tells what a word was read as, step by step: the frames, the
// operators from the inside out, and what they make of the act.
func (r *reader) explainReading(g *reading) {
	if r.note_ == nil {
		return
	}
	names := func(tokens []int) string {
		var out []string
		for _, i := range tokens {
			if p, ok := r.toParty(i); ok {
				out = append(out, fmt.Sprintf("%q", p.Mention.Text))
			}
		}
		return strings.Join(out, ", ")
	}
	r.tell("  %q: %s by %s: %s > %s", r.t.toks[g.word].Form, g.comp, g.rule, names(g.actors), names(g.recipients))
}

// explainEvent tells why an event was coded as it was: what each word
// contributes, the rulings applied, and what its confidence rests on.
func (r *reader) explainEvent(g *reading, ev *parley.Event, evidence []Feature) {
	if r.note_ == nil {
		return
	}
	var chain []*reading
	for c := g; c != nil; c = c.content {
		chain = append(chain, c)
	}
	for k := len(chain) - 1; k >= 0; k-- {
		r.tell("      %s", r.step(chain[k]))
	}
	coding := ev.Type
	if len(ev.Modes) > 0 {
		coding += " " + strings.Join(ev.Modes, "+")
	}
	r.tell("      together: %s %s, %s", coding, ev.CAMEO, ev.Status)
	for _, ruling := range g.rulings {
		r.tell("      ruling: %s", ruling)
	}
	r.tell("      confidence %.2f, told at all %.2f%s", ev.Confidence, g.likely, r.strongest(evidence))
}

// explainWhere tells when and where an event took place, and what says so.
func (r *reader) explainWhere(ev *parley.Event) {
	switch d := &ev.Date; {
	case d.From == "":
		r.tell("      when: nothing tells")
	case d.Value == "":
		r.tell("      when: %q, which no day of the calendar is known for (%s)", d.Mention.Text, d.From)
	case d.From == parley.FromDocument:
		r.tell("      when: no words tell; reported on %s", d.Value)
	default:
		r.tell("      when: %q is %s %s, to the %s (%s)", d.Mention.Text, d.Value, d.Until, d.Precision, d.From)
	}
	switch p := &ev.Place; {
	case p.From == "":
		r.tell("      where: nothing tells")
	case !p.Located():
		r.tell("      where: %q, which the gazetteer does not know (%s)", p.Mention.Text, p.From)
	default:
		r.tell("      where: %q is %s %s, %s, %.4f %.4f, to the %s (%s)", p.Mention.Text, p.Gazetteer, p.Name, p.Country, p.Lat, p.Lon, p.Precision, p.From)
	}
}

// step says what one frame contributes.
func (r *reader) step(g *reading) string {
	word := r.t.toks[g.word].Form
	switch f := g.frame; {
	case f == nil && g.strange > 0:
		return fmt.Sprintf("%q: no frame fits; its words are like those of %s (%.2f)", word, g.comp.Coding.Type, g.strange)
	case f == nil:
		return fmt.Sprintf("%q: a deed that no frame has", word)
	case f.Kind == lexicon.KindAct:
		return fmt.Sprintf("%q: frame %s, the act %q of the family %s: %s", word, f.Name, g.comp.Base.Name, g.comp.Base.Family, short(g.comp.Base.Coding))
	case f.Kind == lexicon.KindOperator:
		return fmt.Sprintf("%q: frame %s, the operator %q over what follows: %s", word, f.Name, f.Op, short(g.comp.Coding))
	case f.Kind == lexicon.KindSay:
		return fmt.Sprintf("%q: frame %s, words in which the act is done: %s", word, f.Name, short(g.comp.Coding))
	}
	return fmt.Sprintf("%q: frame %s, lends its grammar to the act", word, g.frame.Name)
}

func short(c ontology.Coding) string {
	if c.Mode == "" {
		return string(c.Type) + " " + c.CAMEO
	}
	return string(c.Type) + " " + c.Mode + " " + c.CAMEO
}

// strongest lists the evidence that weighs most for and against a reading. What
// the sentence is about counts as one piece.
func (r *reader) strongest(evidence []Feature) string {
	type piece struct {
		name string
		w    float64
	}
	var list []piece
	topic := piece{name: "what the sentence is about"}
	for _, f := range evidence {
		w := float64(r.c.ranker.weight[f.Name].right * f.Value)
		switch {
		case strings.HasPrefix(f.Name, "topic "):
			topic.w += w
		case f.Name != "bias":
			list = append(list, piece{f.Name, w})
		}
	}
	list = append(list, topic)
	sort.SliceStable(list, func(a, b int) bool { return math.Abs(list[a].w) > math.Abs(list[b].w) })
	var out strings.Builder
	for i, p := range list {
		if i == 5 || math.Abs(p.w) < 0.1 {
			break
		}
		fmt.Fprintf(&out, "; %s %+.1f", p.name, p.w)
	}
	return out.String()
}

// rule notes a ruling of the code book that was applied, for people.
func (r *reader) rule(g *reading, ruling string) {
	if r.note_ != nil {
		g.rulings = append(g.rulings, ruling)
	}
}
