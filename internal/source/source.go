// Package source turns bytes into documents: plain text, HTML pages, JSON Lines,
// web archives (WARC) and saved news feeds, each plain or compressed with gzip or
// zstd, in UTF-8 or an older encoding. What comes out is valid UTF-8 and fit for
// a terminal: control characters and overrides of writing direction have become
// spaces. Files and pages get "\n" line ends; the text of a JSON record keeps its
// number of code points, since offsets that others counted point into it.
//
//	for doc, err := range source.Read(ctx, file, "june.jsonl", source.Config{}) {
//		if err != nil {
//			log.Print(err) // one bad record: "june.jsonl:17: "text" is missing"
//			continue
//		}
//		…
//	}
//
// Memory stays bounded whatever comes in; each bound is a field of [Config].
package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"time"

	"parley"
)

// Format says what the bytes are.
type Format string

// The formats. [Auto] looks at the first bytes.
const (
	Auto  Format = "auto"
	Text  Format = "text"
	HTML  Format = "html"
	JSONL Format = "jsonl"
	WARC  Format = "warc" // a web archive
	News  Format = "feed" // an RSS, Atom or JSON feed that carries whole reports
)

// Bounds that a zero [Config] has.
const (
	DefaultMaxDocument = 4 << 20  // bytes
	DefaultMaxExpanded = 64 << 30 // bytes
	MaxLine            = 32 << 20 // bytes of a line of JSON Lines
)

// Config says how to read. The zero value reads any format.
type Config struct {
	Format    Format    // empty is [Auto]
	Published time.Time // day of publication of documents that do not say; zero when not known

	// MaxDocument is the most bytes that one text or page may have; longer
	// ones are refused. 0 is [DefaultMaxDocument].
	MaxDocument int
	// MaxExpanded is the most bytes that one compressed input may expand to.
	// 0 is [DefaultMaxExpanded].
	MaxExpanded int64
	// AnyLanguage keeps documents that are not in English.
	AnyLanguage bool
	// AnyDate takes a day of publication that is no date for none, for those
	// who do not ask for the day.
	AnyDate bool
}

func (c Config) withDefaults() Config {
	if c.Format == "" {
		c.Format = Auto
	}
	if c.MaxDocument <= 0 {
		c.MaxDocument = DefaultMaxDocument
	}
	if c.MaxExpanded <= 0 {
		c.MaxExpanded = DefaultMaxExpanded
	}
	return c
}

// ErrLanguage is the cause of an [*Error] for a document that is not in English.
var ErrLanguage = parley.ErrLanguage

// Error tells what was wrong with one record of an input.
type Error struct {
	Name string // of the input
	Line int    // from 1; 0 for the input as a whole
	Part string // of an input without lines: "record 3 (offset 1066)", "item 7"; empty for the whole
	Why  string
	Err  error // the cause; nil stands for [parley.ErrInvalid]
}

func (e *Error) Error() string {
	switch {
	case e.Part != "":
		return e.Name + ":" + e.Part + ": " + e.Why
	case e.Line == 0:
		return e.Name + ": " + e.Why
	}
	return fmt.Sprintf("%s:%d: %s", e.Name, e.Line, e.Why)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error {
	if e.Err == nil {
		return parley.ErrInvalid
	}
	return e.Err
}

// reason is an error whose kind shows to [errors.Is] but not in its text, which
// others put behind the name of what they read.
type reason struct{ kind, why error }

func (r *reason) Error() string   { return r.why.Error() }
func (r *reason) Unwrap() []error { return []error{r.kind, r.why} }

// readError tells that r could not be read to its end.
func readError(name string, line int, err error) error {
	var own *Error
	if errors.As(err, &own) {
		if line > 0 && own.Line == 0 {
			return &Error{Name: own.Name, Line: line, Why: own.Why, Err: own.Err}
		}
		return err
	}
	why := err.Error()
	var path *fs.PathError // its text names the file again
	switch {
	case errors.As(err, &path):
		why = path.Err.Error()
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		why = "stopped: " + why
	}
	return &Error{Name: name, Line: line, Why: why, Err: err}
}

// Read yields the documents in r, which is called name in errors and in
// [parley.Document.Source]. A bad record yields an [*Error] and reading goes on
// behind it; an input that cannot be read at all yields one. The end of ctx
// ends the reading with an error that wraps the cause.
func Read(ctx context.Context, r io.Reader, name string, cfg Config) iter.Seq2[parley.Document, error] {
	cfg = cfg.withDefaults()
	return func(yield func(parley.Document, error) bool) {
		in, err := unpacked(&stopReader{ctx, r}, name, cfg.MaxExpanded)
		if err != nil {
			yield(parley.Document{}, err)
			return
		}
		if cfg.Format == WARC || cfg.Format == Auto && isWARC(in.head) {
			readWARC(in, cfg, yield)
			return
		}
		if err := in.asText(); err != nil {
			yield(parley.Document{}, err)
			return
		}
		format := cfg.Format
		if format == Auto {
			format, err = in.detect()
		}
		switch {
		case err != nil:
			yield(parley.Document{}, err)
		case format == JSONL:
			readJSONL(in, cfg, yield)
		case format == News:
			readFeed(in, cfg, yield)
		case format == HTML:
			yield(readWhole(in, cfg, page))
		case format == Text:
			yield(readWhole(in, cfg, plain))
		default:
			yield(parley.Document{}, &Error{Name: name, Why: fmt.Sprintf("unknown format %q", format)})
		}
	}
}

// readWhole reads an input that is one document.
func readWhole(in *input, cfg Config, parse func([]byte, *input, Config) (parley.Document, error)) (parley.Document, error) {
	data, err := io.ReadAll(io.LimitReader(in.r, int64(cfg.MaxDocument)+1))
	if err != nil {
		return parley.Document{}, readError(in.name, 0, err)
	}
	if len(data) > cfg.MaxDocument {
		return parley.Document{}, &Error{Name: in.name, Why: fmt.Sprintf(
			"one document of more than %s; split it, or give many as JSON Lines", size(cfg.MaxDocument))}
	}
	doc, err := parse(data, in, cfg)
	if err != nil {
		return parley.Document{}, err
	}
	doc.Source = in.name
	doc, err = finish(doc, "", cfg)
	return doc, at(err, in.name, 0)
}

// readFeed yields the items of a feed whose text is all there.
func readFeed(in *input, cfg Config, yield func(parley.Document, error) bool) {
	data, err := io.ReadAll(io.LimitReader(in.r, MaxFeed+1))
	if err != nil {
		yield(parley.Document{}, readError(in.name, 0, err))
		return
	}
	feed, err := parseFeed(data, "", "")
	if err != nil {
		yield(parley.Document{}, in.bad("a news feed that cannot be read: "+err.Error()))
		return
	}
	if !slices.ContainsFunc(feed.Items, func(it Item) bool { return it.Full() != "" }) {
		yield(parley.Document{}, in.bad("a news feed (RSS or Atom); give its pages or texts"))
		return
	}
	for i := range feed.Items {
		if !yield(itemDocument(&feed, i, in.name, cfg)) {
			return
		}
	}
}

// itemDocument makes a document of the item with index i.
func itemDocument(feed *Feed, i int, name string, cfg Config) (parley.Document, error) {
	it := &feed.Items[i]
	bad := &Error{Name: name, Part: fmt.Sprintf("item %d", i+1), Why: "the feed has only the first lines of it; give its page or text"}
	doc := parley.Document{
		ID: it.DocumentID(feed.Link), Text: it.Full(), Title: it.Title, Published: it.Published, URL: CleanURL(it.Link), Outlet: feed.Title,
		Source: fmt.Sprintf("%s:item %d", name, i+1),
	}
	switch {
	case doc.Text == "":
		return parley.Document{}, bad
	case len(doc.Text) > cfg.MaxDocument:
		bad.Why = "its text has more than " + size(cfg.MaxDocument)
		return parley.Document{}, bad
	}
	doc, err := Complete(doc, it.Language, cfg)
	if err != nil {
		bad.Why, bad.Err = err.Error(), ErrLanguage
		return parley.Document{}, bad
	}
	return doc, nil
}

// at says where a document that [finish] refused was.
func at(err error, name string, line int) error {
	if err == nil {
		return nil
	}
	return &Error{Name: name, Line: line, Why: err.Error(), Err: ErrLanguage}
}

// Complete checks a document that was made elsewhere, and gives it an id and a
// language as [Read] does. said is the language that its source names, empty for
// none; the text itself is believed before it. The error wraps [ErrLanguage] if
// the text is in another one, unless cfg wants any.
func Complete(doc parley.Document, said string, cfg Config) (parley.Document, error) {
	if lang, english := language(doc.Text, ""); lang != "" || !english {
		said = "" // sites put one language on all they publish
	}
	doc, err := finish(doc, said, cfg)
	if err != nil {
		return parley.Document{}, &reason{ErrLanguage, err}
	}
	return doc, nil
}

// finish checks and completes a document. said is the language that its source
// names, empty for none. The only error is that of another language.
func finish(doc parley.Document, said string, cfg Config) (parley.Document, error) {
	said = Visible(said)
	lang, english := language(doc.Text, said)
	if !english && !cfg.AnyLanguage {
		return parley.Document{}, fmt.Errorf("not in English but in %s", lang)
	}
	doc.Lang = lang
	if doc.ID == "" {
		doc.ID = contentID(&doc)
	}
	showable(&doc) // behind the id, which is the same as it was before this was done
	if doc.Published.IsZero() {
		doc.Published = cfg.Published
	}
	return doc, nil
}

// size writes a number of bytes for people.
func size(n int) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// stopReader reads until ctx ends.
type stopReader struct {
	ctx context.Context
	r   io.Reader
}

func (s *stopReader) Read(p []byte) (int, error) {
	if s.ctx.Err() != nil {
		return 0, context.Cause(s.ctx)
	}
	return s.r.Read(p)
}
