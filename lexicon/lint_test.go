package lexicon

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"parley/ontology"
)

// rows returns the fields of a data file, without comments and header.
func rows(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("data/actors/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all [][]string
	in := bufio.NewScanner(f)
	for in.Scan() {
		if text := in.Text(); text != "" && text[0] != '#' {
			all = append(all, strings.Split(text, "\t"))
		}
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

func embeddedData(t testing.TB) Data {
	t.Helper()
	d, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestFilesHoldEnough(t *testing.T) {
	d := embeddedData(t)
	got := New(d).Counts()
	for kind, least := range map[string]int{"countries": 249, "seats": 80, "places": 1500, "groups": 500, "leaders": 900, "agents": 800} {
		if got[kind] < least {
			t.Errorf("%d %s, want %d or more", got[kind], kind, least)
		}
	}
}

// uninhabited or without a capital or adjective of their own.
var bare = []string{"ATA", "ATF", "BVT", "CCK", "CXR", "HMD", "IOT", "SGS", "UMI", "TKL", "MAC", "MCO", "VAT", "NRU", "SJM", "GIB",
	"HKG", "SGP", "BLM", "MAF", "BES", "GLP", "GUF", "MTQ", "REU", "MYT", "SPM", "WLF", "PCN", "NFK", "ESH", "IMN"}

func TestEveryCountryHasAdjectiveAndCapital(t *testing.T) {
	d := embeddedData(t)
	seen := make(map[string]bool)
	for _, c := range d.Countries {
		if c.Dates != (Dates{}) {
			continue
		}
		if seen[c.Code] {
			t.Errorf("%s is there twice", c.Code)
		}
		seen[c.Code] = true
		if slices.Contains(bare, c.Code) {
			continue
		}
		if len(c.Words) == 0 {
			t.Errorf("%s (%s) has no adjective", c.Code, c.Name)
		}
		if len(c.Capitals) == 0 {
			t.Errorf("%s (%s) has no capital", c.Code, c.Name)
		}
	}
}

func TestSectorsAreOfTheOntology(t *testing.T) {
	o := ontology.Default()
	for _, file := range []struct {
		name   string
		column int
	}{{"agents.tsv", 1}, {"groups.tsv", 4}, {"leaders.tsv", 6}, {"places.tsv", 3}, {"seats.tsv", 2}} {
		for _, f := range rows(t, file.name) {
			for _, s := range strings.Split(f[file.column], ",") {
				if s != "" && s != "JNK" && !o.HasSector(s) {
					t.Errorf("%s: %s: sector %q is unknown", file.name, f[0], s)
				}
			}
		}
	}
}

func TestCountriesOfEntriesExist(t *testing.T) {
	d := embeddedData(t)
	known := map[string]bool{"": true, "IGO": true, "NGO": true, "MNC": true, "EUR": true}
	for _, c := range d.Countries {
		known[c.Code] = true
	}
	check := func(what, name, code string) {
		if !known[code] {
			t.Errorf("%s %s: country %q is unknown", what, name, code)
		}
	}
	for _, g := range d.Groups {
		check("group", g.ID, g.Country)
	}
	for _, p := range d.Leaders {
		check("leader", p.ID, p.Country)
	}
	for _, p := range d.Places {
		check("place", p.Names[0], p.Country)
	}
	for _, s := range d.Seats {
		check("seat", s.Names[0], s.Country)
	}
}

func TestGroupRolesFollowEachOther(t *testing.T) {
	d := embeddedData(t)
	last, done := -1, make(map[string]bool)
	for i, g := range d.Groups {
		if last < 0 || d.Groups[last].ID != g.ID {
			if done[g.ID] {
				t.Errorf("%s is there twice", g.ID)
			}
			done[g.ID] = true
		} else if p := d.Groups[last]; p.Name != g.Name {
			t.Errorf("%s has two names: %s, %s", g.ID, p.Name, g.Name)
		} else if p.Dates.Until == 0 || g.Dates.From <= p.Dates.Until {
			t.Errorf("%s: role from %d overlaps the one before it", g.ID, g.Dates.From)
		}
		last = i
	}
}

func TestOfficesAreSane(t *testing.T) {
	d := embeddedData(t)
	groups := make(map[string]bool)
	for _, g := range d.Groups {
		groups[g.ID] = true
	}
	last, done := "", make(map[string]bool)
	for _, p := range d.Leaders {
		if p.ID != last && done[p.ID] {
			t.Errorf("%s is there twice", p.ID)
		}
		last, done[p.ID] = p.ID, true
		for _, day := range []Day{p.Dates.From, p.Dates.Until} {
			if day != 0 && (day < 1900_00_00 || day > 2027_00_00) {
				t.Errorf("%s: date %d", p.ID, day)
			}
		}
		if p.Office == "" {
			t.Errorf("%s: no office", p.ID)
		}
		if p.Group != "" && !groups[p.Group] {
			t.Errorf("%s: group %q is unknown", p.ID, p.Group)
		}
		for _, s := range append(slices.Clone(p.Short), p.Loose...) {
			if !partOfName(s, p) {
				t.Errorf("%s: short name %q is in none of the names", p.ID, s)
			}
		}
	}
}

func partOfName(s string, p Leader) bool {
	for _, n := range append([]string{p.Name}, p.Variants...) {
		if strings.Contains(normal(n), normal(s)) {
			return true
		}
	}
	return false
}

func normal(s string) string {
	var b []byte
	for _, w := range split(nil, strings.ReplaceAll(s, " ", "-")) {
		b = append(appendNormal(append(b, ' '), w.text), ' ')
	}
	return string(b)
}

// sharedNames are names that two organisations have, told apart by the country.
var sharedNames = []string{"JEM", "Rada", "Podemos", "Volunteers for the Defence of the Homeland", "UN Refugee Agency"}

func TestNamesOfGroupsAreTheirOwn(t *testing.T) {
	owner := make(map[string]Group)
	for _, g := range embeddedData(t).Groups {
		names := g.Variants
		if !g.Context {
			names = append([]string{g.Name}, names...)
		}
		for _, n := range names {
			if slices.Contains(sharedNames, n) {
				continue
			}
			if o, ok := owner[n]; ok && o.ID != g.ID {
				t.Errorf("%q names %s and %s", n, o.ID, g.ID)
			}
			owner[n] = g
		}
	}
}

// commonWords begin sentences or head phrases; as names they would be found
// where nobody is meant.
var commonWords = strings.Fields(`a all also although an and anti as at before both but by can during each even every few five for
	four from had has have he her his how if in is it its just later like many may more most new no not now of on one only or our
	other people power she since so some such ten than that the their there these they this those three to today two under until
	was we were what when where which while who why will with would yes you times sun age paper week day focus reform justice hope
	victory unity freedom future progress change vision target shell apple visa post mirror mail star express standard guardian
	independent observer economist nation democracy republic movement alliance front council union league party government
	army navy police court senate parliament assembly ministry bank church hospital school university college`)

func TestNoNameIsACommonWord(t *testing.T) {
	d := embeddedData(t)
	check := func(id string, names []string) {
		for _, n := range names {
			if w := strings.ToLower(n); slices.Contains(commonWords, w) && n != "Shell" && n != strings.ToUpper(n) {
				t.Errorf("%s: %q is a common word", id, n)
			}
		}
	}
	for _, g := range d.Groups {
		check(g.ID, g.Variants)
	}
	for _, p := range d.Leaders {
		check(p.ID, p.Short)
	}
	for _, p := range d.Places {
		check(p.Names[0], p.Names)
	}
}

func TestAgentsAreSortedAndSingle(t *testing.T) {
	d := embeddedData(t)
	l := New(d)
	for i, a := range d.Agents {
		if a.Phrase != strings.ToLower(a.Phrase) {
			t.Errorf("%q is not in lower case", a.Phrase)
		}
		if i > 0 && d.Agents[i-1].Phrase >= a.Phrase {
			t.Errorf("%q stands after %q", a.Phrase, d.Agents[i-1].Phrase)
		}
		if first, _, more := strings.Cut(a.Phrase, " "); more {
			if _, ok := l.IsNationality(first); ok && a.Phrase != "" {
				t.Errorf("%q begins with a nationality, which would be lost", a.Phrase)
			}
		}
	}
}

func TestNamesAreNeutral(t *testing.T) {
	for _, file := range []string{"groups.tsv", "leaders.tsv"} {
		for _, f := range rows(t, file) {
			for _, column := range f[1:3] {
				if s := strings.ToLower(column); strings.Contains(s, "terrorist") || strings.Contains(s, "banned") {
					t.Errorf("%s: %s: %q judges", file, f[0], column)
				}
			}
		}
	}
}

func TestSourcesAreStated(t *testing.T) {
	for _, file := range []string{"agents.tsv", "countries.tsv", "groups.tsv", "leaders.tsv", "places.tsv", "seats.tsv"} {
		for _, f := range rows(t, file) {
			if s := f[len(f)-1]; s != "own" && s != "own, about" {
				t.Errorf("%s: %s: source %q", file, f[0], s)
			}
		}
	}
}
