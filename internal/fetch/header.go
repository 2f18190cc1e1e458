package fetch

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxWait bounds what a server may ask for.
const maxWait = 7 * 24 * time.Hour

// retryAfter reads Retry-After: seconds or a date. 0 when there is none.
func retryAfter(h http.Header, now time.Time) time.Duration {
	s := strings.TrimSpace(h.Get("Retry-After"))
	if s == "" {
		return 0
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		return bounded(n)
	}
	at, err := http.ParseTime(s)
	if err != nil {
		return 0
	}
	// The server's clock may be off; what it means is the time from its own now.
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return min(max(at.Sub(now), 0), maxWait)
}

// maxAge reads how long the server says that its answer stays fresh.
func maxAge(h http.Header) time.Duration {
	for _, line := range h.Values("Cache-Control") {
		for part := range strings.SplitSeq(line, ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
			if !strings.EqualFold(name, "max-age") {
				continue
			}
			if n, err := strconv.ParseFloat(strings.Trim(value, `"`), 64); err == nil {
				return bounded(n)
			}
		}
	}
	return 0
}

// bounded makes a duration of seconds.
func bounded(seconds float64) time.Duration {
	if !(seconds > 0) { // not a number, too
		return 0
	}
	return time.Duration(min(seconds, maxWait.Seconds()) * float64(time.Second))
}

// textual reports whether a page of this type can hold text to read. Servers
// that do not say are believed to.
func textual(contentType string) bool {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(contentType, ";")
		media = strings.ToLower(strings.TrimSpace(media))
	}
	switch media {
	case "", "text/html", "application/xhtml+xml", "text/plain":
		return true
	}
	return false
}
