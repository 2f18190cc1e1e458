package source

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"parley"
)

// record writes a record of a web archive.
func warcRecord(kind, contentType, uri, block string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, uri, contentType, len(block), block)
}

// response writes a record of an answer of HTTP with the given further header lines.
func response(uri, header, body string) string {
	return warcRecord("response", "application/http; msgtype=response", uri, "HTTP/1.1 200 OK\r\n"+header+"\r\n"+body)
}

const paragraph = "<p>The two armies met at the river on the morning of the feast and agreed to leave the bridge to the farmers, the mayor of the town said.</p>"

var article3 = "<html><head><title>Armies meet</title></head><body><article>" + strings.Repeat(paragraph, 3) + "</article></body></html>"

const plainNews = "Armies meet\n\nThe two armies met at the river and agreed to leave the bridge to the farmers, the mayor of the town said on Monday.\n"

func chunked(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		n := min(len(s), 100)
		fmt.Fprintf(&b, "%x\r\n%s\r\n", n, s[:n])
		s = s[n:]
	}
	return b.String() + "0\r\n\r\n"
}

func zlibbed(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func brotlied(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := brotli.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func TestWebArchive(t *testing.T) {
	courier, err := os.ReadFile("testdata/pages/courier.html")
	if err != nil {
		t.Fatal(err)
	}
	const html = "Content-Type: text/html; charset=utf-8\r\n"
	records := []string{
		warcRecord("warcinfo", "application/warc-fields", "", "software: x\r\n"),
		warcRecord("request", "application/http; msgtype=request", "https://c.example/1", "GET / HTTP/1.1\r\n\r\n"),
		response("https://c.example/1?a=b", html, string(courier)),
		warcRecord("response", "application/http; msgtype=response", "https://c.example/x", "HTTP/1.1 404 Not Found\r\n"+html+"\r\n"+article3),
		response("https://c.example/i.png", "Content-Type: image/png\r\n", "\x89PNG\r\n\x1a\n\x00\x00"),
		response("<https://c.example/2>", html+"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunked(packed(t, article3))),
		response("https://c.example/3", html+"Content-Encoding: br\r\n", brotlied(t, article3)),
		response("https://c.example/4", html+"Content-Encoding: deflate\r\n", zlibbed(t, article3)),
		response("https://c.example/5", html+"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", article3), // undone already
		warcRecord("conversion", "text/plain", "https://c.example/6", plainNews),
		warcRecord("resource", "text/html", "file:///x.html", article3),
		response("https://c.example/8", "", article3),
		response("https://c.example/9", "Content-Type: text/html; charset=iso-8859-1\r\n", strings.ReplaceAll(article3, "mayor", "Jos\xe9")),
		warcRecord("revisit", "application/http; msgtype=response", "https://c.example/1", "HTTP/1.1 200 OK\r\n\r\n"),
		warcRecord("metadata", "application/warc-fields", "", "a: b\r\n"),
		warcRecord("response", "text/dns", "dns:c.example", "20240306120000\nc.example. 1 IN A 1.2.3.4\n"),
	}
	archive := strings.Join(records, "")
	want := []struct{ url, source, published string }{
		{"https://c.example/1?a=b", "in:record 3", "2024-03-06"}, {"https://c.example/2", "in:record 6", ""}, {"https://c.example/3", "in:record 7", ""},
		{"https://c.example/4", "in:record 8", ""}, {"https://c.example/5", "in:record 9", ""}, {"https://c.example/6", "in:record 10", ""},
		{"", "in:record 11", ""}, {"https://c.example/8", "in:record 12", ""}, {"https://c.example/9", "in:record 13", ""},
	}
	members, frames := "", ""
	for _, r := range records {
		members += packed(t, r)
		frames += zstdOf(t, r)
	}
	for name, data := range map[string]string{
		"plain": archive, "gzip": packed(t, archive), "a gzip member a record": members, "a zstd frame a record": frames,
		"old line ends": strings.ReplaceAll(archive, "\r\n\r\nWARC/1.1\r\n", "\n\nWARC/1.0\n"),
	} {
		docs, errs := all(t, strings.NewReader(data), Config{})
		if len(errs) != 0 || len(docs) != len(want) {
			t.Fatalf("%s: %d documents, errors %q", name, len(docs), errs)
		}
		for i, w := range want {
			d := docs[i]
			published := ""
			if !d.Published.IsZero() {
				published = d.Published.Format("2006-01-02")
			}
			if d.URL != w.url || d.Source != w.source || published != w.published || d.ID == "" || i > 0 && d.Title != "Armies meet" {
				t.Errorf("%s: document %d: %+v", name, i, d)
			}
			if i > 0 && !strings.Contains(d.Text, "armies met at the river") {
				t.Errorf("%s: document %d: %q", name, i, d.Text)
			}
		}
		if !strings.Contains(docs[8].Text, "the José of the town") {
			t.Errorf("%s: %q", name, docs[8].Text)
		}
	}
}

func TestBadRecordsOfAWebArchiveAreToldAndPassedOver(t *testing.T) {
	const html = "Content-Type: text/html\r\n"
	good := warcRecord("conversion", "text/plain", "https://c.example/ok", plainNews)
	for _, c := range []struct{ name, bad, want string }{
		{"no record", "hello\r\nyou\r\n\r\n", `it begins with "hello" instead of WARC/1.0 or WARC/1.1; what follows is searched for the next record`},
		{"version", "WARC/7.0\r\nContent-Length: 0\r\n\r\n\r\n", `it begins with "WARC/7.0" instead of WARC/1.0 or WARC/1.1; what follows is searched for the next record`},
		{"no length", "WARC/1.0\r\nWARC-Type: response\r\n\r\nxx\r\n\r\n", `its header gives no sensible length: ""`},
		{"bad length", "WARC/1.0\r\nContent-Length: -5\r\n\r\n\r\n", `its header gives no sensible length: "-5"`},
		{"field", "WARC/1.0\r\nwhat is this\r\n\r\n\r\n", `its header is broken: "what is this" is no field`},
		{"long header", "WARC/1.0\r\n" + strings.Repeat("a: "+strings.Repeat("x", 1000)+"\r\n", 80) + "\r\n\r\n", "its header is broken: it is too long"},
		{"no HTTP", warcRecord("response", "application/http", "https://c.example/1", "<html>"), `its answer begins with "<html>" instead of HTTP/`},
		{"HTTP header", warcRecord("response", "application/http", "https://c.example/1", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"), "its HTTP header is broken: it is not complete"},
		{"gzip", response("https://c.example/1", html+"Content-Encoding: gzip\r\n", packed(t, article3)[:100]), `its body, compressed as "gzip", is damaged: unexpected EOF`},
		{"chunks", response("https://c.example/1", html+"Transfer-Encoding: chunked\r\n", chunked(article3)[:150]), "the chunks of its body are damaged: unexpected EOF"},
		{"bomb", response("https://c.example/1", html+"Content-Encoding: gzip\r\n", packed(t, strings.Repeat("a", 8<<20))), "a page of more than 4 MiB"},
		{"large", response("https://c.example/1", html, strings.Repeat("<p>word", 1<<20)), "a page of more than 4 MiB"},
		{"large text", warcRecord("conversion", "text/plain", "https://c.example/1", strings.Repeat("word ", 1<<20)), "a page of more than 4 MiB"},
		{"no article", response("https://c.example/1", html, "<html><body></body></html>"), "no article found in the HTML page"},
		{"French", warcRecord("conversion", "text/plain", "https://c.example/1", strings.Repeat("Les rebelles ont déclaré lundi qu'ils enverraient des délégués. ", 20)), "not in English but in French"},
	} {
		first := warcRecord("warcinfo", "application/warc-fields", "", "x: y\r\n")
		docs, errs := all(t, strings.NewReader(first+c.bad+good+good), Config{})
		if len(docs) != 2 || docs[1].URL != "https://c.example/ok" {
			t.Errorf("%s: %d documents, errors %q", c.name, len(docs), errs)
		}
		at := fmt.Sprintf("in:record 2 (offset %d): ", len(first))
		if len(errs) != 1 || !strings.HasPrefix(errs[0], at+c.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", c.name, errs, at+c.want)
		}
	}
}

func TestDamagedCompressionCostsARecordOrTwo(t *testing.T) {
	for name, pack := range map[string]func(*testing.T, string) string{"gzip": packed, "zstd": zstdOf} {
		data := ""
		for i := range 6 {
			part := pack(t, warcRecord("conversion", "text/plain", fmt.Sprintf("https://c.example/%d", i), strings.Replace(plainNews, "armies", fmt.Sprintf("armies (%d)", i), 1)))
			switch i {
			case 1: // bits fall over
				part = part[:60] + "\xff\xff\xff\xff" + part[64:]
			case 3: // cut
				part = part[:len(part)/2]
			}
			data += part
		}
		docs, errs := all(t, strings.NewReader(data), Config{})
		var urls []string
		for _, d := range docs {
			urls = append(urls, strings.TrimPrefix(d.URL, "https://c.example/"))
		}
		for _, must := range []string{"0", "2", "5"} {
			if !slices.Contains(urls, must) {
				t.Errorf("%s: record %s is missing: %q, errors %q", name, must, urls, errs)
			}
		}
		// What is cut takes some of the next along, before that shows.
		if len(errs) < 2 || len(errs) > 4 || slices.Contains(urls, "1") || slices.Contains(urls, "3") {
			t.Errorf("%s: records %q, errors %q", name, urls, errs)
		}
		if !strings.HasPrefix(errs[0], "in:record 2 (offset ") || !strings.Contains(errs[0], "): damaged "+name+" data: ") {
			t.Errorf("%s: %s", name, errs[0])
		}
	}
}

func TestTheEndOfAWebArchive(t *testing.T) {
	good := warcRecord("conversion", "text/plain", "https://c.example/ok", plainNews)
	for _, c := range []struct{ name, data, want string }{
		{"in a block", good + good[:len(good)-30], fmt.Sprintf("in:record 2 (offset %d): the archive ends in the middle of it; 26 bytes are missing", len(good))},
		{"in a header", good + good[:30], fmt.Sprintf("in:record 2 (offset %d): its header is broken: it is not complete", len(good))},
		{"in compressed data", packed(t, good) + packed(t, good)[:100], fmt.Sprintf("in:record 2 (offset %d): damaged gzip data: unexpected EOF", len(good))},
		{"in compressed data of a frame", zstdOf(t, good) + zstdOf(t, good)[:100], fmt.Sprintf("in:record 2 (offset %d): damaged zstd data: unexpected EOF", len(good))},
	} {
		docs, errs := all(t, strings.NewReader(c.data), Config{})
		if len(docs) != 1 || len(errs) != 1 || errs[0] != c.want {
			t.Errorf("%s: %d documents, got %q, want %q", c.name, len(docs), errs, c.want)
		}
	}
	_, errs := all(t, strings.NewReader(warcRecord("warcinfo", "application/warc-fields", "", "x: y\r\n")), Config{})
	if want := []string{"in: a web archive (WARC) without a page of text; records in it: 1"}; !slices.Equal(errs, want) {
		t.Errorf("got %q, want %q", errs, want)
	}
	if _, errs = all(t, strings.NewReader("The army left."), Config{Format: WARC}); len(errs) != 1 || !strings.Contains(errs[0], `begins with "The army left."`) {
		t.Errorf("got %q", errs)
	}
	if _, errs = all(t, strings.NewReader(good), Config{Format: Text}); len(errs) != 1 || !strings.Contains(errs[0], "a web archive (WARC)") {
		t.Errorf("got %q", errs)
	}
}

func TestALargeWebArchiveIsReadInBoundedMemory(t *testing.T) {
	good := warcRecord("conversion", "text/plain", "https://c.example/ok", plainNews)
	video := fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", 200<<20)
	text := fmt.Sprintf("WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n", 200<<20)
	grown := held(func() {
		docs, errs := all(t, io.MultiReader(
			strings.NewReader(video), io.LimitReader(pattern{"\x00\x01"}, 200<<20-int64(len("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"))),
			strings.NewReader("\r\n\r\n"+text), io.LimitReader(pattern{"word "}, 200<<20), strings.NewReader("\r\n\r\n"+good),
		), Config{})
		if len(docs) != 1 || len(errs) != 1 || !strings.HasSuffix(errs[0], "): a page of more than 4 MiB") {
			t.Errorf("%d documents, errors %q", len(docs), errs)
		}
	})
	if grown > 64<<20 {
		t.Errorf("the heap grew by %d MiB", grown>>20)
	}
}

// TestZstdWithADictionary reads a web archive whose first frame holds the
// dictionary that its others need.
func TestZstdWithADictionary(t *testing.T) {
	good := warcRecord("conversion", "text/plain", "https://c.example/ok", plainNews)
	raw := []byte(strings.Repeat("The two armies met at the river. ", 20))
	z, err := zstd.NewWriter(nil, zstd.WithEncoderDictRaw(0, raw))
	if err != nil {
		t.Fatal(err)
	}
	frame := string(z.EncodeAll([]byte(good), nil))
	for name, dict := range map[string]string{"plain": string(raw), "compressed": zstdOf(t, string(raw))} {
		head := string(binary.LittleEndian.AppendUint32([]byte("\x5d\x2a\x4d\x18"), uint32(len(dict)))) + dict
		docs, errs := all(t, strings.NewReader(head+frame+frame), Config{})
		if len(docs) != 2 || len(errs) != 0 {
			t.Errorf("%s: %d documents, errors %q", name, len(docs), errs)
		}
		if _, errs = all(t, strings.NewReader(head[:len(head)-5]), Config{}); len(errs) != 1 || errs[0] != "in: damaged zstd data: its dictionary is not complete" {
			t.Errorf("%s: cut: %q", name, errs)
		}
	}
	if _, errs := all(t, strings.NewReader("\x5d\x2a\x4d\x18\xff\xff\xff\xff"), Config{}); len(errs) != 1 || !strings.Contains(errs[0], "a dictionary of more than 16 MiB") {
		t.Errorf("got %q", errs)
	}
}

func TestSavedFeeds(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("The rebels said on Monday that they would send five delegates to the talks. ", 12))
	rss := `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Harbour Courier</title><link>https://c.example/</link>
		<item><title>Talks</title><link>https://c.example/1?utm_source=x</link><guid>1</guid><pubDate>Wed, 06 Mar 2024 09:30:00 GMT</pubDate><content:encoded><![CDATA[<p>` + long + `</p>]]></content:encoded></item>
		<item><title>Teaser</title><link>https://c.example/2</link><description>Only this.</description></item></channel></rss>`
	json := `{"version":"https://jsonfeed.org/version/1.1","title":"The Harbour Courier","items":[{"id":"1","url":"https://c.example/1","title":"Talks","content_text":"` + long + `","date_published":"2024-03-06T09:30:00Z"}]}`
	var ids []string
	for name, c := range map[string]struct {
		data string
		errs []string
	}{
		"RSS":           {rss, []string{"in:item 2: the feed has only the first lines of it; give its page or text"}},
		"RSS in gzip":   {packed(t, rss), []string{"in:item 2: the feed has only the first lines of it; give its page or text"}},
		"RSS in UTF-16": {"\xff\xfe" + utf16(rss, false), []string{"in:item 2: the feed has only the first lines of it; give its page or text"}},
		"JSON Feed":     {json, nil},
	} {
		docs, errs := all(t, strings.NewReader(c.data), Config{})
		if len(docs) != 1 || !slices.Equal(errs, c.errs) {
			t.Errorf("%s: %d documents, errors %q", name, len(docs), errs)
			continue
		}
		d := docs[0]
		ids = append(ids, d.ID)
		want := parley.Document{ID: d.ID, Text: long, Title: "Talks", Published: d.Published, URL: "https://c.example/1", Outlet: "The Harbour Courier", Lang: "en", Source: "in:item 1"}
		if d != want || d.Published.Format("2006-01-02T15:04") != "2024-03-06T09:30" {
			t.Errorf("%s: %+v", name, d)
		}
	}
	if len(slices.Compact(ids)) != 1 {
		t.Errorf("ids differ: %q", ids)
	}
	if _, errs := all(t, strings.NewReader(json), Config{Format: JSONL}); len(errs) != 1 || errs[0] != `in:1: "text" is missing or empty` {
		t.Errorf("as JSON Lines: %q", errs)
	}
}

func FuzzReadWARC(f *testing.F) {
	f.Add([]byte(warcRecord("conversion", "text/plain", "https://c.example/ok", plainNews)))
	f.Add([]byte(response("https://c.example/1", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: br\r\n", "5\r\n<html\r\n0\r\n\r\n") + "junk\nWARC/1.0\nContent-Length: 3\n\nabc"))
	f.Add([]byte("WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 99999999999\r\n\r\n<p>x"))
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x1f\x8b\x08\x00\x28\xb5\x2f\xfd"))
	f.Add([]byte("\x28\xb5\x2f\xfd\x00\x28\xb5\x2f\xfd"))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 9223372036854775807\r\n folded\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) { check(t, data, WARC) })
}

func FuzzReadFeed(f *testing.F) {
	f.Add([]byte(`<rss version="2.0"><channel><title>x</title><item><description>` + strings.Repeat("The army left the town. ", 40) + `</description></item></channel></rss>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"content_html":"<p>x"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) { check(t, data, News) })
}

func BenchmarkReadWARC(b *testing.B) {
	data, err := os.ReadFile("testdata/pages/courier.html")
	if err != nil {
		b.Fatal(err)
	}
	pages := strings.Repeat(response("https://c.example/1", "Content-Type: text/html\r\n", string(data)), 10)
	texts := strings.Repeat(warcRecord("conversion", "text/plain", "https://c.example/1", plainNews), 1000)
	for name, c := range map[string]struct {
		data string
		docs int
	}{"pages": {pages, 10}, "texts": {texts, 1000}} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(c.data)))
			for b.Loop() {
				for _, err := range Read(b.Context(), strings.NewReader(c.data), "in", Config{}) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(c.docs*b.N)/b.Elapsed().Seconds(), "documents/s")
		})
	}
}
