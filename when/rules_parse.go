package when

import (
	"fmt"
	"strconv"
	"strings"
)

// ruleParser reads .rules files; data/README.md tells the format.
type ruleParser struct {
	rules *Rules
	kinds map[string]uint8
	file  string
	line  int
	now   *rule
	errs  []error
}

func (p *ruleParser) fail(format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("%s:%d: %s", p.file, p.line, fmt.Sprintf(format, args...)))
}

func (p *ruleParser) parse(file, text string) {
	p.finish()
	p.file, p.line = file, 0
	for line := range strings.Lines(text) {
		p.line++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			p.finish()
			p.now = &rule{name: strings.Trim(line, "[]"), file: file, line: p.line}
		case p.now == nil:
			p.fail("line before the first [rule]")
		default:
			key, rest, _ := strings.Cut(line, " ")
			p.field(key, strings.TrimSpace(rest))
		}
	}
}

func (p *ruleParser) field(key, rest string) {
	r := p.now
	switch key {
	case "kind":
		name, top := strings.CutSuffix(rest, " alone")
		k, ok := p.kinds[name]
		if !ok {
			k = uint8(len(p.rules.kinds))
			p.kinds[name] = k
			p.rules.kinds = append(p.rules.kinds, kind{name: name, top: top})
			if top {
				p.rules.tops = append(p.rules.tops, k)
			}
		}
		if p.rules.kinds[k].top != top {
			p.fail("kind %s stands alone in some rules only", name)
		}
		r.kind = k
	case "read":
		pat := p.pattern(rest)
		for i := range pat {
			p.rules.used |= pat[i].classes
		}
		r.reads = append(r.reads, pat)
	case "mean":
		p.meaning(rest)
	case "if":
		for name := range strings.FieldsSeq(rest) {
			g, ok := guards[name]
			if !ok {
				p.fail("no guard is called %q", name)
			}
			r.if_ = append(r.if_, g)
		}
	case "before":
		r.before = p.words(rest)
	case "unless":
		r.unless = p.words(rest)
	case "next":
		r.next = p.words(rest)
	case "avoid":
		r.avoid = p.words(rest)
	case "wide":
		r.wide = true
	case "yes":
		r.yes = append(r.yes, p.sample(rest))
	case "no":
		r.no = append(r.no, p.sample(rest))
	default:
		p.fail("no line begins with %q", key)
	}
}

func (p *ruleParser) meaning(s string) {
	f := strings.Fields(s)
	if len(f) == 0 {
		p.fail("mean says nothing")
		return
	}
	m, ok := meanings[f[0]]
	if !ok {
		p.fail("no meaning is called %q", f[0])
	}
	p.now.mean, p.now.args = m, f[1:]
	for _, a := range f[1:] {
		if n, err := strconv.Atoi(a); err == nil {
			p.now.number = n
			break
		}
	}
}

// pattern reads places separated by blanks: words, CLASSES and <kinds>, of
// which | makes a choice; a ? behind a place lets it be left out.
func (p *ruleParser) pattern(s string) (pat pattern) {
	for place := range strings.FieldsSeq(s) {
		pat = append(pat, *p.element(place))
	}
	if len(pat) == 0 || len(pat) > maxPlaces {
		p.fail("a pattern wants from 1 to %d places: %q", maxPlaces, s)
	}
	for _, e := range pat {
		if !e.optional {
			return pat
		}
	}
	p.fail("nothing in %q must be there", s)
	return pat
}

func (p *ruleParser) words(s string) *element { return p.element(strings.ReplaceAll(s, " ", "|")) }

func (p *ruleParser) element(place string) *element {
	var e element
	if len(place) > 1 {
		place, e.optional = strings.CutSuffix(place, "?")
	}
	for s := range strings.SplitSeq(place, "|") {
		switch {
		case len(s) > 2 && s[0] == '<':
			k, ok := p.kinds[strings.Trim(s, "<>")]
			if !ok {
				p.fail("%s comes before any rule of its kind", s)
			}
			e.kinds = append(e.kinds, k)
		case len(s) > 1 && s == strings.ToUpper(s) && s[0] >= 'A' && s[0] <= 'Z':
			c, ok := p.rules.words.classes[s]
			if !ok {
				p.fail("no class of words is called %s", s)
			}
			e.classes |= 1 << c
		default:
			e.words = append(e.words, p.rules.words.literal(s))
		}
	}
	return &e
}

// sample reads "DATE | SENTENCE | WORDS = VALUE"; DATE may be "-".
func (p *ruleParser) sample(s string) sample {
	f := strings.Split(s, " | ")
	if len(f) < 2 || len(f) > 3 {
		p.fail("want DATE | SENTENCE | WORDS = VALUE, got %q", s)
		return sample{}
	}
	out := sample{line: p.line, date: strings.Trim(f[0], "-"), text: f[1]}
	if len(f) == 3 {
		out.words, out.value, _ = strings.Cut(f[2], " =")
		out.value = strings.TrimSpace(out.value)
		if !strings.Contains(out.text, out.words) {
			p.fail("%q is not in the sentence", out.words)
		}
	}
	return out
}

func (p *ruleParser) finish() {
	r := p.now
	p.now = nil
	if r == nil {
		return
	}
	p.line = r.line
	switch {
	case len(r.reads) == 0:
		p.fail("[%s] reads nothing", r.name)
	case len(r.reads) > 15:
		p.fail("[%s] has more than 15 patterns", r.name)
	case r.mean == nil:
		p.fail("[%s] means nothing", r.name)
	}
	for i := range p.rules.rules {
		if old := &p.rules.rules[i]; old.name == r.name {
			p.fail("[%s] stands at %s:%d too", r.name, old.file, old.line)
		}
	}
	k := &p.rules.kinds[r.kind]
	k.rules = append(k.rules, uint16(len(p.rules.rules)))
	p.rules.rules = append(p.rules.rules, *r)
}
