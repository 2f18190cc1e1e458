package nlp

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestSegmentCases reads testdata/segment.txt: a case is "# name", the text
// with \n for a line end, "=>", and one sentence a line: kind, paragraph, words.
func TestSegmentCases(t *testing.T) {
	data, err := os.ReadFile("testdata/segment.txt")
	if err != nil {
		t.Fatal(err)
	}
	for c := range strings.SplitSeq(string(data), "\n\n") {
		name, rest, ok := strings.Cut(strings.TrimSpace(c), "\n")
		if !ok {
			continue
		}
		t.Run(strings.TrimPrefix(name, "# "), func(t *testing.T) {
			raw, want, ok := strings.Cut(rest, "\n=>\n")
			if !ok {
				t.Fatal("no => line")
			}
			text, err := strconv.Unquote("`" + strings.ReplaceAll(raw, "`", "") + "`")
			if err != nil {
				t.Fatal(err)
			}
			text = strings.ReplaceAll(text, `\n`, "\n")
			if got := show(Segment(text, nil)); got != want {
				t.Errorf("text %q\ngot:\n%s\nwant:\n%s", text, got, want)
			}
		})
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
	n := len(into)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		into = Segment(text, into)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "sentences/s")
	if !utf8.ValidString(into[0].Tokens[0].Form) {
		b.Fatal("not UTF-8")
	}
}
