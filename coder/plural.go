package coder

// plural returns the parties that a word for several stands for: "they", "both
// sides", "the two countries", "the two"; nil when it stands for one or for
// nobody that was named.
func (r *reader) plural(i int) []*partyInfo {
	switch lower(r.t.toks[i].Form) {
	case "they", "them", "their", "theirs":
		return r.pluralPronoun(i)
	}
	if many := r.halves(i); many != nil {
		return many
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
	return r.pairSpokenOf(lower(r.t.lemma(i)))
}

// pairSpokenOf returns the two parties that the document pairs most often, the
// last of them first, and that a word like "sides" or "countries" may stand for:
// those who met, signed or fought together, or of whom one did something to the
// other.
func (r *reader) pairSpokenOf(word string) []*partyInfo {
	type pair struct {
		a, b  *partyInfo
		count float64
	}
	var pairs []pair
	meet := func(a, b *partyInfo, weight float64) {
		if !maySideWith(a, b, word) {
			return
		}
		for k := range pairs {
			if sameParty(pairs[k].a, a) && sameParty(pairs[k].b, b) || sameParty(pairs[k].a, b) && sameParty(pairs[k].b, a) {
				pairs[k].count += weight
				return
			}
		}
		pairs = append(pairs, pair{a, b, weight})
	}
	for k := len(r.doc.events) - 1; k >= 0; k-- {
		e := &r.doc.events[k]
		switch {
		case len(e.actors) == 2 && len(e.recipients) == 0:
			meet(&e.actors[0], &e.actors[1], 2)
		case len(e.actors) == 1 && len(e.recipients) == 1:
			meet(&e.actors[0], &e.recipients[0], 1)
		case len(e.recipients) == 2:
			meet(&e.recipients[0], &e.recipients[1], 2)
		}
	}
	seen := map[int]bool{}
	for k := len(r.doc.mentions) - 1; k >= 0; k-- {
		if id := r.doc.mentions[k].group; id > 0 && !seen[id] {
			seen[id] = true
			if many := r.group(id); len(many) == 2 {
				meet(many[0], many[1], 1)
			}
		}
	}
	best := -1
	for k := range pairs {
		if best < 0 || pairs[k].count > pairs[best].count {
			best = k
		}
	}
	if best < 0 {
		return nil
	}
	return []*partyInfo{pairs[best].a, pairs[best].b}
}

// maySideWith reports whether two parties may be "both sides", "the two
// countries", "the two leaders": nobody in between, and of the right sort.
func maySideWith(a, b *partyInfo, word string) bool {
	for _, p := range []*partyInfo{a, b} {
		switch p.actor.Sector {
		case "IGO", "NGO", "JRN", "UNK", "JNK":
			return false
		}
		if p.actor.Sector == "" && p.actor.Country == "" || p.actor.Country == "IGO" {
			return false
		}
	}
	if sameParty(a, b) {
		return false
	}
	switch word {
	case "country", "nation", "state", "neighbour", "neighbor", "government", "army", "capital":
		return a.actor.Country != b.actor.Country && official(a.actor) && official(b.actor)
	}
	return true
}

func sameParty(a, b *partyInfo) bool {
	return a.mention == b.mention || a.actor.ID != "" && a.actor.ID == b.actor.ID ||
		a.actor.ID == "" && b.actor.ID == "" && a.actor.Country == b.actor.Country && a.actor.Sector == b.actor.Sector
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
	if len(r.possessors(i)) > 0 { // "both Congolese leaders"
		return false
	}
	if l := t.lemma(i); (l == "party" || l == "side") && t.toks[i].XPOS == "NNS" && t.has(i, "det", "the") && t.child(i, "nmod") < 0 && t.child(i, "acl") < 0 && t.child(i, "compound") < 0 && t.child(i, "nummod") < 0 &&
		(t.child(i, "amod") < 0 || t.has(i, "amod", "warring", "rival", "conflicting", "opposing")) {
		return true // "the parties" to what the text tells of
	}
	return t.has(i, "det", "both", "each") || t.has(i, "", "both") || t.has(i, "nummod", "two") && t.has(i, "det", "the", "these", "those")
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

// pluralPronoun finds the coordinated subject, above or before in the sentence
// or in the sentence before, that "they" stands for.
func (r *reader) pluralPronoun(i int) []*partyInfo {
	t := r.t
	for clause, steps := t.head(t.head1(i)), 0; clause >= 0 && steps < 8; clause, steps = t.head(clause), steps+1 {
		if c := t.child(clause, "nsubj"); c >= 0 && c < i && !t.below(i, c) {
			if t.toks[c].UPOS == "PRON" {
				continue
			}
			if many := r.members(c); many != nil {
				return many
			}
			if p := r.party(c); p != nil && (!p.person || p.plural) {
				return nil
			}
		}
	}
	if many := r.pairBefore(i); many != nil {
		return many
	}
	if many := r.coordinatedBefore(i, 0); many != nil {
		return many
	}
	if p := r.pronoun(i); p != nil && p.group > 0 {
		return r.group(p.group)
	}
	return nil
}

// pairBefore finds the "both sides" before token i in its sentence that "them" takes
// up.
func (r *reader) pairBefore(i int) (out []*partyInfo) {
	for c := i - 1; c >= 0; c-- {
		if !r.isPair(c) {
			continue
		}
		if tokens := r.several(c); len(tokens) > 1 {
			for _, k := range tokens {
				out = append(out, r.who[k])
			}
			return out
		}
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

// mute reports whether token i is a mark or a small word, which stands for nobody by
// itself.
func (t *tree) mute(i int) bool {
	switch t.toks[i].UPOS {
	case "PUNCT", "CCONJ", "ADP", "PART", "AUX":
		return true
	}
	return false
}

// carry makes tokens stand for parties: i for the first, mute ones for the others.
// It returns the tokens.
func (r *reader) carry(i int, many []*partyInfo) []int {
	out := []int{i}
	r.stand(i, many[0])
	k := 0
	for _, p := range many[1:] {
		for k < len(r.t.toks) && (!r.t.mute(k) || r.who[k] != nil && r.who[k] != p) {
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
