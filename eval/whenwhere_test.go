package eval

import (
	"testing"

	"parley"
)

func TestDateHit(t *testing.T) {
	mention := parley.Quote{Text: "on Monday"}
	for _, c := range []struct {
		name            string
		gold, pred      parley.Dates
		golds, given, n int
	}{
		{"the same day", parley.Dates{Value: "2024-05-13"}, parley.Dates{Value: "2024-05-13", From: parley.FromClause}, 1, 1, 1},
		{"a day for its week", parley.Dates{Value: "2024-W20"}, parley.Dates{Value: "2024-05-13", From: parley.FromClause}, 1, 1, 0},
		{"a week, with its last day", parley.Dates{Value: "2024-W20"}, parley.Dates{Value: "2024-W20", Until: "2024-05-19", From: parley.FromClause}, 1, 1, 1},
		{"the report's day, rightly", parley.Dates{Value: "2024-05-13"}, parley.Dates{Value: "2024-05-13", From: parley.FromDocument}, 1, 1, 1},
		{"the report's day, for another", parley.Dates{Value: "2024-05-12"}, parley.Dates{Value: "2024-05-13", From: parley.FromDocument}, 1, 0, 0},
		{"the report's day, for none", parley.Dates{}, parley.Dates{Value: "2024-05-13", From: parley.FromDocument}, 0, 0, 0},
		{"words where none are told", parley.Dates{}, parley.Dates{Value: "2024-05-13", From: parley.FromSentence}, 0, 1, 0},
		{"since then", parley.Dates{Mention: parley.Quote{Text: "since May"}, Value: "2024-05"}, parley.Dates{Mention: mention, Value: "2024-05-01", Until: "2024-06-09", From: parley.FromClause}, 1, 1, 1},
		{"a season for its year", parley.Dates{Value: "2024"}, parley.Dates{Value: "2024-06-01", Until: "2024-08-31", Precision: "season", From: parley.FromClause}, 1, 1, 1},
		{"no date that is one", parley.Dates{Value: "2024-05-13"}, parley.Dates{Value: "PAST_REF", From: parley.FromClause}, 1, 1, 0},
	} {
		if got, want := dateHit(&c.gold, &c.pred), (Count{c.golds, c.given, c.n}); got != want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, want)
		}
	}
}

func TestPlaceHit(t *testing.T) {
	at := func(text string, start int) parley.Quote {
		return parley.Quote{Text: text, Span: parley.Span{Start: start, End: start + len(text)}}
	}
	place := func(q parley.Quote, country string) parley.Place {
		return parley.Place{Mention: q, Name: q.Text, Country: country, Precision: "city", From: parley.FromClause}
	}
	for _, c := range []struct {
		name       string
		gold, pred parley.Event
		want       Count
	}{
		{"the same name and country", parley.Event{Place: place(at("near Gao", 10), "MLI")}, parley.Event{Place: place(at("Gao", 15), "MLI")}, Count{1, 1, 1}},
		{"a namesake", parley.Event{Place: place(at("Gao", 10), "MLI")}, parley.Event{Place: place(at("Gao", 10), "IND")}, Count{1, 1, 0}},
		{"another place of the country", parley.Event{Place: place(at("Gao", 10), "MLI")}, parley.Event{Place: place(at("Kidal", 30), "MLI")}, Count{1, 1, 0}},
		{"no name, the country right", parley.Event{Place: place(at("a checkpoint", 10), "MLI")}, parley.Event{Place: place(at("Mali", 30), "MLI")}, Count{1, 1, 1}},
		{"told within a party", parley.Event{Recipients: []parley.Party{{Mention: at("a depot at Gao", 4)}}}, parley.Event{Place: place(at("Gao", 15), "MLI")}, Count{}},
		{"told nowhere", parley.Event{}, parley.Event{Place: place(at("Gao", 15), "MLI")}, Count{0, 1, 0}},
	} {
		if got := placeHit(&c.gold, &c.pred); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}
