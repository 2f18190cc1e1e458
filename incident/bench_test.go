package incident

import (
	"strings"
	"testing"

	"parley"
)

// The budget: 5,000 events a second on one core from text to components.

func BenchmarkNewReport(b *testing.B) {
	ev, doc := made("e1", "Outlet", "2023-07-15", "Gunmen killed at least 12 Pakistani soldiers at a checkpoint near Mir Ali in North Waziristan on Tuesday, The Express Tribune reported.", nil)
	p := NewPrint(&doc)
	b.ReportAllocs()
	for b.Loop() {
		NewReport(&ev, &doc, p)
	}
}

func BenchmarkNewPrint(b *testing.B) {
	var text strings.Builder
	for i := range 40 {
		text.WriteString(strings.Repeat("a", i%7+1) + " Gunmen killed soldiers at a checkpoint near Mir Ali, police said. ")
	}
	doc := parley.Document{Text: text.String()}
	b.ReportAllocs()
	for b.Loop() {
		NewPrint(&doc)
	}
}

func BenchmarkLinked(b *testing.B) {
	reports := many(100)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		Linked(&reports[i%100], &reports[(i*7+3)%100])
		i++
	}
}

func BenchmarkBlocks(b *testing.B) {
	reports := many(1)
	b.ReportAllocs()
	for b.Loop() {
		reports[0].Blocks()
	}
}

func BenchmarkParseReport(b *testing.B) {
	reports := many(1)
	data, err := reports[0].AppendBinary(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseReport(data); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCluster divides a component of 2,000 reports.
func BenchmarkCluster(b *testing.B) {
	reports := many(2000)
	for b.Loop() {
		Cluster(reports, nil)
	}
}
