package nlp

import (
	"parley"
)

// Bounds of a sentence. Longer ones are cut at punctuation or, failing that,
// between words, so that the parser's time and memory stay bounded.
const (
	maxTokens  = 400  // tokens of one sentence at most, but for a web address or contraction at its end
	softTokens = 300  // from here on a comma or semicolon ends the sentence
	maxBytes   = 8192 // bytes of one sentence at most, but for its last token
)

// Segment cuts raw English text into sentences and these into words, after
// the conventions of the English Web Treebank and GUM. Every byte that can be
// seen belongs to exactly one token. It reuses the memory of into, which may
// be nil; forms are substrings of text. It takes time linear in the text, never
// fails, and is safe for concurrent use.
//
// Example: `"I won't," he said.` gives the words `" I wo n't , " he said .`
func Segment(text string, into []Sentence) []Sentence {
	s := segmenter{sents: into[:0]}
	s.text, s.words = text, loadedWords()
	s.begin()
	s.paragraphs()
	return s.sents
}

// segmenter is the state of one call of [Segment].
type segmenter struct {
	tokenizer
	sents     []Sentence
	kind      Kind
	paragraph int
	end       int // of the paragraph

	fresh   bool    // out is scratch, not memory of a former call
	scratch []Token // grows to the longest sentence
	slab    []Token // memory for the sentences to come

	ended  bool // the sentence has its final stop; only closing marks came since
	noteTo int  // a footnote mark "[17]" after the stop reaches to here
	quote  bool // a straight double quotation mark is open
	dated  bool // the dateline was found
}

// paragraphs segments every paragraph of the text.
func (s *segmenter) paragraphs() {
	var lines lineReader
	lines.text = s.text
	for {
		a, b, ok := lines.paragraph()
		if !ok {
			return
		}
		s.end = b
		s.kind = s.kindOf(a, b)
		if s.kind == Body && !s.dated && s.paragraph < datelineWithin {
			if d := datelineEnd(s.text, a, b); d > a {
				s.dated = true
				s.kind = Dateline
				s.run(a, d)
				s.close()
				s.kind = Body
				s.single, s.quote = false, false
				a = d
			}
		}
		s.run(a, b)
		s.close()
		s.single, s.quote = false, false
		s.paragraph++
	}
}

// run segments text[a:b], which lies in one paragraph.
func (s *segmenter) run(a, b int) {
	for {
		a = skipSpace(s.text, a, b)
		if a >= b {
			return
		}
		end, web := chunkEnd(s.text, a, b)
		for i := a; i < end; {
			if s.ended && s.endsBefore(i, i > a) {
				s.close()
			}
			n := len(s.out)
			next := s.next(i, end, web, i == a)
			if len(s.out) > n {
				s.note(i, n, i > a)
			}
			i = next
			if s.tooLong() {
				s.close()
			}
		}
		a = end
	}
}

// note updates what is known about the end of the sentence after the tokens
// from n on, which start at byte i, were added.
func (s *segmenter) note(i, n int, attached bool) {
	form := s.out[len(s.out)-1].Form
	if form == `"` {
		s.quote = !s.quote
	}
	if i < s.noteTo {
		return
	}
	if s.ended && s.closes(i, form, attached) {
		return
	}
	s.ended = s.kind != Dateline && isFinal(form)
}

// isFinal reports whether the token may be the last word or stop of a sentence.
func isFinal(form string) bool {
	c := form[len(form)-1]
	switch {
	case c == '.' || c == '?' || c == '!':
		return len(form) < maxWord
	case c < 0x80:
		return false
	}
	switch form {
	case "…", "。", "！", "？", "‽", "؟", "۔", "।":
		return true
	}
	return false
}

// tooLong reports whether the sentence must be cut behind its last token.
func (s *segmenter) tooLong() bool {
	n := len(s.out)
	if n == 0 {
		return false
	}
	if n >= maxTokens || s.out[n-1].Span.End-s.out[0].Span.Start >= maxBytes {
		return true
	}
	if n < softTokens {
		return false
	}
	switch s.out[n-1].Form {
	case ",", ";", ":", "—", "--", "–", "|":
		return true
	}
	return false
}

// begin makes room for the tokens of the next sentence: what a former call left
// there, else scratch that close copies from.
func (s *segmenter) begin() {
	n := len(s.sents)
	s.fresh = n >= cap(s.sents) || cap(s.sents[:n+1][n].Tokens) == 0
	if s.fresh {
		s.out = s.scratch[:0]
	} else {
		s.out = s.sents[:n+1][n].Tokens[:0]
	}
}

// close ends the sentence, if it has any token.
func (s *segmenter) close() {
	s.ended, s.noteTo = false, 0
	if len(s.out) == 0 {
		return
	}
	tokens := s.out
	if s.fresh {
		s.scratch = s.out
		tokens = s.room(len(s.out))
		copy(tokens, s.out)
	}
	s.sents = append(s.sents, Sentence{
		Span:      parley.Span{Start: tokens[0].Span.Start, End: tokens[len(tokens)-1].Span.End},
		Paragraph: s.paragraph,
		Kind:      s.kind,
		Tokens:    tokens,
	})
	s.begin()
}

// slabTokens is how many tokens are allocated at a time.
const slabTokens = 512

// room returns space for n tokens, cut from memory that several sentences share.
func (s *segmenter) room(n int) []Token {
	size := (n + 7) &^ 7 // a little to spare for the next text that reuses it
	if len(s.slab) < size {
		s.slab = make([]Token, max(size, min(slabTokens, len(s.text)/4+8)))
	}
	tokens := s.slab[:n:size]
	s.slab = s.slab[size:]
	return tokens
}
