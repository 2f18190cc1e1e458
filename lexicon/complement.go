package lexicon

import "strings"

// complements reads what follows the core: "of …", "in …", an apposition.
func (r *resolver) complements(f *finding, end int) {
	if f.named >= 0 && !f.place {
		return
	}
	for i := end; i < len(r.items); {
		link := ""
		apposition := r.items[i].kind == itemComma
		for i < len(r.items) && r.ends(i) {
			link = r.ps[r.items[i].from].text
			i++
		}
		next := i
		for next < len(r.items) && !r.ends(next) {
			next++
		}
		if head := r.lastContent(i, next); head >= 0 {
			g := r.part(i, next, head)
			if r.kindAt(head) == KindPerson && r.kindAt(i) >= KindCountry && r.kindAt(i) < KindPerson && r.items[head-1].kind != itemPoss {
				*f = g // "president of Kosovo Hashim Thaci"
				return
			}
			if apposition {
				r.appose(f, g)
			} else {
				r.complement(f, g, link)
			}
		}
		i = max(next, i)
	}
}

// kindAt returns what the name at item i is, KindNone for other items.
func (r *resolver) kindAt(i int) Kind {
	if r.items[i].kind != itemName {
		return KindNone
	}
	return r.kind(i)
}

func (r *resolver) lastContent(start, end int) int {
	for i := end - 1; i >= start; i-- {
		if k := r.items[i].kind; k != itemPoss && k != itemSkip {
			return i
		}
	}
	return -1
}

// appose takes from an apposition what the core left open.
func (r *resolver) appose(f *finding, g finding) {
	if f.strength == 0 && g.strength > 0 && !g.place {
		country := f.country
		*f = g
		if country != "" && g.named < 0 {
			f.country = country
		}
		return
	}
	if f.country == "" {
		f.country = g.country
	}
}

// complement takes sector and country from a prepositional phrase.
func (r *resolver) complement(f *finding, g finding, link string) {
	institution := g.named >= 0 && !g.place
	belongs := link == "of" || link == "for" || link == "from" || link == "at" || link == "with" || link == "within"
	inside := link == "in" || link == "inside"
	switch {
	case f.strength == 0 && (belongs || inside) && (institution || g.strength > 0) && !g.place,
		f.strength == 1 && belongs && (institution || g.strength >= 2) && !g.place:
		agent, country := f.agent, f.country
		*f = g
		if agent >= 0 {
			f.agent = agent
		}
		if country != "" && f.named < 0 {
			f.country = country
		}
		if f.strength < 2 {
			f.strength = 1
		}
		return
	case belongs && institution && f.strength >= 2 && armed(f.sectors[0]) && armed(g.sectors[0]),
		(link == "of" || link == "from") && institution && f.named < 0 && f.country == "" && r.sentAbroad(f) && armed(g.sectors[0]): // "envoys of the FARC"
		*f = g
		return
	}
	if f.country != "" || g.country == "" || f.place && f.named >= 0 {
		return
	}
	switch link {
	case "for", "to":
		if link == "to" || r.sentAbroad(f) {
			return
		}
		f.country = g.country
	case "of", "in", "from", "at", "near", "across", "inside", "within", "throughout", "around", "under", "off":
		f.country = g.country
	}
}

// sentAbroad reports whether the role is one whose complement names the other
// side: "envoy for Syria".
func (r *resolver) sentAbroad(f *finding) bool {
	if f.agent < 0 {
		return false
	}
	switch r.l.data.Agents[f.agent].Phrase {
	case "envoy", "special envoy", "peace envoy", "representative", "special representative", "mediator",
		"negotiator", "chief negotiator", "coordinator":
		return true
	}
	return false
}

// actor turns a finding into the answer.
func (r *resolver) actor(f finding, start, end, head int) Actor {
	a := Actor{Country: f.country, Sectors: f.sectors}
	if f.agent >= 0 {
		a.Role = r.l.data.Agents[f.agent].Phrase
		a.Why = append(a.Why, "role: "+a.Role)
	}
	switch {
	case f.named >= 0:
		r.named(&a, f)
	case f.place:
		a.Name, a.Known, a.Confidence, a.Sectors = r.l.CountryName(f.country), true, 0.95, nil
	case f.strength == 0 && len(f.sectors) == 0:
		a.Sectors, a.Confidence = r.unknown(start, end, head)
		a.Why = append(a.Why, "no word of the phrase is known to act")
	default:
		a.Confidence = 0.35 + 0.15*float64(f.strength)
	}
	a.Person = r.person(f, start, head)
	if f.strength == 0 && f.named < 0 && f.agent >= 0 && (r.speaksForState(start, head) || r.leadsState(head)) {
		a.Sectors = government
	}
	r.finish(&a, f)
	if len(a.Sectors) > 0 {
		a.Sector = a.Sectors[0]
	}
	return a
}

// speaksForState reports whether the head is a leader, a spokesman or the like
// that nothing but a country describes: "the Catalan leader".
func (r *resolver) speaksForState(start, head int) bool {
	if r.items[head].kind != itemAgent || head == start || r.nation(start, head) == "" {
		return false
	}
	for i := start; i < head; i++ {
		if k := r.items[i].kind; k != itemName && k != itemPoss && k != itemSkip {
			return false
		}
	}
	switch r.agent(head).Phrase {
	case "leader", "leadership", "spokesman", "spokeswoman", "spokesperson", "spokespeople", "spokesmen", "representative",
		"delegation", "delegate", "negotiator", "chief negotiator", "chief", "envoy", "aide", "adviser", "top leader", "mediator", "mediators":
		return true
	}
	return false
}

// leadsState reports whether the head is a leader "of" a country and of nothing else
// in it: "the leaders of Chad".
func (r *resolver) leadsState(head int) bool {
	if r.items[head].kind != itemAgent || r.agent(head).Phrase != "leader" {
		return false
	}
	of, state := head+1, head+2
	if state >= len(r.items) || r.items[of].kind != itemPrep || r.ps[r.items[of].from].text != "of" || r.kindAt(state) != KindCountry {
		return false
	}
	return state+1 == len(r.items) || r.ends(state+1)
}

// person reports whether the phrase is one person: a leader, or an unknown
// name that a title, a role or "Mr" makes a person's.
func (r *resolver) person(f finding, start, head int) bool {
	if f.named >= 0 && r.l.refs[f.named].kind == KindPerson {
		return true
	}
	if it := r.items[head]; it.kind != itemWord || !r.ps[it.from].upper {
		return false
	}
	for i := head - 1; i >= start; i-- {
		if r.items[i].kind == itemAgent {
			return r.singular(i)
		}
	}
	return r.styled || f.agent >= 0
}

// singular reports whether the agent noun at item i stands for one.
func (r *resolver) singular(i int) bool {
	a := r.agent(i)
	last := a.Phrase[strings.LastIndexAny(a.Phrase, " -")+1:]
	return a.Kind != AgentModifier && strings.EqualFold(r.ps[r.items[i].to-1].text, last)
}

// named fills in the entry that the phrase stands for.
func (r *resolver) named(a *Actor, f finding) {
	ref := r.l.refs[f.named]
	e := r.l.entry(ref)
	a.ID, a.Name, a.Known, a.Confidence = e.ID, e.Name, true, 0.95
	if ref.short {
		a.Confidence = 0.75
	}
	if e.Metonym {
		a.Confidence = 0.85
	}
	a.Why = append(a.Why, "name: "+e.Name)
}

// finish applies what holds for the whole phrase: former officials, the
// opposition, the country of the story.
func (r *resolver) finish(a *Actor, f finding) {
	if r.former && len(a.Sectors) > 0 && a.Sectors[0] != "ELI" && officeSector(a.Sectors[0]) {
		a.Sectors = append([]string{"ELI"}, a.Sectors...)
		a.Why = append(a.Why, "former")
		if f.named >= 0 && r.l.refs[f.named].kind != KindPerson {
			a.ID, a.Name, a.Known = "", "", false
		}
	}
	if f.opposed && len(a.Sectors) > 0 && !hasSector(a.Sectors, "OPP") {
		a.Sectors = append(a.Sectors[:len(a.Sectors):len(a.Sectors)], "OPP")
	}
	if a.Country == "" && r.context != "" && len(a.Sectors) > 0 && local(a.Sectors[0]) && !a.Known {
		a.Country = r.context
		a.Confidence *= 0.9
		a.Why = append(a.Why, "country of the story")
	}
	if a.Country == "" && len(a.Sectors) > 0 && (a.Sectors[0] == "IGO" || a.Sectors[0] == "NGO") {
		a.Country = a.Sectors[0]
	}
}

// local reports whether actors of a sector belong to the country of the story
// unless they say otherwise.
func local(sector string) bool {
	switch sector {
	case "IGO", "NGO", "UNK", "JNK":
		return false
	}
	return true
}

// unknown judges a phrase none of whose words is known: several capitals look
// like a private person, who stays unnamed.
func (r *resolver) unknown(start, end, head int) ([]string, float64) {
	capitals := 0
	for i := start; i < end; i++ {
		if r.items[i].kind == itemWord && r.ps[r.items[i].from].upper {
			capitals++
		}
	}
	if r.styled || capitals >= 2 && r.ps[r.items[head].from].upper {
		return civilians, 0.25
	}
	return nobody, 0.1
}

var nobody = []string{"UNK"}
