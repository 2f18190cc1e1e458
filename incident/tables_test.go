package incident

import (
	"bytes"
	"flag"
	"math"
	"os"
	"testing"

	"parley/internal/weights"
)

var update = flag.Bool("update", false, "make data/words.txt and data/vectors.bin anew from the model of package nlp")

// TestMakeTables makes the tables of words anew, with -update only: the model may
// be trained again without changing what is merged.
func TestMakeTables(t *testing.T) {
	if !*update {
		t.Skip("without -update")
	}
	data, err := os.ReadFile("../nlp/model/accurate.bin")
	if err != nil {
		t.Fatal(err)
	}
	file, err := weights.Parse(data, "accurate.bin")
	if err != nil {
		t.Fatal(err)
	}
	all, err := file.Strings("vector words")
	if err != nil {
		t.Fatal(err)
	}
	vectors, _, err := file.Int8("vectors")
	if err != nil {
		t.Fatal(err)
	}
	dims := len(vectors) / len(all)
	text := bytes.NewBufferString("# Words of English by frequency, commonest first; see README.md\n")
	var rows [][]float64
	for i, word := range all {
		if len(rows) == rareRank {
			break
		}
		if !plain(word) {
			continue
		}
		text.WriteString(word + "\n")
		row := make([]float64, dims)
		for k := range row {
			row[k] = float64(vectors[i*dims+k])
		}
		rows = append(rows, row)
	}
	write(t, "data/words.txt", text.Bytes())
	write(t, "data/vectors.bin", squeeze(rows))
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// plain reports whether a word is of two or more letters a to z.
func plain(word string) bool {
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return len(word) > 1
}

// squeeze brings vectors down to the directions in which they differ most, but for the
// first, which tells frequent words from rare ones, and to bytes.
func squeeze(rows [][]float64) []byte {
	dims := len(rows[0])
	mean := make([]float64, dims)
	for _, r := range rows {
		for k, v := range r {
			mean[k] += v / float64(len(rows))
		}
	}
	cov := make([][]float64, dims)
	for k := range cov {
		cov[k] = make([]float64, dims)
	}
	for _, r := range rows {
		n := 0.0
		for k := range r {
			r[k] -= mean[k]
			n += r[k] * r[k]
		}
		for k := range r {
			r[k] /= math.Sqrt(n)
			for m := range k + 1 {
				cov[k][m] += r[k] * r[m]
			}
		}
	}
	for k := range cov {
		for m := range k {
			cov[m][k] = cov[k][m]
		}
	}
	axes := directions(cov, vectorDims+1)[1:]
	out := make([]byte, 0, len(rows)*vectorDims)
	for _, r := range rows {
		small := make([]float64, len(axes))
		n := 0.0
		for a, axis := range axes {
			small[a] = dot(r, axis)
			n += small[a] * small[a]
		}
		for _, v := range small {
			out = append(out, byte(int8(math.Round(max(-127, min(127, 127*1.6*v/math.Sqrt(n)))))))
		}
	}
	return out
}

// directions finds the first n eigenvectors of a symmetric matrix, one after the other,
// by multiplying with it again and again.
func directions(m [][]float64, n int) (axes [][]float64) {
	for a := range n {
		v := make([]float64, len(m))
		for k := range v {
			v[k] = math.Sin(float64(k*(a+3) + 1))
		}
		for range 300 {
			next := make([]float64, len(m))
			for k := range m {
				next[k] = dot(m[k], v)
			}
			for _, other := range axes {
				d := dot(next, other)
				for k := range next {
					next[k] -= d * other[k]
				}
			}
			length := math.Sqrt(dot(next, next))
			for k := range next {
				v[k] = next[k] / length
			}
		}
		axes = append(axes, v)
	}
	return axes
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
