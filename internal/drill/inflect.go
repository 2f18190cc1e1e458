package drill

import "strings"

// irregular lists past and participle of verbs that rules get wrong; one form
// means that both are alike.
var irregular = map[string]string{
	"beat": "beat beaten", "become": "became become", "begin": "began begun", "blow": "blew blown", "break": "broke broken",
	"bring": "brought", "build": "built", "buy": "bought", "cast": "cast", "catch": "caught", "choose": "chose chosen", "come": "came come",
	"cut": "cut", "deal": "dealt", "do": "did done", "draw": "drew drawn", "drive": "drove driven", "fall": "fell fallen", "feed": "fed",
	"feel": "felt", "fight": "fought", "find": "found", "flee": "fled", "fly": "flew flown", "forbid": "forbade forbidden",
	"forgive": "forgave forgiven", "freeze": "froze frozen", "get": "got", "give": "gave given", "go": "went gone", "grow": "grew grown",
	"hang": "hanged", "have": "had", "hear": "heard", "hide": "hid hidden", "hit": "hit", "hold": "held", "hurt": "hurt", "keep": "kept",
	"know": "knew known", "lay": "laid", "lead": "led", "leave": "left", "lend": "lent", "let": "let", "lose": "lost", "make": "made",
	"mean": "meant", "meet": "met", "mow": "mowed", "overrun": "overran overrun", "overthrow": "overthrew overthrown", "pay": "paid",
	"put": "put", "quit": "quit", "read": "read", "ring": "rang rung", "rise": "rose risen", "run": "ran run", "say": "said", "see": "saw seen",
	"seek": "sought", "sell": "sold", "send": "sent", "set": "set", "shoot": "shot", "show": "showed shown", "shut": "shut", "sink": "sank sunk",
	"sit": "sat", "slay": "slew slain", "speak": "spoke spoken", "spend": "spent", "split": "split", "spread": "spread", "stand": "stood",
	"steal": "stole stolen", "stick": "stuck", "strike": "struck", "swear": "swore sworn", "take": "took taken", "teach": "taught",
	"tear": "tore torn", "tell": "told", "think": "thought", "throw": "threw thrown", "undertake": "undertook undertaken",
	"unfreeze": "unfroze unfrozen", "win": "won", "withdraw": "withdrew withdrawn", "withhold": "withheld", "write": "wrote written",
	"retake": "retook retaken", "rebuild": "rebuilt", "resell": "resold", "foresee": "foresaw foreseen", "ban": "banned", "bar": "barred",
	"plan": "planned", "stop": "stopped", "drop": "dropped", "nab": "nabbed", "ram": "rammed", "rob": "robbed", "sue": "sued", "spur": "spurred",
	"slap": "slapped", "stab": "stabbed", "whip": "whipped", "club": "clubbed", "jam": "jammed", "gag": "gagged", "snub": "snubbed",
	"scrap": "scrapped", "swap": "swapped", "pin": "pinned", "admit": "admitted", "permit": "permitted", "commit": "committed",
	"expel": "expelled", "repel": "repelled", "compel": "compelled", "quell": "quelled", "deter": "deterred", "transfer": "transferred",
	"kidnap": "kidnapped", "cancel": "cancelled", "annul": "annulled", "impel": "impelled", "occur": "occurred", "regret": "regretted", "rebut": "rebutted",
	"gas": "gassed", "bus": "bussed", "pat": "patted", "pelt": "pelted", "veto": "vetoed", "kneel": "knelt",
}

// inflect returns the forms of a verb by the rules of spelling.
func inflect(base string) verb {
	v := verb{base: base, ing: base + "ing", third: base + "s"}
	last := base[len(base)-1]
	switch {
	case strings.HasSuffix(base, "ee") || strings.HasSuffix(base, "ye"):
		v.past = base + "d"
	case last == 'e':
		v.past, v.ing = base+"d", base[:len(base)-1]+"ing"
	case last == 'y' && len(base) > 1 && !strings.ContainsRune("aeou", rune(base[len(base)-2])):
		v.past, v.third = base[:len(base)-1]+"ied", base[:len(base)-1]+"ies"
	default:
		v.past = base + "ed"
	}
	if strings.HasSuffix(base, "s") || strings.HasSuffix(base, "sh") || strings.HasSuffix(base, "ch") || strings.HasSuffix(base, "x") || strings.HasSuffix(base, "z") || strings.HasSuffix(base, "o") {
		v.third = base + "es"
	}
	v.participle = v.past
	if forms := strings.Fields(irregular[base]); len(forms) > 0 {
		v.past, v.participle = forms[0], forms[len(forms)-1]
		if doubled := strings.TrimSuffix(v.past, "ed"); doubled != v.past && len(doubled) > len(base) {
			v.ing = doubled + "ing"
		}
	}
	return v
}

// entry writes the forms as the word lists do.
func (v verb) entry() string {
	return strings.Join([]string{v.base, v.past, v.participle, v.ing, v.third}, "/")
}
