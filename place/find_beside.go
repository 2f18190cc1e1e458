package place

// judgeBefore weighs the words before a name.
func (r *reading) judgeBefore(n *name, s *sense) {
	i := n.first - 1
	for i >= 0 && (r.at(i).Form == "the" || r.at(i).Form == "The") {
		i--
	}
	for i >= 0 && r.at(i).class&isDirection != 0 {
		i--
		r.add(n, "a direction before", 1)
	}
	p := r.at(i)
	if w := preposition(p.Form); w != 0 {
		r.add(n, "a preposition of place before", w)
		if w >= wFrom {
			s.located++
		}
	}
	switch {
	case p.Form == "of":
		r.judgeOf(n, i-1)
	case p.class&kindAny != 0 && !p.capital && i == n.first-1:
		r.add(n, "a kind of place before", 1)
	}
	if i != n.first-1 && !(i >= 0 && r.proper(i)) {
		return
	}
	switch {
	case p.class&isVessel != 0 && p.capital:
		r.add(n, "a ship", wVessel)
	case p.class&isTitle != 0 && (p.capital || s.fame < 7):
		r.add(n, "a title before", wTitle)
	case p.capital && p.class&isForename != 0 && p.UPOS == "PROPN":
		r.add(n, "a given name before", wForename)
	case era(p.Form), p.class&kindAny != 0 && !p.capital, p.class&isNever != 0 && p.UPOS != "PROPN", p.class&(isDirection|isCalendar) != 0, r.isNation(p):
	case r.proper(i) && !r.inName(n, i):
		r.add(n, "a name before", wNameBefore)
	}
}

// judgeOf weighs what stands before "of" and a name: "the town of", "Bank of".
func (r *reading) judgeOf(n *name, i int) {
	w := r.at(i)
	if w.Form == "," && (r.at(i-1).UPOS == "NUM" || r.at(i-1).capital && r.at(i-2).Form == ",") {
		r.add(n, "where somebody is from", wFrom)
	}
	switch {
	case w.class&isNoble != 0:
		r.add(n, "a noble title before", wNoble)
	case w.class&kindPoint != 0 && r.at(n.first).class&isSaint != 0:
		r.add(n, "a church", wOrgOf)
	case w.class&isOfficeOf != 0 && w.capital && r.senses[n.sense].fame < 6.5:
		r.add(n, "an office", wOfficeOf)
	case w.class&kindAny != 0:
		n.kinds |= w.class & kindAny
		r.add(n, "a kind of place before", wKindNear)
	case w.class&isOrgOf != 0 && w.capital:
		r.add(n, "an organisation of it", wOrgOf)
	}
}

// preposition says how much a preposition tells of a place behind it.
func preposition(form string) float32 {
	switch form {
	case "in", "In", "near", "Near", "outside", "Outside", "across", "Across", "throughout", "Throughout", "inside":
		return wIn
	case "at", "At", "from", "From", "around", "Around", "into", "within", "Within", "north", "south", "east", "west":
		return wFrom
	case "to", "toward", "towards", "through", "Through", "via", "between", "outskirts":
		return wToward
	case "of":
		return wOf
	}
	return 0
}

// judgeBehind weighs the words behind a name.
func (r *reading) judgeBehind(n *name, s *sense) {
	i := n.last + 1
	t := r.at(i)
	if t.Form == "'s" || t.Form == "’s" {
		r.add(n, "possessive", wPossessed)
		return
	}
	if r.hyphen(i) {
		r.judgeHyphen(n, i+1)
		return
	}
	c := t.class
	r.judgeOffice(n, c)
	switch {
	case c&isAccord != 0:
		r.add(n, "an accord", wAccord)
	case c&isDisease != 0:
		r.add(n, "a disease", wDisease)
	case c&isStreet != 0 && t.capital:
		r.add(n, "a street", wStreet)
	case c&kindPoint != 0 && r.at(n.first).class&isSaint != 0:
		r.add(n, "a church", wChurch)
	case c&kindAny != 0:
		n.larger = t.capital && c&(kindPoint|kindWater|kindRegion) != 0
		n.kinds |= c & kindAny
		r.add(n, "a kind of place behind", 1.2)
	case c&isEthnic != 0 && !t.capital && s.fame < 6.5:
		r.add(n, "a people", wEthnic)
	case c&isOffice != 0:
	case !t.capital:
		if c&isProduct != 0 {
			r.add(n, "a product", wProduct)
		}
	case c&isOrgTail != 0 && r.proper(i):
		r.add(n, "an organisation", wOrgTail-preposition(r.at(n.first-1).Form))
	case c&(isTitle|isCalendar) != 0, c&isNever != 0 && t.UPOS != "PROPN", r.isNation(t):
	case r.proper(i) && t.UPOS == "PROPN":
		w := float32(wNameBehind)
		flat := t.Deprel == "flat" && t.Head >= n.first && t.Head <= n.last
		switch {
		case flat && r.at(n.first).class&isForename != 0:
			w = wForename
		case flat:
			w -= 1
		case s.fame >= 9:
			w = 0
		case s.fame >= 7 && s.fame != 8:
			w /= 2
		}
		r.add(n, "a name behind", w)
	}
}

// judgeOffice weighs people and offices of a place behind its name, and what
// kind of place has such offices.
func (r *reading) judgeOffice(n *name, c class) {
	if c&isLocal != 0 {
		r.add(n, "people of the place behind", wLocal)
	}
	if c&isOfProvince != 0 {
		n.kinds |= kindProvince
	}
	if c&isOfCity != 0 {
		n.kinds |= kindCity
	}
}

// judgeHyphen weighs a word that is joined to a name: "Kabul-based".
func (r *reading) judgeHyphen(n *name, i int) {
	if f := r.at(i).Form; f != "" && '0' <= f[0] && f[0] <= '9' {
		r.add(n, "a number behind", wMoney) // "AK-47"
	}
	if t := r.at(i); t.capital && t.UPOS == "PROPN" && !r.joined(i) {
		r.add(n, "half of a name", wNameBehind)
	}
}

// judgeTree weighs what the parse says.
func (r *reading) judgeTree(n *name, s *sense) {
	top := n.first
	for i := n.first; i <= n.last; i++ {
		if h := r.at(i).Head; h < n.first || h > n.last {
			top = i
		}
	}
	t := r.at(top)
	if !r.flat && t.Deprel == "flat" && t.Head >= 0 && r.proper(t.Head) {
		r.add(n, "part of a longer name", wFlat)
	}
	if t.Deprel == "obj" && r.words.of(r.at(t.Head).Lemma)&isTaking != 0 {
		r.add(n, "what is done to places", wTaking)
	}
	if t.Deprel == "nsubj" || t.Deprel == "obl:agent" {
		s.acting++
	}
	if head := r.at(t.Head); t.Deprel == "nsubj" && s.fame < 7 && r.words.of(head.Lemma)&isSaying != 0 {
		r.add(n, "it speaks", wSpeaks)
	}
}

// isNation reports whether a word is an adjective of nationality.
func (r *reading) isNation(t word) bool {
	if !t.capital {
		return false
	}
	_, ok := r.f.lexicon.IsNationality(t.Form)
	return ok
}

// inName reports whether token i belongs to the name before n.
func (r *reading) inName(n *name, i int) bool {
	for k := len(r.names) - 1; k >= 0; k-- {
		m := &r.names[k]
		if m.sent == n.sent && m.first <= i && i <= m.last && m != n {
			return m.keepable()
		}
	}
	return false
}

func (n *name) keepable() bool { return n.score >= enough }
