package train

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"parley"
	"parley/internal/weights"
	"parley/nlp/conllu"
)

// maxTrainWords is the longest sentence that is learnt from; the few longer
// ones are lists and tables.
const maxTrainWords = 150

// example is one sentence in numbers.
type example struct {
	forms  []string
	heads  []int32 // -1 for the root
	labels []int32 // indices of label sets; -1 for one that training has not seen
	xpos   []int32
	upos   []int32
}

// labelSet numbers strings.
type labelSet struct {
	names []string
	index map[string]int32
}

// number returns the number of a name; with grow an unseen one gets the next.
func (l *labelSet) number(name string, grow bool) int32 {
	if n, ok := l.index[name]; ok {
		return n
	}
	if !grow {
		return -1
	}
	if l.index == nil {
		l.index = map[string]int32{}
	}
	n := int32(len(l.names))
	l.index[name] = n
	l.names = append(l.names, name)
	return n
}

// labels are the three label sets of the model.
type labels struct {
	deprel, xpos, upos labelSet
}

// readTreebank reads the sentences of a file. With grow, new labels are added.
func readTreebank(path string, sets *labels, grow bool) ([]example, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read treebank: %w", err)
	}
	defer file.Close()
	var all []example
	for sent, err := range conllu.Read(file, path) {
		if err != nil {
			return nil, fmt.Errorf("read treebank: %w", err)
		}
		all = append(all, toExample(&sent, sets, grow))
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("read treebank %s: no sentences: %w", path, parley.ErrInvalid)
	}
	return all, nil
}

// toExample turns a sentence into numbers.
func toExample(sent *conllu.Sentence, sets *labels, grow bool) example {
	var ex example
	for _, w := range sent.Words {
		ex.forms = append(ex.forms, w.Form)
		ex.heads = append(ex.heads, int32(w.Head))
		ex.labels = append(ex.labels, sets.deprel.number(w.Deprel, grow))
		ex.xpos = append(ex.xpos, sets.xpos.number(w.XPOS, grow))
		ex.upos = append(ex.upos, sets.upos.number(w.UPOS, grow))
	}
	return ex
}

// vocabulary maps word forms to rows of the input tables.
type vocabulary struct {
	words   []string         // trained words, by falling count; row 0 stands for all others
	index   map[string]int32 // lower-cased word to row
	counts  []int32          // by row
	vectors map[string]int32 // lower-cased word to row of the vectors, from 1
	cache   map[string]wordIDs
}

// wordIDs are the rows of one word form in the tables, in the order of
// [tableSpecs], and in the vectors (0 for none).
type wordIDs struct {
	rows   [len(tableSpecs)]int32
	vector int32
}

// newVocabulary collects the words that occur at least minCount times.
func newVocabulary(sents []example, vectors []string, minCount int32) *vocabulary {
	counts := map[string]int32{}
	var buf weights.FormBuffer
	for _, ex := range sents {
		for _, form := range ex.forms {
			counts[string(weights.ReadForm(form, &buf).Lower)]++
		}
	}
	var words []string
	for w, n := range counts {
		if n >= minCount {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(a, b string) int {
		if counts[a] != counts[b] {
			return int(counts[b] - counts[a])
		}
		return strings.Compare(a, b)
	})
	v := &vocabulary{words: words, index: map[string]int32{}, counts: make([]int32, len(words)+1),
		vectors: map[string]int32{}, cache: map[string]wordIDs{}}
	for i, w := range words {
		v.index[w] = int32(i + 1)
		v.counts[i+1] = counts[w]
	}
	for i, w := range vectors {
		v.vectors[w] = int32(i + 1)
	}
	return v
}

// ids returns the rows of a form. Not safe for concurrent use.
func (v *vocabulary) ids(form string) wordIDs {
	if ids, ok := v.cache[form]; ok {
		return ids
	}
	var buf weights.FormBuffer
	f := weights.ReadForm(form, &buf)
	ids := wordIDs{vector: v.vectors[string(f.Lower)]}
	for i, n := range [...]int{int(v.index[string(f.Lower)]), f.Suffix2, f.Suffix3, f.Suffix4, f.Shape, f.Prefix3, f.Prefix2} {
		ids.rows[i] = int32(n)
	}
	v.cache[form] = ids
	return ids
}
