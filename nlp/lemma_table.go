package nlp

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed data/lemmas.tsv
var lemmasTSV string

//go:embed data/irregular.tsv
var irregularTSV string

// knownWord is a word of data/lemmas.tsv with the classes it has there.
type knownWord struct {
	text    string
	classes string // letters: V verb, N noun, J adjective or adverb, O other
}

// lemmaTable holds what the rules need to know about words. It is immutable.
type lemmaTable struct {
	known      map[string]knownWord
	exceptions map[string]string // "form TAB tag" to lemma
}

// loadedLemmas holds the embedded tables, read once.
var loadedLemmas = sync.OnceValue(func() *lemmaTable {
	table, err := parseLemmas(lemmasTSV, irregularTSV)
	if err != nil {
		panic(err) // the embedded files are part of the program
	}
	return table
})

// parseLemmas reads lines "lemma TAB classes" and "form TAB tag TAB lemma".
func parseLemmas(lemmas, irregular string) (*lemmaTable, error) {
	l := &lemmaTable{known: make(map[string]knownWord), exceptions: make(map[string]string)}
	line := 0
	for row := range strings.Lines(lemmas) {
		line++
		word, classes, ok := strings.Cut(strings.TrimSuffix(row, "\n"), "\t")
		if row[0] == '#' {
			continue
		}
		if !ok {
			return nil, fmt.Errorf("lemmas.tsv:%d: no class", line)
		}
		l.known[word] = knownWord{word, classes}
	}
	line = 0
	for row := range strings.Lines(irregular) {
		line++
		row = strings.TrimSuffix(row, "\n")
		if row == "" || row[0] == '#' {
			continue
		}
		cut := strings.LastIndexByte(row, '\t')
		if cut < 0 || strings.Count(row, "\t") != 2 {
			return nil, fmt.Errorf("irregular.tsv:%d: not three columns", line)
		}
		l.exceptions[row[:cut]] = row[cut+1:]
	}
	return l, nil
}

// irregular looks up the lemma of a form that the rules would get wrong.
func (l *lemmaTable) irregular(form, tag string) (string, bool) {
	var b foldBuf
	low, ok := b.fold(form)
	if !ok {
		return "", false
	}
	var key [len(b) + 8]byte
	k := append(key[:0], low...)
	k = append(k, '\t')
	k = append(k, tag...)
	s, ok := l.exceptions[string(k)]
	return s, ok
}

// is reports whether the lemma word is known with the class.
func (l *lemmaTable) is(word string, class byte) bool {
	return strings.IndexByte(l.known[word].classes, class) >= 0
}

// isJoined is is for head+tail, without building the word.
func (l *lemmaTable) isJoined(head, tail string, class byte) bool {
	var b [64]byte
	if len(head)+len(tail) > len(b) {
		return false
	}
	w := append(append(b[:0], head...), tail...)
	return strings.IndexByte(l.known[string(w)].classes, class) >= 0
}

// join returns head+tail, without an allocation when the word is known.
func (l *lemmaTable) join(head, tail string) string {
	var b [64]byte
	if len(head)+len(tail) <= len(b) {
		w := append(append(b[:0], head...), tail...)
		if k, ok := l.known[string(w)]; ok {
			return k.text
		}
	}
	return head + tail
}
