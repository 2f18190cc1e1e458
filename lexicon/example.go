package lexicon

import (
	"strings"

	"parley"
)

// Matches reports whether ev is the event that the example asks for: its type,
// modes and CAMEO code, with parties whose mentions hold the words.
func (ex Example) Matches(ev *parley.Event) bool {
	coding := strings.Join(append([]string{ev.Type}, ev.Modes...), ":") + " " + ev.CAMEO
	return strings.HasPrefix(coding+" ", ex.Coding+" ") && names(ev.Actors, ex.Actor) &&
		(names(ev.Recipients, ex.Other) || ex.Other != "" && len(ev.Recipients) == 0 && names(ev.Actors, ex.Other))
}

// Told reports whether ev is an act of the type that the example asks for, with
// an actor that it names, whoever else takes part.
func (ex Example) Told(ev *parley.Event) bool {
	coding, _, _ := strings.Cut(ex.Coding, " ")
	typ, _, _ := strings.Cut(coding, ":")
	return ev.Type == typ && names(ev.Actors, ex.Actor)
}

// names reports whether one of the parties' mentions holds the words; an empty
// want is met by an empty list.
func names(list []parley.Party, want string) bool {
	for _, p := range list {
		if want != "" && strings.Contains(p.Mention.Text, want) {
			return true
		}
	}
	return want == "" && len(list) == 0
}
