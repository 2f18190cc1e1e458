package lookout

import (
	"encoding/xml"
	"regexp"
	"strings"
	"testing"
	"time"

	"parley/internal/store"
)

func feedOf(t *testing.T, name string, alerts ...store.Alert) (atomFeed, string) {
	t.Helper()
	var out strings.Builder
	if err := WriteFeed(&out, name, time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), alerts); err != nil {
		t.Fatal(err)
	}
	var feed atomFeed
	if err := xml.Unmarshal([]byte(out.String()), &feed); err != nil {
		t.Fatalf("%v in\n%s", err, out.String())
	}
	return feed, out.String()
}

func TestFeed(t *testing.T) {
	first := time.Date(2024, 5, 2, 10, 0, 0, 0, time.FixedZone("", 7200))
	alert := store.Alert{ID: "1/state/d1/x", Kind: "state", Title: "A – B: talks < before \"calls\"", Text: "Since \x07 then & there", First: first, Updated: first.Add(time.Hour)}
	older := store.Alert{ID: "1/state/d1/y", Kind: "answer", Title: "A – B", First: first, Updated: first}
	feed, text := feedOf(t, "archive", alert, older)
	if len(feed.Entries) != 2 || feed.Updated != "2024-05-02T09:00:00Z" || feed.Title == "" || feed.Author.Name == "" {
		t.Errorf("feed %+v", feed)
	}
	e := feed.Entries[0]
	if e.Title != alert.Title || e.Published != "2024-05-02T08:00:00Z" || e.Updated != "2024-05-02T09:00:00Z" || e.Category.Term != "state" || e.Content.Type != "text" {
		t.Errorf("entry %+v", e)
	}
	if !strings.HasPrefix(text, `<?xml version="1.0" encoding="UTF-8"?>`) || !strings.Contains(text, `<feed xmlns="http://www.w3.org/2005/Atom">`) {
		t.Errorf("begins with %.120s", text)
	}
}

func TestFeedIDs(t *testing.T) {
	a, b := store.Alert{ID: "a"}, store.Alert{ID: "b"}
	feed, _ := feedOf(t, "archive", a, b)
	again, _ := feedOf(t, "archive", store.Alert{ID: "a", Title: "told anew", Updated: time.Now()})
	other, _ := feedOf(t, "another archive", a)
	form := regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	for _, id := range []string{feed.ID, feed.Entries[0].ID, feed.Entries[1].ID} {
		if !form.MatchString(id) {
			t.Errorf("id %s", id)
		}
	}
	if feed.ID != again.ID || feed.Entries[0].ID != again.Entries[0].ID {
		t.Error("the same alert has another id")
	}
	if feed.Entries[0].ID == feed.Entries[1].ID || feed.ID == feed.Entries[0].ID || feed.Entries[0].ID == other.Entries[0].ID || feed.ID == other.ID {
		t.Error("what is not the same has the same id")
	}
}

func TestEmptyFeed(t *testing.T) {
	feed, _ := feedOf(t, "archive")
	if feed.Updated != "2024-05-01T00:00:00Z" || len(feed.Entries) != 0 {
		t.Errorf("feed %+v", feed)
	}
}
