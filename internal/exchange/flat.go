package exchange

import (
	"io"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/ontology"
)

// flat is an event as one row of a table: doc/exchange.md tells the columns. Lists
// that belong together, of names, IDs, countries and sectors, are equally long.
type flat struct {
	EventID          string     `parquet:"event_id"`
	IncidentID       *string    `parquet:"incident_id"`
	ProcessID        *string    `parquet:"process_id"`
	EventDate        *int32     `parquet:"event_date,date"` // days since 1970
	EventDateEnd     *int32     `parquet:"event_date_end,date"`
	DatePrecision    *string    `parquet:"date_precision"`
	DateText         *string    `parquet:"date_text"`
	PloverType       string     `parquet:"plover_type"`
	PloverMode       []string   `parquet:"plover_mode,list"`
	CameoCode        *string    `parquet:"cameo_code"`
	CameoLabel       *string    `parquet:"cameo_label"`
	Quad             string     `parquet:"quad"`
	Intensity        float64    `parquet:"intensity"`
	Goldstein        *float64   `parquet:"goldstein"`
	ActorName        []string   `parquet:"actor_name,list"`
	ActorID          []string   `parquet:"actor_id,list"`
	ActorCountry     []string   `parquet:"actor_country,list"`
	ActorSector      []string   `parquet:"actor_sector,list"`
	RecipientName    []string   `parquet:"recipient_name,list"`
	RecipientID      []string   `parquet:"recipient_id,list"`
	RecipientCountry []string   `parquet:"recipient_country,list"`
	RecipientSector  []string   `parquet:"recipient_sector,list"`
	CounterpartNames []string   `parquet:"counterpart_names,list"`
	CounterpartIDs   []string   `parquet:"counterpart_ids,list"`
	MediatorNames    []string   `parquet:"mediator_names,list"`
	Stage            *string    `parquet:"stage"`
	Polarity         string     `parquet:"polarity"`
	Modality         string     `parquet:"modality"`
	Tense            string     `parquet:"tense"`
	Country          *string    `parquet:"country"`
	Admin1           *string    `parquet:"admin1"`
	Admin2           *string    `parquet:"admin2"`
	Place            *string    `parquet:"place"`
	Latitude         *float64   `parquet:"latitude"`
	Longitude        *float64   `parquet:"longitude"`
	GeoPrecision     *string    `parquet:"geo_precision"`
	GeonamesID       *string    `parquet:"geonames_id"`
	DeathsLow        *int64     `parquet:"deaths_low"`
	DeathsBest       *int64     `parquet:"deaths_best"`
	DeathsHigh       *int64     `parquet:"deaths_high"`
	SourceName       *string    `parquet:"source_name"`
	SourceURL        *string    `parquet:"source_url"`
	SourceLang       *string    `parquet:"source_lang"`
	PublishedAt      *time.Time `parquet:"published_at,timestamp(millisecond)"`
	AttributionChain []string   `parquet:"attribution_chain,list"`
	AttributionDepth int64      `parquet:"attribution_depth"`
	SentenceNo       int64      `parquet:"sentence_no"`
	CharStart        int64      `parquet:"char_start"`
	CharEnd          int64      `parquet:"char_end"`
	EvidenceText     *string    `parquet:"evidence_text"`
	Reports          int64      `parquet:"reports"`
	Independent      int64      `parquet:"independent_sources"`
	Confidence       float64    `parquet:"confidence"`
	ReviewStatus     string     `parquet:"review_status"`
	ReviewerRole     *string    `parquet:"reviewer_role"`
	Sensitivity      string     `parquet:"sensitivity"`
	Coder            string     `parquet:"coder"`
	CoderVersion     *string    `parquet:"coder_version"`
	Dictionary       *string    `parquet:"dictionary_version"`
	FirstSeenAt      *time.Time `parquet:"first_seen_at,timestamp(millisecond)"`
	UpdatedAt        *time.Time `parquet:"updated_at,timestamp(millisecond)"`
	Revision         int64      `parquet:"revision"`

	// Ours, behind the columns that others know.
	Status        string   `parquet:"status"`
	Contexts      []string `parquet:"contexts,list"`
	DocumentID    *string  `parquet:"document_id"`
	DocumentTitle *string  `parquet:"document_title"`
	Trigger       *string  `parquet:"trigger"`
	Rule          *string  `parquet:"rule"`
}

// some is a text for a column that may be empty.
func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// flatten makes a row of a table of an event.
func flatten(r *Row) *flat {
	ev, offsets := &r.Event, offsetsOf(&r.Document)
	f := &flat{
		EventID: ev.ID, IncidentID: some(r.Incident.ID), DatePrecision: some(ev.Date.Precision), DateText: some(ev.Date.Mention.Text),
		PloverType: ev.Type, PloverMode: ev.Modes, CameoCode: some(ev.CAMEO), CameoLabel: some(cameoName(ev.CAMEO)),
		Quad: ev.Quad, Intensity: ev.Score, Stage: some(stage(ev)), Polarity: polarity(ev), Modality: modality(ev), Tense: tense(ev.Status),
		SourceName: some(r.Document.Outlet), SourceURL: some(r.Document.URL), SourceLang: some(r.Document.Lang),
		PublishedAt: moment(r.Document.Published), AttributionChain: attribution(r), AttributionDepth: int64(len(ev.SaidBy)),
		SentenceNo: int64(ev.Index + 1), CharStart: int64(points(offsets, ev.Sentence.Span.Start)),
		CharEnd: int64(points(offsets, ev.Sentence.Span.End)), EvidenceText: some(ev.Sentence.Text),
		Reports: int64(max(len(r.Incident.Reports), 1)), Independent: int64(max(r.Incident.Sources, 1)),
		Confidence: ev.Confidence, ReviewStatus: or(r.Review, "machine"), Sensitivity: "low",
		Coder: r.Coder, CoderVersion: some(version(r.Coder)), UpdatedAt: moment(r.Coded), Revision: int64(r.Revision),
		Status: string(ev.Status), Contexts: ev.Contexts, DocumentID: some(ev.Document), DocumentTitle: some(r.Document.Title),
		Trigger: some(ev.Trigger.Text), Rule: some(ev.Rule),
	}
	if c, ok := ontology.Default().Code(ev.CAMEO); ok {
		f.Goldstein = &c.Goldstein
	}
	if sensitive(r) {
		f.Sensitivity = "high"
	}
	if first, last, ok := stretch(&ev.Date); ok {
		f.EventDate = sinceEpoch(first)
		if last.After(first) {
			f.EventDateEnd = sinceEpoch(last)
		}
	}
	f.ActorName, f.ActorID, f.ActorCountry, f.ActorSector = flatParties(ev.Actors)
	f.RecipientName, f.RecipientID, f.RecipientCountry, f.RecipientSector = flatParties(ev.Recipients)
	f.thirds(ev.Third)
	f.where(&ev.Place)
	return f
}

func (f *flat) where(p *parley.Place) {
	_, district, _ := levels(p)
	f.Country, f.Admin1, f.Admin2, f.Place = some(p.Country), some(p.Admin1), some(district), some(p.Name)
	f.GeonamesID = some(or(geonames(p), p.Gazetteer)) // the bare number, as others have it
	if p.Located() {
		f.Latitude, f.Longitude, f.GeoPrecision = &p.Lat, &p.Lon, some(p.Precision)
	}
}

func (f *flat) thirds(all []parley.Third) {
	for i := range all {
		switch t := &all[i]; t.Role {
		case parley.RoleParty:
			f.CounterpartNames = append(f.CounterpartNames, label(&t.Party))
			f.CounterpartIDs = append(f.CounterpartIDs, t.Party.ID)
		case parley.RoleMediator:
			f.MediatorNames = append(f.MediatorNames, label(&t.Party))
		}
	}
}

func flatParties(ps []parley.Party) (names, ids, countries, sectors []string) {
	for i := range ps {
		p := &ps[i]
		names, ids = append(names, label(p)), append(ids, p.ID)
		countries, sectors = append(countries, p.Country), append(sectors, p.Sector)
	}
	return names, ids, countries, sectors
}

// stage says how far talks are, of acts that are moves in a dialogue.
func stage(ev *parley.Event) string {
	talks := ev.CAMEO == "046" || ev.CAMEO == "045" || ev.CAMEO == "044"
	switch {
	case ev.Type == "REQUEST" && has(ev.Modes, "meet"):
		return "call-for-talks"
	case ev.CAMEO == "039" && ev.Type == "AGREE":
		return "mediation-offer"
	case ev.CAMEO == "036" && ev.Type == "AGREE":
		return "offer"
	case talks && ev.Status == parley.Failed:
		return "collapsed"
	case talks && ev.Status == parley.Future:
		return "pre-talks"
	case talks:
		return "talks"
	case ev.CAMEO == "057":
		return "agreement"
	case ev.CAMEO == "0871" || ev.CAMEO == "0356" && ev.Type != "REQUEST":
		return "ceasefire-declared"
	case ev.CAMEO == "196":
		return "violation-confirmed"
	case ev.CAMEO == "1123" && has(ev.Contexts, "peace_process"):
		return "violation-alleged"
	case ev.CAMEO == "164" || ev.CAMEO == "165":
		return "suspended"
	}
	return ""
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func polarity(ev *parley.Event) string {
	switch {
	case ev.Status == parley.Negated:
		return "denied"
	case ev.Type == "REJECT":
		return "rejected"
	}
	return "affirmed"
}

// modality says whether the report tells a fact in its own voice, or somebody's word.
func modality(ev *parley.Event) string {
	switch {
	case ev.Status == parley.Future:
		return "plan"
	case ev.Status == parley.Hypothetical:
		return "conditional"
	case len(ev.SaidBy) > 0:
		return "claim"
	}
	return "fact"
}

func tense(s parley.Status) string {
	switch s {
	case parley.Historical:
		return "background"
	case parley.Future, parley.Hypothetical:
		return "future"
	}
	return "past"
}

// attribution lists who says so, the outlet first and the one who vouches last.
func attribution(r *Row) []string {
	var out []string
	if r.Document.Outlet != "" {
		out = append(out, r.Document.Outlet)
	}
	said := r.Event.SaidBy
	for i := len(said) - 1; i >= 0; i-- {
		out = append(out, said[i].Mention.Text+" ("+string(said[i].Kind)+")")
	}
	return out
}

// version finds the version in the name of a coder: "0.4.0" in "parley 0.4.0 r4".
func version(coder string) string {
	for _, w := range strings.Fields(coder) {
		if w = strings.TrimPrefix(w, "v"); w != "" && w[0] >= '0' && w[0] <= '9' {
			return w
		}
	}
	return ""
}

// column is a column of the flat table.
type column struct {
	name string
	hxl  string // hashtag; empty: not in that format
	cell func(*flat) string
}

func text(get func(*flat) *string) func(*flat) string {
	return func(f *flat) string {
		if s := get(f); s != nil {
			return *s
		}
		return ""
	}
}

// lists writes several values with "; " between, none for values that are all empty.
func lists(get func(*flat) []string) func(*flat) string {
	return func(f *flat) string {
		full := false
		var b strings.Builder
		for i, v := range get(f) {
			if i > 0 {
				b.WriteString("; ")
			}
			full = full || v != ""
			b.WriteString(strings.ReplaceAll(v, ";", ","))
		}
		if !full {
			return ""
		}
		return b.String()
	}
}

func float(get func(*flat) *float64, write func(float64) string) func(*flat) string {
	return func(f *flat) string {
		if v := get(f); v != nil {
			return write(*v)
		}
		return ""
	}
}

func clock(get func(*flat) *time.Time, layout string) func(*flat) string {
	return func(f *flat) string {
		if t := get(f); t != nil {
			return t.UTC().Format(layout)
		}
		return ""
	}
}

// sinceEpoch counts days from 1970, as Parquet does.
func sinceEpoch(day time.Time) *int32 {
	n := int32(day.Unix() / (24 * 60 * 60))
	return &n
}

// dayOf is the inverse of sinceEpoch.
func dayOf(n int32) time.Time { return time.Unix(int64(n)*24*60*60, 0).UTC() }

func dayCell(get func(*flat) *int32) func(*flat) string {
	return func(f *flat) string {
		if n := get(f); n != nil {
			return dayOf(*n).Format(isoDay)
		}
		return ""
	}
}

func count(get func(*flat) int64) func(*flat) string {
	return func(f *flat) string { return strconv.FormatInt(get(f), 10) }
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// columns are the columns of the flat table, in order.
var columns = []column{
	{"event_id", "#event+code", func(f *flat) string { return f.EventID }},
	{"incident_id", "#event+code+incident", text(func(f *flat) *string { return f.IncidentID })},
	{"process_id", "", text(func(f *flat) *string { return f.ProcessID })},
	{"event_date", "#date+occurred", dayCell(func(f *flat) *int32 { return f.EventDate })},
	{"event_date_end", "#date+occurred+end", dayCell(func(f *flat) *int32 { return f.EventDateEnd })},
	{"date_precision", "#date+precision", text(func(f *flat) *string { return f.DatePrecision })},
	{"date_text", "", text(func(f *flat) *string { return f.DateText })},
	{"plover_type", "#event+type", func(f *flat) string { return f.PloverType }},
	{"plover_mode", "#event+type+sub", lists(func(f *flat) []string { return f.PloverMode })},
	{"cameo_code", "#event+type+cameo", text(func(f *flat) *string { return f.CameoCode })},
	{"cameo_label", "", text(func(f *flat) *string { return f.CameoLabel })},
	{"quad", "", func(f *flat) string { return f.Quad }},
	{"intensity", "", func(f *flat) string { return decimal(f.Intensity) }},
	{"goldstein", "", float(func(f *flat) *float64 { return f.Goldstein }, decimal)},
	{"actor_name", "#group+name+first", lists(func(f *flat) []string { return f.ActorName })},
	{"actor_id", "", lists(func(f *flat) []string { return f.ActorID })},
	{"actor_country", "#group+country+first", lists(func(f *flat) []string { return f.ActorCountry })},
	{"actor_sector", "#group+type+first", lists(func(f *flat) []string { return f.ActorSector })},
	{"recipient_name", "#group+name+second", lists(func(f *flat) []string { return f.RecipientName })},
	{"recipient_id", "", lists(func(f *flat) []string { return f.RecipientID })},
	{"recipient_country", "#group+country+second", lists(func(f *flat) []string { return f.RecipientCountry })},
	{"recipient_sector", "#group+type+second", lists(func(f *flat) []string { return f.RecipientSector })},
	{"counterpart_names", "#group+name+third", lists(func(f *flat) []string { return f.CounterpartNames })},
	{"counterpart_ids", "", lists(func(f *flat) []string { return f.CounterpartIDs })},
	{"mediator_names", "#group+name+mediator", lists(func(f *flat) []string { return f.MediatorNames })},
	{"stage", "#event+stage", text(func(f *flat) *string { return f.Stage })},
	{"polarity", "#event+polarity", func(f *flat) string { return f.Polarity }},
	{"modality", "#event+modality", func(f *flat) string { return f.Modality }},
	{"tense", "", func(f *flat) string { return f.Tense }},
	{"country", "#country+code+iso3", text(func(f *flat) *string { return f.Country })},
	{"admin1", "#adm1+name", text(func(f *flat) *string { return f.Admin1 })},
	{"admin2", "#adm2+name", text(func(f *flat) *string { return f.Admin2 })},
	{"place", "#loc+name", text(func(f *flat) *string { return f.Place })},
	{"latitude", "#geo+lat", float(func(f *flat) *float64 { return f.Latitude }, degrees)},
	{"longitude", "#geo+lon", float(func(f *flat) *float64 { return f.Longitude }, degrees)},
	{"geo_precision", "#geo+precision", text(func(f *flat) *string { return f.GeoPrecision })},
	{"geonames_id", "#loc+code", text(func(f *flat) *string { return f.GeonamesID })},
	{"deaths_low", "#affected+killed+min", deaths(func(f *flat) *int64 { return f.DeathsLow })},
	{"deaths_best", "#affected+killed", deaths(func(f *flat) *int64 { return f.DeathsBest })},
	{"deaths_high", "#affected+killed+max", deaths(func(f *flat) *int64 { return f.DeathsHigh })},
	{"source_name", "#meta+source", text(func(f *flat) *string { return f.SourceName })},
	{"source_url", "#meta+url", text(func(f *flat) *string { return f.SourceURL })},
	{"source_lang", "", text(func(f *flat) *string { return f.SourceLang })},
	{"published_at", "#date+reported", clock(func(f *flat) *time.Time { return f.PublishedAt }, time.RFC3339)},
	{"attribution_chain", "#meta+attribution", lists(func(f *flat) []string { return f.AttributionChain })},
	{"attribution_depth", "", count(func(f *flat) int64 { return f.AttributionDepth })},
	{"sentence_no", "", count(func(f *flat) int64 { return f.SentenceNo })},
	{"char_start", "", count(func(f *flat) int64 { return f.CharStart })},
	{"char_end", "", count(func(f *flat) int64 { return f.CharEnd })},
	{"evidence_text", "#description", text(func(f *flat) *string { return f.EvidenceText })},
	{"reports", "#meta+reports+num", count(func(f *flat) int64 { return f.Reports })},
	{"independent_sources", "#meta+sources+num", count(func(f *flat) int64 { return f.Independent })},
	{"confidence", "#meta+confidence", func(f *flat) string { return plainNumber(f.Confidence) }},
	{"review_status", "#status+review", func(f *flat) string { return f.ReviewStatus }},
	{"reviewer_role", "", text(func(f *flat) *string { return f.ReviewerRole })},
	{"sensitivity", "", func(f *flat) string { return f.Sensitivity }},
	{"coder", "", func(f *flat) string { return f.Coder }},
	{"coder_version", "", text(func(f *flat) *string { return f.CoderVersion })},
	{"dictionary_version", "", text(func(f *flat) *string { return f.Dictionary })},
	{"first_seen_at", "", clock(func(f *flat) *time.Time { return f.FirstSeenAt }, time.RFC3339)},
	{"updated_at", "#date+updated", clock(func(f *flat) *time.Time { return f.UpdatedAt }, time.RFC3339)},
	{"revision", "", count(func(f *flat) int64 { return f.Revision })},
	{"status", "#event+status", func(f *flat) string { return f.Status }},
	{"contexts", "#event+context", lists(func(f *flat) []string { return f.Contexts })},
	{"document_id", "", text(func(f *flat) *string { return f.DocumentID })},
	{"document_title", "", text(func(f *flat) *string { return f.DocumentTitle })},
	{"trigger", "", text(func(f *flat) *string { return f.Trigger })},
	{"rule", "", text(func(f *flat) *string { return f.Rule })},
}

func deaths(get func(*flat) *int64) func(*flat) string {
	return func(f *flat) string {
		if n := get(f); n != nil {
			return strconv.FormatInt(*n, 10)
		}
		return ""
	}
}

var flatLosses = []string{
	"the reports of an incident: they are counted", "of parties all sectors but the primary one, and the words of the report where they have a name",
	"third parties other than counterparts and mediators", "offsets other than those of the sentence",
	"semicolons in names become commas", "numbers of dead and the process are empty: an event does not tell them",
	"once it is read back: the words of the date, and when the event was coded and changed",
}

var formCSV = form{
	Format: Format{Name: "csv", Doc: "one row an event, 68 columns, for spreadsheets and statistics", Ext: ".csv", Header: true,
		CanRead: true, CanWrite: true, Status: true, Losses: flatLosses},
	write: func(w io.Writer, _ *Options) Writer { return newFlat(newComma(w)) },
	read:  readFlat,
}

var formTSV = form{
	Format: Format{Name: "tsv", Doc: "as csv, with tabs and without quotes", Ext: ".tsv", Header: true,
		CanRead: true, CanWrite: true, Status: true, Losses: append([]string{"tabs and line ends in texts become spaces"}, flatLosses...)},
	write: func(w io.Writer, _ *Options) Writer { return newFlat(newTSV(w)) },
	read:  readFlat,
}

// flatWriter writes the flat table as text.
type flatWriter struct {
	out  sheet
	cols []column
	err  error
	buf  []string
}

func newFlat(out sheet) *flatWriter {
	w := &flatWriter{out: out, cols: columns}
	var head []string
	for _, c := range columns {
		head = append(head, c.name)
	}
	w.err = out.row(head)
	return w
}

func (w *flatWriter) Write(r *Row) error {
	if w.err != nil {
		return w.err
	}
	f := flatten(r)
	w.buf = w.buf[:0]
	for _, c := range w.cols {
		w.buf = append(w.buf, c.cell(f))
	}
	return w.out.row(w.buf)
}

func (w *flatWriter) Close() error {
	if w.err != nil {
		return w.err
	}
	return w.out.close()
}
