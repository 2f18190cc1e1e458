package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
)

// readings collects the values of a field in the order in which they come, and who
// has them.
type readings struct {
	field string
	list  []parley.Reading
	at    map[string]int // of a value in the list
}

func (r *readings) add(value, event string) {
	if value == "" {
		return
	}
	i, known := r.at[value]
	if !known {
		if r.at == nil {
			r.at = make(map[string]int)
		}
		i = len(r.list)
		r.at[value] = i
		r.list = append(r.list, parley.Reading{Value: value})
	}
	r.name(i, event)
}

// name adds an event to those that have the reading i. Events come in a row: one that
// was named before is the last.
func (r *readings) name(i int, event string) {
	named := &r.list[i].Events
	if n := len(*named); n == 0 || (*named)[n-1] != event {
		*named = append(*named, event)
	}
}

// differences finds the fields on which reports do not agree, with all their readings.
func differences(list []telling) (out []parley.Difference) {
	keep := func(r readings) {
		if len(r.list) > 1 {
			out = append(out, parley.Difference{Field: r.field, Values: r.list})
		}
	}
	for _, r := range numbersTold(list) {
		keep(r)
	}
	keep(placesTold(list))
	keep(datesTold(list))
	keep(partiesTold("actor", list, func(ev *parley.Event) []parley.Party { return ev.Actors }))
	keep(partiesTold("recipient", list, func(ev *parley.Event) []parley.Party { return ev.Recipients }))
	keep(gather("status", list, func(ev *parley.Event) string { return string(ev.Status) }))
	keep(gather("type", list, func(ev *parley.Event) string { return ev.Type }))
	return out
}

func gather(field string, list []telling, value func(*parley.Event) string) readings {
	r := readings{field: field}
	for _, t := range list {
		r.add(value(t.ev), t.ev.ID)
	}
	return r
}

// numbersTold gives the counts of people, one list for each thing counted.
func numbersTold(list []telling) []readings {
	all := make([]readings, len(tollNames))
	for _, t := range list {
		for _, n := range tollsIn(t.ev.Sentence.Text) {
			all[n.what].field = "number"
			all[n.what].add(fmt.Sprintf("%d %s", n.count, tollNames[n.what]), t.ev.ID)
		}
	}
	return all
}

func tollsIn(text string) []toll {
	var r tollReader
	scanWords(text, func(word []byte, _ bool) { r.word(word) })
	return r.found
}

// placesTold gives the places of which none lies in another.
func placesTold(list []telling) readings {
	r := readings{field: "place"}
	all := make(map[place]bool)
	for i := range list {
		if p := placeOf(&list[i].ev.Place); list[i].ev.Place.From != parley.FromDocument {
			all[p] = true
		}
	}
	wider := make(map[place]bool) // another says where in it
	for p := range all {
		for q := range all {
			if finer(&q, &p) {
				wider[p] = true
				break
			}
		}
	}
	for i := range list {
		ev := list[i].ev
		if p := placeOf(&ev.Place); p.fine != nowhere && ev.Place.From != parley.FromDocument && !wider[p] {
			r.add(placeName(&ev.Place), ev.ID)
		}
	}
	return r
}

// finer reports whether a place q is more exact than p, and lies in it.
func finer(q, p *place) bool {
	if q.fine <= p.fine || p.fine > province {
		return false
	}
	return q.country == p.country && (p.fine == wide || q.admin == p.admin)
}

func placeName(p *parley.Place) string {
	if p.Country == "" {
		return p.Name
	}
	return p.Name + ", " + p.Country
}

// datesTold gives the days that texts tell, but for stretches that hold a day told by
// another report.
func datesTold(list []telling) readings {
	r := readings{field: "date"}
	told := make(map[[2]int32]bool)
	for i := range list {
		if first, last, ok := stretch(&list[i].ev.Date); ok && list[i].ev.Date.From != parley.FromDocument {
			told[[2]int32{first, last}] = true
		}
	}
	for i := range list {
		d := &list[i].ev.Date
		first, last, ok := stretch(d)
		if !ok || d.From == parley.FromDocument || holdsOther(told, first, last) {
			continue
		}
		value := d.Value
		if d.Until != "" {
			value += "/" + d.Until
		}
		r.add(value, list[i].ev.ID)
	}
	return r
}

// holdsOther reports whether a shorter stretch lies within one.
func holdsOther(told map[[2]int32]bool, first, last int32) bool {
	if first == last {
		return false
	}
	for o := range told {
		if o[0] >= first && o[1] <= last && o[1]-o[0] < last-first {
			return true
		}
	}
	return false
}

// maxReadings is how many different parties of a side are told at most.
const maxReadings = 200

// partiesTold gives the parties of a side when reports have different ones. Parties
// that may be the same, as "troops" beside "the Pakistani army", do not differ.
func partiesTold(field string, list []telling, side func(*parley.Event) []parley.Party) readings {
	r := readings{field: field}
	var kept [][]party
	known := make(map[uint64]int)
	for _, t := range list {
		told := side(t.ev)
		if len(told) == 0 {
			continue
		}
		now := parties(told)
		h := hashParties(now)
		i, ok := known[h]
		if !ok {
			i = slices.IndexFunc(kept, func(k []party) bool { return agreeing(k, now) })
			if i < 0 && len(kept) >= maxReadings {
				continue
			}
		}
		if i < 0 {
			i = len(kept)
			kept = append(kept, now)
			r.list = append(r.list, parley.Reading{Value: partyNames(told)})
		}
		known[h] = i
		r.name(i, t.ev.ID)
	}
	return r
}

func hashParties(list []party) uint64 {
	h := uint64(len(list))
	for _, p := range list {
		h = key(h, uint64(p.id), uint64(p.country), uint64(p.sector), uint64(p.heads[0]), uint64(p.heads[1]), uint64(p.heads[2]))
	}
	return h
}

// agreeing reports whether two lists of parties may mean the same people.
func agreeing(a, b []party) bool {
	alike, _ := sides(a, b)
	return alike >= 0.5
}

// partyNames writes parties as people read them.
func partyNames(list []parley.Party) string {
	names := make([]string, len(list))
	for i := range list {
		names[i] = cmp.Or(list[i].Name, list[i].Mention.Text, list[i].Country)
	}
	return strings.Join(names, ", ")
}
