package exchange

import (
	"strings"
	"sync"
	"time"

	"parley"
	"parley/lexicon"
	"parley/ontology"
)

// actors is the lexicon, loaded once.
var actors = sync.OnceValues(lexicon.Load)

// sieve stands before every writer: it leaves rows out as the options say, and
// takes out of the others what nobody ought to be given.
type sieve struct {
	opt      Options
	format   Format
	unfitted func(*Row) string
	guard    *guard
	next     Writer
	left     map[string]int
	seen     map[string]bool // incidents, or parties and acts of a day
	buf      Row
}

func (s *sieve) Write(r *Row) error {
	if why := s.unfit(r); why != "" {
		s.left[why]++
		return nil
	}
	s.buf = s.guard.clean(r)
	return s.next.Write(&s.buf)
}

func (s *sieve) Close() error { return s.next.Close() }

// unfit says why a row is left out; empty when it is not.
func (s *sieve) unfit(r *Row) string {
	if reviewRank(r.Review) < reviewRank(s.opt.MinReview) {
		return "below the review asked for"
	}
	if !s.format.Status {
		if r.Review == "retracted" {
			return "retracted"
		}
		if nonfactual(r.Event.Status) && !s.opt.IncludeNonfactual {
			return "denied, hypothetical or past"
		}
	}
	if _, ok := eventDay(r); !ok && !s.format.Status {
		return "without a day"
	}
	if s.unfitted != nil {
		if why := s.unfitted(r); why != "" {
			return why
		}
	}
	if s.opt.Public && s.opt.DelayDays > 0 && sensitive(r) {
		if day, ok := newest(r); !ok || s.opt.Now.Sub(day) < time.Duration(s.opt.DelayDays)*24*time.Hour {
			return "sensitive and too new"
		}
	}
	if s.opt.OneAnIncident && r.Incident.ID != "" && !s.first("incident "+r.Incident.ID) {
		return "another report of its incident is there"
	}
	if s.opt.OneADay && !s.first(dayKey(r)) {
		return "the same parties and act of the day are there"
	}
	return ""
}

// untyped is for formats of PLOVER, which need a type and a day.
func untyped(r *Row) string {
	if r.Event.Type == string(ontology.None) {
		return "without a PLOVER type"
	}
	if _, ok := eventDay(r); !ok {
		return "without a day"
	}
	return ""
}

// dayKey is the same for the same day, parties and act.
func dayKey(r *Row) string {
	day, _ := eventDay(r)
	key := []string{"day", day.Format(isoDay), r.Event.Type, r.Event.CAMEO, strings.Join(r.Event.Modes, " ")}
	for _, side := range [][]parley.Party{r.Event.Actors, r.Event.Recipients} {
		for i := range side {
			key = append(key, partyKey(&side[i]))
		}
		key = append(key, "")
	}
	return strings.Join(key, "\x00")
}

// first reports whether key is new.
func (s *sieve) first(key string) bool {
	if s.seen[key] {
		return false
	}
	s.seen[key] = true
	return true
}

// nonfactual reports whether an act of this status did not happen, or long ago.
// What was begun and failed was begun; what is planned is kept, as most data sets do.
func nonfactual(s parley.Status) bool {
	return s == parley.Negated || s == parley.Hypothetical || s == parley.Historical
}

// newest returns the later one of the days of event and report.
func newest(r *Row) (time.Time, bool) {
	day, ok := eventDay(r)
	if ok && r.Document.Published.After(day) {
		day = r.Document.Published
	}
	return day, ok
}

// reviewRank orders how far a row has been looked at. Doubts are no review.
func reviewRank(s string) int {
	switch s {
	case "reviewed":
		return 1
	case "confirmed":
		return 2
	}
	return 0
}

// dyad is one actor and one recipient of an event: a row of data sets that know
// no more than two.
type dyad struct {
	*Row
	id             uint64
	day            time.Time
	cameo          string
	source, target *parley.Party // target nil where nobody is aimed at
}

// maxPairs bounds the rows that one event becomes: some files name hundreds of parties,
// and each would stand with each.
const maxPairs = 1000

// dyads calls yield with every pair of an event: actors with recipients; of a mutual
// act each with each other, both ways; of a visit also the host with the visitor.
func dyads(r *Row, yield func(*dyad) error) error {
	day, _ := eventDay(r)
	cameo := cameoOf(&r.Event)
	n := 0
	emit := func(source, target *parley.Party, cameo string) error {
		if n == maxPairs {
			return nil
		}
		d := dyad{Row: r, id: pairID(r.Event.ID, n), day: day, cameo: cameo, source: source, target: target}
		n++
		return yield(&d)
	}
	ev := &r.Event
	for i := range ev.Actors {
		a := &ev.Actors[i]
		switch {
		case len(ev.Recipients) > 0:
			for k := range ev.Recipients {
				if err := emit(a, &ev.Recipients[k], cameo); err != nil {
					return err
				}
			}
		case len(ev.Actors) == 1:
			return emit(a, nil, cameo)
		default:
			for k := range ev.Actors {
				if k == i {
					continue
				}
				if err := emit(a, &ev.Actors[k], cameo); err != nil {
					return err
				}
			}
		}
	}
	if cameo != "042" {
		return nil
	}
	for k := range ev.Recipients {
		for i := range ev.Actors {
			if err := emit(&ev.Recipients[k], &ev.Actors[i], "043"); err != nil {
				return err
			}
		}
	}
	return nil
}

// pairs is the part that writers of dyads share.
type pairs struct {
	opt   *Options
	seen  map[string]bool
	write func(*dyad) error
	close func() error
}

func (p *pairs) Write(r *Row) error {
	return dyads(r, func(d *dyad) error {
		if p.opt.OneADay && !p.fresh(d) {
			return nil
		}
		return p.write(d)
	})
}

func (p *pairs) Close() error { return p.close() }

// fresh reports whether there is no row yet of the same day, parties and act.
func (p *pairs) fresh(d *dyad) bool {
	target := ""
	if d.target != nil {
		target = partyKey(d.target)
	}
	key := strings.Join([]string{d.day.Format(isoDay), partyKey(d.source), target, d.cameo}, "\x00")
	if p.seen == nil {
		p.seen = map[string]bool{}
	}
	old := p.seen[key]
	p.seen[key] = true
	return !old
}

// partyKey is the same for the same party.
func partyKey(p *parley.Party) string {
	if p.ID != "" {
		return p.ID
	}
	return strings.Join([]string{p.Country, p.Sector, p.Name}, "/")
}

// cameoOf returns the CAMEO code of an event; of one that has none the coarsest
// code of its type and mode.
func cameoOf(ev *parley.Event) string {
	if ev.CAMEO != "" {
		return ev.CAMEO
	}
	for _, mode := range ev.Modes {
		if code, ok := coarsest()[ontology.Coding{Type: ontology.Type(ev.Type), Mode: mode}]; ok {
			return code
		}
	}
	return coarsest()[ontology.Coding{Type: ontology.Type(ev.Type)}]
}
