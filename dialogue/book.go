package dialogue

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"parley"
	"parley/lexicon"
)

//go:embed data/*.tsv
var files embed.FS

// Book knows who acts for whom, and what acts are to talks. It is immutable and safe
// for concurrent use. Make one with [Open].
type Book struct {
	lex         *lexicon.Lexicon
	groups      map[string][]lexicon.Group  // by ID, as the lexicon has them
	leaders     map[string][]lexicon.Leader // by ID
	countries   map[string]string           // names by code
	moves       map[string]deed             // by code of CAMEO
	governments []government
	namesakes   []namesake
	wings       map[string]string // armed wings and the movements that speak for them
}

// government is a movement that is the government of a country for a time.
type government struct {
	country     string
	from, until parley.Day
	party, note string
}

// namesake tells two parties of one name apart by whom they face.
type namesake struct {
	party, facing, is string
	from, until       parley.Day
	unless            []string
}

// Open returns the book of the data that ships with the program. It is made once.
var Open = sync.OnceValues(open)

func open() (*Book, error) {
	data, err := lexicon.Embedded()
	if err != nil {
		return nil, err
	}
	b := &Book{
		lex: lexicon.New(data), groups: map[string][]lexicon.Group{}, leaders: map[string][]lexicon.Leader{},
		countries: map[string]string{}, moves: map[string]deed{}, wings: map[string]string{},
	}
	for _, g := range data.Groups {
		b.groups[g.ID] = append(b.groups[g.ID], g)
	}
	for _, l := range data.Leaders {
		b.leaders[l.ID] = append(b.leaders[l.ID], l)
	}
	for _, c := range data.Countries {
		b.countries[c.Code] = b.lex.CountryName(c.Code)
	}
	return b, errors.Join(b.readMoves(), b.readGovernments(), b.readNamesakes(), b.readWings())
}

// Lexicon is the lexicon that the book looks names up in.
func (b *Book) Lexicon() *lexicon.Lexicon { return b.lex }

// table reads a file of the data: lines of tabs, comments begin with #.
func table(name string, columns int, row func([]string) error) error {
	f, err := files.Open("data/" + name)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.Comment, r.FieldsPerRecord, r.LazyQuotes = '\t', '#', columns, true
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = row(cells)
		}
		if err != nil {
			line, _ := r.FieldPos(0)
			return fmt.Errorf("%s, line %d: %w", name, line, err)
		}
	}
}

func (b *Book) readMoves() error {
	return table("moves.tsv", 3, func(c []string) error {
		kind := parley.MoveKind(c[1])
		if kindNumber(kind) == 0 {
			return fmt.Errorf("move %q: %w", c[1], parley.ErrInvalid)
		}
		b.moves[c[0]] = deed{kind, parley.Subject(c[2])}
		return nil
	})
}

func (b *Book) readGovernments() error {
	return table("governments.tsv", 5, func(c []string) error {
		g := government{country: c[0], party: c[3], note: c[4]}
		err := days(c[1], c[2], &g.from, &g.until)
		b.governments = append(b.governments, g)
		return err
	})
}

func (b *Book) readNamesakes() error {
	return table("namesakes.tsv", 6, func(c []string) error {
		n := namesake{party: c[0], facing: c[1], is: c[2], unless: strings.Split(c[5], "|")}
		err := days(c[3], c[4], &n.from, &n.until)
		b.namesakes = append(b.namesakes, n)
		return err
	})
}

func (b *Book) readWings() error {
	return table("wings.tsv", 2, func(c []string) error {
		for _, id := range c {
			if len(b.groups[id]) == 0 {
				return fmt.Errorf("group %q: %w in the lexicon", id, parley.ErrNotFound)
			}
		}
		b.wings[c[0]] = c[1]
		return nil
	})
}

func days(from, until string, first, last *parley.Day) error {
	return errors.Join(first.UnmarshalText([]byte(from)), last.UnmarshalText([]byte(until)))
}

// holds reports whether a day lies in a span whose ends may be open.
func holds(day, from, until parley.Day) bool { return day >= from && (until == 0 || day <= until) }

// Side is somebody at the level that acts: a government whoever speaks for it, a
// movement, a body of states.
type Side struct {
	Key     string // entry of the lexicon, or COUNTRY:SECTOR
	Name    string
	Country string // or IGO, NGO, MNC, EUR
	Sector  string
}

// IsState reports whether s is the government of a country.
func (s *Side) IsState() bool { return strings.HasSuffix(s.Key, ":GOV") }

// governing reports whether s is a government, also that of a movement.
func (s *Side) governing() bool { return s.Sector == "GOV" }

// unnamed reports whether s is people of whom only country and sector are known.
func (s *Side) unnamed() bool { return len(s.Key) > 3 && s.Key[3] == ':' && !s.IsState() }

// armed reports whether s is a force that is not a state's.
func (s *Side) armed() bool { return s.Sector == "REB" || s.Sector == "PRM" || s.Sector == "UAF" }

// home is the country of a side, or the body itself where no country fits.
func (s *Side) home() string {
	switch s.Country {
	case "IGO", "NGO", "MNC", "EUR", "":
		return s.Key
	}
	return s.Country
}

// Side returns who acts when a party acts on a day; ok is false for people that no
// dialogue is with: civilians, unknown people, companies, media without a name.
func (b *Book) Side(p *parley.Party, day parley.Day) (s Side, ok bool) {
	sectors := p.Sectors
	if len(sectors) == 0 && p.Sector != "" {
		sectors = []string{p.Sector}
	}
	id := p.ID
	if offices, person := b.leaders[id]; person {
		id = b.bodyOf(offices, day)
	}
	switch {
	case governs(sectors) && b.countries[p.Country] != "":
		return b.government(p.Country, day), true
	case p.Country == "EUR" && (id == "" || len(b.groups[id]) == 0):
		id = "european-union" // whoever speaks for it
		fallthrough
	case id != "":
		return b.body(id, p, day)
	case len(sectors) == 0 && len(p.Country) == 3 && b.countries[p.Country] != "":
		return b.government(p.Country, day), true // "France": a country that acts is its government
	case p.Name != "" && (p.Country == "IGO" || p.Country == "EUR"):
		return Side{slug(p.Name), p.Name, p.Country, p.Sector}, true
	case b.countries[p.Country] != "" && generic[p.Sector] != "":
		return Side{p.Country + ":" + p.Sector, generic[p.Sector] + " (" + b.countries[p.Country] + ")", p.Country, p.Sector}, true
	}
	return Side{}, false
}

// generic are the sectors whose people are a side also without a name.
var generic = map[string]string{"REB": "armed opposition", "OPP": "opposition", "PRM": "militias", "PTY": "political parties"}

// public are the sectors of people who are a side by themselves: leaders of movements
// and parties, candidates, clerics, envoys out of office.
var public = map[string]bool{"REB": true, "PRM": true, "OPP": true, "PTY": true, "ELI": true, "REL": true, "SOC": true, "IGO": true}

// governs reports whether people of such sectors act for a state.
func governs(sectors []string) bool {
	if len(sectors) == 0 || slices.Contains(sectors, "PRE") {
		return false
	}
	switch sectors[0] {
	case "GOV", "MIL", "SPY", "COP":
		return !slices.Contains(sectors, "IGO")
	}
	return sectors[0] == "PTY" && slices.Contains(sectors, "GOV")
}

// bodyOf is the organisation that a person stands for on a day, the person where there is none.
func (b *Book) bodyOf(offices []lexicon.Leader, day parley.Day) string {
	at := lexicon.DayOf(day.Time())
	best := offices[0]
	for _, o := range offices {
		if o.Dates.From <= at {
			best = o
		}
	}
	if best.Group != "" {
		return best.Group
	}
	return best.ID
}

// body is the side of an entry of the lexicon.
func (b *Book) body(id string, p *parley.Party, day parley.Day) (Side, bool) {
	if whole := b.wings[id]; whole != "" {
		id = whole
	}
	roles := b.groups[id]
	if len(roles) == 0 {
		if offices := b.leaders[id]; len(offices) > 0 {
			return Side{id, offices[0].Name, p.Country, p.Sector}, public[p.Sector]
		}
		return Side{id, p.Name, p.Country, p.Sector}, p.Name != "" && public[p.Sector]
	}
	at := lexicon.DayOf(day.Time())
	role := roles[0]
	for _, r := range roles {
		if r.Dates.From <= at {
			role = r
		}
	}
	if governs(role.Sectors) && b.countries[role.Country] != "" {
		return b.government(role.Country, day), true
	}
	switch s := sectorOf(role.Sectors); s {
	case "JRN", "BUS", "EDU", "MED":
		return Side{}, false
	default:
		country := role.Country
		if country == "" {
			country = p.Country
		}
		return Side{id, roles[0].Name, country, s}, true
	}
}

func sectorOf(sectors []string) string {
	for _, s := range sectors {
		if s != "PRE" {
			return s
		}
	}
	return ""
}

// government is who governs a country on a day.
func (b *Book) government(country string, day parley.Day) Side {
	for _, g := range b.governments {
		if g.country == country && holds(day, g.from, g.until) {
			return Side{g.party, b.groups[g.party][0].Name, country, "GOV"}
		}
	}
	name := b.countries[country]
	if name == "" {
		name = country
	}
	return Side{country + ":GOV", name, country, "GOV"}
}

// took is the day on which a movement became a government.
type took struct {
	day  parley.Day
	note string
}

// takes are the days on which a movement became the government of a country: those of
// the table, and those that its roles in the lexicon tell.
func (b *Book) takes(party, country string) []took {
	var out []took
	for _, g := range b.governments {
		if g.party == party && g.country == country {
			out = append(out, took{g.from, g.note})
		}
	}
	for _, r := range b.groups[party] {
		if r.Country == country && governs(r.Sectors) && r.Dates.From != 0 {
			day := int(r.Dates.From)
			at := time.Date(day/10000, time.Month(day/100%100), day%100, 0, 0, 0, 0, time.UTC)
			out = append(out, took{parley.DayOf(at), r.Name + " became the government"})
		}
	}
	return out
}

// facing tells namesakes apart: who a side is when it has to do with another.
func (b *Book) facing(s Side, mention, other string, day parley.Day) Side {
	for _, n := range b.namesakes {
		if n.party != s.Key || n.facing != other || !holds(day, n.from, n.until) ||
			slices.ContainsFunc(n.unless, func(word string) bool { return strings.Contains(mention, word) }) {
			continue
		}
		if g := b.groups[n.is]; len(g) > 0 {
			return Side{n.is, g[0].Name, g[0].Country, sectorOf(g[0].Sectors)}
		}
	}
	return s
}

// Speaker returns the side of somebody by the words of a mention, on a day; on no
// day, the last that the lexicon knows of.
func (b *Book) Speaker(mention, country string, day parley.Day) (Side, bool) {
	a := b.lex.Resolve(lexicon.Phrase{Words: lexicon.Split(mention), Head: -1, Context: country, Date: day.Time()})
	return b.Side(&parley.Party{Name: a.Name, ID: a.ID, Country: a.Country, Sector: a.Sector, Sectors: a.Sectors}, day)
}

// slug is a name as the lexicon makes IDs of names.
func slug(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r < 'a' || r > 'z' }), "-")
}
