// Package nlp reads English news: raw text goes in, sentences with tokens,
// tags, lemmas and dependency trees in the style of Universal Dependencies
// version 2 come out. Every offset points into the text that went in.
package nlp
