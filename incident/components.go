package incident

import (
	"cmp"
	"slices"
)

// Components returns the connected components of the graph of linked reports, as
// indices: what [Cluster] is to be called on, one by one. It compares only reports
// that share a key of [Report.Blocks]. Components are in the order of their first
// report, reports in the order given.
func Components(reports []Report) [][]int {
	list := make([]*Report, len(reports))
	all := make([]int, len(reports))
	for i := range reports {
		list[i], all[i] = &reports[i], i
	}
	return components(list, all)
}

// Merge is Components and Cluster in one, for reports that fit in memory.
func Merge(reports []Report, cons []Constraint) (groups [][]int) {
	list := make([]*Report, len(reports))
	all := make([]int, len(reports))
	for i := range reports {
		list[i], all[i] = &reports[i], i
	}
	rules := newRules(list, cons)
	linked := components(list, all)
	for _, part := range bound(linked, rules) {
		some := make([]Report, len(part))
		for k, i := range part {
			some[k] = reports[i]
		}
		for _, g := range Cluster(some, cons) {
			for k := range g {
				g[k] = part[g[k]]
			}
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(a, b []int) int { return cmp.Compare(reports[a[0]].Event, reports[b[0]].Event) })
	return groups
}

// bound brings components together that a person's word joins.
func bound(parts [][]int, rules *rules) [][]int {
	if rules.parent == nil {
		return parts
	}
	n := len(rules.parent)
	u := newUnion(n)
	for _, part := range parts {
		for _, i := range part {
			u.join(part[0], i)
		}
	}
	for i := range n {
		u.join(i, rules.root(i))
	}
	return u.groups(seq(n))
}

// components finds the connected components among some of the reports.
func components(reports []*Report, part []int) [][]int {
	filed := make(map[uint64][]int)
	for _, i := range part {
		for _, k := range reports[i].Blocks() {
			filed[k] = append(filed[k], i)
		}
	}
	u := newUnion(len(reports))
	for _, list := range filed {
		slices.SortFunc(list, func(i, j int) int { return cmp.Compare(reports[i].filed, reports[j].filed) })
		for x, i := range list {
			for _, j := range list[x+1:] {
				if reports[i].filed != NoDay && reports[j].filed-reports[i].filed > Window {
					break
				}
				if u.root(i) != u.root(j) && Linked(reports[i], reports[j]) {
					u.join(i, j)
				}
			}
		}
	}
	return u.groups(part)
}

// union is a forest of disjoint sets.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) root(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, j int) {
	if a, b := u.root(i), u.root(j); a != b {
		u[max(a, b)] = min(a, b)
	}
}

// groups gives the sets among some members, in the order of their first.
func (u union) groups(part []int) (out [][]int) {
	at := make(map[int]int)
	for _, i := range part {
		r := u.root(i)
		k, ok := at[r]
		if !ok {
			k = len(out)
			at[r] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return out
}
