package coder

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"parley"
	"parley/lexicon"
	"parley/nlp"
	"parley/ontology"
)

// Relation answers "what does this actor do to this recipient?".
type Relation struct {
	Type         string // always one of PLOVER's 16: the best guess
	Mode         string
	CAMEO        string
	Confidence   float64
	Rule         string
	Alternatives []Alternative // other types, best first
}

// Alternative is another type that a relation may have.
type Alternative struct {
	Type       string
	Confidence float64
}

// Relate finds what source does to target in a text whose parties are given.
// Either may have several spans.
func (c *Coder) Relate(doc *parley.Document, sents []nlp.Sentence, source, target []parley.Span) Relation {
	answers, evidence := c.RelationEvidence(doc, sents, source, target)
	p, best := c.ranker.relator.judge(answers, evidence)
	types := slices.SortedFunc(maps.Keys(p), func(a, b string) int {
		return cmp.Or(cmp.Compare(p[b], p[a]), cmp.Compare(a, b))
	})
	rel := Relation{Type: types[0], CAMEO: plainest[types[0]], Rule: "words alike", Confidence: hundredths(p[types[0]])}
	if a := best[rel.Type]; a != nil {
		rel.Mode, rel.CAMEO, rel.Rule = a.coding.Mode, a.coding.CAMEO, a.rule
	}
	for _, typ := range types[1:] {
		if p[typ] >= 0.01 {
			rel.Alternatives = append(rel.Alternatives, Alternative{typ, hundredths(p[typ])})
		}
	}
	return rel
}

// An Answer is one way to read what a party does to another: a reading of a
// word, or a guess at it.
type Answer struct {
	Type     string // in the terms of relations, see [RelationType]
	Evidence []Feature
	coding   ontology.Coding
	rule     string
}

// RelationEvidence returns the ways to read what source does to target, and what
// else the sentence that names them says of it. Training uses it too.
func (c *Coder) RelationEvidence(doc *parley.Document, sents []nlp.Sentence, source, target []parley.Span) (answers []Answer, evidence []Feature) {
	r := c.readers.Get().(*reader)
	defer c.readers.Put(r)
	r.open(doc, nil)
	q := question{source: source, target: target, all: bounds(append(append([]parley.Span(nil), source...), target...))}
	for k := range sents {
		if len(sents[k].Tokens) == 0 || !r.sentence(&sents[k]) {
			continue
		}
		r.ask(&q)
		for i := range r.t.toks {
			for _, g := range r.readings(i) {
				for sub := g; sub != nil; sub = sub.content {
					if a, ok := r.answer(sub, g != sub, &q); ok {
						answers = append(answers, a)
					}
				}
			}
			answers = r.guess(i, &q, answers)
		}
		if q.all.Overlaps(sents[k].Span) {
			evidence = r.relationEvidence(&q)
		}
		r.note()
	}
	return answers, evidence
}

// A question is what a source does to a target, with where they stand in the
// sentence at hand.
type question struct {
	source, target []parley.Span
	all            parley.Span // from the first to the last of them
	from, to       int         // their highest tokens, or -1
	over, under    int         // the predicates above these, or -1
}

// ask makes parties of the given spans, whatever they name, and finds their
// places in the sentence.
func (r *reader) ask(q *question) {
	r.grant(q.source)
	r.grant(q.target)
	q.from, q.to = r.topOf(q.source), r.topOf(q.target)
	q.over, q.under = r.predicateOf(q.from), r.predicateOf(q.to)
}

func hundredths(p float64) float64 { return math.Round(p*100) / 100 }

// grant makes parties of the heads of given spans, whatever they are.
func (r *reader) grant(spans []parley.Span) {
	for i := range r.t.toks {
		if h := r.t.head(i); !r.within(i, spans) || h >= 0 && r.within(h, spans) {
			continue
		}
		if r.party(i) == nil {
			r.stand(i, &partyInfo{mention: r.t.span(i)})
		}
	}
}

func (r *reader) within(i int, spans []parley.Span) bool {
	for _, s := range spans {
		if r.t.toks[i].Span.Overlaps(s) {
			return true
		}
	}
	return false
}

// touches says how closely the tokens of a slot answer to given spans: 1 when
// the phrase is the one asked for, less when it holds it or is held.
func (r *reader) touches(tokens []int, spans []parley.Span) float64 {
	best := 0.0
	for _, i := range tokens {
		p := r.party(i)
		for _, s := range spans {
			switch {
			case r.t.toks[i].Span.Overlaps(s):
				best = max(best, 1)
			case p != nil && p.mention.Overlaps(s):
				best = max(best, 0.8)
			case r.subtree(i).Overlaps(s):
				best = max(best, 0.5)
			}
		}
	}
	return best
}

// subtree is the stretch of everything under token i.
func (r *reader) subtree(i int) parley.Span {
	s := r.t.toks[i].Span
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		s = s.Join(r.subtree(c))
	}
	return s
}

// answer takes a reading for what source does to target, with what speaks for
// that: who its parties are, where its word stands, and how it was read.
func (r *reader) answer(g *reading, inner bool, q *question) (Answer, bool) {
	coding := g.comp.Coding
	if coding.Type == "" || coding.Type == ontology.None {
		return Answer{}, false
	}
	others := g.recipients
	if g.mutual || len(others) == 0 {
		others = union(others, g.actors)
	}
	var rest []int
	for _, th := range g.third {
		rest = append(rest, th.token)
	}
	var e answerEvidence
	e.is("reading", true)
	actor, other := r.touches(g.actors, q.source), r.touches(others, q.target)
	e.number("actor is source", actor)
	e.number("other is target", other)
	e.number("actor is source, other target", actor*other)
	e.number("third is target", r.touches(rest, q.target))
	e.number("recipient is source", r.touches(without(g.recipients, g.actors), q.source))
	e.number("actor is target", r.touches(without(g.actors, others), q.target))
	e.is("no actor", len(g.actors) == 0)
	e.is("no recipient", len(g.recipients) == 0)
	r.standing(&e, "", g.word, q)
	e.is("inner", inner)
	e.is("negated", g.negated)
	e.is("doubtful", g.doubtful)
	e.is("failed", g.failed)
	e.is("future", g.future)
	e.is("mutual", g.mutual)
	e.is("silent", g.frame != nil && g.frame.Silent && !inner && g.content == nil)
	e.is("noun", r.pos(g.word) == 'n')
	e.is("some deed", g.comp.Base.Name == "do")
	e.is("no frame", g.frame == nil)
	e.number("operators", float64(len(g.comp.Ops)))
	e.number("words taken", float64(len(g.takes)))
	e.number("score", g.score/5)
	if !inner {
		coding = r.asDone(g, coding)
	}
	coding = r.inTime(g, coding)
	if g.failed || r.failing(g.word) {
		coding = refusedBy(coding)
	}
	return Answer{byCAMEO(coding), e.list, coding, g.rule}, true
}

// answerEvidence gathers what speaks for an answer.
type answerEvidence struct{ list []Feature }

func (e *answerEvidence) number(name string, value float64) {
	if value != 0 {
		e.list = append(e.list, Feature{name, float32(value)})
	}
}

func (e *answerEvidence) is(name string, yes bool) {
	if yes {
		e.number(name, 1)
	}
}

// standing tells where word i stands in the tree beside source and target.
func (r *reader) standing(e *answerEvidence, kind string, i int, q *question) {
	s := r.subtree(i)
	e.is(kind+"target below", s.Overlaps(bounds(q.target)))
	e.is(kind+"source below", s.Overlaps(bounds(q.source)))
	e.is(kind+"above source", q.over == i)
	e.is(kind+"above target", q.under == i)
	e.is(kind+"below what is above source", q.over >= 0 && r.t.below(i, q.over))
	e.is(kind+"between", q.all.Contains(r.t.toks[i].Span))
	height := 0
	for h := r.t.head(i); h >= 0 && height < 6; h = r.t.head(h) {
		height++
	}
	e.number(kind+"height", float64(height)/3)
}

// asDone codes a deal that was struck by the root of CAMEO for agreements made
// (05), and a truce that both sides made as one declared (08): the corpora of
// marked relations do not ask for a signature.
func (r *reader) asDone(g *reading, coding ontology.Coding) ontology.Coding {
	switch {
	case len(g.comp.Ops) > 0, r.t.lemma(g.word) == "accept", r.t.lemma(g.word) == "agree" && r.t.child(g.word, "obj") < 0:
	case g.comp.Base.Name == "settle":
		return ontology.Coding{Type: "SUPPORT", CAMEO: "057"}
	case g.comp.Base.Name == "agree-truce":
		return ontology.Coding{Type: "CONCEDE", CAMEO: "0871"}
	}
	return coding
}

// guess adds what token i may mean when its slots are not looked at: an answer
// is asked for, so a word out of its place is better than none.
func (r *reader) guess(i int, q *question, answers []Answer) []Answer {
	pos := r.pos(i)
	if pos == 0 || r.within(i, q.source) || r.within(i, q.target) {
		return answers
	}
	s, place := site{word: i, pos: pos, actor: -1}, answerEvidence{}
	place.is("guess", true)
	place.number("guess: subject is source", r.touches(r.subjects(s), q.source))
	place.is("guess: noun", pos == 'n')
	r.standing(&place, "guess: ", i, q)
	order := 0.0
	r.match(i, pos, func(f *lexicon.Frame, particle string) bool {
		if particle != "" && r.particle(i, particle) < 0 {
			return true
		}
		comp, ok := r.c.onto.Plain("do")
		switch f.Kind {
		case lexicon.KindAct:
			comp, ok = r.c.onto.Plain(f.Act)
		case lexicon.KindOperator:
			comp, ok = r.c.onto.Compose(f.Op, comp)
		}
		coding := comp.Coding
		if r.failing(i) {
			coding = refusedBy(coding)
		}
		if ok && !r.strays(f, i, pos) && coding.Type != "" && coding.Type != ontology.None {
			e := answerEvidence{slices.Clone(place.list)}
			e.number("guess: unmet", float64(r.unmet(f, s))) // meant for other company
			e.is("guess: silent", f.Silent)
			e.number("guess: order", order)
			answers = append(answers, Answer{byCAMEO(coding), e.list, coding, "perhaps " + f.Name})
		}
		order += 0.2
		return true
	})
	return answers
}

// refusedBy is what becomes of an agreement that fails: where an answer is asked
// for, failing to agree is to refuse.
func refusedBy(coding ontology.Coding) ontology.Coding {
	if coding.Type == "AGREE" || coding.Type == "SUPPORT" {
		return ontology.Coding{Type: "REJECT", CAMEO: "120"}
	}
	return coding
}

// failing reports whether word i is what somebody fails to do: "failed to reach a
// deal", "were unable to agree".
func (r *reader) failing(i int) bool {
	t := r.t
	for steps := 0; i >= 0 && steps < 4; steps++ {
		h := t.head(i)
		if h < 0 || !t.is(i, "xcomp") && !t.is(i, "obj") && !t.is(i, "conj") && !t.is(i, "nmod") {
			return false
		}
		if t.is(i, "xcomp") && (t.lemma(h) == "fail" || t.lemma(h) == "unable") {
			return true
		}
		i = h
	}
	return false
}

// strays reports whether a frame is an idiom whose other words are nowhere near,
// or stands in company that it must not have.
func (r *reader) strays(f *lexicon.Frame, i int, pos byte) bool {
	for _, slot := range f.Not {
		if len(r.fill(site{word: i, pos: pos, actor: -1}, slot)) > 0 {
			return true
		}
	}
	for _, group := range f.Need {
		if group[0].Name == "any" && group[0].Words != nil && len(r.fill(site{word: i, pos: pos, actor: -1}, group[0])) == 0 {
			return true
		}
	}
	return false
}

// unmet counts the needs of a frame that nothing fills.
func (r *reader) unmet(f *lexicon.Frame, s site) (n int) {
	for _, group := range f.Need {
		one, score, takes := lexicon.Frame{Need: [][]lexicon.Slot{group}}, 0.0, []int(nil)
		if !r.needs(&one, s, &score, &takes) {
			n++
		}
	}
	return n
}

// inTime turns a planned act into the promise of it.
func (r *reader) inTime(g *reading, coding ontology.Coding) ontology.Coding {
	if !r.isFuture(g.word) && !g.future {
		return coding
	}
	if planned, ok := r.c.onto.Compose(ontology.Intend, g.comp); ok && g.comp.Coding.Type != "REQUEST" && g.comp.Coding.Type != "REJECT" {
		return planned.Coding
	}
	return coding
}

func bounds(spans []parley.Span) (s parley.Span) {
	for _, t := range spans {
		s = s.Join(t)
	}
	return s
}

// byCAMEO settles the types on which PLOVER's newer rulings and the corpora of
// marked relations part: those follow the roots of CAMEO, where a stated intent
// (03) is AGREE, praise, thanks and apology (05) SUPPORT, a verdict (116) ACCUSE,
// and blockade, occupation (19) and attacks on computers (176) fighting.
func byCAMEO(c ontology.Coding) string {
	switch {
	case strings.HasPrefix(c.CAMEO, "03"):
		return "AGREE"
	case strings.HasPrefix(c.CAMEO, "05"):
		return "SUPPORT"
	case c.CAMEO == "116":
		return "ACCUSE"
	case c.CAMEO == "191", c.CAMEO == "192", c.CAMEO == "176":
		return "ASSAULT"
	}
	return string(c.Type)
}

// RelationType is the type that an annotated coding has in the terms of
// relations; see [Coder.Relate].
func RelationType(typ, cameo string, status parley.Status) string {
	coding := ontology.Coding{Type: ontology.Type(typ), CAMEO: cameo}
	if status == parley.Failed {
		coding = refusedBy(coding)
	}
	return byCAMEO(coding)
}
