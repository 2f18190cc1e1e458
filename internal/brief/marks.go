package brief

import (
	"html/template"

	"parley"
)

// class is a sort of moves that are drawn alike.
type class int

const (
	classCall class = iota
	classYes
	classNo
	classMeet
	classMediate
	classAgree
	classTruce
	classEnd
	classDone
	classPressure
	classViolence
	classes
)

// classWords say what each class means.
var classWords = [classes]string{
	"call, offer or condition", "yes, support or gesture", "refusal or denial", "meeting or round", "mediation, hosting or message",
	"agreement or signing", "ceasefire declared or extended", "suspended, walked out, ended or collapsed", "release or withdrawal",
	"threat, pressure or protest", "attack or violation",
}

var classOf = map[parley.MoveKind]class{
	parley.MoveCall: classCall, parley.MoveOffer: classCall, parley.MoveCondition: classCall,
	parley.MoveAccept: classYes, parley.MoveResume: classYes, parley.MoveEndorse: classYes, parley.MoveGesture: classYes,
	parley.MoveRefuse: classNo, parley.MoveDeny: classNo,
	parley.MoveMeet: classMeet, parley.MoveRound: classMeet,
	parley.MoveMediate: classMediate, parley.MoveHost: classMediate, parley.MoveMessage: classMediate,
	parley.MoveAgree: classAgree, parley.MoveSign: classAgree,
	parley.MoveDeclare: classTruce, parley.MoveExtend: classTruce,
	parley.MoveEnd: classEnd, parley.MoveCollapse: classEnd, parley.MoveSuspend: classEnd, parley.MoveWalkOut: classEnd,
	parley.MoveRelease: classDone, parley.MoveWithdraw: classDone,
	parley.MoveProtest: classPressure, parley.MoveThreaten: classPressure, parley.MoveCondemn: classPressure, parley.MovePressure: classPressure,
	parley.MoveAttack: classViolence, parley.MoveViolate: classViolence,
}

// shapes are outlines around 0,0, about 11 units wide: each class can be told by its
// shape alone.
var shapes = [classes]string{
	classCall:     "M0-6 5.8 4.6H-5.8Z",
	classYes:      "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z",
	classNo:       "M-5.4-3.4-3.4-5.4 0-2 3.4-5.4 5.4-3.4 2 0 5.4 3.4 3.4 5.4 0 2-3.4 5.4-5.4 3.4-2 0Z",
	classMeet:     "M-4.8-4.8H4.8V4.8H-4.8Z",
	classMediate:  "M0-6.4 6.4 0 0 6.4-6.4 0Z",
	classAgree:    "M0-6.6 1.8-2.2 6.4-1.9 2.9 1.2 4 5.8 0 3.3-4 5.8-2.9 1.2-6.4-1.9-1.8-2.2Z",
	classTruce:    "M-4.6-6H-3V-5.4H5.6L3 -2.4 5.6.8H-3V6H-4.6Z",
	classEnd:      "M0 6-5.8-4.6H5.8Z",
	classDone:     "M-5-5H0L5.6 0 0 5H-5L-1.2 0Z",
	classPressure: "M-5.6-2H5.6V2H-5.6Z",
	classViolence: "M0-7 1.6-2.4 6-4.2 3.2-.2 7 2.4 2.3 2.6 1.6 7-.9 3.2-4.8 5.4-3.4 1.2-7-1 -2.6-2Z",
}

// classNames are the classes of the style sheet.
var classNames = [classes]string{"call", "yes", "no", "meet", "med", "agree", "truce", "end", "done", "press", "viol"}

// glyphClass is the style of a mark.
func glyphClass(c class, hollow, planned bool) string {
	s := "g g-" + classNames[c]
	if planned {
		return s + " planned"
	}
	if hollow {
		return s + " hollow"
	}
	return s
}

// legend is an entry under a drawing.
type legend struct {
	Glyph template.HTML
	Words string
}

// legendOf draws one mark beside its words.
func legendOf(words string, draw func(c *canvas)) legend {
	c := &canvas{}
	c.open("svg", attrs{"class", "key", "viewBox", "-12 -8 24 16", "aria-hidden", "true", "focusable", "false"})
	draw(c)
	c.close()
	return legend{Glyph: template.HTML(c.b.String()), Words: words} // no text of reports in it
}

// glyph draws a mark at a point.
func (c *canvas) glyph(x, y float64, k class, hollow, planned bool) {
	c.el("path", attrs{"d", shapes[k], "class", glyphClass(k, hollow, planned), "transform", "translate(" + num(x) + " " + num(y) + ")"})
}
