package nlp

import "math"

// treeSpace finds the best tree over the words of a sentence, numbered from 1;
// 0 is the root above it.
type treeSpace struct {
	cols   int       // of scores: the most words, and one
	scores []float32 // by dependent, by head
	heads  []int32   // by word
	marks  []int32

	// Tables of Eisner's algorithm by first and last word of a span: the score
	// of the best complete and incomplete spans with their head at the right
	// (0) or left (1), and where they were split.
	full, open           [2][]float32
	fullSplit, openSplit [2][]uint8
	stack                []span
}

// span is a part of the tree still to be written down.
type span struct {
	from, to uint8
	side     uint8
	open     bool
}

// fit makes room for sentences of the given length, below 255.
func (t *treeSpace) fit(words int) {
	t.cols = words + 1
	t.scores = make([]float32, t.cols*t.cols)
	t.heads, t.marks = make([]int32, t.cols), make([]int32, t.cols)
	for side := range 2 {
		t.full[side], t.open[side] = make([]float32, t.cols*t.cols), make([]float32, t.cols*t.cols)
		t.fullSplit[side], t.openSplit[side] = make([]uint8, t.cols*t.cols), make([]uint8, t.cols*t.cols)
	}
	t.stack = make([]span, 0, 4*t.cols)
}

// row returns the scores of all heads of a word.
func (t *treeSpace) row(word int) []float32 { return t.scores[word*t.cols:][:t.cols] }

// decode sets the heads of n words and returns the index of the root, from 0.
// When the best heads, word by word, make a tree with one root, they are taken;
// else the best projective tree with one root is.
func (t *treeSpace) decode(n int) int {
	for w := 1; w <= n; w++ {
		row := t.row(w)[:n+1]
		best := 0
		for h, v := range row {
			if h != w && v > row[best] {
				best = h
			}
		}
		t.heads[w] = int32(best)
	}
	if root := t.check(n); root > 0 {
		return root - 1
	}
	return t.eisner(n) - 1
}

// check returns the root when the heads make a tree with one root, else 0.
func (t *treeSpace) check(n int) int {
	clear(t.marks[:n+1])
	root := 0
	for w := 1; w <= n; w++ {
		if t.heads[w] == 0 {
			if root > 0 {
				return 0
			}
			root = w
		}
		at := w
		for at > 0 && t.marks[at] == 0 {
			t.marks[at] = int32(w)
			at = int(t.heads[at])
		}
		if at > 0 && t.marks[at] == int32(w) {
			return 0 // a circle
		}
	}
	return root
}

// eisner sets the heads to the best projective tree with one root (Eisner
// 1996) and returns the root.
func (t *treeSpace) eisner(n int) int {
	cols := t.cols
	for w := 1; w <= n; w++ {
		t.full[0][w*cols+w], t.full[1][w*cols+w] = 0, 0
	}
	for length := 1; length < n; length++ {
		for i := 1; i+length <= n; i++ {
			t.join(i, i+length)
		}
	}
	root, top := 0, float32(0)
	for w := 1; w <= n; w++ {
		v := t.full[0][cols+w] + t.full[1][w*cols+n] + t.scores[w*cols]
		if root == 0 || v > top {
			root, top = w, v
		}
	}
	t.heads[root] = 0
	t.stack = append(t.stack[:0], span{1, uint8(root), 0, false}, span{uint8(root), uint8(n), 1, false})
	for len(t.stack) > 0 {
		s := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.write(s)
	}
	return root
}

// join fills the tables for the span from i to j.
func (t *treeSpace) join(i, j int) {
	cols := t.cols
	at := i*cols + j
	// An arc between i and j closes two complete spans that meet inside.
	best, split := float32(0), -1
	for k := i; k < j; k++ {
		if v := t.full[1][i*cols+k] + t.full[0][(k+1)*cols+j]; split < 0 || v > best {
			best, split = v, k
		}
	}
	t.open[0][at], t.openSplit[0][at] = best+t.scores[i*cols+j], uint8(split)
	t.open[1][at], t.openSplit[1][at] = best+t.scores[j*cols+i], uint8(split)
	// A complete span is an open one and what its dependent carries.
	best, split = 0, -1
	for k := i; k < j; k++ {
		if v := t.full[0][i*cols+k] + t.open[0][k*cols+j]; split < 0 || v > best {
			best, split = v, k
		}
	}
	t.full[0][at], t.fullSplit[0][at] = best, uint8(split)
	best, split = 0, -1
	for k := i + 1; k <= j; k++ {
		if v := t.open[1][i*cols+k] + t.full[1][k*cols+j]; split < 0 || v > best {
			best, split = v, k
		}
	}
	t.full[1][at], t.fullSplit[1][at] = best, uint8(split)
}

// write notes the arc of a span and puts its parts on the stack.
func (t *treeSpace) write(s span) {
	if s.from == s.to {
		return
	}
	at := int(s.from)*t.cols + int(s.to)
	switch {
	case s.open:
		if s.side == 0 {
			t.heads[s.from] = int32(s.to)
		} else {
			t.heads[s.to] = int32(s.from)
		}
		k := t.openSplit[s.side][at]
		t.stack = append(t.stack, span{s.from, k, 1, false}, span{k + 1, s.to, 0, false})
	case s.side == 0:
		k := t.fullSplit[0][at]
		t.stack = append(t.stack, span{s.from, k, 0, false}, span{k, s.to, 0, true})
	default:
		k := t.fullSplit[1][at]
		t.stack = append(t.stack, span{s.from, k, 1, true}, span{k, s.to, 1, false})
	}
}

// probability returns the share of the chosen head of a word among all heads.
func (t *treeSpace) probability(n, word int) float32 {
	row := t.row(word)[:n+1]
	chosen := row[t.heads[word]]
	var sum float32
	for h, v := range row {
		if v -= chosen; h != word && v > -16 {
			sum += exp(v)
		}
	}
	return 1 / sum
}

// exp is the exponential function, good to 1e-6, the same on all machines.
func exp(x float32) float32 {
	x = max(-80, min(80, x))
	n := nearest(float32(x * 1.44269504))
	r := x - float32(float32(n)*0.693359375) // ln 2 in two parts
	r += float32(float32(n) * 2.12194440e-4)
	y := float32(1.0 / 720)
	for _, c := range [...]float32{1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1} {
		y = float32(y*r) + c
	}
	return y * math.Float32frombits(uint32(n+127)<<23)
}
