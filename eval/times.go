package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"parley"
	"parley/when"
)

// TimesRecord is a text with the time expressions that people have marked in it.
type TimesRecord struct {
	ID        string        `json:"id"`
	Published string        `json:"published"`
	Text      string        `json:"text"`
	Mentions  []TimeMention `json:"mentions"`
}

// TimeMention is a marked expression; Start and End count code points.
type TimeMention struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Value string `json:"value"` // TIMEX3, or TIMEX2, which is read as TIMEX3
}

// Report returns the record as a document would come in.
func (r *TimesRecord) Report() parley.Document {
	doc := parley.Document{ID: r.ID, Text: strings.ToValidUTF8(r.Text, "\uFFFD")}
	doc.Published, _ = time.Parse(time.DateOnly, r.Published)
	return doc
}

// ReadTimes reads records, one JSON object a line. The error names the line.
func ReadTimes(in io.Reader, name string) (records []TimesRecord, err error) {
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	line := 0
	for l := range strings.Lines(string(data)) {
		line++
		if strings.TrimSpace(l) == "" {
			continue
		}
		var r TimesRecord
		if err := json.Unmarshal([]byte(l), &r); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		if _, err := time.Parse(time.DateOnly, r.Published); err != nil && r.Published != "" {
			return nil, fmt.Errorf("%s:%d: published: %w", name, line, err)
		}
		records = append(records, r)
	}
	return records, nil
}

// Times counts how well time expressions are found and understood. A found
// expression is right when it overlaps a marked one; of every marked one the
// value of the first expression that overlaps it is compared.
type Times struct {
	Found    Count // hit: marked expressions that are found
	right    int   // found expressions that overlap a marked one
	Calendar Count // of the found ones with a day, month or year for value: how many have it
	All      Count // the same of all with a value
	Errors   []Error
}

// Add compares the expressions read from a record with the marked ones.
func (t *Times) Add(r *TimesRecord, found []when.Expression) {
	doc := r.Report()
	offsets := parley.NewOffsets(doc.Text)
	gold := make([]parley.Span, len(r.Mentions))
	for i, m := range r.Mentions {
		gold[i] = parley.Span{Start: offsets.Byte(m.Start), End: offsets.Byte(m.End)}
		t.mention(&doc, gold[i], m.Value, found)
	}
	t.Found.Gold += len(gold)
	t.Found.Pred += len(found)
	for i := range found {
		if overlapsAny(found[i].Span, gold) {
			t.right++
		} else {
			t.fault("false "+found[i].Rule, &doc, found[i].Span, "", found[i].Value+" by "+found[i].Rule)
		}
	}
}

func overlapsAny(s parley.Span, list []parley.Span) bool {
	for _, o := range list {
		if s.Overlaps(o) {
			return true
		}
	}
	return false
}

func (t *Times) mention(doc *parley.Document, span parley.Span, value string, found []when.Expression) {
	want := timex3(value)
	for i := range found {
		x := &found[i]
		if !x.Span.Overlaps(span) {
			continue
		}
		t.Found.Hit++
		if want == "" {
			return
		}
		right := timex3(x.Value) == want
		t.All.count(right)
		if calendar(want) {
			t.Calendar.count(right)
		}
		if !right {
			t.fault("value of "+x.Rule, doc, span, value, x.Value+" by "+x.Rule)
		}
		return
	}
	t.fault("missed", doc, span, value, "")
}

func (c *Count) count(right bool) {
	c.Gold++
	c.Pred++
	if right {
		c.Hit++
	}
}

// fault notes an error with the words around it.
func (t *Times) fault(kind string, doc *parley.Document, span parley.Span, want, have string) {
	from, to := max(span.Start-90, 0), min(span.End+60, len(doc.Text))
	around := doc.Text[from:span.Start] + "[" + doc.Text[span.Start:span.End] + "]" + doc.Text[span.End:to]
	t.Errors = append(t.Errors, Error{
		Kind: kind, Where: doc.ID, Sentence: strings.Join(strings.Fields(strings.ToValidUTF8(around, "")), " "), Want: want, Have: have,
	})
}

// timex3 writes values of TIMEX2 as TIMEX3 has them, and both without what
// may be left out: "BC0264" is "-0264", "1917-XX" is "1917".
func timex3(v string) string {
	if rest, ok := strings.CutPrefix(v, "BC"); ok {
		v = "-" + rest
	}
	return strings.TrimSuffix(v, "-XX")
}

// calendar reports whether a value is a day, a month or a year.
func calendar(v string) bool {
	first, last, ok := when.Bounds(v)
	if !ok || strings.ContainsAny(v, "TWQHSF/") {
		return false
	}
	days := int(last.Sub(first).Hours()/24) + 1
	return days == 1 || days >= 28 && days <= 31 || days == 365 || days == 366
}

// F1 returns precision, recall and their harmonic mean of finding.
func (t *Times) F1() (precision, recall, f1 float64) {
	precision, recall = share(t.right, t.Found.Pred), share(t.Found.Hit, t.Found.Gold)
	if precision+recall > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	return precision, recall, f1
}

// Report prints the figures.
func (t *Times) Report(out io.Writer) error {
	w := tabwriter.NewWriter(out, 2, 0, 2, ' ', 0)
	p, r, f := t.F1()
	fmt.Fprintf(w, "expressions: %d marked, %d found\n\n", t.Found.Gold, t.Found.Pred)
	fmt.Fprintf(w, "found, precision\t%.4f\nfound, recall\t%.4f\nfound, F1\t%.4f\n", p, r, f)
	fmt.Fprintf(w, "value right, of found days, months and years\t%.4f\t(%d)\n", share(t.Calendar.Hit, t.Calendar.Gold), t.Calendar.Gold)
	fmt.Fprintf(w, "value right, of all found that have one\t%.4f\t(%d)\n", share(t.All.Hit, t.All.Gold), t.All.Gold)
	return w.Flush()
}
