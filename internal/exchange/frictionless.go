package exchange

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

type dataPackage struct {
	Name         string        `json:"name"`
	Title        string        `json:"title"`
	Description  string        `json:"description,omitempty"`
	Version      string        `json:"version"`
	Created      string        `json:"created"`
	Licences     []Licence     `json:"licenses,omitempty"`
	Contributors []contributor `json:"contributors"`
	Resources    []resource    `json:"resources"`
	Parley       packed        `json:"parley"`
}

type contributor struct {
	Title string `json:"title"`
	Role  string `json:"role"`
}

type resource struct {
	Name     string   `json:"name"`
	Path     string   `json:"path"`
	Profile  string   `json:"profile"`
	Format   string   `json:"format"`
	Encoding string   `json:"encoding,omitempty"`
	Bytes    int      `json:"bytes"`
	Hash     string   `json:"hash"`
	Dialect  *dialect `json:"dialect,omitempty"`
	Schema   *schema  `json:"schema,omitempty"`
}

type dialect struct {
	Delimiter   string `json:"delimiter"`
	QuoteChar   string `json:"quoteChar,omitempty"`
	Header      bool   `json:"header"`
	HeaderRows  []int  `json:"headerRows,omitempty"`
	CommentRows []int  `json:"commentRows,omitempty"`
}

type schema struct {
	Fields        []field  `json:"fields"`
	MissingValues []string `json:"missingValues"`
}

type field struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// packed is what Frictionless Data has no field for.
type packed struct {
	Format   string            `json:"format"`
	Software string            `json:"software"`
	AsOf     string            `json:"as_of"`
	Snapshot string            `json:"snapshot,omitempty"`
	Filters  map[string]string `json:"filters"`
	Settings []string          `json:"settings,omitempty"`
	Events   int               `json:"events"`
	LeftOut  map[string]int    `json:"left_out,omitempty"`
	Losses   []string          `json:"losses"`
	Gaps     []string          `json:"known_gaps"`
	Contact  string            `json:"contact,omitempty"`
}

func (p *pack) describe() error {
	m := &p.meta
	filters := m.Filters
	if filters == nil {
		filters = map[string]string{}
	}
	out := dataPackage{
		Name: m.Name, Title: m.Title, Description: m.Abstract, Version: cmp.Or(m.Snapshot, m.AsOf.Format(isoDay)),
		Created: m.AsOf.Format(time.RFC3339), Resources: []resource{p.resource()},
		Parley: packed{
			Format: p.form.Name, Software: "parley " + cmp.Or(m.Options.Version, "dev"), AsOf: m.AsOf.Format(time.RFC3339),
			Snapshot: m.Snapshot, Filters: filters, Settings: p.settings(), Events: p.rows, LeftOut: p.left,
			Losses: p.form.Losses, Gaps: append(slices.Clone(m.Gaps), caveats...), Contact: m.Contact,
		},
	}
	if m.Licence.Name != "" || m.Licence.Path != "" {
		out.Licences = []Licence{m.Licence}
	}
	for _, a := range m.Authors {
		out.Contributors = append(out.Contributors, contributor{a, "author"})
	}
	text, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	return p.file("datapackage.json", append(text, '\n'))
}

// resource describes the file of data.
func (p *pack) resource() resource {
	r := resource{
		Name: slug(p.meta.Name + "-" + p.form.Name), Path: p.path, Profile: "data-resource", Format: strings.TrimPrefix(p.form.Ext[strings.LastIndexByte(p.form.Ext, '.'):], "."),
		Encoding: "utf-8", Bytes: p.bytes, Hash: "sha256:" + hex.EncodeToString(p.sum.Sum(nil)),
	}
	if p.form.Name == "parquet" {
		r.Encoding = ""
	}
	names, delimiter := p.form.table()
	if names == nil {
		return r
	}
	r.Profile, r.Schema = "tabular-data-resource", &schema{MissingValues: []string{""}}
	for _, n := range names {
		r.Schema.Fields = append(r.Schema.Fields, field{n, fieldType(n)})
	}
	if delimiter != "" {
		r.Dialect = &dialect{Delimiter: delimiter, Header: p.form.Header}
	}
	switch p.form.Name {
	case "polecat":
		r.Schema.MissingValues = []string{"", "None"}
	case "petrarch2":
		r.Schema.MissingValues = []string{"", "---"}
	case "hxl":
		r.Dialect.CommentRows = []int{2} // the hashtags
	}
	return r
}

// fieldType is the type of a column in Frictionless Data. Codes are text, though
// many have digits only.
func fieldType(name string) string {
	low := strings.ReplaceAll(strings.ToLower(name), " ", "_")
	switch {
	case numeric[low]:
		return "number"
	case low == "event_date" || low == "event_date_end" || low == "publication_date":
		return "date"
	case low == "published_at" || low == "updated_at" || low == "first_seen_at":
		return "datetime"
	}
	return "string"
}

// table gives the columns of a format and what parts them; nil when it is no table.
func (f *form) table() (names []string, delimiter string) {
	flatNames := func(cols []column) []string {
		var out []string
		for _, c := range cols {
			out = append(out, c.name)
		}
		return out
	}
	switch f.Name {
	case "csv":
		return flatNames(columns), ","
	case "tsv":
		return flatNames(columns), "\t"
	case "parquet":
		return flatNames(columns), ""
	case "hxl":
		return flatNames(hxlColumns()), ","
	case "polecat":
		return polecatHeader, "\t"
	case "icews":
		return icewsHeader, "\t"
	case "gdelt2":
		return gdeltHeader(), "\t"
	case "gdelt2-mentions":
		return mentionHeader, "\t"
	case "phoenix":
		return phoenixHeader, "\t"
	case "petrarch2":
		return petrarchHeader, "\t"
	case "acled":
		return acledHeader, ","
	case "edges":
		return []string{"source", "target", "weight", "first", "last"}, ","
	}
	return nil, ""
}

// gdeltHeader names GDELT's columns, which its files do not.
func gdeltHeader() []string {
	out := []string{"GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"}
	for _, who := range []string{"Actor1", "Actor2"} {
		for _, s := range strings.Fields("Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code") {
			out = append(out, who+s)
		}
	}
	out = append(out, strings.Fields("IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone")...)
	for _, who := range []string{"Actor1", "Actor2", "Action"} {
		for _, s := range strings.Fields("Type Fullname CountryCode ADM1Code ADM2Code Lat Long FeatureID") {
			out = append(out, who+"Geo_"+s)
		}
	}
	return append(out, "DATEADDED", "SOURCEURL")
}

var mentionHeader = strings.Fields(`GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID
	Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras`)

var phoenixHeader = strings.Fields(`EventID Date Year Month Day SourceActorFull SourceActorEntity SourceActorRole SourceActorAttribute
	TargetActorFull TargetActorEntity TargetActorRole TargetActorAttribute EventCode EventRootCode QuadClass GoldsteinScore Issues Lat Lon
	LocationName StateName CountryCode SentenceID URLs NewsSources`)

var petrarchHeader = strings.Fields("date source target code issues ids url StorySource")
