package exchange

import (
	"strings"
	"testing"

	"parley"
	"parley/ontology"
)

// column of a tab-separated row by the name of the column.
func cellOf(t *testing.T, names, row []string, name string) string {
	t.Helper()
	for i, n := range names {
		if n == name {
			return row[i]
		}
	}
	t.Fatalf("no column %q in %q", name, names)
	return ""
}

// Quad and intensity are those of each format, by its own rule.
func TestQuadAndIntensityAreOfTheFormat(t *testing.T) {
	for _, c := range []struct {
		coding                 string
		gdelt, phoenix, scores string // GDELT's quad, Phoenix's, CAMEO's intensity
		polecat, quad          string // PLOVER's intensity and quad
	}{
		{"REQUEST:meet 026", "1", "0", "4.0", "0.0", "VERBAL CONFLICT"},
		{"REQUEST:yield 0256", "1", "0", "-0.3", "-1.0", "VERBAL CONFLICT"},
		{"CONSULT 045", "1", "1", "5.0", "2.5", "VERBAL COOPERATION"},
		{"CONSULT:third-party 045", "1", "1", "5.0", "1.0", "VERBAL COOPERATION"},
		{"AGREE 036", "1", "1", "4.0", "2.5", "VERBAL COOPERATION"},
		{"REJECT:meet 125", "3", "3", "-5.0", "-2.0", "VERBAL CONFLICT"},
		{"REJECT:meet 126", "3", "3", "-5.0", "-2.0", "VERBAL CONFLICT"},
		{"RETREAT:ceasefire 0871", "2", "2", "9.0", "7.5", "MATERIAL COOPERATION"},
		{"CONCEDE 0871", "2", "2", "9.0", "4.5", "VERBAL COOPERATION"},
		{"AGREE 037", "1", "1", "5.0", "2.5", "VERBAL COOPERATION"},
		{"SANCTION:withdraw 164", "4", "3", "-7.0", "-6.0", "MATERIAL CONFLICT"},
		{"ASSAULT 190", "4", "4", "-10.0", "-9.0", "MATERIAL CONFLICT"},
		{"ACCUSE 110", "3", "3", "-2.0", "-3.0", "VERBAL CONFLICT"},
	} {
		const text = "Chad spoke to Togo."
		r := act("x", text, c.coding).day("2023-07-20").
			who([]parley.Party{party(text, "Chad", "Chad", "", "TCD")}, []parley.Party{party(text, "Togo", "Togo", "", "TGO")})
		r.Event.Quad, r.Event.Score = "of another time", 99 // never taken over
		g := cells(write(t, "gdelt2", Options{}, r), false)[0]
		ph := cells(write(t, "phoenix", Options{}, r), false)[0]
		ic := cells(write(t, "icews", Options{}, r), true)[0]
		po := cells(write(t, "polecat", Options{}, r), true)[0]
		got := []string{
			cellOf(t, gdeltHeader(), g, "QuadClass"), cellOf(t, phoenixHeader, ph, "QuadClass"),
			cellOf(t, gdeltHeader(), g, "GoldsteinScale"), cellOf(t, phoenixHeader, ph, "GoldsteinScore"), cellOf(t, icewsHeader, ic, "Intensity"),
			cellOf(t, polecatHeader, po, "Intensity"), cellOf(t, polecatHeader, po, "Quad Code"),
		}
		want := []string{c.gdelt, c.phoenix, c.scores, c.scores, c.scores, c.polecat, c.quad}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%s: %q, want %q", c.coding, got, want)
		}
		code := c.coding[strings.IndexByte(c.coding, ' ')+1:]
		if ic[6] != code || g[26] != code || ph[13] != code {
			t.Errorf("%s: codes %s %s %s", c.coding, ic[6], g[26], ph[13])
		}
	}
}

// Codes keep their zeros: 010 is another one than 10.
func TestCodesAreStrings(t *testing.T) {
	onto := ontology.Default()
	line := func(code string) string {
		return "7\t2020-01-02\tChad\t\tChad\t\t" + code + "\t\tTogo\t\tTogo\t\t1\t\t\t\t\t\t\t\n"
	}
	for code, want := range map[string]string{"10": "REQUEST", "03": "AGREE", "036": "AGREE", "0871": "RETREAT"} {
		got, errs := read(t, "icews", line(code), ReadOptions{})
		if len(errs) > 0 || len(got) != 1 || got[0].Event.CAMEO != code || got[0].Event.Type != want {
			t.Errorf("%s: %v %+v", code, errs, got)
		}
	}
	if _, ok := onto.Code("36"); ok {
		t.Fatal("36 is a code")
	}
	if got, errs := read(t, "icews", line("36"), ReadOptions{}); len(errs) != 1 || len(got) != 0 {
		t.Errorf("36 was read: %v %+v", errs, got)
	}
	var why []string
	opt := ReadOptions{Skipped: func(line int, s string) { why = append(why, s) }}
	if got, errs := read(t, "icews", line("010"), opt); len(got)+len(errs) != 0 || len(why) != 1 {
		t.Errorf("010: %+v %v %v", got, errs, why)
	}
	if got, _ := read(t, "icews", line("010"), ReadOptions{Statements: true}); len(got) != 1 || got[0].Event.CAMEO != "010" || got[0].Event.Type != "NONE" {
		t.Errorf("010 kept: %+v", got)
	}
}

// "A and B met" is two rows where rows are pairs, and one elsewhere.
func TestMutualActs(t *testing.T) {
	for format, want := range map[string]int{
		"gdelt2": 2, "gdelt2-mentions": 2, "icews": 3, "phoenix": 2, "petrarch2": 2, "polecat": 2, "plover-jsonl": 1, "jsonl": 1, "csv": 2, "edges": 3,
	} {
		if got := strings.Count(write(t, format, Options{}, rowOf("met")), "\n"); got != want {
			t.Errorf("%s: %d lines, want %d", format, got, want)
		}
	}
	po := cells(write(t, "polecat", Options{}, rowOf("met")), true)[0]
	if a, b := cellOf(t, polecatHeader, po, "Actor Name"), cellOf(t, polecatHeader, po, "Recipient Name"); a != "Government (Mali); Government (Algeria)" || b != "None" {
		t.Errorf("polecat: %q, %q", a, b)
	}
	g := cells(write(t, "gdelt2", Options{}, rowOf("met")), false)
	if g[0][5] != g[1][15] || g[0][15] != g[1][5] || g[0][0] == g[1][0] {
		t.Errorf("gdelt2: %q", g)
	}
	v := cells(write(t, "gdelt2", Options{}, rowOf("visit")), false)
	if len(v) != 2 || v[0][26] != "042" || v[1][26] != "043" || v[0][7] != "FRA" || v[1][17] != "FRA" {
		t.Errorf("a visit: %q", v)
	}
	if n := len(cells(write(t, "icews", Options{}, rowOf("broker")), true)); n != 2 {
		t.Errorf("one actor and two recipients: %d rows", n)
	}
}

// What did not happen, or long ago, is written only where it can be told or is asked for.
func TestNonfactualRows(t *testing.T) {
	for _, f := range Formats() {
		if !f.CanWrite {
			continue
		}
		for _, id := range []string{"denied", "would"} {
			r := rowOf(id)
			r.Event.Type, r.Event.CAMEO, r.Event.Modes = "ASSAULT", "190", nil // what every format has
			r.Event.Recipients = r.Event.Actors
			empty := write(t, f.Name, Options{})
			got, all := write(t, f.Name, Options{}, r), write(t, f.Name, Options{IncludeNonfactual: true}, r)
			if wrote := got != empty; wrote != f.Status {
				t.Errorf("%s: %s written: %v", f.Name, id, wrote)
			}
			if all == empty {
				t.Errorf("%s: %s not written when asked for", f.Name, id)
			}
		}
	}
	var b strings.Builder
	w, err := NewWriter("icews", &b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows() {
		if err := w.Write(&r); err != nil {
			t.Fatal(err)
		}
	}
	if n := Left(w); n["denied, hypothetical or past"] != 3 || n["retracted"] != 1 {
		t.Errorf("left out: %v", n)
	}
}

func TestOneADayAndOneAnIncident(t *testing.T) {
	a, b, c := call(), call(), call()
	b.Event.ID, c.Event.ID = "again", "later"
	c.Event.Date = parley.Dates{Value: "2023-07-25", Precision: "day"}
	for _, x := range []struct {
		opt  Options
		want int
	}{{Options{}, 3}, {Options{OneADay: true}, 2}, {Options{OneAnIncident: true}, 1}} {
		for _, format := range []string{"phoenix", "jsonl", "polecat"} {
			header := 0
			if format == "polecat" {
				header = 1
			}
			if got := strings.Count(write(t, format, x.opt, a, b, c), "\n") - header; got != x.want {
				t.Errorf("%s %+v: %d rows, want %d", format, x.opt, got, x.want)
			}
		}
	}
}

func TestMinReview(t *testing.T) {
	for status, want := range map[string]int{"": 18, "machine": 18, "reviewed": 2, "confirmed": 2} {
		if got := strings.Count(write(t, "csv", Options{MinReview: status}, rows()...), "\n"); got != want {
			t.Errorf("%q: %d lines, want %d", status, got, want)
		}
	}
	if _, err := NewWriter("csv", nil, Options{MinReview: "good"}); err == nil {
		t.Error("a review status that there is not was taken")
	}
}

// Days that formats with one date give to events.
func TestEventDay(t *testing.T) {
	for _, c := range []struct {
		value, until, published, want string
	}{
		{"2023-07-15", "", "2023-07-22", "2023-07-15"},
		{"2023-07-17", "2023-07-22", "2023-07-22", "2023-07-22"}, // the stretch holds the day of the report
		{"2023-07-10", "2023-07-16", "2023-07-22", "2023-07-10"},
		{"2023-W29", "", "2023-07-22", "2023-07-22"},
		{"2023-W28", "", "2023-07-22", "2023-07-10"},
		{"2023-W28-WE", "", "2023-07-22", "2023-07-15"},
		{"2023-06", "", "2023-07-22", "2023-06-01"},
		{"2023-Q2", "", "", "2023-04-01"},
		{"2023-H2", "", "", "2023-07-01"},
		{"2022-WI", "", "", "2022-12-01"},
		{"2023", "", "2023-07-22", "2023-07-22"},
		{"199", "", "", "1990-01-01"},
		{"19", "", "", "1900-01-01"},
		{"2023-07-15T17:00Z", "", "", "2023-07-15"},
		{"", "", "2023-07-22", "2023-07-22"},
		{"PAST_REF", "", "2023-07-22", "2023-07-22"},
		{"", "", "", ""},
	} {
		var r Row
		r.Event.Date = parley.Dates{Value: c.value, Until: c.until}
		if c.published != "" {
			r.Document.Published, _, _ = period(c.published)
		}
		got := ""
		if day, ok := eventDay(&r); ok {
			got = day.Format(isoDay)
		}
		if got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// Tables of codes fit the lists that they are of.
func TestTables(t *testing.T) {
	lex, onto := mustWords(t), ontology.Default()
	c := tables()
	for iso := range c.countries {
		if lex.CountryName(iso) == "" {
			t.Errorf("countries.tsv: %s", iso)
		}
	}
	for _, typ := range onto.Types() {
		if coarsest()[ontology.Coding{Type: typ}] == "" {
			t.Errorf("coarsest.tsv: no code for %s", typ)
		}
	}
	for coding, code := range coarsest() {
		if coding.Mode != "" && !onto.HasMode(coding.Type, coding.Mode) {
			t.Errorf("coarsest.tsv: %v", coding)
		}
		if _, ok := onto.Code(code); !ok {
			t.Errorf("coarsest.tsv: %s", code)
		}
	}
	for sector := range c.roles {
		if !onto.HasSector(sector) {
			t.Errorf("roles.tsv: %s", sector)
		}
	}
	for word, sector := range c.icews {
		if !onto.HasSector(sector) || word != strings.ToLower(word) {
			t.Errorf("words of ICEWS: %s %s", word, sector)
		}
	}
	for label, code := range otherLabels {
		if _, ok := onto.Code(code); !ok || plain(label) != label {
			t.Errorf("labels: %s %s", label, code)
		}
	}
	ids := map[string]bool{}
	data, _ := lexiconData()
	for _, g := range data.Groups {
		ids[g.ID] = true
	}
	for id := range c.groups {
		if !ids[id] {
			t.Errorf("groups.tsv: %s", id)
		}
	}
	for name, coding := range acledCodes {
		typ, mode, _ := strings.Cut(coding[0], ":")
		if _, ok := onto.Code(coding[1]); !ok || mode != "" && !onto.HasMode(ontology.Type(typ), mode) {
			t.Errorf("ACLED %s: %v", name, coding)
		}
	}
	for format, names := range map[string]int{"acled": 31, "gdelt2": 61, "gdelt2-mentions": 16, "icews": 20, "polecat": 40, "phoenix": 26, "petrarch2": 8} {
		f, err := find(format, "write", func(f *form) bool { return f.CanWrite })
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := f.table(); len(got) != names {
			t.Errorf("%s: %d columns, want %d", format, len(got), names)
		}
	}
	if len(ucdpHeader) != 49 {
		t.Errorf("UCDP: %d columns", len(ucdpHeader))
	}
}

// Events that came without a CAMEO code get the coarsest that says the same.
func TestCoarsestCode(t *testing.T) {
	for coding, want := range map[string]string{"REQUEST:meet": "026", "SUPPORT:": "050", "ASSAULT:drone": "1952", "AGREE:": "030"} {
		typ, mode, _ := strings.Cut(coding, ":")
		if got := cameoOf(&parley.Event{Type: typ, Modes: []string{mode}}); got != want {
			t.Errorf("%s: %s, want %s", coding, got, want)
		}
	}
}

func TestActorCodes(t *testing.T) {
	for _, c := range []struct {
		party                   parley.Party
		code, role, rest, known string
	}{
		{parley.Party{Country: "AFG", Sectors: []string{"GOV", "PRE"}, ID: "afghan-taliban"}, "AFGGOV", "GOV", "", "TAL"},
		{parley.Party{Country: "PAK", Sector: "REB"}, "PAKREB", "REB", "", ""},
		{parley.Party{Country: "IGO", Sectors: []string{"IGO"}, ID: "united-nations"}, "IGOUNO", "", "UNO", "UNO"},
		{parley.Party{Country: "ROU", Sectors: []string{"JRN"}}, "ROMMED", "MED", "", ""},
		{parley.Party{Country: "NGA", Sectors: []string{"MED", "CVL"}}, "NGAHLHCVL", "CVL", "HLH", ""},
		{parley.Party{Country: "EUR", Sectors: []string{"IGO"}, ID: "european-union"}, "IGOEEC", "", "EEC", "EEC"},
		{parley.Party{Sector: "REB"}, "REB", "REB", "", ""},
		{parley.Party{Country: "MLI"}, "MLI", "", "", ""},
		{parley.Party{}, "", "", "", ""},
	} {
		role, rest := phoenixRole(&c.party)
		if got := actorCode(&c.party); got != c.code || role != c.role || strings.Join(rest, ";") != c.rest || tables().groups[c.party.ID] != c.known {
			t.Errorf("%+v: %s %s %v", c.party, got, role, rest)
		}
	}
}

// Hundreds of parties do not become a hundred thousand rows.
func TestPairsAreBounded(t *testing.T) {
	r := rowOf("met")
	for len(r.Event.Actors) < 200 {
		r.Event.Actors = append(r.Event.Actors, r.Event.Actors[0])
	}
	if n := strings.Count(write(t, "petrarch2", Options{}, r), "\n"); n != maxPairs {
		t.Errorf("%d rows", n)
	}
}

// What CAMEO codes of other files are in PLOVER.
func TestCrosswalkOfImports(t *testing.T) {
	for code, want := range map[string]string{
		"026": "REQUEST meet diplomatic 0", "0256": "REQUEST yield military peace_process -1", "045": "CONSULT  diplomatic 2.5",
		"036": "AGREE  diplomatic 2.5", "037": "AGREE  diplomatic 2.5", "125": "REJECT meet diplomatic -2", "126": "REJECT meet diplomatic -2",
		"0871": "RETREAT ceasefire military 7.5",
	} {
		got, errs := read(t, "petrarch2", "20200102\tMLIGOV\tDZA\t"+code+"\t\td1_2\tHill Courier\n", ReadOptions{})
		if len(errs) > 0 || len(got) != 1 {
			t.Fatal(errs)
		}
		ev := &got[0].Event
		s := strings.Join([]string{ev.Type, strings.Join(ev.Modes, " "), strings.Join(ev.Contexts, " "), plainNumber(ev.Score)}, " ")
		if s != want {
			t.Errorf("%s: %q, want %q", code, s, want)
		}
	}
}
