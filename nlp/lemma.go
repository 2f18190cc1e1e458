package nlp

import (
	"strings"
	"unicode/utf8"
)

// Lemmatize sets Lemma and Feats of every token from Form, UPOS, XPOS, Head and
// Deprel. Lemmas are lower case but for proper names, after the English
// treebanks of Universal Dependencies; a known word costs no allocation.
//
// Example: "were detained" with the tags VBD and VBN gives "be" and "detain";
// with the relation aux:pass between them "detained" gets [Passive].
func Lemmatize(sent *Sentence) {
	table := loadedLemmas()
	var room [maxTokens + maxChunk/8]dependents
	deps := room[:]
	if len(sent.Tokens) > len(deps) {
		deps = make([]dependents, len(sent.Tokens))
	}
	gather(sent.Tokens, deps)
	for i := range sent.Tokens {
		t := &sent.Tokens[i]
		t.Lemma = table.lemma(t, i == 0)
		t.Feats = features(t, deps[i])
	}
	for i := range sent.Tokens {
		clipped(sent.Tokens, i)
		sharedVoice(sent.Tokens, deps, i)
	}
}

// dependents says which relations a token has to words below it.
type dependents uint8

const (
	hasPassive dependents = 1 << iota // aux:pass, nsubj:pass or csubj:pass
	hasSubject
	hasAux
	hasTo // the mark "to"
)

// gather sets deps[i] for every token.
func gather(tokens []Token, deps []dependents) {
	for i := range tokens {
		t := &tokens[i]
		if t.Head < 0 || t.Head >= len(tokens) {
			continue
		}
		d := &deps[t.Head]
		switch t.Deprel {
		case "aux:pass":
			*d |= hasPassive | hasAux
		case "nsubj:pass", "csubj:pass":
			*d |= hasPassive | hasSubject
		case "nsubj", "csubj", "expl", "nsubj:outer":
			*d |= hasSubject
		case "aux", "cop":
			*d |= hasAux
		case "mark":
			if strings.EqualFold(t.Form, "to") {
				*d |= hasTo
			}
		}
	}
}

// lemma returns the dictionary form of t; first says that it starts its sentence.
func (l *lemmaTable) lemma(t *Token, first bool) string {
	form, tag := t.Form, t.XPOS
	if form == "" {
		return ""
	}
	if s, ok := l.irregular(form, tag); ok {
		return s
	}
	switch {
	case tag == "NNPS":
		return l.nounS(form)
	case t.UPOS == "PROPN" || tag == "NNP" || !first && l.keepsCapitals(t) || first && tag == "CD":
		return form
	}
	switch tag {
	case "VBZ":
		return l.verbS(l.lower(form))
	case "VBD", "VBN":
		return l.stem(l.lower(form), "ed", 'V')
	case "VBG":
		return l.stem(l.lower(form), "ing", 'V')
	case "NNS":
		return l.nounS(l.lower(form))
	case "JJR", "RBR":
		return l.stem(l.lower(form), "er", 'J')
	case "JJS", "RBS":
		return l.stem(l.lower(form), "est", 'J')
	}
	return l.lower(form)
}

// keepsCapitals reports whether a word that is no name is written as one: an
// acronym, a Roman number, an adjective of a place that the tables do not know.
func (l *lemmaTable) keepsCapitals(t *Token) bool {
	form := t.Form
	if len(form) < 2 || !isUpper(first(form)) {
		return false
	}
	switch t.XPOS {
	case "CD", "LS":
		return allUpper(form)
	case "NN", "JJ":
	default:
		return false
	}
	var b foldBuf
	low, ok := b.fold(form)
	if !ok {
		return false
	}
	if _, known := l.known[string(low)]; known {
		return false
	}
	return t.XPOS == "NN" && len(form) <= 5 && allUpper(form) || t.XPOS == "JJ" && !allUpper(form)
}

// lower returns form in small letters.
func (l *lemmaTable) lower(form string) string {
	plain := true
	for i := 0; i < len(form); i++ {
		c := form[i]
		if c >= utf8.RuneSelf {
			return strings.ToLower(form)
		}
		plain = plain && !('A' <= c && c <= 'Z')
	}
	if plain {
		return form
	}
	var b foldBuf
	if low, ok := b.fold(form); ok {
		if w, ok := l.known[string(low)]; ok {
			return w.text
		}
	}
	return strings.ToLower(form)
}

// verbS takes the "-s" off a verb.
func (l *lemmaTable) verbS(w string) string {
	n := len(w)
	switch {
	case n < 3 || w[n-1] != 's' || w[n-2] == 's':
		return w
	case strings.HasSuffix(w, "ies") && n > 4:
		return l.join(w[:n-3], "y")
	case strings.HasSuffix(w, "es") && n > 3 && l.is(w[:n-2], 'V') && !l.is(w[:n-1], 'V'):
		return w[:n-2]
	case l.is(w[:n-1], 'V'):
		return w[:n-1]
	case hisses(w[:n-2]) && w[n-2] == 'e':
		return w[:n-2]
	}
	return w[:n-1]
}

// nounS takes the "-s" off a noun.
func (l *lemmaTable) nounS(w string) string {
	n := len(w)
	switch {
	case n > 3 && strings.HasSuffix(w, "men"):
		return l.join(w[:n-2], "an")
	case n < 3 || w[n-1] != 's' || w[n-2] == 's':
		return w
	case w[n-2] == '\'':
		return w[:n-2]
	case strings.HasSuffix(w, "ies") && n > 4:
		return l.join(w[:n-3], "y")
	case l.is(w[:n-1], 'N'):
		return w[:n-1]
	case w[n-2] == 'e' && n > 4 && (hisses(w[:n-2]) || w[n-3] == 'o' && l.is(w[:n-2], 'N')):
		return w[:n-2]
	}
	return w[:n-1]
}

// hisses reports whether a word takes "-es" for the sake of its last sound.
func hisses(w string) bool {
	for _, end := range [...]string{"s", "x", "z", "ch", "sh"} {
		if strings.HasSuffix(w, end) {
			// "houses", "prizes" keep their e; "classes", "waltzes" do not.
			return end != "s" && end != "z" || strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "us") || strings.HasSuffix(w, "tz")
		}
	}
	return false
}

// stem takes the ending off w. What is left may lack a final e ("making"), have
// its last consonant doubled ("stopped"), or i for y ("denied"); a word that is
// known with the class wins, else the spelling decides.
func (l *lemmaTable) stem(w, ending string, class byte) string {
	n := len(w) - len(ending)
	if n < 2 || !strings.HasSuffix(w, ending) {
		return w
	}
	s := w[:n]
	last := s[n-1]
	doubled := n > 2 && last == s[n-2] && !isVowel(last)
	short := n > 2 && !isVowel(last) && isVowel(s[n-2]) && !isVowel(s[n-3]) // "hop" would have doubled
	switch {
	case l.is(s, class) && !(short && l.isJoined(s, "e", class)):
		return s
	case ending[0] == 'e' && (last == 'e' || l.is(w[:n+1], class)): // "freed": "free"; "moved": "move"
		return w[:n+1]
	case ending[0] == 'i' && l.isJoined(s, "e", class):
		return l.join(s, "e")
	case doubled && l.is(s[:n-1], class):
		return s[:n-1]
	case last == 'i' && ending[0] == 'e':
		return l.join(s[:n-1], "y")
	case doubled && last != 'l' && last != 's' && last != 'z' && last != 'f':
		return s[:n-1]
	case !hasVowel(s):
		return w
	case wantsE(s):
		if ending[0] == 'e' {
			return w[:n+1]
		}
		return l.join(s, "e")
	}
	return s
}

// wantsE reports whether the stem s of an unknown verb probably lost an e.
func wantsE(s string) bool {
	n := len(s)
	last := s[n-1]
	switch last {
	case 'c', 'g', 'v', 'u', 'z':
		return !strings.HasSuffix(s, "ng") || strings.HasSuffix(s, "ang") || strings.HasSuffix(s, "eng")
	case 's':
		return s[n-2] != 's'
	case 't':
		return strings.HasSuffix(s, "at") && n > 3 && !isVowel(s[n-3])
	case 'r':
		return strings.HasSuffix(s, "ir") || strings.HasSuffix(s, "ur") || n == 3 && s[1] != 'e'
	case 'l':
		return !isVowel(s[n-2]) && s[n-2] != 'l' && s[n-2] != 'r' && s[n-2] != 'w'
	case 'n', 'd', 'k', 'p', 'm':
		return n == 3 && isVowel(s[1]) && !isVowel(s[0])
	}
	return false
}

func isVowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return false
}

func hasVowel(s string) bool {
	for i := range len(s) {
		if isVowel(s[i]) || s[i] == 'y' && i > 0 {
			return true
		}
	}
	return false
}
