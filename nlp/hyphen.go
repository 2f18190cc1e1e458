package nlp

import "unicode/utf8"

// maxLinks bounds the parts of a hyphenated name.
const maxLinks = 4

// hyphenName returns the number of tokens of a name like "Tehreek - e -
// Taliban", "Port - au - Prince" that starts at i, or 0: parts without spaces
// between them, the first and the last with a capital, short small words between.
func hyphenName(tokens []Token, i int) int {
	if officeName(tokens, i) {
		return 3
	}
	if !capitalised(tokens[i].Form) {
		return 0
	}
	if givenName(tokens, i) {
		return 3
	}
	return linkedName(tokens, i)
}

// linkedName is hyphenName for names with small words between: "Tehreek-e-Taliban".
func linkedName(tokens []Token, i int) int {
	for links, k := 0, i; links < maxLinks && k+2 < len(tokens); links++ {
		dash, next := &tokens[k+1], &tokens[k+2]
		if dash.Form != "-" || dash.Span.Start != tokens[k].Span.End || next.Span.Start != dash.Span.End {
			return 0
		}
		k += 2
		if links > 0 && capitalised(next.Form) {
			return k - i + 1
		}
		if capitalised(next.Form) || len(next.Form) > 4 {
			return 0
		}
	}
	return 0
}

// officeName reports whether "president - elect", "secretary - general" starts at i.
func officeName(tokens []Token, i int) bool {
	if i+2 >= len(tokens) || tokens[i+1].Form != "-" || tokens[i+1].Span.Start != tokens[i].Span.End || tokens[i+2].Span.Start != tokens[i+1].Span.End {
		return false
	}
	switch tokens[i+2].Form {
	case "elect", "designate", "General", "general", "Elect":
		return len(tokens[i].Form) > 4
	}
	return false
}

// givenName reports whether "Jae - in", "Ki - moon" starts at i: two short parts
// behind a short family name, the second in small letters.
func givenName(tokens []Token, i int) bool {
	if i == 0 || i+2 >= len(tokens) || !capitalised(tokens[i-1].Form) || len(tokens[i-1].Form) > 5 || len(tokens[i].Form) > 5 {
		return false
	}
	dash, last := &tokens[i+1], &tokens[i+2]
	if dash.Form != "-" || dash.Span.Start != tokens[i].Span.End || last.Span.Start != dash.Span.End || len(last.Form) > 5 || capitalised(last.Form) {
		return false
	}
	switch tokens[i-1].Form {
	case "The", "In", "A", "An", "At", "On", "For", "From", "And", "But", "As", "By", "To", "New", "North", "South", "East", "West":
		return false
	}
	switch last.Form {
	case "led", "made", "held", "wide", "born", "run", "era", "like", "type", "free", "only", "day", "long", "old", "style", "based", "owned", "aided", "bred", "built", "ruled", "style’s":
		return false
	}
	return true
}

func capitalised(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return isUpper(r)
}

// fold writes the tokens into s.folded with each hyphenated name as one token,
// which is how the trees treat them as a whole. It reports whether there is any.
func (s *Scratch) fold(tokens []Token) bool {
	s.folded = s.folded[:0]
	found := false
	for i := 0; i < len(tokens); {
		n := hyphenName(tokens, i)
		s.folded = append(s.folded, tokens[i])
		if n > 0 {
			found = true
			// the last part tells best what the whole is: "Taliban", "Prince"
			if last := tokens[i+n-1].Form; capitalised(last) {
				s.folded[len(s.folded)-1].Form = last
			}
		} else {
			n = 1
		}
		i += n
	}
	return found
}

// unfold brings tags and tree of the folded tokens back: the last part of a
// name takes the place of the whole, its other parts hang on it.
func (s *Scratch) unfold(tokens []Token) {
	s.places = s.places[:0]
	for i := 0; i < len(tokens); {
		n := max(hyphenName(tokens, i), 1)
		s.places = append(s.places, i+n-1)
		i += n
	}
	for k := range s.folded {
		f, last := &s.folded[k], s.places[k]
		t := &tokens[last]
		t.UPOS, t.XPOS, t.Deprel, t.Score, t.Head = f.UPOS, f.XPOS, f.Deprel, f.Score, f.Head
		if f.Head >= 0 {
			t.Head = s.places[f.Head]
		}
		from := 0
		if k > 0 {
			from = s.places[k-1] + 1
		}
		for i := from; i < last; i++ {
			p := &tokens[i]
			p.Head, p.Score = last, f.Score
			p.UPOS, p.XPOS, p.Deprel = "PROPN", "NNP", "compound"
			if p.Form == "-" {
				p.UPOS, p.XPOS, p.Deprel = "PUNCT", "HYPH", "punct"
			}
		}
	}
}
