package place_test

import (
	"os"
	"testing"

	"parley"
)

// BenchmarkFind measures finding and resolving alone, the text being parsed.
func BenchmarkFind(b *testing.B) {
	text, err := os.ReadFile("../samples/sudan.txt")
	if err != nil {
		b.Fatal(err)
	}
	f := newFinder(b)
	doc := parley.Document{Text: string(text)}
	sents := f.parse(doc.Text)
	f.Find(&doc, sents)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		f.Find(&doc, sents)
		n += len(sents)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n), "µs/sentence")
}
