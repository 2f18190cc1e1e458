package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Bounds on robots.txt.
const (
	maxRobots     = 500 << 10 // bytes; the rest is not read
	robotsFor     = 24 * time.Hour
	robotsRetry   = time.Hour        // after it could not be read
	maxCrawlDelay = 30 * time.Second // longer pauses are cut to this
	maxSites      = 4096             // robots.txt that are remembered
)

// robotsCache remembers the robots.txt of sites.
type robotsCache struct {
	mu   sync.Mutex
	site map[string]siteRules
}

type siteRules struct {
	rules rules
	err   *Error // why it could not be read; no page may be then
	until time.Time
}

// mayRead reports whether robots.txt lets programs read u, with an error if not.
func (c *Client) mayRead(ctx context.Context, u *url.URL) error {
	site, err := c.rulesFor(ctx, u)
	if err != nil {
		return err
	}
	if site.err != nil {
		return &Error{URL: u.String(), Kind: Robots, Err: site.err, Status: site.err.Status,
			Why: "the site's robots.txt cannot be read, so its pages are left alone: " + site.err.Why}
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !site.rules.allow(path) {
		return &Error{URL: u.String(), Kind: Robots, Why: "the site's robots.txt asks programs not to read it"}
	}
	return nil
}

// rulesFor returns the rules of the site of u. The error is about ourselves:
// stopped, or kept away from a busy host.
func (c *Client) rulesFor(ctx context.Context, u *url.URL) (siteRules, error) {
	key := u.Scheme + "://" + hostName(u)
	now := c.cfg.Now()
	c.robots.mu.Lock()
	site, ok := c.robots.site[key]
	c.robots.mu.Unlock()
	if ok && now.Before(site.until) {
		return site, nil
	}
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	resp, err := c.follow(ctx, Request{URL: at.String(), Accept: "text/plain"}, c.robotsHop)
	var bad *Error
	switch {
	case err == nil:
		site = siteRules{rules: parseRobots(resp.Body, product(c.cfg.UserAgent)), until: now.Add(robotsFor)}
		c.keepPause(u, site.rules.delay, now)
	case !errors.As(err, &bad): // follow gives no other
		return siteRules{}, err
	case bad.Kind == Stopped || bad.Kind == Busy:
		return siteRules{}, bad
	case bad.Status >= 400 && bad.Status < 500: // there is none
		site = siteRules{until: now.Add(robotsFor)}
	default:
		site = siteRules{err: bad, until: now.Add(robotsRetry)}
	}
	c.robots.put(key, site, now)
	return site, nil
}

func (c *Client) robotsHop(ctx context.Context, u *url.URL, req Request) (*Response, *redirect, error) {
	return c.once(ctx, u, req, ask{limit: maxRobots, cut: true})
}

// keepPause makes the pause for u's host what its robots.txt asks for.
func (c *Client) keepPause(u *url.URL, d time.Duration, now time.Time) {
	if d > c.cfg.Pause {
		h := c.hosts.get(u, c.cfg.Pause, now)
		h.slower(min(d, maxCrawlDelay), now)
		h.leave()
	}
}

func (r *robotsCache) put(key string, site siteRules, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.site) >= maxSites {
		for k, s := range r.site {
			if now.After(s.until) {
				delete(r.site, k)
			}
		}
	}
	if r.site == nil || len(r.site) >= maxSites {
		r.site = map[string]siteRules{}
	}
	r.site[key] = site
}

// product returns the name that robots.txt knows a program by.
func product(agent string) string {
	name, _, _ := strings.Cut(agent, "/")
	name, _, _ = strings.Cut(strings.TrimSpace(name), " ")
	return strings.ToLower(name)
}

// rules are what a robots.txt says to us.
type rules struct {
	rules []rule
	delay time.Duration
}

type rule struct {
	pattern string // with "*" for anything and "$" at its end for the end
	allow   bool
}

// parseRobots reads a robots.txt as RFC 9309 has it: the groups that name agent
// hold, all of them together, or else those for everybody. Lines that make no
// sense are passed over.
func parseRobots(data []byte, agent string) rules {
	var ours, everybody rules
	var named, all, known, started bool // the group names us, everybody; someone names us; the group has rules
	for line := range strings.Lines(strings.TrimPrefix(strings.ReplaceAll(string(data), "\r", "\n"), "\ufeff")) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if !ok {
			continue
		}
		add := func(f func(*rules)) {
			started = true
			if named {
				f(&ours)
			}
			if all {
				f(&everybody)
			}
		}
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent":
			if started {
				named, all, started = false, false, false
			}
			all = all || value == "*"
			named = named || product(value) == agent
			known = known || named
		case "allow", "disallow":
			allow := strings.EqualFold(strings.TrimSpace(key), "allow")
			add(func(r *rules) { r.add(value, allow) })
		case "crawl-delay":
			if n, err := strconv.ParseFloat(value, 64); err == nil {
				add(func(r *rules) { r.delay = max(r.delay, bounded(n)) })
			}
		}
	}
	if known {
		return ours
	}
	return everybody
}

func (r *rules) add(pattern string, allow bool) {
	if pattern != "" { // "Disallow:" with nothing behind it forbids nothing
		r.rules = append(r.rules, rule{escaped(pattern), allow})
	}
}

// allow reports whether path may be read: what the longest matching rule says,
// and if two are as long, the kinder one.
func (r rules) allow(path string) bool {
	if path == "" {
		path = "/"
	}
	path = escaped(path)
	best, allow := -1, true
	for _, one := range r.rules {
		n := len(one.pattern)
		if (n > best || n == best && one.allow) && matches(one.pattern, path) {
			best, allow = n, one.allow
		}
	}
	return allow
}

// matches reports whether path starts with pattern, in time that grows with
// the product of their lengths at most.
func matches(pattern, path string) bool {
	pattern, toEnd := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	if len(parts) == 1 {
		return !toEnd || path == ""
	}
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		_, rest, ok := strings.Cut(path, part)
		if !ok {
			return false
		}
		path = rest
	}
	if toEnd {
		return strings.HasSuffix(path, parts[last])
	}
	return strings.Contains(path, parts[last])
}

// escaped writes a path in one way, however much of it was escaped: letters and
// digits as they are, everything beyond ASCII as "%XX".
func escaped(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		if c == '%' && i+2 < len(path) {
			if n, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				if d := byte(n); unreserved(d) {
					b.WriteByte(d)
				} else {
					fmt.Fprintf(&b, "%%%02X", d)
				}
				i += 2
				continue
			}
		}
		if c <= ' ' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unreserved reports whether a byte means the same escaped or not.
func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
