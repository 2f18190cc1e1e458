//go:build amd64 && !purego

package nlp

// cpuLevel is the best instruction set of this machine. Set once, before any
// parser exists.
var cpuLevel = detectLevel()

// detectLevel asks the processor and, through XGETBV, the operating system.
func detectLevel() level {
	const (
		fma, osxsave, avx = 1 << 12, 1 << 27, 1 << 28     // leaf 1, ECX
		avx2bit, bmi2     = 1 << 5, 1 << 8                // leaf 7, EBX
		avx512bits        = 1<<16 | 1<<17 | 1<<30 | 1<<31 // leaf 7, EBX
		vnni              = 1 << 11                       // leaf 7, ECX
		ymmState          = 0x06
		zmmState          = 0xe6
	)
	leaves, _, _, _ := cpuid(0, 0)
	if leaves < 7 {
		return portable
	}
	_, _, c1, _ := cpuid(1, 0)
	if c1&(fma|osxsave|avx) != fma|osxsave|avx {
		return portable
	}
	_, b7, c7, _ := cpuid(7, 0)
	state := xgetbv()
	switch {
	case b7&(avx2bit|bmi2) != avx2bit|bmi2 || state&ymmState != ymmState:
		return portable
	case b7&avx512bits != avx512bits || c7&vnni == 0 || state&zmmState != zmmState:
		return avx2
	}
	return avx512
}

// mulFast is mul with special instructions.
func mulFast(acc []int32, x []int16, m *matrix, n, stride int, with level) {
	block := m.in * tileCols // bytes of a block of columns
	accRow, xRow, pairs := 4*m.out, 2*stride, m.in/2
	tile := 0
	if n == 1 && with == avx512 {
		for ; tile+rowBlocks*tileCols <= m.out; tile += rowBlocks * tileCols {
			dot512row(&acc[tile], &x[0], &m.w[tile*m.in], block, pairs)
		}
	}
	for ; tile < m.out; tile += tileCols {
		w, r := &m.w[tile*m.in], 0
		if with == avx512 {
			for ; r+8 <= n; r += 8 {
				dot512x8(&acc[r*m.out+tile], &x[r*stride], w, accRow, xRow, pairs)
			}
			for ; r+4 <= n; r += 4 {
				dot512x4(&acc[r*m.out+tile], &x[r*stride], w, accRow, xRow, pairs)
			}
			for ; r+2 <= n; r += 2 {
				dot512x2(&acc[r*m.out+tile], &x[r*stride], w, accRow, xRow, pairs)
			}
		}
		for ; r+2 <= n; r += 2 {
			dot256x2(&acc[r*m.out+tile], &x[r*stride], w, accRow, xRow, pairs)
		}
		for ; r < n; r++ {
			dot256(&acc[r*m.out+tile], &x[r*stride], w, pairs)
		}
	}
}

// gates computes the outputs of one word, see [gatesPlain].
func gates(out []int16, cells []float32, in, rec []int32, s *gateScales, with level) {
	h := len(out)
	if with == portable || h%8 != 0 || h == 0 {
		gatesPlain(out, cells, in, rec, s)
		return
	}
	_, _, _, _, _, _ = cells[h-1], in[4*h-1], rec[4*h-1], s.in[4*h-1], s.rec[4*h-1], s.bias[4*h-1]
	gates256(&out[0], &cells[0], &in[0], &rec[0], &s.in[0], &s.rec[0], &s.bias[0],
		&gateNumbers[0][0], h)
}

// gateNumbers are the constants of [gatesPlain], each eight times.
var gateNumbers = repeat(4.97, -4.97, 378, 17325, 135135, 28, 3150, 62370, 1, -1, 0.5, hiddenSteps)

func repeat(numbers ...float32) [][8]float32 {
	all := make([][8]float32, len(numbers))
	for i, v := range numbers {
		all[i] = [8]float32{v, v, v, v, v, v, v, v}
	}
	return all
}

// The dot functions write the products of some rows of x and a block of 32
// columns (dot512row: four blocks, each block bytes after the other) to acc.
// Distances of rows are in bytes; pairs is at least 1.

//go:noescape
func dot512x8(acc *int32, x *int16, w *int8, accRow, xRow, pairs int)

//go:noescape
func dot512x4(acc *int32, x *int16, w *int8, accRow, xRow, pairs int)

//go:noescape
func dot512x2(acc *int32, x *int16, w *int8, accRow, xRow, pairs int)

//go:noescape
func dot512row(acc *int32, x *int16, w *int8, block, pairs int)

//go:noescape
func dot256x2(acc *int32, x *int16, w *int8, accRow, xRow, pairs int)

//go:noescape
func dot256(acc *int32, x *int16, w *int8, pairs int)

// gates256 is gatesPlain, eight cells at a time; h is a multiple of 8.
//
//go:noescape
func gates256(out *int16, cells *float32, in, rec *int32, inScale, recScale, bias, numbers *float32, h int)

// cpuid executes the CPUID instruction.
//
//go:noescape
func cpuid(leaf, sub uint32) (a, b, c, d uint32)

// xgetbv returns the low half of the extended control register 0.
//
//go:noescape
func xgetbv() uint32
