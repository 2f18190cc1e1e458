package incident

import (
	"slices"
	"sync"

	"parley/lexicon"
)

const (
	maxLands  = 4 // countries kept of a report
	landWords = 3 // words of the longest name of a country
)

// landNames are the countries that names stand for. own are a country's names,
// adjectives and capitals; others those of its towns, movements and leaders. A name of
// the second sort that two countries share stands for none.
var landNames = sync.OnceValue(func() (t struct{ own, others nameTable }) {
	t.own, t.others = make(nameTable), make(nameTable)
	data, err := lexicon.Embedded()
	if err != nil {
		return t // the tests of lexicon read the same files
	}
	for _, p := range data.Places {
		if !p.Minor {
			t.others.share(p.Country, p.Names)
		}
	}
	for _, g := range data.Groups {
		t.others.share(g.Country, append([]string{g.Name}, g.Variants...))
	}
	for _, l := range data.Leaders {
		t.others.share(l.Country, append(append([]string{l.Name}, l.Variants...), l.Short...))
	}
	for _, c := range data.Countries {
		for _, list := range [...][]string{{c.Name}, c.Names, c.Words, c.Capitals} {
			for _, name := range list {
				t.own.set(name, c.Code)
			}
		}
	}
	t.own.set("Koreas", "KOR", "PRK")
	t.own.set("Congos", "COD", "COG")
	t.own.set("Sudans", "SDN", "SSD")
	return t
})

// nameTable holds the countries of names by the hash of their words.
type nameTable map[uint32][]uint16

func (t nameTable) set(name string, codes ...string) {
	h, ok := hashName(name)
	if !ok {
		return
	}
	var lands []uint16
	for _, code := range codes {
		lands = append(lands, letters(code))
	}
	t[h] = lands
}

// share gives names to a country, but for those that another has already.
func (t nameTable) share(code string, names []string) {
	land := letters(code)
	if land == 0 {
		return
	}
	for _, name := range names {
		h, ok := hashName(name)
		if !ok {
			continue
		}
		if have, known := t[h]; !known {
			t[h] = []uint16{land}
		} else if len(have) != 1 || have[0] != land {
			t[h] = nil
		}
	}
}

// hashName hashes a name of up to landWords words.
func hashName(name string) (h uint32, ok bool) {
	var last lastWords
	n := 0
	scanWords(name, func(word []byte, _ bool) { last.add(word); n++ })
	if n == 0 || n > landWords {
		return 0, false
	}
	return last.name(n), true
}

// lastWords remembers the words that end at the one being read.
type lastWords [landWords]uint32

func (l *lastWords) add(word []byte) { *l = lastWords{l[1], l[2], hash32(word)} }

// name is the hash of the last n words.
func (l *lastWords) name(n int) uint32 {
	h := uint32(n)
	for _, w := range l[landWords-n:] {
		h = h*0x9e3779b1 ^ w
	}
	return h
}

// landList collects countries, each once.
type landList struct {
	list [maxLands]uint16
	n    int
}

func (l *landList) add(land uint16) {
	if land != 0 && l.n < maxLands && !slices.Contains(l.list[:l.n], land) {
		l.list[l.n] = land
		l.n++
	}
}

// end looks for a name that ends with the last of some words, and reports whether it
// is a country's own.
func (l *landList) end(last *lastWords, read int) bool {
	tables := landNames()
	for n := min(landWords, read); n > 0; n-- {
		h := last.name(n)
		lands, own := tables.own[h]
		if !own {
			lands = tables.others[h]
		}
		for _, land := range lands {
			l.add(land)
		}
		if len(lands) > 0 {
			return own
		}
	}
	return false
}

// sorted gives the countries in the order of their codes.
func (l *landList) sorted() []uint16 {
	if l.n == 0 {
		return nil
	}
	out := slices.Clone(l.list[:l.n])
	slices.Sort(out)
	return out
}

// sharedOf tells which part of the shorter of two lists is in the other.
func sharedOf[T comparable](a, b []T) (share float64, known bool) {
	if len(a) == 0 || len(b) == 0 {
		return 0, false
	}
	n := 0
	for _, l := range a {
		if slices.Contains(b, l) {
			n++
		}
	}
	return float64(n) / float64(min(len(a), len(b))), true
}
