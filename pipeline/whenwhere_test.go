package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"parley"
)

// TestWhenWhere reads testdata/whenwhere.txt as [TestCases] does its files:
//
//	Rebels shelled Hodeidah on Saturday.
//		ASSAULT | 2024-05-11 day clause | Hodeidah YEM city clause
//
// A dash stands for a day or a place that is not told, a value of "?" for words
// that have no place in the calendar, and no country for a place not known.
func TestWhenWhere(t *testing.T) { checkCases(t, "testdata/whenwhere.txt", whenWhere) }

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
