// Package train fits the tagger and parser of package nlp to treebanks: a
// two-layer bidirectional LSTM over word types with linear heads for tags, a
// biaffine scorer for arcs and a small perceptron for labels (Kiperwasser and
// Goldberg 2016; Dozat and Manning 2017), learnt together.
//
//	err := train.Vectors(train.VectorConfig{Package: "wink.tgz", Out: "vectors.bin"})
//	cfg := train.Config{
//		Train: []string{"ewt-train.conllu"}, Dev: []string{"ewt-dev.conllu"},
//		Vectors: "vectors.bin", Out: "accurate.bin",
//	}
//	cfg.Use(nlp.Accurate)
//	err = train.Run(ctx, cfg)
//
// The same configuration gives the same model on the same kind of processor,
// whatever the number of processors and also when it was interrupted.
package train

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"

	"parley/internal/weights"
)

// shardCount is into how many parts a batch is split. It is fixed, rather than
// the number of processors, so that sums come out the same everywhere.
const shardCount = 2

// run is one training.
type run struct {
	cfg     Config
	sets    labels
	train   []example
	dev     [][]example
	vectors *vectorFile
	sources []weights.Source
	vocab   *vocabulary
	p       *params
	opt     *optimizer
	shards  []*shard
	log     progress
}

// Run trains a model. When ctx ends, it stops after the current batch with the
// context's error; the checkpoint then holds the last whole epoch.
func Run(ctx context.Context, cfg Config) error {
	if err := cfg.Validate(); err != nil {
		return err
	}
	r, err := prepare(cfg)
	if err != nil {
		return err
	}
	first := 0
	if cfg.Resume {
		if first, err = r.load(); err != nil {
			return err
		}
	}
	r.log.begin(first)
	if first == cfg.Epochs {
		return r.export(first, r.evaluate())
	}
	for epoch := first; epoch < cfg.Epochs; epoch++ {
		if err := r.epoch(ctx, epoch); err != nil {
			return fmt.Errorf("train, epoch %d: %w", epoch+1, err)
		}
		scores := r.evaluate()
		r.log.epoch(epoch, scores)
		if cfg.Checkpoint != "" {
			if err := r.save(epoch + 1); err != nil {
				return err
			}
		}
		if err := r.export(epoch+1, scores); err != nil {
			return err
		}
	}
	return nil
}

// prepare reads the data and makes the network.
func prepare(cfg Config) (*run, error) {
	r := &run{cfg: cfg, log: progress{out: cfg.Log, now: cfg.Now, every: cfg.Every, epochs: cfg.Epochs}}
	for _, path := range cfg.Train {
		sents, err := readTreebank(path, &r.sets, true)
		if err != nil {
			return nil, err
		}
		source, err := describe(path)
		if err != nil {
			return nil, err
		}
		r.sources = append(r.sources, source)
		r.train = append(r.train, sents...)
	}
	for _, path := range cfg.Dev {
		sents, err := readTreebank(path, &r.sets, false)
		if err != nil {
			return nil, err
		}
		r.dev = append(r.dev, sents)
	}
	var err error
	if r.vectors, err = openVectors(cfg.Vectors, cfg.VectorWords); err != nil {
		return nil, err
	}
	r.vocab = newVocabulary(r.train, r.vectors.words, int32(cfg.MinCount))
	rng := rand.New(rand.NewPCG(cfg.Seed, 0))
	r.p = newParams(cfg.Hidden, len(r.vocab.words)+1, &r.sets, rng)
	r.p.turn()
	r.opt = newOptimizer(r.p)
	for range shardCount {
		r.shards = append(r.shards, newShard(r.p, r.vectors.rows))
	}
	return r, nil
}

// epoch goes over the data once.
func (r *run) epoch(ctx context.Context, epoch int) error {
	rng := rand.New(rand.NewPCG(r.cfg.Seed, uint64(epoch)+1))
	batches := plan(r.train, r.vocab, rng, r.cfg.BatchWords, r.sets.deprel.number("parataxis", false))
	for i, s := range r.shards {
		s.dropout = float32(r.cfg.Dropout)
		s.rng = rand.New(rand.NewPCG(r.cfg.Seed+uint64(i+1)<<32, uint64(epoch)+1))
	}
	for i, batch := range batches {
		if err := ctx.Err(); err != nil {
			return err
		}
		words := 0
		for j := range batch {
			words += batch[j].words
		}
		r.batch(batch, true, 1/float32(words))
		done := float64(epoch*len(batches)+i) / float64(r.cfg.Epochs*len(batches))
		warm := min(1, float64(r.opt.step+1)/200) // the first 200 updates start gently
		r.opt.update(r.shards, r.cfg.Rate*warm*max(0.01, 1-done))
		for _, s := range r.shards {
			r.log.loss += s.loss
		}
		r.log.words += words
		r.log.tick(epoch, i+1, len(batches))
	}
	return nil
}

// batch deals the sentences out to the shards and runs them side by side.
func (r *run) batch(batch []sentence, train bool, scale float32) {
	parts := make([][]sentence, len(r.shards))
	for i, s := range batch {
		parts[i%len(parts)] = append(parts[i%len(parts)], s)
	}
	var wg sync.WaitGroup
	for i, s := range r.shards {
		wg.Go(func() { s.run(parts[i], train, scale) })
	}
	wg.Wait()
}
