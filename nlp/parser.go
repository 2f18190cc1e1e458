package nlp

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"parley"
	"parley/internal/weights"
)

// Parser tags words and finds the tree of a sentence. It is immutable and safe
// for concurrent use; each goroutine has a [Scratch] of its own.
//
//	p, err := nlp.Open(nlp.Accurate)
//	s := p.NewScratch()
//	for i := range sents {
//		p.Parse(&sents[i], s)
//	}
type Parser struct {
	net      *network
	card     weights.Card
	checksum string
}

// The pattern takes README.md, accurate.bin and fast.bin, but not what training
// may leave beside them; without weights the program still builds.
//
//go:embed model/*[dn]
var builtIn embed.FS

// The two models, decoded when first asked for.
var (
	accurate = sync.OnceValues(func() (*Parser, error) { return openBuiltIn(Accurate) })
	fast     = sync.OnceValues(func() (*Parser, error) { return openBuiltIn(Fast) })
)

// Open returns a model that is built into the program. It is decoded once and
// shared. A size that does not exist gives an error that wraps
// [parley.ErrInvalid]; a program built without weights one that wraps
// [parley.ErrNotFound].
func Open(size Size) (*Parser, error) {
	switch size {
	case Accurate:
		return accurate()
	case Fast:
		return fast()
	}
	return nil, fmt.Errorf("open parser %v: no such size: %w", size, parley.ErrInvalid)
}

func openBuiltIn(size Size) (*Parser, error) {
	name := "model/" + size.String() + ".bin"
	data, err := builtIn.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open parser %v: %s was missing when the program was built: %w", size, name, parley.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("open parser %v: %w", size, err)
	}
	file, err := weights.Parse(data, name)
	if err != nil {
		return nil, fmt.Errorf("open parser %v: %w", size, err)
	}
	return newParser(file)
}

// Read reads a model file, as training writes it. A file that is broken, of
// another kind or of a newer format gives an error that wraps
// [parley.ErrInvalid] and says what is wrong.
func Read(r io.Reader) (*Parser, error) {
	file, err := weights.Read(r, "given")
	if err != nil {
		return nil, err
	}
	return newParser(file)
}

func newParser(file *weights.File) (*Parser, error) {
	net, err := newNetwork(file)
	if err != nil {
		return nil, err
	}
	return &Parser{net: net, card: file.Card, checksum: file.Checksum}, nil
}

// Card describes the model for people: data, licence, seed, scores, sizes.
func (p *Parser) Card() string {
	var out strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&out, "%-9s %s\n", name+":", value)
		}
	}
	c := &p.card
	line("model", c.Version)
	line("date", c.Date)
	line("commit", c.Commit)
	line("licence", c.Licence)
	for _, d := range c.Data {
		line("data", strings.TrimSpace(fmt.Sprintf("%s (%s) %s", d.Name, d.Licence, d.URL)))
	}
	line("training", fmt.Sprintf("%d epochs, seed %d", c.Epochs, c.Seed))
	for _, name := range slices.Sorted(maps.Keys(c.Sizes)) {
		line("size", fmt.Sprintf("%d %s", c.Sizes[name], name))
	}
	for _, name := range slices.Sorted(maps.Keys(c.Scores)) {
		line("score", fmt.Sprintf("%s %.2f", name, c.Scores[name]))
	}
	line("checksum", p.checksum)
	return out.String()
}

// Parse fills in UPOS, XPOS, Head, Deprel and Score of the tokens from their
// forms. The tree has exactly one root. A sentence of more than 160 words is
// parsed in pieces, cut at punctuation where there is some; the roots of the
// later pieces hang on the first with the relation "parataxis" and Score 0.
//
// s must not be used by another goroutine at the same time. Once s has been
// used with this parser, Parse allocates nothing.
func (p *Parser) Parse(sent *Sentence, s *Scratch) {
	s.fit(p.net)
	if s.fold(sent.Tokens) {
		s.parse(s.folded)
		s.unfold(sent.Tokens)
		return
	}
	s.parse(sent.Tokens)
}

// parse tags and parses tokens piece by piece.
func (s *Scratch) parse(tokens []Token) {
	first := -1 // root of the first piece
	for from := 0; from < len(tokens); {
		to := from + pieceEnd(tokens[from:])
		root := from + s.piece(tokens[from:to])
		for i := from; i < to; i++ {
			if i != root {
				tokens[i].Head += from
			}
		}
		if first < 0 {
			first = root
		} else {
			tokens[root].Head, tokens[root].Deprel, tokens[root].Score = first, "parataxis", 0
		}
		from = to
	}
}

// maxPiece is how many words are parsed together. Training saw up to 150.
const maxPiece = 160

// pieceEnd returns how many of the tokens make the next piece: all when they
// are few, else up to the last strong mark in the second half of what fits, or
// the last comma there, or all that fits.
func pieceEnd(tokens []Token) int {
	if len(tokens) <= maxPiece {
		return len(tokens)
	}
	comma := maxPiece
	for n := maxPiece; n > maxPiece/2; n-- {
		switch tokens[n-1].Form {
		case ".", ";", ":", "!", "?":
			return n
		case ",":
			if comma == maxPiece {
				comma = n
			}
		}
	}
	return comma
}
