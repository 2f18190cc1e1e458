package conllu

import (
	"io"
	"iter"
	"strings"

	"parley"
	"parley/nlp"
)

// Document is a text rebuilt from parsed sentences, with the spans of the
// sentences pointing into it.
type Document struct {
	ID        string // of the comment "newdoc id"; empty when there is none
	Text      string // sentences joined by a blank, paragraphs by an empty line
	Sentences []nlp.Sentence
}

// Documents yields the documents of a file: a new one starts at every comment
// "newdoc"; without them the whole file is one. Errors are those of [Read].
func Documents(r io.Reader, name string) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		var b builder
		for sent, err := range Read(r, name) {
			if err != nil {
				if len(b.doc.Sentences) == 0 || yield(b.take(), nil) {
					yield(Document{}, err)
				}
				return
			}
			id, isNew := sent.opens("newdoc")
			if isNew && len(b.doc.Sentences) > 0 && !yield(b.take(), nil) {
				return
			}
			if isNew {
				b.doc.ID = id
			}
			b.add(&sent)
		}
		if len(b.doc.Sentences) > 0 {
			yield(b.take(), nil)
		}
	}
}

// opens reports whether a comment starts a document or paragraph here, and its id.
func (s *Sentence) opens(what string) (id string, ok bool) {
	for _, c := range s.Comments {
		if rest, found := strings.CutPrefix(c, what); found {
			_, id, _ = strings.Cut(rest, "=")
			return strings.TrimSpace(id), true
		}
	}
	return "", false
}

// builder joins sentences into a document.
type builder struct {
	doc       Document
	text      strings.Builder
	paragraph int
}

func (b *builder) take() Document {
	doc := b.doc
	doc.Text = b.text.String()
	*b = builder{}
	return doc
}

func (b *builder) add(s *Sentence) {
	text, sent := s.NLP()
	if b.text.Len() > 0 {
		if _, isNew := s.opens("newpar"); isNew {
			b.text.WriteString("\n\n")
			b.paragraph++
		} else {
			b.text.WriteByte(' ')
		}
	}
	shift(&sent, b.text.Len())
	sent.Paragraph = b.paragraph
	b.text.WriteString(text)
	b.doc.Sentences = append(b.doc.Sentences, sent)
}

// shift moves all spans of a sentence by n bytes.
func shift(sent *nlp.Sentence, n int) {
	move := func(s *parley.Span) { s.Start += n; s.End += n }
	move(&sent.Span)
	for i := range sent.Tokens {
		move(&sent.Tokens[i].Span)
	}
}

// Take replaces lemmas, tags, features and tree of s by those of sent, which
// has the same words: what a parser predicted for [Sentence.NLP].
func (s *Sentence) Take(sent *nlp.Sentence) {
	for i := range min(len(s.Words), len(sent.Tokens)) {
		w, t := &s.Words[i], &sent.Tokens[i]
		w.Lemma, w.UPOS, w.XPOS, w.Feats = t.Lemma, t.UPOS, t.XPOS, t.Feats.String()
		w.Head, w.Deprel, w.Deps = t.Head, t.Deprel, ""
	}
}
