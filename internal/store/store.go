// Package store keeps the archive: documents, their events, what was merged into
// which incident, what people corrected, where it all came from and when.
//
//	s, err := sqlite.Open(ctx, "parley.db", store.Config{})
//	done, err := s.Put(ctx, records)          // all of them or none
//	page, err := s.Events(ctx, store.Filter{Country: "PAK"}, store.Page{})
//
// Nothing is overwritten. Three times are apart: the day of an event, the day of
// its report, and the time of coding. A record that is coded or corrected anew is
// a new row, and the old one is gone since then; [Filter.AsOf] reads the archive
// as it was known on a day. What follows from the events alone, such as the
// account that an incident gives, is worked out when it is asked for.
//
// There is one writer at a time and any number of readers; a [Store] is safe for
// concurrent use. Every writing method is one transaction: it is done whole or not
// at all, also when the machine stops in the middle.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"sync/atomic"
	"time"

	"parley"
	"parley/incident"
)

// What can be wrong with an archive; [Dialect.Explain] tells which.
var (
	ErrBusy     = errors.New("another writer holds the archive")
	ErrFull     = errors.New("the disk is full")
	ErrReadOnly = errors.New("the archive cannot be written")
	ErrDisk     = errors.New("the disk does not do what it is asked")
	ErrDamaged  = errors.New("the archive is damaged")
	ErrForeign  = errors.New("it is not an archive of Parley")
	ErrNewer    = errors.New("the archive was written by a newer Parley")
)

// Config says how an archive is used. The zero value is the default.
type Config struct {
	ReadOnly bool             // open for reading only; the archive must exist
	Existing bool             // the archive must exist
	CacheMiB int              // memory that the writer keeps pages in; 0 is 64. Large imports are faster with more
	Now      func() time.Time // the clock; time.Now by default
}

// Store is an open archive.
type Store struct {
	write   *sql.DB // one connection
	read    *sql.DB
	dialect Dialect
	now     func() time.Time
	run     atomic.Int64             // the [Run] that writes
	reports memory[*incident.Report] // of events that were compared lately
	actors  memory[int64]            // numbers, by key
	arenas  memory[int64]            // the same
}

// New makes a store of two pools of connections to a migrated database: one that
// writes, of a single connection, and one that reads. The store closes them.
func New(write, read *sql.DB, dialect Dialect, cfg Config) *Store {
	now := cfg.Now
	if now == nil {
		now = time.Now
	}
	return &Store{
		write: write, read: read, dialect: dialect, now: now,
		reports: memory[*incident.Report]{most: 20_000}, // some 25 MB
		actors:  memory[int64]{most: 50_000},            // some 2 MB
		arenas:  memory[int64]{most: 50_000},
	}
}

// Close releases the archive.
func (s *Store) Close() error { return errors.Join(s.read.Close(), s.write.Close()) }

// stamp is the present as the archive notes it.
func (s *Store) stamp() int64 { return s.now().Unix() }

// tx runs do in a transaction that writes.
func (s *Store) tx(ctx context.Context, do func(*writer) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return s.dialect.Explain(err)
	}
	w := &writer{s: s, tx: tx, ctx: ctx, stmts: map[string]*sql.Stmt{}}
	if err = do(w); err == nil {
		if err = tx.Commit(); err == nil {
			return nil
		}
	}
	s.actors.clear() // the transaction may have given numbers
	s.arenas.clear()
	return errors.Join(s.dialect.Explain(err), ignoreDone(tx.Rollback()))
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// writer is a transaction with the statements that it has prepared.
type writer struct {
	s     *Store
	tx    *sql.Tx
	ctx   context.Context
	stmts map[string]*sql.Stmt
}

func (w *writer) stmt(query string) (*sql.Stmt, error) {
	if st := w.stmts[query]; st != nil {
		return st, nil
	}
	st, err := w.tx.PrepareContext(w.ctx, w.s.dialect.Rebind(query))
	if err != nil {
		return nil, fmt.Errorf("%w in %q", err, query)
	}
	w.stmts[query] = st
	return st, nil
}

func (w *writer) exec(query string, args ...any) (sql.Result, error) {
	st, err := w.stmt(query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(w.ctx, args...)
}

func (w *writer) query(query string, args ...any) (*sql.Rows, error) {
	st, err := w.stmt(query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(w.ctx, args...)
}

// querier asks the archive: a writer, or a reader.
type querier interface {
	query(query string, args ...any) (*sql.Rows, error)
}

// one scans the one row of a query; found is false when there is none.
func one(q querier, dest []any, query string, args ...any) (found bool, err error) {
	rows, err := q.query(query, args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(dest...)
	})
	return found, err
}

// reader asks the archive outside of any transaction that writes.
type reader struct {
	s   *Store
	ctx context.Context
}

func (r reader) query(query string, args ...any) (*sql.Rows, error) {
	return r.s.read.QueryContext(r.ctx, r.s.dialect.Rebind(query), args...)
}

// rowsAtOnce is how many rows one statement inserts.
const rowsAtOnce = 128

// insert puts rows, of width values each, into a table: "into t (a, b)". What is
// there already is left as it is.
func (w *writer) insert(into string, width int, values []any) error {
	for len(values) > 0 {
		n := min(len(values), width*rowsAtOnce)
		if n < width*rowsAtOnce {
			n = width // the rest row by row, so that few statements are prepared
		}
		if _, err := w.exec(insertion(into, width, n/width), values[:n]...); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

func insertion(into string, width, rows int) string {
	one := "(" + strings.Repeat("?, ", width-1) + "?)"
	return "insert " + into + " values " + strings.Repeat(one+", ", rows-1) + one + " on conflict do nothing"
}

// each calls row for every row of a query.
func each(rows *sql.Rows, err error, row func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// marks is a list of n placeholders.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// anys are values as arguments of a query.
func anys[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// padded are values as exactly n arguments, the last value repeated, so that lists of
// any length share one prepared query.
func padded[T any](values []T, n int) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = values[min(i, len(values)-1)]
	}
	return out
}

// versionsOf selects the numbers of all versions of n events by their IDs, which are
// to be bound twice: those that hold and those that are gone have an index each.
func versionsOf(n int) string {
	return "select seq from events where gone is null and id in (" + marks(n) + ") union all select seq from events where gone is not null and id in (" + marks(n) + ")"
}

// key hashes words to the key of a posting or an actor.
func key(words ...string) int64 {
	h := fnv.New64a()
	for _, word := range words {
		h.Write([]byte(word))
		h.Write([]byte{0})
	}
	return int64(h.Sum64())
}

// dayOf is a day of the calendar as the archive numbers it.
func dayOf(t time.Time) int64 { return int64(incident.DayOf(t)) }

// timeOf is the reverse of dayOf.
func timeOf(day int64) time.Time { return time.Unix(day*86400, 0).UTC() }

// dayOrNull is dayOf for a time that may not be known.
func dayOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return dayOf(t)
}

// notFound tells that the archive does not have what was asked for.
func notFound(what, id string) error {
	return fmt.Errorf("%s %q: %w in the archive", what, id, parley.ErrNotFound)
}
