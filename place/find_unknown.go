package place

import "parley/lexicon"

// findUnknown appends names that the gazetteer does not have, but that their
// company tells: "the village of X", "X district".
func (r *reading) findUnknown(sent, first int) {
	for i := 0; i < len(r.tokens); i++ {
		if !r.proper(i) || r.tokens[i].UPOS != "PROPN" || r.tokens[i].taken || r.tokens[i].class&(isCalendar|isNever|isDirection) != 0 || i > 0 && r.proper(i-1) {
			continue
		}
		j := i + 1
		for j < len(r.tokens) && (r.proper(j) && r.tokens[j].UPOS == "PROPN" || r.hyphen(j) && r.proper(j+1)) {
			j++
		}
		r.tryUnknown(sent, first, i, j)
		i = j
	}
}

// tryUnknown appends tokens i to j as a place if their company says so.
func (r *reading) tryUnknown(sent, first, i, j int) {
	if j-i > 4 || r.covered(first, i, j) {
		return
	}
	country, known := r.known(i, j)
	press := known == lexicon.KindCity || known == lexicon.KindRegion
	kind := r.company(i, j)
	in, placed := r.placed(first, i, j)
	if !press && (kind == 0 && !placed && !r.stands(i, j) || r.named(i, j)) {
		return
	}
	if k := r.same(first, i, j); k >= 0 {
		r.names[k].kinds |= kind
		r.names[k].weak = true
		r.add(&r.names[k], "it stands as a place does", enough-r.names[k].score)
		return
	}
	n := name{sent: sent, first: i, last: j - 1, span: r.span(i, j), sense: -1, seat: -1, claim: in, home: -1, kinds: kind, score: enough, found: true}
	if in < 0 {
		n.claim = r.beside(first, i, j)
	}
	if press {
		n.home = r.countrySense(country)
	}
	r.names = append(r.names, n)
}

// same returns the index of the name of the gazetteer that takes up tokens i to
// j and was not enough by itself; -1 for none.
func (r *reading) same(first, i, j int) int {
	for k := first; k < len(r.names); k++ {
		if n := &r.names[k]; n.first == i && n.last == j-1 && n.score > hopeless {
			return k
		}
	}
	return -1
}

// placed reports whether tokens i to j stand as a place does: behind a
// preposition of place and before the larger place ("in Greenlane, Auckland"),
// whose index is returned, or paired with a place ("between Juba and Pibor").
func (r *reading) placed(first, i, j int) (in int, ok bool) {
	before := preposition(r.at(i - 1).Form)
	for k := first; k < len(r.names); k++ {
		n := &r.names[k]
		if n.sense < 0 || n.score < enough {
			continue
		}
		if n.last < i && j-i == 1 && r.at(n.last+1).Form == "and" && n.last+2 == i && !r.at(j).capital && preposition(r.at(n.first-1).Form) >= wToward {
			return -1, true
		}
		if n.first > j-1 && before >= wFrom && r.leads(j, n.first) && r.senses[n.sense].fame >= 5 {
			return k, true
		}
	}
	return -1, false
}

// beside returns the index of the name that tokens i to j are said to lie in: the
// next one ("Kfraya in Idlib"), or the owner before ("Cairo's Abbasiya
// district"); -1 for none.
func (r *reading) beside(first, i, j int) int {
	for k := first; k < len(r.names); k++ {
		n := &r.names[k]
		if n.sense < 0 || n.score < enough {
			continue
		}
		owner := n.last == i-2 && (r.at(i-1).Form == "'s" || r.at(i-1).Form == "’s")
		if owner || n.first >= j && r.leads(j, n.first) {
			return k
		}
	}
	return -1
}

// stands reports whether tokens i to j stand behind a preposition that hardly
// anything but a place follows.
func (r *reading) stands(i, j int) bool {
	if r.flat || j-i > 3 || r.at(j).capital || r.at(j).Form == "'s" || r.at(j).Form == "’s" || r.at(i-1).capital && i > 1 || r.hyphen(j) || shouted(r.at(i).Form) || r.at(j-1).class&(isNever|isCalendar|isPlain|isDirection) != 0 {
		return false
	}
	return r.at(i-1).Form == "at" || preposition(r.at(i-1).Form) >= wIn
}

// company returns the kind of place that the words around tokens i to j say, 0 for none.
func (r *reading) company(i, j int) class {
	if r.at(i-1).Form == "of" && !r.at(i-2).capital {
		if k := r.at(i-2).class & (kindCity | kindDivisions); k != 0 && r.at(i-2).Form != "state" {
			return k
		}
	}
	if k := r.appositive(j); k != 0 {
		return k
	}
	if k := r.listKind(i); k != 0 {
		return k
	}
	if t := r.at(j); !t.capital && t.UPOS == "NOUN" && r.at(i-1).Form != "-" {
		if k := t.class & kindAny; k != 0 {
			switch t.Form {
			case "island", "islands", "river", "valley", "mountains", "mountain", "peninsula", "desert", "lake", "delta", "gorge", "strait", "hills", "highlands":
				return k
			case "crossing", "airport", "airbase", "barracks", "checkpoint", "prison", "dam", "bridge", "refinery":
				return k
			case "village", "district", "province", "county", "governorate", "town", "neighbourhood", "neighborhood", "municipality", "oblast", "tehsil", "suburb":
				return k
			}
		}
	}
	return 0
}

// appositive returns the kind of place in words behind a name: ", a farming town".
func (r *reading) appositive(j int) class {
	if d := r.at(j + 1); r.at(j).Form != "," || d.Form != "a" && d.Form != "an" && d.Form != "the" {
		return 0
	}
	for k := j + 2; k < j+6; k++ {
		switch t := r.at(k); {
		case t.UPOS == "NOUN" && t.class&(kindCity|kindDivisions) != 0:
			return t.class & (kindCity | kindDivisions)
		case t.UPOS != "ADJ" && t.UPOS != "NOUN" && t.UPOS != "PUNCT" || t.Form == ",":
			return 0
		}
	}
	return 0
}

// listKind returns the kind of the places in whose list token i stands: "the
// villages of Maliuc and Caraorman".
func (r *reading) listKind(i int) class {
	if f := r.at(i - 1).Form; f != "and" && f != "," {
		return 0
	}
	for k := i - 1; k > i-12 && k > 0; k-- {
		switch t := r.at(k); {
		case t.Form == "of":
			if r.plural(k - 1) {
				return r.at(k-1).class & (kindCity | kindDivisions)
			}
			return 0
		case t.capital, t.UPOS == "PUNCT", t.Form == "and", t.Form == "de":
		default:
			return 0
		}
	}
	return 0
}

// covered reports whether a name of the sentence lies in tokens i to j.
func (r *reading) covered(first, i, j int) bool {
	for k := first; k < len(r.names); k++ {
		if n := &r.names[k]; n.first < j && i <= n.last && n.score >= enough {
			return true
		}
	}
	return false
}

// named reports whether the lexicon knows tokens i to j, or a part of them, as
// something else: "in Fatah, Palestine".
func (r *reading) named(i, j int) bool {
	for k := i; k < j; k++ {
		if r.entry(k).kind != lexicon.KindNone {
			return true
		}
		if r.tokens[k].class&(isOrgTail|isTitle|isForename|isStreet) != 0 {
			return true
		}
	}
	return r.isPerson(r.tokens[j-1].Form)
}

// countrySense returns the sense of a country's own name, -1 for none.
func (r *reading) countrySense(code string) int {
	ref, ok := r.f.gazetteer.CountryRef(code)
	if !ok {
		return -1
	}
	from := len(r.refs)
	r.refs = append(r.refs, ref)
	return r.sense(from, "")
}
