package coder

// absorbTolls makes one act of an attack and its toll: "shelled the town,
// killing six civilians".
func (r *reader) absorbTolls(list []*reading) []*reading {
	kept := list[:0]
	for _, g := range list {
		if of := r.tollOf(g, list); of != nil {
			of.recipients = union(of.recipients, g.recipients)
			r.tell("  %q: the toll of %q", r.t.toks[g.word].Form, r.t.toks[of.word].Form)
			continue
		}
		kept = append(kept, g)
	}
	return kept
}

// tollOf returns the attack of which reading g is the toll, or nil.
func (r *reader) tollOf(g *reading, list []*reading) *reading {
	t := r.t
	if g.content != nil || t.toks[g.word].XPOS != "VBG" || !t.is(g.word, "advcl") || !r.c.frames.InClass(t.lemma(g.word), "toll") {
		return nil
	}
	for _, of := range list {
		if of != g && of.word == t.head(g.word) && of.comp.Coding.Type == "ASSAULT" && g.comp.Coding.Type == "ASSAULT" {
			return of
		}
	}
	return nil
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
