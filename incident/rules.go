package incident

import "slices"

// rules are the constraints in terms of reports sorted by event.
type rules struct {
	parent []int // union-find over what must be together
	split  map[[2]int]bool
}

func newRules(reports []*Report, cons []Constraint) *rules {
	r := &rules{split: make(map[[2]int]bool)}
	if len(cons) == 0 {
		return r
	}
	at := make(map[string]int, len(reports))
	for i, rep := range reports {
		at[rep.Event] = i
	}
	said := make(map[[2]int]bool) // pair → apart; the last constraint decides
	for _, c := range cons {
		a, b := places(at, c.A), places(at, c.B)
		if c.Apart {
			cross(a, b, func(p [2]int) { said[p] = true })
			continue
		}
		all := append(a, b...)
		cross(all, all, func(p [2]int) { said[p] = false })
	}
	r.settle(said, len(reports))
	return r
}

// settle joins the pairs that belong together, in their order, unless that would join
// a pair that must be apart.
func (r *rules) settle(said map[[2]int]bool, n int) {
	r.parent = make([]int, n)
	for i := range r.parent {
		r.parent[i] = i
	}
	var pairs [][2]int
	for p, apart := range said {
		if apart {
			r.split[p] = true
		} else {
			pairs = append(pairs, p)
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	for _, p := range pairs {
		if a, b := r.root(p[0]), r.root(p[1]); a != b && !r.torn(a, b) {
			r.parent[max(a, b)] = min(a, b)
		}
	}
}

// torn reports whether two that must be apart would come together with a and b.
func (r *rules) torn(a, b int) bool {
	for p := range r.split {
		x, y := r.root(p[0]), r.root(p[1])
		if x == a && y == b || x == b && y == a {
			return true
		}
	}
	return false
}

func (r *rules) root(i int) int {
	if r.parent == nil {
		return i
	}
	for r.parent[i] != i {
		i = r.parent[i]
	}
	return i
}

func (r *rules) apart(a, b int) bool { return len(r.split) > 0 && r.split[pairOf(a, b)] }

func pairOf(a, b int) [2]int { return [2]int{min(a, b), max(a, b)} }

func places(at map[string]int, ids []string) (out []int) {
	for _, id := range ids {
		if i, ok := at[id]; ok {
			out = append(out, i)
		}
	}
	return out
}

func cross(a, b []int, each func([2]int)) {
	for _, x := range a {
		for _, y := range b {
			if x != y {
				each(pairOf(x, y))
			}
		}
	}
}
