package coder

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"sort"
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
	r := c.readers.Get().(*reader)
	defer c.readers.Put(r)
	r.open(doc, nil)
	best, evidence := c.weighRelation(r, sents, source, target)
	if len(c.ranker.relator.types) == 0 {
		return c.relation(best)
	}
	return c.judged(best, mixed(best, c.ranker.relator.judge(evidence)))
}

// RelationEvidence returns what a text says of the relation between two parties
// that are given. Training uses it.
func (c *Coder) RelationEvidence(doc *parley.Document, sents []nlp.Sentence, source, target []parley.Span) []Feature {
	r := c.readers.Get().(*reader)
	defer c.readers.Put(r)
	r.open(doc, nil)
	_, evidence := c.weighRelation(r, sents, source, target)
	return evidence
}

// weighRelation reads the sentences for the best coding of each type, and for
// the evidence of the sentences that name a party.
func (c *Coder) weighRelation(r *reader, sents []nlp.Sentence, source, target []parley.Span) (map[string]scored, []Feature) {
	best := map[string]scored{}
	var evidence []Feature
	for k := range sents {
		if len(sents[k].Tokens) == 0 || !r.sentence(&sents[k]) {
			continue
		}
		r.grant(source)
		r.grant(target)
		for i := range r.t.toks {
			for _, g := range r.readings(i) {
				for sub := g; sub != nil; sub = sub.content {
					r.weigh(sub, g != sub, source, target, best)
				}
			}
			r.guess(i, source, target, best)
		}
		if bounds(append(append([]parley.Span(nil), source...), target...)).Overlaps(sents[k].Span) {
			evidence = r.relationEvidence(source, target, best)
		}
		r.note()
	}
	return best, evidence
}

// learned is how much the trained relator counts beside the frames' own scores.
const learned = 0.7

// mixed multiplies what the relator holds for likely with the frames' scores.
func mixed(best map[string]scored, p map[string]float64) map[string]float64 {
	total := 0.0
	for _, typ := range slices.Sorted(maps.Keys(p)) {
		p[typ] = math.Pow(p[typ], learned) * math.Exp(best[typ].score)
		total += p[typ]
	}
	for typ := range p {
		p[typ] /= total
	}
	return p
}

// judged orders the types by their probability and gives each the finest coding
// that was found for it.
func (c *Coder) judged(best map[string]scored, p map[string]float64) Relation {
	types := slices.SortedFunc(maps.Keys(p), func(a, b string) int {
		return cmp.Or(cmp.Compare(p[b], p[a]), cmp.Compare(a, b))
	})
	rel := Relation{Type: types[0], CAMEO: plainest[types[0]], Rule: "words alike", Confidence: hundredths(p[types[0]])}
	if s, ok := best[rel.Type]; ok {
		rel.Mode, rel.CAMEO, rel.Rule = s.coding.Mode, s.coding.CAMEO, s.rule
	}
	for _, typ := range types[1:] {
		if p[typ] >= 0.01 {
			rel.Alternatives = append(rel.Alternatives, Alternative{typ, hundredths(p[typ])})
		}
	}
	return rel
}

func hundredths(p float64) float64 { return math.Round(p*100) / 100 }

type scored struct {
	coding ontology.Coding
	rule   string
	score  float64
}

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

// weigh scores a reading as the answer to what source does to target.
func (r *reader) weigh(g *reading, inner bool, source, target []parley.Span, best map[string]scored) {
	coding := g.comp.Coding
	if coding.Type == "" || coding.Type == ontology.None {
		return
	}
	score := 1 + g.score/10
	others := g.recipients
	if g.mutual || len(others) == 0 {
		others = union(others, g.actors)
	}
	score += 3*r.touches(g.actors, source) + 3*r.touches(others, target)
	var rest []int
	for _, th := range g.third {
		rest = append(rest, th.token)
	}
	score += 1.5 * r.touches(rest, target)
	score -= 1.5*r.touches(without(g.recipients, g.actors), source) + 1*r.touches(without(g.actors, others), target)
	if r.subtree(g.word).Overlaps(bounds(target)) {
		score += 1
	}
	if inner {
		score -= 2
	}
	if g.negated || g.doubtful {
		score -= 0.5
	}
	if g.frame != nil && g.frame.Silent && !inner && g.content == nil {
		score -= 0.5
	}
	if !inner {
		coding = r.asDone(g, coding)
	}
	coding = r.inTime(g, coding)
	if g.failed && (coding.Type == "AGREE" || coding.Type == "SUPPORT") {
		coding.Type, coding.Mode, coding.CAMEO = "REJECT", "", "120" // failing to agree is to refuse
	}
	keepBest(best, scored{coding, g.rule, score})
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

// keepBest keeps s if it is the best of its type, in the terms of the answer.
func keepBest(best map[string]scored, s scored) {
	typ := byCAMEO(s.coding)
	if old, ok := best[typ]; !ok || s.score > old.score {
		best[typ] = s
	}
}

// guess scores what token i may mean when its slots are not looked at: an
// answer is asked for, so a word out of its place is better than none.
func (r *reader) guess(i int, source, target []parley.Span, best map[string]scored) {
	pos := r.pos(i)
	if pos == 0 || r.within(i, source) || r.within(i, target) {
		return
	}
	score := 0.5 + 2*r.touches(r.subjects(site{word: i, pos: pos, actor: -1}), source)
	if r.subtree(i).Overlaps(bounds(target)) {
		score += 1.5
	}
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
		if coding := comp.Coding; ok && !r.strays(f, i, pos) && coding.Type != "" && coding.Type != ontology.None {
			fit := score - 0.7*float64(r.unmet(f, site{word: i, pos: pos, actor: -1})) // meant for other company
			keepBest(best, scored{coding, "perhaps " + f.Name, fit})
		}
		score -= 0.2
		return true
	})
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

// relation picks the best answer; without any, the commonest verbal type.
func (c *Coder) relation(best map[string]scored) Relation {
	type row struct {
		typ string
		scored
	}
	var rows []row
	for typ, s := range best {
		rows = append(rows, row{typ, s})
	}
	sort.Slice(rows, func(a, b int) bool {
		if rows[a].score != rows[b].score {
			return rows[a].score > rows[b].score
		}
		return rows[a].typ < rows[b].typ
	})
	if len(rows) == 0 {
		return Relation{Type: "CONSULT", CAMEO: "040", Confidence: 0.1, Rule: "none"}
	}
	rel := Relation{Type: rows[0].typ, Mode: rows[0].coding.Mode, CAMEO: rows[0].coding.CAMEO, Rule: rows[0].rule}
	rel.Confidence = confidenceOf(rows[0].score)
	for _, other := range rows[1:] {
		rel.Alternatives = append(rel.Alternatives, Alternative{other.typ, confidenceOf(other.score) / 2})
	}
	return rel
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

// confidenceOf maps a score of about 0 to 9 to 0.1 to 0.95.
func confidenceOf(score float64) float64 {
	p := 0.1 + 0.1*score
	return float64(int(min(max(p, 0.05), 0.95)*100)) / 100
}

// RelationType is the type that an annotated coding has in the terms of
// relations; see [Coder.Relate].
func RelationType(typ, cameo string) string {
	return byCAMEO(ontology.Coding{Type: ontology.Type(typ), CAMEO: cameo})
}
