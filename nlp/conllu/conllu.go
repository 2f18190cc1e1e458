// Package conllu reads and writes CoNLL-U, the format of the treebanks of
// Universal Dependencies (https://universaldependencies.org/format.html):
// one word a line in ten columns, an empty line after each sentence.
//
//	for sent, err := range conllu.Read(file, "ewt-dev.conllu") {
//		if err != nil {
//			return err
//		}
//		text, parsed := sent.NLP()
//		...
//	}
//
// Comments, multiword tokens and the MISC column are kept; empty nodes of the
// enhanced representation ("8.1") are skipped.
package conllu

import (
	"strings"

	"parley"
	"parley/nlp"
)

// Sentence is one sentence as the file gives it.
type Sentence struct {
	Comments []string // without "#" and the blank after it: "text = He left."
	Words    []Word
}

// Word is one line of a sentence. Empty columns ("_") are empty strings,
// except in Form and Lemma of a word that is an underscore.
type Word struct {
	Form   string
	Lemma  string
	UPOS   string
	XPOS   string
	Feats  string // "Number=Sing|Person=3"
	Head   int    // index in Words; -1 for the root and for words without a head
	Deprel string
	Deps   string
	Misc   string // "SpaceAfter=No"
	Multi  *Multi // the written token that starts at this word, when it has several
}

// Multi is a written token of several words, such as "don't".
type Multi struct {
	Form  string
	Misc  string
	Words int // at least 1
}

// Comment returns the value of the comment "name = value", and whether there is one.
func (s *Sentence) Comment(name string) (string, bool) {
	for _, c := range s.Comments {
		key, value, ok := strings.Cut(c, "=")
		if ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value), true
		}
	}
	return "", false
}

// NLP returns the sentence in the form in which package nlp works, and its
// text, built from the forms and SpaceAfter=No. Spans point into that text.
// When the forms of the words of a multiword token do not add up to the
// token, each has the span of the whole. FEATS are not carried over.
func (s *Sentence) NLP() (string, nlp.Sentence) {
	var text strings.Builder
	sent := nlp.Sentence{Tokens: make([]nlp.Token, len(s.Words))}
	for i := 0; i < len(s.Words); {
		w := &s.Words[i]
		n, form, misc := 1, w.Form, w.Misc
		if m := w.Multi; m != nil && m.Words > 0 && i+m.Words <= len(s.Words) {
			n, form, misc = m.Words, m.Form, m.Misc
			sent.Tokens[i].Multi = n
		}
		start := text.Len()
		text.WriteString(form)
		fillSpans(sent.Tokens[i:i+n], s.Words[i:i+n], form, start)
		i += n
		if i < len(s.Words) && !hasMisc(misc, "SpaceAfter=No") {
			text.WriteByte(' ')
		}
	}
	for i, w := range s.Words {
		t := &sent.Tokens[i]
		t.Form, t.Lemma, t.UPOS, t.XPOS = w.Form, w.Lemma, w.UPOS, w.XPOS
		t.Head, t.Deprel = w.Head, w.Deprel
	}
	sent.Span = parley.Span{Start: 0, End: text.Len()}
	return text.String(), sent
}

// fillSpans sets the spans of the words of one written token.
func fillSpans(tokens []nlp.Token, words []Word, form string, start int) {
	rest, exact := form, true
	for _, w := range words {
		tail, ok := strings.CutPrefix(rest, w.Form)
		exact = exact && ok
		rest = tail
	}
	exact = exact && rest == ""
	at := start
	for i, w := range words {
		tokens[i].Span = parley.Span{Start: start, End: start + len(form)}
		if exact {
			tokens[i].Span = parley.Span{Start: at, End: at + len(w.Form)}
			at += len(w.Form)
		}
	}
}

// hasMisc reports whether the MISC column holds the given "Name=Value".
func hasMisc(misc, want string) bool {
	for part := range strings.SplitSeq(misc, "|") {
		if part == want {
			return true
		}
	}
	return false
}

// From returns a parsed sentence as CoNLL-U has it. The document's text gives
// the comment "# text" and tells which words a space follows; without it
// (empty) both are left out. Further comments come first, in the order given.
func From(sent *nlp.Sentence, text string, comments ...string) Sentence {
	out := Sentence{Comments: comments, Words: make([]Word, len(sent.Tokens))}
	covers := func(sp parley.Span) bool { return sp.Start >= 0 && !sp.Empty() && sp.End <= len(text) }
	if covers(sent.Span) {
		line := strings.Join(strings.Fields(text[sent.Span.Start:sent.Span.End]), " ")
		out.Comments = append(out.Comments[:len(comments):len(comments)], "text = "+line)
	}
	spaceAfter := func(end int) string {
		if covers(sent.Span) && end < sent.Span.End && end >= 0 && !strings.ContainsRune(" \t\r\n\u00a0", firstRune(text[end:])) {
			return "SpaceAfter=No"
		}
		return ""
	}
	inside := 0 // words of the current multiword token still to come
	for i := range sent.Tokens {
		t := &sent.Tokens[i]
		w := &out.Words[i]
		*w = Word{Form: t.Form, Lemma: t.Lemma, UPOS: t.UPOS, XPOS: t.XPOS,
			Feats: t.Feats.String(), Head: t.Head, Deprel: t.Deprel}
		if n := t.Multi; n > 1 && i+n <= len(sent.Tokens) {
			sp := t.Span.Join(sent.Tokens[i+n-1].Span)
			w.Multi = &Multi{Form: multiForm(sent.Tokens[i:i+n], sp, text), Words: n, Misc: spaceAfter(sp.End)}
			inside = n
		}
		if inside > 0 {
			inside--
			continue
		}
		w.Misc = spaceAfter(t.Span.End)
	}
	return out
}

// multiForm returns the written form of a multiword token.
func multiForm(words []nlp.Token, sp parley.Span, text string) string {
	if sp.Start >= 0 && !sp.Empty() && sp.End <= len(text) {
		return text[sp.Start:sp.End]
	}
	var form strings.Builder
	for i := range words {
		form.WriteString(words[i].Form)
	}
	return form.String()
}

// firstRune returns the first rune of s, a blank for the empty string.
func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return ' '
}
