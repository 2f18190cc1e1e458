package coder

import (
	"fmt"
	"strings"

	"parley"
	"parley/nlp"
)

// Explain codes a document as [Coder.Code] does and tells, for people, why:
// for each sentence its parse, the words that evoke frames, what they were read
// as, what was dropped and for what reason.
func (c *Coder) Explain(doc *parley.Document, sents []nlp.Sentence) ([]parley.Event, string) {
	var b strings.Builder
	note := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	events := c.code(doc, sents, note, nil)
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

// explainReading tells what a word was read as.
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
