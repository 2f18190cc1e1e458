package place

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed words/classes.tsv
var classesTSV string

//go:embed words/forenames.txt
var forenamesTXT string

// class says what a word beside a name tells of it; a word may have several.
type class uint32

const (
	isTitle       class = 1 << iota // before a person: "Gen."
	isNoble                         // with "of" and a place, a person: "Duke of"
	isOrgTail                       // behind a place, an organisation: "Times"
	isOrgOf                         // with "of" and a place, an organisation: "Bank of"
	isOfficeOf                      // with "of" and a word that is hardly a place, an office: "Department of"
	isOffice                        // behind a place that keeps its meaning: "Gov."
	isAccord                        // behind a place, a paper: "agreement"
	isDisease                       // behind a place, a disease: "virus"
	isVessel                        // before a name, a ship: "USS"
	isEthnic                        // behind a name, a people: "tribesmen"
	isProduct                       // behind a place, a thing: "cheese"
	isSaying                        // what people do: "say"
	isNever                         // no place, whatever the gazetteer has
	isCalendar                      // a month or a day
	isPlain                         // a common word that is a place too: "Mobile"
	isDirection                     // "northern"
	isForename                      // "Sarah"
	isStreet                        // behind a name, a street
	isLocal                         // behind a place, people of it: "resident"
	isOfProvince                    // behind a place, an office of provinces: "governor"
	isOfCity                        // behind a place, an office of cities: "mayor"
	isTaking                        // what is done to places: "capture"
	isSaint                         // before a name, a saint or what is called after one
	kindCity                        // "town"
	kindProvince                    // "province"
	kindDistrict                    // "district"
	kindWater                       // "river"
	kindRegion                      // "valley"
	kindPoint                       // "airport"
	kindAny       = kindCity | kindProvince | kindDistrict | kindWater | kindRegion | kindPoint
	kindDivisions = kindProvince | kindDistrict
)

var classNames = map[string]class{
	"title": isTitle, "noble": isNoble, "orgafter": isOrgTail, "ofwhat": isOrgOf, "officeof": isOfficeOf, "afterperson": isOffice,
	"accord": isAccord, "disease": isDisease, "vessel": isVessel, "product": isProduct, "ethnic": isEthnic, "say": isSaying,
	"never": isNever, "calendar": isCalendar, "plain": isPlain, "street": isStreet, "saint": isSaint, "take": isTaking, "local": isLocal, "ofprovince": isOfProvince, "ofcity": isOfCity, "direction": isDirection,
	"kind:city": kindCity, "kind:province": kindProvince, "kind:district": kindDistrict,
	"kind:water": kindWater, "kind:region": kindRegion, "kind:point": kindPoint,
}

// vocabulary holds the classes of words, in lower case.
type vocabulary map[string]class

// newVocabulary is made once, when the first document is read.
func newVocabulary() vocabulary {
	v := make(vocabulary, 4096)
	for line := range strings.Lines(classesTSV) {
		name, words, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || name == "" || name[0] == '#' {
			continue
		}
		for _, w := range strings.Fields(words) {
			v[w] |= classNames[name]
		}
	}
	for line := range strings.Lines(forenamesTXT) {
		if line[0] == '#' {
			continue
		}
		for _, w := range strings.Fields(line) {
			v[strings.ToLower(w)] |= isForename
		}
	}
	return v
}

var embeddedWords = sync.OnceValue(newVocabulary)

// of returns the classes of a word. It does not allocate for words of ASCII.
func (v vocabulary) of(word string) class {
	var buf [32]byte
	if len(word) > len(buf) {
		return 0
	}
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case c >= utf8.RuneSelf:
			return v[strings.ToLower(word)]
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return v[string(buf[:len(word)])]
}

// capital reports whether a word begins with a capital letter.
func capital(word string) bool {
	if word == "" {
		return false
	}
	if c := word[0]; c < utf8.RuneSelf {
		return 'A' <= c && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// shouted reports whether a word of two letters or more is all capitals.
func shouted(word string) bool {
	letters := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 1
}

// containsWord reports whether a text has a word, given with the space before it.
func containsWord(text string, word []byte) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], string(word))
		if i < 0 {
			return false
		}
		at += i + len(word)
		if at >= len(text) || text[at] < utf8.RuneSelf && !('a' <= text[at] && text[at] <= 'z') {
			return true
		}
	}
}
