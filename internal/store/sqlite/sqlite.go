// Package sqlite opens an archive in one SQLite file, the default of Parley: no
// server, no settings. The driver is modernc.org/sqlite, which is pure Go.
//
// The file is in write-ahead mode: readers do not wait for the writer, and what was
// committed is on the disk. Beside it stand two files with -wal and -shm at the end
// of their names while it is in use.
package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/pressly/goose/v3"
	msqlite "modernc.org/sqlite" // registers the driver
	sqlite3 "modernc.org/sqlite/lib"

	"parley/internal/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// How connections are set up. Half a second is what people do not notice; a writer
// waits ten seconds for another, since its transactions are short.
const (
	writerCacheMiB = 64
	readerCacheMiB = 8
	busyMillis     = 10_000
)

// Open opens the archive in a file, and makes one where there is none, unless
// cfg.ReadOnly says otherwise. Errors wrap one of the errors of package store, or
// [fs.ErrNotExist].
func Open(ctx context.Context, file string, cfg store.Config) (*store.Store, error) {
	if err := look(file, cfg.ReadOnly || cfg.Existing); err != nil {
		return nil, err
	}
	if cfg.ReadOnly {
		return openToRead(ctx, file, cfg)
	}
	var d dialect
	read, err := connect(file, "ro", readerCacheMiB, readers())
	if err != nil {
		return nil, named(file, err)
	}
	write, err := connect(file, "rwc", cmp.Or(cfg.CacheMiB, writerCacheMiB), 1)
	if err == nil {
		err = d.migrate(ctx, write)
	}
	if err != nil {
		closing := read.Close()
		if write != nil {
			closing = errors.Join(closing, write.Close())
		}
		return nil, errors.Join(named(file, d.Explain(err)), closing)
	}
	return store.New(write, read, d, cfg), nil
}

func readers() int { return max(2, runtime.GOMAXPROCS(0)) }

// openToRead opens an archive without a writer. Where even the files beside it cannot
// be made, since the folder is not ours to write, it is read as a file that nobody
// changes; that is so as long as no writer has left a log.
func openToRead(ctx context.Context, file string, cfg store.Config) (*store.Store, error) {
	var d dialect
	var err error
	for _, mode := range []string{"ro", "immutable"} {
		if log, e := os.Stat(file + "-wal"); mode == "immutable" && e == nil && log.Size() > 0 {
			break
		}
		var read *sql.DB
		if read, err = connect(file, mode, readerCacheMiB, readers()); err != nil {
			break
		}
		if err = d.known(ctx, read); err == nil {
			return store.New(read, read, d, cfg), nil
		}
		err = errors.Join(err, read.Close())
		if !errors.Is(err, store.ErrReadOnly) {
			break
		}
	}
	return nil, named(file, err)
}

func named(file string, err error) error { return fmt.Errorf("archive %s: %w", file, err) }

// look refuses files that are no archive before the driver touches them.
func look(file string, mustExist bool) error {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !mustExist:
		if _, err := os.Stat(filepath.Dir(file)); err != nil {
			return fmt.Errorf("archive %s: the folder is not there: %w", file, fs.ErrNotExist)
		}
		return nil
	case err != nil:
		return fmt.Errorf("archive %s: %w (parley ingest makes one)", file, errors.Unwrap(err))
	case info.IsDir():
		return fmt.Errorf("archive %s: %w: it is a folder", file, store.ErrForeign)
	case info.Size() == 0:
		return nil
	}
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("archive %s: %w", file, errors.Unwrap(err))
	}
	defer f.Close()
	head := make([]byte, 16)
	if n, _ := f.Read(head); n < 16 || string(head) != "SQLite format 3\x00" {
		return fmt.Errorf("archive %s: %w", file, store.ErrForeign)
	}
	return nil
}

func connect(file, mode string, cache, connections int) (*sql.DB, error) {
	checkpoint := 8000 // pages in the log, 32 MB
	if cache > writerCacheMiB {
		checkpoint = 64_000 // pages that change again and again are copied once
	}
	q := url.Values{"mode": {mode}, "_txlock": {"immediate"}, "_pragma": {
		fmt.Sprintf("busy_timeout(%d)", busyMillis), "journal_mode(wal)", "synchronous(full)", "foreign_keys(off)",
		fmt.Sprintf("cache_size(-%d)", cache*1024), "temp_store(memory)", fmt.Sprintf("wal_autocheckpoint(%d)", checkpoint), "secure_delete(off)",
	}}
	if mode != "rwc" {
		if mode == "immutable" {
			q.Set("immutable", "1")
		}
		q.Set("mode", "ro")
		q.Set("_txlock", "deferred")
		q["_pragma"] = []string{fmt.Sprintf("busy_timeout(%d)", busyMillis), fmt.Sprintf("cache_size(-%d)", cache*1024)}
	}
	name, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	path := (&url.URL{Path: filepath.ToSlash(name)}).EscapedPath() // ? and # may be in names
	db, err := sql.Open("sqlite", "file:"+path+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// version of the schema that this program knows.
const version = 3

// known refuses archives that this program cannot read as they are.
func (d dialect) known(ctx context.Context, db *sql.DB) error {
	var n int64
	err := db.QueryRowContext(ctx, "select max(version_id) from goose_db_version where is_applied").Scan(&n)
	switch {
	case err != nil:
		return d.Explain(err)
	case n > version:
		return store.ErrNewer
	case n < version:
		return fmt.Errorf("%w: its form is of an older Parley; a command that writes brings it up to date", store.ErrReadOnly)
	}
	return nil
}

func (d dialect) migrate(ctx context.Context, db *sql.DB) error {
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, folder)
	if err != nil {
		return err
	}
	n, err := p.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	if n > version {
		return store.ErrNewer
	}
	if n == version {
		return nil
	}
	_, err = p.Up(ctx)
	return err
}

// dialect is SQLite's.
type dialect struct{}

func (dialect) Rebind(query string) string { return query }

func (dialect) Match(seq string) string {
	return seq + " in (select rowid from documents_text where documents_text match ?)"
}

// Words quotes every word, so that none is an operator; "quoted words" stay a phrase.
func (dialect) Words(typed string) string {
	var out []string
	for i, part := range strings.Split(typed, `"`) {
		if i%2 == 1 {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, `"`+part+`"`)
			}
			continue
		}
		for _, word := range strings.Fields(part) {
			out = append(out, `"`+word+`"`)
		}
	}
	return strings.Join(out, " ")
}

func (dialect) Index(ctx context.Context, tx *sql.Tx, documents []int64) error {
	return forEach(ctx, tx, documents, "insert into documents_text (rowid, title, text) select seq, title, text from documents where seq = ?")
}

func (dialect) Unindex(ctx context.Context, tx *sql.Tx, documents []int64) error {
	return forEach(ctx, tx, documents,
		"insert into documents_text (documents_text, rowid, title, text) select 'delete', seq, title, text from documents where seq = ?")
}

// Erase overwrites freed pages with zeros, from now on and as long as the connection lives.
func (dialect) Erase(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "pragma secure_delete = on")
	return err
}

func forEach(ctx context.Context, tx *sql.Tx, documents []int64, query string) error {
	st, err := tx.PrepareContext(ctx, query)
	if err != nil {
		return err
	}
	defer st.Close()
	for _, seq := range documents {
		if _, err := st.ExecContext(ctx, seq); err != nil {
			return err
		}
	}
	return nil
}

func (dialect) Explain(err error) error {
	var e *msqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	var kind error
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		kind = store.ErrBusy
	case sqlite3.SQLITE_FULL:
		kind = store.ErrFull
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		kind = store.ErrReadOnly
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		kind = store.ErrDamaged
	case sqlite3.SQLITE_IOERR:
		kind = store.ErrDisk
	default:
		return err
	}
	return fmt.Errorf("%w (%w)", kind, err)
}

// Backup lets SQLite write a copy of what is committed, defragmented.
func (dialect) Backup(ctx context.Context, db *sql.DB, file string) error {
	_, err := db.ExecContext(ctx, "vacuum into ?", file)
	return err
}

// Check runs SQLite's own check of every page and index.
func (dialect) Check(ctx context.Context, db *sql.DB, problem func(string)) error {
	rows, err := db.QueryContext(ctx, "pragma integrity_check(20)")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			problem(line)
		}
	}
	return rows.Err()
}
