package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"parley"
	"parley/internal/store"
)

func watchlist(t *testing.T, open Open) {
	c := newClock()
	s := open(t, c.now)
	add := func(w store.Watch) int64 { return must[int64](t)(s.AddWatch(ctx, &w)) }
	sudan := store.Watch{Subject: store.Subject{Kind: "country", Name: "Sudan", Country: "SDN"}, Conditions: []string{"state", "silence"}, Silence: 30}
	dyad := store.Watch{Subject: store.Subject{
		Kind: "dyad", Name: "PAK:GOV – TTP", Keys: []string{"PAK:GOV", "ttp"}, Dyad: []store.Side{{Country: "PAK", Sector: "GOV"}, {Party: "ttp"}},
	}, Conditions: []string{"norm"}}
	if first, second := add(sudan), add(dyad); first != 1 || second != 2 {
		t.Errorf("numbers %d, %d", first, second)
	}
	if _, err := s.AddWatch(ctx, &sudan); !errors.Is(err, parley.ErrConflict) {
		t.Errorf("the same subject again: %v", err)
	}
	for name, w := range map[string]store.Watch{
		"for nothing":          {},
		"for no such thing":    {Conditions: []string{"peace"}},
		"silence without days": {Conditions: []string{"silence"}},
		"days without silence": {Conditions: []string{"state"}, Silence: 3},
	} {
		if _, err := s.AddWatch(ctx, &w); !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
	list := must[[]store.Watch](t)(s.Watches(ctx))
	if len(list) != 2 || list[0].Subject.Country != "SDN" || !slices.Equal(list[0].Conditions, sudan.Conditions) || list[0].Silence != 30 ||
		!list[0].Added.Equal(c.t) || !list[0].Checked.IsZero() || list[0].Seen != nil || !slices.Equal(list[1].Subject.Dyad, dyad.Subject.Dyad) {
		t.Errorf("came back as %+v", list)
	}

	c.t = c.t.Add(time.Hour)
	alerts := []store.Alert{{ID: "a", Watch: 1, Kind: "state", Dialogue: "d1", Day: 738_000, Title: "one", Text: "two"}, {ID: "b", Watch: 3, Kind: "norm", Title: "three"}}
	check := func(alerts ...store.Alert) {
		t.Helper()
		if err := s.Checked(ctx, map[int64][]byte{1: []byte(`{"x":1}`)}, alerts); err != nil {
			t.Fatal(err)
		}
	}
	check(alerts...)
	list = must[[]store.Watch](t)(s.Watches(ctx))
	if string(list[0].Seen) != `{"x":1}` || !list[0].Checked.Equal(c.t) || list[1].Seen != nil {
		t.Errorf("after a check: %+v", list)
	}
	first := c.t
	c.t = c.t.Add(time.Hour)
	alerts[0].Title = "one, told anew"
	check(alerts[0])
	told := must[[]store.Alert](t)(s.Alerts(ctx, 10))
	alerts[0].First, alerts[0].Updated, alerts[1].First, alerts[1].Updated = first, c.t, first, first
	if len(told) != 2 || !alike(told[0], alerts[0]) || !alike(told[1], alerts[1]) {
		t.Errorf("alerts came back as %+v, want %+v", told, alerts)
	}
	if told = must[[]store.Alert](t)(s.Alerts(ctx, 1)); len(told) != 1 || told[0].ID != "a" {
		t.Errorf("the newest alert: %+v", told)
	}

	if err := s.RemoveWatch(ctx, 2); err != nil {
		t.Error(err)
	}
	if err := s.RemoveWatch(ctx, 2); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if number := add(dyad); number != 4 { // 3 is that of an alert
		t.Errorf("a number is used again: %d", number)
	}
	name := must[string](t)(s.FeedName(ctx))
	if other := must[string](t)(open(t, c.now).FeedName(ctx)); len(name) != 32 || name == other || name != must[string](t)(s.FeedName(ctx)) {
		t.Errorf("names of feeds %q, %q", name, other)
	}
}

func alike(a, b store.Alert) bool {
	same := a.First.Equal(b.First) && a.Updated.Equal(b.Updated)
	a.First, a.Updated, b.First, b.Updated = time.Time{}, time.Time{}, time.Time{}, time.Time{}
	return same && a == b
}
