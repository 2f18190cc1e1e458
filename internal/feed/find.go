package feed

import (
	"context"
	"fmt"
	"time"

	"parley/internal/fetch"
	"parley/internal/source"
)

// Find fetches what somebody wants to follow. If address is that of a feed, it
// returns one subscription; if it is that of a page which names feeds, one for
// each. They are new, due at once, and [Subscription.Added] is now. The error is
// an [*fetch.Error] or wraps [parley.ErrInvalid].
func Find(ctx context.Context, client *fetch.Client, address string, now time.Time) ([]Subscription, error) {
	resp, err := client.Get(ctx, fetch.Request{URL: address, Accept: feedTypes})
	if err != nil {
		return nil, err
	}
	f, err := source.ParseFeed(resp.Body, resp.ContentType, resp.URL)
	if err == nil {
		if resp.Moved != "" {
			address = resp.Moved
		}
		return []Subscription{{URL: address, Title: f.Title, Added: now}}, nil
	}
	var subs []Subscription
	for _, l := range source.FeedLinks(resp.Body, resp.ContentType, resp.URL) {
		subs = append(subs, Subscription{URL: l.URL, Title: l.Title, Added: now})
	}
	if len(subs) == 0 {
		return nil, fmt.Errorf("%s: %w", resp.URL, err)
	}
	return subs, nil
}
