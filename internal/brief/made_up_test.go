package brief

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"parley"
)

// All that follows is made up: countries, movements, outlets, places and days.

func day(s string) parley.Day {
	var d parley.Day
	if err := d.UnmarshalText([]byte(s)); err != nil {
		panic(err)
	}
	return d
}

// reportsOf makes reports of one happening by so many outlets.
func reportsOf(id, text string, d parley.Day, outlets ...string) []parley.Report {
	var out []parley.Report
	for i, o := range outlets {
		out = append(out, parley.Report{
			Event: fmt.Sprintf("%s-%d", id, i), Document: "doc" + id, Outlet: o, URL: "https://example.org/" + id, Day: d.Time(), Text: text, Source: i + 1,
		})
	}
	return out
}

// teller makes moves of a dialogue one after another.
type teller struct {
	d *parley.Dialogue
	n int
}

func (t *teller) tell(when string, kind parley.MoveKind, by, to []string, text string, outlets ...string) int {
	t.n++
	if len(outlets) == 0 {
		outlets = []string{"Mountain Post"}
	}
	id := fmt.Sprintf("%s-i%d", t.d.ID, t.n)
	t.d.Moves = append(t.d.Moves, parley.Move{
		Kind: kind, Day: day(when), Reported: day(when), Actors: by, Recipients: to, Incident: id, Event: id + "-0", Sources: len(outlets), Confidence: 0.86,
		Reports: reportsOf(id, text, day(when), outlets...),
	})
	return len(t.d.Moves) - 1
}

func (t *teller) state(when string, s parley.State, move int, why string, against ...int) {
	var from parley.State
	if n := len(t.d.Changes); n > 0 {
		from = t.d.Changes[n-1].State
	}
	t.d.Changes = append(t.d.Changes, parley.Change{Day: day(when), From: from, State: s, Move: move, Why: why, Against: against})
	t.d.State, t.d.Since = s, day(when)
}

var (
	arv = []string{"ARV:GOV"}
	hlf = []string{"HLF"}
	qst = []string{"QST:GOV"}
	two = []string{"ARV:GOV", "HLF"}
)

func parties() []parley.Participant {
	return []parley.Participant{
		{Key: "ARV:GOV", Name: "Arvenia", Country: "ARV", Sector: "GOV", Part: parley.PartParty, Note: "governs Arvenia since 2019-05-04"},
		{Key: "HLF", Name: "Highland Liberation Front", Country: "ARV", Sector: "REB", Part: parley.PartParty},
	}
}

// small is a dialogue of five moves.
func small() Dialogue {
	d := parley.Dialogue{ID: "d1", Name: "Arvenia – Highland Liberation Front", AsOf: day("2031-03-30"), Parties: parties(), Sources: 6}
	d.Thirds = []parley.Participant{{Key: "QST:GOV", Name: "Questland", Part: parley.PartMediator}}
	t := &teller{d: &d}
	call := t.tell("2031-02-03", parley.MoveCall, arv, hlf, "Arvenia's prime minister on Monday called on the Highland Liberation Front to come to the table.", "Mountain Post", "Coast Radio")
	t.state("2031-02-03", parley.StateCalls, call, "Arvenia called on the Highland Liberation Front for talks; nobody has answered.")
	offer := t.tell("2031-02-20", parley.MoveMediate, qst, two, "Questland said it was ready to carry messages between the two sides.", "Harbour Times")
	yes := t.tell("2031-03-05", parley.MoveAccept, hlf, arv, "The Front said it would send two delegates.", "Mountain Post")
	t.state("2031-03-05", parley.StateTalksAbout, yes, "The Front said yes to the call of 3 February.")
	t.tell("2031-03-12", parley.MoveAttack, hlf, arv, "Two soldiers were wounded when gunmen fired at a post near Brenn.", "Coast Radio")
	plan := t.tell("2031-04-10", parley.MoveMeet, two, nil, "The first meeting is set for 10 April in Port Quest, officials said.", "Harbour Times")
	d.Moves[plan].Planned, d.Moves[plan].Place, d.Moves[plan].Hosts = true, "Port Quest", qst
	d.Asks = []parley.Ask{
		{Move: call, Day: day("2031-02-03"), By: arv, To: hlf, For: parley.AboutTalks, Answer: parley.AnswerAccepted, AnswerBy: hlf, Answered: yes, On: day("2031-03-05"), Days: 30},
		{Move: offer, Day: day("2031-02-20"), By: qst, To: arv, For: parley.AboutMediation, Outside: true, Answer: parley.AnswerOpen, Answered: -1, Days: 38},
	}
	d.Stands = []parley.Position{{Party: "ARV:GOV", Stance: "for talks", Move: call, Day: day("2031-02-03")}, {Party: "HLF", Stance: "for talks", Move: yes, Day: day("2031-03-05")}}
	d.Contact = parley.Contact{First: day("2031-03-05"), Last: day("2031-03-05"), Days: 25}
	before := parley.Dialogue{ID: "d1", State: parley.StateCalls, Since: day("2031-02-03")}
	return Dialogue{Dialogue: d, Before: &before}
}

// medium is a dialogue of a year, with truces, breaches and readings that differ.
func medium() Dialogue {
	d := parley.Dialogue{ID: "d2", Name: "Sorland – River Provinces Council", Matter: "ceasefire", AsOf: day("2031-03-30"), Sources: 31}
	sor, rpc, old, uni := []string{"SOR:GOV"}, []string{"RPC"}, []string{"OLD:GOV"}, []string{"UNION"}
	both := []string{"SOR:GOV", "RPC"}
	d.Parties = []parley.Participant{{Key: "SOR:GOV", Name: "Sorland", Part: parley.PartParty}, {Key: "RPC", Name: "River Provinces Council", Part: parley.PartParty}}
	d.Thirds = []parley.Participant{
		{Key: "OLD:GOV", Name: "Oldmark", Part: parley.PartMediator}, {Key: "OLD:GOV", Name: "Oldmark", Part: parley.PartHost},
		{Key: "UNION", Name: "Union of Southern States", Part: parley.PartGuarantor}, {Key: "DLT", Name: "Delta Brigades", Part: parley.PartSpoiler},
	}
	t := &teller{d: &d}
	t.tell("2030-04-02", parley.MoveAttack, rpc, sor, "Fighters of the council shelled the barracks at Lower Sor.", "Delta Wire")
	c := t.tell("2030-04-20", parley.MoveCall, uni, both, "The union urged both sides to lay down their arms.", "Delta Wire", "Plain Speaker", "Coast Radio")
	t.state("2030-04-20", parley.StateCalls, c, "The Union of Southern States called on both sides for a ceasefire.")
	d.Moves[c].About = parley.AboutCeasefire
	r := t.tell("2030-04-28", parley.MoveRefuse, sor, rpc, "“There is nothing to discuss with people who shell our towns,” the minister said.", "Plain Speaker")
	for i, w := range []string{"2030-05-03", "2030-05-04", "2030-05-06", "2030-05-19", "2030-06-02"} {
		t.tell(w, parley.MoveAttack, [][]string{rpc, sor}[i%2], [][]string{sor, rpc}[i%2], "Shells fell on both banks of the river, residents said.", "Delta Wire")
	}
	me := t.tell("2030-06-15", parley.MoveMediate, old, both, "Oldmark's envoy shuttled between the capital and the river towns.", "Coast Radio")
	t.state("2030-06-15", parley.StateTalksAbout, me, "Oldmark's envoy carried messages between the two.")
	m1 := t.tell("2030-07-08", parley.MoveRound, both, nil, "Delegations of both sides sat down in Oldhaven on Monday for a first round.", "Coast Radio", "Plain Speaker")
	d.Moves[m1].Mediators, d.Moves[m1].Hosts, d.Moves[m1].Place = old, old, "Oldhaven"
	t.state("2030-07-08", parley.StateTalks, m1, "Both sides met in Oldhaven for a first round.")
	m2 := t.tell("2030-08-01", parley.MoveRound, both, nil, "A second round ended without a result.", "Coast Radio")
	d.Moves[m2].Mediators, d.Moves[m2].Hosts = old, old
	one := t.tell("2030-08-10", parley.MoveDeclare, rpc, nil, "The council announced that its fighters would hold their fire for the harvest.", "Delta Wire", "Plain Speaker")
	t.state("2030-08-10", parley.StateCeasefire, one, "The River Provinces Council declared a ceasefire of its own.")
	al := t.tell("2030-08-22", parley.MoveViolate, rpc, sor, "The army accused the council of firing on a patrol; the council denied it.", "Plain Speaker")
	d.Moves[al].Alleged, d.Moves[al].Denied = true, rpc
	end := t.tell("2030-09-09", parley.MoveEnd, rpc, nil, "The council said its truce had run out and would not be renewed.", "Delta Wire")
	t.state("2030-09-09", parley.StateCollapsed, end, "The council ended its ceasefire.")
	for i, w := range []string{"2030-09-12", "2030-09-14", "2030-09-15", "2030-09-29", "2030-10-10", "2030-10-11"} {
		t.tell(w, parley.MoveAttack, [][]string{rpc, sor}[i%2], [][]string{sor, rpc}[i%2], "Heavy fighting was reported around Three Bridges.", "Delta Wire")
	}
	t.tell("2030-10-20", parley.MoveThreaten, sor, rpc, "The minister warned of a wider offensive.", "Plain Speaker")
	res := t.tell("2030-11-18", parley.MoveResume, both, nil, "Talks resumed in Oldhaven after two months.", "Coast Radio", "Harbour Times")
	t.state("2030-11-18", parley.StateTalks, res, "Talks resumed in Oldhaven.")
	d.Moves[res].Mediators = old
	sig := t.tell("2030-12-20", parley.MoveSign, both, nil, "Both delegations signed a truce of six months, to be watched by the union.", "Coast Radio", "Harbour Times", "Plain Speaker", "Delta Wire")
	d.Moves[sig].About, d.Moves[sig].Mediators = parley.AboutCeasefire, []string{"OLD:GOV", "UNION"}
	t.state("2030-12-20", parley.StateCeasefire, sig, "Both sides signed a ceasefire of six months.", r)
	rel := t.tell("2031-01-14", parley.MoveRelease, sor, rpc, "Forty prisoners crossed the bridge at noon.", "Harbour Times")
	t.state("2031-01-14", parley.StateImplementation, rel, "Sorland released prisoners, as the agreement asks.")
	t.tell("2031-01-16", parley.MoveRelease, rpc, sor, "The council let eleven soldiers go.", "Harbour Times")
	t.tell("2031-02-02", parley.MoveProtest, []string{"DLT"}, nil, "The Delta Brigades marched against the truce.", "Delta Wire")
	v1 := t.tell("2031-03-04", parley.MoveViolate, []string{"DLT"}, sor, "A convoy was ambushed near Lower Sor; the army blamed the council.", "Plain Speaker")
	d.Moves[v1].Alleged, d.Moves[v1].Disputed = true, true
	v2 := t.tell("2031-03-11", parley.MoveViolate, sor, rpc, "Army guns hit Three Bridges for an hour, monitors of the union confirmed.", "Coast Radio", "Delta Wire")
	t.state("2031-03-11", parley.StateViolated, v2, "Monitors confirmed that army guns hit Three Bridges.", rel)
	cal := t.tell("2031-03-15", parley.MoveCall, uni, sor, "The union called on Sorland to let its monitors through.", "Coast Radio")
	con := t.tell("2031-03-21", parley.MoveCondition, sor, uni, "Sorland said monitors may come once the brigades have left.", "Plain Speaker")
	cal2 := t.tell("2031-03-25", parley.MoveCall, rpc, sor, "The council demanded a meeting within a week.", "Delta Wire")
	t.tell("2031-03-27", parley.MoveMeet, []string{"OLD:GOV", "SOR:GOV"}, nil, "Oldmark's envoy met the minister on Thursday.", "Coast Radio")
	pl := t.tell("2031-04-22", parley.MoveRound, both, nil, "A third round is planned for 22 April.", "Coast Radio")
	d.Moves[pl].Planned, d.Moves[pl].Hosts = true, old
	d.Asks = []parley.Ask{
		{Move: c, Day: day("2030-04-20"), By: uni, To: both, For: parley.AboutCeasefire, Outside: true, Answer: parley.AnswerRefused, AnswerBy: sor, Answered: r, On: day("2030-04-28"), Days: 8},
		{Move: me, Day: day("2030-06-15"), By: old, To: both, For: parley.AboutMediation, Outside: true, Answer: parley.AnswerAccepted, AnswerBy: both, Answered: m1, On: day("2030-07-08"), Days: 23},
		{Move: cal, Day: day("2031-03-15"), By: uni, To: sor, For: parley.AboutOther, Outside: true, Answer: parley.AnswerConditional, AnswerBy: sor, Answered: con, On: day("2031-03-21"), Days: 6},
		{Move: cal2, Day: day("2031-03-25"), By: rpc, To: sor, For: parley.AboutTalks, Answer: parley.AnswerOpen, Answered: -1, Days: 5},
		{Move: 2, Day: day("2030-04-28"), By: sor, To: rpc, For: parley.AboutWithdrawal, Answer: parley.AnswerIgnored, Answered: -1, Days: 336},
	}
	d.Truces = []parley.Ceasefire{
		{By: rpc, From: day("2030-08-10"), To: day("2030-09-09"), Move: one, Ended: end, Why: "The council said that it had run out.", Violations: []parley.Violation{{Move: al, Day: day("2030-08-22"), By: rpc, Accuser: sor, Denied: rpc, Alleged: true}}},
		{By: both, Agreed: true, From: day("2030-12-20"), Until: day("2031-06-20"), Move: sig, Ended: -1, Violations: []parley.Violation{{Move: v1, Day: day("2031-03-04"), By: []string{"DLT"}, Accuser: sor, Alleged: true}, {Move: v2, Day: day("2031-03-11"), By: sor}}},
	}
	d.Stands = []parley.Position{{Party: "SOR:GOV", Stance: "on conditions", Move: con, Day: day("2031-03-21")}, {Party: "RPC", Stance: "for talks", Move: cal2, Day: day("2031-03-25")}}
	d.Contact = parley.Contact{First: day("2030-07-08"), Last: day("2031-01-16"), Days: 73, Usual: 24, Silent: true}
	before := parley.Dialogue{ID: "d2", State: parley.StateImplementation, Since: day("2031-01-14")}
	return Dialogue{Dialogue: d, Before: &before}
}

// crowded is a dialogue of 300 moves in two years.
func crowded() Dialogue {
	rng := rand.New(rand.NewPCG(7, 9))
	d := parley.Dialogue{ID: "d3", Name: "Tarran – Free Tarran Army", AsOf: day("2031-03-30"), Sources: 140}
	keys := []string{"TAR:GOV", "FTA", "NBR:GOV"}
	d.Parties = []parley.Participant{{Key: "TAR:GOV", Name: "Tarran"}, {Key: "FTA", Name: "Free Tarran Army"}, {Key: "NBR:GOV", Name: "Northbrook"}}
	thirds := []string{"UNION", "QST:GOV", "OLD:GOV", "RC"}
	for i, n := range []string{"Union of Southern States", "Questland", "Oldmark", "Relief Committee"} {
		d.Thirds = append(d.Thirds, parley.Participant{Key: thirds[i], Name: n, Part: []parley.Part{parley.PartCaller, parley.PartMediator, parley.PartHost, parley.PartChannel}[i]})
	}
	kinds := []parley.MoveKind{
		parley.MoveCall, parley.MoveOffer, parley.MoveAccept, parley.MoveRefuse, parley.MoveMeet, parley.MoveRound, parley.MoveMessage, parley.MoveAgree,
		parley.MoveCondemn, parley.MoveThreaten, parley.MoveRelease, parley.MoveSuspend, parley.MoveAttack, parley.MoveAttack, parley.MoveAttack, parley.MoveAttack,
	}
	t := &teller{d: &d}
	at := day("2029-04-03")
	for i := range 300 {
		at += parley.Day(rng.IntN(5))
		if i > 180 && i < 260 {
			at -= parley.Day(rng.IntN(3)) // a dense spring
			at = max(at, d.Moves[i-1].Day)
		}
		k := kinds[rng.IntN(len(kinds))]
		by := []string{keys[rng.IntN(3)]}
		to := []string{keys[(rng.IntN(2)+1)%3]}
		if k == parley.MoveMeet || k == parley.MoveRound {
			by, to = keys[:2], nil
		}
		if (k == parley.MoveCall || k == parley.MoveMessage) && rng.IntN(2) == 0 {
			by = []string{thirds[rng.IntN(4)]}
		}
		j := t.tell(min(at, day("2031-03-29")).String(), k, by, to, fmt.Sprintf("Report number %d of what the sides did to each other that day.", i+1), []string{"Delta Wire", "Coast Radio", "Plain Speaker"}[rng.IntN(3)])
		d.Moves[j].Alleged = rng.IntN(8) == 0
	}
	states := []parley.State{parley.StateCalls, parley.StateTalksAbout, parley.StateTalks, parley.StateCeasefire, parley.StateViolated, parley.StateCollapsed, parley.StateCalls, parley.StateSuspended, parley.StateTalks, parley.StateAgreement, parley.StateImplementation, parley.StateViolated}
	for i, s := range states {
		j := i * 24
		t.state(d.Moves[j].Day.String(), s, j, "A move of that day made it "+string(s)+".")
	}
	for i := 20; i < 290; i += 45 {
		c := parley.Ceasefire{By: keys[:1+i%2], Agreed: i%2 == 1, From: d.Moves[i].Day, To: d.Moves[i+8].Day, Move: i, Ended: i + 8}
		for j := i; j < i+8; j += 2 {
			c.Violations = append(c.Violations, parley.Violation{Move: j, Day: d.Moves[j].Day, By: keys[1:2], Alleged: j%3 == 0})
		}
		d.Truces = append(d.Truces, c)
	}
	for i := range d.Moves {
		if d.Moves[i].Kind == parley.MoveCall {
			a := parley.Ask{Move: i, Day: d.Moves[i].Day, By: d.Moves[i].Actors, To: d.Moves[i].Recipients, For: parley.AboutTalks, Answer: parley.AnswerOpen, Answered: -1, Days: int(d.AsOf - d.Moves[i].Day)}
			if i%4 != 0 && i+3 < len(d.Moves) {
				a.Answer, a.AnswerBy, a.Answered, a.On, a.Days = parley.AnswerAccepted, keys[1:2], i+3, d.Moves[i+3].Day, int(d.Moves[i+3].Day-a.Day)
			}
			d.Asks = append(d.Asks, a)
		}
	}
	d.Contact = parley.Contact{First: d.Moves[0].Day, Last: day("2031-03-20"), Days: 10, Usual: 6}
	return Dialogue{Dialogue: d}
}

// unusual is a dialogue of names and texts that break pages.
func unusual() Dialogue {
	d := parley.Dialogue{ID: "d4", Name: "حكومة أرفينيا – " + strings.Repeat("Verylongnamewithoutanyspace", 6), AsOf: day("2031-03-30"), Sources: 2}
	d.Parties = []parley.Participant{
		{Key: "A", Name: "حكومة أرفينيا الانتقالية"},
		{Key: "B", Name: "The Provisional Revolutionary Committee of the United Peasants' and Herders' Federation for the Liberation of the Eastern Uplands <b>and</b> \"Lakes\""},
		{Key: strings.Repeat("Verylongnamewithoutanyspace", 6)},
	}
	t := &teller{d: &d}
	c := t.tell("2031-03-01", parley.MoveCall, []string{"A"}, []string{"B"}, "دعت الحكومة الانتقالية يوم السبت اللجنة الثورية إلى الجلوس إلى طاولة المفاوضات دون شروط مسبقة، وقالت إن الأبواب مفتوحة.", "صحيفة الميناء")
	t.state("2031-03-01", parley.StateCalls, c, "<script>alert('no')</script> & “calls” \u202Eesrever | pipes * stars _under_ [link](javascript:alert(1)) # head")
	x := t.tell("2031-03-09", parley.MoveRefuse, []string{"B"}, []string{"A"}, strings.Repeat("Nevertheless, the spokesman went on, and on, and on. ", 30)+"<img src=x onerror=alert(1)>", "Outlet <i>& Co</i>")
	d.Moves[x].Reports[0].URL = "javascript:alert(1)"
	e := t.tell("2031-03-10", parley.MoveKind("juggle"), nil, []string{"Z\u0000\u001b[31m"}, strings.Repeat("x", 900))
	d.Moves[e].Reports[0].URL = "https://example.org/\"><script>"
	d.Asks = []parley.Ask{{Move: c, Day: day("2031-03-01"), By: []string{"A"}, To: []string{"B"}, For: parley.AboutTalks, Answer: parley.AnswerRefused, AnswerBy: []string{"B"}, Answered: x, On: day("2031-03-09"), Days: 8}}
	d.Stands = []parley.Position{{Party: "A", Stance: "for talks", Move: c, Day: day("2031-03-01")}, {Party: "B", Stance: "against talks", Move: 99, Day: day("2031-03-09")}}
	return Dialogue{Dialogue: d}
}

// incidents are happenings in real places, so that there is a map to draw. Who did what
// is made up.
func incidents(n int) []parley.Incident {
	rng := rand.New(rand.NewPCG(3, 4))
	places := []parley.Place{
		{Name: "Peshawar", Country: "PAK", Admin1: "Khyber Pakhtunkhwa", Lat: 34.008, Lon: 71.578, Precision: "city", Gazetteer: "geonames:1168197"},
		{Name: "Kabul", Country: "AFG", Admin1: "Kabul", Lat: 34.528, Lon: 69.172, Precision: "city", Gazetteer: "geonames:1138958"},
		{Name: "North Waziristan", Country: "PAK", Admin1: "Khyber Pakhtunkhwa", Lat: 32.95, Lon: 69.9, Precision: "district"},
		{Name: "Khost", Country: "AFG", Admin1: "Khost", Lat: 33.33, Lon: 69.92, Precision: "province"},
		{Name: "Islamabad", Country: "PAK", Admin1: "Islamabad", Lat: 33.72, Lon: 73.04, Precision: "city"},
		{Name: "Quetta", Country: "PAK", Admin1: "Balochistan", Lat: 30.18, Lon: 66.99, Precision: "city"},
		{Name: "Kandahar", Country: "AFG", Admin1: "Kandahar", Lat: 31.61, Lon: 65.71, Precision: "city"},
		{Name: "Torkham", Country: "AFG", Admin1: "Nangarhar", Lat: 34.12, Lon: 71.09, Precision: "point"},
		{Name: "Bannu", Country: "PAK", Admin1: "Khyber Pakhtunkhwa", Lat: 32.986, Lon: 70.604, Precision: "city"},
		{Name: "Pakistan", Country: "PAK", Lat: 30, Lon: 70, Precision: "country"},
		{Name: "Sahel", Lat: 15, Lon: 5, Precision: "region"},
		{},
	}
	quads := []string{"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict", "material-conflict"}
	types := []string{"CONSULT", "AID", "THREATEN", "ASSAULT", "ASSAULT"}
	var out []parley.Incident
	for i := range n {
		k := rng.IntN(len(quads))
		p := places[min(rng.IntN(len(places)), rng.IntN(len(places)))]
		d := day("2031-03-03") + parley.Day(rng.IntN(27))
		id := fmt.Sprintf("ix%d", i)
		in := parley.Incident{
			ID: id, Type: types[k], Quad: quads[k], Status: parley.Actual, Place: p, Confidence: 0.7, Sources: 2,
			Date:   parley.Dates{Value: d.String(), Precision: "day"},
			Actors: []parley.Party{{Name: "Arvenia", Country: "ARV", Sector: "GOV"}}, Recipients: []parley.Party{{Country: "SOR", Sector: "REB"}},
			Reports: reportsOf(id, "Something was done near the crossing on that day, two reports said.", d, "Mountain Post", "Coast Radio", "Harbour Times"),
		}
		if i%9 == 0 {
			in.Differs = []parley.Difference{{Field: "number", Values: []parley.Reading{{Value: "12 killed", Events: []string{id + "-0"}}, {Value: "at least 7 killed", Events: []string{id + "-1", id + "-2"}}}}}
		}
		out = append(out, in)
	}
	return out
}

func series(weeks int) []Series {
	rng := rand.New(rand.NewPCG(5, 6))
	s := Series{Name: "All dialogues"}
	at := day("2031-03-24") - parley.Day(7*(weeks-1))
	for i := range weeks {
		w := Step{From: at + parley.Day(7*i), To: at + parley.Day(7*i+6), Quads: Quads{rng.IntN(9), rng.IntN(4), rng.IntN(8), rng.IntN(12)}}
		if i > weeks/2 {
			w.Quads.MaterialConflict += 6
		}
		w.Gap = i == weeks/3 || i == weeks/3+1
		if w.Gap {
			w.Quads = Quads{VerbalConflict: 1}
		}
		if i == weeks*2/3 {
			w.New = []string{"Harbour Times"}
		}
		w.Cooperation = float64(w.Quads.VerbalCooperation)*2.4 + float64(w.Quads.MaterialCooperation)*6
		w.Conflict = -float64(w.Quads.VerbalConflict)*2.2 - float64(w.Quads.MaterialConflict)*8.5
		s.Steps = append(s.Steps, w)
	}
	return []Series{s}
}

func edges(n int) []Edge {
	rng := rand.New(rand.NewPCG(8, 1))
	names := []string{"Arvenia", "Highland Liberation Front", "Questland", "Sorland", "River Provinces Council", "Oldmark", "Union of Southern States", "Delta Brigades", "Tarran", "Free Tarran Army", "Northbrook", "Relief Committee"}
	for i := len(names); i < n; i++ {
		names = append(names, fmt.Sprintf("Faction number %d", i))
	}
	var out []Edge
	for i := range n {
		for range 1 + rng.IntN(2) {
			j := rng.IntN(n)
			if i != j {
				out = append(out, Edge{A: names[i], B: names[j], Cooperation: rng.IntN(14), Conflict: rng.IntN(20) * rng.IntN(2)})
			}
		}
	}
	return out
}

func reportOf(dialogues ...Dialogue) *Report {
	return &Report{
		Title: "Arvenia, Sorland and Tarran", Subject: "the whole archive", From: day("2031-03-03"), To: day("2031-03-30"), Program: "parley test",
		Dialogues: dialogues, Series: series(52), Incidents: incidents(60), Edges: edges(12),
		Coverage: Coverage{
			Documents: 1834, Events: 5120, Incidents: 60, Outlets: 5, First: day("2030-04-01"), Last: day("2031-03-30"),
			Gaps: []Gap{{From: day("2030-08-01"), To: day("2030-08-14"), Why: "no documents"}},
		},
	}
}

func cases() map[string]*Report {
	sm := reportOf(small())
	sm.Title, sm.Subject, sm.Incidents, sm.Edges, sm.Series = "", "the dialogue Arvenia – Highland Liberation Front", incidents(4), edges(3), series(9)
	un := reportOf(unusual())
	un.Title, un.Edges = "<b>Bold</b> & عربي", []Edge{{A: "حكومة أرفينيا الانتقالية", B: strings.Repeat("Long name ", 12), Cooperation: 2, Conflict: 1}}
	un.Incidents = incidents(9)
	un.Incidents[0].Differs[0].Values[0].Value = "<script>1</script>"
	many := reportOf(crowded())
	many.From = day("2029-04-01") // with more to tell than a digest takes
	many.Edges, many.Series, many.Incidents = edges(40), series(104), incidents(300)
	return map[string]*Report{
		"small": sm, "medium": reportOf(medium(), small()), "crowded": many, "unusual": un,
		"empty": {Subject: "the whole archive", Program: "parley test", From: day("2031-03-03"), To: day("2031-03-30")},
		"zero":  {},
	}
}
