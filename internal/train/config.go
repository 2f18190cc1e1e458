package train

import (
	"fmt"
	"io"
	"os"
	"time"

	"parley"
	"parley/nlp"
)

// Defaults of [Config], with which the accurate model was trained.
const (
	DefaultHidden     = 192
	DefaultEpochs     = 36
	DefaultBatchWords = 400
	DefaultRate       = 2e-3
	DefaultDropout    = 0.33
	DefaultMinCount   = 2
	DefaultLicence    = "CC BY-SA 4.0" // as that of the treebanks
)

// What the fast model has instead, see [Config.Use].
const (
	FastHidden      = 64
	FastDropout     = 0.25 // fewer units, so fewer are left out
	FastVectorWords = 30_000
)

// Config says what to train. The zero value of a number means its default.
type Config struct {
	Train       []string // CoNLL-U files to learn from
	Dev         []string // CoNLL-U files to measure after each epoch; may be empty
	Vectors     string   // vector file, see [Vectors]
	VectorWords int      // how many of its words to use, from the most frequent; 0 is all
	Out         string   // model file to write, anew after every epoch
	Checkpoint  string   // where to keep the state between epochs; empty: nowhere
	Resume      bool     // go on from the checkpoint, if there is one

	Hidden     int     // units of an LSTM a direction: a multiple of 32, up to 256
	Epochs     int     // passes over the data
	BatchWords int     // words between two updates, about
	Rate       float64 // learning rate at the start; falls to nearly zero linearly
	Dropout    float64 // share of units left out, 0 to 0.9
	MinCount   int     // words seen less often have no row of their own
	Seed       uint64  // of all random choices

	Name    string // for the card: version of the model
	Commit  string // for the card: commit of this program
	Date    string // for the card: "2026-11-23"
	Licence string // for the card: licence of the weights; empty is DefaultLicence

	Log   io.Writer        // progress; nil is standard error
	Every time.Duration    // time between lines of progress; 0 is 20 s
	Now   func() time.Time // clock of the progress; nil is time.Now
}

// Use fills in the settings with which the built-in model of a size was
// trained, where they are zero.
func (c *Config) Use(size nlp.Size) {
	if size == nlp.Fast {
		setDefault(&c.Hidden, FastHidden)
		setDefault(&c.Dropout, FastDropout)
		setDefault(&c.VectorWords, FastVectorWords)
	}
	setDefault(&c.Name, size.String())
}

// Validate fills in defaults and says what is wrong with the configuration.
func (c *Config) Validate() error {
	setDefault(&c.Hidden, DefaultHidden)
	setDefault(&c.Epochs, DefaultEpochs)
	setDefault(&c.BatchWords, DefaultBatchWords)
	setDefault(&c.Rate, DefaultRate)
	setDefault(&c.Dropout, DefaultDropout)
	setDefault(&c.MinCount, DefaultMinCount)
	setDefault(&c.Licence, DefaultLicence)
	setDefault(&c.Every, 20*time.Second)
	if c.Log == nil {
		c.Log = os.Stderr
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	bad := func(why string) error { return fmt.Errorf("training configuration: %s: %w", why, parley.ErrInvalid) }
	switch {
	case len(c.Train) == 0:
		return bad("no training data")
	case c.Vectors == "":
		return bad("no word vectors")
	case c.Out == "":
		return bad("no output file")
	case c.Hidden < wide || c.Hidden > 256 || c.Hidden%wide != 0:
		return bad(fmt.Sprintf("hidden is %d, want a multiple of %d up to 256", c.Hidden, wide))
	case c.Epochs < 1 || c.BatchWords < 1 || c.MinCount < 1:
		return bad("epochs, batch words and minimum count must be positive")
	case c.VectorWords < 0:
		return bad("negative number of vector words")
	case c.Rate < 0 || c.Rate > 1 || c.Dropout < 0 || c.Dropout > 0.9:
		return bad("rate or dropout out of range")
	case c.Resume && c.Checkpoint == "":
		return bad("nothing to resume from: no checkpoint file")
	}
	return nil
}

// setDefault gives a zero value its default.
func setDefault[T comparable](v *T, to T) {
	var zero T
	if *v == zero {
		*v = to
	}
}
