package nlp

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

// sentenceOf splits at blanks.
func sentenceOf(text string) Sentence {
	var sent Sentence
	for form := range strings.FieldsSeq(text) {
		sent.Tokens = append(sent.Tokens, Token{Form: form})
	}
	return sent
}

// report is news of no particular place, written for these tests.
const report = `The foreign ministers of both countries met in Geneva on Tuesday to discuss a prisoner exchange .
Rebels who seized the border town last week said they would not attend the talks unless the army withdrew .
" We will not negotiate under fire , " the group 's spokesman , Daniel Orme , told reporters .
Police arrested at least 40 demonstrators after a march against fuel prices turned violent in the capital .
UN envoy urges both sides to resume dialogue
Three soldiers were killed and a dozen wounded when a roadside bomb hit their convoy near the northern city of Tarif .
The president , who took office in March , has promised to lift the state of emergency by the end of the year .
According to the Defence Ministry , ships carrying grain left the port under the deal brokered by Turkey and the United Nations .
Neither the opposition nor the government accepted the mediator 's proposal , which called for elections within six months .
Aid agencies warned that 2.5 million people , most of them children , need food .
He denied that his government had sent weapons to the militia , a charge that neighbouring states repeat often .
Workers at the state oil company began an indefinite strike on Monday , demanding higher pay and the release of two union leaders .
Leaders of the bloc agreed to extend sanctions for another year .
Negotiators failed to reach an agreement but will meet again next week , diplomats said .
The court sentenced the former general to ten years in prison for ordering the attack .`

// checkTree fails unless every token is filled in and the heads make a tree
// with one root.
func checkTree(t *testing.T, sent *Sentence) {
	t.Helper()
	roots := 0
	for i := range sent.Tokens {
		tok := &sent.Tokens[i]
		if tok.UPOS == "" || tok.XPOS == "" || tok.Deprel == "" || tok.Score < 0 || tok.Score > 1 {
			t.Fatalf("token %d is not filled in: %+v", i, *tok)
		}
		if (tok.Head < 0) != (tok.Deprel == "root") || tok.Head >= len(sent.Tokens) {
			t.Fatalf("token %d: head %d with relation %s", i, tok.Head, tok.Deprel)
		}
		if tok.Head < 0 {
			roots++
		}
		steps := 0
		for at := i; at >= 0; at = sent.Tokens[at].Head {
			if steps++; steps > len(sent.Tokens) || steps > 2*maxPiece+2 {
				t.Fatalf("token %d is on a circle, or too deep", i)
			}
		}
	}
	if roots != 1 && len(sent.Tokens) > 0 {
		t.Fatalf("%d roots", roots)
	}
}

func TestParseGivesOneTree(t *testing.T) {
	p := tinyParser(t)
	s := p.NewScratch()
	for _, n := range []int{0, 1, 2, 3, maxPiece - 1, maxPiece, maxPiece + 1, 2*maxPiece + 1, 5000} {
		sent := Sentence{Tokens: make([]Token, n)}
		for i := range sent.Tokens {
			sent.Tokens[i].Form = [...]string{"rebels", "left", "the", "Talks", "in", "Geneva", ","}[i*i%7]
		}
		p.Parse(&sent, s)
		checkTree(t, &sent)
	}
}

func TestParseReadsAnyForm(t *testing.T) {
	p := tinyParser(t)
	s := p.NewScratch()
	sent := Sentence{Tokens: []Token{{Form: ""}, {Form: "\xff\xfe"}, {Form: strings.Repeat("é", 5000)},
		{Form: "\u200b"}, {Form: "😀"}, {Form: "ДОМ"}, {Form: " "}}}
	p.Parse(&sent, s)
	checkTree(t, &sent)
}

func TestTagsGoTogether(t *testing.T) {
	p := tinyParser(t)
	want := map[string]string{"NN": "NOUN", "VB": "VERB", "IN": "ADP"}
	for _, sent := range parseAll(p, cpuLevel) {
		for _, tok := range sent.Tokens {
			if want[tok.XPOS] != tok.UPOS {
				t.Fatalf("%s: %s with %s", tok.Form, tok.XPOS, tok.UPOS)
			}
		}
	}
}

func TestNamesInCapitalsAreNotSmallWords(t *testing.T) {
	for _, size := range []Size{Accurate, Fast} {
		p := builtInParser(t, size)
		s := p.NewScratch()
		for _, text := range []string{"US rejects the demand", "The WHO warned of an outbreak .", "IS claims attack on mosque"} {
			sent := sentenceOf(text)
			p.Parse(&sent, s)
			for _, tok := range sent.Tokens {
				if (tok.Form == "US" || tok.Form == "WHO" || tok.Form == "IS") && tok.UPOS != "PROPN" && tok.UPOS != "NOUN" {
					t.Errorf("%v: %q: %s is %s", size, text, tok.Form, tok.UPOS)
				}
			}
		}
	}
}

func TestLongSentencesAreCutAtMarks(t *testing.T) {
	for _, c := range []struct{ marks, want string }{
		{"", "160"}, {"150,", "150"}, {"130; 150,", "130"}, {"60; 70.", "160"}, {"100. 140:", "140"},
	} {
		tokens := make([]Token, 400)
		for i := range tokens {
			tokens[i].Form = "word"
		}
		for _, m := range strings.Fields(c.marks) {
			var at int
			var mark string
			if _, err := fmt.Sscanf(m, "%d%s", &at, &mark); err != nil {
				t.Fatal(err)
			}
			tokens[at-1].Form = mark
		}
		if got := fmt.Sprint(pieceEnd(tokens)); got != c.want {
			t.Errorf("marks %q: first piece has %s words, want %s", c.marks, got, c.want)
		}
	}
}

// parseAll parses the report with one instruction set.
func parseAll(p *Parser, with level) []Sentence {
	s := p.NewScratch()
	s.with = with
	var all []Sentence
	for line := range strings.Lines(report) {
		sent := sentenceOf(line)
		p.Parse(&sent, s)
		all = append(all, sent)
	}
	long := sentenceOf(strings.ReplaceAll(report, ".", ","))
	p.Parse(&long, s)
	return append(all, long)
}

func TestTreesAgreeOnEveryInstructionSet(t *testing.T) {
	parsers := []*Parser{tinyParser(t)}
	for _, size := range []Size{Accurate, Fast} {
		if p, err := Open(size); err == nil {
			parsers = append(parsers, p)
		}
	}
	for _, p := range parsers {
		want := parseAll(p, portable)
		for _, l := range levels() {
			got := parseAll(p, l)
			for i := range want {
				checkTree(t, &got[i])
				if !slices.Equal(got[i].Tokens, want[i].Tokens) {
					t.Errorf("model %q, %v: sentence %d differs", p.card.Version, l, i)
				}
			}
		}
	}
}

func TestParseDoesNotAllocate(t *testing.T) {
	p := tinyParser(t)
	s := p.NewScratch()
	sent := sentenceOf(report)
	if n := testing.AllocsPerRun(20, func() { p.Parse(&sent, s) }); n != 0 {
		t.Errorf("%g allocations a sentence", n)
	}
}

func TestGoroutinesShareAParser(t *testing.T) {
	p := tinyParser(t)
	want := parseAll(p, cpuLevel)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, sent := range parseAll(p, cpuLevel) {
				if !slices.Equal(sent.Tokens, want[i].Tokens) {
					t.Errorf("sentence %d differs", i)
				}
			}
		})
	}
	wg.Wait()
}

func TestScratchFitsAnotherParser(t *testing.T) {
	one, two := tinyParser(t), builtInParser(t, Accurate)
	s := one.NewScratch()
	sent := sentenceOf("The rebels left .")
	two.Parse(&sent, s)
	want := sentenceOf("The rebels left .")
	two.Parse(&want, two.NewScratch())
	if !slices.Equal(sent.Tokens, want.Tokens) {
		t.Errorf("got %v, want %v", sent.Tokens, want.Tokens)
	}
}

func TestModelsFindWhoDidWhatToWhom(t *testing.T) {
	const text = "The government rejected the plan on Monday ."
	want := []string{"DET 1 det", "NOUN 2 nsubj", "VERB -1 root", "DET 4 det", "NOUN 2 obj", "ADP 6 case", "PROPN 2 obl", "PUNCT 2 punct"}
	for _, size := range []Size{Accurate, Fast} {
		p := builtInParser(t, size)
		sent := sentenceOf(text)
		p.Parse(&sent, p.NewScratch())
		for i, tok := range sent.Tokens {
			if got := fmt.Sprintf("%s %d %s", tok.UPOS, tok.Head, tok.Deprel); got != want[i] && got != want[i]+":unmarked" {
				t.Errorf("%v: %s: got %s, want %s", size, tok.Form, got, want[i])
			}
			if tok.Score < 0.5 {
				t.Errorf("%v: %s: score %.3f", size, tok.Form, tok.Score)
			}
		}
	}
}

// bench measures a model with an instruction set.
func bench(b *testing.B, size Size, with level) {
	p := builtInParser(b, size)
	s := p.NewScratch()
	s.with = with
	var sents []Sentence
	words := 0
	for line := range strings.Lines(report) {
		sents = append(sents, sentenceOf(line))
		words += len(sents[len(sents)-1].Tokens)
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range sents {
			p.Parse(&sents[i], s)
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
	b.ReportMetric(float64(len(sents)*b.N)/b.Elapsed().Seconds(), "sentences/s")
}

func BenchmarkParse(b *testing.B) {
	for _, size := range []Size{Accurate, Fast} {
		b.Run(size.String(), func(b *testing.B) { bench(b, size, cpuLevel) })
	}
}

// BenchmarkKernel measures every instruction set of this machine. Plain Go is
// faster where it is all there is, see [matrix.pack].
func BenchmarkKernel(b *testing.B) {
	for _, l := range levels() {
		b.Run(l.String(), func(b *testing.B) { bench(b, Accurate, l) })
	}
}
