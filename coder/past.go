package coder

import (
	"strconv"
	"strings"
	"time"
)

// longAgo is how many days before publication history begins: about two weeks.
const longAgo = 15

// isPast reports whether the clause of i is background: in the pluperfect and
// not merely shifted back by reported speech, or dated before the story.
func (r *reader) isPast(i int) bool {
	t := r.t
	for steps := 0; i >= 0 && steps < 8; steps++ {
		if r.datedPast(i) {
			return true
		}
		if t.isVerb(i) {
			if t.has(i, "aux", "have") && r.auxForm(i, "have") == "VBD" {
				return !t.is(i, "ccomp") && !t.is(i, "advcl") && !r.reported(i) && !r.recent(i)
			}
			switch t.base(i) {
			case "xcomp":
			case "acl": // "on June 5, when they broke off relations"
				h := t.head(i)
				return h >= 0 && r.pastPhrase(h)
			case "conj":
				return r.datedTogether(i)
			case "advcl": // "in 2014 when police fired"
				h := t.head(i)
				return h >= 0 && t.has(i, "", "when", "as", "while", "after", "before") && r.datedPast(h)
			default:
				return false
			}
		}
		i = t.head(i)
	}
	return false
}

// datedTogether reports whether a date in front of the verbs that i is coordinated
// with puts them all into the past: "In January, Chad agreed and then refused".
func (r *reader) datedTogether(i int) bool {
	t := r.t
	h := t.head(i)
	for steps := 0; t.is(h, "conj") && steps < 8; steps++ {
		h = t.head(h)
	}
	if h < 0 {
		return false
	}
	s := t.child(h, "nsubj")
	for c := t.first[h]; c >= 0 && c < s; c = t.next[c] {
		if r.dates(h, c) {
			return true
		}
	}
	return false
}

// recent reports whether verb i is dated by a day of the week or within a day.
func (r *reader) recent(i int) bool {
	if h := r.t.head(i); h >= 0 && r.c.frames.InClass(r.t.lemma(h), "shorttime") {
		return true // "an hour after he had dismissed the general"
	}
	for k := i + 1; k < len(r.t.toks); k++ { // a day behind the verb, wherever the parser hung it
		if tok := &r.t.toks[k]; tok.UPOS == "PUNCT" || tok.UPOS == "VERB" || tok.UPOS == "SCONJ" {
			break
		}
		if weekday(r.t.toks[k].Form) {
			return true
		}
	}
	for c := r.t.first[i]; c >= 0; c = r.t.next[c] {
		switch r.t.base(c) {
		case "obl", "nmod", "advmod":
			switch l := lower(r.t.lemma(c)); l {
			case "earlier", "before":
				for d := r.t.first[c]; d >= 0; d = r.t.next[d] {
					if r.c.frames.InClass(r.t.lemma(d), "shorttime") || r.t.lemma(d) == "week" && r.t.has(d, "det", "a") {
						return true
					}
				}
			case "day", "hour", "night", "morning", "evening", "afternoon", "yesterday", "overnight", "week", "midnight", "dawn":
				return !r.pastPhrase(c)
			default:
				if strings.HasSuffix(l, "day") && r.isTime(c) {
					return true
				}
			}
		}
	}
	return false
}

// weekday reports whether s is the name of a day.
func weekday(s string) bool {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if s == d.String() {
			return true
		}
	}
	return false
}

// reported reports whether i stands in the content of a verb of saying.
func (r *reader) reported(i int) bool {
	for steps := 0; i >= 0 && steps < 8; steps++ {
		if r.t.is(i, "ccomp") || r.t.child(i, "parataxis") >= 0 {
			return true
		}
		i = r.t.head(i)
	}
	return false
}

// datedPast reports whether a year or a phrase like "last year", "a decade
// ago" beside i puts it more than about two weeks before publication.
func (r *reader) datedPast(i int) bool {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if t.is(c, "obl") && weekday(t.toks[c].Form) && !t.has(c, "amod", "last") { // "on Tuesday": other dates are those of other things
			return false
		}
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if r.dates(i, c) || t.isVerb(i) && c > i && r.datedBehind(c) {
			return true
		}
	}
	return false
}

// dates reports whether dependent c of i puts it into the past.
func (r *reader) dates(i, c int) bool {
	switch r.t.base(c) {
	case "obl", "nmod", "advmod", "advcl":
		return r.pastPhrase(c) && !r.behindClause(i, c)
	}
	return false
}

// datedBehind reports whether an earlier month ends the phrase of c, an object or
// the like of a verb: "closed the camp for displaced people in April".
func (r *reader) datedBehind(c int) bool {
	t := r.t
	if !t.is(c, "obj") && !t.is(c, "obl") && !t.is(c, "nmod") || r.evokes(c) {
		return false
	}
	for d := t.first[c]; d >= 0; d = t.next[d] {
		if d < c || !t.is(d, "nmod") && !t.is(d, "advmod") {
			continue
		}
		if t.lemma(d) == "ago" && r.pastPhrase(d) {
			return true
		}
		if m := month(t.toks[d].Form); m > 0 && t.preposition(d) == "in" && r.monthPast(d, m) || r.datedBehind(d) {
			return true
		}
	}
	return false
}

// behindClause reports whether phrase c stands between verb i and a relative
// clause of its subject, to whose end it rather belongs: "the state, which held
// talks last year, called".
func (r *reader) behindClause(i, c int) bool {
	t := r.t
	s := t.child(i, "nsubj")
	if s < 0 || c < s || c > i {
		return false
	}
	for d := t.first[s]; d >= 0; d = t.next[d] {
		if t.is(d, "acl") && d < c {
			return true
		}
	}
	return false
}

// pastPhrase reports whether phrase i names a time before the story: an earlier
// year, "last month", "two decades ago".
func (r *reader) pastPhrase(i int) bool {
	t := r.t
	if y := year(t.toks[i].Form); y > 0 {
		return y < r.year && t.preposition(i) != "since"
	}
	if m := month(t.toks[i].Form); m > 0 {
		return r.monthPast(i, m)
	}
	if day, err := strconv.Atoi(t.toks[i].Form); err == nil && day <= 31 { // "on April 5"
		for c := t.first[i]; c >= 0; c = t.next[c] {
			if m := month(t.toks[c].Form); m > 0 {
				return r.monthPast(i, m)
			}
		}
	}
	switch t.lemma(i) {
	case "spring", "summer", "autumn", "winter", "fall":
		return t.has(i, "amod", "last", "previous")
	case "week":
		if t.has(i, "", "ago") || t.has(t.head1(i), "", "ago") {
			for c := t.first[i]; c >= 0; c = t.next[c] {
				if t.is(c, "nummod") {
					switch lower(t.toks[c].Form) {
					case "one", "two", "1", "2", "a":
						return false
					}
					return true
				}
			}
		}
	case "ago":
		return t.has(i, "", "month", "year", "decade", "century") || t.head(i) >= 0 && r.c.frames.InClass(t.lemma(t.head(i)), "longtime")
	case "year", "month", "decade", "century":
		if t.has(i, "", "last", "previous", "ago") {
			return true
		}
	}
	for c := t.first[i]; c >= 0; c = t.next[c] {
		if y := year(t.toks[c].Form); y > 0 && y < r.year && !t.is(c, "punct") && !r.evokes(i) {
			return true
		}
		if t.lemma(c) == "ago" && (t.lemma(i) == "year" || t.lemma(i) == "month" || t.lemma(i) == "decade") {
			return true
		}
	}
	return false
}

// monthPast reports whether phrase i, which names month m, lies more than two
// weeks before publication: the last such month, on its day or in its middle.
func (r *reader) monthPast(i int, m time.Month) bool {
	switch r.t.preposition(i) {
	case "since", "until", "by", "from", "till", "to":
		return false
	}
	if r.date.IsZero() {
		return false
	}
	y := r.date.Year()
	if m > r.date.Month() {
		y--
	}
	about := time.Date(y, m, 15, 0, 0, 0, 0, time.UTC)
	for _, k := range append(r.children(i, "nummod"), append(r.children(i, "nmod"), i)...) {
		if day, err := strconv.Atoi(r.t.toks[k].Form); err == nil && day >= 1 && day <= 31 {
			about = time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
		}
	}
	days := r.date.Sub(about).Hours() / 24
	return days > longAgo && days < 366
}

// month reads the name of a month; 0 when s is none.
func month(s string) time.Month {
	for m := time.January; m <= time.December; m++ {
		if name := m.String(); s == name || len(s) > 3 && s[len(s)-1] == '.' && strings.HasPrefix(name, s[:len(s)-1]) {
			return m
		}
	}
	return 0
}

// year reads a four-digit year, or one of "1990s"; 0 when s is none.
func year(s string) int {
	if len(s) == 5 && s[4] == 's' {
		s = s[:4]
	}
	if len(s) != 4 {
		return 0
	}
	n := 0
	for _, d := range []byte(s) {
		if d < '0' || d > '9' {
			return 0
		}
		n = n*10 + int(d-'0')
	}
	if n < 1800 || n > 2100 {
		return 0
	}
	return n
}
