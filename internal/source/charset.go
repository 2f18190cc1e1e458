package source

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// normal returns data as valid UTF-8 with "\n" line ends and without a byte
// order mark. Data that is not UTF-8 is taken for Windows-1252, the superset
// of Latin-1 that old English text is in; a few broken bytes among good ones
// become U+FFFD instead.
func normal(data []byte) string {
	data = bytes.TrimPrefix(data, utf8BOM)
	var text string
	switch {
	case utf8.Valid(data):
		text = string(data)
	case mostlyUTF8(data):
		text = strings.ToValidUTF8(string(data), "\uFFFD")
	default:
		out, err := charmap.Windows1252.NewDecoder().Bytes(data)
		if err != nil { // it takes every byte
			out = bytes.ToValidUTF8(data, []byte("\uFFFD"))
		}
		text = string(out)
	}
	return lineEnds(text)
}

// lineEnds turns "\r\n" and "\r" into "\n" and drops NUL.
func lineEnds(text string) string {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	if strings.IndexByte(text, 0) >= 0 {
		text = strings.ReplaceAll(text, "\x00", "\uFFFD")
	}
	return text
}

// mostlyUTF8 reports whether data has more characters of several bytes that
// are UTF-8 than bytes that are not.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > bad
}
