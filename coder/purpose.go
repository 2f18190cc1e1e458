package coder

// purposes finds the infinitives that tell what verb s.word is done for, whether
// the parser hung them on it or on its object: "sent doctors to treat the wounded".
func (r *reader) purposes(s site) []int {
	t := r.t
	var out []int
	for _, h := range append([]int{s.word}, append(r.objects(s), r.children(s.word, "obl")...)...) {
		for c := t.first[h]; c >= 0; c = t.next[c] {
			switch t.base(c) {
			case "advcl", "acl", "xcomp":
				if t.isVerb(c) && t.has(c, "mark", "to") {
					out = append(out, t.conjuncts(c, nil)...)
				}
			}
		}
	}
	return out
}

// aided finds who is helped by the purpose of verb s.word: "paid 20 million
// dollars to help Sierra Leone run its elections".
func (r *reader) aided(s site) []int {
	var out []int
	for _, v := range r.purposes(s) {
		if r.c.frames.InClass(r.t.lemma(v), "helping") {
			what := v
			if x := r.t.child(v, "xcomp"); x >= 0 && r.t.child(v, "obj") < 0 && r.c.frames.InClass(r.t.lemma(x), "helping") {
				what = x // "to help evacuate the wounded"
			}
			out = append(out, r.objects(site{word: what, pos: 'v', actor: -1})...)
			out = append(out, r.oblique(site{word: what, pos: 'v', actor: -1, deep: true}, "for")...) // "to support clinics for refugees"
		}
	}
	return out
}

// met finds whom the purpose of a journey is to meet: "flew to Doha to meet the
// Taliban", "came to hold talks with the king".
func (r *reader) met(s site) []int {
	var out []int
	for _, v := range r.purposes(s) {
		at := site{word: v, pos: 'v', actor: -1}
		switch r.t.lemma(v) {
		case "meet", "see":
			out = append(append(out, r.objects(at)...), r.oblique(at, "with")...)
		case "hold", "have", "talk", "confer", "negotiate", "consult":
			out = append(out, r.oblique(at, "with")...)
		}
	}
	return out
}

// doer finds who does what the clause tells that noun i stands in under "at",
// "on" or the like: "at the request of Chad, Niger closed its border".
func (r *reader) doer(i int) []int {
	t := r.t
	h := t.head(i)
	if h < 0 || !t.is(i, "obl") || !t.isVerb(h) {
		return nil
	}
	switch t.preposition(i) {
	case "at", "on", "upon", "under", "after", "following":
	default:
		return nil
	}
	if t.lemma(h) == "act" && t.is(h, "advcl") && t.head(h) >= 0 { // "acting on a request from"
		h = t.head(h)
	}
	if c := t.child(h, "nsubj"); c >= 0 {
		return []int{r.antecedent(c, h)}
	}
	return r.controller(h)
}

// causes finds what a protest is said to be about by the verb behind it: "took to
// the streets to denounce the king", "started a fast, protesting the ban".
func (r *reader) causes(s site) []int {
	var out []int
	for _, v := range r.demands(s.word) {
		at := site{word: v, pos: 'v', actor: -1}
		if r.c.frames.InClass(r.t.lemma(v), "demanding") {
			out = append(out, r.askedOf(v)...)
			continue
		}
		out = append(out, r.objects(at)...)
		for _, prep := range [...]string{"against", "over", "at"} {
			out = append(out, r.oblique(at, prep)...)
		}
	}
	return out
}

// askedOf finds of whom demanding verb v asks something: "to demand that [the king]
// go", "demanding the resignation of [the king]", "to press [the king] to go".
func (r *reader) askedOf(v int) (out []int) {
	if c := r.t.child(v, "ccomp"); c >= 0 {
		return r.children(c, "nsubj")
	}
	for _, o := range r.objects(site{word: v, pos: 'v', actor: -1}) {
		if r.isParty(o) {
			out = append(out, o)
		} else {
			out = append(out, r.ownerOf(o)...)
		}
	}
	return out
}

// demands finds the verbs behind protest i that tell what it is about.
func (r *reader) demands(i int) []int {
	t := r.t
	behind := r.purposes(site{word: i, pos: 'v', actor: -1})
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if c > i && (t.is(c, "advcl") || t.is(c, "xcomp")) && t.toks[c].XPOS == "VBG" {
			behind = append(behind, c)
		}
	}
	out := behind[:0]
	for _, v := range behind {
		if r.c.frames.InClass(t.lemma(v), "objecting") || r.c.frames.InClass(t.lemma(v), "demanding") {
			out = append(out, v)
		}
	}
	return out
}

// debtors finds who owes what verb i is about: "cancelled what Chad owed it",
// "cancelled the loans owed by Chad".
func (r *reader) debtors(i int) []int {
	for _, v := range r.under(i) {
		if r.t.lemma(v) == "owe" && r.t.isVerb(v) {
			return r.subjects(site{word: v, pos: 'v', actor: -1})
		}
	}
	return nil
}
