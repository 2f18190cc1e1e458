package coder

import (
	"slices"
	"strings"

	"parley/lexicon"
)

// byStory resolves a short name that says whom it means only in a story of some
// country: "the Tigers" in one of Sri Lanka.
func (r *reader) byStory(i int) (lexicon.Actor, bool) {
	if !r.t.has(i, "det", "the") && r.t.toks[i].XPOS != "NNPS" {
		return lexicon.Actor{}, false
	}
	told := []string{r.doc.country(), r.onlyCountry(i)}
	for k := len(r.doc.mentions) - 1; k >= 0; k-- {
		if c := r.doc.mentions[k].actor.Country; !slices.Contains(told, c) {
			told = append(told, c)
		}
	}
	for _, country := range told {
		if len(country) != 3 {
			continue
		}
		words, head := r.words(i)
		a := r.c.lex.Resolve(lexicon.Phrase{Words: words, Head: head, Date: r.date, Context: country})
		if a.Known && a.Country == country {
			return a, true
		}
	}
	return lexicon.Actor{}, false
}

// onlyCountry is the one country that the sentence names besides token i, or "".
func (r *reader) onlyCountry(i int) string {
	only := ""
	for k := range r.t.toks {
		tok := &r.t.toks[k]
		if k == i || tok.UPOS != "PROPN" && tok.UPOS != "ADJ" || tok.Form[0] < 'A' || tok.Form[0] > 'Z' {
			continue
		}
		country, ok := r.c.lex.Country(tok.Form)
		if !ok && k > 0 {
			country, ok = r.c.lex.Country(r.t.toks[k-1].Form + " " + tok.Form)
		}
		if !ok || len(country) != 3 || country == only {
			continue
		}
		if only != "" {
			return ""
		}
		only = country
	}
	return only
}

// half resolves "the North" and "the South" by a country of the story that is one half
// of a land: of Korea where the text speaks of either.
func (r *reader) half(i int) (lexicon.Actor, bool) {
	side := r.t.toks[i].Form
	switch side {
	case "North", "South":
	default:
		return lexicon.Actor{}, false
	}
	if !r.t.has(i, "det", "the") || r.t.child(i, "compound") >= 0 || r.t.child(i, "nmod") >= 0 {
		return lexicon.Actor{}, false
	}
	seen := map[string]bool{}
	try := func(country string) (lexicon.Actor, bool) {
		if country == "" || seen[country] {
			return lexicon.Actor{}, false
		}
		seen[country] = true
		point, land, ok := strings.Cut(r.c.lex.CountryName(country), " ")
		if !ok || point != "North" && point != "South" {
			return lexicon.Actor{}, false
		}
		code, ok := r.c.lex.Country(side + " " + land)
		if !ok || !strings.HasPrefix(r.c.lex.CountryName(code), side) {
			return lexicon.Actor{}, false
		}
		a := r.c.lex.Resolve(lexicon.Phrase{Words: []string{side, land}, Head: 1, Date: r.date})
		return a, a.Country == code
	}
	for k := range r.t.toks {
		if r.t.toks[k].UPOS != "PROPN" {
			continue
		}
		for _, name := range [...]string{r.t.toks[k].Form, r.t.toks[max(k-1, 0)].Form + " " + r.t.toks[k].Form} {
			code, _ := r.c.lex.Country(name)
			if a, ok := try(code); ok {
				return a, true
			}
		}
	}
	for k := len(r.doc.mentions) - 1; k >= 0; k-- {
		if a, ok := try(r.doc.mentions[k].actor.Country); ok {
			return a, true
		}
	}
	return lexicon.Actor{}, false
}

// rebelled is the one country whose rebels the text speaks of: "the government" beside
// them is the one that they fight. It is "" where there are none, or of several.
func (r *reader) rebelled(i int) string {
	land := ""
	for k := range r.doc.mentions {
		a := &r.doc.mentions[k].actor
		if a.Sector != "REB" || len(a.Country) != 3 || a.Country == land {
			continue
		}
		if land != "" {
			return ""
		}
		land = a.Country
	}
	for k := range r.t.toks {
		if k == i || r.t.toks[k].UPOS != "PROPN" || !r.isParty(k) {
			continue
		}
		a := &r.party(k).actor
		if a.Sector != "REB" || len(a.Country) != 3 || a.Country == land {
			continue
		}
		if land != "" {
			return ""
		}
		land = a.Country
	}
	return land
}
