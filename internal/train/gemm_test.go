package train

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestMulAdd compares the kernel in use with the plain loops, for shapes that
// leave every kind of remainder, and for a transposed left side.
func TestMulAdd(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	noise := func(n int) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = rng.Float32() - 0.5
		}
		return out
	}
	for _, m := range []int{1, 2, 4, 7, 8, 13, 31} {
		for _, k := range []int{1, 5, 64} {
			for _, n := range []int{32, 96} {
				a, b, c := noise(m*k), noise(k*n), noise(m*n)
				want := append([]float32(nil), c...)
				for _, left := range []matrix{{a, k, 1}, {a, 1, m}} {
					mulAdd(matrix{c, n, 1}, left, matrix{b, n, 1}, m, k, n)
					mulAddPlain(matrix{want, n, 1}, left, matrix{b, n, 1}, m, k, n)
					for i := range c {
						if math.Abs(float64(c[i]-want[i])) > 1e-4 {
							t.Fatalf("%dx%dx%d: element %d is %g, want %g", m, k, n, i, c[i], want[i])
						}
					}
				}
			}
		}
	}
}

func BenchmarkMulAdd(b *testing.B) {
	const m, k, n = 160, 256, 1024
	x, y, z := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
	for b.Loop() {
		mulAdd(matrix{z, n, 1}, matrix{x, k, 1}, matrix{y, n, 1}, m, k, n)
	}
	b.ReportMetric(float64(b.N)*2*m*k*n/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}
