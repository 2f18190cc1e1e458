package dialogue

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"parley"
)

// Build finds the dialogues that some arenas hold, as they stood at the end of a day:
// from what was reported until then. The result depends on the set of facts and of
// what people have said by hand, not on their order. Facts must be those of the whole
// arenas; what is filed twice counts once.
func (b *Book) Build(facts []Fact, arenas []Arena, hand []Hand, asOf parley.Day) []parley.Dialogue {
	built := b.Update(facts, arenas, hand, asOf, nil)
	out := make([]parley.Dialogue, len(built))
	for i := range built {
		out[i] = *built[i].Dialogue
	}
	relate(out)
	return out
}

// Built is a dialogue with what says whether it has to be built again.
type Built struct {
	ID       string
	Print    uint64           // of all that it was built from, but the day
	Dialogue *parley.Dialogue // nil where it stands as it stood
}

// Update is Build for an archive that keeps what was built: stands says of an ID and a
// print whether that dialogue was built of the same before, and nothing was due since.
// Such a one is left out. Dialogues that are built do not name those related to them.
// They are in the order of their IDs. Facts must have been read by [ParseFact] if stands
// is not nil.
func (b *Book) Update(facts []Fact, arenas []Arena, hand []Hand, asOf parley.Day, stands func(id string, print uint64) bool) []Built {
	a := gathered(facts, arenas, asOf)
	a.book = b
	var out []Built
	for _, g := range a.groups(hand) {
		t := a.telling(g, asOf)
		one := Built{ID: t.d.ID}
		if stands != nil {
			if one.Print = t.print(g); stands(one.ID, one.Print) {
				out = append(out, one)
				continue
			}
		}
		if one.Dialogue = t.tell(g); one.Dialogue != nil {
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(x, y Built) int { return cmp.Compare(x.ID, y.ID) })
	return out
}

// Hand is what a person has said about which facts make one dialogue.
type Hand struct {
	Merge []string // IDs of dialogues that are one
	Split string   // ID of a dialogue from which Events are taken out, as another
	Away  []string // IDs of events
}

// arena is the facts of some arenas at work.
type arena struct {
	book   *Book
	facts  []*Fact
	sides  map[string]*Side
	spoken map[string][]int    // facts that may bear on dialogues of others, by whom they speak of besides
	fought map[string][]int    // the same, of violence
	pairs  [][]pair            // of every fact, those that lie in the arenas
	is     []map[string]string // of every fact: an unnamed side, and the named one it is read as
}

func gathered(facts []Fact, arenas []Arena, asOf parley.Day) *arena {
	a := &arena{sides: map[string]*Side{}, spoken: map[string][]int{}, fought: map[string][]int{}}
	for i := range facts {
		if f := &facts[i]; f.Reported <= asOf {
			a.facts = append(a.facts, f)
		}
	}
	slices.SortFunc(a.facts, before)
	a.facts = slices.CompactFunc(a.facts, func(x, y *Fact) bool { return before(x, y) == 0 })
	a.facts = unmirrored(a.facts)
	for _, f := range a.facts {
		for _, sides := range [][]Side{f.Actors, f.Recipients, f.With, f.Says} {
			for i := range sides {
				a.meet(&sides[i])
			}
		}
		for i := range f.Thirds {
			a.meet(&f.Thirds[i].Side)
		}
	}
	a.identify()
	a.pairs = make([][]pair, len(a.facts))
	for i, f := range a.facts {
		if by := a.bearing(f.Kind); by != nil {
			for k := range f.With {
				by[f.With[k].Key] = append(by[f.With[k].Key], i)
			}
		}
		for _, p := range f.between() {
			if slices.Contains(arenas, arenaOf(p[0], p[1])) {
				one := pairOf(a.who(i, p[0].Key), a.who(i, p[1].Key))
				if one.a != one.b && !slices.Contains(a.pairs[i], one) {
					a.pairs[i] = append(a.pairs[i], one)
				}
			}
		}
	}
	return a
}

// bearing is where facts of a kind are kept that may bear on dialogues of others, nil
// for those that do not; see [telling.aside].
func (a *arena) bearing(k parley.MoveKind) map[string][]int {
	switch {
	case bears(k):
		return a.spoken
	case k == parley.MoveAttack:
		return a.fought
	}
	return nil
}

// unmirrored leaves out the second of two rows of a data set that tell one meeting, as
// many write it: A with B, and B with A.
func unmirrored(facts []*Fact) []*Fact {
	type meeting struct {
		day  parley.Day
		kind parley.MoveKind
		pair pair
	}
	seen := map[meeting]bool{}
	return slices.DeleteFunc(facts, func(f *Fact) bool {
		if !touches(f.Kind) || len(f.Outlets) > 0 || len(f.Actors) != 1 || len(f.Recipients) != 1 {
			return false
		}
		m := meeting{f.Day, f.Kind, pairOf(f.Actors[0].Key, f.Recipients[0].Key)}
		again := seen[m]
		seen[m] = true
		return again
	})
}

// before orders facts by the day of the act, then by what tells them apart.
func before(x, y *Fact) int {
	denial := func(f *Fact) int { return flags(f.Kind == parley.MoveDeny) } // after what it denies
	return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.Reported, y.Reported), cmp.Compare(denial(x), denial(y)), cmp.Compare(x.Incident, y.Incident),
		cmp.Compare(kindNumber(x.Kind), kindNumber(y.Kind)))
}

func (a *arena) meet(s *Side) {
	if old := a.sides[s.Key]; old == nil || old.Name == "" {
		a.sides[s.Key] = s
	}
}

// near is how many days around it are looked at to say who unnamed people are.
const near = 45

// identify says which movement "the rebels" of a country are: that with which its
// government had to do most at the time, if it is the clear one.
func (a *arena) identify() {
	a.is = make([]map[string]string, len(a.facts))
	days := map[string][]parley.Day{} // of named movements, by key
	for _, f := range a.facts {
		for _, sides := range [][]Side{f.Actors, f.Recipients} {
			for i := range sides {
				if s := &sides[i]; s.armed() && !s.unnamed() {
					days[s.Key] = append(days[s.Key], f.Day)
				}
			}
		}
	}
	for i, f := range a.facts {
		for _, sides := range [][]Side{f.Actors, f.Recipients, f.Says, f.With} {
			for k := range sides {
				if s := &sides[k]; s.unnamed() && s.armed() {
					if is := a.clear(s, f.Day, days); is != "" {
						if a.is[i] == nil {
							a.is[i] = map[string]string{}
						}
						a.is[i][s.Key] = is
					}
				}
			}
		}
	}
}

// clear is the movement of a country that has at least two thirds of what was told
// around a day, and twice at least.
func (a *arena) clear(s *Side, day parley.Day, days map[string][]parley.Day) string {
	best, most, all := "", 0, 0
	for key, list := range days {
		if a.sides[key].Country != s.Country {
			continue
		}
		from, _ := slices.BinarySearch(list, day-near)
		to, _ := slices.BinarySearch(list, day+near+1)
		n := to - from
		all += n
		if n > most || n == most && n > 0 && key < best {
			best, most = key, n
		}
	}
	if most < 2 || 3*most < 2*all {
		return ""
	}
	return best
}

// who is the side that a key stands for in a fact.
func (a *arena) who(fact int, key string) string {
	if is := a.is[fact][key]; is != "" {
		return is
	}
	return key
}

// founds reports whether a fact is enough to speak of a dialogue.
func founds(f *Fact) bool {
	switch f.Kind {
	case parley.MoveProtest, parley.MoveDeny, parley.MoveViolate, parley.MoveRelease, parley.MoveWithdraw, parley.MoveEndorse, parley.MoveEnd:
		return false
	}
	return lasting(f.Kind) && f.About != parley.AboutOther
}

// group is the facts of one dialogue.
type group struct {
	pairs  []pair
	matter string
	facts  []int
}

// groups divides the facts of an arena into dialogues.
func (a *arena) groups(hand []Hand) []*group {
	byPair := map[pair][]int{}
	for i := range a.facts {
		for _, p := range a.pairs[i] {
			byPair[p] = append(byPair[p], i)
		}
	}
	var out []*group
	for _, p := range sorted(byPair) {
		if slices.ContainsFunc(byPair[p], func(i int) bool { return founds(a.facts[i]) }) {
			out = append(out, a.byMatter(&group{pairs: []pair{p}, facts: byPair[p]})...)
		}
	}
	return byHand(a, a.bonded(out), hand)
}

func sorted(m map[pair][]int) []pair {
	var keys []pair
	for p := range m {
		keys = append(keys, p)
	}
	slices.SortFunc(keys, func(x, y pair) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return keys
}

// Of a matter that makes a dialogue of its own: so many facts that found one, on so
// many days.
const (
	ownFacts = 5
	ownDays  = 3
)

// byMatter takes matters of which much is told out of what two governments have with
// each other.
func (a *arena) byMatter(g *group) []*group {
	for _, key := range []string{g.pairs[0].a, g.pairs[0].b} {
		if !a.sides[key].governing() {
			return []*group{g}
		}
	}
	count, days := map[string]int{}, map[string]map[parley.Day]bool{}
	for _, i := range g.facts {
		if f := a.facts[i]; f.Matter != "" && founds(f) {
			count[f.Matter]++
			if days[f.Matter] == nil {
				days[f.Matter] = map[parley.Day]bool{}
			}
			days[f.Matter][f.Day] = true
		}
	}
	split := map[string]*group{"": {pairs: g.pairs}}
	for _, i := range g.facts {
		m := a.facts[i].Matter
		if count[m] < ownFacts || len(days[m]) < ownDays || !lasting(a.facts[i].Kind) {
			m = ""
		}
		if split[m] == nil {
			split[m] = &group{pairs: g.pairs, matter: m}
		}
		split[m].facts = append(split[m].facts, i)
	}
	var out []*group
	for _, m := range append([]string{""}, matterNames()...) {
		if s := split[m]; s != nil && slices.ContainsFunc(s.facts, func(i int) bool { return founds(a.facts[i]) }) {
			out = append(out, s)
		}
	}
	return out
}

func matterNames() (names []string) {
	for _, m := range matters {
		if m.name != "" {
			names = append(names, m.name)
		}
	}
	return names
}

// bonded joins pairs that mostly talk in one room: at least half of what founds a
// dialogue in each, and three facts, are the same.
func (a *arena) bonded(groups []*group) []*group {
	with := make([]int, len(groups))
	for i := range with {
		with[i] = i
	}
	var find func(int) int
	find = func(i int) int {
		if with[i] != i {
			with[i] = find(with[i])
		}
		return with[i]
	}
	founding := make([]map[int]bool, len(groups))
	for i, g := range groups {
		founding[i] = map[int]bool{}
		for _, k := range g.facts {
			if founds(a.facts[k]) && len(a.pairs[k]) > 0 {
				founding[i][k] = true
			}
		}
	}
	for i := range groups {
		for k := i + 1; k < len(groups); k++ {
			if groups[i].matter != groups[k].matter || !share(groups[i].pairs[0], groups[k].pairs[0]) {
				continue
			}
			n := 0
			for f := range founding[i] {
				if founding[k][f] {
					n++
				}
			}
			if n >= 3 && 2*n >= len(founding[i]) && 2*n >= len(founding[k]) {
				with[find(k)] = find(i)
			}
		}
	}
	joined := map[int]*group{}
	var out []*group
	for i, g := range groups {
		root := find(i)
		if joined[root] == nil {
			joined[root] = &group{matter: g.matter}
			out = append(out, joined[root])
		}
		join(joined[root], g)
	}
	return out
}

func share(p, q pair) bool { return p.a == q.a || p.a == q.b || p.b == q.a || p.b == q.b }

// join adds the facts of g to into.
func join(into, g *group) {
	for _, p := range g.pairs {
		if !slices.Contains(into.pairs, p) {
			into.pairs = append(into.pairs, p)
		}
	}
	into.facts = append(into.facts, g.facts...)
	slices.Sort(into.facts)
	into.facts = slices.Compact(into.facts)
}

// byHand does what people have said: merges first, then splits, each in the order in
// which they were said.
func byHand(a *arena, groups []*group, hand []Hand) []*group {
	for _, h := range hand {
		var first *group
		groups = slices.DeleteFunc(groups, func(g *group) bool {
			if !slices.ContainsFunc(h.Merge, func(id string) bool { return g.named(id) }) {
				return false
			}
			if first == nil {
				first = g
				return false
			}
			join(first, g)
			return true
		})
	}
	for n, h := range hand {
		for _, g := range slices.Clone(groups) {
			if h.Split == "" || !g.named(h.Split) {
				continue
			}
			out := &group{pairs: g.pairs, matter: strings.TrimSpace(fmt.Sprintf("%s part %d", g.matter, n+2))}
			g.facts = slices.DeleteFunc(g.facts, func(i int) bool {
				away := slices.Contains(h.Away, a.facts[i].Event)
				if away {
					out.facts = append(out.facts, i)
				}
				return away
			})
			if len(out.facts) > 0 {
				groups = append(groups, out)
			}
		}
	}
	return slices.DeleteFunc(groups, func(g *group) bool { return len(g.facts) == 0 })
}

// named reports whether an ID names the group: that of any of its pairs.
func (g *group) named(id string) bool {
	return slices.ContainsFunc(g.pairs, func(p pair) bool { return idOf(p, g.matter) == id })
}

// idOf is the ID of the dialogue of two sides on a matter.
func idOf(p pair, matter string) string {
	h := fnv.New64a()
	h.Write([]byte(p.a + "\x00" + p.b + "\x00" + matter))
	return fmt.Sprintf("d%016x", h.Sum64())
}

// relate names, in each dialogue, those that share a party and a day of contact.
func relate(list []parley.Dialogue) {
	days := make([]map[parley.Day]bool, len(list))
	for i := range list {
		days[i] = map[parley.Day]bool{}
		for k := range list[i].Moves {
			if m := &list[i].Moves[k]; touches(m.Kind) && !m.Planned {
				days[i][m.Day] = true
			}
		}
	}
	for i := range list {
		for k := range list {
			if i != k && common(&list[i], &list[k]) && overlap(days[i], days[k]) {
				list[i].Related = append(list[i].Related, list[k].ID)
			}
		}
		slices.Sort(list[i].Related)
	}
}

func common(x, y *parley.Dialogue) bool {
	return slices.ContainsFunc(x.Parties, func(p parley.Participant) bool {
		return slices.ContainsFunc(y.Parties, func(q parley.Participant) bool { return p.Key == q.Key })
	})
}

func overlap(x, y map[parley.Day]bool) bool {
	for day := range x {
		if y[day] {
			return true
		}
	}
	return false
}
