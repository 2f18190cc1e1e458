package coder

import (
	"fmt"
	"os"
	"testing"

	"parley"
	"parley/lexicon"
	"parley/nlp"
	"parley/nlp/conllu"
)

func TestSmoke(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	fr, err := lexicon.LoadFrames()
	if err != nil {
		t.Fatal(err)
	}
	c := New(lex, fr)
	for _, file := range []string{"ewt-dev", "gum-dev"} {
		f, _ := os.Open("/work/shared/data/ud/" + file + ".conllu")
		n := 0
		for doc, err := range conllu.Documents(f, file) {
			if err != nil {
				t.Fatal(err)
			}
			for i := range doc.Sentences {
				nlp.Lemmatize(&doc.Sentences[i])
			}
			d := parley.Document{ID: doc.ID, Text: doc.Text}
			evs := c.Code(&d, doc.Sentences)
			n += len(evs)
			for _, e := range evs {
				fmt.Printf("%s %v %s %s | %s\n", e.Type, e.Modes, e.Status, e.Rule, e.Sentence.Text)
				for _, a := range e.Actors { fmt.Printf("   A %s [%s %s]\n", a.Mention.Text, a.Country, a.Sector) }
				for _, a := range e.Recipients { fmt.Printf("   R %s [%s %s]\n", a.Mention.Text, a.Country, a.Sector) }
				for _, a := range e.SaidBy { fmt.Printf("   S %s %s\n", a.Mention.Text, a.Kind) }
			}
		}
		fmt.Println(file, n)
	}
}
