package feed

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"parley"
	"parley/internal/fetch"
	"parley/internal/source"
)

// MaxPages is how many article pages one poll fetches; the rest waits for the next.
const MaxPages = 50

// patience is how long an item may be out of reach before its summary is taken.
const patience = 24 * time.Hour

const feedTypes = "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"

// Result is what came of one poll.
type Result struct {
	URL       string            // of the feed, as it was before
	Documents []parley.Document // of new items, in the order of the feed
	Seen      []string          // ids of items that are done with, those of Documents among them
	Updated   Subscription      // to keep in place of the one that was polled

	NotModified bool // the server says that nothing has changed
	Items       int  // in the feed
	New         int  // that became documents
	Skipped     int  // that did not: no English, no text, or left for the next poll

	Warnings []string // for people: what was odd, one line each
	Err      error    // why the feed could not be fetched or read; a [*fetch.Error] or wraps [parley.ErrInvalid]
}

func (r *Result) warn(format string, args ...any) {
	const most = 100
	switch len(r.Warnings) {
	case most:
		r.Warnings = append(r.Warnings, "and more of the kind")
	case most + 1:
	default:
		r.Warnings = append(r.Warnings, fmt.Sprintf(format, args...))
	}
}

// Poll fetches sub at time now and makes documents of the items that seen, asked
// about [parley.Document.ID], does not know. The text is the feed's where that
// carries the whole report, else the article page's, else title and summary.
//
// Poll returns with Err when the feed cannot be had; Updated tells when to try
// again, and whether that makes sense. If ctx ends, Err is of kind
// [fetch.Stopped] and Updated is sub.
func Poll(ctx context.Context, client *fetch.Client, sub Subscription, now time.Time, seen func(id string) bool) Result {
	p := &poll{ctx: ctx, client: client, now: now, seen: seen, result: Result{URL: sub.URL, Updated: sub}}
	p.run()
	if ctx.Err() != nil {
		err := p.result.Err
		if err == nil {
			cause := context.Cause(ctx)
			err = &fetch.Error{URL: sub.URL, Kind: fetch.Stopped, Why: "stopped: " + cause.Error(), Err: cause}
		}
		return Result{URL: sub.URL, Updated: sub, Err: err}
	}
	return p.result
}

// poll is one poll as it goes on.
type poll struct {
	ctx    context.Context
	client *fetch.Client
	now    time.Time
	seen   func(string) bool
	result Result
	pages  int // fetched
	later  int // items left for the next poll
}

func (p *poll) run() {
	sub := &p.result.Updated
	old := fetch.Validators{URL: sub.ValidatorURL, ETag: sub.ETag, LastModified: sub.LastModified}
	resp, err := p.client.Get(p.ctx, fetch.Request{URL: sub.URL, Validators: old, Accept: feedTypes})
	if err != nil {
		p.failed(err)
		return
	}
	if to := sub.move(resp.Moved); to != "" {
		p.result.warn("%s has moved for good to %s, which is followed from now on", p.result.URL, to)
	}
	if resp.NotModified {
		p.result.NotModified = true
		sub.succeed(resp, false, p.now)
		return
	}
	f, err := source.ParseFeed(resp.Body, resp.ContentType, resp.URL)
	if err != nil {
		p.unreadable(resp, err)
		return
	}
	if sub.Title == "" {
		sub.Title = f.Title
	}
	sub.TTL, sub.SkipHours, sub.SkipDays = f.TTL, f.SkipHours, f.SkipDays
	p.items(&f)
	sub.succeed(resp, p.later > 0, p.now)
}

// failed notes that the feed could not be fetched.
func (p *poll) failed(err error) {
	sub := &p.result.Updated
	p.result.Err = err
	var why *fetch.Error
	if !errors.As(err, &why) {
		why = &fetch.Error{URL: sub.URL, Kind: fetch.Broken, Why: err.Error()}
	}
	sub.fail(string(why.Kind), why.Error(), why.Status, why.RetryAfter, p.now)
	if sub.Stopped {
		p.result.warn("%s is gone for good and is followed no more", sub.URL)
	}
}

// unreadable notes that what came is no feed.
func (p *poll) unreadable(resp *fetch.Response, err error) {
	sub := &p.result.Updated
	p.result.Err = fmt.Errorf("%s: %w", resp.URL, err)
	sub.fail(KindParse, p.result.Err.Error(), resp.Status, resp.MaxAge, p.now)
	if sub.Stopped {
		p.result.warn("%s could not be read %d times in a row and is followed no more", sub.URL, sub.ParseErrors)
	}
}

// items goes through the entries of a feed.
func (p *poll) items(f *Feed) {
	p.result.Items = len(f.Items) + f.Dropped
	if f.Dropped > 0 {
		p.result.warn("%s: %d of %d items are empty or more than are read", p.result.URL, f.Dropped, p.result.Items)
		p.result.Skipped += f.Dropped
	}
	done := map[string]bool{}
	for i := range f.Items {
		it := &f.Items[i]
		id := it.DocumentID(p.result.URL)
		if done[id] || p.seen(id) {
			continue
		}
		done[id] = true
		if p.ctx.Err() != nil {
			return
		}
		p.item(it, id)
	}
	if p.later > 0 {
		p.result.warn("%s: %d items are left for the next poll", p.result.URL, p.later)
	}
}

// item makes a document of one entry that is new.
func (p *poll) item(it *Item, id string) {
	doc := parley.Document{ID: id, Title: it.Title, Published: it.Published, URL: source.CleanURL(it.Link), Outlet: p.result.Updated.name(), Source: p.result.URL}
	if late := doc.Published.Sub(p.now); late > 0 {
		if late > time.Hour {
			p.result.warn("%s: %s is dated %s, after it was fetched; the time of fetching is taken",
				p.result.URL, label(it), doc.Published.Format(time.RFC3339))
		}
		doc.Published = p.now.UTC()
	}
	if doc.Text = it.Full(); doc.Text == "" && !p.page(it, &doc) {
		p.later++
		p.result.Skipped++
		return
	}
	p.result.Seen = append(p.result.Seen, id)
	if strings.TrimSpace(doc.Text) == "" {
		p.result.Skipped++
		p.result.warn("%s: %s holds no text", p.result.URL, label(it))
		return
	}
	doc, err := source.Complete(doc, it.Language, source.Config{})
	if err != nil {
		p.result.Skipped++
		p.result.warn("%s: %s: %v", p.result.URL, label(it), err)
		return
	}
	p.result.New++
	p.result.Documents = append(p.result.Documents, doc)
}

// page takes the text of doc from the article's page, or from title and summary
// if the page is not to be had. It returns false when the item had better wait.
func (p *poll) page(it *Item, doc *parley.Document) bool {
	if it.Link == "" {
		doc.Text = teaser(it)
		return true
	}
	if p.pages >= MaxPages {
		return false
	}
	p.pages++
	resp, err := p.client.Page(p.ctx, it.Link)
	if err != nil {
		var why *fetch.Error
		if errors.As(err, &why) && why.Temporary() && !doc.Published.IsZero() && p.now.Sub(doc.Published) < patience {
			p.result.warn("%v; tried again at the next poll", err)
			return false
		}
		p.result.warn("%v; title and summary are taken", err)
		doc.Text = teaser(it)
		return true
	}
	found, err := source.Page(resp.Body, resp.ContentType)
	if err != nil || len(found.Text) < len(it.Text) {
		if err != nil {
			p.result.warn("%s: %v; title and summary are taken", resp.URL, err)
		}
		doc.Text = teaser(it)
		return true
	}
	doc.Text = found.Text
	if doc.Title == "" {
		doc.Title = found.Title
	}
	if doc.Published.IsZero() && !found.Published.After(p.now) {
		doc.Published = found.Published
	}
	return true
}

// teaser returns title and summary, or whatever there is of content.
func teaser(it *Item) string {
	body := it.Summary
	if len(it.Text) > len(body) {
		body = it.Text
	}
	return strings.TrimSpace(it.Title + "\n\n" + body)
}

// label names an item in messages, which may end up in logs: by its address, not
// its words.
func label(it *Item) string {
	if it.Link != "" {
		return source.CleanURL(it.Link)
	}
	return fmt.Sprintf("item %q", short(it.ID))
}

// short cuts what is quoted in messages.
func short(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}
