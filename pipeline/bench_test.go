package pipeline

import (
	"testing"

	"parley"
	"parley/nlp"
)

// BenchmarkEvents reads the samples from raw text to events.
func BenchmarkEvents(b *testing.B) {
	for _, size := range []nlp.Size{nlp.Accurate, nlp.Fast} {
		b.Run(size.String(), func(b *testing.B) {
			p, err := Open(Config{Size: size})
			if err != nil {
				b.Fatal(err)
			}
			docs := samples(b)
			w := p.Worker()
			sents := 0
			b.ReportAllocs()
			for b.Loop() {
				for i := range docs {
					var events []parley.Event
					parsed := w.Parse(docs[i].Text)
					events = p.Coder.Code(&docs[i], parsed, p.Find(&docs[i], parsed))
					sents += len(parsed)
					if len(events) == 0 {
						b.Fatal("no events")
					}
				}
			}
			b.ReportMetric(float64(sents)/b.Elapsed().Seconds(), "sentences/s")
		})
	}
}
