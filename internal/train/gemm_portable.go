//go:build !amd64 || purego

package train

func mulAddKernel(c, a, b matrix, m, k, n int) { mulAddPlain(c, a, b, m, k, n) }
