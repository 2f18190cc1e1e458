package eval

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/ontology"
)

// reader reads one file of the corpus.
type reader struct {
	name   string
	line   int
	docs   []Document
	errs   []error
	doc    *Document
	events []eventLine
}

// eventLine waits until the text of its document is known.
type eventLine struct {
	sentence int
	line     int
	text     string
}

func (r *reader) fail(line int, format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("%s:%d: %s: %w", r.name, line, fmt.Sprintf(format, args...), parley.ErrInvalid))
}

func (r *reader) read(line string) {
	switch {
	case strings.HasPrefix(line, "#"):
	case strings.TrimSpace(line) == "":
		r.finish()
	case strings.HasPrefix(line, "@ "):
		r.finish()
		r.header(line[2:])
	case r.doc == nil:
		r.fail(r.line, "text before the header of a document")
	case line[0] == '\t':
		if len(r.doc.Sentences) == 0 {
			r.fail(r.line, "an event before any sentence")
			return
		}
		r.events = append(r.events, eventLine{len(r.doc.Sentences) - 1, r.line, strings.TrimSpace(line)})
	default:
		r.sentence(line)
	}
}

var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// header reads "ID DATE [OUTLET]".
func (r *reader) header(s string) {
	id, rest, _ := strings.Cut(s, " ")
	date, outlet, _ := strings.Cut(rest, " ")
	day, err := time.Parse(time.DateOnly, date)
	if err != nil || !idShape.MatchString(id) {
		r.fail(r.line, "want \"@ id-in-lower-case YYYY-MM-DD [outlet]\", got %q", s)
	}
	r.doc = &Document{ID: id, Published: day, Outlet: outlet, File: r.name, Line: r.line}
}

// sentence adds a sentence to the document's text: in the same paragraph, or
// below a line that no stop ends, a headline.
func (r *reader) sentence(s string) {
	if s != strings.TrimSpace(s) {
		r.fail(r.line, "spaces around the sentence")
	}
	d := r.doc
	if n := len(d.Text); n > 0 {
		if strings.ContainsRune(".!?\"”'’", []rune(d.Text)[len([]rune(d.Text))-1]) {
			d.Text += " "
		} else {
			d.Text += "\n\n"
		}
	}
	start := len(d.Text)
	d.Text += s
	d.Sentences = append(d.Sentences, Sentence{Span: parley.Span{Start: start, End: len(d.Text)}, Line: r.line})
}

// finish reads the events of the document, now that its text is whole.
func (r *reader) finish() {
	if r.doc == nil {
		return
	}
	if len(r.doc.Sentences) == 0 {
		r.fail(r.doc.Line, "document %s has no sentence", r.doc.ID)
	}
	for _, e := range r.events {
		sent := &r.doc.Sentences[e.sentence]
		p := eventReader{doc: r.doc, sent: sent}
		ev := p.read(e.text)
		for _, why := range p.bad {
			r.fail(e.line, "%s", why)
		}
		if len(p.bad) == 0 {
			sent.Events, sent.Lines = append(sent.Events, ev), append(sent.Lines, e.line)
		}
	}
	r.docs = append(r.docs, *r.doc)
	r.doc, r.events = nil, r.events[:0]
}

// eventReader reads one event line.
type eventReader struct {
	doc  *Document
	sent *Sentence
	bad  []string
}

func (p *eventReader) fail(format string, args ...any) {
	p.bad = append(p.bad, fmt.Sprintf(format, args...))
}

// read reads "TYPE:mode CAMEO status | actor + actor > recipient; field: …".
func (p *eventReader) read(s string) (ev parley.Event) {
	what, who, ok := strings.Cut(s, " | ")
	head := strings.Fields(what)
	if !ok || len(head) != 3 {
		p.fail("want \"TYPE[:mode] CAMEO status | actor > recipient\", got %q", s)
		return ev
	}
	p.coding(&ev, head[0], head[1], parley.Status(head[2]))
	fields := strings.Split(who, "; ")
	actors, recipients, ok := strings.Cut(fields[0]+" ", " > ")
	if !ok {
		p.fail("no \">\" between actors and recipients in %q", fields[0])
		return ev
	}
	ev.Actors, ev.Recipients = p.parties(actors), p.parties(recipients)
	if len(ev.Actors) == 0 {
		p.fail("no actor")
	}
	for _, field := range fields[1:] {
		key, value, _ := strings.Cut(field, ": ")
		p.field(&ev, key, value)
	}
	return ev
}

func (p *eventReader) coding(ev *parley.Event, what, cameo string, status parley.Status) {
	o := ontology.Default()
	typ, modes, _ := strings.Cut(what, ":")
	ev.Type, ev.CAMEO, ev.Status = typ, cameo, status
	if _, ok := o.Type(ontology.Type(typ)); !ok {
		p.fail("no type %q in PLOVER", typ)
	}
	for _, m := range strings.FieldsFunc(modes, func(c rune) bool { return c == '+' }) {
		ev.Modes = append(ev.Modes, m)
		if !o.HasMode(ontology.Type(typ), m) {
			p.fail("%s has no mode %q", typ, m)
		}
	}
	if _, ok := o.Code(cameo); !ok {
		p.fail("no code %q in CAMEO", cameo)
	}
	if !slices.Contains(parley.Statuses, status) {
		p.fail("no status %q", status)
	}
}

func (p *eventReader) field(ev *parley.Event, key, value string) {
	switch key {
	case "by":
		for m := range strings.SplitSeq(value, " + ") {
			p.speaker(ev, m)
		}
	case "on":
		words, is, _ := strings.Cut(value, " =")
		ev.Date.Mention, ev.Date.Value = p.mention(words), strings.TrimSpace(is)
		ev.Date.Value, ev.Date.Until, _ = strings.Cut(ev.Date.Value, "/")
		if !dateShape.MatchString(ev.Date.Value) || !dateShape.MatchString(ev.Date.Until) {
			p.fail("no date: %q", is)
		}
	case "at":
		words, is, _ := strings.Cut(value, " =")
		ev.Place.Mention, ev.Place.Country = p.mention(words), strings.TrimSpace(is)
		if len(ev.Place.Country) != 3 || strings.ToUpper(ev.Place.Country) != ev.Place.Country {
			p.fail("no country code: %q", is)
		}
	case "party", "mediator", "host", "via", "about", "beneficiary":
		for _, party := range p.parties(value) {
			ev.Third = append(ev.Third, parley.Third{Role: parley.Role(key), Party: party})
		}
	default:
		p.fail("unknown field %q", key)
	}
}

var dateShape = regexp.MustCompile(`^(|(PAST|FUTURE|PRESENT)_REF|\d{3}|\d{4}(-W\d\d|-\d\d|-\d\d-\d\d)?(T[A-Z0-9:]+)?)$`)

// speaker reads "words (kind)".
func (p *eventReader) speaker(ev *parley.Event, s string) {
	at := max(strings.LastIndex(s, " ("), 0) // the words may have brackets of their own
	words, kind := s[:at], strings.Trim(s[at:], " ()")
	switch k := parley.SpeakerKind(kind); k {
	case parley.Media, parley.Official, parley.Partisan, parley.Witness, parley.Unnamed:
		ev.SaidBy = append(ev.SaidBy, parley.Speaker{Mention: p.mention(words), Kind: k})
	default:
		p.fail("by: want \"words (kind)\", got %q", s)
	}
}

func (p *eventReader) parties(s string) (out []parley.Party) {
	if s = strings.TrimSpace(s); s == "" {
		return nil
	}
	for words := range strings.SplitSeq(s, " + ") {
		out = append(out, parley.Party{Mention: p.mention(strings.TrimSpace(words))})
	}
	return out
}

// mention finds words in the sentence or, nearest first, in those before it.
func (p *eventReader) mention(words string) parley.Quote {
	if words == "" {
		p.fail("a mention is empty")
		return parley.Quote{}
	}
	at := wordIndex(p.doc.Text[p.sent.Span.Start:p.sent.Span.End], words)
	if at >= 0 {
		at += p.sent.Span.Start
	} else {
		at = strings.LastIndex(p.doc.Text[:p.sent.Span.Start], words)
	}
	if at < 0 {
		p.fail("%q is not in the text", words)
	}
	return parley.Quote{Span: parley.Span{Start: at, End: at + len(words)}, Text: words}
}

// wordIndex finds words where no letter stands before or behind them, or
// anywhere when there is no such place.
func wordIndex(s, words string) int {
	for from := 0; ; {
		at := strings.Index(s[from:], words)
		if at < 0 {
			return strings.Index(s, words)
		}
		at += from
		end := at + len(words)
		if (at == 0 || !letter(s[at-1])) && (end == len(s) || !letter(s[end])) {
			return at
		}
		from = at + 1
	}
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 }
