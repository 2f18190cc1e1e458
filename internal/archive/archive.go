// Package archive takes documents through the stages into the store, and codes
// those in it anew.
package archive

import (
	"context"
	"iter"
	"time"

	"parley"
	"parley/coder"
	"parley/incident"
	"parley/internal/store"
	"parley/pipeline"
)

// How much is taken in by one transaction. A document that waits for others to fill
// a batch waits no longer than MaxWait.
const (
	MaxBatch = 64
	MaxWait  = 2 * time.Second
)

// Intake is the way from documents to the store. Its fields must be set.
type Intake struct {
	Pipeline *pipeline.Pipeline
	Store    *store.Store
	Coder    string // name and version of the program, kept with what it codes
	Workers  int
	// Kept is called with records that are on the disk for good; nil for none.
	Kept func([]store.Record) error
	// Bad is called with what could not be read; an error that it returns ends the run.
	Bad func(error) error
}

// Item is a document, or what was wrong with it.
type Item struct {
	Document parley.Document
	Source   int64 // number of the store's source; 0 for none
	Err      error
}

// work is an item that is read.
type work struct {
	record store.Record
	err    error
}

// Take takes in all documents, in batches. What was done is returned also with an
// error: what the batches before it brought is kept.
func (in *Intake) Take(ctx context.Context, items iter.Seq[Item]) (store.Done, error) {
	return in.run(ctx, items, in.Store.Put, func(w *pipeline.Worker, item Item) work { return in.read(ctx, w, item) })
}

// run lets workers read every good item, and puts what they read into the archive in
// batches.
func (in *Intake) run(ctx context.Context, items iter.Seq[Item], put func(context.Context, []store.Record) (store.Done, error),
	read func(*pipeline.Worker, Item) work,
) (store.Done, error) {
	batch := &batch{in: in, ctx: ctx, put: put}
	step := func(w *pipeline.Worker, item Item) work {
		if item.Err != nil {
			return work{err: item.Err}
		}
		return read(w, item)
	}
	err := pipeline.Ordered(ctx, in.Workers, items, in.Pipeline.Worker, step, batch.add)
	if err == nil {
		err = batch.flush()
	}
	return batch.done, err
}

// read codes a document, unless it is in the archive as it is.
func (in *Intake) read(ctx context.Context, w *pipeline.Worker, item Item) work {
	record := store.Record{Document: item.Document, Source: item.Source, Coder: in.Coder, Revision: coder.Revision}
	known, err := in.Store.Known(ctx, &item.Document)
	if err != nil {
		return work{err: Fatal(err)}
	}
	if !known {
		in.code(w, &record)
		record.Print = incident.NewPrint(&record.Document)
	}
	return work{record: record}
}

// code fills in sentences and events. What a worker returns is its own until its
// next document, so the sentences are copied.
func (in *Intake) code(w *pipeline.Worker, r *store.Record) {
	sents := w.Parse(r.Document.Text)
	r.Sentences = make([]parley.Span, len(sents))
	for i := range sents {
		r.Sentences[i] = sents[i].Span
	}
	r.Events = in.Pipeline.Coder.Code(&r.Document, sents, in.Pipeline.Find(&r.Document, sents))
}

// Recode codes anew all documents that another revision of the coder has coded, or
// every document.
func (in *Intake) Recode(ctx context.Context, every bool) (store.Done, error) {
	revision := coder.Revision
	if every {
		revision = -1
	}
	items := func(yield func(Item) bool) {
		for d, err := range in.Store.Stale(ctx, revision) {
			if err != nil {
				err = Fatal(err)
			}
			if !yield(Item{Document: d.Document, Err: err}) {
				return
			}
		}
	}
	return in.run(ctx, items, in.Store.Recode, func(w *pipeline.Worker, item Item) work {
		r := store.Record{Document: item.Document, Coder: in.Coder, Revision: coder.Revision}
		in.code(w, &r)
		return work{record: r}
	})
}

// Fatal marks an error of the archive itself, as that of an [Item]: it ends the run.
func Fatal(err error) error { return fatal{err} }

type fatal struct{ error }

func (f fatal) Unwrap() error { return f.error }

// batch gathers records for one transaction.
type batch struct {
	in      *Intake
	ctx     context.Context
	put     func(context.Context, []store.Record) (store.Done, error)
	records []store.Record
	started time.Time
	done    store.Done
}

func (b *batch) add(w work) error {
	if w.err != nil {
		if f, ok := w.err.(fatal); ok {
			return f.error
		}
		return b.in.Bad(w.err)
	}
	if len(b.records) == 0 {
		b.started = time.Now()
	}
	b.records = append(b.records, w.record)
	if len(b.records) >= MaxBatch || time.Since(b.started) > MaxWait {
		return b.flush()
	}
	return nil
}

func (b *batch) flush() error {
	if len(b.records) == 0 {
		return nil
	}
	done, err := b.put(b.ctx, b.records)
	if err != nil {
		return err
	}
	b.done.Add(done)
	records := b.records
	b.records = nil
	if b.in.Kept != nil {
		return b.in.Kept(records)
	}
	return nil
}
