package incident

import (
	"cmp"
	"slices"
)

// Constraint is a correction by a person, about events by their IDs: all of A and B
// belong to one incident or, with Apart, no event of A belongs with any of B. Of
// constraints that contradict each other the last in the list holds.
type Constraint struct {
	Apart bool
	A, B  []string
}

// Cluster divides reports into happenings and returns their indices: groups by their
// first event's ID, indices in a group by their event's ID. The answer depends on the
// reports and constraints only, not on their order. It joins by mean likeness over
// all pairs of two groups; see [Linked] for whom to ask about. All reports that
// a constraint names must be among them for it to hold. Of more than 300 reports a
// sample is joined so, and each of the others goes to the group that it is most like:
// the time grows with their number and not with its square.
func Cluster(reports []Report, cons []Constraint) [][]int {
	order := make([]int, len(reports))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(reports[i].Event, reports[j].Event) })
	sorted := make([]*Report, len(order))
	for k, i := range order {
		sorted[k] = &reports[i]
	}
	rules := newRules(sorted, cons)
	groups := grouped(sorted, rules)
	for _, g := range groups {
		slices.Sort(g)
	}
	slices.SortFunc(groups, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	for _, g := range groups {
		for k := range g {
			g[k] = order[g[k]]
		}
	}
	return groups
}

// join joins the reports of a part while the nearest two groups are near enough.
func join(reports []*Report, part []int, rules *rules) [][]int {
	t := newTableOf(len(part), joinAt, func(i, j int) float32 { return likeness(reports, part[i], part[j], rules) })
	first := make(map[int]int)
	for i, a := range part { // what a person has joined
		root := rules.root(a)
		if k, ok := first[root]; ok {
			t.fold(k, i)
		} else {
			first[root] = i
		}
	}
	groups := t.joined()
	for _, g := range groups {
		for k := range g {
			g[k] = part[g[k]]
		}
	}
	return groups
}

// likeness is the probability that two reports are of one happening; never when they
// must not come together.
func likeness(reports []*Report, a, b int, rules *rules) float32 {
	if rules.apart(a, b) || barred(reports[a], reports[b]) {
		return never
	}
	return float32(probability(reports[a], reports[b]))
}
