// Package nlp reads English news: raw text goes in, sentences with tokens,
// tags, lemmas and dependency trees in the style of Universal Dependencies
// version 2 come out. Every offset points into the text that went in.
//
//	parser, err := nlp.Open(nlp.Accurate)
//	if err != nil {
//		return err
//	}
//	scratch := parser.NewScratch() // one a goroutine
//	sents := nlp.Segment(text, nil)
//	for i := range sents {
//		parser.Parse(&sents[i], scratch)
//		nlp.Lemmatize(&sents[i])
//	}
//
// The parser is a bidirectional LSTM with a biaffine scorer of arcs
// (Kiperwasser and Goldberg 2016, "Simple and Accurate Dependency Parsing
// Using Bidirectional LSTM Feature Representations"; Dozat and Manning 2017,
// "Deep Biaffine Attention for Neural Dependency Parsing"). It works in whole
// numbers, so that the same text gives the same trees on every machine. The
// folder model holds its weights, and their card.
package nlp
