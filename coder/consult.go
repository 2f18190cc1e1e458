package coder

import (
	"strings"

	"parley"
	"parley/lexicon"
)

// meetingMode tells how parties met: several countries at once, or at a place
// that is nobody's own; "" when neither is known.
func (r *reader) meetingMode(g *reading, ev *parley.Event) string {
	countries := map[string]bool{}
	for _, list := range [][]parley.Party{ev.Actors, ev.Recipients} {
		for _, p := range list {
			if p.Country == "" || len(p.Country) != 3 {
				return ""
			}
			countries[p.Country] = true
		}
	}
	if len(countries) > 2 && len(ev.Actors) > 2 {
		return "multilateral"
	}
	at := r.country(g)
	for _, th := range ev.Third { // who hosts others meets them at home
		if th.Role == parley.RoleHost && at == "" && len(th.Party.Country) == 3 {
			at = th.Party.Country
		}
	}
	if at != "" && !countries[at] && len(ev.Actors)+len(ev.Recipients) > 1 {
		return "third-party"
	}
	return ""
}

// country is the country of the place that the clause of an act names, or "".
func (r *reader) country(g *reading) string {
	for _, i := range []int{g.word, g.core, r.t.head1(g.word)} {
		for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
			if !r.t.is(c, "obl") && !r.t.is(c, "nmod") {
				continue
			}
			if p := r.t.preposition(c); p != "in" && p != "at" {
				continue
			}
			for _, k := range append([]int{c}, r.t.first[c]) {
				if k >= 0 && r.t.toks[k].UPOS == "PROPN" {
					if a := r.lookUp(k); a.Country != "" {
						return a.Country
					}
				}
			}
		}
	}
	return ""
}

// atHome takes the place that forces are sent to out of the recipients when it
// lies in their own country: nobody is moved against.
func (r *reader) atHome(ev *parley.Event, g *reading) {
	if g.comp.Coding.Type != "MOBILIZE" || len(ev.Actors) == 0 || ev.Actors[0].Sector == "REB" {
		return
	}
	var kept []parley.Party
	for _, p := range ev.Recipients {
		word := strings.Fields(p.Mention.Text)
		e, n := r.c.lex.Longest(word[len(word)-1:], 0)
		place := n > 0 && (e.Kind == lexicon.KindCity || e.Kind == lexicon.KindRegion || e.Kind == lexicon.KindCapital)
		if place && e.Country == ev.Actors[0].Country {
			continue
		}
		kept = append(kept, p)
	}
	ev.Recipients = kept
}
