package lookout

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"time"

	"parley/internal/store"
)

// FeedEntries is how many alerts a feed has, the last ones.
const FeedEntries = 100

// The elements of Atom 1.0, RFC 4287.
type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Updated   string      `xml:"updated"`
	Author    atomAuthor  `xml:"author"`
	Generator string      `xml:"generator"`
	Entries   []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Published string       `xml:"published"`
	Updated   string       `xml:"updated"`
	Category  atomCategory `xml:"category"`
	Content   atomContent  `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// WriteFeed writes alerts, the newest first, as an Atom feed. name is the archive's; at
// is the time of a feed without entries. Whoever reads the feed knows an alert that was
// told anew by its id.
func WriteFeed(out io.Writer, name string, at time.Time, alerts []store.Alert) error {
	feed := atomFeed{ID: feedID(name), Title: "Parley: watchlist", Author: atomAuthor{"Parley"}, Generator: "Parley"}
	for i := range alerts {
		a := &alerts[i]
		if i == 0 || a.Updated.After(at) {
			at = a.Updated
		}
		feed.Entries = append(feed.Entries, atomEntry{
			ID: feedID(name, a.ID), Title: a.Title, Published: stamp(a.First), Updated: stamp(a.Updated),
			Category: atomCategory{a.Kind}, Content: atomContent{"text", a.Text},
		})
	}
	feed.Updated = stamp(at)
	if _, err := io.WriteString(out, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(out)
	enc.Indent("", "  ")
	if err := enc.Encode(&feed); err != nil {
		return err
	}
	_, err := io.WriteString(out, "\n")
	return err
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// feedID is a UUID of words, of the version that RFC 9562 leaves to its makers.
func feedID(words ...string) string {
	h := sha256.New()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	u := h.Sum(nil)[:16]
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	x := hex.EncodeToString(u)
	return fmt.Sprintf("urn:uuid:%s-%s-%s-%s-%s", x[:8], x[8:12], x[12:16], x[16:20], x[20:])
}
