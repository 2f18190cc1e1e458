package parley

import "time"

// Document is one news report, as it came in.
type Document struct {
	ID        string    // stable; derived from the content when the source gives none
	Text      string    // valid UTF-8; every offset of every event points into it
	Title     string    // headline; it may stand at the head of Text too
	Published time.Time // day of publication, UTC; zero when not known
	URL       string
	Outlet    string // name of the outlet that published it
	Lang      string // ISO 639-1 code; empty when not known
	Source    string // where it was read from, for messages: "file" or "file:line"
}

// Span is a half-open range of bytes of a document's text. The zero Span is
// empty and means "no words".
type Span struct {
	Start int // first byte
	End   int // byte after the last
}

// Empty reports whether s holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains reports whether every byte of t lies in s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Join returns the smallest span that holds both s and t; an empty span adds nothing.
func (s Span) Join(t Span) Span {
	switch {
	case s.Empty():
		return t
	case t.Empty():
		return s
	}
	return Span{min(s.Start, t.Start), max(s.End, t.End)}
}
