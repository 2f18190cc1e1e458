package lexicon

// scan cuts the phrase into items: the longest names and agent nouns first.
func (r *resolver) scan() {
	r.lenient = true
	for _, p := range r.ps {
		r.lenient = r.lenient && !p.upper
	}
	r.evidence()
	for i := 0; i < len(r.ps); {
		i = r.next(i)
	}
	r.drop()
}

// evidence notes the countries that the phrase and the story speak of, for
// names that several countries share.
func (r *resolver) evidence() {
	if r.context != "" {
		r.seen[0], r.seenN = r.context, 1
	}
	for i := range r.ps {
		h := r.l.walk(r.ps, i)
		for k := range h.n {
			for at := h.ref[k]; at >= 0 && r.seenN < len(r.seen); at = r.l.refs[at].next {
				ref := r.l.refs[at]
				switch ref.kind {
				case KindCountry, KindNationality, KindCapital:
					if r.l.written(ref, r.ps[i:h.end[k]], r.lenient) {
						r.seen[r.seenN] = r.l.entryCountry(ref)
						r.seenN++
					}
				}
			}
		}
	}
}

func (r *resolver) sees(country string) bool {
	for _, c := range r.seen[:r.seenN] {
		if c == country {
			return true
		}
	}
	return false
}

// next appends the item that begins at piece i and returns the piece after it.
func (r *resolver) next(i int) int {
	p := r.ps[i]
	if p.poss {
		return r.add(itemPoss, i, i+1, -1)
	}
	h := r.l.walk(r.ps, i)
	for k := h.n - 1; k >= 0; k-- {
		if at := r.choose(h.ref[k], i, h.end[k]); at >= 0 {
			kind := itemName
			if r.l.refs[at].kind == KindAgent {
				if r.overlaps(i, h.end[k]) {
					continue
				}
				kind = itemAgent
			}
			return r.add(kind, i, h.end[k], at)
		}
	}
	switch {
	case mark(p.text):
		return r.add(itemComma, i, i+1, -1)
	case seated(p.text) && i > 0 && (p.word == r.ps[i-1].word || p.word-r.ps[i-1].word == 2):
		return r.add(itemSkip, i, i+1, -1) // "a Nairobi-based charity"
	case preposition(p.text):
		return r.add(itemPrep, i, i+1, -1)
	case formerly(p.text):
		r.former = true
		return r.add(itemSkip, i, i+1, -1)
	case honorific(p.text) && i+1 < len(r.ps):
		r.styled = true
		return r.add(itemSkip, i, i+1, -1)
	case article(p.text):
		return i + 1
	}
	return r.add(itemWord, i, i+1, -1)
}

// overlaps reports whether a name begins inside the agent noun from i to end
// and goes on after it: "opposition Movement for Democratic Change".
func (r *resolver) overlaps(i, end int) bool {
	for j := i + 1; j < end; j++ {
		if !r.ps[j].upper {
			continue
		}
		h := r.l.walk(r.ps, j)
		for k := h.n - 1; k >= 0 && h.end[k] > end; k-- {
			if at := r.choose(h.ref[k], j, h.end[k]); at >= 0 && r.l.refs[at].kind != KindAgent {
				return true
			}
		}
	}
	return false
}

func (r *resolver) add(kind itemKind, from, to int, ref int32) int {
	r.items = append(r.items, item{kind, int32(from), int32(to), ref})
	return to
}

// choose picks the meaning of a name that fits best, -1 for none.
func (r *resolver) choose(at int32, from, to int) int32 {
	best, score := int32(-1), 0
	for ; at >= 0; at = r.l.refs[at].next {
		if s := r.fit(r.l.refs[at], from, to); s > score {
			best, score = at, s
		}
	}
	return best
}

// fit scores one meaning of the pieces from to to; 0 rules it out.
func (r *resolver) fit(ref ref, from, to int) int {
	if ref.kind == KindAgent {
		if to-from == 1 && pronounLike(r.ps[from].text) && len(r.ps) > 1 {
			return 0 // "He Zhihua"
		}
		return 4
	}
	if !r.l.written(ref, r.ps[from:to], r.lenient) {
		return 0
	}
	if (ref.kind == KindCity || ref.kind == KindRegion || ref.kind == KindCapital) && r.forename(from, to) {
		return 0
	}
	switch ref.kind {
	case KindCountry, KindNationality, KindCapital:
		c := &r.l.data.Countries[ref.index]
		if c.Dates != (Dates{}) {
			return 6
		}
		return 7
	case KindGroup:
		return r.fitGroup(ref)
	case KindPerson:
		return r.fitPerson(ref, from, to)
	case KindCity, KindRegion:
		p := &r.l.data.Places[ref.index]
		s := 6
		if p.Minor {
			s--
		}
		if r.sees(p.Country) {
			s += 2
		}
		return s
	}
	return 6
}

// forename reports whether the pieces from to to stand between a title and a name:
// "leader Milan Martic" is not from Milan.
func (r *resolver) forename(from, to int) bool {
	n := len(r.items)
	if n == 0 || int(r.items[n-1].to) != from || r.items[n-1].kind != itemAgent || to >= len(r.ps) {
		return false
	}
	return r.ps[to].upper && r.ps[to].id < 0 && r.singular(n-1)
}

func (r *resolver) fitGroup(ref ref) int {
	g := &r.l.data.Groups[r.l.role(ref.index, r.day)]
	switch {
	case r.sees(g.Country) || g.Country == "":
		return 9
	case ref.loose:
		return 0
	case r.seenN > 0:
		return 3 // below a plain noun: "the Peruvian Congress"
	case !g.Dates.Holds(r.day):
		return 7
	}
	return 8
}

// fitPerson admits a surname only when nobody else of the day has it and the
// words beside it do not make it part of another name.
func (r *resolver) fitPerson(ref ref, from, to int) int {
	_, index, st := r.l.office(ref.index, r.day)
	p := &r.l.data.Leaders[index]
	if !ref.short {
		if r.sees(p.Country) { // there may be two kings of one name
			return 11
		}
		return 10
	}
	titled := false
	if n := len(r.items); n > 0 && int(r.items[n-1].to) == from {
		last := r.items[n-1]
		if last.kind == itemWord && r.ps[last.from].upper {
			return 0
		}
		titled = last.kind == itemAgent || last.kind == itemSkip && honorific(r.ps[last.from].text)
	}
	if to < len(r.ps) && r.ps[to].upper && r.ps[to].id < 0 {
		return 0
	}
	if ref.loose && !titled && !r.sees(p.Country) {
		return 0
	}
	s := 2
	if st == inOffice {
		s += 3
	}
	if titled {
		s++
	}
	if r.sees(p.Country) {
		return s + 4
	} else if r.seenN > 0 && r.context == "" {
		return 0
	}
	if r.shared(ref, from, to) {
		return 0
	}
	return s
}

// shared reports whether another person in office has the same surname.
func (r *resolver) shared(ref ref, from, to int) bool {
	h := r.l.walk(r.ps[:to], from)
	if h.n == 0 {
		return false
	}
	own, others := false, 0
	for at := h.ref[h.n-1]; at >= 0; at = r.l.refs[at].next {
		other := r.l.refs[at]
		if other.kind != KindPerson {
			continue
		}
		_, _, st := r.l.office(other.index, r.day)
		if other.index == ref.index {
			own = st == inOffice
		} else if st == inOffice {
			others++
		}
	}
	return others > 0 && own || others > 1
}

// drop sets aside names that only say who backs or links: "Iran-backed",
// "pro-Russian".
func (r *resolver) drop() {
	for i := range r.items {
		it := r.items[i]
		if it.kind != itemName && it.kind != itemAgent {
			continue
		}
		if i+1 < len(r.items) && r.hyphened(i, i+1) && attachment(r.ps[r.items[i+1].from].text) {
			r.items[i].kind, r.items[i+1].kind = itemSkip, itemSkip
		}
		if i > 0 && r.hyphened(i-1, i) && against(r.ps[r.items[i-1].from].text) {
			r.items[i].kind, r.items[i-1].kind = itemSkip, itemSkip
		}
	}
}

// hyphened reports whether item j is joined to item i by a hyphen.
func (r *resolver) hyphened(i, j int) bool {
	a, b := r.ps[r.items[i].to-1], r.ps[r.items[j].from]
	return a.word == b.word || b.word-a.word == 2
}

func mark(s string) bool {
	switch s {
	case ",", ";", ":", "(", ")", "[", "]", "--", "—", "–":
		return true
	}
	return false
}

func preposition(s string) bool {
	switch s {
	case "of", "for", "in", "from", "at", "to", "with", "by", "on", "near", "against", "over", "under", "across", "between",
		"among", "off", "aboard", "beyond", "behind", "without", "after", "inside", "outside", "during", "about", "around", "within", "throughout", "into", "including",
		"who", "which", "that", "whose", "whom", "where", "when", "as", "based", "than", "amid", "along", "via", "toward", "towards":
		return true
	}
	return false
}

// seated tells the words behind a place and a hyphen that say where somebody sits.
func seated(s string) bool { return s == "based" || s == "headquartered" }

func formerly(s string) bool {
	switch s {
	case "former", "Former", "ex", "Ex", "ousted", "Ousted", "deposed", "Deposed", "retired", "Retired", "erstwhile", "toppled",
		"onetime", "longtime-former", "FORMER":
		return true
	}
	return false
}

func honorific(s string) bool {
	switch s {
	case "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Messrs", "Madame", "Monsieur", "Sir", "Lady", "Dame":
		return true
	}
	return false
}

func article(s string) bool {
	switch s {
	case "the", "The", "a", "A", "an", "An", "THE", `"`, "“", "”":
		return true
	}
	return false
}

func pronounLike(s string) bool {
	switch s {
	case "He", "She", "They", "It", "We", "I", "You", "Him", "Her", "he", "she", "they", "it", "we", "i", "you", "him", "her",
		"them", "us", "US", "IT", "others", "some", "many", "several", "who", "Who":
		return true
	}
	return false
}

// attachment reports whether a word after a hyphen makes the name before it
// somebody else's: "Iran-backed militia".
func attachment(s string) bool {
	switch s {
	case "backed", "linked", "funded", "trained", "aligned", "born", "sponsored", "supported", "armed", "allied", "affiliated",
		"friendly", "leaning", "appointed", "installed", "bound", "style", "inspired", "made", "held", "controlled", "occupied":
		return true
	}
	return false
}

func against(s string) bool {
	switch s {
	case "pro", "anti", "Pro", "Anti", "non", "Non", "post", "Post", "pre", "neo":
		return true
	}
	return false
}
