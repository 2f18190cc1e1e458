package brief

import (
	"strings"
	"testing"
	"unicode/utf8"

	"parley"
)

func TestShorten(t *testing.T) {
	long := strings.Repeat("word ", 100)
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"short", 10, "short"}, {"exactly ten", 11, "exactly ten"}, {"cut at the end of a word", 14, "cut at the…"},
		{"no, trailing comma", 6, "no…"}, {strings.Repeat("x", 20), 10, "xxxxxxxxx…"}, {"", 5, ""},
	} {
		if got := shorten(c.text, c.n); got != c.want {
			t.Errorf("shorten(%q, %d) = %q, want %q", c.text, c.n, got, c.want)
		}
	}
	if n := utf8.RuneCountInString(quoted(long)); n > maxQuote || n < maxQuote-10 {
		t.Errorf("a quotation of %d characters", n)
	}
}

func TestOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"a\n b\t\u00A0c ": "a b c", "x\u202Ey\u2066z": "xyz", "bell\a": "bell", "bad\xffbyte": "bad\uFFFDbyte",
	} {
		if got := oneLine(text); got != want {
			t.Errorf("oneLine(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestNamesFromRightToLeftAreIsolated(t *testing.T) {
	if got := named("صحيفة"); got != "\u2068صحيفة\u2069" {
		t.Errorf("got %q", got)
	}
	if got := named("Zürich"); got != "Zürich" {
		t.Errorf("got %q", got)
	}
}

func TestBetween(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2031-03-03", "2031-03-30", "3 – 30 March 2031"}, {"2031-02-03", "2031-03-30", "3 February – 30 March 2031"},
		{"2030-12-03", "2031-03-30", "3 December 2030 – 30 March 2031"}, {"2031-03-03", "2031-03-03", "3 March 2031"},
		{"", "2031-03-03", "up to 3 March 2031"}, {"2031-03-03", "", "since 3 March 2031"}, {"", "", "all days"},
	} {
		if got := between(day(c.from), day(c.to)); got != c.want {
			t.Errorf("between(%s, %s) = %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	for want, got := range map[string]string{
		"1 day": count(1, "day"), "0 days": count(0, "day"), "12,345,678 moves": count(12345678, "move"), "2 bodies": count(2, "body"), "999": thousands(999), "−1": strings.Replace(thousands(-1), "-", "−", 1),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSafeURL(t *testing.T) {
	for url, ok := range map[string]bool{
		"https://example.org/a?b=c&d=e#f": true, "HTTP://example.org/": true, "javascript:alert(1)": false, "//example.org": false, "ftp://example.org": false,
		"data:text/html,x": false, "https://example.org/\"><script>": false, "https://example.org/a b": false, "https://example.org/\n": false,
	} {
		if got := safeURL(url); (got == url) != ok || got != "" && !ok {
			t.Errorf("safeURL(%q) = %q", url, got)
		}
	}
}

func TestSay(t *testing.T) {
	n := names{"A": "Arvenia", "B": "Highland Front", "Q": "Questland"}
	a, b, q, ab := []string{"A"}, []string{"B"}, []string{"Q"}, []string{"A", "B"}
	for _, c := range []struct {
		move parley.Move
		want string
	}{
		{parley.Move{Kind: parley.MoveCall, Actors: a, Recipients: b}, "Arvenia called on Highland Front for talks"},
		{parley.Move{Kind: parley.MoveCall, Actors: a, About: parley.AboutCeasefire}, "Arvenia called for a ceasefire"},
		{parley.Move{Kind: parley.MoveMediate, Actors: q, Recipients: ab}, "Questland mediated between Arvenia and Highland Front"},
		{parley.Move{Kind: parley.MoveMediate, Actors: q, Recipients: b}, "Questland met Highland Front as a go-between"},
		{parley.Move{Kind: parley.MoveGesture, Actors: a, About: parley.AboutCeasefire}, "Arvenia kept a ceasefire"},
		{parley.Move{Kind: parley.MoveMeet, Actors: ab, Place: "Port Quest", Hosts: q}, "Arvenia and Highland Front met in Port Quest, hosted by Questland"},
		{parley.Move{Kind: parley.MoveMeet, Actors: ab, Planned: true}, "Arvenia and Highland Front are to meet"},
		{parley.Move{Kind: parley.MoveRelease, Actors: a, Planned: true}, "Arvenia is to release people"},
		{parley.Move{Kind: parley.MoveSign, Actors: ab, About: parley.AboutRelease}, "Arvenia and Highland Front signed an agreement on a release"},
		{parley.Move{Kind: parley.MoveSign, Actors: ab, About: parley.AboutCeasefire}, "Arvenia and Highland Front signed a ceasefire"},
		{parley.Move{Kind: parley.MoveCollapse}, "Somebody unnamed broke off talks"},
		{parley.Move{Kind: parley.MoveDeclare, Actors: ab}, "Arvenia and Highland Front agreed on a ceasefire"},
		{parley.Move{Kind: parley.MoveDeclare, Actors: a}, "Arvenia declared a ceasefire"},
		{parley.Move{Kind: parley.MoveEnd, Actors: a, About: parley.AboutCeasefire}, "Arvenia ended the ceasefire"},
		{parley.Move{Kind: parley.MoveEnd, Actors: a, Recipients: b, About: parley.AboutTalks}, "Arvenia ended the talks with Highland Front"},
		{parley.Move{Kind: parley.MoveDeny, Actors: ab, Denied: b, About: parley.AboutCeasefire}, "Highland Front denied a ceasefire with Arvenia"},
		{parley.Move{Kind: parley.MoveViolate, Actors: b, Recipients: a, Alleged: true}, "Arvenia accused Highland Front of breaking the ceasefire"},
		{parley.Move{Kind: parley.MoveMediate, Actors: a, Recipients: b, Mediators: q}, "Questland mediated between Arvenia and Highland Front"},
		{parley.Move{Kind: parley.MoveCall, Actors: a, Recipients: b, About: parley.AboutOther}, "Arvenia made a request to Highland Front"},
		{parley.Move{Kind: parley.MoveAttack, Actors: []string{"X:REB"}, Recipients: a}, "X:REB attacked Arvenia"},
	} {
		if got := n.say(&c.move); got != c.want {
			t.Errorf("say = %q, want %q", got, c.want)
		}
	}
}

func TestEveryKindOfMoveHasAMark(t *testing.T) {
	if len(parley.MoveKinds) != len(classOf) {
		t.Errorf("%d kinds of moves and %d marks", len(parley.MoveKinds), len(classOf))
	}
	for _, kind := range parley.MoveKinds {
		if _, ok := classOf[kind]; !ok {
			t.Errorf("no mark for %q", kind)
		}
	}
	for k := range classes {
		if classWords[k] == "" || shapes[k] == "" || classNames[k] == "" {
			t.Errorf("class %d is not complete", k)
		}
	}
	for _, s := range parley.States {
		if tones[s] == "" {
			t.Errorf("no tone for %q", s)
		}
	}
}

func TestDoubts(t *testing.T) {
	n := names{"A": "Arvenia"}
	got := n.doubts(&parley.Move{Alleged: true, Denied: []string{"A"}, Disputed: true})
	if want := "alleged by an adversary only; denied by Arvenia; reports differ"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEscaped(t *testing.T) {
	for text, want := range map[string]string{
		"a_b*c": `a\_b\*c`, "<i>&": `\<i\>\&`, "- x": `\- x`, "1. x": "1\u2060. x", "12 killed": "12 killed", "a - b": "a - b",
		"see https://e.org": `see https\://e.org`, "[^1]": `\[\^1\]`, "a|b": `a\|b`,
	} {
		if got := escaped(text); got != want {
			t.Errorf("escaped(%q) = %q, want %q", text, got, want)
		}
	}
}
