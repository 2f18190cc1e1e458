package nlp

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed data/words.tsv
var wordsTSV string

// wordClass says how a word of data/words.tsv bears on the cutting of text.
type wordClass uint16

const (
	titleWord       wordClass = 1 << iota // abbreviation that a name follows: "Gen."
	monthWord                             // abbreviated month: "Sept."
	endWord                               // abbreviation that may end a sentence: "Inc."
	needsDigit                            // abbreviation only before a digit: "No. 5"
	needsCapital                          // abbreviation only when capital, before a capital or digit: "Sat."
	abbrevPrefix                          // a full stop inside belongs to the word: "Ph.D"
	keepsHyphen                           // prefix that stays whole with its hyphen: "anti-"
	unitWord                              // unit written onto a number: "5pm"
	afterApostrophe                       // word that starts with an apostrophe: "'em"
	zoneWord                              // weekday, month or time zone, after "p.m."
	starterWord                           // function word that often starts a sentence
	speechWord                            // "said", after a quotation

	abbrevAny = titleWord | monthWord | endWord | needsDigit | needsCapital
)

var classNames = map[string]wordClass{
	"title": titleWord, "month": monthWord, "end": endWord, "digit": needsDigit, "capital": needsCapital,
	"prefix": abbrevPrefix, "hyphen": keepsHyphen, "unit": unitWord, "apostrophe": afterApostrophe,
	"zone": zoneWord, "starter": starterWord, "speech": speechWord,
}

// wordLists answers what class a word has. It is immutable.
type wordLists struct {
	classes map[string]wordClass
}

// loadedWords holds the embedded word lists, read once.
var loadedWords = sync.OnceValue(func() *wordLists {
	lists, err := parseWords(wordsTSV)
	if err != nil {
		panic(err) // the embedded file is part of the program
	}
	return lists
})

// parseWords reads lines "word TAB class,class".
func parseWords(tsv string) (*wordLists, error) {
	lists := &wordLists{classes: make(map[string]wordClass)}
	line := 0
	for row := range strings.Lines(tsv) {
		line++
		row = strings.TrimSpace(row)
		if row == "" || row[0] == '#' {
			continue
		}
		word, names, ok := strings.Cut(row, "\t")
		if !ok {
			return nil, fmt.Errorf("words.tsv:%d: no class", line)
		}
		for name := range strings.SplitSeq(names, ",") {
			class, ok := classNames[name]
			if !ok {
				return nil, fmt.Errorf("words.tsv:%d: unknown class %q", line, name)
			}
			lists.classes[word] |= class
		}
	}
	return lists, nil
}

// class returns the classes of word, in any case.
func (l *wordLists) class(word string) wordClass {
	var b foldBuf
	low, ok := b.fold(word)
	if !ok {
		return 0
	}
	return l.classes[string(low)]
}

// has reports whether word, in any case, has the class.
func (l *wordLists) has(word string, class wordClass) bool { return l.class(word)&class != 0 }

// contraction returns where the second word starts of a word that was
// contracted without an apostrophe ("cannot", "gonna", "dont"), or 0.
func (l *wordLists) contraction(word string) int {
	if len(word) < 4 && word != "im" || len(word) > 8 {
		return 0
	}
	var b foldBuf
	low, _ := b.fold(word)
	switch string(low) {
	case "cannot", "gonna", "gotta", "wanna", "gimme", "lemme":
		return 3
	case "dont", "didnt", "doesnt", "isnt", "wasnt", "arent", "werent", "couldnt", "wouldnt", "shouldnt",
		"havent", "hasnt", "hadnt", "aint":
		return len(word) - 2
	case "thats", "theres", "youre", "theyre":
		if word[len(word)-1]|0x20 == 'e' {
			return len(word) - 2
		}
		return len(word) - 1
	}
	switch word {
	case "im":
		return 1
	case "cant", "wont":
		return 2
	}
	return 0
}
