package dialogue

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// Sentence tells a move in words, without a full stop: "Pakistan refused talks with
// Tehreek-e-Taliban Pakistan".
func Sentence(d *parley.Dialogue, m *parley.Move) string {
	return Say(m, func(key string) string { return Name(d, key) })
}

// Say is [Sentence] with names from elsewhere: name gives that of a key.
func Say(m *parley.Move, name func(key string) string) string {
	list := func(keys []string) string { return listed(keys, name) }
	actors, others := m.Actors, m.Recipients
	switch {
	case m.Kind == parley.MoveMediate && len(m.Mediators) > 0:
		actors, others = m.Mediators, without(slices.Concat(m.Actors, m.Recipients), m.Mediators)
	case m.Kind == parley.MoveDeny && len(m.Denied) > 0:
		actors, others = m.Denied, without(slices.Concat(m.Actors, m.Recipients), m.Denied)
	case m.Kind == parley.MoveViolate && m.Alleged && len(others) > 0:
		return list(others) + " accused " + cmp.Or(list(actors), "somebody") + " of breaking the ceasefire"
	}
	w := wordingOf(m, len(actors), len(others))
	rest := w.alone
	if len(others) > 0 {
		rest = w.to
	}
	verb := w.past
	switch {
	case m.Planned && len(actors) > 1:
		verb = "are to " + w.verb
	case m.Planned:
		verb = "is to " + w.verb
	}
	return cmp.Or(list(actors), "Somebody unnamed") + " " + verb + strings.NewReplacer("{to}", list(others), "{about}", aboutOf(m)).Replace(rest)
}

// Names are the names of some participants: "Norway, Cuba and Chile".
func Names(d *parley.Dialogue, keys []string) string {
	return listed(keys, func(key string) string { return Name(d, key) })
}

func listed(keys []string, name func(string) string) string {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = name(key)
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

// Name is the name of a participant, or of whoever else stands in a move, by its key.
func Name(d *parley.Dialogue, key string) string {
	for _, list := range [][]parley.Participant{d.Parties, d.Thirds} {
		for i := range list {
			if list[i].Key == key && list[i].Name != "" {
				return list[i].Name
			}
		}
	}
	return cmp.Or(d.Others[key], key)
}

// Subject is what an ask is for, in words: "a ceasefire".
func Subject(s parley.Subject) string { return cmp.Or(about[s], "something else") }

// wording is how a kind of move is told: the verb in the past and after "to", and what
// follows it without and with somebody to whom it is done. {to} and {about} stand for
// names and for what it is about.
type wording struct{ past, verb, alone, to string }

var wordings = map[parley.MoveKind]wording{
	parley.MoveCall:      {"called", "call", " for {about}", " on {to} for {about}"},
	parley.MoveOffer:     {"offered", "offer", " {about}", " {to} {about}"},
	parley.MoveCondition: {"set", "set", " conditions for {about}", " {to} conditions for {about}"},
	parley.MoveAccept:    {"agreed", "agree", " to {about}", " to {about} with {to}"},
	parley.MoveRefuse:    {"refused", "refuse", " {about}", " {about} with {to}"},
	parley.MoveDeny:      {"denied", "deny", " {about}", " {about} with {to}"},
	parley.MoveMeet:      {"met", "meet", "", " {to}"},
	parley.MoveRound:     {"held", "hold", " talks", " talks with {to}"},
	parley.MoveMediate:   {"mediated", "mediate", "", " between {to}"},
	parley.MoveHost:      {"offered", "offer", " to host talks", " to host talks of {to}"},
	parley.MoveMessage:   {"passed", "pass", " a message", " {to} a message"},
	parley.MoveAgree:     {"reached", "reach", " an agreement", " an agreement with {to}"},
	parley.MoveSign:      {"signed", "sign", " {about}", " {about} with {to}"},
	parley.MoveDeclare:   {"declared", "declare", " a ceasefire", " a ceasefire with {to}"},
	parley.MoveExtend:    {"extended", "extend", " the ceasefire", " the ceasefire with {to}"},
	parley.MoveEnd:       {"ended", "end", " {about}", " {about} with {to}"},
	parley.MoveViolate:   {"broke", "break", " the ceasefire", " the ceasefire with {to}"},
	parley.MoveRelease:   {"released", "release", " people", " people of {to}"},
	parley.MoveWithdraw:  {"withdrew or disarmed", "withdraw or disarm", "", ", concerning {to}"},
	parley.MoveSuspend:   {"suspended", "suspend", " talks", " talks with {to}"},
	parley.MoveResume:    {"resumed", "resume", " talks", " talks with {to}"},
	parley.MoveWalkOut:   {"walked", "walk", " out of talks", " out of talks with {to}"},
	parley.MoveCollapse:  {"broke", "break", " off talks", " off talks with {to}"},
	parley.MoveEndorse:   {"backed", "back", " {about}", " {about} with {to}"},
	parley.MoveProtest:   {"protested", "protest", " against {about}", " against {about} with {to}"},
	parley.MoveThreaten:  {"made", "make", " a threat", " a threat against {to}"},
	parley.MoveAttack:    {"attacked", "attack", "", " {to}"},
	parley.MoveCondemn:   {"accused or criticised", "accuse or criticise", " somebody", " {to}"},
	parley.MovePressure:  {"put", "put", " pressure on somebody", " pressure on {to}"},
	parley.MoveGesture:   {"made", "make", " a friendly move", " a friendly move towards {to}"},
}

// otherwise are the wordings of moves that are about something else than talks and truces.
var otherwise = map[parley.MoveKind]wording{
	parley.MoveCall:      {"made", "make", " a request", " a request to {to}"},
	parley.MoveOffer:     {"made", "make", " an offer", " an offer to {to}"},
	parley.MoveCondition: {"set", "set", " conditions", " conditions for {to}"},
	parley.MoveAccept:    {"said", "say", " yes", " yes to {to}"},
	parley.MoveRefuse:    {"said", "say", " no", " no to {to}"},
	parley.MoveDeny:      {"denied", "deny", " it", " what is told of them and {to}"},
	parley.MoveEndorse:   {"made", "make", " a statement of support", " a statement of support for {to}"},
	parley.MoveProtest:   {"protested", "protest", "", " against {to}"},
}

// usualSubject is what a move is about when nothing says so.
var usualSubject = map[parley.MoveKind]string{parley.MoveSign: "an agreement", parley.MoveEnd: "the ceasefire"}

// about are the subjects in words.
var about = map[parley.Subject]string{
	parley.AboutTalks: "talks", parley.AboutCeasefire: "a ceasefire", parley.AboutMediation: "mediation",
	parley.AboutAgreement: "an agreement", parley.AboutRelease: "a release", parley.AboutWithdrawal: "a withdrawal",
}

// wordingOf picks the words for a move with so many actors, and others that it is done to.
func wordingOf(m *parley.Move, actors, others int) wording {
	w, known := wordings[m.Kind]
	if other, ok := otherwise[m.Kind]; ok && m.About == parley.AboutOther {
		w = other
	}
	switch {
	case !known:
		return wording{string(m.Kind), string(m.Kind), "", " {to}"}
	case m.Kind == parley.MoveMediate && m.About == parley.AboutAgreement:
		return wording{"vouched", "vouch", " for the talks", " for the talks of {to}"}
	case m.Kind == parley.MoveMediate && others == 1:
		return wording{"met", "meet", "", " {to} as a go-between"}
	case m.Kind == parley.MoveGesture && m.About == parley.AboutCeasefire:
		return wording{"kept", "keep", " a ceasefire", " a ceasefire with {to}"}
	case m.Kind == parley.MoveDeclare && actors > 1:
		w.past, w.verb = "agreed on", "agree on"
	}
	return w
}

// aboutOf is what a move is about, in words.
func aboutOf(m *parley.Move) string {
	what := cmp.Or(about[m.About], usualSubject[m.Kind], "talks")
	switch {
	case m.Kind == parley.MoveSign && m.About != parley.AboutAgreement && m.About != parley.AboutCeasefire && about[m.About] != "":
		return "an agreement on " + what
	case m.Kind == parley.MoveEnd:
		_, bare, several := strings.Cut(what, " ")
		if several {
			what = bare
		}
		return "the " + what
	}
	return what
}

// without gives the keys that are not among others, each once.
func without(keys, others []string) (out []string) {
	for _, key := range keys {
		if !slices.Contains(others, key) && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}
