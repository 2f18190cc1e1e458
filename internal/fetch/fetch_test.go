package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
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

	"github.com/andybalholm/brotli"

	"parley"
)

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}

// clock is a clock that stands still unless somebody waits.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	waits []time.Duration
}

func newClock() *clock { return &clock{now: time.Date(2024, 3, 6, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Wait(_ context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.waits = append(c.waits, d)
	return nil
}

// serve runs a server for one test.
func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

func port(t *testing.T, address string) int {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(u.Port())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// client is a client that may talk to the given servers and never really waits.
func client(t *testing.T, cfg Config, servers ...*httptest.Server) *Client {
	t.Helper()
	for _, s := range servers {
		cfg.Ports = append(cfg.Ports, port(t, s.URL))
	}
	if cfg.AllowPrivate == nil {
		cfg.AllowPrivate = loopback
	}
	if cfg.Now == nil {
		ticks := newClock()
		cfg.Now, cfg.Wait = ticks.Now, ticks.Wait
	}
	c := New(cfg)
	t.Cleanup(c.Close)
	return c
}

// kind returns the kind of an error, which must be an [*Error].
func kind(t *testing.T, err error) Kind {
	t.Helper()
	var own *Error
	if !errors.As(err, &own) {
		t.Fatalf("error %v is a %T", err, err)
	}
	if !strings.HasPrefix(err.Error(), own.URL+": ") || own.Why == "" {
		t.Errorf("%q does not name address and cause", err)
	}
	return own.Kind
}

func TestGet(t *testing.T) {
	var got http.Header
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Clone()
		w.Header().Set("ETag", `W/"a b"`)
		w.Header().Set("Last-Modified", "Wed, 06 mar 2024 11:00:00 gmt")
		w.Header().Set("Cache-Control", `public, max-age=900`)
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
		io.WriteString(w, "hello")
	})
	c := client(t, Config{UserAgent: UserAgent("1.0", "https://x.example")}, s)
	for range 2 {
		resp, err := c.Get(t.Context(), Request{URL: s.URL + "/f#part"})
		if err != nil {
			t.Fatal(err)
		}
		want := Validators{s.URL + "/f", `W/"a b"`, "Wed, 06 mar 2024 11:00:00 gmt"}
		if string(resp.Body) != "hello" || resp.Validators != want || resp.MaxAge != 15*time.Minute || resp.URL != s.URL+"/f" || resp.Moved != "" {
			t.Errorf("got %+v", resp)
		}
		if got.Get("User-Agent") != "Parley/1.0 (+https://x.example)" || got.Get("Accept-Encoding") != "gzip, br" {
			t.Errorf("headers %v", got)
		}
		for _, name := range []string{"Cookie", "Referer", "Authorization", "If-None-Match"} {
			if got.Get(name) != "" {
				t.Errorf("%s is sent: %s", name, got.Get(name))
			}
		}
	}
}

func TestValidatorsGoBackByteForByteAndOnlyToTheAddressThatGaveThem(t *testing.T) {
	var got []string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.URL.Path+"|"+r.Header.Get("If-None-Match")+"|"+r.Header.Get("If-Modified-Since"))
		switch {
		case r.URL.Path == "/old":
			http.Redirect(w, r, "/new", http.StatusFound)
		case r.Header.Get("If-None-Match") == `W/"q"`:
			w.WriteHeader(http.StatusNotModified)
		default:
			io.WriteString(w, "x")
		}
	})
	c := client(t, Config{}, s)
	v := Validators{URL: s.URL + "/new", ETag: `W/"q"`, LastModified: "yesterday"}
	resp, err := c.Get(t.Context(), Request{URL: s.URL + "/old", Validators: v})
	if err != nil || !resp.NotModified || resp.Validators != v || resp.Status != 304 {
		t.Errorf("got %+v, %v", resp, err)
	}
	v.URL = ""
	if resp, err = c.Get(t.Context(), Request{URL: s.URL + "/old", Validators: v}); err != nil || resp.NotModified {
		t.Errorf("got %+v, %v", resp, err)
	}
	want := []string{"/old||", `/new|W/"q"|yesterday`, `/old|W/"q"|yesterday`, "/new||"}
	if !slices.Equal(got, want) {
		t.Errorf("asked %q, want %q", got, want)
	}
}

func TestAnUnasked304IsAnError(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) })
	if _, err := client(t, Config{}, s).Get(t.Context(), Request{URL: s.URL}); kind(t, err) != Status {
		t.Error(err)
	}
}

func TestStatus(t *testing.T) {
	answers := map[string]struct {
		status int
		header string
	}{
		"/404": {404, ""}, "/410": {410, ""}, "/429": {429, "120"}, "/503": {503, "Wed, 06 Mar 2024 12:05:00 GMT"}, "/500": {500, ""}, "/304": {302, ""},
	}
	for path, c := range map[string]struct {
		kind      Kind
		after     time.Duration
		temporary bool
		is        error
	}{
		"/404": {Status, 0, false, parley.ErrNotFound},
		"/410": {Gone, 0, false, parley.ErrNotFound},
		"/429": {Busy, 2 * time.Minute, true, nil},
		"/503": {Busy, 5 * time.Minute, true, nil},
		"/500": {Status, 0, true, nil},
		"/304": {Status, 0, false, nil},
	} {
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			a := answers[r.URL.Path]
			w.Header().Set("Date", "Wed, 06 Mar 2024 12:00:00 GMT")
			if a.header != "" {
				w.Header().Set("Retry-After", a.header)
			}
			w.WriteHeader(a.status)
		})
		_, err := client(t, Config{}, s).Get(t.Context(), Request{URL: s.URL + path})
		var own *Error
		if kind(t, err) != c.kind || !errors.As(err, &own) || own.RetryAfter != c.after || own.Temporary() != c.temporary || c.is != nil && !errors.Is(err, c.is) || c.is == nil && own.Unwrap() != nil {
			t.Errorf("%s: %+v", path, err)
		}
	}
}

func TestABusyHostIsLeftAlone(t *testing.T) {
	asked, status := 0, 429
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.URL.Query().Has("after") {
			w.Header().Set("Retry-After", "90")
		}
		w.WriteHeader(status)
	})
	ticks := newClock()
	c := client(t, Config{Now: ticks.Now, Wait: ticks.Wait}, s)
	get := func(path string) *Error {
		t.Helper()
		_, err := c.Get(t.Context(), Request{URL: s.URL + path})
		var own *Error
		if err != nil && !errors.As(err, &own) {
			t.Fatal(err)
		}
		return own
	}
	if err := get("/?after"); err.Kind != Busy || err.RetryAfter != 90*time.Second {
		t.Error(err)
	}
	ticks.now = ticks.now.Add(89 * time.Second)
	if err := get("/other"); err.Kind != Busy || err.RetryAfter != time.Second || asked != 1 {
		t.Errorf("%+v, asked %d times", err, asked)
	}
	// The waits double when nobody says how long.
	for _, least := range []time.Duration{2 * time.Minute, 4 * time.Minute, 8 * time.Minute} {
		ticks.now = ticks.now.Add(12 * time.Hour)
		before := asked
		if err := get("/"); err.Kind != Busy || err.RetryAfter != 0 || asked != before+1 {
			t.Errorf("%+v, asked %d times", err, asked)
		}
		if err := get("/"); err.RetryAfter < least || err.RetryAfter > least*5/4 || asked != before+1 {
			t.Errorf("left alone for %v, want at least %v", err.RetryAfter, least)
		}
	}
	ticks.now, status = ticks.now.Add(12*time.Hour), 200
	if err := get("/"); err != nil {
		t.Error(err)
	}
	status = 503
	get("/")
	if err := get("/"); err.RetryAfter > firstPeace*5/4 {
		t.Errorf("after success the host is left alone for %v", err.RetryAfter)
	}
}

func TestRedirects(t *testing.T) {
	var s *httptest.Server
	s = serve(t, func(w http.ResponseWriter, r *http.Request) {
		p := r.URL.Path
		var n int
		switch {
		case p == "/loop1":
			http.Redirect(w, r, "/loop2", http.StatusFound)
		case p == "/loop2":
			http.Redirect(w, r, "loop1", http.StatusMovedPermanently)
		case p == "/self":
			http.Redirect(w, r, "/self", http.StatusFound)
		case p == "/file":
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(302)
		case p == "/port":
			w.Header().Set("Location", "http://news.example:22/")
			w.WriteHeader(302)
		case p == "/private":
			w.Header().Set("Location", "http://10.1.2.3:"+strconv.Itoa(port(t, s.URL)))
			w.WriteHeader(302)
		case p == "/metadata":
			w.Header().Set("Location", "http://[::ffff:169.254.169.254]:"+strconv.Itoa(port(t, s.URL)))
			w.WriteHeader(302)
		case p == "/secret":
			w.Header().Set("Location", "http://me:pass@news.example:"+strconv.Itoa(port(t, s.URL)))
			w.WriteHeader(302)
		case p == "/mixed":
			http.Redirect(w, r, "/p1", http.StatusPermanentRedirect)
		case p == "/p1":
			http.Redirect(w, r, "/p2", http.StatusMovedPermanently)
		case p == "/p2":
			http.Redirect(w, r, "/t1", http.StatusTemporaryRedirect)
		case p == "/t1":
			http.Redirect(w, r, "/end", http.StatusMovedPermanently)
		case p == "/end":
			io.WriteString(w, "end")
		default:
			fmt.Sscanf(p, "/%d", &n)
			if n == 0 {
				io.WriteString(w, "0")
				return
			}
			http.Redirect(w, r, fmt.Sprintf("/%d", n-1), http.StatusSeeOther)
		}
	})
	c := client(t, Config{}, s)
	for path, want := range map[string]Kind{
		"/loop1": RedirectLoop, "/self": RedirectLoop, "/file": Scheme, "/port": Port, "/private": Address, "/metadata": Address, "/secret": BadURL,
		"/6": TooManyRedirects,
	} {
		_, err := c.Get(t.Context(), Request{URL: s.URL + path})
		if got := kind(t, err); got != want {
			t.Errorf("%s: %s: %v", path, got, err)
		}
		if strings.Contains(err.Error(), "pass@") {
			t.Errorf("%s: the message holds the password: %v", path, err)
		}
	}
	if resp, err := c.Get(t.Context(), Request{URL: s.URL + "/5"}); err != nil || resp.URL != s.URL+"/0" || resp.Moved != "" {
		t.Errorf("%+v, %v", resp, err)
	}
	if resp, err := c.Get(t.Context(), Request{URL: s.URL + "/mixed"}); err != nil || resp.URL != s.URL+"/end" || resp.Moved != s.URL+"/p2" {
		t.Errorf("%+v, %v", resp, err)
	}
}

func TestRefusedAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"127.0.0.1": "loopback", "10.0.0.1": "private", "172.31.255.255": "private", "192.168.1.1": "private", "169.254.169.254": "metadata",
		"169.254.1.1": "link-local", "100.64.0.1": "carrier", "100.127.255.255": "carrier", "0.0.0.0": "this network", "192.0.0.9": "protocols",
		"224.0.0.251": "multicast", "255.255.255.255": "reserved", "198.19.0.1": "measurements", "::": "no address", "::1": "loopback",
		"fc00::1": "unique local", "fd12::1": "unique local", "fe80::1": "link-local", "fe80::1%eth0": "link-local", "fec0::1": "no public",
		"ff02::1": "multicast", "64:ff9b::a00:1": "NAT64", "64:ff9b:1::1": "NAT64", "2002:7f00:1::": "6to4", "2001:0:1::1": "Teredo", "2001:db8::1": "documentation",
		"::ffff:127.0.0.1": "loopback", "::ffff:10.0.0.1": "private", "::7f00:1": "no public", "5f00::1": "no public",
	} {
		r := checkAddr(netip.MustParseAddr(address), nil)
		if r == nil || r.kind != Address || !strings.Contains(r.why, want) {
			t.Errorf("%s: %v, want it refused as %s", address, r, want)
		}
	}
	for _, address := range []string{"1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.0.1.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8"} {
		if r := checkAddr(netip.MustParseAddr(address), nil); r != nil {
			t.Errorf("%s is refused: %v", address, r)
		}
	}
	allowed := []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("fd00::/8")}
	for address, ok := range map[string]bool{"10.1.2.3": true, "::ffff:10.1.2.3": true, "10.2.0.1": false, "fd00::1": true, "fc00::1": false} {
		if r := checkAddr(netip.MustParseAddr(address), allowed); (r == nil) != ok {
			t.Errorf("%s with an exception: %v", address, r)
		}
	}
}

func TestRefusedBeforeAnythingIsAsked(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the server was asked") })
	guarded := New(Config{Ports: []int{port(t, s.URL)}})
	at := strconv.Itoa(port(t, s.URL))
	for address, want := range map[string]Kind{
		s.URL: Address, "http://localhost:" + at: Address, "http://[::1]:" + at: Address, "http://[::ffff:127.0.0.1]:" + at: Address,
		"http://127.0.0.1:1": Port, "http://news.example": Port, "https://news.example": Port, "ftp://news.example": Scheme, "file:///etc/passwd": Scheme,
		"javascript:alert(1)": Scheme, "gopher://127.0.0.1:70/x": Scheme, "news.example/feed": BadURL, "": BadURL, "http://": BadURL, "http://:80/": BadURL,
		"http://%zz/": BadURL, "http://me:secret@news.example:" + at: BadURL, "http://news.example:99999": Port,
	} {
		_, err := guarded.Get(t.Context(), Request{URL: address})
		if got := kind(t, err); got != want {
			t.Errorf("%s: %s: %v", address, got, err)
		}
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("the message holds the password: %v", err)
		}
		if !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("%v is not ErrInvalid", err)
		}
	}
}

func TestTheAddressThatIsDialledIsChecked(t *testing.T) {
	c := New(Config{Ports: []int{80}})
	for address, want := range map[string]Kind{"10.0.0.1:80": Address, "[fe80::1%1]:80": Address, "8.8.8.8:22": Port, "what": Address} {
		var r *refusal
		if err := c.control("tcp", address, nil); !errors.As(err, &r) || r.kind != want {
			t.Errorf("%s: %v", address, err)
		}
	}
	if err := c.control("tcp", "8.8.8.8:80", nil); err != nil {
		t.Error(err)
	}
}

func TestTLS(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "safe") }))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it tells of the refused handshake
	s.StartTLS()
	t.Cleanup(s.Close)
	if _, err := client(t, Config{}, s).Get(t.Context(), Request{URL: s.URL}); kind(t, err) != TLS || !strings.Contains(err.Error(), "certificate") {
		t.Error(err)
	}
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})
	if _, err := client(t, Config{}, plain).Get(t.Context(), Request{URL: strings.Replace(plain.URL, "http:", "https:", 1)}); kind(t, err) != TLS {
		t.Error(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	if resp, err := client(t, Config{RootCAs: pool}, s).Get(t.Context(), Request{URL: s.URL}); err != nil || string(resp.Body) != "safe" {
		t.Errorf("%+v, %v", resp, err)
	}
}

func TestNobodyThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + l.Addr().String()
	l.Close()
	c := New(Config{Ports: []int{port(t, address)}, AllowPrivate: loopback})
	if _, err := c.Get(t.Context(), Request{URL: address}); kind(t, err) != Connect {
		t.Error(err)
	}
}

func TestBrokenAnswers(t *testing.T) {
	for name, answer := range map[string]string{
		"nothing":      "",
		"no HTTP":      "220 mail.example ESMTP\r\n",
		"cut body":     "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
		"cut chunks":   "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
		"bad gzip":     "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nxxxx",
		"odd encoding": "HTTP/1.1 200 OK\r\nContent-Encoding: rot13\r\nContent-Length: 4\r\n\r\nxxxx",
		"bad redirect": "HTTP/1.1 302 Found\r\nLocation: http://%zz/\r\nContent-Length: 0\r\n\r\n",
		"long header":  "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<20) + "\r\n\r\n",
	} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				_, _ = conn.Read(make([]byte, 4096))
				_, _ = io.WriteString(conn, answer)
				conn.Close()
			}
		}()
		address := "http://" + l.Addr().String()
		c := New(Config{Ports: []int{port(t, address)}, AllowPrivate: loopback})
		if _, err := c.Get(t.Context(), Request{URL: address}); kind(t, err) != Broken {
			t.Errorf("%s: %s: %v", name, kind(t, err), err)
		}
		l.Close()
	}
}

// TestSlowServers holds every answer back until the test is over, so that only
// the limits of the client can end a request.
func TestSlowServers(t *testing.T) {
	over := make(chan struct{})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/drip" {
			io.WriteString(w, "<")
			w.(http.Flusher).Flush()
		}
		<-over
	})
	defer close(over)
	for path, cfg := range map[string]Config{
		"/head": {HeaderTimeout: 20 * time.Millisecond}, "/drip": {Timeout: 50 * time.Millisecond}, "/both": {Timeout: 50 * time.Millisecond},
	} {
		_, err := client(t, cfg, s).Get(t.Context(), Request{URL: s.URL + path})
		if kind(t, err) != Timeout || !strings.Contains(err.Error(), "0ms") {
			t.Errorf("%s: %v", path, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := client(t, Config{}, s).Get(ctx, Request{URL: s.URL})
	if kind(t, err) != Stopped || !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// endless writes until the other side has had enough, 10 GB at most.
func endless(t *testing.T, w http.ResponseWriter, unit []byte) {
	sent := 0
	for sent < 10<<30 {
		n, err := w.Write(unit)
		if err != nil {
			return
		}
		sent += n
	}
	t.Error("all of it was read")
}

func TestSizeLimits(t *testing.T) {
	packed := func(data []byte, br bool) []byte {
		var b bytes.Buffer
		var z io.WriteCloser = gzip.NewWriter(&b)
		if br {
			z = brotli.NewWriter(&b)
		}
		z.Write(data)
		z.Close()
		return b.Bytes()
	}
	news := []byte(strings.Repeat("The army left the town on Monday. ", 100))
	chunk := []byte(strings.Repeat("x", 1<<20))
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/endless":
			endless(t, w, chunk)
		case "/announced":
			w.Header().Set("Content-Length", strconv.Itoa(10<<30))
			w.Write(chunk[:10])
		case "/gzip":
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(packed(news, false))
		case "/br":
			w.Header().Set("Content-Encoding", "br")
			w.Write(packed(news, true))
		case "/gzip-bomb":
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(packed(make([]byte, 9<<20), false))
		case "/br-bomb":
			w.Header().Set("Content-Encoding", "br")
			w.Write(packed(make([]byte, 9<<20), true))
		case "/gzip-large":
			w.Header().Set("Content-Encoding", "gzip")
			z, _ := gzip.NewWriterLevel(w, gzip.NoCompression)
			for range 12 {
				z.Write(chunk)
			}
			z.Close()
		}
	})
	c := client(t, Config{}, s)
	for path, want := range map[string]Kind{
		"/endless": TooLarge, "/announced": TooLarge, "/gzip-bomb": Bomb, "/br-bomb": Bomb, "/gzip-large": TooLarge,
	} {
		_, err := c.Get(t.Context(), Request{URL: s.URL + path})
		if got := kind(t, err); got != want {
			t.Errorf("%s: %s: %v", path, got, err)
		}
	}
	for _, path := range []string{"/gzip", "/br"} {
		if resp, err := c.Get(t.Context(), Request{URL: s.URL + path}); err != nil || !bytes.Equal(resp.Body, news) {
			t.Errorf("%s: %v", path, err)
		}
	}
	exact := client(t, Config{MaxBody: int64(len(news))}, s)
	if _, err := exact.Get(t.Context(), Request{URL: s.URL + "/gzip"}); err != nil {
		t.Error(err)
	}
}

func TestRequestsToAHostKeepTheirPause(t *testing.T) {
	running, most := 0, 0
	var mu sync.Mutex
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		running++
		most = max(most, running)
		mu.Unlock()
		io.WriteString(w, "x")
		mu.Lock()
		running--
		mu.Unlock()
	})
	ticks := newClock()
	c := client(t, Config{Now: ticks.Now, Wait: ticks.Wait, Pause: 3 * time.Second}, s)
	start := ticks.now
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			if _, err := c.Get(context.Background(), Request{URL: s.URL}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if took := ticks.now.Sub(start); took != 12*time.Second || len(ticks.waits) != 4 {
		t.Errorf("five requests took %v, waits %v", took, ticks.waits)
	}
	if most != 1 {
		t.Errorf("%d requests at a time", most)
	}
}

func TestAProxyTakesAllRequests(t *testing.T) {
	var got []string
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.URL.String())
		io.WriteString(w, "by proxy")
	})
	u, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := New(Config{Proxy: u})
	if resp, err := c.Get(t.Context(), Request{URL: "http://news.example/a"}); err != nil || string(resp.Body) != "by proxy" {
		t.Errorf("%+v, %v", resp, err)
	}
	if _, err := c.Get(t.Context(), Request{URL: "http://10.0.0.1/"}); kind(t, err) != Address {
		t.Error(err)
	}
	if !slices.Equal(got, []string{"http://news.example/a"}) {
		t.Errorf("the proxy was asked for %q", got)
	}
	t.Setenv("HTTP_PROXY", proxy.URL)
	if _, err := New(Config{}).Get(t.Context(), Request{URL: "http://127.0.0.1/"}); kind(t, err) != Address {
		t.Error(err)
	}
}

func TestTheListOfHostsStaysBounded(t *testing.T) {
	var h hosts
	now := time.Unix(1e9, 0)
	for i := range 3 * maxHosts {
		one := h.get(&url.URL{Host: fmt.Sprintf("h%d.example", i)}, time.Second, now)
		one.reserve(now)
		one.leave()
		now = now.Add(time.Second)
	}
	if len(h.byID) > maxHosts {
		t.Errorf("%d hosts are remembered", len(h.byID))
	}
}
