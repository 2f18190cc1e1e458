package fetch

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestRobotsRules(t *testing.T) {
	for _, c := range []struct {
		name, file string
		yes, no    []string
	}{
		{"nothing", "", []string{"/", "/a"}, nil},
		{"everybody", "User-agent: *\nDisallow: /private/\nDisallow: /*.pdf$", []string{"/", "/private", "/a.pdf?x"}, []string{"/private/", "/private/x", "/x/a.pdf"}},
		{"ours wins over everybody's", "User-agent: *\nDisallow: /\n\nUser-agent: Parley\nDisallow: /x", []string{"/", "/y"}, []string{"/x", "/xy"}},
		{"groups for us are joined", "User-agent: parley\nDisallow: /a\nUser-agent: other\nDisallow: /\nUser-agent: PARLEY/2\nDisallow: /b", []string{"/c"}, []string{"/a", "/b"}},
		{"agents share a group", "User-agent: other\nUser-agent: parley\nDisallow: /a", []string{"/b"}, []string{"/a"}},
		{"another's rules", "User-agent: parleybot\nDisallow: /", []string{"/"}, nil},
		{"the longest counts", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", []string{"/a/b", "/a/b/d"}, []string{"/a", "/a/b/c"}},
		{"as long: the kinder", "User-agent: *\nDisallow: /page\nAllow: /page", []string{"/page"}, nil},
		{"empty rule", "User-agent: *\nDisallow:\n", []string{"/"}, nil},
		{"stars begin at the front", "User-agent: *\nDisallow: /a*b", []string{"/x/aab", "/a"}, []string{"/ab", "/axxb/y"}},
		{"end", "User-agent: *\nDisallow: /a$\nDisallow: /b*c$", []string{"/ab", "/bcd"}, []string{"/a", "/bc", "/bcc"}},
		{"query", "User-agent: *\nDisallow: /*?print=", []string{"/a?x"}, []string{"/a?print=1"}},
		{"escapes", "User-agent: *\nDisallow: /a%3cd.html\nDisallow: /caf\u00e9\nDisallow: /%7Ejoe/", []string{"/cafe"}, []string{"/a%3Cd.html", "/caf%C3%A9", "/~joe/x"}},
		{"comments and junk", "\ufeff# hi\n<html>\nDisallow: /before\nUser-Agent : * # all\r\nDisallow : /x # no\nNonsense: y\n", []string{"/before"}, []string{"/x"}},
		{"sitemap between", "User-agent: *\nSitemap: https://x.example/s.xml\nDisallow: /x", nil, []string{"/x"}},
	} {
		r := parseRobots([]byte(c.file), "parley")
		for _, p := range c.yes {
			if !r.allow(p) {
				t.Errorf("%s: %s is forbidden", c.name, p)
			}
		}
		for _, p := range c.no {
			if r.allow(p) {
				t.Errorf("%s: %s is allowed", c.name, p)
			}
		}
	}
}

func TestPagesObeyRobots(t *testing.T) {
	status, robots, asked := 200, "User-agent: *\nDisallow: /no", 0
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			asked++
			w.WriteHeader(status)
			io.WriteString(w, robots)
		case "/away":
			http.Redirect(w, r, "/no/x", http.StatusFound)
		case "/picture":
			w.Header().Set("Content-Type", "image/png")
		default:
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, "<p>page")
		}
	})
	ticks := newClock()
	c := client(t, Config{Now: ticks.Now, Wait: ticks.Wait}, s)
	page := func(path string) Kind {
		t.Helper()
		resp, err := c.Page(t.Context(), s.URL+path)
		if err != nil {
			return kind(t, err)
		}
		return Kind(resp.Body)
	}
	for path, want := range map[string]Kind{"/yes": "<p>page", "/no": Robots, "/away": Robots, "/picture": Content} {
		if got := page(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if asked != 1 {
		t.Errorf("robots.txt was asked for %d times", asked)
	}
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/no/feed"}); err != nil {
		t.Errorf("robots.txt is not for feeds: %v", err)
	}
	ticks.now, status = ticks.now.Add(robotsFor), 500
	if got := page("/yes"); got != Robots || asked != 2 {
		t.Errorf("robots.txt that fails: %s, asked %d times", got, asked)
	}
	_, err := c.Page(t.Context(), s.URL+"/yes")
	if own := err.(*Error); !own.Temporary() || !strings.Contains(own.Why, "500") || asked != 2 {
		t.Errorf("%+v, asked %d times", own, asked)
	}
	ticks.now, status = ticks.now.Add(robotsRetry), 404
	if got := page("/no"); got != "<p>page" || asked != 3 {
		t.Errorf("no robots.txt: %s, asked %d times", got, asked)
	}
	ticks.now, status = ticks.now.Add(robotsFor), 503
	if got := page("/no"); got != Busy {
		t.Errorf("busy: %s", got)
	}
}

func TestRobotsIsCutNotRefusedAndItsPauseIsKept(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			io.WriteString(w, "User-agent: *\nCrawl-delay: 7\nDisallow: /no\n"+strings.Repeat("# filler\n", 100_000)+"Disallow: /late\n")
			return
		}
		io.WriteString(w, "page")
	})
	ticks := newClock()
	c := client(t, Config{Now: ticks.Now, Wait: ticks.Wait}, s)
	if _, err := c.Page(t.Context(), s.URL+"/no"); kind(t, err) != Robots {
		t.Error(err)
	}
	start := ticks.now
	for range 3 {
		if _, err := c.Page(t.Context(), s.URL+"/late"); err != nil {
			t.Fatal(err)
		}
	}
	if took := ticks.now.Sub(start); took < 13*time.Second || took > 15*time.Second {
		t.Errorf("three pages took %v", took)
	}
}

func TestHeaders(t *testing.T) {
	now := time.Date(2024, 3, 6, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "60": time.Minute, "1.5": 1500 * time.Millisecond, "-5": 0, "soon": 0, "NaN": 0, "1e300": maxWait, "Wed, 06 Mar 2024 12:10:00 GMT": 10 * time.Minute,
		"Wed, 06 Mar 2024 11:00:00 GMT": 0, "Wed, 06 Mar 2044 11:00:00 GMT": maxWait,
	} {
		if got := retryAfter(http.Header{"Retry-After": {value}}, now); got != want {
			t.Errorf("Retry-After %q is %v, want %v", value, got, want)
		}
	}
	ahead := http.Header{"Retry-After": {"Wed, 06 Mar 2024 15:01:00 GMT"}, "Date": {"Wed, 06 Mar 2024 15:00:00 GMT"}}
	if got := retryAfter(ahead, now); got != time.Minute {
		t.Errorf("by the server's clock: %v", got)
	}
	for value, want := range map[string]time.Duration{
		"max-age=60": time.Minute, "private, Max-Age=\"30\"": 30 * time.Second, "no-store": 0, "max-age=x": 0, "s-maxage=60": 0, "": 0, "max-age=99999999999": maxWait,
	} {
		if got := maxAge(http.Header{"Cache-Control": {value}}); got != want {
			t.Errorf("Cache-Control %q is %v, want %v", value, got, want)
		}
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: /%zz\nCrawl-delay: 1e9"), "/a%20b")
	f.Add([]byte("\xff\r\r:::\nuser-agent:parley\ndisallow:***$"), "")
	f.Fuzz(func(t *testing.T, data []byte, path string) {
		if len(path) > 2000 { // no server takes more
			return
		}
		r := parseRobots(data, "parley")
		_ = r.allow(path)
		if r.delay < 0 {
			t.Errorf("delay %v", r.delay)
		}
		// Whatever a path is, its escaped form is the same path.
		if r.allow(path) != r.allow(escaped(path)) {
			t.Errorf("%q and %q differ", path, escaped(path))
		}
	})
}
