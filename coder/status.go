package coder

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/lexicon"
	"parley/ontology"
)

// polarity applies the negation at token i to its reading g.
//
// A refusal hides in "will not" and "did not agree to": there the negation goes
// into the composition. Elsewhere the act is told not to have happened.
func (r *reader) polarity(i int, g *reading) {
	if !r.isNegated(i) || r.meansNot(g) || r.saysNo(i, g) {
		return
	}
	outer := ontology.Operator("")
	if g.frame != nil && g.frame.Kind == lexicon.KindOperator {
		outer = g.frame.Op
	}
	switch {
	case outer == ontology.Intend || outer == ontology.Accept:
		if comp, ok := r.c.onto.Compose(ontology.Reject, g.comp); ok {
			g.comp, g.rule = comp, "not("+g.rule+")"
			return
		}
	case outer == ontology.Reject, outer == ontology.Deny:
		g.doubtful = true // "did not rule out": nothing is asserted
		return
	case r.refuses(i) && !hostile(g.comp):
		if comp, ok := r.c.onto.Compose(ontology.Reject, g.comp); ok {
			g.comp, g.rule, g.told = comp, "not("+g.rule+")", true
			if g.mutual && len(g.actors) > 1 {
				g.actors, g.recipients, g.mutual = g.actors[:1], g.actors[1:], false
			}
			return
		}
	}
	g.negated = !g.negated
}

// saysNo reports whether the "no" that negates verb i stands on its content, and has
// been told of that: "held no talks", "has no plans to meet the president".
func (r *reader) saysNo(i int, g *reading) bool {
	c := g.content
	return c != nil && c.word > i && r.t.has(c.word, "det", "no") && (c.negated || slices.Contains(c.comp.Ops, ontology.Reject))
}

// meansNot reports whether the negation belongs to the wording that a frame
// asks for, and so is told already: "would have none of it".
func (r *reader) meansNot(g *reading) bool {
	for _, w := range g.takes {
		switch r.t.lemma(w) {
		case "not", "n't", "never", "no", "none":
			return true
		}
	}
	return false
}

// isNegated reports whether token i or its auxiliary is negated.
func (r *reader) isNegated(i int) bool {
	t := r.t
	if r.notYet(i) {
		return true
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		switch t.lemma(c) {
		case "not", "n't", "never", "neither", "nor":
			if rel := base(t.rel(c)); rel == "advmod" || rel == "cc" {
				return true
			}
		case "no":
			if t.is(c, "det") || t.is(c, "advmod") {
				return true
			}
		case "without":
			if t.is(c, "mark") || t.is(c, "case") {
				return true
			}
		}
		if rel := base(t.rel(c)); (rel == "obj" || rel == "nsubj") && t.has(c, "det", "no") {
			return true
		}
	}
	return false
}

// refuses reports whether a negated verb tells of will: "will not", "would not".
func (r *reader) refuses(i int) bool {
	return r.t.isVerb(i) && r.t.has(i, "aux", "will", "would", "shall", "wo", "'ll", "'d")
}

// isFuture reports whether verb i is in the future, or in the future of the past.
func (r *reader) isFuture(i int) bool {
	t := r.t
	if t.has(i, "aux", "will", "would", "shall", "'ll", "’ll", "'d", "wo") {
		return true
	}
	if r.headline(i) {
		return true
	}
	if t.has(i, "mark", "to") && t.has(i, "cop", "be") {
		return true // "are to meet"
	}
	// "is to meet"; "going to meet"
	if h := t.head(i); h >= 0 && t.is(i, "xcomp") && t.has(i, "mark", "to") {
		return t.lemma(h) == "go" && t.toks[h].XPOS == "VBG" || t.lemma(h) == "be"
	}
	return t.isVerb(i) && t.has(i, "mark", "to") && t.has(i, "aux", "be") || t.has(i, "aux", "be") && t.has(i, "aux", "to")
}

// modal reports whether verb i is only possible, permitted or advised.
func (r *reader) modal(i int) bool {
	return r.t.has(i, "aux", "may", "might", "could", "can", "ca", "should", "must", "ought")
}

// musing begins the names of ways to speak of an act without asserting it.
const musing = "musing: "

// saidTo reports whether i is what somebody "is said to" have done.
func (r *reader) saidTo(i int) bool {
	h := r.t.head(i)
	return h >= 0 && r.t.is(i, "xcomp") && r.says(h) && r.t.passive(h)
}

// irrealis says how token i stands to what the text asserts: asserted (""),
// hypothetical under a condition, or only mused upon ("musing": no event).
func (r *reader) irrealis(i int) string {
	t := r.t
	if t.toks[i].UPOS == "NOUN" || t.toks[i].UPOS == "PROPN" {
		return r.nounIrrealis(i)
	}
	gerund := t.toks[i].XPOS == "VBG" && (t.child(i, "mark") >= 0 || t.child(i, "case") >= 0)
	for steps := 0; i >= 0 && steps < 12; steps++ {
		cond := false
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if !t.is(c, "advcl") {
				continue
			}
			switch t.preposition(c) {
			case "if", "unless", "once", "provided", "only if":
				cond = true
			}
		}
		if t.has(i, "mark", "if", "unless", "whether", "lest") || r.inverted(i) {
			return musing + "if"
		}
		if r.modal(i) || cond && t.has(i, "aux", "would") {
			if cond {
				return "hypothetical"
			}
			return musing + "modal"
		}
		if cond && !t.has(i, "aux", "will", "would", "have") && steps == 0 {
			return ""
		}
		if t.has(i, "mark", "to") && base(t.rel(i)) != "root" && !r.isFuture(i) && !r.ordinal(i) && !r.notYet(i) && !r.saidTo(i) {
			return musing + "infinitive" // an infinitive that nothing took for its content
		}
		switch base(t.rel(i)) {
		case "acl", "advcl":
			if h := t.head(i); h >= 0 && t.has(h, "det", "no") {
				return musing + "no evidence"
			}
			if t.rel(i) == "acl:relcl" {
				return r.habit(i)
			}
			switch t.preposition(i) {
			case "of", "against", "without", "instead of", "for", "from", "rather than":
				return musing + "gerund"
			}
		case "xcomp", "conj":
		case "obj", "obl", "nmod":
			if !gerund { // "may play a role in facilitating talks"
				return r.question()
			}
		case "csubj":
			return musing + "clause"
		default:
			return r.question()
		}
		i = t.head(i)
	}
	return r.question()
}

// inverted reports whether verb i stands in a condition told by the order of
// words: "Had the army sealed the road, …", "Should a shell land, …".
func (r *reader) inverted(i int) bool {
	t := r.t
	subject := t.child(i, "nsubj")
	if subject < i && r.question() == "" {
		for c := t.first[i]; c >= 0 && c < subject; c = t.next[c] {
			if t.is(c, "aux") && (t.toks[c].XPOS == "VBD" || t.lemma(c) == "should") {
				return true
			}
		}
	}
	return false
}

// ordinal reports whether i is what somebody was the first or the last to do.
func (r *reader) ordinal(i int) bool {
	h := r.t.head(i)
	if h < 0 {
		return false
	}
	switch r.t.lemma(h) {
	case "first", "last", "second", "third", "latest", "only":
		return true
	}
	return false
}

// notYet reports whether i is what somebody "has yet to" do.
func (r *reader) notYet(i int) bool {
	h := r.t.head(i)
	if h < 0 || !r.t.is(i, "xcomp") {
		return false
	}
	switch r.t.lemma(h) {
	case "have", "be", "remain":
		return r.t.has(h, "advmod", "yet") || r.t.has(i, "advmod", "yet")
	}
	return false
}

// habit reports musing for what people of some kind do: "those who murder
// children", in the present tense and of nobody in particular.
func (r *reader) habit(i int) string {
	t := r.t
	n := t.head(i)
	if x := t.toks[i].XPOS; x != "VBP" && x != "VBZ" || t.child(i, "aux") >= 0 || t.toks[n].UPOS == "PROPN" {
		return ""
	}
	for c := t.first[n]; c >= 0; c = t.next[c] {
		switch base(t.rel(c)) {
		case "det", "nmod", "nummod", "amod", "compound":
			if l := t.lemma(c); l != "any" && l != "every" && l != "a" && l != "an" {
				return ""
			}
		}
	}
	return musing + "kind"
}

// nounIrrealis tells "any attack", "possible talks", "a possible truce" apart
// from acts that took place.
func (r *reader) nounIrrealis(i int) string {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if (t.is(c, "amod") || t.is(c, "det")) && r.c.frames.InClass(t.lemma(c), "unreal") {
			return musing + "adjective"
		}
	}
	for steps := 0; i >= 0 && steps < 8; steps++ {
		if t.isVerb(i) {
			return r.irrealis(i)
		}
		switch t.preposition(i) {
		case "through", "via", "after", "during", "following", "despite", "since":
			return "" // a means or a time is told as done
		}
		if t.is(i, "nsubj") || t.rel(i) == "acl:relcl" {
			return ""
		}
		i = t.head(i)
	}
	return ""
}

// question reports musing for sentences that end in a question mark.
func (r *reader) question() string {
	if n := len(r.t.toks); n > 0 && r.t.toks[n-1].Form == "?" {
		return musing + "question"
	}
	return ""
}

// status settles the status of an event.
func (r *reader) status(g *reading) parley.Status {
	switch {
	case g.negated:
		return parley.Negated
	case g.failed, r.fruitless(g.core):
		return parley.Failed
	case g.future || r.yetToCome(g) || r.isFuture(g.core) && !g.told && tellsAct(g):
		return parley.Future
	case r.isPast(g.core) && !r.datesDeed(g), r.bygone(g):
		return parley.Historical
	case r.onCondition(g):
		return parley.Hypothetical
	}
	return parley.Actual
}

// datesDeed reports whether the date beside an act in words is that of what it
// speaks of: "was charged with the murder of a journalist in 1999".
func (r *reader) datesDeed(g *reading) bool {
	t := r.t
	switch g.comp.Coding.Type {
	case "ACCUSE", "REQUEST", "AGREE", "THREATEN", "SUPPORT", "REJECT", "CONCEDE":
	default:
		return false
	}
	dated := -1
	for c := t.first[g.core]; c >= 0; c = t.next[c] {
		if c > g.core && r.dates(g.core, c) {
			dated = c
		}
	}
	if dated < 0 {
		return false
	}
	for c := t.first[g.core]; c >= 0; c = t.next[c] {
		if c > g.core && c < dated && (t.is(c, "obl") || t.is(c, "xcomp") || t.is(c, "advcl") || t.is(c, "ccomp") || t.is(c, "obj")) && (r.evokes(c) || t.isVerb(c)) {
			return true
		}
	}
	return false
}

// onCondition reports whether g is a promise or a threat that holds under a
// condition only: "threatened to strike if", "offered talks on condition that".
func (r *reader) onCondition(g *reading) bool {
	switch g.comp.Coding.Type {
	case "AGREE", "CONCEDE", "THREATEN":
	default:
		return false
	}
	t := r.t
	for _, i := range r.told(g) {
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if c < i && t.is(c, "advcl") && i == g.word && i != g.innermost().word {
				continue // "if asked, he promised": a condition of the saying
			}
			switch {
			case t.is(c, "advcl") && binding(t.preposition(c)):
				return true
			case t.lemma(c) == "condition" && t.preposition(c) == "on":
				return true
			}
		}
	}
	return false
}

// told returns the words that a promise or threat is told by: its own, those of
// what it speaks of, and the verbs in its complements.
func (r *reader) told(g *reading) []int {
	out := []int{g.word}
	for c := g.content; c != nil; c = c.content {
		out = append(out, c.word)
	}
	for _, rel := range [...]string{"ccomp", "xcomp", "obj"} {
		out = append(out, r.children(g.word, rel)...)
	}
	return out
}

// binding tells the words that begin conditions.
func binding(mark string) bool {
	switch mark {
	case "if", "unless", "once", "provided", "provide", "only if", "as long as":
		return true
	}
	return false
}

// yetToCome reports whether the verb of an act, or one that lends it its
// grammar, is in the future: "will resume talks".
func (r *reader) yetToCome(g *reading) bool {
	if g.told {
		return false
	}
	for c := g; c != nil; c = c.content {
		act := c.frame == nil || c.frame.Kind == lexicon.KindAct
		if (act || c.frame.Kind == lexicon.KindLight || c.frame.Op == ontology.Begin) && (r.isFuture(c.word) || act && r.isFuture(c.core)) {
			return true
		}
		if act || c.frame.Kind == lexicon.KindOperator && !passesOn(c.frame.Op) || c.frame.Kind == lexicon.KindSay {
			return false
		}
	}
	return false
}

// tellsAct reports whether a frame, or what it passes on, is the act itself, which
// the future tense only plans; to say what one will ask or refuse is to do so.
func tellsAct(g *reading) bool {
	f := g.frame
	if f != nil && f.Op == ontology.Halt {
		return !hostile(g.comp)
	}
	return f == nil || f.Kind == lexicon.KindAct || f.Kind == lexicon.KindLight || f.Kind == lexicon.KindOperator && f.Op == ontology.Begin
}

// bygone reports whether an adjective puts the act into the past: "hosted
// earlier negotiations".
func (r *reader) bygone(g *reading) bool {
	for ; g != nil; g = g.content {
		for c := r.t.first[g.word]; c >= 0; c = r.t.next[c] {
			if r.t.is(c, "amod") && r.c.frames.InClass(lower(r.t.toks[c].Form), "bygone") {
				return true
			}
		}
		if g.frame == nil || g.frame.Kind == lexicon.KindOperator && !passesOn(g.frame.Op) {
			return false
		}
	}
	return false
}

// fruitless reports whether the text says of noun i, or of what it is part of,
// that it led to nothing: "the efforts … did not yield substantial progress".
func (r *reader) fruitless(i int) bool {
	t := r.t
	for steps := 0; i >= 0 && steps < 8; steps++ {
		v := t.head(i)
		if v >= 0 && t.is(i, "nsubj") && r.c.frames.InClass(t.lemma(v), "bring") {
			o := t.child(v, "obj")
			if o < 0 || !r.c.frames.InClass(t.lemma(o), "progress") {
				return false
			}
			if r.isNegated(v) || t.lemma(o) == "little" || t.lemma(o) == "nothing" {
				return true
			}
			for c := t.first[o]; c >= 0; c = t.next[c] {
				if (t.is(c, "amod") || t.is(c, "det")) && r.c.frames.InClass(t.lemma(c), "scant") {
					return true
				}
			}
			h := t.head(v) // "failed to yield results"
			return h >= 0 && t.is(v, "xcomp") && t.lemma(h) == "fail"
		}
		i = v
	}
	return false
}

// isPast reports whether the clause of i is background: in the pluperfect and
// not merely shifted back by reported speech, or dated before the story.
func (r *reader) isPast(i int) bool {
	t := r.t
	for steps := 0; i >= 0 && steps < 8; steps++ {
		if r.datedPast(i) {
			return true
		}
		if t.isVerb(i) {
			if t.has(i, "aux", "have") && r.auxForm(i, "have") == "VBD" {
				return !t.is(i, "ccomp") && !t.is(i, "advcl") && !r.reported(i) && !r.recent(i)
			}
			switch base(t.rel(i)) {
			case "xcomp":
			case "acl": // "on June 5, when they broke off relations"
				h := t.head(i)
				return h >= 0 && r.pastPhrase(h)
			case "conj":
				return r.datedTogether(i)
			case "advcl": // "in 2014 when police fired"
				h := t.head(i)
				return h >= 0 && t.has(i, "", "when", "as", "while", "after", "before") && r.datedPast(h)
			default:
				return false
			}
		}
		i = t.head(i)
	}
	return false
}

// datedTogether reports whether a date in front of the verbs that i is coordinated
// with puts them all into the past: "In January, Chad agreed and then refused".
func (r *reader) datedTogether(i int) bool {
	t := r.t
	h := t.head(i)
	for steps := 0; t.is(h, "conj") && steps < 8; steps++ {
		h = t.head(h)
	}
	if h < 0 {
		return false
	}
	s := t.child(h, "nsubj")
	for c := t.first[h]; c >= 0 && c < s; c = t.next[c] {
		if r.dates(h, c) {
			return true
		}
	}
	return false
}

// recent reports whether verb i is dated by a day of the week or within a day.
func (r *reader) recent(i int) bool {
	if h := r.t.head(i); h >= 0 && r.c.frames.InClass(r.t.lemma(h), "shorttime") {
		return true // "an hour after he had dismissed the general"
	}
	for k := i + 1; k < len(r.t.toks); k++ { // a day behind the verb, wherever the parser hung it
		if tok := &r.t.toks[k]; tok.UPOS == "PUNCT" || tok.UPOS == "VERB" || tok.UPOS == "SCONJ" {
			break
		}
		if weekday(r.t.toks[k].Form) {
			return true
		}
	}
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		switch base(r.t.rel(c)) {
		case "obl", "nmod", "advmod":
			switch l := lower(r.t.lemma(c)); l {
			case "earlier", "before":
				for d := r.t.first[c]; d >= 0; d = r.t.next[d] {
					if r.c.frames.InClass(r.t.lemma(d), "shorttime") || r.t.lemma(d) == "week" && r.t.has(d, "det", "a") {
						return true
					}
				}
			case "day", "hour", "night", "morning", "evening", "afternoon", "yesterday", "overnight", "week", "midnight", "dawn":
				return !r.pastPhrase(c)
			default:
				if strings.HasSuffix(l, "day") && r.isTime(c) {
					return true
				}
			}
		}
	}
	return false
}

// weekday reports whether s is the name of a day.
func weekday(s string) bool {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if s == d.String() {
			return true
		}
	}
	return false
}

func (r *reader) auxForm(i int, lemma string) string {
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if r.t.is(c, "aux") && r.t.lemma(c) == lemma {
			return r.t.toks[c].XPOS
		}
	}
	return ""
}

// reported reports whether i stands in the content of a verb of saying.
func (r *reader) reported(i int) bool {
	for steps := 0; i >= 0 && steps < 8; steps++ {
		if r.t.is(i, "ccomp") || r.t.child(i, "parataxis") >= 0 {
			return true
		}
		i = r.t.head(i)
	}
	return false
}

// datedPast reports whether a year or a phrase like "last year", "a decade
// ago" beside i puts it more than about two weeks before publication.
func (r *reader) datedPast(i int) bool {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "obl") && weekday(t.toks[c].Form) && !t.has(c, "amod", "last") { // "on Tuesday": other dates are those of other things
			return false
		}
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if r.dates(i, c) || t.isVerb(i) && c > i && r.datedBehind(c) {
			return true
		}
	}
	return false
}

// dates reports whether dependent c of i puts it into the past.
func (r *reader) dates(i, c int) bool {
	switch base(r.t.rel(c)) {
	case "obl", "nmod", "advmod", "advcl":
		return r.pastPhrase(c) && !r.behindClause(i, c)
	}
	return false
}

// datedBehind reports whether an earlier month ends the phrase of c, an object or
// the like of a verb: "closed the camp for displaced people in April".
func (r *reader) datedBehind(c int) bool {
	t := r.t
	if !t.is(c, "obj") && !t.is(c, "obl") && !t.is(c, "nmod") || r.evokes(c) {
		return false
	}
	for d := t.first[c]; d >= 0; d = t.next[d] {
		if d < c || !t.is(d, "nmod") && !t.is(d, "advmod") {
			continue
		}
		if t.lemma(d) == "ago" && r.pastPhrase(d) {
			return true
		}
		if m := month(t.toks[d].Form); m > 0 && t.preposition(d) == "in" && r.monthPast(d, m) || r.datedBehind(d) {
			return true
		}
	}
	return false
}

// behindClause reports whether phrase c stands between verb i and a relative
// clause of its subject, to whose end it rather belongs: "the state, which held
// talks last year, called".
func (r *reader) behindClause(i, c int) bool {
	t := r.t
	s := t.child(i, "nsubj")
	if s < 0 || c < s || c > i {
		return false
	}
	for d := t.first[s]; d >= 0; d = t.next[d] {
		if t.is(d, "acl") && d < c {
			return true
		}
	}
	return false
}

// pastPhrase reports whether phrase i names a time before the story: an earlier
// year, "last month", "two decades ago".
func (r *reader) pastPhrase(i int) bool {
	t := r.t
	if y := year(t.toks[i].Form); y > 0 {
		return y < r.year && t.preposition(i) != "since"
	}
	if m := month(t.toks[i].Form); m > 0 {
		return r.monthPast(i, m)
	}
	if day, err := strconv.Atoi(t.toks[i].Form); err == nil && day <= 31 { // "on April 5"
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if m := month(t.toks[c].Form); m > 0 {
				return r.monthPast(i, m)
			}
		}
	}
	switch t.lemma(i) {
	case "spring", "summer", "autumn", "winter", "fall":
		return t.has(i, "amod", "last", "previous")
	case "week":
		if t.has(i, "", "ago") || t.has(t.head1(i), "", "ago") {
			for c := t.first[i]; c >= 0; c = t.next[c] {
				if t.is(c, "nummod") {
					switch lower(t.toks[c].Form) {
					case "one", "two", "1", "2", "a":
						return false
					}
					return true
				}
			}
		}
	case "ago":
		return t.has(i, "", "month", "year", "decade", "century") || t.head(i) >= 0 && r.c.frames.InClass(t.lemma(t.head(i)), "longtime")
	case "year", "month", "decade", "century":
		if t.has(i, "", "last", "previous", "ago") {
			return true
		}
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if y := year(t.toks[c].Form); y > 0 && y < r.year && !t.is(c, "punct") && !r.evokes(i) {
			return true
		}
		if t.lemma(c) == "ago" && (t.lemma(i) == "year" || t.lemma(i) == "month" || t.lemma(i) == "decade") {
			return true
		}
	}
	return false
}

// monthPast reports whether phrase i, which names month m, lies more than two
// weeks before publication: the last such month, on its day or in its middle.
func (r *reader) monthPast(i int, m time.Month) bool {
	switch r.t.preposition(i) {
	case "since", "until", "by", "from", "till", "to":
		return false
	}
	if r.date.IsZero() {
		return false
	}
	y := r.date.Year()
	if m > r.date.Month() {
		y--
	}
	about := time.Date(y, m, 15, 0, 0, 0, 0, time.UTC)
	for _, k := range append(r.children(i, "nummod"), append(r.children(i, "nmod"), i)...) {
		if day, err := strconv.Atoi(r.t.toks[k].Form); err == nil && day >= 1 && day <= 31 {
			about = time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
		}
	}
	days := r.date.Sub(about).Hours() / 24
	return days > 15 && days < 366
}

// month reads the name of a month; 0 when s is none.
func month(s string) time.Month {
	for m := time.January; m <= time.December; m++ {
		if name := m.String(); s == name || len(s) > 3 && s[len(s)-1] == '.' && strings.HasPrefix(name, s[:len(s)-1]) {
			return m
		}
	}
	return 0
}

// year reads a four-digit year, or one of "1990s"; 0 when s is none.
func year(s string) int {
	if len(s) == 5 && s[4] == 's' {
		s = s[:4]
	}
	if len(s) != 4 {
		return 0
	}
	n := 0
	for _, d := range []byte(s) {
		if d < '0' || d > '9' {
			return 0
		}
		n = n*10 + int(d-'0')
	}
	if n < 1800 || n > 2100 {
		return 0
	}
	return n
}
