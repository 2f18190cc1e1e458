// Package drill writes practice sentences in the manner of news agencies, with
// their trees, for training the tagger and parser beside the treebanks: the
// treebanks hold little of it, and a parser that has seldom read "Bahrain
// severed relations with Qatar" takes "severed" for an adjective.
//
// Sentences are built by a small random grammar over word lists written for
// Parley. Trees follow Universal Dependencies as the English Web Treebank
// applies them. What they say is invented.
package drill

import (
	"strings"

	"parley/nlp/conllu"
)

// node is a word with its dependents, those before it and those after it.
type node struct {
	form, xpos, rel string
	glued           bool // no space before
	left, right     []*node
}

// universal maps the tags of the Penn Treebank to universal ones.
var universal = map[string]string{
	"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ",
	"VB": "VERB", "VBD": "VERB", "VBN": "VERB", "VBG": "VERB", "VBZ": "VERB", "VBP": "VERB", "MD": "AUX",
	"DT": "DET", "PDT": "DET", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WDT": "PRON", "WRB": "ADV",
	"IN": "ADP", "TO": "PART", "RP": "ADP", "RB": "ADV", "POS": "PART", "CC": "CCONJ", "CD": "NUM",
	"$": "SYM", "HYPH": "PUNCT", ".": "PUNCT", ",": "PUNCT", "``": "PUNCT", "''": "PUNCT",
}

func word(form, xpos, rel string) *node { return &node{form: form, xpos: xpos, rel: rel} }

// before and after hang dependents on n, in the order of the sentence.
func (n *node) before(ds ...*node) *node { n.left = append(n.left, ds...); return n }
func (n *node) after(ds ...*node) *node  { n.right = append(n.right, ds...); return n }

// as sets the relation of n to its head.
func (n *node) as(rel string) *node { n.rel = rel; return n }

// under puts a preposition or marker in front of n and sets its relation.
func (n *node) under(prep, rel string) *node {
	n.left = append(preposition(prep), n.left...)
	return n.as(rel)
}

// preposition is one case marker; of several words the rest are fixed to the first.
func preposition(prep string) []*node {
	words := strings.Fields(prep)
	first := word(words[0], "IN", "case")
	if words[0] == "according" {
		first.xpos = "VBG"
	}
	for _, w := range words[1:] {
		tag := "IN"
		first.after(word(w, tag, "fixed"))
	}
	return []*node{first}
}

// upos is the universal tag: auxiliaries, subordinators and adjectives inside
// names differ from what the other tag tells.
func (n *node) upos() string {
	switch {
	case strings.HasPrefix(n.rel, "aux") || n.rel == "cop":
		if n.xpos != "TO" {
			return "AUX"
		}
	case n.rel == "mark" && n.xpos == "IN":
		return "SCONJ"
	case n.rel == "amod" && n.xpos == "NNP":
		return "ADJ"
	case n.xpos == "VBG" && n.rel == "case":
		return "VERB"
	}
	return universal[n.xpos]
}

// sentence numbers the words of the tree under root.
func sentence(root *node) conllu.Sentence {
	var order []*node
	var walk func(n *node)
	walk = func(n *node) {
		for _, d := range n.left {
			walk(d)
		}
		order = append(order, n)
		for _, d := range n.right {
			walk(d)
		}
	}
	walk(root)
	at := make(map[*node]int, len(order))
	for i, n := range order {
		at[n] = i
	}
	s := conllu.Sentence{Words: make([]conllu.Word, len(order))}
	var heads func(n *node, head int)
	heads = func(n *node, head int) {
		i := at[n]
		s.Words[i] = conllu.Word{Form: n.form, UPOS: n.upos(), XPOS: n.xpos, Head: head, Deprel: n.rel}
		for _, d := range append(append([]*node(nil), n.left...), n.right...) {
			heads(d, i)
		}
	}
	heads(root, -1)
	for i, n := range order {
		if i > 0 && n.glued {
			s.Words[i-1].Misc = "SpaceAfter=No"
		}
	}
	return s
}
