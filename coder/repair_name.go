package coder

// mendTitles makes one subject of two that stand side by side, an institution and
// who holds its office: "U.N. Secretary-General Antonio Guterres condemned".
func (t *tree) mendTitles() {
	for i := range t.toks {
		if !t.is(i, "nsubj") || t.toks[i].UPOS != "PROPN" || t.child(i, "conj") >= 0 {
			continue
		}
		for k := i + 1; k < len(t.toks); k++ {
			if !t.is(k, "nsubj") || t.head(k) != t.head(i) || t.left(k) != i+1 {
				continue
			}
			switch {
			case t.childExact(k, "nmod:desc") >= 0:
				t.toks[i].Head, t.toks[i].Deprel = k, "compound"
				t.hang()
			case k == i+1 && t.toks[k].UPOS == "PROPN": // "Reliance Jio agreed": a name of two words
				t.toks[k].Head, t.toks[k].Deprel = i, "flat"
				t.hang()
			}
			break
		}
	}
}

// mendTitledObjects hangs a name on the title right before it where the parser took both
// for objects: "sentenced former commander Ratko Petrovic".
func (t *tree) mendTitledObjects() {
	mended := false
	for i := 1; i < len(t.toks); i++ {
		title := i - 1
		if !t.is(i, "obj") || t.toks[i].XPOS != "NNP" || t.child(i, "flat") != i+1 || t.toks[title].XPOS != "NN" || t.toks[title].UPOS != "NOUN" {
			continue
		}
		if t.head(title) == t.head(i) && (t.is(title, "obj") || t.is(title, "iobj")) {
			t.toks[i].Head, t.toks[i].Deprel, mended = title, "appos", true
		}
	}
	if mended {
		t.hang()
	}
}

// mendVisitors makes an adjective of "visiting" where a person stands behind it:
// "held talks with visiting Chinese President Li".
func (t *tree) mendVisitors() {
	for i := range t.toks {
		if i == 0 || t.toks[i].XPOS != "VBG" || t.lemma(i) != "visit" || t.head(i) < 0 || t.head(i-1) != i {
			continue
		}
		o := t.child(i, "obj")
		if o < i || t.child(o, "det") >= 0 || t.child(o, "flat") < 0 && t.childExact(o, "nmod:desc") < 0 {
			continue
		}
		switch lower(t.toks[i-1].Form) {
		case "with", "against", "to", "by", "for", "of":
		default:
			continue
		}
		h := t.head(i)
		t.toks[o].Head, t.toks[o].Deprel = h, "obl"
		if t.isNominal(h) {
			t.toks[o].Deprel = "nmod"
		}
		t.toks[i-1].Head, t.toks[i-1].Deprel = o, "case"
		t.toks[i].Head, t.toks[i].Deprel, t.toks[i].UPOS, t.toks[i].XPOS = o, "amod", "ADJ", "JJ"
		t.hang()
	}
}

// mendNames hangs a name on the noun before it that the parser took for one more
// agent, subject or object: "by the separatist group ETA".
func (t *tree) mendNames() {
	for i := range t.toks {
		rel, p := t.rel(i), t.left(i)-1
		if t.toks[i].UPOS != "PROPN" || rel != "obl:agent" && base(rel) != "nsubj" && rel != "obj" || t.child(i, "case") >= 0 || p < 0 {
			continue
		}
		if rel == "obj" && (t.class == nil || !t.class(t.lemma(p), "person")) { // "gave the rebels Strela missiles"
			continue
		}
		if t.toks[p].UPOS == "NOUN" && t.head(p) == t.head(i) && t.rel(p) == rel {
			t.toks[i].Head, t.toks[i].Deprel = p, "nmod:desc"
			t.hang()
		}
	}
}

// mendCompounds makes one noun of two where the parser gave a noun an object: "bans
// and asset [freezes]". Nouns have none.
func (t *tree) mendCompounds() {
	for o := 1; o < len(t.toks); o++ {
		p := o - 1
		if t.toks[p].UPOS != "NOUN" || t.toks[o].UPOS != "NOUN" || !t.is(o, "obj") || t.head(o) != p || t.is(p, "root") || t.is(p, "nsubj") || t.child(p, "nsubj") >= 0 {
			continue
		}
		for c := range t.toks {
			if t.head(c) == p && c != o {
				t.toks[c].Head = o
			}
		}
		t.toks[o].Head, t.toks[o].Deprel = t.head(p), t.rel(p)
		t.toks[p].Head, t.toks[p].Deprel = o, "compound"
		t.hang()
	}
}

// mendLists hangs the second of several names on the first where the parser took it
// for an apposition: "envoys from Sudan, Chad and Libya".
func (t *tree) mendLists() {
	for i := range t.toks {
		h := t.head(i)
		if h < 0 || !t.is(i, "appos") || t.toks[i].UPOS != "PROPN" || t.child(i, "conj") < i {
			continue
		}
		first := t.left(i) - 2 // before the comma
		if first <= h || t.toks[first+1].Form != "," || t.toks[first].UPOS != "PROPN" || !t.is(first, "nmod") || t.head(first) != h {
			continue
		}
		t.toks[i].Head, t.toks[i].Deprel = first, "conj"
		t.hang()
	}
}

// mendAppositions makes an apposition of a noun that the parser coordinated behind
// the last of several: "China and Russia, its neighbours,".
func (t *tree) mendAppositions() {
	for i := range t.toks {
		h := t.head(i)
		if h < 0 || !t.is(i, "conj") || t.toks[i].UPOS != "NOUN" || t.toks[h].UPOS != "PROPN" || t.child(i, "cc") >= 0 || t.left(i) == 0 || t.toks[t.left(i)].Form != "," && t.toks[t.left(i)-1].Form != "," {
			continue
		}
		for c := t.first[h]; c >= 0 && c < i; c = t.next[c] {
			if t.is(c, "conj") && t.child(c, "cc") >= 0 {
				t.toks[i].Deprel = "parataxis" // of them all: part of no name
			}
		}
	}
}

// mendThrees hangs the second of three names on the first, where the parser took it
// for a subject or hung it higher: "talks between Egypt, [Ethiopia] and Sudan ended".
func (t *tree) mendThrees() {
	for i := 2; i+2 < len(t.toks); i++ {
		a, h := i-2, t.head(i)
		if t.toks[i].UPOS != "PROPN" || t.toks[i-1].Form != "," || t.toks[a].UPOS != "PROPN" || t.toks[i+1].UPOS != "CCONJ" || t.toks[i+2].UPOS != "PROPN" {
			continue
		}
		if h < 0 || h == a || h > i && !t.is(i, "nsubj") || !t.is(a, "nmod") && !t.is(a, "obl") || t.is(i, "flat") || t.is(i, "compound") {
			continue
		}
		if t.is(i, "nsubj") && (t.child(h, "nsubj") < 0 || t.child(h, "nsubj") == i) {
			continue // the only subject: "in talks with Kenya, Uganda and Tanzania agreed"
		}
		t.toks[i].Head, t.toks[i].Deprel = a, "conj"
		t.hang()
	}
}
