package store

import (
	"context"
	"database/sql"
	"time"

	"parley"
)

// Source is where documents come from.
type Source struct {
	Number  int64
	Kind    string // "file", "feed", "import"
	Address string // name of the file, URL of the feed
	Title   string
	Added   time.Time
	Removed time.Time // of feeds; zero while it is read
	State   []byte    // what the fetching keeps, as JSON; not looked at here
}

// Fetch is one visit to a source.
type Fetch struct {
	At      time.Time
	Status  string // "ok", "unchanged", or the kind of error
	Items   int
	New     int
	Message string
}

// Source returns the number of a source, a new one where the archive has none of
// that address. A feed that was removed is read again.
func (s *Store) Source(ctx context.Context, kind, address, title string) (number int64, err error) {
	err = s.tx(ctx, func(w *writer) error {
		if err := w.insert("into sources (kind, address, title, added)", 4, []any{kind, address, title, s.stamp()}); err != nil {
			return err
		}
		if _, err := one(w, []any{&number}, "select seq from sources where address = ?", address); err != nil {
			return err
		}
		_, err := w.exec("update sources set removed = null where seq = ? and removed is not null", number)
		return err
	})
	return number, err
}

// Sources returns the sources of a kind, or all, with those that were removed.
func (s *Store) Sources(ctx context.Context, kind string) (out []Source, err error) {
	rows, err := reader{s, ctx}.query("select seq, kind, address, title, added, coalesce(removed, 0), state from sources where kind = ? or ? = '' order by seq", kind, kind)
	err = each(rows, err, func(rows *sql.Rows) error {
		var src Source
		var added, removed int64
		err := rows.Scan(&src.Number, &src.Kind, &src.Address, &src.Title, &added, &removed, &src.State)
		src.Added, src.Removed = unixOrZero(added), unixOrZero(removed)
		out = append(out, src)
		return err
	})
	return out, s.dialect.Explain(err)
}

// SourceNumber returns the number of a source that is read; one that was removed is
// not found.
func (s *Store) SourceNumber(ctx context.Context, address string) (number int64, err error) {
	found, err := one(reader{s, ctx}, []any{&number}, "select seq from sources where address = ? and removed is null", address)
	if err == nil && !found {
		err = notFound("source", address)
	}
	return number, s.dialect.Explain(err)
}

// SetSource keeps the title and the state of a source. An address that another
// source has is an error that wraps [parley.ErrConflict].
func (s *Store) SetSource(ctx context.Context, src *Source) error {
	return s.tx(ctx, func(w *writer) error {
		var other int64
		found, err := one(w, []any{&other}, "select seq from sources where address = ? and seq <> ?", src.Address, src.Number)
		if err != nil {
			return err
		}
		if found {
			return notFree(src.Address)
		}
		_, err = w.exec("update sources set address = ?, title = ?, state = ? where seq = ?", src.Address, src.Title, string(src.State), src.Number)
		return err
	})
}

// RemoveSource stops the reading of a source; what came from it stays.
func (s *Store) RemoveSource(ctx context.Context, address string) error {
	return s.tx(ctx, func(w *writer) error {
		res, err := w.exec("update sources set removed = ? where address = ? and removed is null", s.stamp(), address)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return notFound("source", address)
		}
		return nil
	})
}

// Seen reports whether an item of a feed has been dealt with.
func (s *Store) Seen(ctx context.Context, source int64, item string) (bool, error) {
	var n int
	found, err := one(reader{s, ctx}, []any{&n}, "select 1 from items where source = ? and id = ?", source, item)
	return found, s.dialect.Explain(err)
}

// Visited notes a visit to a source, and the items that have been dealt with since then.
func (s *Store) Visited(ctx context.Context, source int64, f Fetch, items []string) error {
	return s.tx(ctx, func(w *writer) error {
		var rows []any
		for _, item := range items {
			rows = append(rows, source, item, f.At.Unix())
		}
		if err := w.insert("into items (source, id, at)", 3, rows); err != nil {
			return err
		}
		_, err := w.exec("insert into fetches (source, at, status, items, fresh, message) values (?, ?, ?, ?, ?, ?)",
			source, f.At.Unix(), f.Status, f.Items, f.New, f.Message)
		return err
	})
}

// Visits returns the latest visits to a source, the last one first.
func (s *Store) Visits(ctx context.Context, source int64, limit int) (out []Fetch, err error) {
	rows, err := reader{s, ctx}.query("select at, status, items, fresh, message from fetches where source = ? order by at desc, seq desc limit ?", source, limit)
	err = each(rows, err, func(rows *sql.Rows) error {
		var f Fetch
		var at int64
		err := rows.Scan(&at, &f.Status, &f.Items, &f.New, &f.Message)
		f.At = unixOrZero(at)
		out = append(out, f)
		return err
	})
	return out, s.dialect.Explain(err)
}

// Has reports whether a document of an ID is in the archive, or was deleted for good.
func (s *Store) Has(ctx context.Context, id string) (bool, error) {
	q := reader{s, ctx}
	var n int
	found, err := one(q, []any{&n}, "select 1 from documents where id = ? union all select 1 from tombstones where kind = 'document' and hash = ?",
		id, tombstone(id))
	return found, s.dialect.Explain(err)
}

func notFree(address string) error {
	return wrapf(parley.ErrConflict, "another source has the address %q", address)
}
