package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
)

// Filter chooses events. Values of one field are alternatives; of different
// fields all must hold. The zero value chooses every event that holds now.
type Filter struct {
	From, To  time.Time // the day of the event, both included; zero for no bound; with one, only events of a known day
	Reported  time.Time // reported on this day or later
	Countries []string  // of a party or of the place: ISO 3166-1 alpha-3 and PLOVER's special codes
	Places    []string  // name of the place
	Parties   []string  // entry of the lexicon, or the name of an actor
	Dyad      []Side    // two sides: a party of the one and another of the other take part
	Sectors   []string
	Types     []string
	Modes     []string
	Quads     []string
	Statuses  []string
	Outlets   []string
	Coders    []string
	Reviews   []string // without them, what is not retracted
	Documents []string // IDs
	IDs       []string // of events
	Incident  string   // ID
	Text      string   // words that the document must have, all of them

	MinConfidence float64
	AsOf          time.Time // as the archive knew it at this time; zero for now
}

// Side is one side of a dyad: a country, an actor, or the people of a sector in a
// country. Empty fields hold for all.
type Side struct {
	Country string
	Sector  string
	State   bool   // of the country, whoever acts for it: its government, army, police, courts …; Sector is not looked at
	Party   string // entry of the lexicon, or a name
}

// Page says which part of what was chosen is wanted.
type Page struct {
	Limit  int    // at most so many; 0 is [DefaultLimit], negative is all
	Cursor string // where the page before ended: the Next of its answer
	Sort   string // "-date" (newest first, the default), "date", "-coded", "coded", "-confidence", "confidence"
}

// DefaultLimit is how many entries a page has.
const DefaultLimit = 50

// Orders are the sort orders that a [Page] may ask for.
var Orders = []string{"-date", "date", "-coded", "coded", "-confidence", "confidence"}

// selection is a query for events in the making.
type selection struct {
	s       *Store
	from    string // tables: events are e
	driving bool   // whether from begins with postings p
	where   []string
	args    []any
}

func (q *selection) and(condition string, args ...any) {
	q.where = append(q.where, condition)
	q.args = append(q.args, args...)
}

// in adds that a column has one of some values.
func (q *selection) in(column string, values []string) {
	if len(values) == 0 {
		return
	}
	if len(values) == 1 {
		q.and(column+" = ?", values[0])
		return
	}
	q.and(column+" in ("+marks(len(values))+")", anys(values)...)
}

// words adds that a column of spaced words has one of some.
func (q *selection) words(column string, values []string) {
	if len(values) == 0 {
		return
	}
	var any []string
	for _, v := range values {
		any = append(any, column+" like ?")
		q.args = append(q.args, "% "+v+" %")
	}
	q.where = append(q.where, "("+strings.Join(any, " or ")+")")
}

// alive is the condition that an event held at a time; zero is now. The sign keeps
// the database from walking through events by the index of those that hold, which is
// in the order of their IDs.
func alive(table string, asOf time.Time) (string, []any) {
	if asOf.IsZero() {
		return "+" + table + ".gone is null", nil
	}
	at := asOf.Unix()
	return "(" + table + ".coded <= ? and (" + table + ".gone is null or " + table + ".gone > ?))", []any{at, at}
}

// filed are the keys of postings of which an event must have one.
type filed struct {
	keys []int64
	size int // how many events there are, as far as that matters
}

// select builds the query for a filter: the rarest of what events are filed under
// leads, the rest are conditions.
func (s *Store) selection(q querier, f *Filter) (*selection, error) {
	sel := &selection{s: s, from: "events e"}
	lists := f.filed()
	best, err := rarest(q, lists)
	if err != nil {
		return nil, err
	}
	for i, list := range lists {
		switch {
		case i == best && len(list.keys) == 1:
			sel.from, sel.driving = "postings p cross join events e", true
			sel.and("p.key = ? and e.seq = p.event", list.keys[0])
		case i == best && list.size < enough:
			sel.among(list.keys)
		default:
			sel.has(list.keys)
		}
	}
	condition, args := alive("e", f.AsOf)
	sel.and(condition, args...)
	sel.columns(f)
	return sel, nil
}

// among adds the same as has, as a list to begin with: for keys of few events.
func (q *selection) among(keys []int64) {
	q.and("e.seq in (select x.event from postings x where x.key in ("+marks(len(keys))+"))", anys(keys)...)
}

// has adds that an event is filed under one of some keys.
func (q *selection) has(keys []int64) {
	q.and("exists (select 1 from postings x where x.key in ("+marks(len(keys))+") and x.day = e.day and x.event = e.seq)", anys(keys)...)
}

// filed lists what the filter asks for that events are filed under.
func (f *Filter) filed() []filed {
	var lists []filed
	add := func(values []string, keys func(string) []int64) {
		if len(values) == 0 {
			return
		}
		var list filed
		for _, v := range values {
			list.keys = append(list.keys, keys(v)...)
		}
		lists = append(lists, list)
	}
	under := func(kind string, fold func(string) string) func(string) []int64 {
		return func(v string) []int64 { return []int64{key(kind, fold(v))} }
	}
	add(f.Countries, under("country", strings.ToUpper))
	add(f.Parties, partyKeys)
	add(f.Places, under("place", fold))
	add(f.Outlets, under("outlet", fold))
	for _, side := range f.Dyad {
		lists = append(lists, side.filed())
	}
	return lists
}

// partyKeys are what the events of a party are filed under, by its ID or its name.
func partyKeys(name string) []int64 {
	keys := []int64{key("party", fold(name))}
	if id := slug(name); id != fold(name) {
		keys = append(keys, key("party", id))
	}
	return keys
}

// filed is what the events of a side are filed under.
func (side Side) filed() filed {
	switch {
	case side.Party != "":
		return filed{keys: partyKeys(side.Party)}
	case side.Sector != "" && !side.State:
		return filed{keys: []int64{key("side", sideName(side.Country, side.Sector))}}
	}
	return filed{keys: []int64{key("country", side.Country)}}
}

// is adds the condition that an actor is of a side.
func (side Side) is(actor string) (condition string, args []any) {
	if side.Party != "" {
		keys := anys(partyKeys(side.Party))
		in := " in (" + marks(len(keys)) + ")"
		return "(" + actor + ".by_code" + in + " or " + actor + ".by_name" + in + ")", slices.Concat(keys, keys)
	}
	if side.State {
		return "(" + actor + ".country = ? and (" + actor + ".sector = '' or " + actor + ".sector in (" + marks(len(state)) + ")))", append([]any{side.Country}, anys(state)...)
	}
	if side.Sector != "" {
		return "(" + actor + ".country = ? and " + actor + ".sector = ?)", []any{side.Country, side.Sector}
	}
	return actor + ".country = ?", []any{side.Country}
}

// dyad adds that two parties take part, one of either side.
func (q *selection) dyad(one, other Side) {
	first, args := one.is("a")
	second, more := other.is("b")
	q.and("exists (select 1 from parties y join actors a on a.seq = y.actor join parties z on z.event = y.event and (z.side <> y.side or z.position <> y.position) "+
		"join actors b on b.seq = z.actor where y.event = e.seq and "+first+" and "+second+")", append(args, more...)...)
}

// enough postings that their number does not matter any more.
const enough = 3000

// rarest returns which of the lists has the fewest postings, -1 without lists.
func rarest(q querier, lists []filed) (int, error) {
	best := -1
	for i := range lists {
		list := &lists[i]
		if len(lists) > 1 || len(list.keys) > 1 {
			if _, err := one(q, []any{&list.size}, "select count(*) from (select 1 from postings where key in ("+marks(len(list.keys))+") limit "+
				strconv.Itoa(enough)+") n", anys(list.keys)...); err != nil {
				return 0, err
			}
		}
		if best < 0 || list.size < lists[best].size {
			best = i
		}
	}
	return best, nil
}

// columns adds what is asked of the columns of events.
func (q *selection) columns(f *Filter) {
	day := "e.day"
	if q.driving {
		day = "p.day"
	}
	if !f.From.IsZero() {
		q.and("e.until >= ?", dayOf(f.From))
		q.and(day+" >= ?", dayOf(f.From)-longest) // for the index
	}
	if !f.To.IsZero() {
		q.and(day+" <= ?", dayOf(f.To))
	}
	if !f.Reported.IsZero() {
		q.and("e.reported >= ?", dayOf(f.Reported))
	}
	if !f.From.IsZero() || !f.To.IsZero() {
		q.and("e.dated <> 0")
	}
	if len(f.Dyad) == 2 {
		q.dyad(f.Dyad[0], f.Dyad[1])
	}
	q.in("e.type", f.Types)
	q.in("e.quad", f.Quads)
	q.in("e.status", f.Statuses)
	q.in("e.coder", f.Coders)
	if len(f.IDs) > 0 {
		q.and("e.seq in ("+versionsOf(len(f.IDs))+")", slices.Concat(anys(f.IDs), anys(f.IDs))...)
	}
	q.words("e.modes", f.Modes)
	q.words("e.sectors", f.Sectors)
	if len(f.Reviews) > 0 {
		q.in("e.review", f.Reviews)
	} else {
		q.and("e.review <> 'retracted'")
	}
	if f.MinConfidence > 0 {
		q.and("e.confidence >= ?", f.MinConfidence)
	}
	if f.Text != "" {
		q.and("e.document in (select d.seq from documents d where "+q.s.dialect.Match("d.seq")+")", q.s.dialect.Words(f.Text))
	}
	if len(f.Documents) > 0 {
		q.and("e.document in (select seq from documents where id in ("+marks(len(f.Documents))+"))", anys(f.Documents)...)
	}
}

// longest is how many days an event may take and still be found by a day within:
// a year, for an event of which no more is known than the year.
const longest = 366

// cursor is where a page ended.
type cursor struct {
	value string // of what is sorted by
	seq   int64
}

func (c cursor) String() string { return c.value + "." + strconv.FormatInt(c.seq, 10) }

func parseCursor(s string) (cursor, error) {
	at := strings.LastIndexByte(s, '.')
	if at < 0 {
		return cursor{}, fmt.Errorf("cursor %q: %w", s, parley.ErrInvalid)
	}
	seq, err := strconv.ParseInt(s[at+1:], 10, 64)
	if err != nil {
		return cursor{}, fmt.Errorf("cursor %q: %w", s, parley.ErrInvalid)
	}
	return cursor{s[:at], seq}, nil
}

// order sorts a selection and cuts it at a cursor. It returns the column sorted by.
func (q *selection) order(p *Page) (by string, tail string, err error) {
	sort := p.Sort
	if sort == "" {
		sort = "-date"
	}
	down := strings.HasPrefix(sort, "-")
	seq := "e.seq"
	switch strings.TrimPrefix(sort, "-") {
	case "date":
		by = "e.day"
		if q.driving {
			by, seq = "p.day", "p.event"
		}
	case "coded":
		by = "e.seq" // numbers are given in the order of coding
	case "confidence":
		by = "e.confidence"
	default:
		return "", "", fmt.Errorf("sort %q: %w: want one of %s", p.Sort, parley.ErrInvalid, strings.Join(Orders, ", "))
	}
	than, way := " > ", ""
	if down {
		than, way = " < ", " desc"
	}
	if p.Cursor != "" {
		c, err := parseCursor(p.Cursor)
		if err != nil {
			return "", "", err
		}
		value, err := strconv.ParseFloat(c.value, 64)
		if err != nil {
			return "", "", fmt.Errorf("cursor %q: %w", p.Cursor, parley.ErrInvalid)
		}
		q.and("("+by+", "+seq+")"+than+"(?, ?)", value, c.seq)
	}
	tail = " order by " + by + way + ", " + seq + way
	return by, tail, nil
}
