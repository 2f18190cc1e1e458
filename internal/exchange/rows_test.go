package exchange

import (
	"strings"
	"time"

	"parley"
	"parley/ontology"
)

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// at quotes words of a text.
func at(text, words string) parley.Quote {
	i := strings.Index(text, words)
	if i < 0 {
		panic("no " + words + " in " + text)
	}
	return parley.Quote{Span: parley.Span{Start: i, End: i + len(words)}, Text: words}
}

func party(text, words, name, id, country string, sectors ...string) parley.Party {
	p := parley.Party{Mention: at(text, words), Name: name, ID: id, Country: country, Sectors: sectors}
	if len(sectors) > 0 {
		p.Sector = sectors[0]
	}
	return p
}

// act codes a row: "REQUEST:meet 026".
func act(id, text, coding string) Row {
	head, cameo, _ := strings.Cut(coding, " ")
	typ, mode, _ := strings.Cut(head, ":")
	onto := ontology.Default()
	info, _ := onto.Type(ontology.Type(typ))
	ev := parley.Event{
		ID: id, Document: "d-" + id, Type: typ, CAMEO: cameo, Quad: info.Quad, Score: onto.Score(info.Type, mode),
		Status: parley.Actual, Sentence: at(text, text), Rule: "test(rule)", Confidence: 0.75,
	}
	if mode != "" {
		ev.Modes = []string{mode}
	}
	return Row{
		Event:    ev,
		Document: parley.Document{ID: "d-" + id, Text: text, Outlet: "Hill Courier", URL: "https://example.org/" + id, Lang: "en", Published: date(2023, 7, 22)},
		Coder:    "parley 0.4.0 r4", Coded: time.Date(2023, 7, 22, 10, 30, 0, 0, time.UTC), Revision: 1, Review: "machine",
	}
}

// day dates a row by a day.
func (r Row) day(value string) Row {
	r.Event.Date = parley.Dates{Value: value, Precision: "day", From: parley.FromClause}
	return r
}

func (r Row) who(actors, recipients []parley.Party) Row {
	r.Event.Actors, r.Event.Recipients = actors, recipients
	return r
}

func (r Row) trigger(words string) Row {
	r.Event.Trigger = at(r.Document.Text, words)
	return r
}

func (r Row) status(s parley.Status) Row { r.Event.Status = s; return r }

func (r Row) place(words, name, country, admin1, precision string, lat, lon float64) Row {
	r.Event.Place = parley.Place{Name: name, Country: country, Admin1: admin1, Precision: precision, Lat: lat, Lon: lon, From: parley.FromClause}
	if words != "" {
		r.Event.Place.Mention = at(r.Document.Text, words)
	}
	return r
}

// call is a call for talks, of which three outlets tell with one source.
func call() Row {
	const text = "The Afghan Taliban this week pressed Pakistan from Kabul to sit down with the TTP, an official said."
	r := act("call", text, "REQUEST:meet 026").trigger("pressed").place("Kabul", "Kabul", "AFG", "Kabul", "city", 34.52813, 69.17233)
	r.Event.Contexts = []string{"diplomatic", "terrorism"}
	r.Event.Place.Gazetteer = "geonames:1138958"
	r.Event.Date = parley.Dates{Mention: at(text, "this week"), Value: "2023-07-17", Until: "2023-07-22", Precision: "week", From: parley.FromClause}
	r.Event.SaidBy = []parley.Speaker{{Mention: at(text, "an official"), Kind: parley.Official},
		{Mention: parley.Quote{Text: "Border Gazette"}, Kind: parley.Media}}
	r.Event.Third = []parley.Third{{Role: parley.RoleParty, Party: party(text, "the TTP", "Tehreek-e-Taliban Pakistan", "tehreek-e-taliban-pakistan", "PAK", "REB")}}
	r.Incident = parley.Incident{ID: "icall", Sources: 1, Reports: []parley.Report{
		{Event: "call", Document: "d-call", Outlet: "Hill Courier", URL: "https://example.org/call", Day: date(2023, 7, 22), Text: text, Source: 1},
		{Event: "call2", Document: "d-call2", Outlet: "River Post; late", URL: "https://example.org/2?a=1;b=2", Day: date(2023, 7, 22), Text: "Kabul wants Islamabad to talk.", Source: 1, Why: "copy"},
		{Event: "call3", Document: "d-call3", Outlet: "Lake News", Day: date(2023, 7, 23), Text: "Talks were asked for.", Source: 1, Why: "cites Hill Courier"},
	}, Differs: []parley.Difference{{Field: "date", Values: []parley.Reading{{Value: "2023-07-17", Events: []string{"call"}}, {Value: "2023-07-23", Events: []string{"call3"}}}}}}
	return r.who([]parley.Party{party(text, "The Afghan Taliban", "Afghan Taliban", "afghan-taliban", "AFG", "GOV", "PRE")},
		[]parley.Party{party(text, "Pakistan", "", "", "PAK", "GOV")})
}

// rows are hand-made rows for the traps of the crosswalk and of the formats.
func rows() []Row {
	const (
		met      = "Envoys of Mali and Algeria sat together in Oran on Thursday."
		visit    = "France's president travelled to Gabon on Friday."
		halt     = "Norway asked Ethiopia to silence its guns."
		broker   = "Qatar shuttled between Israel and Hamas."
		refuse   = "Eritrea turned down any meeting with Ethiopia."
		truce    = "The ELN announced a truce in\tArauca."
		end      = "The army of Sudan called for the war to end."
		attack   = "Gunmen shot shopkeeper Yusuf Danjuma outside a clinic in Jos, and Danjuma's brother, who had been waiting at the gate with two neighbours, carried him in; people in the street said that the men had come on three motorcycles, that they had asked for nobody by name, and that they left towards the hills before the police of the quarter were told of it."
		denied   = "Rwanda denied that it had sent troops over the border."
		would    = "Japan would lift its sanctions if Iran let the inspectors in."
		plan     = "Kenya and Somalia are due to hold talks on Monday."
		old      = "In 1999 Peru and Ecuador closed their dispute."
		praise   = "Zoë Ünal's note: Türkiye praised Azerbaijan."
		mistake  = "Chad expelled the ambassador of Togo."
		soldiers = "Thousands of soldiers were moved to a base near Tessalit in Mali."
	)
	p, none := party, []parley.Party(nil)
	list := []Row{
		call(),
		act("met", met, "CONSULT 046").day("2023-07-20").trigger("sat together").place("Oran", "Oran", "DZA", "Oran", "city", 35.69111, -0.64167).
			who([]parley.Party{p(met, "Mali", "Mali", "", "MLI", "GOV"), p(met, "Algeria", "Algeria", "", "DZA", "GOV")}, none),
		act("visit", visit, "CONSULT:visit 042").day("2023-07-21").trigger("travelled").place("Gabon", "Gabon", "GAB", "", "country", -1, 11.75).
			who([]parley.Party{p(visit, "France's president", "Emmanuel Macron", "emmanuel-macron", "FRA", "GOV")}, []parley.Party{p(visit, "Gabon", "Gabon", "", "GAB")}),
		act("halt", halt, "REQUEST:yield 0256").day("2023-07-19").trigger("asked").
			who([]parley.Party{p(halt, "Norway", "Norway", "", "NOR")}, []parley.Party{p(halt, "Ethiopia", "Ethiopia", "", "ETH")}),
		act("broker", broker, "CONSULT 045").day("2023-07-18").trigger("shuttled").
			who([]parley.Party{p(broker, "Qatar", "Qatar", "", "QAT")}, []parley.Party{p(broker, "Israel", "Israel", "", "ISR"), p(broker, "Hamas", "Hamas", "hamas", "PSE", "REB", "PTY")}),
		act("refuse", refuse, "REJECT:meet 125").day("2023-07-20").trigger("turned down").
			who([]parley.Party{p(refuse, "Eritrea", "Eritrea", "", "ERI")}, []parley.Party{p(refuse, "Ethiopia", "Ethiopia", "", "ETH")}),
		act("truce", truce, "CONCEDE 0871").day("2023-07-21").trigger("announced").place("Arauca", "Arauca", "COL", "Arauca", "province", 6.66667, -71).
			who([]parley.Party{p(truce, "The ELN", "National Liberation Army", "national-liberation-army", "COL", "REB")}, none),
		act("end", end, "AGREE 037").day("2023-07-21").trigger("called for").
			who([]parley.Party{p(end, "The army of Sudan", "", "", "SDN", "MIL")}, none),
		act("attack", attack, "ASSAULT:firearms 190").day("2023-07-21").trigger("shot").place("Jos", "Jos", "NGA", "Plateau", "city", 9.92849, 8.89212).
			who([]parley.Party{p(attack, "Gunmen", "", "", "NGA", "UAF")}, []parley.Party{p(attack, "shopkeeper Yusuf Danjuma", "", "", "NGA", "CVL")}),
		act("denied", denied, "MOBILIZE:troops 154").day("2023-07-20").trigger("sent").status(parley.Negated).
			who([]parley.Party{p(denied, "Rwanda", "Rwanda", "", "RWA")}, none),
		act("would", would, "CONCEDE 085").trigger("lift").status(parley.Hypothetical).
			who([]parley.Party{p(would, "Japan", "Japan", "", "JPN")}, []parley.Party{p(would, "Iran", "Iran", "", "IRN")}),
		act("plan", plan, "CONSULT 046").day("2023-07-24").trigger("hold talks").status(parley.Future).
			who([]parley.Party{p(plan, "Kenya", "Kenya", "", "KEN"), p(plan, "Somalia", "Somalia", "", "SOM")}, none),
		act("old", old, "SUPPORT 057").trigger("closed").status(parley.Historical).
			who([]parley.Party{p(old, "Peru", "Peru", "", "PER"), p(old, "Ecuador", "Ecuador", "", "ECU")}, none),
		act("praise", praise, "SUPPORT").day("2023-07-22").trigger("praised").
			who([]parley.Party{p(praise, "Türkiye", "Turkey", "", "TUR")}, []parley.Party{p(praise, "Azerbaijan", "Azerbaijan", "", "AZE")}),
		act("mistake", mistake, "SANCTION:expel 166").day("2023-07-21").trigger("expelled").
			who([]parley.Party{p(mistake, "Chad", "Chad", "", "TCD")}, []parley.Party{p(mistake, "Togo", "Togo", "", "TGO")}),
		act("soldiers", soldiers, "MOBILIZE:troops 154").trigger("moved").place("Tessalit", "Tessalit", "MLI", "Kidal", "city", 20.20028, 1.01199).
			who([]parley.Party{p(soldiers, "Thousands of soldiers", "", "", "MLI", "MIL")}, none),
	}
	for i := range list {
		switch r := &list[i]; r.Event.ID {
		case "old":
			r.Event.Date = parley.Dates{Mention: at(old, "1999"), Value: "1999", Precision: "year", From: parley.FromClause}
		case "truce":
			r.Document.Title, r.Document.Outlet = "A \"truce\",\nat last", "El Puente, \"edición\""
		case "broker":
			r.Document.Text = "" // no longer kept
		case "mistake":
			r.Review = "retracted"
		case "refuse":
			r.Review, r.Revision = "confirmed", 3
		}
	}
	return list
}
