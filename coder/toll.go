package coder

// absorbTolls makes one act of an attack and its toll: "shelled the town,
// killing six civilians".
func (r *reader) absorbTolls(list []*reading) []*reading {
	kept := list[:0]
	for _, g := range list {
		if of := r.sentOf(g, list); of != nil {
			r.tell("  %q: how %q was done", r.t.toks[g.word].Form, r.t.toks[of.word].Form)
			continue
		}
		if of := r.tollOf(g, list); of != nil {
			if len(g.actors) == 0 { // the dead are told of first
				of.recipients = union(append([]int(nil), g.recipients...), of.recipients)
			} else {
				of.recipients = union(of.recipients, g.recipients)
			}
			r.tell("  %q: the toll of %q", r.t.toks[g.word].Form, r.t.toks[of.word].Form)
			continue
		}
		kept = append(kept, g)
	}
	return kept
}

// sentOf returns the attack that a weapon does of which reading g tells that somebody
// sent or laid it, or nil: "rockets [fired by the rebels] hit the town".
func (r *reader) sentOf(g *reading, list []*reading) *reading {
	t := r.t
	h := t.head(g.word)
	if g.content != nil || h < 0 || !t.is(g.word, "acl") || !t.passive(g.word) || !r.isWeapon(h) && !r.c.frames.InClass(lower(t.lemma(h)), "projectile") {
		return nil
	}
	for _, of := range list {
		if of != g && of.comp.Coding.Type == "ASSAULT" && t.isVerb(of.word) && len(of.actors) > 0 && t.is(h, "nsubj") && t.head(h) == of.word {
			return of
		}
	}
	return nil
}

// tollOf returns the attack of which reading g is the toll, or nil: "shelled the
// town, killing six and wounding ten", "raided the village and killed six".
func (r *reader) tollOf(g *reading, list []*reading) *reading {
	t := r.t
	if g.content != nil || g.comp.Coding.Type != "ASSAULT" || len(g.recipients) == 0 || g.comp.Base.Name == "abduct" {
		return nil
	}
	if of := r.killedWhen(g, list); of != nil {
		return of
	}
	behind := t.toks[g.word].XPOS == "VBG" && t.child(g.word, "mark") < 0 && (t.is(g.word, "advcl") || r.above(g.word) != t.head(g.word))
	beside := t.is(g.word, "conj") && t.child(g.word, "nsubj") < 0 && r.c.frames.InClass(t.lemma(g.word), "toll")
	if !behind && !beside {
		return nil
	}
	for _, of := range list {
		if of == g || of.comp.Coding.Type != "ASSAULT" || len(of.comp.Ops) > 0 || of.word != r.above(g.word) {
			continue
		}
		blow := of.comp.Base.Name != "abduct" && of.comp.Base.Name != "destroy"
		if behind || blow && sameTokens(of.actors, g.actors) {
			return of
		}
	}
	return nil
}

// killedWhen returns the attack in which those were killed who, in reading g, are
// said to be killed by nobody: "two guards were killed when rebels stormed the camp".
func (r *reader) killedWhen(g *reading, list []*reading) *reading {
	t := r.t
	if len(g.actors) > 0 || !t.isVerb(g.word) || !t.passive(g.word) && g.frameName() != "die-when" {
		return nil
	}
	h := g.word
	if c := t.child(h, "conj"); c >= 0 && t.isVerb(c) { // "two died and ten were hurt when …"
		h = c
	}
	for _, of := range list {
		if of == g || of.comp.Coding.Type != "ASSAULT" || len(of.comp.Ops) > 0 || len(of.actors) == 0 || of.mutual {
			continue
		}
		if (t.head(of.word) == g.word || t.head(of.word) == h) && t.is(of.word, "advcl") && (t.has(of.word, "mark", "when", "as") || t.has(of.word, "advmod", "when")) {
			return of
		}
	}
	return nil
}

// above is the verb that verb i stands behind or beside; of several participles in a
// row, the one before the first of them.
func (r *reader) above(i int) int {
	t := r.t
	h := t.head(i)
	if h >= 0 && t.is(i, "conj") && t.toks[i].XPOS == "VBG" && t.toks[h].XPOS == "VBG" && t.is(h, "advcl") {
		return t.head(h)
	}
	return h
}

func sameTokens(a, b []int) bool {
	return len(a) == len(b) && len(without(a, b)) == 0
}

// absorbCauses leaves out what a protest says by the verb behind it: who takes to
// the streets to denounce the king protests against him, and that is one act.
func (r *reader) absorbCauses(list []*reading) []*reading {
	kept := list[:0]
	for _, g := range list {
		if of := r.causeOf(g, list); of != nil {
			r.tell("  %q: what %q is about", r.t.toks[g.word].Form, r.t.toks[of.word].Form)
			continue
		}
		kept = append(kept, g)
	}
	return kept
}

// causeOf returns the protest behind which reading g stands as its purpose, or nil.
func (r *reader) causeOf(g *reading, list []*reading) *reading {
	t := r.t
	if g.content != nil || !t.isVerb(g.word) || !r.c.frames.InClass(t.lemma(g.word), "objecting") || g.comp.Coding.Type == "PROTEST" && t.toks[g.word].XPOS != "VB" && t.toks[g.word].XPOS != "VBG" {
		return nil
	}
	for _, of := range list {
		if of != g && of.comp.Coding.Type == "PROTEST" && len(of.comp.Ops) == 0 && contains(r.demands(of.word), g.word) {
			return of
		}
	}
	return nil
}
