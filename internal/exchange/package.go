package exchange

import (
	"archive/zip"
	"cmp"
	"compress/flate"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
)

// Meta says what a package of data is, for those who get it.
type Meta struct {
	Name     string            // short, for files: "horn-talks"; empty: "parley-events"
	Title    string            // for people; empty: made of the name
	Abstract string            // what it holds and why it was made
	Filters  map[string]string // what was asked for: {"country": "SDN"}
	Snapshot string            // names the state of the archive
	AsOf     time.Time         // the state of the archive; also the time of all files in the package
	Licence  Licence
	Authors  []string // people or bodies; empty: Parley
	Contact  string   // where to send corrections
	Gaps     []string // what is known to be missing, beside what the format loses
	Options  Options  // how rows are written
}

// Licence is what others may do with a package.
type Licence struct {
	Name  string `json:"name,omitempty"` // of SPDX: "CC-BY-4.0"
	Title string `json:"title,omitempty"`
	Path  string `json:"path,omitempty"` // address of its text
}

// WritePackage writes rows in a format as a zip that explains itself: the data, a
// README.md, a CITATION.cff and a datapackage.json as Frictionless Data has it. The
// same rows and meta give the same bytes. Errors are those of rows, of the format
// and of writing; what was written by then is no good.
func WritePackage(w io.Writer, format string, rows iter.Seq2[*Row, error], meta Meta) error {
	f, err := find(format, "write", func(f *form) bool { return f.CanWrite })
	if err != nil {
		return err
	}
	if meta.AsOf.IsZero() {
		return fmt.Errorf("%w: a package needs the day of its data", parley.ErrInvalid)
	}
	meta = meta.filled()
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestCompression) })
	p := &pack{zip: z, form: f, meta: meta, path: "data/" + meta.Name + f.Ext}
	for _, step := range []func() error{
		func() error { return p.data(rows) },
		func() error { return p.file("README.md", []byte(p.readme())) },
		func() error { return p.file("CITATION.cff", []byte(p.citation())) },
		p.describe,
		z.Close,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// filled gives meta with what it does not say.
func (m Meta) filled() Meta {
	m.Name = slug(cmp.Or(m.Name, "parley-events"))
	m.Title = cmp.Or(m.Title, "Events coded from news reports: "+m.Name)
	m.Licence.Title = cmp.Or(m.Licence.Title, m.Licence.Name)
	if len(m.Authors) == 0 {
		m.Authors = []string{"Parley"}
	}
	m.AsOf = m.AsOf.UTC()
	if m.Options.Now.IsZero() {
		m.Options.Now = m.AsOf
	}
	return m
}

// slug makes a name that is good for files and for Frictionless Data.
func slug(s string) string {
	out := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return '-'
	}, strings.ToLower(s))
	return cmp.Or(strings.Trim(out, "-"), "parley-events")
}

// pack is a package on its way.
type pack struct {
	zip  *zip.Writer
	form *form
	meta Meta
	path string // of the data

	rows, bytes int
	sum         hash.Hash
	left        map[string]int
}

func (p *pack) create(name string) (io.Writer, error) {
	return p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: p.meta.AsOf})
}

func (p *pack) file(name string, text []byte) error {
	w, err := p.create(name)
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

// data writes the rows, and counts and sums what it writes.
func (p *pack) data(rows iter.Seq2[*Row, error]) error {
	out, err := p.create(p.path)
	if err != nil {
		return err
	}
	p.sum = sha256.New()
	tee := &counted{w: io.MultiWriter(out, p.sum)}
	w, err := NewWriter(p.form.Name, tee, p.meta.Options)
	if err != nil {
		return err
	}
	for r, err := range rows {
		if err != nil {
			_ = w.Close() // for its memory; the error to tell is that of the rows
			return err
		}
		if err := w.Write(r); err != nil {
			return err
		}
		p.rows++
	}
	if err := w.Close(); err != nil {
		return err
	}
	p.left, p.bytes = Left(w), tee.n
	for _, n := range p.left {
		p.rows -= n
	}
	return nil
}

// counted counts the bytes that go through.
type counted struct {
	w io.Writer
	n int
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += n
	return n, err
}

// caveats hold for all that Parley writes.
var caveats = []string{
	"Rows are what reports say, not what happened: claims, errors and propaganda among them.",
	"Rows were coded by a program unless their review says otherwise. Some are wrong.",
	"Only reports in English are read; capitals and wars that the press follows are told of more than others.",
	"Reports copy each other. Count independent sources, not rows.",
	"Private persons are told of by their role. Do not try to find out who they are.",
	"Not made for targeting anybody, nor for decisions about single people.",
}

func (p *pack) readme() string {
	var b strings.Builder
	m := &p.meta
	fmt.Fprintf(&b, "# %s\n\n", m.Title)
	if m.Abstract != "" {
		fmt.Fprintf(&b, "%s\n\n", m.Abstract)
	}
	fmt.Fprintf(&b, "| | |\n|---|---|\n| data | `%s`, %d events |\n| format | %s: %s |\n| state of the archive | %s%s |\n| made by | Parley %s |\n",
		p.path, p.rows, p.form.Name, p.form.Doc, m.AsOf.Format(time.RFC3339), bracket(m.Snapshot), cmp.Or(m.Options.Version, "dev"))
	if m.Licence.Title != "" {
		fmt.Fprintf(&b, "| licence | %s |\n", strings.TrimSpace(m.Licence.Title+" "+m.Licence.Path))
	}
	if m.Contact != "" {
		fmt.Fprintf(&b, "| corrections to | %s |\n", m.Contact)
	}
	section(&b, "What was asked for", pairsOf(m.Filters, "all there is"))
	section(&b, "How it was written", p.settings())
	var left []string
	for _, why := range slices.Sorted(maps.Keys(p.left)) {
		left = append(left, strconv.Itoa(p.left[why])+": "+why)
	}
	section(&b, "Events left out", left)
	section(&b, "What the format cannot hold", p.form.Losses)
	section(&b, "Known gaps", m.Gaps)
	section(&b, "To keep in mind", caveats)
	return b.String()
}

func bracket(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

func section(b *strings.Builder, title string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n", title)
	for _, s := range items {
		fmt.Fprintf(b, "- %s\n", s)
	}
}

func pairsOf(m map[string]string, none string) []string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, k+": "+m[k])
	}
	if len(out) == 0 {
		return []string{none}
	}
	return out
}

// settings tells the options that are not the usual ones.
func (p *pack) settings() []string {
	o := &p.meta.Options
	var out []string
	add := func(on bool, what string) {
		if on {
			out = append(out, what)
		}
	}
	add(o.Public, "exact places of people in danger coarsened")
	add(o.Public && o.DelayDays >= 0, "events with such places held back for "+strconv.Itoa(cmp.Or(o.DelayDays, 7))+" days")
	add(o.RedactStrict, "no sentences or titles; parties that the lexicon does not know by their role")
	add(o.NoURL, "no addresses of reports")
	add(o.OneADay, "one row a day for the same parties and act")
	add(o.OneAnIncident, "one event an incident")
	add(o.IncludeNonfactual, "denied, hypothetical and past acts included")
	add(o.Centroids, "countries shown by their middle")
	add(o.RawSources, "outlets counted as sources, not independent ones")
	add(o.MinReview != "" && o.MinReview != "machine", "review at least: "+o.MinReview)
	return out
}

// citation is the package in the Citation File Format.
func (p *pack) citation() string {
	var b strings.Builder
	m := &p.meta
	b.WriteString("cff-version: 1.2.0\nmessage: If you use these data, please cite them as below.\ntype: dataset\n")
	fmt.Fprintf(&b, "title: %s\nauthors:\n", quoted(m.Title))
	for _, a := range m.Authors {
		fmt.Fprintf(&b, "  - name: %s\n", quoted(a))
	}
	fmt.Fprintf(&b, "version: %s\ndate-released: %s\n", quoted(cmp.Or(m.Snapshot, m.AsOf.Format(isoDay))), m.AsOf.Format(isoDay))
	if m.Licence.Name != "" {
		fmt.Fprintf(&b, "license: %s\n", quoted(m.Licence.Name))
	}
	if m.Abstract != "" {
		fmt.Fprintf(&b, "abstract: %s\n", quoted(m.Abstract))
	}
	return b.String()
}

// quoted is a text for YAML, of which JSON is a part.
func quoted(s string) string {
	text, _ := marshal(s)
	return string(text)
}
