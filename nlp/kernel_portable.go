//go:build !amd64 || purego

package nlp

// cpuLevel is the best instruction set of this machine.
const cpuLevel = portable

// mulFast is never called: see [matrix.mul].
func mulFast(acc []int32, x []int16, m *matrix, n, stride int, _ level) {
	mulPlain(acc, x, m, n, stride)
}

// gates computes the outputs of one word, see [gatesPlain].
func gates(out []int16, cells []float32, in, rec []int32, s *gateScales, _ level) {
	gatesPlain(out, cells, in, rec, s)
}
