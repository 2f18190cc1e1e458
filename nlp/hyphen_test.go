package nlp

import "testing"

func TestHyphenatedNames(t *testing.T) {
	for text, want := range map[string]int{
		"Tehreek-e-Taliban": 5, "Port-au-Prince": 5, "Hizb-ul-Mujahideen": 5, "Dar-es-Salaam": 5,
		"rebel-held": 0, "Anti-war": 0, "Saudi-led": 0, "Jean-Paul": 0, "Up-to-date": 0, "X-": 0, "A-b-": 0,
	} {
		tokens := Segment(text, nil)[0].Tokens
		if got := hyphenName(tokens, 0); got != want {
			t.Errorf("%s: %d tokens, want %d of %d", text, got, want, len(tokens))
		}
	}
	p := builtInParser(t, Accurate)
	s := p.NewScratch()
	sent := Segment("Leaders of the Tehreek-e-Taliban met officials from Port-au-Prince.", nil)[0]
	p.Parse(&sent, s)
	roots := 0
	for i, tok := range sent.Tokens {
		if tok.Head < 0 {
			roots++
		}
		if tok.UPOS == "" || tok.Head == i || tok.Head >= len(sent.Tokens) {
			t.Errorf("token %d %q: %+v", i, tok.Form, tok)
		}
		if tok.Form == "Tehreek" && (tok.Deprel != "compound" || sent.Tokens[tok.Head].Form != "Taliban") {
			t.Errorf("Tehreek hangs on %q as %s", sent.Tokens[tok.Head].Form, tok.Deprel)
		}
	}
	if roots != 1 {
		t.Errorf("%d roots", roots)
	}
	if n := testing.AllocsPerRun(50, func() { p.Parse(&sent, s) }); n > 0 {
		t.Errorf("%v allocations a sentence", n)
	}
}
