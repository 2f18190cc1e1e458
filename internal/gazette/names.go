package gazette

import (
	"slices"
	"strings"
	"unicode"

	"parley/place"
)

// arabic lists the countries whose places are written with and without the
// Arabic article, and with and without the last h: "Ar Raqqah", "Raqqa".
var arabic = strings.Fields("ARE BHR DZA EGY IRQ JOR KWT LBN LBY MAR MRT OMN PSE QAT SAU SDN SYR TUN YEM DJI TCD SOM ISR ERI ESH")

// longest is how many bytes an alternate name may have; what is longer is an official
// style that no report uses.
const longest = 26

// usable reports whether an alternate name may stand in an English text:
// Latin letters, capital first, and no code ("KBL") or address.
func usable(name string) bool {
	if len(name) > longest {
		return false
	}
	letters, lower, capital := 0, 0, false
	for i, r := range name {
		switch {
		case unicode.IsLetter(r):
			if !unicode.Is(unicode.Latin, r) {
				return false
			}
			letters++
			if unicode.IsLower(r) {
				lower++
			} else {
				capital = true
			}
		case unicode.IsDigit(r), r == '/', r == ':', r == '(', r == '[', r == '_' && i > 0:
			return false
		}
	}
	return letters >= 3 && capital && lower > 0
}

// names collects the names of one row, each folded form once.
type names struct {
	list []place.Name
	seen []string // few enough to go through
}

func newNames() *names { return &names{} }

func (n *names) add(text string, form place.Form) {
	key := place.Fold(text)
	if len(key) < 2 || form == place.Alternate && plain[key] {
		return
	}
	if slices.Contains(n.seen, key) {
		if form == place.Main {
			n.promote(key)
		}
		return
	}
	if form == place.Acronym || form == place.Abbreviation { // "KY" and "Ky." are the same letters
		n.list = append(n.list, place.Name{Text: text, Form: form})
		return
	}
	n.seen = append(n.seen, key)
	n.list = append(n.list, place.Name{Text: text, Form: form})
}

// promote makes a main name of one that is in the list.
func (n *names) promote(key string) {
	for i := range n.list {
		if name := &n.list[i]; name.Form == place.Alternate && place.Fold(name.Text) == key {
			name.Form = place.Main
		}
	}
}

// plain are words that are never useful as a second name of a place.
var plain = set(`the of and or in on at to a an by for from with as is was are were be been it he she they we you who what when
	where why how this that these those his her its their our your my me him them us all any some most many few more less one two three
	four five six seven eight nine ten first second third last next new old north south east west central upper lower inner outer northern
	southern eastern western main city town village district province state county country region area island river lake sea mountain
	port bay center centre university church school hospital police army government president minister general king queen prince saint
	january february march april may june july august september october november december monday tuesday wednesday thursday friday
	saturday sunday spring summer autumn winter day night week month year time man men woman women god allah islam muslim christian
	jewish arab english french german russian american british chinese indian spanish polish turkish he's no yes not but if then than
	also just only even still yet now here there very much such own same other another each every both either neither war peace house
	home land market street road bridge station hotel park garden hill valley field forest gate tower castle palace square
	free niger belize gulf capital federal national special metropolitan autonomous republican rural urban coast coastal highland highlands islands`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// ofPlace gives the names of a populated place.
func ofPlace(r *record) *names {
	n := newNames()
	n.add(r.name, place.Main)
	n.add(r.ascii, place.Main)
	if before, _, found := strings.Cut(r.name, " ("); found {
		n.add(before, place.Main)
	}
	for _, a := range r.alternates {
		if usable(a) {
			n.add(a, place.Alternate)
		}
	}
	if slices.Contains(arabic, r.country) {
		for _, name := range slices.Clone(n.list) {
			n.addArabic(name.Text)
		}
	}
	if r.country == "PHL" {
		n.add(strings.TrimSuffix(r.name, " City"), place.Alternate)
	}
	return n
}

// shown gives the name by which a place is told. Signs of transliteration
// ("Khān Yūnis") are for scholars; letters of a country's own alphabet stay.
func shown(r *record) string {
	if r.ascii != "" && transliterated(r.name, r.country) {
		return r.ascii
	}
	return r.name
}

func transliterated(name, country string) bool {
	return strings.ContainsAny(name, "āīūēōĀĪŪĒŌḩḨţŢḑḐḥṭṣḍẓẔẕḏṟêʿʾ‘’ʻʼ") && !slices.Contains([]string{"LVA", "ROU", "NZL", "LTU", "VNM", "FRA", "BEL", "CAN", "BRA", "PRT"}, country)
}

// bare takes the marks off the letters of a name.
func bare(name string) string {
	var out strings.Builder
	for _, r := range name {
		switch s := place.Fold(string(r)); {
		case r < 0x80 || s != "" && unicode.IsLetter(r) && unicode.IsLower(r):
			if r < 0x80 {
				s = string(r)
			}
			out.WriteString(s)
		case s != "":
			out.WriteString(strings.ToUpper(s[:1]) + s[1:])
		}
	}
	return out.String()
}

// addArabic adds what English texts make of an Arabic name.
func (n *names) addArabic(name string) {
	key := place.Fold(name)
	bare := strings.TrimPrefix(key, "al ")
	short := strings.TrimSuffix(bare, "h")
	for _, form := range []string{bare, short, strings.TrimSuffix(key, "h")} {
		if len(form) >= 4 && (form == bare || strings.HasSuffix(form, "a")) && !plain[form] {
			n.add(form, place.Alternate)
		}
	}
}

// The words that divisions have around their names.
var (
	kindsAfter = []string{" Autonomous Region", " Autonomous Prefecture", " Autonomous County", " Autonomous Oblast", " Autonomous Okrug",
		" Metropolitan Municipality", " District Municipality", " Special Region", " Capital Region", " Union Territory", " Federal District",
		" Province", " Governorate", " Region", " District", " County", " Oblast", " Oblast'", " Oblast’", " Krai", " Kray", " Department", " State",
		" Prefecture", " Division", " Parish", " Municipality", " Rayon", " Raion", " Tehsil", " Taluk", " Taluka", " Subdistrict", " Canton",
		" Voivodeship", " Emirate", " Republic", " Okrug", " Subprefecture", " Commune", " Agency", " Borough", " Municipio",
		" Zone", " Woreda", " Shahrestan", " district", " Kommun", " kommun", " Kommune", " Census Area", " Sum", " İlçesi", " Ilçesi",
		" Local Government Area", " Gorodskoy Okrug", " Municipal", " Rayonu", "-gun", "-gu", "-si", "-do"}
	kindsBefore = []string{"Province of ", "Provincia de ", "Provincia di ", "Provincia del ", "Provincia dell'", "Departamento de ", "Departamento del ",
		"Département de la ", "Département du ", "Département de l'", "Département de l’", "Département des ", "Département d'", "Département de ",
		"Estado de ", "State of ", "Region of ", "Región de ", "Republic of ", "Wilaya de ", "Wilaya d’", "Wilaya d'", "Gouvernorat de ", "Muḩāfaz̧at ",
		"Shahrestān-e ", "Ostān-e ", "Kabupaten ", "Kota ", "Powiat ", "Opština ", "Općina ", "Distrito de ", "Distrito ", "District of ",
		"Município de ", "Municipio de ", "Municipio ", "Arrondissement de ", "Arrondissement d'", "Landkreis ", "Kreis ", "City of ", "Comune di ",
		"Commune de ", "Cercle de ", "Cercle d'", "Préfecture de ", "Partido de ", "Cantón ", "Comarca de ", "Politischer Bezirk ", "Markaz ",
		"Qaḑā’ ", "Liwā’ ", "Nahiyat ", "Caza de ", "Raionul ", "Raion ", "Departamento ", "Provincia ", "Huyện ", "Thành Phố ", "Thị Xã ", "Quận ",
		"Amphoe ", "Rayon ", "Daïra de ", "Daïra d'", "Ville de "}
)

// strip takes the word for the kind of a division off its name. What would
// say too little alone ("Northern", "2nd") stays as it is.
func strip(name string) string {
	out := name
	if out == "District of Columbia" {
		return out
	}
	for _, k := range kindsBefore {
		if rest, ok := strings.CutPrefix(out, k); ok {
			out = rest
			break
		}
	}
	for _, k := range kindsAfter {
		if rest, ok := strings.CutSuffix(out, k); ok {
			out = rest
			break
		}
	}
	key := place.Fold(out)
	if len(key) < 3 || strings.ContainsAny(out, "0123456789") || plain[key] || strings.HasSuffix(key, "ern") && !strings.Contains(key, " ") && len(key) < 13 {
		return name
	}
	return out
}

// ofDivision gives the names of a province or district. The bare name of a
// province is as good as the full one, that of a district is second to it, and
// a county of the United States is never called by it.
func ofDivision(name, country string, kind place.Kind) *names {
	n := newNames()
	n.add(name, place.Main)
	switch {
	case kind == place.Province:
		n.add(strip(name), place.Main)
	case country != "USA":
		n.add(strip(name), place.Alternate)
	}
	return n
}
