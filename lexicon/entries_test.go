package lexicon

import (
	"strings"
	"testing"
)

func TestFaultsNameFileAndLine(t *testing.T) {
	const text = "names\tcountry\tkind\tsectors\tflags\tsource\nHoms\tSYR\tcity\t\t\town\n\tSYR\tcity\t\t\town\nHama\tsyria\tcity\t\t\town\n" +
		"Lake\tSYR\tlake\t\t\town\nTartus\tSYR\tcity\tXXX\t\town\nIdlib\tSYR\n"
	places, err := ParsePlaces(strings.NewReader(text), "my.tsv")
	if len(places) != 1 || places[0].Names[0] != "Homs" {
		t.Errorf("good lines: %v", places)
	}
	if err == nil {
		t.Fatal("no fault found")
	}
	for _, want := range []string{"my.tsv:3:", "my.tsv:4:", "my.tsv:5:", "my.tsv:6:", "my.tsv:7: 2 columns"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
	}
	if _, err := ParsePlaces(strings.NewReader("a\tb\n"), "my.tsv"); err == nil {
		t.Error("wrong columns pass")
	}
	if _, err := ParsePlaces(strings.NewReader(""), "my.tsv"); err == nil {
		t.Error("an empty file passes")
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		from, until string
		want        Dates
		ok          bool
	}{
		{"", "", Dates{}, true},
		{"2021", "2021", Dates{20210101, 20211231}, true},
		{"2021-08", "2021-09", Dates{20210801, 20210931}, true},
		{"2021-08-15", "", Dates{From: 20210815}, true},
		{"2021-13", "", Dates{}, false},
		{"2021-1", "", Dates{}, false},
		{"yesterday!", "", Dates{}, false},
		{"2022", "2021", Dates{}, false},
	} {
		got, err := parseDates(c.from, c.until)
		if got != c.want || (err == nil) != c.ok {
			t.Errorf("%q to %q: got %v, %v", c.from, c.until, got, err)
		}
	}
}

func TestUserEntriesJoinTheLexicon(t *testing.T) {
	d := embeddedData(t)
	mine, err := ParseGroups(strings.NewReader("id\tname\tvariants\tcountry\tsectors\tfrom\tuntil\tflags\tsource\n"+
		"river-league\tRiver League\tRLX\tTCD\tREB\t\t\t\town\n"), "mine.tsv")
	if err != nil {
		t.Fatal(err)
	}
	d.Groups = append(d.Groups, mine...)
	a := New(d).Resolve(Phrase{Words: Split("fighters of the RLX"), Head: -1})
	if a.ID != "river-league" || a.Country != "TCD" || a.Sector != "REB" {
		t.Errorf("got %+v", a)
	}
}

func TestPlural(t *testing.T) {
	for one, many := range map[string]string{"soldier": "soldiers", "policeman": "policemen", "member of parliament": "members of parliament",
		"spy": "spies", "child": "children", "party chief": "party chiefs", "church": "churches", "police": "police"} {
		if got := Plural(one); got != many {
			t.Errorf("%s: got %s, want %s", one, got, many)
		}
	}
}
