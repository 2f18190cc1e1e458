package when

import (
	"strings"

	"parley/nlp"
)

// tense is the side of the day of publication that the words around an
// expression point to.
type tense uint8

const (
	untold tense = iota
	past
	future
	perfect // past, up to now
	present // of the verb itself: what is fixed for a day to come
)

// ahead reports whether a tense points to days to come.
func (t tense) ahead() bool { return t == future || t == present }

// tenseOf tells the tense of what happens at words first to end.
func (e *reader) tenseOf(first, end int32) tense {
	if t, ok := e.nearTense(first, end); ok {
		return t
	}
	return e.treeTense(first, end)
}

// treeTense tells the tense by the verb that the words hang on.
func (e *reader) treeTense(first, end int32) tense {
	words := e.sent.Tokens
	at := -1
	for i := first; i < end; i++ {
		if h := words[i].Head; h < int(first) || h >= int(end) {
			at = h
			break
		}
	}
	subject, noun := false, false
	for steps := 0; at >= 0 && at < len(words) && steps < 40; steps++ {
		w := &words[at]
		if t, ok := e.verbTense(at); ok {
			if at >= int(end) && e.pastBefore(first) {
				return past
			}
			switch arranged := e.is(w.Lemma, "ARRANGE"); {
			case t != future && !subject && (arranged && noun || e.arranges(at, int(first))):
				return future
			case t == present && (subject || noun || w.Deprel != "advcl" && e.is(w.Lemma, "REPORT")):
				return untold
			}
			return t
		}
		subject = subject || strings.HasPrefix(w.Deprel, "nsubj")
		noun = noun || w.UPOS == "NOUN" && e.tokens[at].classes&e.r.used == 0
		at = w.Head
	}
	return untold
}

// pastBefore reports whether a verb in the past stands before a word in the same
// stretch between commas; the parser may hang the word on a verb behind it.
func (e *reader) pastBefore(first int32) bool {
	words := e.sent.Tokens
	for i := first - 1; i >= 0 && words[i].UPOS != "PUNCT"; i-- {
		if words[i].UPOS == "VERB" && words[i].XPOS == "VBD" {
			return true
		}
	}
	return false
}

// is reports whether a word belongs to a class of words.tsv.
func (e *reader) is(word, name string) bool {
	x := e.r.words.byForm[word]
	return x != nil && x.classes>>e.r.words.classes[name]&1 > 0
}

// arranges reports whether what a day is set for stands between a verb and the
// day: "agreed to hold talks in June".
func (e *reader) arranges(verb, day int) bool {
	words := e.sent.Tokens
	for i := verb + 1; i < day; i++ {
		h := words[i].Head
		if h >= verb && h < day && words[i].XPOS == "VB" && e.is(words[h].Lemma, "ARRANGE") {
			return true
		}
	}
	return false
}

// nearTense tells the tense by the words right before an expression.
func (e *reader) nearTense(first, end int32) (tense, bool) {
	words := e.sent.Tokens
	for i := first - 1; i >= 0 && i >= first-2; i-- {
		switch w := &words[i]; {
		case w.Form == "of" && i == first-1 && i > 0 && words[i-1].Form == "ahead":
			return future, true
		case w.Form == "for" && i == first-1 && (int(end) >= len(words) || !possessive(words[end].Form)):
			return future, true
		case e.is(w.Form, "AHEAD"):
			return future, !e.deniedBefore(i)
		case e.is(w.Form, "BACK"):
			return past, true
		case w.XPOS == "VBD" && w.UPOS == "VERB":
			return past, true
		case w.UPOS != "ADP":
			return untold, false
		}
	}
	return untold, false
}

// deniedBefore reports whether what "until" ends is a deed denied in the past:
// "did not answer until Friday".
func (e *reader) deniedBefore(at int32) bool {
	words := e.sent.Tokens
	for i := at - 1; i > 0 && words[i].UPOS != "PUNCT"; i-- {
		if f := words[i].Form; (f == "not" || f == "n't" || f == "n’t") && words[i-1].XPOS == "VBD" {
			return true
		}
	}
	return false
}

// helpers are what the auxiliaries of a verb say.
type helpers struct {
	any, will, had, be, has, to bool
}

func (e *reader) helpersOf(at int) (h helpers) {
	words := e.sent.Tokens
	for i := range words {
		if words[i].Head != at {
			continue
		}
		rel, pastTense := words[i].Deprel, words[i].XPOS == "VBD"
		if rel == "mark" && words[i].Lemma == "to" {
			h.to = true
		}
		if !strings.HasPrefix(rel, "aux") && rel != "cop" {
			continue
		}
		h.any = true
		switch words[i].Lemma {
		case "will", "shall", "wo", "'ll", "would", "may", "might", "could", "can", "should", "must", "'d", "ca":
			h.will = true
		case "have", "'ve":
			h.has, h.had = h.has || !pastTense, h.had || pastTense
		case "be", "'s", "'re":
			h.be, h.had = true, h.had || pastTense
		case "do":
			h.had = h.had || pastTense
		}
	}
	return h
}

// verbTense tells the tense of a predicate; ok is false where the search must
// go on above it.
func (e *reader) verbTense(at int) (t tense, ok bool) {
	w := &e.sent.Tokens[at]
	verb := w.UPOS == "VERB" || w.UPOS == "AUX"
	h := e.helpersOf(at)
	coming := e.is(w.Form, "AHEAD")
	switch {
	case !verb && !h.any:
		if coming {
			return future, true
		}
		return untold, false
	case h.will && !h.has:
		return future, true
	case h.had || h.will:
		return past, true
	case h.has:
		return perfect, true
	case w.XPOS == "VBD":
		return past, true
	case coming && (h.be || w.XPOS == "VBN" || w.XPOS == "VBG"):
		return future, true
	case w.XPOS == "VBN" && !h.be:
		return past, w.Deprel != "amod"
	case h.to && verb:
		return future, true
	case w.XPOS == "VBG" && h.be:
		return future, true
	case w.XPOS == "VBG":
		return untold, false
	case h.any || w.XPOS == "VBZ" || w.XPOS == "VBP":
		return e.present(), true
	}
	return untold, false
}

// present is what the present tense tells: headlines use it for the past.
func (e *reader) present() tense {
	if e.sent.Kind == nlp.Headline {
		return past
	}
	return present
}
