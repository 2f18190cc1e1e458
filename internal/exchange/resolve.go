package exchange

import (
	"slices"
	"strings"
	"time"

	"parley"
	"parley/lexicon"
)

// maxParties bounds the parties that are remembered of one file.
const maxParties = 1 << 17

// party resolves an actor by its name in a file, with the country that the file tells,
// or empty. Each name is looked up once; of those whose role depends on the day, once a day.
func (im *importer) party(name, country string, day time.Time) parley.Party {
	key := name + "\x00" + country
	p, ok := im.parties[key]
	if ok && p.ID == "" {
		return p
	}
	dated := key + "\x00" + day.Format("20060102")
	if ok {
		if p, ok = im.parties[dated]; ok {
			return p
		}
	}
	p = im.look(name, country, day)
	if len(im.parties) > maxParties {
		clear(im.parties)
	}
	im.parties[key] = p
	if p.ID != "" {
		im.parties[dated] = p
	}
	return p
}

// look resolves a name: "Barack Obama", "Police (Kenya)", "Government".
func (im *importer) look(name, country string, day time.Time) parley.Party {
	p := parley.Party{Mention: parley.Quote{Text: name}}
	text := strings.ReplaceAll(name, "/", " / ")
	resolve := func(words []string) lexicon.Actor {
		return im.lex.Resolve(lexicon.Phrase{Words: words, Head: -1, Context: country, Date: day})
	}
	split := lexicon.Split(text)
	a := resolve(split)
	if vague(a) && len(split) > 2 && !strings.ContainsAny(name, "(,") { // names in full: without what stands between
		if b := resolve([]string{split[0], split[len(split)-1]}); b.Known && b.Person {
			a = b
		}
	}
	if !vague(a) {
		p.Name, p.ID, p.Country = a.Name, a.ID, a.Country
		p.Sector, p.Sectors = a.Sector, slices.Clone(a.Sectors)
	}
	if open := strings.LastIndexByte(name, '('); open >= 0 && strings.HasSuffix(name, ")") {
		inside := name[open+1 : len(name)-1]
		if body := resolve(lexicon.Split(inside)); body.ID != "" && !body.Person && p.ID == "" { // "Guerrilla (Shining Path)": who speaks or fights for it
			p.Name, p.ID, p.Country = body.Name, body.ID, body.Country
			p.Sector, p.Sectors = body.Sector, slices.Clone(body.Sectors)
		} else if at := im.land(inside); at != "" && p.ID == "" {
			p.Country = at
			if p.Name == countryName(at) {
				p.Name = ""
			}
			if sector := tables().icews[strings.ToLower(strings.TrimSpace(name[:open]))]; sector != "" {
				p.Sector, p.Sectors = sector, []string{sector}
			}
		}
	}
	if p.Country == "" {
		p.Country = country
	}
	if p.Sector == "JNK" {
		p.Sector, p.Sectors = "", nil
	}
	return p
}

// vague reports whether an actor is only a guess.
func vague(a lexicon.Actor) bool { return !a.Known && a.Role == "" && a.Confidence < 0.5 }

// coded gives the party of a CAMEO code such as "AFGGOV", with a name where the file
// has one.
func (im *importer) coded(code, name string, day time.Time) (parley.Party, bool) {
	code = missing(code)
	if code == "" && missing(name) == "" {
		return parley.Party{}, false
	}
	var land, id string
	var sectors []string
	t := tables()
	for i := 0; i+3 <= len(code); i += 3 {
		part := code[i : i+3]
		switch {
		case i == 0 && t.fromCAMEO[part] != "":
			land = t.fromCAMEO[part]
		case i == 0 && special(part):
			land = part
			if part == "IGO" || part == "NGO" {
				sectors = append(sectors, part)
			}
		case t.members[part] != "":
			id = t.members[part]
		case t.sectors[part] != "" && !slices.Contains(sectors, t.sectors[part]):
			sectors = append(sectors, t.sectors[part])
		}
	}
	p := parley.Party{Mention: parley.Quote{Text: name}}
	if name != "" {
		p = im.party(name, land, day)
	}
	if p.ID == "" {
		p.ID = id
	}
	if land != "" {
		p.Country = land
	}
	if len(sectors) > 0 {
		p.Sector, p.Sectors = sectors[0], sectors
	}
	if p.Mention.Text == "" {
		p.Mention.Text = or(roleName(&p), code)
	}
	return p, true
}

// sectorsOf gives a party the sectors that a file tells in words, if the lexicon knows none.
func (im *importer) sectorsOf(p *parley.Party, list []string) {
	var out []string
	for _, s := range list {
		if s = tables().icews[strings.ToLower(strings.TrimSpace(s))]; s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if p.Sector == "" && len(out) > 0 {
		p.Sector, p.Sectors = out[0], out
	}
}
