package coder

// plural returns the parties that a word for several stands for: "they", "both
// sides", "the two countries", "the two"; nil when it stands for one or for
// nobody that was named.
func (r *reader) plural(i int) []*partyInfo {
	switch lower(r.t.toks[i].Form) {
	case "they", "them", "their", "theirs":
		return r.pluralPronoun(i)
	}
	if !r.isPair(i) {
		return nil
	}
	if many := r.coordinatedBefore(i, 2); many != nil {
		return many
	}
	if many := r.bothEnds(i); many != nil {
		return many
	}
	for k := len(r.doc.events) - 1; k >= max(0, len(r.doc.events)-6); k-- {
		e := &r.doc.events[k]
		if len(e.actors)+len(e.recipients) == 2 {
			return r.theTwo(e)
		}
	}
	return r.lastGroup(2)
}

// isPair reports whether i is "both sides", "the two countries", "the two", "both".
func (r *reader) isPair(i int) bool {
	t := r.t
	switch lower(t.toks[i].Form) {
	case "two":
		return t.has(i, "det", "the", "these") && t.rel(i) != "nummod"
	case "both":
		return t.is(i, "nsubj") || t.is(i, "obj") || t.is(i, "obl")
	}
	if !r.c.frames.InClass(t.lemma(i), "side") {
		return false
	}
	return t.has(i, "det", "both") || t.has(i, "", "both") || t.has(i, "nummod", "two") && t.has(i, "det", "the", "these", "those")
}

// bothEnds finds the subject and the object of the nearest clause before token
// i: "A met B after the two had".
func (r *reader) bothEnds(i int) []*partyInfo {
	t := r.t
	for v := i - 1; v >= 0; v-- {
		if !t.isVerb(v) {
			continue
		}
		s, o := t.child(v, "nsubj"), t.child(v, "obj")
		if s < 0 || s > i {
			continue
		}
		if o < 0 {
			for c := t.first[v]; c >= 0 && o < 0; c = t.next[c] {
				if t.is(c, "obl") && t.preposition(c) == "with" {
					o = c
				}
			}
		}
		if o < 0 || o > i {
			continue
		}
		if a, b := r.party(s), r.party(o); a != nil && b != nil && a != b {
			return []*partyInfo{a, b}
		}
	}
	return nil
}

func (r *reader) theTwo(e *told) (out []*partyInfo) {
	for _, list := range [][]partyInfo{e.actors, e.recipients} {
		for k := range list {
			out = append(out, &list[k])
		}
	}
	return out
}

// pluralPronoun finds the coordinated subject, above or before in the sentence
// or in the sentence before, that "they" stands for.
func (r *reader) pluralPronoun(i int) []*partyInfo {
	t := r.t
	for clause, steps := t.head(t.head1(i)), 0; clause >= 0 && steps < 8; clause, steps = t.head(clause), steps+1 {
		if c := t.child(clause, "nsubj"); c >= 0 && c < i && !t.below(i, c) {
			if t.toks[c].UPOS == "PRON" {
				continue
			}
			return r.members(c)
		}
	}
	if many := r.coordinatedBefore(i, 0); many != nil {
		return many
	}
	if p := r.pronoun(i); p != nil && p.group > 0 {
		return r.group(p.group)
	}
	return nil
}

// head1 is the head of i, or i itself at the root.
func (t *tree) head1(i int) int {
	if h := t.head(i); h >= 0 {
		return h
	}
	return i
}

// members returns the parties coordinated under token c; nil when it is one.
func (r *reader) members(c int) (out []*partyInfo) {
	for _, k := range r.t.conjuncts(c, nil) {
		if p := r.party(k); p != nil {
			out = append(out, p)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// coordinatedBefore finds the nearest coordination of parties before token i in
// its sentence, of n members, or of any number for 0.
func (r *reader) coordinatedBefore(i, n int) []*partyInfo {
	t := r.t
	for c := i - 1; c >= 0; c-- {
		if t.child(c, "conj") < 0 || t.is(c, "conj") || t.below(i, c) || t.isVerb(c) {
			continue
		}
		if many := r.members(c); many != nil && (n == 0 || len(many) == n) {
			return many
		}
	}
	return nil
}

// lastGroup returns the coordination of n parties mentioned last in the document.
func (r *reader) lastGroup(n int) []*partyInfo {
	for k := len(r.doc.mentions) - 1; k >= max(0, len(r.doc.mentions)-3*near); k-- {
		if id := r.doc.mentions[k].group; id > 0 {
			if many := r.group(id); len(many) == n {
				return many
			}
		}
	}
	return nil
}

// group returns the parties that were coordinated under a number.
func (r *reader) group(id int) (out []*partyInfo) {
	for k := range r.doc.mentions {
		if r.doc.mentions[k].group == id {
			p := r.doc.mentions[k]
			out = append(out, &p)
		}
	}
	return out
}

// carry makes tokens stand for parties: i for the first, marks of punctuation,
// which stand for nobody else, for the others. It returns the tokens.
func (r *reader) carry(i int, many []*partyInfo) []int {
	out := []int{i}
	r.stand(i, many[0])
	k := 0
	for _, p := range many[1:] {
		for k < len(r.t.toks) && (r.t.toks[k].UPOS != "PUNCT" || r.who[k] != nil && r.who[k] != p) {
			k++
		}
		if k == len(r.t.toks) {
			break
		}
		r.stand(k, p)
		out = append(out, k)
		k++
	}
	return out
}

// several returns the tokens that stand for the parties of a word for several,
// found once for a sentence.
func (r *reader) several(i int) []int {
	if r.carried[i] == nil {
		r.carried[i] = []int{i}
		if many := r.plural(i); len(many) > 1 {
			r.carried[i] = r.carry(i, many)
		}
	}
	return r.carried[i]
}
