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

// sides tells who comes to whom where one side is said to meet another: a meeting
// in the other's country is a visit, and one that is to come is its planner's.
func (r *reader) sides(g *reading, status parley.Status) {
	if !g.mutual || g.comp.Base.Name != "meet" || len(g.comp.Ops) > 0 || g.content != nil || g.sided == 0 || g.sided >= len(g.actors) || !r.t.isVerb(g.word) {
		return
	}
	guests, hosts := g.actors[:g.sided], g.actors[g.sided:]
	switch {
	case status == parley.Future || status == parley.Hypothetical:
	case status != parley.Negated && r.atHomeOf(hosts, guests, r.country(g, hosts...)):
		g.comp, _ = r.c.onto.Plain("visit")
		r.rule(g, "who meets others in their own country visits them")
	default:
		return
	}
	g.actors, g.recipients, g.mutual = guests, hosts, false
}

// atHomeOf reports whether a place in country is at home for all the hosts and for
// none of the guests.
func (r *reader) atHomeOf(hosts, guests []int, country string) bool {
	if country == "" {
		return false
	}
	for _, i := range hosts {
		if p := r.party(i); p == nil || p.actor.Country != country {
			return false
		}
	}
	for _, i := range guests {
		if p := r.party(i); p == nil || p.actor.Country == country || p.actor.Country == "" {
			return false
		}
	}
	return true
}

// country is the country of the place that the clause of an act names, or "". The
// parser may have hung the place on one of the words beside.
func (r *reader) country(g *reading, beside ...int) string {
	for _, i := range append([]int{g.word, g.core, r.t.head1(g.word)}, beside...) {
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
