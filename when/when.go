// Package when finds time expressions in English news and works out what days
// they mean: "on Saturday", "earlier this month", "three days after the
// ceasefire", "from 3 to 7 March". Types and values are those of TIMEX3
// (TimeML 1.2.1); beside the value stands how exact it is.
package when

import (
	"time"

	"parley"
)

// Type is the TIMEX3 type of an expression.
type Type string

// The types of TIMEX3.
const (
	Date     Type = "DATE"     // a day, or a longer stretch of the calendar
	Time     Type = "TIME"     // a time of day
	Duration Type = "DURATION" // a length of time
	Set      Type = "SET"      // a time that comes again
)

// Expression is one time expression of a text.
type Expression struct {
	Span parley.Span
	Text string
	Type Type

	// Value is the TIMEX3 value: "2023-07-15", "2023-W28", "P3M", "PAST_REF". What
	// is not known stands as X ("XXXX-WXX-6" is some Saturday); it is empty for
	// what has no value, such as dates that do not exist.
	Value string

	// Until is the last day of a stretch, "2023-07-16"; of the first end of a
	// range, the last day of the range. Empty for a day and for what has no place
	// in the calendar.
	Until string

	// Precision says how exact First and Last are: "minute", "hour",
	// "part-of-day", "day", "week", "month", "quarter" (halves too), "season",
	// "year", "decade", "century". It is coarser than the value where the words
	// are: "a week ago". Empty when the expression has no place in the calendar.
	Precision string

	// First and Last are the days that the expression covers, UTC, as far as it
	// can be placed in the calendar; both are zero when it cannot.
	First, Last time.Time

	// Anchor is the day of what an expression is counted from, where the sentence
	// gives the other end: in "on Friday, two days after the vote" the day of the
	// vote. Zero elsewhere.
	Anchor time.Time

	Rule string    // name of the rule that read it
	From time.Time // the day from which it was counted: of publication, or the date last told; zero when it hangs on none
}
