// Package place finds the names of places in English news and says which
// places of the earth they are, as exactly as the text and the gazetteer allow.
package place

import "parley"

// Mention is one place name of a text.
type Mention struct {
	Sentence     int // index of the sentence
	First, Last  int // its first and its last token in the sentence
	parley.Place     // Mention.Span counts bytes of the text; without Precision the name was not resolved

	Kind       Kind   // what kind of place it is
	Capital    bool   // whether it is a national capital
	Population int    // inhabitants; 0 when not known
	Rule       string // why it was resolved so, in a few words
}

// Kind is the kind of a place.
type Kind uint8

// The kinds of places, small ones first.
const (
	Unknown  Kind = iota
	Point         // a building, base, crossing, camp
	City          // a populated place of any size
	Water         // a river, lake, sea, strait
	District      // second-level division
	Province      // first-level division
	Country
	Region // larger than a country, or across borders: "the Sahel", "Kashmir"
)
