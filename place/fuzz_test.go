package place_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"parley"
)

// FuzzFind looks for texts on which finding places panics, or gives places
// that are not where they are said to be in the text.
func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		"KABUL, Afghanistan (AP) — Fighting went on near Mir Ali.", "al-", "The - The", "US$ in St. - Paul's , , in",
		"village of village of \xff in the the", "Paris, Texas, Paris, Ontario, Paris", "Gao,\nKidal\nand\tTimbuktu states",
	} {
		f.Add(seed)
	}
	find := newFinder(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		text = strings.ToValidUTF8(text, "\uFFFD")
		sents := find.parse(text)
		doc := parley.Document{Text: text, URL: text, Outlet: text}
		end := 0
		for _, m := range find.Find(&doc, sents) {
			s := m.Mention.Span
			if s.Start < end || s.Empty() || s.End > len(text) || text[s.Start:s.End] != m.Mention.Text || !utf8.ValidString(m.Mention.Text) {
				t.Fatalf("mention %+v of %q", m, text)
			}
			end = s.End
			toks := sents[m.Sentence].Tokens
			if toks[m.First].Span.Start != s.Start || toks[m.Last].Span.End != s.End {
				t.Fatalf("tokens %d to %d of %q are not %+v", m.First, m.Last, text, s)
			}
			if m.Precision == "" && (m.Lat != 0 || m.Lon != 0 || m.Gazetteer != "") {
				t.Fatalf("coordinates of an unresolved place: %+v", m)
			}
		}
		if _, why := find.Explain(&doc, sents); !utf8.ValidString(why) {
			t.Fatalf("explanation is not text: %q", why)
		}
	})
}
