package when

import "parley/nlp"

// guard is a condition that a rule sets on its match.
type guard func(m *matcher, n *node) bool

// guards are what rules may name behind "if".
var guards = map[string]guard{
	"name": isName,
	"noun": isNoun,
	"adverb": func(m *matcher, n *node) bool {
		u := m.words[n.end-1].UPOS
		return u == "ADV" || u == "ADP" || u == "SCONJ"
	},
	"dated":    isDated,
	"final":    isFinal,
	"year":     isYear,
	"plural":   func(m *matcher, n *node) bool { return plural(m.words[n.end-1].Form) },
	"bare":     isBare,
	"single":   func(m *matcher, n *node) bool { return !plural(m.words[n.end-1].Form) },
	"plurals":  func(m *matcher, n *node) bool { return plural(m.words[n.first].Form) },
	"autumn":   isAutumn,
	"whole":    isWhole,
	"closed":   isClosed,
	"military": func(m *matcher, n *node) bool { return m.tokens[n.first].n >= 100 },
	"several":  func(m *matcher, n *node) bool { return n.parts[0].kind >= 0 || !plural(m.words[n.end-1].Form) },
	"modifier": func(m *matcher, n *node) bool { return m.words[n.end-1].Deprel == "amod" },
	"march":    isMonthOfMarch,
}

func plural(form string) bool { return len(form) > 1 && form[len(form)-1] == 's' }

// isName: the first word is a name that stands for a time, not the surname of
// somebody, nor part of a title ("Sunday Times", "April Smith", "Black September").
func isName(m *matcher, n *node) bool {
	w := &m.words[n.first]
	if w.UPOS == "VERB" || w.UPOS == "AUX" || w.UPOS == "INTJ" {
		return false
	}
	if int(n.end) < len(m.words) {
		next := &m.words[n.end]
		if next.UPOS == "PROPN" && capital(next.Form) && m.tokens[n.end].classes&m.r.used == 0 && m.tokens[n.end-1].classes>>cDom&1 == 0 {
			// A name behind it: its head, or a name by itself, as in "on Sunday Israel said"?
			if w.Head == int(n.end) || next.Head == int(n.first) {
				return w.Deprel != "compound" && w.Deprel != "flat" && next.Deprel != "flat"
			}
		}
	}
	if n.first > 0 {
		prev, t := &m.words[n.first-1], &m.tokens[n.first-1]
		named := w.Deprel == "flat" || prev.Head == int(n.first) && (prev.Deprel == "compound" || prev.Deprel == "amod")
		if named && capital(prev.Form) && t.classes&m.r.used == 0 && t.word == 0 {
			return false
		}
	}
	return true
}

func capital(form string) bool { return form != "" && form[0] >= 'A' && form[0] <= 'Z' }

func isNoun(m *matcher, n *node) bool {
	u := m.words[n.end-1].UPOS
	return u == "NOUN" || u == "PROPN" || u == "ADV"
}

// isFinal: the words end a phrase; no noun of theirs follows.
func isFinal(m *matcher, n *node) bool {
	if int(n.end) >= len(m.words) {
		return true
	}
	u := m.words[n.end].UPOS
	return u != "NOUN" && u != "PROPN" && u != "ADJ" && u != "NUM"
}

// isYear: a bare number of four digits is a year, not a count of things nor
// part of a name ("Resolution 1701", "$2010", "1926 cases").
func isYear(m *matcher, n *node) bool {
	at := int(n.first)
	if at > 0 && m.member(at-1, "NUMBERED") {
		return false
	}
	year := m.tokens[at].n
	if at > 0 && m.member(at-1, "INTIME") && year >= 1900 && year < 2100 {
		return true
	}
	if int(n.end) < len(m.words) && m.member(int(n.end), "COUNTED") {
		return false
	}
	w := &m.words[at]
	if w.Deprel != "nummod" || w.Head < int(n.end) || w.Head >= len(m.words) || !plural(m.words[w.Head].Form) {
		return true
	}
	if m.member(w.Head, "COUNTED") {
		return false
	}
	return m.member(w.Head, "HAPPENINGS") || year >= 1800 && year < 2100 && m.determined(at, w.Head)
}

// determined reports whether a determiner or possessor stands before a number:
// "the 1995 accords" are those of a year, "1995 articles" are many.
func (m *matcher) determined(at, head int) bool {
	if at == 0 {
		return false
	}
	prev := &m.words[at-1]
	return prev.UPOS == "DET" || possessive(prev.Form) || hasPossessor(m.words, head, at)
}

// member reports whether a word is of a class of words.tsv.
func (m *matcher) member(at int, name string) bool {
	return m.tokens[at].classes>>m.r.words.classes[name]&1 > 0
}

func hasPossessor(words []nlp.Token, head, before int) bool {
	for i := 0; i < before; i++ {
		if words[i].Head == head && words[i].Deprel == "nmod:poss" {
			return true
		}
	}
	return false
}

// isBare: no number or determiner stands before, as in "days later".
func isBare(m *matcher, n *node) bool {
	if n.first == 0 {
		return true
	}
	u := m.words[n.first-1].UPOS
	return u != "DET" && u != "NUM" && u != "ADJ"
}

// isClosed: nothing follows that the words could govern: "the day after.", not
// "the day after the vote".
func isClosed(m *matcher, n *node) bool {
	if int(n.end) >= len(m.words) {
		return true
	}
	u := m.words[n.end].UPOS
	return u == "PUNCT" || u == "CCONJ" || u == "ADP" || u == "VERB" || u == "AUX"
}

// isAutumn: "fall" is the season only behind a preposition: "in the fall".
func isAutumn(m *matcher, n *node) bool {
	if !lowerIs(m.words[n.end-1].Form, "fall") {
		return true
	}
	for i := n.first - 1; i >= 0 && i >= n.first-2; i-- {
		switch m.words[i].Form {
		case "in", "In", "by", "By", "during", "until", "since", "through", "that", "last", "early", "late":
			return true
		case "the":
		default:
			return false
		}
	}
	return false
}

// isMonthOfMarch: "the March on Rome" and "the Long March" are none.
func isMonthOfMarch(m *matcher, n *node) bool {
	if m.words[n.first].Form != "March" {
		return true
	}
	if int(n.end) < len(m.words) {
		switch m.words[n.end].Form {
		case "on", "to", "of", "for", "into":
			return false
		}
	}
	if n.first == 0 {
		return true
	}
	switch prev := &m.words[n.first-1]; prev.Form {
	case "the", "The", "Long", "Great", "'s", "’s", "his", "her", "\"", "“":
		return int(n.end) < len(m.words) && m.words[n.end].UPOS == "NOUN" && prev.Form != "Long"
	}
	return true
}

// isWhole: "a quarter" and "three quarters of the town" are no lengths of time.
func isWhole(m *matcher, n *node) bool {
	last := m.words[n.end-1].Form
	if lowerIs(last, "quarters") {
		return int(n.end) >= len(m.words) || m.words[n.end].Form != "of"
	}
	return !lowerIs(last, "quarter")
}

// isDated: a month right before a name wants a word before it that takes times;
// else it is a name itself: "met June Carter".
func isDated(m *matcher, n *node) bool {
	if int(n.end) >= len(m.words) || m.tokens[n.end].classes&m.r.used > 0 {
		return true
	}
	if next := &m.words[n.end]; next.UPOS != "PROPN" || !capital(next.Form) {
		return true
	}
	if n.first == 0 {
		return false
	}
	u := m.words[n.first-1].UPOS
	return u == "ADP" || u == "SCONJ" || u == "ADJ" || m.tokens[n.first-1].word > 0 && u != "DET"
}
