package feed

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"parley"
)

func TestReadOPML(t *testing.T) {
	subs, err := ReadOPML(strings.NewReader(`<?xml version="1.0" encoding="ISO-8859-1"?>
<!-- exported -->
<opml version="1.0">
  <head><title>x</title></head>
  <body>
    <outline text="World" title="World">
      <outline text="Africa">
        <outline type="rss" text="Caf` + "\xe9" + ` &amp; Co" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>
      </outline>
      <outline type="rss" title="B" text="b" XMLURL=" http://b.example/rss?x=1&amp;y=2 "/>
    </outline>
    <outline type="rss" text="no address"/>
    <outline type="rss" text="C" xmlUrl="ftp://c.example/"/>
    <outline type="atom" text="D" url="https://d.example/atom"/>
    <outline type="link" text="E" url="https://e.example/"/>
    <outline text="F" xmlUrl="feed://f.example/x"/>
    <outline text="F" xmlUrl="feed:https://f.example/y"/>
    <outline text="again" xmlUrl="https://a.example/feed"/>
    <outline text="secret" xmlUrl="https://me:pass@g.example/"/>
    <outline text="none" xmlUrl="https:///x"/>
  </body>
</opml>`))
	want := []Subscription{
		{URL: "https://a.example/feed", Title: "Café & Co"}, {URL: "http://b.example/rss?x=1&y=2", Title: "B"}, {URL: "https://d.example/atom", Title: "D"},
		{URL: "http://f.example/x", Title: "F"}, {URL: "https://f.example/y", Title: "F"},
	}
	if len(subs) != len(want) {
		t.Fatalf("got %+v, %v", subs, err)
	}
	for i := range want {
		if subs[i].URL != want[i].URL || subs[i].Title != want[i].Title {
			t.Errorf("got %+v, want %+v", subs[i], want[i])
		}
	}
	says := strings.Split(err.Error(), "\n")
	if wantErr := []string{
		`line 12: the feed "no address" has no address (xmlUrl)`,
		`line 13: "ftp://c.example/" does not start with http:// or https:// and a host`,
		`line 19: https://me:xxxxx@g.example/ holds a user name or password`,
		`line 20: "https:///x" does not start with http:// or https:// and a host`,
	}; !slices.Equal(says, wantErr) {
		t.Errorf("got %q, want %q", says, wantErr)
	}
	var entry *EntryError
	if !errors.As(err, &entry) || entry.Line != 12 || !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("%v", err)
	}
}

func TestOPMLThatIsNone(t *testing.T) {
	for data, want := range map[string]string{
		"": "no XML", "hello": "no XML", "<rss/>": "no OPML: it begins with <rss>", "<opml><body><outline": "broken XML at line 1",
		`<!DOCTYPE opml [<!ENTITY a "b">]><opml/>`: "DTD", "<opml>" + strings.Repeat("<outline>", 300): "nested more than",
	} {
		if subs, err := ReadOPML(strings.NewReader(data)); err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, parley.ErrInvalid) || subs != nil {
			t.Errorf("%.40q: %v, %v", data, subs, err)
		}
	}
	if _, err := ReadOPML(iotest.ErrReader(errors.New("no disk"))); err == nil || err.Error() != "no disk" {
		t.Error(err)
	}
}

func TestOPMLRoundTrip(t *testing.T) {
	subs := []Subscription{
		{URL: "https://a.example/?x=1&y=<2>", Title: `A "quoted" & <b>`, Outlet: "The A"}, {URL: "https://b.example/"}, {URL: "https://c.example/", Outlet: "C"},
	}
	var b strings.Builder
	if err := WriteOPML(&b, subs); err != nil {
		t.Fatal(err)
	}
	got, err := ReadOPML(strings.NewReader(b.String()))
	if err != nil || len(got) != 3 || got[0].URL != subs[0].URL || got[0].Title != subs[0].Title || got[0].Outlet != "The A" || got[2].Outlet != "C" {
		t.Errorf("%+v, %v from\n%s", got, err, b.String())
	}
	if !strings.HasPrefix(b.String(), `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<opml version="2.0"`) {
		t.Error(b.String())
	}
}

func FuzzReadOPML(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="a" xmlUrl="https://a.example/"><outline type="rss"/></outline></body></opml>`))
	f.Add([]byte("\xff\xfe<\x00o\x00p\x00m\x00l\x00/\x00>\x00"))
	f.Add([]byte(`<!DOCTYPE opml><opml><outline xmlUrl="feed:feed:x" xmlurl="http://[::1"/></opml>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		subs, err := ReadOPML(strings.NewReader(string(data)))
		if err != nil && !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("%v is not ErrInvalid", err)
		}
		var b strings.Builder
		if err := WriteOPML(&b, subs); err != nil {
			t.Fatal(err)
		}
		again, err := ReadOPML(strings.NewReader(b.String()))
		if err != nil || len(again) != len(subs) {
			t.Fatalf("%d of %d feeds come back: %v", len(again), len(subs), err)
		}
		for i := range subs {
			if again[i].URL != subs[i].URL {
				t.Errorf("%q comes back as %q", subs[i].URL, again[i].URL)
			}
		}
	})
}
