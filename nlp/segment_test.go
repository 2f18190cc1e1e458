package nlp

import (
	"flag"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite the wanted part of testdata/segment.txt")

// breaks turns the marks of testdata/segment.txt into line ends.
var breaks = strings.NewReplacer(`\n`, "\n", `\r`, "\r")

// TestSegmentCases reads testdata/segment.txt: a case is "# name", the text
// with \n and \r for line ends, "=>", and one sentence a line: kind, paragraph, words.
func TestSegmentCases(t *testing.T) {
	const file = "testdata/segment.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for c := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
		name, rest, _ := strings.Cut(c, "\n")
		raw, want, ok := strings.Cut(rest, "\n=>\n")
		if !ok {
			t.Fatalf("%s: no => line", name)
		}
		got := show(Segment(breaks.Replace(raw), nil))
		out.WriteString(name + "\n" + raw + "\n=>\n" + got + "\n\n")
		t.Run(strings.TrimPrefix(name, "# "), func(t *testing.T) {
			if got != want && !*update {
				t.Errorf("text %q\ngot:\n%s\nwant:\n%s", raw, got, want)
			}
		})
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.TrimSpace(out.String())+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSegmentIsSoundOnPiecesOfText cuts, joins and damages the cases: whatever
// comes in, the tokens must cover it in order.
func TestSegmentIsSoundOnPiecesOfText(t *testing.T) {
	data, err := os.ReadFile("testdata/segment.txt")
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	var into []Sentence
	for range 3000 {
		a := rng.IntN(len(data))
		piece := slices.Clone(data[a:min(len(data), a+rng.IntN(300))])
		for range rng.IntN(4) {
			if len(piece) > 0 {
				piece[rng.IntN(len(piece))] = byte(rng.IntN(256))
			}
		}
		text := breaks.Replace(string(piece))
		into = Segment(text, into)
		if why := sound(text, into); why != "" {
			t.Fatalf("%q: %s", text, why)
		}
	}
}

func TestSegmentTakesBytesThatAreNotUTF8(t *testing.T) {
	got := show(Segment("He \xffleft\xc3 town.\xe2\x80", nil))
	if want := "body 0 | He \xff left \xc3 town . \xe2 \x80"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// show prints sentences as the test cases write them; "+" marks the first word
// of a written token of two.
func show(sents []Sentence) string {
	var b strings.Builder
	for i, s := range sents {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString([]string{"body", "head", "date", "by"}[s.Kind] + " " + strconv.Itoa(s.Paragraph) + " |")
		for _, t := range s.Tokens {
			b.WriteString(" " + t.Form)
			if t.Multi > 0 {
				b.WriteByte('+')
			}
		}
	}
	return b.String()
}

// sound reports what is wrong with the segmentation of text.
func sound(text string, sents []Sentence) string {
	at := 0
	for _, s := range sents {
		if len(s.Tokens) == 0 || len(s.Tokens) > maxTokens+1 {
			return "sentence of " + strconv.Itoa(len(s.Tokens)) + " tokens"
		}
		if s.Span.Start != s.Tokens[0].Span.Start || s.Span.End != s.Tokens[len(s.Tokens)-1].Span.End {
			return "sentence span is not that of its tokens"
		}
		for _, t := range s.Tokens {
			if t.Span.Start < at || t.Span.End <= t.Span.Start || t.Span.End > len(text) {
				return "token out of order at " + strconv.Itoa(t.Span.Start)
			}
			if t.Form != text[t.Span.Start:t.Span.End] {
				return "form is not the text"
			}
			if bad := visible(text[at:t.Span.Start]); bad >= 0 {
				return "byte not covered at " + strconv.Itoa(at+bad)
			}
			at = t.Span.End
		}
	}
	if bad := visible(text[at:]); bad >= 0 {
		return "byte not covered at " + strconv.Itoa(at+bad)
	}
	return ""
}

// visible returns the place of the first character that is no space, or -1.
func visible(s string) int {
	return strings.IndexFunc(s, func(r rune) bool { return !isSpace(r) && !isJoiner(r) })
}

func FuzzSegment(f *testing.F) {
	for _, s := range []string{
		"", " ", "He can't. \"Go!\" she said.", "KABUL (Reuters) - The U.S. left.\n\nEnd", "By Jane Doe\nText here.",
		"\xff\xfe\x80.\xc3", "a\u200b\u00adb\ufeff", "don’t ’s '' `` cannot", "http://a.b/c?d=(e) x@y.z @w #v", "1,2,3.4.5-6/7:8",
		"中文没有空格的句子。另一个", "- a\n- b\n\n\r\n\u2028x", "'Tis the workers' \u2018x\u2019s\u2019", "....!!!???---___", "A.B.C. d.e.f 5pm $5m",
	} {
		f.Add(s)
	}
	var into []Sentence
	f.Fuzz(func(t *testing.T, text string) {
		into = Segment(text, into)
		if why := sound(text, into); why != "" {
			t.Errorf("%q: %s", text, why)
		}
	})
}

func TestSegmentStaysBoundedOnTextThatIsNoProse(t *testing.T) {
	for name, unit := range map[string]string{
		"letters": "a", "words": "word ", "stops": ".", "brackets": "(", "quotes": `" `, "bytes": "\xff", "han": "中", "lines": "x\n",
		"hyphens": "a-", "apostrophes": "s'", "dots": "a.b", "marks": "e\u0301\u0301", "slashes": "1/", "at": "a@", "address": "http://",
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Repeat(unit, 1<<20/len(unit))
			if why := sound(text, Segment(text, nil)); why != "" {
				t.Error(why)
			}
		})
	}
}

func TestSegmentTimeIsLinearInOneLongLine(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	for _, unit := range []string{"x", "said ", ". ", `"a" `, "a.b,", "’s"} {
		took := func(size int) time.Duration {
			text := strings.Repeat(unit, size/len(unit))
			best := time.Hour
			for range 3 {
				start := time.Now()
				Segment(text, nil)
				best = min(best, time.Since(start))
			}
			return best
		}
		// 16 times the text; 80 leaves room for a busy machine, 256 would be quadratic.
		// A machine may be busy once, but hardly at every one of five tries.
		var small, large time.Duration
		linear := false
		for try := 0; try < 5 && !linear; try++ {
			small, large = took(64<<10), took(1<<20)
			linear = large <= 80*small+50*time.Millisecond
		}
		if !linear {
			t.Errorf("%q: 64 KiB take %v, 1 MiB %v", unit, small, large)
		}
	}
}

func TestSegmentReusesMemory(t *testing.T) {
	text := strings.Repeat("The minister said on Monday that talks wouldn't start. ", 200)
	into := Segment(text, nil)
	if n := testing.AllocsPerRun(10, func() { into = Segment(text, into) }); n > 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

func TestWordListsNameTheirMistakes(t *testing.T) {
	for _, c := range []struct{ tsv, want string }{
		{"# head\nword", "words.tsv:2: no class"},
		{"word\tnope", `words.tsv:1: unknown class "nope"`},
	} {
		if _, err := parseWords(c.tsv); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func BenchmarkSegment(b *testing.B) {
	text := strings.Repeat("KABUL — The Afghan Taliban on Saturday called upon Pakistan's government to hold talks, Gen. J. R. Smith said. "+
		"“We won't accept a U.S.-led force,” he told state-run TV at 5:30 p.m. local time.\n\n", 400)
	into := Segment(text, nil)
	words := 0
	for i := range into {
		words += len(into[i].Tokens)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		into = Segment(text, into)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkSegmentOnce has no memory to reuse, as in a first call.
func BenchmarkSegmentOnce(b *testing.B) {
	text := strings.Repeat("The rebels said on Monday that they would send five delegates to the talks. ", 40)
	words := len(Segment(text, nil)) * 15
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Segment(text, nil)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLemmatize(b *testing.B) {
	sents := Segment("The rebels were detained near Baro after talks had failed, officials said.", nil)
	tags := strings.Fields("DT NNS VBD VBN IN NNP IN NNS VBD VBN , NNS VBD .")
	for i := range sents[0].Tokens {
		sents[0].Tokens[i].XPOS = tags[i]
	}
	b.ReportAllocs()
	for b.Loop() {
		Lemmatize(&sents[0])
	}
	b.ReportMetric(float64(len(tags))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
