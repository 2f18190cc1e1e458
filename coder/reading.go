package coder

import (
	"slices"
	"sort"

	"parley"
	"parley/lexicon"
	"parley/ontology"
)

// A reading is one way to understand a word as an act: a frame with its slots
// filled, composed with what its content means.
type reading struct {
	frame      *lexicon.Frame // nil for an act without a frame ("agreed to do so")
	word       int            // the token that evokes the frame
	core       int            // the token whose clause tells of the act: not the verb of saying
	words      []int          // tokens of the trigger: the word, its particle, the noun that a light verb carries
	comp       ontology.Composed
	rule       string
	actors     []int
	recipients []int
	third      []third
	content    *reading
	takes      []int // words that its slots ask for by class: part of its name
	mutual     bool
	negated    bool
	failed     bool
	future     bool
	doubtful   bool
	told       bool // an act of will already done, whatever its tense: "will not talk"
	denier     int  // who denies it, or -1
	score      float64
	rulings    []string // of the code book that were applied, when explaining
	spared     bool     // its recipient was taken away, to see
	reached    bool     // its recipient stands in what it speaks of, in no slot
	weak       string   // see weakness
	mood       string   // see irrealis
	likely     float64  // how likely the text tells of it, whoever its parties are
	strange    float64  // how sure the type is, of a verb that no frame reads; else 0
	known      bool     // of a strange verb: frames have its word, but none fits
	other      bool     // another frame of the word fits better
	sided      int      // of a mutual act, how many of the actors are its subject
	filled     bool     // its recipient is one that no slot named; see filled
}

type third struct {
	role  parley.Role
	token int
}

// A setting is what surrounds a word when it is read as the content of another.
type setting struct {
	actor    int   // who acts by control, or -1
	actsOnly bool  // control reaches acts only, not operators: one does not reject one's own offer
	hosts    []int // words whose prepositions may belong to this one
	depth    int
	content  bool // read as somebody's content: unknown verbs are deeds
}

var alone = setting{actor: -1}

// maxDepth bounds operators over operators, maxReads the words looked at for a
// sentence: both are far above what any text needs, and keep odd trees from
// taking long.
const (
	maxDepth = 7
	maxReads = 20_000
)

// readings returns what token i means by itself. The result is kept for the sentence.
func (r *reader) readings(i int) []*reading {
	switch r.state[i] {
	case done:
		return r.memo[i]
	case busy:
		return nil
	}
	r.state[i] = busy
	r.memo[i] = r.read(i, alone)
	r.state[i] = done
	return r.memo[i]
}

// evokes reports whether token i may evoke any frame, whatever its slots hold.
func (r *reader) evokes(i int) bool {
	pos := r.pos(i)
	if pos == 0 {
		return false
	}
	found := false
	r.match(i, pos, func(*lexicon.Frame, string) bool { found = true; return false })
	return found
}

// match calls yield with the frames that token i may evoke; those of a compound
// ("phone call", "air strike") come first.
func (r *reader) match(i int, pos byte, yield func(f *lexicon.Frame, particle string) bool) {
	lemma := r.frameLemma(i)
	if joined := r.hyphenated(i); joined != "" && r.c.frames.Has(joined) {
		r.c.frames.Match(joined, pos, yield)
		return
	}
	if pos == 'n' && i > 0 && r.t.is(i-1, "compound") && r.t.head(i-1) == i {
		going := true
		r.c.frames.Match(lower(r.t.lemma(i-1))+" "+lemma, pos, func(f *lexicon.Frame, p string) bool {
			going = yield(f, p)
			return going
		})
		if !going {
			return
		}
	}
	r.c.frames.Match(lemma, pos, yield)
}

// hyphenated returns the word that token i ends where a hyphen stands before it:
// "sit-in", "test-fire"; or "".
func (r *reader) hyphenated(i int) string {
	if i < 2 || r.t.toks[i-1].Form != "-" || r.t.toks[i-1].Span.End != r.t.toks[i].Span.Start || r.t.toks[i-2].Span.End != r.t.toks[i-1].Span.Start {
		return ""
	}
	return lower(r.t.lemma(i-2)) + "-" + lower(r.t.lemma(i))
}

// pos returns the part of speech that frames know, or 0.
func (r *reader) pos(i int) byte {
	switch upos := r.t.toks[i].UPOS; upos {
	case "VERB":
		if r.t.is(i, "amod") && i > 0 && r.t.toks[i-1].Form == "-" {
			return 0 // "a Saudi-led raid" tells of one act, the raid
		}
		return 'v'
	case "NOUN", "PROPN", "ADJ":
		switch {
		case upos != "PROPN" && r.t.child(i, "obj") > i: // "Rebels free hostages"
			return 'v'
		case upos == "ADJ":
			return 'a'
		}
		return 'n'
	}
	return 0
}

// frameLemma is the lemma as frames write it: in lower case, for headlines
// write "Talks", and as rules cannot know: with an "e" ("blockaded"), or without
// the second of two letters ("gassed").
func (r *reader) frameLemma(i int) string {
	lemma := r.t.lemma(i)
	switch r.t.toks[i].UPOS {
	case "PROPN":
		return lower(lemma)
	case "VERB":
		if lemma == "" || r.c.frames.Has(lemma) {
			break
		}
		for _, other := range [...]string{lemma + "e", lemma[:len(lemma)-1]} {
			if r.c.frames.Has(other) {
				return other
			}
		}
	}
	return lemma
}

// read returns the readings of token i in a setting: those of the frame that
// fits best, one for each coordinated content.
func (r *reader) read(i int, set setting) []*reading {
	pos := r.pos(i)
	if pos == 0 || set.depth > maxDepth || r.budget <= 0 {
		return nil
	}
	r.budget--
	set.depth++
	s := site{word: i, pos: pos, hosts: set.hosts, actor: set.actor}
	var best, others []*reading
	order := 0.0
	r.match(i, pos, func(f *lexicon.Frame, particle string) bool {
		order += 0.001
		p := -1
		if particle != "" {
			if p = r.particle(i, particle); p < 0 {
				return true
			}
		}
		s.moved = 0
		if p >= 0 && r.t.head(p) != i {
			s.moved = r.t.head(p) + 1
		}
		got := r.try(f, s, set)
		for _, g := range got {
			if f.Kind != lexicon.KindSay {
				g.words = append([]int{i}, g.words...)
			}
			if p >= 0 {
				g.words = append(g.words, p)
				g.score++
			}
			g.score -= order
		}
		switch {
		case len(got) == 0:
		case len(best) == 0 || got[0].score > best[0].score:
			others, best = append(others, best...), got
		default:
			others = append(others, got...)
		}
		return true
	})
	if len(best) == 0 && pos == 'v' && set.content {
		best = []*reading{r.deed(s)}
	}
	for _, g := range best {
		r.polarity(i, g)
	}
	if set.depth == 1 && len(best) == 1 { // read by itself
		r.alts[i] = r.alternatives(best[0], others)
	}
	return best
}

// alternatives returns the best two of the readings by other frames that code
// a word differently.
func (r *reader) alternatives(best *reading, others []*reading) []*reading {
	var out []*reading
	sort.SliceStable(others, func(a, b int) bool { return others[a].score > others[b].score })
	for _, g := range others {
		if g.comp.Coding != best.comp.Coding && len(out) < 2 {
			g.other = true
			r.polarity(g.word, g)
			out = append(out, g)
		}
	}
	return out
}

// particle finds "out" in "carried out": a particle or a bare preposition of verb i.
func (r *reader) particle(i int, particle string) int {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		switch base(t.rel(c)) {
		case "compound", "advmod", "case", "mark":
			if t.lemma(c) == particle {
				return c
			}
		case "obl", "advcl", "nmod", "obj":
			if n := t.child(c, "nummod"); c > i+1 && t.lemma(i+1) == particle && (t.head(i+1) == n || t.is(i+1, "fixed")) { // "handed [over 20] lorries"
				return i + 1
			}
			if k := t.child(c, "case"); k >= 0 && t.lemma(k) == particle {
				return k
			}
			if k := t.child(c, "mark"); k >= 0 && t.lemma(k) == particle {
				return k
			}
		}
	}
	return -1
}

// deed reads a verb without a frame as something done, for operators to work on:
// as the plainest act of the type that its words are surely like, if any.
func (r *reader) deed(s site) *reading {
	comp, _ := r.c.onto.Plain("do")
	if typ, p := r.likeliest(s.word); p >= sureDeed {
		if like, ok := r.c.onto.Plain(typicalAct[typ]); ok {
			comp = like
		}
	}
	g := &reading{word: s.word, core: s.word, words: []int{s.word}, comp: comp, rule: "deed", denier: -1, score: -1}
	g.actors = r.partiesAt(s, slotsOf("subj"))
	g.recipients = r.notOwn(r.partiesAt(s, slotsOf("obj", "with", "to", "against", "from")), g.actors)
	return g
}

func slotsOf(names ...string) []lexicon.Slot {
	out := make([]lexicon.Slot, len(names))
	for i, n := range names {
		out[i].Name = n
	}
	return out
}

// try fills the slots of frame f at s; nil when it does not fit.
func (r *reader) try(f *lexicon.Frame, s site, set setting) []*reading {
	if f.Silent && s.pos == 'v' && set.depth == 1 && f.Kind == lexicon.KindAct {
		return nil // only as what others are asked or promised to do
	}
	s.deep = f.Kind == lexicon.KindAct || f.Op == ontology.Reject || f.Op == ontology.Accept || f.Op == ontology.Appeal && len(f.Need) > 0 && f.Need[0][0].Words != nil
	for _, slot := range f.Not {
		if len(r.fill(s, slot)) > 0 {
			r.barred[s.word] = true
			return nil
		}
	}
	score := 0.0
	if f.Silent && s.pos == 'v' {
		score -= 3 // words that tell of the act by themselves come first
	}
	var takes []int
	if len(f.Need) > 0 && !r.needs(f, s, &score, &takes) {
		return nil
	}
	if set.actsOnly && f.Kind == lexicon.KindOperator {
		s.actor = -1
	}
	g := &reading{frame: f, word: s.word, core: s.word, rule: f.Name, mutual: f.Mutual, denier: -1, score: score, takes: takes}
	g.actors = r.partiesAt(s, f.Fillers(lexicon.RoleActor))
	if len(g.actors) == 0 {
		g.actors = r.sentThemselves(s, f)
	}
	if f.Kind == lexicon.KindAct {
		g.actors = r.wielders(s, g.actors)
		if len(g.actors) == 0 {
			g.actors = r.multitude(s, f)
		}
	}
	to := r.recipientSlots(f, s)
	g.recipients = without(r.partiesAt(s, to), g.actors)
	if len(g.recipients) == 0 && f.Kind == lexicon.KindAct {
		g.recipients = r.placesAt(s, f, g.actors, takes)
	}
	if len(g.recipients) == 0 && f.Kind == lexicon.KindAct && r.knows(g.actors) {
		g.recipients = without(r.victimsAt(s, f), g.actors)
	}
	if len(g.recipients) == 0 {
		g.recipients = without(r.ownersAt(s, to), g.actors)
	}
	if len(g.recipients) == 0 && f.Kind == lexicon.KindAct {
		g.recipients = r.askedFor(s, f, takes)
	}
	for _, fill := range f.Slots {
		switch fill.Role {
		case lexicon.RoleActor, lexicon.RoleRecipient, lexicon.RoleContent:
			continue
		}
		for _, p := range without(without(r.partiesAt(s, fill.Slots), g.actors), g.recipients) {
			g.third = append(g.third, third{parley.Role(fill.Role), p})
		}
	}
	g.score += 0.5*float64(min(len(g.actors), 1)) + float64(min(len(g.recipients), 1))
	if f.Kind == lexicon.KindAct {
		g.comp, _ = r.c.onto.Plain(f.Act)
		if joint := g.comp.Base.Joint; joint != "" && len(g.actors) > 1 {
			g.comp, _ = r.c.onto.Plain(joint)
		}
		g.content = r.judged(f, s)
		if f.Mutual {
			g.recipients = r.mediators(g, g.recipients)
			g.sided = len(g.actors)
			g.actors, g.recipients = union(g.actors, g.recipients), nil
		}
		if f.Act == "host" && len(g.recipients) > 1 {
			r.conference(g)
		}
		if f.Directed && set.depth < 2 && g.content == nil {
			r.reach(g)
		}
		// as the content of another word it may get its recipient from there
		if f.Directed && set.depth < 2 && len(g.recipients) == 0 && g.content == nil && !(g.mutual && len(g.actors) > 1) {
			if r.c.ranker.untrained() {
				return nil
			}
			g.score -= 2 // one of the parties around it may be meant; see filled
		}
		return []*reading{g}
	}
	return r.operate(f, s, set, g)
}

// recipientSlots are the slots of frame f for recipients, without those that hold
// somebody or something else here: the "by" of a passive brings in who acts, and
// where something was hit that is no party there is no party either: "attacked a
// plant in Algeria".
func (r *reader) recipientSlots(f *lexicon.Frame, s site) []lexicon.Slot {
	slots := f.Fillers(lexicon.RoleRecipient)
	if s.pos != 'v' {
		return slots
	}
	act, ok := r.c.onto.Act(f.Act)
	hit := ok && act.Coding.Type == "ASSAULT" && slices.ContainsFunc(r.objects(s), r.isThing)
	passive := r.t.passive(s.word)
	return slices.DeleteFunc(slices.Clone(slots), func(slot lexicon.Slot) bool {
		return passive && slot.Name == "by" || hit && (slot.Name == "in" || slot.Name == "near")
	})
}

// sentThemselves returns the forces that a passive without an agent tells were
// sent: "police were deployed in the capital".
func (r *reader) sentThemselves(s site, f *lexicon.Frame) (out []int) {
	act, ok := r.c.onto.Act(f.Act)
	if !ok || act.Coding.Type != "MOBILIZE" || s.pos != 'v' || !r.t.passive(s.word) {
		return nil
	}
	for _, i := range r.passiveObjects(s.word) {
		out = append(out, r.parties(i)...)
	}
	return out
}

// multitude returns the bare number of those who protest: "thousands marched".
func (r *reader) multitude(s site, f *lexicon.Frame) []int {
	t := r.t
	act, ok := r.c.onto.Act(f.Act)
	if !ok || act.Coding.Type != "PROTEST" || s.pos != 'v' {
		return nil
	}
	for _, i := range r.subjects(s) {
		if !r.c.frames.InClass(t.lemma(i), "multitude") || t.toks[i].XPOS != "NNS" {
			continue
		}
		if r.party(i) == nil {
			r.stand(i, &partyInfo{mention: t.span(i), actor: lexicon.Actor{Sector: "CVL", Sectors: []string{"CVL"}}, plural: true})
		}
		return []int{i}
	}
	return nil
}

// conference turns the reception of several guests into talks between them:
// "Egypt's president received the Sudanese and the Chadian ministers".
func (r *reader) conference(g *reading) {
	for _, h := range g.actors {
		g.third = append(g.third, third{parley.RoleHost, h})
	}
	g.comp, _ = r.c.onto.Plain("negotiate")
	g.actors, g.recipients, g.mutual = g.recipients, nil, true
}

// mediators takes out of a list of parties those that take part "as mediator", "as
// host" or "as guest"; the first two become third parties.
func (r *reader) mediators(g *reading, list []int) []int {
	var out []int
	role := parley.Role("")
	for k := len(list) - 1; k >= 0; k-- { // "with Cuba and Norway as guarantors": it stands behind the last
		p := list[k]
		if own, ok := r.takesPartAs(p); ok {
			role = own
		} else if k == len(list)-1 || !r.t.is(list[k+1], "conj") || r.t.head(list[k+1]) != p {
			role = ""
		}
		switch role {
		case "":
			out = append([]int{p}, out...)
		case parley.RoleMediator, parley.RoleHost:
			g.third = append(g.third, third{role, p})
		}
	}
	return out
}

// takesPartAs tells what party p is said to be by the "as mediator", "as host" or
// "as guest" that hangs on it or stands right behind it.
func (r *reader) takesPartAs(p int) (parley.Role, bool) {
	t := r.t
	end := p
	for _, c := range r.under(p) {
		if !t.is(c, "conj") && t.preposition(c) != "as" {
			end = max(end, c)
		}
	}
	for _, head := range [...]int{p, t.head(p), t.head(t.head1(p))} {
		if head < 0 {
			continue
		}
		for c := t.first[head]; c >= 0; c = t.next[c] {
			if t.preposition(c) != "as" || head != p && t.caseOf(c) != end+1 {
				continue
			}
			switch lemma := lower(t.lemma(c)); {
			case r.c.frames.InClass(lemma, "mediator"), r.c.frames.InClass(lemma, "guarantor"):
				return parley.RoleMediator, true
			case lemma == "host":
				return parley.RoleHost, true
			case lemma == "guest":
				return parley.RoleParty, true
			}
		}
	}
	return "", false
}

// needs reports whether every needed slot is filled, and adds to the score for
// each; a slot that asks for a class of words counts double.
// The words that such slots hold are appended to takes.
func (r *reader) needs(f *lexicon.Frame, s site, score *float64, takes *[]int) bool {
	for _, group := range f.Need {
		ok := false
		for _, slot := range group {
			if held := r.fill(s, slot); len(held) > 0 {
				ok = true
				*score++
				if slot.Class != "" || slot.Words != nil || slot.Sectors != nil {
					*score++
				}
				if slot.Name == "inf" && f.Kind == lexicon.KindAct || slot.Words != nil || slot.Class != "" && slot.Class != "party" && slot.Class != "city" && slot.Class != "state" && slot.Class != "act" {
					*takes = append(*takes, held[0])
				}
				break
			}
		}
		if !ok {
			return false
		}
	}
	return true
}

// operate composes an operator, light verb or verb of saying with its content.
func (r *reader) operate(f *lexicon.Frame, s site, set setting, g *reading) []*reading {
	var out []*reading
	for _, slot := range f.Fillers(lexicon.RoleContent) {
		for _, i := range r.fill(s, slot) {
			if i == s.word {
				continue
			}
			for _, c := range r.contents(s.word, r.inQuantity(i), slot) {
				if r.ownClause(i, c) || slot.Name == "that" && (f.Op == ontology.Demand || f.Op == ontology.Appeal) && r.indicative(c) {
					continue // "insisted that it had left": told, not demanded
				}
				for _, sub := range r.read(c, r.inside(f, s, set, g, c, slot)) {
					got := r.compose(f, g, sub)
					if got == nil {
						continue
					}
					if same := sameCharge(f, out, got); same != nil {
						same.takes = append(slices.Clone(same.takes), c)
						continue
					}
					out = append(out, got)
				}
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	if (f.Op == ontology.Demand || f.Op == ontology.Appeal) && r.tellsOnly(f, s) {
		return nil
	}
	return r.bare(f, g)
}

// sameCharge returns the reading that charges the same with another of coordinated
// deeds, or nil: who is accused of torture and murder is accused once.
func sameCharge(f *lexicon.Frame, out []*reading, got *reading) *reading {
	if f.Op != ontology.Accuse {
		return nil
	}
	for _, g := range out {
		if slices.Equal(g.actors, got.actors) && slices.Equal(g.recipients, got.recipients) {
			return g
		}
	}
	return nil
}

// ownClause reports whether c, which the parser coordinated with content i, is
// rather a clause beside the operator: "denied firing and accused the rebels".
func (r *reader) ownClause(i, c int) bool {
	finite := func(k int) bool {
		x := r.t.toks[k].XPOS
		return x == "VBD" || x == "VBZ" || x == "VBP"
	}
	return c != i && r.t.isVerb(i) && finite(c) && !finite(i) && r.t.child(i, "aux") < 0 && r.t.child(c, "aux") < 0
}

// inQuantity is the noun inside "two hours of talks", "a wave of arrests", or i itself.
func (r *reader) inQuantity(i int) int {
	if r.t.toks[i].UPOS != "NOUN" || !r.c.frames.InClass(r.t.lemma(i), "quantity") {
		return i
	}
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if r.t.is(c, "nmod") && r.t.preposition(c) == "of" && r.evokes(c) {
			return c
		}
	}
	return i
}

// contents returns content i of an operator with what is coordinated with it,
// also where the parser hung that higher: after "urged them to disarm and leave"
// a bare "leave" cannot go with "urged".
func (r *reader) contents(word, i int, slot lexicon.Slot) []int {
	t := r.t
	out := t.conjuncts(i, nil)
	if slot.Name != "inf" || t.toks[word].XPOS == "VB" {
		return out
	}
	for c := t.first[word]; c >= 0; c = t.next[c] {
		if c > i && t.is(c, "conj") && t.toks[c].XPOS == "VB" && t.child(c, "nsubj") < 0 && t.child(c, "aux") < 0 && !contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// tellsOnly reports whether all that an operator of demand has is a clause that
// tells something.
func (r *reader) tellsOnly(f *lexicon.Frame, s site) bool {
	for _, slot := range f.Fillers(lexicon.RoleContent) {
		if slot.Name != "that" {
			continue
		}
		for _, i := range r.fill(s, slot) {
			if r.indicative(i) {
				return true
			}
		}
	}
	return false
}

// indicative reports whether verb i tells what is, was or will be, and not what
// shall be: "that it withdrew" against "that it withdraw".
func (r *reader) indicative(i int) bool {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if !t.is(c, "aux") && !t.is(c, "cop") {
			continue
		}
		switch lower(t.toks[c].Form) {
		case "is", "are", "was", "were", "has", "had", "did", "does", "will", "wo", "'ll", "can", "could", "would", "may", "might":
			return true
		}
	}
	tok := &t.toks[i]
	return tok.XPOS == "VBZ" || tok.XPOS == "VBD" && t.child(i, "aux") < 0 && lower(tok.Form) != tok.Lemma
}

// inside is the setting in which the content c of an operator is read.
func (r *reader) inside(f *lexicon.Frame, s site, set setting, g *reading, c int, slot lexicon.Slot) setting {
	in := setting{actor: -1, depth: set.depth, content: r.t.isVerb(c)}
	if r.pos(c) == 'n' {
		in.hosts = append([]int{s.word}, set.hosts...)
	}
	if f.Kind == lexicon.KindOperator && !passesOn(f.Op) && f.Op != ontology.Halt {
		in.hosts = nil
	}
	if slot.Name == "subj" {
		return in
	}
	switch f.Op {
	case ontology.Appeal, ontology.Demand, ontology.Accuse:
		if len(g.recipients) > 0 {
			in.actor = g.recipients[0]
		}
	default:
		if len(g.actors) > 0 {
			in.actor = g.actors[0]
		}
		in.actsOnly = f.Op == ontology.Reject || f.Op == ontology.Accept
	}
	return in
}

// passesOn reports whether an operator leaves the act what it is.
func passesOn(op ontology.Operator) bool {
	return op == ontology.Begin || op == ontology.Fail || op == ""
}

// bare reads an operator whose content is missing or no act: "appealed to the
// army for calm", "rejected the report".
func (r *reader) bare(f *lexicon.Frame, g *reading) []*reading {
	if f.Kind != lexicon.KindOperator || passesOn(f.Op) || f.Op == ontology.Halt || f.Op == ontology.Deny || f.Op == ontology.Accept && len(g.takes) == 0 {
		return nil
	}
	deed, _ := r.c.onto.Plain("do")
	comp, ok := r.c.onto.Compose(f.Op, deed)
	if !ok || f.Directed && f.Op == ontology.Intend {
		return nil
	}
	g.comp = comp
	r.reach(g)
	refused := f.Op == ontology.Reject && len(g.takes) > 0 // "rejected the proposal"
	if len(g.recipients) == 0 && !refused {
		return nil
	}
	g.score-- // any frame that says more wins
	return []*reading{g}
}
