package brief

import (
	"strings"
	"testing"

	"parley"
)

// clauses gives the digest of a dialogue as lines, with numbers of notes in brackets.
func clauses(d Dialogue, from, to string) []string {
	var out []string
	for _, c := range newTalk(&d, 1).digest(day(from), day(to), &notes{by: map[string]*note{}}).Clauses {
		out = append(out, strings.ReplaceAll(written(c), "**", ""))
	}
	return out
}

func TestDigestTellsWhatChanged(t *testing.T) {
	for name, c := range map[string]struct {
		d        Dialogue
		from, to string
		want     []string
	}{
		"a yes": {small(), "2031-03-03", "2031-03-30", []string{
			"From calls to talks about talks on 5 March 2031[^1].",
			"Arvenia asked Highland Liberation Front for talks[^2]; Highland Liberation Front accepted after 30 days[^1].",
			"Violence about the same: 1 attack[^3] reported, against 0 in the 28 days before.",
		}},
		"a truce that is broken": {medium(), "2031-03-03", "2031-03-30", []string{
			"From implementation to violated on 11 March 2031[^1].",
			"Newly open: River Provinces Council asked Sorland for talks[^2] – 5 days without answer.",
			"The ceasefire of 20 December 2030 was reported broken twice, 1 of them alleged only[^3][^1].",
			"Silence: no contact for 73 days; usual is one every 24 days.",
		}},
		"a truce that ends": {medium(), "2030-09-01", "2030-09-30", []string{
			"From implementation to collapsed on 9 September 2030[^1].",
			"A ceasefire of one side (River Provinces Council) ended on 9 September 2030[^1]: The council said that it had run out.",
			"Violence up: 4 attacks[^2][^3][^4][^5] reported, against 0 in the 30 days before.",
			"Silence: no contact for 73 days; usual is one every 24 days.",
		}},
	} {
		got := clauses(c.d, c.from, c.to)
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestNewDialogueIsCalledNew(t *testing.T) {
	d := small()
	d.Before = nil
	got := clauses(d, "2031-01-01", "2031-03-30")
	if !strings.HasPrefix(got[0], "New in this period: calls on 3 February 2031[^1], then talks about talks on 5 March 2031[^2].") {
		t.Errorf("got %q", got[0])
	}
	if last := got[len(got)-1]; !strings.Contains(last, "no earlier record") {
		t.Errorf("got %q", last)
	}
}

func TestManyThingsOfASortAreCounted(t *testing.T) {
	got := clauses(crowded(), "2029-04-01", "2031-03-30")
	text := strings.Join(got, "\n")
	if strings.Count(text, "Newly open") != maxClauses || !strings.Contains(text, "4 more ceasefires") || !strings.Contains(text, "1 more open ask.") || !strings.Contains(text, "more answers") {
		t.Errorf("got\n%s", text)
	}
	if !strings.Contains(text, "ended on 5 July 2030") || strings.Contains(text, "began on 15 May 2029") {
		t.Errorf("not the latest are told:\n%s", text)
	}
	if !strings.Contains(got[0], "New in this period: calls on 4 April 2029[^1], …, then agreement on ") {
		t.Errorf("got %q", got[0])
	}
}

func TestDirection(t *testing.T) {
	for _, c := range []struct {
		now, before int
		want        string
	}{{0, 0, "about the same"}, {1, 0, "about the same"}, {3, 0, "up"}, {0, 3, "down"}, {14, 6, "up"}, {6, 14, "down"}, {12, 10, "about the same"}, {100, 120, "about the same"}, {100, 130, "down"}} {
		if got := direction(c.now, c.before); got != c.want {
			t.Errorf("direction(%d, %d) = %q, want %q", c.now, c.before, got, c.want)
		}
	}
}

func TestNotesAreNumberedOnceAndInOrder(t *testing.T) {
	p, err := newPage(cases()["medium"], true)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range p.Notes {
		if n.N != i+1 {
			t.Errorf("note %d has the number %d", i+1, n.N)
		}
	}
	highest := 0
	for _, d := range p.Digest {
		for _, c := range d.Clauses {
			for _, r := range c {
				if r.Note > highest+1 {
					t.Errorf("note %d before note %d", r.Note, highest+1)
				}
				highest = max(highest, r.Note)
			}
		}
	}
}

func TestQuotesAreOfIndependentSources(t *testing.T) {
	reports := []parley.Report{
		{Outlet: "A", Text: "One.", Source: 1}, {Outlet: "B", Text: "One.", Source: 1, Why: "copy"}, {Outlet: "C", Text: "Two.", Source: 2},
		{Outlet: "D", Text: "One.", Source: 3}, {Outlet: "E", Text: "Five.", Source: 4},
	}
	got, more := quotes(reports)
	if len(got) != 2 || more != 2 || got[0].Text != "One." || len(got[0].Cites) != 2 || got[0].Cites[1].Outlet != "D" || got[1].Cites[0].Outlet != "C" {
		t.Errorf("got %+v and %d more", got, more)
	}
}

func TestOpenAsksAreByAge(t *testing.T) {
	p, err := newPage(reportOf(medium(), small()), false)
	if err != nil {
		t.Fatal(err)
	}
	if own := p.Dialogues[0].Open; len(own) != 2 || own[0].Days != 336 || own[0].Share != 100 || own[1].Share != 1 {
		t.Errorf("of one dialogue: %+v", own)
	}
	var days []int
	for _, a := range p.Open {
		days = append(days, a.Days)
	}
	if len(days) != 3 || days[0] != 336 || days[1] != 38 || days[2] != 5 {
		t.Errorf("got %v", days)
	}
}

func TestMovesOfOneIncidentHaveTheirOwnSentences(t *testing.T) {
	reports := []parley.Report{{Event: "e1", Outlet: "A", Text: "They agreed.", Source: 1}, {Event: "e2", Outlet: "B", Text: "They had agreed on nothing.", Source: 2}}
	ns := &notes{by: map[string]*note{}}
	a := ns.of(nil, &parley.Move{Kind: parley.MoveAgree, Incident: "i", Event: "e1", Reports: reports})
	b := ns.of(nil, &parley.Move{Kind: parley.MoveDeny, Incident: "i", Event: "e2", Reports: reports})
	if a == b || ns.list[a-1].Quotes[0].Text != "They agreed." || ns.list[b-1].Quotes[0].Text != "They had agreed on nothing." {
		t.Errorf("notes %d and %d: %+v", a, b, ns.list)
	}
	if again := ns.of(nil, &parley.Move{Kind: parley.MoveDeny, Incident: "i", Event: "e2", Reports: reports}); again != b {
		t.Errorf("the same move has the notes %d and %d", b, again)
	}
	if in := ns.ofIncident(&parley.Incident{ID: "i"}); in != a {
		t.Errorf("the incident has note %d, want %d", in, a)
	}
}

func TestDifferencesOfMostSourcesComeFirst(t *testing.T) {
	list := incidents(20)
	list[9].Sources = 5
	got := differences(list, &notes{by: map[string]*note{}})
	if len(got) != 3 || got[0].Day != incidentDay(&list[9]) || got[0].Sides[1].Outlets != "Coast Radio and Harbour Times" {
		t.Errorf("got %+v", got)
	}
}
