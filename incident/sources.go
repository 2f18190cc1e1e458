package incident

import (
	_ "embed"
	"slices"
	"strings"

	"parley"
)

//go:embed data/agencies.txt
var agencyList string

// agencies are names of news agencies as datelines and credits have them.
var agencies = strings.Fields(agencyList)

// sourcesOf numbers the independent sources of reports in their order. Reports of one
// document, near-copies, reports of one outlet, and those that have it from another
// outlet are one source; why says so of each but the first of a source.
func sourcesOf(list []telling) (numbers []int, why []string, n int) {
	u := newUnion(len(list))
	why = make([]string, len(list))
	cites := make([][]string, len(list))
	for i := range list {
		cites[i] = cited(list[i].ev, list[i].doc)
	}
	kin := kinOf(list, cites)
	for i, k := range kin {
		if k.before >= 0 {
			u.join(i, k.before)
			why[i] = dependence(&list[k.before], &list[i], cites[k.before], cites[i])
		} else if k.after >= 0 { // belongs to its source by a later report
			why[i] = dependence(&list[i], &list[k.after], cites[i], cites[k.after])
		}
		for _, j := range k.more {
			u.join(i, j)
		}
	}
	numbers = make([]int, len(list))
	for g, members := range u.groups(seq(len(list))) {
		for _, i := range members {
			numbers[i] = g + 1
		}
		why[members[0]] = ""
		n++
	}
	return numbers, why, n
}

// kin are the reports that one depends on or that depend on it: the first before it and
// the first after, -1 for none, and others that show to which source it belongs.
type kin struct {
	before, after int
	more          []int
}

func (k *kin) see(i, j int) {
	switch {
	case j < i && (k.before < 0 || j < k.before):
		k.before = j
	case j > i && (k.after < 0 || j < k.after):
		k.after = j
	}
}

// kinOf finds who depends on whom by what they share: a document, the name of an outlet
// that one is or cites, or a text. Thus it need not compare all with all.
func kinOf(list []telling, cites [][]string) []kin {
	out := make([]kin, len(list))
	filed := make(map[string][]int)
	for i := range list {
		out[i] = kin{before: -1, after: -1}
		t := &list[i]
		for _, key := range [...]string{"event " + t.ev.Document, "document " + t.doc.ID, "outlet " + t.outlet} {
			if !strings.HasSuffix(key, " ") {
				filed[key] = append(filed[key], i)
			}
		}
		if t.nameless() {
			filed["nobody"] = append(filed["nobody"], i)
		}
		for _, name := range cites[i] {
			filed["outlet "+name] = append(filed["outlet "+name], i)
		}
	}
	for _, holders := range filed {
		first := holders[0]
		for _, i := range holders[1:] {
			out[i].see(i, first)
			out[i].more = append(out[i].more, first)
		}
		if len(holders) > 1 {
			out[first].see(first, holders[1])
		}
	}
	eachCopy(list, maxCompared, func(i, j int) {
		out[i].see(i, j)
		out[j].see(j, i)
		out[i].more = append(out[i].more, j)
	})
	return out
}

// dependence says why report b is not independent of a; empty when it is.
func dependence(a, b *telling, citesA, citesB []string) string {
	switch {
	case sameDocument(a, b):
		return "same document"
	case copied(a, b):
		return "copy"
	case a.outlet != "" && a.outlet == b.outlet:
		return "same outlet"
	case a.nameless() && b.nameless():
		return "no source told"
	}
	for _, name := range citesB {
		if name == a.outlet || slices.Contains(citesA, name) {
			return "cites " + written(b, name)
		}
	}
	for _, name := range citesA {
		if name == b.outlet {
			return "cited by " + orUnnamed(a.doc.Outlet)
		}
	}
	return ""
}

// nameless reports whether nothing tells where a report comes from, as with rows of
// data sets that name no outlet; several of them are no more than one source.
func (t *telling) nameless() bool { return t.outlet == "" && t.ev.Document == "" && t.doc.ID == "" }

func sameDocument(a, b *telling) bool {
	return a.ev.Document != "" && a.ev.Document == b.ev.Document || a.doc.ID != "" && a.doc.ID == b.doc.ID
}

// cited gives the outlets that a report has its word from, as bare names.
func cited(ev *parley.Event, doc *parley.Document) (names []string) {
	own := bareName(doc.Outlet)
	add := func(name string) {
		if name = bareName(name); name != "" && name != own && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, s := range ev.SaidBy {
		if s.Kind == parley.Media && properName(s.Mention.Text) {
			add(s.Mention.Text)
		}
	}
	for _, a := range agencies {
		if strings.Contains(ev.Sentence.Text, a) && creditIn(ev.Sentence.Text, a) || credited(doc.Text, a) {
			add(a)
		}
	}
	return names
}

// credited reports whether a document stands under an agency's name: in the dateline,
// "KABUL (Reuters) -", or in the line below the text.
func credited(text, agency string) bool {
	if len(text) == 0 {
		return false
	}
	head := text[:min(len(text), 120)]
	tail := text[max(len(text)-80, 0):]
	return creditIn(head, agency) || creditIn(tail, agency)
}

// creditIn finds "(Reuters)", "(Reuters/AFP)", "Reuters -".
func creditIn(text, agency string) bool {
	for {
		i := strings.Index(text, agency)
		if i < 0 {
			return false
		}
		before, after := text[:i], text[i+len(agency):]
		open := strings.HasSuffix(before, "(") || strings.HasSuffix(before, "/")
		shut := strings.HasPrefix(after, ")") || strings.HasPrefix(after, "/")
		if open && shut || strings.HasPrefix(strings.TrimSpace(after), "- ") && strings.HasSuffix(before, ", ") {
			return true
		}
		text = after
	}
}

// properName reports whether a mention holds a name: "a media report" is none.
func properName(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if w[0] >= 'A' && w[0] <= 'Z' && !strings.EqualFold(w, "the") && !strings.EqualFold(w, "a") {
			return true
		}
	}
	return false
}

// bareName is an outlet's name as it is compared: "The Express Tribune newspaper" and
// "Express Tribune" are one.
func bareName(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !wordRune(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return dressing[w] })
	return strings.Join(words, " ")
}

// dressing are words around outlets' names.
var dressing = map[string]bool{
	"the": true, "a": true, "an": true, "newspaper": true, "daily": true, "agency": true, "news": true, "broadcaster": true,
	"state": true, "television": true, "tv": true, "radio": true, "website": true, "channel": true, "reports": true, "s": true,
	"wire": true, "magazine": true, "weekly": true, "paper": true, "com": true,
}

// written gives a cited outlet's name as the report writes it.
func written(t *telling, bare string) string {
	for _, s := range t.ev.SaidBy {
		if bareName(s.Mention.Text) == bare {
			return s.Mention.Text
		}
	}
	for _, a := range agencies {
		if bareName(a) == bare {
			return a
		}
	}
	return bare
}

func orUnnamed(outlet string) string {
	if outlet == "" {
		return "another report"
	}
	return outlet
}

func seq(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}
