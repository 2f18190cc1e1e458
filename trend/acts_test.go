package trend

import (
	"slices"
	"strings"
	"testing"

	"parley"
)

// play makes acts of two sides: "A" and "B" attack, "a" and "b" help, "C" is an attack by
// both, any other letter nothing. A letter is a day, the last one the given.
func play(last parley.Day, acts string) (obs []Observation) {
	for i, c := range acts {
		o := Observation{Day: last - parley.Day(len(acts)-1-i), Score: -9, Quad: "material-conflict"}
		switch c {
		case 'A', 'a':
			o.Side = 1
		case 'B', 'b':
			o.Side = -1
		case 'C':
		default:
			continue
		}
		if c > 'Z' {
			o.Score, o.Quad = 9, "material-cooperation"
		}
		obs = append(obs, o)
	}
	return obs
}

func played(t *testing.T, acts string) Series {
	t.Helper()
	from := end - parley.Day(len(acts)) + 1
	return of(t, play(end, acts), looked(from, end, 3), Config{From: from, To: end, Grain: Day})
}

const quiet = "....................." // three weeks

func TestInitiative(t *testing.T) {
	s := played(t, quiet+"A.B.A"+quiet+"AA"+quiet+"B..A"+quiet+"A....C....B"+quiet+"b"+quiet)
	want := []Initiative{
		{Of: "cooperation", Unanswered: [2]int{0, 1}},
		{Of: "conflict", Exchanges: 3, First: [2]int{2, 1}, Unanswered: [2]int{1, 0}},
	}
	if !slices.Equal(s.Initiative, want) {
		t.Errorf("got  %+v\nwant %+v", s.Initiative, want)
	}
}

func TestInitiativeNeedsToKnowTheBeginning(t *testing.T) {
	if got := played(t, "....A.B"+quiet).Initiative[1]; got.Exchanges != 0 {
		t.Errorf("an exchange that may have begun before the period counts: %+v", got)
	}
	acts := quiet + quiet + "A.B" + quiet
	from := end - parley.Day(len(acts)) + 1
	c := looked(from, end, 3)
	c.Reports[from+parley.Day(len(quiet))*2-5] = 0 // a day without any report before it
	s := of(t, play(end, acts), c, Config{From: from, To: end, Grain: Day})
	if got := s.Initiative[1]; got.Exchanges != 0 {
		t.Errorf("an exchange that may have begun in a gap counts: %+v", got)
	}
}

func TestSameDayIsNobodysBeginning(t *testing.T) {
	obs := slices.Concat(play(end-30, "A"), play(end-30, "B"))
	s := of(t, obs, looked(end-90, end, 3), Config{From: end - 90, To: end, Grain: Day})
	if got := s.Initiative[1]; got.SameDay != 1 || got.Exchanges != 1 || got.First != [2]int{} {
		t.Errorf("got %+v", got)
	}
}

func TestAPauseOfMoreThan14DaysEndsAnExchange(t *testing.T) {
	if got := played(t, quiet+"A.............B"+quiet).Initiative[1]; got.Exchanges != 1 || got.First != [2]int{1, 0} {
		t.Errorf("14 days later: %+v", got)
	}
	if got := played(t, quiet+"A..............B"+quiet).Initiative[1]; got.Exchanges != 0 || got.Unanswered != [2]int{1, 1} {
		t.Errorf("15 days later: %+v", got)
	}
}

func TestActsAfterThePeriodDoNotCount(t *testing.T) {
	acts := quiet + "A.B"
	from := end - parley.Day(len(acts)) + 1
	s := of(t, play(end, acts), looked(from, end, 3), Config{From: from, To: end - 1, Grain: Day})
	if got := s.Initiative[1]; got.Exchanges != 0 || got.Unanswered != [2]int{1, 0} {
		t.Errorf("got %+v", got)
	}
}

func TestNoSidesNoInitiative(t *testing.T) {
	if s := played(t, quiet+"C..C"); s.Initiative != nil || s.Reciprocity != nil {
		t.Errorf("got %v, %v", s.Initiative, s.Reciprocity)
	}
}

// B answers each of six attacks three days later and does nothing else.
func TestReciprocity(t *testing.T) {
	// 21 quiet days, then six times 32 days: A, two quiet days, B, 28 quiet days.
	acts := quiet + strings.Repeat("A..B"+strings.Repeat(".", 28), 6)
	got := played(t, acts).Reciprocity
	// A never acts within 14 days after B; B acts within the 14 days after a day on 14 of 32.
	// The days that count are those with 14 known days after them: 21 + 6·32 − 14 = 199.
	// Of these 6·14 come before an act of B; the last act of A has its 14 days too.
	b := Reciprocity{Of: "conflict", Side: 2, Days: 6, Answered: 6, Share: 1, Usual: significant(84 / 199.0), Answers: MoreOften}
	// After an act of B the next of A is 29 days later; but 14 days before an act of A are 14 of 199·…
	a := Reciprocity{Of: "conflict", Side: 1, Days: 6, Answered: 0, Share: 0, Usual: significant(84 / 199.0), Answers: AsOften}
	if got[3] != b {
		t.Errorf("B: got  %+v\nwant %+v", got[3], b)
	}
	a.Answers = got[2].Answers // judged below
	if got[2] != a {
		t.Errorf("A: got  %+v\nwant %+v", got[2], a)
	}
	// 0 beside 84/199 = 0.422 ± 2·√(0.422·0.578/6) = 0.403: less
	if got[2].Answers != LessOften {
		t.Errorf("A answers %q", got[2].Answers)
	}
	if got[0].Answers != Undecidable || got[1].Answers != Undecidable {
		t.Errorf("without cooperation: %v", got[:2])
	}
}

func TestWhatComesOnTheSameDayIsNoAnswer(t *testing.T) {
	obs := slices.Concat(play(end-30, "A"), play(end-30, "B"))
	s := of(t, obs, looked(end-90, end, 3), Config{From: end - 90, To: end, Grain: Day})
	for _, r := range s.Reciprocity[2:] {
		if r.Days != 1 || r.Answered != 0 {
			t.Errorf("got %+v", r)
		}
	}
}

func TestFewActsAreTooFewToTell(t *testing.T) {
	r := played(t, quiet+strings.Repeat("A..B"+strings.Repeat(".", 28), 4)).Reciprocity[3]
	if r.Days != 4 || r.Answered != 4 || r.Answers != Undecidable {
		t.Errorf("got %+v", r)
	}
}

func TestReciprocityOfBusySidesIsNotTold(t *testing.T) {
	for _, r := range played(t, strings.Repeat("AB", 100)).Reciprocity {
		if r.Answers != Undecidable {
			t.Errorf("they act every day: %+v", r)
		}
	}
}

func TestActsOfTheLastDaysWaitForTheirAnswer(t *testing.T) {
	if r := played(t, quiet+"A"+strings.Repeat(".", 13)).Reciprocity[3]; r.Days != 0 {
		t.Errorf("an act of 13 days ago is judged: %+v", r)
	}
	if r := played(t, quiet+"A"+strings.Repeat(".", 14)).Reciprocity[3]; r.Days != 1 {
		t.Errorf("an act of 14 days ago is not judged: %+v", r)
	}
}
