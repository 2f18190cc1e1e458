package exchange

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"parley"
)

func all(rows []Row) iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		for i := range rows {
			if !yield(&rows[i], nil) {
				return
			}
		}
	}
}

var meta = Meta{
	Name: "Hill Talks", Title: "Talks: \"hills\"", Abstract: "What outlets told.", Filters: map[string]string{"since": "2023-07-01", "country": "AFG"},
	Snapshot: "r17", AsOf: time.Date(2023, 7, 25, 8, 0, 0, 0, time.UTC), Licence: Licence{Name: "CC-BY-4.0", Path: "https://creativecommons.org/licenses/by/4.0/"},
	Contact: "data@example.org", Gaps: []string{"nothing before July"}, Options: Options{Version: "0.4.0"},
}

func unpacked(t *testing.T, format string) (map[string]string, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := WritePackage(&b, format, all(rows()), meta); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name] = string(text); !f.Modified.Equal(meta.AsOf) {
			t.Errorf("%s: of %v", f.Name, f.Modified)
		}
	}
	return out, b.Bytes()
}

func TestPackage(t *testing.T) {
	for _, f := range Formats() {
		if !f.CanWrite {
			continue
		}
		got, raw := unpacked(t, f.Name)
		data := "data/hill-talks" + f.Ext
		if len(got) != 4 || got[data] == "" || got["README.md"] == "" || got["CITATION.cff"] == "" {
			t.Fatalf("%s: %d files", f.Name, len(got))
		}
		if got[data] != write(t, f.Name, Options{Now: meta.AsOf}, rows()...) {
			t.Errorf("%s: the data differ from those written alone", f.Name)
		}
		if _, again := unpacked(t, f.Name); !bytes.Equal(raw, again) {
			t.Errorf("%s: other bytes the second time", f.Name)
		}
		var d dataPackage
		if err := json.Unmarshal([]byte(got["datapackage.json"]), &d); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256([]byte(got[data]))
		r := d.Resources[0]
		if r.Path != data || r.Bytes != len(got[data]) || r.Hash != "sha256:"+hex.EncodeToString(sum[:]) {
			t.Errorf("%s: %+v", f.Name, r)
		}
		if d.Parley.Filters["country"] != "AFG" || d.Parley.AsOf != "2023-07-25T08:00:00Z" || d.Version != "r17" || d.Parley.Software != "parley 0.4.0" ||
			!slices.Contains(d.Parley.Gaps, "nothing before July") || d.Licences[0].Name != "CC-BY-4.0" {
			t.Errorf("%s: %+v", f.Name, d)
		}
		if r.Schema != nil && r.Dialect != nil && r.Dialect.Header {
			head, _, _ := strings.Cut(got[data], "\n")
			if names := strings.Split(head, r.Dialect.Delimiter); len(names) != len(r.Schema.Fields) || names[0] != r.Schema.Fields[0].Name {
				t.Errorf("%s: the schema has %d fields, the file %d", f.Name, len(r.Schema.Fields), len(names))
			}
		}
	}
}

func TestPackageTellsWhatItIs(t *testing.T) {
	got, _ := unpacked(t, "icews")
	for file, parts := range map[string][]string{
		"README.md":    {"# Talks: \"hills\"", "What outlets told.", "data/hill-talks.tab`, 12 events", "country: AFG", "3: denied, hypothetical or past", "1: retracted", "nothing before July"},
		"CITATION.cff": {"cff-version: 1.2.0", `title: "Talks: \"hills\""`, "date-released: 2023-07-25", `license: "CC-BY-4.0"`, `- name: "Parley"`},
	} {
		for _, s := range parts {
			if !strings.Contains(got[file], s) {
				t.Errorf("%s: no %q in\n%s", file, s, got[file])
			}
		}
	}
}

func TestPackageErrors(t *testing.T) {
	if err := WritePackage(io.Discard, "icews", all(nil), Meta{}); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("without a day: %v", err)
	}
	if err := WritePackage(io.Discard, "excel", all(nil), meta); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("unknown format: %v", err)
	}
	broken := func(yield func(*Row, error) bool) { yield(nil, parley.ErrNotFound) }
	if err := WritePackage(io.Discard, "csv", broken, meta); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("bad rows: %v", err)
	}
	if err := WritePackage(full{}, "csv", all(rows()), meta); !errors.Is(err, errFull) {
		t.Errorf("a full disk: %v", err)
	}
}

var errFull = errors.New("disk full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// A full disk is told by every format, by Close at the latest.
func TestFullDisk(t *testing.T) {
	for _, f := range Formats() {
		if !f.CanWrite {
			continue
		}
		w, err := NewWriter(f.Name, full{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows() {
			r.Event.Recipients = r.Event.Actors
			if err = w.Write(&r); err != nil {
				break
			}
			_ = i
		}
		if err = errors.Join(err, w.Close()); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func TestParquetReadsBack(t *testing.T) {
	file := write(t, "parquet", Options{}, rows()...)
	if file != write(t, "parquet", Options{}, rows()...) {
		t.Error("other bytes the second time")
	}
	got, err := parquet.Read[flat](strings.NewReader(file), int64(len(file)))
	if err != nil || len(got) != len(rows()) {
		t.Fatal(len(got), err)
	}
	table := csvRows(t, write(t, "csv", Options{}, rows()...))
	for i := range got { // the same cells as in the table of text
		for k, c := range columns {
			if cell := c.cell(&got[i]); cell != table[i+1][k] {
				t.Errorf("%s %s: %q, in csv %q", got[i].EventID, c.name, cell, table[i+1][k])
			}
		}
	}
	f, err := parquet.OpenFile(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, field := range f.Schema().Fields() {
		names = append(names, field.Name())
	}
	var want []string
	for _, c := range columns {
		want = append(want, c.name)
	}
	if !slices.Equal(names, want) {
		t.Errorf("columns %q", names)
	}
	for name, kind := range map[string]string{"event_date": "DATE", "published_at": "TIMESTAMP(isAdjustedToUTC=true,unit=MILLIS)", "cameo_code": "STRING", "latitude": "DOUBLE"} {
		leaf, ok := f.Schema().Lookup(name)
		if !ok || leaf.Node.Type().String() != kind {
			t.Errorf("%s: %v, want %s", name, leaf.Node.Type(), kind)
		}
	}
}

func csvRows(t *testing.T, file string) [][]string {
	t.Helper()
	out, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestGeoJSON(t *testing.T) {
	type collection struct {
		Type     string
		Features []struct {
			ID       string
			BBox     []float64
			Geometry *struct {
				Type        string
				Coordinates []float64
			}
			Properties map[string]any
		}
	}
	for _, centroids := range []bool{false, true} {
		var got collection
		if err := json.Unmarshal([]byte(write(t, "geojson", Options{Centroids: centroids}, rows()...)), &got); err != nil {
			t.Fatal(err)
		}
		if got.Type != "FeatureCollection" || len(got.Features) != len(rows()) {
			t.Fatalf("%s, %d features", got.Type, len(got.Features))
		}
		for _, f := range got.Features {
			switch f.ID {
			case "call": // longitude first
				if f.Geometry == nil || f.Geometry.Coordinates[0] != 69.17233 || f.Properties["confidence"] != 0.75 || f.Properties["cameo_code"] != "026" {
					t.Errorf("%+v", f)
				}
			case "visit": // Gabon
				if centroids != (f.Geometry != nil) {
					t.Errorf("centroids %v: %+v", centroids, f)
				}
				if b := f.BBox; !centroids && (len(b) != 4 || b[0] > 10 || b[2] < 14 || b[1] > -3 || b[3] < 2 || b[0] < 7 || b[2] > 16) {
					t.Errorf("bounds of Gabon: %v", b)
				}
			case "halt":
				if f.Geometry != nil || f.BBox != nil {
					t.Errorf("nowhere: %+v", f)
				}
			}
		}
	}
	var empty collection
	if err := json.Unmarshal([]byte(write(t, "geojson", Options{})), &empty); err != nil || len(empty.Features) != 0 {
		t.Errorf("without rows: %v", err)
	}
}

func TestHXL(t *testing.T) {
	got := csvRows(t, write(t, "hxl", Options{}, rows()...))
	at := map[string]int{}
	for i, tag := range got[1] {
		if !strings.HasPrefix(tag, "#") || strings.ContainsAny(tag, " ") {
			t.Errorf("hashtag %q", tag)
		}
		if _, twice := at[tag]; twice {
			t.Errorf("two columns %s", tag)
		}
		at[tag] = i
	}
	for tag, want := range map[string]string{
		"#event+code": "call", "#date+occurred": "2023-07-17", "#date+occurred+end": "2023-07-22", "#date+year": "2023", "#country+name": "Afghanistan",
		"#country+code+iso3": "AFG", "#adm1+name": "Kabul", "#geo+lat": "34.52813", "#group+name+first": "Afghan Taliban", "#status+review": "machine",
		"#meta+url": "https://example.org/call", "#affected+killed": "", "#event+type+sub": "meet",
	} {
		i, ok := at[tag]
		if !ok || got[2][i] != want {
			t.Errorf("%s: %v %q, want %q", tag, ok, got[2][i], want)
		}
	}
}

func TestGraph(t *testing.T) {
	a, b, back := call(), call(), call()
	b.Event.ID, b.Event.Date = "later", parley.Dates{Value: "2023-08-01", Precision: "day"}
	back.Event.ID = "back"
	back.Event.Actors, back.Event.Recipients = back.Event.Recipients, back.Event.Actors
	back.Event.Actors[0].Name = "<Pakistan & co>"
	got := csvRows(t, write(t, "edges", Options{}, a, b, back))
	if len(got) != 3 || strings.Join(got[1], "|") != "Afghan Taliban|Government (Pakistan)|2|2023-07-22|2023-08-01" || got[2][2] != "1" {
		t.Errorf("%q", got)
	}
	var g struct {
		Graph struct {
			Default string `xml:"edgedefault,attr"`
			Nodes   []struct {
				ID string `xml:"id,attr"`
			} `xml:"node"`
			Edges []struct {
				Source string `xml:"source,attr"`
				Data   []struct {
					Key   string `xml:"key,attr"`
					Value string `xml:",chardata"`
				} `xml:"data"`
			} `xml:"edge"`
		} `xml:"graph"`
	}
	back.Event.Actors[0].ID = "x"
	if err := xml.Unmarshal([]byte(write(t, "graphml", Options{}, a, b, back)), &g); err != nil {
		t.Fatal(err)
	}
	if g.Graph.Default != "directed" || len(g.Graph.Nodes) != 3 || len(g.Graph.Edges) != 2 {
		t.Fatalf("%+v", g)
	}
	for _, d := range g.Graph.Edges[0].Data {
		if want := map[string]string{"weight": "2", "q3": "2", "q1": "0"}[d.Key]; want != "" && d.Value != want {
			t.Errorf("%s: %s, want %s", d.Key, d.Value, want)
		}
	}
}
