package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/mmcdole/gofeed"
	jsonfeed "github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"parley"
)

// Bounds on feeds. An item takes some hundred times as much memory as the fewest
// bytes that make one, hence the last.
const (
	MaxFeed  = 32 << 20 // bytes
	MaxItems = 2000     // of one feed; older ones behind them are not looked at
	// FullText is how many letters the text of an item must have to be taken for
	// the whole report and not for its first lines.
	FullText   = 600
	maxObjects = 50_000 // of JSON
)

// Feed is a news feed: RSS, Atom or JSON Feed.
type Feed struct {
	Title     string
	Link      string // the page that the feed is about
	Language  string // as the feed names it; empty when it does not
	Items     []Item
	TTL       time.Duration  // for which the feed asks not to be fetched again; 0 for nothing
	SkipHours []int          // hours of the day, UTC, at which it need not be fetched
	SkipDays  []time.Weekday // days of the week, UTC
	Dropped   int            // items that were not taken: beyond [MaxItems], or with nothing in them
}

// Item is one entry of a feed. Names of authors are not kept.
type Item struct {
	ID        string // the feed's own; its link, or its title and date, if it has none
	Link      string // absolute; empty when there is none
	Title     string
	Published time.Time // UTC; of the last change if only that is known; zero when not
	Text      string    // its content as text; may be all of the report, a part, or empty
	Summary   string    // as text
	Language  string
}

// Full returns the text of an item if the feed carries all of it, else "".
func (it *Item) Full() string {
	for _, s := range []string{it.Text, it.Summary} {
		if letters(s) >= FullText && !cutOff.MatchString(s[max(len(s)-200, 0):]) {
			return s
		}
	}
	return ""
}

// cutOff finds the end of a text that goes on somewhere else: three dots, or an
// invitation to read more that is a line or a sentence of its own.
var cutOff = regexp.MustCompile(`(?i)(…|\.\.\.)[\])]?\s*$|` +
	`[\n.!?…"”’)\]]\s*\[?(read|continue|click|full|more|view|see)\b( (the|full|more|reading|story|article|report|post|on|here|at|to|read|this|original))*\W*$`)

// letters counts the letters of s.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// ParseFeed reads a feed from its bytes, which came with the given Content-Type
// (empty if unknown) from address (empty if from a file). The error wraps
// [parley.ErrInvalid].
func ParseFeed(data []byte, contentType, address string) (Feed, error) {
	feed, err := parseFeed(data, contentType, address)
	if err != nil {
		return Feed{}, &reason{parley.ErrInvalid, err}
	}
	return feed, nil
}

func parseFeed(data []byte, contentType, address string) (Feed, error) {
	if len(data) > MaxFeed {
		return Feed{}, errors.New("a feed of more than " + size(MaxFeed))
	}
	text := decodeXML(data, contentType)
	head := strings.TrimLeft(text, " \t\n")
	switch {
	case head == "":
		return Feed{}, errors.New("the feed is empty")
	case head[0] == '{':
		if strings.Count(head, "{") > maxObjects {
			return Feed{}, fmt.Errorf("it has more than %d objects", maxObjects)
		}
	case head[0] != '<':
		return Feed{}, errors.New("not a feed: neither XML nor JSON")
	case looksLikePage(head):
		return Feed{}, errors.New("not a feed but an HTML page")
	default:
		if err := checkXML(text); err != nil {
			return Feed{}, err
		}
	}
	raw, err := gofeedParse(head)
	if err != nil {
		return Feed{}, err
	}
	return newFeed(raw, address), nil
}

func looksLikePage(head string) bool {
	low := strings.ToLower(head[:min(len(head), 512)])
	return strings.HasPrefix(low, "<!doctype html") || strings.HasPrefix(low, "<html")
}

// gofeedParse runs the library. A panic of it on odd bytes is an error.
func gofeedParse(text string) (feed *gofeed.Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			feed, err = nil, fmt.Errorf("the feed cannot be read: %v", r)
		}
	}()
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	feed, err = p.Parse(strings.NewReader(text))
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, gofeed.ErrFeedTypeNotDetected):
		return nil, errors.New("not a feed: neither RSS nor Atom nor JSON Feed")
	case errors.As(err, &syntax), errors.As(err, &kind):
		return nil, errors.New("a broken JSON feed: " + strings.ReplaceAll(JSONWhy(err), "alias.", "")) // a type of the library
	case err != nil:
		return nil, xmlWhy(err)
	}
	if j, ok := feed.OriginalFeed().(*jsonfeed.Feed); ok && !strings.Contains(j.Version, "jsonfeed.org/version/") {
		return nil, errors.New(`not a feed: JSON without the "version" of a JSON Feed`)
	}
	return feed, nil
}

// newFeed keeps what is of use.
func newFeed(raw *gofeed.Feed, address string) Feed {
	feed := Feed{Title: heading(raw.Title), Language: raw.Language}
	base, _ := url.Parse(address)
	feed.Link = absolute(base, raw.Link)
	if u, err := url.Parse(feed.Link); err == nil && u.IsAbs() {
		base = u
	}
	if r, ok := raw.OriginalFeed().(*rss.Feed); ok {
		manners(&feed, r)
	}
	texts, _ := raw.OriginalFeed().(*jsonfeed.Feed)
	for i, one := range raw.Items {
		if len(feed.Items) == MaxItems {
			feed.Dropped += len(raw.Items) - i
			break
		}
		item, ok := newItem(one, base)
		if texts != nil && i < len(texts.Items) && texts.Items[i].ContentHTML == "" { // plain text is no HTML
			item.Text = paragraphs(texts.Items[i].ContentText)
			ok = ok || item.Text != ""
		}
		if !ok {
			feed.Dropped++
			continue
		}
		if item.Language == "" {
			item.Language = feed.Language
		}
		feed.Items = append(feed.Items, item)
	}
	return feed
}

// newItem reads one entry; ok is false when there is nothing in it.
func newItem(raw *gofeed.Item, base *url.URL) (item Item, ok bool) {
	if raw == nil {
		return Item{}, false
	}
	item = Item{ID: strings.TrimSpace(raw.GUID), Title: heading(raw.Title), Text: content(raw.Content), Summary: content(raw.Description)}
	link := raw.Link
	if orig := raw.Extensions["feedburner"]["origLink"]; len(orig) > 0 && orig[0].Value != "" {
		link = orig[0].Value // the link itself leads there by way of a counter
	}
	if item.Link = absolute(base, link); item.Link == "" && isWebAddress(item.ID) {
		item.Link = item.ID
	}
	for _, t := range []*time.Time{raw.PublishedParsed, raw.UpdatedParsed} {
		if t != nil && item.Published.IsZero() && t.Year() > 1900 && t.Before(lastDate) {
			item.Published = t.UTC()
		}
	}
	if dc := raw.DublinCoreExt; dc != nil && len(dc.Language) > 0 {
		item.Language = dc.Language[0]
	}
	if item.ID == "" {
		item.ID = item.Link
	}
	if item.ID == "" {
		item.ID = item.Title + raw.Published
	}
	return item, item.Title != "" || item.Text != "" || item.Summary != "" || item.Link != ""
}

// content makes text of what an entry carries, without the line that blogs put
// under each item of their feeds.
func content(s string) string {
	text := Fragment(s)
	i := strings.LastIndexByte(text, '\n') + 1
	if last := text[i:]; strings.HasPrefix(last, "The post ") && (strings.Contains(last, " appeared first on ") || strings.Contains(last, " first appeared on ")) {
		text = strings.TrimRight(text[:i], "\n")
	}
	return text
}

// heading makes one line of a title, in which mark-up may stand.
func heading(s string) string {
	s = oneLine(Fragment(s))
	if len(s) > 1000 {
		s = strings.ToValidUTF8(s[:1000], "") + "…"
	}
	return s
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// absolute resolves a link against base; "" unless it leads to the web.
func absolute(base *url.URL, link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || strings.TrimSpace(link) == "" {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if s := u.String(); isWebAddress(s) {
		return s
	}
	return ""
}

// manners reads how often the feed wants to be fetched.
func manners(feed *Feed, r *rss.Feed) {
	if n, err := strconv.Atoi(strings.TrimSpace(r.TTL)); err == nil && n > 0 {
		feed.TTL = time.Duration(min(n, 7*24*60)) * time.Minute
	}
	for _, s := range r.SkipHours {
		if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 && n <= 24 {
			feed.SkipHours = append(feed.SkipHours, n%24)
		}
	}
	for _, s := range r.SkipDays {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if strings.EqualFold(strings.TrimSpace(s), day.String()) {
				feed.SkipDays = append(feed.SkipDays, day)
			}
		}
	}
}

var jsonVersion = regexp.MustCompile(`"version"\s*:\s*"https?:(//|\\/\\/)jsonfeed\.org(/|\\/)version`)

// isJSONFeed reports whether head is the front of a JSON Feed.
func isJSONFeed(head []byte) bool { return isObject(head) && jsonVersion.Match(head) }

// FeedLink is a feed that a page names.
type FeedLink struct {
	URL   string // absolute
	Title string // as the page has it
}

// FeedLinks returns the feeds that an HTML page from address names in its head,
// in its order; at most twenty.
func FeedLinks(data []byte, contentType, address string) []FeedLink {
	if len(data) > maxPage {
		return nil
	}
	root, err := parsePage(decodePage(data, contentType))
	if err != nil {
		return nil
	}
	base, _ := url.Parse(address)
	var links []FeedLink
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.DataAtom != atom.Link || len(links) == 20 {
			continue
		}
		get := map[string]string{}
		for _, a := range n.Attr {
			get[a.Key] = a.Val
		}
		if !slices.Contains(strings.Fields(strings.ToLower(get["rel"])), "alternate") {
			continue
		}
		switch mediaType(get["type"]) {
		case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json":
			if to := absolute(base, get["href"]); to != "" && !slices.ContainsFunc(links, func(l FeedLink) bool { return l.URL == to }) {
				links = append(links, FeedLink{to, heading(get["title"])})
			}
		}
	}
	return links
}
