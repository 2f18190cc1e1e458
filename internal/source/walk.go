package source

import (
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// Walk yields the regular files under root, folder by folder in the order of
// their names; a root that is a file is the only one. Hidden files and folders
// (those whose names begin with a dot) are passed over, and so is what is no
// regular file. Links to files count as files; links to folders are not
// followed, except root itself. A folder that cannot be read yields its name
// with the error, and the walk goes on.
func Walk(root string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		info, err := os.Stat(root)
		switch {
		case err != nil:
			yield(root, err)
		case info.IsDir():
			walkDir(root, yield)
		default: // a pipe too: it was asked for by name
			yield(root, nil)
		}
	}
}

// walkDir walks over one folder; false when the caller has had enough.
func walkDir(dir string, yield func(string, error) bool) bool {
	entries, err := os.ReadDir(dir)
	if err != nil && !yield(dir, err) {
		return false
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir():
			if !walkDir(name, yield) {
				return false
			}
		case regular(name, e):
			if !yield(name, nil) {
				return false
			}
		}
	}
	return true
}

// regular reports whether an entry is a file or a link to one.
func regular(name string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.Type().IsRegular()
	}
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
