package lexicon

import (
	"embed"
	"fmt"
	"io/fs"
	"sort"
	"strings"

	"parley/ontology"
)

//go:embed data/frames/*.frames data/frames/classes.tsv
var frameFiles embed.FS

// Frame is one way to name an act in words: the verbs, nouns of action or
// adjectives that name it, the grammatical slots around them, and who is who
// among the slots. The format is told in data/frames/README.md.
type Frame struct {
	Name  string
	Words []Word
	Kind  FrameKind
	Act   string            // base act, when Kind is KindAct
	Op    ontology.Operator // operator, when Kind is KindOperator
	Slots []Filling         // who is who, in the order of the file
	Need  [][]Slot          // groups of slots: of each, one must be filled
	Not   []Slot            // slots that must not be filled so
	// Mutual acts list all parties as actors and have no recipient.
	Mutual bool
	// Directed frames mean nothing without a recipient or content.
	Directed bool
	// Silent frames take part in compositions but make no event by themselves.
	Silent bool
	// Command frames give orders; orders to one's own forces are plans of one's own.
	Command bool
	// Decree frames tell of decisions: what authority alone can do, to lift a
	// curfew, to impose sanctions, is done with them; anything else is a plan.
	Decree bool
	Yes    []Example
	No     []Example
	File   string
	Line   int
}

// FrameKind says what a frame does in a composition.
type FrameKind uint8

// The kinds of frames.
const (
	KindAct      FrameKind = iota // names a base act
	KindOperator                  // applies an operator to its content
	KindLight                     // lends its grammar to the act that its content names: "hold (talks)"
	KindSay                       // tells of its content: attribution, no act
	KindFuture                    // puts its content in the future: "is due to"
	KindDoubt                     // makes its content uncertain: "consider", "hope"
)

// Word is a word that evokes a frame.
type Word struct {
	Lemma    string
	Particle string // "out" of "carry out"; empty for none
	POS      byte   // 'v' verb, 'n' noun, 'a' adjective
}

// Role is what the filler of a slot is to the act.
type Role string

// Roles in slots beside the third parties of package parley.
const (
	RoleActor     Role = "actor"
	RoleRecipient Role = "recipient"
	RoleContent   Role = "content"
)

// Filling says which slots may hold a role; the first filled one does.
type Filling struct {
	Role  Role
	Slots []Slot
}

// Slot is a grammatical place beside the frame's word: subj, obj, iobj, inf
// (infinitive), that (finite clause), ing, or a preposition; Class restricts
// what it may hold.
type Slot struct {
	Name  string
	Class string   // a class of classes.tsv, "party", or empty for anything
	Words []string // lemmas, when the class is written out as "=a|b"
	// Sectors that a party must be of, when the class is written "@REB|UAF".
	Sectors []string
}

// Example is a sentence that a frame must or must not code.
type Example struct {
	Text   string
	Coding string // "REQUEST:meet 026"; empty in counter-examples
	Actor  string // words that the actor's mention must hold
	Other  string // the same for the recipient, or for another actor of a mutual act
	Line   int
}

// Frames is an immutable set of frames with the classes of words that they use.
type Frames struct {
	All     []*Frame
	byLemma map[string][]*entry
	classes map[string]map[string]bool
}

type entry struct {
	word  Word
	frame *Frame
}

// LoadFrames reads the embedded frames.
func LoadFrames() (*Frames, error) { return ReadFrames(frameFiles, "data/frames") }

// ReadFrames reads every .frames file and classes.tsv of a folder. The error
// joins everything that is wrong, each as file:line: why.
func ReadFrames(fsys fs.FS, dir string) (*Frames, error) {
	f := &Frames{byLemma: map[string][]*entry{}, classes: map[string]map[string]bool{}}
	var bad problems
	text, err := fs.ReadFile(fsys, dir+"/classes.tsv")
	if err != nil {
		return nil, fmt.Errorf("read frames: %w", err)
	}
	f.readClasses(dir+"/classes.tsv", string(text), &bad)
	names, err := fs.Glob(fsys, dir+"/*.frames")
	if err != nil {
		return nil, fmt.Errorf("read frames: %w", err)
	}
	sort.Strings(names)
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read frames: %w", err)
		}
		p := frameParser{frames: f, file: name, bad: &bad}
		p.parse(string(text))
	}
	return f, bad.err()
}

// readClasses reads "class<TAB>words".
func (f *Frames) readClasses(file, text string, bad *problems) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		name, words, ok := strings.Cut(line, "\t")
		if !ok || f.classes[name] != nil {
			bad.add(file, n, "want a new class, a tab and its words")
			continue
		}
		f.classes[name] = map[string]bool{}
		for _, w := range strings.Fields(words) {
			if sub, isClass := strings.CutPrefix(w, "@"); isClass {
				for v := range f.classes[sub] {
					f.classes[name][v] = true
				}
				continue
			}
			f.classes[name][strings.ReplaceAll(w, "_", " ")] = true
		}
	}
}

// InClass reports whether lemma belongs to a class of words.
func (f *Frames) InClass(lemma, class string) bool { return f.classes[class][lemma] }

// Match calls yield with each frame that a word may evoke, in the order of
// the files, until yield returns false. pos is 'v', 'n' or 'a'.
func (f *Frames) Match(lemma string, pos byte, yield func(frame *Frame, particle string) bool) {
	for _, e := range f.byLemma[lemma] {
		if e.word.POS == pos && !yield(e.frame, e.word.Particle) {
			return
		}
	}
}

// Has reports whether any frame has the lemma, whatever its part of speech.
func (f *Frames) Has(lemma string) bool { return len(f.byLemma[lemma]) > 0 }

// Lemmas returns every lemma that evokes a frame, sorted.
func (f *Frames) Lemmas() []string {
	all := make([]string, 0, len(f.byLemma))
	for lemma := range f.byLemma {
		all = append(all, lemma)
	}
	sort.Strings(all)
	return all
}

// Fillers returns the slots of a role; nil when the frame has none.
func (f *Frame) Fillers(role Role) []Slot {
	for _, fill := range f.Slots {
		if fill.Role == role {
			return fill.Slots
		}
	}
	return nil
}
