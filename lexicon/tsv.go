package lexicon

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"parley"
)

const maxLine = 64 << 10 // bytes; no sensible entry comes near it

// ReadTSV calls each for every entry of a tab-separated file: blank lines and
// lines that begin with # are skipped, the first other line must name the
// columns. Columns come without the spaces around them; the slice that holds them is
// used again. All faults of the file come back joined, as "name:line: why".
func ReadTSV(r io.Reader, name string, columns []string, each func(f []string) error) error {
	var errs []error
	fault := func(line int, err error) {
		errs = append(errs, fmt.Errorf("%s:%d: %w", name, line, err))
	}
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 4096), maxLine)
	header, line := false, 0
	fields := make([]string, 0, len(columns))
	for in.Scan() {
		line++
		text := in.Text()
		if strings.TrimSpace(text) == "" || text[0] == '#' {
			continue
		}
		if !utf8.ValidString(text) {
			fault(line, errors.New("not valid UTF-8"))
			continue
		}
		fields = appendFields(fields[:0], text)
		if !header {
			header = true
			if !slices.Equal(fields, columns) {
				fault(line, fmt.Errorf("columns are %q, want %q: %w", fields, columns, parley.ErrInvalid))
				break
			}
			continue
		}
		if len(fields) != len(columns) {
			fault(line, fmt.Errorf("%d columns, want %d: %w", len(fields), len(columns), parley.ErrInvalid))
			continue
		}
		if err := each(fields); err != nil {
			fault(line, err)
		}
	}
	if err := in.Err(); err != nil {
		fault(line+1, err)
	} else if !header {
		fault(line+1, errors.New("no line with the names of the columns"))
	}
	return errors.Join(errs...)
}

func appendFields(fields []string, text string) []string {
	for {
		before, after, more := strings.Cut(text, "\t")
		fields = append(fields, strings.TrimSpace(before))
		if !more {
			return fields
		}
		text = after
	}
}

// list splits a column of alternatives, "A|B|C". Empty alternatives are a fault.
func list(column string) ([]string, error) {
	if column == "" {
		return nil, nil
	}
	items := strings.Split(column, "|")
	for i, s := range items {
		items[i] = strings.TrimSpace(s)
		if items[i] == "" {
			return nil, fmt.Errorf("empty alternative in %q", column)
		}
	}
	return items, nil
}

// sectors splits a column of sectors, primary first: "GOV,PRE".
func sectors(column string) ([]string, error) {
	if column == "" {
		return nil, nil
	}
	items := strings.Split(column, ",")
	for _, s := range items {
		if !ValidSector(s) {
			return nil, fmt.Errorf("unknown sector %q", s)
		}
	}
	return items, nil
}

// ValidSector reports whether code is a PLOVER sector, COP or JNK.
func ValidSector(code string) bool {
	switch code {
	case "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
		"ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "COP", "NGO", "IGO", "JNK":
		return true
	}
	return false
}

// ValidCountry reports whether code has the form of a country code or is one
// of the special codes; whether it names a country is for the linter to say.
func ValidCountry(code string) bool {
	if len(code) != 3 {
		return false
	}
	for i := range 3 {
		if code[i] < 'A' || code[i] > 'Z' {
			return false
		}
	}
	return true
}

// checkCountry accepts an empty code: not bound to a country.
func checkCountry(code string) error {
	if code != "" && !ValidCountry(code) {
		return fmt.Errorf("country %q is no alpha-3 code", code)
	}
	return nil
}
