package parley

import "unicode/utf8"

// Offsets converts byte offsets into a text to counts of Unicode code points,
// which is what records show to the outside, and back. It is immutable.
type Offsets struct {
	text  string
	ascii bool
	marks []int32 // code points before every block of stride bytes
}

const stride = 128

// NewOffsets prepares the conversion for a text of valid UTF-8.
func NewOffsets(text string) *Offsets {
	o := &Offsets{text: text, ascii: true}
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			o.ascii = false
			break
		}
	}
	if o.ascii {
		return o
	}
	runes := int32(0)
	for i := 0; i < len(text); i++ {
		if i%stride == 0 {
			o.marks = append(o.marks, runes)
		}
		if utf8.RuneStart(text[i]) {
			runes++
		}
	}
	return o
}

// Runes returns the number of code points before byte i.
func (o *Offsets) Runes(i int) int {
	i = min(max(i, 0), len(o.text))
	if o.ascii {
		return i
	}
	block := i / stride
	if block >= len(o.marks) {
		block = len(o.marks) - 1
	}
	n := int(o.marks[block])
	for k := block * stride; k < i; k++ {
		if utf8.RuneStart(o.text[k]) {
			n++
		}
	}
	return n
}

// Byte returns the offset of the n-th code point, or the length of the text
// when it has fewer.
func (o *Offsets) Byte(n int) int {
	if n < 0 {
		return 0
	}
	if o.ascii {
		return min(n, len(o.text))
	}
	lo, hi := 0, len(o.marks)-1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if int(o.marks[mid]) <= n {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	runes := int(o.marks[lo])
	for k := lo * stride; k < len(o.text); k++ {
		if utf8.RuneStart(o.text[k]) {
			if runes == n {
				return k
			}
			runes++
		}
	}
	return len(o.text)
}
