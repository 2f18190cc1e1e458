package lexicon

import (
	"errors"
	"fmt"
	"strings"

	"parley"
	"parley/ontology"
)

// problems collects what is wrong with a data file.
type problems []error

func (p *problems) add(file string, line int, format string, args ...any) {
	*p = append(*p, fmt.Errorf("%s:%d: %s", file, line, fmt.Sprintf(format, args...)))
}

func (p problems) err() error { return errors.Join(p...) }

// frameParser reads one .frames file.
type frameParser struct {
	frames *Frames
	file   string
	line   int
	now    *Frame
	bad    *problems
}

func (p *frameParser) fail(format string, args ...any) { p.bad.add(p.file, p.line, format, args...) }

func (p *frameParser) parse(text string) {
	for line := range strings.Lines(text) {
		p.line++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			p.finish()
			p.now = &Frame{Name: strings.Trim(line, "[]"), File: p.file, Line: p.line}
		case p.now == nil:
			p.fail("line before the first [frame]")
		default:
			key, rest, _ := strings.Cut(line, " ")
			p.field(key, strings.TrimSpace(rest))
		}
	}
	p.finish()
}

func (p *frameParser) field(key, rest string) {
	f := p.now
	switch key {
	case "verb", "noun", "adj":
		for _, w := range strings.Fields(rest) {
			lemma, particle, _ := strings.Cut(w, "+")
			particle, _, _ = strings.Cut(particle, "+") // "pull+out+of": the "of" is a slot's
			f.Words = append(f.Words, Word{strings.ReplaceAll(lemma, "_", " "), particle, key[0]})
		}
	case "act":
		f.Kind, f.Act = KindAct, rest
		if _, ok := ontology.Default().Act(rest); !ok {
			p.fail("no act %q in the ontology", rest)
		}
	case "op":
		p.operator(rest)
	case "slots":
		for _, s := range strings.Fields(rest) {
			role, slots, ok := strings.Cut(s, "=")
			if !ok || !knownRole(Role(role)) {
				p.fail("slots: %q is not role=slot,slot", s)
				continue
			}
			f.Slots = append(f.Slots, Filling{Role(role), p.slots(slots)})
		}
	case "need":
		for _, s := range strings.Fields(rest) {
			f.Need = append(f.Need, p.slots(s))
		}
	case "not":
		for _, s := range strings.Fields(rest) {
			f.Not = append(f.Not, p.slots(s)...)
		}
	case "flags":
		p.flags(rest)
	case "yes":
		f.Yes = append(f.Yes, p.example(rest))
	case "no":
		f.No = append(f.No, Example{Text: rest, Line: p.line})
	default:
		p.fail("unknown field %q", key)
	}
}

func (p *frameParser) operator(name string) {
	f := p.now
	switch name {
	case "light":
		f.Kind = KindLight
	case "say":
		f.Kind = KindSay
	case "future":
		f.Kind = KindFuture
	case "doubt":
		f.Kind = KindDoubt
	default:
		f.Kind, f.Op = KindOperator, ontology.Operator(name)
		switch f.Op {
		case ontology.Appeal, ontology.Demand, ontology.Intend, ontology.Agree, ontology.Reject, ontology.Threaten, ontology.Accuse,
			ontology.Halt, ontology.Deny, ontology.Begin, ontology.Fail, ontology.Accept:
		default:
			p.fail("unknown operator %q", name)
		}
	}
}

func (p *frameParser) flags(rest string) {
	for _, flag := range strings.Fields(rest) {
		switch flag {
		case "mutual":
			p.now.Mutual = true
		case "directed":
			p.now.Directed = true
		case "silent":
			p.now.Silent = true
		case "command":
			p.now.Command = true
		case "decree":
			p.now.Decree = true
		default:
			p.fail("unknown flag %q", flag)
		}
	}
}

// slots reads "on,upon,obj:talks,with:=delegation|envoy".
func (p *frameParser) slots(s string) []Slot {
	var out []Slot
	for _, one := range strings.Split(s, ",") {
		name, class, _ := strings.Cut(one, ":")
		slot := Slot{Name: name, Class: class}
		if words, ok := strings.CutPrefix(class, "="); ok {
			slot.Class = ""
			slot.Words = strings.Split(strings.ReplaceAll(words, "_", " "), "|")
		} else if sectors, ok := strings.CutPrefix(class, "@"); ok {
			slot.Class, slot.Sectors = "", strings.Split(sectors, "|")
			for _, sector := range slot.Sectors {
				if !ontology.Default().HasSector(sector) {
					p.fail("unknown sector %q", sector)
				}
			}
		} else if class != "" && class != "party" && class != "city" && class != "act" && class != "state" && p.frames.classes[class] == nil {
			p.fail("unknown class %q", class)
		}
		out = append(out, slot)
	}
	return out
}

// example reads "sentence | TYPE:mode CAMEO | actor > recipient".
func (p *frameParser) example(rest string) Example {
	parts := strings.Split(rest, " | ")
	if len(parts) != 3 {
		p.fail("yes: want sentence | TYPE:mode CAMEO | actor > recipient")
		return Example{Text: rest, Line: p.line}
	}
	actor, other, _ := strings.Cut(parts[2], ">")
	return Example{parts[0], strings.TrimSpace(parts[1]), strings.TrimSpace(actor), strings.TrimSpace(other), p.line}
}

// finish checks the frame just read and adds it to the index.
func (p *frameParser) finish() {
	f := p.now
	if f == nil {
		return
	}
	p.now = nil
	line := p.line
	p.line = f.Line
	defer func() { p.line = line }()
	switch {
	case len(f.Words) == 0:
		p.fail("frame %s has no words", f.Name)
	case len(f.Yes) == 0 && f.Kind != KindDoubt, len(f.No) == 0:
		p.fail("frame %s needs a yes and a no sentence", f.Name)
	case f.Kind != KindAct && f.Fillers(RoleContent) == nil:
		p.fail("frame %s needs a content slot", f.Name)
	}
	p.frames.All = append(p.frames.All, f)
	for _, w := range f.Words {
		p.frames.byLemma[w.Lemma] = append(p.frames.byLemma[w.Lemma], &entry{w, f})
	}
}

func knownRole(r Role) bool {
	switch r {
	case RoleActor, RoleRecipient, RoleContent,
		Role(parley.RoleParty), Role(parley.RoleMediator), Role(parley.RoleHost),
		Role(parley.RoleVia), Role(parley.RoleAbout), Role(parley.RoleBeneficiary):
		return true
	}
	return false
}
