package coder

import (
	"fmt"
	"math"

	"parley"
	"parley/lexicon"
	"parley/nlp"
)

// judge adds up what speaks for and against reading g, whose event is ev: the
// frames, the words, how sure the parser is of the arcs, who the parties are and
// how they hang on the word, tense and mood, and what the sentence is about.
//
// It returns the weighted sums; the pieces are kept in r.evidence.list for those who
// want to see them: training, and people who ask why.
func (r *reader) judge(g *reading, ev *parley.Event) sums {
	e := &r.evidence
	e.begin(r.c.ranker.weight, r.hooks.sample != nil || r.note_ != nil)
	e.add("bias")
	r.frameEvidence(e, g, ev)
	r.wordEvidence(e, g)
	r.partyEvidence(e, "actor", g, g.actors, ev.Actors)
	r.partyEvidence(e, "recipient", g, g.recipients, ev.Recipients)
	r.arcEvidence(e, g)
	r.sentenceEvidence(e, g, ev)
	r.topicEvidence(e)
	return e.sum
}

// evidenceList sums up the weights of pieces of evidence as they are added.
type evidenceList struct {
	weight map[string]weights
	sum    sums
	keep   bool // whether the pieces are kept
	list   []Feature
	name   []byte // scratch: the name of a piece
}

// weights are what a piece of evidence says of a reading: whether it is right in
// type and all parties, and whether the text tells of the act at all.
type weights struct{ right, told float32 }

// sums are weights added up.
type sums struct{ right, told float64 }

func (s *sums) add(w weights, value float64) {
	s.right += float64(w.right) * value
	s.told += float64(w.told) * value
}

// begin empties the list for another judgement.
func (e *evidenceList) begin(weight map[string]weights, keep bool) {
	e.list, e.sum, e.weight, e.keep = e.list[:0], sums{}, weight, keep
}

// add adds a piece of evidence whose name is the parts, a space between.
func (e *evidenceList) add(parts ...string) { e.join(parts); e.put(1) }

func (e *evidenceList) number(name string, value float64) {
	e.name = append(e.name[:0], name...)
	e.put(value)
}

func (e *evidenceList) join(parts []string) {
	e.name = append(e.name[:0], parts[0]...)
	for _, p := range parts[1:] {
		e.name = append(append(e.name, ' '), p...)
	}
}

// put adds the piece that e.name names; looking it up costs no memory.
func (e *evidenceList) put(value float64) {
	e.sum.add(e.weight[string(e.name)], value)
	if e.keep {
		e.list = append(e.list, Feature{string(e.name), float32(value)})
	}
}

// weigh adds a piece of evidence whose weights are known.
func (e *evidenceList) weigh(name string, w weights, value float64) {
	e.sum.add(w, value)
	if e.keep {
		e.list = append(e.list, Feature{name, float32(value)})
	}
}

func (r *reader) frameEvidence(e *evidenceList, g *reading, ev *parley.Event) {
	e.add("type", ev.Type)
	e.add("type", ev.Type, string(ev.Status))
	e.add("status", string(ev.Status))
	for _, p := range ev.Actors[:1] {
		e.add("type", ev.Type, "actor", p.Sector)
		e.add("frame", g.rule, "actor", p.Sector)
	}
	e.add("frame", g.rule, "recipients", digits[min(len(ev.Recipients), 2)])
	e.add("type", ev.Type, "recipients", digits[min(len(ev.Recipients), 2)])
	if len(ev.Recipients) > 0 {
		e.add("type", ev.Type, "recipient", ev.Recipients[0].Sector)
	}
	e.add("rule", g.rule)
	depth := 0
	for c := g; c != nil; c = c.content {
		name := "deed"
		if c.frame != nil {
			name = c.frame.Name
		} else if c.strange > 0 {
			name = "strange"
		}
		if c == g {
			e.add("frame", name)
		} else {
			e.add("inner", name)
		}
		depth++
	}
	e.number("depth", float64(depth-1))
	e.number("score", g.score/5)
	if g.strange > 0 {
		e.number("strange", g.strange)
		e.join([]string{"strange", ev.Type})
		e.put(g.strange)
		if g.known {
			e.add("strange frames failed")
		}
	}
	if g.weak != "" {
		e.add(g.weak)
		e.add(g.weak, ev.Type)
	}
	if g.mood != "" {
		e.add(g.mood)
	}
	if g.spared {
		e.add("recipient taken away")
		e.add("recipient taken away", ev.Type)
		e.add("recipient taken away", g.rule)
	}
	if g.filled {
		e.add("recipient no slot names")
		e.add("recipient no slot names", ev.Type)
	}
	if len(g.recipients) > 0 && len(r.c.ranker.filler) > 0 {
		e.number("recipient fits", r.fits(g, ev, g.recipients[0]))
	}
	if g.reached && !g.spared {
		e.add("recipient from afar")
		e.add("recipient from afar", ev.Type)
		e.add("recipient from afar", g.rule)
	}
	if g.other {
		e.add("second best frame")
	}
	if g.content != nil && g.frame != nil && g.frame.Kind == lexicon.KindAct {
		e.add("judges a deed", ev.Type, digits[min(len(ev.Recipients), 1)])
	}
	if g.mutual {
		e.add("mutual", digits[min(len(ev.Actors), 3)])
	}
}

func (r *reader) wordEvidence(e *evidenceList, g *reading) {
	t, i := r.t, g.word
	tok := &t.toks[i]
	e.add("word", lower(tok.Lemma), posNames[r.pos(i)])
	e.add("tag", tok.XPOS)
	e.add("relation", base(tok.Deprel))
	if g.core != g.word {
		e.add("core relation", base(t.rel(g.core)))
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		switch t.base(c) {
		case "aux":
			e.add("aux", t.lemma(c))
		case "det", "cop", "mark":
			e.add(t.base(c), t.lemma(c))
		case "amod":
			e.add("adjective", lower(t.lemma(c)))
		case "obj":
			e.add("object", r.plainWord(c))
		}
	}
	if h := t.head(i); h >= 0 {
		e.add("head", r.plainWord(h))
	}
	above := 0
	for h := t.head(i); h >= 0 && above < 8; h = t.head(h) {
		above++
	}
	e.number("height", float64(above))
}

// partyEvidence tells who the parties in a role are and how they hang on the act.
func (r *reader) partyEvidence(e *evidenceList, role string, g *reading, tokens []int, list []parley.Party) {
	e.add(role, "number", digits[min(len(list), 3)])
	if len(list) == 0 || len(tokens) == 0 {
		return
	}
	i := tokens[0]
	tok := &r.t.toks[i]
	p := list[0]
	e.add(role, "sector", p.Sector)
	if p.Country == "" {
		e.add(role, "without country")
	}
	if p.ID == "" {
		e.add(role, "not in the lexicon", tok.UPOS)
	}
	if tok.UPOS != "PUNCT" { // punctuation may stand for one of several; see carry
		e.add(role, "tag", tok.XPOS)
		e.add(role, "lemma", r.plainWord(i))
		e.add(role, "relation", base(tok.Deprel))
	}
	switch {
	case tok.Head == g.word:
		e.add(role, "hangs on the word")
	case tok.Head == g.core:
		e.add(role, "hangs on the core")
	case r.t.head(g.word) == tok.Head:
		e.add(role, "beside the word")
	default:
		e.add(role, "further off")
	}
	if i > g.word {
		e.add(role, "behind")
	}
	e.join([]string{role, "distance"})
	e.put(math.Log1p(math.Abs(float64(i - g.word))))
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if r.t.is(c, "det") {
			e.add(role, "det", r.t.lemma(c))
		}
	}
}

// plainWord is the lemma of token i, or that it is a name or a number: which one
// says nothing of other texts.
func (r *reader) plainWord(i int) string {
	switch pos := r.t.toks[i].UPOS; pos {
	case "PROPN", "NUM", "PUNCT", "X", "SYM":
		return pos
	}
	return lower(r.t.lemma(i))
}

// arcEvidence tells how sure the parser is of what holds the event together.
func (r *reader) arcEvidence(e *evidenceList, g *reading) {
	least := func(tokens ...int) float64 {
		p := 1.0
		for _, i := range tokens {
			if s := float64(r.t.toks[i].Score); r.t.head(i) >= 0 {
				p = min(p, s)
			}
		}
		return p
	}
	e.number("arc word", 1-least(g.word))
	e.number("arc actors", 1-least(g.actors...))
	e.number("arc recipients", 1-least(g.recipients...))
	sum := 0.0
	for i := range r.t.toks {
		sum += 1 - float64(r.t.toks[i].Score)
	}
	e.number("arcs of the sentence", sum/float64(len(r.t.toks)))
}

func (r *reader) sentenceEvidence(e *evidenceList, g *reading, ev *parley.Event) {
	toks := r.t.toks
	e.number("length of the sentence", math.Log(float64(len(toks))))
	switch last := toks[len(toks)-1].Form; last {
	case "?", "!", ".":
		e.add("ends with", last)
	default:
		e.add("no stop")
	}
	if len(ev.SaidBy) > 0 {
		e.add("said by", string(ev.SaidBy[0].Kind))
	}
	quoted := 0
	for i := range toks {
		switch toks[i].Form {
		case `"`, "“", "”", "``", "''":
			if i < g.word {
				quoted++
			}
		}
	}
	if quoted%2 == 1 {
		e.add("in a quotation")
	}
	if year := r.anyYear(); year > 0 {
		e.number("years ago", math.Log1p(math.Max(0, float64(r.year-year))))
	}
}

// anyYear is the first year that the sentence names, or 0.
func (r *reader) anyYear() int {
	for i := range r.t.toks {
		if y := year(r.t.toks[i].Form); y > 0 {
			return y
		}
	}
	return 0
}

// topicNames are the names of the dimensions of the sentence's topic.
var topicNames = func() (names [nlp.VectorSize]string) {
	for i := range names {
		names[i] = fmt.Sprintf("topic %d", i)
	}
	return names
}()

// topicEvidence tells what the sentence is about: the mean vector of its
// nouns, verbs and adjectives.
func (r *reader) topicEvidence(e *evidenceList) {
	if !r.topicKnown {
		r.topicKnown = true
		clear(r.topic[:])
		n := float32(0)
		for i := range r.t.toks {
			switch r.t.toks[i].UPOS {
			case "NOUN", "VERB", "ADJ":
				if r.c.vectors.Vector(r.t.toks[i].Lemma, 1, r.topic[:]) {
					n++
				}
			}
		}
		for i := range r.topic {
			r.topic[i] /= max(n, 1)
		}
	}
	for i, x := range r.topic {
		w := r.c.ranker.topic[i]
		e.weigh(topicNames[i], w, float64(x*4))
	}
}

// Numbers and parts of speech as words, made once.
var (
	digits   = [...]string{"0", "1", "2", "3"}
	posNames = map[byte]string{'v': "v", 'n': "n", 'a': "a"}
)
