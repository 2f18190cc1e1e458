package trend

import (
	"slices"
	"strings"
	"testing"

	"parley"
)

func TestWords(t *testing.T) {
	obs := weekly(end, 2, 2, 2, 2, 2, 2, 9)
	s := of(t, obs, looked(end-48, end, 10), Config{From: end - 48, To: end})
	got := s.Words("the army", "the rebels")
	first, last := (end - 6).String(), end.String()
	want := []string{
		"9 incidents from " + first + " to " + last + ": far above.",
		"In the 4 weeks before, 2.0 a week were usual: above (so many or more about once in 678 weeks).",
		"In the 52 weeks before, 2.0 a week were usual: far above (so many or more about once in 1078 weeks).",
		"Who begins and who answers in cooperation: too little to tell (0 exchanges with acts of both sides).",
		"Who begins and who answers in conflict: too little to tell (0 exchanges with acts of both sides).",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWordsOfWhatCannotBeTold(t *testing.T) {
	s := of(t, nil, Coverage{Reports: map[parley.Day]int{}}, Config{From: end, To: end})
	got := s.Words("", "")
	if len(got) != 1 || got[0] != "The archive has hardly any report from "+(end-6).String()+" to "+end.String()+": nothing can be told of it." {
		t.Errorf("a gap: %q", got)
	}
	s = of(t, weekly(end, 1, 1), looked(end-13, end, 4), Config{From: end, To: end})
	if got := s.Words("", ""); !strings.Contains(got[1], "In the 4 weeks before, the archive has reports of 1 week only: too little to tell.") {
		t.Errorf("one week: %q", got)
	}
}

func TestWordsOfSides(t *testing.T) {
	s := played(t, quiet+strings.Repeat("A..B"+strings.Repeat(".", 28), 6))
	got := strings.Join(s.Words("Chad", "Sudan"), "\n")
	for _, want := range []string{
		"Of 6 exchanges of conflict, Chad began 6, Sudan 0; 0 of Chad and 0 of Sudan found no answer within 14 days.",
		"Who begins and who answers in cooperation: too little to tell (0 exchanges with acts of both sides).",
		"Answers of Sudan in kind to conflict of Chad within 14 days: more often than on any day (after 6 of 6 days, 100 %; on any day 42 %).",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

func TestWordsOfOneThatCanBeTold(t *testing.T) {
	in := Initiative{Of: "conflict", Exchanges: 2}
	if got := in.words([2]string{"A", "B"}); got != "Who begins in conflict: too little to tell (2 exchanges with acts of both sides)." {
		t.Errorf("got %q", got)
	}
	r := Reciprocity{Of: "conflict", Side: 1, Days: 1, Answers: Undecidable}
	if got := r.words([2]string{"A", "B"}); got != "Answers of A in kind to conflict of B within 14 days: too little to tell (1 day)." {
		t.Errorf("got %q", got)
	}
}

func TestWordsOfChanges(t *testing.T) {
	for want, c := range map[string]Change{
		"Since 2024-03-04, 6.5 incidents of conflict a week instead of 0.25.":                              {Of: "conflict", Before: 0.25, After: 6.5},
		"Since 2024-03-04, 3.0 incidents a week instead of 1.0 (gone without what only new outlets tell).": {Of: "incidents", Before: 1, After: 3, NewSource: true},
	} {
		c.Day = day(t, "2024-03-04")
		if got := c.words(Week); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
