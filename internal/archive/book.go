package archive

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"parley"
	"parley/internal/feed"
	"parley/internal/fetch"
	"parley/internal/store"
)

// Feeds is the book of subscriptions that the store keeps, as [feed.Watcher] wants it:
// what a poll brings goes through the stages into the archive.
type Feeds struct {
	Intake *Intake
	Done   func(feed.Result, store.Done) // hears of every poll that is kept; may be nil
}

// List returns the subscriptions that are followed, with the numbers of their sources.
func List(ctx context.Context, s *store.Store) ([]feed.Subscription, []int64, error) {
	sources, err := s.Sources(ctx, "feed")
	if err != nil {
		return nil, nil, err
	}
	var subs []feed.Subscription
	var numbers []int64
	for _, src := range sources {
		if !src.Removed.IsZero() {
			continue
		}
		sub := feed.Subscription{URL: src.Address, Title: src.Title, Added: src.Added}
		if len(src.State) > 0 {
			if err := json.Unmarshal(src.State, &sub); err != nil {
				return nil, nil, fmt.Errorf("state of feed %s: %w", src.Address, err)
			}
		}
		subs, numbers = append(subs, sub), append(numbers, src.Number)
	}
	return subs, numbers, nil
}

// Follow adds a subscription; one that was given up, or removed, begins anew.
func Follow(ctx context.Context, s *store.Store, sub feed.Subscription) error {
	if err := feed.CheckURL(sub.URL); err != nil {
		return err
	}
	number, err := s.Source(ctx, "feed", sub.URL, sub.Title)
	if err != nil {
		return err
	}
	return keep(ctx, s, number, sub)
}

func keep(ctx context.Context, s *store.Store, number int64, sub feed.Subscription) error {
	state, err := json.Marshal(sub)
	if err != nil {
		return err
	}
	return s.SetSource(ctx, &store.Source{Number: number, Address: sub.URL, Title: cmp.Or(sub.Outlet, sub.Title), State: state})
}

// Book returns f as what a watcher reads.
func (f *Feeds) Book() feed.Book { return book{f} }

type book struct{ f *Feeds }

func (b book) Due(ctx context.Context, now time.Time) (due []feed.Subscription, next time.Time, err error) {
	subs, _, err := List(ctx, b.f.Intake.Store)
	for _, sub := range subs {
		switch {
		case sub.Stopped:
		case !sub.Next.After(now):
			due = append(due, sub)
		case next.IsZero() || sub.Next.Before(next):
			next = sub.Next
		}
	}
	slices.SortStableFunc(due, func(x, y feed.Subscription) int { return x.Next.Compare(y.Next) })
	return due, next, err
}

func (b book) Seen(ctx context.Context, url, id string) bool {
	number, err := b.f.Intake.Store.SourceNumber(ctx, url)
	if err != nil {
		return false
	}
	seen, err := b.f.Intake.Store.Seen(ctx, number, id)
	if err == nil && !seen {
		seen, err = b.f.Intake.Store.Has(ctx, id)
	}
	return seen && err == nil
}

// Done takes the documents in first and notes the items and the state after that:
// when it is cut off between, the documents come again and are known.
func (b book) Done(ctx context.Context, r feed.Result) error {
	number, err := b.f.Intake.Store.SourceNumber(ctx, r.URL)
	if errors.Is(err, parley.ErrNotFound) {
		return nil // removed meanwhile; nothing of it is wanted
	}
	if err != nil {
		return err
	}
	items := func(yield func(Item) bool) {
		for _, doc := range r.Documents {
			if !yield(Item{Document: doc, Source: number}) {
				return
			}
		}
	}
	done, err := b.f.Intake.Take(ctx, items)
	if err != nil {
		return err
	}
	visit := store.Fetch{At: r.Updated.Fetched, Status: "ok", Items: r.Items, New: r.New}
	switch {
	case r.Err != nil:
		visit.Status, visit.Message = cmp.Or(r.Updated.LastKind, "failed"), r.Err.Error()
	case r.NotModified:
		visit.Status = "unchanged"
	}
	if err := b.f.Intake.Store.Visited(ctx, number, visit, r.Seen); err != nil {
		return err
	}
	if err := keep(ctx, b.f.Intake.Store, number, r.Updated); err != nil {
		return err
	}
	if b.f.Done != nil {
		b.f.Done(r, done)
	}
	return nil
}

// Once polls every feed that is due one time and returns how many failed.
func (f *Feeds) Once(ctx context.Context, client *fetch.Client, now func() time.Time, all bool) (polled, failed int, err error) {
	due, _, err := f.Book().Due(ctx, now())
	if all {
		due, _, err = List(ctx, f.Intake.Store)
	}
	for _, sub := range due {
		if err != nil {
			break
		}
		r := feed.Poll(ctx, client, sub, now(), func(id string) bool { return f.Book().Seen(ctx, sub.URL, id) })
		if ctx.Err() != nil {
			return polled, failed, context.Cause(ctx)
		}
		polled++
		if r.Err != nil {
			failed++
		}
		err = f.Book().Done(ctx, r)
	}
	return polled, failed, err
}

// Stopped tells whether err is the end of a watch that was asked to stop.
func Stopped(err error) bool { return errors.Is(err, context.Canceled) }
