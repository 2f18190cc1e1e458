package eval

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"parley"
	"parley/ontology"
)

// Report prints the figures: events, types, roles, statuses, reliability.
func (r *Result) Report(out io.Writer) error {
	w := tabwriter.NewWriter(out, 2, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%d documents, %d sentences, %d of them quiet\n\n", r.Documents, r.Sentences, r.Quiet)
	fmt.Fprintln(w, "what\tgold\tcoded\tright\tprecision\trecall\tF1")
	row := func(name string, c Count) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.3f\t%.3f\t%.3f\n", name, c.Gold, c.Pred, c.Hit, c.Precision(), c.Recall(), c.F1())
	}
	row("events: type and all parties", r.Events)
	row("events: type alone", r.Typed)
	for _, t := range ontology.Default().Types() {
		if c, ok := r.ByType[string(t)]; ok {
			row("  "+string(t), c)
		}
	}
	row("actors, type right", r.Actor)
	row("recipients, type right", r.Other)
	fmt.Fprintln(w, "of the matched events:")
	row("  status", r.Status)
	for _, s := range parley.Statuses {
		if c, ok := r.ByState[s]; ok {
			row("    "+string(s), c)
		}
	}
	row("  said_by, all speakers", r.SaidBy)
	row("  said_by, with kinds", r.Kind)
	row("  speakers one by one", r.Voices)
	row("  third parties, all", r.Thirds)
	row("  third parties one by one", r.Third)
	row("  days that words tell", r.Date.All)
	row("    where both tell one", r.Date.Both)
	row("  places", r.Place.All)
	row("    where both tell one", r.Place.Both)
	row("  modes", r.Modes)
	row("  CAMEO code", r.CAMEO)
	row("  CAMEO root", r.Root)
	fmt.Fprintf(w, "\nfalse events in quiet sentences: %d, %.3f a sentence\n", r.FalseInQuiet, float64(r.FalseInQuiet)/float64(max(r.Quiet, 1)))
	fmt.Fprintf(w, "expected calibration error: %.3f\n\nconfidence\tevents\tmean\tright\n", r.ECE())
	for i, b := range r.Bins {
		if b.N > 0 {
			fmt.Fprintf(w, "%.1f to %.1f\t%d\t%.3f\t%.3f\n", float64(i)/10, float64(i+1)/10, b.N, b.Confidence/float64(b.N), share(b.Right, b.N))
		}
	}
	return w.Flush()
}

// ReportKinds prints the n commonest kinds of error.
func (r *Result) ReportKinds(out io.Writer, n int) error {
	kinds, count := r.Kinds()
	for _, k := range kinds[:min(n, len(kinds))] {
		if _, err := fmt.Fprintf(out, "%5d  %s\n", count[k], k); err != nil {
			return err
		}
	}
	return nil
}

// ReportErrors prints the errors of some kinds, all when none are given, each
// with its sentence.
func (r *Result) ReportErrors(out io.Writer, kinds ...string) error {
	for _, e := range r.Errors {
		if len(kinds) > 0 && !slices.Contains(kinds, e.Kind) {
			continue
		}
		if _, err := fmt.Fprintf(out, "%s: %s\n  %s\n", e.Where, e.Kind, e.Sentence); err != nil {
			return err
		}
		for _, l := range []struct{ name, line string }{{"want", e.Want}, {"have", e.Have}} {
			if l.line != "" {
				if _, err := fmt.Fprintf(out, "  %s  %s\n", l.name, l.line); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
