package exchange

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Bad rows are told by file and line, and reading goes on.
func TestBadRows(t *testing.T) {
	icews := func(change ...string) string { // a good row with some cells changed: "Event Date=x"
		row := []string{"7", "2020-01-02", "Police (Kenya)", "", "Kenya", "", "173", "", "Citizen (Kenya)", "", "Kenya", "9", "2", "P", "Nairobi", "", "Nairobi", "Kenya", "-1.28", "36.82"}
		for _, c := range change {
			name, v, _ := strings.Cut(c, "=")
			row[slices.Index(icewsHeader, name)] = v
		}
		return strings.Join(row, "\t") + "\n"
	}
	header := strings.Join(icewsHeader, "\t") + "\n"
	good := icews()
	for _, c := range []struct{ format, file, why string }{
		{"icews", header + good + icews("Event Date=2020-13-02") + good, `f:3: date "2020-13-02"`},
		{"icews", header + good + icews("CAMEO Code=999") + good, `f:3: CAMEO code "999"`},
		{"icews", header + good + icews("CAMEO Code=") + good, `f:3: CAMEO code ""`},
		{"icews", header + good + icews("Latitude=91") + good, `f:3: coordinates "91", "36.82"`},
		{"icews", header + good + icews("Longitude=") + good, `f:3: coordinates "-1.28", ""`},
		{"icews", header + good + icews("Latitude=NaN") + good, `f:3: coordinates "", "36.82"`},
		{"icews", header + good + icews("Country=Atlantis") + good, `f:3: country "Atlantis"`},
		{"icews", header + good + icews("Source Name=") + good, `f:3: no source`},
		{"icews", header + good + icews("Sentence Number=x") + good, `f:3: sentence number "x"`},
		{"icews", header + good + "1\t2\t3\n" + good, `f:3: 3 columns, not 20`},
		{"icews", header + good + strings.Repeat("x", maxRow+1) + "\n" + good, fmt.Sprintf("f:3: longer than %d bytes", maxRow)},
	} {
		got, errs := read(t, c.format, c.file, ReadOptions{})
		if len(got) != 2 || len(errs) != 1 || errs[0] != c.why {
			t.Errorf("%.80q: %d rows, %q", c.why, len(got), errs)
		}
	}
	one := func(format string) []string { // the first row that is written, header taken off
		file := write(t, format, Options{}, call())
		if format == "polecat" {
			_, file, _ = strings.Cut(file, "\n")
		}
		return strings.Split(strings.TrimSuffix(file, "\n"), "\t")
	}
	head := map[string]string{"polecat": strings.Join(polecatHeader, "\t") + "\n"}
	for _, c := range []struct {
		format string
		column int
		value  string
		why    string
	}{
		{"gdelt2", 1, "x", `GlobalEventID "x"`}, {"gdelt2", 2, "20230231", `date "20230231"`}, {"gdelt2", 27, "2X", `CAMEO code "2X"`},
		{"gdelt2", 57, "95", `coordinates "95", "69.17233"`}, {"gdelt2", 60, "now", `time "now"`},
		{"phoenix", 2, "2023", `date "2023"`}, {"phoenix", 14, "x", `CAMEO code "x"`}, {"phoenix", 23, "XYZ", `country "XYZ"`},
		{"petrarch2", 1, "", `date ""`}, {"petrarch2", 4, "---", `CAMEO code "---"`},
		{"polecat", 1, "", "no event id"}, {"polecat", 3, "TALK", `PLOVER type "TALK"`}, {"polecat", 9, "ZZZ", `country "ZZZ"`},
		{"polecat", 11, "ARMY", `sector "ARMY"`}, {"polecat", 35, "soon", `date "soon"`},
	} {
		row := one(c.format)
		row[c.column-1] = c.value
		got, errs := read(t, c.format, head[c.format]+strings.Join(row, "\t")+"\n", ReadOptions{})
		line := 1 + strings.Count(head[c.format], "\n")
		if want := fmt.Sprintf("f:%d: %s", line, c.why); len(got) != 0 || len(errs) != 1 || errs[0] != want {
			t.Errorf("%s: %d rows, %q, want %q", c.format, len(got), errs, want)
		}
	}
}

func TestBadObjects(t *testing.T) {
	line := strings.TrimSpace(write(t, "jsonl", Options{}, call()))
	pl := strings.TrimSpace(write(t, "plover-jsonl", Options{}, call()))
	for _, c := range []struct{ format, old, new, why string }{
		{"jsonl", `"id":"call","document"`, `"document"`, "no id"},
		{"jsonl", `"type":"REQUEST"`, `"type":"ASK"`, `PLOVER type "ASK"`},
		{"jsonl", `"cameo":"026"`, `"cameo":"26"`, `CAMEO code "26"`},
		{"jsonl", `"lat":34.52813`, `"lat":134.5`, `coordinates 134.5, 69.17233`},
		{"jsonl", `"status":"actual"`, `"status":"sure"`, `status "sure"`},
		{"jsonl", `"value":"2023-07-17"`, `"value":"some day"`, `date "some day"`},
		{"jsonl", `"published":"2023-07-22"`, `"published":"22 July"`, `day "22 July" of a report`},
		{"jsonl", `"confidence":0.75`, `"confidence":75`, `confidence 75`},
		{"plover-jsonl", `"event":["REQUEST"]`, `"event":["ASK"]`, `PLOVER type "ASK"`},
		{"plover-jsonl", `"event":["REQUEST"]`, `"event":["REQUEST","AID"]`, `2 types`},
		{"plover-jsonl", `"id":"call"`, `"id":""`, `no id`},
		{"plover-jsonl", `"enddate":"2023-07-22"`, `"enddate":"2023-07-02"`, `end "2023-07-02" of 2023-07-17`},
		{"plover-jsonl", `"code":"PAK"`, `"code":"QQQ"`, `country "QQQ"`},
		{"plover-jsonl", `"coded_time":"10:30:00"`, `"coded_time":"noon"`, `time "2023-07-22" "noon"`},
	} {
		file := map[string]string{"jsonl": line, "plover-jsonl": pl}[c.format]
		bad := strings.Replace(file, c.old, c.new, 1)
		if bad == file {
			t.Fatalf("no %s in %s", c.old, file)
		}
		got, errs := read(t, c.format, file+"\n"+bad+"\n\n{\n"+file+"\n", ReadOptions{})
		if len(got) != 2 || len(errs) != 2 || errs[0] != "f:2: "+c.why || !strings.HasPrefix(errs[1], "f:4: ") {
			t.Errorf("%d rows, %q, want %q", len(got), errs, c.why)
		}
	}
}

func TestBadTables(t *testing.T) {
	for _, c := range []struct {
		file    string
		mapping map[string]string
		why     string
	}{
		{"a,b\n1,2\n", nil, "f:1: no column is the date of the event: map one (event_date=NAME)"},
		{"date,b\n1,2\n", nil, "f:1: no column is the actor: map one (actor=NAME)"},
		{"date,actor\n1,2\n", nil, "f:1: no column is the act: map one (cameo_code=NAME, cameo_label=NAME or plover_type=NAME)"},
		{"date,actor\n1,2\n", map[string]string{"cameo": "verb"}, `f:1: no column "verb" for cameo; there are date, actor`},
		{"date,actor\n1,2\n", map[string]string{"colour": "actor"}, `f:1: no column of ours is called "colour"`},
		{"date,actor,cameo\n2020-01-02,Mali,036,1,2,3,4,5\n", nil, "f:2: 8 columns, not 3"},
		{"date,actor,cameo\n,Mali,036\n", nil, "f:2: no date"},
		{"date,actor,cameo\n2020-01-02,,036\n", nil, "f:2: no actor"},
		{"date,actor,cameo_label\n2020-01-02,Mali,Sing a song\n", nil, `f:2: no CAMEO code is called "Sing a song"`},
		{"date,actor,cameo\n2020-01-02,\"Ma\"\"li, 036\n", nil, `f:2: 2 columns, not 3`},
		{"date,actor,cameo,confidence\n2020-01-02,Mali,036,high\n", nil, `f:2: confidence "high"`},
		{"date,actor,cameo,date_end\n2020-01-02,Mali,036,2019-01-01\n", nil, `f:2: end "2019-01-01" of 2020-01-02`},
		{"", nil, ""},
	} {
		got, errs := read(t, "csv", c.file, ReadOptions{Mapping: c.mapping})
		if want := c.why; len(got) != 0 || strings.Join(errs, "; ") != want {
			t.Errorf("%q: %d rows, %q, want %q", c.file, len(got), errs, want)
		}
	}
	long := "date,actor,cameo\n2020-01-02,\"" + strings.Repeat("x", 2*maxRow)
	if _, errs := read(t, "csv", long, ReadOptions{}); len(errs) != 1 || !strings.Contains(errs[0], "a quotation mark may be missing") {
		t.Errorf("a quotation mark that is never closed: %.200q", errs)
	}
}

// Reading stops when nobody wants more.
func TestReadingCanBeStopped(t *testing.T) {
	for _, f := range Formats() {
		if !f.CanRead || !f.CanWrite {
			continue
		}
		file := write(t, f.Name, Options{}, rows()...)
		n := 0
		for range Read(f.Name, strings.NewReader(file), "f", ReadOptions{}) {
			n++
			break
		}
		if n != 1 {
			t.Errorf("%s: %d", f.Name, n)
		}
	}
}

func fuzz(f *testing.F, formats []string, extra ...string) {
	for _, format := range formats {
		if form, _ := find(format, "write", func(f *form) bool { return f.CanWrite }); form != nil {
			f.Add(write(f, format, Options{}, rows()[:4]...))
		}
	}
	for _, s := range extra {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, file string) {
		for _, format := range formats {
			got, _ := read(t, format, file, ReadOptions{Statements: true})
			for _, r := range got {
				if r.Event.ID == "" || len(r.Event.Actors) == 0 || r.Event.Type == "" {
					t.Errorf("%s: a row without ID, actor or type: %+v", format, r)
				}
			}
			if len(got) > 0 { // what was read can be written
				write(t, "jsonl", Options{}, got...)
				write(t, "gdelt2", Options{Public: true}, got...)
			}
		}
	})
}

func FuzzReadPairs(f *testing.F) { fuzz(f, []string{"icews", "gdelt2", "phoenix", "petrarch2"}) }

func FuzzReadPLOVER(f *testing.F) {
	fuzz(f, []string{"polecat", "plover-jsonl"}, ngecLine)
}

func FuzzReadTables(f *testing.F) {
	fuzz(f, []string{"csv", "acled", "ucdp-ged"}, "date\tactor\tcameo\n2020-01-02\tMali\t036\n", ucdpFile(true))
}

func FuzzReadJSONL(f *testing.F) { fuzz(f, []string{"jsonl"}) }

const ngecLine = `{"id":"n1","date":"2021-03-04","event_text":"Kenya met Somalia.","event_type":"CONSULT","event_mode":["visit"],"story_id":"s9",` +
	`"publisher":"Hill Courier","headline":"Met","pub_date":"2021-03-05","contexts":["diplomatic"],"version":"N1",` +
	`"attributes":{"ACTOR":[{"text":"Kenya"}],"RECIP":[{"text":"Somalia"}]}}`

// ucdpFile is a file of UCDP's columns with an event of each kind.
func ucdpFile(header bool) string {
	row := func(id, kind, a, b, start, end, prec, where string) string {
		cell := map[string]string{"id": id, "year": "2019", "type_of_violence": kind, "side_a": a, "side_b": b, "date_start": start, "date_end": end,
			"date_prec": prec, "where_prec": where, "where_coordinates": "Gao town", "adm_1": "Gao region", "latitude": "16.27", "longitude": "-0.04",
			"country": "Mali", "source_office": "Hill Courier", "source_headline": "Clash, again", "best": "3", "low": "2", "high": "5"}
		var out []string
		for _, name := range ucdpHeader {
			v := cell[name]
			if strings.Contains(v, ",") {
				v = `"` + v + `"`
			}
			out = append(out, v)
		}
		return strings.Join(out, ",") + "\n"
	}
	file := row("1", "1", "Government of Mali", "JNIM", "2019-05-01 00:00:00.000", "2019-05-01 00:00:00.000", "1", "1") +
		row("2", "3", "JNIM", "Civilians", "2019-05-01", "2019-05-04", "2", "4")
	if header {
		return strings.Join(ucdpHeader, ",") + "\n" + file
	}
	return file
}

func TestReadUCDP(t *testing.T) {
	for _, header := range []bool{true, false} {
		got, errs := read(t, "ucdp-ged", ucdpFile(header), ReadOptions{})
		if len(errs) > 0 || len(got) != 2 {
			t.Fatal(errs)
		}
		a, b := &got[0].Event, &got[1].Event
		if len(a.Actors) != 2 || a.Type != "ASSAULT" || a.CAMEO != "190" || a.Place.Name != "Gao town" || a.Place.Precision != "city" || a.Date.Value != "2019-05-01" || a.Date.Until != "" {
			t.Errorf("%+v", a)
		}
		if len(b.Actors) != 1 || len(b.Recipients) != 1 || b.CAMEO != "180" || b.Date.Until != "2019-05-04" || b.Date.Precision != "week" || b.Place.Precision != "province" {
			t.Errorf("%+v", b)
		}
		if a.Actors[0].Country != "MLI" || a.Actors[0].Sector != "GOV" || b.Recipients[0].Sector != "CVL" || got[0].Document.Title != "Clash, again" {
			t.Errorf("%+v %+v", a.Actors, b.Recipients)
		}
	}
	if _, errs := read(t, "ucdp-ged", "1,2,3\n", ReadOptions{}); len(errs) != 1 || errs[0] != "f:1: 3 columns, not 49" {
		t.Errorf("%q", errs)
	}
}

// Files come in variants.
func TestVariants(t *testing.T) {
	snake := "event_id\tevent_date\tsource_name\tcameo_code\ttarget_name\tyear\tsource_country\ttarget_country\n" +
		"5\t3/4/2017\tNA\t036\tBarack Obama\t2017\tNA\tNA\n" +
		"5\t3/4/2017\tBarack Obama\t036\tGovernment (Mali)\t2017\tUnited States\tMali\n"
	snake = strings.ReplaceAll(snake, "\n", "\t\t\t\t\t\n")
	got, errs := read(t, "icews", snake, ReadOptions{})
	if len(got) != 1 || len(errs) != 1 || got[0].Event.Date.Value != "2017-03-04" || got[0].Event.Actors[0].ID != "barack-obama" || codeOf(got[0].Event.Recipients) != "MLI GOV" {
		t.Errorf("icews: %+v %v", got, errs)
	}
	po := write(t, "polecat", Options{}, rowOf("truce"))
	po = strings.Replace(po, "Intensity", "Event Intensity", 1)
	po = strings.Replace(po, "Version\n", "Version\tHeadline\tEvent Text\tStory ID\t\t\n", 1)
	po = strings.TrimSuffix(po, "\n") + "\tTruce\tEl ELN habl\xf3.\ts1\t\t\n"
	got, errs = read(t, "polecat", po, ReadOptions{})
	if len(errs) > 0 || len(got) != 1 || got[0].Event.Sentence.Text != "El ELN habló." || got[0].Document.Title != "Truce" {
		t.Errorf("polecat: %+v %v", got, errs)
	}
	for width, row := range map[string]string{
		"no address":  "20200102\tMLIGOV\tDZA\t036\t\td1_2\tHill Courier",
		"address":     "20200102\tMLIGOV\tDZA\t036\t\td1_2\thttps://example.org\tHill Courier",
		"texts":       "20200102\tMLIGOV\tDZA\t036\t\td1_2\thttps://example.org\tHill Courier\tthe cabinet\tAlgeria",
		"act":         "20200102\tMLIGOV\tDZA\t036\t\td1_2\tHill Courier\tagreed",
		"texts, act":  "20200102\tMLIGOV\tDZA\t036\t\td1_2\tHill Courier\tthe cabinet\tAlgeria\tagreed",
		"roots":       "20200102\tMLIGOV\tDZA\t036\t\td1_2\tHill Courier\tMLI\t---",
		"all of them": "20200102\tMLIGOV\tDZA\t036\t\td1_2\thttps://example.org\tHill Courier\tthe cabinet\tAlgeria\tagreed\tMLI\tDZA",
	} {
		got, errs := read(t, "petrarch2", row+"\n", ReadOptions{})
		if len(errs) > 0 || len(got) != 1 {
			t.Fatalf("%s: %v", width, errs)
		}
		ev := &got[0].Event
		if codeOf(ev.Actors) != "MLI GOV" || codeOf(ev.Recipients) != "DZA" || ev.Index != 1 || got[0].Document.Outlet != "Hill Courier" {
			t.Errorf("%s: %+v", width, got[0])
		}
		if has := got[0].Document.URL != ""; has != strings.Contains(row, "://") {
			t.Errorf("%s: address %q", width, got[0].Document.URL)
		}
		if has := ev.Trigger.Text == "agreed"; has != strings.Contains(row, "agreed") {
			t.Errorf("%s: words %q", width, ev.Trigger.Text)
		}
		if has := ev.Actors[0].Mention.Text == "the cabinet"; has != strings.Contains(row, "cabinet") {
			t.Errorf("%s: actor %q", width, ev.Actors[0].Mention.Text)
		}
	}
	got, errs = read(t, "plover-jsonl", ngecLine, ReadOptions{})
	if len(errs) > 0 || len(got) != 1 || got[0].Event.Type != "CONSULT" || codeOf(got[0].Event.Recipients) != "SOM" || got[0].Event.Sentence.Text == "" {
		t.Errorf("ngec: %+v %v", got, errs)
	}
}

// A table of others with our names for its columns.
func TestMappedTable(t *testing.T) {
	const file = "when\tsource\trelation\ttarget\tsplit\n" +
		"2014-01-01\tHead of Government (Croatia)\tExpress intent to meet or negotiate\tSergey Viktorovich Lavrov\ttrain\n" +
		"2014-01-02\tBarack Obama\tMeet at a 'third' location\tPolice (Kenya)\ttrain\n" +
		"2014-01-03\tMali\tMake statement\tNiger\ttrain\n"
	opt := ReadOptions{Dataset: "icews14", Mapping: map[string]string{"date": "when", "actor": "source", "recipient": "target", "cameo_label": "relation"}}
	skipped := 0
	opt.Skipped = func(line int, why string) {
		if skipped++; line != 4 {
			t.Errorf("line %d: %s", line, why)
		}
	}
	got, errs := read(t, "csv", file, opt)
	if len(errs) > 0 || len(got) != 2 || skipped != 1 {
		t.Fatalf("%d rows, %d passed over: %v", len(got), skipped, errs)
	}
	a, b := &got[0], &got[1]
	if a.Event.CAMEO != "036" || a.Event.Type != "AGREE" || codeOf(a.Event.Actors) != "HRV GOV" || a.Coder != "icews14" || a.Event.Rule != "import:csv" {
		t.Errorf("%+v", a)
	}
	if r := &a.Event.Recipients[0]; r.Name == "" || r.Country != "RUS" || r.Mention.Text != "Sergey Viktorovich Lavrov" {
		t.Errorf("a name in full: %+v", r)
	}
	if p := &b.Event.Actors[0]; b.Event.CAMEO != "044" || p.ID != "barack-obama" || p.Sector != "GOV" || codeOf(b.Event.Recipients) != "KEN COP" {
		t.Errorf("%+v", b)
	}
	again, _ := read(t, "csv", file, opt)
	if again[0].Event.ID != a.Event.ID || a.Event.ID == b.Event.ID {
		t.Error("IDs depend on more than what a row says, or on less")
	}
}

// What a group is depends on the day.
func TestRolesDependOnTheDay(t *testing.T) {
	const file = "date,actor,cameo\n2020-06-01,Afghan Taliban,036\n2022-06-01,Afghan Taliban,036\n2020-06-01,Afghan Taliban,046\n"
	got, errs := read(t, "csv", file, ReadOptions{})
	if len(errs) > 0 || len(got) != 3 {
		t.Fatal(errs)
	}
	for i, want := range []string{"AFG REB", "AFG GOV", "AFG REB"} {
		if code := codeOf(got[i].Event.Actors); code != want {
			t.Errorf("row %d: %s, want %s", i, code, want)
		}
	}
}
