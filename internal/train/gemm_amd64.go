//go:build amd64 && !purego

package train

import "parley/nlp"

// kernel is the instruction set in use; fixed for the life of the process.
var kernel = nlp.Kernel()

// mulAddKernel walks over the result in tiles. A column of tiles of b stays in
// the first-level cache while all rows of a pass by.
func mulAddKernel(c, a, b matrix, m, k, n int) {
	switch kernel {
	case "avx512":
		for j := 0; j < n; j += 32 {
			i := 0
			for ; i+8 <= m; i += 8 {
				tile512x8(&c.at[i*c.rows+j], &a.at[i*a.rows], &b.at[j], c.rows, a.rows, a.cols, b.rows, k)
			}
			for ; i+4 <= m; i += 4 {
				tile512x4(&c.at[i*c.rows+j], &a.at[i*a.rows], &b.at[j], c.rows, a.rows, a.cols, b.rows, k)
			}
			for ; i < m; i++ {
				tile512x1(&c.at[i*c.rows+j], &a.at[i*a.rows], &b.at[j], c.rows, a.rows, a.cols, b.rows, k)
			}
		}
	case "avx2":
		for j := 0; j < n; j += 16 {
			i := 0
			for ; i+4 <= m; i += 4 {
				tile256x4(&c.at[i*c.rows+j], &a.at[i*a.rows], &b.at[j], c.rows, a.rows, a.cols, b.rows, k)
			}
			for ; i < m; i++ {
				tile256x1(&c.at[i*c.rows+j], &a.at[i*a.rows], &b.at[j], c.rows, a.rows, a.cols, b.rows, k)
			}
		}
	default:
		mulAddPlain(c, a, b, m, k, n)
	}
}

// The tiles add the product of some rows of a and 32 (or 16) columns of b to c.
// Distances are in numbers, not bytes; k is at least 1.

//go:noescape
func tile512x8(c, a, b *float32, crows, arows, acols, brows, k int)

//go:noescape
func tile512x4(c, a, b *float32, crows, arows, acols, brows, k int)

//go:noescape
func tile512x1(c, a, b *float32, crows, arows, acols, brows, k int)

//go:noescape
func tile256x4(c, a, b *float32, crows, arows, acols, brows, k int)

//go:noescape
func tile256x1(c, a, b *float32, crows, arows, acols, brows, k int)
