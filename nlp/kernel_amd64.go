//go:build amd64 && !purego

package nlp

// cpuLevel says what this processor can do: 0 nothing special, 1 AVX2,
// 2 also AVX-512 (F, BW, DQ, VL). Set once, before any parser exists.
var cpuLevel = detectLevel()

func kernelName() string {
	return [...]string{"portable", "avx2", "avx512"}[cpuLevel]
}

// detectLevel asks the processor and, through XGETBV, the operating system.
func detectLevel() int {
	const (
		fma, osxsave, avx = 1 << 12, 1 << 27, 1 << 28 // leaf 1, ECX
		avx2, bmi2        = 1 << 5, 1 << 8            // leaf 7, EBX
		avx512            = 1<<16 | 1<<17 | 1<<30 | 1<<31
		ymmState          = 0x06
		zmmState          = 0xe6
	)
	leaves, _, _, _ := cpuid(0, 0)
	if leaves < 7 {
		return 0
	}
	_, _, c1, _ := cpuid(1, 0)
	if c1&(fma|osxsave|avx) != fma|osxsave|avx {
		return 0
	}
	_, b7, _, _ := cpuid(7, 0)
	state := xgetbv()
	switch {
	case b7&(avx2|bmi2) != avx2|bmi2 || state&ymmState != ymmState:
		return 0
	case b7&avx512 != avx512 || state&zmmState != zmmState:
		return 1
	}
	return 2
}

// cpuid executes the CPUID instruction.
//
//go:noescape
func cpuid(leaf, sub uint32) (a, b, c, d uint32)

// xgetbv returns the low half of the extended control register 0.
//
//go:noescape
func xgetbv() uint32
