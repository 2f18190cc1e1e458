// Package fetch gets pages and feeds from the web, politely and on guard.
//
// Polite: one connection a host, a pause between requests, robots.txt for pages,
// conditional requests, no cookies, no referrer, and no second question to a
// host that asked for peace. On guard: only http and https to public addresses,
// checked when they are dialled and again after every redirect; bounded size,
// time and expansion.
//
//	client := fetch.New(fetch.Config{UserAgent: fetch.UserAgent("1.0", "https://example.org/bot")})
//	resp, err := client.Page(ctx, "https://news.example/a")
//	var why *fetch.Error
//	if errors.As(err, &why) && why.Kind == fetch.Robots { … }
package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// MaxRedirects is how often one request may be led on.
const MaxRedirects = 5

// Bounds that a zero [Config] has.
const (
	DefaultConnectTimeout = 10 * time.Second
	DefaultHeaderTimeout  = 20 * time.Second
	DefaultTimeout        = 60 * time.Second
	DefaultMaxBody        = 10 << 20 // bytes
	DefaultPause          = time.Second
)

// Config says how to fetch. The zero value is fit for use.
type Config struct {
	// UserAgent is sent with every request; its first word up to "/" is the name
	// that robots.txt is asked about. Empty is that of [UserAgent] without contact.
	UserAgent string
	// Ports that may be connected to. Empty is 80 and 443.
	Ports []int
	// AllowPrivate lists ranges of addresses that are fetched from although they
	// are not public: those of one's own network, say.
	AllowPrivate []netip.Prefix
	// Proxy takes all requests, if set; the environment is never asked. A proxy
	// looks names up by itself, so only addresses in numbers are checked then.
	Proxy *url.URL
	// RootCAs are trusted to sign certificates. nil is the system's.
	RootCAs *x509.CertPool

	ConnectTimeout time.Duration // to connect, and for TLS; 0 is [DefaultConnectTimeout]
	HeaderTimeout  time.Duration // from the request to the head of the answer; 0 is [DefaultHeaderTimeout]
	Timeout        time.Duration // of one request with its answer, without redirects; 0 is [DefaultTimeout]
	MaxBody        int64         // bytes of an answer after decompression; 0 is [DefaultMaxBody]
	// Pause is the least time between requests to one host. 0 is [DefaultPause].
	Pause time.Duration

	// Now tells the time and Wait lets some pass, until ctx ends. nil are the
	// clock's; tests bring their own.
	Now  func() time.Time
	Wait func(ctx context.Context, d time.Duration) error
}

func (c Config) withDefaults() Config {
	if c.UserAgent == "" {
		c.UserAgent = UserAgent("", "")
	}
	if len(c.Ports) == 0 {
		c.Ports = []int{80, 443}
	}
	for _, d := range []struct {
		set   *time.Duration
		value time.Duration
	}{
		{&c.ConnectTimeout, DefaultConnectTimeout}, {&c.HeaderTimeout, DefaultHeaderTimeout},
		{&c.Timeout, DefaultTimeout}, {&c.Pause, DefaultPause},
	} {
		if *d.set <= 0 {
			*d.set = d.value
		}
	}
	if c.MaxBody <= 0 {
		c.MaxBody = DefaultMaxBody
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Wait == nil {
		c.Wait = wait
	}
	return c
}

// UserAgent returns how Parley calls itself: its version, and an address where
// the people who run it can be reached. Either may be empty.
func UserAgent(version, contact string) string {
	if version == "" {
		version = "dev"
	}
	if contact == "" {
		return "Parley/" + version
	}
	return fmt.Sprintf("Parley/%s (+%s)", version, contact)
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Client fetches. Any number of goroutines may use it; requests to one host
// take turns. It remembers hosts, their robots.txt and how busy they are.
type Client struct {
	cfg    Config
	http   http.RoundTripper
	hosts  hosts
	robots robotsCache
}

// New returns a client.
func New(cfg Config) *Client {
	c := &Client{cfg: cfg.withDefaults()}
	dialer := &net.Dialer{Timeout: c.cfg.ConnectTimeout}
	t := &http.Transport{
		TLSClientConfig:        &tls.Config{RootCAs: cfg.RootCAs, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    c.cfg.ConnectTimeout,
		ResponseHeaderTimeout:  c.cfg.HeaderTimeout,
		MaxResponseHeaderBytes: 256 << 10,
		MaxConnsPerHost:        1,
		MaxIdleConns:           64,
		IdleConnTimeout:        30 * time.Second,
		DisableCompression:     true, // body.go undoes it, within bounds
		ForceAttemptHTTP2:      true,
	}
	if c.cfg.Proxy != nil {
		t.Proxy = http.ProxyURL(c.cfg.Proxy)
	} else {
		dialer.Control = c.control
	}
	t.DialContext = dialer.DialContext
	c.http = t
	return c
}

// Close closes connections that are kept for later.
func (c *Client) Close() { c.http.(*http.Transport).CloseIdleConnections() }

// Validators let a server answer that nothing has changed. They are sent back
// byte for byte, and only to the address that gave them.
type Validators struct {
	URL          string // that gave them; empty is the address asked for
	ETag         string
	LastModified string
}

// Request is what to get.
type Request struct {
	URL        string
	Validators Validators
	Accept     string // types of media; empty for any
}

// Response is an answer of success.
type Response struct {
	URL         string        // that answered, after all redirects
	Status      int           // 2xx or 304
	NotModified bool          // nothing has changed; there is no body
	Body        []byte        // decompressed
	ContentType string        //
	Validators  Validators    // to send next time; the old ones if it did not change
	MaxAge      time.Duration // how long the answer is fresh; 0 when not said
	Moved       string        // where permanent redirects (301, 308) led; empty without
	Time        time.Time     // when it came
}

// Get gets a feed or the like. The error is an [*Error].
func (c *Client) Get(ctx context.Context, req Request) (*Response, error) {
	resp, err := c.follow(ctx, req, c.getHop)
	if err != nil {
		return nil, err // not a nil *Error
	}
	return resp, nil
}

// Page gets a page for people, if robots.txt lets programs read it and it is
// text. The error is an [*Error].
func (c *Client) Page(ctx context.Context, address string) (*Response, error) {
	req := Request{URL: address, Accept: "text/html, application/xhtml+xml, text/plain;q=0.5"}
	resp, err := c.follow(ctx, req, c.pageHop)
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// hop gets u without following redirects, for which it returns the address in next.
type hop func(ctx context.Context, u *url.URL, req Request) (resp *Response, next *redirect, err error)

func (c *Client) getHop(ctx context.Context, u *url.URL, req Request) (*Response, *redirect, error) {
	return c.once(ctx, u, req, ask{limit: c.cfg.MaxBody, pause: true})
}

func (c *Client) pageHop(ctx context.Context, u *url.URL, req Request) (*Response, *redirect, error) {
	if err := c.mayRead(ctx, u); err != nil {
		return nil, nil, err
	}
	return c.once(ctx, u, req, ask{limit: c.cfg.MaxBody, pause: true, text: true})
}

// redirect is where an answer sends us.
type redirect struct {
	location  string
	permanent bool
}

// follow gets req.URL and goes where it is sent.
func (c *Client) follow(ctx context.Context, req Request, one hop) (*Response, error) {
	u, bad := c.parseURL(req.URL)
	if bad != nil {
		return nil, bad
	}
	if req.Validators.URL == "" {
		req.Validators.URL = u.String()
	}
	seen := map[string]bool{u.String(): true}
	moved, permanent := "", true
	for range MaxRedirects + 1 {
		resp, next, err := one(ctx, u, req)
		if err != nil {
			return nil, err
		}
		if next == nil {
			resp.Moved = moved
			return resp, nil
		}
		if u, err = c.lead(u, next, seen); err != nil {
			return nil, err
		}
		if permanent = permanent && next.permanent; permanent {
			moved = u.String()
		}
	}
	return nil, &Error{URL: req.URL, Kind: TooManyRedirects, Why: fmt.Sprintf("it leads on and on: more than %d redirects", MaxRedirects)}
}

// lead returns the address that a redirect from u leads to, if it may be followed.
func (c *Client) lead(u *url.URL, next *redirect, seen map[string]bool) (*url.URL, error) {
	target, err := u.Parse(next.location)
	if err != nil {
		return nil, &Error{URL: u.String(), Kind: Broken, Why: "it leads to something that is no address"}
	}
	to, bad := c.parseURL(target.String())
	if bad != nil {
		bad.Why = "led there from " + u.String() + ": " + bad.Why
		return nil, bad
	}
	if seen[to.String()] {
		return nil, &Error{URL: u.String(), Kind: RedirectLoop, Why: "it leads back to " + to.String() + ", in a circle"}
	}
	seen[to.String()] = true
	return to, nil
}

// errSlow is the cause of the end of a request that took too long.
var errSlow = errors.New("too slow")

// ask says what may come back.
type ask struct {
	limit int64 // bytes of the body
	cut   bool  // a longer body is cut, not refused
	pause bool  // keep the pause between requests
	text  bool  // only text is of use
}

// once makes one request.
func (c *Client) once(ctx context.Context, u *url.URL, req Request, a ask) (*Response, *redirect, error) {
	host, err := c.turn(ctx, u, a.pause)
	if err != nil {
		return nil, nil, err
	}
	defer host.release()
	ctx, cancel := context.WithTimeoutCause(ctx, c.cfg.Timeout, errSlow)
	defer cancel()
	answer, err := c.http.RoundTrip(c.request(ctx, u, req))
	if err != nil {
		return nil, nil, c.failure(ctx, u, err)
	}
	defer answer.Body.Close()
	now := c.cfg.Now()
	if next, err := c.judge(u, req, answer, now); next != nil || err != nil {
		if err != nil && err.Kind == Busy {
			host.struck(now, err.RetryAfter)
		}
		if err != nil {
			return nil, nil, err
		}
		return nil, next, nil
	}
	host.well()
	resp := &Response{
		URL: u.String(), Status: answer.StatusCode, ContentType: answer.Header.Get("Content-Type"), MaxAge: maxAge(answer.Header), Time: now,
		Validators: Validators{URL: u.String(), ETag: answer.Header.Get("ETag"), LastModified: answer.Header.Get("Last-Modified")},
	}
	if answer.StatusCode == http.StatusNotModified {
		resp.NotModified, resp.Validators = true, req.Validators
		return resp, nil, nil
	}
	if a.text && !textual(resp.ContentType) {
		return nil, nil, &Error{URL: u.String(), Kind: Content, Why: "it is no page of text but " + shown(resp.ContentType), Status: answer.StatusCode}
	}
	if resp.Body, err = readBody(answer, u, a.limit, a.cut); err != nil {
		return nil, nil, c.failure(ctx, u, err)
	}
	return resp, nil, nil
}

// request builds the request for u.
func (c *Client) request(ctx context.Context, u *url.URL, req Request) *http.Request {
	r := (&http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{}}).WithContext(ctx)
	r.Header.Set("User-Agent", c.cfg.UserAgent)
	r.Header.Set("Accept-Encoding", "gzip, br")
	accept := req.Accept
	if accept == "" {
		accept = "*/*"
	}
	r.Header.Set("Accept", accept)
	if v := req.Validators; v.URL == u.String() {
		if v.ETag != "" {
			r.Header["If-None-Match"] = []string{v.ETag}
		}
		if v.LastModified != "" {
			r.Header["If-Modified-Since"] = []string{v.LastModified}
		}
	}
	return r
}

// judge looks at the head of an answer: a redirect, an error, or neither.
func (c *Client) judge(u *url.URL, req Request, answer *http.Response, now time.Time) (*redirect, *Error) {
	status := answer.StatusCode
	bad := &Error{URL: u.String(), Kind: Status, Status: status, Why: fmt.Sprintf("the server answers %d %s", status, http.StatusText(status))}
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		if to := answer.Header.Get("Location"); to != "" {
			return &redirect{to, status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect}, nil
		}
		bad.Why += " and does not say where"
	case http.StatusNotModified:
		if v := req.Validators; v.URL == u.String() && (v.ETag != "" || v.LastModified != "") {
			return nil, nil
		}
		bad.Why += ", which was not asked"
	case http.StatusGone:
		bad.Kind, bad.Why = Gone, "the server says that it is gone for good (410)"
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		bad.Kind, bad.RetryAfter = Busy, retryAfter(answer.Header, now)
	default:
		if status >= 200 && status < 300 {
			return nil, nil
		}
		bad.RetryAfter = retryAfter(answer.Header, now)
	}
	return nil, bad
}
