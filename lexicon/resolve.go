package lexicon

import "time"

// Phrase is a noun phrase to be resolved.
type Phrase struct {
	Words   []string  // as tokenised; possessive endings and hyphens may stand alone or not
	Head    int       // index of the head word; -1: the last word before a preposition, comma or relative
	Context string    // name or code of the country that the story is about, may be empty
	Date    time.Time // of the story; zero: the last day on which the data know of a change
}

// Actor is what a phrase stands for. The zero Actor is "nothing known".
type Actor struct {
	ID         string   // of a named group or person; "" otherwise
	Name       string   // of a named group, person, institution or bare place; "" otherwise
	Country    string   // alpha-3 or IGO, NGO, MNC, EUR; "" when not known
	Sector     string   // primary; "" for bare countries and nationalities
	Sectors    []string // Sector first; shared with the lexicon, not to be changed
	Known      bool     // resolved to a named entry
	Person     bool     // one person: a leader by name, or an unknown name with a title or role
	Role       string   // the agent noun that decided, singular: "health minister"
	Confidence float64  // 0 to 1; a rule of thumb, not calibrated
	Why        []string // what decided, for people
}

// itemKind says what a stretch of a phrase is.
type itemKind uint8

const (
	itemWord  itemKind = iota // not in the lexicon
	itemName                  // a known name
	itemAgent                 // an agent noun or modifier
	itemPrep                  // a preposition or relative word
	itemComma                 // a comma or another mark that ends a part
	itemPoss                  // a possessive ending
	itemSkip                  // of no account: "Iran" in "Iran-backed"
)

type item struct {
	kind     itemKind
	from, to int32 // pieces
	ref      int32 // meaning, for names and agents
}

// resolver is the scratch space of one call.
type resolver struct {
	l       *Lexicon
	ps      []piece
	items   []item
	day     Day
	context string // code
	lenient bool   // no capital in the whole phrase
	former  bool   // "former", "ex-" before the head
	styled  bool   // "Mr", "Mrs" before a name
	seen    [4]string
	seenN   int
}

// scratch is memory that one call leaves to the next.
type scratch struct {
	pieces []piece
	items  []item
}

// Resolve says what a phrase stands for: a named person or group on the day of
// the story first, then nationality and agent noun, then the complement
// ("members of …"), then the story's country. Persons who are not in the
// lexicon never get a name. It is safe for concurrent use.
func (l *Lexicon) Resolve(p Phrase) Actor {
	s, _ := l.scratch.Get().(*scratch)
	if s == nil {
		s = new(scratch)
	}
	defer l.scratch.Put(s)
	r := resolver{l: l, day: l.day(p.Date)}
	r.context, _ = l.Country(p.Context)
	r.ps = expand(s.pieces[:0], p.Words, l.vocab)
	r.items = s.items[:0]
	r.scan()
	s.pieces, s.items = r.ps, r.items
	start, end, head := r.core(p.Head)
	if head < 0 {
		return Actor{}
	}
	f := r.part(start, end, head)
	if f.country == "" && (f.empty() || r.misspeltPlace(start, head)) {
		f = r.repaired(start, end, head, f)
	}
	r.complements(&f, end)
	return r.actor(f, start, end, head)
}

// core finds the part that holds the head: its items and the head's index.
func (r *resolver) core(word int) (start, end, head int) {
	for start < len(r.items) && r.ends(start) {
		start++
	}
	for end = start; end < len(r.items); end++ {
		if !r.ends(end) {
			continue
		}
		if word < 0 || word < int(r.ps[r.items[end].from].word) {
			break
		}
		start = end + 1
	}
	head = end - 1
	for i := start; i < end && word >= 0; i++ {
		if int(r.ps[r.items[i].to-1].word) >= word && r.items[i].kind != itemPoss {
			head = i
			break
		}
	}
	for head >= start && (r.items[head].kind == itemPoss || r.items[head].kind == itemSkip) {
		head--
	}
	if head < start {
		head = -1
	}
	return start, end, head
}

// ends reports whether a part of the phrase ends before item i.
func (r *resolver) ends(i int) bool {
	switch it := r.items[i]; it.kind {
	case itemPrep, itemComma:
		return true
	case itemWord: // "militia backed by", "soldiers serving in"
		p := r.ps[it.from]
		return i > 0 && i+1 < len(r.items) && r.items[i+1].kind == itemPrep && !p.upper && participle(p.text)
	}
	return false
}

func participle(s string) bool {
	if s == "loyal" || s == "close" || s == "led" || s == "held" {
		return true
	}
	n := len(s)
	return n > 4 && (s[n-2:] == "ed" || s[n-3:] == "ing")
}

// finding is what one part of a phrase says.
type finding struct {
	sectors  []string
	country  string
	strength int   // 0 nothing, 1 default of a neutral noun, 2 modifier or complement, 3 noun, 4 name
	agent    int32 // index of the agent noun that decided, -1
	named    int32 // index of the ref that the part stands for, -1
	opposed  bool  // a modifier says opposition
	place    bool  // stands for a bare place or country
}

func (f *finding) empty() bool { return f.strength == 0 && f.named < 0 && !f.place }

// part reads items start to end, whose head is given.
func (r *resolver) part(start, end, head int) finding {
	f := finding{agent: -1, named: -1}
	org := -1
	f.country = r.nation(start, head)
	for i := head; i >= start; i-- {
		if r.items[i].kind == itemName && r.institution(i) && (org < 0 || i == head) {
			org = i
		}
	}
	h := r.items[head]
	switch {
	case h.kind == itemName && (org == head || r.kind(head) == KindPerson):
		r.name(&f, head)
		return f
	case h.kind == itemName && r.people(head) && r.homeland(start, head) != "":
		f.country, f.sectors, f.strength = r.homeland(start, head), civilians, 2
		return f
	case h.kind == itemName:
		f.place = true
		r.role(&f, start, head-1)
		if f.strength < 3 { // "opposition Syria" is no role of its own
			r.name(&f, head)
		}
	default:
		r.role(&f, start, head)
	}
	if org >= 0 {
		r.combine(&f, org)
	} else if p := r.personBefore(start, head); p >= 0 {
		r.possessor(&f, p, head)
	}
	return f
}

// people reports whether the name at item i is that of a people: a
// nationality, or a region's demonym.
func (r *resolver) people(i int) bool {
	ref := r.l.refs[r.items[i].ref]
	return ref.kind == KindNationality || ref.kind == KindRegion && len(r.l.data.Places[ref.index].Sectors) > 0
}

// homeland returns the country that the Serbs of "Kosovo Serbs" live in: the
// one named right before a people of another name; "" when there is none.
func (r *resolver) homeland(start, head int) string {
	if head == start || r.items[head-1].kind != itemName || r.kind(head-1) == KindPerson || r.hyphened(head-1, head) {
		return ""
	}
	if own := r.countryOf(head); own != r.countryOf(head-1) || r.kind(head) == KindRegion {
		return r.countryOf(head - 1)
	}
	return ""
}

// nation returns the country that the names up to the head give: the first
// one, but the one nearest to a head that tells of people.
func (r *resolver) nation(start, head int) string {
	nearest := r.items[head].kind == itemAgent && people(r.agent(head).Sectors[0])
	code := ""
	for i := start; i <= head; i++ {
		if r.items[i].kind != itemName || r.kind(i) == KindPerson {
			continue
		}
		if c := r.countryOf(i); c != "" && (code == "" || nearest) {
			code = c
		}
	}
	return code
}

func people(sector string) bool {
	switch sector {
	case "CVL", "REF", "REB", "REL", "LAB", "AGR", "EDU":
		return true
	}
	return false
}

func (r *resolver) kind(i int) Kind        { return r.l.refs[r.items[i].ref].kind }
func (r *resolver) agent(i int) *Agent     { return &r.l.data.Agents[r.l.refs[r.items[i].ref].index] }
func (r *resolver) institution(i int) bool { return r.kind(i) == KindGroup || r.kind(i) == KindSeat }

// countryOf returns the country of the name at item i on the day.
func (r *resolver) countryOf(i int) string {
	ref := r.l.refs[r.items[i].ref]
	if ref.kind == KindGroup {
		return r.l.data.Groups[r.l.role(ref.index, r.day)].Country
	}
	return r.l.entryCountry(ref)
}

// role looks for the agent noun that decides, from the head leftwards.
func (r *resolver) role(f *finding, start, head int) {
	deflt := int32(-1)
	for i := head; i >= start; i-- {
		if r.items[i].kind != itemAgent {
			continue
		}
		a := r.agent(i)
		if hasSector(a.Sectors, "OPP") {
			f.opposed = true
		}
		index := r.l.refs[r.items[i].ref].index
		switch {
		case f.strength >= 2:
			if a.Sectors[0] == "REB" && armed(f.sectors[0]) {
				f.sectors = a.Sectors // "rebel soldiers"
			} else if f.strength == 3 && i == head-1 && uniformed(a.Sectors[0]) && r.trade(head) {
				f.sectors = a.Sectors // "navy engineer"
			}
		case a.Kind == AgentNeutral:
			if deflt < 0 || r.l.data.Agents[deflt].Sectors[0] == "UNK" {
				deflt = index
			}
		case i == head:
			f.sectors, f.agent, f.strength = a.Sectors, index, 3
		case a.Sectors[0] == "JNK" || (a.Sectors[0] == "UNK" && a.Kind == AgentNoun):
		case a.Sectors[0] == "OPP" && deflt >= 0 && r.l.data.Agents[deflt].Sectors[0] != "UNK":
		default:
			f.sectors, f.agent, f.strength = a.Sectors, index, 2
			if a.Kind == AgentNoun {
				f.strength = 3
			}
		}
	}
	if f.strength == 0 && deflt >= 0 {
		f.sectors, f.agent = r.l.data.Agents[deflt].Sectors, deflt
		if f.sectors[0] != "UNK" {
			f.strength = 1
		}
	}
}

// name makes the name at item i the whole meaning.
func (r *resolver) name(f *finding, i int) {
	at := r.items[i].ref
	ref := r.l.refs[at]
	switch ref.kind {
	case KindCountry, KindNationality:
		f.place, f.country = true, r.countryOf(i)
		return
	case KindPerson:
		var index int32
		var st standing
		f.sectors, index, st = r.l.office(ref.index, r.day)
		if t := r.title(i); st != inOffice && t != nil && !r.former {
			f.sectors = t
		}
		f.country = r.l.data.Leaders[index].Country
	case KindGroup:
		g := &r.l.data.Groups[r.l.role(ref.index, r.day)]
		f.sectors = g.Sectors
		if g.Country != "" {
			f.country = g.Country
		}
	default:
		f.sectors, f.country = r.l.entry(ref).sectors, r.l.entryCountry(ref)
	}
	f.named, f.strength, f.place = at, 4, ref.kind == KindCity || ref.kind == KindRegion || ref.kind == KindCapital
}

// title returns the sectors of the title right before the name at item i.
func (r *resolver) title(i int) []string {
	if i > 0 && r.items[i-1].kind == itemAgent && r.agent(i-1).Kind == AgentNoun {
		return r.agent(i - 1).Sectors
	}
	if i > 0 && r.items[i-1].kind == itemAgent && r.agent(i - 1).Sectors[0] == "GOV" {
		return r.agent(i - 1).Sectors
	}
	return nil
}

// combine weighs the head's role against the institution that it belongs to.
func (r *resolver) combine(f *finding, org int) {
	var g finding
	g.agent, g.named = -1, -1
	r.name(&g, org)
	if f.strength >= 2 && !absorbs(g.sectors, f.sectors[0]) {
		if g.country != "" {
			f.country = g.country
		}
		return
	}
	country := f.country
	g.agent, g.opposed = f.agent, f.opposed
	*f = g
	if f.country == "" {
		f.country = country
	}
}

// personBefore finds a person whose possessive or name modifies the head.
func (r *resolver) personBefore(start, head int) int {
	for i := head - 1; i >= start; i-- {
		if r.items[i].kind == itemName && r.kind(i) == KindPerson {
			return i
		}
	}
	return -1
}

// possessor reads "Putin's spokesman", "the Zelensky government": the person
// gives the country, and the sector to a neutral head. A name followed by
// other words that are no noun of the lexicon is the person.
func (r *resolver) possessor(f *finding, p, head int) {
	var g finding
	g.agent, g.named = -1, -1
	r.name(&g, p)
	if f.country == "" {
		f.country = g.country
	}
	possessed := r.items[p+1].kind == itemPoss
	if !possessed && r.items[head].kind != itemAgent {
		*f = g
		return
	}
	if f.strength < 2 {
		f.sectors, f.strength = g.sectors, 2
	}
}
