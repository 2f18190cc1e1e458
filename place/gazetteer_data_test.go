package place

import (
	"bufio"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func ours(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// lines calls each for the columns of a file; lines with # are comments.
func lines(t *testing.T, r io.Reader, each func(f []string)) {
	t.Helper()
	in := bufio.NewScanner(r)
	for in.Scan() {
		if text := in.Text(); text != "" && text[0] != '#' {
			each(strings.Split(text, "\t"))
		}
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
}

func TestKnownPlaces(t *testing.T) {
	g := ours(t)
	f, err := os.Open("testdata/gazetteer/lookups.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines(t, f, func(f []string) {
		var got []string
		for _, r := range g.Lookup(f[0], nil) {
			if e := g.Entry(r); e.ID == f[1] && e.Country == f[2] {
				return
			} else {
				got = append(got, e.ID+" "+e.Country)
			}
		}
		t.Errorf("%q does not mean %s in %q but %q", f[0], f[1], f[2], got)
	})
}

// outside lists entries of the project's tables that the borders of the atlas,
// which are those of who holds the land, have in another country or at sea.
var outside = map[string]string{
	"parley:golan-heights": "held by Israel", "parley:snake-island": "not in the atlas", "parley:matsu-islands": "not in the atlas",
	"parley:aouzou-strip": "border drawn further south", "parley:majdal-shams": "held by Israel", "parley:hanish-islands": "not in the atlas",
	"parley:safer": "a ship", "parley:vatican": "too small for the atlas",
}

// TestTablesAgreeWithBorders holds every line of the project's own tables
// that names a country against the borders, give or take five kilometres.
func TestTablesAgreeWithBorders(t *testing.T) {
	g := ours(t)
	seen := 0
	for i := range g.Len() {
		r := g.At(i)
		e := g.Entry(r)
		if !strings.HasPrefix(e.ID, "parley:") {
			continue
		}
		seen++
		if e.Country == "" || e.Kind == Water || outside[e.ID] != "" {
			continue
		}
		if !around(g, e.Lat, e.Lon, e.Country) {
			country, _, _ := g.Locate(e.Lat, e.Lon)
			t.Errorf("%s (%s) lies in %q, not in %s", e.ID, e.Name, country, e.Country)
		}
	}
	if seen < 900 {
		t.Errorf("%d places of the project's tables, want 900 at least", seen)
	}
}

// around reports whether a country has land at a point or close to it.
func around(g *Gazetteer, lat, lon float64, country string) bool {
	for _, d := range [][2]float64{{0, 0}, {0.05, 0}, {-0.05, 0}, {0, 0.05}, {0, -0.05}} {
		if c, _, _ := g.Locate(lat+d[0], lon+d[1]); c == country {
			return true
		}
	}
	return false
}

// TestPlacesAgreeWithBorders samples the populated places: 98 of 100 lie in
// their country, 9 of 10 in their province when they have no vote themselves.
func TestPlacesAgreeWithBorders(t *testing.T) {
	g := ours(t)
	all, right, asked, province := 0, 0, 0, 0
	for i := 0; i < g.Len(); i += 97 {
		r := g.At(i)
		if g.Kind(r) != City {
			continue
		}
		lat, lon := g.Position(r)
		all++
		if country, _, _ := g.Locate(lat, lon); country == g.Country(r) {
			right++
		}
		if want, ok := g.Division(r, Province); ok {
			asked++
			if got, _ := g.provinceNear(lat, lon, g.record(r)[17], i); got == want {
				province++
			}
		}
	}
	if all < 2000 || float64(right) < 0.98*float64(all) {
		t.Errorf("%d of %d places lie in their country", right, all)
	}
	if float64(province) < 0.9*float64(asked) {
		t.Errorf("%d of %d places lie in their province", province, asked)
	}
}

// TestLocateKnownPoints holds the rulings on lands that are disputed, overseas
// or small.
func TestLocateKnownPoints(t *testing.T) {
	g := ours(t)
	for name, want := range map[string]struct {
		lat, lon float64
		where    string
	}{
		"Kabul": {34.52, 69.17, "AFG Kabul"}, "Miranshah": {33, 70.07, "PAK Khyber Pakhtunkhwa"}, "Simferopol": {44.95, 34.1, "UKR Crimea"},
		"Pristina": {42.66, 21.16, "XKX Pristina"}, "Gaza": {31.5, 34.46, "PSE Gaza Strip"}, "Laayoune": {27.15, -13.2, "ESH Laayoune-Sakia El Hamra"},
		"Hargeisa": {9.56, 44.06, "SOM Woqooyi Galbeed"}, "Kyrenia": {35.33, 33.32, "CYP Keryneia"}, "Taipei": {25.03, 121.5, "TWN Taipei"},
		"Cayenne": {4.92, -52.3, "GUF Guyane"}, "Longyearbyen": {78.22, 15.65, "SJM Svalbard"}, "Anadyr": {64.73, 177.5, "RUS Chukotka"},
		"Suva": {-18.14, 178.44, "FJI Central"}, "Singapore": {1.3, 103.8, "SGP "}, "South Pole": {-89.9, 0, "ATA "}, "Juba": {4.85, 31.6, "SSD Central Equatoria"},
		"mid-Atlantic": {0, -30, " "}, "Fiji across the meridian": {-16.8, -179.98, "FJI Northern"},
	} {
		country, admin1, ok := g.Locate(want.lat, want.lon)
		if got := country + " " + admin1; got != want.where || ok != (country != "") {
			t.Errorf("%s lies in %q, want %q", name, got, want.where)
		}
	}
}

// TestEveryEntryIsSound reads the whole gazetteer.
func TestEveryEntryIsSound(t *testing.T) {
	g := ours(t)
	counts := map[Kind]int{}
	ids := make(map[string]bool, g.Len())
	for i := range g.Len() {
		r := g.At(i)
		e := g.Entry(r)
		counts[e.Kind]++
		switch {
		case e.Name == "" || e.Kind == Unknown || e.Kind.String() == "":
			t.Errorf("place %d has no name or kind: %+v", i, e)
		case !validPosition(e.Lat, e.Lon) || e.Lat == 0 && e.Lon == 0:
			t.Errorf("%s (%s) is nowhere", e.ID, e.Name)
		case e.Country == "" && e.Kind != Region && e.Kind != Water && e.Kind != Point:
			t.Errorf("%s (%s) is in no country", e.ID, e.Name)
		case ids[e.ID] && !strings.HasPrefix(e.ID, "at:"):
			t.Errorf("%s twice", e.ID)
		}
		ids[e.ID] = true
		if up, ok := g.Parent(r); ok && g.Country(up) != e.Country && g.Country(up) != "ESH" { // Morocco has a province on both sides
			t.Errorf("%s (%s) is in %s, what is above it (%s) in %s", e.ID, e.Name, e.Country, g.Name(up), g.Country(up))
		}
	}
	for kind, want := range map[Kind]int{Country: 249, Province: 3800, District: 47000, City: 230000, Region: 400, Water: 200, Point: 250} {
		if counts[kind] < want {
			t.Errorf("%d places of kind %v, want %d at least", counts[kind], kind, want)
		}
		if got := g.Card().Counts[kind.String()]; got != counts[kind] {
			t.Errorf("the card tells of %d places of kind %v, there are %d", got, kind, counts[kind])
		}
	}
}

// TestCapitals asks that every country but the uninhabited has its capital
// where its entry can be found.
func TestCapitals(t *testing.T) {
	g := ours(t)
	have := map[string]bool{}
	for i := range g.Len() {
		if r := g.At(i); g.Capital(r) {
			have[g.Country(r)] = true
		}
	}
	var without []string
	for i := range g.Len() {
		if r := g.At(i); g.Kind(r) == Country && !have[g.Country(r)] {
			without = append(without, g.Country(r))
		}
	}
	slices.Sort(without)
	if want := "ATA ESH HMD IOT TKL UMI"; strings.Join(without, " ") != want {
		t.Errorf("no capital in %v, want %s", without, want)
	}
}

func TestDistancesOfKnownPositions(t *testing.T) {
	g := ours(t)
	for id, want := range map[string][2]float64{"iso:USA": {39.83, -98.58}, "geonames:US.TX": {31.4, -99.3}, "geonames:AF.13": {34.55, 69.3},
		"iso:FRA": {46.6, 2.5}, "iso:HRV": {45.1, 16}, "geonames:PK.03": {34.3, 71.8}} {
		found := false
		for i := 0; i < 6000 && !found; i++ {
			if e := g.Entry(g.At(i)); e.ID == id {
				found = true
				if math.Hypot(e.Lat-want[0], e.Lon-want[1]) > 1 {
					t.Errorf("%s is at %g, %g, want %v", id, e.Lat, e.Lon, want)
				}
			}
		}
		if !found {
			t.Errorf("no %s", id)
		}
	}
}

func TestNoAllocation(t *testing.T) {
	g := ours(t)
	var buf [64]Ref
	words := []string{"Lashkar", "Gah", "on", "Saturday"}
	if n := testing.AllocsPerRun(100, func() {
		g.Lookup("Saint-Denis", buf[:0])
		g.Longest(words, buf[:0])
		r := g.At(70000)
		g.Country(r)
		g.Name(r)
		g.Position(r)
	}); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

// TestCardGivesTheCounts holds the table in data/README.md against the file.
func TestCardGivesTheCounts(t *testing.T) {
	card, err := os.ReadFile("data/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for kind, n := range ours(t).Card().Counts {
		digits := strconv.Itoa(n)
		if n > 999 {
			digits = digits[:len(digits)-3] + "," + digits[len(digits)-3:]
		}
		if !strings.Contains(string(card), "| "+kind+" | "+digits+" |") {
			t.Errorf("data/README.md does not have the line | %s | %s |", kind, digits)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	g := ours(b)
	names := []string{"Kabul", "Lashkar Gah", "Xyzzy", "Saturday", "Ministry", "New York"}
	var buf [64]Ref
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		g.Lookup(names[i%len(names)], buf[:0])
	}
}

func BenchmarkLongest(b *testing.B) {
	g := ours(b)
	words := []string{"Lashkar", "Gah", "on", "Saturday", "the", "minister"}
	var buf [64]Ref
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		g.Longest(words[i%3:], buf[:0])
	}
}

func BenchmarkLocate(b *testing.B) {
	g := ours(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		g.Locate(float64(i%120-50), float64(i%300-150))
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Open(embedded); err != nil {
			b.Fatal(err)
		}
	}
}
