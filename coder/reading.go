package coder

import (
	"sort"

	"parley"
	"parley/lexicon"
	"parley/ontology"
)

// A reading is one way to understand a word as an act: a frame with its slots
// filled, composed with what its content means.
type reading struct {
	frame      *lexicon.Frame // nil for an act without a frame ("agreed to do so")
	word       int            // the token that evokes the frame
	core       int            // the token whose clause tells of the act: not the verb of saying
	words      []int          // tokens of the trigger: the word, its particle, the noun that a light verb carries
	comp       ontology.Composed
	rule       string
	actors     []int
	recipients []int
	third      []third
	content    *reading
	takes      []int // words that its slots ask for by class: part of its name
	mutual     bool
	negated    bool
	failed     bool
	future     bool
	doubtful   bool
	told       bool // an act of will already done, whatever its tense: "will not talk"
	denier     int  // who denies it, or -1
	score      float64
	rulings    []string // of the code book that were applied, when explaining
	spared     bool     // its recipient was taken away, to see
	reached    bool     // its recipient stands in what it speaks of, in no slot
	weak       string   // see weakness
	mood       string   // see irrealis
	likely     float64  // how likely the text tells of it, whoever its parties are
	strange    float64  // how sure the type is, of a verb that no frame reads; else 0
	known      bool     // of a strange verb: frames have its word, but none fits
	other      bool     // another frame of the word fits better
	sided      int      // of a mutual act, how many of the actors are its subject
	back       bool     // what it denies or rejects was told before; see takeUp
	answer     bool     // it denies, rejects or accepts an act that was told before; see takeUp
	filled     bool     // its recipient is one that no slot named; see filled
}

type third struct {
	role  parley.Role
	token int
}

// A setting is what surrounds a word when it is read as the content of another.
type setting struct {
	actor    int   // who acts by control, or -1
	actsOnly bool  // control reaches acts only, not operators: one does not reject one's own offer
	hosts    []int // words whose prepositions may belong to this one
	depth    int
	content  bool // read as somebody's content: unknown verbs are deeds
}

var alone = setting{actor: -1}

// maxDepth bounds operators over operators, maxReads the words looked at for a
// sentence: both are far above what any text needs, and keep odd trees from
// taking long.
const (
	maxDepth = 7
	maxReads = 20_000
)

// readings returns what token i means by itself. The result is kept for the sentence.
func (r *reader) readings(i int) []*reading {
	switch r.state[i] {
	case done:
		return r.memo[i]
	case busy:
		return nil
	}
	r.state[i] = busy
	r.memo[i] = r.read(i, alone)
	r.state[i] = done
	return r.memo[i]
}

// evokes reports whether token i may evoke any frame, whatever its slots hold.
func (r *reader) evokes(i int) bool {
	if r.evoking[i] == unknown {
		r.evoking[i] = no
		if pos := r.pos(i); pos != 0 {
			r.match(i, pos, func(*lexicon.Frame, string) bool { r.evoking[i] = yes; return false })
		}
	}
	return r.evoking[i] == yes
}

// match calls yield with the frames that token i may evoke; those of a compound
// ("phone call", "air strike") come first.
func (r *reader) match(i int, pos byte, yield func(f *lexicon.Frame, particle string) bool) {
	lemma := r.frameLemma(i)
	if joined := r.hyphenated(i); joined != "" && r.c.frames.Has(joined) {
		r.c.frames.Match(joined, pos, yield)
		return
	}
	if pos == 'n' && i > 0 && r.t.is(i-1, "compound") && r.t.head(i-1) == i {
		going := true
		r.c.frames.Match(lower(r.t.lemma(i-1))+" "+lemma, pos, func(f *lexicon.Frame, p string) bool {
			going = yield(f, p)
			return going
		})
		if !going {
			return
		}
	}
	r.c.frames.Match(lemma, pos, yield)
}

// hyphenated returns the word that token i ends where a hyphen stands before it:
// "sit-in", "test-fire"; or "".
func (r *reader) hyphenated(i int) string {
	if i < 2 || r.t.toks[i-1].Form != "-" || r.t.toks[i-1].Span.End != r.t.toks[i].Span.Start || r.t.toks[i-2].Span.End != r.t.toks[i-1].Span.Start {
		return ""
	}
	return lower(r.t.lemma(i-2)) + "-" + lower(r.t.lemma(i))
}

// pos returns the part of speech that frames know, or 0.
func (r *reader) pos(i int) byte {
	switch upos := r.t.toks[i].UPOS; upos {
	case "VERB":
		if r.t.is(i, "amod") && i > 0 && r.t.toks[i-1].Form == "-" {
			return 0 // "a Saudi-led raid" tells of one act, the raid
		}
		return 'v'
	case "NOUN", "PROPN", "ADJ":
		switch {
		case upos != "PROPN" && r.t.child(i, "obj") > i: // "Rebels free hostages"
			return 'v'
		case upos == "ADJ":
			return 'a'
		}
		return 'n'
	}
	return 0
}

// frameLemma is the lemma as frames write it: in lower case, for headlines
// write "Talks", and as rules cannot know: with an "e" ("blockaded"), or without
// the second of two letters ("gassed").
func (r *reader) frameLemma(i int) string {
	lemma := r.t.lemma(i)
	switch r.t.toks[i].UPOS {
	case "PROPN":
		return lower(lemma)
	case "VERB":
		if lemma == "" || r.c.frames.Has(lemma) {
			break
		}
		for _, other := range [...]string{lemma + "e", lemma[:len(lemma)-1]} {
			if r.c.frames.Has(other) {
				return other
			}
		}
	}
	return lemma
}

// read returns the readings of token i in a setting: those of the frame that
// fits best, one for each coordinated content.
func (r *reader) read(i int, set setting) []*reading {
	pos := r.pos(i)
	if pos == 0 || set.depth > maxDepth || r.budget <= 0 {
		return nil
	}
	r.budget--
	set.depth++
	s := site{word: i, pos: pos, hosts: set.hosts, actor: set.actor}
	var best, others []*reading
	order := 0.0
	r.match(i, pos, func(f *lexicon.Frame, particle string) bool {
		order += 0.001
		p := -1
		if particle != "" {
			if p = r.particle(i, particle); p < 0 {
				return true
			}
		}
		s.moved = 0
		if p >= 0 && r.t.head(p) != i {
			s.moved = r.t.head(p) + 1
		}
		got := r.try(f, s, set)
		for _, g := range got {
			if f.Kind != lexicon.KindSay {
				g.words = append([]int{i}, g.words...)
			}
			if p >= 0 {
				g.words = append(g.words, p)
				g.score++
			}
			g.score -= order
		}
		switch {
		case len(got) == 0:
		case len(best) == 0 || got[0].score > best[0].score:
			others, best = append(others, best...), got
		default:
			others = append(others, got...)
		}
		return true
	})
	if len(best) == 0 && pos == 'v' && set.content {
		best = []*reading{r.deed(s)}
	}
	for _, g := range best {
		r.polarity(i, g)
	}
	if set.depth == 1 && len(best) == 1 { // read by itself
		r.alts[i] = r.alternatives(best[0], others)
	}
	return best
}

// alternatives returns the best two of the readings by other frames that code
// a word differently.
func (r *reader) alternatives(best *reading, others []*reading) []*reading {
	var out []*reading
	sort.SliceStable(others, func(a, b int) bool { return others[a].score > others[b].score })
	for _, g := range others {
		if g.comp.Coding != best.comp.Coding && len(out) < 2 {
			g.other = true
			r.polarity(g.word, g)
			out = append(out, g)
		}
	}
	return out
}

// particle finds "out" in "carried out": a particle or a bare preposition of verb i.
func (r *reader) particle(i int, particle string) int {
	t := r.t
	for c := t.first[i]; c >= 0; c = t.next[c] {
		switch t.base(c) {
		case "compound", "advmod", "case", "mark":
			if t.lemma(c) == particle {
				return c
			}
		case "obl", "advcl", "nmod", "obj":
			if n := t.child(c, "nummod"); c > i+1 && t.lemma(i+1) == particle && (t.head(i+1) == n || t.is(i+1, "fixed")) { // "handed [over 20] lorries"
				return i + 1
			}
			if k := t.child(c, "case"); k >= 0 && t.lemma(k) == particle {
				return k
			}
			if k := t.child(c, "mark"); k >= 0 && t.lemma(k) == particle {
				return k
			}
		}
	}
	return -1
}

// deed reads a verb without a frame as something done, for operators to work on:
// as the plainest act of the type that its words are surely like, if any.
func (r *reader) deed(s site) *reading {
	comp, _ := r.c.onto.Plain("do")
	if typ, p := r.likeliest(s.word); p >= sureDeed {
		if like, ok := r.c.onto.Plain(typicalAct[typ]); ok {
			comp = like
		}
	}
	g := &reading{word: s.word, core: s.word, words: []int{s.word}, comp: comp, rule: "deed", denier: -1, score: -1}
	g.actors = r.partiesAt(s, slotsOf("subj"))
	g.recipients = r.notOwn(r.partiesAt(s, slotsOf("obj", "with", "to", "against", "from")), g.actors)
	return g
}

func slotsOf(names ...string) []lexicon.Slot {
	out := make([]lexicon.Slot, len(names))
	for i, n := range names {
		out[i].Name = n
	}
	return out
}
