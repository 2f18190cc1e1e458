package ontology

import (
	"fmt"
	"strings"
)

// Operator is what is done with an act in words: to appeal for it, to agree
// to it, to refuse it. CAMEO's verbal roots are operators over its other codes.
type Operator string

// The operators of the algebra. The first block has a column in families.tsv;
// Halt maps an act to another act; the last block leaves the coding as it is.
const (
	Appeal   Operator = "appeal"   // ask, urge, call for: CAMEO 02
	Demand   Operator = "demand"   // insist, order: 10
	Intend   Operator = "intend"   // offer, promise, plan, accept: 03
	Agree    Operator = "agree"    // Intend by two or more parties at once
	Reject   Operator = "reject"   // refuse, rule out: 12
	Threaten Operator = "threaten" // 13
	Accuse   Operator = "accuse"   // allege that somebody did it: 11

	Halt Operator = "halt" // stop, break off, lift

	Deny   Operator = "deny"   // say that it did not happen
	Begin  Operator = "begin"  // begin, resume, continue, hold
	Fail   Operator = "fail"   // begun and come to nothing
	Accept Operator = "accept" // grant what was asked for or offered
)

var columns = [...]Operator{Appeal, Demand, Intend, Agree, Reject, Threaten, Accuse}

// Act is a base act: what frames of the lexicon mean.
type Act struct {
	Name     string
	Family   string // acts of one family are coded alike under operators
	Coding   Coding // when it is done
	Contexts []string
	Halted   string // the act of stopping it, empty when that is none
	Joint    string // what it is when several parties do it together, empty when the same
}

func (o *Ontology) addAct(row []string) error {
	coding, err := parseCoding(row[2] + " " + row[3])
	if err != nil {
		return err
	}
	if _, twice := o.acts[row[0]]; twice {
		return fmt.Errorf("act %q stands twice", row[0])
	}
	o.acts[row[0]] = Act{row[0], row[1], coding, list(row[4]), row[5], row[6]}
	return nil
}

func (o *Ontology) addFamily(row []string) error {
	o.families[row[0]] = map[Operator]Coding{}
	for i, op := range columns {
		coding, err := parseCoding(row[i+1])
		if err != nil {
			return fmt.Errorf("%s: %w", op, err)
		}
		o.families[row[0]][op] = coding
	}
	return nil
}

// parseCoding reads "REQUEST:meet 026".
func parseCoding(s string) (Coding, error) {
	what, cameo, ok := strings.Cut(s, " ")
	if !ok {
		return Coding{}, fmt.Errorf("coding %q: want TYPE[:mode] CAMEO", s)
	}
	typ, mode, _ := strings.Cut(what, ":")
	return Coding{Type(typ), mode, cameo}, nil
}

// Act returns a base act by name; false when there is none.
func (o *Ontology) Act(name string) (Act, bool) { a, ok := o.acts[name]; return a, ok }

// Composed is an act under operators: "refuse (to resume (talks))". The zero
// value is no act.
type Composed struct {
	Base   Act
	Ops    []Operator // outermost first; those that leave the coding alone are not kept
	Coding Coding
}

// Plain returns the act by itself, under no operator.
func (o *Ontology) Plain(name string) (Composed, bool) {
	a, ok := o.acts[name]
	return Composed{Base: a, Coding: a.Coding}, ok
}

// Compose applies op to c. It returns false where the composition means
// nothing that PLOVER codes.
//
// Operators over operators reduce: to accept a call for talks is to agree to
// talks, to reject an offer of talks is to refuse them, to urge somebody to
// accept talks is to urge talks.
func (o *Ontology) Compose(op Operator, c Composed) (Composed, bool) {
	switch op {
	case Begin, Fail, Deny:
		return c, true
	case Halt:
		return o.halt(c)
	case Accept: // two sides are of one mind
		op = Agree
	}
	outer := c.outer()
	switch {
	case outer == "":
	case op == Accuse, op == Threaten:
		// "accused of refusing to talk", "threatened to reject the plan"
		return Composed{c.Base, push(op, c.Ops), o.generic(op)}, true
	case outer == Accuse, outer == Threaten:
		return Composed{c.Base, push(op, c.Ops), o.generic(op)}, true
	case outer == Reject && (op == Appeal || op == Demand || op == Intend || op == Agree):
		return Composed{c.Base, push(op, c.Ops), o.generic(op)}, true
	case op == Intend && (outer == Appeal || outer == Demand):
		return c, true // "decided to ask for a meeting": it is asked for
	default: // the inner operator gives way: reject(appeal x) = reject x
		c.Ops = c.Ops[1:]
	}
	coding, ok := o.families[c.Base.Family][op]
	return Composed{c.Base, push(op, c.Ops), coding}, ok
}

func (c Composed) outer() Operator {
	if len(c.Ops) == 0 {
		return ""
	}
	return c.Ops[0]
}

func push(op Operator, ops []Operator) []Operator { return append([]Operator{op}, ops...) }

// generic is the coding of an operator whose content has no code of its own.
func (o *Ontology) generic(op Operator) Coding { return o.families["deed"][op] }

// halt stops the base act: to halt talks is an act of its own, which other
// operators may then apply to ("threatened to break off talks"). To halt what
// was only asked for or planned is to refuse it: a cancelled meeting is REJECT.
func (o *Ontology) halt(c Composed) (Composed, bool) {
	if c.outer() != "" {
		return o.Compose(Reject, c)
	}
	return o.Plain(c.Base.Halted)
}

// String prints the composition for people: "reject(begin(negotiate))".
func (c Composed) String() string {
	var b strings.Builder
	for _, op := range c.Ops {
		b.WriteString(string(op) + "(")
	}
	b.WriteString(c.Base.Name + strings.Repeat(")", len(c.Ops)))
	return b.String()
}
