package rank

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"parley"
	"parley/coder"
	"parley/eval"
	"parley/pipeline"
)

// fillings lists the parties around readings of acts that are annotated: which
// of them is the recipient, if any.
func fillings(p *pipeline.Pipeline, docs []eval.Document, log io.Writer) (all []raw) {
	w := p.Worker()
	right := 0
	for d := range docs {
		doc := &docs[d]
		in := doc.Report()
		p.Coder.Fillings(&in, w.Parse(in.Text), func(ev *parley.Event, party []parley.Quote, evidence []coder.Feature) {
			gold := eval.Answer(doc, ev)
			if gold == nil {
				return
			}
			is := false
			for _, q := range party {
				is = is || eval.Names(gold.Recipients, q) || len(ev.Actors) < len(gold.Actors) && eval.Names(gold.Actors, q)
			}
			right += int(btof(is))
			all = append(all, raw{doc: d, feats: slices.Clone(evidence), right: is})
		})
	}
	fmt.Fprintf(log, "recipients: %d parties, %d of them right\n", len(all), right)
	return all
}

// trainFiller learns from all fillings but those of documents that out holds back.
func trainFiller(all []raw, out func(doc int) bool, text *strings.Builder) {
	names, examples := number(all)
	w := fit(examples, len(names), func(e *example) bool { return out(e.doc) })
	writeRows(text, "f", names, w)
}
