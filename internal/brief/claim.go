package brief

import (
	"cmp"
	"slices"
	"strings"

	"parley"
	"parley/place"
)

// typeWords tell the PLOVER types as verbs before those to whom it is done, and alone.
var typeWords = map[string][2]string{
	"AGREE": {"agreed with", "agreed"}, "CONSULT": {"talked with", "held talks"}, "SUPPORT": {"spoke in support of", "spoke in support"},
	"CONCEDE": {"made a concession to", "made a concession"}, "COOPERATE": {"cooperated with", "cooperated"}, "AID": {"gave aid to", "gave aid"},
	"RETREAT": {"eased pressure on", "eased pressure"}, "REQUEST": {"made a request to", "made a request"}, "ACCUSE": {"accused", "made an accusation"},
	"REJECT": {"turned down", "said no"}, "THREATEN": {"threatened", "made a threat"}, "PROTEST": {"protested against", "protested"},
	"SANCTION": {"put sanctions on", "imposed sanctions"}, "MOBILIZE": {"mobilised against", "mobilised"}, "COERCE": {"coerced", "used coercion"},
	"ASSAULT": {"attacked", "made an attack"},
}

// statusWords are added to what is not simply told as done.
var statusWords = map[parley.Status]string{
	parley.Historical: "long before", parley.Future: "expected", parley.Hypothetical: "under a condition",
	parley.Negated: "said not to have happened", parley.Failed: "failed",
}

// sectorWords name people of whom only the role is known.
var sectorWords = map[string]string{
	"GOV": "government", "JUD": "courts", "LEG": "parliament", "MIL": "armed forces", "PRM": "paramilitaries", "PTY": "party", "REB": "armed opposition",
	"SPY": "intelligence services", "UAF": "armed men", "AGR": "farmers", "BUS": "business", "CRM": "criminals", "CVL": "civilians", "EDU": "teachers or students",
	"ELI": "former officials", "JRN": "media", "LAB": "labour", "MED": "health workers", "REF": "displaced people", "OPP": "opposition", "REL": "religious body",
	"SOC": "civil society", "COP": "police", "NGO": "aid organisation", "IGO": "intergovernmental organisation", "PRE": "authorities",
}

// incidentClaim tells an incident as a sentence without its full stop: "Chad attacked
// armed opposition (Sudan)".
func (ns *notes) incidentClaim(in *parley.Incident) string {
	words, known := typeWords[in.Type]
	if !known {
		words = [2]string{strings.ToLower(in.Type) + ":", strings.ToLower(in.Type)}
	}
	s := cmp.Or(ns.parties(in.Actors), "Somebody unnamed")
	if to := ns.parties(in.Recipients); to != "" {
		s += " " + words[0] + " " + to
	} else {
		s += " " + words[1]
	}
	var more []string
	if len(in.Modes) > 0 {
		more = append(more, strings.Join(in.Modes, ", "))
	}
	if w := statusWords[in.Status]; w != "" {
		more = append(more, w)
	}
	if len(more) > 0 {
		s += " (" + oneLine(strings.Join(more, "; ")) + ")"
	}
	return capital(s)
}

// parties lists who takes part, each once.
func (ns *notes) parties(who []parley.Party) string {
	var out []string
	for i := range who {
		if name := ns.partyName(&who[i]); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return list(out)
}

// partyName is the canonical name of a party, or the role and country of people known by
// those only: the words of the text may name somebody private.
func (ns *notes) partyName(p *parley.Party) string {
	if p.Name != "" {
		return named(p.Name)
	}
	return People(p.Sector, countryName(ns.world, p.Country))
}

// People names those of whom no more is known than their sector and the name of their
// country: "armed opposition (Sudan)"; a government is called as its country is.
func People(sector, country string) string {
	role := sectorWords[sector]
	switch {
	case sector == "GOV" && country != "":
		return country
	case role != "" && country != "":
		return role + " (" + country + ")"
	case role == "" && country == "":
		return "somebody"
	}
	return role + country
}

// countryName is the English name of a country; the code of what is none.
func countryName(g *place.Gazetteer, code string) string {
	if g != nil {
		if e, ok := g.CountryEntry(code); ok {
			return e.Name
		}
	}
	return code
}
