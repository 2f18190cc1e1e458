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

// visiting makes a visit of a meeting that the subject went to the other's country
// for: "met the Moroccan king in Rabat", "flew to Rabat and met the king".
func (r *reader) visiting(g *reading) {
	i := g.word
	if !g.mutual || g.content != nil || g.comp.Base.Name != "meet" || r.pos(i) != 'v' || r.t.passive(i) || r.t.child(i, "obj") < 0 {
		return
	}
	at := r.country(g)
	if at == "" {
		at = r.goneTo(i)
	}
	for _, c := range r.children(r.t.child(i, "obj"), "nmod") { // "met the king in Rabat": hung on the king
		if at == "" && r.t.preposition(c) == "in" && r.t.toks[c].UPOS == "PROPN" {
			at = r.lookUp(c).Country
		}
	}
	var guests, hosts []int
	for _, a := range g.actors {
		if r.t.mute(a) || r.t.toks[a].UPOS == "PRON" && a > i {
			return // who stands for others may be on either side
		}
		p := r.party(a)
		if a < i {
			if p.actor.Country == "" || p.actor.Country == at || p.actor.Country == "NGO" {
				return
			}
			guests = append(guests, a)
			continue
		}
		if p.actor.Country != "" && p.actor.Country != at {
			return
		}
		hosts = append(hosts, a)
	}
	if at == "" || len(guests) == 0 || len(hosts) == 0 {
		return
	}
	r.rule(g, "who goes to another's country to meet him visits him")
	g.comp, _ = r.c.onto.Plain("visit")
	g.actors, g.recipients, g.mutual = guests, hosts, false
}

// courting makes a plan of one side of what is still to be done with another: "Chad
// will restore relations with Libya". Talks are planned by both.
func (r *reader) courting(g *reading) {
	i := g.word
	if !g.mutual || len(g.actors) < 2 || g.comp.Base.Family == "consult" || g.comp.Base.Family == "settlement" || g.comp.Base.Family == "deescalation" || r.pos(i) != 'v' || !g.future && !r.isFuture(g.core) {
		return
	}
	var own, partners []int
	for _, a := range g.actors {
		switch {
		case r.t.mute(a):
			return
		case a < i:
			own = append(own, a)
		case r.t.preposition(a) == "with" || r.t.is(a, "conj") && len(partners) > 0:
			partners = append(partners, a)
		default:
			return
		}
	}
	if len(own) == 1 && len(partners) > 0 {
		g.actors, g.recipients, g.mutual = own, partners, false
	}
}

// goneTo is the country that the verb which verb i is coordinated with tells of
// going to, or "".
func (r *reader) goneTo(i int) string {
	t := r.t
	h := t.head(i)
	if h < 0 || !t.is(i, "conj") || !t.isVerb(h) {
		return ""
	}
	found := false
	r.match(h, 'v', func(f *lexicon.Frame, _ string) bool {
		found = found || f.Act == "visit"
		return !found
	})
	if !found {
		return ""
	}
	for c := t.first[h]; c >= 0; c = t.next[c] {
		if (t.is(c, "obj") || t.preposition(c) == "to" || t.preposition(c) == "in") && t.toks[c].UPOS == "PROPN" {
			if a := r.lookUp(c); a.Country != "" {
				return a.Country
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
