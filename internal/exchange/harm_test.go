package exchange

import (
	"strings"
	"testing"
	"unicode/utf8"

	"parley"
)

// Names of private persons, and phrases that only look like them.
func TestWhoIsPrivate(t *testing.T) {
	g := newGuard(Options{}, mustWords(t))
	for words, want := range map[string]string{
		"Yusuf Danjuma":                        "Yusuf Danjuma",
		"shopkeeper Yusuf Danjuma":             "Yusuf Danjuma",
		"Yusuf Danjuma, a shopkeeper":          "Yusuf Danjuma",
		"a brother of Yusuf Danjuma":           "Yusuf Danjuma",
		"Mr Danjuma":                           "Danjuma",
		"Danjuma's brother":                    "Danjuma",
		"Yusuf Danjuma’s widow":                "Yusuf Danjuma",
		"Jos's markets":                        "",
		"police officer Yusuf Danjuma":         "Yusuf Danjuma",
		"school teacher Amina Bello of Jos":    "Amina Bello",
		"Police Chief Usman Anwar Tali":        "Usman Anwar Tali",
		"Abu Bakr Tarik al-Qirby":              "Abu Bakr Tarik al-Qirby",
		"Saud bin Tarik":                       "Saud bin Tarik",
		"Nigerian shopkeeper Yusuf Danjuma":    "Yusuf Danjuma",
		"Yusuf Danjuma and Musa Okoro":         "Yusuf Danjuma; Musa Okoro",
		"the killing of Yusuf Danjuma":         "Yusuf Danjuma",
		"the house of Yusuf Danjuma":           "Yusuf Danjuma",
		"residents of North Waziristan":        "",
		"Boko Haram member Yusuf Danjuma":      "Yusuf Danjuma",
		"Boko Haram fighters":                  "",
		"former Prime Minister Imran Khan":     "",
		"Mr Imran Khan":                        "",
		"Imran Khan's driver Yusuf Danjuma":    "Yusuf Danjuma",
		"Free Lions Brigade member Musa Okoro": "Musa Okoro",
		"the Free Lions brigade":               "",
		"the Jos League for Widows":            "",
		"the Danjuma family":                   "Danjuma",
		"a gunman on the Rue Verte":            "",
		"forty Zulu Kenyans":                   "",
		"Governor Ali Hassan Barre":            "Ali Hassan Barre",
		"17-year-old Amina Bello":              "Amina Bello",
		"the villagers":                        "",
		"Villagers":                            "",
		"Several residents of Mir Ali":         "",
		"Mir Ali residents":                    "",
		"Angry residents":                      "",
		"Gunmen":                               "",
		"Pakistani officials":                  "",
		"Pakistan":                             "",
		"Islamabad":                            "",
		"Afghan Taliban":                       "",
		"the TTP":                              "",
		"Barack Obama":                         "",
		"Police (Kenya)":                       "",
		"Free Lions Brigade":                   "",
		"Jamaat al-Nasr":                       "",
		"the Ministry of Health":               "",
		"Head of Government (Croatia)":         "",
		"Military Personnel - Special (China)": "",
		"Rights Activist (Kenya)":              "",
		"Foreign Affairs (Russia)":             "",
		"Lawyer/Attorney (Australia)":          "",
		"Media (Africa)":                       "",
		"Middle East":                          "",
		"the mayor (Yusuf Danjuma)":            "Yusuf Danjuma",
		"Yusuf Danjuma (Nigeria)":              "Yusuf Danjuma",
		"":                                     "",
	} {
		if got := strings.Join(g.judge(words).names, "; "); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

// A private person's name leaves in no format, with no option.
func TestPrivatePersons(t *testing.T) {
	r := rowOf("attack")
	r.Document.Title = "Danjuma shot in Jos"
	r.Event.SaidBy = []parley.Speaker{{Mention: parley.Quote{Text: "Grace Danjuma"}, Kind: parley.Witness}}
	r.Event.Third = []parley.Third{{Role: parley.RoleAbout, Party: parley.Party{Mention: parley.Quote{Text: "Yusuf Danjuma"}, Sector: "CVL"}},
		{Role: parley.RoleAbout, Party: parley.Party{Mention: parley.Quote{Text: "neighbours of Danjuma"}, Sector: "CVL"}}}
	r.Incident = parley.Incident{ID: "iattack", Sources: 1, Reports: []parley.Report{{Event: "attack", Text: "Yusuf Danjuma was shot."}},
		Differs: []parley.Difference{{Field: "recipient", Values: []parley.Reading{{Value: "Yusuf Danjuma"}, {Value: "Musa Okoro"}}}}}
	imported := rowOf("attack") // a name from a file, in Name
	imported.Event.Recipients = []parley.Party{{Name: "Yusuf Danjuma", Country: "NGA"}}
	for _, f := range Formats() {
		if !f.CanWrite {
			continue
		}
		for _, opt := range []Options{{}, {Public: true, DelayDays: -1}, {RedactStrict: true}} {
			got := write(t, f.Name, opt, r, imported)
			for _, name := range []string{"Danjuma", "DANJUMA", "Yusuf", "Grace", "Okoro"} {
				if strings.Contains(got, name) {
					t.Errorf("%s %+v: %s", f.Name, opt, got)
				}
			}
		}
	}
	if got := write(t, "csv", Options{}, r); !strings.Contains(got, "a shopkeeper") || !strings.Contains(got, withheld) {
		t.Errorf("what is written instead: %s", got)
	}
	if !strings.Contains(r.Event.Sentence.Text, "Danjuma") || r.Event.Recipients[0].Mention.Text != "shopkeeper Yusuf Danjuma" {
		t.Error("the row itself was changed")
	}
}

func TestEvidenceIsShort(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"short", "short"},
		{strings.Repeat("é", 300), strings.Repeat("é", 300)},
		{strings.Repeat("word ", 80), strings.TrimSpace(strings.Repeat("word ", 59)) + "…"},
		{strings.Repeat("x", 400), strings.Repeat("x", 299) + "…"},
	} {
		if got := cut(c.text, maxEvidence); got != c.want || utf8.RuneCountInString(got) > maxEvidence {
			t.Errorf("%d characters: %q", utf8.RuneCountInString(got), got)
		}
	}
}

func TestStrict(t *testing.T) {
	got := write(t, "jsonl", Options{RedactStrict: true}, rows()...)
	for _, text := range []string{"sit down with", "at last", "Gunmen", "an official said", "Talks were asked for"} {
		if strings.Contains(got, text) {
			t.Errorf("%q left", text)
		}
	}
	for _, text := range []string{"Afghan Taliban", "Hill Courier", "armed people"} {
		if !strings.Contains(got, text) {
			t.Errorf("%q did not", text)
		}
	}
}

func TestNoURL(t *testing.T) {
	for _, f := range Formats() {
		if f.CanWrite && strings.Contains(write(t, f.Name, Options{NoURL: true}, rows()...), "example.org") {
			t.Errorf("%s has an address", f.Name)
		}
	}
}

// For the public, what endangers people is late and rough.
func TestPublic(t *testing.T) {
	r := rowOf("soldiers")
	if got := write(t, "csv", Options{Public: true, Now: date(2023, 7, 28)}, r); strings.Count(got, "\n") != 1 {
		t.Errorf("six days old: %s", got)
	}
	w, _ := read(t, "csv", write(t, "csv", Options{Public: true, Now: date(2023, 7, 30)}, r), ReadOptions{})
	if len(w) != 1 {
		t.Fatalf("eight days old: %d rows", len(w))
	}
	if p := w[0].Event.Place; p.Name != "Kidal" || p.Precision != "province" || w[0].Event.Sentence.Text != "" {
		t.Errorf("%+v", w[0].Event)
	}
	if w, _ = read(t, "csv", write(t, "csv", Options{Public: true, DelayDays: -1}, r), ReadOptions{}); len(w) != 1 {
		t.Errorf("without delay: %d rows", len(w))
	}
	w, _ = read(t, "csv", write(t, "csv", Options{Public: true}, call()), ReadOptions{})
	if p := w[0].Event.Place; p.Name != "Kabul" || p.Lat != 34.53 || p.Lon != 69.17 || w[0].Event.Sentence.Text == "" {
		t.Errorf("what endangers nobody: %+v", w[0].Event)
	}
	told := r
	told.Event.Actors = []parley.Party{{Mention: parley.Quote{Text: "soldiers near Tessalit"}, Country: "MLI", Sector: "MIL"}}
	if got := write(t, "jsonl", Options{Public: true, DelayDays: -1}, told); strings.Contains(got, "Tessalit") {
		t.Errorf("the place is told by the words for a party: %s", got)
	}
	w, _ = read(t, "csv", write(t, "csv", Options{}, r), ReadOptions{})
	if w[0].Event.Place.Name != "Tessalit" {
		t.Errorf("not for the public: %+v", w[0].Event.Place)
	}
	nowhere := r
	nowhere.Event.Place.Country = "XXX"
	w, _ = read(t, "csv", write(t, "csv", Options{Public: true, DelayDays: -1}, nowhere), ReadOptions{})
	if len(w) != 1 || w[0].Event.Place != (parley.Place{}) {
		t.Errorf("a country that is not known: %+v", w)
	}
}

func TestWhatIsSensitive(t *testing.T) {
	for _, c := range []struct {
		place, recipient, sector string
		want                     bool
	}{
		{"Al-Noor Hospital", "", "", true}, {"a checkpoint near Gao", "", "", true}, {"Gao", "", "", false}, {"Homestead", "", "", false},
		{"Gao", "patients of a clinic", "CVL", true}, {"Gao", "the home minister", "GOV", false}, {"two camps", "", "", true},
	} {
		var r Row
		r.Event.Place.Mention.Text = c.place
		r.Event.Recipients = []parley.Party{{Mention: parley.Quote{Text: c.recipient}, Sector: c.sector}}
		if got := sensitive(&r); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// Words that judge are for quotations, not for names.
func TestNeutralNames(t *testing.T) {
	for name, want := range map[string]string{
		"banned Tehreek-e-Taliban Pakistan": "Tehreek-e-Taliban Pakistan",
		"Terrorist (Iraq)":                  "armed group member (Iraq)",
		"Terrorist Leader (Mali)":           "armed group Leader (Mali)",
		"the terrorist organisation":        "the armed group",
		"the outlawed PKK":                  "the PKK",
		"the Assad regime":                  "the Assad government",
		"Bangladesh":                        "Bangladesh",
		"lawmakers":                         "lawmakers",
		"Urban Guard":                       "Urban Guard",
	} {
		if got := neutral(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	const text = "Police in Iraq held terrorists."
	r := act("n", text, "COERCE:arrest 173").day("2023-07-20").
		who([]parley.Party{party(text, "Police in Iraq", "", "", "IRQ", "COP")}, []parley.Party{party(text, "terrorists", "", "", "IRQ", "REB")})
	for _, f := range Formats() {
		if !f.CanWrite || f.Name == "jsonl" || f.Name == "plover-jsonl" { // they quote the mention as such
			continue
		}
		r := r
		r.Event.Sentence.Text = ""
		got := write(t, f.Name, Options{}, r)
		if f.Name == "polecat" {
			got = strings.Replace(got, "terrorists", "", 1) // Recipient Name Raw
		}
		if strings.Contains(strings.ToLower(got), "terrorist") {
			t.Errorf("%s: %s", f.Name, got)
		}
	}
}

// Of a known group the people are withheld, and the group is not.
func TestMembersOfGroups(t *testing.T) {
	const text = "Boko Haram member Yusuf Danjuma gave himself up to the army."
	r := act("m", text, "RETREAT 0874").day("2023-07-20").
		who([]parley.Party{party(text, "Boko Haram member Yusuf Danjuma", "Boko Haram", "boko-haram", "NGA", "REB")}, nil)
	got, _ := read(t, "jsonl", write(t, "jsonl", Options{}, r), ReadOptions{})
	if a := got[0].Event.Actors[0]; a.Mention.Text != "Boko Haram" || a.Name != "Boko Haram" {
		t.Errorf("%+v", a)
	}
	if s := got[0].Event.Sentence.Text; s != "Boko Haram member [name withheld] gave himself up to the army." {
		t.Error(s)
	}
	leader := call()
	leader.Event.Actors = []parley.Party{{Mention: parley.Quote{Text: "Prime Minister Khan"}, Name: "Imran Khan", ID: "imran-khan", Country: "PAK"}}
	got, _ = read(t, "jsonl", write(t, "jsonl", Options{}, leader), ReadOptions{})
	if a := got[0].Event.Actors[0]; a.Mention.Text != "Prime Minister Khan" {
		t.Errorf("a public figure: %+v", a)
	}
}

// Names that are found are words of the text, and gone when they are withheld.
func FuzzPrivate(f *testing.F) {
	for _, s := range []string{"shopkeeper Yusuf Danjuma, 40", "Danjuma’s brother", "the Free Lions (FPRC)", "Ægir's", "’s", "of"} {
		f.Add(s)
	}
	g := newGuard(Options{}, mustWords(f))
	f.Fuzz(func(t *testing.T, text string) {
		names := g.judge(text).names
		for _, name := range names {
			if name == "" {
				t.Errorf("%q: an empty name", text)
			}
		}
		if out := withhold(text, names); len(names) > 0 && utf8.ValidString(text) && !utf8.ValidString(out) {
			t.Errorf("%q: %q", text, out)
		}
		if out := cut(text, maxEvidence); utf8.RuneCountInString(out) > maxEvidence {
			t.Errorf("%q is too long", out)
		}
		neutral(text)
	})
}

func TestGuardOfIncidents(t *testing.T) {
	g := NewGuard(Options{Public: true}, mustWords(t))
	long := "Fighters shot shopkeeper Yusuf Danjuma in Jos. " + strings.Repeat("More words of the report. ", 40)
	in := parley.Incident{
		ID: "i1", Type: "ASSAULT", Place: parley.Place{Name: "Jos", Country: "NGA", Lat: 9.91755, Lon: 8.89794, Precision: "city"},
		Actors:     []parley.Party{{Name: "Boko Haram", ID: "boko-haram"}},
		Recipients: []parley.Party{{Mention: parley.Quote{Text: "shopkeeper Yusuf Danjuma"}, Name: "Yusuf Danjuma", Sector: "CVL"}},
		Reports:    []parley.Report{{Event: "e1", Text: long, URL: "https://example.org/1"}},
		Differs:    []parley.Difference{{Field: "recipient", Values: []parley.Reading{{Value: "Yusuf Danjuma"}, {Value: "a trader"}}}},
	}
	out := g.Incident(in)
	if out.Recipients[0].Name != "" || strings.Contains(out.Recipients[0].Mention.Text, "Danjuma") || out.Actors[0].Name != "Boko Haram" {
		t.Errorf("parties %+v %+v", out.Actors, out.Recipients)
	}
	if text := out.Reports[0].Text; strings.Contains(text, "Danjuma") || utf8.RuneCountInString(text) > maxEvidence {
		t.Errorf("quoted %q", text)
	}
	if strings.Contains(out.Differs[0].Values[0].Value, "Danjuma") || out.Place.Lat != 9.92 || out.ID != "i1" {
		t.Errorf("got %+v", out)
	}
	if in.Reports[0].Text != long || in.Recipients[0].Name != "Yusuf Danjuma" {
		t.Error("the incident that was given has changed")
	}
}
