package exchange

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"parley"
)

// Format describes a form of file.
type Format struct {
	Name     string // as in --format
	Doc      string // one line
	Ext      string // of files, with its dot
	Header   bool   // the first line names the columns
	CanRead  bool
	CanWrite bool
	Status   bool     // it can say of an event that it is planned, denied or past, so that such events are written too
	Losses   []string // what of an event the form cannot hold
}

// form is a format with what writes and reads it.
type form struct {
	Format
	unfit func(*Row) string // says why a row has no place in it; empty when it has. May be nil
	write func(w io.Writer, opt *Options) Writer
	read  func(im *importer, in *input)
}

// Writer writes rows in one format. It is not for several goroutines at once.
type Writer interface {
	// Write writes a row, or leaves it out where the options say so. It keeps
	// nothing of the row.
	Write(*Row) error
	// Close writes what comes last and what is buffered. It does not close the
	// stream below.
	Close() error
}

// Options say what is written, and how much of it. The zero value leaves out what
// did not happen in formats that cannot say so, and does no harm: see [NewWriter].
type Options struct {
	OneADay           bool   // one row a day for the same parties and act, as some data sets do
	OneAnIncident     bool   // of the reports of one incident only the first that comes
	IncludeNonfactual bool   // denied, hypothetical and past acts also where the format cannot say that they are
	Centroids         bool   // maps: the middle of a country for what is known no better
	RawSources        bool   // count outlets as sources, not independent sources
	MinReview         string // "reviewed" or "confirmed": leave out what is less; empty or "machine": all

	Public       bool      // coarsen and delay what could lead somebody to people in danger
	DelayDays    int       // with Public: leave sensitive rows out for so many days; 0 means 7, less than 0 none
	Now          time.Time // what rows are old against; zero: the time of [NewWriter]
	RedactStrict bool      // no sentences, titles or words of people and groups that the lexicon does not know
	NoURL        bool      // no addresses of reports

	Version string // of this program, for files that name what wrote them
}

// ReadOptions say how files are read.
type ReadOptions struct {
	// Mapping says of a table (csv, tsv) under which name it has our columns:
	// {"actor": "source", "cameo_label": "relation"}. Columns that it does not name
	// count under their own names.
	Mapping map[string]string
	// Dataset is the name under which rows are kept; empty: that of the format.
	Dataset string
	// Statements keeps rows of CAMEO's root 01 and others without a PLOVER type,
	// with the type NONE. They are passed over otherwise.
	Statements bool
	// Skipped is told of every row that is passed over without being bad. May be nil.
	Skipped func(line int, why string)
}

// RowError tells of a row that cannot be read. It wraps [parley.ErrInvalid].
type RowError struct {
	Name string // of the file
	Line int    // from 1
	Why  string
}

func (e *RowError) Error() string { return fmt.Sprintf("%s:%d: %s", e.Name, e.Line, e.Why) }

func (e *RowError) Unwrap() error { return parley.ErrInvalid }

// forms lists all formats; a function, for the lists of formats and of their code meet here.
func forms() []form {
	return []form{
		formJSONL, formCSV, formTSV, formParquet, formGeoJSON, formHXL, formPLOVER, formPOLECAT, formGDELT, formMentions,
		formICEWS, formPhoenix, formPETRARCH, formGraphML, formEdges, formACLED, formUCDP,
	}
}

// Formats lists the formats, ours first.
func Formats() []Format {
	var out []Format
	for _, f := range forms() {
		out = append(out, f.Format)
	}
	return out
}

// find returns the format of a name that can do what is asked for.
func find(name, what string, can func(*form) bool) (*form, error) {
	var names []string
	for _, f := range forms() {
		if !can(&f) {
			continue
		}
		if f.Name == name {
			return &f, nil
		}
		names = append(names, f.Name)
	}
	slices.Sort(names)
	return nil, fmt.Errorf("%w: no format %q to %s; there are %s", parley.ErrInvalid, name, what, strings.Join(names, ", "))
}

// NewWriter returns a writer of a format. Whatever the format, private persons are
// written by their role, evidence has at most 300 characters, and withdrawn rows
// are left out where the format cannot say that they are; see [Options] for the rest.
// The error of an unknown format lists the names and wraps [parley.ErrInvalid].
func NewWriter(format string, w io.Writer, opt Options) (Writer, error) {
	f, err := find(format, "write", func(f *form) bool { return f.CanWrite })
	if err != nil {
		return nil, err
	}
	if !slices.Contains([]string{"", "machine", "reviewed", "confirmed"}, opt.MinReview) {
		return nil, fmt.Errorf("%w: review status %q; there are machine, reviewed, confirmed", parley.ErrInvalid, opt.MinReview)
	}
	lex, err := actors()
	if err != nil {
		return nil, err
	}
	if opt.DelayDays == 0 {
		opt.DelayDays = 7
	}
	if opt.Now.IsZero() {
		opt.Now = time.Now()
	}
	out := &sieve{opt: opt, format: f.Format, unfitted: f.unfit, guard: newGuard(opt, lex), left: map[string]int{}, seen: map[string]bool{}}
	out.next = f.write(w, &out.opt)
	return out, nil
}

// Left returns how many rows a writer has left out, by reason.
func Left(w Writer) map[string]int {
	if s, ok := w.(*sieve); ok {
		return s.left
	}
	return nil
}

// Read reads rows of a format; name is that of the file, for messages. A row that
// cannot be read comes as a [*RowError], and reading goes on; any other error is
// the last. Rows come in the order of the file, each with an ID that depends on
// what it says alone.
func Read(format string, r io.Reader, name string, opt ReadOptions) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		f, err := find(format, "read", func(f *form) bool { return f.CanRead })
		if err != nil {
			yield(Row{}, err)
			return
		}
		im, err := newImporter(f.Name, name, opt, yield)
		if err != nil {
			yield(Row{}, err)
			return
		}
		in := newInput(r, im)
		f.read(im, in)
		if in.err != nil && !im.done {
			yield(Row{}, fmt.Errorf("%s: %w", name, in.err))
		}
	}
}
