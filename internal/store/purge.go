package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"parley"
	"parley/incident"
)

func wrapf(err error, format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, err)...)
}

// tombstone is what stays of an ID or a content that was deleted.
func tombstone(of string) string {
	sum := sha256.Sum256([]byte(of))
	return hex.EncodeToString(sum[:])
}

// purged reports whether a document was deleted for good: by its ID, its content,
// or its source.
func (w *writer) purged(d *parley.Document, hash []byte) (bool, error) {
	var n int
	return one(w, []any{&n}, "select 1 from tombstones where kind = 'document' and hash in (?, ?) limit 1", tombstone(d.ID), hex.EncodeToString(hash))
}

// Purge deletes a document for good: its text, in all versions, its events and what
// people said of them. Only hashes stay, which keep it from coming in again, and
// from telling anything. Incidents lose its reports.
func (s *Store) Purge(ctx context.Context, document, reason string) (events int, err error) {
	err = s.tx(ctx, func(w *writer) error {
		var seqs []int64
		rows, err := w.query("select seq from documents where id = ?", document)
		if err := each(rows, err, scanInto(&seqs)); err != nil {
			return err
		}
		if len(seqs) == 0 {
			return notFound("document", document)
		}
		events, err = w.purge(seqs, reason)
		return err
	})
	if err != nil {
		return 0, err
	}
	return events, s.Merge(ctx)
}

// PurgeSource deletes all documents and events that came from a source, and the
// source, as [Store.Purge] does.
func (s *Store) PurgeSource(ctx context.Context, address, reason string) (documents, events int, err error) {
	err = s.tx(ctx, func(w *writer) error {
		var source int64
		found, err := one(w, []any{&source}, "select seq from sources where address = ?", address)
		if err != nil {
			return err
		}
		if !found {
			return notFound("source", address)
		}
		var seqs []int64
		rows, err := w.query("select seq from documents where source = ?", source)
		if err := each(rows, err, scanInto(&seqs)); err != nil {
			return err
		}
		documents = len(seqs)
		if events, err = w.purge(seqs, reason); err != nil {
			return err
		}
		n, err := w.purgeEvents("source = ?", source)
		if err != nil {
			return err
		}
		events += n
		for _, query := range []string{"delete from fetches where source = ?", "delete from items where source = ?", "delete from sources where seq = ?"} {
			if _, err := w.exec(query, source); err != nil {
				return err
			}
		}
		return w.bury("source", tombstone(address), reason)
	})
	if err != nil {
		return 0, 0, err
	}
	return documents, events, s.Merge(ctx)
}

func (w *writer) bury(kind, hash, reason string) error {
	return w.insert("into tombstones (kind, hash, reason, at)", 4, []any{kind, hash, reason, w.s.stamp()})
}

// purge deletes documents by number.
func (w *writer) purge(documents []int64, reason string) (events int, err error) {
	if err := w.s.dialect.Erase(w.ctx, w.tx); err != nil {
		return 0, err
	}
	if err := w.s.dialect.Unindex(w.ctx, w.tx, documents); err != nil {
		return 0, err
	}
	for _, seq := range documents {
		n, err := w.purgeEvents("document = ?", seq)
		if err != nil {
			return 0, err
		}
		events += n
		var id string
		var hash []byte
		if _, err := one(w, []any{&id, &hash}, "select id, hash from documents where seq = ?", seq); err != nil {
			return 0, err
		}
		for _, mark := range []string{tombstone(id), hex.EncodeToString(hash)} {
			if err := w.bury("document", mark, reason); err != nil {
				return 0, err
			}
		}
		for _, query := range []string{
			"update documents set copy_of = null where copy_of = ?",
			"delete from sentences where document = ?", "delete from bands where document = ?", "delete from documents where seq = ?",
		} {
			if _, err := w.exec(query, seq); err != nil {
				return 0, err
			}
		}
		if _, err := w.exec("delete from corrections where kind = 'event' and document = ?", id); err != nil {
			return 0, err
		}
	}
	return events, nil
}

// purgeEvents deletes events in all their versions, by a condition on them.
func (w *writer) purgeEvents(condition string, arg any) (int, error) {
	n, err := w.retire(condition, arg)
	if err != nil {
		return 0, err
	}
	var seqs []int64
	rows, err := w.query("select seq from events where "+condition, arg)
	if err := each(rows, err, scanInto(&seqs)); err != nil {
		return 0, err
	}
	for _, seq := range seqs {
		if err := w.deletePostings(seq); err != nil {
			return 0, err
		}
		for _, query := range []string{
			"delete from constrained where event in (select id from events where seq = ?)",
			"delete from parties where event = ?", "delete from bodies where event = ?", "delete from events where seq = ?",
		} {
			if _, err := w.exec(query, seq); err != nil {
				return 0, err
			}
		}
		w.s.reports.forget(seq)
	}
	return n, nil
}

// deletePostings works out under what an event was filed, for postings have no
// index by event.
func (w *writer) deletePostings(seq int64) error {
	filed, err := filedUnder(w, seq)
	if err != nil {
		return err
	}
	for _, p := range filed {
		if _, err := w.exec("delete from postings where key = ? and day = ? and event = ?", p.key, p.day, p.event); err != nil {
			return err
		}
	}
	return nil
}

// filedUnder works out the postings of an event from what the archive has of it.
func filedUnder(q querier, seq int64) ([]posting, error) {
	var body, blob []byte
	var outlet string
	var day int64
	found, err := one(q, []any{&body, &blob, &outlet, &day},
		"select b.body, b.report, e.outlet, e.day from events e join bodies b on b.event = e.seq where e.seq = ?", seq)
	if err != nil || !found {
		return nil, err
	}
	ev, err := parley.ParseEvent(body, nil)
	if err != nil {
		return nil, err
	}
	report, err := incident.ParseReport(blob)
	if err != nil {
		return nil, err
	}
	out := blocks(&report)
	for i := range out {
		out[i].event = seq
	}
	for _, k := range facts(&ev, outlet) {
		out = append(out, posting{k, day, seq})
	}
	return out, nil
}
