package coder

import (
	"parley"
	"parley/nlp"
)

// sure is the confidence from which no other reading of a word is tried: hardly any
// would be held for likelier.
const sure = 0.7

// curious reports whether somebody wants to see every reading: training does, and
// people who ask why.
func (r *reader) curious() bool {
	return r.note_ != nil || r.hooks.sample != nil || r.hooks.filling != nil
}

// best makes the record of a reading or, where the ranker holds another frame
// of the same word for likelier, of that one; false when neither is an event.
func (r *reader) best(g *reading) (parley.Event, *reading, bool) {
	r.explainReading(g)
	plain := *g // as it was before its event was made
	ev, ok := r.event(g)
	if ok && ev.Confidence >= sure && !g.bareAim() && !r.curious() {
		return ev, g, g.likely >= r.c.ranker.Floor
	}
	var others []*reading
	if m := r.memo[g.word]; len(m) == 1 && m[0] == g {
		others = append(others, r.alts[g.word]...)
		others = append(others, r.withoutRecipient(g)...)
	}
	if ok {
		r.tellFillings(&plain, &ev)
		others = append(others, r.filled(&plain, &ev)...)
	}
	for _, other := range others {
		r.explainReading(other)
		if alt, fits := r.event(other); fits && (!ok || alt.Confidence > ev.Confidence && ev.Confidence < sure || g.bareAim()) && !other.bareAim() {
			if ok {
				r.tell("  %q: %s wins over %s, %.2f to %.2f", r.t.toks[g.word].Form, other.rule, g.rule, alt.Confidence, ev.Confidence)
			}
			ev, g, ok = alt, other, true
		}
	}
	if ok && g.bareAim() {
		r.tell("  %q: %s (%s): dropped, it means nothing without somebody to whom it is done", r.t.toks[g.word].Form, g.comp, g.rule)
		return ev, g, false
	}
	if ok && g.likely < r.c.ranker.Floor {
		r.tell("  %q: %s (%s): dropped, too unlikely: %.2f is below %.2f", r.t.toks[g.word].Form, g.comp, g.rule, g.likely, r.c.ranker.Floor)
		return ev, g, false
	}
	return ev, g, ok
}

// withoutRecipient returns the reading with nobody to whom it is done, where
// that makes sense: the ranker may hold it for likelier that the act has none.
func (r *reader) withoutRecipient(g *reading) []*reading {
	if r.c.ranker.untrained() {
		return nil
	}
	var out []*reading
	if len(g.recipients) > 0 {
		alone := *g
		alone.recipients, alone.spared = nil, true
		out = append(out, &alone)
	}
	return out
}

// Candidates calls yield with every reading of a document that may be an event,
// likely or not, and the evidence on it, which is good until yield returns.
// Training uses it.
func (c *Coder) Candidates(doc *parley.Document, sents []nlp.Sentence, yield func(*parley.Event, []Feature)) {
	c.code(doc, sents, Found{}, nil, hooks{sample: yield})
}

// Kept calls yield with every event of a document and the probability that the
// text tells of it, whoever its parties are. Training uses it.
func (c *Coder) Kept(doc *parley.Document, sents []nlp.Sentence, yield func(ev *parley.Event, told float64)) {
	c.code(doc, sents, Found{}, nil, hooks{kept: yield})
}

// Likeness calls yield with every verb of a sentence that has a party for its
// subject, and what the typer sees of it. Training uses it.
func (c *Coder) Likeness(doc *parley.Document, sents []nlp.Sentence, yield func(verb, subject parley.Span, x []float32)) {
	r := c.readers.Get().(*reader)
	defer c.readers.Put(r)
	r.open(doc, nil)
	for k := range sents {
		if len(sents[k].Tokens) == 0 || !r.sentence(&sents[k]) {
			continue
		}
		for i := range r.t.toks {
			if !r.t.isVerb(i) || r.says(i) {
				continue
			}
			actors := r.partiesAt(site{word: i, pos: 'v', actor: -1}, slotsOf("subj"))
			if len(actors) == 0 {
				continue
			}
			if x := r.likeness(i); x != nil {
				yield(r.t.toks[i].Span, r.party(actors[0]).mention, x)
			}
		}
		r.note()
	}
}
