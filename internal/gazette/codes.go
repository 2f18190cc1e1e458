package gazette

import (
	"strconv"

	"golang.org/x/text/language"
)

// alpha3 gives the ISO alpha-3 code of a country by its alpha-2 code, or "".
func alpha3(alpha2 string) string {
	if alpha2 == "XK" {
		return "XKX" // Kosovo has no code of ISO; lexicon and news use this one
	}
	r, err := language.ParseRegion(alpha2)
	if err != nil || len(alpha2) != 2 || !r.IsCountry() {
		return ""
	}
	return r.ISO3()
}

// numericCode gives the ISO alpha-3 code of a country by its number, or "".
func numericCode(id string) string {
	n, err := strconv.Atoi(id)
	if err != nil || n <= 0 {
		return ""
	}
	r, err := language.EncodeM49(n)
	if err != nil || !r.IsCountry() {
		return ""
	}
	return r.ISO3()
}
