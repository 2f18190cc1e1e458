package conllu

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"parley"
)

const sample = `# sent_id = a-1
# text = They don't trust him.
1	They	they	PRON	PRP	Case=Nom	4	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	_	4	aux	_	_
3	n't	not	PART	RB	Polarity=Neg	4	advmod	_	_
4	trust	trust	VERB	VB	_	0	root	_	_
5	him	he	PRON	PRP	_	4	obj	4:obj	SpaceAfter=No
6	.	.	PUNCT	.	_	4	punct	_	_

# a bare line
1	Go	go	VERB	VB	_	0	root	_	_

`

// readAll reads every sentence of text.
func readAll(text string) ([]Sentence, error) {
	var all []Sentence
	for sent, err := range Read(strings.NewReader(text), "test") {
		if err != nil {
			return all, err
		}
		all = append(all, sent)
	}
	return all, nil
}

// render writes the sentences.
func render(t *testing.T, all []Sentence) string {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out)
	for i := range all {
		if err := w.Write(&all[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestReadWriteKeepsEverything(t *testing.T) {
	all, err := readAll(sample)
	if err != nil {
		t.Fatal(err)
	}
	if got := render(t, all); got != sample {
		t.Errorf("written back:\n%s", got)
	}
	if id, ok := all[0].Comment("sent_id"); !ok || id != "a-1" {
		t.Errorf("sent_id = %q, %v", id, ok)
	}
}

func TestReadSkipsEmptyNodes(t *testing.T) {
	all, err := readAll(strings.Replace(sample, "5\thim", "4.1\tdo\tdo\t_\t_\t_\t_\t_\t_\t_\n5\thim", 1))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || len(all[0].Words) != 6 {
		t.Errorf("read %d sentences, %d words", len(all), len(all[0].Words))
	}
}

func TestNLPAndBack(t *testing.T) {
	all, err := readAll(sample)
	if err != nil {
		t.Fatal(err)
	}
	text, sent := all[0].NLP()
	if text != "They don't trust him." {
		t.Errorf("text %q", text)
	}
	for _, tok := range sent.Tokens {
		if got := text[tok.Span.Start:tok.Span.End]; got != tok.Form {
			t.Errorf("span of %q holds %q", tok.Form, got)
		}
	}
	back := From(&sent, text, "sent_id = a-1")
	for i := range back.Words {
		back.Words[i].Feats = all[0].Words[i].Feats
		back.Words[i].Deps = all[0].Words[i].Deps
	}
	got, want := render(t, []Sentence{back}), render(t, all[:1])
	if got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	cases := map[string]struct{ in, want string }{
		"columns":        {"1\ta\tb\n\n", "test:1: want 10 columns, found 3"},
		"number":         {"2\ta\t_\t_\t_\t_\t0\troot\t_\t_\n\n", "test:1: want word number 1"},
		"head":           {"1\ta\t_\t_\t_\t_\tx\troot\t_\t_\n\n", "test:1: head \"x\""},
		"head too large": {"1\ta\t_\t_\t_\t_\t7\troot\t_\t_\n\n", "test:2: word 1 has head 7"},
		"range":          {"1-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n\n", "test:3: multiword token ends at word 3 of 1"},
		"long line":      {"# " + strings.Repeat("x", MaxLine), "test:1: line longer than"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := readAll(c.in)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) || !errors.Is(err, parley.ErrInvalid) {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("1\ta\t_\t_\t_\t_\t0\troot\t_\t_")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := readAll(text)
		if err != nil {
			return
		}
		for i := range all {
			body, sent := all[i].NLP()
			again := From(&sent, body)
			if len(again.Words) != len(all[i].Words) {
				t.Fatalf("%d words became %d", len(all[i].Words), len(again.Words))
			}
		}
		first := render(t, all)
		twice, err := readAll(first)
		if err != nil {
			t.Fatalf("cannot read what was written: %v\n%s", err, first)
		}
		if second := render(t, twice); second != first {
			t.Fatalf("written twice:\n%q\n%q", first, second)
		}
	})
}
