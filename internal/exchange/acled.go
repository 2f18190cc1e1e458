package exchange

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"parley"
)

var formACLED = form{
	Format: Format{
		Name: "acled", Doc: "31 columns shaped like ACLED's, comma-separated, header; reads ACLED's files", Ext: ".acled-shaped.csv", Header: true,
		CanRead: true, CanWrite: true,
		Losses: []string{
			"events of types that it does not have: of talks only signed agreements, calls for talks and truces have a place",
			"PLOVER and CAMEO codes", "who says so", "third parties", "confidence", "numbers of dead and of countries are empty",
			"it is no ACLED data and must not be called so",
		},
	},
	unfit: unlikeACLED, write: newACLED, read: readACLED,
}

var acledHeader = strings.Split("event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"+
	"actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,"+
	"geo_precision,source,source_scale,notes,fatalities,tags,timestamp", ",")

// Disorder types.
const (
	violence    = "Political violence"
	demos       = "Demonstrations"
	development = "Strategic developments"
)

type acledWriter struct {
	out *comma
	err error
}

func newACLED(w io.Writer, _ *Options) Writer {
	out := newComma(w)
	return &acledWriter{out, out.row(acledHeader)}
}

func (a *acledWriter) Close() error {
	if a.err != nil {
		return a.err
	}
	return a.out.close()
}

func (a *acledWriter) Write(r *Row) error {
	if a.err != nil {
		return a.err
	}
	kind, _ := acledKind(&r.Event)
	return a.out.row(acledRow(r, kind))
}

// unlikeACLED says why an event has no place among ACLED's.
func unlikeACLED(r *Row) string {
	if _, ok := acledKind(&r.Event); !ok {
		return "of a type that ACLED does not have"
	}
	return ""
}

func acledRow(r *Row, kind [3]string) []string {
	ev := &r.Event
	day, _ := eventDay(r)
	first, second := ev.Actors, ev.Recipients
	if len(second) == 0 && len(first) > 1 {
		first, second = first[:1], first[1:]
	}
	one, two := acledSide(first), acledSide(second)
	interaction := one[2]
	if two[2] != "" {
		interaction += "-" + two[2]
	}
	targeting := ""
	if kind[0] == violence && two[2] == "Civilians" {
		targeting = "Civilian targeting"
	}
	p := &ev.Place
	_, district, province := levels(p)
	lat, lon := latLon(p)
	stamp := ""
	if !r.Coded.IsZero() {
		stamp = strconv.FormatInt(r.Coded.Unix(), 10)
	}
	return []string{
		or(p.Country, "XXX") + "PARLEY-" + strconv.FormatUint(number(ev.ID), 10), day.Format(isoDay), day.Format("2006"), acledTime(ev.Date.Precision),
		kind[0], kind[1], kind[2], one[0], one[1], one[2], two[0], two[1], two[2], interaction, targeting,
		"", "", countryName(p.Country), province, district, "", p.Name, lat, lon, acledPlace(p.Precision),
		r.Document.Outlet, "", ev.Sentence.Text, "", "shaped like ACLED by Parley", stamp,
	}
}

// acledKind gives disorder type, event type and sub-event type; false for what has no place there.
func acledKind(ev *parley.Event) ([3]string, bool) {
	mode := ""
	if len(ev.Modes) > 0 {
		mode = ev.Modes[0]
	}
	switch ev.Type {
	case "ASSAULT":
		return acledAssault(mode, ev.Recipients), true
	case "PROTEST":
		if mode == "riot" || mode == "vandalize" {
			return [3]string{demos, "Riots", "Violent demonstration"}, true
		}
		return [3]string{demos, "Protests", "Peaceful protest"}, true
	case "COERCE":
		if mode == "arrest" {
			return [3]string{development, development, "Arrests"}, true
		}
	case "SUPPORT":
		if ev.CAMEO == "057" {
			return [3]string{development, development, "Agreement"}, true
		}
	case "REQUEST":
		if mode == "meet" {
			return [3]string{development, development, "Other"}, true
		}
	}
	if ev.CAMEO == "0871" {
		return [3]string{development, development, "Other"}, true
	}
	return [3]string{}, false
}

func acledAssault(mode string, recipients []parley.Party) [3]string {
	const remote, civilians = "Explosions/Remote violence", "Violence against civilians"
	switch mode {
	case "aerial", "drone":
		return [3]string{violence, remote, "Air/drone strike"}
	case "heavy-weapons":
		return [3]string{violence, remote, "Shelling/artillery/missile attack"}
	case "explosives":
		return [3]string{violence, remote, "Remote explosive/landmine/IED"}
	case "suicide-attack":
		return [3]string{violence, remote, "Suicide bomb"}
	case "abduct":
		return [3]string{violence, civilians, "Abduction/forced disappearance"}
	case "sexual":
		return [3]string{violence, civilians, "Sexual violence"}
	case "destroy":
		return [3]string{development, development, "Looting/property destruction"}
	}
	if len(recipients) > 0 && acledInter(&recipients[0]) == "Civilians" {
		return [3]string{violence, civilians, "Attack"}
	}
	return [3]string{violence, "Battles", "Armed clash"}
}

// acledSide gives the first party of a side, the others, and the kind of the first.
func acledSide(ps []parley.Party) [3]string {
	if len(ps) == 0 {
		return [3]string{}
	}
	var rest []string
	for i := range ps[1:] {
		rest = append(rest, label(&ps[1+i]))
	}
	return [3]string{described(&ps[0]), joined(rest, "; "), acledInter(&ps[0])}
}

// acledInter gives the kind of an actor.
func acledInter(p *parley.Party) string {
	switch p.Sector {
	case "GOV", "MIL", "COP", "SPY", "LEG", "JUD":
		return "State forces"
	case "REB":
		return "Rebel group"
	case "PRM", "PTY", "UAF", "CRM":
		return "Political militia"
	case "IGO", "NGO":
		return "External/Other forces"
	case "":
		return "State forces" // a country by its name
	}
	return "Civilians"
}

func acledTime(precision string) string {
	switch precision {
	case "day":
		return "1"
	case "week", "":
		return "2"
	}
	return "3"
}

func acledPlace(precision string) string {
	switch precision {
	case "point", "city":
		return "1"
	case "district":
		return "2"
	case "":
		return ""
	}
	return "3"
}

func readACLED(im *importer, in *input) {
	var at map[string]int
	for cells := range in.commas() {
		if at == nil {
			at = map[string]int{}
			for i, c := range cells {
				at[strings.ToLower(strings.TrimSpace(c))] = i
			}
			if _, ok := at["sub_event_type"]; !ok {
				im.bad(fmt.Errorf("no header of ACLED: %q", cells[0]))
				return
			}
			continue
		}
		if len(cells) != len(at) {
			im.bad(fmt.Errorf("%d columns, not %d", len(cells), len(at)))
			continue
		}
		im.result(im.acled(func(name string) string {
			if i, ok := at[name]; ok && i < len(cells) {
				return missing(cells[i])
			}
			return ""
		}))
	}
}

// acledCodes tells what a sub-event is: type and mode, CAMEO code. Those that are not
// here are no events of PLOVER.
var acledCodes = map[string][2]string{
	"Armed clash": {"ASSAULT", "190"}, "Government regains territory": {"ASSAULT", "190"},
	"Non-state actor overtakes territory": {"ASSAULT", "190"},
	"Air/drone strike":                    {"ASSAULT:aerial", "195"}, "Shelling/artillery/missile attack": {"ASSAULT:heavy-weapons", "194"},
	"Remote explosive/landmine/IED": {"ASSAULT:explosives", "183"}, "Grenade": {"ASSAULT:explosives", "183"},
	"Suicide bomb": {"ASSAULT:suicide-attack", "1831"}, "Chemical weapon": {"ASSAULT:unconventional", "204"},
	"Attack": {"ASSAULT", "180"}, "Abduction/forced disappearance": {"ASSAULT:abduct", "181"}, "Sexual violence": {"ASSAULT:sexual", "1821"},
	"Peaceful protest": {"PROTEST:demo", "141"}, "Protest with intervention": {"PROTEST:demo", "141"},
	"Excessive force against protesters": {"PROTEST:demo", "141"},
	"Violent demonstration":              {"PROTEST:riot", "145"}, "Mob violence": {"PROTEST:riot", "145"},
	"Agreement": {"SUPPORT", "057"}, "Arrests": {"COERCE:arrest", "173"}, "Disrupted weapons use": {"COERCE:seize", "171"},
	"Headquarters or base established": {"MOBILIZE:troops", "154"}, "Looting/property destruction": {"COERCE:seize", "171"},
	"Non-violent transfer of territory": {"RETREAT:withdraw", "0874"},
}

func (im *importer) acled(get func(string) string) (Row, error) {
	r := im.row(handCoded, or(get("event_id_cnty"), get("data_id")))
	ev := &r.Event
	day, err := im.onDay(&r, get("event_date"))
	if err != nil {
		return r, err
	}
	switch p := get("time_precision"); p {
	case "", "1":
	case "2":
		ev.Date.Precision = "week"
	case "3":
		ev.Date.Precision = "month"
	default:
		return r, fmt.Errorf("time_precision %q", p)
	}
	sub := get("sub_event_type")
	coding, ok := acledCodes[sub]
	switch {
	case sub == "Other" || strings.HasPrefix(sub, "Change to"):
		return r, errSkip
	case !ok:
		return r, fmt.Errorf("sub_event_type %q", sub)
	}
	typ, mode, _ := strings.Cut(coding[0], ":")
	if err := im.plover(ev, typ, []string{mode}, nil); err != nil {
		return r, err
	}
	ev.CAMEO = coding[1]
	land := im.land(get("country"))
	one, two := im.acledParties(get, "1", land, day), im.acledParties(get, "2", land, day)
	if len(one) == 0 {
		return r, errNoActor
	}
	ev.Actors, ev.Recipients = one, two
	if mutual := sub == "Armed clash" || sub == "Agreement"; mutual {
		ev.Actors, ev.Recipients = slices.Concat(one, two), nil
	}
	ev.Sentence.Text = get("notes")
	im.story(&r, "")
	r.Document.Outlet = get("source")
	if s := get("timestamp"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return r, fmt.Errorf("timestamp %q", s)
		}
		r.Coded = unix(n)
	}
	return r, im.acledAt(ev, get)
}

// acledAt places an event: geo_precision 1 is a town, 2 near one, 3 a region.
func (im *importer) acledAt(ev *parley.Event, get func(string) string) error {
	err := im.at(ev, get("location"), get("admin2"), get("admin1"), get("country"), get("latitude"), get("longitude"))
	if err != nil || !ev.Place.Located() {
		return err
	}
	switch p := get("geo_precision"); p {
	case "", "1":
	case "2":
		ev.Place.Precision = "district"
	case "3":
		ev.Place.Precision = "province"
	default:
		return fmt.Errorf("geo_precision %q", p)
	}
	return nil
}
