package eval

import (
	"strings"
	"testing"
	"time"

	"parley"
	"parley/when"
)

func TestTimes(t *testing.T) {
	const gold = `{"id":"a","published":"2020-01-01","text":"Café: 264 BC, 1990s, Friday, spring","mentions":[` +
		`{"start":6,"end":12,"value":"BC0264"},{"start":14,"end":19,"value":"199"},{"start":21,"end":27,"value":"2019-12-27"},{"start":29,"end":35,"value":""}]}`
	records, err := ReadTimes(strings.NewReader(gold+"\n\n"), "gold")
	if err != nil || len(records) != 1 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	at := func(words, value string) when.Expression {
		i := strings.Index(records[0].Text, words)
		return when.Expression{Span: parley.Span{Start: i, End: i + len(words)}, Text: words, Value: value, Rule: "r"}
	}
	var s Times
	s.Add(&records[0], []when.Expression{at("Café", "2019"), at("264", "-0264"), at("1990s", "199"), at("Friday", "2019-12-20")})
	if p, r, f := s.F1(); p != 0.75 || r != 0.75 || f != 0.75 {
		t.Errorf("found: precision %v, recall %v, F1 %v, want 0.75 each", p, r, f)
	}
	if s.All.Hit != 2 || s.All.Gold != 3 {
		t.Errorf("all values: %d of %d right, want 2 of 3", s.All.Hit, s.All.Gold)
	}
	if s.Calendar.Hit != 1 || s.Calendar.Gold != 2 {
		t.Errorf("days, months and years: %d of %d right, want 1 of 2", s.Calendar.Hit, s.Calendar.Gold)
	}
	var kinds []string
	for _, e := range s.Errors {
		kinds = append(kinds, e.Kind)
	}
	if got := strings.Join(kinds, ", "); got != "value of r, missed, false r" {
		t.Errorf("errors %s", got)
	}
}

func TestReadTimesTellsTheLine(t *testing.T) {
	for _, bad := range []string{`{"id":1}`, `{"published":"May"}`, `{`} {
		if _, err := ReadTimes(strings.NewReader("\n"+bad), "gold"); err == nil || !strings.HasPrefix(err.Error(), "gold:2: ") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestDays(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		words, value, until string
		x                   when.Expression
		want                bool
	}{
		{"Monday", "2020-01-06", "", when.Expression{First: day("2020-01-06"), Last: day("2020-01-06")}, true},
		{"Monday", "2020-01-06", "", when.Expression{First: day("2020-01-13"), Last: day("2020-01-13")}, false},
		{"Monday", "2020-01-06", "", when.Expression{}, false},
		{"in May and June", "2020-05", "2020-06", when.Expression{First: day("2020-05-01"), Last: day("2020-06-30")}, true},
		{"in May and June", "2020-05", "2020-06", when.Expression{First: day("2020-05-01"), Last: day("2020-05-31")}, false},
		{"last summer", "1989", "", when.Expression{First: day("1989-06-01"), Last: day("1989-08-31"), Precision: "season"}, true},
		{"since May", "2020-05", "2020-06-03", when.Expression{First: day("2020-05-01"), Last: day("2020-05-31")}, true},
		{"two days after", "2020-01-04", "", when.Expression{First: day("2020-01-06"), Last: day("2020-01-06"), Anchor: day("2020-01-04")}, true},
	} {
		value := c.value
		if c.until != "" {
			value += "/" + c.until
		}
		date := parley.Dates{Mention: parley.Quote{Text: c.words}, Value: c.value, Until: c.until}
		if got := sameDays(&c.x, &date, value); got != c.want {
			t.Errorf("%s = %s, read from %v to %v: same %v, want %v", c.words, value, c.x.First, c.x.Last, got, c.want)
		}
	}
}
