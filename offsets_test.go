package parley

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestOffsets(t *testing.T) {
	for _, text := range []string{
		"", "plain", "Güneş — “quoted” 日本", strings.Repeat("é1", 300), strings.Repeat("a", 127) + "é" + strings.Repeat("b", 200), "\U0001F54A dove",
	} {
		o := NewOffsets(text)
		n := 0
		for i := range text {
			if got := o.Runes(i); got != n {
				t.Fatalf("%.20q: byte %d is code point %d, got %d", text, i, n, got)
			}
			if got := o.Byte(n); got != i {
				t.Fatalf("%.20q: code point %d is byte %d, got %d", text, n, i, got)
			}
			n++
		}
		if got := o.Runes(len(text)); got != utf8.RuneCountInString(text) {
			t.Errorf("%.20q: end is %d code points, got %d", text, utf8.RuneCountInString(text), got)
		}
		if o.Byte(-1) != 0 || o.Byte(n+5) != len(text) || o.Runes(len(text)+9) != n {
			t.Errorf("%.20q: offsets outside are not clamped", text)
		}
	}
}

func TestSpan(t *testing.T) {
	a, b := Span{2, 5}, Span{5, 9}
	if a.Overlaps(b) || !a.Overlaps(Span{4, 6}) || !(Span{0, 9}).Contains(a) || a.Contains(b) {
		t.Error("spans that touch do not overlap; a longer one contains a shorter")
	}
	if got := a.Join(b); got != (Span{2, 9}) {
		t.Errorf("joined to %v", got)
	}
	if got := (Span{}).Join(b); got != b {
		t.Errorf("the empty span joined to %v", got)
	}
}
