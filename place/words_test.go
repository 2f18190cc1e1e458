package place

import (
	"strings"
	"testing"
)

func TestClassesAreKnown(t *testing.T) {
	seen := map[string]bool{}
	for n, line := range strings.Split(classesTSV, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		name, words, ok := strings.Cut(line, "\t")
		if !ok || classNames[name] == 0 || len(strings.Fields(words)) == 0 {
			t.Errorf("classes.tsv:%d: no class and words: %q", n+1, line)
		}
		if words != strings.ToLower(words) {
			t.Errorf("classes.tsv:%d: a capital, which no word can match: %q", n+1, line)
		}
		seen[name] = true
	}
	for name := range classNames {
		if !seen[name] {
			t.Errorf("classes.tsv: class %s has no words", name)
		}
	}
}

func TestVocabulary(t *testing.T) {
	v := newVocabulary()
	for word, want := range map[string]class{
		"Gen.": isTitle, "University": isOrgTail, "governorate": kindProvince, "VIRUS": isDisease, "Sarah": isForename, "José": isForename, "JOSÉ": isForename,
	} {
		if v.of(word)&want == 0 {
			t.Errorf("%q has classes %b, want %b among them", word, v.of(word), want)
		}
	}
	for _, word := range []string{"", "Kabul", strings.Repeat("x", 100), "\xff"} {
		if c := v.of(word); c != 0 {
			t.Errorf("%q has classes %b, want none", word, c)
		}
	}
	if n := testing.AllocsPerRun(100, func() { v.of("University") }); n != 0 {
		t.Errorf("looking up a word allocates %v times", n)
	}
}

func TestContainsWord(t *testing.T) {
	for text, want := range map[string]bool{"the fog came": true, "the fog": true, "the foggy day": false, "Fog came": false, "a foglamp, a fog.": true} {
		if got := containsWord(text, []byte(" fog")); got != want {
			t.Errorf("containsWord(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	if km := Distance(34.53, 69.17, 33.69, 73.04); km < 360 || km > 380 { // Kabul to Islamabad
		t.Errorf("Kabul is %.0f km from Islamabad, want about 370", km)
	}
	if km := Distance(10, 20, 10, 20); km != 0 {
		t.Errorf("a place is %.0f km from itself", km)
	}
}
