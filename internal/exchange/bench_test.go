package exchange

import (
	"io"
	"strings"
	"testing"
)

func BenchmarkWrite(b *testing.B) {
	for _, f := range Formats() {
		if !f.CanWrite {
			continue
		}
		b.Run(f.Name, func(b *testing.B) {
			list, n := rows(), 0
			w, err := NewWriter(f.Name, io.Discard, Options{})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				for i := range list {
					if err := w.Write(&list[i]); err != nil {
						b.Fatal(err)
					}
				}
				n += len(list)
			}
			if err := w.Close(); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, f := range Formats() {
		if !f.CanRead || !f.CanWrite {
			continue
		}
		b.Run(f.Name, func(b *testing.B) {
			var list []Row
			for range 100 {
				list = append(list, rows()...)
			}
			file, n := write(b, f.Name, Options{}, list...), 0
			b.SetBytes(int64(len(file)))
			for b.Loop() {
				for _, err := range Read(f.Name, strings.NewReader(file), "f", ReadOptions{}) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
