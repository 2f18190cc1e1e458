package pipeline

import (
	"strings"
	"testing"
	"time"

	"parley"
	"parley/coder"
	"parley/lexicon"
	"parley/nlp"
)

// TestFrames runs the sentences that stand beside the frames through the whole
// pipeline: the yes sentences must give the coding and parties that they tell,
// the no sentences no event by their frame.
func TestFrames(t *testing.T) {
	p, err := Open(Config{Ranker: &coder.Ranker{Slope: 1}}) // the frames alone are on trial
	if err != nil {
		t.Fatal(err)
	}
	frames, err := lexicon.LoadFrames()
	if err != nil {
		t.Fatal(err)
	}
	w := p.Worker()
	published := time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)
	code := func(text string) []parley.Event {
		return w.Events(&parley.Document{Text: text, Published: published})
	}
	for _, f := range frames.All {
		for _, ex := range f.Yes {
			if events := code(ex.Text); !anyMatches(events, ex) {
				t.Errorf("%s:%d: %s\n\twant %s %s > %s\n\tgot  %s", f.File, ex.Line, ex.Text, ex.Coding, ex.Actor, ex.Other, brief(events))
			}
		}
		for _, ex := range f.No {
			for _, ev := range code(ex.Text) {
				if evokedBy(ev.Rule, f.Name) {
					t.Errorf("%s:%d: %s\n\twant no event by %s, got %s", f.File, ex.Line, ex.Text, f.Name, brief([]parley.Event{ev}))
				}
			}
		}
	}
}

func anyMatches(events []parley.Event, ex lexicon.Example) bool {
	for i := range events {
		ev := &events[i]
		if ex.Matches(ev) {
			return true
		}
	}
	return false
}

// coding writes type, mode and code as the frames' files do: "REQUEST:meet 026".
func coding(ev *parley.Event) string {
	s := string(ev.Type)
	for _, m := range ev.Modes {
		s += ":" + m
	}
	return s + " " + ev.CAMEO
}

// evokedBy reports whether a rule, "call-on(talks)", has the frame in it.
func evokedBy(rule, frame string) bool {
	for _, part := range strings.FieldsFunc(rule, func(r rune) bool { return r == '(' || r == ')' || r == ' ' }) {
		if part == frame {
			return true
		}
	}
	return false
}

func brief(events []parley.Event) string {
	if len(events) == 0 {
		return "nothing"
	}
	var out []string
	for i := range events {
		ev := &events[i]
		s := coding(ev) + " " + string(ev.Status) + " by " + ev.Rule + ": "
		for _, a := range ev.Actors {
			s += a.Mention.Text + "; "
		}
		s += "> "
		for _, a := range ev.Recipients {
			s += a.Mention.Text + "; "
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

// TestFrameVerbsAreReached holds the lemmas to the frames: "deplored" must come out
// as the verb that the frames know.
func TestFrameVerbsAreReached(t *testing.T) {
	frames, err := lexicon.LoadFrames()
	if err != nil {
		t.Fatal(err)
	}
	strong := map[string]bool{"be": true, "overtake": true, "rewrite": true, "underwrite": true, "fête": true}
	for _, f := range frames.All {
		for _, w := range f.Words {
			verb := w.Lemma
			if w.POS != 'v' || !strings.HasSuffix(verb, "e") || strings.ContainsAny(verb, "_-") || strong[verb] {
				continue
			}
			s := nlp.Sentence{Tokens: []nlp.Token{{Form: verb + "d", UPOS: "VERB", XPOS: "VBD", Head: -1, Deprel: "root"}}}
			nlp.Lemmatize(&s)
			if got := s.Tokens[0].Lemma; got != verb {
				t.Errorf("%s:%d: %sd has the lemma %s", f.File, f.Line, verb, got)
			}
		}
	}
}
