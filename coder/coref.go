package coder

import (
	"strings"

	"parley/lexicon"
)

// memory is what the coder remembers of a document while it reads on: who was
// mentioned, and which acts were told.
type memory struct {
	mentions []partyInfo // in the order of the text
	events   []told
}

// told is an act that was read earlier in the document.
type told struct {
	typ, mode, cameo string
	actors           []partyInfo
	recipients       []partyInfo
	third            []partyInfo
}

// near is how many mentions back a pronoun may reach.
const near = 12

func (m *memory) reset() { m.mentions, m.events = m.mentions[:0], m.events[:0] }

// fullName finds the actor whose name ends in a short one: "Khan" after "Imran Khan".
func (m *memory) fullName(short string) (lexicon.Actor, bool) {
	for i := len(m.mentions) - 1; i >= 0; i-- {
		a := m.mentions[i].actor
		if a.Name != "" && (strings.HasSuffix(a.Name, " "+short) || strings.HasPrefix(a.Name, short+" ")) {
			return a, true
		}
	}
	return lexicon.Actor{}, false
}

// note remembers the parties of the sentence just read, in order.
func (r *reader) note() {
	for i := range r.t.toks {
		if !r.looked[i] || r.who[i] == nil || r.t.toks[i].UPOS == "PRON" {
			continue
		}
		p := *r.who[i]
		p.token = -1
		r.doc.mentions = append(r.doc.mentions, p)
	}
}

// pronoun finds who "he", "they", "it", "the two sides" stand for: the subject
// of a clause above or before in the sentence, else the nearest fitting mention.
func (r *reader) pronoun(i int) *partyInfo {
	t := r.t
	var want func(p *partyInfo) bool
	switch lower(t.toks[i].Form) {
	case "he", "him", "his", "she", "her", "hers":
		want = func(p *partyInfo) bool {
			return !p.plural && (p.person || p.actor.Sector == "" && p.actor.Country == "")
		}
	case "they", "them", "their", "theirs":
		want = func(p *partyInfo) bool { return !p.person || p.plural }
	case "it", "its":
		want = func(p *partyInfo) bool { return !p.person && !p.plural }
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
	for clause, steps := t.head(i), 0; clause >= 0 && steps < 8; steps++ {
		clause = t.head(clause)
		if clause < 0 {
			break
		}
		if c := t.child(clause, "nsubj"); c >= 0 && c < i && c != i && t.toks[c].UPOS != "PRON" && !t.below(i, c) {
			if p := r.party(c); p != nil && want(p) {
				return p
			}
		}
	}
	for c := i - 1; c >= 0; c-- {
		if (t.is(c, "nsubj") || t.rel(c) == "nmod:poss" || t.is(c, "root")) && t.toks[c].UPOS != "PRON" && !t.below(i, c) {
			if p := r.party(c); p != nil && want(p) {
				return p
			}
		}
	}
	for k := len(r.doc.mentions) - 1; k >= max(0, len(r.doc.mentions)-near); k-- {
		if p := &r.doc.mentions[k]; want(p) {
			return p
		}
	}
	return nil
}
