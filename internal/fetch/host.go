package fetch

import (
	"context"
	"fmt"
	"hash/fnv"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// hosts remembers what is going on with each host.
type hosts struct {
	mu   sync.Mutex
	byID map[string]*host
}

// maxHosts is how many hosts are remembered before the idle ones are dropped.
const maxHosts = 4096

// host is one server: whose turn it is, and when it may be asked again.
type host struct {
	all  *hosts
	name string
	slot chan struct{} // holds one token while a request runs

	// Under all.mu:
	users   int // requests that run or wait
	limiter *rate.Limiter
	last    time.Time // of the last request's start
	strikes int       // answers of "busy" in a row
	until   time.Time // not to be asked before
}

// hostName returns what requests take turns by: the host and its port.
func hostName(u *url.URL) string {
	name := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if p := u.Port(); p != "" {
		name += ":" + p
	}
	return name
}

// get returns the host of u and counts one user more.
func (h *hosts) get(u *url.URL, pause time.Duration, now time.Time) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.byID == nil {
		h.byID = map[string]*host{}
	}
	name := hostName(u)
	one := h.byID[name]
	if one == nil {
		h.sweep(now)
		one = &host{all: h, name: name, slot: make(chan struct{}, 1), limiter: rate.NewLimiter(rate.Every(pause), 1)}
		h.byID[name] = one
	}
	one.users++
	return one
}

// sweep forgets hosts that nobody uses or has to be kept away from.
func (h *hosts) sweep(now time.Time) {
	if len(h.byID) < maxHosts {
		return
	}
	for name, one := range h.byID {
		if one.users == 0 && now.Sub(one.last) > time.Minute && now.After(one.until) {
			delete(h.byID, name)
		}
	}
}

// turn waits until u's host may be asked. Whoever has the turn calls release.
func (c *Client) turn(ctx context.Context, u *url.URL, pause bool) (*host, error) {
	h := c.hosts.get(u, c.cfg.Pause, c.cfg.Now())
	select {
	case h.slot <- struct{}{}:
	case <-ctx.Done():
		h.leave()
		return nil, c.failure(ctx, u, context.Cause(ctx))
	}
	now := c.cfg.Now()
	if left := h.peace(now); left > 0 {
		h.release()
		return nil, &Error{URL: u.String(), Kind: Busy, RetryAfter: left,
			Why: fmt.Sprintf("%s is busy and asked not to be disturbed; it is left alone for %v more", h.name, left.Round(time.Second))}
	}
	if pause {
		if d := h.reserve(now); d > 0 {
			if err := c.cfg.Wait(ctx, d); err != nil {
				h.release()
				return nil, c.failure(ctx, u, err)
			}
		}
	}
	return h, nil
}

// reserve takes the next place in the order of requests and returns how long it
// is until then.
func (h *host) reserve(now time.Time) time.Duration {
	h.all.mu.Lock()
	defer h.all.mu.Unlock()
	d := h.limiter.ReserveN(now, 1).DelayFrom(now)
	h.last = now.Add(d)
	return d
}

// slower makes the pause at least d.
func (h *host) slower(d time.Duration, now time.Time) {
	h.all.mu.Lock()
	defer h.all.mu.Unlock()
	if every := rate.Every(d); every < h.limiter.Limit() {
		h.limiter.SetLimitAt(now, every)
	}
}

// peace returns how long the host must still be left alone.
func (h *host) peace(now time.Time) time.Duration {
	h.all.mu.Lock()
	defer h.all.mu.Unlock()
	return h.until.Sub(now)
}

// The time for which a busy host is left alone when it does not say: doubled
// each time in a row.
const (
	firstPeace   = time.Minute
	longestPeace = time.Hour
)

// struck notes an answer of "busy" at now; after is what the host asks for, 0 for nothing.
func (h *host) struck(now time.Time, after time.Duration) {
	h.all.mu.Lock()
	defer h.all.mu.Unlock()
	h.strikes++
	if after == 0 {
		after = min(firstPeace<<min(h.strikes-1, 10), longestPeace)
		f := fnv.New32a()
		fmt.Fprintf(f, "%s %d", h.name, h.strikes)
		after += after / 4 * time.Duration(f.Sum32()%1024) / 1024 // hosts must not all be asked at once
	}
	h.until = now.Add(after)
}

// well notes an answer of success.
func (h *host) well() {
	h.all.mu.Lock()
	defer h.all.mu.Unlock()
	h.strikes, h.until = 0, time.Time{}
}

// release gives the turn on.
func (h *host) release() {
	<-h.slot
	h.leave()
}

func (h *host) leave() {
	h.all.mu.Lock()
	defer h.all.mu.Unlock()
	h.users--
}
