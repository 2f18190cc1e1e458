package source

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestWalk(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"b.txt", "a/z.txt", "a/b/c.txt", "a.txt", ".hidden", ".git/config", "a/.x/y.txt", "empty/.keep"} {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{"a/loop": "..", "a/up": root, "self": "self", "nowhere": "no-such", "link.txt": "b.txt"} {
		if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
	}
	walk := func(root string) (names []string) {
		for name, err := range Walk(root) {
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, name)
		}
		return names
	}
	var want []string
	for _, name := range []string{"a/b/c.txt", "a/z.txt", "a.txt", "b.txt", "link.txt"} {
		want = append(want, filepath.Join(root, filepath.FromSlash(name)))
	}
	if got := walk(root); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := walk(want[0]); !slices.Equal(got, want[:1]) {
		t.Errorf("a file: %q", got)
	}
	if got := walk(filepath.Join(root, "a", "up", "b.txt")); len(got) != 1 {
		t.Errorf("by way of a link: %q", got)
	}
	for name := range Walk(root) { // stopping early
		if name != want[0] {
			t.Errorf("first %q", name)
		}
		break
	}
	n := 0
	for name, err := range Walk(filepath.Join(root, "no-such")) {
		if n++; err == nil || filepath.Base(name) != "no-such" {
			t.Errorf("%q, %v", name, err)
		}
	}
	if n != 1 {
		t.Errorf("%d results for what does not exist", n)
	}
}
