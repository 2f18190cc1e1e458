package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/zstd"

	"parley"
)

// all reads everything: the texts and the errors, as they print.
func all(t *testing.T, r io.Reader, cfg Config) (docs []parley.Document, errs []string) {
	t.Helper()
	for doc, err := range Read(t.Context(), r, "in", cfg) {
		if err != nil {
			errs = append(errs, err.Error())
			var own *Error
			if !errors.As(err, &own) || doc != (parley.Document{}) {
				t.Errorf("%v comes as %T with document %+v", err, err, doc)
			}
			continue
		}
		docs = append(docs, doc)
	}
	return docs, errs
}

// one reads the only document of an input.
func one(t *testing.T, data string, cfg Config) parley.Document {
	t.Helper()
	docs, errs := all(t, strings.NewReader(data), cfg)
	if len(docs) != 1 || len(errs) != 0 {
		t.Fatalf("%.60q gives %d documents, errors %q", data, len(docs), errs)
	}
	return docs[0]
}

func packed(t *testing.T, data string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstdOf(t *testing.T, data string) string {
	t.Helper()
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(z.EncodeAll([]byte(data), nil))
}

// utf16 encodes ASCII text.
func utf16(s string, big bool) string {
	var b strings.Builder
	for i := range len(s) {
		if big {
			b.WriteString("\x00" + s[i:i+1])
		} else {
			b.WriteString(s[i:i+1] + "\x00")
		}
	}
	return b.String()
}

func TestTextIsDecoded(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"plain", "The army left.\n", "The army left.\n"},
		{"mark of UTF-8", "\xef\xbb\xbfThe army left.", "The army left."},
		{"line ends of Windows and old Macs", "One.\r\nTwo.\rThree.", "One.\nTwo.\nThree."},
		{"Windows-1252", "Jos\xe9 said \x93no\x94 \x97 twice.", "José said “no” — twice."},
		{"broken UTF-8", "José said ‘no’.\xff", "José said ‘no’.\uFFFD"},
		{"little-endian with mark", "\xff\xfe" + utf16("The army left.", false), "The army left."},
		{"big-endian with mark", "\xfe\xff" + utf16("The army left.", true), "The army left."},
		{"little-endian without mark", utf16("The army left the town.", false), "The army left the town."},
		{"big-endian without mark", utf16("The army left the town.", true), "The army left the town."},
		{"gzip", packed(t, "The army left."), "The army left."},
		{"zstd", zstdOf(t, "The army left."), "The army left."},
		{"zstd in two frames", zstdOf(t, "The army ") + zstdOf(t, "left."), "The army left."},
		{"zstd behind a frame to be skipped", "\x50\x2a\x4d\x18\x03\x00\x00\x00abc" + zstdOf(t, "The army left."), "The army left."},
		{"gzip in two members", packed(t, "The army ") + packed(t, "left."), "The army left."},
		{"gzip of UTF-16", packed(t, "\xff\xfe"+utf16("The army left.", false)), "The army left."},
		{"combining marks stay", "Jose\u0301.", "Jose\u0301."},
		{"brackets that are no mark-up", "<3 percent> of it.", "<3 percent> of it."},
		{"braces that are no JSON", "{{x}} is a template.", "{{x}} is a template."},
		{"escape codes lose their escape", "\x1b[1mThe army left.\x1b[0m and came back to town", " [1mThe army left. [0m and came back to town"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := one(t, c.data, Config{}).Text; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			docs, errs := all(t, iotest.OneByteReader(strings.NewReader(c.data)), Config{})
			if len(errs) > 0 || len(docs) != 1 || docs[0].Text != c.want {
				t.Errorf("byte by byte: %+v, errors %q", docs, errs)
			}
		})
	}
}

func TestTextDocument(t *testing.T) {
	day := time.Date(2024, 3, 6, 0, 0, 0, 0, time.UTC)
	text := "Rebels accept talks\n\nThe rebels said on Monday that they would come."
	doc := one(t, text, Config{Published: day})
	want := parley.Document{ID: doc.ID, Text: text, Title: "Rebels accept talks", Published: day, Source: "in"}
	if doc != want {
		t.Errorf("got %+v, want %+v", doc, want)
	}
	again := one(t, text, Config{})
	if len(doc.ID) != 16 || again.ID != doc.ID {
		t.Errorf("ids %q and %q, want one of 16 digits", doc.ID, again.ID)
	}
	if other := one(t, text+" ", Config{}); other.ID == doc.ID {
		t.Error("another text has the same id")
	}
}

func TestTitles(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Truce holds\n\nThe truce held.", "Truce holds"},
		{"\n\n  Will it hold?  \r\n\r\nNobody knows.", "Will it hold?"},
		{"Truce holds\nThe truce held for a second day on Friday, monitors said.", "Truce holds"},
		{"The truce held.\n\nNobody knows why.", ""},
		{"The envoy said that both governments had agreed to\nsend negotiators.", ""},
		{"Only a title", ""},
		{"---\n\nText.", ""},
		{strings.Repeat("long ", 60) + "\n\nText.", ""},
	} {
		if got := one(t, c.text, Config{}).Title; got != c.want {
			t.Errorf("%q has title %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWhatIsNoTextIsRefusedByName(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"nothing", "", "in: the file is empty"},
		{"white space", " \n\r\n\t", "in: the file is empty"},
		{"only a mark", "\xef\xbb\xbf", "in: the file is empty"},
		{"empty gzip", packed(t, ""), "in: the file is empty"},
		{"PDF", "%PDF-1.7\n%\xe2\xe3", "in: not text: this seems to be a PDF file"},
		{"ZIP", "PK\x03\x04\x14\x00", "in: not text: this seems to be a ZIP archive or an office document"},
		{"PNG", "\x89PNG\r\n\x1a\n\x00", "in: not text: this seems to be a PNG image"},
		{"JPEG", "\xff\xd8\xff\xe0\x00\x10JFIF", "in: not text: this seems to be a JPEG image"},
		{"WebP", "RIFF\x10\x00\x00\x00WEBPVP8 ", "in: not text: this seems to be a WebP image"},
		{"RTF", `{\rtf1 hello}`, "in: not text: this seems to be an RTF document"},
		{"zstd in gzip", packed(t, zstdOf(t, "x")), "in: not text: this seems to be zstd data inside gzip data"},
		{"gzip in zstd", zstdOf(t, packed(t, "x")), "in: not text: this seems to be gzip data inside zstd data"},
		{"cut zstd", zstdOf(t, strings.Repeat("The army left. ", 900))[:20], "in: damaged zstd data: unexpected EOF"},
		{"gzip twice", packed(t, packed(t, "x")), "in: not text: this seems to be gzip data inside gzip data"},
		{"PNG in gzip", packed(t, "\x89PNG\r\n\x1a\n"), "in: not text: this seems to be a PNG image"},
		{"zeros", strings.Repeat("\x00", 5000), "in: not text: this seems to be binary data"},
		{"controls", strings.Repeat("ab\x01\x02", 50), "in: not text: this seems to be binary data"},
		{"damaged gzip header", "\x1f\x8b\x08", "in: damaged gzip data: unexpected EOF"},
		{"cut gzip", packed(t, strings.Repeat("The army left. ", 900))[:40], "in: damaged gzip data: unexpected EOF"},
		{"JSON array", "[\n {\"text\": \"x\"}]", "in: a JSON array; give JSON Lines, one object a line"},
		{"feed", `<?xml version="1.0"?><rss version="2.0"><channel><item><title>x</title></item></channel></rss>`, "in: a news feed (RSS or Atom); give its pages or texts"},
		{"broken feed", `<?xml version="1.0"?><rss version="2.0"><channel>`, "in: a news feed that cannot be read: broken XML at line 1: unexpected EOF"},
		{"XML", `<?xml version="1.0"?><doc>x</doc>`, "in: an XML file that is no HTML page"},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs, errs := all(t, strings.NewReader(c.data), Config{})
			if len(docs) != 0 || len(errs) != 1 || errs[0] != c.want {
				t.Errorf("got %d documents and %q, want %q", len(docs), errs, c.want)
			}
		})
	}
}

func TestUnknownFormatIsAnError(t *testing.T) {
	if _, errs := all(t, strings.NewReader("x"), Config{Format: "pdf"}); len(errs) != 1 || errs[0] != `in: unknown format "pdf"` {
		t.Errorf("got %q", errs)
	}
}

// pattern is an endless input.
type pattern struct{ unit string }

func (p pattern) Read(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		n += copy(b[n:], p.unit)
	}
	return n, nil
}

// held runs f and returns how many bytes more than before were held from the
// system during it.
func held(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.HeapSys - min(before.HeapSys, after.HeapSys)
}

func TestOneDocumentOf200MBIsRefusedInBoundedMemory(t *testing.T) {
	for _, unit := range []string{"word ", "<p>word "} {
		grown := held(func() {
			_, errs := all(t, io.LimitReader(pattern{unit}, 200<<20), Config{})
			if want := "in: one document of more than 4 MiB; split it, or give many as JSON Lines"; len(errs) != 1 || errs[0] != want {
				t.Errorf("got %q, want %q", errs, want)
			}
		})
		if grown > 128<<20 {
			t.Errorf("%q: the heap grew by %d MiB", unit, grown>>20)
		}
	}
}

func TestGzipBombIsRefusedInBoundedMemory(t *testing.T) {
	bomb := func(start, unit string, mebibytes int) string { // gzip files may be strung together
		return packed(t, start) + strings.Repeat(packed(t, strings.Repeat(unit, 1<<20)), mebibytes)
	}
	for _, c := range []struct{ name, data, want string }{
		{"text", bomb("", "a", 40), "in: one document of more than 4 MiB; split it, or give many as JSON Lines"},
		{"a line of JSON", bomb(`{"text":"`, "a", 40), "in:1: compressed data that expands more than 250 times, as a gzip bomb does"},
		{"blank lines", bomb(`{"text":"x"}`, "\n", 40), "compressed data that expands more than 250 times, as a gzip bomb does"},
		{"zeros", bomb("", "\x00", 40), "in: not text: this seems to be binary data"},
	} {
		grown := held(func() {
			_, errs := all(t, strings.NewReader(c.data), Config{})
			if len(errs) != 1 || !strings.HasSuffix(errs[0], c.want) {
				t.Errorf("%s: got %q, want %q", c.name, errs, c.want)
			}
		})
		if grown > 192<<20 { // a line may have 32 MiB, and grows in steps
			t.Errorf("%s: the heap grew by %d MiB", c.name, grown>>20)
		}
	}
	_, errs := all(t, strings.NewReader(zstdOf(t, `{"text":"`+strings.Repeat("a", 40<<20))), Config{})
	if want := "in:1: compressed data that expands more than 250 times, as a zstd bomb does"; len(errs) != 1 || errs[0] != want {
		t.Errorf("got %q, want %q", errs, want)
	}
	_, errs = all(t, strings.NewReader(packed(t, strings.Repeat("The army left. ", 900))), Config{MaxExpanded: 5000})
	if len(errs) != 1 || errs[0] != "in: compressed data that expands to more than 4 KiB" {
		t.Errorf("got %q", errs)
	}
}

func TestErrorsWrapTheirCause(t *testing.T) {
	cause := func(data string) (err error) {
		for _, err = range Read(t.Context(), strings.NewReader(data), "in", Config{}) {
			break
		}
		return err
	}
	if err := cause(""); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("%v is not ErrInvalid", err)
	}
	french := `{"text": "Oui.", "lang": "fr"}`
	if err := cause(french); !errors.Is(err, ErrLanguage) || errors.Is(err, parley.ErrInvalid) {
		t.Errorf("%v is not only ErrLanguage", err)
	}
	_, open := os.Open("no-such-file")
	for _, err := range Read(t.Context(), failing{open}, "no-such-file", Config{}) {
		if !errors.Is(err, os.ErrNotExist) || !strings.HasPrefix(err.Error(), "no-such-file: ") || strings.Count(err.Error(), "no-such-file") != 1 {
			t.Errorf("got %q", err)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestTheEndOfTheContextEndsReading(t *testing.T) {
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	for _, err := range Read(ctx, pattern{"{\"text\": \"The army left.\"}\n"}, "in", Config{}) {
		if n++; n == 10 {
			cancel()
		}
		if err != nil {
			if n < 10 || !errors.Is(err, context.Canceled) || !strings.HasSuffix(err.Error(), ": stopped: context canceled") {
				t.Errorf("record %d: %v", n, err)
			}
		}
	}
	cancel()
	if now := runtime.NumGoroutine(); now > before {
		t.Errorf("%d goroutines, %d before", now, before)
	}
}

func TestTheReaderMayStopEarly(t *testing.T) {
	for range Read(t.Context(), pattern{"{\"text\": \"The army left.\"}\n"}, "in", Config{}) {
		return
	}
}

func TestRecordsOfASlowPipeComeAtOnce(t *testing.T) {
	r, w := io.Pipe()
	defer r.Close()
	next, stop := iter.Pull2(Read(t.Context(), r, "in", Config{}))
	defer stop()
	for _, text := range []string{"One.", "Two."} {
		go io.WriteString(w, `{"text":"`+text+"\"}\n")
		doc, err, ok := next()
		if err != nil || !ok || doc.Text != text {
			t.Fatalf("got %+v, %v, want %s", doc, err, text)
		}
	}
	w.Close()
	if doc, err, ok := next(); ok {
		t.Errorf("got %+v, %v at the end", doc, err)
	}
}
