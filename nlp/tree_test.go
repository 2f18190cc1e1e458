package nlp

import (
	"math"
	"math/rand/v2"
	"testing"
)

// best tries all trees of n words and returns the score of the best projective
// one with one root.
func best(t *treeSpace, n int) float32 {
	heads := make([]int, n+1)
	top := float32(math.Inf(-1))
	var try func(w int, sum float32)
	try = func(w int, sum float32) {
		if w > n {
			if sum > top && isTree(heads) && isProjective(heads) {
				top = sum
			}
			return
		}
		for h := 0; h <= n; h++ {
			if h != w {
				heads[w] = h
				try(w+1, sum+t.row(w)[h])
			}
		}
	}
	try(1, 0)
	return top
}

func isTree(heads []int) bool {
	roots := 0
	for w := 1; w < len(heads); w++ {
		if heads[w] == 0 {
			roots++
		}
		at := w
		for range heads {
			if at != 0 {
				at = heads[at]
			}
		}
		if at != 0 {
			return false
		}
	}
	return roots == 1
}

func isProjective(heads []int) bool {
	for w := 1; w < len(heads); w++ {
		for v := 1; v < len(heads); v++ {
			a, b := min(w, heads[w]), max(w, heads[w])
			c, d := min(v, heads[v]), max(v, heads[v])
			if a < c && c < b && b < d {
				return false
			}
		}
	}
	return true
}

func TestEisnerFindsTheBestTree(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	var space treeSpace
	space.fit(12)
	for n := 1; n <= 6; n++ {
		for range 40 {
			for w := 1; w <= n; w++ {
				for h := range n + 1 {
					space.row(w)[h] = 8*rng.Float32() - 4
				}
			}
			want := best(&space, n)
			root := space.eisner(n)
			var got float32
			heads := make([]int, n+1)
			for w := 1; w <= n; w++ {
				heads[w] = int(space.heads[w])
				got += space.row(w)[heads[w]]
			}
			if !isTree(heads) || !isProjective(heads) || heads[root] != 0 || math.Abs(float64(got-want)) > 1e-4 {
				t.Fatalf("%d words: heads %v score %g, best is %g", n, heads[1:], got, want)
			}
		}
	}
}

func TestDecodeAlwaysGivesATree(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	var space treeSpace
	space.fit(40)
	for range 300 {
		n := 1 + rng.IntN(40)
		for w := 1; w <= n; w++ {
			for h := range n + 1 {
				space.row(w)[h] = float32(rng.IntN(3)) // many equals
			}
		}
		root := space.decode(n)
		heads := make([]int, n+1)
		for w := 1; w <= n; w++ {
			heads[w] = int(space.heads[w])
			if p := space.probability(n, w); p <= 0 || p > 1 {
				t.Fatalf("probability %g", p)
			}
		}
		if !isTree(heads) || heads[root+1] != 0 {
			t.Fatalf("no tree with root %d: %v", root, heads)
		}
	}
}

func TestCheckRefusesCirclesAndTwoRoots(t *testing.T) {
	var space treeSpace
	space.fit(5)
	for _, c := range []struct {
		heads []int32
		want  int
	}{
		{[]int32{2, 0, 2}, 2}, {[]int32{2, 1, 0}, 0}, {[]int32{0, 0, 1}, 0}, {[]int32{2, 3, 1}, 0}, {[]int32{0}, 1},
		{[]int32{3, 0, 2, 1}, 2}, {[]int32{2, 3, 2, 0}, 0},
	} {
		copy(space.heads[1:], c.heads)
		if got := space.check(len(c.heads)); got != c.want {
			t.Errorf("heads %v: root %d, want %d", c.heads, got, c.want)
		}
	}
}

func TestExpIsCloseEnough(t *testing.T) {
	for x := -20.0; x <= 20; x += 0.037 {
		want := math.Exp(float64(float32(x)))
		if got := float64(exp(float32(x))); math.Abs(got-want) > 2e-6*want {
			t.Fatalf("exp(%g) = %g, want %g", x, got, want)
		}
	}
}
