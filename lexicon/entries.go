package lexicon

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Country is a state or territory with its own code, or a former state that is
// coded as its successor.
type Country struct {
	Code     string   // ISO 3166-1 alpha-3, or XKX
	Name     string   // the name used in output
	Names    []string // other names
	Words    []string // adjectives and demonyms, singular and plural
	Capitals []string // capitals and seats of government, with their spellings
	Dates    Dates    // of a former state; zero for today's
}

// Seat is a building or quarter that stands for an institution.
type Seat struct {
	Names   []string
	Country string
	Sectors []string
}

// Place is a city, province or region below the level of a country.
type Place struct {
	Names   []string
	Country string
	Region  bool     // a region or province rather than a city
	Sectors []string // of the place as an actor; empty means CVL
	Minor   bool     // of several places of the name, the less known
}

// Group is a role of a named organisation during a span of time; an
// organisation has one Group or several, which share their ID.
type Group struct {
	ID       string
	Name     string
	Variants []string
	Loose    []string // variants that need other evidence of the country ("PDP" in a story about Nigeria)
	Country  string   // "" when not bound to a country
	Sectors  []string
	Dates    Dates
	Context  bool // Name needs that evidence too
}

// Leader is an office of a public figure during a span of time; a person has
// one Leader or several, which share their ID.
type Leader struct {
	ID       string
	Name     string
	Variants []string
	Short    []string // names used alone when no other office-holder of the day has them
	Loose    []string // names used alone that are so common that a title or the country must stand by them
	Country  string
	Office   string
	Sectors  []string
	Dates    Dates
	Group    string // ID of the group that the office belongs to, may be empty
}

// AgentKind says how an agent noun behaves in a phrase.
type AgentKind uint8

const (
	AgentNoun     AgentKind = iota // says the sector as head: "soldier"
	AgentNeutral                   // takes the sector of its modifier or complement first: "spokesman"
	AgentModifier                  // never the actor itself: "parliamentary"
)

// Agent is a noun or noun phrase that says what an actor is.
type Agent struct {
	Phrase  string // lower case, singular
	Sectors []string
	Kind    AgentKind
}

// ParseCountries reads a countries file; see data/README.md for its columns.
// It returns the good entries along with all faults.
func ParseCountries(r io.Reader, name string) ([]Country, error) {
	var all []Country
	columns := []string{"code", "name", "names", "words", "capitals", "from", "until", "source"}
	err := ReadTSV(r, name, columns, func(f []string) error {
		names, err1 := list(f[2])
		words, err2 := list(f[3])
		capitals, err3 := list(f[4])
		dates, err4 := parseDates(f[5], f[6])
		if err := errors.Join(err1, err2, err3, err4, need("name", f[1])); err != nil {
			return err
		}
		if !ValidCountry(f[0]) {
			return fmt.Errorf("country %q is no alpha-3 code", f[0])
		}
		all = append(all, Country{f[0], f[1], names, words, capitals, dates})
		return nil
	})
	return all, err
}

// ParseSeats reads a seats file; see [ParseCountries].
func ParseSeats(r io.Reader, name string) ([]Seat, error) {
	var all []Seat
	err := ReadTSV(r, name, []string{"names", "country", "sectors", "source"}, func(f []string) error {
		names, err1 := list(f[0])
		codes, err2 := sectors(f[2])
		if err := errors.Join(err1, err2, checkCountry(f[1]), need("names", f[0]), need("sectors", f[2])); err != nil {
			return err
		}
		all = append(all, Seat{names, f[1], codes})
		return nil
	})
	return all, err
}

// ParsePlaces reads a places file; see [ParseCountries].
func ParsePlaces(r io.Reader, name string) ([]Place, error) {
	var all []Place
	columns := []string{"names", "country", "kind", "sectors", "flags", "source"}
	err := ReadTSV(r, name, columns, func(f []string) error {
		names, err1 := list(f[0])
		codes, err2 := sectors(f[3])
		if f[2] != "city" && f[2] != "region" {
			return fmt.Errorf("kind %q is neither city nor region", f[2])
		}
		if err := errors.Join(err1, err2, checkCountry(f[1]), need("names", f[0]), flag(f[4], "minor")); err != nil {
			return err
		}
		all = append(all, Place{names, f[1], f[2] == "region", codes, f[4] == "minor"})
		return nil
	})
	return all, err
}

// ParseGroups reads a groups file; see [ParseCountries].
func ParseGroups(r io.Reader, name string) ([]Group, error) {
	var all []Group
	columns := []string{"id", "name", "variants", "country", "sectors", "from", "until", "flags", "source"}
	err := ReadTSV(r, name, columns, func(f []string) error {
		variants, err1 := list(f[2])
		codes, err2 := sectors(f[4])
		dates, err3 := parseDates(f[5], f[6])
		err := errors.Join(err1, err2, err3, need("id", f[0]), need("name", f[1]), need("sectors", f[4]),
			checkCountry(f[3]), flag(f[7], "context"))
		if err != nil {
			return err
		}
		variants, loose := loosened(variants)
		all = append(all, Group{f[0], f[1], variants, loose, f[3], codes, dates, f[7] == "context"})
		return nil
	})
	return all, err
}

// loosened parts the variants that begin with a question mark from the others.
func loosened(all []string) (firm, loose []string) {
	for _, v := range all {
		if name, ok := strings.CutPrefix(v, "?"); ok {
			loose = append(loose, name)
		} else {
			firm = append(firm, v)
		}
	}
	return firm, loose
}

// ParseLeaders reads a leaders file; see [ParseCountries].
func ParseLeaders(r io.Reader, name string) ([]Leader, error) {
	var all []Leader
	columns := []string{"id", "name", "variants", "short", "country", "office", "sectors", "from", "until", "group", "source"}
	err := ReadTSV(r, name, columns, func(f []string) error {
		variants, err1 := list(f[2])
		codes, err2 := sectors(f[6])
		dates, err3 := parseDates(f[7], f[8])
		shorts, err4 := list(f[3])
		err := errors.Join(err1, err2, err3, err4, need("id", f[0]), need("name", f[1]), need("sectors", f[6]), checkCountry(f[4]))
		if err != nil {
			return err
		}
		short, loose := loosened(shorts)
		all = append(all, Leader{f[0], f[1], variants, short, loose, f[4], f[5], codes, dates, f[9]})
		return nil
	})
	return all, err
}

// ParseAgents reads an agents file; see [ParseCountries].
func ParseAgents(r io.Reader, name string) ([]Agent, error) {
	var all []Agent
	err := ReadTSV(r, name, []string{"phrase", "sectors", "kind", "source"}, func(f []string) error {
		codes, err := sectors(f[1])
		if err := errors.Join(err, need("phrase", f[0]), need("sectors", f[1])); err != nil {
			return err
		}
		var kind AgentKind
		switch f[2] {
		case "noun":
			kind = AgentNoun
		case "neutral":
			kind = AgentNeutral
		case "modifier":
			kind = AgentModifier
		default:
			return fmt.Errorf("kind %q is none of noun, neutral, modifier", f[2])
		}
		all = append(all, Agent{f[0], codes, kind})
		return nil
	})
	return all, err
}

func need(column, value string) error {
	if value == "" {
		return fmt.Errorf("%s is empty", column)
	}
	return nil
}

func flag(value, known string) error {
	if value != "" && value != known {
		return fmt.Errorf("unknown flag %q, want %q or nothing", value, known)
	}
	return nil
}
