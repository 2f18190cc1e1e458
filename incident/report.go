package incident

import (
	"slices"
	"strings"
	"time"

	"parley"
)

// How much a Report keeps.
const (
	maxParties = 4 // a side
	maxThirds  = 2
	maxHeads   = 3  // words of a party
	maxWords   = 18 // of the sentence
	maxContext = 16 // of the document
	maxTolls   = 3
	maxNames   = 6
	minhashes  = 8 // of the sentence
)

// Report is what merging needs to know of one event. It is small, so that an archive
// can keep it beside every event, and immutable.
type Report struct {
	Event    string // ID of the event
	Document string // ID of its document

	outlet     uint32 // its bare name, by hash; 0 for none
	sentence   int32  // index in the document
	filed      int32
	first      int32 // days between which the act lies; NoDay when nothing is known
	last       int32
	told       bool // the text tells the day; else it is worked out from the report's
	kind       kind
	mode       uint16 // of the first mode, by hash; 0 for none
	cameo      uint16
	status     status
	actors     []party
	recipients []party
	thirds     []party
	place      place
	lands      []uint16  // countries of parties, place and sentence, sorted
	words      []term    // of the sentence
	names      []uint32  // words with a capital that stand for no country, by stem, sorted
	context    []term    // of the document
	sense      direction // what the sentence is about
	copies     [minhashes]uint16
	tolls      []toll
}

// party is what is kept of a [parley.Party].
type party struct {
	id      uint32 // of the entry of the lexicon
	country uint16
	sector  uint16
	heads   [maxHeads]uint32 // last words of the mention, by stem; 0 for none
}

// place is what is kept of a [parley.Place].
type place struct {
	id       uint32
	country  uint16
	admin    uint16
	lat, lon int16 // hundredths of degrees
	fine     uint8 // how exact: see the constants
}

// How exact a place is.
const (
	nowhere uint8 = iota
	wide          // country, region
	province
	district
	spot // city, point
)

// NewReport keeps of an event what merging needs. doc may be without a text, and p,
// its print, nil, as with rows that were imported.
func NewReport(ev *parley.Event, doc *parley.Document, p *Print) Report {
	if doc == nil {
		doc = new(parley.Document)
	}
	r := Report{
		Event: ev.ID, Document: ev.Document, sentence: int32(ev.Index),
		kind: kindOf(ev.Type), cameo: shortCode(ev.CAMEO), status: statusOf(ev.Status),
		actors: parties(ev.Actors), recipients: parties(ev.Recipients), place: placeOf(&ev.Place),
	}
	for i := range ev.Third[:min(len(ev.Third), maxThirds)] {
		r.thirds = append(r.thirds, partyOf(&ev.Third[i].Party))
	}
	if r.Document == "" {
		r.Document = doc.ID
	}
	if name := bareName(doc.Outlet); name != "" {
		r.outlet = hashString(name) | 1
	}
	if len(ev.Modes) > 0 {
		r.mode = uint16(hashString(ev.Modes[0])) | 1
	}
	r.date(ev, DayOf(doc.Published))
	var lands landList
	lands.add(r.place.country)
	for _, side := range [...][]party{r.actors, r.recipients} {
		for i := range side {
			lands.add(side[i].country)
		}
	}
	r.read(ev.Sentence.Text, &lands)
	r.lands = lands.sorted()
	if p != nil && len(doc.Text) > 2*len(ev.Sentence.Text) {
		r.context = contextOf(p)
	}
	return r
}

// read keeps the rare words of the sentence, its counts of people, and what near-copies share.
func (r *Report) read(text string, lands *landList) {
	var (
		terms [64]term
		n     int
		last  lastWords
		count int
		names = make([]uint32, 0, maxNames)
		tolls tollReader
		sense meaning
	)
	for i := range r.copies {
		r.copies[i] = ^uint16(0)
	}
	scanWords(text, func(word []byte, upper bool) {
		last.add(word)
		count++
		land := upper && lands.end(&last, count)
		h := last.name(landWords)
		for i := range r.copies {
			h = h*0x9e3779b1 + 0x85ebca77
			r.copies[i] = min(r.copies[i], uint16(h>>16))
		}
		t, vector := weigh(word)
		if t.weight > 0 && n < len(terms) {
			terms[n] = t
			n++
			if !upper || count == 1 {
				sense.add(t, vector) // names are compared as words
			} else if !land && len(names) < maxNames {
				names = append(names, t.hash)
			}
		}
		tolls.word(word)
	})
	r.tolls = tolls.found
	r.sense = sense.direction()
	if len(names) > 0 {
		slices.Sort(names)
		r.names = slices.Compact(names)
	}
	if n > 0 {
		r.words = append([]term(nil), rarest(terms[:n], maxWords)...)
	}
}

// contextOf keeps the heaviest terms of a document.
func contextOf(p *Print) []term {
	return append([]term(nil), rarest(append([]term(nil), p.terms...), maxContext)...)
}

// date works out between which days the act lies, and files it.
func (r *Report) date(ev *parley.Event, report int32) {
	r.first, r.last, r.filed = NoDay, NoDay, NoDay
	first, last, ok := stretch(&ev.Date)
	guess, spoken := int32(NoDay), false
	if !statusOf(ev.Status).planned() {
		guess, spoken = weekdayBefore(ev.Sentence.Text, report)
	}
	switch {
	case ok && ev.Date.From != parley.FromDocument:
		r.first, r.last, r.told = first, last, true
	case guess != NoDay && ev.Status != parley.Historical:
		r.first, r.last, r.told = guess, guess, true
		if spoken { // of the same day, or of the day before
			r.first--
		}
	case ok:
		r.first, r.last = last-Window, last
	case report != NoDay && ev.Status != parley.Historical:
		r.first, r.last = report-Window, report
		if ev.Status == parley.Future || ev.Status == parley.Hypothetical {
			r.last = report + Window
		}
	}
	switch {
	case r.first == NoDay || !r.told && report != NoDay:
		r.filed = report
	case report == NoDay:
		r.filed = r.last
	default:
		r.filed = min(max(report, r.first), r.last)
	}
}

// Day is the day, counted from 1970-01-01, under which the report is filed: the day
// of the act where the text tells it, else that of the report; [NoDay] without either.
func (r *Report) Day() int32 { return r.filed }

// DayOf counts the days from 1970-01-01 to t; the zero time is [NoDay].
func DayOf(t time.Time) int32 {
	if t.IsZero() {
		return NoDay
	}
	return dayOf(t)
}

func dayOf(t time.Time) int32 {
	const day = 24 * 60 * 60
	s := t.Unix()
	if s < 0 {
		s -= day - 1
	}
	return int32(s / day)
}

func placeOf(p *parley.Place) place {
	if !p.Located() {
		return place{}
	}
	out := place{country: letters(p.Country), lat: int16(p.Lat * 100), lon: int16(p.Lon * 100)}
	if p.Gazetteer != "" {
		out.id = hashString(p.Gazetteer)
	}
	if p.Admin1 != "" {
		out.admin = uint16(hashString(p.Admin1)) | 1
	}
	switch p.Precision {
	case "point", "city":
		out.fine = spot
	case "district":
		out.fine = district
	case "province":
		out.fine = province
	default:
		out.fine = wide
	}
	return out
}

func parties(list []parley.Party) []party {
	if len(list) > maxParties {
		list = list[:maxParties]
	}
	if len(list) == 0 {
		return nil
	}
	out := make([]party, len(list))
	for i := range list {
		out[i] = partyOf(&list[i])
	}
	return out
}

func partyOf(p *parley.Party) party {
	out := party{country: letters(p.Country), sector: letters(p.Sector)}
	if p.ID != "" {
		out.id = hashString(p.ID)
	}
	text := p.Mention.Text
	if text == "" {
		text = p.Name
	}
	scanWords(text, func(word []byte, _ bool) {
		if t, _ := weigh(word); t.weight > 0 {
			out.heads = [maxHeads]uint32{t.hash, out.heads[0], out.heads[1]}
		}
	})
	return out
}

// letters packs up to three capital letters; other strings give 0.
func letters(s string) uint16 {
	if len(s) > 3 {
		return 0
	}
	n := uint16(0)
	for i := range len(s) {
		c := s[i]
		if c < 'A' || c > 'Z' {
			return 0
		}
		n = n<<5 | uint16(c-'A'+1)
	}
	return n
}

// shortCode packs a CAMEO code of two to four digits so that "010" is not "10".
func shortCode(s string) uint16 {
	if len(s) > 4 {
		return 0
	}
	n := uint16(0)
	for i := range len(s) {
		c := s[i]
		if c < '0' || c > '9' {
			return 0
		}
		n = n<<4 | uint16(c-'0')
	}
	return n
}

// stretch gives the first and the last day of a date.
func stretch(d *parley.Dates) (first, last int32, ok bool) {
	if first, last, ok = daysOf(d.Value); !ok {
		return NoDay, NoDay, false
	}
	if d.Until != "" {
		if _, until, ok := daysOf(d.Until); ok && until >= first {
			last = until
		}
	}
	return first, last, true
}

// daysOf gives the days that an ISO 8601 day, week, month or year spans.
func daysOf(value string) (first, last int32, ok bool) {
	if year, week, isWeek := strings.Cut(value, "-W"); isWeek {
		return weekDays(year, week)
	}
	for _, f := range [...]struct {
		layout               string
		years, months, extra int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if len(value) != len(f.layout) {
			continue
		}
		t, err := time.Parse(f.layout, value)
		if err != nil {
			return 0, 0, false
		}
		return dayOf(t), dayOf(t.AddDate(f.years, f.months, f.extra)) - 1, true
	}
	return 0, 0, false
}

// weekDays gives Monday and Sunday of a week of ISO 8601.
func weekDays(year, week string) (first, last int32, ok bool) {
	t, err := time.Parse("2006", year)
	if err != nil || len(week) != 2 {
		return 0, 0, false
	}
	n := int(week[0]-'0')*10 + int(week[1]-'0')
	if n < 1 || n > 53 {
		return 0, 0, false
	}
	t = t.AddDate(0, 0, 3) // 4 January is always in the first week
	monday := dayOf(t) - int32(t.Weekday()+6)%7
	first = monday + int32(n-1)*7
	return first, first + 6, true
}
