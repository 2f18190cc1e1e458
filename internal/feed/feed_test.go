package feed

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"parley"
)

// parse reads a feed that must be good.
func parse(t *testing.T, data, contentType, address string) Feed {
	t.Helper()
	f, err := Parse(strings.NewReader(data), contentType, address)
	if err != nil {
		t.Fatalf("%.80q: %v", data, err)
	}
	return f
}

func TestFormats(t *testing.T) {
	day := time.Date(2024, 3, 6, 9, 30, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		data string
		want Item // Text and Summary count if they are set
	}{
		"RSS 0.91": {
			`<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
			<rss version="0.91"><channel><title>T</title><link>https://x.example/</link><language>en</language><item><title>A &amp; B</title><link>a/1</link><description>D</description></item></channel></rss>`,
			Item{ID: "https://x.example/a/1", Link: "https://x.example/a/1", Title: "A & B", Summary: "D", Language: "en"},
		},
		"RSS 0.91 of the system": {
			`<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>T</title><item><title>A</title><link>https://x.example/1</link></item></channel></rss>`,
			Item{ID: "https://x.example/1", Link: "https://x.example/1", Title: "A"},
		},
		"RSS 1.0": {
			`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
			<channel rdf:about="https://x.example/"><title>T</title><link>https://x.example/</link></channel>
			<item rdf:about="https://x.example/1"><title>A</title><link>https://x.example/1</link><dc:date>2024-03-06T10:30:00+01:00</dc:date><dc:language>en</dc:language><dc:creator>Joe Bloggs</dc:creator></item></rdf:RDF>`,
			Item{ID: "https://x.example/1", Link: "https://x.example/1", Title: "A", Published: day, Language: "en"},
		},
		"RSS 2.0": {
			`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>T</title><link>https://x.example/</link>
			<item><title><![CDATA[A <i>new</i> truce]]></title><guid isPermaLink="false">g1</guid><link>https://counter.example/1</link><feedburner:origLink>https://x.example/1</feedburner:origLink>
			<pubDate>Wed, 06 Mar 2024 04:30:00 EST</pubDate><author>joe@x.example (Joe)</author>
			<content:encoded><![CDATA[<p>One.</p><script>no()</script><p>Two &amp; three.</p><p>The post <a href="/">A</a> appeared first on <a href="/">X</a>.</p>]]></content:encoded></item></channel></rss>`,
			Item{ID: "g1", Link: "https://x.example/1", Title: "A new truce", Published: day, Text: "One.\n\nTwo & three."},
		},
		"a guid is a link": {
			`<rss version="2.0"><channel><title>T</title><item><title>A</title><guid>https://x.example/1</guid></item></channel></rss>`,
			Item{ID: "https://x.example/1", Link: "https://x.example/1", Title: "A"},
		},
		"Atom 1.0": {
			`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">T &amp;amp; U</title><link href="https://x.example/"/><link rel="self" href="https://x.example/feed"/>
			<entry><id>tag:x.example,2024:1</id><title>A</title><link rel="alternate" href="/1"/><published>2024-03-06T09:30:00Z</published><updated>2024-03-07T09:30:00Z</updated><author><name>Joe</name></author>
			<summary>S</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>`,
			Item{ID: "tag:x.example,2024:1", Link: "https://x.example/1", Title: "A", Published: day, Text: "One.\n\nTwo.", Summary: "S"},
		},
		"Atom 0.3": {
			`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><link rel="alternate" href="https://x.example/"/>
			<entry><id>i1</id><title>A</title><link rel="alternate" href="https://x.example/1"/><issued>2024-03-06T09:30:00Z</issued><modified>2024-03-06T09:30:00Z</modified>
			<content type="text/html" mode="escaped">&lt;p&gt;One.&lt;/p&gt;</content></entry></feed>`,
			Item{ID: "i1", Link: "https://x.example/1", Title: "A", Published: day, Text: "One."},
		},
		"JSON Feed": {
			`{"version":"https://jsonfeed.org/version/1.1","title":"T","home_page_url":"https://x.example/","language":"en","items":[
			{"id":7,"url":"/1","title":"A","content_html":"<p>One.<p>Two.","summary":"S","date_published":"2024-03-06T10:30:00+01:00","authors":[{"name":"Joe"}]}]}`,
			Item{ID: "7", Link: "https://x.example/1", Title: "A", Published: day, Text: "One.\n\nTwo.", Summary: "S", Language: "en"},
		},
		"JSON Feed of text": {
			`{"version":"https:\/\/jsonfeed.org\/version\/1","title":"T","items":[{"id":"1","url":"https://x.example/1","title":"A","content_text":"Fewer than <3 percent.\nTwo."}]}`,
			Item{ID: "1", Link: "https://x.example/1", Title: "A", Text: "Fewer than <3 percent.\n\nTwo."},
		},
		"control characters": {
			"<rss version=\"2.0\"><channel><title>T</title><item><title>A\x01\x0bB</title><guid>https://x.example/1</guid></item></channel></rss>",
			Item{ID: "https://x.example/1", Link: "https://x.example/1", Title: "AB"},
		},
		"entities of HTML": {
			"<rss version=\"2.0\"><channel><title>T</title><item><title>A&nbsp;B &mdash; C & D</title><guid>https://x.example/1</guid></item></channel></rss>",
			Item{ID: "https://x.example/1", Link: "https://x.example/1", Title: "A B — C & D"},
		},
	} {
		f := parse(t, c.data, "", "https://x.example/feed")
		if len(f.Items) != 1 || !strings.HasPrefix(f.Title, "T") {
			t.Errorf("%s: %+v", name, f)
			continue
		}
		got := f.Items[0]
		if got.ID != c.want.ID || got.Link != c.want.Link || got.Title != c.want.Title || !got.Published.Equal(c.want.Published) ||
			c.want.Text != "" && got.Text != c.want.Text || c.want.Summary != "" && got.Summary != c.want.Summary || c.want.Language != "" && got.Language != c.want.Language {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, c.want)
		}
		if strings.Contains(fmt.Sprint(f), "Joe") || strings.Contains(fmt.Sprint(f), "joe@") {
			t.Errorf("%s: the author's name is kept", name)
		}
	}
}

func TestEncodings(t *testing.T) {
	text := func(declared string) string {
		head := ""
		if declared != "" {
			head = `<?xml version="1.0" encoding="` + declared + `"?>`
		}
		return head + `<rss version="2.0"><channel><title>Sorrel</title><item><title>José said “no”</title><guid>1</guid></item></channel></rss>`
	}
	encode := func(e encoding.Encoding, s string) string {
		out, err := e.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	bom := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	for name, c := range map[string]struct{ data, contentType, want string }{
		"UTF-8":                          {text("utf-8"), "text/xml", "José said “no”"},
		"with a mark":                    {"\xef\xbb\xbf" + text(""), "", "José said “no”"},
		"declared":                       {encode(charmap.Windows1252, text("windows-1252")), "", "José said “no”"},
		"by the header":                  {encode(charmap.Windows1252, text("")), "text/xml; charset=windows-1252", "José said “no”"},
		"not said":                       {encode(charmap.Windows1252, text("")), "text/xml", "José said “no”"},
		"declared UTF-8, wrongly":        {encode(charmap.Windows1252, text("utf-8")), "", "José said “no”"},
		"header says UTF-8, wrongly":     {encode(charmap.Windows1252, text("windows-1252")), "text/xml; charset=utf-8", "José said “no”"},
		"declared Latin-1, wrongly":      {text("iso-8859-1"), "text/xml; charset=iso-8859-1", "José said “no”"},
		"UTF-16 with a mark":             {encode(bom, text("utf-16")), "", "José said “no”"},
		"declared UTF-16, wrongly":       {text("utf-16"), "", "José said “no”"},
		"unknown":                        {text("x-klingon"), "", "José said “no”"},
		"Cyrillic":                       {encode(charmap.KOI8R, strings.ReplaceAll(strings.ReplaceAll(text("koi8-r"), "José", "Мир"), "“no”", "-")), "", "Мир said -"},
		"seven bits":                     {encode(japanese.ISO2022JP, strings.ReplaceAll(strings.ReplaceAll(text("iso-2022-jp"), "José", "平和"), "“no”", "-")), "", "平和 said -"},
		"some bytes are broken":          {strings.ReplaceAll(text("utf-8"), "said", "said\xff"), "", "José said\uFFFD “no”"},
		"the header is for old software": {text("utf-8"), "text/xml; charset=us-ascii", "José said “no”"},
	} {
		f := parse(t, c.data, c.contentType, "")
		if len(f.Items) != 1 || f.Items[0].Title != c.want {
			t.Errorf("%s: %+v, want %s", name, f.Items, c.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for data, want := range map[string]string{
		"":                       "the feed is empty",
		" \n":                    "the feed is empty",
		"Not found":              "neither XML nor JSON",
		"<html><body>x":          "not a feed but an HTML page",
		"<doc><a/></doc>":        "neither RSS nor Atom nor JSON Feed",
		"<rss>\n<channel>\n<a b": "broken XML at line 3",
		"<!-- x":                 "broken XML",
		`{"items":[]}`:           `without the "version"`,
		`{"version":"https://jsonfeed.org/version/1","items":[{"id":`:                                              "a broken JSON feed",
		`{"version":"https://jsonfeed.org/version/1","items":5}`:                                                   "must be a list",
		`<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>`: "DTD",
		`<!DOCTYPE rss SYSTEM "http://my.netscape.com/publish/formats/rss-0.91.dtd" [<!ENTITY a "b">]><rss/>`:      "DTD",
		`{"version":"https://jsonfeed.org/version/1","items":[{"author":"x"}]}`:                                    `"items.author" must be an object`,
		`<!DOCTYPE feed SYSTEM "http://10.0.0.1/x.dtd"><feed/>`:                                                    "DTD",
		"<rss>" + strings.Repeat("<a>", 300):                                                                       "nested more than 200 deep",
	} {
		f, err := Parse(strings.NewReader(data), "", "")
		if err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("%.60q: %v (%d items), want %q", data, err, len(f.Items), want)
		}
	}
	if _, err := Parse(iotest.ErrReader(io.ErrClosedPipe), "", "https://x.example"); !errors.Is(err, io.ErrClosedPipe) || errors.Is(err, parley.ErrInvalid) {
		t.Error(err)
	}
}

func TestItemsAreBounded(t *testing.T) {
	f := parse(t, rss(strings.Repeat("<item><title>x</title><guid>1</guid></item>", 2500)+"<item></item>"), "", "")
	if len(f.Items) != 2000 || f.Dropped != 501 {
		t.Errorf("%d items, %d dropped", len(f.Items), f.Dropped)
	}
}

func TestFullTexts(t *testing.T) {
	for text, full := range map[string]bool{
		story:                                   true,
		story[:300]:                             false,
		story + " […]":                          false,
		story + " [...]":                        false,
		story + " Continue reading →":           false,
		story + "\n\nRead more":                 false,
		story + "\n\nRead the full story here.": false,
		story + " Nobody, he said, could read more.": true,
		story + " They want no more.":                true,
		story + "...":                                false,
		story + "\n\nHe wants more talks.":           true,
		strings.Repeat("1234567890 ", 200):           false,
	} {
		for _, it := range []Item{{Text: text}, {Summary: text}} {
			if got := it.Full(); (got == text) != full {
				t.Errorf("%.40q… %q: full is %v", text, text[len(text)-20:], got != "")
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(rss(item(1, full("One.")), "<item/>")), "text/xml; charset=utf-8")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1.5,"content_text":"a","date_published":"x"},null]}`), "")
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="a"><entry><link href="::"/><content type="xhtml"><div>x</div></content></entry></feed>`), "")
	f.Add([]byte("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE rss><rss><channel><ttl>-1</ttl><skipHours><hour>99</hour></skipHours>"), "a/b; charset=koi8-r")
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"), "")
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		feed, err := Parse(strings.NewReader(string(data)), contentType, "https://x.example/feed")
		if err != nil {
			if !errors.Is(err, parley.ErrInvalid) {
				t.Errorf("%v is not ErrInvalid", err)
			}
			return
		}
		for _, it := range feed.Items {
			if it.Link != "" && !strings.HasPrefix(strings.ToLower(it.Link), "http") || it.DocumentID("") == "" || strings.Contains(it.Title, "\n") {
				t.Errorf("item %+v", it)
			}
			if now := time.Now(); skip(now, feed.SkipHours, feed.SkipDays).Before(now) {
				t.Errorf("skips %v, %v", feed.SkipHours, feed.SkipDays)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	var items []string
	for i := range 50 {
		items = append(items, item(i%10, "<link>https://x.example/1</link>"+full(story+"</p><p>"+story)+"<description>"+sentence+"</description>"))
	}
	data := rss(items...)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(strings.NewReader(data), "text/xml", "https://x.example/feed"); err != nil {
			b.Fatal(err)
		}
	}
}
