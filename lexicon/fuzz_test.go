package lexicon

import (
	"strings"
	"testing"
	"time"
)

func FuzzResolve(f *testing.F) {
	for _, s := range []string{"former Pakistani army chief", "X's Y's Z", ", , of", "ex-", "- - -", "Mr", "Iran-backed", "the", "'s", "«é» of \xff"} {
		f.Add(s, -1, "Sudan")
	}
	l := actors(f)
	date := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string, head int, context string) {
		words := Split(text)
		a := l.Resolve(Phrase{Words: words, Head: head, Context: context, Date: date})
		if len(a.Sectors) > 0 != (a.Sector != "") || a.Sector != "" && a.Sectors[0] != a.Sector {
			t.Errorf("%q: sector %q, sectors %q", text, a.Sector, a.Sectors)
		}
		for _, s := range a.Sectors {
			if !ValidSector(s) {
				t.Errorf("%q: sector %q", text, s)
			}
		}
		if a.Confidence < 0 || a.Confidence > 1 {
			t.Errorf("%q: confidence %v", text, a.Confidence)
		}
		for i := range words {
			if _, n := l.Longest(words, i); n < 0 || i+n > len(words) {
				t.Errorf("%q: %d words from %d", text, n, i)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("id\tname\tvariants\tcountry\tsectors\tfrom\tuntil\tflags\tsource\na\tA\t?B|C\tSYR\tREB\t2011\t\t\town\n")
	f.Add("id\tname\tvariants\tshort\tcountry\toffice\tsectors\tfrom\tuntil\tgroup\tsource\na\tA B\t\tB|?C\tSYR\tchief\tREB\t2011-02\t2012-02-30\t\town\n")
	f.Add("names\tcountry\tkind\tsectors\tflags\tsource\nHoms\tSYR\tcity\t\tminor\town")
	f.Add("names\tcountry\tsectors\tsource\nKremlin\tRUS\tGOV\town\r\n")
	f.Add("phrase\tsectors\tkind\tsource\nsoldier\tMIL\tnoun\town\n")
	f.Add("code\tname\tnames\twords\tcapitals\tfrom\tuntil\tsource\nMLI\tMali\t\tMalian\tBamako\t\t\town\n# c\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		var d Data
		d.Countries, _ = ParseCountries(strings.NewReader(text), "x")
		d.Seats, _ = ParseSeats(strings.NewReader(text), "x")
		d.Places, _ = ParsePlaces(strings.NewReader(text), "x")
		d.Groups, _ = ParseGroups(strings.NewReader(text), "x")
		d.Leaders, _ = ParseLeaders(strings.NewReader(text), "x")
		d.Agents, _ = ParseAgents(strings.NewReader(text), "x")
		l := New(d)
		l.Resolve(Phrase{Words: Split(text), Head: -1})
	})
}
