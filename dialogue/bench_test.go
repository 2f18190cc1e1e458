package dialogue

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"parley"
)

// BenchmarkBuild builds an arena as busy as the busiest one of a million incidents.
func BenchmarkBuild(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	sides := []Side{people["G"], people["R"], people["S"], people["U"]}
	first := on(b, "2014-01-01")
	var facts []Fact
	for i := range 8000 {
		kind := parley.MoveAttack
		if r.IntN(3) == 0 {
			kind = parley.MoveKinds[r.IntN(len(parley.MoveKinds))]
		}
		f := Fact{
			Incident: fmt.Sprintf("i%d", i), Event: fmt.Sprintf("e%d", i), Kind: kind, Day: first + parley.Day(i/2), Sources: 1, Outlets: []string{"Post"},
			Actors: sides[:1], Recipients: sides[1+r.IntN(3):][:1], Confidence: 0.5,
		}
		if r.IntN(2) == 0 {
			f.Actors, f.Recipients = f.Recipients, f.Actors
		}
		if lasting(kind) {
			f.About = parley.AboutTalks
		}
		f.Reported = f.Day
		facts = append(facts, f)
	}
	book := book(b)
	for b.Loop() {
		book.Build(facts, at[:1], nil, first+5000)
	}
}
