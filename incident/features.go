package incident

import (
	"math"
	"slices"
	"strconv"
)

// The features of a pair of reports. Each is 0 to 1 unless said otherwise.
const (
	fBias         = iota
	fSameDay      // both tell the day, and it is the same
	fNextDay      // both tell it, a day apart
	fOtherDay     // both tell it, further apart: a third for each day
	fOpenDay      // one of them does not tell it, and the days may be the same
	fSwapped      // how alike actors and recipients are crosswise
	fParties      // how alike all parties are, whatever they do
	fPartiesOdd   // each has a party of a country that no party of the other is of
	fActorsDiffer // both have actors, and they have nothing in common
	fRecipsDiffer
	fSameType
	fKindred    // types that are told of one act
	fTypeDiffer // others
	fSameCode
	fModeDiffer
	fOpposed     // one is of force, the other of peace
	fLands       // which part of the countries is the same
	fLandsDiffer // no country is
	fLandsOdd    // each has a country that the other has not
	fSamePlace
	fOtherPlace   // two places, both exact
	fFarPlace     // in two countries, one of them not exact
	fNames        // which part of the names is the same
	fNamesDiffer  // both have names, and none is
	fElsewhere    // so much other places as no name is in common
	fSense        // cosine of the meanings of the words
	fContext      // cosine of the heaviest words of the documents
	fOtherContext // how far the documents are from having any in common
	fTollSame     // the same count of dead, hurt, taken or freed
	fCopy         // how much of the sentences is the same, from a half on
	fSameDocument
	fStatusDiffer
	featureCount
)

// featureNames are the names in data/score.tsv, and in the reasons that [Score] gives.
var featureNames = [featureCount]string{
	fBias:         "bias",
	fSameDay:      "same day",
	fNextDay:      "a day apart",
	fOtherDay:     "other days",
	fOpenDay:      "day open",
	fSwapped:      "parties crosswise",
	fParties:      "parties",
	fPartiesOdd:   "no such party beside",
	fActorsDiffer: "other actors",
	fRecipsDiffer: "other recipients",
	fSameType:     "same type",
	fKindred:      "types alike",
	fTypeDiffer:   "other type",
	fSameCode:     "same code",
	fModeDiffer:   "other mode",
	fOpposed:      "force beside peace",
	fLands:        "countries",
	fLandsDiffer:  "no country in common",
	fLandsOdd:     "other countries beside",
	fSamePlace:    "same place",
	fOtherPlace:   "other place",
	fFarPlace:     "other country",
	fNames:        "names",
	fNamesDiffer:  "no name in common",
	fElsewhere:    "other place and names",
	fSense:        "words of one meaning",
	fContext:      "same report around",
	fOtherContext: "other report around",
	fTollSame:     "same number",
	fCopy:         "near-copy",
	fSameDocument: "same document",
	fStatusDiffer: "other status",
}

type features [featureCount]float64

func (f *features) logit() float64 {
	sum := 0.0
	for i := range f {
		sum += f[i] * scoreWeights[i]
	}
	return sum
}

// why lists what weighs most.
func (f *features) why() []string {
	var order []int
	for i := range f {
		if i != fBias && math.Abs(f[i]*scoreWeights[i]) >= 0.2 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := math.Abs(f[a]*scoreWeights[a]), math.Abs(f[b]*scoreWeights[b])
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	var out []string
	for _, i := range order {
		out = append(out, featureNames[i]+" "+strconv.FormatFloat(f[i]*scoreWeights[i], 'f', 1, 64))
	}
	return out
}

// compare fills f; it is symmetric in a and b.
func (f *features) compare(a, b *Report) {
	f[fBias] = 1
	f.days(a, b)
	f.parties(a, b)
	f.acts(a, b)
	var known bool
	if f[fLands], known = sharedOf(a.lands, b.lands); known && f[fLands] == 0 {
		f[fLandsDiffer] = 1
	} else if known && f[fLands] < 1 {
		f[fLandsOdd] = 1
	}
	f.places(&a.place, &b.place)
	f.numbers(a.tolls, b.tolls)
	f.texts(a, b)
	if a.Document == b.Document {
		f[fSameDocument] = 1
	}
	if a.status != b.status {
		f[fStatusDiffer] = 1
	}
}

func (f *features) days(a, b *Report) {
	if a.first == NoDay || b.first == NoDay {
		return
	}
	gap := apart(a.first, a.last, b.first, b.last)
	exact := dated(a) && dated(b)
	switch {
	case exact && gap == 0:
		f[fSameDay] = 1
	case exact && gap == 1:
		f[fNextDay] = 1
	case exact:
		f[fOtherDay] = float64(gap) / 3 // the further, the less: nothing outweighs a week
	case gap == 0:
		f[fOpenDay] = 1 - math.Abs(float64(a.filed-b.filed))/(Window+1)
	}
}

// spokenOdds is how much more other actors count where the act is one of words. It was
// set by hand; with it, no pair of corpus/same/dev.txt is lost.
const spokenOdds = 3

func (f *features) parties(a, b *Report) {
	actors, known := sides(a.actors, b.actors)
	if known && actors == 0 {
		f[fActorsDiffer] = 1
		if spoken(a.kind) && spoken(b.kind) { // who did it may be told in two ways, who said it seldom is
			f[fActorsDiffer] = spokenOdds
		}
	}
	recipients, known := sides(a.recipients, b.recipients)
	if known && recipients == 0 {
		f[fRecipsDiffer] = 1
	}
	if len(a.recipients) > 0 && len(b.recipients) > 0 { // who does it to whom
		x, _ := sides(a.actors, b.recipients)
		y, _ := sides(a.recipients, b.actors)
		f[fSwapped] = max((x+y-actors-recipients)/2, 0)
	}
	f[fParties] = everybody(a, b)
	if a.stranger(b) && b.stranger(a) {
		f[fPartiesOdd] = 1
	}
}

// everybody compares all parties of two reports, whatever their part in the act.
func everybody(a, b *Report) float64 {
	var left, right [2*maxParties + maxThirds]party
	x, _ := sides(a.gather(left[:0]), b.gather(right[:0]))
	return x
}

// stranger reports whether r has a party of a country of which o tells nothing.
func (r *Report) stranger(o *Report) bool {
	for _, side := range [...][]party{r.actors, r.recipients} {
		for i := range side {
			if c := side[i].country; c != 0 && !of(o.actors, c) && !of(o.recipients, c) && !slices.Contains(o.lands, c) {
				return true
			}
		}
	}
	return false
}

func of(list []party, country uint16) bool {
	for i := range list {
		if list[i].country == country {
			return true
		}
	}
	return false
}

func (r *Report) gather(all []party) []party {
	return append(append(append(all, r.actors...), r.recipients...), r.thirds...)
}

// sides compares two lists of parties: the mean, over the shorter, of the best match.
func sides(a, b []party) (alike float64, known bool) {
	if len(a) == 0 || len(b) == 0 {
		return 0, false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	sum, other := 0.0, 0.0
	for i := range a {
		sum += bestOf(&a[i], b)
	}
	if len(a) == len(b) {
		for i := range b {
			other += bestOf(&b[i], a)
		}
		sum = (sum + other) / 2
	}
	return sum / float64(len(a)), true
}

func bestOf(p *party, list []party) float64 {
	best := 0.0
	for i := range list {
		best = max(best, p.alike(&list[i]))
	}
	return best
}

// alike compares two parties: entry of the lexicon, else country and sector, else words.
func (p *party) alike(q *party) float64 {
	if p.id != 0 && p.id == q.id {
		return 1
	}
	if p.country != 0 && q.country != 0 && p.country != q.country {
		return 0
	}
	heads := p.sharedHeads(q)
	switch {
	case p.country != 0 && p.country == q.country && p.sector == q.sector:
		return max(0.8, heads)
	case p.country != 0 && p.country == q.country && (p.sector == 0 || q.sector == 0):
		return max(0.7, heads)
	case p.country != 0 && p.country == q.country:
		return max(0.3, heads)
	case p.sector != 0 && p.sector == q.sector:
		return max(0.5, heads)
	case p.sort() == q.sort():
		return max(0.4, heads)
	}
	return heads
}

func (p *party) sort() uint8 { return sorts[p.sector&(1<<15-1)] }

// sorts are sectors that one outlet or another gives to the same people, by their
// letters.
var sorts = func() (t [1 << 15]uint8) {
	for i, sectors := range [...][]string{
		{"GOV", "MIL", "COP", "SPY", "JUD", "LEG"},
		{"REB", "PRM", "UAF", "CRM"},
		{"CVL", "SOC", "LAB", "EDU", "REF", "JRN", "MED", "REL", "BUS", "AGR", "ELI", "PTY", "OPP"},
	} {
		for _, s := range sectors {
			t[letters(s)] = uint8(i + 1)
		}
	}
	return t
}()

// sharedHeads is 1 when the last words of two mentions are the same, less when others are.
func (p *party) sharedHeads(q *party) float64 {
	if p.heads[0] != 0 && p.heads[0] == q.heads[0] {
		return 1
	}
	for _, h := range p.heads {
		for _, g := range q.heads {
			if h != 0 && h == g {
				return 0.7
			}
		}
	}
	return 0
}

func (f *features) acts(a, b *Report) {
	switch {
	case a.kind == b.kind:
		f[fSameType] = 1
	case kindredTable[a.kind][b.kind]:
		f[fKindred] = 1
	default:
		f[fTypeDiffer] = 1
	}
	if a.cameo == b.cameo {
		f[fSameCode] = 1
	}
	if forceful(a.kind) && peaceful(b.kind) || peaceful(a.kind) && forceful(b.kind) {
		f[fOpposed] = 1
	}
	if a.kind == b.kind && a.mode != 0 && b.mode != 0 && a.mode != b.mode {
		f[fModeDiffer] = 1
	}
}

func (f *features) places(a, b *place) {
	switch {
	case a.fine == nowhere || b.fine == nowhere:
	case a.id != 0 && a.id == b.id:
		f[fSamePlace] = 1
		if a.fine == wide {
			f[fSamePlace] = 0.4
		}
	case a.country != b.country && (a.fine < district || b.fine < district):
		f[fFarPlace] = 1
	case a.country != b.country:
		f[fOtherPlace] = min(distance(a, b)/farAway, 1)
	case a.fine == wide || b.fine == wide: // one may lie in the other
	case a.fine == province || b.fine == province:
		if a.admin != b.admin {
			f[fOtherPlace] = 1
		}
	default:
		f[fOtherPlace] = min(distance(a, b)/farAway, 1)
	}
}

// farAway is the distance in kilometres from which two places are wholly different.
const farAway = 50

// distance gives the kilometres between two places, near enough.
func distance(a, b *place) float64 {
	const degree = 111.2
	lat := float64(int(a.lat)-int(b.lat)) / 100
	lon := float64(int(a.lon)-int(b.lon)) / 100 * math.Cos(float64(int(a.lat)+int(b.lat))/200*math.Pi/180)
	return degree * math.Hypot(lat, lon)
}

// From these cosines on the documents around two sentences tell the same for certain,
// and have something in common at all.
const (
	sameContext = 0.4
	someContext = 0.15
)

func (f *features) texts(a, b *Report) {
	var known bool
	if f[fNames], known = sharedOf(a.names, b.names); known && f[fNames] == 0 {
		f[fNamesDiffer] = 1
		f[fElsewhere] = f[fOtherPlace]
	}
	f[fSense] = max(a.sense.cosine(&b.sense), 0)
	if len(a.context) > 0 && len(b.context) > 0 {
		c := cosine(a.context, b.context)
		f[fContext] = min(c/sameContext, 1)
		f[fOtherContext] = max(1-c/someContext, 0)
	}
	same := 0
	for i := range a.copies {
		if a.copies[i] == b.copies[i] && a.copies[i] != ^uint16(0) {
			same++
		}
	}
	if same >= minhashes/2 && slices.Equal(a.names, b.names) { // other names make a form letter
		f[fCopy] = float64(same) / minhashes
	}
}

func (f *features) numbers(a, b []toll) {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				f[fTollSame] = 1
			}
		}
	}
}
