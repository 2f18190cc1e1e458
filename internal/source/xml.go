package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"parley"
)

// Bounds on elements of a feed or a list of feeds. Feeds need some ten levels,
// pages inside them some thirty; a thousand items with their pages 100,000 elements.
const (
	maxDepth    = 200
	maxElements = 200_000
	maxEntries  = 20_000 // items, entries or outlines
)

// XML returns an XML document in UTF-8, without its declaration and without
// characters that XML does not have. The encoding is what the bytes show, else
// what contentType or the declaration says. Documents with a DTD of their own,
// whose entities can be made to fill memory or to name files, are refused, and so
// are broken and very deep ones. The error wraps [parley.ErrInvalid].
func XML(data []byte, contentType string) (string, error) {
	text := decodeXML(data, contentType)
	if err := checkXML(text); err != nil {
		return "", &reason{parley.ErrInvalid, err}
	}
	return text, nil
}

var declaration = regexp.MustCompile(`^\s*<\?xml\s[^>]*?\?>`)
var declared = regexp.MustCompile(`\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// decodeXML decodes, drops the declaration, and filters.
func decodeXML(data []byte, contentType string) string {
	if dec := utf16Text(data[:min(len(data), headSize)]); dec != nil {
		if out, err := dec.Bytes(data); err == nil {
			data, contentType = out, ""
		}
	}
	data = bytes.TrimPrefix(data, utf8BOM)
	head := declaration.Find(data[:min(len(data), 1024)])
	text := decodeLabelled(data, contentType, head)
	text = text[len(declaration.FindString(text[:min(len(text), 1024)])):]
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, lineEnds(text))
}

// decodeLabelled decodes by what is said of the encoding, unless it is wrong.
func decodeLabelled(data []byte, contentType string, head []byte) string {
	var labels []string
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		labels = append(labels, params["charset"])
	}
	if m := declared.FindSubmatch(head); m != nil {
		labels = append(labels, string(m[1]))
	}
	valid := utf8.Valid(data)
	for _, label := range labels {
		enc, name := charset.Lookup(label)
		if enc == nil || name == "utf-8" || strings.HasPrefix(name, "utf-16") || name == "replacement" {
			continue
		}
		// Bytes that are UTF-8 by chance hardly happen, but for encodings of seven bits.
		if valid && name != "iso-2022-jp" {
			continue
		}
		if out, err := enc.NewDecoder().Bytes(data); err == nil {
			return strings.ToValidUTF8(string(out), "\uFFFD")
		}
	}
	return normal(data)
}

// checkXML walks over a document and refuses what is not to be parsed.
func checkXML(text string) error {
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.Strict = false
	depth, elements, entries := 0, 0, 0
	for {
		tok, err := dec.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return xmlWhy(err)
		}
		switch tok := tok.(type) {
		case xml.Directive:
			if err := checkDirective(tok); err != nil {
				return err
			}
		case xml.StartElement:
			elements++
			depth++
			if name := strings.ToLower(tok.Name.Local); name == "item" || name == "entry" || name == "outline" {
				entries++
			}
			switch {
			case depth > maxDepth:
				return fmt.Errorf("its elements are nested more than %d deep", maxDepth)
			case elements > maxElements:
				return fmt.Errorf("it has more than %d elements", maxElements)
			case entries > maxEntries:
				return fmt.Errorf("it has more than %d items", maxEntries)
			}
		case xml.EndElement:
			depth--
		}
	}
	if elements == 0 {
		return errors.New("no XML: it has no element")
	}
	return nil
}

// plainType matches document types that define nothing: the bare name, and the
// two that RSS 0.91 asks for, which are not fetched.
var plainType = regexp.MustCompile(`(?i)^DOCTYPE\s+(rss|rdf|rdf:rdf|feed|opml|html)` +
	`(\s+(PUBLIC\s+"-//Netscape Communications//DTD RSS 0\.91//EN"|SYSTEM)\s+"http://my\.netscape\.com/publish/formats/rss-0\.91\.dtd")?\s*$`)

func checkDirective(d xml.Directive) error {
	if plainType.Match(d) {
		return nil
	}
	return errors.New("it defines a document type (DTD) or entities of its own, which can be made to do harm; such XML is refused")
}

// xmlWhy says in plain words what is wrong with XML.
func xmlWhy(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("broken XML at line %d: %s", syntax.Line, syntax.Msg)
	}
	return fmt.Errorf("broken XML: %w", err)
}
