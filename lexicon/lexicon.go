// Package lexicon knows the actors of the news: countries and their capitals,
// seats of power, organisations, office-holders by date, and the nouns that
// say what somebody is ("soldier", "aid worker", "health ministry").
//
// A phrase goes in, a coded [Actor] comes out:
//
//	l, err := lexicon.Load()
//	a := l.Resolve(lexicon.Phrase{Words: lexicon.Split("former Pakistani army chief"), Head: -1})
//	// a.Country == "PAK", a.Sector == "ELI", a.Sectors == ["ELI", "MIL"]
//
// Countries are ISO 3166-1 alpha-3 codes, XKX for Kosovo, and the special
// codes IGO, NGO, MNC and EUR (bodies of the European Union). Sectors are
// those of the PLOVER ontology, with COP for police and JNK for phrases that
// name no actor at all ("yesterday"). The data files and their columns are
// described in data/README.md.
package lexicon

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"sync"
)

//go:embed data/actors/*.tsv
var files embed.FS

// Data is everything a [Lexicon] is built from. User files are parsed with the
// Parse functions and appended to what [Embedded] returns.
type Data struct {
	Countries []Country
	Seats     []Seat
	Places    []Place
	Groups    []Group
	Leaders   []Leader
	Agents    []Agent
}

// Lexicon answers what a name or a noun stands for. It is immutable and safe
// for concurrent use. Make one with [Load] or [New].
type Lexicon struct {
	data    Data
	codes   map[string]int32 // country code to index in data.Countries
	vocab   map[string]int32 // normal form of a word to its number
	edges   map[edge]int32   // trie over word numbers
	heads   []int32          // node to its first ref, -1 for none
	refs    []ref
	people  []person         // one for each leader id
	bodies  []body           // one for each group id
	latest  Day              // stands for the day of a story without one
	similar func() spellings // single words, for misspelt ones; made when first asked for
	scratch sync.Pool
}

// Load returns the lexicon of the embedded data.
func Load() (*Lexicon, error) {
	d, err := Embedded()
	if err != nil {
		return nil, err
	}
	return New(d), nil
}

// Embedded returns the data that ships with the program.
func Embedded() (Data, error) {
	var d Data
	var errs [6]error
	d.Countries, errs[0] = embedded("countries.tsv", ParseCountries)
	d.Seats, errs[1] = embedded("seats.tsv", ParseSeats)
	d.Places, errs[2] = embedded("places.tsv", ParsePlaces)
	d.Groups, errs[3] = embedded("groups.tsv", ParseGroups)
	d.Leaders, errs[4] = embedded("leaders.tsv", ParseLeaders)
	d.Agents, errs[5] = embedded("agents.tsv", ParseAgents)
	return d, errors.Join(errs[:]...)
}

func embedded[T any](name string, parse func(io.Reader, string) ([]T, error)) ([]T, error) {
	f, err := files.Open("data/actors/" + name)
	if err != nil {
		return nil, fmt.Errorf("read lexicon %s: %w", name, err)
	}
	defer f.Close()
	return parse(f, name)
}

// Country returns the code of a country given by name or by code ("Mali",
// "MLI"); ok is false for anything else.
func (l *Lexicon) Country(name string) (code string, ok bool) {
	if _, ok := l.codes[name]; ok {
		return name, true
	}
	ps := expand(nil, Split(name), l.vocab)
	hits := l.walk(ps, 0)
	for i := hits.n - 1; i >= 0; i-- {
		if hits.end[i] != len(ps) {
			continue
		}
		for r := hits.ref[i]; r >= 0; r = l.refs[r].next {
			if k := l.refs[r].kind; k == KindCountry || k == KindNationality {
				return l.entryCountry(l.refs[r]), true
			}
		}
	}
	return "", false
}

// CountryName returns the common English name of a country code, or "".
func (l *Lexicon) CountryName(code string) string {
	if i, ok := l.codes[code]; ok {
		return l.data.Countries[i].Name
	}
	return ""
}

// Counts says how many entries of each kind the lexicon holds, for summaries.
func (l *Lexicon) Counts() map[string]int {
	return map[string]int{
		"countries": len(l.codes), "seats": len(l.data.Seats), "places": len(l.data.Places),
		"groups": len(l.bodies), "leaders": len(l.people), "agents": len(l.data.Agents),
	}
}
