package exchange

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/lexicon"
)

var update = flag.Bool("update", false, "write the golden files anew")

// write gives the bytes of a format.
func write(t testing.TB, format string, opt Options, rows ...Row) string {
	t.Helper()
	if opt.Now.IsZero() {
		opt.Now = date(2023, 7, 25)
	}
	opt.Version = "0.4.0"
	var b bytes.Buffer
	w, err := NewWriter(format, &b, opt)
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		if err := w.Write(&rows[i]); err != nil {
			t.Fatalf("%s: %s: %v", format, rows[i].Event.ID, err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// read gives the rows and the errors of a file.
func read(t testing.TB, format, file string, opt ReadOptions) (rows []Row, errs []string) {
	t.Helper()
	for r, err := range Read(format, strings.NewReader(file), "f", opt) {
		var bad *RowError
		switch {
		case err == nil:
			rows = append(rows, r)
		case errors.As(err, &bad):
			if !errors.Is(err, parley.ErrInvalid) {
				t.Errorf("%v does not wrap ErrInvalid", err)
			}
			errs = append(errs, err.Error())
		default:
			errs = append(errs, "end: "+err.Error())
		}
	}
	return rows, errs
}

func TestGoldenFiles(t *testing.T) {
	for _, f := range Formats() {
		if !f.CanWrite || f.Name == "parquet" {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			got := write(t, f.Name, Options{}, rows()...)
			file := filepath.Join("testdata", f.Name+f.Ext)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs (see the difference with -update):\n%s", file, got)
			}
		})
	}
}

func TestEveryFormatIsDescribed(t *testing.T) {
	for _, f := range forms() {
		if f.Name == "" || f.Doc == "" || !strings.HasPrefix(f.Ext, ".") || len(f.Losses) == 0 && f.CanWrite {
			t.Errorf("%+v", f.Format)
		}
		if f.CanWrite != (f.write != nil) || f.CanRead != (f.read != nil) {
			t.Errorf("%s: what it can does not fit its functions", f.Name)
		}
	}
	_, err := NewWriter("excel", nil, Options{})
	if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), "gdelt2") {
		t.Errorf("unknown format: %v", err)
	}
	_, errs := read(t, "excel", "", ReadOptions{})
	if len(errs) != 1 || !strings.Contains(errs[0], "icews") {
		t.Errorf("unknown format: %v", errs)
	}
}

// cells gives the rows of a tab-separated file.
func cells(file string, header bool) [][]string {
	var out [][]string
	for line := range strings.Lines(file) {
		out = append(out, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	if header {
		out = out[1:]
	}
	return out
}

// The widths of the formats, over all rows and with everything written.
func TestWidths(t *testing.T) {
	for format, width := range map[string]int{"gdelt2": 61, "gdelt2-mentions": 16, "icews": 20, "polecat": 40, "phoenix": 26, "petrarch2": 8, "tsv": 68} {
		for _, row := range cells(write(t, format, Options{IncludeNonfactual: true}, rows()...), false) {
			if len(row) != width {
				t.Errorf("%s: %d columns, want %d: %q", format, len(row), width, row)
			}
		}
	}
}

func TestGoldenRow(t *testing.T) {
	g := cells(write(t, "gdelt2", Options{}, call()), false)[0]
	for column, want := range map[int]string{
		2: "20230722", 3: "202307", 4: "2023", 6: "AFGGOV", 7: "AFGHAN TALIBAN", 9: "TAL", 16: "PAKGOV", 26: "1", 27: "026", 28: "026",
		29: "02", 30: "1", 31: "4.0", 32: "3", 33: "1", 34: "3", 35: "", 52: "4", 54: "AF", 60: "20230722103000", 61: "https://example.org/call",
	} {
		if g[column-1] != want {
			t.Errorf("gdelt2 column %d: %q, want %q", column, g[column-1], want)
		}
	}
	if g := cells(write(t, "gdelt2", Options{RawSources: true}, call()), false)[0]; g[32] != "3" {
		t.Errorf("raw sources: %s, want 3", g[32])
	}
	i := cells(write(t, "icews", Options{}, call()), true)[0]
	want := []string{"2023-07-22", "Afghan Taliban", "Government", "Afghanistan", "Appeal to others to meet or negotiate", "026", "4.0",
		"Government (Pakistan)", "Government", "Pakistan"}
	if got := i[1:11]; !slices.Equal(got, want) || i[12] != "1" {
		t.Errorf("icews: %q", i)
	}
}

func mustWords(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	lex, err := actors()
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

func lexiconData() (lexicon.Data, error) { return lexicon.Embedded() }
