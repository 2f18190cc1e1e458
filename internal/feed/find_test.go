package feed

import (
	"errors"
	"io"
	"net/http"
	"testing"

	"parley"
	"parley/internal/fetch"
)

func TestFind(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/feed", http.StatusMovedPermanently)
		case "/feed":
			io.WriteString(w, rss())
		case "/news/":
			io.WriteString(w, `<!doctype html><head><title>x</title><link rel="alternate" type="application/rss+xml" title="World &amp; all" href="../feed">
				<link rel="stylesheet" href="a.css"><link rel="alternate" type="text/html" hreflang="de" href="/de"><link rel="ALTERNATE nofollow" type="application/atom+xml; charset=utf-8" href="atom">
				<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" type="application/rss+xml" href="javascript:x()"></head><p>News`)
		case "/none":
			io.WriteString(w, "<html><p>News")
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	})
	c := client(t, fetch.Config{}, s)
	for path, want := range map[string][]Subscription{
		"/feed":  {{URL: s.URL + "/feed", Title: "The Harbour Courier"}},
		"/old":   {{URL: s.URL + "/feed", Title: "The Harbour Courier"}},
		"/news/": {{URL: s.URL + "/feed", Title: "World & all"}, {URL: s.URL + "/news/atom"}},
	} {
		subs, err := Find(t.Context(), c, s.URL+path, noon)
		if err != nil || len(subs) != len(want) {
			t.Errorf("%s: %+v, %v", path, subs, err)
			continue
		}
		for i := range want {
			if subs[i].URL != want[i].URL || subs[i].Title != want[i].Title || !subs[i].Added.Equal(noon) || !subs[i].Next.IsZero() {
				t.Errorf("%s: %+v, want %+v", path, subs[i], want[i])
			}
		}
	}
	if _, err := Find(t.Context(), c, s.URL+"/none", noon); !errors.Is(err, parley.ErrInvalid) || err.Error() != s.URL+"/none: not a feed but an HTML page" {
		t.Error(err)
	}
	var why *fetch.Error
	if _, err := Find(t.Context(), c, s.URL+"/missing", noon); !errors.As(err, &why) || why.Status != 404 {
		t.Error(err)
	}
}
