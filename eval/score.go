package eval

import (
	"parley"
)

// Count is how often something was asked for, given and right.
type Count struct {
	Gold, Pred, Hit int
}

func (c *Count) add(gold, pred, hit int) { c.Gold, c.Pred, c.Hit = c.Gold+gold, c.Pred+pred, c.Hit+hit }

// Precision is the share of the given that is right; 1 when nothing is given.
func (c Count) Precision() float64 { return share(c.Hit, c.Pred) }

// Recall is the share of what was asked for that is given; 1 when nothing was.
func (c Count) Recall() float64 { return share(c.Hit, c.Gold) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 { return share(2*c.Hit, c.Gold+c.Pred) }

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// Result is the comparison of coded events with an annotated corpus.
type Result struct {
	Documents, Sentences, Quiet int

	Events  Count            // type and all parties right
	Typed   Count            // type right, in the right sentence, whatever the parties
	ByType  map[string]Count // as Events, by type
	Actor   Count            // actors of the events whose type is right
	Other   Count            // recipients of these
	Thirds  Count            // all third parties with their roles right, or rightly none, of the matched events
	Third   Count            // third parties with their roles, one by one
	Modes   Count            // of the matched events
	CAMEO   Count            // the same code, root codes apart below
	Root    Count            // the same root code of CAMEO
	Status  Count            // the same status, of the matched events
	ByState map[parley.Status]Count
	SaidBy  Count // all speakers right, or rightly none, of the matched events
	Kind    Count // as SaidBy, kinds right too
	Voices  Count // speakers one by one, of the matched events
	Date    Told  // days of the matched events that words tell
	Place   Told  // places of the matched events, at their precision

	FalseInQuiet int // events given in quiet sentences

	Bins   [10]Bin // reliability of the confidence, by tenths
	Errors []Error
}

// Bin is a row of a reliability table.
type Bin struct {
	N, Right   int
	Confidence float64 // sum over the events
}

// ECE is the expected calibration error: by how much confidence and the share
// of right events differ, weighted by the number of events in each tenth.
func (r *Result) ECE() float64 {
	n, sum := 0, 0.0
	for _, b := range r.Bins {
		n += b.N
		d := b.Confidence - float64(b.Right)
		sum += max(d, -d)
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// New returns a result to which documents are to be added.
func New() *Result {
	return &Result{ByType: map[string]Count{}, ByState: map[parley.Status]Count{}}
}

// Add compares the events coded for one document with those annotated.
func (r *Result) Add(d *Document, coded []parley.Event) {
	r.Documents++
	r.Sentences += len(d.Sentences)
	for i := range d.Sentences {
		if len(d.Sentences[i].Events) == 0 {
			r.Quiet++
		}
	}
	for _, p := range match(d, coded) {
		r.count(&p)
	}
}

func (r *Result) count(p *pair) {
	if p.gold != nil {
		r.tally(p.gold.Type, 1, 0, 0)
		r.Typed.add(1, 0, 0)
	}
	if p.pred != nil {
		r.tally(p.pred.Type, 0, 1, 0)
		r.Typed.add(0, 1, 0)
		r.reliability(p.pred.Confidence, p.right())
		if len(p.sent.Events) == 0 {
			r.FalseInQuiet++
		}
	}
	if p.type_ {
		r.Typed.add(0, 0, 1)
		r.Actor.add(len(p.gold.Actors), len(p.pred.Actors), hits(p.gold.Actors, p.pred.Actors))
		r.Other.add(len(p.gold.Recipients), len(p.pred.Recipients), hits(p.gold.Recipients, p.pred.Recipients))
	}
	if p.right() {
		r.tally(p.gold.Type, 0, 0, 1)
		r.matched(p.gold, p.pred)
	}
	r.Errors = append(r.Errors, faults(p)...)
}

func (r *Result) tally(typ string, gold, pred, hit int) {
	r.Events.add(gold, pred, hit)
	c := r.ByType[typ]
	c.add(gold, pred, hit)
	r.ByType[typ] = c
}

// matched compares the rest of two events whose type and parties agree.
func (r *Result) matched(g, p *parley.Event) {
	one := func(c *Count, ok bool) { c.add(1, 1, btoi(ok)) }
	one(&r.Status, g.Status == p.Status)
	for _, s := range []parley.Status{g.Status, p.Status} {
		c := r.ByState[s]
		c.add(btoi(s == g.Status), btoi(s == p.Status), btoi(g.Status == p.Status))
		r.ByState[s] = c
		if g.Status == p.Status {
			break
		}
	}
	mentions, kinds := sameSpeakers(g.SaidBy, p.SaidBy)
	one(&r.SaidBy, mentions)
	one(&r.Kind, kinds)
	r.Voices.add(len(g.SaidBy), len(p.SaidBy), voices(g.SaidBy, p.SaidBy))
	r.Date.add(dateHit(&g.Date, &p.Date))
	r.Place.add(placeHit(g, p))
	n := thirdHits(g.Third, p.Third)
	one(&r.Thirds, n == len(g.Third) && n == len(p.Third))
	r.Third.add(len(g.Third), len(p.Third), n)
	one(&r.CAMEO, g.CAMEO == p.CAMEO)
	one(&r.Root, g.CAMEO[:2] == p.CAMEO[:min(2, len(p.CAMEO))])
	r.Modes.add(len(g.Modes), len(p.Modes), common(g.Modes, p.Modes))
}

func voices(a, b []parley.Speaker) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			if sameMention(x.Mention, y.Mention) {
				n++
				break
			}
		}
	}
	return min(n, len(b))
}

func common(a, b []string) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			n += btoi(x == y)
		}
	}
	return n
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (r *Result) reliability(confidence float64, right bool) {
	b := &r.Bins[min(int(confidence*10), 9)]
	b.N++
	b.Right += btoi(right)
	b.Confidence += confidence
}
