// Package ontology holds PLOVER and CAMEO as readable tables: event types,
// modes, contexts, sectors, scores and quads, CAMEO's codes with names and
// Goldstein scores, the crosswalk between the two, and the algebra that turns
// an operator over an act ("agree" over "meet") into a coding.
//
// PLOVER: codebook of the Open Event Data Alliance, 2021. CAMEO: codebook
// 1.1b3. All tables are embedded, immutable once loaded and safe for
// concurrent use.
package ontology

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/*.tsv
var files embed.FS

// Type is one of PLOVER's 16 event types, or [None].
type Type string

// None is the type of acts that PLOVER does not code.
const None Type = "NONE"

// Coding is what an act comes to in PLOVER and CAMEO.
type Coding struct {
	Type  Type
	Mode  string // empty when the type has none that fits
	CAMEO string // finest CAMEO code that fits, a string: "026"
}

// TypeInfo describes a PLOVER type.
type TypeInfo struct {
	Type    Type
	Quad    string  // "verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"
	Score   float64 // PLOVER intensity, -10 to 10
	Meaning string
}

// Code is a CAMEO code.
type Code struct {
	Code      string
	Name      string
	Goldstein float64 // -10 to 10
}

// Cross is a row of the crosswalk from CAMEO to PLOVER.
type Cross struct {
	CAMEO    string
	Type     Type
	Mode     string
	Contexts []string
	Source   string // "published", or what we added and why
}

// Ontology is the set of all tables. It is immutable.
type Ontology struct {
	types    map[Type]TypeInfo
	order    []Type
	modes    map[Type]map[string]float64
	contexts map[string]string
	sectors  map[string]string
	cameo    map[string]Code
	cross    map[string]Cross
	acts     map[string]Act
	families map[string]map[Operator]Coding
}

// Default returns the embedded ontology. The tables are linted by the tests,
// so a failure to read them is a bug in this program and panics.
var Default = sync.OnceValue(func() *Ontology {
	o, err := load(files)
	if err != nil {
		panic(err)
	}
	return o
})

func load(fsys fs.FS) (*Ontology, error) {
	o := &Ontology{
		types: map[Type]TypeInfo{}, modes: map[Type]map[string]float64{}, contexts: map[string]string{},
		sectors: map[string]string{}, cameo: map[string]Code{}, cross: map[string]Cross{},
		acts: map[string]Act{}, families: map[string]map[Operator]Coding{},
	}
	tables := []struct {
		name    string
		columns int
		add     func(row []string) error
	}{
		{"types", 4, o.addType}, {"modes", 3, o.addMode}, {"contexts", 3, o.addContext}, {"sectors", 2, o.addSector},
		{"cameo", 3, o.addCode}, {"crosswalk", 5, o.addCross}, {"acts", 7, o.addAct}, {"families", 8, o.addFamily},
	}
	for _, t := range tables {
		if err := readTable(fsys, "data/"+t.name+".tsv", t.columns, t.add); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// readTable calls add for every row of a TSV file.
func readTable(fsys fs.FS, name string, columns int, add func([]string) error) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("read ontology: %w", err)
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != columns {
			return fmt.Errorf("%s:%d: %d columns, want %d", name, n, len(row), columns)
		}
		if err := add(row); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return nil
}

func (o *Ontology) addType(row []string) error {
	score, err := strconv.ParseFloat(row[2], 64)
	o.types[Type(row[0])] = TypeInfo{Type(row[0]), row[1], score, row[3]}
	o.order = append(o.order, Type(row[0]))
	return err
}

func (o *Ontology) addMode(row []string) error {
	score, err := strconv.ParseFloat(row[2], 64)
	t := Type(row[0])
	if o.modes[t] == nil {
		o.modes[t] = map[string]float64{}
	}
	o.modes[t][row[1]] = score
	return err
}

func (o *Ontology) addContext(row []string) error { o.contexts[row[0]] = row[2]; return nil }

func (o *Ontology) addSector(row []string) error { o.sectors[row[0]] = row[1]; return nil }

func (o *Ontology) addCode(row []string) error {
	score, err := strconv.ParseFloat(row[2], 64)
	o.cameo[row[0]] = Code{row[0], row[1], score}
	return err
}

func (o *Ontology) addCross(row []string) error {
	o.cross[row[0]] = Cross{row[0], Type(row[1]), row[2], list(row[3]), row[4]}
	return nil
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

// Types returns PLOVER's 16 types in the order of the codebook.
func (o *Ontology) Types() []Type { return o.order }

// Type describes t; false when PLOVER has no such type.
func (o *Ontology) Type(t Type) (TypeInfo, bool) { info, ok := o.types[t]; return info, ok }

// Score returns the PLOVER intensity of a type and mode; the mode's score
// stands before the type's.
func (o *Ontology) Score(t Type, mode string) float64 {
	if score, ok := o.modes[t][mode]; ok {
		return score
	}
	return o.types[t].Score
}

// HasMode reports whether t has the mode.
func (o *Ontology) HasMode(t Type, mode string) bool { _, ok := o.modes[t][mode]; return ok }

// Modes returns the modes that t may have, in the order of the alphabet.
func (o *Ontology) Modes(t Type) []string { return slices.Sorted(maps.Keys(o.modes[t])) }

// Code returns a CAMEO code; false when CAMEO has no such code.
func (o *Ontology) Code(cameo string) (Code, bool) { c, ok := o.cameo[cameo]; return c, ok }

// Crosswalk returns the PLOVER reading of a CAMEO code; false when there is none.
func (o *Ontology) Crosswalk(cameo string) (Cross, bool) { c, ok := o.cross[cameo]; return c, ok }

// HasSector reports whether s is a PLOVER sector or one of ours.
func (o *Ontology) HasSector(s string) bool { _, ok := o.sectors[s]; return ok }

// Contexts returns the names of all contexts, sorted.
func (o *Ontology) Contexts() []string {
	names := make([]string, 0, len(o.contexts))
	for name := range o.contexts {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
