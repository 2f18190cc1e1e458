package source

import "testing"

func TestCleanURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://X.example/a?utm_source=rss&id=7&UTM_medium=x#c": "https://x.example/a?id=7",
		"https://x.example/a?gclid=1":                            "https://x.example/a",
		"https://x.example/a?":                                   "https://x.example/a",
		"https://x.example/a?b=2&a=1&&c":                         "https://x.example/a?b=2&a=1&c",
		"https://x.example/a?q=utm_source":                       "https://x.example/a?q=utm_source",
		"tag:x.example,2024:1":                                   "tag:x.example,2024:1",
		"":                                                       "",
		"https://x.example/%zz":                                  "https://x.example/%zz",
	} {
		if got := CleanURL(in); got != want {
			t.Errorf("%s becomes %s, want %s", in, got, want)
		}
	}
}
