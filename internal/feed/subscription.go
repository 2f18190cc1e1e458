package feed

import (
	"hash/fnv"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"parley/internal/fetch"
)

// How often feeds are fetched, and when that is given up.
const (
	DefaultInterval = time.Hour
	MinInterval     = 15 * time.Minute
	MaxInterval     = 24 * time.Hour // what feeds ask for and waits after failures are cut to this
	ParseLimit      = 20             // failures to read the feed in a row after which it is given up
	MoveLimit       = 3              // the same permanent redirect in a row after which its target is taken
)

// Subscription is a feed that is followed, and what is known of it. All of it
// must be kept between polls.
type Subscription struct {
	URL    string    `json:"url"`
	Title  string    `json:"title,omitempty"`  // given by a person or a list; else the feed's own, once it was read
	Outlet string    `json:"outlet,omitempty"` // the name of the outlet in documents; empty: Title
	Added  time.Time `json:"added,omitzero"`

	Interval time.Duration `json:"interval,omitempty"` // wanted between polls; 0 is [DefaultInterval], at least [MinInterval]
	Next     time.Time     `json:"next,omitzero"`      // not to be fetched before; zero: now
	Fetched  time.Time     `json:"fetched,omitzero"`   // last attempt
	Stopped  bool          `json:"stopped,omitempty"`  // given up: it is due no more until a person says so

	// Validators of the last answer, byte for byte, and the address that gave
	// them: they are sent to no other.
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	ValidatorURL string `json:"validator_url,omitempty"`

	// What the feed itself asks for, kept for when it answers that nothing has changed.
	TTL       time.Duration  `json:"ttl,omitempty"`
	SkipHours []int          `json:"skip_hours,omitempty"` // UTC
	SkipDays  []time.Weekday `json:"skip_days,omitempty"`  // UTC; 0 is Sunday

	MovedTo string `json:"moved_to,omitempty"` // where the last permanent redirect led
	Moves   int    `json:"moves,omitempty"`    // how often in a row

	Failures    int    `json:"failures,omitempty"`     // in a row
	ParseErrors int    `json:"parse_errors,omitempty"` // in a row: it came, but could not be read
	LastStatus  int    `json:"last_status,omitempty"`  // of HTTP; 0 when there was no answer
	LastKind    string `json:"last_kind,omitempty"`    // a [fetch.Kind] or [KindParse]; empty after success
	LastError   string `json:"last_error,omitempty"`   // for people; empty after success
}

// interval returns the time between polls of a feed that is well.
func (s *Subscription) interval() time.Duration {
	d := s.Interval
	if d <= 0 {
		d = DefaultInterval
	}
	return min(max(d, MinInterval), MaxInterval)
}

// name returns what to call the outlet.
func (s *Subscription) name() string {
	switch {
	case s.Outlet != "":
		return s.Outlet
	case s.Title != "":
		return s.Title
	}
	return strings.TrimPrefix(hostOf(s.URL), "www.")
}

// jitter returns up to a tenth of d, always the same for the same feed, so that
// feeds that were added together are not all fetched at one time.
func (s *Subscription) jitter(d time.Duration) time.Duration {
	f := fnv.New32a()
	f.Write([]byte(s.URL)) // never fails
	return d / 10 * time.Duration(f.Sum32()%1000) / 1000
}

// succeed notes an answer at now. With rest, items are left that a poll soon
// after should get.
func (s *Subscription) succeed(resp *fetch.Response, rest bool, now time.Time) {
	s.Fetched, s.LastStatus, s.LastKind, s.LastError, s.Failures, s.ParseErrors = now, resp.Status, "", "", 0, 0
	s.Stopped = false // somebody has tried it again
	s.ETag, s.LastModified, s.ValidatorURL = resp.Validators.ETag, resp.Validators.LastModified, resp.Validators.URL
	d := s.interval()
	if rest { // and without validators, or they would never be shown again
		d, s.ETag, s.LastModified, s.ValidatorURL = MinInterval, "", "", ""
	}
	d = max(d, min(resp.MaxAge, MaxInterval), min(s.TTL, MaxInterval))
	s.Next = skip(now.Add(d+s.jitter(d)), s.SkipHours, s.SkipDays)
}

// skip returns the first time from at on that is not to be skipped.
func skip(at time.Time, hours []int, days []time.Weekday) time.Time {
	if len(hours) == 0 && len(days) == 0 {
		return at
	}
	at = at.UTC()
	for t := at; t.Before(at.Add(8 * 24 * time.Hour)); t = t.Truncate(time.Hour).Add(time.Hour) {
		if !slices.Contains(hours, t.Hour()) && !slices.Contains(days, t.Weekday()) {
			return t
		}
	}
	return at // a feed that is never to be fetched does not mean it
}

// fail notes a failure at now.
func (s *Subscription) fail(kind, why string, status int, after time.Duration, now time.Time) {
	s.Fetched, s.LastStatus, s.LastKind, s.LastError = now, status, kind, why
	s.Failures++
	wait := MaxInterval
	if n := s.Failures - 1; n < 7 {
		wait = min(s.interval()<<n, MaxInterval)
	}
	wait += s.jitter(wait)
	s.Next = now.Add(max(wait, after))
	if kind == KindParse {
		s.ParseErrors++
	} else {
		s.ParseErrors = 0
	}
	s.Stopped = kind == string(fetch.Gone) || status == http.StatusGone || s.ParseErrors >= ParseLimit
}

// move counts a permanent redirect and follows it when it has become a habit.
// It returns the new address then.
func (s *Subscription) move(to string) string {
	switch {
	case to == "" || to == s.URL:
		s.MovedTo, s.Moves = "", 0
		return ""
	case to == s.MovedTo:
		s.Moves++
	default:
		s.MovedTo, s.Moves = to, 1
	}
	if s.Moves < MoveLimit {
		return ""
	}
	s.URL, s.MovedTo, s.Moves = to, "", 0
	return to
}

// hostOf returns the host of an address, with its port; "" if there is none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
