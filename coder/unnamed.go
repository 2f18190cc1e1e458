package coder

import (
	"parley"
	"parley/place"
)

// unnamed is the place of an act that is told by words that the gazetteer does not
// know, "in eleven Greek towns", "outside the Kenyan capital", "at Kolongo", as
// exactly as the country it lies in. Without words for a place there is none.
func (r *reader) unnamed(g *reading, ev *parley.Event) parley.Place {
	if r.found.Gazetteer == nil {
		return parley.Place{}
	}
	if p, ok := r.there(g); ok {
		return p
	}
	for i := range r.t.toks {
		tok := &r.t.toks[i]
		name := tok.UPOS == "PROPN" && bodily(ev) && !r.lookUp(i).Known
		if !name && !(tok.UPOS == "NOUN" && r.isSite(i)) {
			continue
		}
		if r.grammar(g, ev, i, false) < 4 || r.tieOf(g, i) < inherited || r.isTime(i) {
			continue
		}
		if p, ok := r.placeIn(i); ok {
			return p
		}
		switch r.t.lemma(i) {
		case "embassy", "consulate", "mission", "home": // abroad; anywhere
			continue
		}
		ref, ok := r.landOf(i, ev)
		if ok && r.t.lemma(i) == "capital" {
			ref, ok = r.found.Gazetteer.CapitalRef(r.found.Gazetteer.Country(ref))
		}
		if !ok {
			continue
		}
		p := r.found.Gazetteer.Place(ref)
		p.Mention = r.quote(r.upTo(i))
		p.From = parley.FromClause
		return r.atBorder(ev, i, p)
	}
	return parley.Place{}
}

// upTo is the phrase headed by i as far as its head, without its preposition.
func (r *reader) upTo(i int) parley.Span {
	from := r.t.left(i)
	for from < i && r.t.is(from, "case") {
		from++
	}
	return parley.Span{Start: r.t.toks[from].Span.Start, End: r.t.toks[i].Span.End}
}

// placeIn is the place that the phrase headed by i names: "the road north of Goma".
func (r *reader) placeIn(i int) (parley.Place, bool) {
	for k := range r.places {
		if m := &r.places[k]; m.Located() && r.t.below(m.head, i) {
			p := m.Place
			p.From = parley.FromClause
			return p, true
		}
	}
	return parley.Place{}, false
}

// there is the place that "there" stands for beside the words of an act: the one
// named last.
func (r *reader) there(g *reading) (parley.Place, bool) {
	for i := range r.t.toks {
		tok := &r.t.toks[i]
		if lower(tok.Form) != "there" || tok.UPOS != "ADV" || r.tieOf(g, i) < inherited {
			continue
		}
		for k := len(r.found.Places) - 1; k >= 0; k-- {
			if m := &r.found.Places[k]; m.Located() && m.Place.Mention.Span.End <= tok.Span.Start {
				p := m.Place
				p.Mention, p.From = r.quote(tok.Span), parley.FromClause
				return p, true
			}
		}
	}
	return parley.Place{}, false
}

// landOf is the country in which the phrase headed by i lies: the one it names by
// an adjective or possessive, else that of those who do it, who are at home, or, of
// armies, that of those to whom it is done.
func (r *reader) landOf(i int, ev *parley.Event) (place.Ref, bool) {
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		if (r.t.is(c, "amod") || r.t.is(c, "compound") || r.t.rel(c) == "nmod:poss") && r.t.toks[c].UPOS != "NOUN" {
			if ref, ok := r.found.Gazetteer.CountryRef(r.lookUp(c).Country); ok {
				return ref, true
			}
		}
	}
	if !bodily(ev) {
		return 0, false
	}
	land := commonLand(ev.Actors)
	if far := ev.Type != "PROTEST" && abroad(ev.Actors); far && !abroad(ev.Recipients) && commonLand(ev.Recipients) != "" {
		land = commonLand(ev.Recipients)
	} else if far || land == "" {
		land = r.onlyLand(land)
	}
	return r.found.Gazetteer.CountryRef(land)
}

// abroad reports whether parties may well be in another country than theirs, as
// armies and envoys are.
func abroad(list []parley.Party) bool {
	for _, p := range list {
		switch p.Sector {
		case "MIL", "GOV", "UAF", "":
			return true
		}
	}
	return false
}

// onlyLand is the country that all places of the text lie in, if it is no other than
// land, or "".
func (r *reader) onlyLand(land string) string {
	for k := range r.found.Places {
		switch c := r.found.Places[k].Country; {
		case c == "" || c == land:
		case land != "":
			return ""
		default:
			land = c
		}
	}
	return land
}

// somewhere puts a place that the gazetteer does not have into the country that it
// must lie in, if that is known; the precision tells.
func (r *reader) somewhere(ev *parley.Event, i int, p parley.Place) parley.Place {
	if r.found.Gazetteer == nil {
		return p
	}
	if ref, ok := r.landOf(i, ev); ok {
		land := r.found.Gazetteer.Place(ref)
		land.Name, land.Mention, land.From = p.Name, p.Mention, p.From
		return land
	}
	return p
}

// atBorder gives the home of those who act, or are acted upon, for a place at
// their border with another country: "Turkish jets near the Syrian border".
func (r *reader) atBorder(ev *parley.Event, i int, p parley.Place) parley.Place {
	if r.found.Gazetteer == nil || p.Precision != "country" {
		return p
	}
	for steps := 0; steps < 2; steps++ {
		switch r.t.lemma(i) {
		case "border", "frontier":
			land := commonLand(ev.Actors)
			if land == "" {
				land = commonLand(ev.Recipients)
			}
			if ref, ok := r.found.Gazetteer.CountryRef(land); ok && land != p.Country {
				home := r.found.Gazetteer.Place(ref)
				home.Mention, home.From = p.Mention, p.From
				return home
			}
			return p
		}
		if i = r.t.head(i); i < 0 {
			break
		}
	}
	return p
}

// commonLand is the country of all parties of which one is known, or "".
func commonLand(list []parley.Party) string {
	land := ""
	for _, p := range list {
		switch {
		case p.Country == "":
		case len(p.Country) != 3 || land != "" && land != p.Country:
			return ""
		default:
			land = p.Country
		}
	}
	return land
}
