package incident

import "parley"

// kind is a PLOVER type as a small number.
type kind uint8

// The types, 0 for none that is known.
const (
	_ kind = iota
	agree
	consult
	support
	concede
	cooperate
	aid
	retreat
	request
	accuse
	reject
	threaten
	protest
	sanction
	mobilize
	coerce
	assault
	kinds
)

var kindNames = [kinds]string{
	"", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
	"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}

var kindsByName = func() map[string]kind {
	m := make(map[string]kind, kinds)
	for k, name := range kindNames {
		m[name] = kind(k)
	}
	return m
}()

func kindOf(name string) kind { return kindsByName[name] }

// kindred are types that outlets, or the coder, tell one act by: an accord is signed or
// agreed, a town is seized or attacked.
var kindred = [...][2]kind{
	{agree, support}, {agree, concede}, {agree, consult}, {concede, retreat}, {concede, coerce}, {support, consult},
	{coerce, assault}, {protest, assault}, {mobilize, assault}, {mobilize, coerce}, {protest, coerce}, {accuse, assault},
	{sanction, coerce}, {sanction, reject}, {sanction, retreat}, {threaten, accuse}, {request, accuse}, {reject, accuse}, {aid, retreat},
	{aid, mobilize}, {aid, agree}, {cooperate, agree}, {request, agree}, {threaten, assault}, {threaten, agree}, {sanction, threaten},
}

var kindredTable = func() (t [kinds][kinds]bool) {
	for _, p := range kindred {
		t[p[0]][p[1]], t[p[1]][p[0]] = true, true
	}
	return t
}()

// forceful reports whether an act is one of force rather than of words and deals;
// reports of one act are of one sort nearly always.
func forceful(k kind) bool { return k == assault || k == coerce || k == protest || k == mobilize }

// spoken reports whether an act is done by saying something to or of somebody.
func spoken(k kind) bool { return k == request || k == accuse || k == reject || k == threaten }

// peaceful reports whether an act is one of cooperation, in words or deeds.
func peaceful(k kind) bool { return agree <= k && k <= retreat }

// status is a [parley.Status] as a small number.
type status uint8

const (
	actual status = iota
	historical
	future
	hypothetical
	negated
	failed
)

var statusNames = [...]parley.Status{parley.Actual, parley.Historical, parley.Future, parley.Hypothetical, parley.Negated, parley.Failed}

func statusOf(s parley.Status) status {
	for i, name := range statusNames {
		if s == name {
			return status(i)
		}
	}
	return actual
}

// planned reports whether an act is yet to come.
func (s status) planned() bool { return s == future || s == hypothetical }
