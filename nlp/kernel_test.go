package nlp

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// levels lists the instruction sets that this machine has.
func levels() []level {
	var all []level
	for l := portable; l <= cpuLevel; l++ {
		all = append(all, l)
	}
	return all
}

func TestProductsAgreeOnEveryInstructionSet(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for _, size := range [][3]int{{1, 2, 32}, {1, 64, 256}, {1, 127, 160}, {2, 3, 33}, {9, 288, 64}, {4, 10, 32}, {31, 130, 96}} {
		n, in, out := size[0], size[1], size[2]
		w := make([]int8, in*out)
		for i := range w {
			w[i] = int8(rng.IntN(255) - 127)
		}
		m := newMatrix(w, in, out)
		stride := m.in + 6
		x := make([]int16, n*stride)
		for i := range x {
			x[i] = int16(rng.IntN(1<<16) - 1<<15)
		}
		want := make([]int32, n*m.out)
		for r := range n {
			for c := range out {
				for k := range in {
					want[r*m.out+c] += int32(x[r*stride+k]) * int32(w[k*out+c])
				}
			}
		}
		for _, l := range levels() {
			got := make([]int32, n*m.out)
			m.mul(got, x, n, stride, l)
			if !slices.Equal(got, want) {
				t.Errorf("%d rows, %d to %d, %v: products differ", n, in, out, l)
			}
		}
		m.pack()
		got := make([]int32, n*m.out)
		if m.mul(got, x, n, stride, portable); !slices.Equal(got, want) {
			t.Errorf("%d rows, %d to %d, packed: products differ", n, in, out)
		}
	}
}

func TestGatesAgreeOnEveryInstructionSet(t *testing.T) {
	const h = 64
	rng := rand.New(rand.NewPCG(3, 3))
	numbers := func(n int, scale float32) []float32 {
		v := make([]float32, n)
		for i := range v {
			v[i] = scale * (2*rng.Float32() - 1)
		}
		return v
	}
	sums := func() []int32 {
		v := make([]int32, 4*h)
		for i := range v {
			v[i] = int32(rng.Uint32()) >> rng.IntN(20)
		}
		return v
	}
	s := gateScales{numbers(4*h, 1e-6), numbers(4*h, 1e-6), numbers(4*h, 3)}
	for range 50 {
		in, rec, start := sums(), sums(), numbers(h, 2)
		want, wantCells := make([]int16, h), slices.Clone(start)
		gatesPlain(want, wantCells, in, rec, &s)
		for _, l := range levels() {
			got, cells := make([]int16, h), slices.Clone(start)
			gates(got, cells, in, rec, &s, l)
			if !slices.Equal(got, want) || !slices.Equal(cells, wantCells) {
				t.Fatalf("%v: gates differ\n%v\n%v", l, got, want)
			}
		}
	}
}

func TestTanhIsCloseEnough(t *testing.T) {
	for x := -8.0; x <= 8; x += 0.01 {
		if got := float64(tanh(float32(x))); math.Abs(got-math.Tanh(x)) > 1.2e-4 {
			t.Fatalf("tanh(%g) = %g, want %g", x, got, math.Tanh(x))
		}
	}
}

func TestNearestRoundsHalvesToEven(t *testing.T) {
	for _, c := range []struct {
		x    float32
		want int32
	}{{0.5, 0}, {1.5, 2}, {-0.5, 0}, {-2.5, -2}, {16383.6, 16384}, {-7.2, -7}} {
		if got := nearest(c.x); got != c.want {
			t.Errorf("nearest(%g) = %d, want %d", c.x, got, c.want)
		}
	}
}
