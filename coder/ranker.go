package coder

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"parley"
	"parley/nlp"
)

//go:embed model/*.tsv
var rankerFiles embed.FS

// Ranker says how likely a reading is right: a logistic regression over the
// evidence on it, trained on the project's own corpus ("parley train
// ranker"). It is immutable and safe for concurrent use.
type Ranker struct {
	weight map[string]weights
	topic  [nlp.VectorSize]weights // of what a sentence is about, dimension by dimension
	// Floor is the probability that the text tells of an act, whoever its parties
	// are, below which an event is dropped. The confidence is that of the whole
	// event, all parties right: of an act with many parties it is low.
	Floor float64
	// Slope and Shift calibrate: confidence = 1 / (1 + exp(-(Slope·sum + Shift))).
	Slope, Shift float64
	typer        typer
	relator      relator
	filler       map[string]weights
}

// Vectors gives the vectors of words; [nlp.Parser] does.
type Vectors interface {
	Vector(word string, weight float32, sum []float32) bool
}

// Feature is a piece of evidence on a reading and its strength, mostly 1.
type Feature struct {
	Name  string
	Value float32
}

// LoadRanker reads the ranker that is built into the program.
func LoadRanker() (*Ranker, error) {
	f, err := rankerFiles.Open("model/ranker.tsv")
	if err != nil {
		return &Ranker{Slope: 1}, nil // none was there when the program was built: nothing is dropped
	}
	defer f.Close()
	return ReadRanker(f, "model/ranker.tsv")
}

// ReadRanker reads a ranker: rows of cells between tabs, as model/README.md lists
// them. Errors wrap [parley.ErrInvalid] and name the line.
func ReadRanker(in io.Reader, name string) (*Ranker, error) {
	r := &Ranker{weight: map[string]weights{}, filler: map[string]weights{}, Slope: 1}
	scan := bufio.NewScanner(in)
	scan.Buffer(nil, 1<<20)
	for line := 1; scan.Scan(); line++ {
		text := scan.Text()
		if text == "" || text[0] == '#' {
			continue
		}
		if err := r.add(strings.Split(text, "\t")); err != nil {
			return nil, fmt.Errorf("%s:%d: %w: %w", name, line, err, parley.ErrInvalid)
		}
	}
	for i, name := range topicNames {
		r.topic[i] = r.weight[name]
	}
	return r, scan.Err()
}

func (r *Ranker) add(cell []string) error {
	if len(cell) < 2 {
		return fmt.Errorf("want a name and a number")
	}
	switch {
	case cell[0] == "relations":
		r.relator.addTypes(cell[1:])
		return nil
	case cell[0] == "r":
		return r.relator.add(cell[1], cell[2:])
	}
	x, err := number(cell[len(cell)-1])
	if err != nil {
		return err
	}
	switch {
	case cell[0] == "floor":
		r.Floor = x
	case cell[0] == "slope":
		r.Slope = x
	case cell[0] == "shift":
		r.Shift = x
	case cell[0] == "a" && len(cell) == 3:
		r.relator.addAnswer(cell[1], x)
	case cell[0] == "f" && len(cell) == 3:
		r.filler[cell[1]] = weights{right: float32(x)}
	case cell[0] == "w" && len(cell) == 4:
		right, err := number(cell[2])
		r.weight[cell[1]] = weights{float32(right), float32(x)}
		return err
	case cell[0] == "type" && len(cell) == 3+typerSize, cell[0] == "person" && len(cell) == 2+nlp.VectorSize:
		if cell[0] == "type" {
			cell = cell[1:]
		}
		return r.typer.add(cell[0], cell[1:])
	default:
		return fmt.Errorf("unknown row %q", cell[0])
	}
	return nil
}

// number reads a weight; infinities and NaN are none.
func number(cell string) (float64, error) {
	x, err := strconv.ParseFloat(cell, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, fmt.Errorf("%q is no number", cell)
	}
	return x, nil
}

func numbers(cells []string) ([]float32, error) {
	row := make([]float32, len(cells))
	for i, c := range cells {
		x, err := number(c)
		if err != nil {
			return nil, err
		}
		row[i] = float32(x)
	}
	return row, nil
}

// untrained reports whether there is nothing to judge by.
func (r *Ranker) untrained() bool { return len(r.weight) == 0 && len(r.typer.types) == 0 }

// Sum returns the weighted evidence, before calibration.
func (r *Ranker) Sum(evidence []Feature) float64 {
	sum := 0.0
	for _, f := range evidence {
		sum += float64(r.weight[f.Name].right * f.Value)
	}
	return sum
}

// Confidence turns a sum of evidence into the probability that the reading is
// right, in steps of a hundredth.
func (r *Ranker) Confidence(sum float64) float64 {
	p := 1 / (1 + math.Exp(-(r.Slope*sum + r.Shift)))
	return math.Round(min(max(p, 0.01), 0.99)*100) / 100
}

var _ Vectors = (*nlp.Parser)(nil)
