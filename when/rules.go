package when

import (
	"errors"
	"fmt"
	"io/fs"
	"sort"
	"strings"
)

// Rules are the rules of data/*.rules, ready for use. They are immutable and
// safe for concurrent use.
type Rules struct {
	words *words
	rules []rule
	kinds []kind
	used  uint64  // the classes that patterns name
	tops  []uint8 // the kinds that may stand alone, in the order of the files
}

// rule is one rule: patterns and what they mean.
type rule struct {
	name    string
	file    string
	line    int
	kind    uint8
	reads   []pattern
	mean    meaning
	args    []string
	number  int      // the first argument that is a number
	if_     []guard  // all must hold
	before  *element // the word before must be one of these
	unless  *element // the word before must be none of these
	next    *element // the word behind must be one of these
	avoid   *element // the word behind must be none of these
	wide    bool     // the span takes in "the" before it
	yes, no []sample
}

// sample is a sentence beside a rule.
type sample struct {
	line  int
	date  string // day of publication; empty for none
	text  string
	words string // what must be found; for no samples what must not, all when empty
	value string
}

type pattern []element

// element is a place in a pattern: one of some words, classes and kinds.
type element struct {
	classes  uint64
	words    []uint16
	kinds    []uint8
	optional bool
}

// kind is a set of rules that read the same sort of thing; patterns name it
// in angle brackets.
type kind struct {
	name    string
	top     bool
	rules   []uint16
	byClass [64][]uint16 // patterns that a member of the class may begin: rule<<4 | pattern
	byWord  [][]uint16   // the same by the number of a word
	classes uint64       // all that may begin it
}

// Load reads the rules that are built in. The error names the file and line of
// every fault.
func Load() (*Rules, error) {
	r := &Rules{words: newWords()}
	text, err := data.ReadFile("data/words.tsv")
	if err != nil {
		return nil, err
	}
	if err := r.words.read(string(text)); err != nil {
		return nil, err
	}
	files, err := fs.Glob(data, "data/*.rules")
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	p := ruleParser{rules: r, kinds: map[string]uint8{}}
	for _, file := range files {
		text, err := data.ReadFile(file)
		if err != nil {
			return nil, err
		}
		p.parse(strings.TrimPrefix(file, "data/"), string(text))
	}
	p.finish()
	if err := errors.Join(p.errs...); err != nil {
		return nil, fmt.Errorf("rules of times: %w", err)
	}
	return r, r.index()
}

// index notes by which words and classes every kind may begin. A kind may
// begin with kinds of earlier rules only, so that reading never goes in circles.
func (r *Rules) index() error {
	for k := range r.kinds {
		kd := &r.kinds[k]
		kd.byWord = make([][]uint16, r.words.ids+1)
		for _, i := range kd.rules {
			for p, pat := range r.rules[i].reads {
				if !r.begin(k, pat, i<<4|uint16(p)) {
					return fmt.Errorf("%s:%d: a rule may begin with kinds of earlier rules only", r.rules[i].file, r.rules[i].line)
				}
			}
		}
	}
	return nil
}

// begin notes by what a pattern may begin; ok is false where it goes in circles.
func (r *Rules) begin(k int, pat pattern, ref uint16) (ok bool) {
	kd := &r.kinds[k]
	for _, e := range pat {
		for c := range 64 {
			if e.classes>>c&1 > 0 {
				kd.byClass[c] = append(kd.byClass[c], ref)
				kd.classes |= 1 << c
			}
		}
		for _, w := range e.words {
			kd.byWord[w] = append(kd.byWord[w], ref)
		}
		for _, sub := range e.kinds {
			if int(sub) >= k {
				return false
			}
			for c := range 64 {
				if r.kinds[sub].classes>>c&1 > 0 {
					kd.byClass[c] = append(kd.byClass[c], ref)
					kd.classes |= 1 << c
				}
			}
			for w, refs := range r.kinds[sub].byWord {
				if len(refs) > 0 {
					kd.byWord[w] = append(kd.byWord[w], ref)
				}
			}
		}
		if !e.optional {
			return true
		}
	}
	return true
}
