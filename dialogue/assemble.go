package dialogue

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"strings"

	"parley"
)

// telling is a dialogue in the making.
type telling struct {
	*arena
	d       parley.Dialogue
	members []int   // the facts that it is told by
	facts   []*Fact // of every move
	is      []map[string]string
	parties map[string]bool
	people  map[string]*parley.Participant
	denied  map[int]int // move to the denial that undoes it
	helpers map[string]bool
}

// telling prepares the telling of a group of facts.
func (a *arena) telling(g *group, asOf parley.Day) *telling {
	t := &telling{arena: a, parties: map[string]bool{}, people: map[string]*parley.Participant{}, denied: map[int]int{}}
	for _, p := range g.pairs {
		t.parties[p.a], t.parties[p.b] = true, true
	}
	t.d = parley.Dialogue{ID: idOf(t.first(g), g.matter), AsOf: asOf, Matter: g.matter}
	t.help(g)
	t.members = t.gather(g)
	return t
}

// print identifies what a dialogue is built from: its facts, and as whom they read
// people without a name.
func (t *telling) print(g *group) uint64 {
	h := fnv.New64a()
	var word [8]byte
	for _, p := range g.pairs {
		io.WriteString(h, p.a+"\x00"+p.b+"\x00")
	}
	for _, i := range t.members {
		binary.LittleEndian.PutUint64(word[:], t.arena.facts[i].print)
		h.Write(word[:])
		for _, key := range slices.Sorted(maps.Keys(t.arena.is[i])) {
			io.WriteString(h, key+"\x00"+t.arena.is[i][key]+"\x00")
		}
	}
	return h.Sum64()
}

// tell makes the dialogue; nil when nothing in it is told yet.
func (t *telling) tell(g *group) *parley.Dialogue {
	for _, i := range t.members {
		t.move(i)
	}
	if len(t.d.Moves) == 0 {
		return nil
	}
	for _, p := range g.pairs {
		if id := idOf(p, g.matter); id != t.d.ID {
			t.d.Aliases = append(t.d.Aliases, id)
		}
	}
	slices.Sort(t.d.Aliases)
	t.contradict()
	t.participants()
	t.ask()
	t.run()
	t.stands()
	t.contact()
	return &t.d
}

// gather returns the facts of a group, and those beside it that help or hinder.
func (t *telling) gather(g *group) []int {
	in := map[int]bool{}
	for _, i := range g.facts {
		in[i] = true
	}
	if g.matter == "" {
		for key := range t.parties {
			lists := [][]int{t.spoken[key], t.fought[key]}
			if t.sides[key].governing() {
				lists = lists[:1] // a government is spoken of wherever its rebels fight
			}
			for _, list := range lists {
				for _, i := range list {
					if !in[i] && t.aside(i, t.arena.facts[i]) {
						in[i] = true
					}
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(in))
}

// aside reports whether a fact between others bears on the dialogue: an outsider meets
// one party while the report speaks of the other, or somebody hinders the talks.
func (t *telling) aside(i int, f *Fact) bool {
	in, spoken := t.party(i, f.Actors)+t.party(i, f.Recipients), 0
	out := len(f.Actors) + len(f.Recipients) - in
	for k := range f.With {
		if t.parties[f.With[k].Key] {
			spoken++
		}
	}
	switch f.Kind {
	case parley.MoveMeet, parley.MoveRound, parley.MoveMessage:
		return in == 1 && out == 1 && spoken > 0 && t.helps(f)
	case parley.MoveProtest, parley.MoveEndorse:
		return out > 0 && in+spoken > 1
	case parley.MoveAttack:
		return in == 1 && out == 1 && spoken > 0 && !t.parties[t.who(i, f.Actors[0].Key)]
	}
	return false
}

// helps reports whether the outsiders of a meeting go between the parties: bodies of
// states do, and whoever has mediated or hosted here. Others have their own business.
func (t *telling) helps(f *Fact) bool {
	if f.Matter != "" {
		return false
	}
	for _, sides := range [][]Side{f.Actors, f.Recipients} {
		for k := range sides {
			if s := &sides[k]; !t.parties[s.Key] && s.home() != s.Key && !t.helpers[s.Key] {
				return false
			}
		}
	}
	return true
}

// help notes who mediates or hosts between the parties.
func (t *telling) help(g *group) {
	t.helpers = map[string]bool{}
	for _, i := range g.facts {
		f := t.arena.facts[i]
		for _, third := range f.Thirds {
			if third.Role == parley.RoleMediator || third.Role == parley.RoleHost || third.Role == parley.RoleVia {
				t.helpers[third.Side.Key] = true
			}
		}
		if f.Kind == parley.MoveMediate || f.Kind == parley.MoveHost {
			for k := range f.Actors {
				t.helpers[f.Actors[k].Key] = true
			}
		}
	}
}

// first is the pair whose first founding fact is the earliest: it names the dialogue,
// also after others have joined it.
func (t *telling) first(g *group) pair {
	best := g.pairs[0]
	for _, i := range g.facts {
		for _, p := range t.pairs[i] {
			if founds(t.arena.facts[i]) && slices.Contains(g.pairs, p) {
				return p
			}
		}
	}
	return best
}

// move adds a fact as a move.
func (t *telling) move(i int) {
	f := t.arena.facts[i]
	m := parley.Move{
		Kind: f.Kind, Day: f.Day, Until: f.Until, Planned: f.Planned, Reported: f.Reported, About: f.About, Alleged: f.Alleged,
		Actors: keysOf(f.Actors), Recipients: keysOf(f.Recipients), Disputed: f.Disputed, Place: f.Place,
		Incident: f.Incident, Event: f.Event, Sources: f.Sources, Confidence: f.Confidence,
	}
	for _, third := range f.Thirds {
		switch into := map[parley.Role]*[]string{parley.RoleMediator: &m.Mediators, parley.RoleHost: &m.Hosts, parley.RoleVia: &m.Via,
			parley.RoleParty: &m.Recipients}[third.Role]; {
		case into == nil || slices.Contains(*into, third.Side.Key):
		default:
			*into = append(*into, third.Side.Key)
		}
	}
	if f.Kind == parley.MoveDeny {
		m.Denied = keysOf(f.Says)
	}
	if between := t.party(i, f.Actors) + t.party(i, f.Recipients); touches(f.Kind) && between == 1 && t.aside(i, f) {
		m.Kind = parley.MoveMediate
		m.Mediators = without(slices.Concat(m.Actors, m.Recipients), slices.Collect(maps.Keys(t.parties)))
	}
	t.d.Moves = append(t.d.Moves, m)
	t.facts = append(t.facts, f)
	t.is = append(t.is, t.arena.is[i])
}

// party counts the parties of the dialogue among some sides of a fact.
func (t *telling) party(i int, sides []Side) (n int) {
	for k := range sides {
		if t.parties[t.who(i, sides[k].Key)] {
			n++
		}
	}
	return n
}

// side is the party that a key stands for in a move, "" for others.
func (t *telling) side(move int, key string) string {
	if is := t.is[move][key]; is != "" {
		key = is
	}
	if t.parties[key] {
		return key
	}
	return ""
}

// of are the parties among some keys of a move.
func (t *telling) of(move int, keys []string) (out []string) {
	for _, key := range keys {
		if p := t.side(move, key); p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// both are the parties that take part in a move.
func (t *telling) both(move int) []string {
	m := &t.d.Moves[move]
	return t.of(move, slices.Concat(m.Actors, m.Recipients))
}

func keysOf(sides []Side) []string {
	var out []string
	for i := range sides {
		out = append(out, sides[i].Key)
	}
	return out
}

// touches are the kinds by which parties have to do with each other about talks.
func touches(k parley.MoveKind) bool {
	switch k {
	case parley.MoveMeet, parley.MoveRound, parley.MoveMessage, parley.MoveAgree, parley.MoveSign, parley.MoveResume, parley.MoveMediate:
		return true
	}
	return false
}

// participants works out who takes part, and as what.
func (t *telling) participants() {
	for i := range t.d.Moves {
		m := &t.d.Moves[i]
		for _, list := range [][]string{m.Actors, m.Recipients} {
			for _, key := range list {
				if t.side(i, key) != "" {
					t.take(i, key, parley.PartParty)
				}
			}
		}
		for _, key := range m.Mediators {
			t.third(i, key, parley.PartMediator)
		}
		for _, key := range m.Hosts {
			t.third(i, key, parley.PartHost)
		}
		for _, key := range m.Via {
			t.third(i, key, parley.PartChannel)
		}
		if part := partOf(m); part != "" {
			for _, key := range m.Actors {
				if !slices.Contains(m.Mediators, key) {
					t.third(i, key, part)
				}
			}
		}
	}
	t.others()
	for key := range t.parties {
		if p := t.people[string(parley.PartParty)+key]; p == nil {
			s := t.sides[key]
			t.people[string(parley.PartParty)+key] = &parley.Participant{Key: key, Name: s.Name, Country: s.Country, Sector: s.Sector, Part: parley.PartParty}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(t.people)) {
		if p := t.people[key]; p.Part == parley.PartParty {
			t.d.Parties = append(t.d.Parties, *p)
		} else {
			t.d.Thirds = append(t.d.Thirds, *p)
		}
	}
	slices.SortStableFunc(t.d.Parties, func(a, b parley.Participant) int {
		return cmp.Or(cmp.Compare(rank(&a), rank(&b)), cmp.Compare(a.Name, b.Name))
	})
	slices.SortStableFunc(t.d.Thirds, func(a, b parley.Participant) int {
		return cmp.Or(cmp.Compare(slices.Index(parts, a.Part), slices.Index(parts, b.Part)), cmp.Compare(b.Moves, a.Moves), cmp.Compare(a.Key, b.Key))
	})
	var names []string
	for _, p := range t.d.Parties {
		if t.parties[p.Key] { // without those who are read as one of them
			names = append(names, p.Name)
		}
	}
	t.d.Name = strings.Join(names, " – ")
}

// others names those who are no participants but stand in moves.
func (t *telling) others() {
	known := map[string]bool{}
	for _, p := range t.people {
		known[p.Key] = true
	}
	for i := range t.d.Moves {
		m := &t.d.Moves[i]
		for _, key := range slices.Concat(m.Actors, m.Recipients, m.Denied) {
			if !known[key] && !t.parties[key] {
				if t.d.Others == nil {
					t.d.Others = map[string]string{}
				}
				t.d.Others[key] = t.sides[key].Name
			}
		}
	}
}

// parts are the parts of third parties in the order in which they are listed.
var parts = []parley.Part{
	parley.PartMediator, parley.PartHost, parley.PartGuarantor, parley.PartChannel, parley.PartCaller, parley.PartSpoiler,
}

// rank puts governments before movements, and people without a name last.
func rank(p *parley.Participant) int {
	s := Side{Key: p.Key, Sector: p.Sector}
	switch {
	case s.governing():
		return 0
	case s.unnamed():
		return 2
	}
	return 1
}

// partOf is what the actors of a move are, if they are no party.
func partOf(m *parley.Move) parley.Part {
	switch m.Kind {
	case parley.MoveCall:
		if m.About != parley.AboutOther {
			return parley.PartCaller
		}
	case parley.MoveMediate:
		if m.About == parley.AboutAgreement {
			return parley.PartGuarantor
		}
		return parley.PartMediator
	case parley.MoveHost:
		return parley.PartHost
	case parley.MoveMessage:
		return parley.PartChannel
	case parley.MoveSign:
		return parley.PartGuarantor
	case parley.MoveProtest, parley.MoveAttack:
		return parley.PartSpoiler
	}
	return ""
}

func (t *telling) third(move int, key string, part parley.Part) {
	if is := t.is[move][key]; is != "" && part != parley.PartParty {
		key = is // whom "the rebels" are read as
	}
	if t.side(move, key) == "" {
		t.take(move, key, part)
	}
}

// take notes that somebody took part in a move.
func (t *telling) take(move int, key string, part parley.Part) {
	m, s := &t.d.Moves[move], t.sides[key]
	p := t.people[string(part)+key]
	if p == nil {
		p = &parley.Participant{Key: key, Name: s.Name, Country: s.Country, Sector: s.Sector, Part: part, First: m.Day, Last: m.Day}
		for _, g := range t.book.governments {
			if g.party == key && m.Day >= g.from && holds(t.d.AsOf, g.from, g.until) && s.Country == g.country {
				p.Note = "governs since " + g.from.String()
			}
		}
		if is := t.is[move][key]; is != "" {
			p.Note = "unnamed; read as " + t.sides[is].Name + ", with whom most is told at the time"
		}
		t.people[string(part)+key] = p
	}
	p.First, p.Last = min(p.First, m.Day), max(p.Last, m.Day)
	p.Moves++
}

// within is how many days lie between an act and its denial at most.
const within = 14

// contradict links moves with those that say the contrary.
func (t *telling) contradict() {
	t.blame()
	for i := range t.d.Moves {
		if t.facts[i].Kind != parley.MoveDeny {
			continue
		}
		for k := range t.d.Moves {
			if k == i || !t.denies(i, k) {
				continue
			}
			d, m := &t.d.Moves[i], &t.d.Moves[k]
			d.Against, m.Against = append(d.Against, k), append(m.Against, i)
			m.Disputed = true
			for _, key := range d.Denied {
				if !slices.Contains(m.Denied, key) {
					m.Denied = append(m.Denied, key)
				}
			}
			if t.undone(i, k) {
				t.denied[k] = i
			}
		}
	}
}

// blame links breaches of which both sides accuse each other.
func (t *telling) blame() {
	for i := range t.d.Moves {
		for k := i + 1; k < len(t.d.Moves) && t.d.Moves[k].Day <= t.d.Moves[i].Day+3; k++ {
			a, b := &t.d.Moves[i], &t.d.Moves[k]
			if a.Alleged && b.Alleged && family(a.Kind) == parley.MoveViolate && family(b.Kind) == parley.MoveViolate &&
				apart(t.of(i, a.Actors), t.of(k, b.Actors)) {
				a.Against, b.Against = append(a.Against, k), append(b.Against, i)
				a.Disputed, b.Disputed = true, true
			}
		}
	}
}

// apart reports whether two lists of parties share none, and none is empty.
func apart(x, y []string) bool {
	return len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, func(p string) bool { return slices.Contains(y, p) })
}

// denies reports whether move i denies move k.
func (t *telling) denies(i, k int) bool {
	d, m := &t.d.Moves[i], &t.d.Moves[k]
	what := family(t.facts[i].Denies)
	if t.facts[i].Truce && (what == parley.MoveMeet || what == parley.MoveOffer) && family(m.Kind) == parley.MoveDeclare {
		what = parley.MoveDeclare // "has discussed no truce"
	}
	if m.Kind == parley.MoveDeny || what != family(m.Kind) || m.Day > d.Day+within || d.Day > m.Day+within {
		return false
	}
	if what == parley.MoveViolate && apart(t.of(i, d.Actors), t.of(k, m.Actors)) {
		return false // who denies his own act does not deny that of the other side
	}
	return slices.ContainsFunc(t.both(i), func(p string) bool { return slices.Contains(t.both(k), p) })
}

// family are kinds that a denial of one of them denies.
func family(k parley.MoveKind) parley.MoveKind {
	switch k {
	case parley.MoveDeclare, parley.MoveExtend:
		return parley.MoveDeclare
	case parley.MoveAgree, parley.MoveSign:
		return parley.MoveAgree
	case parley.MoveMeet, parley.MoveRound, parley.MoveMessage, parley.MoveResume:
		return parley.MoveMeet
	case parley.MoveOffer, parley.MoveAccept:
		return parley.MoveOffer
	case parley.MoveAttack, parley.MoveViolate:
		return parley.MoveViolate
	}
	return k
}

// undone reports whether a denial undoes what it denies: nobody has agreed to what he
// says that he has not agreed to. What is done to others is not undone by denying it.
func (t *telling) undone(denial, move int) bool {
	m := &t.d.Moves[move]
	switch family(m.Kind) {
	case parley.MoveDeclare, parley.MoveAgree, parley.MoveMeet, parley.MoveOffer:
	default:
		return false
	}
	took := t.both(move)
	for _, s := range t.facts[denial].Says {
		if p := t.side(denial, s.Key); slices.Contains(took, p) || p != "" && t.facts[move].Mutual {
			return m.Sources <= 3*t.d.Moves[denial].Sources
		}
	}
	return t.d.Moves[denial].Sources > m.Sources
}
