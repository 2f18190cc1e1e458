package when

import (
	"os"
	"testing"
	"time"

	"parley"
)

// BenchmarkFind reads the samples; it tells the time for one sentence.
func BenchmarkFind(b *testing.B) {
	p, r := loaded()
	text := ""
	for _, name := range []string{"colombia", "kabul", "sudan"} {
		t, err := os.ReadFile("../samples/" + name + ".txt")
		if err != nil {
			b.Fatal(err)
		}
		text += string(t) + "\n\n"
	}
	doc := parley.Document{Text: text, Published: time.Date(2024, 3, 10, 0, 0, 0, 0, time.UTC)}
	sents := parse(p, text)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n += len(sents)
		r.Find(&doc, sents)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/sentence")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
