package weights

import (
	"unicode"
	"unicode/utf8"
)

// Buckets of the hashed features of a form. Powers of two.
const (
	PrefixBuckets2 = 1 << 10
	PrefixBuckets3 = 1 << 12
	SuffixBuckets2 = 1 << 10
	SuffixBuckets3 = 1 << 12
	SuffixBuckets4 = 1 << 13
	ShapeBuckets   = 1 << 9
)

// MaxForm is how many bytes of a form the model looks at.
const MaxForm = 64

// Form is what the models read of a word: its lower-case spelling, by which
// vectors are looked up, and buckets of its ends and of its shape. It is part
// of the file format: models are only good with the code they were trained on.
type Form struct {
	Lower   []byte // normalized; a slice of the buffer given to ReadForm
	Prefix2 int
	Prefix3 int
	Suffix2 int
	Suffix3 int
	Suffix4 int
	Shape   int
}

// FormBuffer is room for one form.
type FormBuffer struct {
	lower [utf8.UTFMax * MaxForm]byte // a broken byte becomes a rune of three
	runes [MaxForm]rune
}

// ReadForm computes the features of a form. The result is good until buf is
// used again. Of a form longer than [MaxForm] bytes only the front is read.
func ReadForm(form string, buf *FormBuffer) Form {
	lower, runes := buf.lower[:0], buf.runes[:0]
	shape, last, run := uint32(fnvStart), rune(0), 0
	for i, r := range form {
		if i+utf8.UTFMax > MaxForm {
			break
		}
		class := shapeOf(r)
		if class != last {
			last, run = class, 0
		}
		if run++; run <= 3 {
			shape = fnvStep(shape, class)
		}
		r = fold(r)
		lower = utf8.AppendRune(lower, r)
		if '0' <= r && r <= '9' {
			r = '0'
		}
		runes = append(runes, r)
	}
	n := len(runes)
	return Form{
		Lower:   lower,
		Prefix2: hashRunes(runes[:min(2, n)], 1) & (PrefixBuckets2 - 1),
		Prefix3: hashRunes(runes[:min(3, n)], 2) & (PrefixBuckets3 - 1),
		Suffix2: hashRunes(runes[max(0, n-2):], 3) & (SuffixBuckets2 - 1),
		Suffix3: hashRunes(runes[max(0, n-3):], 4) & (SuffixBuckets3 - 1),
		Suffix4: hashRunes(runes[max(0, n-4):], 5) & (SuffixBuckets4 - 1),
		Shape:   int(shape^shape>>15) & (ShapeBuckets - 1),
	}
}

// fold lower-cases a rune and makes typographic quotes and dashes plain.
func fold(r rune) rune {
	switch r {
	case '‘', '’', 'ʼ', '`', '´':
		return '\''
	case '“', '”', '„', '«', '»':
		return '"'
	case '–', '—', '−', '‐', '‑':
		return '-'
	}
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return unicode.ToLower(r)
}

// shapeOf sorts a rune into a class: capital, small, digit, or itself.
func shapeOf(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z':
		return 'x'
	case 'A' <= r && r <= 'Z':
		return 'X'
	case '0' <= r && r <= '9':
		return 'd'
	case r < utf8.RuneSelf:
		return r
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLetter(r):
		return 'x'
	}
	return fold(r)
}

// FNV-1a over runes.
const (
	fnvStart = 2166136261
	fnvPrime = 16777619
)

func fnvStep(h uint32, r rune) uint32 { return (h ^ uint32(r)) * fnvPrime }

// hashRunes hashes the end of a word; salt keeps the tables apart.
func hashRunes(runes []rune, salt uint32) int {
	h := fnvStep(fnvStart, rune(salt))
	for _, r := range runes {
		h = fnvStep(h, r)
	}
	return int(h ^ h>>16)
}
