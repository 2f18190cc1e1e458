package exchange

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/lexicon"
	"parley/place"
)

// maxEvidence is how many characters of a report leave the archive.
const maxEvidence = 300

// withheld stands in evidence for the name of a private person.
const withheld = "[name withheld]"

// guard takes out of rows what could do harm: names of private persons, more of a
// report than may be quoted, and, for the public, exact places of people in danger.
type guard struct {
	opt   Options
	lex   *lexicon.Lexicon
	known map[string]verdict // by the words of a mention

	strict bool // of the row at hand: nobody by words that the lexicon does not know
}

func newGuard(opt Options, lex *lexicon.Lexicon) *guard {
	return &guard{opt: opt, lex: lex, known: map[string]verdict{}}
}

// clean returns a copy of a row that may leave.
func (g *guard) clean(r *Row) Row {
	out := *r
	ev := &out.Event
	hidden := g.opt.Public && sensitive(r)
	g.strict = g.opt.RedactStrict || hidden // "patients of the clinic in …" tells the place
	var names []string
	ev.Actors, names = g.parties(ev.Actors, names)
	ev.Recipients, names = g.parties(ev.Recipients, names)
	ev.Third = slices.Clone(ev.Third)
	for i := range ev.Third {
		names = g.party(&ev.Third[i].Party, names)
	}
	ev.SaidBy, names = g.speakers(ev.SaidBy, names)
	withholdAll(ev, names)
	quote := func(s string) string {
		if g.strict {
			return ""
		}
		return Evidence(withhold(s, names))
	}
	ev.Sentence.Text = quote(ev.Sentence.Text)
	ev.Trigger.Text = withhold(ev.Trigger.Text, names)
	out.Document.Title = quote(out.Document.Title)
	out.Incident.Reports = slices.Clone(out.Incident.Reports)
	for i := range out.Incident.Reports {
		rep := &out.Incident.Reports[i]
		rep.Text = quote(rep.Text)
		if g.opt.NoURL {
			rep.URL = ""
		}
	}
	if g.opt.NoURL {
		out.Document.URL = ""
	}
	g.differs(&out.Incident, names, hidden)
	if g.opt.Public {
		ev.Place = g.coarse(ev.Place, hidden)
	}
	return out
}

// withholdAll takes names out of the words for others: "Danjuma's neighbours".
func withholdAll(ev *parley.Event, names []string) {
	if len(names) == 0 {
		return
	}
	for _, ps := range [][]parley.Party{ev.Actors, ev.Recipients} {
		for i := range ps {
			ps[i].Mention.Text = withhold(ps[i].Mention.Text, names)
		}
	}
	for i := range ev.Third {
		ev.Third[i].Party.Mention.Text = withhold(ev.Third[i].Party.Mention.Text, names)
	}
	for i := range ev.SaidBy {
		ev.SaidBy[i].Mention.Text = withhold(ev.SaidBy[i].Mention.Text, names)
	}
}

// differs takes names, and of sensitive rows places, out of what reports disagree on.
func (g *guard) differs(inc *parley.Incident, names []string, hidden bool) {
	inc.Differs = slices.Clone(inc.Differs)
	for i := range inc.Differs {
		d := &inc.Differs[i]
		d.Values = slices.Clone(d.Values)
		for k := range d.Values {
			v := &d.Values[k]
			v.Value = withhold(v.Value, names)
			if d.Field == "actor" || d.Field == "recipient" {
				if x := g.judge(v.Value); len(x.names) > 0 {
					v.Value = or(x.role, "a person")
				}
			}
		}
	}
	if hidden {
		inc.Differs = slices.DeleteFunc(inc.Differs, func(d parley.Difference) bool { return d.Field == "place" })
	}
}

func (g *guard) parties(in []parley.Party, names []string) ([]parley.Party, []string) {
	out := slices.Clone(in)
	for i := range out {
		names = g.party(&out[i], names)
	}
	return out, names
}

// party writes a private person by his role, and returns names with his added.
func (g *guard) party(p *parley.Party, names []string) []string {
	p.Name = neutral(p.Name)
	if p.ID != "" {
		if v := g.member(p); len(v.names) > 0 {
			p.Mention.Text = p.Name
			names = append(names, v.names...)
		}
		return names
	}
	words, name := g.judge(p.Mention.Text), g.judge(p.Name)
	instead := or(or(or(words.role, name.role), tables().roles[p.Sector].person), "a person")
	if len(name.names) > 0 {
		names = append(names, name.names...)
		p.Name = ""
	}
	switch {
	case len(words.names) > 0:
		names = append(names, words.names...)
		p.Mention.Text = instead
	case len(name.names) > 0 && p.Mention.Text == "":
		p.Mention.Text = instead
	case g.strict && p.Mention.Text != "" && p.Name == "":
		p.Mention.Text = or(tables().roles[p.Sector].body, "people")
	}
	return names
}

// speakers writes private persons among those who say so by their role. The names of
// outlets stay.
func (g *guard) speakers(in []parley.Speaker, names []string) ([]parley.Speaker, []string) {
	out := slices.Clone(in)
	for i := range out {
		s := &out[i]
		if s.Kind == parley.Media {
			continue
		}
		instead := speakerWord[s.Kind]
		switch v := g.judge(s.Mention.Text); {
		case len(v.names) > 0:
			names = append(names, v.names...)
			s.Mention.Text = or(v.role, instead)
		case g.strict:
			s.Mention.Text = instead
		}
	}
	return out, names
}

var speakerWord = map[parley.SpeakerKind]string{
	parley.Official: "an official", parley.Partisan: "a spokesperson", parley.Witness: "a witness", parley.Unnamed: "a source",
}

// withhold takes names out of a text: whole, and by their last part alone.
func withhold(text string, names []string) string {
	for _, name := range names {
		text = without(text, name)
		if i := strings.LastIndexByte(name, ' '); i > 0 && len(name)-i > 3 {
			text = without(text, name[i+1:])
		}
	}
	return text
}

// without replaces a name wherever it stands as whole words.
func without(text, name string) string {
	var b strings.Builder
	for {
		i := strings.Index(text, name)
		if i < 0 {
			return b.String() + text
		}
		end := i + len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[end:])
		b.WriteString(text[:i])
		if unicode.IsLetter(before) || unicode.IsLetter(after) {
			b.WriteString(name)
		} else {
			b.WriteString(withheld)
		}
		text = text[end:]
	}
}

// Evidence is as much of the text of a report as may be quoted: at most 300 characters.
func Evidence(text string) string { return cut(text, maxEvidence) }

// cut shortens a text to at most n characters, at the end of a word.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	runes := []rune(text)[:n-1]
	end := len(runes)
	for end > n/2 && !unicode.IsSpace(runes[end-1]) {
		end--
	}
	if end <= n/2 { // no space: scripts without, or one long word
		end = len(runes)
	}
	return strings.TrimRightFunc(string(runes[:end]), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) + "…"
}

// sensitive reports whether a row tells where people are who could come to harm for it.
func sensitive(r *Row) bool {
	ev := &r.Event
	if ev.Type == "MOBILIZE" && exact(ev.Place.Precision) {
		return true
	}
	if delicate(ev.Place.Mention.Text) || delicate(ev.Place.Name) {
		return true
	}
	hit := func(ps []parley.Party) bool {
		return slices.ContainsFunc(ps, func(p parley.Party) bool {
			return p.ID == "" && p.Sector != "GOV" && p.Sector != "LEG" && delicate(p.Mention.Text) // no home ministers
		})
	}
	return hit(ev.Actors) || hit(ev.Recipients)
}

// exact reports whether a precision is finer than a district.
func exact(precision string) bool { return precision == "point" || precision == "city" }

// delicate reports whether words name a kind of place where people are in danger.
func delicate(text string) bool {
	low := strings.ToLower(text)
	return strings.Contains(low, "check post") || strings.Contains(low, "safe house") || strings.Contains(low, "checkpoint") ||
		slices.ContainsFunc(strings.FieldsFunc(low, func(r rune) bool { return !unicode.IsLetter(r) }), func(w string) bool {
			return dangerous[w] || dangerous[strings.TrimSuffix(w, "s")]
		})
}

// coarse makes a place no more exact than a town, and of a sensitive row no more than a
// province. Whose middle is not known is left out.
func (g *guard) coarse(p parley.Place, hidden bool) parley.Place {
	p.Lat, p.Lon = math.Round(p.Lat*100)/100, math.Round(p.Lon*100)/100
	if !hidden || p == (parley.Place{}) {
		return p
	}
	gaz, err := place.Default()
	if err != nil || p.Country == "" {
		return parley.Place{}
	}
	var up parley.Place
	if ref, ok := gaz.Admin1(p.Country, p.Admin1); ok && p.Admin1 != "" {
		up = gaz.Place(ref)
	} else if ref, ok := gaz.CountryRef(p.Country); ok {
		up = gaz.Place(ref)
	} else {
		return parley.Place{}
	}
	up.From = p.From
	up.Lat, up.Lon = math.Round(up.Lat*100)/100, math.Round(up.Lon*100)/100
	return up
}

// Guard takes what could do harm out of incidents that are shown elsewhere than in an
// export. It is not safe for concurrent use. Make one with [NewGuard].
type Guard struct{ g *guard }

// NewGuard returns a guard that heeds Public, RedactStrict and NoURL of opt.
func NewGuard(opt Options, lex *lexicon.Lexicon) *Guard { return &Guard{newGuard(opt, lex)} }

// Incident returns an incident as it may be shown: private persons by their role, also
// in the sentences of its reports and where these differ, and sentences no longer than
// [Evidence] makes them.
func (g *Guard) Incident(in parley.Incident) parley.Incident {
	row := g.g.clean(&Row{
		Event: parley.Event{
			Type: in.Type, Actors: in.Actors, Recipients: in.Recipients, Third: in.Third, Place: in.Place, Date: in.Date, Status: in.Status,
		},
		Incident: in,
	})
	out := row.Incident
	out.Actors, out.Recipients, out.Third, out.Place = row.Event.Actors, row.Event.Recipients, row.Event.Third, row.Event.Place
	return out
}
