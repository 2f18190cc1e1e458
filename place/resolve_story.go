package place

import (
	"strings"

	"parley/nlp"
)

// land is a country that a document speaks of.
type land struct {
	code   string
	weight float32
	named  bool // by its own name, not by a place in it or by a nationality
}

// part is a province, or a district of one, that the names of one sense speak of.
type part struct {
	country, province, district string
	sense                       int
	weight                      float32
}

// How much a mention of each sort makes a document be about a country.
const (
	landNamed  = 1.0
	landNation = 0.7
	landPlace  = 0.5
	landOutlet = 1.0
	landTop    = 1.5 // times as much in a headline or dateline

	plain = 1.5 // a candidate so much better known than others abroad counts at once
)

// weighStory counts what the document speaks of: countries, provinces and
// districts, by the names that are plain or, in the second round, resolved.
func (r *reading) weighStory(again bool) {
	r.lands, r.parts = append(r.lands[:0], r.given...), r.parts[:0]
	for i := range r.senses {
		r.senses[i].land = land{}
	}
	for i := range r.names {
		n := &r.names[i]
		if !n.keep || n.sense < 0 {
			continue
		}
		s := &r.senses[n.sense]
		best := s.best
		if !again {
			best = r.plainest(s)
		}
		if best < 0 {
			continue
		}
		o := &r.options[best]
		w := float32(landPlace)
		if o.Kind == Country {
			w = landNamed
		}
		if r.sents[n.sent].Kind != nlp.Body {
			w *= landTop
		}
		if again && s.margin < 1 {
			w /= 4
		}
		r.addLand(o.Country, w)
		s.land = land{code: o.Country, weight: s.land.weight + w}
		if o.Kind == Country {
			r.nameLand(o.Country)
		}
		if o.Kind != Country && o.Admin1 != "" {
			r.addPart(part{o.Country, o.Admin1, "", n.sense, partWeight(o)})
		}
		if o.Kind == District {
			r.addPart(part{o.Country, o.Admin1, o.Admin2, n.sense, 1})
		}
	}
}

// plainest returns the candidate that is so much better known than those in
// other countries that it counts before anything is resolved, or -1.
func (r *reading) plainest(s *sense) int {
	best := s.from
	for k := s.from; k < s.to; k++ {
		if o := &r.options[k]; o.fame+o.told > r.options[best].fame+r.options[best].told {
			best = k
		}
	}
	b := &r.options[best]
	for k := s.from; k < s.to; k++ {
		if o := &r.options[k]; o.Country != b.Country && b.fame+b.told-o.fame-o.told < plain {
			return -1
		}
	}
	return best
}

func (r *reading) addLand(code string, w float32) {
	if code == "" {
		return
	}
	for i := range r.lands {
		if r.lands[i].code == code {
			r.lands[i].weight += w
			return
		}
	}
	r.lands = append(r.lands, land{code: code, weight: w})
}

// maxParts bounds the work for long documents.
const maxParts = 100

// nameLand notes that a country is named.
func (r *reading) nameLand(code string) {
	for i := range r.lands {
		if r.lands[i].code == code {
			r.lands[i].named = true
		}
	}
}

// landNamed reports whether the document names a country.
func (r *reading) landNamed(code string) bool {
	for i := range r.lands {
		if r.lands[i].code == code {
			return r.lands[i].named
		}
	}
	return false
}

func (r *reading) addPart(p part) {
	for i := range r.parts {
		if q := &r.parts[i]; q.sense == p.sense && q.district == p.district && q.province == p.province && q.country == p.country {
			q.weight += p.weight
			return
		}
	}
	if len(r.parts) < maxParts {
		r.parts = append(r.parts, p)
	}
}

// partWeight says how much a name makes a document be about its province.
func partWeight(o *option) float32 {
	if o.Kind == Province {
		return landNamed
	}
	return landPlace
}

// share returns the part, 0 to 1, of the document that is about a country,
// apart from what the names of one sense say: they are no witnesses of themselves.
func (r *reading) share(s *sense, code string) float32 {
	if code == "" {
		return 0
	}
	all, own := float32(1.5)-s.land.weight, float32(0)
	for _, l := range r.lands {
		all += l.weight
		if l.code == code {
			own = l.weight
		}
	}
	if s.land.code == code {
		own -= s.land.weight
	}
	if own <= 0.01 {
		return 0
	}
	return own / all
}

// weighLand says how much a candidate gains from what the document is about.
func (r *reading) weighLand(s *sense, o *option) (w float32) {
	share := r.share(s, o.Country)
	if share == 0 {
		return 0
	}
	w = wLand + wLandShare*share
	if o.Kind == City && o.fame >= 7 && r.landNamed(o.Country) {
		w += wMetropolis
	}
	switch {
	case o.Kind == Country || o.Kind == Province || o.Admin1 == "":
		return w
	}
	if part := r.partShare(s, o.Country, o.Admin1); part > 0 {
		w += wProvince + wProvinces*part
	}
	if o.Kind == City && o.Admin2 != "" && r.speaksOf(s, o.Country, o.Admin1, o.Admin2) {
		w += wDistrict
	}
	return w
}

// partShare returns how much, 0 to 1, of what names of other senses say of the
// provinces of a country is about one of them.
func (r *reading) partShare(s *sense, country, province string) float32 {
	all, own := float32(0.75), float32(0)
	for i := range r.parts {
		p := &r.parts[i]
		if p.country != country || p.district != "" || &r.senses[p.sense] == s {
			continue
		}
		all += p.weight
		if p.province == province {
			own += p.weight
		}
	}
	return own / all
}

// speaksOf reports whether names of another sense speak of a district.
func (r *reading) speaksOf(s *sense, country, province, district string) bool {
	for _, p := range r.parts {
		if p.country == country && p.province == province && p.district == district && &r.senses[p.sense] != s {
			return true
		}
	}
	return false
}

// weighGiven counts the countries that the document speaks of whatever its names
// are: that of its outlet and those of nationalities.
func (r *reading) weighGiven() {
	r.lands = r.lands[:0]
	r.addLand(domainLand(r.doc.URL), landOutlet)
	r.addLand(outletLand(r.doc.Outlet), landOutlet)
	for i := range r.sents {
		for k := range r.sents[i].Tokens {
			if t := &r.sents[i].Tokens[k]; capital(t.Form) {
				if code, ok := r.f.lexicon.IsNationality(t.Form); ok {
					r.addLand(code, landNation)
				}
			}
		}
	}
	r.given = append(r.given[:0], r.lands...)
}

// domainLand tells the country of a web address with a national ending.
func domainLand(url string) string {
	_, host, ok := strings.Cut(url, "://")
	if !ok {
		return ""
	}
	host, _, _ = strings.Cut(host, "/")
	host, _, _ = strings.Cut(host, ":")
	i := strings.LastIndexByte(host, '.')
	if i < 0 {
		return ""
	}
	return domains[host[i+1:]]
}

// domains lists national endings of countries with a press in English, or in
// the news; those that serve as general ones (.tv, .io, .co, .me) are left out.
var domains = map[string]string{
	"ae": "ARE", "af": "AFG", "am": "ARM", "ao": "AGO", "ar": "ARG", "at": "AUT", "au": "AUS", "az": "AZE", "ba": "BIH", "bd": "BGD", "be": "BEL",
	"bf": "BFA", "bg": "BGR", "bh": "BHR", "bi": "BDI", "bn": "BRN", "bo": "BOL", "br": "BRA", "bt": "BTN", "bw": "BWA", "by": "BLR", "ca": "CAN",
	"cd": "COD", "cg": "COG", "ch": "CHE", "ci": "CIV", "cl": "CHL", "cm": "CMR", "cn": "CHN", "cr": "CRI", "cu": "CUB", "cy": "CYP", "cz": "CZE",
	"de": "DEU", "dk": "DNK", "do": "DOM", "dz": "DZA", "ec": "ECU", "ee": "EST", "eg": "EGY", "er": "ERI", "es": "ESP", "et": "ETH", "fi": "FIN",
	"fj": "FJI", "fr": "FRA", "ge": "GEO", "gh": "GHA", "gm": "GMB", "gr": "GRC", "gt": "GTM", "gy": "GUY", "hk": "HKG", "hn": "HND", "hr": "HRV",
	"ht": "HTI", "hu": "HUN", "id": "IDN", "ie": "IRL", "il": "ISR", "in": "IND", "iq": "IRQ", "ir": "IRN", "it": "ITA", "jm": "JAM", "jo": "JOR",
	"jp": "JPN", "ke": "KEN", "kg": "KGZ", "kh": "KHM", "kr": "KOR", "kw": "KWT", "kz": "KAZ", "lb": "LBN", "lk": "LKA", "lr": "LBR", "ls": "LSO",
	"lt": "LTU", "lv": "LVA", "ma": "MAR", "md": "MDA", "mg": "MDG", "mk": "MKD", "mm": "MMR", "mn": "MNG", "mt": "MLT", "mv": "MDV", "mw": "MWI",
	"mx": "MEX", "my": "MYS", "mz": "MOZ", "na": "NAM", "ng": "NGA", "ni": "NIC", "nl": "NLD", "no": "NOR", "np": "NPL", "nz": "NZL", "om": "OMN",
	"pa": "PAN", "pe": "PER", "pg": "PNG", "ph": "PHL", "pk": "PAK", "pl": "POL", "ps": "PSE", "pt": "PRT", "py": "PRY", "qa": "QAT", "ro": "ROU",
	"rs": "SRB", "ru": "RUS", "rw": "RWA", "sa": "SAU", "sd": "SDN", "se": "SWE", "sg": "SGP", "si": "SVN", "sk": "SVK", "sl": "SLE", "sn": "SEN",
	"so": "SOM", "ss": "SSD", "sv": "SLV", "sy": "SYR", "td": "TCD", "tg": "TGO", "th": "THA", "tj": "TJK", "tl": "TLS", "tm": "TKM", "tn": "TUN",
	"tr": "TUR", "tt": "TTO", "tw": "TWN", "tz": "TZA", "ua": "UKR", "ug": "UGA", "uk": "GBR", "us": "USA", "uy": "URY", "uz": "UZB", "ve": "VEN",
	"vn": "VNM", "ye": "YEM", "za": "ZAF", "zm": "ZMB", "zw": "ZWE",
}

// outletLand tells the country of newspapers whose name does not say it.
func outletLand(name string) string {
	return outlets[strings.TrimPrefix(strings.ToLower(name), "the ")]
}

var outlets = map[string]string{
	"dawn": "PAK", "express tribune": "PAK", "news international": "PAK", "nation": "PAK", "geo news": "PAK", "business recorder": "PAK",
	"tolonews": "AFG", "pajhwok": "AFG", "pajhwok afghan news": "AFG", "khaama press": "AFG",
	"hindu": "IND", "times of india": "IND", "hindustan times": "IND", "indian express": "IND", "ndtv": "IND", "telegraph india": "IND",
	"daily star": "BGD", "prothom alo": "BGD", "kathmandu post": "NPL", "daily mirror": "LKA",
	"sudan tribune": "SDN", "radio dabanga": "SDN", "radio tamazuj": "SSD", "eye radio": "SSD", "garowe online": "SOM", "addis standard": "ETH",
	"daily nation": "KEN", "standard": "KEN", "star": "KEN", "citizen": "TZA", "daily monitor": "UGA", "new vision": "UGA", "new times": "RWA",
	"punch": "NGA", "vanguard": "NGA", "premium times": "NGA", "guardian nigeria": "NGA", "daily trust": "NGA", "thisday": "NGA", "sahara reporters": "NGA",
	"mail & guardian": "ZAF", "daily maverick": "ZAF", "news24": "ZAF", "herald": "ZWE", "newsday": "ZWE",
	"haaretz": "ISR", "jerusalem post": "ISR", "times of israel": "ISR", "ynet": "ISR", "wafa": "PSE", "ma'an news": "PSE",
	"l'orient today": "LBN", "naharnet": "LBN", "daily sabah": "TUR", "hurriyet daily news": "TUR", "anadolu agency": "TUR", "rudaw": "IRQ", "shafaq news": "IRQ",
	"tehran times": "IRN", "press tv": "IRN", "arab news": "SAU", "gulf news": "ARE", "khaleej times": "ARE", "al-ahram": "EGY", "ahram online": "EGY", "sana": "SYR",
	"kyiv independent": "UKR", "kyiv post": "UKR", "ukrainska pravda": "UKR", "tass": "RUS", "moscow times": "RUS", "meduza": "RUS", "civil georgia": "GEO", "armenpress": "ARM",
	"rappler": "PHL", "philippine daily inquirer": "PHL", "philstar": "PHL", "jakarta post": "IDN", "bangkok post": "THA", "irrawaddy": "MMR", "myanmar now": "MMR",
	"straits times": "SGP", "south china morning post": "HKG", "xinhua": "CHN", "global times": "CHN", "china daily": "CHN", "yonhap": "KOR", "kyodo": "JPN", "japan times": "JPN",
	"globe and mail": "CAN", "toronto star": "CAN", "cbc": "CAN", "sydney morning herald": "AUS", "irish times": "IRL", "guardian": "GBR", "bbc": "GBR", "daily telegraph": "GBR",
	"washington post": "USA", "new york times": "USA", "los angeles times": "USA", "npr": "USA", "cnn": "USA", "miami herald": "USA", "haitian times": "HTI",
}
