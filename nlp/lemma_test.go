package nlp

import (
	"strings"
	"testing"
)

// tagged builds a sentence from "form/XPOS/head/deprel" words; head counts from 1, 0 is the root.
func tagged(t *testing.T, s string) Sentence {
	t.Helper()
	var sent Sentence
	for word := range strings.FieldsSeq(s) {
		p := strings.Split(word, "/")
		if len(p) < 2 {
			t.Fatalf("%q: want form/XPOS", word)
		}
		tok := Token{Form: p[0], XPOS: p[1], Head: -1, Deprel: "dep"}
		switch {
		case strings.HasPrefix(p[1], "NNP"):
			tok.UPOS = "PROPN"
		case strings.HasPrefix(p[1], "VB"):
			tok.UPOS = "VERB"
		}
		if len(p) == 4 {
			tok.Head, tok.Deprel = int(p[2][0]-'0')-1, p[3]
		}
		sent.Tokens = append(sent.Tokens, tok)
	}
	return sent
}

func TestLemmas(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		// Regular verbs: doubled consonants, lost e, y for i, and unknown ones.
		{"stopped/VBD making/VBG denied/VBD seizes/VBZ agreed/VBN passes/VBZ flees/VBZ", "stop make deny seize agree pass flee"},
		{"accusing/VBG freed/VBN occupied/VBN shelling/VBG targeted/VBD bombed/VBN dying/VBG", "accuse free occupy shell target bomb die"},
		{"gloobed/VBD vorted/VBN splancing/VBG", "gloob vort splance"},
		{"deplored/VBD overruled/VBN blockading/VBG upgraded/VBN disputed/VBD", "deplore overrule blockade upgrade dispute"},
		// Irregular verbs.
		{"met/VBD fought/VBD withdrew/VBD was/VBD shot/VBN broken/VBN fled/VBD led/VBN", "meet fight withdraw be shoot break flee lead"},
		// Nouns.
		{"armies/NNS hostages/NNS men/NNS crises/NNS clashes/NNS heroes/NNS knives/NNS taxes/NNS", "army hostage man crisis clash hero knife tax"},
		// Degrees, names and function words.
		{"the/DT larger/JJR deadliest/JJS Taliban/NNP Nations/NNPS He/PRP n't/RB ’s/POS", "the large deadly Taliban Nation he not 's"},
		{"The/DT Rebels/NNS Left/VBD", "the rebel leave"},
	} {
		sent := tagged(t, c.words)
		Lemmatize(&sent)
		var got []string
		for _, tok := range sent.Tokens {
			got = append(got, tok.Lemma)
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.words, got, c.want)
		}
	}
}

func TestFeatures(t *testing.T) {
	for _, c := range []struct {
		words string
		at    int
		want  Feats
	}{
		{"rebels/NNS/3/nsubj:pass were/VBD/3/aux:pass detained/VBN/0/root", 2, Past | Participle | Passive},
		{"they/PRP/3/nsubj have/VBP/3/aux left/VBN/0/root", 2, Past | Participle},
		{"men/NNS/0/root held/VBN/1/acl there/RB/2/advmod", 1, Past | Participle | Passive},
		{"they/PRP/3/nsubj:pass were/VBD/3/aux:pass beaten/VBN/0/root and/CC/5/cc killed/VBN/3/conj", 4, Past | Participle | Passive},
		{"Leave/VB/0/root now/RB/1/advmod", 0, Imperative},
		{"plan/VBP/0/root to/TO/3/mark leave/VB/1/xcomp", 2, Infinitive},
		{"it/PRP/3/nsubj never/RB/3/advmod left/VBD/0/root", 1, Negative},
		{"it/PRP/3/nsubj never/RB/3/advmod left/VBD/0/root", 2, Past | Finite},
		{"talks/NNS/0/root", 0, Plural},
	} {
		sent := tagged(t, c.words)
		Lemmatize(&sent)
		if got := sent.Tokens[c.at].Feats; got != c.want {
			t.Errorf("%s: word %d has %b, want %b", c.words, c.at, got, c.want)
		}
	}
}

func TestLemmatizeTakesAnything(t *testing.T) {
	for _, s := range []Sentence{
		{},
		{Tokens: []Token{{Head: 7, Deprel: "aux"}, {Form: "\xff", XPOS: "VBD", Head: -3}}},
		{Tokens: make([]Token, 5000)},
	} {
		Lemmatize(&s)
	}
	for _, form := range []string{"s", "ed", "ing", "es", "'", "é", "ies", "xs", "aed", "men"} {
		for _, tag := range []string{"VBZ", "VBD", "VBG", "NNS", "NNPS", "JJR", "JJS", ""} {
			s := Sentence{Tokens: []Token{{Form: form, XPOS: tag, Head: -1}}}
			Lemmatize(&s)
			if s.Tokens[0].Lemma == "" {
				t.Errorf("%q %s has no lemma", form, tag)
			}
		}
	}
}

func TestLemmaTablesNameTheirMistakes(t *testing.T) {
	for _, c := range []struct{ lemmas, irregular, want string }{
		{"# head\nword\n", "", "lemmas.tsv:2: no class"},
		{"a\tN\n", "b\tNNS\n", "irregular.tsv:1: not three columns"},
	} {
		if _, err := parseLemmas(c.lemmas, c.irregular); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}
