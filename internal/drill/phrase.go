package drill

import (
	"fmt"
	"strings"
)

// name builds a proper name of several words; all but the head are compounds,
// except adjectives that are part of it ("United States", "Saudi Arabia").
func (w *writer) name(s string) *node {
	parts := strings.Fields(s)
	last := parts[len(parts)-1]
	tag := "NNP"
	if last == "States" || last == "Nations" || last == "Houthis" || last == "Netherlands" || last == "Emirates" {
		tag = "NNPS"
	}
	head := word(last, tag, "")
	for _, p := range parts[:len(parts)-1] {
		switch p {
		case "of", "and", "the":
			return nil
		case "United", "Saudi", "Democratic", "Islamic", "New", "Central", "Equatorial":
			head.before(word(p, "NNP", "amod"))
		default:
			head.before(word(p, "NNP", "compound"))
		}
	}
	return head
}

func (w *writer) country() country { return w.countries[w.rnd.IntN(len(w.countries))] }

// state is a country, or the capital that stands for its government.
func (w *writer) state() *node {
	for {
		c := w.country()
		name := c.name
		if w.maybe(0.25) {
			name = c.capital
		}
		if n := w.name(name); n != nil {
			if strings.HasPrefix(name, "United") || strings.HasSuffix(name, "Emirates") || name == "Philippines" || name == "Netherlands" {
				n.left = append([]*node{word("the", "DT", "det")}, n.left...)
			}
			return n
		}
	}
}

func (w *writer) place() *node {
	if w.maybe(0.6) {
		return w.state()
	}
	n := word(w.pick("place"), "NN", "")
	n.before(word("the", "DT", "det"))
	if w.maybe(0.3) {
		n.before(word(w.pick("adj"), "JJ", "amod"))
	}
	if w.maybe(0.25) {
		n.before(w.hyphen()...)
	}
	if w.maybe(0.4) {
		n.after(w.state().under("of", "nmod"))
	}
	return n
}

// hyphen is a participle behind a hyphen, as a modifier: "rebel-held".
func (w *writer) hyphen() []*node {
	entry, tag, _ := strings.Cut(w.pick("hyphen"), ":")
	first, last, _ := strings.Cut(entry, "-")
	rel := "obl:unmarked"
	if tag == "JJ" {
		rel = "compound"
	}
	dash := word("-", "HYPH", "punct")
	dash.glued = true
	part := word(last, "VBN", "amod")
	part.glued = true
	return []*node{part.before(word(first, tag, rel).after(dash))}
}

// group is a movement or body known by name.
func (w *writer) group() *node {
	if w.maybe(0.5) {
		n := w.name(w.pick("thegroup"))
		return n.before(word("The", "DT", "det"))
	}
	return w.name(w.pick("group"))
}

// agents is a common noun for those who act: "Sudanese soldiers", "the army".
func (w *writer) agents() *node {
	var n *node
	kind := w.rnd.IntN(4)
	switch kind {
	case 0:
		n = word(w.pick("body"), "NN", "")
	case 1:
		n = word(w.pick("person"), "NN", "")
	case 2:
		n = word(plural(w.pick("person")), "NNS", "")
	default:
		n = word(w.pick("plain"), "NNS", "")
	}
	switch {
	case n.xpos == "NNS" && w.maybe(0.25):
		w.count(n)
	case n.xpos == "NNS" && w.maybe(0.1):
		return word(one(w, "hundreds", "thousands", "dozens"), "NNS", "").after(n.under("of", "nmod"))
	case n.xpos == "NN" && kind == 1:
		n.before(word(one(w, "the", "a", "a"), "DT", "det"))
	case n.xpos == "NN" || w.maybe(0.4):
		n.before(word("the", "DT", "det"))
	}
	if w.maybe(0.3) {
		n.before(word(w.pick("adj"), "JJ", "amod"))
	}
	if w.maybe(0.35) {
		n.before(word(w.country().adjective, "JJ", "amod"))
	} else if w.maybe(0.15) {
		n.before(word(one(w, "government", "army", "opposition", "rebel", "security", "police"), "NN", "compound"))
	}
	fixArticle(n)
	return n
}

// fixArticle makes "a" agree with the word that follows it.
func fixArticle(n *node) {
	if len(n.left) == 0 || n.left[0].form != "a" {
		return
	}
	next := n.form
	if len(n.left) > 1 {
		next = n.left[1].form
	}
	n.left[0].form = article(next)
}

// count puts a number before a plural: "three", "at least 12", "more than 200".
func (w *writer) count(n *node) {
	num := word(w.pick("number"), "CD", "nummod")
	if num.form == "dozens" || w.maybe(0.4) {
		num.form = fmt.Sprint(2 + w.rnd.IntN(900))
	}
	switch w.rnd.IntN(6) {
	case 0:
		num.before(word("least", "JJS", "nmod").before(word("at", "IN", "case")))
	case 1:
		num.before(word("more", "JJR", "advmod").after(word("than", "IN", "fixed")))
	case 2:
		num.before(word(one(w, "some", "about", "around", "nearly"), "RB", "advmod"))
	}
	n.before(num)
}

// person is a named person with a title or office: "Russian Foreign Minister
// Ivan Petrov", "President Diallo".
func (w *writer) person() *node {
	n := word(w.pick("first"), "NNP", "")
	n.after(word(w.pick("last"), "NNP", "flat"))
	if w.maybe(0.3) {
		n = word(w.pick("last"), "NNP", "")
	}
	switch w.rnd.IntN(3) {
	case 0:
		n.before(word(w.pick("title"), "NNP", "nmod:desc"))
	case 1:
		m := word("Minister", "NNP", "nmod:desc").before(word(w.pick("office"), "NNP", "amod"))
		if w.maybe(0.6) {
			m.left = append([]*node{word(w.country().adjective, "JJ", "amod")}, m.left...)
		}
		n.before(m)
	}
	return n
}

// possessed is a body or act of somebody: "Sudan's army".
func (w *writer) possessed(noun, tag string) *node {
	owner := w.state().as("nmod:poss")
	s := word("'s", "POS", "case")
	s.glued = true
	return word(noun, tag, "").before(owner.after(s))
}

// official is an unnamed holder of an office: "a senior Taliban leader in Kabul".
func (w *writer) official() *node {
	n := word(one(w, "leader", "official", "spokesman", "minister", "commander", "adviser", "envoy", "diplomat"), "NN", "")
	n.before(word(one(w, "a", "the", "a"), "DT", "det"))
	if w.maybe(0.5) {
		n.before(word(one(w, "senior", "top", "former", "local"), "JJ", "amod"))
	}
	switch w.rnd.IntN(4) {
	case 0:
		n.before(word(w.pick("thegroup"), "NNP", "compound"))
	case 1:
		n.before(word(w.country().adjective, "JJ", "amod"))
	case 2:
		n.after(word(w.pick("body"), "NN", "").before(word("the", "DT", "det")).under(one(w, "of", "for"), "nmod"))
	}
	fixArticle(n)
	if w.maybe(0.25) {
		n.after(w.state().under("in", "nmod"))
	}
	return n
}

// party is whoever acts or is acted upon. deep allows coordination and clauses.
func (w *writer) party(deep bool) *node {
	var n *node
	switch w.rnd.IntN(9) {
	case 0, 1:
		n = w.state()
	case 2:
		n = w.group()
	case 3, 4:
		n = w.agents()
	case 5:
		n = w.person()
	case 6:
		n = w.official()
	case 7:
		n = w.possessed(w.pick("body"), "NN")
	default:
		n = word(plural(w.pick("person")), "NNS", "")
		if w.maybe(0.5) {
			n.before(word(w.country().adjective, "JJ", "amod"))
		}
	}
	if !deep {
		return n
	}
	switch w.rnd.IntN(14) {
	case 0, 1:
		n.after(w.party(false).as("conj").beforeFirst(word("and", "CC", "cc")))
	case 2:
		n.after(w.relative())
	case 3:
		n.after(w.apposition()...)
	case 4:
		v, _ := verbOf(w.pick("vtrans"))
		n.after(word(v.participle, "VBN", "acl").after(w.party(false).under("by", "obl:agent")))
	}
	return n
}

// beforeFirst hangs d on n, before everything else.
func (n *node) beforeFirst(d *node) *node { n.left = append([]*node{d}, n.left...); return n }

func (w *writer) relative() *node {
	v, _ := verbOf(w.pick("vtrans"))
	c := word(v.past, "VBD", "acl:relcl").before(word(one(w, "who", "that", "which"), "WP", "nsubj")).after(w.party(false).as("obj"))
	if c.left[0].form != "who" {
		c.left[0].xpos = "WDT"
	}
	return c
}

func (w *writer) apposition() []*node {
	n := word(one(w, "leader", "head", "chief", "spokesman", "commander"), "NN", "appos")
	n.before(word(",", ",", "punct"), word("the", "DT", "det"))
	n.left[0].glued = true
	n.after(w.group().under("of", "nmod"))
	comma := word(",", ",", "punct")
	comma.glued = true
	return []*node{n, comma}
}

// act is a noun of action with its parties: "the call for talks with Iran".
func (w *writer) act() *node {
	noun := w.pick("act")
	n := word(noun, "NN", "")
	if w.maybe(0.4) {
		n = word(plural(noun), "NNS", "")
	} else {
		n.before(word(one(w, "the", "an", "a", "its"), "DT", "det"))
		if n.left[0].form == "its" {
			n.left[0].xpos, n.left[0].rel = "PRP$", "nmod:poss"
		} else if n.left[0].form != "the" {
			n.left[0].form = article(noun)
		}
	}
	switch w.rnd.IntN(8) {
	case 6:
		v, _ := verbOf(w.pick("vtrans"))
		n.after(word(v.base, "VB", "acl").before(word("to", "TO", "mark")).after(w.party(false).as("obj")))
	case 7:
		n.before(word(w.country().adjective, "JJ", "amod"))
		fixArticle(n)
	case 0:
		n.after(w.party(false).under(one(w, "on", "against", "with"), "nmod"))
	case 1:
		n.after(w.party(false).under("between", "nmod").after(w.party(false).as("conj").beforeFirst(word("and", "CC", "cc"))))
	case 2:
		n.after(w.party(false).under("by", "nmod"))
	case 3:
		n.after(w.place().under("in", "nmod"))
	}
	return n
}

// object is what an act is done to.
func (w *writer) object() *node {
	switch w.rnd.IntN(5) {
	case 0:
		return w.act()
	case 1:
		n := word(w.pick("thing"), "NN", "").before(word("the", "DT", "det"))
		if w.maybe(0.5) {
			n.after(w.party(false).under("of", "nmod"))
		}
		return n
	}
	return w.party(w.maybe(0.3))
}
