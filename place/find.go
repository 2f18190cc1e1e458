package place

import (
	"errors"
	"sync"

	"parley"
	"parley/lexicon"
	"parley/nlp"
)

// Finder finds place names in parsed text and says which places they are. It is
// immutable and safe for concurrent use.
type Finder struct {
	gazetteer *Gazetteer
	lexicon   *lexicon.Lexicon
	scratch   sync.Pool // of *reading
}

// NewFinder returns a finder over a gazetteer and the lexicon of actors, which
// knows who is a person and what is an organisation.
func NewFinder(g *Gazetteer, lex *lexicon.Lexicon) (*Finder, error) {
	if g == nil || lex == nil {
		return nil, errors.New("place: a finder wants a gazetteer and a lexicon")
	}
	return &Finder{gazetteer: g, lexicon: lex}, nil
}

// Gazetteer returns the gazetteer that places are looked up in.
func (f *Finder) Gazetteer() *Gazetteer { return f.gazetteer }

// Find returns the places named in a document, in the order of the text and
// without overlaps. The sentences must be those of the document, parsed.
func (f *Finder) Find(doc *parley.Document, sents []nlp.Sentence) []Mention {
	r := f.reading(doc, sents)
	defer f.release(r)
	r.read()
	return r.mentions()
}

// reading is the scratch space of one call.
type reading struct {
	f     *Finder
	words vocabulary
	doc   *parley.Document
	sents []nlp.Sentence

	entries  []entry         // what the lexicon has at each token of the document
	base     int             // index in entries of the sentence that is being read
	tokens   []word          // of the sentence that is being read
	flat     bool            // capitals say little in it: a headline, or all capitals
	dateline bool            // it is the line that tells where a report was written
	forms    []string        // of the tokens, for the lexicon
	names    []name          // what the gazetteer knows, in the order of the text
	refs     []Ref           // candidates of all names
	senses   []sense         // one for each spelling
	options  []option        // of all senses
	people   map[string]bool // surnames and given names of people in the document
	index    map[Ref]int     // senses by their first candidates
	links    map[[2]int]link // what senses are to each other
	lies     []bool          // of all links
	anchors  []anchor        // places of the document that others may lie near
	lands    []land          // countries that the document speaks of
	given    []land          // those that its names have no say in
	parts    []part          // provinces that it speaks of
	explain  bool            // whether to keep notes for people
}

// word is a token with what its form tells.
type word struct {
	*nlp.Token
	class   class
	capital bool
	taken   bool // part of a person's or an organisation's name that the lexicon knows
}

// entry is what the lexicon of actors has that begins at a token; the zero
// entry is nothing.
type entry struct {
	kind    lexicon.Kind
	words   int
	country string
}

// name is a stretch of tokens that may name a place.
type name struct {
	sent, first, last int
	span              parley.Span
	sense             int     // index in senses; -1: not in the gazetteer
	score             float32 // of its being a place, before the document is known
	kinds             class   // of the kind words beside it
	seat              int     // index of the name that it lies in: "Houston, Texas"; -1 for none
	claim             int     // index of the name that it is said to lie in, though no candidate does; -1 for none
	home              int     // sense of the country that the lexicon says it is in; -1 for none
	keep              bool
	best              int // the place: index in options; -1 for none
	lent              int // of a name that the gazetteer does not have, 1 + the place that it lies in; 0 for none
	rule              string
	child             int  // 1 + the index of the name that is said to lie in it; 0 for none
	larger            bool // a kind word with a capital behind it is part of a longer name: "Islington Bay"
	person            bool // a person of the document has the name
	weak              bool // by its own words it would be none
	found             bool // by the place-like words beside it alone
	notes             []note
}

// note is one piece of evidence, for people.
type note struct {
	what   string
	weight float32
}

func (f *Finder) reading(doc *parley.Document, sents []nlp.Sentence) *reading {
	r, _ := f.scratch.Get().(*reading)
	if r == nil {
		r = &reading{f: f, words: embeddedWords(), people: make(map[string]bool), index: make(map[Ref]int), links: make(map[[2]int]link)}
	}
	r.doc, r.sents = doc, sents
	r.names, r.refs, r.senses, r.options = r.names[:0], r.refs[:0], r.senses[:0], r.options[:0]
	r.lands, r.parts, r.explain = r.lands[:0], r.parts[:0], false
	return r
}

func (f *Finder) release(r *reading) {
	r.doc, r.sents = nil, nil
	clear(r.tokens)
	clear(r.forms)
	clear(r.names)
	clear(r.entries)
	clear(r.people)
	clear(r.index)
	clear(r.links)
	f.scratch.Put(r)
}

// read finds the names and resolves them.
func (r *reading) read() {
	r.entries, r.lies = r.entries[:0], r.lies[:0]
	for i := range r.sents {
		r.base = len(r.entries)
		r.load(i)
		r.lookUp()
		r.meetPeople()
	}
	r.base = 0
	for i := range r.sents {
		r.load(i)
		r.findNames(i)
		r.base += len(r.tokens)
	}
	r.dropPeople()
	r.resolve()
}

// load makes the tokens of a sentence ready.
func (r *reading) load(i int) {
	s := &r.sents[i]
	r.tokens, r.forms = r.tokens[:0], r.forms[:0]
	capitals, words := 0, 0
	for k := range s.Tokens {
		t := &s.Tokens[k]
		w := word{Token: t, capital: capital(t.Form)}
		if t.UPOS != "PUNCT" {
			w.class = r.words.of(t.Form)
			words++
			if w.capital {
				capitals++
			}
		}
		r.tokens = append(r.tokens, w)
		r.forms = append(r.forms, t.Form)
	}
	r.dateline = s.Kind == nlp.Dateline
	r.flat = words > 3 && capitals*10 > words*7
}

// lookUp asks the lexicon for every word with a capital.
func (r *reading) lookUp() {
	for i := range r.tokens {
		var e entry
		if r.tokens[i].capital {
			found, n := r.f.lexicon.Longest(r.forms, i)
			e = entry{found.Kind, n, found.Country}
		}
		r.entries = append(r.entries, e)
	}
}

// entry returns what the lexicon has that begins at token i.
func (r *reading) entry(i int) entry { return r.entries[r.base+i] }

// at returns the token at index i, an empty one outside the sentence.
func (r *reading) at(i int) word {
	if i < 0 || i >= len(r.tokens) {
		return word{Token: &none}
	}
	return r.tokens[i]
}

var none nlp.Token

// proper reports whether token i looks like part of a name.
func (r *reading) proper(i int) bool {
	t := r.at(i)
	if !t.capital {
		return false
	}
	return t.UPOS == "PROPN" || !r.flat && i > 0 && t.class&isNever == 0
}
