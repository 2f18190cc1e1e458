package nlp

import "parley"

// Token is one syntactic word of Universal Dependencies.
//
// [Segment] sets Span, Form and Multi; [Parser.Parse] sets UPOS, XPOS, Head,
// Deprel and Score; [Lemmatize] sets Lemma and Feats from those.
type Token struct {
	Span   parley.Span // bytes in the document's text
	Form   string      // the word as written
	Lemma  string      // dictionary form, lower case except for names
	UPOS   string      // universal part of speech, "VERB"
	XPOS   string      // Penn Treebank tag, "VBD"
	Feats  Feats       // grammatical features that the coder needs
	Head   int         // index in Sentence.Tokens; -1 for the root
	Deprel string      // relation to the head, with subtype: "nsubj:pass"
	Score  float32     // probability of the arc to Head, 0 to 1
	Multi  int         // words of the written token that starts here ("don't": 2 at "do"); 0 elsewhere
}

// Sentence is one sentence of a document. It owns its tokens; spans of tokens
// are pairs of indices into them.
type Sentence struct {
	Span      parley.Span // bytes in the document's text
	Paragraph int         // 0 for the first
	Kind      Kind
	Tokens    []Token
}

// Kind says what part of a report a sentence is.
type Kind uint8

// The kinds of sentences. A dateline is not a sentence of its own: it is
// cut from the front of the first body sentence.
const (
	Body     Kind = iota // running text
	Headline             // a title line: telegraphic grammar, present tense for the past
	Dateline             // "KABUL (Reuters) -"
	Byline               // "By Jane Doe and agencies"
)

// Feats holds the morphological features of a token that the coder reads.
// The zero value means that none applies.
type Feats uint16

// Features, after Universal Dependencies: Tense, VerbForm, Voice, Number, Polarity, Mood.
const (
	Past Feats = 1 << iota
	Present
	Finite
	Infinitive
	Gerund     // VerbForm=Ger and present participles ("-ing")
	Participle // VerbForm=Part
	Passive
	Plural
	Singular
	Negative // Polarity=Neg: "not", "n't", "no", "never"
	Imperative
)

// Has reports whether every feature of want is set.
func (f Feats) Has(want Feats) bool { return f&want == want }
