package conllu

import (
	"errors"
	"strings"
	"testing"

	"parley"
)

const twoDocs = `# newdoc id = a
1	Rebels	rebel	NOUN	NNS	_	2	nsubj	_	_
2	left	leave	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# newpar
1	Troops	troop	NOUN	NNS	_	2	nsubj	_	_
2	stayed	stay	VERB	VBD	_	0	root	_	_

# newdoc id = b
1	Peace	peace	NOUN	NN	_	0	root	_	_

`

func TestDocuments(t *testing.T) {
	var got []Document
	for doc, err := range Documents(strings.NewReader(twoDocs), "x") {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, doc)
	}
	if len(got) != 2 || got[0].ID != "a" || got[1].ID != "b" {
		t.Fatalf("got %+v, want documents a and b", got)
	}
	if want := "Rebels left.\n\nTroops stayed"; got[0].Text != want {
		t.Errorf("text %q, want %q", got[0].Text, want)
	}
	if p := got[0].Sentences[1].Paragraph; p != 1 {
		t.Errorf("second paragraph is numbered %d, want 1", p)
	}
	for _, doc := range got {
		for _, sent := range doc.Sentences {
			for _, tok := range sent.Tokens {
				if doc.Text[tok.Span.Start:tok.Span.End] != tok.Form {
					t.Errorf("span of %q holds %q", tok.Form, doc.Text[tok.Span.Start:tok.Span.End])
				}
			}
		}
	}
}

func TestDocumentsKeepsWhatCameBeforeAFault(t *testing.T) {
	var docs int
	var fault error
	for _, err := range Documents(strings.NewReader(twoDocs+"1\tbroken\n"), "x") {
		if err != nil {
			fault = err
			continue
		}
		docs++
	}
	if docs != 2 || !errors.Is(fault, parley.ErrInvalid) {
		t.Errorf("got %d documents and error %v, want 2 and ErrInvalid", docs, fault)
	}
}

func TestTake(t *testing.T) {
	for given, err := range Read(strings.NewReader(twoDocs), "x") {
		if err != nil {
			t.Fatal(err)
		}
		_, sent := given.NLP()
		sent.Tokens[0].Lemma, sent.Tokens[0].Deprel, sent.Tokens[0].Head = "changed", "dep", -1
		given.Take(&sent)
		if w := given.Words[0]; w.Lemma != "changed" || w.Deprel != "dep" || w.Head != -1 {
			t.Errorf("after Take the word is %+v", w)
		}
	}
}
