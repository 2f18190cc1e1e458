package when

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed data
var data embed.FS

// class is a set of words that rules name alike; it is a bit of token.classes.
type class uint8

// The classes that digits make by their shape; those of words.tsv come after.
const (
	cDom     class = iota // day of the month: 1 to 31
	cYear                 // 1000 to 2199
	cInt                  // any whole number below a million
	cYY                   // two digits
	cApos                 // '99
	cDecade               // 1970s, '80s
	cClock                // 10:57, 5:30PM, 7pm
	cISO                  // 2023-07-15
	cNumDate              // 15/07/2023, 15.07.2023
	cNum                  // 2.5
	cOrdinal              // 15th, and the words of ORDINAL
	cFiscal               // FY2010
	firstWord
)

var shapeNames = [...]string{
	cDom: "DOM", cYear: "YEAR", cInt: "INT", cYY: "YY", cApos: "APOS", cDecade: "DECADE", cClock: "CLOCK",
	cISO: "ISO", cNumDate: "NUMDATE", cNum: "NUM", cOrdinal: "ORDINAL", cFiscal: "FISCAL",
}

// entry is what is known of a word.
type entry struct {
	id      uint16 // of a word that a rule names; 0 for others
	name    uint16 // of a word that a rule names with a capital
	classes uint64
	numbers [4]number
	capital uint64 // classes that want a capital: those not in plain
	plain   uint64
}

type number struct {
	class class
	n     int16
}

// words is the vocabulary of the rules.
type words struct {
	byForm  map[string]*entry // lower case
	classes map[string]class
	names   []string
	ids     uint16
}

func newWords() *words {
	w := &words{byForm: map[string]*entry{}, classes: map[string]class{}}
	for c, name := range shapeNames {
		w.classes[name] = class(c)
		w.names = append(w.names, name)
	}
	return w
}

func (w *words) entry(form string) *entry {
	key := strings.ToLower(form)
	e := w.byForm[key]
	if e == nil {
		e = &entry{}
		w.byForm[key] = e
	}
	return e
}

// literal gives a word of a rule its number.
func (w *words) literal(form string) uint16 {
	e := w.entry(form)
	id := &e.id
	if first, _ := utf8.DecodeRuneInString(form); unicode.IsUpper(first) {
		id = &e.name
	}
	if *id == 0 {
		w.ids++
		*id = w.ids
	}
	return *id
}

// read reads words.tsv.
func (w *words) read(text string) error {
	line := 0
	for l := range strings.Lines(text) {
		line++
		if l = strings.TrimSpace(l); l == "" || l[0] == '#' {
			continue
		}
		name, list, ok := strings.Cut(l, "\t")
		if !ok {
			return fmt.Errorf("words.tsv:%d: no tab behind the class", line)
		}
		c, known := w.classes[name]
		if !known {
			c = class(len(w.names))
			if c > 63 {
				return fmt.Errorf("words.tsv:%d: more than 64 classes", line)
			}
			w.classes[name] = c
			w.names = append(w.names, name)
		}
		for word := range strings.FieldsSeq(list) {
			form, digits, _ := cutLast(word, '=')
			n, err := strconv.Atoi(digits)
			if err != nil || !w.add(c, form, n) {
				return fmt.Errorf("words.tsv:%d: %q is no word=number, or has too many classes", line, word)
			}
		}
	}
	return nil
}

func (w *words) add(c class, form string, n int) bool {
	e := w.entry(form)
	e.classes |= 1 << c
	if first, _ := utf8.DecodeRuneInString(form); !unicode.IsUpper(first) {
		e.plain |= 1 << c
	}
	e.capital = e.classes &^ e.plain
	for i := range e.numbers {
		if e.numbers[i] == (number{}) || e.numbers[i].class == c {
			e.numbers[i] = number{c, int16(n)}
			return true
		}
	}
	return false
}

func cutLast(s string, sep byte) (before, after string, ok bool) {
	if i := strings.LastIndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// token is a word of a sentence as the rules see it.
type token struct {
	classes uint64
	word    uint16 // as a rule names it; 0 for none
	name    uint16 // as a rule names it with a capital
	entry   *entry
	n       int32 // of a number: its value; of a date in digits: year*10000 + month*100 + day
	aux     int32 // of a clock: the zone or half of the day; of a date in digits: 1 when day and month may be changed over
}

// number returns the token's number as a member of a class.
func (t *token) number(c class) int {
	if t.entry != nil {
		for _, n := range t.entry.numbers {
			if n.class == c && n != (number{}) {
				return int(n.n)
			}
		}
	}
	return int(t.n)
}

// look classifies a word.
func (w *words) look(form string) (t token) {
	if form == "" || len(form) > 24 {
		return t
	}
	c := form[0]
	if c >= '0' && c <= '9' || c == '\'' || len(form) > 3 && strings.HasPrefix(form, "’") {
		t = shape(form)
		if t.classes != 0 {
			return t
		}
	}
	var buf [32]byte
	key := lower(buf[:0], form)
	if len(key) > 4 && string(key[:4]) == "mid-" {
		if form[4] >= '0' && form[4] <= '9' {
			return shape(form[4:])
		}
		key, form = key[4:], form[4:]
	}
	e := w.byForm[string(key)]
	if e == nil {
		if len(key) > 2 && key[0] == 'f' && key[1] == 'y' {
			return fiscal(form)
		}
		return t
	}
	capital := form[0] >= 'A' && form[0] <= 'Z'
	t.entry, t.classes, t.word, t.name = e, e.classes, e.id, e.name
	if !capital {
		t.classes &^= e.capital
		t.name = 0
	}
	return t
}

// lower appends a word with its ASCII letters in lower case and typographic
// apostrophes as plain ones.
func lower(buf []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c == '\xe2' && strings.HasPrefix(s[i:], "’"):
			c = '\''
			i += len("’") - 1
		}
		buf = append(buf, c)
	}
	return buf
}

// possessive reports whether a word is the "'s" of an owner.
func possessive(form string) bool { return form == "'s" || form == "’s" }
