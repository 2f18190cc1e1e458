package place

import (
	"slices"
	"strings"

	"parley"
)

// sense is what one spelling may mean in a document.
type sense struct {
	from, to int     // candidates in reading.options
	refs     [2]int  // candidates in reading.refs
	fame     float32 // of the best known candidate
	uses     int     // names that are kept with this spelling
	best     int     // index of the winner in reading.options
	margin   float32 // to the next that is another place
	land     land    // what its names add to the countries of the document
	press    string  // the country that the news means by the name, as the lexicon has it
	located  int     // names of it where a place stands: behind "in", or with a kind word
	acting   int     // names of it that do something
	small    int8    // whether the document has the word in small letters: 1 yes, -1 no, 0 not asked yet
}

// option is a candidate for a sense.
type option struct {
	Entry
	form      Form
	own       bool    // the name is its usual one, but for a kind word
	plainCity bool    // its usual name has "City" behind the one used
	fame      float32 // what is known of it without a text
	told      float32 // the document says that it lies there
	land      float32 // the document is about its country, province or district
	near      float32 // other places of the document lie beside it
	score     float32
}

// wellKnown is the fame of a city of about two million people.
const wellKnown = 6.3

// maxOptions bounds the candidates of a name: there are hundreds of San Joses.
const maxOptions = 200

// sense returns the index of the sense with the candidates from r.refs[from:],
// adding it when it is new.
func (r *reading) sense(from int, text string) int {
	refs := r.refs[from:]
	if i, ok := r.index[refs[0]]; ok {
		if s := &r.senses[i]; slices.Equal(r.refs[s.refs[0]:s.refs[1]], refs) {
			r.refs = r.refs[:from]
			return i
		}
	}
	r.index[refs[0]] = len(r.senses)
	s := sense{from: len(r.options), refs: [2]int{from, len(r.refs)}, best: -1}
	for _, ref := range refs[:min(len(refs), maxOptions)] {
		o := option{Entry: r.f.gazetteer.Entry(ref), form: ref.Form()}
		o.plainCity = o.Kind == City && o.form == Alternate && strings.HasSuffix(o.Name, " City") && o.Population > 2_000_000
		o.own = o.form != Alternate || o.plainCity || o.Kind == City && longer(o.Name, text) || (o.Kind == Province || o.Kind == District) && strings.Contains(o.Name, text)
		o.fame = fame(&o)
		r.options = append(r.options, o)
	}
	s.to = len(r.options)
	r.preferCities(&s)
	r.preferMain(&s)
	for k := s.from; k < s.to; k++ {
		s.fame = max(s.fame, r.options[k].fame)
	}
	r.senses = append(r.senses, s)
	return len(r.senses) - 1
}

// longer reports whether a city's usual name is the one used with more behind
// it: "Frankfurt am Main", but not "Oklahoma City".
func longer(name, text string) bool {
	return len(name) > len(text) && strings.HasPrefix(name, text) && (name[len(text)] == ' ' || name[len(text)] == '-') && !strings.HasSuffix(name, " City")
}

// resolve says which places the names are, and which names are none.
func (r *reading) resolve() {
	for i := range r.names {
		n := &r.names[i]
		if n.keep = n.score >= enough; n.keep && n.sense >= 0 {
			r.senses[n.sense].uses++
		}
	}
	r.pointOut()
	r.weighGiven()
	for pass := range 3 {
		r.weighStory(pass > 0)
		r.moor()
		for i := range r.senses {
			r.choose(i)
		}
	}
	r.keepAgain()
	for i := range r.names {
		if n := &r.names[i]; n.keep && n.seat >= 0 {
			r.names[n.seat].child = i + 1
		}
	}
	for i := range r.names {
		r.settle(&r.names[i])
	}
	for i := range r.names {
		r.doubt(&r.names[i])
	}
	for i := range r.names {
		r.borrow(&r.names[i])
	}
}

// keepAgain decides once more which names are places, now that it is known
// what the document is about and which names are places elsewhere in it.
func (r *reading) keepAgain() {
	for i := range r.names {
		n := &r.names[i]
		if n.sense < 0 {
			continue
		}
		s := &r.senses[n.sense]
		if s.uses > 0 && n.score < enough && n.score > hopeless && !n.person {
			r.add(n, "a place elsewhere in the text", wElsewhere)
		}
		if s.acting > 0 && s.located == 0 && s.fame < wellKnown && s.press == "" {
			r.add(n, "it acts, and nothing lies in it", wActor)
		}
		if s.best >= 0 && r.share(s, r.options[s.best].Country) > 0.3 {
			r.add(n, "in a country that the text is about", wAtHome)
		}
		n.keep = n.score >= enough
	}
}

// choose picks the winner of a sense by what the whole document says.
func (r *reading) choose(sense int) {
	s := &r.senses[sense]
	best := s.from
	for k := s.from; k < s.to; k++ {
		o := &r.options[k]
		o.land, o.near = r.weighLand(s, o), 0
		if s.press != "" && o.Country == s.press {
			o.land += wPress
		}
		if o.local() {
			o.near = r.weighNear(sense, o)
		}
		if o.fame < s.fame-wFar {
			o.land = min(o.land, wAround)
			if s.fame >= 8 {
				o.near = 0 // a country: "Jamaica", though New York has a part of the name
			}
		}
		o.score = o.fame + o.told + o.land + o.near
		if o.score > r.options[best].score {
			best = k
		}
	}
	s.best, s.margin = best, 99
	b := &r.options[best]
	for k := s.from; k < s.to; k++ {
		if o := &r.options[k]; k != best && Distance(o.Lat, o.Lon, b.Lat, b.Lon) > 100 {
			s.margin = min(s.margin, b.score-o.score)
		}
	}
}

// settle picks the place of one name: what the whole document says, and what
// the words beside this name add.
func (r *reading) settle(n *name) {
	n.best = -1
	if !n.keep || n.sense < 0 {
		return
	}
	s := &r.senses[n.sense]
	best := float32(0)
	for k := s.from; k < s.to; k++ {
		o := &r.options[k]
		score := o.score + byKind(n.kinds, o.Kind)
		if o.Kind == Province && n.child > 0 && r.holds(o, r.names[n.child-1].sense) {
			score += wHolds
		}
		switch {
		case n.seat < 0 || r.names[n.seat].sense < 0:
		case r.lies[r.link(n.sense, r.names[n.seat].sense).lies+k-s.from]:
			score += wTold / 2
		default:
			score -= o.told // that was said of another place of the name
		}
		if n.best < 0 || score > best {
			n.best, best = k, score
		}
	}
	n.rule = r.why(n, s)
}

// why tells in a few words what decided.
func (r *reading) why(n *name, s *sense) string {
	o := &r.options[n.best]
	switch {
	case s.to-s.from == 1:
		return "the only place of the name"
	case o.told > 0:
		return "the text says where it lies"
	case byKind(n.kinds, o.Kind) > 0 && n.best != s.best:
		return "the kind of place named"
	case o.fame >= s.fame:
		return "the best known of the name"
	case o.near > 0:
		return "near other places of the text"
	}
	return "in a country of the text"
}

// mentions returns the names that are places.
func (r *reading) mentions() []Mention {
	slices.SortStableFunc(r.names, func(a, b name) int { return a.span.Start - b.span.Start })
	var out []Mention
	for i := range r.names {
		n := &r.names[i]
		if n.keep && (len(out) == 0 || n.span.Start >= out[len(out)-1].Mention.Span.End) {
			out = append(out, r.mention(n))
		}
	}
	return out
}

func (r *reading) mention(n *name) Mention {
	words := parley.Quote{Span: n.span, Text: r.doc.Text[n.span.Start:n.span.End]}
	m := Mention{Sentence: n.sent, First: n.first, Last: n.last, Rule: n.rule, Kind: kindOf(n.kinds)}
	switch {
	case n.sense >= 0 && n.best >= 0:
		o := &r.options[n.best]
		m.Place, m.Kind, m.Capital, m.Population = o.Place(), o.Kind, o.Capital, o.Population
		if o.Rough {
			m.Precision = "district"
		}
	case n.lent > 0: // a place that the gazetteer does not have
		m.Place = r.options[n.lent-1].Place()
		m.Name = words.Text
	default:
		m.Name = words.Text
	}
	m.Place.Mention = words
	return m
}

// precisions names how exact the coordinates of a place of each kind are.
var precisions = [...]string{
	Point: "point", City: "city", Water: "region", District: "district", Province: "province", Country: "country", Region: "region",
}
