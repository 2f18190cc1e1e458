package dialogue

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"parley"
)

// until finds the last day of a truce: "until May 16", "to the end of June", "through January 2, 2023".
var until = regexp.MustCompile(`\b(?:until|till|through|to) (the end of )?(january|february|march|april|may|june|july|august|september|october|november|december)(?: (\d{1,2}))?(?:,? (\d{4}))?\b`)

// lastDay is the day that a sentence, in lower case, has a truce last to that begins
// on a day; 0 when it does not say.
func lastDay(sentence string, from parley.Day) parley.Day {
	m := until.FindStringSubmatch(sentence)
	if m == nil || m[3] == "" && m[1] == "" {
		return 0
	}
	month, err := time.Parse("January", strings.ToUpper(m[2][:1])+m[2][1:])
	if err != nil {
		return 0
	}
	year, mon := from.Time().Year(), month.Month()
	if m[4] != "" {
		year, _ = strconv.Atoi(m[4])
	}
	day, _ := strconv.Atoi(m[3])
	if m[1] != "" { // the day before the first of the next month
		mon, day = mon+1, 0
	}
	t := time.Date(year, mon, day, 0, 0, 0, 0, time.UTC)
	if m[4] == "" && parley.DayOf(t) < from {
		t = t.AddDate(1, 0, 0)
	}
	return parley.DayOf(t)
}

// ends reports whether a date stands behind "until" or the like in a sentence.
func ends(sentence, date string) bool {
	before, _, ok := strings.Cut(sentence, date)
	if !ok || date == "" {
		return false
	}
	words := strings.Fields(before)
	if len(words) == 0 {
		return false
	}
	switch words[len(words)-1] {
	case "until", "till", "through", "to", "of", "by":
		return true
	}
	return false
}

// A length of time before or after the word for a truce.
var (
	length     = `(?:(\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty|several)[- ])?(hour|day|week|month|year)s?`
	truce      = `(?:truce|cease-?fire|cessation of hostilities|armistice)`
	lengthOne  = regexp.MustCompile(`\b` + length + `(?:-| )?(?:long )?(?:[a-z-]+ ){0,2}` + truce)
	lengthRest = regexp.MustCompile(`\b(?:stop|halt|cease|end|suspend)\w* (?:[a-z]+ ){0,2}(?:fighting|hostilities|attacks|fire) for (?:at least )?` + length)
	lengthTwo  = regexp.MustCompile(truce + `(?: [a-z]+){0,8} (?:for|by|lasting|of) (?:another |a further |at least |an additional )?` + length)
)

var numbers = map[string]int{
	"": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"twelve": 12, "thirty": 30,
}

// lasts returns for how many days a sentence, in lower case, has a truce last; 0 when
// it does not say.
func lasts(sentence string) int {
	m := lengthOne.FindStringSubmatch(sentence)
	for _, other := range []*regexp.Regexp{lengthTwo, lengthRest} {
		if m == nil {
			m = other.FindStringSubmatch(sentence)
		}
	}
	if m == nil {
		return 0
	}
	n, ok := numbers[m[1]]
	if !ok {
		n, _ = strconv.Atoi(m[1]) // "several" is none
	}
	switch m[2] {
	case "hour":
		return (n + 23) / 24
	case "week":
		return n * 7
	case "month":
		return n * 30
	case "year":
		return n * 365
	}
	return min(n, 3650)
}
