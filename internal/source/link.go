package source

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
)

// trackers are parameters of links that say where a reader came from, not what
// is to be read; those that end in "*" are the front of one.
var trackers = []string{
	"utm_*", "at_*", "mc_cid", "mc_eid", "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh",
	"_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "cmpid", "cmp", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "ito", "ftag",
	"traffic_source", "guccounter", "guce_referrer", "guce_referrer_sig", "xtor", "s_cid", "ncid", "smid",
}

// CleanURL returns an address without fragment and without parameters that
// serve to track readers; the order of the others stays. What is no address
// comes back as it is.
func CleanURL(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" {
		return s
	}
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	u.Fragment, u.RawFragment = "", ""
	var kept []string
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(part, "=")
		if part != "" && !isTracker(name) {
			kept = append(kept, part)
		}
	}
	u.RawQuery, u.ForceQuery = strings.Join(kept, "&"), false
	return u.String()
}

func isTracker(name string) bool {
	name = strings.ToLower(name)
	for _, t := range trackers {
		front, many := strings.CutSuffix(t, "*")
		if name == t || many && strings.HasPrefix(name, front) {
			return true
		}
	}
	return false
}

// DocumentID returns the id of the document that an item of the feed at address
// becomes: of the item's own id and its link, so that it is the same in every
// feed of a site and every time.
func (it *Item) DocumentID(address string) string {
	where := CleanURL(it.Link)
	if where == "" {
		where = address
	}
	sum := sha256.Sum256([]byte(CleanURL(it.ID) + "\x00" + where))
	return hex.EncodeToString(sum[:8])
}
