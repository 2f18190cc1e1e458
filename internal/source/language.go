package source

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// How much of a text is looked at, and what counts as evidence.
const (
	languageSample  = 6000 // bytes
	languageMinimum = 200  // letters; trigrams of shorter texts say too little
	wordsMinimum    = 60   // letters; enough for a few function words
	scriptMinimum   = 20   // letters; enough to see another script
)

// language reports whether text is in English or may be, with "en" or "" for
// the one and the other; for text in another language it returns that one's
// name. said is what the source calls the language, which wins when it says something.
func language(text, said string) (lang string, english bool) {
	switch said = strings.ToLower(strings.TrimSpace(said)); {
	case said == "" || said == "und" || said == "mul" || said == "mis" || said == "zxx" || said == "unknown":
	case said == "en" || said == "eng" || said == "english" || strings.HasPrefix(said, "en-") || strings.HasPrefix(said, "en_"):
		return "en", true
	default:
		return said, false
	}
	sample := text
	if len(sample) > languageSample {
		sample = strings.ToValidUTF8(sample[:languageSample], "")
	}
	letters, foreign := countLetters(sample)
	if letters >= scriptMinimum && foreign*2 > letters {
		return other(sample), false
	}
	if letters >= wordsMinimum && functionWords(sample) >= 0.08 {
		return "en", true
	}
	if letters < languageMinimum {
		return "", true
	}
	info := whatlanggo.Detect(sample)
	if info.Lang == whatlanggo.Eng {
		return "en", true
	}
	if info.IsReliable() {
		return other(sample), false
	}
	return "", true
}

// other returns the name of the language of a text that is not in English.
func other(sample string) string {
	if name := whatlanggo.Detect(sample).Lang.String(); name != "" {
		return name
	}
	return "another language"
}

// countLetters counts letters and those outside the Latin alphabet of English.
func countLetters(s string) (all, foreign int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			all++
			if r >= 0x80 {
				foreign++
			}
		}
	}
	return all, foreign
}

// functionWords returns the share of words that are frequent in English and
// rare in every other language with the same letters. One word in eight of
// English news is one of them.
func functionWords(s string) float64 {
	words, hits := 0, 0
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		switch strings.ToLower(word) {
		case "the", "of", "and", "to", "that", "with", "from", "which", "would", "they", "has", "been", "said", "this", "were":
			hits++
		}
	}
	if words == 0 {
		return 0
	}
	return float64(hits) / float64(words)
}
