package store

import (
	"context"
	"database/sql"
)

// Dialect is what differs between databases. Everything else is in this package
// once, in the SQL that they share. Implementations are safe for concurrent use.
type Dialect interface {
	// Rebind turns the placeholders ? into the database's own.
	Rebind(query string) string
	// Match returns a condition that holds for the rows of documents, by column
	// seq, whose title or text has all words of the one argument that it binds.
	Match(seq string) string
	// Words turns what a person typed into that argument.
	Words(typed string) string
	// Index keeps the full-text index in step with the given documents, which
	// have just been inserted.
	Index(ctx context.Context, tx *sql.Tx, documents []int64) error
	// Unindex takes documents out of it, before they are deleted.
	Unindex(ctx context.Context, tx *sql.Tx, documents []int64) error
	// Erase lets what the transaction deletes leave no trace in the file.
	Erase(ctx context.Context, tx *sql.Tx) error
	// Explain puts an error of the driver into words, wrapping one of the errors
	// of this package where it is one of them.
	Explain(err error) error
	// Backup writes a consistent copy of the archive to a new file while others
	// read and write.
	Backup(ctx context.Context, db *sql.DB, file string) error
	// Check looks for damage and calls problem for each that it finds.
	Check(ctx context.Context, db *sql.DB, problem func(string)) error
}
