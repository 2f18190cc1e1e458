package dialogue

import (
	"regexp"
	"slices"
	"strings"

	"parley"
)

// deed is what an act is to talks.
type deed struct {
	kind  parley.MoveKind
	about parley.Subject
}

// kindNumber numbers the kinds of moves from 1; 0 is none.
func kindNumber(k parley.MoveKind) int { return slices.Index(parley.MoveKinds, k) + 1 }

// kindOf is the reverse of kindNumber.
func kindOf(n int) parley.MoveKind {
	if n == 0 {
		return ""
	}
	return parley.MoveKinds[n-1]
}

// subjects number the subjects.
var subjects = []parley.Subject{
	"", parley.AboutTalks, parley.AboutCeasefire, parley.AboutMediation, parley.AboutAgreement, parley.AboutRelease,
	parley.AboutWithdrawal, parley.AboutOther,
}

// lasting are the kinds that say something of talks; the rest is what goes on beside them.
func lasting(k parley.MoveKind) bool {
	switch k {
	case parley.MoveThreaten, parley.MoveAttack, parley.MoveCondemn, parley.MovePressure, parley.MoveGesture, "":
		return false
	}
	return true
}

// Words that tell apart what one code covers.
var (
	truceWords   = words("truce ceasefire cease-fire armistice cessation")
	accordWords  = words("agreement accord deal pact treaty settlement protocol")
	talkWords    = words("talks talk negotiation dialogue mediation peace")
	finalWords   = words("permanent final lasting definitive")
	extendWords  = words("extend extension prolong renew renewal prolong-truce")
	suspendWords = words("suspend suspension freeze froze halt pause postpone put delay adjourn hold cancel stall boycott")
	walkWords    = words("walk storm quit left leave")
	breakWords   = words("break broke off end ended abandon terminate scrap call called")
	resumeWords  = words("resume resumption restart relaunch reconvene reopen revive back-to-table")
	acceptWords  = words("accept agree welcome yes approve consent")
	breachWords  = words("violat breach broke break breaking broken flout")
	messageWords = words("convey message letter relay deliver carry pass")
	hostWords    = words("host venue")
)

func words(s string) []string { return strings.Fields(s) }

// text is what is looked at of an event, in lower case.
type text struct {
	act      []string // words of the trigger and the rule
	sentence []string
	bare     bool // there is no sentence: a row of a data set
}

func textOf(ev *parley.Event) text {
	split := func(r rune) bool { return (r < 'a' || r > 'z') && r != '-' }
	return text{
		act:      strings.FieldsFunc(strings.ToLower(ev.Trigger.Text+" "+ev.Rule), split),
		sentence: strings.FieldsFunc(strings.ToLower(ev.Sentence.Text), split),
		bare:     ev.Sentence.Text == "",
	}
}

// has reports whether one of some words begins with one of a list: "ceasefires", "renewed".
func has(in []string, list []string) bool {
	return slices.ContainsFunc(in, func(word string) bool {
		return slices.ContainsFunc(list, func(stem string) bool {
			return word == stem || len(stem) > 3 && strings.HasPrefix(word, stem)
		})
	})
}

func (t *text) truce() bool { return has(t.sentence, truceWords) || has(t.act, truceWords) }

// deed returns what an event is to talks. An act is what its code says, by the longest
// prefix that the table has; where one code covers several moves, its words decide.
func (b *Book) deed(ev *parley.Event) deed {
	var d deed
	for n := len(ev.CAMEO); n >= 2 && d.kind == ""; n-- {
		d = b.moves[ev.CAMEO[:n]]
	}
	if d.kind == "" {
		d = byType[ev.Type]
	}
	t := textOf(ev)
	for _, r := range byRule {
		if strings.Contains(ev.Rule, r.rule) {
			return r.deed
		}
	}
	if ev.Type == "AGREE" && d.kind != parley.MoveDeclare && t.agreesTruce() {
		d = deed{parley.MoveDeclare, parley.AboutCeasefire}
	}
	switch d.kind {
	case parley.MoveCall:
		return called(d, &t)
	case parley.MoveDeclare:
		if ev.Type == "AGREE" && has(t.sentence, finalWords) && !t.bare { // for good: more than a truce
			return deed{parley.MoveAgree, parley.AboutAgreement}
		}
		return declared(ev, &t)
	case parley.MoveOffer:
		return offered(ev, d, &t)
	case parley.MoveAgree, parley.MoveSign:
		if sentence := strings.ToLower(ev.Sentence.Text); t.truce() && !has(t.sentence, accordWords) && !has(t.sentence, finalWords) ||
			endsFighting.MatchString(sentence) && lasts(sentence) > 0 { // for a time: a truce
			return deed{parley.MoveDeclare, parley.AboutCeasefire}
		}
		if d.kind == parley.MoveAgree && len(ev.Actors) == 1 && len(ev.Recipients) > 0 {
			return deed{parley.MoveOffer, parley.AboutAgreement}
		}
	case parley.MoveMeet, parley.MoveRound:
		return met(ev, d, &t)
	case parley.MoveSuspend:
		return broken(d, &t)
	case parley.MoveRefuse:
		return refused(ev, d, &t)
	case parley.MoveMediate:
		if has(t.act, hostWords) {
			return deed{parley.MoveHost, parley.AboutTalks}
		}
	case parley.MoveCondemn, parley.MovePressure, parley.MoveGesture, parley.MoveProtest, parley.MoveThreaten:
		return beside(ev, d, &t)
	}
	return d
}

// extendsTruce finds a truce that is prolonged.
var extendsTruce = regexp.MustCompile(`\b(?:extend|prolong|renew|lengthen|stretch)\w*(?: [\w-]+){0,6} (?:truce|ceasefire|cease-fire|it)\b|\b(?:truce|ceasefire|cease-fire)(?: [\w-]+){0,4} (?:extend|prolong|renew|lengthen)`)

// truceAgreed finds a truce that somebody agreed on, whatever for.
var truceAgreed = regexp.MustCompile(`\bagree[ds]?\b(?: \w+){0,3} (?:on|to|upon) (?:\w+[- ]){0,3}(?:truce|ceasefire|cease-fire|cessation)`)

func (t *text) agreesTruce() bool {
	return truceAgreed.MatchString(strings.Join(t.sentence, " ")) && !has(t.sentence, finalWords)
}

// called looks for what is called for where the code says no more than that something is.
func called(d deed, t *text) deed {
	switch {
	case d.about == parley.AboutCeasefire && !t.truce() && has(t.act, words("withdraw pull-back pull-out go-away leave surrender disarm")):
		return deed{d.kind, parley.AboutWithdrawal}
	case d.about != parley.AboutOther || t.bare:
	case t.truce() || has(t.sentence, words("hostilities fighting")):
		return deed{d.kind, parley.AboutCeasefire}
	case has(t.sentence, words("talks negotiat dialogue table")):
		return deed{d.kind, parley.AboutTalks}
	}
	return d
}

// byRule are frames that say more of talks than the code that they give.
var byRule = []struct {
	rule string
	deed deed
}{
	{"guarantee-talks", deed{parley.MoveMediate, parley.AboutAgreement}}, // stands by what is agreed
	{"cancel-meeting", deed{parley.MoveSuspend, parley.AboutTalks}},
	{"freeze-talks", deed{parley.MoveSuspend, parley.AboutTalks}},
}

// byType is the deed of events without a code.
var byType = map[string]deed{
	"CONSULT": {parley.MoveMeet, parley.AboutTalks}, "REQUEST": {parley.MoveCall, parley.AboutOther}, "AGREE": {parley.MoveGesture, ""},
	"SUPPORT": {parley.MoveGesture, ""}, "CONCEDE": {parley.MoveGesture, ""}, "COOPERATE": {parley.MoveGesture, ""}, "AID": {parley.MoveGesture, ""},
	"RETREAT": {parley.MoveGesture, ""}, "ACCUSE": {parley.MoveCondemn, ""}, "REJECT": {parley.MoveRefuse, parley.AboutOther},
	"THREATEN": {parley.MoveThreaten, ""}, "PROTEST": {parley.MoveProtest, ""}, "SANCTION": {parley.MovePressure, ""},
	"MOBILIZE": {parley.MovePressure, ""}, "COERCE": {parley.MovePressure, ""}, "ASSAULT": {parley.MoveAttack, ""},
}

// declared tells a truce from other steps down that share its code.
func declared(ev *parley.Event, t *text) deed {
	switch {
	case t.bare:
	case extendsTruce.MatchString(strings.Join(t.sentence, " ")):
		return deed{parley.MoveExtend, parley.AboutCeasefire}
	case ev.Type == "RETREAT" && ev.Status == parley.Failed: // "the truce between them collapsed"
		return deed{parley.MoveEnd, parley.AboutCeasefire}
	case ev.Type == "RETREAT" && has(t.act, words("truce-takes-effect")): // of both sides
		return deed{parley.MoveDeclare, parley.AboutCeasefire}
	case !t.truce() && ev.Type == "RETREAT": // "stopped shelling the port"
		return deed{parley.MoveGesture, ""}
	case ev.Type == "RETREAT": // "has observed a truce since June"
		return deed{parley.MoveGesture, parley.AboutCeasefire}
	case !t.truce() && !has(t.act, words("silence-guns cease-fire hold-fire stop-fighting")):
		return deed{parley.MoveOffer, parley.AboutWithdrawal}
	case has(t.act, words("offer propose ready offer-truce")):
		return deed{parley.MoveOffer, parley.AboutCeasefire}
	}
	return deed{parley.MoveDeclare, parley.AboutCeasefire}
}

// offered tells offers from acceptance and from taking up again.
func offered(ev *parley.Event, d deed, t *text) deed {
	switch {
	case d.about == parley.AboutTalks && has(t.act, resumeWords):
		return deed{parley.MoveAccept, d.about}
	case len(ev.Actors) > 1 && len(ev.Recipients) == 0 && !t.bare, has(t.act, acceptWords):
		return deed{parley.MoveAccept, d.about}
	}
	return d
}

// met tells messages and talks that are taken up again from meetings.
func met(ev *parley.Event, d deed, t *text) deed {
	switch {
	case ev.Status == parley.Failed:
		return deed{parley.MoveCollapse, parley.AboutTalks}
	case ev.CAMEO == "040" && has(t.act, messageWords):
		return deed{parley.MoveMessage, d.about}
	case has(t.act, resumeWords):
		return deed{parley.MoveResume, d.about}
	}
	return d
}

// broken tells halting, walking out and breaking off apart.
func broken(d deed, t *text) deed {
	switch {
	case d.about == parley.AboutMediation, t.bare, has(t.act, suspendWords):
		return d
	case has(t.act, walkWords):
		return deed{parley.MoveWalkOut, d.about}
	case has(t.act, breakWords):
		return deed{parley.MoveCollapse, d.about}
	}
	return d
}

// denials are the frames by which somebody denies what was told before.
var denials = regexp.MustCompile(`^(?:deny-it|call-a-lie|deny-part|no-truth-in|be-untrue|not-true|nothing-of-the-kind|nothing-to-do-with)`)

// refused tells conditions and called-off rounds from refusals.
func refused(ev *parley.Event, d deed, t *text) deed {
	switch {
	case d.about == parley.AboutTalks && ev.Status == parley.Actual && has(t.sentence, words("unless until")):
		return deed{parley.MoveCondition, d.about}
	case d.about == parley.AboutTalks && has(t.act, words("cancel cancel-meeting shun-meeting come-to-talks postpone suspend skip boycott")):
		return deed{parley.MoveSuspend, d.about} // stays away
	case d.about == parley.AboutOther && (has(t.sentence, words("accusation allegation charge claim report")) || denials.MatchString(ev.Rule)):
		return deed{parley.MoveDeny, parley.AboutCeasefire}
	case d.about == parley.AboutCeasefire && has(t.sentence, extendWords):
		return deed{parley.MoveEnd, d.about}
	}
	return d
}

// violent are the acts of force that somebody is accused of.
var violent = regexp.MustCompile(`\((?:content\.)?(?:attack|shell|bomb|air-strike|drone|raid|fire|kill|fight|shoot)`)

// beside looks for talks in what is otherwise no move.
func beside(ev *parley.Event, d deed, t *text) deed {
	switch {
	case d.kind == parley.MoveCondemn && ev.CAMEO == "1123" && has(t.sentence, breachWords) && (t.truce() || has(t.sentence, accordWords)):
		return deed{parley.MoveViolate, parley.AboutCeasefire}
	case ev.CAMEO == "1123" && violent.MatchString(ev.Rule):
		return deed{parley.MoveAttack, ""}
	case ev.Type == "SANCTION" && t.truce() && strings.Contains(ev.Rule, "leave-truce"):
		return deed{parley.MoveEnd, parley.AboutCeasefire}
	case ev.Type == "SANCTION" && strings.Contains(ev.Rule, "leave-accord"):
		return deed{parley.MoveEnd, parley.AboutAgreement}
	case ev.Type == "SUPPORT" && (t.truce() || has(t.sentence, talkWords)):
		return deed{parley.MoveEndorse, parley.AboutTalks}
	case d.kind == parley.MoveProtest && (t.truce() || has(t.sentence, words("talks negotiation accord deal"))):
		return d
	case d.kind == parley.MoveProtest:
		return deed{parley.MovePressure, ""}
	}
	return d
}
