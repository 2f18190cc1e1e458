package feed

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"parley"
	"parley/internal/fetch"
)

var noon = time.Date(2024, 3, 6, 12, 0, 0, 0, time.UTC)

// clock stands still unless somebody waits.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Wait(_ context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return nil
}

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// client may talk to the given servers and never really waits.
func client(t *testing.T, cfg fetch.Config, servers ...*httptest.Server) *fetch.Client {
	t.Helper()
	for _, s := range servers {
		u, err := url.Parse(s.URL)
		if err != nil {
			t.Fatal(err)
		}
		port, err := strconv.Atoi(u.Port())
		if err != nil {
			t.Fatal(err)
		}
		cfg.Ports = append(cfg.Ports, port)
	}
	ticks := &clock{now: noon}
	cfg.Now, cfg.Wait = ticks.Now, ticks.Wait
	cfg.AllowPrivate = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	c := fetch.New(cfg)
	t.Cleanup(c.Close)
	return c
}

func nothing(string) bool { return false }

const sentence = "The rebels said on Monday that they would send five delegates to the talks in the capital. "

// story is a text long enough to be a whole report.
var story = strings.TrimSpace(strings.Repeat(sentence, 12))

// rss makes a feed of items.
func rss(items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Harbour Courier</title>` +
		`<link>https://courier.example/</link><language>en-gb</language>` + strings.Join(items, "") + `</channel></rss>`
}

// item makes an item with the given other elements.
func item(n int, more string) string {
	return fmt.Sprintf(`<item><title>Talks, day %d</title><guid isPermaLink="false">n%d</guid><pubDate>Wed, 06 Mar 2024 0%d:00:00 GMT</pubDate>%s</item>`, n, n, n, more)
}

func full(text string) string {
	return "<content:encoded><![CDATA[<p>" + text + "</p>]]></content:encoded>"
}

func TestDocumentsOfAFeed(t *testing.T) {
	asked := map[string]int{}
	var s *httptest.Server
	page := "<html><head><title>Talks | Courier</title></head><body><nav>Menu</nav><article>" + strings.Repeat("<p>"+sentence+sentence+"</p>", 6) + "</article></body></html>"
	s = serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked[r.URL.Path]++
		switch r.URL.Path {
		case "/robots.txt":
			io.WriteString(w, "User-agent: *\nDisallow: /private/")
		case "/a/4":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, page)
		case "/feed":
			w.Header().Set("ETag", `"v1"`)
			link := func(p string) string { return "<link>" + s.URL + p + "</link>" }
			io.WriteString(w, rss(
				item(1, link("/a/1?utm_source=rss&amp;id=7#top")+full(story)+"<description>Short.</description>"),
				item(2, link("/private/2")+"<description>The &lt;b&gt;envoy&lt;/b&gt; left &amp;amp; came back.</description>"),
				item(3, "<description>Nobody came to the talks in the capital.</description>"),
				item(4, link("/a/4")+"<description>The first lines only…</description>"),
				item(5, link("/missing")+full("The first words.")),
				item(6, "<description>"+strings.Repeat("Les rebelles ont déclaré lundi qu'ils enverraient cinq délégués aux pourparlers dans la capitale. ", 10)+"</description>"),
				item(1, link("/a/1?id=7&amp;fbclid=x")+full(story)), // the first once more
			))
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	})
	c := client(t, fetch.Config{}, s)
	sub := Subscription{URL: s.URL + "/feed"}
	r := Poll(t.Context(), c, sub, noon, nothing)
	if r.Err != nil || r.Items != 7 || r.New != 5 || r.Skipped != 1 || len(r.Seen) != 6 || r.URL != sub.URL {
		t.Fatalf("%+v", r)
	}
	want := []struct{ text, title, url string }{
		{story, "Talks, day 1", s.URL + "/a/1?id=7"},
		{"Talks, day 2\n\nThe envoy left & came back.", "Talks, day 2", s.URL + "/private/2"},
		{"Talks, day 3\n\nNobody came to the talks in the capital.", "Talks, day 3", ""},
		{strings.TrimSpace(strings.Repeat(strings.TrimSpace(sentence+sentence)+"\n\n", 6)), "Talks, day 4", s.URL + "/a/4"},
		{"Talks, day 5\n\nThe first words.", "Talks, day 5", s.URL + "/missing"},
	}
	for i, w := range want {
		d := r.Documents[i]
		at := time.Date(2024, 3, 6, i+1, 0, 0, 0, time.UTC)
		if d.Text != w.text || d.Title != w.title || d.URL != w.url || d.Outlet != "The Harbour Courier" || d.Lang != "en" && len(d.Text) > 200 || !d.Published.Equal(at) ||
			d.ID != r.Seen[i] || len(d.ID) != 16 || d.Source != sub.URL {
			t.Errorf("document %d: %+v", i, d)
		}
	}
	for i, w := range []string{"/private/2: the site's robots.txt", "/missing: the server answers 404", `item "n6": not in English but in French`} {
		if !strings.Contains(r.Warnings[i], w) {
			t.Errorf("warning %q, want %q", r.Warnings[i], w)
		}
	}
	if asked["/private/2"] != 0 || asked["/a/1"] != 0 || asked["/robots.txt"] != 1 {
		t.Errorf("asked for %v", asked)
	}
	u := r.Updated
	if u.Title != "The Harbour Courier" || u.ETag != `"v1"` || u.ValidatorURL != sub.URL || u.LastStatus != 200 || u.LastError != "" || !u.Fetched.Equal(noon) {
		t.Errorf("updated %+v", u)
	}
	if d := u.Next.Sub(noon); d < time.Hour || d > 66*time.Minute {
		t.Errorf("next in %v", d)
	}
	// What was seen does not come again, and ids stay.
	again := Poll(t.Context(), c, u, noon, func(id string) bool { return slices.Contains(r.Seen[1:], id) })
	if again.Err != nil || again.New != 1 || again.Documents[0].ID != r.Documents[0].ID {
		t.Errorf("again: %+v", again)
	}
	u.Outlet = "Courier"
	if again = Poll(t.Context(), c, u, noon, nothing); again.Documents[0].Outlet != "Courier" {
		t.Errorf("outlet %q", again.Documents[0].Outlet)
	}
}

func TestNothingNew(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=10800")
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") == "then" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		t.Errorf("headers %v", r.Header)
	})
	sub := Subscription{URL: s.URL, Title: "T", ETag: `"v1"`, LastModified: "then", ValidatorURL: s.URL, Failures: 3, ParseErrors: 2, LastError: "x", LastKind: "y", Stopped: true}
	r := Poll(t.Context(), client(t, fetch.Config{}, s), sub, noon, nothing)
	if r.Err != nil || !r.NotModified || r.Updated.ETag != `"v1"` || r.Updated.LastModified != "then" || r.Updated.ValidatorURL != s.URL {
		t.Errorf("%+v", r)
	}
	if u := r.Updated; u.Failures != 0 || u.ParseErrors != 0 || u.LastError != "" || u.LastKind != "" || u.Stopped || u.Next.Sub(noon) < 3*time.Hour {
		t.Errorf("%+v", u)
	}
}

func TestDatesAfterTheFetch(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, rss(
			"<item><title>Ahead</title><guid>a</guid><pubDate>Thu, 06 Mar 2025 09:00:00 GMT</pubDate>"+full(story)+"</item>",
			"<item><title>Minutes</title><guid>b</guid><pubDate>Wed, 06 Mar 2024 12:09:00 GMT</pubDate>"+full(story)+"</item>",
			"<item><title>None</title><guid>c</guid>"+full(story)+"</item>",
			"<item><title>Bad</title><guid>d</guid><pubDate>yesterday</pubDate>"+full(story)+"</item>"))
	})
	r := Poll(t.Context(), client(t, fetch.Config{}, s), Subscription{URL: s.URL}, noon, nothing)
	if r.New != 4 || !r.Documents[0].Published.Equal(noon) || !r.Documents[1].Published.Equal(noon) || !r.Documents[2].Published.IsZero() || !r.Documents[3].Published.IsZero() {
		t.Errorf("%+v", r)
	}
	if len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], `item "a" is dated 2025-03-06`) {
		t.Errorf("warnings %q", r.Warnings)
	}
}

func TestPagesOutOfReachForNowAreLeftForTheNextPoll(t *testing.T) {
	down := true
	var s *httptest.Server
	s = serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/feed":
			w.Header().Set("ETag", `"v1"`)
			io.WriteString(w, rss(item(1, "<link>"+s.URL+"/a</link><description>Lines.</description>")))
		case down && r.URL.Path == "/a":
			w.WriteHeader(http.StatusBadGateway)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	})
	c := client(t, fetch.Config{}, s)
	r := Poll(t.Context(), c, Subscription{URL: s.URL + "/feed"}, noon, nothing)
	if r.New != 0 || r.Skipped != 1 || len(r.Seen) != 0 || r.Updated.ETag != "" || r.Err != nil {
		t.Errorf("%+v", r)
	}
	if d := r.Updated.Next.Sub(noon); d < MinInterval || d > MinInterval*11/10 {
		t.Errorf("next in %v", d)
	}
	late := Poll(t.Context(), c, r.Updated, noon.Add(2*patience), nothing)
	if late.New != 1 || late.Documents[0].Text != "Talks, day 1\n\nLines." || late.Updated.ETag != `"v1"` {
		t.Errorf("after a day: %+v", late)
	}
	down = false
	if now := Poll(t.Context(), c, r.Updated, noon, nothing); now.New != 1 {
		t.Errorf("when it is refused: %+v", now)
	}
}

func TestAPollFetchesABoundedNumberOfPages(t *testing.T) {
	var s *httptest.Server
	asked := 0
	s = serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed" {
			if r.URL.Path != "/robots.txt" {
				asked++
			}
			w.WriteHeader(http.StatusNotFound)
			return
		}
		var items []string
		for i := range MaxPages + 20 {
			items = append(items, fmt.Sprintf("<item><title>T</title><link>%s/%d</link></item>", s.URL, i))
		}
		io.WriteString(w, rss(items...))
	})
	c := client(t, fetch.Config{}, s)
	seen := map[string]bool{}
	known := func(id string) bool { return seen[id] }
	r := Poll(t.Context(), c, Subscription{URL: s.URL + "/feed"}, noon, known)
	if asked != MaxPages || r.New != MaxPages || r.Skipped != 20 {
		t.Errorf("asked for %d pages: new %d, skipped %d", asked, r.New, r.Skipped)
	}
	for _, id := range r.Seen {
		seen[id] = true
	}
	if r = Poll(t.Context(), c, r.Updated, noon, known); r.New != 20 || r.Skipped != 0 {
		t.Errorf("then new %d, skipped %d", r.New, r.Skipped)
	}
}

func bomb() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, rss()[:100])
	z.Write(make([]byte, 9<<20))
	z.Close()
	return b.Bytes()
}

// TestFeedsMadeToHurt polls feeds that are broken or hostile. Each must give a
// named error, soon, and the next time to try.
func TestFeedsMadeToHurt(t *testing.T) {
	over := make(chan struct{})
	var s *httptest.Server
	chunk := []byte(strings.Repeat("<!-- x -->", 100_000))
	s = serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/broken":
			io.WriteString(w, "<rss><channel><title>x</title><item><title>y</ti")
		case "/entities":
			io.WriteString(w, `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>`)
		case "/outside":
			io.WriteString(w, `<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel><title>x</title></channel></rss>`)
		case "/deep":
			io.WriteString(w, "<rss>"+strings.Repeat("<channel>", 100_000))
		case "/page":
			io.WriteString(w, "<!DOCTYPE html><html><body>Please log in</body></html>")
		case "/json":
			io.WriteString(w, `{"error": "no"}`)
		case "/empty":
		case "/picture":
			w.Write([]byte("\x89PNG\r\n\x1a\n"))
		case "/endless":
			io.WriteString(w, "<rss>")
			for {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/inside":
			w.Header().Set("Location", "http://192.168.0.1:"+s.URL[strings.LastIndex(s.URL, ":")+1:]+"/feed")
			w.WriteHeader(http.StatusFound)
		case "/slow":
			io.WriteString(w, "<rss>")
			w.(http.Flusher).Flush()
			<-over
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb())
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/busy":
			w.Header().Set("Retry-After", "86400")
			w.WriteHeader(http.StatusTooManyRequests)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	})
	defer close(over)
	safe := httptest.NewUnstartedServer(http.NotFoundHandler())
	safe.Config.ErrorLog = log.New(io.Discard, "", 0)
	safe.StartTLS()
	defer safe.Close()
	for _, c := range []struct{ address, kind, says string }{
		{s.URL + "/broken", KindParse, "broken XML at line 1"},
		{s.URL + "/entities", KindParse, "DTD"},
		{s.URL + "/outside", KindParse, "DTD"},
		{s.URL + "/deep", KindParse, "nested more than"},
		{s.URL + "/page", KindParse, "not a feed but an HTML page"},
		{s.URL + "/json", KindParse, `without the "version" of a JSON Feed`},
		{s.URL + "/empty", KindParse, "the feed is empty"},
		{s.URL + "/picture", KindParse, "neither XML nor JSON"},
		{s.URL + "/endless", "too-large", "more than 10 MiB"},
		{s.URL + "/loop", "redirect-loop", "in a circle"},
		{s.URL + "/inside", "refused-address", "private address"},
		{s.URL + "/slow", "timeout", "within 200ms"},
		{s.URL + "/bomb", "bomb", "expands"},
		{s.URL + "/gone", "gone", "for good"},
		{s.URL + "/busy", "busy", "429"},
		{s.URL + "/else", "status", "404"},
		{safe.URL, "tls", "certificate"},
	} {
		limits := fetch.Config{}
		if c.kind == "timeout" {
			limits.Timeout = 200 * time.Millisecond
		}
		r := Poll(t.Context(), client(t, limits, s, safe), Subscription{URL: c.address}, noon, nothing)
		u := r.Updated
		if r.Err == nil || u.LastKind != c.kind || !strings.Contains(r.Err.Error(), c.says) || u.LastError != r.Err.Error() || !strings.HasPrefix(u.LastError, "http") {
			t.Errorf("%s: %s: %v", c.address, u.LastKind, r.Err)
		}
		if c.kind == KindParse && !errors.Is(r.Err, parley.ErrInvalid) {
			t.Errorf("%v is not ErrInvalid", r.Err)
		}
		least := time.Hour
		if c.kind == "busy" {
			least = 24 * time.Hour
		}
		if u.Failures != 1 || u.Next.Sub(noon) < least || u.Stopped != (c.kind == "gone") || len(r.Documents) != 0 {
			t.Errorf("%s: %+v", c.address, u)
		}
	}
}

func TestFailuresSpaceOutPollsUpToADay(t *testing.T) {
	sub := Subscription{URL: "https://x.example"}
	at := noon
	for _, hours := range []float64{1, 2, 4, 8, 16, 24, 24, 24, 24, 24} {
		sub.fail("dns", "no host", 0, 0, at)
		if got := sub.Next.Sub(at).Hours(); got < hours || got > hours*1.1 {
			t.Errorf("failure %d: next in %v hours, want %v", sub.Failures, got, hours)
		}
		at = sub.Next
	}
	if sub.Stopped {
		t.Error("stopped by failures of the network")
	}
	for i := range ParseLimit {
		if sub.Stopped {
			t.Errorf("stopped after %d", i)
		}
		sub.fail(KindParse, "no feed", 200, 0, at)
	}
	if !sub.Stopped {
		t.Errorf("not stopped: %+v", sub)
	}
	sub = Subscription{URL: "https://x.example", ParseErrors: ParseLimit - 1}
	if sub.fail("timeout", "slow", 0, 0, at); sub.ParseErrors != 0 || sub.Stopped {
		t.Errorf("in a row: %+v", sub)
	}
}

func TestManners(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `<rss version="2.0"><channel><title>x</title><ttl>240</ttl><skipHours><hour>16</hour><hour>17</hour><hour>24</hour></skipHours>`+
			`<skipDays><day>Thursday</day></skipDays><item><title>a</title></item></channel></rss>`)
	})
	for _, c := range []struct {
		at       time.Time
		interval time.Duration
		want     time.Time
	}{
		{noon, 0, time.Date(2024, 3, 6, 18, 0, 0, 0, time.UTC)},
		{noon.Add(8 * time.Hour), 0, time.Date(2024, 3, 8, 1, 0, 0, 0, time.UTC)}, // over Thursday, and midnight
	} {
		r := Poll(t.Context(), client(t, fetch.Config{}, s), Subscription{URL: s.URL, Interval: c.interval}, c.at, nothing)
		if r.Err != nil || !r.Updated.Next.Equal(c.want) {
			t.Errorf("at %v: next at %v, want %v (%v)", c.at, r.Updated.Next, c.want, r.Err)
		}
	}
	for want, wished := range map[time.Duration]time.Duration{time.Hour: 0, MinInterval: time.Second, 5 * time.Hour: 5 * time.Hour, MaxInterval: 1000 * time.Hour} {
		if got := (&Subscription{Interval: wished}).interval(); got != want {
			t.Errorf("interval %v for %v", got, wished)
		}
	}
	if never := skip(noon, nil, []time.Weekday{0, 1, 2, 3, 4, 5, 6}); !never.Equal(noon) {
		t.Errorf("every day is skipped: %v", never)
	}
}

func TestPermanentRedirectsBecomeTheAddress(t *testing.T) {
	var s *httptest.Server
	to := "/new"
	s = serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, to, http.StatusMovedPermanently)
		case "/new", "/other":
			w.Header().Set("ETag", `"of `+r.URL.Path+`"`)
			if r.Header.Get("If-None-Match") != "" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			io.WriteString(w, rss(item(1, full(story))))
		}
	})
	c := client(t, fetch.Config{}, s)
	sub := Subscription{URL: s.URL + "/old"}
	poll := func() Result {
		t.Helper()
		r := Poll(t.Context(), c, sub, noon, nothing)
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		sub = r.Updated
		return r
	}
	poll()
	if r := poll(); !r.NotModified || sub.Moves != 2 || sub.URL != s.URL+"/old" {
		t.Errorf("%+v", sub)
	}
	to = "/other" // another target: the count begins again
	if poll(); sub.Moves != 1 {
		t.Errorf("%+v", sub)
	}
	poll()
	r := poll()
	if sub.URL != s.URL+"/other" || sub.MovedTo != "" || sub.Moves != 0 || r.URL != s.URL+"/old" {
		t.Errorf("%+v", sub)
	}
	if len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "has moved for good to "+s.URL+"/other") {
		t.Errorf("warnings %q", r.Warnings)
	}
	if r := poll(); !r.NotModified {
		t.Errorf("%+v", r)
	}
}

func TestAPollThatIsCutOffChangesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, rss(item(1, full(story))))
	})
	sub := Subscription{URL: s.URL}
	r := Poll(ctx, client(t, fetch.Config{}, s), sub, noon, func(string) bool { cancel(); return false })
	var why *fetch.Error
	if !errors.As(r.Err, &why) || why.Kind != fetch.Stopped || !r.Updated.Next.IsZero() || len(r.Seen) != 0 {
		t.Errorf("%+v", r)
	}
}
