package drill

import (
	"io"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/nlp/conllu"
)

// Write writes n sentences as CoNLL-U. The same seed gives the same sentences.
func Write(out io.Writer, n int, seed uint64) error {
	lists, err := load()
	if err != nil {
		return err
	}
	w := &writer{words: lists, rnd: rand.New(rand.NewPCG(seed, 0))}
	cw := conllu.NewWriter(out)
	for range n {
		s := sentence(w.report())
		w.dress(&s)
		if err := cw.Write(&s); err != nil {
			return err
		}
	}
	return cw.Flush()
}

// dress gives a sentence its capitals: the first letter, or in headlines every
// word; articles inside start small.
func (w *writer) dress(s *conllu.Sentence) {
	for i := range s.Words {
		f := &s.Words[i]
		if i > 0 && f.Form == "The" && f.XPOS == "DT" {
			f.Form = "the"
		}
	}
	s.Words[0].Form = capital(s.Words[0].Form)
	last := s.Words[len(s.Words)-1]
	if last.Form != "." && w.maybe(0.5) {
		for i := range s.Words {
			if utf8.RuneCountInString(s.Words[i].Form) > 3 {
				s.Words[i].Form = capital(s.Words[i].Form)
			}
		}
	}
	forms := make([]string, len(s.Words))
	for i, f := range s.Words {
		forms[i] = f.Form
		if f.Misc == "" && i < len(s.Words)-1 {
			forms[i] += " "
		}
	}
	s.Comments = []string{"text = " + strings.Join(forms, "")}
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
