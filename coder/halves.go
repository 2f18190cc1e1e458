package coder

import (
	"strings"

	"parley/lexicon"
)

// halves returns the two countries that "the two Koreas" stands for, north and south;
// nil when token i names no such pair.
func (r *reader) halves(i int) []*partyInfo {
	name, ok := strings.CutSuffix(r.t.toks[i].Form, "s")
	if !ok || r.t.toks[i].UPOS != "PROPN" {
		return nil
	}
	north, south, ok := r.divided(name)
	if !ok {
		return nil
	}
	// two mentions, for one mention is one party: the phrase, and its last word
	return []*partyInfo{{mention: r.t.span(i), actor: south}, {mention: r.t.toks[i].Span, actor: north}}
}

// divided returns the countries called north and south of a name, where both are countries.
func (r *reader) divided(name string) (north, south lexicon.Actor, ok bool) {
	if name == "" {
		return north, south, false
	}
	north = r.c.lex.Resolve(lexicon.Phrase{Words: []string{"North", name}, Head: -1, Date: r.date})
	south = r.c.lex.Resolve(lexicon.Phrase{Words: []string{"South", name}, Head: -1, Date: r.date})
	return north, south, north.Country != "" && south.Country != "" && north.Country != south.Country && north.Sector == "" && south.Sector == ""
}
