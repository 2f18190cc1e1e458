package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Run is one use of the archive that writes, for the record: what began and was
// never ended was cut off.
type Run struct {
	Number    int64
	Command   string
	PID       int
	Started   time.Time
	Ended     time.Time // zero while it runs, or when it was cut off
	Documents int
	Events    int
	Outcome   string
}

func (r Run) String() string {
	return fmt.Sprintf("%s of %s", r.Command, r.Started.UTC().Format("2006-01-02 15:04:05 UTC"))
}

// Begin notes that a command starts to write.
func (s *Store) Begin(ctx context.Context, command string, pid int) (run int64, err error) {
	err = s.tx(ctx, func(w *writer) error {
		res, err := w.exec("insert into runs (command, pid, started) values (?, ?, ?)", command, pid, s.stamp())
		if err != nil {
			return err
		}
		run, err = res.LastInsertId()
		return err
	})
	s.run.Store(run)
	return run, err
}

// progress counts what a transaction takes in to the run that does it.
func (w *writer) progress(done Done) error {
	_, err := w.exec("update runs set documents = documents + ?, events = events + ? where seq = ?",
		done.Documents+done.Changed, done.Events, w.s.run.Load())
	return err
}

// End notes how it ended.
func (s *Store) End(ctx context.Context, run int64, outcome string) error {
	return s.tx(ctx, func(w *writer) error {
		_, err := w.exec("update runs set ended = ?, outcome = ? where seq = ?", s.stamp(), outcome, run)
		return err
	})
}

// Runs returns what was done to the archive, the latest first.
func (s *Store) Runs(ctx context.Context, limit int) (out []Run, err error) {
	return s.runs(ctx, "true order by seq desc limit ?", limit)
}

func (s *Store) runs(ctx context.Context, condition string, args ...any) (out []Run, err error) {
	rows, err := reader{s, ctx}.query("select seq, command, pid, started, coalesce(ended, 0), documents, events, outcome from runs where "+condition, args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var r Run
		var started, ended int64
		err := rows.Scan(&r.Number, &r.Command, &r.PID, &started, &ended, &r.Documents, &r.Events, &r.Outcome)
		r.Started, r.Ended = unixOrZero(started), unixOrZero(ended)
		out = append(out, r)
		return err
	})
	return out, s.dialect.Explain(err)
}

// Recovery is what [Store.Recover] found and did.
type Recovery struct {
	Cut    []Run // that were cut off, with what they had kept
	Merged int   // events that waited and are merged now
}

// Recover sets the archive right after a program was cut off: it ends the runs
// whose program no longer lives, by alive, and merges what waits. What was written
// was written whole, so nothing else is to do. Call it at the start of whatever writes.
func (s *Store) Recover(ctx context.Context, alive func(pid int) bool) (Recovery, error) {
	var rec Recovery
	open, err := s.runs(ctx, "ended is null order by seq")
	if err != nil {
		return rec, err
	}
	for _, run := range open {
		if alive(run.PID) {
			continue
		}
		mine, err := s.cut(ctx, run.Number)
		if err != nil {
			return rec, err
		}
		if mine {
			rec.Cut = append(rec.Cut, run)
		}
	}
	if rec.Merged, err = s.Waiting(ctx); err != nil {
		return rec, err
	}
	behind, err := s.untracked(ctx)
	if err != nil || rec.Merged == 0 && !behind {
		return rec, err
	}
	return rec, s.Merge(ctx)
}

// cut notes that a run was cut off; false when another program has noted it already.
func (s *Store) cut(ctx context.Context, run int64) (mine bool, err error) {
	err = s.tx(ctx, func(w *writer) error {
		res, err := w.exec("update runs set ended = ?, outcome = 'cut off' where seq = ? and ended is null", s.stamp(), run)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		mine = n > 0
		return err
	})
	return mine, err
}
