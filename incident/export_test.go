package incident

// FeatureNames names what Compare fills in.
func FeatureNames() []string { return featureNames[:] }

// Weights are the weights in use.
func Weights() []float64 { return scoreWeights[:] }

// Compare gives the features of a pair, and whether it is a possible one.
func Compare(a, b *Report) ([]float64, bool) {
	if !possible(a, b) {
		return nil, false
	}
	var f features
	f.compare(a, b)
	return f[:], true
}

// Shifted gives the report as of other days.
func Shifted(r Report, days int32) Report {
	r.filed += days
	if r.first != NoDay {
		r.first += days
		r.last += days
	}
	return r
}

// Moved gives the report as of another town; ok is false when it tells none.
func Moved(r Report) (Report, bool) {
	if r.place.fine < district {
		return r, false
	}
	r.place.id ^= 0x5555
	r.place.admin ^= 0x5556
	r.place.lat += 150
	var names []uint32
	for _, n := range r.names {
		names = append(names, n^0x55555555)
	}
	r.names = names
	return r, true
}

// Dated reports whether the text tells the day of the act.
func Dated(r *Report) bool { return dated(r) }
