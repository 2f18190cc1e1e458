package place

// doubt gives up a place that lies elsewhere than the text says, unless it is
// large enough that the words were misread: "Palma, in Cabo Delgado" is a town
// that the gazetteer does not have.
func (r *reading) doubt(n *name) {
	if n.best >= 0 && r.stranger(n) {
		n.best, n.rule = -1, "no place of the name is large or near enough to be meant"
	}
	if !n.keep || n.claim < 0 || n.best < 0 {
		return
	}
	in := &r.names[n.claim]
	if !in.keep || in.best < 0 {
		return
	}
	o, p := &r.options[n.best], &r.options[in.best]
	switch {
	case o.fame >= wellKnown || o.Country == r.senses[n.sense].press || o.Kind == Country || o.Kind == Region || o.Kind == Province || o.told > 0:
		return
	case p.Kind != Country && p.Kind != Province && p.Kind != District:
		return
	case o.Country == p.Country && (p.Kind == Country || Distance(o.Lat, o.Lon, p.Lat, p.Lon) < 150):
		return
	}
	n.best, n.lent = -1, in.best+1
	n.rule = "not in the gazetteer; at the " + precisions[p.Kind] + " that it is said to lie in"
}

// stranger reports whether the place that a name got is a small one far from all
// that the document speaks of: rather one that the gazetteer does not have.
func (r *reading) stranger(n *name) bool {
	o := &r.options[n.best]
	if n.larger && o.local() && o.fame < 6 && o.told == 0 && o.land < 2 {
		return true // another place that has its name from this one
	}
	if o.land > 0 || o.near > 0 || o.told > 0 || len(r.lands) == 0 || !o.local() {
		return false
	}
	if n.weak {
		return true
	}
	if n.kinds&kindPoint != 0 {
		return o.fame < 5.5 // "Wilson airport"
	}
	return o.fame < 4.7 && !o.own
}

// borrow gives a place that the gazetteer does not know the coordinates of the
// district or province that its sentence names around it.
func (r *reading) borrow(n *name) {
	if !n.keep || n.best >= 0 || n.lent > 0 {
		return
	}
	best, rank := -1, 0
	for i := range r.names {
		m := &r.names[i]
		if m.sent != n.sent || !m.keep || m.best < 0 {
			continue
		}
		k := 0
		switch kind := r.options[m.best].Kind; {
		case i == n.claim && (kind != Region || r.options[m.best].Country != ""):
			k = 4
		case kind == District:
			k = 3
		case kind == Province:
			k = 2
		}
		if k > rank || k == rank && k > 0 && m.first > n.last && r.names[best].first < n.first {
			best, rank = i, k
		}
	}
	if best >= 0 {
		n.lent, n.rule = r.names[best].best+1, "not in the gazetteer; at the "+precisions[r.options[r.names[best].best].Kind]+" that the sentence names"
		return
	}
	if n.home >= 0 {
		n.lent, n.rule = r.senses[n.home].from+1, "not in the gazetteer; at the country that the lexicon says"
		return
	}
	if n.rule == "" {
		n.rule = "not in the gazetteer"
	}
}
