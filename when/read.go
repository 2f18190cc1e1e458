package when

import (
	"strings"
	"sync"

	"parley"
	"parley/nlp"
)

// reader reads the expressions of one document in the order of its text.
type reader struct {
	matcher
	doc     *parley.Document
	sent    *nlp.Sentence
	pub     day
	hasPub  bool
	history bool // the text tells of times far from its publication, or has none

	told     value // the date last told: what "the next day" follows on
	here     value // the one last told in this sentence, when toldHere
	toldHere bool
	lastYear value // the one last told of any: what "that year" is
	out      []Expression

	second    value // of a pair of expressions: what the second means
	secondAt  int32 // its first word
	firstEnd  int32 // the word behind the first of the pair
	hasSecond bool
	lastFirst int32   // first word of the expression last added
	wait      pending // set by the meaning of the expression in hand
	waits     []pending
	from      day // the day that the expression in hand is counted from
	hasFrom   bool
}

var readers = sync.Pool{New: func() any { return &reader{} }}

// Find returns the time expressions of a document in the order of its text.
// The sentences are the document's, tagged and parsed, with lemmas. Expressions
// do not overlap. The two ends of a range ("from 3 to 7 March") are expressions
// of their own, as TIMEX3 has them; Until and Last of the first are the last
// day of the range.
//
// Without a day of publication what depends on it has no First, Last and
// Precision, and a Value in which X stands for what is not known
// ("XXXX-WXX-5"). Safe for concurrent use.
func (r *Rules) Find(doc *parley.Document, sents []nlp.Sentence) []Expression {
	e := readers.Get().(*reader)
	defer func() {
		*e = reader{matcher: e.matcher}
		readers.Put(e)
	}()
	e.r, e.doc = r, doc
	if e.hasPub = !doc.Published.IsZero(); e.hasPub {
		e.pub = dayOf(doc.Published)
	}
	e.history = e.tellsHistory(sents)
	for i := range sents {
		e.sentence(&sents[i])
	}
	return e.out
}

func (e *reader) sentence(sent *nlp.Sentence) {
	if len(sent.Tokens) == 0 || !e.begin(sent.Tokens) {
		return
	}
	e.sent, e.toldHere = sent, false
	from := len(e.out)
	var prevEnd int32 = -1
	for at := int32(0); int(at) < len(sent.Tokens); {
		n := e.top(at)
		if n == nil || n.end <= at {
			at++
			continue
		}
		kept := *n // evaluation may add nodes
		n0 := len(e.out)
		e.emit(&kept, n0 > from, prevEnd)
		if len(e.out) > n0 && n0 > from && kept.first > 0 && sent.Tokens[kept.first-1].Form == "on" {
			e.lendDay(n0 - 1)
		}
		prevEnd, at = kept.end, kept.end
	}
	e.settle(from)
}

// emit adds what a match means to the expressions.
func (e *reader) emit(n *node, follows bool, prevEnd int32) {
	e.hasSecond, e.hasFrom, e.wait = false, false, pending{}
	rule := &e.r.rules[n.rule]
	v := rule.mean(e, n)
	if v.typ == "" {
		return
	}
	first := n.first
	if rule.wide && first > 0 && first > prevEnd && e.sent.Tokens[first-1].UPOS == "DET" {
		first--
	}
	if !e.hasSecond {
		if follows {
			e.join(&v, n.first, n.end, prevEnd)
		}
		e.add(v, first, n.end, rule)
		return
	}
	second := e.second
	if v.placed && second.placed && second.hi >= v.lo && e.ranges(first, e.firstEnd, &v, &second) {
		whole := v
		whole.hi, whole.until = second.hi, true
		e.add(whole, first, e.firstEnd, rule)
	} else {
		e.add(v, first, e.firstEnd, rule)
	}
	e.add(second, e.secondAt, n.end, rule)
}

// add writes an expression down, and remembers its date.
func (e *reader) add(v value, first, end int32, rule *rule) {
	span := parley.Span{Start: e.sent.Tokens[first].Span.Start, End: e.sent.Tokens[end-1].Span.End}
	if span.Start < 0 || span.End > len(e.doc.Text) || span.Empty() {
		return // trees that were given with other text
	}
	if v.placed && v.lo.time().IsZero() {
		v = value{typ: v.typ} // the first day of our era would read as no day at all
	}
	x := Expression{Span: span, Text: e.doc.Text[span.Start:span.End], Type: v.typ, Value: v.form(), Until: v.last(), Precision: v.precision(), Rule: rule.name}
	if v.placed {
		x.First, x.Last = v.lo.time(), v.hi.time()
	}
	if e.hasFrom {
		x.From = e.from.time()
	}
	if e.wait.clear {
		e.wait.at = len(e.out)
		e.waits = append(e.waits, e.wait)
	}
	e.out = append(e.out, x)
	e.lastFirst = first
	if v.placed && (v.typ == Date || v.typ == Time) && v.unit <= uYear {
		e.toldHere, e.lastYear = true, v
		e.here = v
		passing := !e.history && !v.told && v.unit > uDay && e.told.placed && e.told.unit <= uDay // "the third this month"
		if !passing && (v.unit < uYear || first <= 3 || len(e.sent.Tokens) < 6) {
			e.told = v
		}
	}
}

// lendDay gives the day just read to a time of day before it that named none:
// "at 3 a.m. (0000 GMT) on Tuesday".
func (e *reader) lendDay(at int) {
	day := &e.out[len(e.out)-1]
	x := &e.out[at]
	if x.Type != Time || x.From.IsZero() || x.First.IsZero() || !isDay(day) || day.Span.Start-x.Span.End > 40 {
		return
	}
	if i := strings.IndexByte(x.Value, 'T'); i > 0 {
		x.Value, x.First, x.Last, x.From = day.Value+x.Value[i:], day.First, day.Last, day.From
	}
}

// ranges reports whether two expressions with one word between them are the
// ends of a range: "from 3 to 7 March", or a stretch told as a list, "Wednesday
// and Thursday". first is the first word of the first, conn the word between.
func (e *reader) ranges(first, conn int32, v, second *value) bool {
	switch e.sent.Tokens[conn].Form {
	case "to", "until", "till", "through", "-", "–", "—", "/":
		return true
	case "and", "or":
		return second.lo == v.hi+1 || first > 0 && lowerIs(e.sent.Tokens[first-1].Form, "between")
	}
	return false
}

// join makes a range of an expression and the one before it, when the word
// between says so.
func (e *reader) join(v *value, first, end, prevEnd int32) {
	last := &e.out[len(e.out)-1]
	if first != prevEnd+1 || !v.placed || last.First.IsZero() || last.Type != Date || v.typ != Date {
		return
	}
	before := value{placed: true, lo: dayOf(last.First), hi: dayOf(last.Last)}
	if v.lo < before.hi || !e.ranges(e.lastFirst, prevEnd, &before, v) || !e.listed(prevEnd, end) {
		return
	}
	before.hi, before.until = v.hi, true
	last.Last, last.Until = v.hi.time(), before.last()
}

// listed reports whether the tree agrees that two expressions with "and"
// between them are one list; in "was shot in 2017 and 2018's vote" they are not.
func (e *reader) listed(prevEnd, end int32) bool {
	if f := e.sent.Tokens[prevEnd].Form; f != "and" && f != "or" {
		return true
	}
	w := &e.sent.Tokens[end-1]
	if int(end) < len(e.sent.Tokens) && possessive(e.sent.Tokens[end].Form) {
		return false
	}
	return w.Deprel != "compound" && w.Deprel != "nummod" && !strings.HasPrefix(w.Deprel, "nsubj")
}

func lowerIs(form, want string) bool {
	var buf [32]byte
	return len(form) == len(want) && string(lower(buf[:0], form)) == want
}

// tellsHistory reports whether the years of a text lie mostly well before its
// publication, and few words count from there ("on Monday", "last week"): then
// dates hang on each other, not on the day of publication.
func (e *reader) tellsHistory(sents []nlp.Sentence) bool {
	if !e.hasPub {
		return true
	}
	now, _, _ := e.pub.date()
	far, near, deictic := 0, 0, 0
	for i := range sents {
		words := sents[i].Tokens
		for k := range words {
			switch f := words[k].Form; f {
			case "BC":
				far++
			case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "yesterday":
				deictic++
			case "last", "this", "next":
				the := k > 0 && lowerIs(words[k-1].Form, "the")
				if !the && k+1 < len(words) && (words[k+1].Form == "week" || words[k+1].Form == "month") {
					deictic++
				}
			default:
				if len(f) != 4 || f[0] < '1' || f[0] > '2' {
					continue
				}
				switch year, digits := leadingNumber(f); {
				case digits < 4 || year >= 2200:
				case year < now-1:
					far++
				default:
					near++
				}
			}
		}
	}
	return far >= 5 && len(sents) >= 6 && far > near && far > 8*deictic && far*25 >= len(sents)
}
