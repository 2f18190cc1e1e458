package pipeline

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"parley"
)

// TestWhenWhere reads testdata/whenwhere.txt: "@ DAY" sets the day of publication;
// then a text a line, and below it, indented, a line for each event:
//
//	Rebels shelled Hodeidah on Saturday.
//		ASSAULT | 2024-05-11 day clause | Hodeidah YEM city clause
//
// A dash stands for a day or a place that is not told, a value of "?" for words
// that have no place in the calendar, and no country for a place not known.
func TestWhenWhere(t *testing.T) {
	p, err := Open(Config{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/whenwhere.txt")
	if err != nil {
		t.Fatal(err)
	}
	w := p.Worker()
	var published time.Time
	var text string
	var want []string
	line, at := 0, 0
	check := func() {
		if text == "" {
			return
		}
		var got []string
		for _, ev := range w.Events(&parley.Document{Text: text, Published: published}) {
			got = append(got, whenWhere(&ev))
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("line %d: %s\nwant\n\t%s\ngot\n\t%s", at, text, strings.Join(want, "\n\t"), strings.Join(got, "\n\t"))
		}
	}
	for l := range strings.Lines(string(data)) {
		line++
		l = strings.TrimRight(l, "\n")
		switch {
		case l == "" || l[0] == '#':
		case l[0] == '@':
			check()
			text = ""
			if published, err = time.Parse(time.DateOnly, l[2:]); err != nil {
				t.Fatalf("line %d: %v", line, err)
			}
		case l[0] == '\t':
			want = append(want, strings.TrimSpace(l))
		default:
			check()
			text, want, at = l, nil, line
		}
	}
	check()
}

// whenWhere writes day and place of an event as the cases do.
func whenWhere(ev *parley.Event) string {
	day, place := "-", "-"
	if d := &ev.Date; d.From != "" {
		value := d.Value
		if value == "" {
			value = "?"
		}
		if d.Until != "" {
			value += "/" + d.Until
		}
		day = strings.Join(strings.Fields(fmt.Sprint(value, " ", d.Precision, " ", d.From)), " ")
	}
	if p := &ev.Place; p.From != "" {
		place = strings.Join(strings.Fields(fmt.Sprint(p.Name, " ", p.Country, " ", p.Precision, " ", p.From)), " ")
	}
	return fmt.Sprintf("%s | %s | %s", ev.Type, day, place)
}
