package coder

import (
	"strings"

	"parley/lexicon"
	"parley/ontology"
)

// memory is what the coder remembers of a document while it reads on: who was
// mentioned, and which acts were told.
type memory struct {
	mentions []partyInfo // in the order of the text
	events   []told
	groups   int // numbers of coordinations given so far
	sents    int // sentences read so far
}

// told is an act that was read earlier in the document.
type told struct {
	typ        string
	comp       ontology.Composed
	negated    bool
	said       bool // somebody is named who says so
	sent       int  // number of its sentence
	actors     []partyInfo
	recipients []partyInfo
	third      []partyInfo
}

// near is how many mentions back a pronoun may reach.
const near = 12

// What is remembered at most; the oldest half is forgotten first. It bounds the
// time that a long document takes.
const (
	maxMentions = 400
	maxTold     = 100
)

func (m *memory) reset() {
	m.mentions, m.events, m.groups, m.sents = m.mentions[:0], m.events[:0], 0, 0
}

// fullName finds who was named before by a longer name that has the short one
// as a word: "Khan" after "former prime minister Imran Khan".
func (r *reader) fullName(short string) (lexicon.Actor, bool) {
	for i := len(r.doc.mentions) - 1; i >= 0; i-- {
		m := &r.doc.mentions[i]
		text := r.text[m.mention.Start:m.mention.End]
		if len(text) > len(short) && (m.actor.Known || m.person || coded(m.actor)) && hasWord(text, short) {
			return m.actor, true
		}
	}
	return lexicon.Actor{}, false
}

func hasWord(text, word string) bool {
	for w := range strings.FieldsSeq(text) {
		if strings.Trim(w, ",.;:()\"'") == word {
			return true
		}
	}
	return false
}

// definite completes a description by what the document told before: "the
// group" is the movement named last, "the army" that of the country at hand.
// It returns the earlier mention that the description stands for, if any.
func (r *reader) definite(i int, a lexicon.Actor) (lexicon.Actor, *partyInfo) {
	if a.Known || r.t.toks[i].UPOS != "NOUN" {
		return a, nil
	}
	if own := r.genitive(i); own >= 0 && r.t.toks[own].UPOS == "PRON" {
		return r.belonging(i, own, a), nil
	}
	if a.Country != "" {
		return a, nil
	}
	if m := r.sameNoun(i); m != nil {
		if r.isPerson(i, a) && m.person {
			return m.actor, nil
		}
		if official(m.actor) == official(a) || a.Sector == "" || a.Sector == "UNK" {
			a.Country = m.actor.Country
		}
	}
	if a.Country != "" && !r.c.frames.InClass(r.t.lemma(i), "grouping") {
		return a, nil
	}
	if r.c.frames.InClass(r.t.lemma(i), "grouping") {
		many := r.t.toks[i].XPOS == "NNS"
		if many && !r.c.frames.InClass(r.t.lemma(i), "troops") && r.t.lemma(i) != "separatist" {
			return a, nil // "the parties" are several
		}
		if !r.t.has(i, "det", "the", "this", "that", "these", "those") || r.t.child(i, "nmod") >= 0 {
			return a, nil
		}
		for c := i - 1; many && c >= 0; c-- { // "the Taliban attacked …, and the militants also"
			if r.t.toks[c].UPOS != "PROPN" || !r.t.isNominal(c) || !r.isParty(c) {
				continue
			}
			if m := r.party(c); m.actor.ID != "" && armed(m.actor.Sector) {
				return m.actor, nil
			}
		}
		for k := len(r.doc.mentions) - 1; k >= max(0, len(r.doc.mentions)-3*near); k-- {
			m := &r.doc.mentions[k]
			if m.actor.ID == "" && m.actor.Name == "" || m.person || !r.mayBeGroup(i, m.actor.Sector) {
				continue
			}
			if many { // "the rebels" names them well enough
				return m.actor, nil
			}
			p := *m
			p.plural = false // "its fighters", but "the movement"
			return m.actor, &p
		}
		return a, nil
	}
	switch a.Sector {
	case "GOV", "MIL", "COP", "LEG", "JUD", "SPY":
		if !r.fromElsewhere(i) {
			if a.Country = r.doc.country(); a.Country == "" && (a.Sector == "GOV" || a.Sector == "MIL") {
				a.Country = r.rebelled(i)
			}
		}
	case "", "UNK":
		if r.bareCountry(i) {
			a.Country = r.doc.country()
		}
	}
	return a, nil
}

// fromElsewhere reports whether noun i is told to belong to more than one country
// or to none at hand: "European governments", "foreign troops".
func (r *reader) fromElsewhere(i int) bool {
	t := r.t
	for c := t.first[i]; c >= 0 && c < i; c = t.next[c] {
		if !t.is(c, "amod") && !t.is(c, "compound") {
			continue
		}
		if f := t.toks[c].Form[0]; f >= 'A' && f <= 'Z' && c > 0 || r.c.frames.InClass(lower(t.lemma(c)), "elsewhere") {
			return true
		}
	}
	return false
}

// bareCountry reports whether noun i is "the country" and nothing more.
func (r *reader) bareCountry(i int) bool {
	return landword(r.t.lemma(i)) && r.t.toks[i].XPOS == "NN" && r.t.has(i, "det", "the", "this") && r.t.child(i, "amod") < 0 && r.t.child(i, "compound") < 0 && r.t.child(i, "nmod") < 0
}

// landword reports whether a lemma is a word for a state.
func landword(lemma string) bool {
	switch lemma {
	case "country", "nation", "state", "kingdom", "republic", "island":
		return true
	}
	return false
}

// belonging completes whom a pronoun owns, "its chairman", "his followers", by
// whoever the pronoun stands for.
func (r *reader) belonging(i, own int, a lexicon.Actor) lexicon.Actor {
	p := r.party(own)
	if p == nil {
		return a
	}
	if a.Country == "" {
		a.Country = p.actor.Country
	}
	if a.Sector == "UNK" && landword(r.t.lemma(i)) { // "his country" is a state, as by its name
		a.Sector, a.Sectors = "", nil
	}
	if r.c.frames.InClass(r.t.lemma(i), "headship") && p.actor.Sector == "" && p.actor.Country != "" && (a.Sector == "" || a.Sector == "UNK") {
		a.Sector, a.Sectors = "GOV", []string{"GOV"} // "its leader", of a country
	}
	if r.c.frames.InClass(r.t.lemma(i), "headship") && (!official(p.actor) || a.Sector == "" || a.Sector == "UNK") && p.actor.Sector != "" {
		a.Sector, a.Sectors = p.actor.Sector, p.actor.Sectors
	}
	return a
}

// sameNoun finds the latest mention that has the noun of the bare description i among
// its words: "the envoy" after "U.N. envoy Yasushi Akashi", "the students" after
// "Burundian students"; nil when there is none.
func (r *reader) sameNoun(i int) *partyInfo {
	t := r.t
	if !t.has(i, "det", "the", "this", "these", "those") || t.child(i, "amod") >= 0 || t.child(i, "compound") >= 0 || t.child(i, "nmod") >= 0 {
		return nil
	}
	for k := len(r.doc.mentions) - 1; k >= max(0, len(r.doc.mentions)-3*near); k-- {
		m := &r.doc.mentions[k]
		if m.actor.Country != "" && hasFold(r.text[m.mention.Start:m.mention.End], t.toks[i].Form) {
			return m
		}
	}
	return nil
}

// hasFold reports whether text has a word, whatever its capitals.
func hasFold(text, word string) bool {
	for w := range strings.FieldsSeq(text) {
		if strings.EqualFold(strings.Trim(w, ",.;:()\"'"), word) {
			return true
		}
	}
	return false
}

// mayBeGroup reports whether a movement of a sector may be what noun i calls it:
// "the party" is not said of a militia.
func (r *reader) mayBeGroup(i int, sector string) bool {
	if r.t.lemma(i) == "party" {
		return sector == "PTY" || sector == "OPP"
	}
	return armed(sector)
}

// armed tells the sectors of movements that "the group" may stand for.
func armed(sector string) bool {
	switch sector {
	case "REB", "PRM", "UAF", "PTY", "CRM", "OPP":
		return true
	}
	return false
}

// country is the one that the document speaks of most, or "" when that is not clear.
func (m *memory) country() string {
	count := map[string]int{}
	best, second := "", ""
	for i := range m.mentions {
		c := m.mentions[i].actor.Country
		if len(c) != 3 || c == "IGO" || c == "NGO" || c == "MNC" {
			continue
		}
		count[c]++
		if m.mentions[i].subject { // who acts counts more than where
			count[c] += 3
		}
		if c == best {
			continue
		}
		switch {
		case best == "" || count[c] > count[best]:
			best, second = c, best
		case second == "" || count[c] > count[second]:
			second = c
		}
	}
	if best == "" || second != "" && count[best] < 2*count[second] {
		return ""
	}
	return best
}

// note remembers the parties of the sentence just read, in order.
func (r *reader) note() {
	for i := range r.t.toks {
		if r.mayBeMeant(i) {
			r.party(i)
		}
		if len(r.carried[i]) > 1 && r.t.is(i, "nsubj") { // "both sides": "they" may take it up
			for _, k := range r.carried[i] {
				p := *r.who[k]
				p.subject, p.group, p.sent = true, r.doc.groups+i+1, r.doc.sents
				r.doc.mentions = append(r.doc.mentions, p)
			}
			continue
		}
		if !r.looked[i] || r.who[i] == nil || r.t.toks[i].UPOS == "PRON" || r.t.mute(i) || len(r.carried[i]) > 1 {
			continue
		}
		p := *r.who[i]
		p.subject, p.group, p.sent = r.t.is(i, "nsubj"), 0, r.doc.sents
		head := i
		for r.t.is(head, "conj") {
			head = r.t.head(head)
		}
		if head != i || r.t.child(i, "conj") >= 0 {
			p.group = r.doc.groups + head + 1
			p.subject = r.t.is(head, "nsubj")
		}
		r.doc.mentions = append(r.doc.mentions, p)
	}
	r.doc.groups += len(r.t.toks) + 1
	r.doc.sents++
	r.doc.mentions = forget(r.doc.mentions, maxMentions)
	r.doc.events = forget(r.doc.events, maxTold)
}

// mayBeMeant reports whether a later pronoun may stand for token i: a subject,
// or a name.
func (r *reader) mayBeMeant(i int) bool {
	t := r.t
	switch t.toks[i].UPOS {
	case "PROPN":
		return !t.is(i, "compound") && !t.is(i, "flat")
	case "NOUN":
		for t.is(i, "conj") {
			i = t.head(i)
		}
		return t.is(i, "nsubj")
	}
	return false
}

// forget drops the oldest items of a list that has grown beyond n.
func forget[T any](list []T, n int) []T {
	if len(list) <= n {
		return list
	}
	return append(list[:0], list[len(list)-n/2:]...)
}

// pronoun finds who "he", "they", "it", "the two sides" stand for: the subject
// of a clause above or before in the sentence, else the nearest fitting mention.
func (r *reader) pronoun(i int) *partyInfo {
	t := r.t
	var want func(p *partyInfo) bool
	several := false
	switch lower(t.toks[i].Form) {
	case "he", "him", "his", "she", "her", "hers":
		want = func(p *partyInfo) bool {
			return !p.plural && (p.person || p.actor.Sector == "" && p.actor.Country == "")
		}
	case "they", "them", "their", "theirs":
		want = func(p *partyInfo) bool { return !p.person || p.plural }
		several = true
	case "it", "its":
		want = func(p *partyInfo) bool { return !p.person && !p.plural && p.group == 0 } // one of several is not taken up alone
	case "we", "us", "our", "ours", "i", "me", "my":
		if s := r.sayer(i); s >= 0 && s != i && t.toks[s].UPOS != "PRON" {
			return r.party(s)
		}
		return nil
	case "who", "which", "that", "whom":
		if h := t.head(i); h >= 0 {
			if a := r.antecedent(i, h); a != i && t.toks[a].UPOS != "PRON" {
				return r.party(a)
			}
		}
		return nil
	default:
		return nil
	}
	own := r.ownSubject(i)
	switch lower(t.toks[i].Form) {
	case "they", "them", "their", "theirs": // a plural comes first: "militias … they", not "Baghdad … they"
		if p := r.inSentence(i, own, func(p *partyInfo) bool { return p.plural && want(p) }); p != nil {
			return p
		}
	}
	if p := r.inSentence(i, own, want); p != nil {
		return p
	}
	var other, self *partyInfo
	if own >= 0 && own != i {
		self = r.party(own)
	}
	for k := len(r.doc.mentions) - 1; k >= max(0, len(r.doc.mentions)-near); k-- {
		p := &r.doc.mentions[k]
		if !want(p) || self != nil && (p.mention == self.mention || p.actor.ID != "" && p.actor.ID == self.actor.ID) {
			continue
		}
		if other != nil && p.sent < r.doc.sents-1 && other.sent == r.doc.sents-1 {
			break // far subjects are not spoken of still
		}
		if p.subject && (!several || p.plural || p.group > 0) { // what was spoken of is spoken of still
			return p
		}
		if other == nil || p.subject && !other.subject {
			other = p
		}
	}
	return other
}

// inSentence finds the party before pronoun i in its sentence that is wanted: the
// subject of a clause above, then a subject, an owner, an object before; nil when
// there is none. The subject own of its clause is not meant.
func (r *reader) inSentence(i, own int, want func(*partyInfo) bool) *partyInfo {
	t := r.t
	for clause, steps := t.head(i), 0; clause >= 0 && steps < 8; steps++ {
		clause = t.head(clause)
		if clause < 0 {
			break
		}
		if c := t.child(clause, "nsubj"); c >= 0 && c != own && c < i && t.toks[c].UPOS != "PRON" && !t.below(i, c) {
			if p := r.party(c); p != nil && want(p) {
				return p
			}
		}
	}
	for c := i - 1; c >= 0; c-- {
		if c != own && (own < 0 || !t.below(c, own)) && (t.is(c, "nsubj") || t.rel(c) == "nmod:poss" || t.is(c, "root")) && t.toks[c].UPOS != "PRON" && !t.below(i, c) {
			if p := r.party(c); p != nil && want(p) {
				return p
			}
		}
	}
	for _, within := range [...]bool{false, true} { // what a verb has comes before what stands within it
		for c := i - 1; c >= 0; c-- {
			if (t.is(c, "obj") || t.is(c, "iobj") || t.is(c, "obl") || t.is(c, "nmod")) && t.is(c, "nmod") == within && t.toks[c].UPOS != "PRON" && !t.below(i, c) {
				if p := r.party(c); p != nil && want(p) {
					return p
				}
			}
		}
	}
	return nil
}

// ownSubject is the subject of the clause that pronoun i is an object in, or -1:
// nobody but "himself" is both ("offered to talk to Lual but accused him").
func (r *reader) ownSubject(i int) int {
	t := r.t
	switch t.base(i) {
	case "obj", "iobj", "obl":
	default:
		return -1
	}
	for h, steps := t.head(i), 0; h >= 0 && steps < 5; steps++ {
		if c := t.child(h, "nsubj"); c >= 0 {
			return r.antecedent(c, h)
		}
		if !t.is(h, "conj") && !t.is(h, "xcomp") && !t.is(h, "advcl") {
			return -1
		}
		h = t.head(h)
	}
	return -1
}
