package source

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

func isStop(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// detect tells the format of the input from its first bytes.
func (in *input) detect() (Format, error) {
	head := bytes.TrimLeft(in.head, " \t\r\n\f\v")
	switch {
	case len(head) == 0:
		return Text, nil
	case isJSONFeed(head):
		return News, nil
	case isObject(head):
		return JSONL, nil
	case head[0] == '[' && isObject(bytes.TrimLeft(head[1:], " \t\r\n")):
		return "", in.bad("a JSON array; give JSON Lines, one object a line")
	case head[0] == '<':
		return in.markup(head)
	}
	return Text, nil
}

// isObject reports whether head starts like a JSON object.
func isObject(head []byte) bool {
	if len(head) == 0 || head[0] != '{' {
		return false
	}
	rest := bytes.TrimLeft(head[1:], " \t\r\n")
	return len(rest) == 0 || rest[0] == '"' || rest[0] == '}'
}

// markup tells HTML from other languages with angle brackets.
func (in *input) markup(head []byte) (Format, error) {
	low := strings.ToLower(string(head))
	for _, feed := range []string{"<rss", "<feed", "<rdf:rdf"} {
		if strings.Contains(low, feed) && !strings.Contains(low, "<html") {
			return News, nil
		}
	}
	if strings.HasPrefix(low, "<!--") || strings.HasPrefix(low, "<!doctype html") || strings.Contains(low, "<html") {
		return HTML, nil
	}
	if strings.HasPrefix(low, "<?xml") || strings.HasPrefix(low, "<!doctype") {
		return "", in.bad("an XML file that is no HTML page")
	}
	for _, tag := range []string{"head", "body", "title", "meta", "link", "script", "style", "main", "article", "section",
		"header", "nav", "div", "span", "p", "h1", "h2", "h3", "table", "ul", "ol", "a", "b", "i", "br", "img", "center", "font", "base"} {
		if rest, ok := strings.CutPrefix(low, "<"+tag); ok && rest != "" && strings.ContainsRune(" \t\r\n>/", rune(rest[0])) {
			return HTML, nil
		}
	}
	return Text, nil
}

// signatures are the first bytes of files that are not text.
var signatures = []struct {
	at    int
	magic string
	what  string
}{
	{0, "%PDF-", "a PDF file"},
	{0, "PK\x03\x04", "a ZIP archive or an office document"},
	{0, "PK\x05\x06", "an empty ZIP archive"},
	{0, "\x89PNG", "a PNG image"},
	{0, "\xff\xd8\xff", "a JPEG image"},
	{0, "GIF8", "a GIF image"},
	{8, "WEBP", "a WebP image"},
	{0, "II*\x00", "a TIFF image"},
	{0, "MM\x00*", "a TIFF image"},
	{0, "BZh", "a bzip2 archive"},
	{0, "\xfd7zXZ", "an xz archive"},
	{0, "7z\xbc\xaf", "a 7-Zip archive"},
	{0, "Rar!\x1a", "a RAR archive"},
	{257, "ustar", "a tar archive"},
	{0, "\x7fELF", "a program"},
	{0, "MZ\x90", "a program"},
	{0, "\xd0\xcf\x11\xe0", "an old office document"},
	{0, "SQLite format 3", "an SQLite database"},
	{0, "PAR1", "a Parquet table"},
	{0, "{\\rtf", "an RTF document"},
	{0, "ID3", "an MP3 recording"},
	{0, "OggS", "an Ogg recording"},
	{0, "RIFF", "a sound or video recording"},
	{4, "ftyp", "a video recording"},
	{0, "WARC/", "a web archive (WARC)"},
	{0, "%!PS", "a PostScript file"},
}

// notText says what head is the start of when that is not text, else "".
func notText(head []byte) string {
	for _, s := range signatures {
		if len(head) > s.at && bytes.HasPrefix(head[s.at:], []byte(s.magic)) {
			return s.what
		}
	}
	controls := 0
	for _, c := range head {
		switch {
		case c == 0:
			return "binary data"
		case c < ' ' && (c < '\t' || c > '\r') && c != 0x1b, c == 0x7f:
			controls++
		}
	}
	if controls*20 > len(head) {
		return "binary data"
	}
	return ""
}

// utf16Text returns the decoder of UTF-16 text, known by its mark or by where
// the zero bytes of its Latin letters stand; nil for anything else.
func utf16Text(head []byte) *encoding.Decoder {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}) && !bytes.HasPrefix(head, []byte{0xff, 0xfe, 0, 0}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()
	case len(head) < 16:
		return nil
	}
	var zero [2]int
	for i, c := range head {
		if c == 0 {
			zero[i%2]++
		}
	}
	// English has more than nine ASCII characters in ten, and binary files
	// rarely keep to one side.
	most := len(head) / 2 * 8 / 10
	switch {
	case zero[1] > most && zero[0] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case zero[0] > most && zero[1] == 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	}
	return nil
}
