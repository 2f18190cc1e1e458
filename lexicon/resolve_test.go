package lexicon

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

var loadOnce = sync.OnceValues(Load)

func actors(t testing.TB) *Lexicon {
	t.Helper()
	l, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func on(t testing.TB, day string) time.Time {
	t.Helper()
	if day == "" {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// coded writes country and sectors as "AFG GOV,PRE".
func coded(a Actor) string { return strings.TrimSpace(a.Country + " " + strings.Join(a.Sectors, ",")) }

type phraseCase struct{ day, phrase, want string }

func run(t *testing.T, cases []phraseCase) {
	t.Helper()
	l := actors(t)
	for _, c := range cases {
		a := l.Resolve(Phrase{Words: Split(c.phrase), Head: -1, Date: on(t, c.day)})
		if got := coded(a); got != c.want {
			t.Errorf("%s %q: got %s, want %s; %v", c.day, c.phrase, got, c.want, a.Why)
		}
	}
}

func TestHeadNounSaysTheSector(t *testing.T) {
	run(t, []phraseCase{
		{"2019-05-01", "three Kenyan nurses", "KEN MED"},
		{"2019-05-01", "Bolivian coca growers", "BOL AGR"},
		{"2019-05-01", "a Tunisian appeals court judge", "TUN JUD"},
		{"2019-05-01", "Thai fishermen", "THA AGR"},
		{"2019-05-01", "Danish lawmakers", "DNK LEG"},
		{"2019-05-01", "Colombian riot police", "COL COP"},
		{"2019-05-01", "rebel soldiers", "REB"},
		{"2019-05-01", "an air force mechanic", "MIL"},
	})
}

func TestPlacesGiveTheCountry(t *testing.T) {
	run(t, []phraseCase{
		{"2019-05-01", "Benghazi residents", "LBY CVL"},
		{"2019-05-01", "Osaka police", "JPN COP"},
		{"2019-05-01", "rebels in Kordofan", "SDN REB"},
		{"2019-05-01", "the governor of Tamaulipas", "MEX GOV"},
		{"2019-05-01", "Texas lawmakers", "USA LEG"},
		{"2019-05-01", "shopkeepers from Aleppo", "SYR BUS"},
	})
}

func TestCapitalsAndSeatsStandForGovernments(t *testing.T) {
	run(t, []phraseCase{
		{"2019-05-01", "Ankara", "TUR GOV"},
		{"2019-05-01", "the Kremlin", "RUS GOV"},
		{"2019-05-01", "Downing Street", "GBR GOV"},
		{"2019-05-01", "Lahore", "PAK CVL"},
		{"2019-05-01", "Uruguay", "URY"},
	})
}

func TestRolesAreThoseOfTheDay(t *testing.T) {
	run(t, []phraseCase{
		{"1998-03-01", "the Taliban", "AFG GOV,PRE"},
		{"2010-03-01", "the Taliban", "AFG REB"},
		{"2021-08-14", "the Taliban", "AFG REB"},
		{"2021-08-15", "the Taliban", "AFG GOV,PRE"},
		{"2010-03-01", "the Pakistani Taliban", "PAK REB"},
		{"2023-10-01", "the Pakistani Taliban", "PAK REB"},
		{"2023-04-01", "the Rapid Support Forces", "SDN PRM"},
		{"2023-05-01", "the Rapid Support Forces", "SDN REB"},
		{"2024-11-01", "Hayat Tahrir al-Sham", "SYR REB"},
		{"2024-12-20", "Hayat Tahrir al-Sham", "SYR GOV"},
		{"2012-01-01", "the Farc", "COL REB"},
		{"2019-01-01", "the FARC", "COL PTY"},
		{"1995-06-01", "Nelson Mandela", "ZAF GOV"},
		{"2003-06-01", "Nelson Mandela", "ZAF ELI"},
		{"2010-06-01", "Alpha Conde", "GIN ELI"}, // before his office: nobody in it yet
		{"2015-06-01", "Alpha Conde", "GIN GOV"},
		{"2005-06-01", "Jens Stoltenberg", "NOR ELI"},
		{"2018-06-01", "Jens Stoltenberg", "IGO IGO"},
		{"2023-02-01", "Hemedti", "SDN GOV"},
		{"2024-02-01", "Hemedti", "SDN REB"},
	})
}

func TestFormerOfficialsAreElites(t *testing.T) {
	run(t, []phraseCase{
		{"2019-05-01", "a former Dutch diplomat", "NLD ELI,GOV"},
		{"2019-05-01", "ex-president Vicente Fox", "MEX ELI"},
		{"2019-05-01", "the ousted Honduran president", "HND ELI,GOV"},
		{"2019-05-01", "retired Jordanian army officers", "JOR ELI,MIL"},
	})
}

func TestMembersActAsTheirGroup(t *testing.T) {
	l := actors(t)
	for _, c := range []phraseCase{
		{"2006-01-01", "the five envoys of the LTTE", "liberation-tigers-of-tamil-eelam"},
		{"2020-01-01", "the chief negotiator of the Houthis", "houthis"},
		{"2020-01-01", "the UN envoy for the Houthis", ""},
		{"2019-05-01", "members of the Arakan Army in Myanmar", "arakan-army"},
		{"2019-05-01", "Boko Haram fighters", "boko-haram"},
		{"2019-05-01", "a spokesman for the ELN in Colombia", "national-liberation-army"},
		{"2019-05-01", "an official with Doctors Without Borders", "medecins-sans-frontieres"},
	} {
		a := l.Resolve(Phrase{Words: Split(c.phrase), Head: -1, Date: on(t, c.day)})
		if a.ID != c.want {
			t.Errorf("%q: got %q, want %q; %v", c.phrase, a.ID, c.want, a.Why)
		}
	}
}

func TestPossessivesAndAppositions(t *testing.T) {
	run(t, []phraseCase{
		{"2019-05-01", "Merkel's spokesman", "DEU GOV"},
		{"2019-05-01", "Nepal's home ministry", "NPL GOV"},
		{"2019-05-01", "Jane Roe, Canada's trade minister", "CAN GOV"},
		{"2024-05-01", "the Zelenskyy government", "UKR GOV"},
		{"2019-05-01", "the Philippines' Supreme Court", "PHL JUD"},
		{"2019-05-01", "Iran-backed Iraqi militias", "IRQ PRM"},
		{"2019-05-01", "pro-Russian separatists in Donetsk", "UKR REB"},
	})
}

func TestContextDecidesSharedNames(t *testing.T) {
	l := actors(t)
	for _, c := range []struct{ name, context, want string }{
		{"ADF", "Uganda", "UGA REB"}, {"ADF", "Cameroon", "CMR REB"}, {"ADF", "AUS", "AUS MIL"},
		{"PDP", "Nigeria", "NGA PTY"}, {"APC", "NGA", "NGA PTY"}, {"JEM", "Sudan", "SDN REB"},
		{"Podemos", "Mozambique", "MOZ PTY,OPP"}, {"Podemos", "", "ESP PTY"},
	} {
		a := l.Resolve(Phrase{Words: []string{c.name}, Head: -1, Context: c.context, Date: on(t, "2015-05-01")})
		if got := coded(a); got != c.want {
			t.Errorf("%s in %q: got %s, want %s", c.name, c.context, got, c.want)
		}
	}
}

func TestSpellingsOfOneName(t *testing.T) {
	l := actors(t)
	for _, names := range [][]string{
		{"Hodeida", "Hodeidah"}, {"Mohamed Morsi", "Mohammad Mursi"}, {"Sergei Lavrov", "Sergey Lavrov"},
		{"El-Fasher", "al-Fasher"}, {"Ebrahim Raisi", "Ibrahim Raisi"}, {"Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"},
		{"Hizbullah", "Hezbollah"}, {"Nepalese", "Nepaleese"},
	} {
		a := l.Resolve(Phrase{Words: Split(names[0]), Head: -1, Date: on(t, "2019-05-01")})
		b := l.Resolve(Phrase{Words: Split(names[1]), Head: -1, Date: on(t, "2019-05-01")})
		if a.Name != b.Name || a.Country != b.Country || !a.Known {
			t.Errorf("%q and %q: %+v, %+v", names[0], names[1], a, b)
		}
	}
}

func TestSurnameAlone(t *testing.T) {
	l := actors(t)
	for _, c := range []phraseCase{
		{"2019-05-01", "Trump", "Donald Trump"},
		{"2019-05-01", "Mr Macron", "Emmanuel Macron"},
		{"2012-05-01", "President Karzai", "Hamid Karzai"},
		{"2019-05-01", "British prime minister May", "Theresa May"},
		{"2019-05-01", "May", ""},
		{"2019-05-01", "Laszlo Trump", ""},
		{"2021-05-01", "Sinwar", ""},
	} {
		a := l.Resolve(Phrase{Words: Split(c.phrase), Head: -1, Date: on(t, c.day)})
		if a.Name != c.want {
			t.Errorf("%s %q: got %q, want %q", c.day, c.phrase, a.Name, c.want)
		}
	}
}

func TestUnknownPersonsAreNotNamed(t *testing.T) {
	l := actors(t)
	for _, phrase := range []string{
		"Wilma Placeholder", "taxi driver Jonas Testperson", "Mrs Exemplar", "Fatima Nobody, 34, a teacher from Homs",
		"the victim, Peter Invented", "Deputy Minister Carla Inventada", "Hamas official Sami Notthere",
	} {
		a := l.Resolve(Phrase{Words: Split(phrase), Head: -1, Date: on(t, "2019-05-01")})
		for _, w := range []string{"Placeholder", "Testperson", "Exemplar", "Nobody", "Invented", "Inventada", "Notthere"} {
			if strings.Contains(a.Name+a.ID+a.Role+strings.Join(a.Why, " "), w) {
				t.Errorf("%q is named: %+v", phrase, a)
			}
		}
	}
}

func TestPersons(t *testing.T) {
	l := actors(t)
	for phrase, want := range map[string]bool{
		"Angela Merkel": true, "Deputy Minister Carla Inventada": true, "Mrs Exemplar": true,
		"Hamas official Sami Notthere": true, "the deputy minister": false, "rebels": false, "Hamas": false,
		"Norway": false, "protesters in Oslo": false, "Reuters": false,
	} {
		a := l.Resolve(Phrase{Words: Split(phrase), Head: -1, Date: on(t, "2019-05-01")})
		if a.Person != want {
			t.Errorf("%q: person %v, want %v", phrase, a.Person, want)
		}
	}
}

func TestHeadIsMinded(t *testing.T) {
	l := actors(t)
	words := Split("the talks with Kenyan officials in Nairobi")
	if got := coded(l.Resolve(Phrase{Words: words, Head: 4, Date: on(t, "2019-05-01")})); got != "KEN GOV" {
		t.Errorf("got %s", got)
	}
	for _, head := range []int{-7, 0, 3, 6, 7, 1000} {
		l.Resolve(Phrase{Words: words, Head: head})
	}
}

func TestNoDateMeansTheEndOfTheData(t *testing.T) {
	l := actors(t)
	for phrase, want := range map[string]string{"the Taliban": "AFG GOV,PRE", "Vladimir Putin": "RUS GOV", "Tony Blair": "GBR ELI", "António Guterres": "IGO IGO"} {
		if got := coded(l.Resolve(Phrase{Words: Split(phrase), Head: -1})); got != want {
			t.Errorf("%q: got %s, want %s", phrase, got, want)
		}
	}
}

func TestLongestNames(t *testing.T) {
	l := actors(t)
	for _, c := range []struct {
		text, name string
		n          int
	}{
		{"Lord's Resistance Army rebels", "Lord's Resistance Army", 3},
		{"Sri Lanka's army", "Sri Lanka", 2},
		{"White House officials", "White House", 2},
		{"Iran-backed groups", "", 0},
		{"soldiers", "", 0},
		{"PDP", "", 0},
	} {
		e, n := l.Longest(Split(c.text), 0)
		if n != c.n || e.Name != c.name {
			t.Errorf("%q: got %q, %d words, want %q, %d", c.text, e.Name, n, c.name, c.n)
		}
	}
	if _, n := l.Longest(nil, 3); n != 0 {
		t.Error("no words, yet a name")
	}
}

func TestSameAnswerEveryTime(t *testing.T) {
	phrases := []string{"former Pakistani army chief", "Kim", "the Congress", "Valencia police", "Houthi rebels", "Kazakks", "President Lee"}
	want := answers(actors(t), phrases)
	for range 3 {
		l, err := Load()
		if err != nil {
			t.Fatal(err)
		}
		if got := answers(l, phrases); got != want {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if got := answers(actors(t), phrases); got != want {
				t.Errorf("at the same time: got\n%s\nwant\n%s", got, want)
			}
		})
	}
	wait.Wait()
}

func answers(l *Lexicon, phrases []string) string {
	var b strings.Builder
	for _, p := range phrases {
		fmt.Fprintf(&b, "%+v\n", l.Resolve(Phrase{Words: Split(p), Head: -1}))
	}
	return b.String()
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	l := actors(b)
	var phrases [][]string
	for _, p := range []string{"Pakistani officials", "the UN envoy for Yemen, Hans Grundberg", "rebels in Darfur", "Netanyahu's office",
		"members of the Arakan Army", "Foreign Minister Sergei Lavrov", "the ceasefire talks", "Kyiv"} {
		phrases = append(phrases, Split(p))
	}
	date := on(b, "2024-05-01")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l.Resolve(Phrase{Words: phrases[i%len(phrases)], Head: -1, Date: date})
	}
}
