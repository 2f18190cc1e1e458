package place

import "strings"

// contain links names to the ones that they are said to lie in: the next name
// behind a comma ("Houston, Texas"), in brackets, or behind "in" when nothing
// but that stands between them ("Mir Ali in North Waziristan").
func (r *reading) contain(first int) {
	for i := first; i+1 < len(r.names); i++ {
		a, b := &r.names[i], &r.names[i+1]
		if !r.leads(a.last+1, b.first) || r.subject(b) {
			continue
		}
		if r.link(a.sense, b.sense).any {
			a.seat = i + 1
		} else if r.senses[b.sense].fame >= 6 {
			a.claim = i + 1
		}
	}
}

// subject reports whether a name begins a clause: "near Rafah, Israel said".
func (r *reading) subject(n *name) bool {
	for i := n.first; i <= n.last; i++ {
		if strings.HasPrefix(r.at(i).Deprel, "nsubj") && r.at(i).Head > n.last {
			return true
		}
	}
	return false
}

// leads reports whether the tokens from i to j lead from a place to the larger
// one that it lies in.
func (r *reading) leads(i, j int) bool {
	sep := r.at(i).Form
	switch gap := j - i; {
	case gap == 1:
		return sep == "," || sep == "(" || sep == "in"
	case gap >= 2 && gap <= 5 && sep == "in":
		return r.plainGap(i+1, j)
	case gap >= 2 && gap <= 6 && sep == "," && r.at(i+1).Form == "in":
		return r.plainGap(i+2, j)
	case gap >= 2 && gap <= 6 && r.at(i).class&kindAny != 0:
		next := r.at(i + 1).Form
		return (next == "in" || next == "of") && r.plainGap(i+2, j) || next == "," && r.plainGap(i+2, j)
	}
	return false
}

// pair lends weight to names that stand beside a place in a list: of "Gao,
// Kidal and Timbuktu" one tells of the others. A kind word behind the last of
// them is that of all: "Benue and Kaduna states".
func (r *reading) pair(first int) {
	for i := len(r.names) - 2; i >= first; i-- {
		a, b := &r.names[i], &r.names[i+1]
		if r.listed(a.last+1, b.first) && a.kinds == 0 && r.plural(b.last+1) {
			a.kinds = b.kinds
		}
	}
	for i := first; i+1 < len(r.names); i++ {
		a, b := &r.names[i], &r.names[i+1]
		if !r.listed(a.last+1, b.first) {
			continue
		}
		if s, t := &r.senses[a.sense], &r.senses[b.sense]; r.link(a.sense, b.sense).peers && (r.mostlyProvince(s) || r.mostlyProvince(t)) { // "Virginia, Washington and Wyoming"
			a.kinds |= kindProvince
			b.kinds |= kindProvince
		}
		x, y := a.score, b.score
		if y >= enough && x > hopeless {
			r.add(a, "beside a place", wListed)
		}
		if x >= enough && y > hopeless {
			r.add(b, "beside a place", wListed)
		}
	}
}

// listed reports whether the tokens from i to j join the parts of a list.
func (r *reading) listed(i, j int) bool {
	for k := i; k < j; k++ {
		switch r.at(k).Form {
		case ",", "and", "or", "to", "from", "nor", "the", "/":
		default:
			return false
		}
	}
	return j-i >= 1 && j-i <= 3
}

// plural reports whether token i is a kind word for several places.
func (r *reading) plural(i int) bool {
	t := r.at(i)
	return t.class&kindAny != 0 && (t.XPOS == "NNS" || t.XPOS == "NNPS")
}

// plainGap reports whether the tokens from i to j only describe the place that
// comes: "the southern Yemeni province of".
func (r *reading) plainGap(i, j int) bool {
	for k := i; k < j; k++ {
		t := r.at(k)
		switch {
		case t.Form == "the", t.Form == "'s", t.Form == "’s", t.Form == "of", t.Form == "its":
		case t.class&(isDirection|kindAny) != 0:
		case t.UPOS == "ADJ":
		default:
			return false
		}
	}
	return true
}
