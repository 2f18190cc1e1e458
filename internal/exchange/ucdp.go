package exchange

import (
	"fmt"
	"strings"
	"time"

	"parley"
)

var formUCDP = form{
	Format: Format{
		Name: "ucdp-ged", Doc: "reads UCDP's georeferenced events, 49 columns, comma-separated, with or without header", Ext: ".csv", Header: true,
		CanRead: true,
	},
	read: readUCDP,
}

var ucdpHeader = strings.Split("id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"+
	"dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,"+
	"source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,"+
	"longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,"+
	"deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob", ",")

func readUCDP(im *importer, in *input) {
	at, first := map[string]int{}, true
	for i, name := range ucdpHeader {
		at[name] = i
	}
	width := len(ucdpHeader)
	for cells := range in.commas() {
		if first {
			first = false
			if strings.EqualFold(strings.TrimSpace(cells[0]), "id") {
				clear(at)
				for i, c := range cells {
					at[strings.ToLower(strings.TrimSpace(c))] = i
				}
				width = len(cells)
				continue
			}
		}
		if len(cells) != width {
			im.bad(fmt.Errorf("%d columns, not %d", len(cells), width))
			continue
		}
		im.result(im.ucdp(func(name string) string {
			if i, ok := at[name]; ok && i < len(cells) {
				return missing(cells[i])
			}
			return ""
		}))
	}
}

func (im *importer) ucdp(get func(string) string) (Row, error) {
	r := im.row(handCoded, get("id"))
	ev := &r.Event
	if get("id") == "" {
		return r, fmt.Errorf("no id")
	}
	day, err := im.ucdpDate(&r, get)
	if err != nil {
		return r, err
	}
	if err := im.plover(ev, "ASSAULT", nil, nil); err != nil {
		return r, err
	}
	land := im.land(get("country"))
	if get("side_a") == "" || get("side_b") == "" {
		return r, fmt.Errorf("side_a %q, side_b %q", get("side_a"), get("side_b"))
	}
	a, b := im.party(get("side_a"), land, day), im.party(get("side_b"), land, day)
	switch v := get("type_of_violence"); v {
	case "1", "2": // both fight
		ev.CAMEO, ev.Actors = "190", []parley.Party{a, b}
	case "3": // against civilians
		ev.CAMEO, ev.Actors, ev.Recipients = "180", []parley.Party{a}, []parley.Party{b}
	default:
		return r, fmt.Errorf("type_of_violence %q", v)
	}
	im.story(&r, get("source_article"))
	r.Document.Outlet, r.Document.Title = get("source_office"), get("source_headline")
	if day, err := im.day(get("source_date")); err == nil { // often a list, or prose
		r.Document.Published = day
	}
	return r, im.ucdpPlace(ev, get)
}

// ucdpDate dates an event; date_prec 1 is a day, 2 and 3 up to a week, 4 a month, 5 a year.
func (im *importer) ucdpDate(r *Row, get func(string) string) (time.Time, error) {
	day, err := im.onDay(r, get("date_start"))
	if err != nil {
		return day, err
	}
	last, err := im.day(or(get("date_end"), get("date_start")))
	if err != nil || last.Before(day) {
		return day, fmt.Errorf("date_end %q", get("date_end"))
	}
	d := &r.Event.Date
	if last.After(day) {
		d.Until = last.Format(isoDay)
	}
	switch p := get("date_prec"); p {
	case "", "1":
	case "2", "3":
		d.Precision = "week"
	case "4":
		d.Precision = "month"
	case "5":
		d.Precision = "year"
	default:
		return day, fmt.Errorf("date_prec %q", p)
	}
	return day, nil
}

// ucdpPlace places an event as exactly as where_prec says.
func (im *importer) ucdpPlace(ev *parley.Event, get func(string) string) error {
	city := get("where_coordinates")
	prec := get("where_prec")
	if prec >= "3" {
		city = ""
	}
	err := im.at(ev, city, get("adm_2"), get("adm_1"), get("country"), get("latitude"), get("longitude"))
	if err != nil || !ev.Place.Located() {
		return err
	}
	exact := map[string]string{"1": "city", "2": "district", "3": "district", "4": "province", "5": "province", "6": "country", "7": "region"}
	if ev.Place.Precision = exact[prec]; ev.Place.Precision == "" {
		return fmt.Errorf("where_prec %q", prec)
	}
	if prec == "7" {
		ev.Place.Country, ev.Place.Name = "", or(get("where_coordinates"), ev.Place.Name)
	}
	return nil
}

func unix(n int64) time.Time { return time.Unix(n, 0).UTC() }

// acledParties reads a side: the actor and those associated with it.
func (im *importer) acledParties(get func(string) string, side, land string, day time.Time) []parley.Party {
	var out []parley.Party
	for _, name := range append([]string{get("actor" + side)}, strings.Split(get("assoc_actor_"+side), ";")...) {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, im.party(name, land, day))
		}
	}
	return out
}
