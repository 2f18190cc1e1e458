package exchange

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/lexicon"
	"parley/place"
)

// verdict says whether words name private persons.
type verdict struct {
	names []string // those among the words
	role  string   // what they are by the noun that stands with them: "a shopkeeper"; may be empty
}

// judge says whether words name somebody who is no public figure.
func (g *guard) judge(text string) verdict {
	return g.remember(text, func() verdict { return g.look(text) })
}

// member says whether the words for a group that the lexicon knows name one of its
// people: "Boko Haram member Yusuf Danjuma".
func (g *guard) member(p *parley.Party) verdict {
	if p.Mention.Text == "" || p.Mention.Text == p.Name {
		return verdict{}
	}
	return g.remember(p.Name+"\x00"+p.Mention.Text, func() verdict {
		if g.resolve(lexicon.Split(p.Name)).Person {
			return verdict{} // a public figure
		}
		return verdict{names: g.personalNames(lexicon.Split(p.Mention.Text), true, true)}
	})
}

// remember looks every text up once, within bounds.
func (g *guard) remember(key string, look func() verdict) verdict {
	if key == "" {
		return verdict{}
	}
	v, ok := g.known[key]
	if !ok {
		v = look()
		if len(g.known) > 1<<16 {
			clear(g.known)
		}
		g.known[key] = v
	}
	return v
}

func (g *guard) resolve(words []string) lexicon.Actor {
	return g.lex.Resolve(lexicon.Phrase{Words: words, Head: -1})
}

func (g *guard) look(text string) verdict {
	split := lexicon.Split(strings.ReplaceAll(text, "/", " / "))
	a := g.resolve(split)
	figure := a.ID != "" && len(split) > 1 // a surname alone is not enough to be one
	v := verdict{names: g.personalNames(split, a.Person, a.Known && (figure || !a.Person))}
	if figure { // "Mr Khan" is the figure; "Imran Khan's driver Yusuf Danjuma" is another
		v.names = slices.DeleteFunc(v.names, func(s string) bool { return strings.HasSuffix(a.Name, s[strings.LastIndexByte(s, ' ')+1:]) })
	}
	if len(v.names) > 0 && a.Role != "" {
		v.role = article(a.Role)
	}
	return v
}

// personalNames returns the words of a phrase that look like names of people:
// capitalised, and neither known to the lexicon nor part of the name of a body.
// person says that the phrase is about one person, titled that names count only
// behind a noun or title for people, for the phrase as a whole is known.
func (g *guard) personalNames(split []string, person, titled bool) []string {
	var out []string
	for from := 0; from < len(split); {
		to := g.run(split, from)
		if to == from {
			from += max(g.skip(split, from), 1)
			continue
		}
		if g.personal(split, from, to, person) && (!titled || from > 0 && g.people(split[from-1])) {
			out = append(out, bare(strings.Join(split[from:to], " ")))
		}
		from = to
	}
	return out
}

// run gives the end of the words from a place on that may be one name.
func (g *guard) run(split []string, from int) int {
	if g.skip(split, from) > 0 || g.people(split[from]) {
		return from
	}
	to := from
	for to < len(split) {
		switch w := split[to]; {
		case capital(w) && !titles[key(w)] && !common[key(w)]:
			to++
		case to > from && withArticle(w): // "Abdullah al-Qirbi"
			to++
		case to > from && particles[w] && to+1 < len(split) && capital(split[to+1]): // "Saud bin Faisal"
			to += 2
		default:
			return to
		}
	}
	return to
}

// withArticle reports whether a word is a name with a short article before it: "al-Qirbi".
func withArticle(w string) bool {
	head, tail, ok := strings.Cut(w, "-")
	return ok && len(head) <= 3 && capital(tail)
}

// skip gives the number of words of a known name that begins at a place; surnames of
// public figures alone are not counted as such.
func (g *guard) skip(split []string, at int) int {
	e, n := g.lex.Longest(split, at)
	if n > 0 && e.Kind == lexicon.KindPerson && e.Short {
		return 0
	}
	return n
}

// people reports whether a word is a noun for people, or a title.
func (g *guard) people(w string) bool {
	_, agent := g.lex.AgentSector(key(w))
	return agent || titles[key(w)]
}

// key is a word as the sets of words have it.
func key(w string) string { return strings.ToLower(strings.Trim(w, ".")) }

// personal judges a run of capitalised words by itself and by what stands around it.
func (g *guard) personal(split []string, from, to int, person bool) bool {
	next, before := "", ""
	if to < len(split) {
		next = split[to]
	}
	at := from // behind the preposition before the name
	for at > 0 && (key(split[at-1]) == "the" || key(split[at-1]) == "a") {
		at--
	}
	if at > 0 {
		before = strings.ToLower(split[at-1])
	}
	single := to-from == 1
	switch {
	case slices.ContainsFunc(split[from:to], body), body(next) && !possessive(split[to-1]):
		return false // "Free Lions Brigade"
	case possessive(split[to-1]) && kin(split[to:min(to+1, len(split))]):
		return true // "Danjuma's brother"
	case next == "family" || next == "household":
		return true
	case single && acronym(split[from]):
		return false // "TTP"
	case single && from == 0 && next != "" && !closes(next):
		return false // "Angry residents"
	case single && (before == "-" || before == "/"):
		return false // "Military Personnel - Special"
	case next == "(" && g.people(split[to-1]):
		return false // "Rights Activist (Kenya)": roles as ICEWS writes them
	case next != "" && !person && (g.people(next) || g.nation(next)):
		return false // "Mir Ali residents": a place before what they are
	}
	switch before {
	case "for", "of", "and", "on":
		if slices.ContainsFunc(split[:at], func(w string) bool { return capital(w) && body(w) }) {
			return false // "the Free League for Human Rights"
		}
	}
	switch before {
	case "in", "from", "at", "near", "around", "outside", "across", "on":
		return kin(split[:at])
	case "of":
		return kin(split[:at]) || !single && !onMap(strings.Join(split[from:to], " "))
	}
	return true
}

// nation reports whether a word is one for people of a country.
func (g *guard) nation(w string) bool { _, ok := g.lex.IsNationality(w); return ok }

// body reports whether a word is one that only names of organisations hold.
func body(w string) bool { return bodies[key(w)] || bodies[strings.TrimSuffix(key(w), "s")] }

// onMap reports whether a place has the name.
func onMap(name string) bool {
	gaz, err := place.Default()
	return err == nil && len(gaz.Lookup(bare(name), nil)) > 0
}

// bare takes the possessive ending off a name.
func bare(name string) string {
	if possessive(name) {
		return name[:strings.LastIndexAny(name, "'’")]
	}
	return name
}

// possessive reports whether a word ends in "'s".
func possessive(w string) bool { return strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s") }

// closes reports whether a word ends a name: a comma, a bracket, or one that joins.
func closes(w string) bool { return w == "," || w == "(" || w == "and" || w == "or" || w == "of" }

// kin reports whether words tell of somebody by his relation to another.
func kin(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return relatives[strings.TrimSuffix(key(w), "s")] })
}

// capital reports whether a word begins with a capital letter, as names do.
func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// acronym reports whether a word is all capitals.
func acronym(w string) bool { return len(w) > 1 && strings.ToUpper(w) == w }

// article puts "a" or "an" before a noun, nothing before several.
func article(noun string) string {
	if tail, ok := strings.CutPrefix(noun, "un "); ok { // the lexicon has it in lower case
		noun = "UN " + tail
	}
	if strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss") && !strings.HasSuffix(noun, "us") {
		return noun
	}
	if strings.ContainsRune("aeio", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
