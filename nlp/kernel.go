package nlp

// Kernel names the instruction set that the parser's arithmetic uses on this
// machine: "avx512", "avx2" or "portable". All give the same results.
func Kernel() string { return kernelName() }
