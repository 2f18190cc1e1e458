package place

import (
	"fmt"
	"sort"
	"strings"

	"parley"
	"parley/nlp"
)

// shownOptions is how many candidates of a name are told.
const shownOptions = 5

// Explain finds the places of a document as [Finder.Find] does, and tells for
// people what was considered, with the evidence for and against.
func (f *Finder) Explain(doc *parley.Document, sents []nlp.Sentence) ([]Mention, string) {
	r := f.reading(doc, sents)
	defer f.release(r)
	r.explain = true
	r.read()
	found := r.mentions()
	var b strings.Builder
	if len(r.lands) > 0 {
		b.WriteString("countries of the text:")
		sort.SliceStable(r.lands, func(i, j int) bool { return r.lands[i].weight > r.lands[j].weight })
		for _, l := range r.lands {
			fmt.Fprintf(&b, " %s %.1f", l.code, l.weight)
		}
		b.WriteByte('\n')
	}
	for i := range r.names {
		r.tell(&b, &r.names[i])
	}
	return found, b.String()
}

func (r *reading) tell(b *strings.Builder, n *name) {
	verdict := "no place"
	if n.keep {
		verdict = "a place"
	}
	fmt.Fprintf(b, "%q: %s (%.1f)\n", r.doc.Text[n.span.Start:n.span.End], verdict, n.score)
	for _, note := range n.notes {
		fmt.Fprintf(b, "  %+.1f %s\n", note.weight, note.what)
	}
	if !n.keep {
		return
	}
	fmt.Fprintf(b, "  resolved: %s\n", n.rule)
	if n.sense < 0 {
		return
	}
	s := &r.senses[n.sense]
	options := append([]option(nil), r.options[s.from:s.to]...)
	sort.SliceStable(options, func(i, j int) bool { return options[i].score > options[j].score })
	for i := range options[:min(len(options), shownOptions)] {
		o := &options[i]
		fmt.Fprintf(b, "    %.1f %s, %s %s (%s, %d): fame %.1f, said %.1f, countries %.1f, near %.1f\n", o.score, o.Name, o.Admin1, o.Country,
			precisions[o.Kind], o.Population, o.fame, o.told, o.land, o.near)
	}
	if len(options) > shownOptions {
		fmt.Fprintf(b, "    and %d more\n", len(options)-shownOptions)
	}
}
