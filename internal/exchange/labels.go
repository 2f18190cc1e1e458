package exchange

import (
	"strings"
	"unicode"

	"parley/ontology"
)

// otherLabels are words that files use for CAMEO codes where ours are others.
var otherLabels = map[string]string{
	"mediate": "045", "appeal to engage in or accept mediation": "028",
	"use tactics of violent repression": "175", "abduct hijack or take hostage": "181", "refuse to yield": "124",
	"refuse to release persons or property": "1243", "refuse to de escalate military engagement": "1246",
	"refuse to ease administrative sanctions": "1241", "refuse to ease popular dissent": "1242",
	"refuse to ease economic sanctions boycott or embargo":         "1244",
	"express intent to ease economic sanctions boycott or embargo": "0354",
	"obstruct passage to demand leadership change":                 "1441",
	"reduce or stop material aid":                                  "162", "threaten with repression": "137",
	"demand material aid": "103", "express intent to institute political reform": "034",
	"reject request for military aid": "1222", "reject request for change in leadership": "1231",
	"impose restrictions on political freedoms":                  "1722",
	"reject proposal to meet discuss or negotiate":               "125",
	"express intent to engage in material cooperation":           "031",
	"threaten with sanctions boycott embargo":                    "1312",
	"appeal for target to allow international involvement":       "0255",
	"reject request for military protection or peacekeeping":     "1224",
	"appeal for easing of economic sanctions boycott or embargo": "0254",
	"appeal for diplomatic cooperation":                          "022",
}

// cameoLabels gives the CAMEO code for its words. Where a root and its first branch
// share their words, it is the branch: that is what files code.
func cameoLabels(onto *ontology.Ontology) map[string]string {
	out := map[string]string{}
	for label, code := range otherLabels {
		out[label] = code
	}
	for _, code := range cameoCodes(onto) {
		c, _ := onto.Code(code)
		label := plain(c.Name)
		old, taken := out[label]
		if !taken || len(old) == 2 {
			out[label] = code
		}
	}
	return out
}

// cameoCodes lists all CAMEO codes, parents first.
func cameoCodes(onto *ontology.Ontology) []string {
	var out []string
	var add func(prefix string)
	add = func(prefix string) {
		if _, ok := onto.Code(prefix); !ok && len(prefix) > 1 {
			return
		}
		if len(prefix) > 1 {
			out = append(out, prefix)
		}
		if len(prefix) < 4 {
			for d := '0'; d <= '9'; d++ {
				add(prefix + string(d))
			}
		}
	}
	add("")
	return out
}

// plain reduces words for comparison: lower case, letters and digits only, without
// what stands in brackets.
func plain(s string) string {
	var b strings.Builder
	depth, gap := 0, false
	for _, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth = max(depth-1, 0)
		case depth > 0:
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
			continue
		}
		gap = gap || !(r == '\'' || r == '’')
	}
	return b.String()
}
