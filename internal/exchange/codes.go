package exchange

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"parley"
	"parley/ontology"
)

//go:embed data/*.tsv
var files embed.FS

// country is how other code lists write a country.
type country struct {
	iso3, fips, cameo, cow string
}

// role is how other code lists write a sector, and how people of it are told
// who are not named.
type role struct {
	sector, cameo, phoenix, icews string
	person, body                  string
}

// codes are the tables of data/, both ways. They are immutable.
type codes struct {
	countries map[string]country // by ISO code
	fromCAMEO map[string]string  // CAMEO code of a country → ISO code
	fromFIPS  map[string]string
	fromCOW   map[string]string
	roles     map[string]role   // by sector
	sectors   map[string]string // CAMEO role → sector
	icews     map[string]string // sector word of ICEWS, lower case → sector
	groups    map[string]string // ID of the lexicon → known group
	members   map[string]string // known group → ID of the lexicon
}

// tables returns the embedded tables. The tests lint them, so a failure to read
// them is a bug in this program and panics.
var tables = sync.OnceValue(func() *codes {
	c := &codes{
		countries: map[string]country{}, fromCAMEO: map[string]string{}, fromFIPS: map[string]string{"GZ": "PSE"},
		fromCOW: map[string]string{}, roles: map[string]role{}, sectors: map[string]string{},
		icews: map[string]string{}, groups: map[string]string{}, members: map[string]string{},
	}
	// Codes that files have and we do not write: older editions of the lists.
	for old, iso := range map[string]string{"WSB": "PSE", "GZS": "PSE", "ZAR": "COD", "SCG": "SRB", "KOS": "XKX", "EUR": "EUR"} {
		c.fromCAMEO[old] = iso
	}
	each("countries", 4, c.addCountry)
	each("roles", 6, c.addRole)
	each("groups", 2, func(f []string) { c.groups[f[0]] = f[1]; c.members[f[1]] = f[0] })
	for word, sector := range moreICEWS {
		c.icews[word] = sector
	}
	return c
})

// moreICEWS are words for sectors that ICEWS uses beside those that we write.
var moreICEWS = map[string]string{
	"executive": "GOV", "executive office": "GOV", "cabinet": "GOV", "foreign ministry": "GOV", "local": "GOV",
	"provincial": "GOV", "legislative": "LEG", "parliamentary": "LEG", "legal": "JUD", "law enforcement": "COP",
	"dissident": "OPP", "insurgents": "REB", "separatist": "REB", "rebels": "REB", "criminals": "CRM", "gangs": "CRM",
	"civilian": "CVL", "social": "CVL", "general population": "CVL", "protestors / popular opposition / mobs": "CVL",
	"news": "JRN", "medical": "MED", "health": "MED", "refugees": "REF", "exiles": "REF", "radicals / extremists / fundamentalists": "REB",
	"international religious": "REL", "religion": "REL", "ngo": "NGO", "igo": "IGO", "international": "IGO", "global": "IGO",
	"regional": "IGO", "labour": "LAB", "ideological": "PTY", "government major party (in government)": "PTY",
	"major party": "PTY", "minor party": "PTY", "opposition major party (out of government)": "PTY",
	"peasants / farmers": "AGR", "elite": "ELI", "research and design wings": "MIL", "army": "MIL", "navy": "MIL", "air force": "MIL",
}

func (c *codes) addCountry(f []string) {
	row := country{f[0], f[1], f[2], f[3]}
	if row.cameo == "" {
		row.cameo = row.iso3
	}
	c.countries[row.iso3] = row
	c.fromCAMEO[row.iso3] = row.iso3
	c.fromCAMEO[row.cameo] = row.iso3
	c.fromFIPS[row.fips] = row.iso3
	if row.cow != "" {
		c.fromCOW[row.cow] = row.iso3
	}
}

func (c *codes) addRole(f []string) {
	none := func(s string) string {
		if s == "-" {
			return ""
		}
		return s
	}
	r := role{f[0], none(f[1]), none(f[2]), none(f[3]), f[4], f[5]}
	c.roles[r.sector] = r
	if _, taken := c.sectors[r.cameo]; r.cameo != "" && (!taken || r.cameo == r.sector) {
		c.sectors[r.cameo] = r.sector // UAF is UAF, though paramilitaries are written so too
	}
	if r.icews != "" {
		c.icews[strings.ToLower(r.icews)] = r.sector
	}
}

// each calls add with the cells of every row of an embedded table.
func each(table string, columns int, add func([]string)) {
	text, err := files.ReadFile("data/" + table + ".tsv")
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(text)) {
		if line[0] == '#' {
			continue
		}
		row := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(row) != columns {
			panic(fmt.Sprintf("data/%s.tsv: %d columns in %q", table, len(row), line))
		}
		add(row)
	}
}

// special reports whether code is none of a country: of bodies that belong to none.
func special(code string) bool {
	switch code {
	case "IGO", "NGO", "MNC", "EUR":
		return true
	}
	return false
}

// land returns how CAMEO writes the country of a party; empty for bodies that belong to none.
func land(p *parley.Party) string {
	if p.Country == "" || special(p.Country) {
		return ""
	}
	if c, ok := tables().countries[p.Country]; ok {
		return c.cameo
	}
	return p.Country
}

// roleCodes returns the CAMEO roles of a party, at most three, the primary one first.
func roleCodes(p *parley.Party) []string {
	var out []string
	add := func(code string) {
		if code != "" && len(out) < 3 && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	switch p.Country {
	case "IGO", "EUR":
		add("IGO")
	case "NGO", "MNC":
		add(p.Country)
	}
	for _, s := range sectorsOf(p) {
		add(tables().roles[s].cameo)
	}
	return out
}

// sectorsOf returns the sectors of a party, the primary one first.
func sectorsOf(p *parley.Party) []string {
	if len(p.Sectors) == 0 && p.Sector != "" {
		return []string{p.Sector}
	}
	return p.Sectors
}

// actorCode returns the CAMEO code of a party: country, then roles; of bodies that
// belong to no country their kind and the group, where it has a code ("IGOUNO").
func actorCode(p *parley.Party) string {
	roles := strings.Join(roleCodes(p), "")
	if at := land(p); at != "" {
		return at + roles
	}
	return roles + tables().groups[p.ID]
}

// phoenixRole returns the role of a party as Phoenix has it, and what it has besides.
func phoenixRole(p *parley.Party) (role string, rest []string) {
	for _, s := range sectorsOf(p) {
		r := tables().roles[s]
		switch {
		case r.phoenix != "" && role == "":
			role = r.phoenix
		case r.cameo != "":
			rest = append(rest, r.cameo)
		}
	}
	if special(p.Country) {
		rest = slices.DeleteFunc(rest, func(s string) bool { return s == p.Country || s == "IGO" })
	}
	if g := tables().groups[p.ID]; g != "" && land(p) == "" {
		rest = append(rest, g)
	}
	return role, rest
}

// fips returns the FIPS 10-4 code of a country.
func fips(iso3 string) string { return tables().countries[iso3].fips }

// cow returns the number of a country in the Correlates of War, empty when it has none.
func cow(iso3 string) string { return tables().countries[iso3].cow }

// coarsest gives the CAMEO code that says no more than a type and mode of PLOVER.
var coarsest = sync.OnceValue(func() map[ontology.Coding]string {
	out := map[ontology.Coding]string{}
	each("coarsest", 3, func(f []string) {
		out[ontology.Coding{Type: ontology.Type(f[0]), Mode: strings.TrimPrefix(f[1], "-")}] = f[2]
	})
	return out
})
