package nlp

// The parser's arithmetic is done in whole numbers: weights of 8 bits times
// activations of 16 bits, summed in 32 bits. Sums of whole numbers do not
// depend on their order, so every instruction set gives the same trees.

// level is the instruction set in use.
type level int

const (
	portable level = iota // plain Go
	avx2                  // AVX2
	avx512                // AVX-512 F, BW, DQ, VL and VNNI
)

func (l level) String() string { return [...]string{"portable", "avx2", "avx512"}[l] }

// Kernel names the instruction set that the parser's arithmetic uses on this
// machine: "avx512", "avx2" or "portable". All give the same results.
func Kernel() string { return cpuLevel.String() }

// Shape of the blocks in which weights lie in memory.
const (
	tileCols  = 32           // columns of a block
	tilePair  = 2 * tileCols // bytes of two rows of a block
	rowBlocks = 4            // blocks that the product with a single row takes at a time
)

// matrix holds weights in blocks of 32 columns. Within a block, pairs of rows
// follow each other, and within a pair the two weights of a column are
// neighbours: the order in which multiply-and-add-pairs instructions want them.
type matrix struct {
	in, out int // rows, a multiple of 2, and columns, a multiple of 32
	w       []int8
	packed  []int64 // the same weights for plain Go, see [matrix.pack]; nil when not needed
}

// at returns the place of a weight.
func (m *matrix) at(row, col int) int {
	return col/tileCols*m.in*tileCols + row/2*tilePair + col%tileCols*2 + row%2
}

// roundUp rounds n up to a multiple of step.
func roundUp(n, step int) int { return (n + step - 1) / step * step }

// newMatrix arranges weights given row by row; missing rows and columns are 0.
func newMatrix(w []int8, rows, cols int) matrix {
	m := matrix{in: roundUp(rows, 2), out: roundUp(cols, tileCols)}
	m.w = make([]int8, m.in*m.out)
	for r := range rows {
		for c := range cols {
			m.w[m.at(r, c)] = w[r*cols+c]
		}
	}
	if cpuLevel == portable {
		m.pack()
	}
	return m
}

// mul writes the products of n rows of x with the matrix to acc, m.out numbers
// a row. Rows of x are stride numbers apart and have at least m.in numbers.
func (m *matrix) mul(acc []int32, x []int16, n, stride int, with level) {
	if n == 0 || m.in == 0 || m.out == 0 {
		return
	}
	acc = acc[:n*m.out]
	x = x[:(n-1)*stride+m.in]
	_ = m.w[m.in*m.out-1]
	switch {
	case with != portable:
		mulFast(acc, x, m, n, stride, with)
	case m.packed != nil:
		mulPacked(acc, x, m, n, stride)
	default:
		mulPlain(acc, x, m, n, stride)
	}
}

// packCols is how many columns lie together in packed.
const packCols = 16

// pack prepares products in plain Go. Two weights share a number of 64 bits,
// so that one multiplication does the work of two: as sums stay below 2^31 the
// lower half never spoils the upper one by more than its sign, which is undone
// at the end. Blocks of 16 columns follow each other, row by row.
func (m *matrix) pack() {
	m.packed = make([]int64, m.in*m.out/2)
	for col := 0; col < m.out; col += 2 {
		block := m.packed[col/packCols*packCols/2*m.in:]
		for row := range m.in {
			lo, hi := int64(m.w[m.at(row, col)]), int64(m.w[m.at(row, col+1)])
			block[row*packCols/2+col%packCols/2] = hi<<32 + lo
		}
	}
}

// mulPacked is mul with packed weights.
func mulPacked(acc []int32, x []int16, m *matrix, n, stride int) {
	for col := 0; col < m.out; col += packCols {
		w := m.packed[col/2*m.in:][:m.in*packCols/2]
		for r := range n {
			var a, b, c, d, e, f, g, h int64
			rest := w
			for _, v := range x[r*stride:][:m.in] {
				p, v := (*[packCols / 2]int64)(rest), int64(v)
				rest = rest[packCols/2:]
				a += v * p[0]
				b += v * p[1]
				c += v * p[2]
				d += v * p[3]
				e += v * p[4]
				f += v * p[5]
				g += v * p[6]
				h += v * p[7]
			}
			out := (*[packCols]int32)(acc[r*m.out+col:])
			for i, sum := range [...]int64{a, b, c, d, e, f, g, h} {
				lo := int32(sum)
				out[2*i], out[2*i+1] = lo, int32((sum-int64(lo))>>32)
			}
		}
	}
}

// mulPlain is mul in plain Go.
func mulPlain(acc []int32, x []int16, m *matrix, n, stride int) {
	clear(acc)
	for tile := 0; tile < m.out; tile += tileCols {
		w := m.w[tile*m.in:][:m.in*tileCols]
		for r := range n {
			sum := (*[tileCols]int32)(acc[r*m.out+tile:])
			row := x[r*stride:][:m.in]
			for p := 0; p+1 < len(row); p += 2 {
				x0, x1 := int32(row[p]), int32(row[p+1])
				if x0|x1 == 0 {
					continue
				}
				pair := (*[tilePair]int8)(w[p*tileCols:])
				for c := range sum {
					sum[c] += x0*int32(pair[2*c]) + x1*int32(pair[2*c+1])
				}
			}
		}
	}
}

// gateScales holds what one direction of an LSTM layer needs to turn sums into
// outputs: four gates (input, forget, new value, output) of h numbers each.
type gateScales struct {
	in, rec, bias []float32 // value of one step of both sums, and what is added
}

// hiddenSteps is how many steps of an output are 1.
const hiddenSteps = 1 << 14

// gatesPlain computes the outputs and new cells of one word from the sums over
// its input and over the outputs before. Each operation is rounded by itself,
// so that no compiler joins two of them and all machines agree.
func gatesPlain(out []int16, cells []float32, in, rec []int32, s *gateScales) {
	h := len(out)
	sum := func(j int) float32 {
		return float32(float32(in[j])*s.in[j]) + float32(float32(rec[j])*s.rec[j]) + s.bias[j]
	}
	for j := range out {
		i, f, g, o := sigmoid(sum(j)), sigmoid(sum(h+j)), tanh(sum(2*h+j)), sigmoid(sum(3*h+j))
		c := float32(f*cells[j]) + float32(i*g)
		cells[j] = c
		out[j] = int16(nearest(float32(o*tanh(c)) * hiddenSteps))
	}
}

// tanh is the formula with which the models are trained: a continued fraction
// of the hyperbolic tangent, good to 1e-4.
func tanh(x float32) float32 {
	x = max(-4.97, min(4.97, x))
	s := float32(x * x)
	top := float32(s*float32(float32(s*(378+s))+17325)) + 135135
	bottom := float32(s*float32(float32(s*float32(float32(s*28)+3150))+62370)) + 135135
	return max(-1, min(1, float32(x*top)/bottom))
}

// sigmoid is the logistic function.
func sigmoid(x float32) float32 { return 0.5 + float32(0.5*tanh(float32(0.5*x))) }

// nearest rounds to the nearest whole number, halves to even; |x| < 2^22.
func nearest(x float32) int32 {
	const shift = 3 << 22 // a number so large that it has no room for fractions
	return int32(float32(x+shift) - shift)
}
