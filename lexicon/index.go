package lexicon

import (
	"slices"
	"strings"
	"sync"
)

// Kind says what sort of thing a known name is.
type Kind uint8

const (
	KindNone        Kind = iota
	KindCountry          // "Mali", "the Soviet Union"
	KindNationality      // "Malian", "Malians"
	KindCapital          // "Bamako": as subject or object it stands for the government
	KindSeat             // "the Kremlin": stands for its institution
	KindCity             // any other city
	KindRegion           // "Kashmir", "Kano State"
	KindGroup            // an organisation
	KindPerson           // an office-holder or public figure
	KindAgent            // a noun such as "soldiers", not a name
)

// letters says how a name must be written to be matched.
type letters uint8

const (
	anyCase  letters = iota
	firstCap         // begins with a capital
	allCaps          // all capitals, as acronyms are
)

// ref is one meaning of a name in the trie; meanings of one name are chained.
type ref struct {
	index   int32 // into the slice that the kind belongs to
	next    int32 // -1: last
	kind    Kind
	letters letters
	short   bool // a surname that must be its day's only one
	loose   bool // needs other evidence of the country
}

type edge struct{ node, word int32 }

// person and body are the entries of one id.
type person struct{ offices []int32 }
type body struct{ roles []int32 }

// New builds a lexicon; entries that come first win where names are shared and
// nothing else decides.
func New(d Data) *Lexicon {
	n := len(d.Countries) + len(d.Seats) + len(d.Places) + len(d.Groups) + len(d.Leaders) + len(d.Agents)
	l := &Lexicon{ // sized for the embedded data: 14,000 entries have 15,000 words and 30,000 edges
		data:  d,
		codes: make(map[string]int32, len(d.Countries)),
		vocab: make(map[string]int32, n),
		edges: make(map[edge]int32, 2*n),
		heads: append(make([]int32, 0, 2*n+1), -1),
		refs:  make([]ref, 0, 2*n),
	}
	b := builder{l: l}
	b.countries()
	b.groups()
	b.leaders()
	for i, s := range d.Seats {
		b.names(s.Names, ref{index: int32(i), kind: KindSeat})
	}
	for i, p := range d.Places {
		kind := KindCity
		if p.Region {
			kind = KindRegion
		}
		b.names(p.Names, ref{index: int32(i), kind: kind})
	}
	b.agents()
	l.similar = sync.OnceValue(func() spellings { return newSpellings(l) })
	l.latest = d.latest()
	return l
}

// latest returns the last day on which a role begins.
func (d *Data) latest() Day {
	last := Day(0)
	for i := range d.Groups {
		last = max(last, d.Groups[i].Dates.From)
	}
	for i := range d.Leaders {
		last = max(last, d.Leaders[i].Dates.From)
	}
	return last
}

type builder struct {
	l      *Lexicon
	words  []string
	pieces []piece
	buf    []byte
}

func (b *builder) countries() {
	for i, c := range b.l.data.Countries {
		if _, ok := b.l.codes[c.Code]; !ok && c.Dates == (Dates{}) {
			b.l.codes[c.Code] = int32(i)
		}
		r := ref{index: int32(i), kind: KindCountry}
		b.name(c.Name, r)
		b.names(c.Names, r)
		r.kind = KindNationality
		b.names(c.Words, r)
		r.kind = KindCapital
		b.names(c.Capitals, r)
	}
}

func (b *builder) groups() {
	ids := make(map[string]int32)
	for i, g := range b.l.data.Groups {
		at, ok := ids[g.ID]
		if !ok {
			at = int32(len(b.l.bodies))
			ids[g.ID] = at
			b.l.bodies = append(b.l.bodies, body{})
		}
		b.l.bodies[at].roles = append(b.l.bodies[at].roles, int32(i))
		r := ref{index: at, kind: KindGroup, loose: g.Context}
		if !ok {
			b.name(g.Name, r)
		}
		b.names(g.Variants, r)
		r.loose = true
		b.names(g.Loose, r)
	}
}

func (b *builder) leaders() {
	ids := make(map[string]int32)
	for i, p := range b.l.data.Leaders {
		at, ok := ids[p.ID]
		if !ok {
			at = int32(len(b.l.people))
			ids[p.ID] = at
			b.l.people = append(b.l.people, person{})
		}
		b.l.people[at].offices = append(b.l.people[at].offices, int32(i))
		r := ref{index: at, kind: KindPerson}
		if !ok {
			b.name(p.Name, r)
		}
		b.names(p.Variants, r)
		r.short = true
		b.names(p.Short, r)
		r.loose = true
		b.names(p.Loose, r)
	}
}

func (b *builder) agents() {
	for i, a := range b.l.data.Agents {
		r := ref{index: int32(i), kind: KindAgent}
		b.name(a.Phrase, r)
		if a.Kind != AgentModifier {
			b.name(Plural(a.Phrase), r)
		}
	}
}

func (b *builder) names(all []string, r ref) {
	for _, n := range all {
		b.name(n, r)
	}
}

// name adds one name with one meaning.
func (b *builder) name(name string, r ref) {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "the "), "The ")
	b.pieces = b.pieces[:0]
	b.words = appendWords(b.words[:0], name)
	for _, w := range b.words {
		b.pieces = split(b.pieces, w)
	}
	if len(b.pieces) == 0 {
		return
	}
	if r.kind != KindAgent {
		r.letters = firstCap
		if _, caps := letterCase(b.pieces[0].text); caps && len(b.pieces) == 1 && len(name) <= 6 {
			r.letters = allCaps
		}
	}
	node := int32(0)
	for _, p := range b.pieces {
		b.buf = appendNormal(b.buf[:0], p.text)
		id, ok := b.l.vocab[string(b.buf)]
		if !ok {
			id = int32(len(b.l.vocab))
			b.l.vocab[string(b.buf)] = id
		}
		node = b.step(edge{node, id})
	}
	b.attach(node, r)
}

func (b *builder) step(e edge) int32 {
	next, ok := b.l.edges[e]
	if !ok {
		next = int32(len(b.l.heads))
		b.l.heads = append(b.l.heads, -1)
		b.l.edges[e] = next
	}
	return next
}

// attach puts r at the end of the node's chain unless its meaning is there.
func (b *builder) attach(node int32, r ref) {
	r.next = -1
	at := &b.l.heads[node]
	for *at >= 0 {
		have := &b.l.refs[*at]
		if have.kind == r.kind && have.index == r.index {
			have.short, have.loose = have.short && r.short, have.loose && r.loose
			have.letters = min(have.letters, r.letters)
			return
		}
		at = &have.next
	}
	*at = int32(len(b.l.refs))
	b.l.refs = append(b.l.refs, r)
}

const maxHits = 8 // names within names that are looked at in one place

// hits are the names that begin at one piece, shortest first.
type hits struct {
	n   int
	end [maxHits]int   // piece after the name
	ref [maxHits]int32 // first meaning
}

// walk finds the names that begin at piece at.
func (l *Lexicon) walk(ps []piece, at int) hits {
	var h hits
	node := int32(0)
	for i := at; i < len(ps) && ps[i].id >= 0; i++ {
		next, ok := l.edges[edge{node, ps[i].id}]
		if !ok {
			break
		}
		node = next
		if l.heads[node] >= 0 {
			if h.n == maxHits {
				copy(h.end[:], h.end[1:])
				copy(h.ref[:], h.ref[1:])
				h.n--
			}
			h.end[h.n], h.ref[h.n] = i+1, l.heads[node]
			h.n++
		}
	}
	return h
}

// Plural returns the plural of an English noun phrase in lower case.
func Plural(phrase string) string {
	for _, prep := range [...]string{" of ", " in ", " to ", " for ", "-in-"} {
		if i := strings.Index(phrase, prep); i > 0 {
			return Plural(phrase[:i]) + phrase[i:]
		}
	}
	start := strings.LastIndexAny(phrase, " -") + 1
	return phrase[:start] + plural(phrase[start:])
}

var irregular = []string{"child", "children", "person", "people", "police", "police", "personnel", "personnel",
	"staff", "staff", "clergy", "clergy", "wife", "wives", "thief", "thieves", "corps", "corps", "aircraft", "aircraft",
	"media", "media", "mother-in-law", "mothers-in-law", "general", "generals", "roma", "roma", "folk", "folk"}

func plural(noun string) string {
	if i := slices.Index(irregular, noun); i >= 0 && i%2 == 0 {
		return irregular[i+1]
	}
	ends := func(s string) bool { return strings.HasSuffix(noun, s) }
	switch {
	case ends("man") && noun != "human" && noun != "roman" && noun != "german":
		return noun[:len(noun)-3] + "men"
	case ends("child"):
		return noun + "ren"
	case ends("craft"), ends("men"), ends("people"):
		return noun
	case ends("y") && len(noun) > 1 && !strings.ContainsRune("aeiou", rune(noun[len(noun)-2])):
		return noun[:len(noun)-1] + "ies"
	case ends("s") && !ends("ss") && !ends("us"):
		return noun
	case ends("s"), ends("x"), ends("z"), ends("ch"), ends("sh"):
		return noun + "es"
	}
	return noun + "s"
}
