package coder

import (
	"slices"
	"sort"

	"parley"
	"parley/lexicon"
	"parley/place"
	"parley/when"
)

// Found is what was found in a document beside its acts, in the order of the text.
type Found struct {
	Times     []when.Expression
	Places    []place.Mention
	Gazetteer *place.Gazetteer // for places that are told by country only; may be nil
}

// timeAt and placeAt are an expression and a name of the sentence at hand, each
// with its head: the token of it that hangs on a token outside.
type timeAt struct {
	*when.Expression
	head int
}

type placeAt struct {
	*place.Mention
	head int
}

// words is the name as the text has it.
func (m *placeAt) words() parley.Quote { return m.Place.Mention }

// locate takes in what was found in the sentence at hand.
func (r *reader) locate() {
	s := r.t.sent.Span
	times, places := r.found.Times, r.found.Places
	r.times, r.places = r.times[:0], r.places[:0]
	first := sort.Search(len(times), func(k int) bool { return times[k].Span.Start >= s.Start })
	for k := first; k < len(times) && times[k].Span.Start < s.End; k++ {
		if h := r.headIn(s, times[k].Span); h >= 0 {
			r.times = append(r.times, timeAt{&times[k], h})
		}
	}
	first = sort.Search(len(places), func(k int) bool { return places[k].Mention.Span.Start >= s.Start })
	for k := first; k < len(places) && places[k].Mention.Span.Start < s.End; k++ {
		if h := r.headIn(s, places[k].Mention.Span); h >= 0 {
			r.places = append(r.places, placeAt{&places[k], h})
		}
	}
}

// headIn is the head of a span that lies in the sentence s, or -1.
func (r *reader) headIn(s, span parley.Span) int {
	if !s.Contains(span) {
		return -1
	}
	return r.headOf(span)
}

// headOf returns the token of a span whose head stands outside it, or -1; of several
// the one that has a preposition, else the first.
func (r *reader) headOf(s parley.Span) int {
	first := -1
	for i := range r.t.toks {
		if !s.Overlaps(r.t.toks[i].Span) || r.t.toks[i].UPOS == "PUNCT" || r.t.is(i, "case") {
			continue
		}
		if h := r.t.head(i); h >= 0 && s.Overlaps(r.t.toks[h].Span) {
			continue
		}
		if r.t.caseOf(i) >= 0 {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}

// tie tells how closely a phrase of time or place belongs to an act.
type tie int

// The ties, the closest last.
const (
	noTie     tie = iota // it belongs to something else
	loose                // it stands in the sentence, with no act of its own
	ofContent            // it stands in what the act speaks of: "agreed to meet on Friday"
	inherited            // it belongs to a clause that the act's shares: "met on Friday and agreed"
	ownTie               // the act's own words govern it
)

// tieOf tells how the phrase headed by token i belongs to the act of a reading. What
// belongs to something that goes on in a clause belongs to the clause: "burst into a
// meeting in Bamako and arrested".
func (r *reader) tieOf(g *reading, i int) tie {
	v := r.governor(i)
	b := r.tieTo(g, v)
	for steps := 0; b == noTie && steps < 2 && v >= 0 && !r.t.isVerb(v); steps++ {
		switch r.t.preposition(v) {
		case "", "in", "at", "into", "during":
		default:
			return noTie
		}
		v = r.governor(v)
		b = min(r.tieTo(g, v), inherited)
	}
	return b
}

// tieTo tells how what is governed by word v belongs to the act of a reading.
func (r *reader) tieTo(g *reading, v int) tie {
	switch {
	case v < 0:
		return loose
	case r.names(g, v):
		return ownTie
	case r.shares(g, v):
		return inherited
	case r.argument(g, v):
		if !sharesDay(g) {
			return ofContent
		}
		return inherited
	}
	for c := g.content; c != nil; c = c.content {
		if r.names(c, v) {
			return ofContent
		}
	}
	if h := r.t.head(v); h >= 0 && r.tells(h, g.core) { // "said as the summit closed in Cairo"
		return noTie
	}
	if r.says(v) || r.t.below(v, g.word) || r.tells(v, g.core) || len(r.readings(v)) > 0 {
		return noTie
	}
	return loose
}

// tells reports whether what verb v says holds token i: "certified on Monday that
// the group had disarmed" tells the day of the certificate.
func (r *reader) tells(v, i int) bool {
	for steps := 0; i >= 0 && steps < 12; i, steps = r.t.head(i), steps+1 {
		if r.t.head(i) == v {
			return r.t.is(i, "ccomp") || r.t.is(i, "parataxis")
		}
	}
	return false
}

// governor is the nearest verb or word for an act that token i stands under, or -1.
func (r *reader) governor(i int) int {
	t := r.t
	for h, steps := t.head(i), 0; h >= 0 && steps < 12; h, steps = t.head(h), steps+1 {
		if r.isDeed(h) {
			return r.regoverned(h, i)
		}
	}
	return -1
}

// isDeed reports whether token i is a full verb or a word for an act.
func (r *reader) isDeed(i int) bool {
	return r.t.isVerb(i) && r.t.toks[i].UPOS != "AUX" || len(r.readings(i)) > 0
}

// regoverned mends what the parser hung too high: "the rebels who took the town on
// Friday were backed", "threw stones on Sunday, residents said".
func (r *reader) regoverned(h, i int) int {
	t := r.t
	s := t.child(h, "nsubj")
	switch {
	case s < 0 || i > h:
		return h
	case s < i: // behind the subject: of the clause that ends there
		for d := t.first[s]; d >= 0; d = t.next[d] {
			if t.is(d, "acl") && d < i && t.isVerb(d) {
				return d
			}
		}
	case r.says(h):
		if c := t.child(h, "ccomp"); c >= 0 && c < i {
			return c
		}
	}
	return h
}

// names reports whether token v is one of the words that name the act of a reading;
// a verb of saying is none, unless the saying is the act.
func (r *reader) names(g *reading, v int) bool {
	if v == g.core {
		return true
	}
	if g.frame != nil && g.frame.Kind == lexicon.KindSay && g.core != g.word && !r.utters(g) {
		return false
	}
	if v == g.word {
		return true
	}
	return slices.Contains(g.words, v) || slices.Contains(g.takes, v)
}

// shares reports whether the clause of verb v is one that the act of g stands in
// as a part of it, so that what v says of its time and place holds for the act:
// verbs coordinated or in series, participles, subjects and objects.
func (r *reader) shares(g *reading, v int) bool {
	t := r.t
	for c, steps := g.core, 0; steps < 8; steps++ {
		h := t.head(c)
		if h < 0 {
			return false
		}
		switch t.base(c) {
		case "conj":
			if t.child(c, "nsubj") >= 0 { // of somebody else
				return false
			}
		case "xcomp", "nsubj", "obj", "obl", "nmod", "compound", "appos":
		case "acl":
			if !t.has(c, "mark", "to") && t.child(c, "nsubj") >= 0 {
				return false // a relative clause tells of another time
			}
		case "advcl":
			switch t.preposition(c) {
			case "", "by", "while", "when", "as", "with", "until":
			default:
				return false
			}
		default:
			return false
		}
		if h == v {
			return !r.says(v) || t.base(c) == "conj"
		}
		if r.says(h) && t.base(c) != "conj" {
			return false
		}
		c = h
	}
	return false
}

// series reports whether verb v goes on from verb c with the same subject: a day at
// the end of a series may be that of all.
func (r *reader) series(c, v int) bool {
	t := r.t
	for steps := 0; steps < 4 && t.is(v, "conj") && t.isVerb(v) && t.child(v, "nsubj") < 0; steps++ {
		if v = t.head(v); v == c {
			return true
		}
	}
	return false
}

// argument reports whether v is a noun for the act, or for its cause, that the
// word of g has for an argument: "Monday's blast killed ten".
func (r *reader) argument(g *reading, v int) bool {
	t := r.t
	if t.isVerb(v) {
		return false
	}
	for c, steps := v, 0; c >= 0 && steps < 4; c, steps = t.head(c), steps+1 {
		switch t.base(c) {
		case "nsubj", "obj", "obl", "nmod", "compound":
			if h := t.head(c); h >= 0 && r.names(g, h) {
				p := t.preposition(c)
				return t.base(c) != "obl" && t.base(c) != "nmod" || p == "in" || p == "during" || p == "at" || p == "of"
			}
		default:
			return false
		}
	}
	return false
}
