package source

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"parley"
)

// Bounds on a page. News pages have some 5,000 nodes; time of extraction grows
// faster than their number.
const (
	maxPage  = 8 << 20 // bytes
	maxNodes = 50_000
)

// lastDate bounds dates of publication. It is not the day of reading, which
// would make the result depend on the clock.
var lastDate = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)

// page makes a document of an HTML page: the main text, without menus,
// advertisements and comments, and what the page says about itself.
func page(data []byte, in *input, _ Config) (parley.Document, error) {
	doc, err := article(data, "")
	if err != nil {
		return parley.Document{}, in.bad(err.Error())
	}
	return doc, nil
}

// Page makes a document of the bytes of an HTML page that was fetched with the
// given Content-Type, which may be empty, or of plain text if it says so. Only
// Text, Title, Published, URL and Outlet are set, as far as the page tells them;
// [Complete] does the rest. The error says why there is no article in it.
func Page(data []byte, contentType string) (parley.Document, error) {
	if media, _, _ := strings.Cut(contentType, ";"); strings.EqualFold(strings.TrimSpace(media), "text/plain") {
		text := decodePage(data, contentType)
		if blank(text) || notText([]byte(text[:min(len(text), headSize)])) != "" {
			return parley.Document{}, &reason{parley.ErrInvalid, errors.New("it holds no text")}
		}
		return parley.Document{Text: text, Title: titleOf(text)}, nil
	}
	doc, err := article(data, contentType)
	if err != nil {
		return parley.Document{}, &reason{parley.ErrInvalid, err}
	}
	return doc, nil
}

// article finds the main text of a page. The error is for people.
func article(data []byte, contentType string) (parley.Document, error) {
	if len(data) > maxPage {
		return parley.Document{}, errors.New("an HTML page of more than " + size(maxPage))
	}
	root, err := parsePage(decodePage(data, contentType))
	if err != nil {
		return parley.Document{}, fmt.Errorf("the HTML page cannot be read: %w", err)
	}
	page := newBlocks(root) // before the library has its way with it
	found, err := extract(root)
	if err != nil {
		return parley.Document{}, fmt.Errorf("no article found in the HTML page: %w", err)
	}
	text := strings.Join(page.mend(lines(found.ContentNode, articleRole)), "\n\n")
	if text == "" {
		return parley.Document{}, errors.New("no article found in the HTML page")
	}
	meta := found.Metadata
	doc := parley.Document{Text: text, Title: oneLine(meta.Title), URL: meta.URL, Outlet: oneLine(meta.Sitename)}
	if doc.Outlet == "" {
		doc.Outlet = meta.Hostname
	}
	if u, err := url.Parse(doc.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" {
		doc.URL = ""
	}
	if d := meta.Date; !d.IsZero() {
		doc.Published = time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)
	}
	return doc, nil
}

// decodePage returns the page in UTF-8. What the page or the server says of its
// encoding holds unless it is UTF-8 and wrong.
func decodePage(data []byte, contentType string) string {
	if contentType != "" && utf8.Valid(data) { // servers that add an old default to every page are common
		contentType = ""
	}
	enc, name, certain := charset.DetermineEncoding(data, contentType)
	if !certain || name == "utf-8" {
		return normal(data)
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return normal(data)
	}
	return lineEnds(strings.ToValidUTF8(string(out), "\uFFFD"))
}

// parsePage parses a page within bounds. The parser itself refuses elements
// nested more than 512 deep, so that walks over the tree may recurse.
func parsePage(text string) (*html.Node, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	n := 0
	for range root.Descendants() {
		if n++; n > maxNodes {
			return nil, fmt.Errorf("it has more than %d elements", maxNodes)
		}
	}
	return root, nil
}

// junk selects what stands inside articles without being part of them.
const junk = `nav, [role="navigation"], .ad, .ads, .advert, .advertisement, .ad-container, .ad-slot, .ad-wrapper, ` +
	`[id^="google_ads"], [aria-label="Advertisement"], [aria-hidden="true"], .newsletter, .related, .related-content, .read-more`

// extract finds the article. A panic of the library on odd pages is an error.
func extract(root *html.Node) (found *trafilatura.ExtractResult, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	found, err = trafilatura.ExtractDocument(root, trafilatura.Options{
		EnableFallback:  true,
		ExcludeComments: true,
		PruneSelector:   junk,
		HtmlDateOptions: &htmldate.Options{UseOriginalDate: true, SkipExtensiveSearch: true, MaxDate: lastDate},
	})
	if err == nil && (found == nil || found.ContentNode == nil) {
		err = fmt.Errorf("it holds no text")
	}
	return found, err
}

// softHyphen says where a word may be broken. That is for the screen.
const softHyphen = "\u00ad"

// role is what an element is to the lines of text around it.
type role int

const (
	within role = iota // stands within a line
	block              // begins and ends lines
	unread             // is no text
)

// render writes the text below n, one line a paragraph, with blank lines between.
func render(n *html.Node) string { return strings.Join(lines(n, articleRole), "\n\n") }

// lines returns the lines of the text below n that are not blank.
func lines(n *html.Node, roleOf func(*html.Node) role) []string {
	var out []string
	var line strings.Builder
	flush := func() {
		if s := oneLine(line.String()); s != "" {
			out = append(out, s)
		}
		line.Reset()
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		r := within
		switch n.Type {
		case html.TextNode:
			line.WriteString(strings.ReplaceAll(n.Data, softHyphen, ""))
		case html.ElementNode:
			r = roleOf(n)
		}
		if r == unread {
			return
		}
		if r == block {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if r == block {
			flush()
		}
	}
	walk(n)
	flush()
	return out
}

// articleRole says what the elements of an article are to its lines, after all
// that is not to be read was taken out.
func articleRole(n *html.Node) role {
	if inline(n.Data) {
		return within
	}
	return block
}

// inline reports whether an element stands within a line of text.
func inline(tag string) bool {
	switch tag {
	case "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
		"mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr":
		return true
	}
	return false
}

// oneLine puts single spaces for runs of white space and of control characters.
func oneLine(s string) string { return strings.Join(strings.Fields(visible(s)), " ") }
