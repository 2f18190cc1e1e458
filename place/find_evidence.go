package place

import "parley/lexicon"

// What speaks for and against a name's being a place, in steps of about a
// factor of three; the names that reach enough are places.
const (
	enough   = 0.95
	hopeless = -1.5 // what is less stays no place, whatever the rest of the text says

	wSeveralWords = 0.8
	wPlainWord    = -2.5
	wSmallLetters = -3.0
	wAcronym      = -3.5
	wDirection    = -4.0
	wStreet       = -4.0
	wMoney        = -6.0
	wChurch       = -2.5
	wNotProper    = -2.5
	wFirstWord    = -0.7

	wIn        = 2.4
	wFrom      = 1.6
	wToward    = 0.8
	wOf        = 0.5
	wKindNear  = 2.5
	wContained = 2.5
	wPossessed = 0.3

	wTitle      = -4
	wForename   = -4.5
	wNameBefore = -3.5
	wNameBehind = -2.8
	wOrgTail    = -3
	wOrgOf      = -3
	wNoble      = -5
	wAccord     = -6
	wDisease    = -6
	wVessel     = -5
	wProduct    = -2
	wEthnic     = -2
	wFlat       = -2
	wSpeaks     = -1.5
	wPerson     = -4
	wTaken      = -6

	wKnown     = 1.3
	wListed    = 1.3
	wLocal     = 1.5
	wTaking    = 1.3
	wOfficeOf  = -3.0
	wElsewhere = 1.2
	wActor     = -1.5
	wAtHome    = 0.5
)

func (r *reading) add(n *name, what string, weight float32) {
	n.score += weight
	if r.explain {
		n.notes = append(n.notes, note{what, weight})
	}
}

// judge adds up what a name's own words and its neighbours say.
func (r *reading) judge(n *name) {
	s := &r.senses[n.sense]
	r.add(n, "how well known the place is", renown(s.fame))
	if n.last > n.first {
		r.add(n, "several words", wSeveralWords)
	}
	r.judgeWords(n, s)
	r.judgeBefore(n, s)
	r.judgeBehind(n, s)
	r.judgeTree(n, s)
	if n.seat >= 0 {
		r.add(n, "it is said where it lies", wContained)
	}
	if n.seat >= 0 || n.kinds != 0 {
		s.located++
	}
}

// renown turns the fame of a place into evidence: everybody means Kabul by
// "Kabul", while a hamlet shares its name with a thousand people.
func renown(fame float32) float32 {
	switch {
	case fame >= 8.5:
		return 4
	case fame >= 7:
		return 2.8
	case fame >= 6:
		return 2
	case fame >= 5:
		return 1.2
	case fame >= 4.3:
		return 0.4
	case fame >= 3.6:
		return -0.3
	}
	return -0.8
}

func (r *reading) judgeWords(n *name, s *sense) {
	head := r.at(n.last)
	if n.first == n.last {
		switch {
		case head.class&(isPlain|kindAny) != 0:
			r.add(n, "a common word", wPlainWord)
		case head.class&isForename != 0 && s.fame < 8.5:
			r.add(n, "a given name", wPlainWord)
		}
	}
	if n.last > n.first && r.at(n.first).class&isForename != 0 && head.class&kindAny == 0 && s.fame < 5.7 {
		r.add(n, "a given name first", wPlainWord)
	}
	if n.last > n.first+1 && r.at(n.first).class&isOrgOf != 0 && r.at(n.first+1).Form == "of" {
		r.add(n, "an organisation of a place", wOrgOf)
	}
	proper := false
	for i := n.first; i <= n.last; i++ {
		proper = proper || r.at(i).UPOS == "PROPN"
	}
	if !proper {
		r.add(n, "no proper noun", wNotProper)
		if n.first == 0 {
			r.add(n, "the first word", wFirstWord)
		}
	}
	if country, kind := r.known(n.first, n.last); kind != lexicon.KindNone {
		if kind == lexicon.KindCity || kind == lexicon.KindRegion {
			s.press = country
		}
		r.add(n, "the lexicon knows the place", wKnown)
	}
	if head.class&isStreet != 0 && n.last > n.first {
		r.add(n, "a street", wStreet)
	}
	r.judgeLetters(n, s)
	for i := n.first; i <= n.last; i++ {
		if r.at(i).taken && !r.leadsOffice(n, s) {
			r.add(n, "part of a name that the lexicon knows", wTaken)
			break
		}
	}
	if r.dateline {
		r.add(n, "a dateline", wIn)
	}
}

// leadsOffice reports whether a name is that of the country at the head of the
// name of one of its offices: "U.S. Army". The country is still meant.
func (r *reading) leadsOffice(n *name, s *sense) bool {
	return s.fame >= 9 && r.at(n.last+1).class&isOffice != 0 && (!r.at(n.first-1).capital || r.article(n.first-1))
}

// known returns what the lexicon of actors has under the name as a place that
// the news speaks of.
func (r *reading) known(first, last int) (country string, kind lexicon.Kind) {
	e := r.entry(first)
	if e.words != last-first+1 {
		return "", lexicon.KindNone
	}
	switch e.kind {
	case lexicon.KindCountry, lexicon.KindCapital, lexicon.KindSeat, lexicon.KindCity, lexicon.KindRegion:
		return e.country, e.kind
	}
	return "", lexicon.KindNone
}

// judgeLetters weighs how a name is written.
func (r *reading) judgeLetters(n *name, s *sense) {
	text := r.doc.Text[n.span.Start:n.span.End]
	if n.first == n.last && shouted(text) && !r.flat && len(text) <= 5 && !r.written(s) {
		r.add(n, "an acronym", wAcronym)
	}
	if len(text) < 3 && !r.written(s) {
		r.add(n, "hardly a letter", wAcronym)
	}
	if n.first == n.last && s.fame < 7 && r.small(s, text) {
		r.add(n, "a common word in the text", wSmallLetters)
	}
	directions := true
	for i := n.first; i <= n.last; i++ {
		directions = directions && (r.at(i).class&isDirection != 0 || r.at(i).UPOS == "PUNCT")
	}
	if directions && r.at(n.last+1).class&kindDivisions == 0 {
		r.add(n, "only a direction", wDirection)
	}
	if r.year(n.first-1) && era(text) {
		r.add(n, "the era of a year", wMoney)
	}
	if b, e := n.span.Start, n.span.End; e < len(r.doc.Text) && r.doc.Text[e] == '$' || b > 0 && r.doc.Text[b-1] == '$' {
		r.add(n, "money", wMoney)
	}
}

// year reports whether token i is a number or says "century".
func (r *reading) year(i int) bool {
	t := r.at(i)
	return t.UPOS == "NUM" || t.Form != "" && '0' <= t.Form[0] && t.Form[0] <= '9' || t.Form == "century" || t.Form == "centuries"
}

// era reports whether a word may stand behind a year: "387 BC".
func era(text string) bool { return text == "BC" || text == "B.C." || text == "B.C" || text == "AD" }

// written reports whether a sense is known to be written in capitals or with a
// full stop: "UK", "Fla."
func (r *reading) written(s *sense) bool {
	for k := s.from; k < s.to; k++ {
		if o := &r.options[k]; o.form == Acronym || o.form == Abbreviation || o.fame >= 9 {
			return true
		}
	}
	return false
}

// small reports whether a word also stands in small letters in the document.
func (r *reading) small(s *sense, text string) bool {
	if s.small == 0 {
		s.small = -1
		var buf [32]byte
		word := append(append(buf[:0], ' '), text...)
		for i := range word {
			if 'A' <= word[i] && word[i] <= 'Z' {
				word[i] += 'a' - 'A'
			}
		}
		if containsWord(r.doc.Text, word) {
			s.small = 1
		}
	}
	return s.small > 0
}
