package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// story is a report long enough to be taken from a feed as it is.
func story(lead string) string {
	return lead + " " + strings.Repeat("Officials on both sides said that the talks would go on, and that nobody had set a day for the next round. ", 7)
}

// newsServer serves good feeds and bad ones.
func newsServer(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/good.xml", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Nile Ledger</title>
<item><guid>1</guid><title>Envoys meet in Cairo</title><link>https://news.example/1</link><pubDate>Wed, 03 Apr 2024 09:00:00 GMT</pubDate>
<description>%s</description></item>
<item><guid>2</guid><title>Gespräche in Kairo</title><pubDate>Wed, 03 Apr 2024 09:00:00 GMT</pubDate>
<description>%s</description></item></channel></rss>`,
			story("Egypt invited Sudan's army chief to talks in Cairo on Tuesday."),
			strings.Repeat("Die Regierung hat die Gespräche mit den Rebellen in der Hauptstadt wieder aufgenommen, wie ein Sprecher sagte. ", 8))
	})
	mux.HandleFunc("/broken.xml", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<rss><channel><item>") })
	mux.HandleFunc("/bomb.xml", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>`)
	})
	mux.HandleFunc("/private.xml", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://10.0.0.1/rss", http.StatusFound)
	})
	mux.HandleFunc("/loop.xml", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop.xml", http.StatusFound) })
	mux.HandleFunc("/gone.xml", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	srv := httptest.NewUnstartedServer(mux)
	listener, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	srv.Listener.Close()
	srv.Listener = listener
	srv.Start()
	t.Cleanup(srv.Close)
	return srv
}

// host is an address of this machine; Linux has many, and the test need not wait out the
// pause between two requests to one host.
func host(n int) string {
	if runtime.GOOS == "linux" {
		return fmt.Sprintf("127.0.0.%d", n+1)
	}
	return "127.0.0.1"
}

// invoke runs a command in this process.
func invoke(t *testing.T, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e strings.Builder
	std := &streams{in: strings.NewReader(""), out: &o, err: &e, inName: "standard input"}
	status = run(context.Background(), std, args)
	return status, o.String(), e.String()
}

// TestWatch follows good and bad feeds: each bad one is a named error, and the good
// one goes on.
func TestWatch(t *testing.T) {
	srv := newsServer(t)
	at, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "news.db")
	for i, name := range []string{"broken", "bomb", "private", "loop", "gone", "good"} {
		address := fmt.Sprintf("http://%s:%s/%s.xml", host(i), at.Port(), name)
		if status, _, errs := invoke(t, "feeds", "add", "--archive", file, address); status != 0 {
			t.Fatalf("feeds add: %d, %s", status, errs)
		}
	}
	watch := []string{"watch", "--once", "--now", "--model", "fast", "--archive", file, "--allow-private", "127.0.0.0/8", "--allow-port", at.Port()}
	status, _, errs := invoke(t, watch...)
	if status != exitPartial {
		t.Errorf("status %d, want %d", status, exitPartial)
	}
	for _, want := range []string{
		"/broken.xml: ", "/bomb.xml: ", "10.0.0.1", "loop", "gone", "given up", "not in English",
		"/good.xml: 2 items, 1 new", "6 feeds read, 5 failed; 1 new documents",
	} {
		if !strings.Contains(errs, want) {
			t.Errorf("%q is not told:\n%s", want, errs)
		}
	}
	_, out, _ := invoke(t, "documents", "--archive", file, "--out", "jsonl")
	if !strings.Contains(out, `"outlet":"Nile Ledger"`) || strings.Count(out, "\n") != 1 {
		t.Errorf("documents:\n%s", out)
	}
	_, out, _ = invoke(t, "events", "--archive", file, "--party", "Egypt", "--out", "csv")
	if !strings.Contains(out, ",Egypt,") {
		t.Errorf("events:\n%s", out)
	}
	if _, _, errs = invoke(t, watch...); !strings.Contains(errs, "/good.xml: unchanged") {
		t.Errorf("second look:\n%s", errs)
	}
}
