package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// folderRefused is the error of a file to write that is a folder; nil for any other.
func folderRefused(flag, name string) error {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return usageError(fmt.Sprintf("%s %s: it is a folder; name a file", flag, name))
	}
	return nil
}

// toFile gives do what writes to a file. A file that is new, or takes the place of
// another, gets its name when it is whole. What is there and is no plain file, a pipe,
// a device or a link, stays what it is: it is opened and written through.
func toFile(name string, do func(io.Writer) error) error {
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return byRename(name, 0o666, do)
	case err != nil:
		return err
	case info.Mode().IsRegular():
		return byRename(name, info.Mode().Perm(), do)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	return into(f, do)
}

// byRename writes beside a file and puts the result in its place; after an error
// nothing is left beside it.
func byRename(name string, mode fs.FileMode, do func(io.Writer) error) error {
	part, err := os.OpenFile(name+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	err = into(part, do)
	if err == nil {
		err = os.Rename(part.Name(), name)
	}
	if err != nil {
		_ = os.Remove(part.Name()) // the first error is the one to tell
	}
	return err
}

// into lets do write to a file, closes it, and returns the first error.
func into(f *os.File, do func(io.Writer) error) error {
	out := bufio.NewWriterSize(f, 1<<16)
	err := finish(out, do(out))
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}
