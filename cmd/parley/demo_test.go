package main

import (
	"slices"
	"strings"
	"testing"
)

func TestBrowserCommand(t *testing.T) {
	for _, c := range []struct {
		name, goos, variable string // variable: the one that is set
		want                 []string
	}{
		{"a screen under X", "linux", "DISPLAY", []string{"xdg-open", "b.html"}},
		{"a screen under Wayland", "freebsd", "WAYLAND_DISPLAY", []string{"xdg-open", "b.html"}},
		{"no screen", "linux", "TERM", nil},
		{"macOS", "darwin", "", []string{"open", "b.html"}},
		{"Windows", "windows", "", []string{"rundll32", "url.dll,FileProtocolHandler", "b.html"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := browserCommand(c.goos, "b.html", func(name string) string {
				if name == c.variable {
					return ":0"
				}
				return ""
			})
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestNextCommandsNameTheArchive(t *testing.T) {
	for file, want := range map[string]string{
		"a/parley.db":     "parley stats --archive a/parley.db\n",
		"my demo/news.db": "parley stats --archive \"my demo/news.db\"\n",
	} {
		var out strings.Builder
		if err := tellNext(&streams{out: &out}, file); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("told\n%s\nwithout %q", out.String(), want)
		}
		if n := strings.Count(out.String(), "  parley "); n != len(demoNext) {
			t.Errorf("%d commands, want %d", n, len(demoNext))
		}
	}
}
