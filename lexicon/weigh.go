package lexicon

import "strings"

// absorbs reports whether a member of an institution, described by a noun of
// the given sector, acts as the institution: a Hamas militant does, a
// Hamas policeman does not.
func absorbs(of []string, sector string) bool {
	if sector == "UNK" || sector == of[0] {
		return true
	}
	switch of[0] {
	case "IGO", "NGO":
		return sector == "GOV" || sector == "IGO" || sector == "NGO" || sector == "MIL" || sector == "CVL" || sector == "LAB" ||
			sector == "EDU" || sector == "MED" || sector == "SOC"
	case "REB", "PRM", "MIL", "CRM":
		return armed(sector) || sector == "GOV" || sector == "PTY" || sector == "CRM" || sector == "SPY"
	case "PTY":
		return sector == "GOV" || sector == "REB" || sector == "UAF" || sector == "PRM" || sector == "SOC"
	case "GOV":
		return sector == "PTY" || hasSector(of, "PRE") && (armed(sector) && sector != "MIL")
	case "COP", "SPY", "LEG", "JUD", "JRN", "BUS", "EDU", "MED", "REL", "SOC", "LAB":
		return sector == "GOV" || sector == "BUS" && of[0] != "LEG"
	}
	return false
}

func armed(sector string) bool {
	switch sector {
	case "MIL", "REB", "UAF", "PRM":
		return true
	}
	return false
}

func uniformed(sector string) bool { return sector == "MIL" || sector == "COP" || sector == "SPY" }

// trade reports whether the agent noun at item i names somebody's trade, which
// those in uniform have too: "engineer", "chaplain".
func (r *resolver) trade(i int) bool {
	a := r.agent(i)
	switch a.Phrase {
	case "doctor", "medic", "surgeon", "nurse", "chaplain", "cook", "driver", "mechanic", "teacher", "instructor":
		return true
	}
	switch a.Sectors[0] {
	case "BUS", "MED", "EDU", "REL":
	default:
		return false
	}
	for _, end := range [...]string{"ant", "ist", "eer", "cian"} {
		if strings.HasSuffix(a.Phrase, end) {
			return true
		}
	}
	return false
}

func hasSector(all []string, sector string) bool {
	for _, s := range all {
		if s == sector {
			return true
		}
	}
	return false
}
