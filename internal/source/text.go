package source

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// maxTitle is the length in bytes of the longest first line that is a title.
const maxTitle = 200

// plain makes a document of a plain text.
func plain(data []byte, in *input, _ Config) (parley.Document, error) {
	text := normal(data)
	if blank(text) {
		return parley.Document{}, in.bad("the file is empty")
	}
	return parley.Document{Text: text, Title: titleOf(text)}, nil
}

// titleOf returns the first line of text when it is a title: short, without a
// final stop, apart from the text under it.
func titleOf(text string) string {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	line, rest, _ := strings.Cut(text, "\n")
	line = strings.TrimSpace(line)
	next, _, _ := strings.Cut(rest, "\n")
	if line == "" || len(line) > maxTitle || strings.TrimSpace(rest) == "" {
		return ""
	}
	if last, _ := utf8.DecodeLastRuneInString(line); strings.ContainsRune(".:;,…", last) {
		return ""
	}
	if !strings.ContainsFunc(line, unicode.IsLetter) {
		return ""
	}
	// Right above text, a line much shorter than the next was ended on purpose.
	next = strings.TrimSpace(next)
	if next == "" || 5*len(line) < 4*len(next) && startsSentence(next) {
		return line
	}
	return ""
}

func startsSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(r)
}

// contentID derives the id of a document from what it says and where it
// appeared, so that reading it again gives the same one.
func contentID(doc *parley.Document) string {
	h := sha256.New()
	for _, s := range []string{doc.Text, doc.Title, doc.URL, doc.Outlet} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
