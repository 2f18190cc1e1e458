// Package dateparser stands in for github.com/markusmobius/go-dateparser, which
// go-htmldate imports for dates that are written out in some 200 languages.
// Parley reads pages in English and never asks for that search, but the real
// package compiles its tables when the program starts: 0.2 s and 90 MB for
// every command. The "replace" line of the project's go.mod puts this one in
// its place. It has the names that go-htmldate uses and finds no date.
package dateparser

import (
	"errors"
	"time"
)

// ParserType names a way of parsing.
type ParserType uint8

// The ways of parsing that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource says which of several dates is meant.
type PreferredDateSource uint8

// Past prefers dates before the current time.
const Past PreferredDateSource = 1

// Configuration is accepted and ignored.
type Configuration struct {
	CurrentTime         time.Time
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Parser finds no date.
type Parser struct{ ParserTypes []ParserType }

// Date is a date that was found.
type Date struct{ Time time.Time }

// errNone says why there is never a date.
var errNone = errors.New("dates in words of other languages are not read")

// Parse returns no date and an error.
func (p *Parser) Parse(*Configuration, string, ...string) (Date, error) { return Date{}, errNone }
