package dialogue

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"math"

	"parley"
)

// Revision numbers what [Book.Read] and [Book.Build] do: an archive that was tracked by
// another one works its dialogues out anew.
const Revision = 1

// format numbers the binary form of facts. Other forms are not read: an archive works
// its facts out anew.
const format = 1

var errForm = errors.New("it is not a fact of this version")

// AppendBinary appends f in a form that [ParseFact] reads.
func (f *Fact) AppendBinary(dst []byte) ([]byte, error) {
	e := encoder{append(dst, format)}
	e.text(f.Incident)
	e.text(f.Event)
	e.number(kindNumber(f.Kind), kindNumber(f.Denies), subjectNumber(f.About))
	e.number(int(f.Day), int(f.Until), int(f.Reported))
	e.number(flags(f.Planned, f.Alleged, f.Disputed, f.Mutual, f.Truce), f.Sources, int(math.Round(f.Confidence*1000)))
	for _, sides := range [][]Side{f.Actors, f.Recipients, f.With, f.Says} {
		e.number(len(sides))
		for i := range sides {
			e.side(&sides[i])
		}
	}
	e.number(len(f.Thirds))
	for i := range f.Thirds {
		e.text(string(f.Thirds[i].Role))
		e.side(&f.Thirds[i].Side)
	}
	e.text(f.Matter)
	e.text(f.Place)
	e.number(len(f.Outlets))
	for _, o := range f.Outlets {
		e.text(o)
	}
	return e.out, nil
}

func subjectNumber(s parley.Subject) int {
	for i, known := range subjects {
		if known == s {
			return i
		}
	}
	return 0
}

func flags(bits ...bool) (n int) {
	for i, b := range bits {
		if b {
			n |= 1 << i
		}
	}
	return n
}

type encoder struct{ out []byte }

func (e *encoder) number(ns ...int) {
	for _, n := range ns {
		e.out = binary.AppendVarint(e.out, int64(n))
	}
}

func (e *encoder) text(s string) {
	e.number(len(s))
	e.out = append(e.out, s...)
}

func (e *encoder) side(s *Side) {
	e.text(s.Key)
	e.text(s.Name)
	e.text(s.Country)
	e.text(s.Sector)
}

// Vocabulary is the words of facts that are read together, each kept once. The zero value
// is ready; it is not safe for concurrent use.
type Vocabulary struct{ known map[string]string }

func (n *Vocabulary) of(b []byte) string {
	if s, ok := n.known[string(b)]; ok {
		return s
	}
	if n.known == nil {
		n.known = map[string]string{}
	}
	s := string(b)
	n.known[s] = s
	return s
}

// ParseFact reads what AppendBinary wrote.
func ParseFact(data []byte, names *Vocabulary) (f Fact, err error) {
	if len(data) == 0 || data[0] != format {
		return f, errForm
	}
	d := decoder{data: data[1:], names: names}
	f.Incident, f.Event = string(d.bytes()), string(d.bytes())
	f.Kind, f.Denies, f.About = kindOf(d.below(len(parley.MoveKinds)+1)), kindOf(d.below(len(parley.MoveKinds)+1)), subjects[d.below(len(subjects))]
	f.Day, f.Until, f.Reported = parley.Day(d.number()), parley.Day(d.number()), parley.Day(d.number())
	bits := d.number()
	f.Planned, f.Alleged, f.Disputed, f.Mutual, f.Truce = bits&1 != 0, bits&2 != 0, bits&4 != 0, bits&8 != 0, bits&16 != 0
	f.Sources = d.number()
	f.Confidence = float64(d.number()) / 1000
	for _, into := range []*[]Side{&f.Actors, &f.Recipients, &f.With, &f.Says} {
		*into = d.sides()
	}
	for range d.below(100) {
		f.Thirds = append(f.Thirds, Third{parley.Role(d.text()), d.side()})
	}
	f.Matter, f.Place = d.text(), d.text()
	for range d.below(100) {
		f.Outlets = append(f.Outlets, d.text())
	}
	f.print = hashOf(data)
	if d.bad || len(d.data) > 0 {
		return Fact{}, fmt.Errorf("%w: it is cut off", errForm)
	}
	return f, nil
}

func hashOf(data []byte) uint64 {
	h := fnv.New64a()
	h.Write(data)
	return h.Sum64()
}

// decoder reads numbers and words; once it has met what cannot be, it is bad and
// everything is empty.
type decoder struct {
	data  []byte
	names *Vocabulary
	bad   bool
}

func (d *decoder) number() int {
	v, n := binary.Varint(d.data)
	if n <= 0 {
		d.bad, d.data = true, nil
		return 0
	}
	d.data = d.data[n:]
	return int(v)
}

func (d *decoder) below(most int) int {
	n := d.number()
	if n < 0 || n >= most {
		d.bad = true
		return 0
	}
	return n
}

func (d *decoder) bytes() []byte {
	n := d.number()
	if n < 0 || n > len(d.data) {
		d.bad, d.data = true, nil
		return nil
	}
	b := d.data[:n]
	d.data = d.data[n:]
	return b
}

func (d *decoder) text() string { return d.names.of(d.bytes()) }

func (d *decoder) side() Side { return Side{d.text(), d.text(), d.text(), d.text()} }

func (d *decoder) sides() []Side {
	n := d.below(100)
	if n == 0 {
		return nil
	}
	out := make([]Side, 0, n)
	for range n {
		out = append(out, d.side())
	}
	return out
}
