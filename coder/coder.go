// Package coder reads events out of parsed sentences: who did what to whom,
// according to whom, with the words that say so.
//
// It follows the algebra of PLOVER and CAMEO: words of the lexicon name base
// acts (meet, attack) or operators over them (urge, refuse, break off). The
// coder finds them in the dependency tree, fills their slots, composes
// operators with acts to any depth, looks the composition up in package
// ontology, and resolves the parties with package lexicon. Every event carries
// the chain of frames that made it; [Coder.Explain] tells more.
package coder

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"parley"
	"parley/lexicon"
	"parley/nlp"
	"parley/ontology"
)

// Revision numbers the coding behaviour. It changes whenever the same text
// may give other events:
//
//	1  2026-11  first revision
//	2  2026-11  the ranker judges readings; several parties behind one word;
//	            mediators; verbs without frames; acts typed by who does them
//	3  2026-11  recipients weighed, and found in what words speak of; events kept by
//	            whether the text tells of them; relations judged by learned weights
//	4  2026-11  dates and places
//	5  2026-11  truces told of by themselves; denials of what was told before; who
//	            seeks, shuns or vouches for talks in words that name no act; halves of
//	            a divided country
const Revision = 5

// Coder turns parsed sentences into events. It is immutable and safe for
// concurrent use.
type Coder struct {
	lex     *lexicon.Lexicon
	frames  *lexicon.Frames
	onto    *ontology.Ontology
	ranker  *Ranker
	vectors Vectors
	readers sync.Pool
}

// New returns a coder over a lexicon of actors, a set of frames, a ranker and
// word vectors.
func New(lex *lexicon.Lexicon, frames *lexicon.Frames, ranker *Ranker, vectors Vectors) *Coder {
	c := &Coder{lex: lex, frames: frames, onto: ontology.Default(), ranker: ranker, vectors: vectors}
	c.readers.New = func() any {
		r := &reader{c: c, t: &tree{}}
		r.t.time = r.isTime
		r.t.verb = func(lemma string) (known bool) {
			frames.Match(lemma, 'v', func(*lexicon.Frame, string) bool { known = true; return false })
			return known
		}
		r.t.class = frames.InClass
		return r
	}
	return c
}

// reader is the scratch space of one document's reading.
type reader struct {
	c    *Coder
	t    *tree
	text string
	doc  memory
	date time.Time
	year int

	// per token of the sentence
	times    []timeAt  // expressions of the sentence
	places   []placeAt // names of places in it
	found    *Found    // what was found in the document
	state    []byte
	memo     [][]*reading
	looked   []bool
	who      []*partyInfo
	barred   []bool      // a frame of the token was ruled out by its company
	carried  [][]int     // tokens that stand for the parties of a word for several
	site     site        // of the slots last looked for; see slotTokens
	slots    []namedSlot // what was found there
	between  [][]int     // the go-betweens that tokens name, where brokered says that they were looked for
	brokered []bool
	evoking  []answer // whether tokens evoke a frame
	nameless []bool   // of modifiers that name nobody
	budget   int      // readings still to be tried

	alts       [][]*reading // what other frames make of a token
	hooks      hooks        // of those who train
	evidence   evidenceList
	fillers    evidenceList
	topic      [nlp.VectorSize]float32 // mean vector of the sentence's words
	topicKnown bool
	likes      [typerSize]float32

	buf   []string
	note_ func(format string, args ...any) // tells why, when explaining; nil otherwise
}

const (
	fresh byte = iota
	busy
	done
)

// answer is what is known of a question about a token.
type answer byte

const (
	unknown answer = iota
	no
	yes
)

// Code returns the events of a document in the order of the text. The
// sentences must be parsed and lemmatised, with offsets into doc.Text. Without
// what was found in it, the events have no date and no place of their own.
func (c *Coder) Code(doc *parley.Document, sents []nlp.Sentence, found Found) []parley.Event {
	return c.code(doc, sents, found, nil, hooks{})
}

// hooks are told of what is read on the way, when training; nil otherwise.
type hooks struct {
	sample  func(ev *parley.Event, evidence []Feature)                       // every candidate
	filling func(ev *parley.Event, party []parley.Quote, evidence []Feature) // every party that may be a recipient
	kept    func(ev *parley.Event, told float64)                             // every event that is given
}

func (c *Coder) code(doc *parley.Document, sents []nlp.Sentence, found Found, note func(string, ...any), hooks hooks) []parley.Event {
	r := c.readers.Get().(*reader)
	defer c.readers.Put(r)
	r.open(doc, note)
	r.found, r.hooks = &found, hooks
	var events []parley.Event
	for k := range sents {
		if len(sents[k].Tokens) == 0 || sents[k].Kind == nlp.Dateline || sents[k].Kind == nlp.Byline {
			continue
		}
		if !r.sentence(&sents[k]) {
			r.tell("\nsentence %d: passed over, its heads form no tree", k)
			continue
		}
		r.explainParse(k)
		r.locate()
		for _, g := range r.chosen() {
			for _, g := range r.bothWays(g) {
				if ev, g, ok := r.best(g); ok && !r.toldTwice(events, k, &ev, g) {
					ev.Document, ev.Index = doc.ID, k
					ev.Sentence = r.quote(sents[k].Span)
					ev.ID = id(&ev)
					ev.Date, ev.Place = r.dated(g, &ev), r.placed(g, &ev)
					r.explainWhere(&ev)
					if same := sameTold(events, &ev); same != nil { // two words for one act
						r.tell("  %q: the same as %q, the likelier stays", r.t.toks[g.word].Form, same.Trigger.Text)
						if ev.Confidence > same.Confidence {
							*same = ev
						}
						continue
					}
					if r.hooks.kept != nil {
						r.hooks.kept(&ev, g.likely)
					}
					events = append(events, ev)
					r.remember(&ev, g)
				}
			}
		}
		r.note()
	}
	return events
}

// toldTwice reports whether the sentence told of the act before, and a noun only
// names it again: "met in Nanjing in their first talks since 1949".
func (r *reader) toldTwice(events []parley.Event, k int, ev *parley.Event, g *reading) bool {
	if toldOfMediator(events, ev) {
		r.tell("  %q: told before, of the mediator", r.t.toks[g.word].Form)
		return true
	}
	if r.pos(g.word) != 'n' {
		return false
	}
	for i := len(events) - 1; i >= 0 && events[i].Index == k; i-- {
		if e := &events[i]; e.Type == ev.Type && samePeople(e.Actors, ev.Actors) && (len(ev.Recipients) == 0 || samePeople(e.Recipients, ev.Recipients)) {
			r.tell("  %q: told before", r.t.toks[g.word].Form)
			return true
		}
	}
	return false
}

// toldOfMediator reports whether ev only says of a mediator what an event before it in the
// sentence has him for: "accepted a truce mediated by Oman".
func toldOfMediator(events []parley.Event, ev *parley.Event) bool {
	if ev.CAMEO != "045" || len(ev.Recipients) > 0 {
		return false
	}
	for i := len(events) - 1; i >= 0 && events[i].Index == ev.Index; i-- {
		for _, th := range events[i].Third {
			if th.Role == parley.RoleMediator && mentions(ev.Actors, th.Party) {
				return true
			}
		}
	}
	return false
}

// sameTold returns the event of ev's sentence that is the same act by another word,
// or nil: "Israeli strikes killed six villagers".
func sameTold(events []parley.Event, ev *parley.Event) *parley.Event {
	for i := len(events) - 1; i >= 0 && events[i].Index == ev.Index; i-- {
		if sameAct(&events[i], ev) {
			return &events[i]
		}
	}
	return nil
}

// sameAct reports whether two events of a sentence are one act: of the same type,
// status and parties. Of one word, what differs in coding is told apart, but for
// charges: "accused it of shelling a village and killing ten" is one. A blow is
// the same when only one of the two tells what it hit.
func sameAct(a, b *parley.Event) bool {
	if a.Type != b.Type || a.Status != b.Status || otherWay(a, b) || !sameList(a.Actors, b.Actors) {
		return false
	}
	if a.Type == "ASSAULT" && (len(a.Recipients) == 0 || len(b.Recipients) == 0) {
		return true
	}
	return sameList(a.Recipients, b.Recipients) && (a.CAMEO == b.CAMEO || a.Type == "ACCUSE" || !a.Trigger.Span.Overlaps(b.Trigger.Span))
}

func sameList(a, b []parley.Party) bool { return len(a) == len(b) && samePeople(a, b) }

// otherWay reports whether two acts short of violence are done in different ways: who
// cuts trade and downgrades ties does two things.
func otherWay(a, b *parley.Event) bool {
	return a.Type != "ASSAULT" && len(a.Modes) > 0 && len(b.Modes) > 0 && a.Modes[0] != b.Modes[0]
}

func samePeople(a, b []parley.Party) bool {
	for _, p := range b {
		if !mentions(a, p) {
			return false
		}
	}
	return len(a) >= len(b)
}

func (r *reader) open(doc *parley.Document, note func(string, ...any)) {
	r.text, r.date, r.note_ = doc.Text, doc.Published, note
	r.year = doc.Published.Year()
	if doc.Published.IsZero() {
		r.year = 3000
	}
	r.doc.reset()
}

// sentence makes the reader ready for one sentence; false when its heads form
// no tree, as may be in trees that were given.
func (r *reader) sentence(sent *nlp.Sentence) bool {
	if !r.t.reset(sent) {
		return false
	}
	n := len(sent.Tokens)
	r.budget = maxReads
	r.topicKnown = false
	r.site, r.slots = site{word: -1}, r.slots[:0]
	r.state = renew(r.state, n)
	r.memo = renew(r.memo, n)
	r.alts = renew(r.alts, n)
	r.carried = renew(r.carried, n)
	r.between, r.brokered = renew(r.between, n), renew(r.brokered, n)
	r.evoking, r.nameless = renew(r.evoking, n), renew(r.nameless, n)
	r.barred = renew(r.barred, n)
	r.looked = renew(r.looked, n)
	r.who = renew(r.who, n)
	return true
}

func renew[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	s = s[:n]
	clear(s)
	return s
}

// chosen returns the readings of the sentence that are acts of their own: those
// that no other reading took for its content.
func (r *reader) chosen() []*reading {
	var all []*reading
	for i := range r.t.toks {
		all = append(all, r.readings(i)...)
	}
	// outer readings first, so that they claim their contents
	depth := func(g *reading) (d int) {
		for c := g.content; c != nil; c = c.content {
			d++
		}
		return d
	}
	sort.SliceStable(all, func(a, b int) bool { return depth(all[a]) > depth(all[b]) })
	claims := make(map[int]int, len(all)) // token → word of the reading that took it
	for _, g := range all {
		if _, taken := claims[g.word]; taken {
			continue
		}
		if len(g.actors) == 0 && !r.mayRecall(g) {
			continue // nobody does it: what it speaks of stands for itself
		}
		for c := g; c != nil; c = c.content {
			if _, taken := claims[c.word]; !taken && c != g {
				claims[c.word] = g.word
			}
			for _, w := range c.takes {
				if _, taken := claims[w]; !taken && w != g.word {
					claims[w] = g.word
				}
			}
		}
	}
	kept := all[:0]
	for _, g := range all {
		// "renewed talks", where "talks" is part of something else
		if by, taken := claims[contentWord(g)]; taken && by != g.word && r.t.head(g.word) == contentWord(g) {
			continue
		}
		if by, taken := claims[g.word]; taken {
			r.tell("  %q: part of the reading of %q", r.t.toks[g.word].Form, r.t.toks[by].Form)
			continue
		}
		kept = append(kept, g)
	}
	kept = r.absorbCauses(r.absorbTolls(kept))
	for i := range r.t.toks {
		if _, taken := claims[i]; !taken && len(r.readings(i)) == 0 {
			if g := r.strange(i); g != nil {
				kept = append(kept, g)
			}
		}
	}
	sort.SliceStable(kept, func(a, b int) bool { return kept[a].word < kept[b].word })
	return kept
}

// contentWord is the word of what a reading speaks of, or -1.
func contentWord(g *reading) int {
	if g.content == nil {
		return -1
	}
	return g.content.word
}

func (r *reader) tell(format string, args ...any) {
	if r.note_ != nil {
		r.note_(format, args...)
	}
}

// event makes the record of a reading; false when it is no event, with the
// reason told.
func (r *reader) event(g *reading) (parley.Event, bool) {
	word := r.t.toks[g.word].Form
	drop := func(why string) (parley.Event, bool) {
		r.tell("  %q: %s (%s): dropped, %s", word, g.comp, g.rule, why)
		return parley.Event{}, false
	}
	r.visiting(g)
	r.courting(g)
	if why := r.takeUp(g); why != "" {
		return drop(why)
	}
	if !g.mutual {
		g.recipients = r.apart(r.others(g.recipients, g.actors), g.actors)
	}
	if why := r.unfit(g); why != "" {
		return drop(why)
	}
	r.reach(g)
	r.counterpart(g)
	if g.weak = r.weakness(g); g.weak != "" && r.c.ranker.untrained() {
		return drop(g.weak)
	}
	status := r.status(g)
	g.mood = r.irrealis(g.core)
	switch {
	case g.mood == musing+"if", g.mood != "" && r.question() != "", strings.HasPrefix(g.mood, musing) && (r.c.ranker.untrained() || r.analysed(g.core)):
		return drop("possible, planned for or asked, not told")
	case g.mood == "hypothetical" && g.comp.Coding.Type == "REJECT" && g.told: // "will not talk unless" is a refusal
	case g.mood == "hypothetical", g.mood == musing+"modal":
		status = parley.Hypothetical
	}
	r.recall(g)
	r.recallDeed(g)
	r.sides(g, status)
	ev := parley.Event{Status: status, CAMEO: g.comp.Coding.CAMEO, Rule: g.rule}
	ev.Actors = r.partyList(g.actors)
	if len(ev.Actors) == 0 {
		return drop("nobody is told to do it")
	}
	ev.Recipients = r.partyList(without(g.recipients, g.actors))
	r.matter(g)
	r.atHome(&ev, g)
	for _, th := range g.third {
		if th.role == parley.RoleAbout && g.comp.Base.Name == "withdraw" && len(g.comp.Ops) == 0 && status != parley.Future && status != parley.Hypothetical {
			continue // where somebody left is where it took place
		}
		if p, ok := r.toParty(th.token); ok && !r.idle(th.role, th.token) && !mentions(ev.Actors, p) && !mentions(ev.Recipients, p) {
			ev.Third = append(ev.Third, parley.Third{Role: th.role, Party: p})
		}
	}
	r.brokers(g, &ev)
	r.settle(&ev, g)
	if len(ev.Recipients) == 0 && needsRecipient(ev.Type, g.comp.Base.Name) && !leaves(g) && !(g.mutual && len(ev.Actors) > 1) {
		if g.weak = "it needs a recipient"; r.c.ranker.untrained() {
			return drop(ev.Type + " needs a recipient")
		}
	}
	r.concerned(g, &ev)
	ev.SaidBy = r.speakers(g.core)
	if r.announces(g, &ev) {
		r.announce(g, &ev)
	}
	if r.pledges(g, &ev) {
		r.rule(g, "what its own side says it will do is promised, what it will not is refused")
		ev.Status = parley.Actual
	}
	if r.utters(g) {
		if all := len(ev.SaidBy); all > 0 {
			if ev.SaidBy = r.notActing(ev.SaidBy, &ev); len(ev.SaidBy) < all {
				r.rule(g, "the saying is the act: who says it acts, and is no source")
			}
		}
	}
	if g.answer && !g.negated { // whom it answers does not vouch for it
		ev.SaidBy = slices.DeleteFunc(ev.SaidBy, func(s parley.Speaker) bool {
			return mentions(ev.Recipients, parley.Party{Mention: s.Mention})
		})
	}
	if g.denier >= 0 {
		ev.SaidBy = r.addSpeaker(nil, g.denier)
		r.rule(g, "a denial is the denied event, negated, with the denier as its source")
	}
	ev.Trigger = r.trigger(g)
	sum := r.judge(g, &ev)
	ev.Confidence, g.likely = r.c.ranker.Confidence(sum.right), 1/(1+math.Exp(-sum.told))
	if g.answer {
		ev.Confidence, g.likely = max(ev.Confidence, answered), max(g.likely, answered)
	}
	if r.hooks.sample != nil {
		r.hooks.sample(&ev, r.evidence.list)
	}
	r.explainEvent(g, &ev, r.evidence.list)
	return ev, true
}

// utters reports whether the act is done in saying so: who says that he agrees
// or refuses acts, who says that he attacked tells.
func (r *reader) utters(g *reading) bool {
	if g.negated {
		return false
	}
	if g.frame != nil && g.frame.Kind == lexicon.KindSay {
		return true
	}
	switch g.comp.Coding.Type {
	case "AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return true
	}
	return false
}

// notActing leaves out speakers who are the actor: "the group said it would".
func (r *reader) notActing(list []parley.Speaker, ev *parley.Event) []parley.Speaker {
	var out []parley.Speaker
	for _, s := range list {
		if !mentions(ev.Actors, parley.Party{Mention: s.Mention}) {
			out = append(out, s)
		}
	}
	return out
}

// settle sets type, modes, contexts, quad and score. What is promised for the
// future is coded as the promise: a future CONSULT, SUPPORT, COOPERATE or AID
// is AGREE, a future RETREAT is CONCEDE.
func (r *reader) settle(ev *parley.Event, g *reading) {
	coding := r.byWhom(g, ev, g.comp.Coding)
	if ev.Status == parley.Future || ev.Status == parley.Hypothetical {
		switch coding.Type {
		case "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE":
			if planned, ok := r.c.onto.Compose(ontology.Intend, g.comp); ok {
				coding = planned.Coding
				r.rule(g, "what is planned or conditional is coded as the promise of it")
			}
		}
	}
	if coding.Type == "ASSAULT" {
		coding = r.weaponed(g, coding)
	}
	ev.CAMEO = coding.CAMEO
	ev.Type = string(coding.Type)
	if coding.Type == "CONSULT" && coding.Mode == "" && g.comp.Base.Family == "consult" {
		if coding.Mode = r.meetingMode(g, ev); coding.Mode != "" {
			r.rule(g, "the mode of a meeting follows from who met where")
		}
		if coding.Mode == "third-party" && coding.CAMEO == "040" {
			ev.CAMEO = "044"
		}
	}
	if coding.Mode != "" {
		ev.Modes = []string{coding.Mode}
	}
	info, _ := r.c.onto.Type(coding.Type)
	ev.Quad, ev.Score = info.Quad, r.c.onto.Score(coding.Type, coding.Mode)
	ev.Contexts = append(ev.Contexts, g.comp.Base.Contexts...)
	if len(ev.Contexts) == 0 {
		if row, ok := r.c.onto.Crosswalk(coding.CAMEO); ok {
			ev.Contexts = append(ev.Contexts, row.Contexts...)
		}
	}
}

func (r *reader) partyList(tokens []int) []parley.Party {
	var out []parley.Party
	for _, i := range tokens {
		if p, ok := r.toParty(i); ok && !mentions(out, p) {
			out = append(out, p)
		}
	}
	return out
}

func mentions(list []parley.Party, p parley.Party) bool {
	for _, q := range list {
		if q.Mention.Span == p.Mention.Span {
			return true
		}
	}
	return false
}

// trigger is the stretch from the first to the last word of the act's name.
func (r *reader) trigger(g *reading) parley.Quote {
	s := r.t.toks[g.core].Span
	for _, w := range g.words {
		if w > g.core-7 && w < g.core+7 {
			s = s.Join(r.t.toks[w].Span)
		}
	}
	return r.quote(s)
}

// id hashes document, span, type and parties.
func id(ev *parley.Event) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\x00%d\x00%d\x00%s\x00%s", ev.Document, ev.Trigger.Span.Start, ev.Trigger.Span.End, ev.Type, ev.CAMEO)
	for _, list := range [][]parley.Party{ev.Actors, ev.Recipients} {
		b.WriteByte(0)
		for _, p := range list {
			fmt.Fprintf(&b, "%d-%d;", p.Mention.Span.Start, p.Mention.Span.End)
		}
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:8])
}
