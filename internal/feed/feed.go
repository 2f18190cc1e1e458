// Package feed follows news feeds: it reads RSS, Atom and JSON Feed, keeps the
// state of subscriptions, polls them when they are due, and makes documents of
// what is new.
//
//	result := feed.Poll(ctx, client, subscription, time.Now(), seen)
//	for _, doc := range result.Documents { … }
//	subscription = result.Updated // keep it
//
// It stores nothing: whoever calls keeps the subscriptions and the ids of items
// that were seen. [Watcher] runs forever over such a [Book].
package feed

import (
	"fmt"
	"io"

	"parley/internal/source"
)

// Feed and Item are what a feed holds.
type (
	Feed = source.Feed
	Item = source.Item
)

// Parse reads a feed that came with the given Content-Type (empty if unknown)
// from address, against which its links are resolved. Errors of the feed wrap
// [parley.ErrInvalid].
func Parse(r io.Reader, contentType, address string) (Feed, error) {
	data, err := io.ReadAll(io.LimitReader(r, source.MaxFeed+1))
	if err != nil {
		return Feed{}, fmt.Errorf("%s: %w", address, err)
	}
	return source.ParseFeed(data, contentType, address)
}

// Kinds of errors beside those of package fetch, for [Subscription.LastKind].
const (
	KindParse = "parse" // what came is no feed that can be read
)
