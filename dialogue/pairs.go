package dialogue

import (
	"slices"

	"parley"
)

// pair is two sides between whom a fact belongs, in the order of their keys.
type pair struct{ a, b string }

func pairOf(a, b string) pair {
	if b < a {
		a, b = b, a
	}
	return pair{a, b}
}

// Arena is where dialogues are found: all that goes on between two countries, or
// inside one. What happens in one arena does not touch the dialogues of another.
// Bodies of states are countries of their own.
type Arena struct{ A, B string }

func arenaOf(a, b *Side) Arena {
	x, y := a.home(), b.home()
	if y < x {
		x, y = y, x
	}
	return Arena{x, y}
}

// between are the pairs that a fact is about, as sides.
func (f *Fact) between() [][2]*Side {
	if targets := f.targets(); len(targets) >= 2 {
		return among(targets)
	}
	if len(f.Recipients) == 0 && len(f.Actors) >= 2 {
		return among(pointers(f.Actors))
	}
	var out [][2]*Side
	add := func(a, b *Side) {
		if a.Key != b.Key && !slices.ContainsFunc(out, func(p [2]*Side) bool { return pairOf(p[0].Key, p[1].Key) == pairOf(a.Key, b.Key) }) {
			out = append(out, [2]*Side{a, b})
		}
	}
	for i := range f.Actors {
		for k := range f.Recipients {
			add(&f.Actors[i], &f.Recipients[k])
		}
		for k := range f.Thirds {
			if t := &f.Thirds[k]; t.Role == parley.RoleParty && len(f.Recipients) == 0 {
				add(&f.Actors[i], &t.Side)
			}
		}
	}
	if len(out) == 0 && len(f.Actors) == 1 {
		if other := f.counterpart(&f.Actors[0]); other != nil {
			add(&f.Actors[0], other)
		}
	}
	return out
}

// targets are whom an outsider's call, mediation or message would bring together.
func (f *Fact) targets() []*Side {
	switch f.Kind {
	case parley.MoveCall, parley.MoveMediate, parley.MoveHost, parley.MoveMessage, parley.MoveEndorse, parley.MoveProtest:
	default:
		return nil
	}
	out := pointers(f.Recipients)
	for i := range f.Thirds {
		if t := &f.Thirds[i]; t.Role == parley.RoleParty {
			out = append(out, &t.Side)
		}
	}
	named := len(out) > len(f.Recipients)
	out = slices.DeleteFunc(out, func(s *Side) bool { return contains(f.Actors, s.Key) })
	switch {
	case len(out) == 0 && f.About != parley.AboutOther:
		// Nobody is named: those of the report who face each other.
		for i := range f.With {
			for k := i + 1; k < len(f.With); k++ {
				if a, c := &f.With[i], &f.With[k]; a.home() == c.home() && a.governing() != c.governing() && f.outside(a, c) {
					return []*Side{a, c}
				}
			}
		}
	case len(out) == 1:
		// Called on alone: to talk with whom the report speaks of besides.
		if other := f.counterpart(out[0]); other != nil && f.outside(out[0], other) {
			out = append(out, other)
		}
	case len(out) > 1 && !named && !f.outside(out[0], out[1]):
		return nil
	}
	return out
}

// outside reports whether no actor of f is of the conflict between two sides.
func (f *Fact) outside(a, b *Side) bool {
	return !slices.ContainsFunc(f.Actors, func(s Side) bool {
		return s.Key == b.Key || s.Key == a.Key || s.IsState() && (s.home() == a.home() || s.home() == b.home())
	})
}

// counterpart is whom a side faces where the act itself names nobody: a government the
// movement of its country that the same reports speak of, a movement its government.
func (f *Fact) counterpart(s *Side) *Side {
	for i := range f.With {
		if w := &f.With[i]; w.home() == s.home() && w.governing() != s.governing() {
			return w
		}
	}
	if lasting(f.Kind) && f.Kind != parley.MoveCall && s.governing() {
		for i := range f.With { // another government of which the same reports speak
			if w := &f.With[i]; w.IsState() && w.Key != s.Key {
				return w
			}
		}
	}
	return nil
}

func pointers(sides []Side) []*Side {
	out := make([]*Side, len(sides))
	for i := range sides {
		out[i] = &sides[i]
	}
	return out
}

func among(sides []*Side) [][2]*Side {
	var out [][2]*Side
	for i, a := range sides {
		for _, b := range sides[i+1:] {
			if a.Key != b.Key {
				out = append(out, [2]*Side{a, b})
			}
		}
	}
	return out
}

// bears reports whether what one side does with outsiders may help or hinder its talks
// with another of which the report speaks.
func bears(k parley.MoveKind) bool {
	switch k {
	case parley.MoveMeet, parley.MoveRound, parley.MoveMessage, parley.MoveProtest, parley.MoveEndorse:
		return true
	}
	return false
}

// beside are pairs that a fact is not between, but may help or hinder: an outsider
// meets one side, and the report speaks of the other.
func (f *Fact) beside() [][2]*Side {
	if !bears(f.Kind) {
		return nil
	}
	var out [][2]*Side
	for _, sides := range [][]Side{f.Actors, f.Recipients} {
		for i := range sides {
			for k := range f.With {
				if a, b := &sides[i], &f.With[k]; a.Key != b.Key {
					out = append(out, [2]*Side{a, b})
				}
			}
		}
	}
	return out
}

// Arenas are where a fact is filed, each once.
func (f *Fact) Arenas() []Arena {
	var out []Arena
	for _, p := range append(f.between(), f.beside()...) {
		if a := arenaOf(p[0], p[1]); !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}
