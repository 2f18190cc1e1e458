package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"parley"
	"parley/internal/source"
)

// namespace of the attributes of an outline that OPML has no name for.
const namespace = "https://parley.invalid/opml"

// maxOPML is the most bytes that a list of feeds may have.
const maxOPML = 16 << 20

// EntryError tells what is wrong with one entry of a list of feeds.
type EntryError struct {
	Line int // from 1
	Why  string
}

func (e *EntryError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Why) }

// Unwrap returns [parley.ErrInvalid].
func (e *EntryError) Unwrap() error { return parley.ErrInvalid }

// ReadOPML reads a list of feeds in OPML, with outlines nested as they may be.
// Of a feed that is there twice, the first entry counts. Bad entries are passed
// over; the error joins an [*EntryError] for each of them and the subscriptions
// come all the same. A list that cannot be read gives none and an error that
// wraps [parley.ErrInvalid].
func ReadOPML(r io.Reader) ([]Subscription, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxOPML+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxOPML {
		return nil, fmt.Errorf("%w: a list of feeds of more than %d MiB", parley.ErrInvalid, maxOPML>>20)
	}
	text, err := source.XML(data, "")
	if err != nil {
		return nil, err
	}
	list := opmlReader{dec: xml.NewDecoder(strings.NewReader(text)), known: map[string]bool{}}
	list.dec.Strict = false
	if err := list.read(); err != nil {
		return nil, fmt.Errorf("%w: %w", parley.ErrInvalid, err)
	}
	return list.subs, errors.Join(list.bad...)
}

type opmlReader struct {
	dec   *xml.Decoder
	subs  []Subscription
	bad   []error
	known map[string]bool
}

func (o *opmlReader) read() error {
	root := false
	for {
		tok, err := o.dec.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil { // source.XML has read it without one
			return err
		}
		start, ok := tok.(xml.StartElement)
		switch {
		case !ok:
		case !root && !strings.EqualFold(start.Name.Local, "opml"):
			return fmt.Errorf("no OPML: it begins with <%s>", start.Name.Local)
		case !root:
			root = true
		case strings.EqualFold(start.Name.Local, "outline"):
			line, _ := o.dec.InputPos()
			o.outline(start.Attr, line)
		}
	}
	if !root {
		return errors.New("no OPML: it has no element")
	}
	return nil
}

// outline reads an entry, which may be a folder of others and no feed.
func (o *opmlReader) outline(attrs []xml.Attr, line int) {
	get := map[string]string{}
	for _, a := range attrs {
		get[strings.ToLower(a.Name.Local)] = strings.TrimSpace(a.Value)
	}
	address := first(get["xmlurl"], get["feedurl"])
	kind := strings.ToLower(get["type"])
	if address == "" && (kind == "rss" || kind == "atom" || kind == "feed" || kind == "rdf") {
		if address = get["url"]; address == "" {
			o.bad = append(o.bad, &EntryError{line, fmt.Sprintf("the feed %q has no address (xmlUrl)", short(first(get["title"], get["text"])))})
			return
		}
	}
	if address == "" {
		return
	}
	if rest, ok := strings.CutPrefix(address, "feed:"); ok { // feed://host/path or feed:https://host/path
		if address = rest; strings.HasPrefix(rest, "//") {
			address = "http:" + rest
		}
	}
	if why := badURL(address); why != "" {
		o.bad = append(o.bad, &EntryError{line, why})
		return
	}
	if o.known[address] {
		return
	}
	o.known[address] = true
	o.subs = append(o.subs, Subscription{URL: address, Title: first(get["title"], get["text"]), Outlet: get["outlet"]})
}

// CheckURL refuses what is no address of a feed, as far as that can be seen
// without asking the network. The error wraps [parley.ErrInvalid].
func CheckURL(address string) error {
	if why := badURL(address); why != "" {
		return fmt.Errorf("%w: %s", parley.ErrInvalid, why)
	}
	return nil
}

// badURL says what is wrong with an address; "" for nothing.
func badURL(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return fmt.Sprintf("%q is no address of the web", short(address))
	case u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return fmt.Sprintf("%q does not start with http:// or https:// and a host", short(address))
	case u.User != nil:
		return u.Redacted() + " holds a user name or password"
	}
	return ""
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// WriteOPML writes the feeds of subs as OPML 2.0, in their order.
func WriteOPML(w io.Writer, subs []Subscription) error {
	type outline struct {
		Type   string `xml:"type,attr"`
		Text   string `xml:"text,attr"`
		Title  string `xml:"title,attr,omitempty"`
		URL    string `xml:"xmlUrl,attr"`
		Outlet string `xml:"parley:outlet,attr,omitempty"`
	}
	var list struct {
		XMLName   xml.Name  `xml:"opml"`
		Version   string    `xml:"version,attr"`
		Namespace string    `xml:"xmlns:parley,attr"`
		Title     string    `xml:"head>title"`
		Outlines  []outline `xml:"body>outline"`
	}
	list.Version, list.Namespace, list.Title = "2.0", namespace, "Feeds that Parley follows"
	for _, s := range subs {
		list.Outlines = append(list.Outlines, outline{"rss", first(s.Title, s.Outlet, s.URL), s.Title, s.URL, s.Outlet})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(list); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
