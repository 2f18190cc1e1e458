package place

import (
	"parley"
	"parley/lexicon"
)

// longest name in tokens, hyphens counted: "Islamic Republic of Iran" has four.
const longest = 9

// findNames appends the names of a sentence that the gazetteer knows, the
// longest first at each token, and those that only their company tells.
func (r *reading) findNames(sent int) {
	r.takeKnown()
	first := len(r.names)
	for i := 0; i < len(r.tokens); {
		n := 0
		if t := &r.tokens[i]; t.capital && !t.taken || r.elision(i) {
			n = r.longest(sent, i)
		}
		i += max(n, 1)
	}
	r.contain(first)
	for i := first; i < len(r.names); i++ {
		r.judge(&r.names[i])
	}
	r.pair(first)
	r.findUnknown(sent, first)
}

// elision tells names such as "al-Bab" that begin with a small article.
func (r *reading) elision(i int) bool {
	switch r.tokens[i].Form {
	case "al", "el", "ash", "as", "ar", "an", "ad", "at", "az", "ez":
		return r.hyphen(i+1) && r.at(i+2).capital && r.tokens[i].Span.End == r.at(i+1).Span.Start
	}
	return false
}

// hyphen reports whether token i is a hyphen written without space around it.
func (r *reading) hyphen(i int) bool {
	t := r.at(i)
	if t.Form != "-" && t.Form != "–" && t.Form != "‑" {
		return false
	}
	return r.at(i-1).Span.End == t.Span.Start && t.Span.End == r.at(i+1).Span.Start
}

// longest appends the longest name that begins at token i and returns the
// number of its tokens, 0 for none.
func (r *reading) longest(sent, i int) int {
	half := false // the second half of a name with a hyphen; of those, countries only
	if r.hyphen(i - 1) {
		switch c := r.at(i - 2); {
		case !c.capital, c.class&isDirection != 0, r.endsAt(sent, i-2):
		default:
			half = true
		}
	}
	ends, n := r.ends(i)
	for n--; n >= 0; n-- {
		j, from := ends[n], len(r.refs)
		span := r.span(i, j)
		r.refs = r.f.gazetteer.Lookup(r.doc.Text[span.Start:span.End], r.refs)
		if len(r.refs) > from && r.fits(i, j, from, half) {
			sense := r.sense(from, r.doc.Text[span.Start:span.End])
			r.names = append(r.names, name{sent: sent, first: i, last: j - 1, span: span, sense: sense, seat: -1, claim: -1, home: -1})
			return j - i
		}
		r.refs = r.refs[:from]
	}
	return 0
}

// ends returns where a name that begins at token i may end, the nearest first,
// and how many such places there are.
func (r *reading) ends(i int) (ends [longest]int, n int) {
	for j := i + 1; j <= len(r.tokens) && n < longest; j++ {
		if !r.goesOn(i, j) {
			break
		}
		if t := r.at(j - 1); t.capital || t.UPOS == "NUM" || r.hyphen(j-2) || t.Form == "." {
			ends[n] = j
			n++
		}
	}
	return ends, n
}

func (r *reading) span(i, j int) parley.Span {
	return parley.Span{Start: r.tokens[i].Span.Start, End: r.tokens[j-1].Span.End}
}

// fits reports whether tokens i to j may be a name with the candidates from
// r.refs[from:]. Half says that it is behind the hyphen of a longer word, where
// only countries are.
func (r *reading) fits(i, j, from int, half bool) bool {
	first := r.refs[from]
	switch {
	case j == i+1 && r.tokens[i].class&(isNever|isCalendar) != 0:
		return false
	case half && r.f.gazetteer.Kind(first) != Country:
		return false
	case r.tokens[j-1].Form == "." && !r.abbreviated(from): // the end of the sentence
		return false
	case r.article(i) && !r.articled(from):
		return false
	}
	return !r.hyphen(j) || !r.at(j+1).capital || r.joined(j+1) // not "Guinea" of "Guinea-Bissau"
}

// endsAt reports whether the name found last ends at token i of the sentence:
// the first half of "Russia-Turkey".
func (r *reading) endsAt(sent, i int) bool {
	k := len(r.names) - 1
	return k >= 0 && r.names[k].sent == sent && r.names[k].last == i
}

// goesOn reports whether a name that begins at i may still hold token j-1.
func (r *reading) goesOn(i, j int) bool {
	k := j - 1
	t := r.at(k)
	if k == i || t.capital {
		return true
	}
	switch t.Form {
	case "of", "the", "and", "de", "del", "da", "do", "dos", "das", "di", "la", "las", "los", "el", "al", "du", "des", "le", "les", "sur", "en", "upon", "on", "under", "au", "aux", "y", "e", "i", "o", "am", "an", "der", "den", "ez", "as", "ash", "ad", "ar", "zor", "ye", "bin", "ul", "in":
		return true
	case "-", "–", "‑":
		return r.hyphen(k)
	case ".":
		return r.at(k-1).Span.End == t.Span.Start && len(r.at(k-1).Form) <= 4 && k-1 == i
	case "'s", "’s", "'S", "’S", "s":
		return r.at(k + 1).capital
	case "'", "’":
		return r.at(k-1).Span.End == t.Span.Start && r.at(k+1).Span.Start == t.Span.End
	}
	return r.hyphen(k-1) || t.UPOS == "NUM" && k > i
}

// joined reports whether the word behind a hyphen leaves the name before it
// alone: "Paris-Brussels".
func (r *reading) joined(k int) bool {
	return r.has(k, k+1) || r.tokens[k].class&(isDirection|kindAny) != 0
}

// takeKnown marks the tokens of people and organisations that the lexicon knows,
// unless the gazetteer has a land of the very name: "South Ossetia".
func (r *reading) takeKnown() {
	for i := 0; i < len(r.tokens); {
		if !r.tokens[i].capital {
			i++
			continue
		}
		e := r.entry(i)
		end := i + max(e.words, 1)
		if e.words > 1 && (e.kind == lexicon.KindPerson || e.kind == lexicon.KindGroup && !r.large(i, end)) {
			for k := i; k < end; k++ {
				r.tokens[k].taken = true
			}
		}
		i = end
	}
}

// has reports whether the gazetteer has the name of tokens i to j.
func (r *reading) has(i, j int) bool { return r.first(i, j) != Unknown }

// first returns the kind of the first place with the name of tokens i to j.
func (r *reading) first(i, j int) Kind {
	from := len(r.refs)
	span := r.span(i, j)
	r.refs = r.f.gazetteer.Lookup(r.doc.Text[span.Start:span.End], r.refs)
	kind := Unknown
	if len(r.refs) > from {
		kind = r.f.gazetteer.Kind(r.refs[from])
	}
	r.refs = r.refs[:from]
	return kind
}

// large reports whether tokens i to j are the name of a place larger than a town.
func (r *reading) large(i, j int) bool {
	switch r.first(i, j) {
	case Unknown, City, Point:
		return false
	}
	return true
}

// article reports whether token i is "The".
func (r *reading) article(i int) bool { return r.at(i).Form == "The" || r.at(i).Form == "THE" }

// articled reports whether one of the candidates from r.refs[from:] has the
// article in its own name: "The Hague".
func (r *reading) articled(from int) bool {
	for _, ref := range r.refs[from:] {
		if name := r.f.gazetteer.Name(ref); len(name) > 4 && name[:4] == "The " {
			return true
		}
	}
	return false
}

// abbreviated reports whether one of the candidates from r.refs[from:] is
// written with a full stop: "Fla."
func (r *reading) abbreviated(from int) bool {
	for _, ref := range r.refs[from:] {
		if ref.Form() == Abbreviation {
			return true
		}
	}
	return false
}
