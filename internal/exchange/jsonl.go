package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"parley"
)

var formJSONL = form{
	Format: Format{
		Name: "jsonl", Doc: "events with their incident, report and history, one JSON object a line: all that there is", Ext: ".jsonl",
		CanRead: true, CanWrite: true, Status: true,
		Losses: []string{
			"sentences beyond 300 characters, names of private persons", "what an incident says as a whole: it follows from its reports",
			"the text of the report", "of an incident the reports after the 20th, and of a difference the events of a reading after the 20th",
		},
	},
	write: func(w io.Writer, _ *Options) Writer { return &jsonLines{w: bufio.NewWriterSize(w, 1<<16)} },
	read:  readJSONL,
}

// mostReports is how many reports an event tells of its incident, and how many events
// of one reading of a difference. An incident of a thousand reports is written with
// each of them, so that all of them would make a million.
const mostReports = 20

// envelope is what stands beside the event's own fields in a line.
type envelope struct {
	Incident *incidentJSON `json:"incident,omitempty"`
	Report   *reportedJSON `json:"report,omitempty"`
	Coder    string        `json:"coder,omitempty"`
	Coded    *time.Time    `json:"coded,omitempty"`
	Revision int           `json:"revision,omitempty"`
	Review   string        `json:"review,omitempty"`
}

type reportedJSON struct {
	Published *time.Time `json:"published,omitempty"`
	URL       string     `json:"url,omitempty"`
	Outlet    string     `json:"outlet,omitempty"`
	Title     string     `json:"title,omitempty"`
	Lang      string     `json:"lang,omitempty"`
}

type incidentJSON struct {
	ID      string           `json:"id"`
	Sources int              `json:"sources"`
	Reports []reportJSON     `json:"reports,omitempty"`
	More    int              `json:"more,omitempty"` // reports that are left out
	Differs []differenceJSON `json:"differs,omitempty"`
}

type reportJSON struct {
	Event    string `json:"event"`
	Document string `json:"document,omitempty"`
	Outlet   string `json:"outlet,omitempty"`
	URL      string `json:"url,omitempty"`
	Day      string `json:"published,omitempty"`
	Text     string `json:"text,omitempty"`
	Source   int    `json:"source,omitempty"`
	Why      string `json:"why,omitempty"`
}

type differenceJSON struct {
	Field  string        `json:"field"`
	Values []readingJSON `json:"values"`
}

type readingJSON struct {
	Value  string   `json:"value"`
	Events []string `json:"events"`
	More   int      `json:"more,omitempty"` // events that are left out
}

type jsonLines struct {
	w   *bufio.Writer
	buf []byte
}

func (j *jsonLines) Write(r *Row) error {
	line, err := appendRow(j.buf[:0], r)
	if err != nil {
		return err
	}
	j.buf = line
	_, err = j.w.Write(line)
	return err
}

func (j *jsonLines) Close() error { return j.w.Flush() }

// appendRow appends the event's own JSON with the envelope's fields after its own.
func appendRow(dst []byte, r *Row) ([]byte, error) {
	dst, err := r.Event.AppendJSON(dst, offsetsOf(&r.Document))
	if err != nil {
		return dst, err
	}
	extra, err := marshal(wrap(r))
	if err != nil || string(extra) == "{}" {
		return dst, err
	}
	dst = append(dst[:len(dst)-len("}\n")], ',')
	dst = append(dst, extra[1:]...)
	return append(dst, '\n'), nil
}

// marshal writes JSON without escaping HTML characters.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// wrap gives the envelope of a row.
func wrap(r *Row) envelope {
	e := envelope{Coder: r.Coder, Revision: r.Revision, Review: r.Review, Coded: moment(r.Coded)}
	doc := reportedJSON{moment(r.Document.Published), r.Document.URL, r.Document.Outlet, r.Document.Title, r.Document.Lang}
	if doc != (reportedJSON{}) {
		e.Report = &doc
	}
	if r.Incident.ID == "" {
		return e
	}
	e.Incident = accountOf(&r.Incident)
	return e
}

// accountOf is what an event tells of its incident.
func accountOf(in *parley.Incident) *incidentJSON {
	reports, more := firstOf(in.Reports)
	out := &incidentJSON{ID: in.ID, Sources: in.Sources, More: more}
	for i := range reports {
		x := &reports[i]
		day := ""
		if !x.Day.IsZero() {
			day = x.Day.UTC().Format(isoDay)
		}
		out.Reports = append(out.Reports, reportJSON{x.Event, x.Document, x.Outlet, x.URL, day, x.Text, x.Source, x.Why})
	}
	for _, d := range in.Differs {
		diff := differenceJSON{Field: d.Field}
		for _, v := range d.Values {
			events, more := firstOf(v.Events)
			diff.Values = append(diff.Values, readingJSON{v.Value, events, more})
		}
		out.Differs = append(out.Differs, diff)
	}
	return out
}

// firstOf returns as much of a list as is written, and how much is left out.
func firstOf[T any](list []T) ([]T, int) {
	n := min(len(list), mostReports)
	return list[:n], len(list) - n
}

// moment is a time for JSON, nil when it is not known.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func readJSONL(im *importer, in *input) {
	for line := range in.lines() {
		if len(line) == 0 {
			continue
		}
		row, err := parseRow(line)
		if err == nil {
			err = im.check(&row)
		}
		if err != nil {
			im.bad(err)
			continue
		}
		im.give(row)
	}
}

// parseRow reads what appendRow writes.
func parseRow(line []byte) (Row, error) {
	ev, err := parley.ParseEvent(line, nil)
	if err != nil {
		return Row{}, err
	}
	var e envelope
	if err := json.Unmarshal(line, &e); err != nil {
		return Row{}, err
	}
	row := Row{Event: ev, Coder: e.Coder, Revision: e.Revision, Review: e.Review}
	row.Document.ID = ev.Document
	if e.Coded != nil {
		row.Coded = e.Coded.UTC()
	}
	if d := e.Report; d != nil {
		row.Document.URL, row.Document.Outlet, row.Document.Title, row.Document.Lang = d.URL, d.Outlet, d.Title, d.Lang
		if d.Published != nil {
			row.Document.Published = d.Published.UTC()
		}
	}
	if e.Incident != nil {
		row.Incident, err = e.Incident.incident()
	}
	return row, err
}

func (in *incidentJSON) incident() (parley.Incident, error) {
	out := parley.Incident{ID: in.ID, Sources: in.Sources}
	for _, r := range in.Reports {
		x := parley.Report{
			Event: r.Event, Document: r.Document, Outlet: r.Outlet, URL: r.URL, Text: r.Text, Source: r.Source, Why: r.Why,
		}
		if r.Day != "" {
			day, err := time.Parse(isoDay, r.Day)
			if err != nil {
				return out, fmt.Errorf("day %q of a report", r.Day)
			}
			x.Day = day
		}
		out.Reports = append(out.Reports, x)
	}
	for _, d := range in.Differs {
		x := parley.Difference{Field: d.Field}
		for _, v := range d.Values {
			x.Values = append(x.Values, parley.Reading{Value: v.Value, Events: v.Events})
		}
		out.Differs = append(out.Differs, x)
	}
	return out, nil
}
