package conllu

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// Writer writes sentences. Call Flush at the end. Not safe for concurrent use.
type Writer struct {
	out *bufio.Writer
	num []byte
}

// NewWriter returns a writer to w.
func NewWriter(w io.Writer) *Writer {
	return &Writer{out: bufio.NewWriter(w)}
}

// Write writes one sentence and the empty line after it. Tabs and line breaks
// inside a value become blanks. Errors of the writer below stick and show at
// the latest in Flush.
func (w *Writer) Write(s *Sentence) error {
	for _, c := range s.Comments {
		w.out.WriteString("# ")
		w.text(c)
		w.out.WriteByte('\n')
	}
	for i := range s.Words {
		word := &s.Words[i]
		if m := word.Multi; m != nil {
			w.number(i + 1)
			w.out.WriteByte('-')
			w.number(i + m.Words)
			w.column(m.Form)
			w.out.WriteString("\t_\t_\t_\t_\t_\t_\t_")
			w.column(m.Misc)
			w.out.WriteByte('\n')
		}
		w.word(i, word)
	}
	return w.out.WriteByte('\n')
}

// Flush writes out what is still held back.
func (w *Writer) Flush() error { return w.out.Flush() }

// word writes the line of word i. A word without a relation has no head either.
func (w *Writer) word(i int, word *Word) {
	w.number(i + 1)
	for _, col := range [...]string{word.Form, word.Lemma, word.UPOS, word.XPOS, word.Feats} {
		w.column(col)
	}
	w.out.WriteByte('\t')
	if word.Deprel == "" && word.Head < 0 {
		w.out.WriteByte('_')
	} else {
		w.number(word.Head + 1)
	}
	for _, col := range [...]string{word.Deprel, word.Deps, word.Misc} {
		w.column(col)
	}
	w.out.WriteByte('\n')
}

// column writes a tab and a value, "_" for none.
func (w *Writer) column(value string) {
	w.out.WriteByte('\t')
	if value == "" {
		value = "_"
	}
	w.text(value)
}

// text writes a value; control characters that would break the line become blanks.
func (w *Writer) text(value string) {
	for strings.ContainsAny(value, "\t\r\n") {
		at := strings.IndexAny(value, "\t\r\n")
		w.out.WriteString(value[:at])
		w.out.WriteByte(' ')
		value = value[at+1:]
	}
	w.out.WriteString(value)
}

// number writes a number.
func (w *Writer) number(n int) {
	w.num = strconv.AppendInt(w.num[:0], int64(n), 10)
	w.out.Write(w.num)
}
