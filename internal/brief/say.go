package brief

import (
	"strings"

	"parley"
	"parley/dialogue"
)

// names are what participants are called, by key.
type names map[string]string

// of gives names for keys.
func (n names) of(keys []string) []string {
	out := make([]string, len(keys))
	for i, key := range keys {
		out[i] = n.one(key)
	}
	return out
}

func (n names) one(key string) string {
	if name := n[key]; name != "" {
		return name
	}
	return named(key)
}

func (n names) list(keys []string) string { return list(n.of(keys)) }

// namesOf collects the names of everybody in a dialogue.
func namesOf(d *parley.Dialogue) names {
	n := names{}
	for key, name := range d.Others {
		n[key] = named(name)
	}
	for _, group := range [][]parley.Participant{d.Parties, d.Thirds} {
		for i := range group {
			if p := &group[i]; p.Name != "" {
				n[p.Key] = named(p.Name)
			}
		}
	}
	return n
}

// say tells a move as a sentence without its full stop: "Qatar called on Chad for talks".
func (n names) say(m *parley.Move) string {
	s := dialogue.Say(m, n.one)
	if m.Place != "" {
		s += " in " + named(m.Place)
	}
	for _, third := range []struct {
		words string
		keys  []string
	}{{", mediated by ", m.Mediators}, {", hosted by ", m.Hosts}, {", through ", m.Via}} {
		if len(third.keys) > 0 && (m.Kind != parley.MoveMediate || third.words != ", mediated by ") {
			s += third.words + n.list(third.keys)
		}
	}
	return s
}

// doubts says what speaks against taking a move as it is told; empty when nothing does.
func (n names) doubts(m *parley.Move) string {
	var out []string
	if m.Alleged {
		out = append(out, "alleged by an adversary only")
	}
	if len(m.Denied) > 0 && m.Kind != parley.MoveDeny {
		out = append(out, "denied by "+n.list(m.Denied))
	}
	if m.Disputed {
		out = append(out, "reports differ")
	}
	return strings.Join(out, "; ")
}
