package coder

import (
	"parley"
	"parley/lexicon"
)

// speakers returns who says that token i holds, innermost first: subjects of
// the verbs of saying above it, and "according to" phrases beside them.
func (r *reader) speakers(i int) []parley.Speaker {
	var out []parley.Speaker
	t := r.t
	for steps := 0; i >= 0 && steps < 20; steps++ {
		out = r.beside(i, out)
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if t.is(c, "advcl") && steps == 0 { // "carried a message, stressing peace, according to …"
				out = r.beside(c, out)
			}
		}
		h := t.head(i)
		if steps < 3 && r.saidTo(i) {
			out = append(out, parley.Speaker{Mention: r.quote(t.toks[h].Span), Kind: parley.Unnamed})
		}
		if h >= 0 && r.says(h) {
			switch t.base(i) {
			case "ccomp", "parataxis", "xcomp":
				out = r.addSayer(out, h)
			case "advcl":
				if t.preposition(i) == "as" {
					out = r.addSayer(out, h)
				}
			}
		}
		i = h
	}
	return out
}

// analysed reports whether it is analysts or the like who say that token i holds.
func (r *reader) analysed(i int) bool {
	s := r.sayer(i)
	return s >= 0 && r.c.frames.InClass(lower(r.t.lemma(s)), "analyst")
}

// beside adds the speakers named by the dependents of token i.
func (r *reader) beside(i int, out []parley.Speaker) []parley.Speaker {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		switch t.base(c) {
		case "obl", "nmod", "advcl", "advmod":
			if p := t.preposition(c); p == "according to" || p == "accord to" || p == "per" && t.is(c, "obl") {
				out = r.addSpeaker(out, c)
			} else if p == "as" && r.says(c) { // "as reported by the paper"
				out = r.addSayer(out, c)
			} else if lower(t.toks[c].Form) == "according" {
				for d := t.first[c]; d >= 0; d = t.next[d] {
					if t.is(d, "obl") || t.is(d, "nmod") {
						out = r.addSpeaker(out, d)
					}
				}
			}
			if t.toks[c].Form == "reportedly" || t.toks[c].Form == "allegedly" {
				out = append(out, parley.Speaker{Mention: r.quote(t.toks[c].Span), Kind: parley.Unnamed})
			}
		case "parataxis":
			if r.says(c) && t.child(c, "ccomp") < 0 && !r.tellsOther(c) { // "…, officials said"
				out = r.addSayer(out, c)
			}
		}
	}
	return out
}

// tellsOther reports whether verb i, which stands beside a clause, has a content of
// its own: "the UN warned villagers to flee", "Chile recalled its envoy".
func (r *reader) tellsOther(i int) bool {
	t := r.t
	if t.child(i, "xcomp") >= 0 {
		return true
	}
	o := t.child(i, "obj")
	switch t.lemma(i) {
	case "recall", "publish", "cite", "quote", "declare", "announce", "reveal", "disclose":
		return o > i
	}
	return false
}

// says reports whether verb i is a verb of saying.
func (r *reader) says(i int) bool {
	if r.t.toks[i].UPOS != "VERB" {
		return false
	}
	if r.c.frames.InClass(r.t.lemma(i), "say") {
		return true
	}
	found := false
	r.c.frames.Match(r.t.lemma(i), 'v', func(f *lexicon.Frame, _ string) bool {
		found = f.Kind == lexicon.KindSay
		return !found
	})
	return found
}

// sayer returns whose words token i belongs to: the subject of the nearest verb
// of saying above or beside it, or -1.
func (r *reader) sayer(i int) int {
	t := r.t
	for steps := 0; i >= 0 && steps < 20; steps++ {
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if t.is(c, "parataxis") && r.says(c) {
				return r.subjectOf(c)
			}
		}
		h := t.head(i)
		if h >= 0 && r.says(h) && (t.is(i, "ccomp") || t.is(i, "parataxis")) {
			return r.subjectOf(h)
		}
		i = h
	}
	return -1
}

// addSayer adds the subject of the verb of saying v.
func (r *reader) addSayer(out []parley.Speaker, v int) []parley.Speaker {
	t := r.t
	for c := t.first[v]; c >= 0; c = t.next[c] { // "a magazine reported, citing a cable"
		if t.is(c, "advcl") && t.toks[c].XPOS == "VBG" && (t.lemma(c) == "cite" || t.lemma(c) == "quote") {
			if o := t.child(c, "obj"); o >= 0 {
				out = r.addSpeaker(out, o)
			}
		}
	}
	c := r.subjectOf(v)
	if c < 0 {
		return out
	}
	for _, k := range r.t.conjuncts(c, nil) { // "witnesses and diplomats said"
		if k == c || r.isParty(k) {
			out = r.addSpeaker(out, k)
		}
	}
	for d := t.first[c]; d >= 0; d = t.next[d] { // "a minister, quoted by the agency, said"
		if t.is(d, "acl") && (t.lemma(d) == "quote" || t.lemma(d) == "cite") {
			for e := t.first[d]; e >= 0; e = t.next[e] {
				if t.preposition(e) == "by" {
					out = r.addSpeaker(out, e)
				}
			}
		}
	}
	for _, rel := range []string{"iobj", "obj"} { // "told the radio station"
		if o := t.child(v, rel); o >= 0 && t.lemma(v) == "tell" {
			if named := t.toks[o].UPOS == "PROPN" || r.c.frames.InClass(lower(t.lemma(o)), "outlet"); named && r.speakerKind(o, r.actorOf(o)) == parley.Media {
				out = r.addSpeaker(out, o)
			}
		}
	}
	return out
}

// actorOf is whom the phrase of token i names, as far as it names anybody.
func (r *reader) actorOf(i int) lexicon.Actor {
	if p := r.party(i); p != nil {
		return p.actor
	}
	return lexicon.Actor{}
}

// subjectOf returns the subject of verb v, or -1.
func (r *reader) subjectOf(v int) int {
	if found := r.subjects(site{word: v, pos: 'v', actor: -1}); len(found) > 0 {
		return found[0]
	}
	return -1
}

// addSpeaker adds the phrase of token i, once.
func (r *reader) addSpeaker(out []parley.Speaker, i int) []parley.Speaker {
	span, actor := r.t.span(i), lexicon.Actor{}
	if p := r.party(i); p != nil {
		span, actor = p.mention, p.actor
	}
	for _, s := range out {
		if s.Mention.Span == span {
			return out
		}
	}
	return append(out, parley.Speaker{Mention: r.quote(span), Kind: r.speakerKind(i, actor)})
}

func (r *reader) speakerKind(i int, a lexicon.Actor) parley.SpeakerKind {
	lemma := lower(r.t.lemma(i))
	in := func(class string) bool { return r.c.frames.InClass(lemma, class) }
	document := in("document")
	if r.t.toks[i].UPOS == "NUM" || lemma == "one" { // "one of its members"
		if c := r.t.child(i, "nmod"); c >= 0 && r.t.preposition(c) == "of" {
			return r.speakerKind(c, r.actorOf(c))
		}
	}
	switch {
	case in("retained") && a.Sector != "GOV" && !a.Known: // "the defendant's lawyer"
		return parley.Partisan
	case official(a) && (a.Known || a.Country == "IGO"): // "the UN refugee agency"
		return parley.Official
	case a.Sector == "JRN" && !document, in("media") && !document, r.t.toks[i].UPOS == "PROPN" && in("paper"):
		return r.kindOfDesk(i)
	case in("witness"), (a.Sector == "MIL" || a.Sector == "GOV") && r.t.has(i, "amod", "retired"):
		return parley.Witness
	case official(a) && a.Known:
		return parley.Official
	case official(a), in("official") && !document:
		return r.kindOfOwner(i, parley.Official) // "its spokesman" speaks for whoever it is
	case document:
		for c := r.t.first[i]; c >= 0; c = r.t.next[c] { // "a media report"
			if r.t.is(c, "compound") && r.c.frames.InClass(lower(r.t.lemma(c)), "media") && !r.c.frames.InClass(lower(r.t.lemma(c)), "document") {
				return parley.Media
			}
		}
		return r.kindOfOwner(i, parley.Unnamed)
	case in("source"):
		return r.kindOfSource(i)
	case in("organised"), a.Sector == "NGO", a.Sector == "SOC", a.Sector == "PTY", lemma == "activist":
		return parley.Partisan
	}
	switch a.Sector {
	case "CVL", "MED", "REF", "EDU", "LAB", "AGR", "REL":
		if lemma == "member" { // "a local member of the Duma"
			return r.kindOfOwner(i, parley.Witness)
		}
		return parley.Witness
	}
	switch {
	case a.Known, coded(a), a.Name != "":
		return parley.Partisan
	case r.t.toks[i].UPOS == "PROPN":
		return parley.Official // a named speaker whose office the text does not repeat
	}
	return parley.Unnamed
}

// kindOfDesk is Media, but for the press office of a state: "his press service".
func (r *reader) kindOfDesk(i int) parley.SpeakerKind {
	switch r.t.lemma(i) {
	case "service", "office", "department", "secretary", "bureau":
		return r.kindOfOwner(i, parley.Media)
	}
	return parley.Media
}

// kindOfSource is Unnamed, but for those of whom it is told which office they
// belong to: "security sources".
func (r *reader) kindOfSource(i int) parley.SpeakerKind {
	for c := r.t.first[i]; c >= 0 && c < i; c = r.t.next[c] {
		if (r.t.is(c, "compound") || r.t.is(c, "amod")) && r.c.frames.InClass(lower(r.t.lemma(c)), "officialdom") {
			return parley.Official
		}
	}
	return parley.Unnamed
}

// kindOfOwner is the kind of whoever a spokesman or a document belongs to, or
// otherwise when nobody is told: "its chairman", "the group's statement".
func (r *reader) kindOfOwner(i int, otherwise parley.SpeakerKind) parley.SpeakerKind {
	owner := -1
	if own := r.ownerOf(i); len(own) > 0 {
		owner = own[0]
	} else if c := r.t.child(i, "nmod"); c >= 0 && r.isParty(c) && !whereabouts(r.t.preposition(c)) && r.t.preposition(c) != "at" && r.t.preposition(c) != "from" {
		owner = c
	}
	if owner < 0 {
		return otherwise
	}
	switch a := r.actorOf(owner); {
	case a.Country == "" && a.Sector != "GOV" && (r.t.toks[owner].UPOS == "PRON" || r.c.frames.InClass(r.t.lemma(owner), "grouping") || r.c.frames.InClass(r.t.lemma(owner), "organised")) && r.isParty(owner):
		return parley.Partisan
	case official(a):
		return parley.Official
	case a.Sector == "REB", a.Sector == "PTY", a.Sector == "OPP", a.Sector == "NGO", a.Sector == "SOC", a.Sector == "BUS", a.Sector == "LAB", a.Sector == "PRM", a.Sector == "REL", a.Sector == "CRM":
		return parley.Partisan
	}
	return otherwise
}

func (r *reader) quote(s parley.Span) parley.Quote {
	return parley.Quote{Span: s, Text: r.text[s.Start:s.End]}
}
