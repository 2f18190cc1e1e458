package conllu

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"parley"
)

// Limits of what Read accepts; no treebank comes near them.
const (
	MaxLine  = 1 << 20 // bytes of a line
	MaxWords = 1 << 16 // words of a sentence
)

// Read yields the sentences of a file. name stands for it in errors, which
// read "name:line: why" and wrap [parley.ErrInvalid] when the content is at
// fault. The sequence ends after the first error.
func Read(r io.Reader, name string) iter.Seq2[Sentence, error] {
	return func(yield func(Sentence, error) bool) {
		p := parser{name: name}
		lines := bufio.NewScanner(r)
		lines.Buffer(make([]byte, 0, 64<<10), MaxLine)
		for lines.Scan() {
			p.line++
			done, err := p.take(strings.TrimSuffix(lines.Text(), "\r"))
			if err != nil {
				yield(Sentence{}, err)
				return
			}
			if done && !yield(p.next(), nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(Sentence{}, p.readError(err))
			return
		}
		p.line++
		done, err := p.take("")
		if err != nil {
			yield(Sentence{}, err)
		} else if done {
			yield(p.next(), nil)
		}
	}
}

// parser holds the sentence under construction.
type parser struct {
	name string
	line int
	sent Sentence
	open *Multi // multiword token whose first word comes next
	last int    // last word of the latest multiword token, 1-based
}

// next hands out the finished sentence and starts a new one.
func (p *parser) next() Sentence {
	sent := p.sent
	p.sent, p.open, p.last = Sentence{}, nil, 0
	return sent
}

// readError words an error of the scanner.
func (p *parser) readError(err error) error {
	if errors.Is(err, bufio.ErrTooLong) {
		p.line++
		return p.fault("line longer than %d bytes", MaxLine)
	}
	return fmt.Errorf("read %s after line %d: %w", p.name, p.line, err)
}

// fault words an error of the content.
func (p *parser) fault(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s: %w", p.name, p.line, fmt.Sprintf(format, args...), parley.ErrInvalid)
}

// take reads one line and reports whether it ended a sentence.
func (p *parser) take(line string) (bool, error) {
	switch {
	case strings.TrimSpace(line) == "":
		return p.finish()
	case line[0] == '#':
		p.sent.Comments = append(p.sent.Comments, strings.TrimPrefix(line[1:], " "))
		return false, nil
	}
	var cols [10]string
	rest := line
	for i := range cols {
		col, tail, more := strings.Cut(rest, "\t")
		if more == (i == len(cols)-1) {
			return false, p.fault("want 10 columns, found %d", strings.Count(line, "\t")+1)
		}
		cols[i], rest = col, tail
	}
	return false, p.row(&cols)
}

// row reads the columns of one line.
func (p *parser) row(cols *[10]string) error {
	id := cols[0]
	if strings.Contains(id, ".") {
		return nil // an empty node
	}
	if len(p.sent.Words) >= MaxWords {
		return p.fault("more than %d words in a sentence", MaxWords)
	}
	if cols[1] == "" {
		return p.fault("word %s has no form", id)
	}
	next := len(p.sent.Words) + 1
	if from, to, ok := strings.Cut(id, "-"); ok {
		return p.multi(cols, from, to)
	}
	if n, err := strconv.Atoi(id); err != nil || n != next {
		return p.fault("want word number %d, found %q", next, id)
	}
	head, err := headOf(cols[6])
	if err != nil {
		return p.fault("head %q is not a number", cols[6])
	}
	w := Word{Form: cols[1], Lemma: cols[2], UPOS: blank(cols[3]), XPOS: blank(cols[4]), Feats: blank(cols[5]),
		Head: head, Deprel: blank(cols[7]), Deps: blank(cols[8]), Misc: blank(cols[9])}
	if w.Lemma == "_" && w.Form != "_" {
		w.Lemma = ""
	}
	w.Multi, p.open = p.open, nil
	p.sent.Words = append(p.sent.Words, w)
	return nil
}

// multi reads the line of a multiword token: the range of its words comes first.
func (p *parser) multi(cols *[10]string, from, to string) error {
	first, err1 := strconv.Atoi(from)
	last, err2 := strconv.Atoi(to)
	next := len(p.sent.Words) + 1
	if err1 != nil || err2 != nil || first != next || last < first || first <= p.last || last > MaxWords {
		return p.fault("range %q does not fit before word %d", cols[0], next)
	}
	p.open, p.last = &Multi{Form: cols[1], Misc: blank(cols[9]), Words: last - first + 1}, last
	return nil
}

// finish ends a sentence: an empty line without one before it is skipped.
func (p *parser) finish() (bool, error) {
	if len(p.sent.Words) == 0 {
		if p.open != nil {
			return false, p.fault("multiword token without words")
		}
		return false, nil
	}
	if p.last > len(p.sent.Words) {
		return false, p.fault("multiword token ends at word %d of %d", p.last, len(p.sent.Words))
	}
	for i, w := range p.sent.Words {
		if w.Head >= len(p.sent.Words) || w.Head == i {
			return false, p.fault("word %d has head %d, in a sentence of %d words", i+1, w.Head+1, len(p.sent.Words))
		}
	}
	return true, nil
}

// headOf turns the HEAD column into an index; -1 for the root and for none.
func headOf(col string) (int, error) {
	if col == "_" {
		return -1, nil
	}
	n, err := strconv.Atoi(col)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("head %q: %w", col, parley.ErrInvalid)
	}
	return n - 1, nil
}

// blank turns the sign for an empty column into an empty string.
func blank(col string) string {
	if col == "_" {
		return ""
	}
	return col
}
