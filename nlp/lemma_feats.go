package nlp

// features returns the features of t that follow from its tag, its lemma and
// the words below it.
func features(t *Token, deps dependents) Feats {
	switch t.XPOS {
	case "VBD":
		return Past | Finite | voice(t, deps)
	case "VBZ", "VBP", "MD":
		return Present | Finite | voice(t, deps)
	case "VBG":
		return Present | Gerund | voice(t, deps)
	case "VBN":
		return Past | Participle | voice(t, deps)
	case "VB":
		if deps&(hasSubject|hasAux|hasTo) == 0 && t.UPOS == "VERB" && (t.Head < 0 || t.Deprel == "parataxis" || t.Deprel == "ccomp") {
			return Imperative
		}
		return Infinitive
	case "NNS", "NNPS":
		return Plural
	case "NN", "NNP":
		return Singular
	}
	return number(t.Form) | polarity(t)
}

// voice returns Passive for a verb with a passive auxiliary or subject, and for
// a participle that stands without any: "the men detained in Kabul", "two
// killed", "the banned group". A participle joined to a verb is left to
// sharedVoice.
func voice(t *Token, deps dependents) Feats {
	bare := t.XPOS == "VBN" && t.Deprel != "conj" && t.UPOS == "VERB"
	if deps&hasPassive != 0 || bare && deps&(hasAux|hasSubject) == 0 {
		return Passive
	}
	return 0
}

// number returns the number of a pronoun or determiner.
func number(form string) Feats {
	var b foldBuf
	low, _ := b.fold(form)
	switch string(low) {
	case "they", "we", "these", "those", "them", "us", "their", "our", "themselves", "ourselves":
		return Plural
	case "he", "she", "it", "i", "me", "this", "that", "him", "his", "her", "its", "my", "himself", "herself", "itself":
		return Singular
	}
	return 0
}

// polarity returns Negative for the words that deny.
func polarity(t *Token) Feats {
	switch t.Lemma {
	case "not", "no", "never", "n't", "nt", "neither", "nor":
		return Negative
	}
	return 0
}

// clipped mends the lemma of "'s" and "'d", which their relation tells apart:
// "he's gone" has "have", "he's late" and "he's detained" have "be".
func clipped(tokens []Token, i int) {
	t := &tokens[i]
	if t.Form != "'s" && t.Form != "’s" || t.XPOS != "VBZ" || t.Deprel != "aux" {
		return
	}
	if t.Head >= 0 && t.Head < len(tokens) && tokens[t.Head].XPOS == "VBN" {
		t.Lemma = "have"
	}
}

// sharedVoice passes the voice of a verb on to a participle joined to it that
// has no auxiliary or subject of its own: "was beaten and killed".
func sharedVoice(tokens []Token, deps []dependents, i int) {
	t := &tokens[i]
	if t.XPOS != "VBN" || t.Deprel != "conj" || deps[i]&(hasAux|hasSubject) != 0 || t.Head < 0 || t.Head >= i {
		return
	}
	if head := &tokens[t.Head]; head.Feats.Has(Passive) || head.XPOS != "VBN" && head.XPOS != "VBD" {
		t.Feats |= Passive
	}
}
