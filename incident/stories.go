package incident

import (
	"cmp"
	"slices"
)

const (
	storyAt    = 0.2  // mean likeness from which documents tell one story
	storyDays  = 10   // days that may lie between two reports of one story
	maxStories = 1000 // documents of which all pairs are compared
)

// Stories groups documents that tell one story, and returns their indices: groups and
// members in the order given. days are those of publication, [NoDay] where not known;
// documents of known days further apart than ten days are never one story. Which
// documents are together does not depend on their order.
func Stories(docs []*Print, days []int32) [][]int {
	s := newStories(docs, days)
	var groups [][]int
	for _, part := range s.parts() {
		t := newTableOf(len(part), storyAt, func(i, j int) float32 { return s.alike(part[i], part[j]) })
		for _, g := range t.joined() {
			for k := range g {
				g[k] = s.order[part[g[k]]]
			}
			slices.Sort(g)
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return groups
}

// stories are documents sorted by their content.
type stories struct {
	docs  []*Print
	days  []int32
	order []int // where they stood
}

func newStories(docs []*Print, days []int32) *stories {
	s := &stories{order: seq(len(docs))}
	slices.SortStableFunc(s.order, func(i, j int) int { return comparePrints(docs[i], docs[j]) })
	for _, i := range s.order {
		s.docs = append(s.docs, docs[i])
		if i < len(days) {
			s.days = append(s.days, days[i])
		} else {
			s.days = append(s.days, NoDay)
		}
	}
	return s
}

// alike compares two documents; what is too far apart in time is never one story.
func (s *stories) alike(i, j int) float32 {
	d, e := s.days[i], s.days[j]
	if d != NoDay && e != NoDay && max(d-e, e-d) > storyDays {
		return never
	}
	return float32(SameStory(s.docs[i], s.docs[j]))
}

// parts divides the documents into sets between which no two are alike enough, so that
// each can be divided by itself; sets too large to compare whole by closer likeness.
func (s *stories) parts() [][]int {
	parts := s.linked(seq(len(s.docs)), storyAt)
	for _, at := range [...]float32{0.3, 0.4, 0.6} {
		var next [][]int
		for _, p := range parts {
			if len(p) <= maxStories {
				next = append(next, p)
			} else {
				next = append(next, s.linked(p, at)...)
			}
		}
		parts = next
	}
	var small [][]int
	for _, p := range parts {
		small = slices.AppendSeq(small, slices.Chunk(p, maxStories))
	}
	return small
}

// linked finds the connected components among documents that are alike by at.
func (s *stories) linked(part []int, at float32) [][]int {
	filed := make(map[uint32][]int)
	for _, i := range part {
		for _, t := range s.docs[i].terms {
			filed[t.hash] = append(filed[t.hash], i)
		}
	}
	u := newUnion(len(s.docs))
	for _, list := range filed {
		for x, i := range list {
			for _, j := range list[x+1:] {
				if u.root(i) != u.root(j) && s.alike(i, j) >= at {
					u.join(i, j)
				}
			}
		}
	}
	return u.groups(part)
}

// comparePrints orders documents by their content.
func comparePrints(p, q *Print) int {
	if c := slices.Compare(p.sign[:], q.sign[:]); c != 0 {
		return c
	}
	return slices.CompareFunc(p.terms, q.terms, func(a, b term) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.weight, b.weight))
	})
}
