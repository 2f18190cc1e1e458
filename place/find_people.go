package place

import "parley/lexicon"

// meetPeople notes the names of people in a sentence: a title or a given name
// before another name, or somebody whom the lexicon knows.
func (r *reading) meetPeople() {
	for i := 0; i < len(r.tokens); i++ {
		if !r.tokens[i].capital {
			continue
		}
		end := r.person(i)
		for k := i; k < end; k++ {
			if t := r.tokens[k]; t.capital && t.class&(isTitle|isNever) == 0 && len(t.Form) > 2 {
				r.people[t.Form] = true
			}
		}
		i = max(i, end-1)
	}
}

// person returns the end of the person's name that begins at i, i for none. The
// name must have two words, or a title before it.
func (r *reading) person(i int) int {
	if e := r.entry(i); e.words > 1 && e.kind == lexicon.KindPerson {
		return i + e.words
	}
	j := i
	for r.at(j).class&isTitle != 0 && r.at(j).capital && r.at(j).class&isForename == 0 {
		j++
	}
	titled := j > i
	k := j
	for k < len(r.tokens) && r.tokens[k].UPOS == "PROPN" && r.tokens[k].capital && r.tokens[k].class&(isTitle|isOrgTail|kindAny) == 0 {
		k++
	}
	switch {
	case k == j, r.at(k).capital && r.at(k).class&(isOrgTail|kindAny|isStreet) != 0:
		return i // "Frederick Memorial Hospital"
	case titled && k-j <= 3:
		return k
	case r.at(j).class&isForename != 0 && k-j >= 2 && k-j <= 4 && !r.flat:
		return k
	}
	return i
}

// isPerson reports whether a word is part of a person's name in the document.
func (r *reading) isPerson(form string) bool { return r.people[form] }

// dropPeople lowers names that are also people in the document, where nothing
// says plainly that the place is meant.
func (r *reading) dropPeople() {
	for i := range r.names {
		n := &r.names[i]
		if n.first == n.last && !n.found && r.isPerson(r.doc.Text[n.span.Start:n.span.End]) {
			n.person = true
			r.add(n, "a person of the text has the name", wPerson)
		}
	}
}
