package train

// matrix is a view of numbers in rows: element (i, j) is at[i*rows+j*cols].
// Most matrices have cols 1; a transposed view swaps the two.
type matrix struct {
	at   []float32
	rows int // distance between rows
	cols int // distance between columns
}

// wide is the number of columns a product works on at a time. Every right-hand
// matrix and every result has a multiple of it.
const wide = 32

// mulAdd adds the product of a (m by k) and b (k by n) to c (m by n). b and c
// have adjacent columns; n is a multiple of [wide].
func mulAdd(c, a, b matrix, m, k, n int) {
	if m == 0 || k == 0 {
		return
	}
	_ = c.at[(m-1)*c.rows+n-1]
	_ = a.at[(m-1)*a.rows+(k-1)*a.cols]
	_ = b.at[(k-1)*b.rows+n-1]
	mulAddKernel(c, a, b, m, k, n)
}

// mulAddPlain is mulAdd without special instructions.
func mulAddPlain(c, a, b matrix, m, k, n int) {
	for i := range m {
		row := c.at[i*c.rows : i*c.rows+n]
		for p := range k {
			f := a.at[i*a.rows+p*a.cols]
			if f == 0 {
				continue
			}
			from := b.at[p*b.rows : p*b.rows+n]
			for j, v := range from {
				row[j] += f * v
			}
		}
	}
}

// transpose writes the transposed of src (m by n) to dst (n by m).
func transpose(dst, src []float32, m, n int) {
	const block = 16
	for i0 := 0; i0 < m; i0 += block {
		for j0 := 0; j0 < n; j0 += block {
			for i := i0; i < min(i0+block, m); i++ {
				for j := j0; j < min(j0+block, n); j++ {
					dst[j*m+i] = src[i*n+j]
				}
			}
		}
	}
}
