package incident

import "slices"

// What a key of [Report.Blocks] is made of.
const (
	byCountry = iota + 1
	byPlace
	byWord
	byEntry
	byRow
)

const (
	blockWords     = 5   // names and rare words that a report is filed under
	blockNames     = 3   // of them names, where there are
	blockWeight    = 110 // weight from which a word is rare enough: about rank 900
	blockCountries = 4
	blockDays      = 6 // days that a key by country spans; two spans overlap by half
	blockRows      = 4 // days that a key of rows without words spans
)

// Blocks are the keys under which a report is filed and looked up: two reports of one
// happening share a key nearly always, and lie within [Window] days of each other. A
// report has one to sixteen: its countries in the days when the act may have been,
// whatever the act, since outlets tell it by others; the town or district; names and its
// rarest words; and, for the sake of rows without words, its type with the country of
// the first party of either side. Such rows, imported ones, have the last sort only, or
// the place without any. In an archive of a million events a key holds some dozens within
// the window, mostly fewer.
func (r *Report) Blocks() []uint64 {
	keys := make([]uint64, 0, 2*blockCountries+3+blockWords)
	for _, side := range [...][]party{r.actors, r.recipients} {
		if len(side) > 0 && side[0].home() != 0 {
			keys = append(keys, key(byRow, uint64(r.kind), side[0].home(), uint64(r.span(blockRows, 0))))
		}
	}
	if len(r.words) > 0 {
		for _, c := range r.homes() {
			keys = append(keys, key(byCountry, c, uint64(r.span(blockDays, 0))), key(byCountry, c, uint64(r.span(blockDays, blockDays/2)), 1))
		}
		for _, w := range r.rarestWords() {
			keys = append(keys, key(byWord, uint64(w)))
		}
	}
	if r.place.fine >= district && (len(r.words) > 0 || len(keys) == 0) {
		keys = append(keys, key(byPlace, uint64(r.place.id)))
	}
	if len(keys) == 0 {
		keys = append(keys, key(byEntry, uint64(r.kind), uint64(r.span(blockDays, 0))))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// home is the country of a party or, without one, its entry in the lexicon.
func (p *party) home() uint64 {
	if p.country != 0 {
		return uint64(p.country)
	}
	return uint64(p.id)
}

// span numbers the stretch of days that a report is filed in by its country: that of
// the act or, where it is not told, of the day before the report.
func (r *Report) span(days, shift int64) int64 {
	day := int64(r.filed)
	if !r.told && len(r.words) > 0 {
		day--
	}
	return (day - NoDay + shift) / days
}

// homes gives up to three countries of a report; without any, entries of the lexicon.
func (r *Report) homes() []uint64 {
	list := make([]uint64, 0, blockCountries)
	for _, l := range r.lands[:min(len(r.lands), blockCountries)] {
		list = append(list, uint64(l))
	}
	if len(list) > 0 {
		return list
	}
	for _, side := range [...][]party{r.actors, r.recipients} {
		for i := range side {
			if side[i].id != 0 && len(list) < blockCountries {
				list = append(list, uint64(side[i].id))
			}
		}
	}
	return list
}

// rarestWords gives the stems that a report is filed under: its rarest names, then its
// rarest words of all.
func (r *Report) rarestWords() []uint32 {
	list := slices.DeleteFunc(slices.Clone(r.words), func(t term) bool { return t.weight < blockWeight })
	slices.SortFunc(list, func(a, b term) int {
		if a.weight != b.weight {
			return int(b.weight) - int(a.weight)
		}
		return byHash(a, b)
	})
	out := make([]uint32, 0, blockWords)
	for _, names := range [...]bool{true, false} {
		for _, t := range list {
			if names && len(out) == blockNames || len(out) == blockWords {
				break
			}
			if slices.Contains(r.names, t.hash) == names {
				out = append(out, t.hash)
			}
		}
	}
	return out
}
