package drill

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"

	"parley/lexicon"
)

//go:embed data/words.tsv
var wordFile string

// verb is a verb's forms.
type verb struct{ base, past, participle, ing, third string }

// words are the lists that sentences draw from.
type words struct {
	lists     map[string][]string
	countries []country
}

// country is a name with its adjective and capital.
type country struct{ name, adjective, capital string }

// load reads the lists; countries come from the lexicon of actors.
func load() (*words, error) {
	w := &words{lists: map[string][]string{}}
	for line := range strings.Lines(wordFile) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		name, rest, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("word lists: %q has no tab", line)
		}
		w.lists[name] = strings.Fields(rest)
	}
	data, err := lexicon.Embedded()
	if err != nil {
		return nil, err
	}
	for _, c := range data.Countries {
		if len(c.Words) == 0 || len(c.Capitals) == 0 || len(strings.Fields(c.Name)) > 2 || strings.ContainsAny(c.Words[0], " -") {
			continue
		}
		w.countries = append(w.countries, country{c.Name, c.Words[0], c.Capitals[0]})
	}
	frames, err := lexicon.LoadFrames()
	if err != nil {
		return nil, err
	}
	w.addVerbs(frames)
	return w, nil
}

// addVerbs takes in every verb of the frames that has an object, so that the
// parser sees the words that the coder looks for.
func (w *words) addVerbs(frames *lexicon.Frames) {
	seen := map[string]bool{}
	for _, e := range w.lists["vtrans"] {
		base, _, _ := strings.Cut(e, "/")
		seen[base] = true
	}
	for _, f := range frames.All {
		if f.Kind != lexicon.KindAct && f.Kind != lexicon.KindOperator || !hasObject(f) {
			continue
		}
		for _, word := range f.Words {
			if word.POS == 'v' && word.Particle == "" && !seen[word.Lemma] && !strings.ContainsAny(word.Lemma, " -") {
				seen[word.Lemma] = true
				w.lists["vtrans"] = append(w.lists["vtrans"], inflect(word.Lemma).entry())
			}
		}
	}
}

func hasObject(f *lexicon.Frame) bool {
	for _, fill := range f.Slots {
		for _, slot := range fill.Slots {
			if slot.Name == "obj" {
				return true
			}
		}
	}
	return false
}

// writer makes sentences; it is not safe for concurrent use.
type writer struct {
	*words
	rnd *rand.Rand
}

// pick draws from a list; _ stands for a blank.
func (w *writer) pick(list string) string {
	all := w.lists[list]
	if len(all) == 0 {
		panic("drill: no list " + list)
	}
	return strings.ReplaceAll(all[w.rnd.IntN(len(all))], "_", " ")
}

// maybe is true with the probability p.
func (w *writer) maybe(p float64) bool { return w.rnd.Float64() < p }

// one draws one of the alternatives.
func one[T any](w *writer, alternatives ...T) T { return alternatives[w.rnd.IntN(len(alternatives))] }

// verbOf splits the forms of an entry, and what follows them after colons.
func verbOf(entry string) (v verb, rest []string) {
	parts := strings.Split(entry, ":")
	f := strings.Split(parts[0], "/")
	return verb{f[0], f[1], f[2], f[3], f[4]}, parts[1:]
}

// plural of a common noun.
func plural(noun string) string {
	switch noun {
	case "man", "woman", "policeman", "gunman", "spokesman", "spokeswoman", "tribesman", "lawmaker":
		if strings.HasSuffix(noun, "man") {
			return strings.TrimSuffix(noun, "man") + "men"
		}
	case "child":
		return "children"
	}
	return lexicon.Plural(noun)
}

// article is "a" or "an" before the given word.
func article(next string) string {
	if strings.ContainsRune("aeiouAEIO", rune(next[0])) {
		return "an"
	}
	return "a"
}
