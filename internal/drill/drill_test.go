package drill

import (
	"bytes"
	"testing"

	"parley/nlp/conllu"
)

func TestWrite(t *testing.T) {
	var a, b bytes.Buffer
	if err := Write(&a, 500, 7); err != nil {
		t.Fatal(err)
	}
	if err := Write(&b, 500, 7); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same seed gives other sentences")
	}
	n := 0
	for s, err := range conllu.Read(&a, "drill") {
		if err != nil {
			t.Fatal(err)
		}
		n++
		roots := 0
		for i, w := range s.Words {
			if w.UPOS == "" || w.XPOS == "" || w.Deprel == "" {
				t.Errorf("sentence %d: word %d %q lacks a tag or relation: %+v", n, i, w.Form, w)
			}
			if w.Head < 0 {
				roots++
			}
		}
		if roots != 1 {
			t.Errorf("sentence %d has %d roots", n, roots)
		}
		if i, j := crossing(s); i >= 0 {
			t.Errorf("sentence %d: arcs of %q and %q cross", n, s.Words[i].Form, s.Words[j].Form)
		}
	}
	if n != 500 {
		t.Errorf("%d sentences, want 500", n)
	}
}

// crossing returns two words whose arcs cross, or -1.
func crossing(s conllu.Sentence) (int, int) {
	ends := func(i int) (int, int) { return min(i, s.Words[i].Head), max(i, s.Words[i].Head) }
	for i := range s.Words {
		for j := range s.Words {
			a, b := ends(i)
			c, d := ends(j)
			if a >= 0 && c >= 0 && a < c && c < b && b < d {
				return i, j
			}
		}
	}
	return -1, -1
}
