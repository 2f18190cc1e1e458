package incident

import (
	"cmp"
	"slices"
)

// How a set is divided that is too large to compare each with each.
const (
	maxWhole   = 300 // reports of which all pairs are compared
	maxRounds  = 3   // samples that are taken
	maxSpeak   = 12  // members that a report is compared with to find how near a group is
	maxSpeaker = 160 // such members of all groups together, but one for each group at least
)

// grouped divides reports into groups. Of a large set it joins a sample as join does, and
// lets each of the others go to the nearest group; what fits none is divided in the same
// way again, and what is left after some rounds in parts. The sample is by hashes of
// IDs: that one more report comes hardly changes it.
func grouped(reports []*Report, rules *rules) (groups [][]int) {
	left := units(reports, rules)
	for range maxRounds {
		if size(left) <= maxWhole {
			break
		}
		n, some := 0, 0
		for some < len(left) && n+len(left[some]) <= maxWhole {
			n += len(left[some])
			some++
		}
		some = max(some, 1) // more than that a person has joined: one group
		c := newCrowd(reports, rules, left[:some])
		left = slices.DeleteFunc(slices.Clone(left[some:]), c.take)
		groups = append(groups, c.groups...)
	}
	for _, part := range parts(reports, left) {
		groups = append(groups, join(reports, part, rules)...)
	}
	return groups
}

// units are the reports, those that a person has joined in one, by hash of the first.
func units(reports []*Report, rules *rules) [][]int {
	at := make(map[int]int)
	var list [][]int
	for i := range reports {
		root := rules.root(i)
		k, ok := at[root]
		if !ok {
			k = len(list)
			at[root] = k
			list = append(list, nil)
		}
		list[k] = append(list[k], i)
	}
	slices.SortStableFunc(list, func(a, b []int) int {
		return cmp.Compare(mix(uint64(hashString(reports[a[0]].Event))), mix(uint64(hashString(reports[b[0]].Event))))
	})
	return list
}

func size(units [][]int) (n int) {
	for _, u := range units {
		n += len(u)
	}
	return n
}

// parts packs units by day, type and place into parts that are small enough to be
// compared whole.
func parts(reports []*Report, units [][]int) (out [][]int) {
	if size(units) > maxWhole {
		slices.SortStableFunc(units, func(a, b []int) int {
			x, y := reports[a[0]], reports[b[0]]
			return cmp.Or(cmp.Compare(x.filed, y.filed), cmp.Compare(x.kind, y.kind), cmp.Compare(x.place.id, y.place.id))
		})
	}
	var part []int
	for _, u := range units {
		if len(part) > 0 && len(part)+len(u) > maxWhole {
			out, part = append(out, part), nil
		}
		part = append(part, u...)
	}
	if len(part) > 0 {
		out = append(out, part)
	}
	for _, part := range out {
		slices.Sort(part)
	}
	return out
}

// crowd are groups that further reports go to.
type crowd struct {
	reports   []*Report
	rules     *rules
	groups    [][]int
	speakers  [][]int // of a group: members that stand for it
	documents []map[string][]int
	days      []map[toldBy][][2]int32 // that outlets tell, each once
}

// toldBy is an outlet with a type of act.
type toldBy struct {
	outlet uint32
	kind   kind
}

// newCrowd joins a sample.
func newCrowd(reports []*Report, rules *rules, sample [][]int) *crowd {
	c := &crowd{reports: reports, rules: rules}
	all := slices.Concat(sample...)
	if len(all) > maxWhole {
		c.groups = [][]int{all}
	} else {
		slices.Sort(all)
		c.groups = join(reports, all, rules)
	}
	most := min(max(maxSpeaker/len(c.groups), 1), maxSpeak)
	for _, g := range c.groups {
		chosen := slices.Clone(g)
		slices.SortStableFunc(chosen, func(a, b int) int {
			return cmp.Compare(mix(uint64(hashString(reports[a].Event))), mix(uint64(hashString(reports[b].Event))))
		})
		c.speakers = append(c.speakers, chosen[:min(len(chosen), most)])
		c.documents = append(c.documents, make(map[string][]int))
		c.days = append(c.days, make(map[toldBy][][2]int32))
		c.note(g, len(c.documents)-1)
	}
	return c
}

// note keeps of members of a group what may bar others from it.
func (c *crowd) note(members []int, g int) {
	for _, i := range members {
		r := c.reports[i]
		c.documents[g][r.Document] = append(c.documents[g][r.Document], i)
		by, days := toldBy{r.outlet, r.kind}, [2]int32{r.first, r.last}
		if r.outlet != 0 && dated(r) && !slices.Contains(c.days[g][by], days) {
			c.days[g][by] = append(c.days[g][by], days)
		}
	}
}

// take puts a unit into the nearest group, and reports whether one is near enough.
func (c *crowd) take(unit []int) bool {
	best, at := float32(joinAt), -1
	for g := range c.groups {
		if m := c.mean(unit, g); (m > best || m == best && at < 0) && c.open(unit, g) {
			best, at = m, g
		}
	}
	if at < 0 {
		return false
	}
	c.groups[at] = append(c.groups[at], unit...)
	c.note(unit, at)
	return true
}

// mean is how alike a unit and the speakers of a group are.
func (c *crowd) mean(unit []int, g int) float32 {
	unit = unit[:min(len(unit), maxSpeak)]
	sum := float32(0)
	for _, i := range unit {
		for _, j := range c.speakers[g] {
			sum += likeness(c.reports, i, j, c.rules)
		}
	}
	return sum / float32(len(unit)*len(c.speakers[g]))
}

// open reports whether nothing bars a unit from a group: no word of a person, no other
// act of the same document, and no other day that the same outlet tells.
func (c *crowd) open(unit []int, g int) bool {
	for _, i := range unit {
		r := c.reports[i]
		for _, j := range c.documents[g][r.Document] {
			if barred(r, c.reports[j]) {
				return false
			}
		}
		for _, days := range c.days[g][toldBy{r.outlet, r.kind}] {
			if dated(r) && apart(r.first, r.last, days[0], days[1]) > 0 {
				return false
			}
		}
		if len(c.rules.split) > 0 && slices.ContainsFunc(c.groups[g], func(j int) bool { return c.rules.apart(i, j) }) {
			return false
		}
	}
	return true
}
