package store

import (
	"context"
	"time"
)

// Latest returns when the archive was last changed in what it tells: by a document,
// an event, a correction, or something deleted for good. Zero while it is empty.
func (s *Store) Latest(ctx context.Context) (time.Time, error) {
	var at int64
	_, err := one(reader{s, ctx}, []any{&at}, `select coalesce(max(at), 0) from (
		select max(added) as at from documents union all select max(gone) from documents union all
		select max(coded) from events union all select max(gone) from events union all
		select max(made) from corrections union all select max(undone) from corrections union all
		select max(at) from tombstones) changes`)
	return unixOrZero(at), s.dialect.Explain(err)
}

// WouldPurge tells what [Store.Purge] would delete with a document: how many events
// hold. A document that is not there is an error that wraps [parley.ErrNotFound].
func (s *Store) WouldPurge(ctx context.Context, document string) (events int, err error) {
	q := reader{s, ctx}
	var versions int
	_, err = one(q, []any{&versions}, "select count(*) from documents where id = ?", document)
	if err == nil && versions == 0 {
		return 0, notFound("document", document)
	}
	if err == nil {
		_, err = one(q, []any{&events}, "select count(*) from events where gone is null and document in (select seq from documents where id = ?)", document)
	}
	return events, s.dialect.Explain(err)
}

// WouldPurgeSource tells what [Store.PurgeSource] would delete with a source: how
// many documents, in all their versions, and how many events that hold.
func (s *Store) WouldPurgeSource(ctx context.Context, address string) (documents, events int, err error) {
	q := reader{s, ctx}
	var source int64
	found, err := one(q, []any{&source}, "select seq from sources where address = ?", address)
	if err == nil && !found {
		return 0, 0, notFound("source", address)
	}
	if err == nil {
		_, err = one(q, []any{&documents}, "select count(*) from documents where source = ?", source)
	}
	if err == nil {
		_, err = one(q, []any{&events}, "select count(*) from events where gone is null and (source = ? or document in (select seq from documents where source = ?))", source, source)
	}
	return documents, events, s.dialect.Explain(err)
}

// IsOutlet reports whether any document, or event without one, is of an outlet of
// this name, as it is written.
func (s *Store) IsOutlet(ctx context.Context, name string) (bool, error) {
	var n int
	found, err := one(reader{s, ctx}, []any{&n}, "select 1 where exists (select 1 from documents where outlet = ?) or exists (select 1 from events where outlet = ?)", name, name)
	return found, s.dialect.Explain(err)
}
