package incident

import (
	"math"
)

const joinAt = 0.28 // mean probability from which two groups of reports are one happening

// Linked reports whether two reports are alike enough to be considered together. It
// is symmetric, and looks at the two alone.
func Linked(a, b *Report) bool {
	if !possible(a, b) {
		return false
	}
	var f features
	f.compare(a, b)
	return f.logit() >= linkLogit
}

// No two groups have a mean of joinAt unless two of their reports have it: what is not
// linked with each other at all is never joined.
var linkLogit = math.Log(joinAt / (1 - joinAt))

// Score returns the probability that two reports tell of one happening, and what
// speaks for it and against it, the strongest first.
func Score(a, b *Report) (p float64, why []string) {
	if !possible(a, b) {
		return 0, []string{"days, statuses or acts that do not go together"}
	}
	var f features
	f.compare(a, b)
	return sigmoid(f.logit()), f.why()
}

// probability is Score without reasons.
func probability(a, b *Report) float64 {
	if !possible(a, b) {
		return 0
	}
	var f features
	f.compare(a, b)
	return sigmoid(f.logit())
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// possible rules out what no likeness can make one happening: what is barred, days too
// far apart, and rows without a text that differ in what they tell.
func possible(a, b *Report) bool {
	switch {
	case barred(a, b), sameSentence(a, b), (a.filed == NoDay) != (b.filed == NoDay):
		return false
	case a.filed != NoDay && apart(a.filed, a.filed, b.filed, b.filed) > Window:
		return false
	}
	return len(a.words) > 0 && len(b.words) > 0 || bareMatch(a, b)
}

// barred reports whether two reports must not come into one incident even by way of
// others: plans beside deeds, and acts of one document unless they are the same told
// again, of one type and of parties that may be the same; and acts of one type of which one
// outlet tells other days. Within a sentence the same
// is seldom told twice, but read twice: such acts come together by way of others only.
func barred(a, b *Report) bool {
	switch {
	case a.status.planned() != b.status.planned():
		return true
	case a.Document != b.Document || a.Document == "":
		return a.outlet != 0 && a.outlet == b.outlet && a.kind == b.kind && dated(a) && dated(b) && apart(a.first, a.last, b.first, b.last) > 0
	case a.kind != b.kind:
		return true
	}
	actors, _ := sides(a.actors, b.actors)
	recipients, known := sides(a.recipients, b.recipients)
	return actors == 0 || known && recipients == 0
}

// dated reports whether the text tells the day of the act.
func dated(r *Report) bool { return r.told && r.last-r.first <= 1 }

func sameSentence(a, b *Report) bool {
	return a.Document == b.Document && a.Document != "" && a.sentence == b.sentence
}

// bareMatch reports whether two reports agree in all that a row without a text tells:
// type, days and the parties of both sides.
func bareMatch(a, b *Report) bool {
	if a.kind != b.kind || a.first != NoDay && b.first != NoDay && apart(a.first, a.last, b.first, b.last) > 0 {
		return false
	}
	if (len(a.recipients) == 0) != (len(b.recipients) == 0) {
		return false
	}
	actors, _ := sides(a.actors, b.actors)
	recipients, known := sides(a.recipients, b.recipients)
	return actors >= 0.5 && (!known || recipients >= 0.5)
}

// apart is how many days lie between two stretches, 0 when they meet.
func apart(first, last, from, until int32) int32 { return max(first-until, from-last, 0) }
