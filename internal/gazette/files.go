package gazette

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"parley"
)

// source is a kind of file.
type source int

const (
	unknownFile source = iota
	dumpFile
	namesFile
	divisionsFile
)

// sourceOf tells what a file is by its first line with columns.
func sourceOf(file string) (source, error) {
	f, err := os.Open(file)
	if err != nil {
		return unknownFile, err
	}
	defer f.Close()
	in := bufio.NewScanner(io.LimitReader(f, 2*maxLine))
	in.Buffer(nil, maxLine)
	for in.Scan() {
		switch n := strings.Count(in.Text(), "\t") + 1; {
		case in.Text() == "" || in.Text()[0] == '#':
		case n == columns:
			return dumpFile, nil
		case n == 8 || n == 10:
			return namesFile, nil
		case n == 4:
			return divisionsFile, nil
		default:
			return unknownFile, fmt.Errorf("%s:1: %d columns: neither a dump nor names nor divisions of GeoNames: %w", file, n, parley.ErrInvalid)
		}
	}
	return unknownFile, fmt.Errorf("%s: no lines: %w", file, parley.ErrInvalid)
}

// eachLine calls each with the columns of every line.
func eachLine(r io.Reader, each func(f []string) error, bad func(line int, why error)) error {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 1<<16), maxLine)
	var f []string
	for line := 1; in.Scan(); line++ {
		if text := in.Text(); text != "" && text[0] != '#' {
			f = fields(f[:0], text)
			if err := each(f); err != nil {
				bad(line, err)
			}
		}
	}
	return in.Err()
}
