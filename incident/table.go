package incident

// table holds groups, and how alike each two of them are: the sum over all pairs of
// their members. Groups are joined while the mean of the nearest two is high enough.
type table struct {
	n       int
	at      float32 // the mean from which groups are joined
	sum     []float32
	members [][]int // of group i; nil once it is in another
	best    []int   // nearest group with a higher number, -1 for none
}

// never is the likeness of what must be apart: no mean with it in comes up again.
const never = -1e6

// newTableOf makes a table of n groups of one, with the likeness of each two.
func newTableOf(n int, at float32, alike func(i, j int) float32) *table {
	t := &table{n: n, at: at, sum: make([]float32, n*n), members: make([][]int, n), best: make([]int, n)}
	for i := range n {
		t.members[i] = []int{i}
		for j := i + 1; j < n; j++ {
			v := alike(i, j)
			t.sum[i*n+j], t.sum[j*n+i] = v, v
		}
	}
	return t
}

// joined joins groups as long as two are near enough, and gives all that are left.
func (t *table) joined() (groups [][]int) {
	for i := range t.best {
		t.look(i)
	}
	for {
		a, b, ok := t.nearest()
		if !ok {
			break
		}
		t.merge(a, b)
	}
	for _, m := range t.members {
		if m != nil {
			groups = append(groups, m)
		}
	}
	return groups
}

func (t *table) mean(i, j int) float32 {
	return t.sum[i*t.n+j] / float32(len(t.members[i])*len(t.members[j]))
}

// look finds the nearest of the groups after i.
func (t *table) look(i int) {
	t.best[i] = -1
	if t.members[i] == nil {
		return
	}
	for j := i + 1; j < t.n; j++ {
		if t.members[j] != nil {
			t.consider(i, j)
		}
	}
}

// consider makes j the nearest of i if it is.
func (t *table) consider(i, j int) {
	m := t.mean(i, j)
	if m < t.at {
		return
	}
	if k := t.best[i]; k < 0 || m > t.mean(i, k) || m == t.mean(i, k) && j < k {
		t.best[i] = j
	}
}

// nearest gives the nearest two groups; of several the first.
func (t *table) nearest() (a, b int, ok bool) {
	a = -1
	for i, j := range t.best {
		if j >= 0 && (a < 0 || t.mean(i, j) > t.mean(a, t.best[a])) {
			a = i
		}
	}
	if a < 0 {
		return 0, 0, false
	}
	return a, t.best[a], true
}

// fold makes group b part of group a.
func (t *table) fold(a, b int) {
	t.members[a] = append(t.members[a], t.members[b]...)
	t.members[b] = nil
	for k := range t.n {
		if k != a && t.members[k] != nil {
			v := t.sum[a*t.n+k] + t.sum[b*t.n+k]
			t.sum[a*t.n+k], t.sum[k*t.n+a] = v, v
		}
	}
}

// merge folds b into a, a < b, and looks anew where that changes the nearest.
func (t *table) merge(a, b int) {
	t.fold(a, b)
	for i := range t.best {
		switch {
		case t.members[i] == nil:
			t.best[i] = -1
		case i == a || t.best[i] == a || t.best[i] == b:
			t.look(i)
		case i < a:
			t.consider(i, a)
		}
	}
}
