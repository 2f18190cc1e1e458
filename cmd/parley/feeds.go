package main

import (
	"context"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strconv"
	"time"

	"parley/internal/archive"
	"parley/internal/feed"
	"parley/internal/fetch"
	"parley/internal/store"
)

type feedsCmd struct {
	Add    feedsAddCmd    `cmd:"" help:"Follow a feed."`
	List   feedsListCmd   `cmd:"" help:"List feeds with what is known of them."`
	Remove feedsRemoveCmd `cmd:"" help:"Follow a feed no longer; what came from it stays."`
	Import feedsImportCmd `cmd:"" help:"Follow the feeds of an OPML file."`
	Export feedsExportCmd `cmd:"" help:"Write the feeds as OPML."`
}

type feedsAddCmd struct {
	archiveFlag
	fetchFlags
	URL      []string      `arg:"" help:"Address of a feed: RSS, Atom or JSON Feed."`
	Find     bool          `help:"Fetch the address now: of a page, the feeds that it names are followed."`
	Outlet   string        `help:"Name of the outlet; the feed's own title without it." placeholder:"NAME"`
	Interval time.Duration `help:"How often it is fetched, 15m at least." default:"1h"`
}

// Run follows feeds.
func (c *feedsAddCmd) Run(ctx context.Context, std *streams) error {
	if c.Interval < feed.MinInterval {
		return usageError(fmt.Sprintf("--interval %s: 15m is the least, out of courtesy", c.Interval))
	}
	subs, err := c.subscriptions(ctx)
	if err != nil {
		return err
	}
	return c.writing(ctx, std, "feeds add", func(s *store.Store) error {
		followed, _, err := archive.List(ctx, s)
		if err != nil {
			return err
		}
		for _, sub := range subs {
			sub.Interval = c.Interval
			if c.Outlet != "" {
				sub.Outlet = c.Outlet
			}
			if err := archive.Follow(ctx, s, sub); err != nil {
				return err
			}
			was := "added"
			if at := slices.IndexFunc(followed, func(f feed.Subscription) bool { return f.URL == sub.URL }); at >= 0 {
				was = "is followed already; its outlet and its interval are set anew"
				if followed[at].Stopped {
					was = "had been given up; it is followed anew"
				}
			}
			fmt.Fprintf(std.err, "parley: %s %s\n", sub.URL, was)
			followed = append(followed, sub)
		}
		return nil
	})
}

// subscriptions are the feeds at the addresses given.
func (c *feedsAddCmd) subscriptions(ctx context.Context) ([]feed.Subscription, error) {
	now := time.Now().UTC().Truncate(time.Second)
	if !c.Find {
		subs := make([]feed.Subscription, len(c.URL))
		for i, url := range c.URL {
			subs[i] = feed.Subscription{URL: url, Added: now}
		}
		return subs, nil
	}
	client, err := c.client()
	if err != nil {
		return nil, err
	}
	defer client.Close()
	var subs []feed.Subscription
	for _, url := range c.URL {
		found, err := feed.Find(ctx, client, url, now)
		if err != nil {
			return nil, err
		}
		subs = append(subs, found...)
	}
	return subs, nil
}

type feedsListCmd struct {
	archiveFlag
	Out string `help:"Output: table, jsonl, csv, tsv, or auto (table on a terminal, else jsonl)." enum:"auto,table,jsonl,csv,tsv" default:"auto"`
}

// Run lists feeds.
func (c *feedsListCmd) Run(ctx context.Context, std *streams) error {
	return c.followed(ctx, func(subs []feed.Subscription) error {
		columns := []string{"url", "outlet", "state", "fetched", "next", "failures", "last_error"}
		return writeList(std, (&pager{Out: c.Out}).form(std), columns, subs, func(sub *feed.Subscription) []string {
			name := sub.Outlet
			if name == "" {
				name = sub.Title
			}
			return []string{sub.URL, name, feedState(sub), timeText(sub.Fetched), timeText(sub.Next), strconv.Itoa(sub.Failures), sub.LastError}
		})
	})
}

// followed gives do the feeds that the archive follows.
func (a *archiveFlag) followed(ctx context.Context, do func([]feed.Subscription) error) error {
	return a.looking(ctx, &chooser{}, func(s *store.Store, _ store.Filter) error {
		subs, _, err := archive.List(ctx, s)
		if err != nil {
			return err
		}
		return do(subs)
	})
}

func feedState(sub *feed.Subscription) string {
	switch {
	case sub.Stopped:
		return "given up"
	case sub.Failures > 0:
		return "failing"
	case sub.Fetched.IsZero():
		return "new"
	}
	return "ok"
}

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04")
}

type feedsRemoveCmd struct {
	archiveFlag
	URL []string `arg:"" help:"Address of the feed."`
}

// Run follows feeds no longer.
func (c *feedsRemoveCmd) Run(ctx context.Context, std *streams) error {
	return c.writing(ctx, std, "feeds remove", func(s *store.Store) error {
		for _, url := range c.URL {
			if err := s.RemoveSource(ctx, url); err != nil {
				return err
			}
		}
		return nil
	})
}

type feedsImportCmd struct {
	archiveFlag
	File string `arg:"" help:"OPML file; - is standard input." default:"-"`
}

// Run follows the feeds of an OPML file.
func (c *feedsImportCmd) Run(ctx context.Context, std *streams) error {
	in := std.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	subs, bad := feed.ReadOPML(in)
	if bad != nil && len(subs) == 0 {
		return fmt.Errorf("%s: %w", c.File, bad)
	}
	if bad != nil {
		fmt.Fprintf(std.err, "%s: %v\n", c.File, bad)
	}
	err := c.writing(ctx, std, "feeds import", func(s *store.Store) error {
		followed, _, err := archive.List(ctx, s)
		if err != nil {
			return err
		}
		already := 0
		for _, sub := range subs {
			if slices.ContainsFunc(followed, func(f feed.Subscription) bool { return f.URL == sub.URL }) {
				already++
			}
			sub.Added = time.Now().UTC().Truncate(time.Second)
			if err := archive.Follow(ctx, s, sub); err != nil {
				return err
			}
		}
		fmt.Fprintf(std.err, "parley: %s added", count(len(subs)-already, "feed"))
		if already > 0 {
			fmt.Fprintf(std.err, ", %d followed already", already)
		}
		fmt.Fprintln(std.err)
		return nil
	})
	if err == nil && bad != nil {
		err = errPartial
	}
	return err
}

type feedsExportCmd struct {
	archiveFlag
}

// Run writes the feeds as OPML.
func (c *feedsExportCmd) Run(ctx context.Context, std *streams) error {
	return c.followed(ctx, func(subs []feed.Subscription) error { return feed.WriteOPML(std.out, subs) })
}

// fetchFlags say how the web is asked.
type fetchFlags struct {
	Contact      string   `help:"Address where those who are fetched from can reach you." placeholder:"URL" env:"PARLEY_CONTACT" group:"Fetching"`
	AllowPrivate []string `help:"Private addresses that may be fetched from: a range such as 10.1.0.0/16." placeholder:"RANGE" group:"Fetching"`
	AllowPort    []int    `help:"Ports that may be connected to beside 80 and 443." placeholder:"PORT" group:"Fetching"`
	Proxy        *url.URL `help:"Proxy for all requests; the environment is not asked." placeholder:"URL" group:"Fetching"`
}

type watchCmd struct {
	archiveFlag
	fetchFlags
	Once      bool   `help:"Read every feed that is due once, and end; status 3 when some of them failed."`
	Now       bool   `help:"With --once: read all feeds, due or not."`
	Workers   int    `help:"Goroutines that code at once; 0 for one per core." default:"0"`
	Model     string `help:"Parser: accurate, or fast." enum:"accurate,fast" default:"accurate"`
	Gazetteer string `help:"Compiled gazetteer, in place of the one that is built in." placeholder:"FILE" env:"PARLEY_GAZETTEER"`
	Quiet     bool   `help:"Tell of failures only." short:"q"`
}

// Run follows the feeds.
func (c *watchCmd) Run(ctx context.Context, std *streams) error {
	client, err := c.client()
	if err != nil {
		return err
	}
	defer client.Close()
	p, err := openPipeline(c.Model, c.Gazetteer)
	if err != nil {
		return err
	}
	failed := 0
	err = c.writing(ctx, std, "watch", func(s *store.Store) (err error) {
		var total store.Done
		workers := common{Workers: c.Workers}
		feeds := &archive.Feeds{
			Intake: &archive.Intake{Pipeline: p, Store: s, Coder: coderName(), Workers: workers.workers(), Bad: func(err error) error {
				fmt.Fprintln(std.err, err)
				return nil
			}},
			Done: func(r feed.Result, done store.Done) {
				total.Add(done)
				c.tell(std, &r, done)
			},
		}
		if c.Once {
			var polled int
			polled, failed, err = feeds.Once(ctx, client, time.Now, c.Now)
			fmt.Fprintf(std.err, "parley: %s read, %d failed; %d new documents, %d events\n", count(polled, "feed"), failed, total.Documents, total.Events)
			return err
		}
		err = feed.Watcher{Client: client, Book: feeds.Book()}.Watch(ctx)
		if archive.Stopped(err) {
			fmt.Fprintf(std.err, "parley: stopped; %d new documents, %d events\n", total.Documents, total.Events)
			err = nil
		}
		return err
	})
	if err == nil && failed > 0 {
		err = errPartial
	}
	return err
}

// tell prints what came of one poll.
func (c *watchCmd) tell(std *streams, r *feed.Result, done store.Done) {
	for _, warning := range r.Warnings {
		fmt.Fprintf(std.err, "%s: %s\n", r.URL, warning)
	}
	switch {
	case r.Err != nil:
		fmt.Fprintf(std.err, "%v\n", r.Err)
		if r.Updated.Stopped {
			fmt.Fprintf(std.err, "%s: given up; \"parley feeds add\" begins anew\n", r.URL)
		}
	case !c.Quiet && r.NotModified:
		fmt.Fprintf(std.err, "%s: unchanged\n", r.URL)
	case !c.Quiet:
		fmt.Fprintf(std.err, "%s: %s, %d new, %d skipped; %s\n", r.URL, count(r.Items, "item"), r.New, r.Skipped, count(done.Events, "event"))
	}
}

// client makes the fetching client of the flags.
func (c *fetchFlags) client() (*fetch.Client, error) {
	cfg := fetch.Config{UserAgent: fetch.UserAgent(version, c.Contact), Proxy: c.Proxy}
	for _, s := range c.AllowPrivate {
		prefix, err := netip.ParsePrefix(s)
		if err != nil {
			addr, addrErr := netip.ParseAddr(s)
			if addrErr != nil {
				return nil, usageError(fmt.Sprintf("--allow-private %q: want a range such as 10.1.0.0/16", s))
			}
			prefix = netip.PrefixFrom(addr, addr.BitLen())
		}
		cfg.AllowPrivate = append(cfg.AllowPrivate, prefix)
	}
	if len(c.AllowPort) > 0 {
		cfg.Ports = append([]int{80, 443}, c.AllowPort...)
	}
	return fetch.New(cfg), nil
}
