package when

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

// short writes an expression as "text = value until … from first to last".
func short(x Expression) string {
	s := x.Text + " = " + x.Value
	if x.Until != "" {
		s += " until " + x.Until
	}
	if x.Precision != "" {
		s += " (" + x.Precision + ")"
	}
	return s
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name, date, text string
		want             []string
	}{
		{
			"ends of ranges are expressions of their own", "2023-07-20",
			"The summit lasts from 3 to 7 August. He ruled between June 2014 and May 2015. They met on Monday and Tuesday.",
			[]string{
				"3 = 2023-08-03 until 2023-08-07 (day)", "7 August = 2023-08-07 (day)",
				"June 2014 = 2014-06 until 2015-05-31 (month)", "May 2015 = 2015-05 until 2015-05-31 (month)",
				"Monday = 2023-07-17 until 2023-07-18 (day)", "Tuesday = 2023-07-18 (day)",
			},
		},
		{
			"days that are no neighbours make no range", "2023-07-20",
			"They met on 3 and 15 May. He was shot in 2017 and 2018's vote was rigged.",
			[]string{
				"3 = 2023-05-03 (day)", "15 May = 2023-05-15 (day)",
				"2017 = 2017 until 2017-12-31 (year)", "2018 = 2018 until 2018-12-31 (year)",
			},
		},
		{
			"a history hangs on the date last told", "2020-01-01",
			"The war began in May 1911. The capital fell on 4 June. Two days later the king fled. " +
				"In January 1912 a truce was signed. It broke down in March. The next month fighting resumed. " +
				"In 1913 the rebels won. The king returned that year. Peace came in 1914 and held until 1920.",
			[]string{
				"May 1911 = 1911-05 until 1911-05-31 (month)", "4 June = 1911-06-04 (day)", "Two days later = 1911-06-06 (day)",
				"January 1912 = 1912-01 until 1912-01-31 (month)", "March = 1912-03 until 1912-03-31 (month)",
				"The next month = 1912-04 until 1912-04-30 (month)", "1913 = 1913 until 1913-12-31 (year)",
				"that year = 1913 until 1913-12-31 (year)", "1914 = 1914 until 1914-12-31 (year)", "1920 = 1920 until 1920-12-31 (year)",
			},
		},
		{
			"without a day of publication X stands for what is not known", "",
			"Shells fell on Saturday. Talks resume next week. He fled on 5 May. He fled in July. He came a year ago.",
			[]string{"Saturday = XXXX-WXX-6", "next week = XXXX-WXX", "5 May = XXXX-05-05", "July = XXXX-07", "a year ago = XXXX"},
		},
		{
			"dates that do not exist are found and unresolved", "2023-07-20",
			"It is dated 31 February 2020, or 30/30/2020, or 29 February 2023, or September 31.",
			[]string{"31 February 2020 = ", "30/30/2020 = ", "29 February 2023 = ", "September 31 = "},
		},
		{
			"no times", "2023-07-20",
			"Mrs May spoke for a second. They march on. Black September fell out with the Sunday Times over 1,500 articles. More than 2011 people read it.",
			nil,
		},
		{
			"lengths of time have ends where they are known", "2023-07-20",
			"Shells have killed forty in the past ten days. The siege lasted three weeks. They have been held for two months.",
			[]string{"the past ten days = P10D until 2023-07-20 (day)", "three weeks = P3W", "two months = P2M until 2023-07-20 (month)"},
		},
	} {
		var got []string
		for _, x := range find(t, c.text, c.date) {
			got = append(got, short(x))
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, strings.Join(got, "; "), strings.Join(c.want, "; "))
		}
	}
}

func TestAnchor(t *testing.T) {
	found := find(t, "Troops fired on the crowd on Wednesday, two days after the vote.", "2023-07-20")
	if len(found) != 2 {
		t.Fatalf("read%s", list(found))
	}
	x := found[1]
	if got := x.Value + " " + x.Anchor.Format(time.DateOnly); got != "2023-07-19 2023-07-17" {
		t.Errorf("%q is %s, want 2023-07-19 and the vote on 2023-07-17", x.Text, got)
	}
	for _, x := range find(t, "Troops fired on the crowd two days after the vote.", "2023-07-20") {
		if !x.First.IsZero() || !x.Anchor.IsZero() {
			t.Errorf("%s is a guess", short(x))
		}
	}
}

// The days must be those that the value and Until tell.
func TestDaysAgree(t *testing.T) {
	_, r := loaded()
	for i := range r.rules {
		for _, s := range r.rules[i].yes {
			for _, x := range find(t, s.text, s.date) {
				first, last, ok := Bounds(x.Value)
				if !ok || x.Type == Duration {
					continue
				}
				if x.Until != "" {
					_, last, _ = Bounds(x.Until)
				}
				if !x.First.Equal(first) || !x.Last.Equal(last) {
					t.Errorf("%s: from %s to %s", short(x), x.First.Format(time.DateOnly), x.Last.Format(time.DateOnly))
				}
			}
		}
	}
}

// TestTogether reads with many goroutines at once: company may change nothing.
func TestTogether(t *testing.T) {
	texts := []string{"On Monday he left for two weeks.", "In 1914 war came; the next year it spread.", "From 3 to 7 May, and a day later, they met."}
	var want []string
	for _, s := range texts {
		want = append(want, fmt.Sprint(find(t, s, "2023-07-20")))
	}
	var wg sync.WaitGroup
	for n := range 4 {
		wg.Go(func() {
			for round := range 6 {
				i := (n + round) % len(texts)
				if got := fmt.Sprint(find(t, texts[i], "2023-07-20")); got != want[i] {
					t.Errorf("%q: %s, want %s", texts[i], got, want[i])
				}
			}
		})
	}
	wg.Wait()
}
